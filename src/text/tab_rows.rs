//! Rows as spreadsheets put them on the clipboard: cells parted by tabs, those with line ends in quotes; rows as Markdown has
//! them, parted by bars; and lines of a CSV.

use std::ops::Range;

use super::list_mark::ListMark;
use super::row_shape::{bars, commas};

/// A row of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabRow {
    /// Its lines in the text, without the last line end.
    pub range: Range<usize>,
    /// Its cells, also empty ones.
    pub cells: Vec<TabCell>,
}

/// A cell of such a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabCell {
    /// Where it stands in the text, with its quotes.
    pub range: Range<usize>,
    /// What it says, without quotes; several lines where the cell has them.
    pub text: String,
}

/// How many bytes a cell in quotes has at most; more is a quote that nobody closed.
const LONGEST: usize = 4000;

impl TabRow {
    /// Reads the row that begins at byte `start` of a text, spaces before its first cell left out.
    #[must_use]
    pub fn at(text: &str, start: usize) -> TabRow {
        let line = text.get(start..).unwrap_or_default();
        let start = start + line.len() - line.trim_start_matches([' ', '\u{3000}']).len();
        let mut cells = Vec::new();
        let mut at = start;
        loop {
            let rest = text.get(at..).unwrap_or_default();
            let (range, length, said) = if let Some((length, said)) = quoted(rest) {
                (0..length, length, said)
            } else {
                let written = rest.split(['\t', '\n']).next().unwrap_or_default();
                let said = written.trim();
                let lead = written.len() - written.trim_start().len();
                (lead..lead + said.len(), written.trim_end_matches('\r').len(), said.to_owned())
            };
            cells.push(TabCell { range: at + range.start..at + range.end, text: said });
            at += length;
            if !text.get(at..).is_some_and(|rest| rest.starts_with('\t')) {
                return TabRow { range: start..at, cells };
            }
            at += 1;
        }
    }

    /// Reads a row whose cells are parted by bars: the line of a text that begins at byte `start`. Bars at its ends enclose it.
    #[must_use]
    pub fn barred(text: &str, start: usize) -> TabRow {
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let lead = line.len() - line.trim_start().len();
        let start = start + lead;
        let line = line.trim();
        let mut ends: Vec<(usize, usize)> = bars(line).map(|(at, length)| (at, at + length)).collect();
        ends.push((line.len(), line.len()));
        let mut from = 0;
        let mut cells: Vec<TabCell> = Vec::with_capacity(ends.len());
        for (end, next) in ends {
            let written = line.get(from..end).unwrap_or_default();
            let said = written.trim();
            let at = start + from + (written.len() - written.trim_start().len());
            // Before the first bar and behind the last one stands nothing.
            if !said.is_empty() || from > 0 && end < line.len() {
                cells.push(TabCell { range: at..at + said.len(), text: said.replace("\\|", "|") });
            }
            from = next;
        }
        TabRow { range: start..start + line.len(), cells }
    }

    /// Reads a line of a CSV, which begins at byte `start` of a text: cells parted by commas, those with commas in quotes.
    #[must_use]
    pub fn parted_by_commas(text: &str, start: usize) -> TabRow {
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let start = start + line.len() - line.trim_start().len();
        let line = line.trim();
        let mut cells = Vec::new();
        let mut from = 0;
        for (end, length) in commas(line).chain([(line.len(), 0)]) {
            let written = line.get(from..end).unwrap_or_default();
            let said = written.trim();
            let at = start + from + (written.len() - written.trim_start().len());
            let inner = said.strip_prefix('"').and_then(|said| said.strip_suffix('"'));
            let words = inner.map_or_else(|| said.to_owned(), |inner| inner.replace("\"\"", "\""));
            cells.push(TabCell { range: at..at + said.len(), text: words });
            from = end + length;
        }
        TabRow { range: start..start + line.len(), cells }
    }

    /// Whether it is the line below the head of a table in Markdown.
    #[must_use]
    pub fn is_delimiter(&self) -> bool {
        let dashes = |cell: &TabCell| cell.text.contains('-') && cell.text.chars().all(|c| matches!(c, '-' | ':'));
        !self.cells.is_empty() && self.cells.iter().all(dashes)
    }

    /// Whether it has words in two cells or more, or in one behind an empty one: a tab at the start of a sentence makes no row,
    /// and neither does one behind the mark of a list.
    #[must_use]
    pub fn is_row(&self, text: &str) -> bool {
        let filled = self.cells.iter().filter(|cell| !cell.text.is_empty()).count();
        let line = text.get(self.range.clone()).unwrap_or_default();
        let tabs = line.trim().matches('\t').count();
        let marked = tabs == 1
            && ListMark::of(line)
                .is_some_and(|mark| line.get(..mark.length).is_some_and(|m| m.trim_start().contains('\t')));
        filled > 1 && !marked
    }
}

/// A cell in quotes at the start of a text: its length, and what it says. A spreadsheet puts a cell in quotes where it holds a line
/// end, a tab or a quote; other quotes are part of the words.
fn quoted(text: &str) -> Option<(usize, String)> {
    let inner = text.strip_prefix('"')?;
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if at > LONGEST {
            return None;
        }
        if c != '"' {
            continue;
        }
        if chars.peek().is_some_and(|(_, next)| *next == '"') {
            chars.next();
            continue;
        }
        let (said, after) = (inner.get(..at)?, inner.get(at + 1..)?);
        let ends = after.is_empty() || after.starts_with(['\t', '\n', '\r']);
        let needed = said.contains(['\n', '\t']) || said.contains("\"\"");
        let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        return (ends && needed).then(|| (at + 2, lines.join("\n").replace("\"\"", "\"").replace('\t', " ")));
    }
    None
}

/// The columns in which any row has words: those that are empty at both sides are none.
#[must_use]
pub fn columns(rows: &[TabRow]) -> Range<usize> {
    let filled = |row: &TabRow, at: usize| row.cells.get(at).is_some_and(|cell| !cell.text.is_empty());
    let all = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut used = (0..all).filter(|at| rows.iter().any(|row| filled(row, *at)));
    let first = used.next().unwrap_or(0);
    first..used.next_back().unwrap_or(first) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_cell_by_cell() {
        for (text, cells) in [
            ("年度\t件数", vec!["年度", "件数"]),
            ("年度\t件数\r\nR3\t1", vec!["年度", "件数"]),
            ("\t件数", vec!["", "件数"]),
            ("甲\t\"一\n二\"\t丙\n次", vec!["甲", "一\n二", "丙"]),
            ("甲\t\"\"\"乙\"\" 丙\"", vec!["甲", "\"乙\" 丙"]),
            ("甲\t\"乙\"", vec!["甲", "\"乙\""]),
            ("甲\t\"乙", vec!["甲", "\"乙"]),
            ("文", vec!["文"]),
        ] {
            let row = TabRow::at(text, 0);
            assert_eq!(row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), cells, "{text}");
        }
    }

    #[test]
    fn barred_rows_are_read_cell_by_cell() {
        for (text, cells) in [
            ("| 年度 | 件数 |", vec!["年度", "件数"]),
            ("年度 | 件数", vec!["年度", "件数"]),
            ("  ｜年度｜｜件数｜\n次", vec!["年度", "", "件数"]),
            ("| | 甲\\|乙 |", vec!["", "甲|乙"]),
            ("文", vec!["文"]),
        ] {
            let row = TabRow::barred(text, 0);
            assert_eq!(row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), cells, "{text}");
        }
        assert!(TabRow::barred("|---|:-:|", 0).is_delimiter());
        assert!(!TabRow::barred("|---|x|", 0).is_delimiter());
    }

    #[test]
    fn lines_of_a_csv_are_read_cell_by_cell() {
        for (text, cells) in
            [("年度,件数\n次", vec!["年度", "件数"]), ("甲,\"1,234\",,\"乙\"\"丙\"", vec!["甲", "1,234", "", "乙\"丙"])]
        {
            let row = TabRow::parted_by_commas(text, 0);
            assert_eq!(row.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), cells, "{text}");
        }
    }

    #[test]
    fn single_tabs_make_no_rows() {
        for (text, expected) in [
            ("年度\t件数", true),
            ("\t計画\t実績", true),
            ("\t文", false),
            ("文\t", false),
            ("・\t文", false),
            ("1.\t文", false),
            ("①\t文", false),
            ("1\t甲病院\t100", true),
        ] {
            assert_eq!(TabRow::at(text, 0).is_row(text), expected, "{text}");
        }
        let rows = ["\t甲\t乙\t", "\t\t丙\t"].map(|text| TabRow::at(text, 0));
        assert_eq!(columns(&rows), 1..3);
    }
}
