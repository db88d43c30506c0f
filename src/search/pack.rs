//! Bytes as a script: packed, and spelled in letters that any encoding keeps.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A script that hands bytes to the page which loads it. A script element may do so from a disk, where nothing else may.
pub fn script(name: &str, bytes: &[u8]) -> Vec<u8> {
    let packed = packed(bytes);
    let mut script = Vec::with_capacity(packed.len() / 3 * 4 + 64);
    script.extend_from_slice(b"nenpoSearch(\"");
    script.extend_from_slice(name.as_bytes());
    script.extend_from_slice(b"\",\"");
    base64(&mut script, &packed);
    script.extend_from_slice(b"\");\n");
    script
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(6));
    // Writing into memory does not fail; if it did, the browser would say that it cannot read the file.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn base64(out: &mut Vec<u8>, bytes: &[u8]) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        let letters = [18, 12, 6, 0].map(|shift| LETTERS.get((bits >> shift & 63) as usize).copied().unwrap_or(b'A'));
        out.extend(letters.iter().take(three.len() + 1));
        out.extend(b"==".iter().take(3 - three.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_bytes() {
        for (bytes, letters) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("\u{7FF}", "378=")]
        {
            let mut out = Vec::new();
            base64(&mut out, bytes.as_bytes());
            assert_eq!(String::from_utf8_lossy(&out), letters);
        }
    }
}
