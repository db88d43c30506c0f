//! The tag files of a bag: `bagit.txt`, which declares it, and `bag-info.txt`, which describes it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The contents of `bagit.txt`: the version of BagIt and the encoding of the other tag files.
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// Major and minor version.
    pub version: (u32, u32),
    /// Of all other tag files.
    pub encoding: &'static Encoding,
}

/// The declaration in [`OURS`].
pub const TODAY: Declaration = Declaration { version: (1, 0), encoding: UTF_8 };

/// Versions that are understood.
const VERSIONS: [(u32, u32); 6] = [(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0)];

/// Reads `bagit.txt`; where it is invalid, the reason, as a name for messages.
pub fn declaration(bytes: &[u8]) -> Result<Declaration, &'static str> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err("bom");
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "encoding")?;
    let mut lines = text.lines();
    let version = lines.next().and_then(|line| line.strip_prefix("BagIt-Version: ")).ok_or("version-line")?;
    let (major, minor) = version.split_once('.').ok_or("version-line")?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let version = digits(major).zip(digits(minor)).ok_or("version-line")?;
    let encoding = lines.next().and_then(|line| line.strip_prefix("Tag-File-Character-Encoding: "));
    let encoding = encoding.ok_or("encoding-line")?;
    if lines.any(|line| !line.trim().is_empty()) {
        return Err("more-lines");
    }
    if !VERSIONS.contains(&version) {
        return Err("version");
    }
    let encoding = Encoding::for_label(encoding.as_bytes()).ok_or("encoding")?;
    Ok(Declaration { version, encoding })
}

/// The text of a tag file; nothing when its bytes are not in the declared encoding.
pub fn text(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    // UTF-16 without a mark is big-endian (RFC 2781).
    let encoding = if encoding == UTF_16LE && !bytes.starts_with(b"\xFF\xFE") { UTF_16BE } else { encoding };
    let (text, _, broken) = encoding.decode(bytes);
    (!broken).then(|| text.trim_start_matches('\u{FEFF}').to_owned())
}

/// The entries of `bag-info.txt` in their order; a line that begins with a space goes on with the one before.
pub fn info(text: &str) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = entries.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((label, value)) = line.split_once(':') {
            entries.push((label.trim().to_owned(), value.trim().to_owned()));
        }
    }
    entries
}

/// The `bagit.txt` of the bags that nenpo writes.
pub const OURS: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The bytes of `bag-info.txt`; a value is one line.
pub fn write_info(entries: &[(String, String)]) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    entries.iter().fold(String::new(), |text, (label, value)| text + label + ": " + &line(value) + "\n")
}
