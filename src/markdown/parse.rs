//! Text to a list of pieces: the parser's events, with their ranges in the author's text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{emphasis, padded::Padded};

/// An event and the bytes of the text it stands for.
pub(super) type Piece<'a> = (Event<'a>, Range<usize>);

/// A parsed text.
pub(super) struct Document<'a> {
    /// What was read, in order.
    pub(super) pieces: Vec<Piece<'a>>,
    /// For every piece that starts an element, the piece that ends it; for all others the piece itself.
    pub(super) ends: Vec<usize>,
}

impl Document<'_> {
    /// The pieces inside the element that starts at `start`.
    pub(super) fn inside(&self, start: usize) -> &[Piece<'_>] {
        let end = self.end(start);
        self.pieces.get(start + 1..end).unwrap_or_default()
    }

    /// The piece that ends the element that starts at `start`.
    pub(super) fn end(&self, start: usize) -> usize {
        self.ends.get(start).copied().unwrap_or(start)
    }

    /// The event at `index`.
    pub(super) fn event(&self, index: usize) -> Option<&Event<'_>> {
        self.pieces.get(index).map(|(event, _)| event)
    }
}

/// Reads a text of blocks.
pub(super) fn blocks(text: &str) -> Document<'_> {
    let places = if emphasis::possible(text) { emphasis::places(text, events(text)) } else { Vec::new() };
    document(text, &places)
}

/// Reads a text of which every line is running text: `1. 調査` is not a list here. An invisible character
/// at the start of a line keeps the parser from seeing a block.
pub(super) fn line(text: &str) -> Document<'_> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut start = 0;
    let mut places = Vec::new();
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            places.push(start + indent(line));
        }
        start += line.len();
    }
    if emphasis::possible(text)
        && let Some(padded) = Padded::new(text, &places)
    {
        let original = events(&padded.text).map(|(event, range)| (event, padded.original(&range)));
        places.extend(emphasis::places(text, original));
        places.sort_unstable();
    }
    document(text, &places)
}

fn document<'a>(text: &'a str, places: &[usize]) -> Document<'a> {
    let mut pieces: Vec<Piece<'a>> = match Padded::new(text, places) {
        None => events(text).collect(),
        Some(padded) => {
            let stripped = |(event, range)| (strip(event, &padded).into_static(), padded.original(&range));
            events(&padded.text).map(stripped).collect()
        }
    };
    heading_ids(&mut pieces);
    let ends = ends(&pieces);
    Document { pieces, ends }
}

/// `{#id}` is read by [`heading_ids`]: the parser's own option drops any other text in braces without a trace.
fn events(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(text, options).into_offset_iter()
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

fn ends(pieces: &[Piece<'_>]) -> Vec<usize> {
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
fn heading_ids(pieces: &mut [Piece<'_>]) {
    let mut heading = None;
    for index in 0..pieces.len() {
        match pieces.get(index) {
            Some((Event::Start(Tag::Heading { .. }), _)) => heading = Some(index),
            Some((Event::End(TagEnd::Heading(_)), _)) => {
                let Some((Event::Text(text), _)) = index.checked_sub(1).and_then(|last| pieces.get_mut(last)) else {
                    continue;
                };
                let Some((kept, found)) = attributes(text) else { continue };
                let found = found.map(|found| CowStr::from(found.to_owned()));
                *text = CowStr::from(kept.to_owned());
                if let Some((Event::Start(Tag::Heading { id, .. }), _)) = heading.and_then(|at| pieces.get_mut(at)) {
                    *id = found;
                }
            }
            _ => {}
        }
    }
}

/// A heading's text before its braces, and the id in them. None where there are no braces of ours.
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
