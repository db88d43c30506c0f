//! A file read alone: its encoding, and the typos in its YAML.

use std::sync::Arc;

use crate::record::{self, Content, Node};
use crate::source::{Finding, Findings, Source, Span, mended};
use crate::text::fold;

use super::{FixFormat, Fixed, none_new};

/// So often a text is read anew at most: a repaired line can show a typo in the next.
const ROUNDS: usize = 8;

/// How many bytes are read in search of the changes that are not safe: about a hundred readings of a sheet. Without a bound a file
/// of nothing but such changes takes quadratic time.
const SEARCHED: usize = 1 << 20;

/// Repairs the encoding of a file and the typos in its YAML. Nothing when there is nothing to repair, or when the bytes are
/// not surely a text.
#[must_use]
pub fn fix(bytes: &[u8], format: FixFormat) -> Option<Fixed> {
    decoded(bytes, format).filter(Fixed::changes)
}

/// The same, even where nothing changes; nothing when the bytes are not surely a text.
pub(super) fn decoded(bytes: &[u8], format: FixFormat) -> Option<Fixed> {
    let (before, encoding) = record::decode_surely(bytes)?;
    let mark = bytes.starts_with(b"\xEF\xBB\xBF");
    let mut after = lines_ended(&before);
    for _ in 0..ROUNDS {
        let Some(next) = next(&after, format) else { break };
        after = next;
    }
    Some(Fixed { before, after, encoding, mark })
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

/// The text with all changes that are safe together; nothing where none is.
fn next(text: &str, format: FixFormat) -> Option<String> {
    let old = FileReading::of(text, format);
    let findings: Vec<&Finding> = old.findings.iter().filter(|finding| !finding.mends.is_empty()).collect();
    let mut kept = Vec::new();
    let mut readings = (SEARCHED / text.len().max(1)).clamp(16, 128);
    old.take(&findings, &mut kept, &mut readings, format);
    changed(&old.source, &kept)
}

/// What is read of a file alone.
struct FileReading {
    source: Arc<Source>,
    node: Node,
    /// Those on the front matter and its fences.
    findings: Findings,
    /// The codes of these, and of what is wrong in the headings below.
    codes: Vec<&'static str>,
}

impl FileReading {
    fn of(text: &str, format: FixFormat) -> FileReading {
        let source = Source::new("", text);
        let (mut findings, mut below) = (Findings::new(), Findings::new());
        let front = match format {
            FixFormat::Document => {
                let split = record::split(&source, &mut findings);
                record::cut(&source, split.body, &mut below);
                split.front.unwrap_or_default()
            }
            FixFormat::Yaml => Span::new(0, text.len()),
        };
        let node = record::parse(&source, front, &mut findings);
        let codes = findings.iter().chain(&below).map(|finding| finding.code.name).collect();
        FileReading { source, node, findings, codes }
    }

    /// Adds those findings to the kept ones whose changes are safe with these: all at once where they are, else by halves, so
    /// that one that is not stops no other. Those that `readings` are too few for are left.
    fn take<'f>(&self, findings: &[&'f Finding], kept: &mut Vec<&'f Finding>, readings: &mut usize, format: FixFormat) {
        let Some(left) = readings.checked_sub(1) else { return };
        *readings = left;
        let before = kept.len();
        kept.extend(findings);
        if changed(&self.source, kept).is_none_or(|text| self.allows(&FileReading::of(&text, format))) {
            return;
        }
        kept.truncate(before);
        if findings.len() > 1 {
            let (first, second) = findings.split_at(findings.len() / 2);
            self.take(first, kept, readings, format);
            self.take(second, kept, readings, format);
        }
    }

    /// Whether another text says the same in its YAML, and gives no finding that this one does not.
    fn allows(&self, new: &FileReading) -> bool {
        none_new(&self.codes, &new.codes) && same(&self.node, &new.node)
    }
}

/// The text with the changes of some findings on it; nothing where there is none.
fn changed(source: &Source, findings: &[&Finding]) -> Option<String> {
    mended(source, findings.iter().map(|finding| finding.mends.as_slice()))
}

/// Whether two values are the same but for widths.
fn same(old: &Node, new: &Node) -> bool {
    match (&old.content, &new.content) {
        // What nobody could read has no meaning to lose; it was reported, and is written so that it can be read.
        (Content::Broken, _) => true,
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
            ("---\n人口：1人\n---\n本文：ア\n", "---\n人口: 1人\n---\n本文：ア\n"),
            ("---\na:\n　b: 1\n---\n　本文\n", "---\na:\n  b: 1\n---\n　本文\n"),
            ("---\r\n人口:1人\r\n---\r\n本文\r\n", "---\r\n人口: 1人\r\n---\r\n本文\r\n"),
            ("---\ra: 1\r---\r本文", "---\na: 1\n---\n本文"),
            ("---\na:\n－ 甲\n－ 乙\n---\n", "---\na:\n- 甲\n- 乙\n---\n"),
            ("---\na: “甲”\n＃ 注\n---\n", "---\na: \"甲\"\n# 注\n---\n"),
            ("---\na: 1\n---\n制御\u{B}文字\n", "---\na: 1\n---\n制御\u{B}文字\n"),
            ("---\na: [\n---\n", "---\na: [\n---\n"),
            ("---\na: -\n---\n", "---\na: －\n---\n"),
            ("---\na: { 値：1, b:2 }\n---\n", "---\na: { 値: 1, b: 2 }\n---\n"),
            ("---\na: |\n    一\n\t二\nb：1\n---\n", "---\na: |\n    一\n    二\nb: 1\n---\n"),
            // What cannot be mended stops nothing else.
            ("---\na: \"一\nb：1\n　c: 2\n---\n", "---\na: \"一\"\nb: 1\n　c: 2\n---\n"),
            ("---\na: [\nb：1\n---\n", "---\na: [\nb: 1\n---\n"),
            ("－－－\na: 1\n---\n", "---\na: 1\n---\n"),
            ("a: 1\n---\n本文\n", "---\na: 1\n---\n本文\n"),
            ("---\na: 1\n\n## 経緯\n", "---\na: 1\n\n---\n## 経緯\n"),
        ] {
            assert_eq!(fixed(text), expected);
        }
        // A place's id is the name of its folder.
        assert_eq!(fix("ｶﾜｻｷ: { name: か\u{3099} }\n".as_bytes(), FixFormat::Yaml), None);
    }

    #[test]
    fn files_in_other_encodings_become_utf_8() {
        let text = "---\n人口：1人\n---\nｱ\n";
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
            assert_eq!(fixed.after, text.replace('：', ": "));
        }
        for bytes in [&b"\xFF\xFF\x00"[..], b"GIF89a\0\x90\x6c", b"\xFF\xFE\x00\xD8", b""] {
            assert_eq!(fix(bytes, FixFormat::Document), None, "{bytes:?}");
        }
    }
}
