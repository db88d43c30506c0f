//! JPEG: segments, one after another, and the scans between them.

use std::collections::BTreeSet;

use super::{Cleaned, Record, exif};

const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

/// A file without the segments that are not needed to draw the picture, and without what follows its end: that may be another
/// picture, or a film.
pub(super) fn clean(bytes: &[u8]) -> Option<Cleaned> {
    let mut picture = vec![0xFF, 0xD8];
    let mut records = BTreeSet::new();
    let mut orientation = None;
    let mut scans = false;
    // Where the block on orientation belongs: before all other segments but the one of JFIF.
    let mut after_jfif = picture.len();
    let mut rest = bytes.get(2..)?;
    loop {
        // In a scan, 0xFF stands before 0 where it is no marker, and before restarts, which belong to it.
        let to = marker(rest);
        if scans {
            picture.extend(rest.get(..to)?);
        }
        rest = rest.get(to..)?.get(1..).unwrap_or_default();
        let fill = rest.iter().take_while(|byte| **byte == 0xFF).count();
        let Some((kind, after)) = rest.get(fill..).and_then(<[u8]>::split_first) else { break };
        if *kind == END {
            break;
        }
        rest = after;
        // Markers without a length say nothing here.
        if matches!(kind, 0x00 | 0x01 | 0xD0..=0xD8) {
            continue;
        }
        let [high, low, ..] = rest else { break };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(segment) = rest.get(2..length) else { break };
        rest = rest.get(length..)?;
        if let Some(cleaned) = cleaned(*kind, segment) {
            picture.extend([0xFF, *kind]);
            picture.extend(u16::try_from(cleaned.len() + 2).ok()?.to_be_bytes());
            picture.extend(cleaned);
            if *kind == 0xE0 {
                after_jfif = picture.len();
            }
        }
        orientation = read_records(*kind, segment, &mut records).or(orientation);
        scans |= *kind == SCAN;
    }
    picture.extend([0xFF, END]);
    if let Some(up) = orientation {
        let block = [exif::PREFIX, &exif::upright(up)].concat();
        let length = u16::try_from(block.len() + 2).ok()?.to_be_bytes();
        picture.splice(after_jfif..after_jfif, [&[0xFF, 0xE1], length.as_slice(), &block].concat());
    }
    scans.then_some(Cleaned { bytes: picture, records })
}

/// Where the next marker is, or the end.
fn marker(bytes: &[u8]) -> usize {
    let real = |at: &usize| !matches!(bytes.get(at + 1), Some(0x00 | 0xD0..=0xD7));
    memchr::memchr_iter(0xFF, bytes).find(real).unwrap_or(bytes.len())
}

/// What of a segment belongs to the picture.
fn cleaned(kind: u8, segment: &[u8]) -> Option<Vec<u8>> {
    match kind {
        // Frames, tables, scans, intervals.
        0xC0..=0xCF | 0xDA..=0xDF => Some(segment.to_vec()),
        // JFIF without the small picture in it, which may show what was cut off of the large one.
        0xE0 => segment.starts_with(b"JFIF\0").then(|| {
            let mut head = segment.get(..14).unwrap_or(segment).to_vec();
            head.iter_mut().skip(12).for_each(|size| *size = 0);
            head
        }),
        0xE2 => segment.starts_with(b"ICC_PROFILE\0").then(|| segment.to_vec()),
        // How colours are transformed.
        0xEE => segment.starts_with(b"Adobe").then(|| segment.get(..12).unwrap_or(segment).to_vec()),
        _ => None,
    }
}

/// The orientation in a segment; adds what else it records.
fn read_records(kind: u8, segment: &[u8], records: &mut BTreeSet<Record>) -> Option<u8> {
    match kind {
        0xE1 if segment.starts_with(exif::PREFIX) => {
            let record = exif::read(segment);
            records.extend(record.records);
            return record.orientation;
        }
        0xE1 => records.extend(Record::of_xmp(segment)),
        0xED => records.extend(iptc(segment)),
        0xFE => records.extend(segment.iter().any(|byte| !matches!(byte, b' ' | 0)).then_some(Record::Description)),
        _ => {}
    }
    None
}

/// Records of IPTC begin with 0x1C, 2, and a number.
fn iptc(segment: &[u8]) -> impl Iterator<Item = Record> {
    segment.windows(3).filter_map(|window| match window {
        // Record 2 of the IPTC Information Interchange Model 4.2: by-line, its title, credit, source, copyright.
        [0x1C, 2, 80 | 85 | 110 | 115 | 116] => Some(Record::Author),
        // City, part of it, state, code and name of the country.
        [0x1C, 2, 90 | 92 | 95 | 100 | 101] => Some(Record::Position),
        // Title, keywords, headline, caption.
        [0x1C, 2, 5 | 25 | 105 | 120] => Some(Record::Description),
        // Date and time of creation.
        [0x1C, 2, 55 | 60] => Some(Record::Time),
        _ => None,
    })
}
