//! Issues (課題) from one year's sheet to the next: which go on, which are new, and what became of the others.

use crate::form::Kind;
pub use crate::model::ISSUES as FIELD;
use crate::model::{Document, Ending};
use crate::text::fold;
use crate::value::table::Row;
use crate::value::{Answer, Value};

/// An issue of a sheet.
#[derive(Clone, Debug)]
pub struct Issue<'a> {
    /// The sheet.
    pub document: &'a Document,
    /// Its row.
    pub row: &'a Row,
    /// What follows the id of the field in its anchor.
    pub anchor: String,
    /// What the issue is, as plain text.
    pub text: String,
}

/// What became of an issue that the next sheet does not go on with.
#[derive(Clone, Copy, Debug)]
pub enum End<'a> {
    /// The next sheet says so.
    Said(&'a Ending),
    /// The next sheet names it somewhere in its text.
    Mentioned,
    /// Not a word.
    Silent,
}

/// The issues of two sheets of a place, the later one beside the earlier.
#[derive(Debug, Default)]
pub struct Between<'a> {
    /// Pairs of the same issue, in the order of the later sheet.
    pub carried: Vec<(Issue<'a>, Issue<'a>)>,
    /// In the later sheet only.
    pub new: Vec<Issue<'a>>,
    /// In the earlier sheet only.
    pub ended: Vec<(Issue<'a>, End<'a>)>,
}

/// All issues of a document, in its order.
pub fn of(document: &Document) -> Vec<Issue<'_>> {
    let found = document.answer(FIELD);
    let Some((field, Answer { value: Value::Table(table), .. })) = found else { return Vec::new() };
    let Kind::Table(settings) = &field.kind else { return Vec::new() };
    if !settings.rows.is_empty() {
        return Vec::new();
    }
    let rows = table.rows.iter().zip(table.row_anchors());
    rows.map(|(row, anchor)| Issue { document, row, anchor, text: row.first_words() }).collect()
}

impl Issue<'_> {
    /// Whether `earlier`, an issue of an earlier sheet, is the one this goes on with: it says so, or has the same id,
    /// or neither has an id and they say the same.
    pub fn goes_on_with(&self, earlier: &Issue<'_>) -> bool {
        match (&self.row.from, &self.row.id, &earlier.row.id) {
            (Some((from, _)), ..) => earlier.is(from.year, &from.row),
            (None, None, None) => !self.text.is_empty() && fold(&self.text) == fold(&earlier.text),
            (None, id, other) => id == other,
        }
    }

    /// Whether this is the issue that an author means by a year and an id or a number.
    pub fn is(&self, year: i32, row: &str) -> bool {
        self.document.year == year && self.row.is_called(row)
    }

    /// The full anchor on the page of its sheet.
    pub fn fragment(&self) -> String {
        format!("{FIELD}-{}", self.anchor)
    }
}

/// Puts the issues of two sheets beside each other.
pub fn between<'a>(before: &'a Document, now: &'a Document) -> Between<'a> {
    let (old, new) = (of(before), of(now));
    let mut all = Between::default();
    let mut taken = vec![false; old.len()];
    for issue in new {
        let from = old.iter().position(|earlier| issue.goes_on_with(earlier));
        match from.and_then(|at| Some((old.get(at)?, taken.get_mut(at)?))) {
            Some((earlier, taken)) => {
                *taken = true;
                all.carried.push((earlier.clone(), issue));
            }
            None => all.new.push(issue),
        }
    }
    let left = old.into_iter().zip(taken).filter(|(_, taken)| !taken);
    all.ended = left.map(|(issue, _)| (issue.clone(), end(&issue, now))).collect();
    all
}

fn end<'a>(issue: &Issue<'_>, now: &'a Document) -> End<'a> {
    let said = now.endings.iter().find(|ending| issue.is(ending.issue.year, &ending.issue.row));
    match said {
        Some(ending) => End::Said(ending),
        None if !issue.text.is_empty() && speaks_of(now, &issue.text) => End::Mentioned,
        None => End::Silent,
    }
}

/// Whether a document says the words.
fn speaks_of(document: &Document, words: &str) -> bool {
    let mut found = of(document).iter().any(|issue| issue.text.contains(words));
    document.each_prose(&mut |prose, _| found = found || prose.text.contains(words));
    found
}
