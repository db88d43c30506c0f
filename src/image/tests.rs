//! Images built by hand, with everything in them that must be removed.

use std::collections::BTreeSet;

use img_parts::Bytes;
use img_parts::png::PngChunk;
use proptest::prelude::*;

use super::{Cleaned, Record, clean, clean_svg, exif};

/// What must be found nowhere in a cleaned file.
const SECRET: &[u8] = b"Sample Person";

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A block of Exif: which side is up, an author, a camera, and a position.
fn block() -> Vec<u8> {
    let mut block = b"MM\0\x2A\0\0\0\x08\0\x04".to_vec();
    block.extend(b"\x01\x0F\0\x02\0\0\0\x04Cam\0");
    block.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    block.extend(b"\x01\x3B\0\x02\0\0\0\x0E\0\0\0\x3E");
    block.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x4C");
    block.extend([0; 4]);
    block.extend(b"Sample Person\0");
    block.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0");
    block.extend([0; 4]);
    block
}

fn segment(kind: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, kind], length.as_slice(), contents].concat()
}

fn jpeg() -> Vec<u8> {
    [
        vec![0xFF, 0xD8],
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01Sample Person"),
        segment(0xE1, &[exif::PREFIX, &block()].concat()),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><dc:creator>Sample Person</dc:creator></x:xmpmeta>"),
        segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xE2, b"MPF\0Sample Person"),
        segment(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x12\x1C\x02\x50\0\x0DSample Person"),
        segment(0xEF, b"Sample Person"),
        segment(0xC0, b"\x08\0\x04\0\x06\x01\x01\x11\0"),
        segment(0xDA, b"\x01\x01\0\0\x3F\0"),
        b"scan\xFF\0one\xFF\xD0".to_vec(),
        segment(0xFE, b"Sample Person"),
        segment(0xC4, b"table"),
        segment(0xDA, b"\x01\x01\0\0\x3F\0"),
        b"scan two\xFF\xD9".to_vec(),
        b"\xFF\xD8 a film of Sample Person \xFF\xD9".to_vec(),
    ]
    .concat()
}

fn png() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], contents: &[u8]| {
        PngChunk::new(*kind, Bytes::copy_from_slice(contents)).encoder().bytes().to_vec()
    };
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", b"\0\0\0\x06\0\0\0\x04\x08\x02\0\0\0"),
        chunk(b"eXIf", &block()),
        chunk(b"iCCP", b"icc\0\0colours"),
        chunk(b"tEXt", b"Author\0Sample Person"),
        chunk(b"zTXt", b"Comment\0\0Sample Person"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x photoshop:City=\"Sample Person\"/>"),
        chunk(b"tIME", b"\x07\xE5\x04\x01\0\0\0"),
        chunk(b"prVt", SECRET),
        chunk(b"IDAT", b"pixels"),
        chunk(b"IEND", b""),
        SECRET.to_vec(),
    ]
    .concat()
}

fn riff(kind: [u8; 4], contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len()).unwrap().to_le_bytes();
    let mut chunk = [kind.as_slice(), &length, contents].concat();
    chunk.resize(chunk.len() + contents.len() % 2, 0);
    chunk
}

fn webp() -> Vec<u8> {
    let frame = [vec![0; 16], riff(*b"VP8L", b"pixels"), riff(*b"JUNK", SECRET)].concat();
    let chunks = [
        b"WEBP".to_vec(),
        riff(*b"VP8X", b"\x2E\0\0\0\x05\0\0\x03\0\0"),
        riff(*b"ICCP", b"colours"),
        riff(*b"ANIM", &[0; 6]),
        riff(*b"ANMF", &frame),
        riff(*b"EXIF", &block()),
        riff(*b"XMP ", b"<x><exif:GPSLatitude>Sample Person</exif:GPSLatitude></x>"),
        riff(*b"JUNK", SECRET),
    ]
    .concat();
    [riff(*b"RIFF", &chunks), SECRET.to_vec()].concat()
}

fn gif() -> Vec<u8> {
    [
        b"GIF89a\x06\0\x04\0\x80\0\0".to_vec(),
        b"\0\0\0\xFF\xFF\xFF".to_vec(),
        b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0".to_vec(),
        b"\x21\xFE\x0DSample Person\0".to_vec(),
        b"\x21\xFF\x0BXMP DataXMP\x18<dc:rights>Sample Person\0".to_vec(),
        b"\x21\xF9\x04\0\0\0\0\0".to_vec(),
        b"\x2C\0\0\0\0\x06\0\x04\0\0\x02\x02\x44\x01\0".to_vec(),
        b"\x3BSample Person".to_vec(),
    ]
    .concat()
}

fn cleaned(bytes: &[u8]) -> Cleaned {
    let cleaned = clean(bytes).unwrap();
    assert!(holds(bytes, SECRET) && !holds(&cleaned.bytes, SECRET), "{}", String::from_utf8_lossy(&cleaned.bytes));
    assert_eq!(clean(&cleaned.bytes).unwrap(), Cleaned { bytes: cleaned.bytes.clone(), records: BTreeSet::new() });
    cleaned
}

#[test]
fn photographs_keep_pixels_colours_and_which_side_is_up() {
    use Record::{Author, Camera, Description, Position};
    let up = exif::upright(6);
    let jpeg = cleaned(&jpeg());
    assert_eq!(jpeg.records, [Position, Author, Camera, Description].into());
    for part in [&b"ICC_PROFILE\0\x01\x01colours"[..], b"scan\xFF\0one\xFF\xD0", b"table", b"scan two\xFF\xD9", &up] {
        assert!(holds(&jpeg.bytes, part), "{part:?}");
    }
    assert!(!holds(&jpeg.bytes, b"MPF\0") && !holds(&jpeg.bytes, b"Cam"));
    let png = cleaned(&png());
    assert_eq!(png.records, [Position, Author, Camera, Description].into());
    assert!([&b"iCCPicc\0\0colours"[..], b"IDATpixels", &up].iter().all(|part| holds(&png.bytes, part)));
    assert!(!holds(&png.bytes, b"tIME"));
    let webp = cleaned(&webp());
    assert_eq!(webp.records, [Position, Author, Camera].into());
    assert!([&b"colours"[..], b"VP8L\x06\0\0\0pixels", &up].iter().all(|part| holds(&webp.bytes, part)));
    assert!(holds(&webp.bytes, b"VP8X\x0A\0\0\0\x2A"), "the head says that there is Exif, and no XMP");
    let gif = cleaned(&gif());
    assert_eq!(gif.records, [Author, Description].into());
    assert!(holds(&gif.bytes, b"NETSCAPE2.0") && gif.bytes.ends_with(b"\x02\x02\x44\x01\0\x3B"));
}

#[test]
fn what_is_no_picture_is_not_cleaned() {
    for bytes in
        [&b""[..], b"GIF8", b"\xFF\xD8", b"\xFF\xD8\xFF\xD9", b"\x89PNG\r\n\x1a\n", b"RIFF\x04\0\0\0WEBP", b"text"]
    {
        assert_eq!(clean(bytes), None, "{bytes:?}");
    }
    for text in ["", "<svg>", "text", "<html/>", "<svg xmlns='http://www.w3.org/1999/xhtml'/>", "<svg><a></svg>"] {
        assert_eq!(clean_svg(text), None, "{text}");
    }
}

#[test]
fn drawings_keep_what_draws_and_what_readers_read() {
    const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
    for (written, kept, records) in [
        (" width=\"9\"><title>図</title><path d=\"M0 0\"/></svg>", None, &[][..]),
        ("><style>a{b:url(#c)}</style><text xml:space='preserve'>一 &amp; 二</text></svg>", None, &[]),
        (" xmlns:xlink='http://www.w3.org/1999/xlink'><use xlink:href='#a'/></svg>", None, &[]),
        ("><!-- 書き置き --><g/><?program a?></svg>", Some("><g/></svg>"), &[]),
        ("><metadata>書き置き</metadata><g/></svg>", Some("><g/></svg>"), &[]),
        (
            " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='d'><rdf:RDF><dc:creator>\
             <rdf:li>人</rdf:li></dc:creator></rdf:RDF></svg>",
            Some("></svg>"),
            &[Record::Author],
        ),
        (
            " xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:version='1'><g id='a' i:label='人の名'><i:grid/></g></svg>",
            Some("><g id=\"a\"></g></svg>"),
            &[],
        ),
        (
            " xmlns:s='urn:s'><image s:absref='/home/person/a.png' href='#a'/></svg>",
            Some("><image href=\"#a\"/></svg>"),
            &[Record::Path],
        ),
        (" content='&lt;mxfile/&gt;' data-name='人'></svg>", Some("></svg>"), &[]),
        ("><style><![CDATA[/* 人 */a{b:c}]]></style></svg>", Some("><style><![CDATA[ a{b:c}]]></style></svg>"), &[]),
        ("><g style='a:b/* 人 */'/></svg>", Some("><g style=\"a:b \"/></svg>"), &[]),
        ("><RDF xmlns='urn:rdf'><creator/></RDF><g/></svg>", Some("><g/></svg>"), &[]),
    ] {
        let cleaned = clean_svg(&format!("{HEAD}{written}")).unwrap();
        let expected = format!("{HEAD}{}", kept.unwrap_or(written));
        assert_eq!(String::from_utf8_lossy(&cleaned.bytes), expected);
        assert_eq!(cleaned.records, records.iter().copied().collect(), "{written}");
        assert_eq!(clean_svg(&expected).unwrap().bytes, expected.as_bytes(), "again");
    }
}

#[test]
fn photographs_in_drawings_are_cleaned() {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let photo = STANDARD.encode(jpeg());
    let (one, two) = photo.split_at(40);
    let svg = format!("<svg><image href=\"data:image/jpeg;base64,{one}&#10;{two}\"/></svg>");
    let cleaned = clean_svg(&svg).unwrap();
    let text = String::from_utf8(cleaned.bytes.clone()).unwrap();
    let inner = STANDARD.decode(text.split(',').nth(1).unwrap().split('"').next().unwrap()).unwrap();
    assert_eq!(Some(inner), clean(&jpeg()).map(|own| own.bytes));
    assert!(cleaned.records.contains(&Record::Position));
    assert_eq!(clean_svg(&text).unwrap().bytes, cleaned.bytes);
}

proptest! {
    /// Damage is found or repaired, and never breaks the program; what is clean stays as it is.
    #[test]
    fn damaged_pictures_do_no_harm(which in 0..4usize, at in 0..600usize, byte: u8, cut in 0..900usize) {
        let mut bytes = [jpeg(), png(), webp(), gif()][which].clone();
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(cut.max(8));
        if let Some(cleaned) = clean(&bytes) {
            prop_assert_eq!(clean(&cleaned.bytes).map(|again| again.bytes), Some(cleaned.bytes));
        }
    }
}
