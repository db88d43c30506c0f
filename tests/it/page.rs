//! A page as a reader sees it: its visible words, folded so that spellings of the same thing are equal.

use scraper::{ElementRef, Html, Node, Selector};
use unicode_normalization::UnicodeNormalization;

/// A parsed page.
pub fn parse(bytes: &[u8]) -> Html {
    Html::parse_document(std::str::from_utf8(bytes).expect("a page is UTF-8"))
}

/// A CSS selector.
pub fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("`{selector}` is no selector: {error}"))
}

/// The first element a selector finds.
pub fn first<'h>(page: &'h Html, selector: &str) -> Option<ElementRef<'h>> {
    page.select(&css(selector)).next()
}

/// The words of a page that a reader sees.
pub fn visible(page: &Html) -> String {
    first(page, "body").map(words).unwrap_or_default()
}

/// The words of an element that a reader sees.
pub fn words(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text
}

fn gather(element: ElementRef<'_>, text: &mut String) {
    let (name, mut classes) = (element.value().name(), element.value().classes());
    // Readings above a word, and what only machines read, would stand in the middle of the words.
    let hidden = matches!(name, "script" | "style" | "template" | "rt" | "rp" | "title" | "desc")
        || element.attr("hidden").is_some()
        || classes.any(|class| matches!(class, "visually-hidden" | "skip-link" | "anchor" | "order"));
    if hidden {
        return;
    }
    for child in element.children() {
        match (child.value(), ElementRef::wrap(child)) {
            (Node::Text(words), _) => text.push_str(words),
            (_, Some(element)) => gather(element, text),
            _ => {}
        }
    }
}

/// One spelling: NFKC, no white space, one kind of dash and tilde, eras in full (Ｒ３ and R3 are 令和3).
pub fn fold(text: &str) -> String {
    let dash = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' => '-',
        '\u{301C}' | '\u{223C}' | '\u{FF5E}' => '~',
        c => c,
    };
    let plain: Vec<char> = text.nfkc().filter(|c| !c.is_whitespace()).map(dash).collect();
    let mut folded = String::new();
    for (at, c) in plain.iter().enumerate() {
        let alone = at == 0 || !plain[at - 1].is_ascii_alphanumeric();
        let counted = plain.get(at + 1).is_some_and(char::is_ascii_digit);
        match c {
            'R' if alone && counted => folded.push_str("令和"),
            'H' if alone && counted => folded.push_str("平成"),
            'S' if alone && counted => folded.push_str("昭和"),
            c => folded.push(*c),
        }
    }
    folded
}

#[test]
fn spellings_of_the_same_thing_are_equal() {
    for (text, same) in [
        ("Ｒ３年度 末", "令和3年度末"),
        ("H29～R2", "平成29〜令和2"),
        ("(％：構成割合)", "（%:構成割合）"),
        ("２－１", "2-1"),
        ("①地域移行", "1地域移行"),
    ] {
        assert_eq!(fold(text), fold(same), "{text}");
    }
    assert_eq!(fold("WHR3 AR"), "WHR3AR");
    let page = parse("<body><ruby>川崎市<rp>（</rp><rt>かわさきし</rt></ruby>の<b>値</b><svg><title>図</title><text>4人</text></svg>".as_bytes());
    assert_eq!(visible(&page), "川崎市の値4人");
}
