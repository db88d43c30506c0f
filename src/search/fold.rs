//! Folding for search: what readers mean by the same letters. `search.js` folds what they type in the same way;
//! `tests/search/folding.tsv` holds both to it.

use unicode_normalization::UnicodeNormalization;

use crate::text::compatibility::radical_unified;
use crate::text::fold::one_dash;

/// A text as search compares it: NFKC, ideographs for radicals, small letters, hiragana for katakana, one dash, one tilde, no white space.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut cluster = String::new();
    while let Some(first) = rest.next() {
        if is_plain(first) && rest.peek().is_none_or(|next| !is_mark(*next)) {
            folded.push(hiragana(first));
            continue;
        }
        // A letter with the marks behind it, so that a browser can tell where in the text each folded letter stands.
        cluster.clear();
        cluster.push(first);
        while let Some(mark) = rest.next_if(|next| is_mark(*next)) {
            cluster.push(mark);
        }
        let letters = cluster.nfkc().map(radical_unified).flat_map(char::to_lowercase).map(one_dash).map(hiragana);
        folded.extend(letters.filter(|c| !is_nothing(*c)));
    }
    folded
}

/// A folded text with one spelling of 障害, if it has another: 障がい, 障碍, 障礙.
#[must_use]
pub fn unified(folded: &str) -> Option<String> {
    const SPELLINGS: [&str; 3] = ["障がい", "障碍", "障礙"];
    let other = folded.contains('障') && SPELLINGS.iter().any(|spelling| folded.contains(spelling));
    other.then(|| SPELLINGS.iter().fold(folded.to_owned(), |text, spelling| text.replace(spelling, "障害")))
}

/// Letters that only [`hiragana`] can change.
fn is_plain(c: char) -> bool {
    matches!(c, '!'..='@' | '['..='~' | '、' | '。' | '「' | '」' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' | '\u{4E00}'..='\u{9FFF}')
}

/// What belongs to the letter before it: accents, sound marks, and choices among forms of a character.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{FF9E}' | '\u{FF9F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn hiragana(c: char) -> char {
    match c {
        '\u{30A1}'..='\u{30F6}' | '\u{30FD}' | '\u{30FE}' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// White space, and signs without width.
fn is_nothing(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_as_the_browser_does() {
        let cases = include_str!("../../tests/search/folding.tsv");
        let cases = cases.lines().filter(|line| !line.starts_with('#'));
        let mut count = 0;
        for line in cases {
            let fields: Vec<String> = line.split('\t').map(unescape).collect();
            let [text, folded, one] = fields.as_slice() else { panic!("{line}") };
            assert_eq!(fold(text), *folded, "{line}");
            assert_eq!(unified(folded).unwrap_or_else(|| folded.clone()), *one, "{line}");
            count += 1;
        }
        assert!(count > 20, "only {count} cases");
    }

    /// `\u{3042}` in a case is あ.
    fn unescape(field: &str) -> String {
        let mut parts = field.split("\\u{");
        let mut text = parts.next().unwrap().to_owned();
        for part in parts {
            let (code, rest) = part.split_once('}').unwrap();
            text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
            text.push_str(rest);
        }
        text
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "[ぁ-んァ-ヶｦ-ﾟ一-龠a-zA-ZＡ-ｚ0-9①-⑳㈱％〜～ー−\u{3099}\u{301}]{0,20}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
