//! Safe repairs: the bytes of a file become the text its author meant, and nothing that was written is lost.
//!
//! 1. Encoding: Shift_JIS, EUC-JP and UTF-16 become UTF-8; a byte order mark goes; a lone carriage return ends a line.
//! 2. Typos of the keyboard in YAML, exactly as reading repairs them in its copy.
//! 3. Spelling of characters in documents: half-width kana become full-width, decomposed characters composed. Names
//!    keep theirs: 髙, 﨑 and 神 (U+FA19) are no typos.
//!
//! Each step must leave the values as they were read before and give no new finding; a step that does not is not taken.

mod characters;

use std::sync::Arc;

use crate::record::{self, Content, Node};
use crate::source::{Findings, Source, Span};
use crate::text::fold;

/// A file with its repairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text as it was, decoded.
    pub before: String,
    /// The text as it should be; the file holds it as UTF-8.
    pub after: String,
    /// The encoding the file had, where that was not UTF-8.
    pub encoding: Option<&'static str>,
    /// Whether the file began with a byte order mark.
    pub mark: bool,
}

/// What kind of file it is: repairs depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixFormat {
    /// Front matter and Markdown.
    Document,
    /// YAML alone. Its texts may be names of folders, so their characters stay as they are.
    Yaml,
}

impl FixFormat {
    /// Told by the name of the file; nothing for files that are no text of ours.
    #[must_use]
    pub fn from_path(path: &str) -> Option<FixFormat> {
        match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "md" => Some(FixFormat::Document),
            "yaml" | "yml" => Some(FixFormat::Yaml),
            _ => None,
        }
    }
}

/// Applies all repairs. Nothing when there is none, or when the bytes are not surely a text.
#[must_use]
pub fn fix(bytes: &[u8], format: FixFormat) -> Option<Fixed> {
    let (before, encoding) = record::decode_surely(bytes)?;
    let mark = bytes.starts_with(b"\xEF\xBB\xBF");
    let mut after = lines_ended(&before);
    // A repaired line can show a typo in the next; a few rounds reach the end of it, and what a line shows after four is left to its author.
    for _ in 0..4 {
        let next_text = step(&after, format, |text| repaired(text, format));
        let next = match format {
            FixFormat::Document => step(&next_text, format, characters::composed),
            FixFormat::Yaml => next_text,
        };
        if next == after {
            break;
        }
        after = next;
    }
    let fixed = Fixed { before, after, encoding, mark };
    (fixed.before != fixed.after || fixed.encoding.is_some() || fixed.mark).then_some(fixed)
}

/// Takes a step, unless it changes what the text says.
fn step(text: &str, format: FixFormat, remedy: impl Fn(&str) -> String) -> String {
    let next = remedy(text);
    if next != text && is_safe(text, &next, format) { next } else { text.to_owned() }
}

/// A carriage return alone was a line end long ago, and is read as one; those before a line feed stay.
fn lines_ended(text: &str) -> String {
    let mut ended = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        ended.push(if c == '\r' && chars.peek() != Some(&'\n') { '\n' } else { c });
    }
    ended
}

/// The text with the typos in its YAML repaired.
fn repaired(text: &str, format: FixFormat) -> String {
    let source = Source::new("", text);
    let Some(front) = front(&source, format) else { return text.to_owned() };
    let patched = record::repair(&source, front, &mut Findings::new());
    let (before, after) = (text.get(..front.start()).unwrap_or(""), text.get(front.end()..).unwrap_or(""));
    format!("{before}{}{after}", patched.text())
}

fn front(source: &Arc<Source>, format: FixFormat) -> Option<Span> {
    match format {
        FixFormat::Document => record::split(source, &mut Findings::new()).front,
        FixFormat::Yaml => Some(Span::new(0, source.text().len())),
    }
}

/// Whether two texts say the same in their YAML, and the second gives no finding that the first did not.
fn is_safe(old: &str, new: &str, format: FixFormat) -> bool {
    let (old, new) = (read(old, format), read(new, format));
    let mut left = old.1;
    let known =
        new.1.iter().all(|code| left.iter().position(|other| other == code).map(|at| left.remove(at)).is_some());
    known && same(&old.0, &new.0)
}

/// The YAML of a text, and the codes of what is wrong in it and in the headings below.
fn read(text: &str, format: FixFormat) -> (Node, Vec<&'static str>) {
    let source = Source::new("", text);
    let mut findings = Findings::new();
    let front = match format {
        FixFormat::Document => {
            let split = record::split(&source, &mut findings);
            record::cut(&source, split.body, &mut findings);
            split.front.unwrap_or_default()
        }
        FixFormat::Yaml => Span::new(0, text.len()),
    };
    let node = record::parse(&source, front, &mut findings);
    (node, findings.iter().map(|finding| finding.code.name).collect())
}

/// Whether two values are the same but for widths.
fn same(old: &Node, new: &Node) -> bool {
    match (&old.content, &new.content) {
        (Content::Text(old), Content::Text(new)) => fold(&old.text) == fold(&new.text),
        (Content::List(old), Content::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(a, b)| same(a, b))
        }
        (Content::Map(old), Content::Map(new)) => {
            let pairs = old.iter().zip(new);
            old.len() == new.len()
                && pairs.into_iter().all(|(a, b)| fold(&a.key) == fold(&b.key) && same(&a.value, &b.value))
        }
        (old, new) => old == new,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> String {
        fix(text.as_bytes(), FixFormat::Document).map_or_else(|| text.to_owned(), |fixed| fixed.after)
    }

    #[test]
    fn slips_are_mended_and_all_else_stays() {
        for (text, expected) in [
            ("---\n人口：1人\n---\n本文：ｱ\n", "---\n人口: 1人\n---\n本文：ア\n"),
            ("---\na:\n　b: 1\n---\n　本文\n", "---\na:\n  b: 1\n---\n　本文\n"),
            ("---\r\n人口:1人\r\n---\r\n本文\r\n", "---\r\n人口: 1人\r\n---\r\n本文\r\n"),
            ("---\ra: 1\r---\r本文", "---\na: 1\n---\n本文"),
            ("---\na:\n－ 甲\n－ 乙\n---\n", "---\na:\n- 甲\n- 乙\n---\n"),
            ("---\na: “甲”\n＃ 注\n---\n", "---\na: \"甲\"\n# 注\n---\n"),
            (
                "---\n担当: か\u{3099}っこう\n氏名: 髙﨑\u{FA19}\n---\n",
                "---\n担当: がっこう\n氏名: 髙﨑\u{FA19}\n---\n",
            ),
            ("---\na: 1\n---\n制御\u{B}文字\n", "---\na: 1\n---\n制御\u{B}文字\n"),
            ("---\na: [\n---\n", "---\na: [\n---\n"),
        ] {
            assert_eq!(fixed(text), expected);
        }
        // A place's id is the name of its folder.
        assert_eq!(fix("ｶﾜｻｷ: { name: か\u{3099} }\n".as_bytes(), FixFormat::Yaml), None);
    }

    #[test]
    fn files_in_other_encodings_become_utf_8() {
        let text = "---\n人口: 1人\n---\nｱ\n";
        let (shift_jis, ..) = encoding_rs::SHIFT_JIS.encode(text);
        let (euc_jp, ..) = encoding_rs::EUC_JP.encode(text);
        let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        for (bytes, encoding, mark) in [
            (shift_jis.to_vec(), Some("Shift_JIS"), false),
            (euc_jp.to_vec(), Some("EUC-JP"), false),
            (utf_16, Some("UTF-16"), false),
            (marked, None, true),
        ] {
            let fixed = fix(&bytes, FixFormat::Document).expect("there is something to fix");
            assert_eq!((fixed.encoding, fixed.mark, fixed.before.as_str()), (encoding, mark, text));
            assert_eq!(fixed.after, text.replace('ｱ', "ア"));
        }
        for bytes in [&b"\xFF\xFF\x00"[..], b"GIF89a\0\x90\x6c", b"\xFF\xFE\x00\xD8", b""] {
            assert_eq!(fix(bytes, FixFormat::Document), None, "{bytes:?}");
        }
    }
}
