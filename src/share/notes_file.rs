//! The file of notes that the page of a share saves for an advisor.

use serde_json::Value;

use super::error;
use crate::error::Result;

/// A file of notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotesFile {
    /// The id of the edition of the share that they were written on.
    pub share: String,
    /// The name of the advisor, where it is given; else empty.
    pub name: String,
    /// The notes in the order of the page.
    pub notes: Vec<AdvisorNote>,
}

/// A note on an element of the page of a document. It quotes the element and its neighbours, as a `TextQuoteSelector` of the Web
/// Annotation Data Model does, so that the element is found again after edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdvisorNote {
    /// An id that no other note has.
    pub id: String,
    /// The day on which it was written, as the page has it.
    pub date: String,
    /// The address of the page of its document: `2021/kawasaki.html`.
    pub page: String,
    /// The id of the element on it.
    pub anchor: String,
    /// The beginning of the text of the element: at most [`QUOTE_LENGTH`] characters.
    pub exact: String,
    /// The beginning of the text of the row before it; empty where there is none.
    pub before: String,
    /// The beginning of the text of the row after it; empty where there is none.
    pub after: String,
    /// The note itself: plain text of several lines.
    pub text: String,
}

/// How many characters of an element a note quotes: enough to find it, and short in a file that people may read. The script of
/// the page has the same number.
pub const QUOTE_LENGTH: usize = 300;
/// How many characters are kept of the rows before and after it.
pub const CONTEXT_LENGTH: usize = 40;

/// The first characters of a text.
pub fn head(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Reads a file of notes; `name` is for the message.
///
/// # Errors
/// When it is not such a file.
pub fn read_notes(text: &str, name: &str) -> Result<NotesFile> {
    let error = || error::no_notes(name);
    let file: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|_| error())?;
    if file.get("format").and_then(Value::as_str) != Some("nenpo-notes") || file.get("version") != Some(&Value::from(1))
    {
        return Err(error());
    }
    let string = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(printable).unwrap_or_default();
    let note = |value: &Value| {
        let quote = value.get("quote").unwrap_or(&Value::Null);
        AdvisorNote {
            id: string(value, "id").chars().filter(char::is_ascii_alphanumeric).take(40).collect(),
            date: one_line(&string(value, "date")),
            page: one_line(&string(value, "page")),
            anchor: one_line(&string(value, "anchor")),
            exact: head(&one_line(&string(quote, "exact")), QUOTE_LENGTH).to_owned(),
            before: head(&one_line(&string(quote, "before")), CONTEXT_LENGTH).to_owned(),
            after: head(&one_line(&string(quote, "after")), CONTEXT_LENGTH).to_owned(),
            text: string(value, "note"),
        }
    };
    let notes = file.get("notes").and_then(Value::as_array).ok_or_else(error)?;
    let notes = notes.iter().map(note).filter(|note| !note.text.trim().is_empty()).collect();
    Ok(NotesFile { share: one_line(&string(&file, "share")), name: one_line(&string(&file, "name")), notes })
}

/// A text without control characters: what came by mail might control a terminal.
fn printable(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
        let notes = read_notes(file, "a.json").unwrap();
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
            assert!(read_notes(other, "a.json").is_err(), "{other}");
        }
    }
}
