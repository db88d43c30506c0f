//! Markdown to plain text: for descriptions, search, and the plain text of a page.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::events::SpannedEvent;
use super::flow::Flow;
use super::parse::{self, ParsedMarkdown, note_key};
use crate::text::comments::without_comments;
use crate::text::east_asian::wide;
use crate::text::fold::fold_char;

/// Items are indented no deeper, so that a text of nothing but list markers stays small; people nest three or four levels.
const DEEPEST: usize = 8;

/// The words of a text. Blocks stand on lines of their own with an empty line between paragraphs, list items
/// keep `-` or their number as written, table cells are separated by tabs, `~~` stays around what is struck out, titles of links
/// and images follow them in brackets, addresses keep theirs, and footnotes
/// follow at the end, with their numbers as on the page: `[1]`.
pub fn plain(text: &str) -> String {
    of_document(&parse::blocks(text))
}

/// The words of a text that was read.
pub(super) fn of_document(document: &ParsedMarkdown<'_>) -> String {
    let mut plain =
        Plain { document, flow: Flow::default(), depth: 0, marker: None, notes: Vec::new(), titles: Vec::new() };
    plain.write(0..document.pieces.len());
    let defined = plain.defined();
    let mut written = 0;
    while let Some(label) = plain.notes.get(written) {
        written += 1;
        let Some(&note) = defined.get(label) else { continue };
        plain.paragraph();
        plain.flow.markup(&format!("[{written}] "));
        plain.marker = Some(plain.flow.out.len());
        plain.write(note + 1..document.end(note));
    }
    plain.flow.out.trim_end().to_owned()
}

/// Whether a text shows no words: it is empty, or nothing but comments. Nearly all texts have words at their start, and
/// need not be read.
pub fn says_nothing(text: &str) -> bool {
    !literal(text).contains(char::is_alphanumeric) && plain(text).trim().is_empty()
}

/// Whether two texts begin with different letters and digits, of whatever width, before anything that has to be read to tell.
/// Nearly all texts that differ do.
pub fn begin_differently(one: &str, other: &str) -> bool {
    let words = |text| literal(text).chars().map(fold_char).filter(|c| c.is_alphanumeric());
    words(one).zip(words(other)).any(|(one, other)| one != other)
}

/// The start of a text, before anything with which Markdown hides words or makes others of them.
fn literal(text: &str) -> &str {
    let hides = |byte: u8| matches!(byte, b'[' | b']' | b'<' | b'&' | b'`' | b'\\' | b'!' | b'~' | b'{');
    let end = text.bytes().position(hides).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The words of a text of one line, as of [`super::inline_html`].
pub fn inline_plain(text: &str) -> String {
    words(&parse::line(text).pieces)
}

/// The visible words of some pieces of running text, in one line.
pub(super) fn words(pieces: &[SpannedEvent<'_>]) -> String {
    let mut flow = Flow::default();
    let mut after_code = false;
    for (event, _) in pieces {
        if let Event::Text(words) | Event::Code(words) = event
            && (std::mem::take(&mut after_code) || matches!(event, Event::Code(_)))
        {
            flow.part(words);
        }
        match event {
            Event::Start(Tag::Paragraph) | Event::HardBreak => {
                flow.cut();
                flow.markup(" ");
            }
            _ => add(&mut flow, event),
        }
        after_code |= matches!(event, Event::Code(_));
    }
    flow.out.trim().to_owned()
}

fn add(flow: &mut Flow, event: &Event<'_>) {
    match event {
        Event::Text(text) | Event::Code(text) => flow.text(text, String::push_str),
        Event::InlineHtml(html) => flow.text(&without_comments(html), String::push_str),
        Event::SoftBreak => flow.soft_break(),
        _ => {}
    }
}

struct Plain<'a> {
    document: &'a ParsedMarkdown<'a>,
    flow: Flow,
    /// How many lists are open.
    depth: usize,
    /// Where the last list marker ends; the item's first words follow it on the line.
    marker: Option<usize>,
    /// The labels of the footnotes with a mark, in the order of their numbers.
    notes: Vec<String>,
    /// What follows the words of the open links and images.
    titles: Vec<String>,
}

impl Plain<'_> {
    fn write(&mut self, pieces: Range<usize>) {
        let mut index = pieces.start;
        while index < pieces.end
            && let Some(event) = self.document.event(index)
        {
            match event {
                // Written at the end of the text.
                Event::Start(Tag::FootnoteDefinition(_)) => index = self.document.end(index),
                Event::FootnoteReference(label) => self.note_mark(label),
                Event::Start(Tag::HtmlBlock) => {
                    if let Some(shown) = self.document.raw_block(index) {
                        self.paragraph();
                        self.flow.markup(&shown);
                    }
                    index = self.document.end(index);
                }
                Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => {
                    self.flow.text("~~", String::push_str);
                }
                Event::Start(tag) => self.start(index, tag),
                Event::End(TagEnd::List(_)) => self.depth = self.depth.saturating_sub(1),
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    self.title();
                    self.flow.part(&self.document.letters_after(index));
                }
                // After the end of a block in an item words may follow that are no paragraph.
                Event::HardBreak | Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table) => {
                    self.flow.line();
                }
                Event::Code(code) => {
                    self.flow.part(code);
                    self.flow.text(code, String::push_str);
                    self.flow.part(&self.document.letters_after(index));
                }
                Event::TaskListMarker(done) => self.flow.markup(if *done { "[x] " } else { "[ ] " }),
                _ => add(&mut self.flow, event),
            }
            index += 1;
        }
    }

    /// The pieces that start footnotes, by their labels; the first of two with one label counts.
    fn defined(&self) -> HashMap<String, usize> {
        let mut defined = HashMap::new();
        for (index, (event, _)) in self.document.pieces.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                defined.entry(note_key(label)).or_insert(index);
            }
        }
        defined
    }

    fn note_mark(&mut self, label: &str) {
        let key = note_key(label);
        let place = self.notes.iter().position(|note| *note == key).unwrap_or(self.notes.len());
        if place == self.notes.len() {
            self.notes.push(key);
        }
        self.flow.text(&format!("[{}]", place + 1), String::push_str);
    }

    fn start(&mut self, index: usize, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::Table(_) | Tag::DefinitionList | Tag::CodeBlock(_) => {
                self.paragraph();
            }
            Tag::List(_) => {
                if self.depth == 0 {
                    self.paragraph();
                }
                self.depth += 1;
            }
            Tag::Item => self.item(index),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.flow.text("<", String::push_str);
                self.titles.push(">".to_owned());
            }
            Tag::Link { title, .. } | Tag::Image { title, .. } => {
                self.flow.part(&self.document.letters_after(index));
                self.titles.push(brackets(title));
            }
            Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::TableHead | Tag::TableRow => {
                self.flow.line();
            }
            Tag::TableCell => {
                self.flow.cut();
                let after_cell = index.checked_sub(1).and_then(|before| self.document.event(before));
                if matches!(after_cell, Some(Event::End(TagEnd::TableCell))) {
                    self.flow.markup("\t");
                }
            }
            _ => {}
        }
    }

    /// Starts a paragraph, after an empty line where it is not part of a list.
    fn paragraph(&mut self) {
        if self.marker == Some(self.flow.out.len()) {
            return;
        }
        self.flow.line();
        self.indent(self.depth);
        if self.depth == 0 && !self.flow.out.is_empty() && !self.flow.out.ends_with("\n\n") {
            self.flow.markup("\n");
        }
    }

    fn item(&mut self, index: usize) {
        self.flow.line();
        self.indent(self.depth.saturating_sub(1));
        let marker = match self.document.number(index) {
            "" => "- ".to_owned(),
            number => format!("{number}. "),
        };
        self.flow.markup(&marker);
        self.marker = Some(self.flow.out.len());
    }

    /// Writes what follows the words of a link or an image that ends.
    fn title(&mut self) {
        if let Some(title) = self.titles.pop().filter(|title| !title.is_empty()) {
            self.flow.text(&title, String::push_str);
        }
    }

    fn indent(&mut self, depth: usize) {
        self.flow.markup(&"  ".repeat(depth.min(DEEPEST)));
    }
}

/// A title as it follows the words of a link or an image: in brackets.
fn brackets(title: &str) -> String {
    match title.chars().next() {
        Some(first) if wide(first) => format!("（{title}）"),
        Some(_) => format!(" ({title})"),
        None => String::new(),
    }
}
