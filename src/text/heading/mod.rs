//! Whether a line is a known heading in other dress: numbered, bracketed, marked, misspelt, or followed by its text.
//!
//! What people put around a heading has no end, so nothing here lists it. Only the letters of a line count; the rule is
//! how few other letters there are. A line that only mentions the words has many, or goes on with a particle.

mod filter;
mod likeness;
mod line;

use filter::LetterFilter;
use likeness::{HeadingName, MAX_EXTRA};
use line::{
    LONGEST_ENDING, brackets, break_positions, closing, content, is_hiragana, is_number, letters, tokens, unnumbered,
    without_ending,
};

/// Stands in a line where markup begins or ends, as around words in bold.
pub const MARKUP: char = '\u{1F}';

/// The headings to look for.
#[derive(Debug)]
pub struct Headings {
    names: Vec<HeadingName>,
    /// The letters of what may stand in a line: other headings, which are known as well.
    free: Vec<Vec<char>>,
    /// The name of the place, which people put before a heading.
    place: Vec<char>,
    filter: LetterFilter,
    /// No line with a heading, and no part of one, has more letters before or after it.
    longest: usize,
}

/// How much a heading claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The heading of a section: text stands below it, or behind it on the line.
    Section,
    /// The label of a field, which may be as common a word as 内容: only a line of nothing else is it.
    Field,
}

/// The letters of a heading without its number and its marks: two headings with the same ones are the same heading.
#[must_use]
pub fn bare_letters(heading: &str) -> Vec<char> {
    letters(unnumbered(&tokens(heading)))
}

impl Headings {
    /// Nothing to look for yet, on pages of this place.
    #[must_use]
    pub fn new(place: &str) -> Headings {
        let place = letters(&tokens(place));
        Headings { names: Vec::new(), free: Vec::new(), place, filter: LetterFilter::default(), longest: 0 }
    }

    /// Adds a heading, its id or its label. Several may stand for one thing, which `index` tells.
    pub fn add(&mut self, index: usize, written: &str, claim: Claim) {
        let all = tokens(written);
        let unnumbered_line = unnumbered(&all);
        let letters = letters(unnumbered_line);
        // One letter (数) stands in every line.
        if letters.len() < 2 || self.names.iter().any(|name| name.letters == letters) {
            return;
        }
        let latin = letters.iter().all(|c| c.is_ascii() && !c.is_ascii_digit());
        let name = HeadingName { index, content: content(unnumbered_line), letters, claim, latin };
        self.longest = self.longest.max(name.letters.len() + MAX_EXTRA);
        self.filter.add(&name);
        self.names.push(name);
    }

    /// Adds words that are another heading, so that they are none of those looked for.
    pub fn allow(&mut self, written: &str) {
        self.free.push(letters(unnumbered(&tokens(written))));
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether a text may hold one of them; nearly all texts are told by their letters alone.
    #[must_use]
    pub fn may_be_in(&self, text: &str) -> bool {
        self.filter.passes(text)
    }

    /// The thing whose heading a line is. `text` has [`MARKUP`] where markup begins or ends.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        let line = tokens(text);
        if let Some(index) = self.find_id(&line) {
            return Some(index);
        }
        if let Some(index) = self.find_in_part(&line, HeadingMatch::All) {
            return Some(index);
        }
        self.find_among_parts(&line)
    }

    /// The thing whose heading a few lines are together: only the words themselves, since lines that happen to stand
    /// beside each other may hold anything.
    #[must_use]
    pub fn find_split(&self, text: &str) -> Option<usize> {
        self.matching(&tokens(text), HeadingMatch::Same)
    }

    /// `{#id}`, which no reader is meant to see.
    fn find_id(&self, line: &[char]) -> Option<usize> {
        let mut rest = line;
        while let Some(at) = rest.windows(2).position(|pair| pair == ['{', '#']) {
            rest = rest.get(at + 2..)?;
            let end = rest.iter().position(|c| *c == '}').unwrap_or(rest.len());
            let id = letters(unnumbered(rest.get(..end)?));
            if !self.free.contains(&id)
                && let Some(name) = self.names.iter().find(|name| name.letters == id)
            {
                return Some(name.index);
            }
        }
        None
    }

    /// A line or a part of one: all of it, what is outside of brackets, or what is inside where nothing is outside.
    fn find_in_part(&self, line: &[char], allowed: HeadingMatch) -> Option<usize> {
        if let Some(index) = self.matching(line, allowed) {
            return Some(index);
        }
        if self.is_free(line) || !line.iter().any(|c| closing(*c).is_some()) {
            return None;
        }
        let (outside, groups) = brackets(line);
        if groups.is_empty() {
            return None;
        }
        if letters(unnumbered(&outside)).is_empty() || is_number(&outside) {
            return groups.into_iter().find_map(|(start, end)| self.find_in_part(line.get(start + 1..end)?, allowed));
        }
        self.matching(&outside, allowed)
    }

    /// The parts of a line between colons, full stops, wide spaces and the like: a heading and its text on one line.
    fn find_among_parts(&self, line: &[char]) -> Option<usize> {
        let mut start = 0;
        let mut first = true;
        for end in break_positions(line) {
            let (part, after) = (line.get(start..end).unwrap_or_default(), line.get(end..).unwrap_or_default());
            let before = line.get(..start).unwrap_or_default();
            start = end;
            if !part.iter().any(|c| c.is_alphanumeric()) || is_number(part) {
                continue;
            }
            let between = |c: &&char| !c.is_alphanumeric();
            let mut opened = before.iter().rev().take_while(between).chain(part.iter().take_while(between));
            let mut closed = after.iter().take_while(between);
            let apart = |c: &char| !matches!(*c, ' ' | MARKUP | '、' | ',' | '・') && closing(*c).is_none();
            // Bold words within a sentence are a mention.
            let begins = first || opened.any(|c| *c != MARKUP);
            // What is said of the words goes on with a particle: 「その他事項」は非公開です。
            let next = after.iter().find(|c| !matches!(**c, ' ' | MARKUP));
            let ends = closed.any(apart) || next.is_none_or(|c| !is_hiragana(*c) && !matches!(c, '、' | ',' | '・'));
            let allowed = if first { HeadingMatch::Head } else { HeadingMatch::Same };
            first = false;
            if begins
                && ends
                && let Some(index) = self.find_in_part(part, allowed)
            {
                return Some(index);
            }
        }
        // 【相談したい事項】担当者が足りない。
        let (_, groups) = brackets(line);
        let (start, end) = groups.into_iter().find(|(start, _)| {
            let before = line.get(..*start).unwrap_or_default();
            !before.iter().any(|c| c.is_alphanumeric()) || is_number(before)
        })?;
        let quoted = matches!(line.get(start), Some('「' | '『' | '"' | '“' | '‘' | '{'));
        if quoted { None } else { self.find_in_part(line.get(start + 1..end)?, HeadingMatch::Head) }
    }

    fn is_free(&self, line: &[char]) -> bool {
        let letters = letters(unnumbered(line));
        self.free.contains(&letters)
    }

    fn matching(&self, line: &[char], allowed: HeadingMatch) -> Option<usize> {
        let unnumbered_line = unnumbered(line);
        // Long parts are sentences; nothing more is to be known of them.
        let most = self.longest + self.place.len() + LONGEST_ENDING;
        if unnumbered_line.iter().filter(|c| c.is_alphanumeric()).take(most + 1).count() > most {
            return None;
        }
        let all = letters(unnumbered_line);
        if all.len() < 2 {
            return None;
        }
        let own = self.without_place(&all);
        // Letters set apart look like numbers: そ の 他 事 項.
        let numbered = letters(line);
        let candidates = [all.as_slice(), own, without_ending(own), numbered.as_slice()];
        let free = candidates.iter().any(|letters| self.free.iter().any(|free| free == letters));
        let same = |name: &&HeadingName| {
            let exact = name.letters == all && name.claim == Claim::Section;
            candidates.contains(&name.letters.as_slice())
                && (!free || exact)
                && (name.claim == Claim::Section || name.letters.len() > 3 || allowed == HeadingMatch::All)
        };
        if let Some(name) = self.names.iter().find(same) {
            return Some(name.index);
        }
        if free {
            return None;
        }
        let end = line.iter().rev().find(|c| !matches!(**c, ' ' | '\t' | '\n' | MARKUP));
        let sentence = end.is_some_and(|c| matches!(c, '。' | '.' | '!' | '?'));
        let content = content(unnumbered_line);
        let like = |name: &&HeadingName| {
            candidates.iter().any(|letters| {
                name.is_like(letters)
                    || name.reads_like(letters)
                    || allowed != HeadingMatch::Same && name.is_in(letters, sentence)
            }) || name.has_content(&content, all.len())
        };
        self.names.iter().find(like).map(|name| name.index)
    }

    fn without_place<'l>(&self, letters: &'l [char]) -> &'l [char] {
        if self.place.is_empty() {
            return letters;
        }
        let rest = letters.strip_prefix(self.place.as_slice());
        let rest = rest.map(|rest| rest.strip_prefix(&['の']).unwrap_or(rest));
        rest.filter(|rest| rest.len() > 1).unwrap_or(letters)
    }
}

/// How far a part of a line may differ from a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeadingMatch {
    /// A whole line: a few words more make no difference.
    All,
    /// What begins a line, before its text.
    Head,
    /// What stands further on must be the words themselves.
    Same,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings() -> Headings {
        let mut headings = Headings::new("北浜市");
        headings.add(0, "相談したい事項", Claim::Section);
        headings.add(1, "内容", Claim::Field);
        headings.add(2, "困っていること", Claim::Field);
        headings.add(3, "secret-notes", Claim::Section);
        headings.allow("本市の相談したい事項");
        headings
    }

    #[test]
    fn headings_are_found_in_any_dress_and_sentences_are_not() {
        let headings = headings();
        for (line, found) in [
            ("相談したい事項", Some(0)),
            ("第６　（１）相談したい事項", Some(0)),
            ("相談\u{200B}したい事項（任意）：担当者が一人", Some(0)),
            ("「相談したい事項」は公開しない。", None),
            ("「相談したい事項」：担当者が一人", Some(0)),
            ("\u{1F}相談したい事項\u{1F} 担当者が一人", Some(0)),
            ("様式の\u{1F}相談したい事項\u{1F}に書いた。", None),
            ("相談したい事項を整理した。", None),
            ("相談したい事項は次のとおりです。", Some(0)),
            ("そうだんしたい事項", Some(0)),
            ("本市の相談したい事項", None),
            ("北浜市の相談したい事項", Some(0)),
            ("内容", Some(1)),
            ("内容：会議を開いた。", None),
            ("内容の確認", None),
            ("困っている事：担当者が一人", Some(2)),
            ("Secret Notes", Some(3)),
            ("何でも {#secret-notes}", Some(3)),
            ("", None),
            ("６", None),
        ] {
            assert_eq!(headings.find(line), found, "{line}");
            assert!(found.is_none() || headings.may_be_in(line), "{line}");
        }
    }

    #[test]
    fn most_texts_are_told_by_their_letters() {
        let mut headings = Headings::new("北浜市");
        headings.add(0, "アドバイザーに相談したい事項", Claim::Section);
        for text in
            ["協議の場を三回開いた。", "基幹相談支援センターが後方から支援する体制をとる。", "Our meeting", "604,894人"]
        {
            assert!(!headings.may_be_in(text), "{text}");
        }
    }

    #[test]
    fn numbers_are_taken_off_and_words_are_not() {
        for (line, unnumbered_line) in [
            ("６．相談", "相談"),
            ("第六章　相談", "相談"),
            ("様式第６号　相談", "相談"),
            ("(ア)相談", "相談"),
            ("vi相談", "相談"),
            ("6-1-2 相談", "相談"),
            ("一般相談", "一般相談"),
            ("６", "6"),
        ] {
            assert_eq!(letters(unnumbered(&tokens(line))), letters(&tokens(unnumbered_line)), "{line}");
        }
    }
}
