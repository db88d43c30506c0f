//! One form of digits in what is shown: 53件 where a sheet has ５３件, and R3年 where it has Ｒ３年. Data keep what was written.
//!
//! Pages are read without the fonts that draw both forms alike. Words of a page are changed; addresses, ids and values are not.

use memchr::{memchr, memchr_iter, memchr2};

/// What browsers show or read out of an element besides its text: how these attributes begin.
const SHOWN: [&str; 5] = [" data-label=\"", " aria-label=\"", " alt=\"", " title=\"", " content=\""];

/// How elements begin and end with text that is not for readers, or is as it was typed.
const KEPT: [(&str, &str); 3] = [("<script", "</script"), ("<style", "</style"), ("<pre", "</pre")];

/// The first byte of every wide letter, digit and mark in UTF-8. Most texts and nearly all tags have none, which is quickly seen.
const WIDE: u8 = 0xEF;

/// A page of HTML with digits of one form.
pub fn in_page(page: Vec<u8>) -> Vec<u8> {
    let Some(html) = wide_digits(&page) else { return page };
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tag)) = memchr(b'<', rest.as_bytes()).and_then(|at| rest.split_at_checked(at)) {
        push_narrow(&mut out, text);
        let length = end_of_tag(tag);
        let (tag, after) = tag.split_at(length);
        push_tag(&mut out, tag);
        rest = after;
        let begins = |start: &str| tag.strip_prefix(start).is_some_and(|more| more.starts_with([' ', '>']));
        let kept = KEPT.iter().find(|(start, _)| begins(start));
        if let Some(end) = kept.and_then(|(_, end)| rest.find(end)) {
            let (kept, after) = rest.split_at(end);
            out.push_str(kept);
            rest = after;
        }
    }
    push_narrow(&mut out, rest);
    out.into_bytes()
}

/// A text with digits of one form.
pub fn in_text(page: Vec<u8>) -> Vec<u8> {
    let Some(text) = wide_digits(&page) else { return page };
    let mut out = String::with_capacity(text.len());
    push_narrow(&mut out, text);
    out.into_bytes()
}

/// The page as text, where there is anything to change.
fn wide_digits(page: &[u8]) -> Option<&str> {
    let is_digit = |at: usize| page.get(at..).is_some_and(|rest| matches!(rest, [WIDE, 0xBC, 0x90..=0x99, ..]));
    if memchr_iter(WIDE, page).any(is_digit) { std::str::from_utf8(page).ok() } else { None }
}

/// How many bytes there are up to the end of a tag; what is quoted may hold the mark that ends it.
fn end_of_tag(tag: &str) -> usize {
    let (mut at, mut quoted) = (0, false);
    while let Some(next) = tag.as_bytes().get(at..).and_then(|rest| memchr2(b'"', b'>', rest)) {
        at += next + 1;
        match tag.as_bytes().get(at - 1) {
            Some(b'"') => quoted = !quoted,
            _ if quoted => {}
            _ => return at,
        }
    }
    tag.len()
}

fn push_tag(out: &mut String, tag: &str) {
    let mut rest = tag;
    while let Some((at, name)) = first_shown(rest) {
        let (before, value) = rest.split_at(at + name.len());
        out.push_str(before);
        let (value, after) = value.split_at(value.find('"').unwrap_or(value.len()));
        push_narrow(out, value);
        rest = after;
    }
    out.push_str(rest);
}

/// Where the first attribute of a tag that is shown begins, and how; nothing where no value could change.
fn first_shown(tag: &str) -> Option<(usize, &'static str)> {
    memchr(WIDE, tag.as_bytes())?;
    SHOWN.iter().filter_map(|name| Some((tag.find(name)?, *name))).min()
}

/// Writes a text; a run of wide letters and digits is narrow if there is a digit in it, with the marks between its digits.
fn push_narrow(out: &mut String, text: &str) {
    let of_run = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '，' | '．');
    let mut rest = text;
    let starts = |rest: &str, at: usize| rest.get(at..).is_some_and(|rest| rest.starts_with(of_run));
    while let Some(at) = memchr_iter(WIDE, rest.as_bytes()).find(|at| starts(rest, *at)) {
        let (before, run) = rest.split_at(at);
        out.push_str(before);
        let (run, after) = run.split_at(run.find(|c| !of_run(c)).unwrap_or(run.len()));
        let letters = run.trim_end_matches(['，', '．']);
        if letters.contains(|c| matches!(c, '０'..='９')) {
            out.extend(letters.chars().map(narrow));
            out.extend(run.strip_prefix(letters));
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    out.push_str(rest);
}

/// The narrow form of a wide letter, digit or mark; they stand in the same order.
fn narrow(c: char) -> char {
    u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).filter(char::is_ascii).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_form_and_addresses_keep_theirs() {
        for (page, shown) in [
            ("<p>５３件（Ｒ１年度）、ＷＧ</p>", "<p>53件（R1年度）、ＷＧ</p>"),
            ("<p>１，５３０．５人、１．住まい</p>", "<p>1,530.5人、1．住まい</p>"),
            (
                "<td data-label=\"３か月\" id=\"３\"><a href=\"#３\" title=\"a>３\">３</a>",
                "<td data-label=\"3か月\" id=\"３\"><a href=\"#３\" title=\"a>3\">3</a>",
            ),
            ("<script type=\"x\">\"３\"</script><pre>３</pre>３", "<script type=\"x\">\"３\"</script><pre>３</pre>3"),
            ("３ < ４", "3 < ４"),
        ] {
            assert_eq!(String::from_utf8_lossy(&in_page(page.as_bytes().to_vec())), shown);
        }
        assert_eq!(in_text("<３>".as_bytes().to_vec()), b"<3>");
    }
}
