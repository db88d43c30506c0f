//! How the lines of a text of YAML stand to each other by their indentation: found in one pass, so that a line is not looked at
//! again for each line it is above of.

use super::line::{indent_width, is_indent};
use crate::source::{Source, Span};

/// Where a line stands that says something, neither blank nor a comment. Lines are told by their numbers.
#[derive(Clone, Copy, Default)]
struct IndentedLine {
    column: usize,
    /// The number of the line before, where there is one.
    before: Option<usize>,
    /// The nearest line above that is no further right.
    above: Option<usize>,
    /// The nearest line below that is no further right.
    below: Option<usize>,
}

/// The lines of a text by their numbers.
#[derive(Default)]
pub(super) struct Indentation {
    lines: Vec<IndentedLine>,
}

impl Indentation {
    /// Of the lines that begin in the range, and of the one before them.
    pub(super) fn new(source: &Source, range: Span) -> Indentation {
        let begin = source.line_of(range.start()).saturating_sub(1);
        let mut lines = vec![IndentedLine::default(); begin];
        // The lines for which one below that is no further right is still to come, each further right than those before.
        let mut open: Vec<usize> = Vec::new();
        let mut before = None;
        for number in begin..source.line_count() {
            let span = source.line_span(number);
            if span.start() >= range.end() {
                break;
            }
            let line = source.slice(span);
            let text = line.trim_start_matches(is_indent);
            if text.trim_end().is_empty() || text.starts_with('#') {
                lines.push(IndentedLine::default());
                continue;
            }
            let column = line.strip_suffix(text).unwrap_or_default().chars().map(indent_width).sum();
            let mut above = None;
            while let Some(last) = open.last().and_then(|last| lines.get_mut(*last)) {
                if last.column < column {
                    above = open.last().copied();
                    break;
                }
                last.below = Some(number);
                let same = last.column == column;
                let last = open.pop();
                if same {
                    above = last;
                    break;
                }
            }
            lines.push(IndentedLine { column, before, above, below: None });
            open.push(number);
            before = Some(number);
        }
        Indentation { lines }
    }

    /// The line before this one that says something.
    pub(super) fn before(&self, number: usize) -> Option<usize> {
        self.lines.get(number)?.before
    }

    /// The nearest line above that is no further right.
    pub(super) fn above(&self, number: usize) -> Option<usize> {
        self.lines.get(number)?.above
    }

    /// The nearest line below that is no further right.
    pub(super) fn below(&self, number: usize) -> Option<usize> {
        self.lines.get(number)?.below
    }
}
