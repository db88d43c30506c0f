//! Words explained.

use std::sync::Arc;

use crate::record::{Content, Fields, Node};
use crate::source::{Findings, Source};
use crate::value::{Prose, Reader, prose};

/// A word with its meaning.
#[derive(Clone, Debug)]
pub struct Term {
    /// The word.
    pub word: String,
    /// In hiragana; the glossary's order.
    pub reading: String,
    /// Other spellings.
    pub also: Vec<String>,
    /// What it means, in Markdown.
    pub meaning: Prose,
    /// The file it stands in.
    pub source: Arc<Source>,
}

/// Reads `glossary.yaml`, in the order of the readings.
pub fn read_glossary(node: &Node, source: &Arc<Source>, findings: &mut Findings) -> Vec<Term> {
    let items = if node.content == Content::Blank { None } else { node.list(source, findings) };
    let mut terms: Vec<Term> = items
        .unwrap_or_default()
        .iter()
        .filter_map(|item| {
            let mut fields = Fields::new(item, source, findings);
            let word = fields.required_text(&["word", "用語"]);
            let reading = fields.required_text(&["reading", "よみ"]);
            let also = fields.texts(&["also", "別表記"]);
            let meaning = fields.required(&["meaning", "説明"]).cloned();
            fields.finish(&[]);
            let meaning = prose::read(&meaning?, &mut Reader { source, year: 0, findings });
            Some(Term { word: word?, reading: reading?, also, meaning, source: Arc::clone(source) })
        })
        .collect();
    terms.sort_by(|a, b| a.reading.cmp(&b.reading).then_with(|| a.word.cmp(&b.word)));
    terms
}

impl Term {
    /// Its anchor on the glossary page.
    pub fn anchor(&self) -> String {
        crate::markdown::heading_id(&self.word)
    }
}
