//! Marks that only other dialects of Markdown know: `==words==`, `++words++`, `m^2^`, `:::note`, `[!NOTE]`, `[TOC]`.

use std::ops::Range;

use memchr::memchr3;

use crate::text::figures::raised;

/// A mark that means nothing here.
pub(super) struct DialectMark {
    pub(super) range: Range<usize>,
    /// What to write in its place, where that is plain.
    pub(super) write: Option<String>,
}

/// The marks around words in a piece of a text.
pub(super) fn around_words(text: &str, range: &Range<usize>) -> Vec<DialectMark> {
    let piece = text.get(range.clone()).unwrap_or_default();
    // Nearly no text has any of these, and looking for two in a row takes some preparation.
    if memchr3(b'=', b'+', b'^', piece.as_bytes()).is_none() {
        return Vec::new();
    }
    let bold = ["==", "++"].into_iter().flat_map(|mark| enclosed(piece, mark));
    let bold = bold.map(|inner| (2, format!("**{}**", piece.get(inner.clone()).unwrap_or_default()), inner));
    let raised = enclosed(piece, "^").filter_map(|inner| Some((1, raised(piece.get(inner.clone())?)?, inner)));
    let found = bold.chain(raised).map(|(mark, write, inner)| DialectMark {
        range: range.start + inner.start - mark..range.start + inner.end + mark,
        write: Some(write),
    });
    found.collect()
}

/// The words between a mark and its partner on one line. A mark behind a letter of ASCII is part of a name such as C++, and one
/// that is longer or has a blank within is a sign.
fn enclosed<'p>(piece: &'p str, mark: &'static str) -> impl Iterator<Item = Range<usize>> + 'p {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + piece.get(at..)?.find(mark)?;
            let inner = start + mark.len();
            at = inner;
            let before = piece.get(..start)?.chars().next_back();
            let (words, after) = piece.get(inner..)?.split_once(mark)?;
            let same = |c: Option<char>| c.is_some_and(|c| mark.starts_with(c));
            let opens = !same(before) && (mark == "^" || !before.is_some_and(|c| c.is_ascii_alphanumeric()));
            let tight = !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
            let edge = same(words.chars().next()) || same(after.chars().next());
            if opens && tight && !edge && words.contains(char::is_alphanumeric) && !words.contains('\n') {
                at = inner + words.len() + mark.len();
                return Some(inner..inner + words.len());
            }
        }
    })
}

/// The lines that open and close boxes of other programs, `:::note`: Markdown takes them for definitions or for text.
pub(super) fn boxes(text: &str) -> Vec<Range<usize>> {
    if !text.contains(":::") {
        return Vec::new();
    }
    let (mut at, mut fenced, mut found) = (0, false, Vec::new());
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        fenced ^= words.starts_with("```") || words.starts_with("~~~");
        if !fenced && words.starts_with(":::") {
            found.push(start..start + words.len());
        }
    }
    found
}

/// Whether a line is an order to another program: `[!NOTE]`, `[TOC]`.
pub(super) fn is_order(line: &str) -> bool {
    let label = line.strip_prefix("[!").and_then(|rest| rest.split_once(']')).map(|(label, _)| label);
    let is_alert = label.is_some_and(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_contents = ["[toc]", "[[toc]]", "[[_toc_]]"].iter().any(|order| line.eq_ignore_ascii_case(order));
    is_alert || is_contents
}
