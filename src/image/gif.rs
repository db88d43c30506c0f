//! GIF: blocks. Comments and the records of programs are blocks among those that draw.

use std::collections::BTreeSet;

use super::{Cleaned, Record};

/// A file without remarks, without blocks of programs that draw nothing, and without what follows its end.
pub(super) fn clean(bytes: &[u8]) -> Option<Cleaned> {
    let mut records = BTreeSet::new();
    let head = bytes.get(..13)?;
    let mut at = 13 + table(*head.get(10)?);
    let mut picture = bytes.get(..at)?.to_vec();
    loop {
        let (to, is_kept) = match bytes.get(at..)? {
            [0x2C, ..] => {
                let flags = *bytes.get(at + 9)?;
                // The least size of a code comes before the blocks.
                (blocks(bytes, at + 10 + table(flags) + 1)?, true)
            }
            [0x21, kind, rest @ ..] => {
                let application = rest.get(1..12).unwrap_or_default();
                let is_kept = match kind {
                    0xF9 => true,
                    // How often an animation runs, and the profile of its colours.
                    0xFF => [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"].iter().any(|own| application == *own),
                    _ => false,
                };
                let to = blocks(bytes, at + 2)?;
                match kind {
                    0xFE => _ = records.insert(Record::Description),
                    0xFF if !is_kept => records.extend(Record::of_xmp(bytes.get(at..to)?)),
                    _ => {}
                }
                (to, is_kept)
            }
            [0x3B, ..] => break,
            _ => return None,
        };
        if is_kept {
            picture.extend(bytes.get(at..to)?);
        }
        at = to;
    }
    picture.push(0x3B);
    Some(Cleaned { bytes: picture, records })
}

/// The length of a table of colours, by the flags that announce it.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The end of blocks that each begin with their length; the last has none.
fn blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match usize::from(*bytes.get(at)?) {
            0 => return Some(at + 1),
            length => at += 1 + length,
        }
    }
}
