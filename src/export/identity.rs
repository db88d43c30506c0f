//! What a workbook to fill in knows of itself: the form it was made of, whose it is, and what each name means. It stands on a
//! hidden sheet; form, year and place stand in names and properties, too, so that a program may lose one of these.

use sha2::{Digest as _, Sha256};

use crate::form::Form;
use crate::text::hexadecimal;
use crate::workbook::{CellStyle, Worksheet, WorksheetCell, WorksheetRow};
use crate::write;

use super::layout::Steps;
use super::tree::{joined, steps};

/// What every name of a range begins with that belongs to an answer.
pub const BEGIN: &str = "nenpo.";
/// The name of the hidden sheet.
pub const TITLE: &str = "_nenpo";
/// Marks the row of a grid that says what its columns are. Nothing here begins as formulas do: some programs would take it for one.
pub const HEADS: &str = ":";
/// Marks a row of a grid that is none of its own: heads, and the end.
pub const NO_ROW: &str = "-";

/// Which form, of whom, and of when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookIdentity {
    /// The id of the form.
    pub form: String,
    /// The digest of the form.
    pub digest: String,
    /// The fiscal year in digits, as the hidden sheet has it.
    pub year: String,
    /// The id of the place.
    pub place: String,
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedRange {
    /// The name of its range.
    pub name: String,
    /// The steps to the answer.
    pub steps: Steps,
    /// What stands in its range, and so how it is read back.
    pub sort: RangeSort,
}

/// What stands in a named range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RangeSort {
    /// The text of one cell, which is the answer.
    Text,
    /// What goes on with the text before.
    More,
    /// A mark for the choice with this label.
    Mark(String),
    /// Words of one's own for the choice with this label.
    Other(String),
    /// Rows and columns; its own cells name them.
    Grid,
    /// No range: a row of the grid of this name has this head.
    Row(String),
}

impl RangeSort {
    /// The word for it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::More => "more",
            Self::Mark(_) => "mark",
            Self::Other(_) => "other",
            Self::Grid => "grid",
            Self::Row(_) => "row",
        }
    }

    /// The label of the choice or row; empty where there is none.
    pub fn label(&self) -> &str {
        match self {
            Self::Mark(label) | Self::Other(label) | Self::Row(label) => label,
            Self::Text | Self::More | Self::Grid => "",
        }
    }

    /// What a word and a label stand for.
    pub fn parse(word: &str, label: String) -> Option<RangeSort> {
        Some(match word {
            "text" => Self::Text,
            "more" => Self::More,
            "mark" => Self::Mark(label),
            "other" => Self::Other(label),
            "grid" => Self::Grid,
            "row" => Self::Row(label),
            _ => return None,
        })
    }
}

/// The digest of what a form asks, whatever its file looks like.
#[must_use]
pub fn digest(form: &Form) -> String {
    short_digest(&write::form(form))
}

/// A digest that tells texts apart.
#[must_use]
pub fn short_digest(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes())).chars().take(16).collect()
}

impl BookIdentity {
    /// What it is made of.
    pub const KEYS: [&'static str; 4] = ["form", "digest", "year", "place"];

    /// The form, its digest, the year and the place.
    #[must_use]
    pub fn values(&self) -> [&str; 4] {
        [&self.form, &self.digest, &self.year, &self.place]
    }

    /// Its pairs, for names and properties.
    pub fn pairs(&self) -> impl Iterator<Item = (String, &str)> {
        Self::KEYS.into_iter().zip(self.values()).map(|(key, value)| (format!("{BEGIN}{key}"), value))
    }

    /// The identity of which a file has kept these pairs; nothing where one is missing.
    #[must_use]
    pub fn of_pairs(find: &dyn Fn(&str) -> Option<String>) -> Option<BookIdentity> {
        let value = |key: &str| find(&format!("{BEGIN}{key}")).filter(|value| !value.is_empty());
        Some(BookIdentity {
            form: value("form")?,
            digest: value("digest")?,
            year: value("year")?,
            place: value("place")?,
        })
    }
}

/// The hidden sheet: the identity, then what each name means; beside these the digests of all texts that nobody is to answer.
pub fn sheet(identity: &BookIdentity, entries: &[NamedRange], labels: &[String]) -> Worksheet {
    let mut rows: Vec<Vec<String>> = identity.pairs().map(|(key, value)| vec![key, value.to_owned()]).collect();
    rows.extend(entries.iter().map(|entry| {
        vec![entry.name.clone(), joined(&entry.steps), entry.sort.word().to_owned(), entry.sort.label().to_owned()]
    }));
    rows.resize(rows.len().max(labels.len()), Vec::new());
    let row = |(at, texts): (usize, Vec<String>)| {
        let cells = (0..).zip(texts).map(|(column, text)| WorksheetCell::new(column, text, CellStyle::Text));
        let label = labels.get(at).map(|label| WorksheetCell::new(4, label.as_str(), CellStyle::Text));
        let cells = cells.filter(|cell| !cell.text.is_empty()).chain(label);
        WorksheetRow { cells: cells.collect(), ..WorksheetRow::default() }
    };
    Worksheet {
        title: TITLE.to_owned(),
        hidden: true,
        protected: true,
        rows: rows.into_iter().enumerate().map(row).collect(),
        ..Worksheet::default()
    }
}

/// What a row of the hidden sheet says of a name.
#[must_use]
pub fn entry(texts: &[String]) -> Option<NamedRange> {
    let [name, path, word, rest @ ..] = texts else { return None };
    let sort = RangeSort::parse(word, rest.first().cloned().unwrap_or_default())?;
    Some(NamedRange { name: name.clone(), steps: steps(path), sort })
}
