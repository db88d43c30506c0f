//! Which element of a document a note is about, after edits: by its anchor first, then by the text that it quotes.

use std::collections::HashMap;

use crate::model::{Document, in_record};
use crate::source::Span;

use super::likeness::{CandidateTexts, edit_ratio};
use super::notes_file::{AdvisorNote, CONTEXT_LENGTH, QUOTE_LENGTH, head};

/// A section, field or row of a document that a note may be about.
#[derive(Clone, Debug)]
pub struct NoteAnchor {
    /// The id of its element on the page.
    pub anchor: String,
    /// Its heading or label; that of a row is the field's with a number.
    pub label: String,
    /// Its position in the sheet.
    pub span: Span,
    /// Of a row: the anchor of its field, and whether the row has an id of its own. Numbers go to other rows when rows
    /// are added or deleted.
    row: Option<(String, bool)>,
    /// Its text on the page.
    text: String,
}

/// How the anchor of a note was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorMatch {
    /// The same anchor has the same text.
    Same,
    /// The same anchor has another text.
    Edited,
    /// The text is in a row that now has another number.
    Moved,
    /// The row or section is gone; the anchor is that of its field.
    Gone,
}

/// All anchors of a document in the order of its form; `texts` are the texts of its page by id.
pub fn anchors(document: &Document, texts: &HashMap<String, String>) -> Vec<NoteAnchor> {
    let mut anchors: Vec<NoteAnchor> = Vec::new();
    let mut add = |anchor: String, label: String, span, row| {
        let text = texts.get(&anchor).cloned().unwrap_or_default();
        anchors.push(NoteAnchor { anchor, label, span, row, text });
    };
    for (section, content) in document.form.sections.iter().zip(&document.sections) {
        let heading = content.narrative.as_ref().map(|narrative| narrative.heading_span);
        let first = content.answers.iter().map(|answer| answer.span).min();
        if let Some(span) = heading.or(first) {
            add(document.anchor(&section.id).to_owned(), section.heading_parts(&document.place.name).1, span, None);
        }
        for answer in &content.answers {
            let field = &answer.field;
            let id = document.anchor(&field.id);
            if document.form.is_anchored(field) {
                add(id.to_owned(), field.label.clone(), answer.span, None);
            }
            let rows = answer.rows().unwrap_or_default();
            for (number, (row, anchor)) in (1..).zip(rows.iter().zip(document.row_anchors(answer))) {
                let label = format!("{} {number}", field.label);
                add(format!("{id}-{anchor}"), label, row.span, Some((id.to_owned(), row.own_id)));
            }
            let records = answer.records().map_or(&[][..], |(records, _)| &records.rows);
            for (record, anchor) in records.iter().zip(document.row_anchors(answer)) {
                for inner in &record.answers {
                    let own = in_record(&format!("{id}-{anchor}"), &inner.field.id);
                    let label = format!("{} {}", record.name, inner.field.label);
                    add(own.clone(), label, inner.span, None);
                    let rows = inner.rows().unwrap_or_default();
                    for (number, (row, anchor)) in (1..).zip(rows.iter().zip(inner.row_anchors())) {
                        let label = format!("{} {} {number}", record.name, inner.field.label);
                        add(format!("{own}-{anchor}"), label, row.span, Some((own.clone(), row.own_id)));
                    }
                }
            }
        }
    }
    for extra in &document.extras {
        add(extra.anchor.clone(), extra.heading.clone(), extra.heading_span, None);
    }
    anchors
}

/// The least similarity of a row to the quoted text. Chosen by trying: edits within a row keep more of it, and other rows of
/// the same table, composed of the same words, have less.
const LEAST_SIMILARITY: f64 = 0.6;

/// From here on two texts differ by no more than rounding.
const EQUAL: f64 = 0.999;

/// How much the rows before and after count beside the row itself: they decide between rows that are almost alike.
const WEIGHT_OF_CONTEXT: f64 = 0.2;

/// How much the old number counts: it decides between rows that are alike in all else.
const WEIGHT_OF_NUMBER: f64 = 0.01;

/// The anchor of a note among those of its document; none where nothing of it is left.
pub fn find<'a>(note: &AdvisorNote, anchors: &'a [NoteAnchor]) -> Option<(&'a NoteAnchor, AnchorMatch)> {
    let same_id = anchors.iter().find(|anchor| anchor.anchor == note.anchor);
    if let Some(anchor) = same_id.filter(|anchor| anchor.row.as_ref().is_none_or(|(_, own_id)| *own_id)) {
        let is_same = begin_alike(&anchor.text, &note.exact);
        return Some((anchor, if is_same { AnchorMatch::Same } else { AnchorMatch::Edited }));
    }
    let field = field_of(&note.anchor, anchors)?;
    let is_row = |anchor: &&NoteAnchor| anchor.row.as_ref().is_some_and(|(of, _)| *of == field.anchor);
    let rows: Vec<&NoteAnchor> = anchors.iter().filter(is_row).collect();
    let texts = CandidateTexts::new(rows.iter().map(|row| head(&row.text, QUOTE_LENGTH)));
    let contexts = CandidateTexts::new(rows.iter().map(|row| head(&row.text, CONTEXT_LENGTH)));
    let (before, after) = (contexts.similarities(&note.before), contexts.similarities(&note.after));
    let neighbour = |similarities: &[f64], index: Option<usize>, quoted: &str| {
        let similarity = index.and_then(|index| similarities.get(index)).copied();
        // No row was there, and none is.
        similarity.unwrap_or_else(|| f64::from(u8::from(quoted.is_empty())))
    };
    let mut best: Option<(f64, &NoteAnchor)> = None;
    for (index, (row, similarity)) in rows.iter().zip(texts.similarities(&note.exact)).enumerate() {
        let context =
            neighbour(&before, index.checked_sub(1), &note.before) + neighbour(&after, Some(index + 1), &note.after);
        let number = f64::from(u8::from(row.anchor == note.anchor));
        let score = similarity + WEIGHT_OF_CONTEXT * context + number * WEIGHT_OF_NUMBER;
        if best.is_none_or(|(other, _)| score >= other) {
            best = Some((score, row));
        }
    }
    let ratio = best.map_or(0.0, |(_, row)| edit_ratio(head(&row.text, QUOTE_LENGTH), &note.exact));
    let Some((_, row)) = best.filter(|_| ratio >= LEAST_SIMILARITY) else { return Some((field, AnchorMatch::Gone)) };
    let found = match (row.anchor == note.anchor, ratio > EQUAL) {
        (false, _) => AnchorMatch::Moved,
        (true, false) => AnchorMatch::Edited,
        (true, true) => AnchorMatch::Same,
    };
    Some((row, found))
}

/// Whether a text begins like a quotation, spaces apart. Half of what a note quotes is enough, and leaves out what the cut at
/// its end may have left of a character.
fn begin_alike(text: &str, quoted: &str) -> bool {
    let start = |text: &str| text.chars().filter(|c| !c.is_whitespace()).take(QUOTE_LENGTH / 2).collect::<String>();
    start(text) == start(quoted)
}

/// The field whose anchor is the beginning of the anchor of a row: the longest one.
fn field_of<'a>(anchor: &str, anchors: &'a [NoteAnchor]) -> Option<&'a NoteAnchor> {
    let contains = |field: &&NoteAnchor| {
        field.row.is_none()
            && anchor.strip_prefix(field.anchor.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    // The longest: the id of one field may be the beginning of that of another.
    anchors.iter().filter(contains).max_by_key(|field| field.anchor.len())
}
