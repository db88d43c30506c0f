//! A text with marks put in, which keep the parser from reading too much or too little into it.

use std::ops::Range;

/// Characters without width or meaning; the first one that the text itself does not contain is used.
const PADS: [char; 5] = ['\u{2060}', '\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}'];

/// What is put before a byte of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Guard {
    /// An invisible character, which hides what stands on its two sides from each other.
    Pad,
    /// A backslash, which makes a character of a mark. The parser takes it out again.
    Escape,
    /// So many spaces, which put a line into the item that it belongs to.
    Spaces(usize),
}

/// A byte of a text, and what is put before it.
pub(super) type GuardedPlace = (usize, Guard);

/// A text with marks put in.
pub(super) struct Padded {
    /// The text to be parsed.
    pub(super) text: String,
    pad: char,
    /// The positions of the marks in `text`, each with the length in bytes of all up to it.
    places: Vec<(usize, usize)>,
}

impl Padded {
    /// Puts marks before bytes of a text (in order). None where there is nothing to do.
    pub(super) fn new(text: &str, places: &[GuardedPlace]) -> Option<Padded> {
        let pad = PADS.into_iter().find(|pad| !text.contains(*pad)).filter(|_| !places.is_empty())?;
        let mut padded = Padded {
            text: String::with_capacity(text.len() + places.len() * pad.len_utf8()),
            pad,
            places: Vec::with_capacity(places.len()),
        };
        let (mut written, mut added) = (0, 0);
        for &(place, guard) in places {
            padded.text.push_str(text.get(written..place)?);
            let at = padded.text.len();
            match guard {
                Guard::Pad => padded.text.push(pad),
                Guard::Escape => padded.text.push('\\'),
                Guard::Spaces(count) => padded.text.extend(std::iter::repeat_n(' ', count)),
            }
            added += padded.text.len() - at;
            padded.places.push((at, added));
            written = place;
        }
        padded.text.push_str(text.get(written..)?);
        Some(padded)
    }

    /// A piece of the parsed text without the invisible characters.
    pub(super) fn strip(&self, piece: &str) -> String {
        piece.replace(self.pad, "")
    }

    /// The range in the original text.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let back = |offset: usize| {
            let before = self.places.partition_point(|(place, _)| *place < offset);
            offset - before.checked_sub(1).and_then(|last| self.places.get(last)).map_or(0, |(_, added)| *added)
        };
        back(range.start)..back(range.end)
    }
}
