//! Bytes as a script: packed, and spelled in letters that any encoding keeps.

use std::io::{Read, Write};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// A script that hands bytes to the page which loads it. A script element may do so from a disk, where nothing else may.
pub fn script(name: &str, bytes: &[u8]) -> Vec<u8> {
    let packed = packed(bytes);
    // Base64 makes four letters of three bytes; the rest is the call around them.
    let mut script = Vec::with_capacity(packed.len() / 3 * 4 + 64);
    script.extend_from_slice(b"nenpoSearch(\"");
    script.extend_from_slice(name.as_bytes());
    script.extend_from_slice(b"\",\"");
    script.extend_from_slice(BASE64_STANDARD.encode(packed).as_bytes());
    script.extend_from_slice(b"\");\n");
    script
}

/// The bytes that a script hands over; nothing where it is damaged.
pub fn unpacked(script: &[u8]) -> Option<Vec<u8>> {
    let letters = std::str::from_utf8(script).ok()?.strip_suffix("\");\n")?.rsplit_once('"')?.1;
    let packed = BASE64_STANDARD.decode(letters).ok()?;
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed.as_slice()).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    // The usual level: higher ones take much longer and save little.
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(6));
    // Writing into memory does not fail; if it did, the browser would say that it cannot read the file.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
