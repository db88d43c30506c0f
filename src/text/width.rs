//! How wide a text is in a Japanese sans font, so that labels in charts never overlap and no font is read.

use super::japanese::{is_half_width_kana, not_at_line_end, not_at_line_start};
use std::borrow::Cow;
use unicode_normalization::char::decompose_canonical;
use unicode_width::UnicodeWidthChar;

/// Advances of ASCII from the space on, in hundredths of an em: for each character the widest of `BIZ UDPGothic` and
/// Noto Sans JP, regular and bold, rounded up.
#[rustfmt::skip]
const ASCII: [u8; 95] = [
    34, 38, 58, 94, 80, 100, 92, 33, 51, 51, 51, 84, 33, 48, 33, 50, //  !"#$%&'()*+,-./
    76, 63, 76, 76, 76, 76, 76, 76, 76, 76, 34, 34, 84, 84, 84, 80, // 0123456789:;<=>?
    101, 78, 77, 81, 85, 71, 67, 86, 84, 44, 57, 76, 61, 100, 84, 88, // @ABCDEFGHIJKLMNO
    76, 90, 76, 73, 71, 86, 76, 100, 82, 75, 75, 55, 50, 55, 59, 57, // PQRSTUVWXYZ[\]^_
    63, 67, 73, 65, 73, 69, 51, 67, 73, 32, 40, 67, 36, 97, 73, 71, // `abcdefghijklmno
    73, 73, 50, 59, 50, 73, 60, 90, 63, 65, 58, 54, 44, 54, 59, // pqrstuvwxyz{|}~
];

/// The width of a text in em, as an upper bound.
///
/// Measured on 1,160 phrases of municipal sheets, set in `BIZ UDPGothic` and Noto Sans CJK JP, regular and bold: no phrase
/// is wider than this, and on average this is 4 % (BIZ) and 2 % (Noto) too wide. The worst are bare digits in Noto (37 %),
/// which are narrow there (0.56) and wide in BIZ (0.76), and brackets in BIZ (41 %).
#[must_use]
pub fn em(text: &str) -> f64 {
    f64::from(text.chars().map(hundredths).fold(0_u32, u32::saturating_add)) / 100.0
}

/// Advance of one character; what is set as wide as an ideograph in any font counts so.
fn hundredths(c: char) -> u32 {
    match c {
        ' '..='~' => ASCII.get(usize::from(c as u8 - b' ')).copied().map_or(100, u32::from),
        '\u{A0}' => hundredths(' '),
        // Before the next line, because its sound marks join what stands before them only when full-width.
        c if is_half_width_kana(c) => 50,
        c if c.width().unwrap_or(0) == 0 => 0,
        '\u{2000}'..='\u{200A}' | '–' | '°' => 55,
        '−' => 84,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => letter(c),
        // Emoji are drawn wider than the ideographs of the same size.
        '\u{1F000}'..='\u{1FAFF}' => 130,
        _ => 100,
    }
}

/// A Latin letter with marks is as wide as the letter, with a little room for a háček.
fn letter(c: char) -> u32 {
    let mut base = None;
    decompose_canonical(c, |part| base = base.or(Some(part)));
    base.filter(char::is_ascii).map_or(100, |base| hundredths(base) + 14)
}

/// The text, or as much of it as fits with … at its end.
#[must_use]
pub fn shorten(text: &str, max_em: f64) -> Cow<'_, str> {
    if em(text) <= max_em {
        return Cow::Borrowed(text);
    }
    let mut kept = text.get(..fitting(text, max_em - em("…"))).unwrap_or_default().trim_end();
    kept = kept.trim_end_matches(not_at_line_end);
    Cow::Owned(format!("{kept}…"))
}

/// How many bytes of a text fit; marks that take no room stay with their letter.
fn fitting(text: &str, max_em: f64) -> usize {
    let mut width = 0_u32;
    let rest = text.char_indices().find(|(_, c)| {
        width = width.saturating_add(hundredths(*c));
        f64::from(width) / 100.0 > max_em
    });
    rest.map_or(text.len(), |(at, _)| at)
}

/// Breaks a text into lines that fit, by the rules of Japanese setting (禁則): 、。ー and small kana do not begin a line,
/// 「（ do not end one, and runs of digits or Latin letters stay together unless a run alone is too long.
#[must_use]
pub fn wrap(text: &str, max_em: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            if em(line.trim_end()) + em(piece.trim_end()) + em(spaces_after(&line)) <= max_em {
                line.push_str(piece);
                continue;
            }
            if !line.trim().is_empty() {
                lines.push(line.trim_end().to_owned());
            }
            let mut rest = piece.trim_start();
            while em(rest.trim_end()) > max_em {
                // At least one character, however narrow the lines are.
                let first = rest.chars().next().map_or(0, char::len_utf8);
                let (head, tail) = rest.split_at_checked(fitting(rest, max_em).max(first)).unwrap_or((rest, ""));
                if tail.is_empty() {
                    break;
                }
                lines.push(head.to_owned());
                rest = tail;
            }
            rest.clone_into(&mut line);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

fn spaces_after(line: &str) -> &str {
    line.get(line.trim_end().len()..).unwrap_or_default()
}

/// The parts of a line between which it may break.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in line.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            pieces.extend(line.get(start..at));
            start = at;
        }
        before = Some(c);
    }
    pieces.extend(line.get(start..));
    pieces
}

fn may_break(before: char, after: char) -> bool {
    // Half and full width alike: １，５３９ is one run.
    let runs = |c: char| {
        c.is_ascii_graphic()
            || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '，')
            || ('À'..='ɏ').contains(&c)
    };
    let sticks =
        after.is_whitespace() || not_at_line_start(after) || not_at_line_end(before) || after.width() == Some(0);
    let run = runs(before) && runs(after) && !matches!(after, '(' | '[');
    !(sticks || run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn measures() {
        for (text, width) in [
            ("", 0.0),
            ("川崎市", 3.0),
            ("1,539,946人", 6.85),
            ("29.5％", 3.61),
            ("３か月未満", 5.0),
            ("ｾﾝﾀｰ", 2.0),
            ("ｶﾞ", 1.0),
            ("か\u{3099}", 1.0),
            ("①～…", 3.0),
            ("Wi-Fi", 2.79),
            ("é", 0.83),
            ("e\u{301}", 0.69),
            ("葛\u{E0100}", 1.0),
            ("a\u{200B}b", 1.4),
            ("\n", 0.0),
            ("−5", 1.6),
        ] {
            assert!((em(text) - width).abs() < 1e-9, "{text}: {}", em(text));
        }
    }

    #[test]
    fn shortens_only_what_is_too_long() {
        for (text, max, short) in [
            ("川崎市", 3.0, "川崎市"),
            ("川崎市役所", 4.0, "川崎市…"),
            ("地域「移行」支援", 4.0, "地域…"),
            ("か\u{3099}か\u{3099}か\u{3099}か\u{3099}", 3.0, "か\u{3099}か\u{3099}…"),
            ("abc def ghi", 4.0, "abc…"),
            ("川崎市", 0.0, "…"),
            ("", 0.0, ""),
        ] {
            assert_eq!(shorten(text, max), short, "{text}");
        }
    }

    #[test]
    fn wraps_by_the_rules_of_japanese() {
        for (text, max, lines) in [
            ("地域移行支援", 3.0, vec!["地域移", "行支援"]),
            ("地域移。行支援", 3.0, vec!["地域", "移。行", "支援"]),
            ("センターの実施", 3.0, vec!["セン", "ターの", "実施"]),
            ("あっちこっち", 4.0, vec!["あっち", "こっち"]),
            ("研修「地域」", 3.0, vec!["研修", "「地", "域」"]),
            ("人口1,539,946人", 8.0, vec!["人口1,539,946", "人"]),
            ("人口1,539,946人", 7.0, vec!["人口", "1,539,946人"]),
            ("計１２３４人", 4.0, vec!["計", "１２３４", "人"]),
            ("割合は29.5％です", 5.0, vec!["割合は", "29.5％で", "す"]),
            ("Web meeting の実施", 5.0, vec!["Web", "meeting", "の実施"]),
            ("ABCDEFGH", 2.0, vec!["AB", "CD", "EF", "GH"]),
            ("一行\n二行", 9.0, vec!["一行", "二行"]),
            ("川崎市", 0.0, vec!["川", "崎", "市"]),
            ("", 3.0, vec![]),
        ] {
            assert_eq!(wrap(text, max), lines, "{text}");
        }
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing(text in "[あっー、。「」漢字カタ1-9,a-z ％]{0,30}", max in 1_u8..12) {
            let lines = wrap(&text, max.into());
            let joined: String = lines.concat();
            let without = |text: &str| text.split(' ').collect::<String>();
            prop_assert_eq!(without(&joined), without(&text));
            for line in &lines {
                prop_assert!(em(line) <= f64::from(max), "{}", line);
            }
            prop_assert!(em(&shorten(&text, max.into())) <= f64::from(max));
        }

        #[test]
        fn never_panics(text in "\\PC*", max in proptest::num::f64::ANY) {
            let _ = (shorten(&text, max), wrap(&text, max));
        }
    }
}
