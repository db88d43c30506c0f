//! Footnotes: numbered in the order of their first mark, listed at the end of the text.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag};

use super::escape::{push_text, push_value};
use super::{HtmlWriter, ParsedMarkdown};
use crate::markdown::parse::note_key;

/// The footnotes of a text.
pub(super) struct Footnotes {
    /// Every footnote by its label; the first of two with one label counts.
    defined: HashMap<String, FootnoteText>,
    /// The pieces that start the footnotes with a mark in the text, in the order of their numbers.
    marked: Vec<usize>,
}

struct FootnoteText {
    /// The piece that starts it.
    definition: usize,
    /// Its number, once it has a mark.
    number: Option<usize>,
}

impl Footnotes {
    pub(super) fn of(document: &ParsedMarkdown<'_>) -> Footnotes {
        let mut defined = HashMap::new();
        for (index, (event, _)) in document.pieces.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                defined.entry(note_key(label)).or_insert(FootnoteText { definition: index, number: None });
            }
        }
        Footnotes { defined, marked: Vec::new() }
    }
}

impl HtmlWriter<'_> {
    /// Writes the mark of a footnote. The first mark is the one that its footnote leads back to.
    pub(super) fn note_mark(&mut self, label: &str) {
        let Some(note) = self.notes.defined.get_mut(&note_key(label)) else { return };
        let first = note.number.is_none();
        let number = *note.number.get_or_insert(self.notes.marked.len() + 1);
        if first {
            self.notes.marked.push(note.definition);
        }
        let prefix = self.page.prefix;
        self.flow.markup("<sup");
        if first {
            self.attribute("id", &format!("{prefix}noteref-{number}"));
        }
        self.flow.markup(">");
        let mark = self.page.labels.note.replace("{n}", &number.to_string());
        self.flow.markup("<a");
        self.attribute("href", &format!("#{prefix}note-{number}"));
        self.flow.markup(">");
        push_text(&mut self.flow.out, &mark);
        self.flow.markup("</a>");
        self.flow.markup("</sup>");
    }

    /// Writes the list of footnotes. A footnote may hold marks of further ones, so the list grows on the way.
    pub(super) fn notes(&mut self) {
        if self.notes.marked.is_empty() {
            return;
        }
        self.flow.line();
        self.flow.markup("<ol class=\"notes\"");
        self.attribute("aria-label", self.page.labels.notes);
        self.flow.markup(">\n");
        let mut number = 0;
        while let Some(&definition) = self.notes.marked.get(number) {
            number += 1;
            self.note(definition, number);
        }
        self.flow.markup("</ol>\n");
    }

    fn note(&mut self, definition: usize, number: usize) {
        const PARAGRAPH: &str = "</p>\n";
        self.flow.cut();
        self.flow.markup("<li");
        self.attribute("id", &format!("{}note-{number}", self.page.prefix));
        self.flow.markup(">");
        self.write(definition + 1..self.document.end(definition));
        // The way back stands at the end of the last paragraph, not below it.
        if self.flow.out.ends_with(PARAGRAPH) {
            self.flow.out.truncate(self.flow.out.len() - PARAGRAPH.len());
            self.flow.markup(" <a");
        } else {
            self.flow.line();
            self.flow.markup("<p><a");
        }
        self.attribute("href", &format!("#{}noteref-{number}", self.page.prefix));
        self.attribute("aria-label", &self.page.labels.back.replace("{n}", &number.to_string()));
        self.flow.markup(">↩</a></p>\n</li>\n");
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.flow.markup(&format!(" {name}=\""));
        push_value(&mut self.flow.out, value);
        self.flow.markup("\"");
    }
}
