//! Classes of Japanese characters.

/// Whether a soft line break beside this character is nothing rather than a space:
/// ideographs, kana, full-width forms and the signs set among them. Hangul is set with spaces.
#[must_use]
pub fn is_east_asian(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{303F}' // radicals, punctuation, 々〆〇
        | '\u{3040}'..='\u{30FF}' // kana
        | '\u{3190}'..='\u{33FF}' // annotations, strokes, small kana, enclosed and squared words
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{1AFF0}'..='\u{1B16F}' | '\u{1F200}'..='\u{1F2FF}' | '\u{20000}'..='\u{3FFFD}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF9F}' | '\u{FFE0}'..='\u{FFE6}'
        | '①'..='⓿' | '■'..='◿' | '★' | '☆' | '※' | '…' | '‥' | '→'
    ) && !matches!(c, '\u{3200}'..='\u{321E}' | '\u{3260}'..='\u{327F}')
}

/// Whether this is a half-width katakana or its punctuation: ｱ, ﾞ, ｡.
#[must_use]
pub fn is_half_width_kana(c: char) -> bool {
    matches!(c, '\u{FF61}'..='\u{FF9F}')
}

/// Whether this is hiragana, which in a unit or label mostly means that a sentence goes on.
#[must_use]
pub fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309F}')
}

/// Whether this is full-width katakana or its long vowel.
#[must_use]
pub fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}')
}

/// Whether a line must not begin with this (行頭禁則).
#[must_use]
pub fn not_at_line_start(c: char) -> bool {
    "、。，．・：；？！」』）］｝】〉》〕’”々ー～〜…‥゛゜ゝゞヽヾ％℃,.:;?!)]}%｡､｣･ｰﾞﾟ\
     ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
        .contains(c)
}

/// Whether a line must not end with this (行末禁則).
#[must_use]
pub fn not_at_line_end(c: char) -> bool {
    "「『（［｛【〈《〔‘“([{｢￥＄".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_is_set_without_spaces() {
        for c in "漢々〆〇髙﨑神𠮷あアーｱ、。（Ａ３％～①■※…㈱㍻".chars() {
            assert!(is_east_asian(c), "{c}");
        }
        for c in "aZ3 %-é한ㄱ가㈀αя“—\u{200B}".chars() {
            assert!(!is_east_asian(c), "{c}");
        }
    }
}
