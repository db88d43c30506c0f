//! A line with its digits, dashes and spaces in one spelling, and the place of every character.

use std::ops::Range;

use crate::text::fold::fold_char;

/// Digits of running text in Japanese.
const KANJI: [char; 11] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '零'];

/// Whether a character may be a digit: 5, ５, 五.
pub(super) fn is_digit_of_some_kind(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '零')
}

/// A line after folding, without characters that nobody sees, each with its position in the text.
pub(super) struct PersonalLine {
    chars: Vec<char>,
    /// Where each character begins, and at last where the line ends.
    places: Vec<usize>,
}

impl PersonalLine {
    pub(super) fn of(text: &str) -> PersonalLine {
        // Nobody sees these.
        let hidden = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}');
        let visible = text.char_indices().filter(|(_, c)| !hidden(*c));
        let (mut places, mut chars): (Vec<usize>, Vec<char>) = visible.unzip();
        places.push(text.len());
        let written = chars.clone();
        let at = |index: Option<usize>| index.and_then(|index| written.get(index)).copied().unwrap_or_default();
        for (index, c) in chars.iter_mut().enumerate() {
            let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
            *c = match *c {
                c if c.is_whitespace() => ' ',
                // One for a dash, as 044一200一0000 shows it to be.
                '一' if is_arabic(before) && is_arabic(after) => '-',
                c if KANJI.contains(&c) && (KANJI.contains(&before) || KANJI.contains(&after)) => arabic(c),
                c => fold_char(c),
            };
        }
        let folded = chars.clone();
        for (index, c) in chars.iter_mut().enumerate() {
            // The long vowel is what the key of the dash gives in kana; within a word it stays.
            if matches!(c, 'ー' | '━' | '˗' | '⁃') {
                let (before, after) = (folded.get(..index), folded.get(index + 1..));
                let before = before.and_then(|before| before.iter().rev().find(|c| **c != ' '));
                let after = after.and_then(|after| after.iter().find(|c| **c != ' '));
                let digit = |c: &char| c.is_ascii_digit() || matches!(c, '(' | ')');
                if before.is_some_and(digit) && after.is_some_and(digit) {
                    *c = '-';
                }
            }
        }
        PersonalLine { chars, places }
    }

    /// The character at a place.
    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// The character before a place.
    pub(super) fn before(&self, index: usize) -> Option<char> {
        self.at(index.checked_sub(1)?)
    }

    /// How many characters there are.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// How many digits stand at a place.
    pub(super) fn digits(&self, from: usize) -> usize {
        self.rest(from).iter().take_while(|c| c.is_ascii_digit()).count()
    }

    /// The characters from a place on.
    pub(super) fn rest(&self, from: usize) -> &[char] {
        self.chars.get(from..).unwrap_or_default()
    }

    /// Up to so many characters before a place, in capitals.
    pub(super) fn words_before(&self, index: usize, count: usize) -> String {
        let words = self.chars.get(index.saturating_sub(count)..index).unwrap_or_default();
        words.iter().flat_map(|c| c.to_uppercase()).collect()
    }

    /// Whether a word stands at a place.
    pub(super) fn is(&self, index: usize, word: &str) -> bool {
        let mut chars = self.rest(index).iter();
        word.chars().all(|c| chars.next() == Some(&c))
    }

    /// Past these characters, at most so many of them.
    pub(super) fn skip(&self, from: usize, count: usize, which: &[char]) -> usize {
        from + self.rest(from).iter().take(count).take_while(|c| which.contains(c)).count()
    }

    /// A range of characters as a range of the line.
    pub(super) fn range(&self, from: usize, to: usize) -> Range<usize> {
        let at = |index: usize| self.places.get(index).or(self.places.last()).copied().unwrap_or_default();
        at(from)..at(to)
    }
}

fn is_arabic(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

fn arabic(c: char) -> char {
    let value = KANJI.iter().position(|own| *own == c).unwrap_or_default() % 10;
    char::from_digit(value as u32, 10).unwrap_or(c)
}
