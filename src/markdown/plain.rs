//! Markdown to plain text: for descriptions, search, and the text twin of a page.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::flow::Flow;
use super::html::without_comments;
use super::parse::{self, Piece};

/// The words of a text. Blocks stand on lines of their own with an empty line between paragraphs, list items
/// keep `-` or their number, table cells are separated by tabs, and footnotes follow at the end without marks.
pub fn plain(text: &str) -> String {
    let document = parse::blocks(text);
    let mut plain = Plain::default();
    let mut notes = Vec::new();
    let mut index = 0;
    while let Some((event, _)) = document.pieces.get(index) {
        if let Event::Start(Tag::FootnoteDefinition(_)) = event {
            notes.push(index);
            index = document.end(index);
        } else {
            plain.add(event);
        }
        index += 1;
    }
    for note in notes {
        plain.paragraph();
        document.inside(note).iter().for_each(|(event, _)| plain.add(event));
    }
    plain.flow.out.trim_end().to_owned()
}

/// The words of a text of one line, as of [`super::inline_html`].
pub fn inline_plain(text: &str) -> String {
    words(&parse::line(text).pieces)
}

/// The visible words of some pieces, in one line.
pub(super) fn words(pieces: &[Piece<'_>]) -> String {
    let mut flow = Flow::default();
    for (event, _) in pieces {
        match event {
            Event::Start(Tag::Paragraph) | Event::HardBreak if !flow.out.is_empty() => {
                flow.markup(" ");
                flow.cut();
            }
            _ => inline(&mut flow, event),
        }
    }
    flow.out.trim().to_owned()
}

fn inline(flow: &mut Flow, event: &Event<'_>) {
    match event {
        Event::Text(text) | Event::Code(text) => flow.text(text, String::push_str),
        Event::Html(html) | Event::InlineHtml(html) => flow.text(&without_comments(html), String::push_str),
        Event::SoftBreak => flow.soft_break(),
        _ => {}
    }
}

#[derive(Default)]
struct Plain {
    flow: Flow,
    /// The next number of every open list; none for bullets.
    lists: Vec<Option<u64>>,
    cells: usize,
}

impl Plain {
    fn add(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Paragraph) => self.paragraph(),
            Event::Start(Tag::List(first)) => {
                self.paragraph();
                self.lists.push(*first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Item) => self.item(),
            Event::Start(
                Tag::Heading { .. } | Tag::Table(_) | Tag::DefinitionList | Tag::CodeBlock(_) | Tag::HtmlBlock,
            ) => self.paragraph(),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.flow.line();
                self.cells = 0;
            }
            Event::Start(Tag::TableCell) => {
                if self.cells > 0 {
                    self.flow.markup("\t");
                }
                self.flow.cut();
                self.cells += 1;
            }
            Event::Start(Tag::DefinitionListTitle | Tag::DefinitionListDefinition) | Event::HardBreak => {
                self.flow.line()
            }
            Event::TaskListMarker(done) => self.flow.markup(if *done { "[x] " } else { "[ ] " }),
            _ => inline(&mut self.flow, event),
        }
    }

    /// Starts a paragraph: after an empty line, except right after a list marker and between the items of a list.
    fn paragraph(&mut self) {
        if self.flow.out.ends_with(MARKER_ENDS) {
            return;
        }
        self.flow.line();
        if self.lists.is_empty() && !self.flow.out.is_empty() && !self.flow.out.ends_with("\n\n") {
            self.flow.markup("\n");
        }
    }

    fn item(&mut self) {
        self.flow.line();
        let depth = self.lists.len().saturating_sub(1);
        self.flow.markup(&"  ".repeat(depth.min(DEEPEST)));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                self.flow.markup(&marker);
            }
            _ => self.flow.markup("- "),
        }
    }
}

const MARKER_ENDS: &str = " ";
/// Indentation stops here, so that a text of nothing but list markers stays small.
const DEEPEST: usize = 8;
