//! Characters as people mean them when they fill in a form: one character for all that look alike, without blanks.

use unicode_normalization::UnicodeNormalization;

use super::fold::fold;

/// A character that is meant, and its place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The character, folded: ○ for 〇, × for ✕, a for Ａ. A line end is `\n`.
    pub char: char,
    /// Its first byte in the text.
    pub at: usize,
    /// Whether a blank stands before it.
    pub gap: bool,
}

/// The characters of a text. Widths, case, blanks, quotation marks and the choice among look-alikes make no difference.
#[must_use]
pub fn glyphs(text: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len() / 2);
    let mut gap = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, first)) = chars.next() {
        let mut end = at + first.len_utf8();
        // A voiced sound may be written in two: ﾊﾞ is バ.
        while let Some((_, mark)) = chars.next_if(|(_, next)| matches!(next, 'ﾞ' | 'ﾟ' | '\u{3099}' | '\u{309A}')) {
            end += mark.len_utf8();
        }
        if first == '\n' {
            glyphs.push(Glyph { char: '\n', at, gap });
            gap = true;
            continue;
        }
        if is_passed_over(first) {
            continue;
        }
        let before = glyphs.len();
        for char in fold(text.get(at..end).unwrap_or_default()).chars().map(shape) {
            glyphs.push(Glyph { char: char.to_lowercase().next().unwrap_or(char), at, gap });
            gap = false;
        }
        gap |= glyphs.len() == before;
    }
    glyphs
}

/// The characters of a text alone.
#[must_use]
pub fn letters(text: &str) -> Vec<char> {
    glyphs(text).into_iter().map(|glyph| glyph.char).collect()
}

/// What a mark is taken for where a list has no other that it could be: ▲ is △, x is ×, ① is 1.
#[must_use]
pub fn near_shape(char: char) -> Vec<char> {
    match char {
        '▲' => vec!['△'],
        '▼' => vec!['▽'],
        '★' => vec!['☆'],
        'x' => vec!['×'],
        'o' => vec!['○'],
        '①'..='⓿' | '㉑'..='㊿' => std::iter::once(char).nfkc().collect(),
        // Unicode has no compatible digit for those in black circles.
        '❶'..='❾' => {
            let digit = char::from_digit(u32::from(char) - u32::from('❶') + 1, 10);
            vec![digit.unwrap_or(char)]
        }
        _ => vec![char],
    }
}

/// Whether a character is a mark rather than a letter or a digit: ◎, ★, ①.
#[must_use]
pub fn is_mark(char: char) -> bool {
    matches!(char, '×' | '\u{2190}'..='\u{2BFF}' | '※') || char.is_numeric() && !char.is_ascii_digit()
}

/// One shape for marks that look alike.
fn shape(char: char) -> char {
    match char {
        '〇' | '◯' | '⭕' | '⚪' | '❍' => '○',
        '✕' | '☓' | '✖' | '✗' | '✘' | '❌' | '╳' | '⨯' => '×',
        '⦿' | '⊚' | '⊙' => '◎',
        '∆' | 'Δ' | '▵' => '△',
        '·' | '‧' | '･' | '•' => '・',
        _ => char,
    }
}

/// What says nothing: quotation marks, and the sign that asks for a coloured picture.
fn is_passed_over(char: char) -> bool {
    matches!(
        char,
        '「' | '」' | '『' | '』' | '“' | '”' | '"' | '＂' | '\u{FE0E}' | '\u{FE0F}' | '\u{200B}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_one() {
        let text = |text: &str| letters(text).into_iter().collect::<String>();
        for (one, other) in [
            ("〇", "○"),
            ("◯　達成", "○達成"),
            ("⭕️", "○"),
            ("Ａ", "a"),
            ("✕", "×"),
            ("ﾊﾞｽ", "バス"),
            ("ハ\u{3099}ス", "バス"),
            ("「拡充」", "拡充"),
            ("１０ ％", "10%"),
            ("①", "①"),
        ] {
            assert_eq!(text(one), text(other), "{one}");
        }
        assert_ne!(text("△"), text("▲"));
        assert_eq!(near_shape('③'), ['3']);
        assert_eq!(near_shape('⑫'), ['1', '2']);
        assert_eq!(near_shape('❷'), ['2']);
    }

    #[test]
    fn places_are_those_of_the_text() {
        let found: Vec<(char, usize, bool)> =
            glyphs("ﾊﾞ　Ａ\nb").into_iter().map(|glyph| (glyph.char, glyph.at, glyph.gap)).collect();
        assert_eq!(found, [('バ', 0, false), ('a', 9, true), ('\n', 12, false), ('b', 13, true)]);
    }
}
