//! Which characters are set solid, that is without spaces between them.

/// A character of Japanese or Chinese writing, with its punctuation and full-width forms.
///
/// Hangul is left out, since Korean separates words by spaces. Marks that only change the look of the
/// character before them (variation selectors, as in 葛󠄀) count as the character they belong to.
#[must_use]
pub fn wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{312F}'
        | '\u{3190}'..='\u{A4CF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE10}'..='\u{FE1F}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF9F}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1AFF0}'..='\u{1B16F}'
        | '\u{1F200}'..='\u{1F2FF}'
        | '\u{20000}'..='\u{3FFFF}'
        | '\u{E0100}'..='\u{E01EF}')
}

/// A mark used in Japanese and elsewhere, such as …, ※, ① and ●: Japanese only beside another one or a wide one.
fn ambiguous(c: char) -> bool {
    matches!(c, '\u{2015}' | '\u{2025}' | '\u{2026}' | '\u{203B}' | '\u{2103}' | '\u{2190}'..='\u{21FF}'
        | '\u{2460}'..='\u{24FF}' | '\u{25A0}'..='\u{26FF}')
}

/// Whether two characters side by side are read as one number or one word, whatever their width.
pub fn run_together(before: char, after: char) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '\u{FF10}'..='\u{FF5A}') && c.is_alphanumeric();
    before.is_numeric() && after.is_numeric() || word(before) && word(after)
}

/// Whether a comma where two texts meet would group the digits on its two sides, as in `1,539`: 110 and `,111`, or `110,` and 111.
/// `before` is what stands before the last character of the first text.
pub fn groups(before: Option<char>, last: char, next: &str) -> bool {
    const COMMAS: [char; 2] = [',', '，'];
    // ① after a number is none of its digits.
    let digit = |c: char| matches!(c, '0'..='9' | '０'..='９');
    let three = |text: &str| text.chars().take_while(|c| digit(*c)).take(4).count() == 3;
    if COMMAS.contains(&last) {
        return before.is_some_and(digit) && three(next);
    }
    digit(last) && next.strip_prefix(COMMAS).is_some_and(three)
}

/// Whether a line break between two characters stands for a space.
#[must_use]
pub fn spaced(before: char, after: char) -> bool {
    run_together(before, after) || !(wide(before) || wide(after) || ambiguous(before) && ambiguous(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_group_three_digits() {
        for (before, next, expected) in [
            ("110", ",111", true),
            ("110,", "111人", true),
            ("１１０", "，１１１", true),
            ("110", ",111①", true),
            ("110", ",1112", false),
            ("110,", "11", false),
            ("110", "、111", false),
            ("甲,", "111", false),
            ("110", ",甲", false),
        ] {
            let mut back = before.chars().rev();
            let last = back.next().unwrap();
            assert_eq!(groups(back.next(), last, next), expected, "{before} {next}");
        }
    }

    #[test]
    fn a_line_break_is_a_space_only_between_words_that_have_spaces() {
        for (before, after, expected) in [
            ('日', '本', false),
            ('。', '次', false),
            ('a', 'b', true),
            ('人', 'b', false),
            ('b', '（', false),
            ('1', '２', true),
            ('２', '３', true),
            ('２', '年', false),
            ('W', 'Ａ', true),
            ('…', 'a', true),
            ('…', '①', false),
            ('…', '次', false),
            ('한', '국', true),
            ('한', '国', false),
            ('\u{E0100}', 'a', false),
            ('ｱ', 'a', false),
            ('𠮷', 'a', false),
        ] {
            assert_eq!(spaced(before, after), expected, "{before} {after}");
        }
    }
}
