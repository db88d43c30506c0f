//! Characters that look right and are not: half-width kana, those that PDF files give for others, private ones, decomposed
//! ones, spaces that no keyboard has, and words set apart by spaces. ㎡, ㈱, ① and № are signs of official forms.

use std::ops::Range;

use unicode_normalization::char::compose;

use super::compatibility::{is_unusual_space, meant};
use super::japanese::is_half_width_kana;
use super::list_mark::is_private;

/// Why characters are suspicious.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuspiciousCharacter {
    /// ｱｲｳ: kana of half width.
    HalfWidthKana,
    /// ⻑, ⼊, ﬁ: a compatibility character that looks like the one that is meant.
    Compatibility,
    /// A space that no keyboard has (U+00A0), between words.
    UnusualSpace,
    /// A private character (外字), which only the machine it was made on can show.
    Private,
    /// か and a mark ゛ instead of が (NFD), as macOS writes file names.
    Decomposed,
    /// 日　時: a word of two ideographs set apart for looks, which no search finds.
    Spaced,
    /// 基 盤 整 備: three letters and more that stand apart. They may be a word, or a list of things.
    SpacedOut,
}

/// Every run of suspicious characters in a text, in order.
#[must_use]
pub fn suspicious_characters(text: &str) -> Vec<(Range<usize>, SuspiciousCharacter)> {
    let mut found: Vec<(Range<usize>, SuspiciousCharacter)> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let joined = if is_mark(c) { before.and_then(|before| compose(before, c)) } else { None };
        // The bullets of word processors are marks, and reported as such.
        let bullet = is_private(c) && is_bullet_at(text, at);
        let kind = kind(c, before).filter(|_| !bullet).or(joined.map(|_| SuspiciousCharacter::Decomposed));
        if let Some(kind) = kind {
            // The letter belongs to its mark.
            let back = if kind == SuspiciousCharacter::Decomposed { before.map_or(0, char::len_utf8) } else { 0 };
            let range = at - back..at + c.len_utf8();
            match found.last_mut() {
                Some((last, same)) if *same == kind && last.end == range.start => last.end = range.end,
                _ => found.push((range, kind)),
            }
        }
        if is_space(c) && before.is_some_and(is_ideograph) {
            found.extend(spaced(text, at).map(|range| (range, SuspiciousCharacter::Spaced)));
            found.extend(spaced_out(text, at).map(|range| (range, SuspiciousCharacter::SpacedOut)));
        }
        before = Some(c);
    }
    found
}

/// Whether a private character begins a line, with a space behind it.
fn is_bullet_at(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let starts = before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
    starts && after.chars().nth(1).is_some_and(|c| c.is_whitespace() && c != '\n')
}

fn kind(c: char, before: Option<char>) -> Option<SuspiciousCharacter> {
    // Nearly all texts are kana, ideographs and ASCII.
    if matches!(c, '\0'..='\u{7F}' | '\u{3000}'..='\u{31FF}' | '\u{3400}'..='\u{9FFF}') {
        return None;
    }
    // At the start of a line, after a colon or a dash, spaces are a matter of YAML.
    let between_words =
        || before.is_some_and(|before| !before.is_whitespace() && !matches!(before, ':' | '：' | '-' | '#'));
    match c {
        _ if is_half_width_kana(c) => Some(SuspiciousCharacter::HalfWidthKana),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Some(SuspiciousCharacter::Private),
        _ if is_unusual_space(c) => between_words().then_some(SuspiciousCharacter::UnusualSpace),
        _ => meant(c).map(|_| SuspiciousCharacter::Compatibility),
    }
}

/// The range of a word of two ideographs around the spaces that begin at `at`; none where more stands beside them.
fn spaced(text: &str, at: usize) -> Option<Range<usize>> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    let mut left = before.chars().rev();
    let first = left.next()?;
    let rest = after.trim_start_matches(is_space);
    let wide = after.get(..after.len() - rest.len())?.contains('\u{3000}');
    let mut right = rest.chars();
    let last = right.next().filter(|c| is_ideograph(*c))?;
    let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '\u{3000}' | 'ー' | '々'));
    (wide && alone(left.next()) && alone(right.next()))
        .then(|| at - first.len_utf8()..text.len() - rest.len() + last.len_utf8())
}

/// The range of three letters and more of which the first stands before `at`, each apart from the next on one line.
fn spaced_out(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text.get(..at)?;
    let first = before.chars().next_back()?;
    let start = at - first.len_utf8();
    // One that a letter alone stands before is not the first.
    let left = text.get(..start)?;
    let bare = left.trim_end_matches(is_space);
    let mut left_chars = bare.chars().rev();
    let joined = left.len() == bare.len() && left_chars.next().is_some_and(char::is_alphanumeric);
    let mut left_chars = bare.chars().rev();
    let one = left_chars.next().is_some_and(is_letter) && !left_chars.next().is_some_and(char::is_alphanumeric);
    if joined || one {
        return None;
    }
    let (mut end, mut letters) = (at, 1);
    loop {
        let rest = text.get(end..)?;
        let next = rest.trim_start_matches(is_space);
        let mut chars = next.chars();
        let letter = chars.next().filter(|c| next.len() < rest.len() && is_letter(*c));
        match letter.filter(|_| !chars.next().is_some_and(char::is_alphanumeric)) {
            Some(letter) => {
                end = text.len() - next.len() + letter.len_utf8();
                letters += 1;
            }
            None => return (letters > 2).then_some(start..end),
        }
    }
}

/// A letter of Japanese words.
fn is_letter(c: char) -> bool {
    is_ideograph(c) || matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' | '々')
}

/// Whether the character may be a mark on the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_are_found_and_named() {
        let cases: &[(&str, &[(&str, SuspiciousCharacter)])] = &[
            ("人口は604,894人です。①～⑳、㉑、Ⅲ、％、髙、﨑、神", &[]),
            ("ﾋﾟｱｻﾎﾟｰﾀｰの会", &[("ﾋﾟｱｻﾎﾟｰﾀｰ", SuspiciousCharacter::HalfWidthKana)]),
            ("㈱北浜と㍻30年、120㎡、№1、℡、㋿、㍍、℃", &[]),
            ("⻑期⼊院", &[("⻑", SuspiciousCharacter::Compatibility), ("⼊", SuspiciousCharacter::Compatibility)]),
            ("ﬁle", &[("ﬁ", SuspiciousCharacter::Compatibility)]),
            ("50\u{A0}120人", &[("\u{A0}", SuspiciousCharacter::UnusualSpace)]),
            ("\u{A0}文\n人口:\u{A0}1人", &[]),
            ("\u{E000}田", &[("\u{E000}", SuspiciousCharacter::Private)]),
            (
                "か\u{3099}んは\u{309A}",
                &[("か\u{3099}", SuspiciousCharacter::Decomposed), ("は\u{309A}", SuspiciousCharacter::Decomposed)],
            ),
            ("雑談Cafe\u{301}", &[("e\u{301}", SuspiciousCharacter::Decomposed)]),
            ("日　時：4月1日", &[("日　時", SuspiciousCharacter::Spaced)]),
            ("| 氏  　名 |", &[("氏  　名", SuspiciousCharacter::Spaced)]),
            ("川崎市　高津区", &[]),
            ("第一　目　標", &[]),
            ("日 時", &[]),
            ("- 一　二つ", &[]),
            ("保　　健", &[("保　　健", SuspiciousCharacter::Spaced)]),
            ("## 基 盤 整 備\n次", &[("基 盤 整 備", SuspiciousCharacter::SpacedOut)]),
            ("| 取　組　の　概　要 |", &[("取　組　の　概　要", SuspiciousCharacter::SpacedOut)]),
            ("北浜市 基 盤 整", &[("基 盤 整", SuspiciousCharacter::SpacedOut)]),
            ("甲乙 丙 丁", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<(&str, SuspiciousCharacter)> =
                suspicious_characters(text).into_iter().map(|(range, kind)| (&text[range], kind)).collect();
            assert_eq!(found, *expected, "{text}");
        }
    }
}
