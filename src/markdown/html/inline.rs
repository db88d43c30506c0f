//! Running text: words, emphasis, links, images.

use std::fmt::Write;

use pulldown_cmark::{Event, LinkType, Tag};

use super::escape::{push_address, push_text, push_value};
use super::{HtmlWriter, ImageFile, LINK_END};
use crate::markdown::LinkTarget;
use crate::markdown::outline::link_target;
use crate::markdown::plain::words;
use crate::text::comments::without_comments;

impl HtmlWriter<'_> {
    /// Writes an event without content.
    pub(super) fn leaf(&mut self, index: usize, event: &Event<'_>) -> usize {
        match event {
            Event::Text(text) => self.running(text),
            Event::Code(code) => {
                self.flow.part(code);
                self.flow.text(code, |out, code| {
                    out.push_str("<code>");
                    push_text(out, code);
                    out.push_str("</code>");
                });
                self.flow.part(&self.document.letters_after(index));
            }
            Event::InlineHtml(html) => self.flow.text(&without_comments(html), push_text),
            Event::SoftBreak => self.flow.soft_break(),
            Event::HardBreak => {
                self.flow.cut();
                self.flow.markup("<br>\n");
            }
            Event::Rule => {
                self.flow.line();
                self.flow.markup("<hr>\n");
            }
            Event::FootnoteReference(label) => self.note_mark(label),
            Event::TaskListMarker(done) => {
                let checked = if *done { " checked" } else { "" };
                self.flow.markup(&format!("<label><input type=\"checkbox\" disabled{checked}> "));
                self.task = true;
            }
            _ => {}
        }
        index
    }

    /// Writes running text, with a link at each word that the page explains.
    fn running(&mut self, text: &str) {
        // A label of a task must not hold links, and a link no other link.
        let quiet = self.head || self.link || self.task;
        let mentions = if quiet { Vec::new() } else { (self.page.terms)(text) };
        let mut written = 0;
        for mention in mentions {
            let (Some(before), Some(word)) = (text.get(written..mention.range.start), text.get(mention.range.clone()))
            else {
                continue;
            };
            if !before.is_empty() {
                self.flow.text(before, push_text);
            }
            self.flow.markup("<a class=\"term\" href=\"#");
            push_address(&mut self.flow.out, &mention.id);
            self.flow.markup("\">");
            self.flow.text(word, push_text);
            self.flow.markup(LINK_END);
            written = mention.range.end;
        }
        if let Some(rest) = text.get(written..).filter(|rest| !rest.is_empty()) {
            self.flow.text(rest, push_text);
        }
    }

    /// Opens an element of running text.
    pub(super) fn start_inline(&mut self, index: usize, tag: &Tag<'_>) {
        let closing = match tag {
            // A row's head is bold by itself.
            Tag::Strong if self.table.head_of_row && self.is_cell(index.wrapping_sub(1)) => "",
            Tag::Strong => {
                self.flow.markup("<strong>");
                "</strong>"
            }
            Tag::Strikethrough => {
                self.flow.markup("<del>");
                "</del>"
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.flow.part(&words(self.document.inside(index)));
                self.link(*link_type, &link_target(*link_type, dest_url), title)
            }
            _ => "",
        };
        self.closing.push(closing);
    }

    fn is_cell(&self, index: usize) -> bool {
        matches!(self.document.event(index), Some(Event::Start(Tag::TableCell)))
    }

    fn link(&mut self, kind: LinkType, target: &str, title: &str) -> &'static str {
        let address = match LinkTarget::of(target) {
            LinkTarget::Refused => None,
            _ if self.link => None,
            LinkTarget::Anchor | LinkTarget::File => (self.page.link)(target),
            LinkTarget::Web | LinkTarget::Mail | LinkTarget::Phone => Some(target.to_owned()),
        };
        let Some(address) = address else { return "" };
        // An address as text needs no word on where it leads, and paper does not need it twice.
        let bare = kind == LinkType::Autolink;
        self.link = true;
        self.ending = match LinkTarget::of(target) {
            LinkTarget::Web if !bare => self.page.labels.external.to_owned(),
            LinkTarget::File => (self.page.about)(target).unwrap_or_default(),
            _ => String::new(),
        };
        self.flow.markup(if bare { "<a class=\"address\" href=\"" } else { "<a href=\"" });
        push_address(&mut self.flow.out, &address);
        if !title.is_empty() {
            self.flow.markup("\" title=\"");
            push_value(&mut self.flow.out, title);
        }
        self.flow.markup("\">");
        LINK_END
    }

    /// Writes an image, or its alternative text where there is no file.
    pub(super) fn image(&mut self, index: usize, target: &str) -> usize {
        let alt = words(self.document.inside(index));
        match self.file(target) {
            Some(file) => self.flow.object(&tag(&file, &alt)),
            None => self.flow.text(&alt, push_text),
        }
        self.document.end(index)
    }

    /// Writes an image that is a paragraph by itself, and returns whether there was a file.
    pub(super) fn figure(&mut self, index: usize, target: &str, title: &str) -> bool {
        let Some(file) = self.file(target) else { return false };
        self.block("<figure>", "");
        self.closing.pop();
        self.flow.markup(&tag(&file, &words(self.document.inside(index))));
        if !title.is_empty() {
            self.flow.markup("<figcaption>");
            self.flow.text(title, push_text);
            self.flow.markup("</figcaption>");
        }
        self.flow.markup("</figure>\n");
        self.flow.cut();
        true
    }

    fn file(&self, target: &str) -> Option<ImageFile> {
        if LinkTarget::of(target) == LinkTarget::File { (self.page.image)(target) } else { None }
    }
}

fn tag(file: &ImageFile, alt: &str) -> String {
    let mut tag = String::from("<img src=\"");
    push_address(&mut tag, &file.src);
    tag.push_str("\" alt=\"");
    push_value(&mut tag, alt);
    _ = write!(tag, "\" width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\">", file.width, file.height);
    tag
}
