//! Words explained.

use std::ops::Deref;
use std::sync::Arc;

use crate::markdown::{Ids, heading_id};
use crate::record::{Content, Fields, Node};
use crate::source::{Reporter, Source};
use crate::text::Lexicon;
use crate::value::{AnswerReader, Prose, prose};

/// All words explained, and where they stand in a text.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    /// Every spelling of every term, with the number of the term.
    pub lexicon: Lexicon,
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
        Glossary { terms, lexicon }
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
