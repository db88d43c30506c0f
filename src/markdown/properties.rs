//! What holds for every text, however strange.

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::cases::rendering;
use super::*;

const ELEMENTS: [&str; 35] = [
    "a",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "input",
    "label",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];
const VOID: [&str; 4] = ["br", "hr", "img", "input"];
const ATTRIBUTES: [&str; 20] = [
    "alt",
    "aria-label",
    "checked",
    "class",
    "data-number",
    "decoding",
    "disabled",
    "height",
    "href",
    "id",
    "loading",
    "role",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "type",
    "value",
    "width",
];

/// Pieces that mean something to Markdown, to HTML or to us.
const TOKENS: [&str; 65] = [
    "用語",
    "*",
    "**",
    "***",
    "_",
    "~",
    "~~",
    "`",
    "```\n",
    "「",
    "」",
    "：",
    "（別紙）",
    "。",
    "語",
    "日本",
    "a",
    "b ",
    " ",
    "    ",
    "\n",
    "\n\n",
    "\r\n",
    "\\",
    "\\\n",
    "  \n",
    "- ",
    "* ",
    "1. ",
    "> ",
    "# ",
    "## ",
    "{#",
    "}",
    " {#x}",
    "[",
    "]",
    "](",
    "(",
    ")",
    "!",
    "![",
    "[^1]",
    "[^1]: ",
    "[x] ",
    "- [ ] ",
    "| ",
    "|\n|-|-|\n",
    ": ",
    "\n: ",
    "<",
    ">",
    "<b onclick=x>",
    "<!-- ",
    "-->",
    "<script>",
    "javascript:x",
    "https://a.jp",
    "<https://a.jp>",
    "\"",
    "&#42;",
    "\u{2060}",
    "葛\u{E0100}",
    "\t",
    "---\n",
];

/// What is cheap to type often and dear to read, if read carelessly.
const UNITS: [&str; 22] = [
    "[",
    ">",
    "*a",
    "**「",
    "」**あ",
    "![",
    "[a](",
    "- ",
    "1. ",
    "[^",
    "<a ",
    "<!--",
    "| ",
    "~~「",
    "\\",
    "\\*",
    "`「*",
    "# a\n",
    "あ\n",
    "[^1]",
    "- [ ] a\n",
    ": ",
];

fn texts() -> impl Strategy<Value = String> {
    let tokens = prop::collection::vec(prop::sample::select(TOKENS.to_vec()), 0..40).prop_map(|tokens| tokens.concat());
    prop_oneof![4 => tokens, 1 => any::<String>()]
}

/// Reads HTML strictly: known elements, known attributes, quotes around every value, everything closed in order.
fn strict(html: &str) -> Result<(), String> {
    let mut open = Vec::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        if text.contains('>') {
            return Err(format!("a bare > in {text:?}"));
        }
        let (tag, after) = after.split_once('>').ok_or("a tag without end")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("{name} closed out of order"));
            }
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if name.is_empty() || !ELEMENTS.contains(&name) {
            return Err(format!("an element {name:?}"));
        }
        if name == "a" && open.contains(&"a") {
            return Err("a link within a link".to_owned());
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
        while !attributes.is_empty() {
            let end = attributes.find([' ', '=']).unwrap_or(attributes.len());
            let (attribute, after) = attributes.split_at(end);
            if !ATTRIBUTES.contains(&attribute) {
                return Err(format!("an attribute {attribute:?}"));
            }
            attributes = match after.strip_prefix("=\"") {
                None => after,
                Some(value) => {
                    let (value, after) = value.split_once('"').ok_or("an open quote")?;
                    if attribute == "href" && value.trim_start().to_lowercase().starts_with("javascript") {
                        return Err(format!("an address {value:?}"));
                    }
                    after
                }
            }
            .trim_start();
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn html_is_well_formed_and_harmless(text in texts()) {
        let ids = inspect(&text).heading_ids(&mut Ids::default());
        for html in [to_html(&text, &rendering(&ids)), inline_html(&text, &rendering(&[]))] {
            prop_assert_eq!(strict(&html), Ok(()), "{}", html);
        }
    }

    #[test]
    fn ranges_are_pieces_of_the_text(text in texts()) {
        let found = inspect(&text);
        let ranges = found.headings.iter().map(|heading| &heading.range)
            .chain(found.links.iter().map(|link| &link.range))
            .chain(found.images.iter().map(|image| &image.range))
            .chain(&found.raw_html)
            .chain(found.undefined_notes.iter().chain(&found.unused_notes).map(|note| &note.range));
        for range in ranges {
            prop_assert!(text.get(range.clone()).is_some(), "{:?}", range);
        }
    }

    #[test]
    fn no_help_for_emphasis_leaves_a_trace(text in texts()) {
        let count = |s: &str| s.matches('\u{2060}').count();
        prop_assert!(count(&plain(&text)) <= count(&text));
        prop_assert!(count(&inline_html(&text, &rendering(&[]))) <= count(&text));
    }
}

#[test]
fn deep_and_long_texts_end_soon() {
    const TIMES: usize = 50_000;
    let mut slow = String::new();
    for unit in UNITS {
        let mut text = unit.repeat(TIMES);
        text.push_str(&"](a)".repeat(if unit == "![" { TIMES } else { 0 }));
        text.push_str("\n\n[^1]: 注");
        let ids = inspect(&text).heading_ids(&mut Ids::default());
        let deeds: [(&str, &dyn Fn() -> usize); 4] = [
            ("inspect", &|| inspect(&text).links.len()),
            ("to_html", &|| to_html(&text, &rendering(&ids)).len()),
            ("inline_html", &|| inline_html(&text, &rendering(&[])).len()),
            ("plain", &|| plain(&text).len()),
        ];
        for (name, deed) in deeds {
            let start = Instant::now();
            let size = deed();
            // Generous for a build without optimisation, and far from what a quadratic run takes.
            if start.elapsed() > Duration::from_secs(20) {
                writeln!(slow, "{name} of {unit:?} takes {:?} for {size}", start.elapsed()).unwrap();
            }
        }
    }
    assert!(slow.is_empty(), "{slow}");
}
