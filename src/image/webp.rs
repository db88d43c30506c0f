//! WebP: chunks of RIFF.

use std::collections::BTreeSet;

use img_parts::Bytes;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;

use super::{Cleaned, Record, exif};

/// Chunks of the picture.
const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// Flags in the header of chunks that are left out.
const EXIF: u8 = 0b1000;
const XMP: u8 = 0b0100;

/// A file without Exif, XMP, unknown chunks, and without what follows its end.
pub(super) fn clean(bytes: &[u8]) -> Option<Cleaned> {
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let mut records = BTreeSet::new();
    let mut orientation = None;
    for chunk in webp.chunks() {
        match (&chunk.id(), chunk.content().data()) {
            (b"EXIF", Some(block)) => {
                let record = exif::read(block);
                orientation = orientation.or(record.orientation);
                records.extend(record.records);
            }
            (b"XMP ", Some(packet)) => records.extend(Record::of_xmp(packet)),
            _ => {}
        }
    }
    webp.chunks_mut().retain(|chunk| KEPT.contains(&&chunk.id()));
    let mut extended = false;
    for chunk in webp.chunks_mut() {
        let id = chunk.id();
        let RiffContent::Data(data) = chunk.content_mut() else { continue };
        if id == *b"VP8X" {
            let mut head = data.to_vec();
            let flags = head.first_mut()?;
            *flags = *flags & !(EXIF | XMP) | if orientation.is_some() { EXIF } else { 0 };
            *data = head.into();
            extended = true;
        } else if id == *b"ANMF" {
            *data = frame(data)?.into();
        }
    }
    // Only the extended format has a place for it.
    if let Some(up) = orientation.filter(|_| extended) {
        let block = RiffContent::Data(exif::upright(up).into());
        webp.chunks_mut().push(RiffChunk::new(*b"EXIF", block));
    }
    webp.chunks().iter().any(|chunk| matches!(&chunk.id(), b"VP8 " | b"VP8L" | b"ANMF")).then_some(())?;
    Some(Cleaned { bytes: webp.encoder().bytes().to_vec(), records })
}

/// A frame of an animation with the chunks of its picture only.
fn frame(data: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = data.split_at_checked(16)?;
    let mut cleaned = head.to_vec();
    while let Some((name, after)) = rest.split_at_checked(8) {
        let length = u32::from_le_bytes(name.get(4..)?.try_into().ok()?) as usize;
        let chunk_length = (8 + length + length % 2).min(rest.len());
        if after.len() < length {
            return None;
        }
        if KEPT.iter().any(|id| name.starts_with(*id)) {
            cleaned.extend(rest.get(..chunk_length)?);
        }
        rest = rest.get(chunk_length..)?;
    }
    Some(cleaned)
}
