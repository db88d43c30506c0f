//! A grid of cells in a text: a Markdown table, or rows pasted from a spreadsheet.

use crate::record::{Scalar, SourceMap};
use crate::source::Span;
use crate::text::tab_rows::{TabCell, TabRow, columns};

/// A cell of a grid.
#[derive(Clone, Debug, Default)]
pub struct GridCell {
    /// What it says, trimmed.
    pub text: String,
    /// Where it stands in the file.
    pub span: Span,
}

/// The rows of a grid, each with a cell for each of its columns.
pub type Grid = Vec<Vec<GridCell>>;

/// The grid in a text, and the lines that belong to none; nothing where the text has neither bars nor tabs.
pub fn grid(scalar: &Scalar) -> Option<(Grid, Vec<GridCell>)> {
    let (text, origin) = scalar.running();
    let has_bars = text.lines().any(|line| is_row(line.trim()));
    if has_bars {
        return Some(bars(text, origin));
    }
    text.contains('\t').then(|| (tabs(text, origin), Vec::new()))
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜')
}

fn is_row(line: &str) -> bool {
    line.starts_with(is_bar)
}

fn bars(text: &str, origin: &SourceMap) -> (Grid, Vec<GridCell>) {
    let (mut grid, mut others) = (Grid::new(), Vec::new());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        if !is_row(trimmed) {
            let from = start + (line.len() - line.trim_start().len());
            let span = origin.offset_span(from..from + trimmed.len());
            others.push(GridCell { text: trimmed.replace("\\|", "|"), span });
            continue;
        }
        let row = TabRow::barred(text, start);
        if !row.is_delimiter() {
            let cell = |cell: TabCell| GridCell { span: origin.offset_span(cell.range), text: cell.text };
            grid.push(row.cells.into_iter().map(cell).collect());
        }
    }
    (grid, others)
}

fn tabs(text: &str, origin: &SourceMap) -> Grid {
    let mut rows = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let row = TabRow::at(text, at);
        let rest = text.get(row.range.end..).unwrap_or_default();
        at = row.range.end + rest.find('\n').map_or(text.len(), |end| end + 1);
        if row.cells.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(row);
        }
    }
    let used = columns(&rows);
    // A corner without words is a column of its own.
    let first =
        if rows.iter().any(|row| row.cells.first().is_some_and(|cell| !cell.text.is_empty())) { 0 } else { used.start };
    let cells = |row: TabRow| {
        row.cells
            .into_iter()
            .skip(first)
            .map(|cell| GridCell { span: origin.offset_span(cell.range), text: cell.text })
            .collect()
    };
    rows.into_iter().map(cells).collect()
}

/// The grid of a CSV: cells between commas, in quotes where they hold commas, quotes or ends of lines.
pub fn commas(text: &str) -> Grid {
    let mut grid = Grid::new();
    let mut row: Vec<GridCell> = Vec::new();
    let mut at = 0;
    while at <= text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let (said, length) = quoted(rest).unwrap_or_else(|| {
            let written = rest.split([',', '\n']).next().unwrap_or_default();
            (written.to_owned(), written.len())
        });
        let said = said.trim();
        let lead = rest.len() - rest.trim_start_matches([' ', '"']).len();
        let start = at + lead.min(length);
        row.push(GridCell { text: said.to_owned(), span: Span::new(start, (start + said.len()).min(at + length)) });
        at += length;
        let ends_row = !text.get(at..).is_some_and(|rest| rest.starts_with(','));
        if ends_row {
            let full = std::mem::take(&mut row);
            if full.iter().any(|cell| !cell.text.is_empty()) {
                grid.push(full);
            }
        }
        at += 1;
    }
    grid
}

/// A cell in quotes at the start of a text: what it says, and its length with the quotes and what follows them in the cell.
fn quoted(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('"')?;
    let mut said = String::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c != '"' {
            said.push(c);
        } else if chars.peek().is_some_and(|(_, next)| *next == '"') {
            chars.next();
            said.push('"');
        } else {
            let after = inner.get(at + 1..).unwrap_or_default();
            let more = after.find([',', '\n']).unwrap_or(after.len());
            return Some((said, 1 + at + 1 + more));
        }
    }
    None
}
