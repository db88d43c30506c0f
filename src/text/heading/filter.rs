//! A fast filter before the search for headings: nearly all texts lack the letters of every heading.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::likeness::{HeadingName, MIN_UNCHANGED, typos};
use super::line::{is_kanji, skeleton};

/// Tells texts in which no heading can be, by the letters that are there.
#[derive(Debug, Default)]
pub(super) struct LetterFilter {
    /// The letters of all headings, folded, with the bits of the headings they are in.
    letters: HashMap<char, Vec<(usize, u8)>>,
    /// The lowest bits of these letters: most other letters are told by them.
    low: [u64; 4],
    /// How many different letters each heading needs.
    needed: Vec<u32>,
}

impl LetterFilter {
    pub(super) fn add(&mut self, name: &HeadingName) {
        let mut own: Vec<char> = name.letters.iter().copied().filter(|c| *c != ' ').collect();
        own.sort_unstable();
        own.dedup();
        // A mask has 64 bits; more letters than that tell nothing more.
        own.truncate(64);
        let index = self.needed.len();
        for (bit, c) in own.iter().enumerate() {
            self.letters.entry(*c).or_default().push((index, bit as u8));
            self.mark(*c);
        }
        let typos = typos(name.letters.len());
        let mut content: Vec<char> = name.content.clone();
        content.sort_unstable();
        content.dedup();
        // As in `has_content`: three letters or fewer are not enough to know a heading without its hiragana.
        let by_content = if name.content.len() > 3 { content.len().min(64) } else { own.len() };
        // A run of kanji may be written in hiragana.
        let kanji = name.letters.split(|c| !is_kanji(*c)).map(<[char]>::len).max().unwrap_or(0);
        let unread = if name.letters.len() >= kanji + MIN_UNCHANGED { kanji } else { 0 };
        self.needed.push(own.len().saturating_sub(typos.max(unread)).min(by_content) as u32);
    }

    pub(super) fn mark(&mut self, c: char) {
        let low = c as usize & 0xFF;
        if let Some(word) = self.low.get_mut(low >> 6) {
            *word |= 1 << (low & 63);
        }
    }

    pub(super) fn passes(&self, text: &str) -> bool {
        let mut masks = vec![0_u64; self.needed.len()];
        let mut note = |c: char| {
            let low = c as usize & 0xFF;
            if self.low.get(low >> 6).is_some_and(|word| word >> (low & 63) & 1 == 1) {
                for (index, bit) in self.letters.get(&c).into_iter().flatten() {
                    if let Some(mask) = masks.get_mut(*index) {
                        *mask |= 1 << bit;
                    }
                }
            }
        };
        let mut before = None;
        for c in text.chars() {
            match c {
                // A character by its number may be any; the parser knows.
                '&' => return true,
                'ぁ'..='ゖ' | 'ァ'..='ー' | '\u{4E00}'..='\u{9FFF}' | 'a'..='z' | '0'..='9' => note(skeleton(c)),
                'A'..='Z' => note(c.to_ascii_lowercase()),
                '\0'..='\x7F' | '、' | '。' | '「' | '」' | '（' | '）' | '\u{3000}' => {}
                // A sign of full width has an equal; a mark on a letter makes another of it.
                _ => {
                    let folded = before.into_iter().chain([c]).nfkc();
                    folded.flat_map(char::to_lowercase).for_each(|c| note(skeleton(c)));
                }
            }
            match (before, c) {
                (Some('こ'), 'と') => note('事'),
                (Some('ほ'), 'か') => note('他'),
                _ => {}
            }
            before = Some(c);
        }
        masks.iter().zip(&self.needed).any(|(mask, needed)| mask.count_ones() >= *needed)
    }
}
