//! Lines that begin with a mark of a list, as word processors write it, stay lines.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::SpannedEvent;
use crate::text::list_mark::{ListMark, items};

/// Turns line ends before items into breaks. Items of all paragraphs count: a list within a list parts them.
pub(super) fn keep_lines(text: &str, pieces: &mut [SpannedEvent<'_>]) {
    if !pieces.iter().any(|(event, _)| matches!(event, Event::SoftBreak)) {
        return;
    }
    // For each line, the break before it, and its mark.
    let mut lines: Vec<(Option<usize>, Option<ListMark>)> = Vec::new();
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
                    lines.push((before.take(), ListMark::of(line)));
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
    let (breaks, marks): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
    let kept = breaks.into_iter().zip(items(&marks)).filter(|(_, item)| *item);
    for index in kept.filter_map(|(before, _)| before) {
        if let Some((event, _)) = pieces.get_mut(index) {
            *event = Event::HardBreak;
        }
    }
}
