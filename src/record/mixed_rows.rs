//! Rows pasted from a spreadsheet among rows that begin with dashes.
//!
//! Nothing reads both as one list: below `|` the rows with dashes would be cells, and without it YAML has no rows with tabs. So
//! the pasted rows are reported, and left out of the copy, where the others are read as they are.

use super::line::{Rest, before_comment, good_colon, is_row};
use super::lint::{LintState, Linter};
use super::typo;
use crate::source::{Finding, words};

/// So many lines above a pasted row are searched for a row with a dash: no row of people has more lines.
const ABOVE: usize = 50;

impl Linter<'_> {
    /// Takes pasted rows that stand below a row with a dash. Says whether line `number` is the first of them.
    pub(super) fn pasted_below_row(&mut self, number: usize, rest: Rest) -> bool {
        if !is_pasted(rest.text) || !self.is_below_row(number) {
            return false;
        }
        let mut last = number;
        while let Some(next) = self.indentation.below(last).filter(|next| is_pasted(self.written(*next).text)) {
            last = next;
        }
        self.beside_rows(number, last);
        true
    }

    /// Whether the lines above line `number` belong to a row that begins with a dash.
    pub(super) fn is_below_row(&self, number: usize) -> bool {
        let mut at = number;
        for _ in 0..ABOVE {
            let Some(above) = self.indentation.before(at) else { return false };
            let line = self.written(above);
            if begins_row(line.text) {
                return true;
            }
            if line.column == 0 {
                return false;
            }
            at = above;
        }
        false
    }

    /// Reports the pasted rows from line `first` to line `last` beside rows with dashes.
    pub(super) fn beside_rows(&mut self, first: usize, last: usize) {
        let line = self.written(first);
        let at = self.source.position(line.span(0, line.text.len()));
        let cell = line.text.split('\t').map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default();
        let message = words(
            "貼り付けた表の行と、「- 」で始まる行が混ざっています。",
            "Rows that were pasted stand among rows that begin with `- `.",
        );
        let hint = words!(
            "貼り付けた行を、ほかの行と同じ形で「- {{ 項目名: {cell}, … }}」のように書き直してください。",
            "Write the pasted rows like the others: `- {{ key: {cell}, … }}`."
        );
        let finding = Finding::new(typo::PASTED_ROWS.code, at, message).hint(hint);
        for span in (first..=last).map(|line| self.source.line_span(line)) {
            self.replace(span, "");
        }
        self.findings.push(finding);
        self.state = LintState::Written { last };
    }
}

/// Whether a line is a row of a spreadsheet, and neither a key nor an item.
fn is_pasted(text: &str) -> bool {
    is_row(text) && !text.starts_with("- ") && good_colon(before_comment(text)).is_none()
}

/// Whether a line begins a row with keys.
pub(super) fn begins_row(text: &str) -> bool {
    text.strip_prefix("- ").map(str::trim_start).is_some_and(|row| row.starts_with('{') || good_colon(row).is_some())
}
