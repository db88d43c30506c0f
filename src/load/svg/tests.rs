//! What of drawings is published, and what is refused.

use super::*;

const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

fn messages(text: &[u8]) -> Vec<String> {
    read("a.svg", text).findings.iter().map(|finding| finding.message.en.clone()).collect()
}

/// What is left of a drawing after its head.
fn published(rest: &str) -> String {
    let read = read("a.svg", format!("{HEAD}{rest}").as_bytes());
    assert!(read.findings.is_empty(), "{rest}: {:?}", read.findings.iter().map(|f| &f.message.en).collect::<Vec<_>>());
    let text = String::from_utf8(read.bytes).unwrap();
    assert_eq!(super::read("a.svg", text.as_bytes()).bytes, text.as_bytes(), "again");
    text.strip_prefix(HEAD).unwrap().to_owned()
}

#[test]
fn drawings_stay_as_they_are() {
    for rest in [
        "/>",
        " width=\"20\" height=\"10\"><title>図</title><path d=\"M0 0\" fill=\"url(#a)\" class=\"図\"/></svg>",
        "><defs><linearGradient id=\"図\"/></defs><use xlink:href=\"#図\"/><use href='&#35;図'/></svg>",
        "><!-- <script> --><text xml:space=\"preserve\">onload=\"a()\" url &amp; &#12354;</text></svg>",
        "><style type=\"text/css\"><![CDATA[.a>b{fill:url(#b)}]]></style><desc>一</desc></svg>",
        "><image href=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==\"/></svg>",
        "><a href=\"#a\" target=\"_self\"><g role=\"img\" aria-label=\"図\" tabindex=\"0\"/></a></svg>",
        "><foreignObject width=\"9\" height=\"9\"><div xmlns=\"http://www.w3.org/1999/xhtml\" style=\"font-size:9px\">\
         <b>一</b><br/></div></foreignObject></svg>",
        "><font horiz-adv-x=\"2048\"><font-face font-family=\"明朝\" units-per-em=\"2048\"/><glyph unicode=\"三\" d=\"M0 0\"/></font></svg>",
    ] {
        assert_eq!(published(rest), rest);
    }
}

#[test]
fn what_only_programs_read_is_left_out() {
    for (rest, left) in [
        ("><metadata><script/></metadata><g/></svg>", "><g/></svg>"),
        ("><?program a?><g/></svg>", "><g/></svg>"),
        (" data-name=\"人\" content=\"&lt;mxfile/&gt;\" host=\"a\"/>", "   />"),
        (
            " xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\"><i:script/><g i:label=\"a\" onx:a=\"b\" xmlns:onx=\"urn:a\"/></svg>",
            " xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\"><g   xmlns:onx=\"urn:a\"/></svg>",
        ),
        ("><switch><g/><a href=\"https://example.jp/\"/></switch></svg>", "><switch><g/></switch></svg>"),
        (
            "><switch><foreignObject requiredExtensions=\"http://ns.adobe.com/AdobeIllustrator/10.0/\"><p/></foreignObject><g/></switch></svg>",
            "><switch><g/></switch></svg>",
        ),
    ] {
        assert_eq!(published(rest), left, "{rest}");
    }
    let doctype = format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n<!-- a --><!DOCTYPE svg PUBLIC \"a>[\" \"http://www.w3.org/a.dtd\">\n{HEAD}/>"
    );
    let left = format!("<?xml version='1.0' encoding='UTF-8'?>\n<!-- a -->\n{HEAD}/>");
    assert_eq!(String::from_utf8(read("a.svg", doctype.as_bytes()).bytes).unwrap(), left);
    assert_eq!(read("a.svg", format!("\u{feff}{HEAD}/>").as_bytes()).bytes, format!("{HEAD}/>").as_bytes());
}

#[test]
fn what_may_act_is_named() {
    for (rest, named) in [
        ("><script>a()</script></svg>", "`script`"),
        (" xmlns:s=\"http://www.w3.org/2000/svg\"><s:script href='#a'/></svg>", "`script`"),
        ("><SCRIPT/></svg>", "`SCRIPT`"),
        ("><g><h:script xmlns:h=\"http://www.w3.org/1999/xhtml\"/></g></svg>", "`script`"),
        ("><g><p xmlns=\"http://www.w3.org/1999/xhtml\">a</p></g></svg>", "`p`"),
        (
            "><foreignObject><img xmlns=\"http://www.w3.org/1999/xhtml\" srcset=\"a 1x\"/></foreignObject></svg>",
            "`img`",
        ),
        (
            "><foreignObject><meta xmlns=\"http://www.w3.org/1999/xhtml\" http-equiv=\"refresh\"/></foreignObject></svg>",
            "`meta`",
        ),
        ("><foreignObject><form xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject></svg>", "`form`"),
        (
            "><foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\" background=\"//h/a\"/></foreignObject></svg>",
            "`background`",
        ),
        ("><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\" href=\"#a\"/></foreignObject></svg>", "`href`"),
        ("><math xmlns=\"http://www.w3.org/1998/Math/MathML\"/></svg>", "`math`"),
        ("><x:bindings xmlns:x=\"http://www.mozilla.org/xbl\"/></svg>", "`bindings`"),
        ("><g xmlns=\"\"/></svg>", "`g`"),
        (" onload=\"a()\"/>", "`onload`"),
        ("><g a=\">\" onclick = \"a()\"/></svg>", "`onclick`"),
        (" e:event=\"load\" xmlns:e=\"http://www.w3.org/2001/xml-events\"/>", "`event`"),
        (" xml:base=\"https://h/\"/>", "`base`"),
        ("><set attributeName=\"href\" to=\"javascript:a()\"/></svg>", "`set`"),
        ("><animateMotion/></svg>", "`animateMotion`"),
        ("><discard/></svg>", "`discard`"),
        ("><video/></svg>", "`video`"),
        ("><a xlink:href=\"javascript:a()\"/></svg>", "`javascript:a()`"),
        ("><a href=\"&#106;avascript:a()\"/></svg>", "`javascript:a()`"),
        ("><a href=\"https://h/\"/></svg>", "`https://h/`"),
        ("><image href=\"//h/a.png\"/></svg>", "`//h/a.png`"),
        ("><image href=\"a.png\"/></svg>", "`a.png`"),
        ("><feImage href=\"a.png\"/></svg>", "`a.png`"),
        ("><use href=\"a.svg#a\"/></svg>", "`a.svg#a`"),
        ("><use href=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==\"/></svg>", "`data:image/png"),
        ("><image href=\"data:image/svg+xml,&lt;svg/>\"/></svg>", "`data:image/svg+xml"),
        ("><style>@import 'a.css';</style></svg>", "`@import`"),
        ("><style>@imp<![CDATA[ort 'a.css';]]></style></svg>", "`@import`"),
        ("><style>.a{fill:ur&#108;(//h)}</style></svg>", "`//h`"),
        ("><style>.a{mask:image-set('https://h/a' 1x)}</style></svg>", "`image-set()`"),
        ("><g style=\"fill:url(a.svg#b)\"/></svg>", "`a.svg#b`"),
        ("><g fill=\"url(a.svg#b)\"/></svg>", "`a.svg#b`"),
        ("><g filter=\"src('a')\"/></svg>", "`src()`"),
        ("><g cursor=\"url(//h/a), auto\"/></svg>", "`//h/a`"),
        ("><?xml-stylesheet href=\"a.css\"?></svg>", "`?xml-stylesheet`"),
        ("><switch><g/><script/></switch><script/></svg>", "`script`"),
        ("><switch><g systemLanguage=\"ja\"/><script/></switch></svg>", "`script`"),
        ("><switch><metadata/><script/></switch></svg>", "`script`"),
        ("><text>&nbsp;</text></svg>", "well-formed"),
        ("><a></svg>", "well-formed"),
        ("><g x=\"1\" x=\"2\"/></svg>", "well-formed"),
        ("><g a:b=\"c\"/></svg>", "well-formed"),
        ("/><svg/>", "well-formed"),
        (">\u{1}</svg>", "well-formed"),
    ] {
        let found = messages(format!("{HEAD}{rest}").as_bytes());
        assert!(found.len() == 1 || rest.contains(" a=\">\""), "{rest}: {found:?}");
        assert!(found.iter().any(|message| message.contains(named)), "{rest}: {found:?}");
    }
    let deep = format!("{HEAD}>{}{}</svg>", "<g>".repeat(100_000), "</g>".repeat(100_000));
    assert!(messages(deep.as_bytes())[0].contains("deep"));
}

#[test]
fn a_drawing_is_one_from_its_first_byte() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let utf16 = |order: fn(u16) -> [u8; 2], mark: &str| {
        format!("{mark}{svg}").encode_utf16().flat_map(order).collect::<Vec<u8>>()
    };
    let cases: [(Vec<u8>, &str); 17] = [
        (
            b"<?xml version='1.0' encoding='ISO-2022-JP'?><svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            "ISO-2022-JP",
        ),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><!-- \x1B$B?M\x1B(B --></svg>".to_vec(), "ISO-2022-JP"),
        (b"<?xml version='1.0' encoding='utf-7'?><svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "utf-7"),
        (
            b"<?xml  version = '1.0'\nencoding = \"Shift_JIS\" ?><svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            "Shift_JIS",
        ),
        (b"<?xml version='1.1' encoding='UTF-8'?><svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "well-formed"),
        (
            b"<?xml\tversion='1.0' encoding='hz-gb-2312'?><svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            "hz-gb-2312",
        ),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><text>\x90\x6c</text></svg>".to_vec(), "Shift_JIS"),
        (utf16(u16::to_be_bytes, "\u{feff}"), "UTF-16"),
        (utf16(u16::to_le_bytes, "\u{feff}"), "UTF-16"),
        (utf16(u16::to_le_bytes, ""), "UTF-16"),
        (b"<svg/>".to_vec(), "`svg`"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>".to_vec(), "`html`"),
        (b"<!DOCTYPE html><html><p>a".to_vec(), "well-formed"),
        (format!("<!DOCTYPE svg SYSTEM 'a>b' [<!ENTITY a '<script/>'>]>{svg}").into_bytes(), "entities"),
        (format!("<!-- a --><!DOCTYPE svg [<!ATTLIST svg onload CDATA 'a()'>]>{svg}").into_bytes(), "entities"),
        (format!("a{svg}").into_bytes(), "well-formed"),
        (Vec::new(), "well-formed"),
    ];
    for (bytes, named) in cases {
        let found = messages(&bytes);
        assert!(matches!(&found[..], [message] if message.contains(named)), "{named}: {found:?}");
        assert_eq!(read("a.svg", &bytes).bytes, EMPTY.as_bytes());
    }
}

#[test]
fn roots_tell_their_size() {
    for (attributes, expected) in [
        ("width=\"20\" height=\"10\"", Some((20, 10))),
        ("\n width='20px' height='10.4px'", Some((20, 10))),
        ("viewBox=\"0 0 340 117\"", Some((340, 117))),
        ("viewBox=\"0,0,340,117\" width=\"100%\" height=\"10cm\"", Some((340, 117))),
        ("stroke-width=\"3\" width = \"20\" height=\"10\"", Some((20, 10))),
        ("width=\"20\"", None),
        ("width=\"0\" height=\"0\"", None),
        ("width=\"NaN\" height=\"inf\"", None),
    ] {
        assert_eq!(read("a.svg", format!("{HEAD} {attributes}/>").as_bytes()).size, expected, "{attributes}");
    }
}

proptest::proptest! {
    /// Whatever is written into a drawing, what is published of it is safe when it is read again.
    #[test]
    fn what_is_left_is_safe(rest in "(<[a/!?]?|[ a-c]|=|\"|'|>|/>|</g>|<g|<!--|-->|\\[|&#?x?|;|:|svg|href|style|url\\(){0,40}") {
        let read = read("a.svg", format!("{HEAD}>{rest}</svg>").as_bytes());
        proptest::prop_assert!(super::read("a.svg", &read.bytes).findings.is_empty());
    }
}
