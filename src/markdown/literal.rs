//! What the parser would take for marks, and what its author wrote as words: paths of Windows, `>10人`, notes such as
//! `[注1]: 延べ人数`, marks of emphasis that are none.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::emphasis;
use super::events::SpannedEvent;
use super::padded::{Guard, GuardedPlace};

/// Where a text is to be guarded, in order, given what the parser makes of it as it is.
pub(super) fn places(text: &str, events: &[SpannedEvent<'_>]) -> Vec<GuardedPlace> {
    let mut places = Vec::new();
    emphasis::places(text, events, &mut places);
    paths(text, events, &mut places);
    signs(text, events, &mut places);
    definitions(text, events, &mut places);
    places.sort_unstable();
    places.dedup();
    places
}

/// Backslashes in paths of Windows (`\\server\folder`, `C:\folder`) that the parser would take for escapes.
fn paths(text: &str, events: &[SpannedEvent<'_>], places: &mut Vec<GuardedPlace>) {
    if !text.contains('\\') {
        return;
    }
    let running = emphasis::running(events);
    let is_running = |at: usize| {
        let after = running.partition_point(|range| range.start <= at);
        after.checked_sub(1).and_then(|last| running.get(last)).is_some_and(|range| range.contains(&at))
    };
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('\\')) {
        let start = at + next;
        let path = text.get(start..).filter(|_| is_running(start + 1)).and_then(|rest| path(text, start, rest));
        let end = start + path.map_or(1, str::len);
        if let Some(path) = path {
            let bytes = path.as_bytes().windows(2).enumerate();
            let escapes = bytes.filter(|(_, pair)| matches!(pair, [b'\\', next] if next.is_ascii_punctuation()));
            places.extend(escapes.map(|(offset, _)| (start + offset, Guard::Escape)));
            places.extend(path.match_indices('&').map(|(offset, _)| (start + offset, Guard::Escape)));
        }
        at = end;
    }
}

/// The rest of a path from its first backslash on; none where this is no path.
fn path<'t>(text: &str, start: usize, rest: &'t str) -> Option<&'t str> {
    let before = text.get(..start)?;
    let shared = rest.strip_prefix("\\\\").is_some_and(|name| name.starts_with(char::is_alphanumeric));
    let mut chars = before.chars().rev();
    let drive = chars.next() == Some(':')
        && chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.next().is_none_or(|c| !c.is_ascii_alphanumeric());
    if before.ends_with('\\') || !(shared || drive) {
        return None;
    }
    // No name may contain these; `\*` and `\|` are how an author writes the characters themselves.
    let outside =
        |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '|' | '?' | '*' | '、' | '。' | '」' | '`');
    let path = rest.split(outside).next()?;
    // A backslash before what ends the path is an escape of that.
    Some(path.trim_end_matches('\\')).filter(|path| !path.is_empty())
}

/// `>10人` and `>=10人` at the start of a line: a sign before a number, not the mark of a quotation.
fn signs(text: &str, events: &[SpannedEvent<'_>], places: &mut Vec<GuardedPlace>) {
    let sign = |rest: &str| {
        rest.strip_prefix('>')
            .is_some_and(|after| after.starts_with(|c: char| c.is_numeric() || matches!(c, '=' | '＝')))
    };
    for (event, range) in events {
        let Event::Start(Tag::BlockQuote(_)) = event else { continue };
        let Some(quote) = text.get(range.clone()).filter(|quote| sign(quote)) else { continue };
        let mut start = range.start;
        for line in quote.split_inclusive('\n') {
            let lead = line.len() - line.trim_start_matches(' ').len();
            if line.get(lead..).is_some_and(sign) {
                places.push((start + lead, Guard::Escape));
            }
            start += line.len();
        }
    }
}

/// Lines such as `[注1]: 延べ人数`, which CommonMark takes for the address of a link and shows nowhere. They are one only where
/// a link uses it, it is the first of its name, and it looks like an address or a file.
fn definitions(text: &str, events: &[SpannedEvent<'_>], places: &mut Vec<GuardedPlace>) {
    if !text.contains("]:") {
        return;
    }
    let used = |event: &Event<'_>| match event {
        Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. })
            if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) =>
        {
            Some(label_key(id))
        }
        _ => None,
    };
    let mut used: HashSet<String> = events.iter().filter_map(|(event, _)| used(event)).collect();
    for gap in gaps(text, events) {
        for start in openings(text, &gap) {
            let Some((label, rest)) = text.get(start + 1..gap.end).and_then(|rest| rest.split_once("]:")) else {
                continue;
            };
            let target = rest.split_whitespace().next().unwrap_or_default();
            let is_address = target.contains(['.', '/', '#', ':']);
            // The first of its name is the one that counts, whatever it says.
            if !(used.remove(&label_key(label)) && is_address) {
                places.push((start, Guard::Escape));
            }
        }
    }
}

/// What is between the blocks of a text: empty lines, marks of lists and quotations, and definitions.
fn gaps(text: &str, events: &[SpannedEvent<'_>]) -> Vec<Range<usize>> {
    let mut gaps = Vec::new();
    let mut at = 0;
    for (event, range) in events {
        let holds_blocks = matches!(
            event,
            Event::End(_)
                | Event::Start(
                    Tag::BlockQuote(_)
                        | Tag::List(_)
                        | Tag::Item
                        | Tag::FootnoteDefinition(_)
                        | Tag::DefinitionList
                        | Tag::DefinitionListDefinition
                )
        );
        if !holds_blocks {
            gaps.push(at..range.start);
            at = at.max(range.end);
        }
    }
    gaps.push(at..text.len());
    gaps.retain(|gap| gap.start < gap.end);
    gaps
}

/// The brackets in a gap that begin a definition: the first of their line but for marks of lists and quotations.
fn openings(text: &str, gap: &Range<usize>) -> Vec<usize> {
    let mut start = gap.start;
    let mut openings = Vec::new();
    for line in text.get(gap.clone()).unwrap_or_default().split_inclusive('\n') {
        let marks = |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '>' | '-' | '+' | '*' | '.' | ')');
        let rest = line.trim_start_matches(marks);
        if rest.starts_with('[') && !rest.starts_with("[^") {
            openings.push(start + line.len() - rest.len());
        }
        start += line.len();
    }
    openings
}

/// Labels of links are compared without regard to letter case and white space.
fn label_key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
