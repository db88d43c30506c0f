//! Usual spellings of characters: half-width kana become full-width, a letter and its mark one character, and what PDF files
//! give for others becomes what it means.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, compose};

use super::compatibility::meant;
use super::japanese::is_half_width_kana;

/// The text with characters as people type them; all else stays, 髙, ㎡ and ① too.
#[must_use]
pub fn composed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mark = match c {
            '\u{FF9E}' => Some('\u{3099}'),
            '\u{FF9F}' => Some('\u{309A}'),
            c if canonical_combining_class(c) != 0 => Some(c),
            _ => None,
        };
        let Some(mark) = mark else {
            match c {
                _ if is_half_width_kana(c) => out.extend(std::iter::once(c).nfkc()),
                _ => match meant(c) {
                    Some(usual) => out.push_str(&usual),
                    None => out.push(c),
                },
            }
            continue;
        };
        match out.chars().next_back().and_then(|last| compose(last, mark)) {
            Some(one) => {
                out.pop();
                out.push(one);
            }
            // No letter takes this mark, so it stands for itself.
            None => out.push(match c {
                '\u{FF9E}' => '゛',
                '\u{FF9F}' => '゜',
                c => c,
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn characters_take_their_usual_spelling() {
        for (text, expected) in [
            ("ﾋﾟｱｻﾎﾟｰﾀｰ", "ピアサポーター"),
            ("ｳﾞｨ｡｢ｱ｣､･", "ヴィ。「ア」、・"),
            ("か\u{3099}っこう", "がっこう"),
            ("ハ\u{309A}ン", "パン"),
            ("cafe\u{301}", "café"),
            ("かﾞ", "が"),
            ("ｱﾞ", "ア゛"),
            ("ﾟ", "゜"),
            ("髙﨑神\u{FA19}①㈱Ａ３％", "髙﨑神\u{FA19}①㈱Ａ３％"),
            ("葛\u{E0100}城", "葛\u{E0100}城"),
            ("⻑期⼊院、ﬁle、㎡", "長期入院、file、㎡"),
            ("⼹\u{3099}", "彐\u{3099}"),
        ] {
            assert_eq!(composed(text), expected);
        }
    }

    proptest! {
        #[test]
        fn it_is_done_at_once(text in "[ｱｶﾊﾞﾟかは⻑⼊ﬁ\u{A0}\u{3099}\u{309A}e\u{301}\u{323}\u{FA19}a \n]{0,20}|\\PC{0,20}") {
            let once = composed(&text);
            prop_assert_eq!(composed(&once), once);
        }
    }
}
