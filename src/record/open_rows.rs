//! The rows of lists that are open while the lines of a text are read.

use super::line::{Rest, STEP, before_comment, is_key};
use crate::text::fold;

/// The rows that are open at a line, the outermost first.
#[derive(Default)]
pub(super) struct OpenRows {
    pub(super) open: Vec<OpenRow>,
}

/// A row of a list.
pub(super) struct OpenRow {
    /// The column of its dash.
    pub(super) dash: usize,
    /// The column of its keys.
    pub(super) keys: usize,
    /// Its first key, folded.
    pub(super) first: String,
    /// Its dash was forgotten and its keys stand in the column of dashes: all its lines go to the right.
    pub(super) moved: bool,
}

impl OpenRows {
    /// Notes the row that a line opens, whose dash stood in column `dash`.
    pub(super) fn open(&mut self, rest: Rest, dash: Option<usize>) {
        let Some(dash) = dash else { return };
        self.open.retain(|row| row.dash < dash);
        if let Some(first) = key(rest.text) {
            self.open.push(OpenRow { dash, keys: rest.column, first, moved: false });
        }
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

/// The key at the start of a line, folded.
pub(super) fn key(text: &str) -> Option<String> {
    let code = before_comment(text);
    let key = code.get(..code.find([':', '：'])?)?;
    is_key(key).then(|| fold(key.trim_matches([' ', '"', '\''])))
}
