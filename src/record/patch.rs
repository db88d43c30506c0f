//! A text with small repairs that still knows where each of its bytes came from.

use crate::source::{Source, Span};

/// A range of a source, repaired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patched {
    text: String,
    /// For every byte of the text and for its end, the byte of the source.
    origin: Vec<u32>,
    /// Where something was repaired.
    repairs: Vec<Span>,
    /// What was reported, and is read only so that the rest can be read: nobody knows what it means.
    doubts: Vec<Span>,
}

impl Patched {
    /// Starts a text that will be filled from byte `start` of a source on.
    pub(super) fn starting(start: usize) -> Patched {
        Patched { origin: vec![start as u32], ..Patched::default() }
    }

    /// Adds a part of the source as it is.
    pub(super) fn keep(&mut self, source: &Source, span: Span) {
        let text = source.slice(span);
        self.text.push_str(text);
        self.origin.pop();
        self.origin.extend((0..=text.len()).map(|i| (span.start() + i) as u32));
    }

    /// Adds `text` instead of what stands at `span`.
    pub(super) fn replace(&mut self, span: Span, text: &str) {
        self.text.push_str(text);
        self.origin.pop();
        self.origin.extend(std::iter::repeat_n(span.start() as u32, text.len()));
        self.origin.push(span.end() as u32);
        self.repairs.push(span);
    }

    /// The text of the range with all replacements so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place in the source of a range of bytes of the repaired text.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let at = |byte: usize| self.origin.get(byte).or(self.origin.last()).map_or(0, |o| *o as usize);
        // The end is one past the last byte's origin, so that nothing repaired after it is taken along.
        Span::new(at(start), at(end))
    }

    /// Whether something was repaired within `span`.
    pub(super) fn repaired(&self, span: Span) -> bool {
        let after = self.repairs.partition_point(|repair| repair.end() < span.start());
        self.repairs.get(after).is_some_and(|repair| repair.start() <= span.end())
    }

    /// Says that nobody knows what a part of the source means. Parts come in their order.
    pub(super) fn doubt(&mut self, span: Span) {
        self.doubts.push(span);
    }

    /// Whether such a part begins within `span`.
    pub(super) fn doubted(&self, span: Span) -> bool {
        let after = self.doubts.partition_point(|doubt| doubt.start() < span.start());
        self.doubts.get(after).is_some_and(|doubt| doubt.start() < span.end())
    }

    /// Overwrites the spaces at the end of the text so far, which stand before byte `at` of the source, by as
    /// many characters of ASCII.
    pub(super) fn overwrite_end(&mut self, at: usize, text: &str) {
        let from = self.text.len().saturating_sub(text.len());
        if self.text.get(from..).is_some_and(|end| end.bytes().all(|byte| byte == b' ')) {
            self.text.replace_range(from.., text);
            self.repairs.push(Span::at(at));
        }
    }

    /// Overwrites one ASCII byte by a space, keeping all places.
    pub(super) fn blank_out(&mut self, byte: usize) {
        if self.text.as_bytes().get(byte).is_some_and(u8::is_ascii) {
            self.text.replace_range(byte..=byte, " ");
        }
    }
}
