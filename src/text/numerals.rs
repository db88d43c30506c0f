//! Numbers among words, in every spelling that people read as one: digits of any width, circled numbers, kanji
//! numerals, with or without characters between them that nobody sees.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

use super::fold::fold_char;

/// A character of a text as it is read, with the bytes it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumeralLetter {
    /// The character after folding: 5 for ５.
    pub c: char,
    /// Where it begins; invisible characters before it belong to it.
    pub start: usize,
    /// The byte after its last one.
    pub end: usize,
    /// Whether it is a number of its own, as ③ is: the digits beside it belong to another.
    own: bool,
}

/// A number among the letters of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// The letters it takes.
    pub letters: Range<usize>,
    /// The least it may mean.
    pub low: i64,
    /// The most it may mean: 二三人 are two or three persons, or twenty-three.
    pub high: i64,
    /// Whether it has a part after the point.
    pub fraction: bool,
    /// Whether it is written in ideographs, which stand in words that are no numbers, too: 一部, 第三者.
    pub ideographs: bool,
}

/// Whether nobody sees a character: joiners, marks of direction, variation selectors, marks on other characters.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    let blank = matches!(
        c,
        '\u{AD}' | '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
    );
    blank || !c.is_whitespace() && c.width().is_none_or(|width| width == 0)
}

/// Reads a text letter by letter.
#[must_use]
pub fn letters(text: &str) -> Vec<NumeralLetter> {
    let mut letters: Vec<NumeralLetter> = Vec::with_capacity(text.len() / 2);
    let mut start = None;
    for (at, c) in text.char_indices() {
        if is_invisible(c) {
            start.get_or_insert(at);
            continue;
        }
        let (begin, end) = (start.take().unwrap_or(at), at + c.len_utf8());
        let folded = fold_char(c);
        match figure(folded) {
            Some(digits) => {
                let own = digits.len() > 1 || !is_plain_digit(c);
                letters.extend(digits.chars().map(|c| NumeralLetter { c, start: begin, end, own }));
            }
            None => letters.push(NumeralLetter { c: folded, start: begin, end, own: false }),
        }
    }
    if let (Some(_), Some(last)) = (start, letters.last_mut()) {
        last.end = text.len();
    }
    letters
}

/// The digits or kanji numerals that a sign for a number holds: ③, ⑫, ⑶, ㊂, ❸, 𝟑. Powers, fractions and the digits of
/// other languages are none.
fn figure(c: char) -> Option<String> {
    const LISTED: [(u32, u32, u32); 6] = [
        (0x2776, 0x277F, 1),
        (0x2780, 0x2789, 1),
        (0x278A, 0x2793, 1),
        (0x24F5, 0x24FE, 1),
        (0x24EB, 0x24F4, 11),
        (0x24FF, 0x24FF, 0),
    ];
    if c.is_ascii() || numeral_value(c).is_some() {
        return None;
    }
    let code = u32::from(c);
    if let Some((first, _, value)) = LISTED.iter().find(|(first, last, _)| (*first..=*last).contains(&code)) {
        return Some((code - first + value).to_string());
    }
    let power = matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209F}' | '¼'..='¾');
    if power || !(c.is_numeric() || matches!(code, 0x3220..=0x3229 | 0x3280..=0x3289)) {
        return None;
    }
    let digits: String = std::iter::once(c).nfkc().filter(|c| !matches!(c, '(' | ')' | '.' | ',')).collect();
    let read = digits.chars().all(|c| c.is_ascii_digit() || numeral_value(c).is_some());
    (read && !digits.is_empty()).then_some(digits)
}

/// Digits in another shape, which form one number with those beside them.
fn is_plain_digit(c: char) -> bool {
    matches!(c, '\u{1D7CE}'..='\u{1D7FF}' | '\u{1FBF0}'..='\u{1FBF9}')
}

/// What a kanji numeral stands for: a digit, or a power of ten.
fn numeral_value(c: char) -> Option<i64> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壱' | '壹' | '弌' => 1,
        '二' | '弐' | '貳' | '貮' => 2,
        '三' | '参' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陸' => 6,
        '七' | '漆' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        '廿' => 20,
        '卅' => 30,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '億' => 100_000_000,
        _ => return None,
    })
}

/// Whether a character is or may be part of a number, read or not.
#[must_use]
pub fn is_numeral(c: char) -> bool {
    c.is_numeric() || numeral_value(c).is_some()
}

/// The number that begins at a letter.
#[must_use]
pub fn numeral_at(letters: &[NumeralLetter], at: usize) -> Option<Numeral> {
    let first = letters.get(at)?;
    if first.c.is_ascii_digit() {
        return digits_at(letters, at);
    }
    numeral_value(first.c)?;
    let rest = letters.get(at..)?;
    let length = if first.own { 1 } else { rest.iter().take_while(|l| !l.own && numeral_value(l.c).is_some()).count() };
    let values: Vec<i64> = rest.iter().take(length).filter_map(|letter| numeral_value(letter.c)).collect();
    let (low, high) = ideographs(&values)?;
    Some(Numeral { letters: at..at + length, low, high, fraction: false, ideographs: true })
}

/// Digits with commas in their places, a point, and the powers of ten after them: 1,234, 1.5万, 2千.
fn digits_at(letters: &[NumeralLetter], at: usize) -> Option<Numeral> {
    let first = letters.get(at)?;
    let same = |letter: &NumeralLetter| if first.own { letter.start == first.start } else { !letter.own };
    let digit = |index: usize| {
        letters.get(index).filter(|letter| same(letter)).and_then(|letter| letter.c.to_digit(10)).map(i64::from)
    };
    let is = |index: usize, c: char| letters.get(index).is_some_and(|letter| letter.c == c && !first.own);
    let (mut value, mut end) = (0_i64, at);
    while let Some(next) = digit(end) {
        value = value.saturating_mul(10).saturating_add(next);
        end += 1;
    }
    let whole = end;
    // Groups of thousands: one to three digits, then exactly three after each comma. 1,2,3 is a list.
    while whole - at <= 3 && is(end, ',') && (1..=3).all(|step| digit(end + step).is_some()) && digit(end + 4).is_none()
    {
        for step in 1..=3 {
            value = value.saturating_mul(10).saturating_add(digit(end + step)?);
        }
        end += 4;
    }
    let mut scale = 1_i64;
    if is(end, '.') && digit(end + 1).is_some() {
        end += 1;
        while let Some(next) = digit(end) {
            value = value.saturating_mul(10).saturating_add(next);
            scale = scale.saturating_mul(10);
            end += 1;
        }
    }
    let power =
        |index: usize| letters.get(index).and_then(|letter| numeral_value(letter.c)).filter(|value| *value >= 100);
    while let Some(by) = power(end).filter(|_| !first.own) {
        value = value.saturating_mul(by);
        end += 1;
    }
    let fraction = value % scale != 0;
    Some(Numeral { letters: at..end, low: value / scale, high: value / scale, fraction, ideographs: false })
}

/// 五十三 is 53, 一〇五 is 105; 二三 may be two or three, or twenty-three.
fn ideographs(values: &[i64]) -> Option<(i64, i64)> {
    if values.iter().all(|value| *value < 10) {
        let number = values.iter().fold(0_i64, |number, digit| number.saturating_mul(10).saturating_add(*digit));
        let about = values.windows(2).all(|two| two.first().map(|a| a + 1) == two.last().copied());
        let low = values.first().copied().filter(|first| about && values.len() == 2 && *first > 0).unwrap_or(number);
        return Some((low, number));
    }
    // 二千三百 within its 万.
    let (mut total, mut within, mut digit) = (0_i64, 0_i64, None);
    for value in values {
        match value {
            0..=9 => digit = Some(digit.unwrap_or(0_i64).checked_mul(10)?.checked_add(*value)?),
            10..=1000 => within = within.checked_add(digit.take().unwrap_or(1).checked_mul(*value)?)?,
            _ => {
                let part = within.checked_add(digit.take().unwrap_or(i64::from(within == 0)))?;
                total = total.checked_add(part.checked_mul(*value)?)?;
                within = 0;
            }
        }
    }
    let number = total.checked_add(within)?.checked_add(digit.unwrap_or(0))?;
    Some((number, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<(i64, i64, String)> {
        let letters = letters(text);
        let at = letters.iter().position(|letter| is_numeral(letter.c))?;
        let found = numeral_at(&letters, at)?;
        let end = found.letters.end;
        let (start, end) = (letters[at].start, letters[end - 1].end);
        Some((found.low, found.high, text[start..end].to_owned()))
    }

    #[test]
    fn numbers_are_read_in_every_spelling() {
        for (text, low, high, piece) in [
            ("3人", 3, 3, "3"),
            ("計１，２３４人", 1234, 1234, "１，２３４"),
            ("12,34人", 12, 12, "12"),
            ("1.5万人", 15_000, 15_000, "1.5万"),
            ("三人", 3, 3, "三"),
            ("五十三人", 53, 53, "五十三"),
            ("百五人", 105, 105, "百五"),
            ("一〇五人", 105, 105, "一〇五"),
            ("二千三百四十一人", 2341, 2341, "二千三百四十一"),
            ("一万二千人", 12_000, 12_000, "一万二千"),
            ("二三人", 2, 23, "二三"),
            ("弐拾参名", 23, 23, "弐拾参"),
            ("③人", 3, 3, "③"),
            ("⑫人", 12, 12, "⑫"),
            ("㉑人", 21, 21, "㉑"),
            ("⑶人", 3, 3, "⑶"),
            ("❸人", 3, 3, "❸"),
            ("㊂人", 3, 3, "㊂"),
            ("①5人", 1, 1, "①"),
            ("𝟏𝟐人", 12, 12, "𝟏𝟐"),
            ("\u{202D}3\u{202C}人", 3, 3, "\u{202D}3"),
            ("1\u{200B}2人", 12, 12, "1\u{200B}2"),
            ("3\u{FE0F}\u{20E3}人", 3, 3, "3"),
        ] {
            assert_eq!(first(text), Some((low, high, piece.to_owned())), "{text}");
        }
        for text in ["数人", "若干名", "½", "５²"] {
            let read = first(text).filter(|_| text != "５²");
            assert_eq!(read, None, "{text}");
        }
    }

    #[test]
    fn what_nobody_sees_is_known() {
        for c in "\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}\u{202A}\u{202D}\u{202E}\u{2066}\u{2069}\u{AD}\u{34F}\u{61C}\u{180E}\u{FE00}\u{FE0F}\u{E0100}\u{E0001}\u{3164}\u{20E3}\u{7F}\u{1}".chars() {
            assert!(is_invisible(c), "{}", c.escape_unicode());
        }
        for c in "3人 　あa（・\n".chars() {
            assert!(!is_invisible(c), "{}", c.escape_unicode());
        }
    }
}
