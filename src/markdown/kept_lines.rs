//! Lines that begin with a mark of a list, as word processors write it, stay lines, and so do rows that follow each other.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::SpannedEvent;
use crate::text::list_mark::{ListMark, items};
use crate::text::row_shape::RowShape;

/// A line of a paragraph.
struct Line {
    /// The event of the line end before it, where the line goes on a paragraph.
    before: Option<usize>,
    mark: Option<ListMark>,
    shape: Option<RowShape>,
}

/// Turns line ends before items and rows into breaks. Items of all paragraphs count: a list within a list parts them.
pub(super) fn keep_lines(text: &str, pieces: &mut [SpannedEvent<'_>]) {
    if !pieces.iter().any(|(event, _)| matches!(event, Event::SoftBreak)) {
        return;
    }
    let mut lines: Vec<Line> = Vec::new();
    let (mut fresh, mut before, mut heading) = (true, None, false);
    for (index, (event, range)) in pieces.iter().enumerate() {
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
            | Event::Text(_)
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => {
                if fresh && !heading {
                    let line = text.get(range.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
                    lines.push(Line { before: before.take(), mark: ListMark::of(line), shape: RowShape::of(line) });
                }
                fresh = false;
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {}
            Event::SoftBreak | Event::HardBreak => {
                (fresh, before) = (true, matches!(event, Event::SoftBreak).then_some(index));
            }
            Event::Start(Tag::Heading { .. }) => heading = true,
            _ => (fresh, before, heading) = (true, None, false),
        }
    }
    let alike = |pair: &[Line]| matches!(pair, [one, next] if next.shape.is_some() && one.shape == next.shape);
    let mut rows: Vec<bool> = std::iter::once(false).chain(lines.windows(2).map(alike)).collect();
    // No row goes on below the last one.
    let below: Vec<bool> = std::iter::once(false).chain(rows.iter().copied()).collect();
    rows.iter_mut().zip(below).for_each(|(row, below)| *row |= below);
    let (breaks, marks): (Vec<_>, Vec<_>) = lines.into_iter().map(|line| (line.before, line.mark)).unzip();
    let kept = breaks.into_iter().zip(items(&marks).into_iter().zip(rows)).filter(|(_, (item, row))| *item || *row);
    for index in kept.filter_map(|(before, _)| before) {
        if let Some((event, _)) = pieces.get_mut(index) {
            *event = Event::HardBreak;
        }
    }
}
