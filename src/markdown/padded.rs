//! A text with invisible characters put in, which keep the parser from reading too much or too little into it.

use std::ops::Range;

/// Characters without width or meaning; the first one that the text itself does not contain is used.
const PADS: [char; 5] = ['\u{2060}', '\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}'];

/// Length in bytes of every one of [`PADS`].
const PAD_LENGTH: usize = 3;

/// A text with invisible characters put in.
pub(super) struct Padded {
    /// The text to be parsed.
    pub(super) text: String,
    pad: char,
    /// The positions of the invisible characters in `text`.
    places: Vec<usize>,
}

impl Padded {
    /// Puts an invisible character before every byte of `places` (in order). None where there is nothing to do.
    pub(super) fn new(text: &str, places: &[usize]) -> Option<Padded> {
        let pad = PADS.into_iter().find(|pad| !text.contains(*pad)).filter(|_| !places.is_empty())?;
        let mut padded =
            Padded { text: String::with_capacity(text.len() + places.len() * PAD_LENGTH), pad, places: Vec::new() };
        let mut written = 0;
        for &place in places {
            padded.text.push_str(text.get(written..place)?);
            padded.places.push(padded.text.len());
            padded.text.push(pad);
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
        let back = |offset: usize| offset - PAD_LENGTH * self.places.partition_point(|place| *place < offset);
        back(range.start)..back(range.end)
    }
}
