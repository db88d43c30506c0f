//! Folding: one spelling for comparing keys and reading numbers, never for display.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::compatibility::radical_unified;

/// Folds widths and spellings: NFKC, ideographs for radicals, one kind of minus and tilde, trimmed, white space collapsed.
///
/// ①, ½ and ² stay as they are: NFKC would make digits of them, and `5²` is not 52.
#[must_use]
pub fn fold(text: &str) -> String {
    folded(text).into_owned()
}

/// Like [`fold`], without a copy of what is folded already, as nearly all keys are.
#[must_use]
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_folded) {
        return if is_tidy(text) { text.into() } else { collapse(text).into() };
    }
    if text.chars().all(|c| alone(c).is_some()) {
        return collapse(&text.chars().filter_map(alone).collect::<String>()).into();
    }
    let mut folded = String::with_capacity(text.len());
    for run in text.split_inclusive(is_figure) {
        let words = run.trim_end_matches(is_figure);
        folded.extend(words.nfkc().map(radical_unified).map(one_dash));
        folded.push_str(run.strip_prefix(words).unwrap_or_default());
    }
    collapse(&folded).into()
}

/// Whether words stand one space apart, and nothing stands around them. Only spaces and line feeds may part them.
fn is_tidy(text: &str) -> bool {
    let (mut tidy, mut before) = (true, b' ');
    for byte in text.bytes() {
        tidy &= byte != b'\n' && !(byte == b' ' && before == b' ');
        before = byte;
    }
    text.is_empty() || tidy && before != b' '
}

/// Trims a text and makes every run of white space one space.
fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

/// Whether folding leaves a character as it is, whatever stands beside it: ASCII, kana, ideographs.
fn is_folded(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\n' | '、' | '。' | '「' | '」' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}'
        | '\u{4E00}'..='\u{9FFF}'
    )
}

/// What a character folds to whatever stands beside it, where that is told without the tables of Unicode: letters of full
/// width are in nearly all texts.
fn alone(c: char) -> Option<char> {
    match c {
        '\u{3000}' => Some(' '),
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => is_folded(c).then_some(c),
    }
}

/// Folds one character where that gives one character, so that places in a text stay countable.
#[must_use]
pub fn fold_char(c: char) -> char {
    if let Some(folded) = alone(c) {
        return folded;
    }
    if is_figure(c) {
        return c;
    }
    let mut folded = std::iter::once(c).nfkc();
    match (folded.next(), folded.next()) {
        (Some(one), None) => one_dash(radical_unified(one)),
        _ => c,
    }
}

/// Numbers that stand for an item, a power or a fraction rather than being written with digits.
fn is_figure(c: char) -> bool {
    !is_folded(c) && c.is_numeric() && !c.is_ascii_digit() && !matches!(c, '０'..='９' | 'Ⅰ'..='ⅿ')
}

/// One dash and one tilde for all. The long vowel ー is a letter, so it is not among the dashes.
pub(crate) fn one_dash(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' => '-',
        '\u{301C}' | '\u{223C}' => '~',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_full_width_are_those_that_unicode_says() {
        for c in ('！'..='～').chain(['\u{3000}']) {
            assert_eq!(std::iter::once(c).nfkc().collect::<String>(), fold_char(c).to_string(), "{c:?}");
        }
    }

    #[test]
    fn folds_spellings_of_the_same_thing() {
        for (text, folded) in [
            ("　Ｒ３年度　末 ", "R3年度 末"),
            ("３か月未満", "3か月未満"),
            ("（％：構成割合）", "(%:構成割合)"),
            ("－−‐―–—", "------"),
            ("２～３〜４", "2~3~4"),
            ("ｾﾝﾀｰ", "センター"),
            ("センター", "センター"),
            ("か\u{3099}", "が"),
            ("⻑期⼊院", "長期入院"),
            ("a\n\tb", "a b"),
            ("①人材育成", "①人材育成"),
            ("5²・½", "5²・½"),
            ("第Ⅲ期", "第III期"),
            (" 入院 精神\n 障害者数 ", "入院 精神 障害者数"),
            ("ヿとゟ", "コトとより"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
            assert_eq!(super::folded(text), folded, "{text}");
        }
    }

    #[test]
    fn folds_single_characters_only_to_single_characters() {
        for (c, folded) in [('３', '3'), ('％', '%'), ('㎡', '㎡'), ('…', '…'), ('ー', 'ー'), ('−', '-'), ('①', '①')]
        {
            assert_eq!(fold_char(c), folded);
        }
    }

    #[test]
    fn what_passes_for_folded_is() {
        let plain: String = ('\0'..='\u{FFFF}').filter(|c| is_folded(*c) && !c.is_whitespace()).collect();
        assert!(plain.chars().count() > 20_000);
        assert_eq!(plain.nfkc().map(one_dash).collect::<String>(), plain);
        assert!(plain.chars().filter(|c| !c.is_ascii_digit()).all(|c| !c.is_numeric()));
    }
}
