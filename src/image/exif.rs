//! Exif: what it records, and the one thing in it that belongs to the picture: its orientation.

use std::collections::BTreeSet;

use exif::{Context, Exif, Field, In, Reader, Tag, Value};

use super::Record;

/// What a block of Exif records.
#[derive(Debug, Default)]
pub(super) struct ExifRecord {
    /// Which side is up, where that is not the first row.
    pub orientation: Option<u8>,
    /// What else is recorded.
    pub records: BTreeSet<Record>,
}

/// The mark before the block in JPEG, and in some files of WebP.
pub(super) const PREFIX: &[u8] = b"Exif\0\0";

/// Reads a block without its mark, as far as it can be read.
pub(super) fn read(block: &[u8]) -> ExifRecord {
    let block = block.strip_prefix(PREFIX).unwrap_or(block);
    let read = Reader::new().continue_on_error(true).read_raw(block.to_vec());
    match read.or_else(|error| error.distill_partial_result(|_| ())) {
        Ok(exif) => record_of(&exif),
        Err(_) => ExifRecord::default(),
    }
}

fn record_of(exif: &Exif) -> ExifRecord {
    let up = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    let orientation = up.and_then(|up| u8::try_from(up).ok()).filter(|up| (2..=8).contains(up));
    ExifRecord { orientation, records: exif.fields().filter(|field| !is_blank(field)).filter_map(record).collect() }
}

fn is_blank(field: &Field) -> bool {
    match &field.value {
        Value::Ascii(texts) => texts.iter().all(|text| text.iter().all(|b| matches!(b, b' ' | 0))),
        Value::Byte(bytes) | Value::Undefined(bytes, _) => bytes.iter().all(|b| matches!(b, b' ' | 0)),
        _ => false,
    }
}

fn record(field: &Field) -> Option<Record> {
    /// What Windows writes into the properties of a file, as UTF-16.
    const XP: [(u16, Record); 5] = [
        (0x9C9B, Record::Description),
        (0x9C9C, Record::Description),
        (0x9C9D, Record::Author),
        (0x9C9E, Record::Description),
        (0x9C9F, Record::Description),
    ];
    match field.tag {
        Tag(Context::Gps, number) => (number != Tag::GPSVersionID.number()).then_some(Record::Position),
        Tag::Artist | Tag::Copyright | Tag::CameraOwnerName => Some(Record::Author),
        Tag::Make | Tag::Model | Tag::BodySerialNumber | Tag::LensSerialNumber | Tag::LensModel | Tag::MakerNote => {
            Some(Record::Camera)
        }
        Tag::DateTimeOriginal | Tag::DateTimeDigitized => Some(Record::Time),
        Tag::ImageDescription | Tag::UserComment => Some(Record::Description),
        Tag(Context::Tiff, number) => XP.iter().find(|(own, _)| *own == number).map(|(_, record)| *record),
        Tag(..) => None,
    }
}

/// A block with the orientation and nothing else.
pub(super) fn upright(orientation: u8) -> Vec<u8> {
    let mut block = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    block.extend([orientation, 0, 0, 0, 0, 0, 0]);
    block
}
