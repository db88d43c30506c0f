//! What a form sets for a `choice` field. The names of its choices, and the longest that a text begins with: what a
//! sheet may write for each.

use crate::text::glyph::{Glyph, glyphs, is_mark, letters, near_shape};

use super::kind::Choice;

/// The id of the choice that takes words of its own: その他（…）.
pub const OTHER: &str = "other";

/// What a form sets for a `choice` field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceSettings {
    /// What can be chosen, in the order of the form; with その他, where the form allows words of one's own.
    pub choices: Vec<Choice>,
    /// Whether several may be chosen.
    pub several: bool,
    /// Whether `other` takes words of its own.
    pub other: bool,
    /// Whether the choices go from the best or the most to the worst or the least.
    pub ordered: bool,
}

impl ChoiceSettings {
    /// The place of the choice that takes words of its own.
    pub fn other_at(&self) -> Option<usize> {
        self.choices.iter().position(|choice| self.other && choice.id == OTHER)
    }

    /// The place of the choice of this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.choices.iter().position(|choice| choice.id == id)
    }

    /// What a sheet may write for the choices.
    pub fn names(&self) -> ChoiceNames {
        let named: Vec<(&str, &str)> =
            self.choices.iter().map(|choice| (choice.id.as_str(), choice.label.as_str())).collect();
        ChoiceNames::of(&named)
    }

    /// All that may be written for each choice, the label first.
    pub fn spellings(&self) -> Vec<Vec<String>> {
        let names = self.names();
        let spellings = |(at, choice): (usize, &Choice)| {
            let derived = std::iter::once(choice.id.clone()).chain(derived(&choice.label));
            let known = derived.filter(|name| names.choice_called(name) == Some(at));
            let mut all = vec![choice.label.clone()];
            for name in known {
                if !all.contains(&name) {
                    all.push(name);
                }
            }
            all
        };
        self.choices.iter().enumerate().map(spellings).collect()
    }
}

/// A name of a choice.
#[derive(Clone, Debug)]
struct ChoiceName {
    letters: Vec<char>,
    /// The place of the choice in the form's list.
    at: usize,
    /// Whether it is the whole label or the id, rather than the mark or the words of a label alone.
    whole: bool,
}

/// A name that a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedChoice {
    /// The place of the choice in the form's list.
    pub at: usize,
    /// How many glyphs the name has.
    pub long: usize,
    /// Whether it is the whole label or the id, rather than the mark or the words of a label alone.
    pub whole: bool,
}

/// The names of the choices of a list, each of one choice alone.
#[derive(Clone, Debug)]
pub struct ChoiceNames {
    /// All names of the choices, the longest first, so that no name hides one that begins like it.
    names: Vec<ChoiceName>,
}

impl ChoiceNames {
    /// The names of choices, given by id and label. A label is the choice's own; an id, the mark and the words of a label are
    /// where no other choice has them.
    pub fn of(choices: &[(&str, &str)]) -> ChoiceNames {
        let labels = choices.iter().map(|(_, label)| letters(label));
        let ids = choices.iter().map(|(id, _)| letters(id));
        let derived = choices
            .iter()
            .enumerate()
            .flat_map(|(at, (_, label))| derived(label).into_iter().map(move |name| (at, letters(&name))));
        let mut names: Vec<ChoiceName> = Vec::new();
        add(&mut names, labels.enumerate(), true);
        add(&mut names, ids.enumerate(), true);
        add(&mut names, derived, false);
        ChoiceNames::sorted(names)
    }

    /// The same names for marks that are taken for one another; without those that two choices would share.
    #[must_use]
    pub fn near(&self) -> ChoiceNames {
        let near = |name: &ChoiceName| (name.at, name.letters.iter().copied().flat_map(near_shape).collect());
        let mut names = Vec::new();
        for whole in [true, false] {
            add(&mut names, self.names.iter().filter(|name| name.whole == whole).map(near), whole);
        }
        ChoiceNames::sorted(names)
    }

    fn sorted(mut names: Vec<ChoiceName>) -> ChoiceNames {
        names.sort_by_key(|name| std::cmp::Reverse(name.letters.len()));
        ChoiceNames { names }
    }

    /// The names with which the glyphs begin, the longest first.
    pub fn beginning<'n>(&'n self, glyphs: &'n [Glyph]) -> impl Iterator<Item = NamedChoice> + 'n {
        let begins = move |name: &&ChoiceName| {
            name.letters.len() <= glyphs.len() && name.letters.iter().zip(glyphs).all(|(one, glyph)| *one == glyph.char)
        };
        let named = |name: &ChoiceName| NamedChoice { at: name.at, long: name.letters.len(), whole: name.whole };
        self.names.iter().filter(begins).map(named)
    }

    /// The choice of this name.
    pub fn choice_called(&self, name: &str) -> Option<usize> {
        let name = letters(name);
        self.names.iter().find(|known| known.letters == name).map(|known| known.at)
    }
}

/// Adds names; one that an earlier name has is its choice's, and one that two of these have is nobody's.
fn add(names: &mut Vec<ChoiceName>, more: impl Iterator<Item = (usize, Vec<char>)>, whole: bool) {
    let more: Vec<(usize, Vec<char>)> = more.filter(|(_, letters)| !letters.is_empty()).collect();
    for (at, letters) in &more {
        let shared = more.iter().any(|(other, same)| other != at && same == letters);
        if !shared && names.iter().all(|known| known.letters != *letters) {
            names.push(ChoiceName { letters: letters.clone(), at: *at, whole });
        }
    }
}

/// Two labels of a list that no sheet could tell apart, by their places.
pub fn alike<'l>(labels: impl Iterator<Item = &'l str>) -> Vec<(usize, usize)> {
    let labels: Vec<Vec<char>> = labels.map(letters).collect();
    let pairs = labels.iter().enumerate().filter_map(|(second, label)| {
        let first = labels.iter().take(second).position(|other| other == label)?;
        Some((first, second))
    });
    pairs.collect()
}

/// What stands for a label where no other choice has it: its mark, its words, and all but the remark in brackets behind it.
pub fn derived(label: &str) -> Vec<String> {
    let mut names = Vec::new();
    if let Some((mark, words)) = mark_and_words(label) {
        names.push(mark);
        names.extend(without_remark(&words));
        names.push(words);
    }
    names.extend(without_remark(label));
    names
}

/// The label without the remark in brackets at its end: 実施済 of 実施済（予定を含む）.
fn without_remark(label: &str) -> Option<String> {
    let label = label.trim();
    let (name, _) = label.strip_suffix(['）', ')'])?.split_once(['（', '('])?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// The mark at the beginning of a label, and the words behind it: ◎ and 達成できた of 「◎　達成できた」, A and 順調 of 「Ａ：順調」.
fn mark_and_words(label: &str) -> Option<(String, String)> {
    /// Longer beginnings are words.
    const LONGEST: usize = 3;
    let glyphs = glyphs(label);
    let is_end = |glyph: &Glyph| glyph.gap || is_between(glyph.char) || opens(glyph.char);
    let first = glyphs.first()?;
    let (begin, end, closed) = if opens(first.char) {
        // (1) 相談
        let close = glyphs.iter().take(LONGEST + 2).position(|glyph| closes(glyph.char))?;
        (1, close, true)
    } else if is_mark(first.char) {
        let end = glyphs.iter().skip(1).position(|glyph| glyph.char != first.char).map_or(glyphs.len(), |at| at + 1);
        (0, end, false)
    } else {
        let ascii = glyphs.iter().take_while(|glyph| glyph.char.is_ascii_alphanumeric()).count();
        let end = ascii.max(1);
        let next = glyphs.get(end)?;
        // Ａ順調, but not 3年以上.
        let letter = ascii == 1 && first.char.is_ascii_alphabetic() && !next.char.is_ascii();
        if end > LONGEST || !letter && !is_end(next) {
            return None;
        }
        (0, end, false)
    };
    let place = |at: usize| glyphs.get(at).map_or(label.len(), |glyph| glyph.at);
    let mark = label.get(place(begin)..place(end))?.trim();
    let words = label.get(place(end + usize::from(closed))..)?;
    let words =
        words.trim_matches(|c: char| c.is_whitespace() || letters(&c.to_string()).iter().all(|c| is_between(*c)));
    let inner = words.strip_prefix(['（', '(']).and_then(|words| words.strip_suffix(['）', ')']));
    let words = inner.unwrap_or(words).trim();
    (!mark.is_empty() && !words.is_empty()).then(|| (mark.to_owned(), words.to_owned()))
}

/// What stands between a mark and its words.
fn is_between(char: char) -> bool {
    matches!(char, ':' | '.' | '。' | '、' | ',' | '・' | '=' | '-' | '…')
}

fn opens(char: char) -> bool {
    matches!(char, '(' | '[' | '【' | '〔' | '<' | '〈')
}

fn closes(char: char) -> bool {
    matches!(char, ')' | ']' | '】' | '〕' | '>' | '〉')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_marks_and_words() {
        for (label, mark, words) in [
            ("◎　達成できた", "◎", "達成できた"),
            ("○概ね達成できた", "○", "概ね達成できた"),
            ("Ａ：順調", "Ａ", "順調"),
            ("A（順調）", "A", "順調"),
            ("Ａ順調", "Ａ", "順調"),
            ("１．実施済", "１", "実施済"),
            ("①相談", "①", "相談"),
            ("(1) 相談", "1", "相談"),
            ("【Ａ】順調", "Ａ", "順調"),
            ("Ⅲ　発展", "Ⅲ", "発展"),
            ("優（特に優れる）", "優", "特に優れる"),
        ] {
            assert_eq!(mark_and_words(label), Some((mark.to_owned(), words.to_owned())), "{label}");
        }
        for label in ["拡充", "3年以上", "◎", "A", "ＰＤＣＡの実施", "相談、助言"] {
            assert_eq!(mark_and_words(label), None, "{label}");
        }
        assert_eq!(without_remark("実施済（予定を含む）").as_deref(), Some("実施済"));
    }

    #[test]
    fn names_belong_to_one_choice() {
        let names = ChoiceNames::of(&[("a", "有（常設）"), ("b", "有（随時）"), ("c", "無"), ("x", "B")]);
        for (name, at) in [("有", None), ("有(常設)", Some(0)), ("a", Some(0)), ("b", Some(3)), ("Ｃ", Some(2))] {
            assert_eq!(names.choice_called(name), at, "{name}");
        }
        assert_eq!(alike(["○", "〇", "△"].into_iter()), [(0, 1)]);
    }
}
