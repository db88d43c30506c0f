//! Text to a list of pieces: the parser's events, with their ranges in the author's text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::events::{SpannedEvent, events};
use super::kept_lines::keep_lines;
use super::padded::{Guard, Padded};
use super::pasted::WithTables;
use super::{lists, literal, tables};
use crate::text::comments::without_comments;
use crate::text::escaped::escaped;

/// A parsed text with its events and their ranges.
pub(super) struct ParsedMarkdown<'a> {
    /// The author's text, into which all ranges point.
    pub(super) text: &'a str,
    /// What was read, in order.
    pub(super) pieces: Vec<SpannedEvent<'a>>,
    /// For every piece that starts an element, the piece that ends it; for all others the piece itself.
    pub(super) ends: Vec<usize>,
}

impl ParsedMarkdown<'_> {
    /// The pieces inside the element that starts at `start`.
    pub(super) fn inside(&self, start: usize) -> &[SpannedEvent<'_>] {
        let end = self.end(start);
        self.pieces.get(start + 1..end).unwrap_or_default()
    }

    /// The piece that ends the element that starts at `start`.
    pub(super) fn end(&self, start: usize) -> usize {
        self.ends.get(start).copied().unwrap_or(start)
    }

    /// What a block of raw HTML that starts at `start` shows: itself without comments; nothing where it is only those.
    pub(super) fn raw_block(&self, start: usize) -> Option<String> {
        let mut html = String::new();
        for (event, _) in self.inside(start) {
            if let Event::Html(line) | Event::Text(line) = event {
                html.push_str(line);
            }
        }
        let shown = without_comments(&html);
        Some(shown.trim().to_owned()).filter(|shown| !shown.is_empty())
    }

    /// The number of the item that starts at `index`, as written; empty for a bullet.
    pub(super) fn number(&self, index: usize) -> &str {
        let start = self.pieces.get(index).map(|(_, range)| range.start);
        start.map_or("", |start| lists::number(self.text, start))
    }

    /// The first letters of the words or the code right after a piece, as many as can tell where a number ends. Words that were
    /// joined leave empty ones behind, and bold words go on those before.
    pub(super) fn letters_after(&self, index: usize) -> String {
        const ENOUGH: usize = 5;
        // Marks of emphasis may come before them; more of them than these are no text of people.
        const MAX_PIECES: usize = 16;
        let mut letters = String::new();
        for (event, _) in self.pieces.get(index + 1..).unwrap_or_default().iter().take(MAX_PIECES) {
            match event {
                Event::Text(words) | Event::Code(words) => letters.extend(words.chars().take(ENOUGH)),
                Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => {}
                _ => break,
            }
            if letters.chars().count() >= ENOUGH {
                break;
            }
        }
        letters
    }

    /// The event at `index`.
    pub(super) fn event(&self, index: usize) -> Option<&Event<'_>> {
        self.pieces.get(index).map(|(event, _)| event)
    }
}

/// Labels of footnotes are compared without regard to letter case.
pub(super) fn note_key(label: &str) -> String {
    label.to_lowercase()
}

/// Reads a text of blocks.
pub(super) fn blocks(text: &str) -> ParsedMarkdown<'_> {
    // Most answers are a line of words, and each is read several times.
    if is_words(text) {
        return words(text);
    }
    if let Some(tables) = WithTables::of(text) {
        let document = marked(&tables.text);
        let pieces = document.pieces.into_iter().map(|(event, range)| (event.into_static(), tables.original(&range)));
        return ParsedMarkdown { text, pieces: pieces.collect(), ends: document.ends };
    }
    marked(text)
}

/// Reads a text in which all tables are Markdown.
fn marked(text: &str) -> ParsedMarkdown<'_> {
    let pieces: Vec<SpannedEvent<'_>> = events(text).collect();
    let mut places = literal::places(text, &pieces);
    lists::indents(text, &mut places);
    places.sort_unstable();
    match Padded::new(text, &places) {
        None => document(text, pieces),
        Some(padded) => document(text, padded_events(&padded)),
    }
}

/// Whether a text is one line in which nothing can be markup.
fn is_words(text: &str) -> bool {
    let marks = |byte: u8| {
        byte.is_ascii_control()
            || matches!(byte, b'*' | b'_' | b'`' | b'[' | b']' | b'<' | b'&' | b'\\' | b'|' | b'~' | b'{')
    };
    // What begins a block, at the start of the line only: lists, headings, quotes, code, rules.
    let begins = |c: char| c.is_whitespace() || matches!(c, '-' | '+' | '#' | '>' | '=' | ':' | '0'..='9');
    !text.is_empty() && !text.starts_with(begins) && !text.ends_with(char::is_whitespace) && !text.bytes().any(marks)
}

/// The document of such a text.
fn words(text: &str) -> ParsedMarkdown<'_> {
    let piece = |event| (event, 0..text.len());
    let (start, end) = (Event::Start(Tag::Paragraph), Event::End(TagEnd::Paragraph));
    let pieces = vec![piece(start), piece(Event::Text(CowStr::Borrowed(text))), piece(end)];
    ParsedMarkdown { text, pieces, ends: vec![2, 1, 2] }
}

/// Reads a text of which every line is running text: `1. 調査` is not a list here. An invisible character
/// at the start of a line keeps the parser from seeing a block.
pub(super) fn line(text: &str) -> ParsedMarkdown<'_> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut start = 0;
    let mut places = Vec::new();
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            places.push((start + indent(line), Guard::Pad));
        }
        start += line.len();
    }
    let Some(padded) = Padded::new(text, &places) else { return document(text, events(text).collect()) };
    let pieces = padded_events(&padded);
    let literal = literal::places(text, &pieces);
    if literal.is_empty() {
        return document(text, pieces);
    }
    places.extend(literal);
    // What hides a block stands before what makes a character of its mark.
    places.sort_unstable();
    match Padded::new(text, &places) {
        None => document(text, pieces),
        Some(padded) => document(text, padded_events(&padded)),
    }
}

/// The pieces of a text with marks put in, in terms of the text without them.
fn padded_events<'a>(padded: &Padded) -> Vec<SpannedEvent<'a>> {
    events(&padded.text).map(|(event, range)| (strip(event, padded).into_static(), padded.original(&range))).collect()
}

fn document<'a>(text: &'a str, mut pieces: Vec<SpannedEvent<'a>>) -> ParsedMarkdown<'a> {
    // Of `***words***` only the `**` say something: see `emphasis`.
    pieces.retain(|(event, _)| !matches!(event, Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis)));
    heading_ids(text, &mut pieces);
    line_ends_at_code(text, &mut pieces);
    let mut pieces = tables::without_notes(text, pieces);
    keep_lines(text, &mut pieces);
    breaks_in_cells(&mut pieces);
    let ends = ends(&pieces);
    ParsedMarkdown { text, pieces, ends }
}

/// A line end just inside back quotes parts words like any other: CommonMark drops it, and two numbers would become one.
fn line_ends_at_code<'a>(text: &'a str, pieces: &mut Vec<SpannedEvent<'a>>) {
    let inner = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default().trim_matches('`');
    let dropped = |(event, range): &SpannedEvent<'_>| {
        let Event::Code(code) = event else { return (false, false) };
        let (starts, ends) = (inner(range).starts_with('\n'), inner(range).ends_with('\n'));
        (starts && !code.starts_with(' '), ends && !code.ends_with(' '))
    };
    if !pieces.iter().any(|piece| dropped(piece) != (false, false)) {
        return;
    }
    let with_ends = std::mem::take(pieces).into_iter().flat_map(|piece| {
        let ((before, after), range) = (dropped(&piece), piece.1.clone());
        let line_end = |wanted: bool, at: usize| wanted.then_some((Event::SoftBreak, at..at));
        [line_end(before, range.start), Some(piece), line_end(after, range.end)]
    });
    *pieces = with_ends.flatten().collect();
}

/// `<br>` in a cell is a line end: Markdown has no other way to write one there.
fn breaks_in_cells(pieces: &mut [SpannedEvent<'_>]) {
    let mut cell = false;
    for (event, _) in pieces {
        match event {
            Event::Start(Tag::TableCell) => cell = true,
            Event::End(TagEnd::TableCell) => cell = false,
            Event::InlineHtml(html) if cell && matches!(html.as_ref(), "<br>" | "<br/>" | "<br />") => {
                *event = Event::HardBreak;
            }
            _ => {}
        }
    }
}

fn strip<'a>(event: Event<'a>, padded: &Padded) -> Event<'a> {
    let strip = |piece: CowStr<'a>| CowStr::from(padded.strip(&piece));
    match event {
        Event::Text(text) => Event::Text(strip(text)),
        Event::Code(text) => Event::Code(strip(text)),
        Event::Html(text) => Event::Html(strip(text)),
        Event::InlineHtml(text) => Event::InlineHtml(strip(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: strip(dest_url), title: strip(title), id: strip(id) })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: strip(dest_url), title: strip(title), id: strip(id) })
        }
        other => other,
    }
}

/// For every piece the piece that ends it.
fn ends(pieces: &[SpannedEvent<'_>]) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..pieces.len()).collect();
    let mut open = Vec::new();
    for (index, (event, _)) in pieces.iter().enumerate() {
        match event {
            Event::Start(_) => open.push(index),
            Event::End(_) => {
                if let Some(end) = open.pop().and_then(|start| ends.get_mut(start)) {
                    *end = index;
                }
            }
            _ => {}
        }
    }
    ends
}

/// Takes `{#id}` from the end of every heading. Classes beside the id are dropped, since the look of a page is the
/// theme's; braces with anything else in them are text.
fn heading_ids(text: &str, pieces: &mut [SpannedEvent<'_>]) {
    let mut heading = None;
    for index in 0..pieces.len() {
        match pieces.get(index) {
            Some((Event::Start(Tag::Heading { .. }), _)) => heading = Some(index),
            Some((Event::End(TagEnd::Heading(_)), _)) => {
                join_words(pieces, index);
                let Some((Event::Text(words), range)) = index.checked_sub(1).and_then(|last| pieces.get_mut(last))
                else {
                    continue;
                };
                // A backslash before the brace makes it text.
                let brace = |kept: &str| !kept.is_empty() || !escaped(text, range.start);
                let Some((kept, found)) = attributes(words).filter(|(kept, _)| brace(kept)) else { continue };
                let found = found.map(|found| CowStr::from(found.to_owned()));
                *words = CowStr::from(kept.to_owned());
                if let Some((Event::Start(Tag::Heading { id, .. }), _)) = heading.and_then(|at| pieces.get_mut(at)) {
                    *id = found;
                }
            }
            _ => {}
        }
    }
}

/// Moves the words that stand together right before a piece into the last of them: a mark that is a character divides them.
fn join_words(pieces: &mut [SpannedEvent<'_>], before: usize) {
    let (mut first, mut start) = (before, None);
    while let Some((Event::Text(_), range)) = first.checked_sub(1).and_then(|last| pieces.get(last))
        && start.is_none_or(|start| start == range.end)
    {
        (first, start) = (first - 1, Some(range.start));
    }
    let Some(run) = pieces.get_mut(first..before).filter(|run| run.len() > 1) else { return };
    let (mut joined, start) = (String::new(), start.unwrap_or_default());
    for (event, range) in &mut *run {
        if let Event::Text(words) = event {
            joined.push_str(words);
            *words = CowStr::Borrowed("");
        }
        range.start = start;
    }
    if let Some((event, _)) = run.last_mut() {
        *event = Event::Text(CowStr::from(joined));
    }
}

/// A heading's text before its braces, and the id in them. None where there are no such braces.
fn attributes(text: &str) -> Option<(&str, Option<&str>)> {
    let (before, words) = text.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    let kept = before.trim_end();
    let apart = kept.len() < before.len() || kept.is_empty();
    let mut words = words.split_whitespace().peekable();
    words.peek()?;
    let mut id = None;
    for word in words {
        match word.split_at_checked(1)? {
            ("#", name) if !name.is_empty() => id = Some(name),
            (".", name) if !name.is_empty() => {}
            _ => return None,
        }
    }
    apart.then_some((kept, id))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn a_line_of_words_is_what_the_parser_makes_of_it(text in "[a-c1あ。：・　 .)(:;!#>=+'\"@$%^/?,}\u{00A0}-]{1,8}") {
            if is_words(&text) {
                let (quick, parsed) = (words(&text), document(&text, events(&text).collect()));
                prop_assert_eq!(quick.pieces, parsed.pieces);
                prop_assert_eq!(quick.ends, parsed.ends);
            }
        }
    }

    #[test]
    fn words_are_told_from_markup() {
        for (text, expected) in [
            ("協議の場を開いた。", true),
            ("年3回（R3年度）開催: 計12人 #1", true),
            ("- 一つ", false),
            ("1. 一つ", false),
            ("**強調**", false),
            ("一行目\n二行目", false),
            ("<b>", false),
            (" 字下げ", false),
            ("", false),
        ] {
            assert_eq!(is_words(text), expected, "{text}");
        }
    }
}
