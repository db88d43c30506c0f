//! Words explained.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use crate::markdown::{Ids, heading_id};
use crate::record::{Content, Fields, Node};
use crate::source::{Reporter, Source};
use crate::text::{Lexicon, LexiconLetters};
use crate::value::{AnswerReader, Prose, prose};

/// All words explained, and where they stand in a text.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    /// Every spelling of every term, with the number of the term.
    pub lexicon: Lexicon,
    /// The letters of all spellings, also of those that hide others, with the number of the term.
    letters: LexiconLetters,
}

/// A word with its meaning.
#[derive(Clone, Debug)]
pub struct Term {
    /// The word that is explained, as texts of the site write it.
    pub word: String,
    /// In hiragana; the glossary's order.
    pub reading: String,
    /// Other spellings that are linked to the word, too.
    pub also: Vec<String>,
    /// Longer words that hold the word and mean something else: 家族会議 for 家族会.
    pub except: Vec<String>,
    /// What it means, in Markdown.
    pub meaning: Prose,
    /// The file it stands in.
    pub source: Arc<Source>,
    /// Its anchor on the glossary page.
    pub anchor: String,
}

/// Reads `glossary.yaml`, in the order of the readings.
pub fn read_glossary(node: &Node, reporter: &mut Reporter<'_>) -> Glossary {
    let items = if node.content == Content::Blank { None } else { node.list(reporter) };
    let mut terms: Vec<Term> = items
        .unwrap_or_default()
        .iter()
        .filter_map(|item| {
            let mut fields = Fields::new(item, reporter);
            let word = fields.required_text(&["word", "用語"]);
            let reading = fields.required_text(&["reading", "よみ"]);
            let also = fields.texts(&["also", "別表記"]);
            let except = fields.texts(&["except", "除く"]);
            let meaning = fields.required(&["meaning", "説明"]).cloned();
            fields.finish();
            let meaning = prose::read(
                &meaning?,
                &mut AnswerReader { year: 0, reporter: reporter.reborrow(), tables: &crate::value::TableFiles::new() },
            );
            let (word, reading, source, anchor) = (word?, reading?, Arc::clone(reporter.source), String::new());
            Some(Term { word, reading, also, except, meaning, source, anchor })
        })
        .collect();
    // By reading, as dictionaries are; kana have their order in Unicode.
    terms.sort_by(|a, b| a.reading.cmp(&b.reading).then_with(|| a.word.cmp(&b.word)));
    Glossary::new(terms)
}

impl Glossary {
    /// Takes the terms in the order of the page.
    pub fn new(mut terms: Vec<Term>) -> Glossary {
        let mut ids = Ids::default();
        terms.iter_mut().for_each(|term| term.anchor = ids.take(&heading_id(&term.word)));
        let own = terms.iter().enumerate();
        let own = own.flat_map(|(at, term)| std::iter::once(&term.word).chain(&term.also).map(move |word| (word, at)));
        let others = terms.iter().flat_map(|term| &term.except);
        let lexicon = Lexicon::new(
            own.map(|(word, at)| (word.as_str(), Some(at))).chain(others.map(|word| (word.as_str(), None))),
        );
        let spellings = terms.iter().enumerate().flat_map(|(at, term)| {
            std::iter::once(&term.word).chain(&term.also).chain(&term.except).map(move |word| (word.as_str(), at))
        });
        let letters = LexiconLetters::new(spellings);
        Glossary { terms, lexicon, letters }
    }

    /// The terms that some Markdown texts may mention, and those that may hide others there, in the order of the glossary: at
    /// least all that [`Glossary::lexicon`] finds in what they come to.
    pub fn possible<'t>(&self, texts: impl Iterator<Item = &'t str>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for text in texts {
            // A reference to a character, and a remark within a word, leave other letters than are written.
            if text.contains(['&', '<']) {
                return (0..self.terms.len()).collect();
            }
            self.letters.find(text, &mut found);
        }
        found
    }
}

impl Deref for Glossary {
    type Target = [Term];

    fn deref(&self) -> &[Term] {
        &self.terms
    }
}

impl<'g> IntoIterator for &'g Glossary {
    type Item = &'g Term;
    type IntoIter = std::slice::Iter<'g, Term>;

    fn into_iter(self) -> Self::IntoIter {
        self.terms.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_possible_whatever_marks_are_within_them() {
        let term = |word: &str, except: &[&str]| Term {
            word: word.to_owned(),
            reading: String::new(),
            also: Vec::new(),
            except: except.iter().map(|word| (*word).to_owned()).collect(),
            meaning: Prose::new(String::new(), crate::record::SourceMap::direct(0)),
            source: Source::new("glossary.yaml", ""),
            anchor: String::new(),
        };
        let glossary = Glossary::new(vec![term("家族会", &["家族会議"]), term("630 調査", &[]), term("★", &[])]);
        let possible = |text: &str| glossary.possible(std::iter::once(text)).into_iter().collect::<Vec<_>>();
        assert_eq!(possible("何もない"), [2], "a word without letters may be anywhere");
        assert_eq!(possible("家**族**\n会"), [0, 2]);
        assert_eq!(possible("家\\族会議と６３０調査"), [0, 1, 2]);
        assert_eq!(possible("家&#26063;会"), [0, 1, 2]);
        assert_eq!(possible("家<!-- か -->族会"), [0, 1, 2]);
    }
}
