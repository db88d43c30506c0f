//! Paragraphs, headings, lists, quotes, code.

use std::fmt::Write;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape::{push_text, push_value};
use super::{HtmlWriter, LINK_END, ParsedMarkdown};

/// The pieces that start a heading.
pub(super) fn headings(document: &ParsedMarkdown<'_>) -> Vec<usize> {
    let heading = |index: &usize| matches!(document.event(*index), Some(Event::Start(Tag::Heading { .. })));
    (0..document.pieces.len()).filter(heading).collect()
}

impl HtmlWriter<'_> {
    /// Opens an element and returns the last piece that it took care of.
    pub(super) fn start(&mut self, index: usize, tag: &Tag<'_>) -> usize {
        if !matches!(tag, Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }) {
            self.close_task();
        }
        match tag {
            Tag::Paragraph => return self.paragraph(index),
            Tag::Heading { level, .. } => self.heading(index, *level as u8),
            Tag::BlockQuote(_) => self.block("<blockquote>\n", "</blockquote>\n"),
            Tag::CodeBlock(_) => return self.code_block(index),
            Tag::HtmlBlock => return self.raw_block(index),
            Tag::List(first) => self.list(*first),
            Tag::Item => self.item(index),
            Tag::DefinitionList => self.block("<dl>\n", "</dl>\n"),
            Tag::DefinitionListTitle => {
                self.head = true;
                self.block("<dt>", "</dt>\n");
            }
            Tag::DefinitionListDefinition => self.block("<dd>", "</dd>\n"),
            Tag::Table(columns) => self.start_table(index, columns),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(index),
            Tag::TableCell => self.start_table_cell(index),
            // Written at the end of the text.
            Tag::FootnoteDefinition(_) => return self.document.end(index),
            Tag::Image { dest_url, .. } => return self.image(index, dest_url),
            _ => self.start_inline(index, tag),
        }
        index
    }

    /// Writes the end of an element; returns the index of the next event.
    pub(super) fn end(&mut self, index: usize, tag: TagEnd) -> usize {
        if !matches!(tag, TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) {
            self.close_task();
        }
        match tag {
            TagEnd::List(_) => _ = self.numbers.pop(),
            TagEnd::TableCell => {
                self.head = false;
                self.table.column += 1;
            }
            TagEnd::Heading(_) | TagEnd::DefinitionListTitle => self.head = false,
            _ => {}
        }
        let closing = self.closing.pop().unwrap_or_default();
        if closing == LINK_END {
            let ending = std::mem::take(&mut self.ending);
            if !ending.is_empty() {
                self.flow.text(&ending, push_text);
            }
            self.link = false;
        }
        self.flow.markup(closing);
        if closing.ends_with('\n') {
            self.flow.cut();
        }
        if matches!(tag, TagEnd::Link) {
            self.flow.part(&self.document.letters_after(index));
        }
        index
    }

    /// Opens an element on a line of its own.
    pub(super) fn block(&mut self, opening: &str, closing: &'static str) {
        // The first words of a list item or a definition come right after its tag.
        if !self.begins_item() {
            self.flow.line();
        }
        self.flow.cut();
        self.flow.markup(opening);
        self.closing.push(closing);
    }

    /// Whether nothing of the open item or definition is written yet.
    fn begins_item(&self) -> bool {
        let tag = self.flow.out.strip_suffix('>').and_then(|out| out.rsplit('<').next());
        tag.is_some_and(|tag| matches!(tag, "li" | "dd") || tag.starts_with("li "))
    }

    fn list(&mut self, first: Option<u64>) {
        self.numbers.push(first);
        let Some(first) = first else { return self.block("<ul>\n", "</ul>\n") };
        let opening = if first == 1 { "<ol>\n".to_owned() } else { format!("<ol start=\"{first}\">\n") };
        self.block(&opening, "</ol>\n");
    }

    /// An item has the number that is written, also where numbers do not count up by one.
    fn item(&mut self, index: usize) {
        let Some(Some(next)) = self.numbers.last_mut() else { return self.block("<li>", "</li>\n") };
        let written = self.document.number(index);
        let (expected, number) = (*next, written.parse().unwrap_or(*next));
        *next = number.saturating_add(1);
        let mut opening = String::from("<li");
        if number != expected {
            _ = write!(opening, " value=\"{number}\"");
        }
        // Outside the text a number of two digits has room; a longer one would be cut on phones and on paper.
        if number >= 100 || written.len() > 2 {
            opening.push_str(" class=\"long-number\"");
        }
        // The style shows 01 as it is.
        if written.starts_with('0') && written.len() > 1 {
            _ = write!(opening, " data-number=\"{written}\"");
        }
        self.block(&(opening + ">"), "</li>\n");
    }

    fn paragraph(&mut self, index: usize) -> usize {
        if self.inline {
            if !self.flow.out.is_empty() {
                self.flow.markup("<br>\n");
            }
            self.flow.cut();
            self.closing.push("");
            return index;
        }
        match self.document.event(index + 1) {
            // The label of a task stands for the paragraph.
            Some(Event::TaskListMarker(_)) => self.closing.push(""),
            Some(Event::Start(Tag::Image { dest_url, title, .. }))
                if self.document.end(index + 1) + 1 == self.document.end(index)
                    && self.figure(index + 1, dest_url, title) =>
            {
                return self.document.end(index);
            }
            _ => self.block("<p>", "</p>\n"),
        }
        index
    }

    fn heading(&mut self, index: usize, level: u8) {
        let (opening, closing) = match level.saturating_add(self.page.heading_shift) {
            0 | 1 => ("<h1", "</h1>\n"),
            2 => ("<h2", "</h2>\n"),
            3 => ("<h3", "</h3>\n"),
            4 => ("<h4", "</h4>\n"),
            5 => ("<h5", "</h5>\n"),
            _ => ("<h6", "</h6>\n"),
        };
        self.head = true;
        self.block(opening, closing);
        let place = self.headings.binary_search(&index).ok();
        if let Some(id) = place.and_then(|place| self.page.heading_ids.get(place)) {
            self.flow.markup(" id=\"");
            push_value(&mut self.flow.out, id);
            self.flow.markup("\"");
        }
        self.flow.markup(">");
    }

    /// Code keeps its line breaks.
    fn code_block(&mut self, index: usize) -> usize {
        self.block("<pre><code>", "");
        for (event, _) in self.document.inside(index) {
            if let Event::Text(text) = event {
                push_text(&mut self.flow.out, text);
            }
        }
        self.flow.markup("</code></pre>\n");
        self.closing.pop();
        self.document.end(index)
    }

    /// HTML in the text is shown as the text it is; a comment is not shown.
    fn raw_block(&mut self, index: usize) -> usize {
        if let Some(shown) = self.document.raw_block(index) {
            self.block("<p>", "");
            push_text(&mut self.flow.out, &shown);
            self.flow.markup("</p>\n");
            self.closing.pop();
        }
        self.document.end(index)
    }

    fn close_task(&mut self) {
        if std::mem::take(&mut self.task) {
            self.flow.markup("</label>");
            self.flow.cut();
        }
    }
}
