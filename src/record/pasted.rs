//! Rows pasted from a spreadsheet, or a table of Markdown, as the answer to a field with rows: each becomes a map of its cells.

use std::borrow::Cow;

use super::{Content, Entry, Names, Node, Scalar, SourceMap, TextStyle};
use crate::source::Span;
use crate::text::fold;
use crate::text::row_shape::bars;
use crate::text::tab_rows::{TabCell, TabRow, columns};

impl Node {
    /// The rows of a text whose cells are parted by tabs, bars or commas, under the columns that its first row names, or where it names none, in
    /// the order of `names` if there are as many. `others` are keys that a row may have besides. Nothing for any other text.
    #[must_use]
    pub fn pasted_rows(&self, names: &Names<'_>, others: &[&str]) -> Option<Vec<Node>> {
        let (text, origin) = self.scalar()?.running();
        let rows = written_rows(text)?;
        let used = columns(&rows);
        let width = used.len();
        let known = |cell: &TabCell| {
            let word = fold(&cell.text);
            names.words().chain(others.iter().copied()).any(|name| fold(name) == word)
        };
        let head = rows.first().map(|row| cells(row, &used).filter(|cell| !cell.text.is_empty()).collect::<Vec<_>>());
        let named = head.is_some_and(|head| 2 * head.iter().filter(|cell| known(cell)).count() >= head.len());
        let place = |cell: &TabCell| origin.offset_span(cell.range.clone());
        let labels: Vec<(String, Option<Span>)> = if named {
            cells(rows.first()?, &used).map(|cell| (cell.text.clone(), Some(place(cell)))).collect()
        } else {
            names.keys(others).into_iter().map(|key| (key, None)).collect()
        };
        if labels.len() < width || !named && labels.len() != width {
            return None;
        }
        let row = |row: &TabRow| {
            let pairs = labels.iter().zip(cells(row, &used)).filter(|(_, cell)| !cell.text.is_empty());
            let entries = pairs.map(|((key, head), cell)| Entry {
                key: key.clone(),
                key_span: head.unwrap_or_else(|| place(cell)),
                value: cell_node(cell, origin),
            });
            Node { span: origin.offset_span(row.range.clone()), content: Content::Map(entries.collect()) }
        };
        Some(rows.iter().skip(usize::from(named)).map(row).collect())
    }
}

/// The rows of a text: those with tabs, or where there are none, those with bars, or with commas. Nothing where there
/// are none of them.
fn written_rows(text: &str) -> Option<Vec<TabRow>> {
    let barred = !text.contains('\t');
    if barred && bars(text).next().is_none() {
        return rows_of_csv(text);
    }
    let mut rows = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let row = if barred { TabRow::barred(text, at) } else { TabRow::at(text, at) };
        at = row.range.end + text.get(row.range.end..)?.find('\n').map_or(text.len(), |end| end + 1);
        if row.cells.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(row);
        }
    }
    let is_row = |row: &TabRow| if barred { row.cells.len() > 1 } else { row.is_row(text) };
    // A sentence among rows with bars is no row.
    if !rows.iter().any(is_row) || barred && !rows.iter().all(is_row) {
        return None;
    }
    rows.retain(|row| !barred || !row.is_delimiter());
    Some(rows)
}

/// The lines of a CSV: two and more, with as many cells each. Anything else is words.
fn rows_of_csv(text: &str) -> Option<Vec<TabRow>> {
    let mut rows = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            rows.push(TabRow::parted_by_commas(text, at));
        }
        at += line.len();
    }
    let width = rows.first()?.cells.len();
    (width > 1 && rows.len() > 1 && rows.iter().all(|row| row.cells.len() == width)).then_some(rows)
}

/// The cells of a row in some columns.
fn cells<'r>(row: &'r TabRow, used: &std::ops::Range<usize>) -> impl Iterator<Item = &'r TabCell> + use<'r> {
    row.cells.iter().skip(used.start).take(used.len())
}

fn cell_node(cell: &TabCell, origin: &SourceMap) -> Node {
    let span = origin.offset_span(cell.range.clone());
    let whole = cell.text.len() == cell.range.len();
    let origin = if whole { SourceMap::lines(span, [(0, span.start())]) } else { SourceMap::coarse(span) };
    let text = cell.text.clone();
    Node { span, content: Content::Text(Scalar { text, lines: None, style: TextStyle::Plain, origin }) }
}

/// The rows of a node: those of a list, or those pasted.
#[must_use]
pub fn rows<'n>(node: &'n Node, names: &Names<'_>, others: &[&str]) -> Option<Cow<'n, [Node]>> {
    match &node.content {
        Content::List(items) => Some(Cow::Borrowed(items)),
        _ => node.pasted_rows(names, others).map(Cow::Owned),
    }
}
