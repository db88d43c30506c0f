//! Emphasis next to Japanese punctuation, which CommonMark leaves as literal asterisks.
//!
//! `**注意：**強調` is not bold by the rules of CommonMark, because they expect a space or punctuation where
//! Japanese has none. An invisible character on both sides of such a run of `*` hides the neighbours from
//! the rules; it is taken out again, and positions are counted back, before anybody sees it.
//! Delete this file as soon as pulldown-cmark has the option for it (upstream issue #1059, due after 0.13.6).

use std::ops::Range;

use memchr::memchr2_iter;
use pulldown_cmark::{Event, LinkType, Tag};

use super::east_asian::wide;
use super::escaped::escaped;

/// Whether any mark is next to a wide character; a text without one is parsed only once.
pub(super) fn possible(text: &str) -> bool {
    memchr2_iter(b'*', b'~', text.as_bytes()).any(|at| {
        let (before, after) = neighbours(text, &(at..at + 1));
        before.is_some_and(wide) || after.is_some_and(wide)
    })
}

/// Where invisible characters belong, given what the parser makes of the text as it is.
///
/// Only what it took for text or for emphasis is looked at: list bullets, code, addresses, escapes and
/// labels never are.
pub(super) fn places<'a>(text: &str, events: impl Iterator<Item = (Event<'a>, Range<usize>)>) -> Vec<usize> {
    let runs = runs(text, &marks(text, events));
    runs.into_iter().filter(|run| hidden(text, run)).flat_map(|run| [run.start, run.end]).collect()
}

/// The bytes that are marks of emphasis or might have been, in order.
fn marks<'a>(text: &str, events: impl Iterator<Item = (Event<'a>, Range<usize>)>) -> Vec<usize> {
    let mark = |at: &usize| matches!(text.as_bytes().get(*at), Some(b'*' | b'~'));
    let mut marks = Vec::new();
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
            Event::Start(Tag::Emphasis) => marks.extend([range.start, range.end.saturating_sub(1)]),
            Event::Start(Tag::Strong | Tag::Strikethrough) => {
                marks.extend([range.start, range.start + 1, range.end.saturating_sub(2), range.end.saturating_sub(1)]);
            }
            Event::Text(_) => marks.extend(range.filter(|at| mark(at) && !escaped(text, *at))),
            _ => {}
        }
    }
    marks.retain(mark);
    marks.sort_unstable();
    marks
}

/// Neighbouring bytes of one kind, joined. A single `~` is never a mark.
fn runs(text: &str, marks: &[usize]) -> Vec<Range<usize>> {
    let byte = |at: usize| text.as_bytes().get(at);
    let joined = marks.chunk_by(|a, b| a + 1 == *b && byte(*a) == byte(*b));
    let runs = joined.filter_map(|run| Some(*run.first()?..run.last()? + 1));
    runs.filter(|run| byte(run.start) == Some(&b'*') || run.len() == 2).collect()
}

/// Whether a run may both open and close emphasis once Japanese punctuation counts as letters do, so that
/// hiding its neighbours from the parser is right. Any other run is parsed rightly without help.
fn hidden(text: &str, run: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = neighbours(text, run) else { return false };
    let space = |c: char| c.is_whitespace() || c == '|';
    let mark = |c: char| !c.is_alphanumeric() && !wide(c);
    let flanking = |near: char, far: char| !space(near) && (!mark(near) || space(far) || mark(far) || wide(far));
    (wide(before) || wide(after)) && flanking(after, before) && flanking(before, after)
}

/// The characters before and after a range; none at the ends of the text.
fn neighbours(text: &str, range: &Range<usize>) -> (Option<char>, Option<char>) {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    (before, text.get(range.end..).and_then(|after| after.chars().next()))
}
