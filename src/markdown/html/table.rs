//! Tables: heads with their scope, in a box that scrolls where the table is wider than the page.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::escape::{push_text, push_value};
use super::{HtmlWriter, ParsedMarkdown};
use crate::markdown::plain::words;

/// The table being written; tables do not nest.
#[derive(Default)]
pub(super) struct OpenTable {
    columns: Vec<Alignment>,
    /// The column of the next cell, from 0.
    pub(super) column: usize,
    in_head: bool,
    has_row_heads: bool,
    /// The open cell is the head of its row.
    pub(super) head_of_row: bool,
}

impl HtmlWriter<'_> {
    pub(super) fn start_table(&mut self, index: usize, columns: &[Alignment]) {
        let has_row_heads = row_heads(self.document, index);
        self.table = OpenTable { columns: columns.to_vec(), has_row_heads, ..OpenTable::default() };
        let label = self.page.labels.table.replace("{columns}", &column_heads(self.document, index));
        // A group, not a region: two tables with the same heads would be two parts of the page with one name.
        self.block("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"", "");
        push_value(&mut self.flow.out, &label);
        self.flow.markup("\">\n<table>\n<caption class=\"visually-hidden\">");
        push_text(&mut self.flow.out, &label);
        self.flow.markup("</caption>\n");
        self.closing.pop();
        let has_body =
            self.document.event(index + 1).is_some() && self.document.end(index + 1) + 1 < self.document.end(index);
        self.closing.push(if has_body { "</tbody>\n</table>\n</div>\n" } else { "</table>\n</div>\n" });
    }

    pub(super) fn start_table_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.block("<thead>\n<tr>", "</tr>\n</thead>\n");
    }

    pub(super) fn start_table_row(&mut self, index: usize) {
        self.table.in_head = false;
        self.table.column = 0;
        let before = index.checked_sub(1).and_then(|before| self.document.event(before));
        let first = matches!(before, Some(Event::End(TagEnd::TableHead)));
        self.block(if first { "<tbody>\n<tr>" } else { "<tr>" }, "</tr>\n");
    }

    pub(super) fn start_table_cell(&mut self, index: usize) {
        let empty = self.document.end(index) == index + 1;
        self.table.head_of_row = !self.table.in_head && self.table.has_row_heads && self.table.column == 0;
        self.head = self.table.in_head || self.table.head_of_row;
        // A head without words would name nothing.
        let (opening, closing) = match (self.table.in_head && !empty, self.table.head_of_row) {
            (true, _) => ("<th scope=\"col\"", "</th>"),
            (_, true) => ("<th scope=\"row\"", "</th>"),
            _ => ("<td", "</td>"),
        };
        self.flow.cut();
        self.flow.markup(opening);
        self.flow.markup(match self.table.columns.get(self.table.column) {
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            _ => ">",
        });
        self.closing.push(closing);
    }
}

/// The cells of a table's head, for its name.
fn column_heads(document: &ParsedMarkdown<'_>, table: usize) -> String {
    let mut heads = Vec::new();
    let mut cell = table + 2;
    while let Some(Event::Start(Tag::TableCell)) = document.event(cell) {
        heads.push(words(document.inside(cell)));
        cell = document.end(cell) + 1;
    }
    heads.retain(|head| !head.is_empty());
    heads.join(" / ")
}

/// Whether the author marked the first column as heads: its cells are bold in every row, from end to end.
fn row_heads(document: &ParsedMarkdown<'_>, table: usize) -> bool {
    let mut row = document.end(table + 1) + 1;
    let first = row;
    while let Some(Event::Start(Tag::TableRow)) = document.event(row) {
        let strong = row + 2;
        let bold = matches!(document.event(strong), Some(Event::Start(Tag::Strong)))
            && document.end(strong) + 1 == document.end(row + 1);
        if !bold {
            return false;
        }
        row = document.end(row) + 1;
    }
    row > first
}
