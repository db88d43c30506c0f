//! The lines of a text as they are read: without markup, with every character by its number as itself.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::text::heading::MARKUP;

use super::parse::blocks;
use super::plain::inline_plain;
use crate::text::comments::without_comments;

/// A line of a paragraph, a heading, a cell, a term or of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLine {
    /// Its words, with [`MARKUP`] where something within begins or ends.
    pub text: String,
    /// The `{#id}` of a heading.
    pub id: Option<String>,
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
    /// The block it belongs to: lines of one block follow each other in one paragraph or heading.
    pub block: usize,
}

/// All lines of a text in order. Tags of HTML are markup here, and comments are nothing.
pub fn lines(text: &str) -> Vec<TextLine> {
    let mut reader = LineReader::default();
    let document = blocks(text);
    for (event, range) in &document.pieces {
        match event {
            Event::Text(words) => reader.words(words, range),
            Event::Code(words) => {
                reader.mark(range);
                reader.words(words, range);
                reader.mark(range);
            }
            Event::Html(html) => reader.html(html, range),
            Event::InlineHtml(html) => {
                if !without_comments(html).is_empty() {
                    reader.mark(range);
                    reader.text.push_str(&anchor(html));
                }
            }
            Event::SoftBreak | Event::HardBreak => reader.end_line(),
            Event::Start(Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }) => {
                reader.mark(&(range.start..range.start));
            }
            Event::End(end) if is_inline(*end) => reader.mark(&(range.end..range.end)),
            Event::FootnoteReference(_) => reader.mark(range),
            Event::TaskListMarker(_) => {}
            Event::Start(tag) => {
                reader.end_block();
                if let Tag::Heading { id, .. } = tag {
                    reader.id = id.as_ref().map(ToString::to_string);
                    reader.place(range);
                }
            }
            _ => reader.end_block(),
        }
    }
    reader.end_block();
    for line in &mut reader.lines {
        // Blocks reach over their line end.
        let kept = text.get(line.range.clone()).map_or(line.range.len(), |written| written.trim_end().len());
        line.range.end = line.range.start + kept;
    }
    reader.lines
}

fn is_inline(end: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd::{Image, Link, Strikethrough, Strong};
    matches!(end, Strong | Strikethrough | Link | Image)
}

/// The id a tag gives, as `{#id}`.
fn anchor(tag: &str) -> String {
    let value = [" id=", " name="].iter().find_map(|key| tag.split_once(key)).map_or("", |(_, value)| value);
    let id = value.trim_start_matches(['"', '\'']).split(['"', '\'', ' ', '>', '/']).next().unwrap_or_default();
    if id.is_empty() { String::new() } else { format!("{{#{id}}}") }
}

#[derive(Default)]
struct LineReader {
    lines: Vec<TextLine>,
    text: String,
    range: Option<Range<usize>>,
    id: Option<String>,
    block: usize,
    /// Within a tag or a comment of HTML that goes over several lines.
    within: Option<&'static str>,
}

impl LineReader {
    fn place(&mut self, range: &Range<usize>) {
        let start = self.range.as_ref().map_or(range.start, |own| own.start.min(range.start));
        let end = self.range.as_ref().map_or(start, |own| own.end).max(range.end);
        self.range = Some(start..end);
    }

    fn mark(&mut self, range: &Range<usize>) {
        self.place(range);
        self.text.push(MARKUP);
    }

    /// Adds words; code comes with its line ends.
    fn words(&mut self, words: &str, range: &Range<usize>) {
        let mut at = range.start;
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                self.end_line();
            }
            self.text.push_str(line);
            if !line.is_empty() {
                self.place(&(at..(at + line.len()).min(range.end).max(at)));
            }
            at += line.len() + 1;
        }
    }

    /// Adds a line of HTML as its words.
    fn html(&mut self, html: &str, range: &Range<usize>) {
        let mut rest = html;
        let mut kept = String::new();
        loop {
            if let Some(end) = self.within {
                let Some((_, after)) = rest.split_once(end) else { break };
                self.within = None;
                rest = after;
            }
            let Some((before, after)) = rest.split_once('<') else { break kept.push_str(rest) };
            kept.push_str(before);
            if let Some(comment) = after.strip_prefix("!--") {
                (self.within, rest) = (Some("-->"), comment);
            } else if after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
                kept.push(MARKUP);
                kept.push_str(&anchor(after.split('>').next().unwrap_or_default()));
                (self.within, rest) = (Some(">"), after);
            } else {
                kept.push('<');
                rest = after;
            }
        }
        let kept = if kept.contains('&') { inline_plain(&kept) } else { kept };
        self.words(kept.trim_end_matches(['\n', '\r']), range);
        self.place(range);
        self.end_line();
    }

    fn end_line(&mut self) {
        let range = self.range.take();
        let text = std::mem::take(&mut self.text);
        if let Some(range) = range.filter(|_| self.id.is_some() || text.contains(char::is_alphanumeric)) {
            self.lines.push(TextLine { text, id: self.id.take(), range, block: self.block });
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        self.block += 1;
        self.within = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_what_is_read_and_know_where_they_stand() {
        for (text, expected) in [
            ("一行目\n二行目", vec![("一行目", "一行目"), ("二行目", "二行目")]),
            ("## 見出し {#id}\n\n文", vec![("見出し", "## 見出し {#id}"), ("文", "文")]),
            ("- [ ] **太字**の項目", vec![("|太字|の項目", "**太字**の項目")]),
            ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", vec![("甲", "甲"), ("乙", "乙"), ("丙", "丙"), ("丁", "丁")]),
            ("用語\n: 説明", vec![("用語", "用語"), ("説明", "説明")]),
            ("<h2 id=\"a\">見出し</h2>", vec![("|{#a}見出し|", "<h2 id=\"a\">見出し</h2>")]),
            ("<dl>\n<dt>用&#x8A9E;</dt>\n</dl>", vec![("|用語|", "<dt>用&#x8A9E;</dt>")]),
            ("<!-- 甲\n乙 -->\n\n丙<!-- 丁 -->戊", vec![("丙戊", "丙<!-- 丁 -->戊")]),
            ("```\n甲\n乙\n```", vec![("甲", "甲"), ("乙", "乙")]),
            ("\\## &#x76F8;談", vec![("## 相談", "## &#x76F8;談")]),
        ] {
            let found: Vec<(String, &str)> =
                lines(text).into_iter().map(|line| (line.text.replace(MARKUP, "|"), &text[line.range])).collect();
            let expected: Vec<(String, &str)> =
                expected.into_iter().map(|(words, range)| (words.to_owned(), range)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
