//! Running text as it is written out: line breaks of the source become a space or nothing.

use crate::text::east_asian::{groups, run_together, spaced};

/// Output with what decides on a soft line break: the visible characters on both its sides,
/// whatever markup stands between.
#[derive(Default)]
pub(super) struct Flow {
    /// What is written so far.
    pub(super) out: String,
    /// The last visible character of this block or line.
    last: Option<char>,
    /// The one before it, where nothing parts the two.
    before: Option<char>,
    /// Where a space goes if the next visible character asks for one.
    gap: Option<usize>,
}

impl Flow {
    /// Adds something without width: tags, marks, separators.
    pub(super) fn markup(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Adds visible text, written by `write`.
    pub(super) fn text(&mut self, text: &str, write: fn(&mut String, &str)) {
        let Some(first) = text.chars().find(|c| !c.is_whitespace()) else {
            if self.gap.is_none() {
                write(&mut self.out, text);
            }
            return;
        };
        self.settle(first, text.trim_start());
        let joined = self.last.filter(|_| !self.out.ends_with(char::is_whitespace));
        write(&mut self.out, text);
        let mut back = text.trim_end().chars().rev();
        self.last = back.next();
        self.before = back.next().or(joined);
    }

    /// Adds something visible that is not text: an image.
    pub(super) fn object(&mut self, markup: &str) {
        const OBJECT: char = '\u{FFFC}';
        self.settle(OBJECT, "");
        self.out.push_str(markup);
        (self.before, self.last) = (None, Some(OBJECT));
    }

    /// A link or code begins or ends before these words: what its marks parted stays two numbers or two words.
    pub(super) fn part(&mut self, next: &str) {
        if let (Some(last), Some(first), None) = (self.last, next.chars().next(), self.gap)
            && !self.out.ends_with(char::is_whitespace)
            && (run_together(last, first) || groups(self.before, last, next))
        {
            self.out.push(' ');
        }
    }

    /// A line of the source ends within a paragraph. A comment that was left out may have left spaces behind.
    pub(super) fn soft_break(&mut self) {
        if self.last.is_some() {
            self.out.truncate(self.out.trim_end_matches(' ').len());
            self.gap = Some(self.out.len());
        }
    }

    /// A block or a line begins or ends here: nothing is joined over this place.
    pub(super) fn cut(&mut self) {
        (self.before, self.last) = (None, None);
        self.gap = None;
    }

    /// Starts a new line of output, unless at the start of one.
    pub(super) fn line(&mut self) {
        self.cut();
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Writes the space of a line end, where `first`, the first character of the words that follow, asks for one.
    fn settle(&mut self, first: char, next: &str) {
        if let (Some(gap), Some(last)) = (self.gap.take(), self.last)
            && (spaced(last, first) || groups(self.before, last, next))
        {
            self.out.insert(gap, ' ');
        }
    }
}
