//! Notes of advisors at their positions in the sheets, and as Markdown.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::anchors::{AnchorMatch, NoteAnchor, anchors, find};
use super::notes_file::{AdvisorNote, NotesFile};
use super::{html, themes};
use crate::error::Result;
use crate::model::Document;
use crate::pages::{RenderContext, share as parts};
use crate::restrict::Restricted;
use crate::source::{Words, words};

/// A note with its position in the sheets as they are now.
#[derive(Clone, Debug)]
pub struct PlacedNote<'a> {
    /// The note as the advisor wrote it.
    pub note: &'a AdvisorNote,
    /// Its document; none where the site no longer has it.
    pub document: Option<&'a Document>,
    /// The line of its anchor in the sheet, counted from 1; 1 where there is none.
    pub line: usize,
    /// The label of the section, field or row that it is about; empty where none was found.
    pub label: String,
    /// How its anchor was found; none where it was not.
    pub found: Option<AnchorMatch>,
}

/// Finds the positions of notes in the sheets. The result is in the order of files and lines.
///
/// # Errors
/// When the theme has a mistake.
pub fn locate_notes<'a>(notes: &'a NotesFile, site: &'a Restricted, root: &Path) -> Result<Vec<PlacedNote<'a>>> {
    let [theme, _] = themes(root, site)?;
    let context = RenderContext::new(site, &theme);
    let mut known: BTreeMap<&str, (&Document, Vec<NoteAnchor>)> = BTreeMap::new();
    let mut placed = Vec::new();
    for note in &notes.notes {
        let document = site.documents.iter().find(|document| document.page == note.page);
        if let Some(document) = document.filter(|document| !known.contains_key(document.page.as_str())) {
            let texts: HashMap<String, String> =
                html::texts_by_id(&parts::document(context, document)?.html).into_iter().collect();
            known.insert(&document.page, (document, anchors(document, &texts)));
        }
        let found = known.get(note.page.as_str()).and_then(|(_, anchors)| find(note, anchors));
        let line =
            document.zip(found).map_or(1, |(document, (anchor, _))| document.source.line_of(anchor.span.start()) + 1);
        let label = found.map(|(anchor, _)| anchor.label.clone()).unwrap_or_default();
        placed.push(PlacedNote { note, document, line, label, found: found.map(|(_, found)| found) });
    }
    // In the order of the files and their lines; notes whose document is gone come first.
    placed.sort_by(|a, b| {
        let key = |placed: &PlacedNote<'_>| (placed.document.map(|document| document.path.clone()), placed.line);
        key(a).cmp(&key(b))
    });
    Ok(placed)
}

/// The remark on how the anchor of a note was found; none where nothing has changed.
pub fn remark(placed: &PlacedNote<'_>) -> Option<Words> {
    match placed.found {
        Some(AnchorMatch::Same) => None,
        Some(AnchorMatch::Edited) => Some(words("その後、文章が変わっています", "edited since")),
        Some(AnchorMatch::Moved) => Some(words("行の位置が変わっています", "in another row now")),
        Some(AnchorMatch::Gone) => Some(words("この行は、もうありません", "the row is gone")),
        None => Some(words("場所が見つかりません", "its place is not found")),
    }
}

/// Marks a note in the Markdown, so that it is not written there again.
fn mark(note: &AdvisorNote) -> String {
    format!("<!-- note {} -->", note.id)
}

/// The Markdown file `old` with the notes that are not in it yet at its end; none where all are there.
/// `say` chooses the language.
pub fn notes_markdown(
    old: &str,
    placed: &[PlacedNote<'_>],
    notes: &NotesFile,
    say: &dyn Fn(&Words) -> String,
) -> Option<String> {
    let new: Vec<&PlacedNote<'_>> = placed.iter().filter(|placed| !old.contains(&mark(placed.note))).collect();
    let document = new.first()?.document?;
    let mut text = old.trim_end().to_owned();
    if text.is_empty() {
        let place = &document.place.name;
        let year = crate::text::era::fiscal_year_both(document.year);
        text = say(&words!(
            "# {place} {year} へのメモ\n\nこのファイルは公開されません。",
            "# Notes on {place} {year}\n\nThis file is not published."
        ));
    }
    for placed in new {
        let note = placed.note;
        let remark = remark(placed).map(|remark| format!("（{}）", say(&remark))).unwrap_or_default();
        let heading = say(&words!("## {}行目 {}{remark}", "## Line {} {}{remark}", placed.line, placed.label));
        let from = [notes.name.as_str(), &note.date, &notes.share].into_iter().filter(|part| !part.is_empty());
        let from = from.collect::<Vec<_>>().join("、");
        text += &format!(
            "\n\n{}\n\n> {}\n\n{}\n\n（{from}）{}",
            heading.trim_end(),
            note.exact,
            note.text.trim(),
            mark(note)
        );
    }
    text.push('\n');
    Some(text)
}
