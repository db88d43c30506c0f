//! What a text holds that concerns the rest of the site, and what is doubtful in it, with positions.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag};

use super::heading::{Ids, heading_id};
use super::near_miss::{NearMiss, near_misses};
use super::parse::{self, ParsedMarkdown, note_key};
use super::plain::words;
use super::tables;
use super::target::LinkTarget;
use crate::text::comments::without_comments;
use crate::text::escaped::escaped;
use crate::text::hidden::{HiddenCharacter, hidden};

/// A heading of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OutlineHeading {
    /// 1 for `#`, 2 for `##` …
    pub level: u8,
    /// Its words; empty where the author wrote only `##`.
    pub text: String,
    /// The id in `{#id}`.
    pub id: Option<String>,
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
}

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// The address as written, `mailto:` added to `<name@host>`.
    pub target: String,
    /// What kind of address that is; a refused one is shown as its text.
    pub kind: LinkTarget,
    /// The words of the link.
    pub text: String,
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
}

/// An image in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OutlineImage {
    /// The file as written.
    pub target: String,
    /// What kind of address that is; only [`Target::File`] is shown, any other as its alternative text.
    pub kind: LinkTarget,
    /// The alternative text; an empty one is to be reported.
    pub alt: String,
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
}

/// A footnote's label where something is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FootnoteLabel {
    /// The label, without `[^` and `]`.
    pub label: String,
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
    /// Whether the footnote is defined before, with the same label.
    pub repeated: bool,
}

/// A hidden character that was spelt as an entity: `&#27;`. One that stands in the text as it is is no secret of Markdown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spelt {
    /// The character that the entity stands for.
    pub character: char,
    /// What the character does to a text on a screen.
    pub kind: HiddenCharacter,
    /// Where what holds it stands.
    pub range: Range<usize>,
}

/// What [`inspect`] finds; every list in the order of the text, every range in bytes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Outline {
    /// All headings, also those in lists and footnotes.
    pub headings: Vec<OutlineHeading>,
    /// All links in the order of the text.
    pub links: Vec<Link>,
    /// All images in the order of the text.
    pub images: Vec<OutlineImage>,
    /// HTML in the text, without comments. It is shown as text.
    pub raw_html: Vec<Range<usize>>,
    /// References to footnotes that are not there. They are shown as written.
    pub undefined_notes: Vec<FootnoteLabel>,
    /// Footnotes without a reference, or defined before. They are not shown.
    pub unused_notes: Vec<FootnoteLabel>,
    /// Cells of tables beyond those of the head. They are not shown.
    pub surplus_cells: Vec<Range<usize>>,
    /// Marks that mean nothing. They are shown as written.
    pub near_misses: Vec<NearMiss>,
    /// Hidden characters that were spelt as entities.
    pub spelt: Vec<Spelt>,
}

/// Of a text in which there is nothing of all this.
static NOTHING: Outline = Outline {
    headings: Vec::new(),
    links: Vec::new(),
    images: Vec::new(),
    raw_html: Vec::new(),
    undefined_notes: Vec::new(),
    unused_notes: Vec::new(),
    near_misses: Vec::new(),
    surplus_cells: Vec::new(),
    spelt: Vec::new(),
};

impl Outline {
    /// What a text holds in which there is nothing of all this, as in most.
    pub fn nothing() -> &'static Outline {
        &NOTHING
    }

    /// The headings without words.
    pub fn empty_headings(&self) -> impl Iterator<Item = &OutlineHeading> {
        self.headings.iter().filter(|heading| heading.text.is_empty())
    }

    /// An id for every heading. Those that the author chose come first, so that none of them becomes `id-2`
    /// because a heading before it has the same words.
    pub fn heading_ids(&self, ids: &mut Ids) -> Vec<String> {
        let chosen: Vec<_> = self.headings.iter().map(|heading| heading.id.as_ref().map(|id| ids.take(id))).collect();
        let headings = chosen.into_iter().zip(&self.headings);
        headings.map(|(id, heading)| id.unwrap_or_else(|| ids.take(&heading_id(&heading.text)))).collect()
    }
}

/// Says what a text holds.
pub fn inspect(text: &str) -> Outline {
    let document = parse::blocks(text);
    let mut outline = Outline::default();
    let mut index = 0;
    // Text in code is never a reference to a footnote.
    let mut code = 0;
    while let Some((event, range)) = document.pieces.get(index) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => outline.headings.push(OutlineHeading {
                level: *level as u8,
                text: words(document.inside(index)),
                id: id.as_ref().map(ToString::to_string),
                range: trimmed(text, range),
            }),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let target = link_target(*link_type, dest_url);
                let kind = LinkTarget::of(&target);
                outline.links.push(Link { target, kind, text: words(document.inside(index)), range: range.clone() });
            }
            // The content of an alternative text is only words.
            Event::Start(Tag::Image { dest_url, .. }) => {
                let (target, kind) = (dest_url.to_string(), LinkTarget::of(dest_url));
                outline.images.push(OutlineImage {
                    target,
                    kind,
                    alt: words(document.inside(index)),
                    range: range.clone(),
                });
                index = document.end(index);
            }
            Event::Start(Tag::CodeBlock(_)) => code = range.end,
            Event::Start(Tag::HtmlBlock) => {
                if document.raw_block(index).is_some() {
                    outline.raw_html.push(trimmed(text, range));
                }
                index = document.end(index);
            }
            Event::InlineHtml(html) if !without_comments(html).is_empty() => outline.raw_html.push(range.clone()),
            Event::Start(Tag::TableRow) => {
                let row = document.pieces.get(index..).unwrap_or_default();
                outline.surplus_cells.extend(tables::surplus(text, row));
            }
            Event::Text(_) if range.start >= code => {
                undefined(text, range, &mut outline.undefined_notes);
                outline.raw_html.extend(html_like(text, range));
            }
            _ => {}
        }
        index += 1;
    }
    outline.unused_notes = unused(text, &document);
    outline.near_misses = near_misses(text, &document);
    // Only an entity gives another character than the one that is written.
    if text.contains('&') {
        outline.spelt = document.pieces.iter().flat_map(|(event, range)| spelt(text, event, range)).collect();
    }
    outline
}

/// The hidden characters in what a piece shows that are not in what is written for it.
fn spelt(text: &str, event: &Event<'_>, range: &Range<usize>) -> Vec<Spelt> {
    let shown: &[&str] = match event {
        Event::Text(words) | Event::Code(words) => &[words],
        Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => &[dest_url, title],
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => &[info],
        _ => return Vec::new(),
    };
    let written = text.get(range.clone()).unwrap_or_default();
    if shown == [written] {
        return Vec::new();
    }
    let found = shown.iter().flat_map(|shown| hidden(shown)).filter(|(_, c, _)| !written.contains(*c));
    found.map(|(_, character, kind)| Spelt { character, kind, range: range.clone() }).collect()
}

/// The address of a link; `<name@host>` is a link to a mailbox.
pub(super) fn link_target(kind: LinkType, target: &str) -> String {
    if kind == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() }
}

/// How much of a text is looked at for the end of a tag: more than any has, and little enough for a text full of beginnings.
const LONGEST_TAG: usize = 1000;

/// What is shown as it is, but was meant to be no text: tags of word processors such as `<o:p>`, comments that are never closed,
/// and those with full-width marks.
fn html_like(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let found = piece.match_indices(['<', '＜']).filter_map(|(at, open)| {
        let start = range.start + at;
        let rest = text.get(start + open.len()..)?;
        if rest.strip_prefix(['!', '！']).is_some_and(|rest| rest.starts_with("--") || rest.starts_with("－－")) {
            let line = rest.char_indices().take(LONGEST_TAG).take_while(|(_, c)| *c != '\n').last();
            return Some(start..start + open.len() + line.map_or(0, |(at, c)| at + c.len_utf8()));
        }
        let tag = rest.strip_prefix('/').unwrap_or(rest);
        let name = |c: char| c.is_ascii_alphanumeric();
        let (prefix, after) = tag.split_at_checked(tag.find(|c| !name(c))?)?;
        let is_tag =
            open == "<" && !prefix.is_empty() && after.strip_prefix(':').is_some_and(|after| after.starts_with(name));
        let end = |rest: &str| rest.bytes().take(LONGEST_TAG).position(|byte| matches!(byte, b'>' | b'\n'));
        let end = end(Some(rest).filter(|_| is_tag)?)?;
        rest.get(end..)?.starts_with('>').then(|| start..start + open.len() + end + 1)
    });
    found.filter(|found| !escaped(text, found.start)).collect()
}

/// Finds `[^label]` that the parser left as text, since no such footnote is defined.
fn undefined(text: &str, range: &Range<usize>, notes: &mut Vec<FootnoteLabel>) {
    let piece = text.get(range.clone()).unwrap_or_default();
    for (at, _) in piece.match_indices('[') {
        let start = range.start + at;
        let Some(rest) = text.get(start..).and_then(|rest| rest.strip_prefix("[^")) else { continue };
        // Looking no further than the next bracket keeps a text of nothing but brackets quick.
        let Some(length) = rest.find(['[', ']', '\n']).filter(|length| *length > 0) else { continue };
        let (label, after) = rest.split_at(length);
        if after.starts_with(']') && !escaped(text, start) {
            notes.push(FootnoteLabel {
                label: label.to_owned(),
                range: start..start + label.len() + "[^]".len(),
                repeated: false,
            });
        }
    }
}

fn unused(text: &str, document: &ParsedMarkdown<'_>) -> Vec<FootnoteLabel> {
    let reference = |event: &Event<'_>| match event {
        Event::FootnoteReference(label) => Some(note_key(label)),
        _ => None,
    };
    let mut wanted: HashSet<String> = document.pieces.iter().filter_map(|(event, _)| reference(event)).collect();
    let mut notes = Vec::new();
    let mut defined = HashSet::new();
    for (event, range) in &document.pieces {
        if let Event::Start(Tag::FootnoteDefinition(label)) = event {
            let repeated = !defined.insert(note_key(label));
            if !wanted.remove(&note_key(label)) {
                notes.push(FootnoteLabel { label: label.to_string(), range: trimmed(text, range), repeated });
            }
        }
    }
    notes
}

/// A range without the white space at its end, which for blocks includes the line end.
fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let kept = text.get(range.clone()).map_or(range.len(), |piece| piece.trim_end().len());
    range.start..range.start + kept
}
