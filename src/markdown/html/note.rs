//! Footnotes: numbered in the order of their first mark, listed at the end of the text.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag};

use super::escape::{push_text, push_value};
use super::{Document, Writer};
use crate::markdown::outline::note_key;

/// The footnotes of a text.
pub(super) struct Notes {
    /// The piece that starts each footnote, by label; the first of two with one label counts.
    definitions: HashMap<String, usize>,
    /// The footnotes with a mark in the text, in the order of their numbers.
    marked: Vec<usize>,
}

impl Notes {
    pub(super) fn of(document: &Document<'_>) -> Notes {
        let mut definitions = HashMap::new();
        for (index, (event, _)) in document.pieces.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                definitions.entry(note_key(label)).or_insert(index);
            }
        }
        Notes { definitions, marked: Vec::new() }
    }
}

impl Writer<'_> {
    /// Writes the mark of a footnote. The first mark is the one that its footnote leads back to.
    pub(super) fn note_mark(&mut self, label: &str) {
        let Some(&definition) = self.notes.definitions.get(&note_key(label)) else { return };
        let known = self.notes.marked.iter().position(|marked| *marked == definition);
        let number = known.unwrap_or(self.notes.marked.len()) + 1;
        let prefix = self.page.prefix;
        self.flow.markup("<sup");
        if known.is_none() {
            self.notes.marked.push(definition);
            self.attribute("id", &format!("{prefix}noteref-{number}"));
        }
        self.flow.markup(">");
        let mark = self.page.labels.note.replace("{n}", &number.to_string());
        if self.link {
            push_text(&mut self.flow.out, &mark);
        } else {
            self.flow.markup("<a");
            self.attribute("href", &format!("#{prefix}note-{number}"));
            self.flow.markup(">");
            push_text(&mut self.flow.out, &mark);
            self.flow.markup("</a>");
        }
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
        // The way back stands at the end of the last line, not below it.
        let paragraph = self.flow.out.ends_with(PARAGRAPH);
        if paragraph {
            self.flow.out.truncate(self.flow.out.len() - PARAGRAPH.len());
        }
        self.flow.markup(" <a");
        self.attribute("href", &format!("#{}noteref-{number}", self.page.prefix));
        self.attribute("aria-label", &self.page.labels.back.replace("{n}", &number.to_string()));
        self.flow.markup(">↩</a>");
        self.flow.markup(if paragraph { "</p></li>\n" } else { "</li>\n" });
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.flow.markup(&format!(" {name}=\""));
        push_value(&mut self.flow.out, value);
        self.flow.markup("\"");
    }
}
