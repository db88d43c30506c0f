//! PNG: chunks.

use std::collections::BTreeSet;

use img_parts::png::{Png, PngChunk};
use img_parts::{Bytes, ImageEXIF};

use super::{Cleaned, Record, exif};

/// Chunks that change how the picture looks: colours, transparency, the shape of pixels, and the frames of animations.
const KEPT: [&[u8; 4]; 15] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"pHYs", b"acTL",
    b"fcTL", b"fdAT", b"eXIf",
];

/// A file without texts, times, private chunks, and without what follows its end.
pub(super) fn clean(bytes: &[u8]) -> Option<Cleaned> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let mut records: BTreeSet<Record> = png.chunks().iter().flat_map(records_of).collect();
    let record = png.exif().map(|block| exif::read(&block)).unwrap_or_default();
    records.extend(record.records);
    // A capital letter means that nothing can be drawn without the chunk.
    png.chunks_mut().retain(|chunk| chunk.kind()[0].is_ascii_uppercase() || KEPT.contains(&&chunk.kind()));
    png.set_exif(record.orientation.map(|up| exif::upright(up).into()));
    png.chunks().last().filter(|chunk| chunk.kind() == *b"IEND")?;
    Some(Cleaned { bytes: png.encoder().bytes().to_vec(), records })
}

/// What a text is about, by its key.
fn records_of(chunk: &PngChunk) -> BTreeSet<Record> {
    if !matches!(&chunk.kind(), b"tEXt" | b"zTXt" | b"iTXt") {
        return BTreeSet::new();
    }
    let key: Vec<u8> = chunk.contents().iter().copied().take_while(|byte| *byte != 0).collect();
    match key.as_slice() {
        b"XML:com.adobe.xmp" => Record::of_xmp(chunk.contents()).collect(),
        key => Record::of_name(&String::from_utf8_lossy(key)).into_iter().collect(),
    }
}
