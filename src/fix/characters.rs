//! Spellings of characters: half-width kana, and characters written as a letter and its mark.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, compose};

use crate::text::japanese::is_half_width_kana;

/// The text with full-width kana and composed characters. Targets of links name files, so they stay as they are.
pub fn composed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, target) = rest.split_at(at + 2);
        // A target ends with its bracket, and never goes over a line.
        let end = target.find([')', '\n']).unwrap_or(target.len());
        let (target, after) = target.split_at(end);
        push(before, &mut out);
        out.push_str(target);
        rest = after;
    }
    push(rest, &mut out);
    out
}

fn push(text: &str, out: &mut String) {
    let start = out.len();
    for c in text.chars() {
        let mark = match c {
            '\u{FF9E}' => Some('\u{3099}'),
            '\u{FF9F}' => Some('\u{309A}'),
            c if canonical_combining_class(c) != 0 => Some(c),
            _ => None,
        };
        let Some(mark) = mark else {
            match std::iter::once(c).nfkc().next().filter(|_| is_half_width_kana(c)) {
                Some(wide) => out.push(wide),
                None => out.push(c),
            }
            continue;
        };
        let last = out.get(start..).and_then(|written| written.chars().next_back());
        match last.and_then(|last| compose(last, mark)) {
            Some(one) => {
                out.pop();
                out.push(one);
            }
            None => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn characters_take_their_usual_spelling_and_names_keep_theirs() {
        for (text, expected) in [
            ("ﾋﾟｱｻﾎﾟｰﾀｰ", "ピアサポーター"),
            ("ｳﾞｨ｡｢ｱ｣､･", "ヴィ。「ア」、・"),
            ("か\u{3099}っこう", "がっこう"),
            ("ハ\u{309A}ン", "パン"),
            ("cafe\u{301}", "café"),
            ("かﾞ", "が"),
            ("ｱﾞ", "アﾞ"),
            ("ﾞ", "ﾞ"),
            ("髙﨑神\u{FA19}①㈱Ａ３％", "髙﨑神\u{FA19}①㈱Ａ３％"),
            ("葛\u{E0100}城", "葛\u{E0100}城"),
            ("[ｱ](ｱ.md)ｱ", "[ア](ｱ.md)ア"),
            ("[ｱ](ｱ\nｱ", "[ア](ｱ\nア"),
        ] {
            assert_eq!(composed(text), expected);
        }
    }

    proptest! {
        #[test]
        fn only_widths_and_marks_change(text in "[ｱｶﾊﾞﾟかは\u{3099}\u{309A}e\u{301}\u{323}\u{FA19}a\\[\\]() \n]{0,20}|\\PC{0,20}") {
            let once = composed(&text);
            prop_assert_eq!(composed(&once), once.clone());
            prop_assert_eq!(once.nfkc().collect::<String>(), text.nfkc().collect::<String>());
        }
    }
}
