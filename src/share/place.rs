//! Where notes belong in a document that was edited since: the anchor first, then the words that were there.

use std::collections::HashMap;

use crate::model::Document;
use crate::source::Span;

use super::likeness::{Texts, in_common};
use super::notes::AdvisorNote;

/// A place in a document that a note may be about.
#[derive(Clone, Debug)]
pub struct NoteAnchor {
    /// Its anchor.
    pub anchor: String,
    /// What it is called.
    pub label: String,
    /// Where it stands in the file.
    pub span: Span,
    /// The field it is a row of, with whether an author's own id names it: numbers go to other rows when rows come and go.
    row: Option<(String, bool)>,
    /// What it says on the page.
    words: String,
}

/// Where a note belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorMatch {
    /// At its anchor, in these words.
    Same,
    /// There, in other words.
    Edited,
    /// In a row that now has another number.
    Moved,
    /// The row or section is gone; what it stood in is named.
    Gone,
}

/// All places of a document in the order of its form; `words` is what its page says by ids.
pub fn places(document: &Document, words: &HashMap<String, String>) -> Vec<NoteAnchor> {
    let mut places: Vec<NoteAnchor> = Vec::new();
    let mut add = |anchor: String, label: String, span, row| {
        let words = words.get(&anchor).cloned().unwrap_or_default();
        places.push(NoteAnchor { anchor, label, span, row, words });
    };
    for (section, said) in document.form.sections.iter().zip(&document.sections) {
        let heading = said.narrative.as_ref().map(|narrative| narrative.heading_span);
        let first = said.answers.iter().map(|answer| answer.span).min();
        if let Some(span) = heading.or(first) {
            add(document.anchor(&section.id).to_owned(), section.heading_parts(&document.place.name).1, span, None);
        }
        for answer in &said.answers {
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
        }
    }
    for extra in &document.extras {
        add(extra.anchor.clone(), extra.heading.clone(), extra.heading_span, None);
    }
    places
}

/// Less than this in common, and a row is not taken for the one that was noted.
const LEAST: f64 = 0.6;

/// The place of a note among those of its document; nothing where there is none for it.
pub fn find<'p>(note: &AdvisorNote, places: &'p [NoteAnchor]) -> Option<(&'p NoteAnchor, AnchorMatch)> {
    let anchored = places.iter().find(|place| place.anchor == note.anchor);
    if let Some(place) = anchored.filter(|place| place.row.as_ref().is_none_or(|(_, named)| *named)) {
        let same = same(&place.words, &note.exact);
        return Some((place, if same { AnchorMatch::Same } else { AnchorMatch::Edited }));
    }
    let field = field_of(&note.anchor, places)?;
    let rows: Vec<&NoteAnchor> =
        places.iter().filter(|place| place.row.as_ref().is_some_and(|(of, _)| *of == field.anchor)).collect();
    let texts = Texts::of(rows.iter().map(|row| head(&row.words, QUOTE)));
    let heads = Texts::of(rows.iter().map(|row| head(&row.words, BESIDE)));
    let (own, before, after) = (texts.likeness(&note.exact), heads.likeness(&note.before), heads.likeness(&note.after));
    let beside = |list: &[f64], at: Option<usize>, said: &str| match at.and_then(|at| list.get(at)) {
        Some(likeness) => *likeness,
        // Nothing was there, and nothing is.
        None => f64::from(u8::from(said.is_empty())),
    };
    let score = |at: usize, own: f64| {
        let near = beside(&before, at.checked_sub(1), &note.before) + beside(&after, Some(at + 1), &note.after);
        let stays = rows.get(at).is_some_and(|row| row.anchor == note.anchor);
        own + 0.2 * near + f64::from(u8::from(stays)) * 0.01
    };
    let best = own.iter().enumerate().max_by(|a, b| score(a.0, *a.1).total_cmp(&score(b.0, *b.1)));
    let row = best.and_then(|(at, _)| rows.get(at).copied());
    let likeness = row.map_or(0.0, |row| in_common(head(&row.words, QUOTE), &note.exact));
    let Some(row) = row.filter(|_| likeness >= LEAST) else { return Some((field, AnchorMatch::Gone)) };
    let found = match (row.anchor == note.anchor, likeness > 0.999) {
        (false, _) => AnchorMatch::Moved,
        (true, false) => AnchorMatch::Edited,
        (true, true) => AnchorMatch::Same,
    };
    Some((row, found))
}

/// How many characters of its place a note quotes. The page's script has the same number.
pub const QUOTE: usize = 300;
/// The same of the rows beside it.
pub const BESIDE: usize = 40;

/// The first characters of a text.
pub fn head(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

fn same(words: &str, quoted: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).take(QUOTE / 2).collect::<String>();
    plain(words) == plain(quoted)
}

/// The field that an anchor of a row begins with.
fn field_of<'p>(anchor: &str, places: &'p [NoteAnchor]) -> Option<&'p NoteAnchor> {
    let within = |place: &&NoteAnchor| {
        place.row.is_none()
            && anchor.strip_prefix(place.anchor.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    places.iter().filter(within).max_by_key(|place| place.anchor.len())
}
