//! Whether the letters of a line are those of a heading: with a few more, with typos, or in hiragana.

use super::Claim;
use super::line::{is_hiragana, is_kanji, is_kanji_number};

#[derive(Debug)]
pub(super) struct HeadingName {
    /// Which of the things looked for it names.
    pub(super) index: usize,
    pub(super) letters: Vec<char>,
    /// Without hiragana, which is what changes between 相談したい事項 and 相談事項.
    pub(super) content: Vec<char>,
    pub(super) claim: Claim,
    pub(super) latin: bool,
}

impl HeadingName {
    /// How many letters more a line may have that is still this heading; a sentence has few, since it says something.
    pub(super) fn max_extra(&self, sentence: bool) -> usize {
        let count = self.letters.len();
        match (self.latin, sentence) {
            (true, _) => (count / 2).min(MAX_EXTRA),
            // Headings of two or three letters (課題, 目標) are everyday words, which other lines hold as well.
            (false, _) if count < 4 => 0,
            (false, true) => 2,
            (false, false) if count == 4 => 2,
            (false, false) => count.min(MAX_EXTRA),
        }
    }

    /// Whether it is in a line with little else.
    pub(super) fn is_in(&self, letters: &[char], sentence: bool) -> bool {
        let count = self.letters.len();
        let extra = self.max_extra(sentence);
        let Some(rest) = letters.len().checked_sub(count).filter(|rest| (1..=MAX_EXTRA).contains(rest)) else {
            return false;
        };
        letters.windows(count).enumerate().filter(|(_, part)| *part == self.letters).any(|(at, _)| {
            let after = letters.get(at + count..).unwrap_or_default();
            let before = letters.get(..at).unwrap_or_default();
            let word = |c: Option<&char>| self.latin && c.is_some_and(char::is_ascii_alphabetic);
            // 市として相談したい事項: what stands before may be longer than what stands behind.
            let longer = if after.is_empty() && !sentence && count > 4 && !self.latin { 2 } else { 0 };
            let particle_follows = matches!(after, ['を' | 'が' | 'は' | 'に' | 'で' | 'も' | 'へ', _, ..]);
            !word(before.last())
                && !word(after.first())
                && (count > 3 && before.len() <= extra && points_on(after)
                    || rest <= extra + longer && !particle_follows)
        })
    }

    /// Whether letters are those of the heading, but for one run of kanji that is written in hiragana.
    pub(super) fn reads_like(&self, letters: &[char]) -> bool {
        let count = self.letters.len();
        let mut start = 0;
        while start < count {
            let run = |at: usize| self.letters.iter().skip(at).take_while(|c| is_kanji(**c)).count();
            let length = run(start);
            if length == 0 {
                start += 1;
                continue;
            }
            let (before, rest) = self.letters.split_at(start);
            let after = rest.get(length..).unwrap_or_default();
            let kana = letters.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            if let Some(kana) = kana
                && before.len() + after.len() >= MIN_UNCHANGED
                // A kanji is read in two or three kana (相談 そうだん, 協議 きょうぎ), and one of them perhaps in a single one.
                && (length.max(2 * length - 1)..=3 * length).contains(&kana.len())
                && kana.iter().all(|c| is_hiragana(*c))
            {
                return true;
            }
            start += length;
        }
        false
    }

    /// Whether letters are those of the heading but for a slip: one missing, changed, doubled, or in another order.
    pub(super) fn is_like(&self, letters: &[char]) -> bool {
        let count = self.letters.len();
        let typos = typos(count);
        if typos == 0 || letters.len().abs_diff(count) > typos {
            return false;
        }
        // １年目の方針 is no slip of ２年目の方針.
        let digits = |letters: &[char]| letters.iter().filter(|c| c.is_ascii_digit()).copied().collect::<Vec<char>>();
        // Of four letters each is half a word: 検証事項 is no slip of 検討事項.
        (count > 4 || letters.len() != count)
            && digits(letters) == digits(&self.letters)
            && strsim::generic_damerau_levenshtein(letters, &self.letters) <= typos
    }

    /// Whether the words are the same but for what stands between them.
    pub(super) fn has_content(&self, content: &[char], count: usize) -> bool {
        // Fewer letters without their hiragana are words of any sentence.
        self.content.len() > 3
            && content == self.content
            && content.iter().any(|c| !c.is_ascii())
            && count <= 2 * self.letters.len()
    }
}

/// How many letters a line may have besides a heading, however long that is. Chosen by trying on the content: with more,
/// sentences that mention the words are taken for the heading.
pub(super) const MAX_EXTRA: usize = 12;
/// How many letters of a heading must be unchanged where the others are written in hiragana; with fewer, other words match.
pub(super) const MIN_UNCHANGED: usize = 5;

/// Whether what stands behind a heading points at its text: は次の三つです, を以下に示す, を記入してください.
pub(super) fn points_on(after: &[char]) -> bool {
    let text: String = after.iter().collect();
    let wish = text.ends_with("ください") && text.contains(['記', '書']);
    let counted = matches!(after, ['は', c, ..] if c.is_ascii_digit() || is_kanji_number(*c));
    ["次の", "以下", "下記", "とおり"].iter().any(|word| text.contains(word))
        || ["記載", "記入", "示す", "述べる"].iter().any(|word| text.ends_with(word))
        || wish
        || counted
}

/// How many slips of the keyboard leave a heading of so many letters the same.
pub(super) fn typos(count: usize) -> usize {
    match count {
        0..=3 => 0,
        4..=9 => 1,
        10..=15 => 2,
        _ => 3,
    }
}
