//! Marks of emphasis: which of them are characters, and which need help next to Japanese punctuation.
//!
//! Officials write `*1` for notes, `3*4*5` for products, `10~20人` for ranges and `令和__年` for blanks. Only `**` and `~~` are
//! marks, and not between two digits; all others are the characters that their author sees.
//!
//! `**注意：**強調` is not bold by the rules of CommonMark, because they expect a space or punctuation where
//! Japanese has none. An invisible character on both sides of such a run of `*` hides the neighbours from
//! the rules; it is taken out again, and positions are counted back, before anybody sees it.
//! Delete that help as soon as pulldown-cmark has the option for it (upstream issue #1059, due after 0.13.6).

use std::ops::Range;

use memchr::memchr3;
use pulldown_cmark::{Event, LinkType, Tag};

use super::events::SpannedEvent;
use super::padded::{Guard, GuardedPlace};
use crate::text::east_asian::wide;
use crate::text::escaped::escaped;

/// Where marks of emphasis are to be guarded, given what the parser makes of the text as it is.
///
/// Only what it took for text or for emphasis is looked at: list bullets, code, addresses, escapes
/// and labels never are.
pub(super) fn places(text: &str, events: &[SpannedEvent<'_>], places: &mut Vec<GuardedPlace>) {
    if memchr3(b'*', b'~', b'_', text.as_bytes()).is_none() {
        return;
    }
    for run in runs(text, &marks(text, events)) {
        if is_words(text, &run) {
            places.extend(run.map(|at| (at, Guard::Escape)));
        } else if needs_help(text, &run) {
            places.extend([(run.start, Guard::Pad), (run.end, Guard::Pad)]);
        }
    }
}

/// The ranges of running text, in order: all but code, addresses and labels.
pub(super) fn running(events: &[SpannedEvent<'_>]) -> Vec<Range<usize>> {
    let mut running = Vec::new();
    // The end of an element whose text is code, an address or a label.
    let mut literal = 0;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => literal = range.end,
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. })
                if !matches!(link_type, LinkType::Inline | LinkType::Reference) =>
            {
                literal = literal.max(range.end);
            }
            _ if range.start < literal => {}
            Event::Text(_) => running.push(range.clone()),
            _ => {}
        }
    }
    running
}

/// The bytes that are marks of emphasis or might have been, in order.
fn marks(text: &str, events: &[SpannedEvent<'_>]) -> Vec<usize> {
    let mark = |at: &usize| matches!(text.as_bytes().get(*at), Some(b'*' | b'~' | b'_'));
    let mut marks: Vec<usize> = running(events).into_iter().flatten().filter(mark).collect();
    for (event, range) in events {
        match event {
            Event::Start(Tag::Emphasis) => marks.extend([range.start, range.end.saturating_sub(1)]),
            Event::Start(Tag::Strong | Tag::Strikethrough) => {
                marks.extend([range.start, range.start + 1, range.end.saturating_sub(2), range.end.saturating_sub(1)]);
            }
            _ => {}
        }
    }
    marks.retain(|at| mark(at) && !escaped(text, *at));
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Neighbouring bytes of one kind, joined.
fn runs(text: &str, marks: &[usize]) -> Vec<Range<usize>> {
    let byte = |at: usize| text.as_bytes().get(at);
    let joined = marks.chunk_by(|a, b| a + 1 == *b && byte(*a) == byte(*b));
    joined.filter_map(|run| Some(*run.first()?..run.last()? + 1)).collect()
}

/// Whether a run is the characters it is: one `*` or `~`, any number of `_`, and all between two digits.
pub(super) fn is_words(text: &str, run: &Range<usize>) -> bool {
    let (before, after) = neighbours(text, run);
    let between = |kind: fn(char) -> bool| before.is_some_and(kind) && after.is_some_and(kind);
    match text.as_bytes().get(run.start) {
        // Within a word it is none already.
        Some(b'_') => !between(char::is_alphanumeric),
        Some(b'*' | b'~') => run.len() == 1 || between(char::is_numeric),
        _ => false,
    }
}

/// Whether a run may both open and close emphasis once Japanese punctuation counts as letters do, so that
/// hiding its neighbours from the parser is right. Any other run is parsed rightly without help.
fn needs_help(text: &str, run: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = neighbours(text, run) else { return false };
    let space = |c: char| c.is_whitespace() || c == '|';
    let mark = |c: char| !c.is_alphanumeric() && !wide(c);
    let flanking = |near: char, far: char| !space(near) && (!mark(near) || space(far) || mark(far) || wide(far));
    let starred = text.as_bytes().get(run.start) == Some(&b'*') || run.len() == 2;
    starred && (wide(before) || wide(after)) && flanking(after, before) && flanking(before, after)
}

/// The characters before and after a range; none at the ends of the text.
fn neighbours(text: &str, range: &Range<usize>) -> (Option<char>, Option<char>) {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    (before, text.get(range.end..).and_then(|after| after.chars().next()))
}
