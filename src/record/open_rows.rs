//! The rows of lists that are open while the lines of a text are read.

use super::line::{Rest, STEP, before_comment, is_key};
use crate::text::fold;

/// The rows that are open at a line, the outermost first.
#[derive(Default)]
pub(super) struct OpenRows {
    pub(super) open: Vec<OpenRow>,
    /// The columns of the marks of lists that are open, the outermost first, and whether their lines stand among keys.
    marks: Vec<(usize, bool)>,
}

/// What a row in `{ }` begins with.
pub(super) const IN_BRACES: &str = "{";

/// A row of a list.
pub(super) struct OpenRow {
    /// The column of its dash.
    pub(super) dash: usize,
    /// The column of its keys.
    pub(super) keys: usize,
    /// Its first key, folded; [`IN_BRACES`] where it is a row in `{ }`.
    pub(super) first: String,
    /// Its dash was forgotten and its keys stand in the column of dashes: all its lines go to the right.
    pub(super) moved: bool,
}

impl OpenRows {
    /// Notes the row that a line opens, whose dash stood in column `dash`.
    pub(super) fn open(&mut self, rest: Rest, dash: Option<usize>) {
        let Some(dash) = dash else { return };
        self.open.retain(|row| row.dash < dash);
        if let Some(first) = beginning(rest.text) {
            self.open.push(OpenRow { dash, keys: rest.column, first, moved: false });
        }
    }

    /// Notes whether a line with the mark of a list stands among keys, or in a list.
    pub(super) fn note_mark(&mut self, column: usize, among_keys: bool) {
        self.end_lists(column);
        self.marks.push((column, among_keys));
    }

    /// Whether the lines before with the mark of a list in this column stood among keys; nothing where there were none.
    pub(super) fn mark_among_keys(&self, column: usize) -> Option<bool> {
        self.marks.iter().find(|(other, _)| *other == column).map(|(_, among_keys)| *among_keys)
    }

    /// Forgets the marks that are no further left than a line.
    pub(super) fn end_lists(&mut self, column: usize) {
        self.marks.retain(|(other, _)| *other < column);
    }

    /// Whether a line belongs to a row that is moved to the right. `rest` is the line as it is written.
    pub(super) fn moves(&mut self, rest: Rest) -> bool {
        if rest.text.starts_with('#') {
            return false;
        }
        let item = rest.text.starts_with("- ");
        let ends = |row: &OpenRow| rest.column < row.dash || rest.column == row.dash && item;
        while self.open.last().is_some_and(ends) {
            self.open.pop();
        }
        self.shift() > 0
    }

    /// How many columns the open rows are moved to the right.
    pub(super) fn shift(&self) -> usize {
        if self.open.iter().any(|row| row.moved) { STEP } else { 0 }
    }
}

/// What tells that a line is the first of a row like another: its key, or the bracket.
pub(super) fn beginning(text: &str) -> Option<String> {
    if text.starts_with(IN_BRACES) { Some(IN_BRACES.to_owned()) } else { key(text) }
}

/// The key at the start of a line, folded.
pub(super) fn key(text: &str) -> Option<String> {
    let code = before_comment(text);
    let key = code.get(..code.find([':', '：'])?)?;
    is_key(key).then(|| fold(key.trim_matches([' ', '"', '\''])))
}
