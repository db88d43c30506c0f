//! Tables pasted from a spreadsheet: rows of cells parted by tabs, which are read and written as tables of Markdown.

use std::ops::Range;

use crate::text::tab_rows::{TabCell, TabRow, columns};

/// Rows that follow each other.
pub(super) struct PastedTable {
    pub(super) rows: Vec<TabRow>,
}

/// The tables of a text, in order. Code and what is markup already are none.
pub(super) fn tables(text: &str) -> Vec<PastedTable> {
    let mut found = Vec::new();
    if !text.contains('\t') {
        return found;
    }
    let mut rows: Vec<TabRow> = Vec::new();
    let (mut at, mut fence) = (0, None);
    while at < text.len() {
        let line = text.get(at..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        let mut next = at + line.len() + 1;
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        if let Some(mark) = mark {
            fence = match fence {
                None => Some(mark),
                Some(open) if open == mark => None,
                open => open,
            };
        }
        let row = Some(()).filter(|()| fence.is_none() && mark.is_none() && line.contains('\t') && !is_markup(line));
        let row = row.map(|()| TabRow::at(text, at)).filter(|row| !rows.is_empty() || row.is_row(text));
        match row {
            Some(row) => {
                next = row.range.end
                    + text.get(row.range.end..).map_or(1, |rest| 1 + usize::from(rest.starts_with("\r\n")));
                rows.push(row);
            }
            None => end(&mut rows, &mut found),
        }
        at = next;
    }
    end(&mut rows, &mut found);
    found
}

/// One row alone may be a sentence with a tab in it.
fn end(rows: &mut Vec<TabRow>, found: &mut Vec<PastedTable>) {
    let rows = std::mem::take(rows);
    if rows.len() > 1 && columns(&rows).len() > 1 {
        found.push(PastedTable { rows });
    }
}

/// Whether a line is markup or code as it stands.
fn is_markup(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '\u{3000}']);
    let spaces = line.len() - line.trim_start_matches(' ').len();
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = text.starts_with("- ")
        || text.starts_with("* ")
        || text.starts_with("+ ")
        || number.len() < text.len() && (number.starts_with(". ") || number.starts_with(") "));
    item || spaces > 3 || text.starts_with(['>', '|', '｜', '#', ':'])
}

impl PastedTable {
    /// Each row as Markdown, with the range it stands for; the line below the head is part of the first.
    pub(super) fn lines(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let columns = columns(&self.rows);
        let row = |row: &TabRow| {
            let cells =
                columns.clone().map(|at| row.cells.get(at).map_or_else(String::new, |cell| cell_of(&cell.text)));
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        let mut lines: Vec<(Range<usize>, String)> =
            self.rows.iter().map(|own| (own.range.clone(), row(own))).collect();
        if let Some((_, head)) = lines.first_mut() {
            head.push_str("\n|");
            head.push_str(&"---|".repeat(columns.len()));
        }
        // A line right below would be one more row.
        let below = self.rows.last().and_then(|row| text.get(row.range.end..)?.lines().nth(1));
        if let (Some((_, last)), Some(_)) = (lines.last_mut(), below.filter(|line| !line.trim().is_empty())) {
            last.push('\n');
        }
        lines
    }

    /// The bytes of its first line in the text.
    pub(super) fn start(&self) -> Range<usize> {
        self.rows.first().map_or(0..0, |row| row.range.clone())
    }
}

/// The words of a cell in Markdown.
fn cell_of(words: &str) -> String {
    words.replace('|', "\\|").replace('\n', "<br>")
}

/// A text with its pasted tables as Markdown, which knows where its bytes stand in the text.
pub(super) struct WithTables {
    pub(super) text: String,
    /// Where a part of the new text begins, and where it stands in the old one.
    parts: Vec<(usize, Range<usize>)>,
}

impl WithTables {
    /// None where there is no such table.
    pub(super) fn of(text: &str) -> Option<WithTables> {
        let tables = tables(text);
        if tables.is_empty() {
            return None;
        }
        let mut new = WithTables { text: String::with_capacity(text.len() + 64), parts: Vec::new() };
        let mut done = 0;
        for table in tables {
            let start = table.start().start;
            new.keep(text, done..start);
            // A table stands between empty lines.
            if new.text.trim_end_matches([' ', '\u{3000}']).ends_with('\n') && !new.text.ends_with("\n\n") {
                let lead = new.text.len() - new.text.trim_end_matches([' ', '\u{3000}']).len();
                new.text.insert(new.text.len() - lead, '\n');
            }
            done = start;
            let columns = columns(&table.rows);
            for (index, row) in table.rows.iter().enumerate() {
                new.keep(text, done..row.range.start.max(done));
                new.row(row, &columns, index == 0);
                done = row.range.end;
            }
            new.text.push('\n');
        }
        new.keep(text, done..text.len());
        Some(new)
    }

    fn keep(&mut self, text: &str, range: Range<usize>) {
        self.parts.push((self.text.len(), range.clone()));
        self.text.push_str(text.get(range).unwrap_or_default());
    }

    /// Adds a row, and the line below the head.
    fn row(&mut self, row: &TabRow, columns: &Range<usize>, head: bool) {
        let mut end = row.range.start;
        for column in columns.clone() {
            self.parts.push((self.text.len(), end..end));
            self.text.push_str("| ");
            if let Some(cell) = row.cells.get(column) {
                self.cell(cell);
                end = cell.range.end;
                self.parts.push((self.text.len(), end..end));
            }
            self.text.push(' ');
        }
        self.text.push('|');
        if head {
            self.text.push_str("\n|");
            self.text.push_str(&"---|".repeat(columns.len()));
        }
        self.parts.push((self.text.len(), row.range.end..row.range.end));
    }

    /// Adds a cell, as it stands in the old text but for its bars.
    fn cell(&mut self, cell: &TabCell) {
        let mut old = cell.range.start;
        if cell.text.len() != cell.range.len() {
            // Out of quotes: only the place of the whole is known.
            self.parts.push((self.text.len(), old..old));
            return self.text.push_str(&cell_of(&cell.text));
        }
        for (index, part) in cell.text.split('|').enumerate() {
            if index > 0 {
                self.parts.push((self.text.len(), old..old));
                self.text.push('\\');
                self.parts.push((self.text.len(), old..old + 1));
                self.text.push('|');
                old += 1;
            }
            self.parts.push((self.text.len(), old..old + part.len()));
            self.text.push_str(part);
            old += part.len();
        }
    }

    /// The range in the old text.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let back = |offset: usize| {
            let part = self.parts.partition_point(|(start, _)| *start <= offset).checked_sub(1);
            part.and_then(|part| self.parts.get(part))
                .map_or(0, |(start, old)| (old.start + offset - start).min(old.end))
        };
        let start = back(range.start);
        start..back(range.end).max(start)
    }
}
