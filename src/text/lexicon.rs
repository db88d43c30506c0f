//! Known words in running text, all of them in one pass.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::japanese::is_katakana;

/// Words to be found. Where several begin at the same place, the longest is taken.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    automaton: Option<AhoCorasick>,
    /// What each spelling belongs to; nothing for a spelling that only hides others.
    owners: Vec<Option<usize>>,
}

impl Lexicon {
    /// Takes spellings with the number of what they belong to. A spelling that belongs to nothing hides the words in
    /// it: with 家族会議 known as such, 家族会 is not found there.
    pub fn new<'s>(spellings: impl IntoIterator<Item = (&'s str, Option<usize>)>) -> Lexicon {
        let mut known = HashSet::new();
        let mut words = Vec::new();
        let mut owners = Vec::new();
        for (spelling, owner) in spellings.into_iter().filter(|(spelling, _)| !spelling.trim().is_empty()) {
            // 630調査 and ６３０調査 are the same word.
            for word in [narrow(spelling), wide(spelling)] {
                if known.insert(word.clone()) {
                    words.push(word);
                    owners.push(owner);
                }
            }
        }
        // Too many words for an automaton are no reason to publish nothing: they stay unexplained.
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words).ok();
        Lexicon { automaton: automaton.filter(|_| !words.is_empty()), owners }
    }

    /// The words in a text, in order, with the number of what each belongs to.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, usize)> + 'a {
        let matches = self.automaton.iter().flat_map(move |automaton| automaton.find_iter(text));
        matches.filter_map(|found| {
            let owner = self.owners.get(found.pattern().as_usize()).copied().flatten()?;
            is_whole(text, &found.range()).then(|| (found.range(), owner))
        })
    }
}

/// The letters of words, to tell what a text may come to mention whatever signs are between its letters.
#[derive(Clone, Debug, Default)]
pub struct LexiconLetters {
    automaton: Option<AhoCorasick>,
    owners: Vec<usize>,
    /// What belongs to words without letters: they may be anywhere.
    anywhere: Vec<usize>,
}

impl LexiconLetters {
    /// Takes words with the number of what they belong to.
    pub fn new<'s>(words: impl IntoIterator<Item = (&'s str, usize)>) -> LexiconLetters {
        let words = words.into_iter().map(|(word, owner)| (letters(word), owner));
        let (words, without): (Vec<_>, Vec<_>) = words.partition(|(word, _)| !word.is_empty());
        let (words, owners): (Vec<String>, Vec<usize>) = words.into_iter().unzip();
        let anywhere: Vec<usize> = without.into_iter().map(|(_, owner)| owner).collect();
        if words.is_empty() {
            return LexiconLetters { anywhere, ..LexiconLetters::default() };
        }
        match AhoCorasick::new(&words) {
            Ok(automaton) => LexiconLetters { automaton: Some(automaton), owners, anywhere },
            // Too many for an automaton: each may be anywhere.
            Err(_) => {
                LexiconLetters { anywhere: owners.into_iter().chain(anywhere).collect(), ..LexiconLetters::default() }
            }
        }
    }

    /// Adds all to `found` that a text may mention.
    pub fn find(&self, text: &str, found: &mut BTreeSet<usize>) {
        found.extend(&self.anywhere);
        if let Some(automaton) = &self.automaton {
            let text = letters(text);
            let matches = automaton.find_overlapping_iter(&text);
            found.extend(matches.filter_map(|one| self.owners.get(one.pattern().as_usize())));
        }
    }
}

/// The letters and digits of a text, narrow ones for wide ones.
fn letters(text: &str) -> String {
    // Most of a text is kana and kanji, for which the tables of Unicode need not be asked.
    let is_letter = |c: &char| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿') || c.is_alphanumeric();
    text.chars().map(narrow_char).filter(is_letter).collect()
}

/// Whether a word does not go on to either side: WG is not in SWG, ピアサポート not in ピアサポートセンター.
/// Words of kanji stand side by side without a sign, so nothing can be said of them.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let joined = |a: Option<char>, b: Option<char>| {
        let (Some(a), Some(b)) = (a.map(class), b.map(class)) else { return false };
        a == b && a != Class::Other
    };
    let (Some(before), Some(word), Some(after)) =
        (text.get(..range.start), text.get(range.clone()), text.get(range.end..))
    else {
        return false;
    };
    !joined(before.chars().next_back(), word.chars().next()) && !joined(word.chars().next_back(), after.chars().next())
}

#[derive(PartialEq, Eq)]
enum Class {
    Latin,
    Digit,
    Katakana,
    Other,
}

fn class(c: char) -> Class {
    match narrow_char(c) {
        c if c.is_ascii_alphabetic() => Class::Latin,
        c if c.is_ascii_digit() => Class::Digit,
        c if is_katakana(c) => Class::Katakana,
        _ => Class::Other,
    }
}

fn narrow(word: &str) -> String {
    word.chars().map(narrow_char).collect()
}

fn wide(word: &str) -> String {
    word.chars().map(|c| if c.is_ascii_graphic() { shifted(c, 0xFEE0) } else { c }).collect()
}

fn narrow_char(c: char) -> char {
    if ('！'..='～').contains(&c) { shifted(c, -0xFEE0) } else { c }
}

/// Full-width forms stand in the order of ASCII.
fn shifted(c: char, by: i32) -> char {
    u32::from(c).checked_add_signed(by).and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_longest_whole_words() {
        let lexicon = Lexicon::new([
            ("地域移行", Some(0)),
            ("地域移行コーディネーター", Some(1)),
            ("WG", Some(2)),
            ("630調査", Some(3)),
            ("ピアサポート", Some(4)),
            ("家族会", Some(5)),
            ("家族会議", None),
            ("", Some(6)),
        ]);
        for (text, expected) in [
            ("地域移行コーディネーターと地域移行", vec![1, 0]),
            ("①～④ＷＧ開催、WG、SWG、WGs", vec![2, 2]),
            ("６３０調査と630調査、1630調査", vec![3, 3]),
            ("ピアサポートとピアサポートセンター", vec![4]),
            ("家族会議の後の家族会", vec![5]),
            ("", vec![]),
            ("何もない", vec![]),
        ] {
            let found: Vec<usize> = lexicon.find(text).map(|(_, owner)| owner).collect();
            assert_eq!(found, expected, "{text}");
        }
        let found = lexicon.find("の地域移行を").next().map(|(range, _)| range);
        assert_eq!(found, Some(3..15));
    }

    #[test]
    fn no_words_find_nothing() {
        assert_eq!(Lexicon::default().find("地域移行").count(), 0);
        assert_eq!(Lexicon::new([]).find("地域移行").count(), 0);
    }
}
