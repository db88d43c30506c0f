//! Notes of advisors: read from the file they saved, put to their places in the sheets, and written as Markdown.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde_json::Value;

use super::place::{AnchorMatch, BESIDE, NoteAnchor, QUOTE, find, head, places};
use super::{error, html, themes};
use crate::error::Result;
use crate::model::Document;
use crate::pages::{RenderContext, share as parts};
use crate::restrict::Restricted;
use crate::source::{Words, words};

/// A file of notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotesFile {
    /// The share they were written on.
    pub share: String,
    /// Who wrote them, where they said so.
    pub name: String,
    /// In the order of the page.
    pub notes: Vec<AdvisorNote>,
}

/// A note on a place of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdvisorNote {
    /// Tells it from all others.
    pub id: String,
    /// The day it was written.
    pub date: String,
    /// The page of its document.
    pub page: String,
    /// The place on it.
    pub anchor: String,
    /// The words of the place, and how the rows beside it begin.
    pub exact: String,
    /// The row before.
    pub before: String,
    /// The row after.
    pub after: String,
    /// What the advisor says.
    pub text: String,
}

/// A note and its place.
#[derive(Clone, Debug)]
pub struct PlacedNote<'a> {
    /// The note.
    pub note: &'a AdvisorNote,
    /// Its document; nothing where the site has it no more.
    pub document: Option<&'a Document>,
    /// The line of its place, counted from 1; 1 where there is none.
    pub line: usize,
    /// What the place is called.
    pub label: String,
    /// How it was found; nothing where it was not.
    pub found: Option<AnchorMatch>,
}

/// Reads a file of notes; `name` is for the message.
///
/// # Errors
/// When it holds none.
pub fn read(text: &str, name: &str) -> Result<NotesFile> {
    let trouble = || error::no_notes(name);
    let file: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|_| trouble())?;
    if file.get("format").and_then(Value::as_str) != Some("nenpo-notes") || file.get("version") != Some(&Value::from(1))
    {
        return Err(trouble());
    }
    let of = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(printable).unwrap_or_default();
    let note = |value: &Value| {
        let quote = value.get("quote").unwrap_or(&Value::Null);
        AdvisorNote {
            id: of(value, "id").chars().filter(char::is_ascii_alphanumeric).take(40).collect(),
            date: one_line(&of(value, "date")),
            page: one_line(&of(value, "page")),
            anchor: one_line(&of(value, "anchor")),
            exact: head(&one_line(&of(quote, "exact")), QUOTE).to_owned(),
            before: head(&one_line(&of(quote, "before")), BESIDE).to_owned(),
            after: head(&one_line(&of(quote, "after")), BESIDE).to_owned(),
            text: of(value, "note"),
        }
    };
    let notes = file.get("notes").and_then(Value::as_array).ok_or_else(trouble)?;
    let notes = notes.iter().map(note).filter(|note| !note.text.trim().is_empty()).collect();
    Ok(NotesFile { share: one_line(&of(&file, "share")), name: one_line(&of(&file, "name")), notes })
}

/// What came by mail may hold signs that command a terminal.
fn printable(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts notes to their places, in the order of the files and their lines.
///
/// # Errors
/// When the theme has a mistake.
pub fn place_all<'a>(notes: &'a NotesFile, site: &'a Restricted, root: &Path) -> Result<Vec<PlacedNote<'a>>> {
    let [theme, _] = themes(root, site)?;
    let edition = RenderContext::new(site, &theme);
    let mut known: BTreeMap<&str, (&Document, Vec<NoteAnchor>)> = BTreeMap::new();
    let mut placed = Vec::new();
    for note in &notes.notes {
        let document = site.documents.iter().find(|document| document.page == note.page);
        if let Some(document) = document.filter(|document| !known.contains_key(document.page.as_str())) {
            let words: HashMap<String, String> =
                html::words(&parts::document(edition, document)?.html).into_iter().collect();
            known.insert(&document.page, (document, places(document, &words)));
        }
        let found = known.get(note.page.as_str()).and_then(|(_, places)| find(note, places));
        let line =
            document.zip(found).map_or(1, |(document, (place, _))| document.source.line_of(place.span.start()) + 1);
        let label = found.map(|(place, _)| place.label.clone()).unwrap_or_default();
        placed.push(PlacedNote { note, document, line, label, found: found.map(|(_, found)| found) });
    }
    placed.sort_by(|a, b| {
        let key = |placed: &PlacedNote<'_>| (placed.document.map(|document| document.path.clone()), placed.line);
        key(a).cmp(&key(b))
    });
    Ok(placed)
}

/// What is said of how a place was found; nothing where there is nothing to say.
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

/// Notes as Markdown at the end of what is there already; nothing where all are there. `say` chooses the language.
pub fn markdown(
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
        let head = say(&words!("## {}行目 {}{remark}", "## Line {} {}{remark}", placed.line, placed.label));
        let from = [notes.name.as_str(), &note.date, &notes.share].into_iter().filter(|part| !part.is_empty());
        let from = from.collect::<Vec<_>>().join("、");
        text +=
            &format!("\n\n{}\n\n> {}\n\n{}\n\n（{from}）{}", head.trim_end(), note.exact, note.text.trim(), mark(note));
    }
    text.push('\n');
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_notes_is_read() {
        let file = r#"{"format": "nenpo-notes", "version": 1, "share": "a", "name": "山田\u001b[2J", "notes": [
            {"id": "x1<", "date": "2026-11-21", "page": "2021/a.html", "anchor": "issues-2",
             "quote": {"exact": "住まい\n 記載なし", "before": "", "after": "通院"}, "note": "一行目\r\n二行目"},
            {"note": "  "}]}"#;
        let notes = read(file, "a.json").unwrap();
        assert_eq!((notes.name.as_str(), notes.notes.len()), ("山田[2J", 1));
        let note = &notes.notes[0];
        assert_eq!(
            (note.id.as_str(), note.exact.as_str(), note.text.as_str()),
            ("x1", "住まい 記載なし", "一行目\n二行目")
        );
        for other in [
            "",
            "{}",
            "[]",
            r#"{"format":"nenpo-notes","version":2,"notes":[]}"#,
            r#"{"format":"nenpo-notes","version":1}"#,
        ] {
            assert!(read(other, "a.json").is_err(), "{other}");
        }
    }
}
