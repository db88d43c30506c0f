//! Where the characters of a text stand in the file it came from.

use std::ops::Range;
use std::sync::Arc;

use crate::source::Span;

/// Maps bytes of a text to bytes of its file. Small to clone, so it can travel with the text:
/// a mistake in the Markdown of a `|` block is then shown at its own line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceMap {
    span: Span,
    pieces: Pieces,
}

/// From which byte of the text on which byte of the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Pieces {
    /// The two differ too much.
    Unknown,
    /// The text stands in the file as it is, from this byte on. Most are a line, and there are many.
    One(u32),
    /// The lines of a text, each with where it begins in the text and in the file.
    Lines(Arc<[MapPiece]>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct MapPiece {
    text: u32,
    file: u32,
}

impl SourceMap {
    /// A text which stands in the file as it is, from byte `start` on: the Markdown body.
    #[must_use]
    pub fn direct(start: usize) -> SourceMap {
        SourceMap { span: Span::at(start), pieces: Pieces::One(start as u32) }
    }

    /// A text of which only the place of the whole is known.
    #[must_use]
    pub fn coarse(span: Span) -> SourceMap {
        SourceMap { span, pieces: Pieces::Unknown }
    }

    /// A text within `span` whose lines start at these bytes: (of the text, of the file), in order.
    pub(super) fn lines(span: Span, starts: impl IntoIterator<Item = (usize, usize)>) -> SourceMap {
        let pieces = starts.into_iter().map(|(text, file)| MapPiece { text: text as u32, file: file as u32 });
        let pieces: Vec<MapPiece> = pieces.collect();
        let pieces = match pieces.as_slice() {
            [] => Pieces::Unknown,
            [MapPiece { text: 0, file }] => Pieces::One(*file),
            several => Pieces::Lines(several.into()),
        };
        SourceMap { span, pieces }
    }

    /// Of the text without some of its parts, which are in order: what is left stands where it stood.
    #[must_use]
    pub fn without(&self, parts: &[Range<usize>], length: usize) -> SourceMap {
        if self.pieces == Pieces::Unknown {
            return self.clone();
        }
        let inner: Vec<usize> = match &self.pieces {
            Pieces::Lines(lines) => lines.iter().map(|piece| piece.text as usize).collect(),
            Pieces::Unknown | Pieces::One(_) => Vec::new(),
        };
        let mut starts: Vec<(usize, usize)> = Vec::new();
        let (mut from, mut gone, mut next) = (0, 0, 0);
        for part in parts.iter().cloned().chain(std::iter::once(length..length)) {
            // What is kept before this part, and the lines that begin within.
            let mut keep = |at: usize| starts.extend(self.offset(at).map(|file| (at - gone, file)));
            if from < part.start || from == length {
                keep(from);
            }
            while let Some(at) = inner.get(next).filter(|at| **at < part.start) {
                if *at > from {
                    keep(*at);
                }
                next += 1;
            }
            gone += part.end - part.start;
            from = part.end;
        }
        SourceMap::lines(self.span, starts)
    }

    /// Where `range` of the text stands in the file; the whole text's place where that is not known.
    #[must_use]
    pub fn offset_span(&self, range: Range<usize>) -> Span {
        let Some(start) = self.offset(range.start) else { return self.span };
        // The end belongs to its last byte's line: the next line may start after an indentation.
        match range.end.checked_sub(1).filter(|last| *last >= range.start).and_then(|last| self.offset(last)) {
            Some(last) => Span::new(start, last + 1),
            None => Span::at(start),
        }
    }

    fn offset(&self, byte: usize) -> Option<usize> {
        match &self.pieces {
            Pieces::Unknown => None,
            Pieces::One(file) => Some(*file as usize + byte),
            Pieces::Lines(lines) => {
                let after = lines.partition_point(|piece| piece.text as usize <= byte);
                let piece = lines.get(after.checked_sub(1)?)?;
                Some(piece.file as usize + (byte - piece.text as usize))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_stands_where_it_stood() {
        let one = SourceMap::direct(100).without(&[2..5, 8..9], 12);
        for (range, expected) in [(0..2, 100..102), (2..5, 105..108), (5..8, 109..112), (1..3, 101..106)] {
            assert_eq!(one.offset_span(range.clone()), Span::new(expected.start, expected.end), "{range:?}");
        }
        // Lines of four bytes, indented by two in the file; the part reaches from one into the next.
        let lines =
            SourceMap::lines(Span::new(10, 40), [(0, 12), (4, 18), (8, 24)]).without(std::slice::from_ref(&(2..6)), 12);
        for (range, expected) in [(0..2, 12..14), (2..4, 20..22), (4..8, 24..28)] {
            assert_eq!(lines.offset_span(range.clone()), Span::new(expected.start, expected.end), "{range:?}");
        }
        assert_eq!(SourceMap::direct(100).without(std::slice::from_ref(&(0..3)), 3).offset_span(0..0), Span::at(103));
        let unknown = SourceMap::coarse(Span::new(7, 9));
        assert_eq!(unknown.without(std::slice::from_ref(&(0..2)), 5), unknown);
    }

    #[test]
    fn ranges_map_back_to_the_file() {
        let lines = SourceMap::lines(Span::new(10, 40), [(0, 12), (4, 20), (9, 27)]);
        let cases = [
            (SourceMap::direct(100), 3..5, Span::new(103, 105)),
            (SourceMap::direct(100), 3..3, Span::at(103)),
            (SourceMap::coarse(Span::new(7, 9)), 3..5, Span::new(7, 9)),
            (lines.clone(), 0..3, Span::new(12, 15)),
            (lines.clone(), 0..4, Span::new(12, 16)),
            (lines.clone(), 4..8, Span::new(20, 24)),
            (lines.clone(), 2..6, Span::new(14, 22)),
            (lines, 9..9, Span::at(27)),
        ];
        for (origin, range, expected) in cases {
            assert_eq!(origin.offset_span(range.clone()), expected, "{range:?} of {origin:?}");
        }
    }
}
