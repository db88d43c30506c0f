//! Markdown to HTML: terse, semantic, and with nothing in it that the author could have smuggled in.

mod block;
mod escape;
mod inline;
mod note;
mod table;

use std::ops::Range;

use pulldown_cmark::Event;

use self::note::Footnotes;
use self::table::OpenTable;
use super::flow::Flow;
use super::parse::{self, ParsedMarkdown};
use super::plain;

/// What closes a link.
const LINK_END: &str = "</a>";

/// What the caller knows about the page that a text goes to.
#[derive(Clone, Copy)]
pub struct Rendering<'a> {
    /// Added to every heading's level; the sum stops at 6.
    pub heading_shift: u8,
    /// The ids of the headings in their order in the text, from [`super::Outline::heading_ids`]; a heading
    /// past the end of the list gets none.
    pub heading_ids: &'a [String],
    /// Put before the ids of footnotes, so that those of two texts on one page differ: `history-`.
    pub prefix: &'a str,
    /// The words that a reader sees or hears.
    pub labels: HtmlLabels<'a>,
    /// The address on the page for a link to a file or an anchor; none shows the link's words only.
    pub link: &'a dyn Fn(&str) -> Option<String>,
    /// What a link to a file ends with: its kind and size, `（PDF、1.2 MB）`; nothing for a page.
    pub about: &'a dyn Fn(&str) -> Option<String>,
    /// The words in a run of text that the page explains. Asked for running text only: not for headings, heads of
    /// tables and lists, links and code.
    pub terms: &'a dyn Fn(&str) -> Vec<Mention>,
    /// The file for an image; none shows its alternative text only.
    pub image: &'a dyn Fn(&str) -> Option<ImageFile>,
}

/// Words of the page's language. `{n}` stands for a number and `{columns}` for a table's column heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HtmlLabels<'a> {
    /// The mark of a footnote in the text: `注{n}`.
    pub note: &'a str,
    /// The name of the list of footnotes: `注`.
    pub notes: &'a str,
    /// What the arrow at the end of a footnote does: `本文の注{n}へ戻る`.
    pub back: &'a str,
    /// The name of the box in which a wide table scrolls: `表（{columns}）`.
    pub table: &'a str,
    /// What a link to another site ends with: `（外部サイト）`.
    pub external: &'a str,
}

/// A word in a run of text, and where on the page it is explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes in the run; mentions stand in order and apart.
    pub range: Range<usize>,
    /// The id of its explanation.
    pub id: String,
}

/// An image file as the page refers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageFile {
    /// Its address on the page.
    pub src: String,
    /// Pixels, so that the page does not jump when the image arrives.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
}

/// The HTML of a text of blocks.
pub fn to_html(text: &str, rendering: &Rendering<'_>) -> String {
    of_document(&parse::blocks(text), rendering)
}

/// The same with the words alone, as of [`plain()`](super::plain()): read once, which takes longer than writing either.
pub fn to_html_and_plain(text: &str, rendering: &Rendering<'_>) -> (String, String) {
    let document = parse::blocks(text);
    (of_document(&document, rendering), plain::of_document(&document))
}

/// The HTML of a text that was read.
fn of_document(document: &ParsedMarkdown<'_>, rendering: &Rendering<'_>) -> String {
    let mut writer = HtmlWriter::new(document, rendering);
    writer.write(0..document.pieces.len());
    writer.notes();
    writer.finish()
}

/// The HTML of a text of one line, such as a cell or a title: no paragraph, list, heading or table in it.
pub fn inline_html(text: &str, rendering: &Rendering<'_>) -> String {
    let document = parse::line(text);
    let mut writer = HtmlWriter::new(&document, rendering);
    writer.inline = true;
    writer.write(0..document.pieces.len());
    writer.finish()
}

/// The renderer of one text. The files of this folder add methods to it: blocks, running text, tables, footnotes.
#[expect(clippy::struct_excessive_bools, reason = "each is open or not, whatever the others are")]
struct HtmlWriter<'a> {
    document: &'a ParsedMarkdown<'a>,
    page: &'a Rendering<'a>,
    flow: Flow,
    /// What closes the open elements; empty where the start wrote nothing.
    closing: Vec<&'static str>,
    /// The pieces that start headings, in order.
    headings: Vec<usize>,
    notes: Footnotes,
    table: OpenTable,
    /// The next number of every open list; none for bullets.
    numbers: Vec<Option<u64>>,
    /// Paragraphs leave no tags.
    inline: bool,
    /// Within a link; the parser finds `<https://…>` even there, but no page may hold a link in a link.
    link: bool,
    /// What that link ends with: that it leads to another site, or what file it leads to.
    ending: String,
    /// A task's label is open.
    task: bool,
    /// Within a heading or a head, where words are not explained.
    head: bool,
}

impl<'a> HtmlWriter<'a> {
    fn new(document: &'a ParsedMarkdown<'a>, page: &'a Rendering<'a>) -> HtmlWriter<'a> {
        HtmlWriter {
            document,
            page,
            flow: Flow::default(),
            closing: Vec::new(),
            headings: block::headings(document),
            notes: Footnotes::of(document),
            table: OpenTable::default(),
            numbers: Vec::new(),
            inline: false,
            link: false,
            ending: String::new(),
            task: false,
            head: false,
        }
    }

    /// Writes a run of whole elements.
    fn write(&mut self, pieces: Range<usize>) {
        let mut index = pieces.start;
        while index < pieces.end
            && let Some(event) = self.document.event(index)
        {
            index = match event {
                Event::Start(tag) => self.start(index, tag),
                Event::End(tag) => self.end(index, *tag),
                _ => self.leaf(index, event),
            } + 1;
        }
    }

    fn finish(self) -> String {
        let mut html = self.flow.out;
        html.truncate(html.trim_end().len());
        html
    }
}
