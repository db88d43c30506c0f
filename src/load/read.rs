//! Reading one file. What is far too large is refused before it fills the memory.

use super::codes;
use std::fs::File;
use std::io::Read;
use std::sync::Arc;

use crate::record::{self, Content, Node};
use crate::source::{Finding, Findings, Source, Span, words};

use super::role::{ContentFile, file_position};

/// Larger than what a reader with a telephone can be asked to load.
const ATTACHMENT_BYTES: u64 = 32 << 20;
/// Larger than any photograph that a page should load.
const IMAGE_BYTES: u64 = 16 << 20;

/// One file of YAML as a whole.
pub(super) fn read_yaml(entry: &ContentFile, findings: &mut Findings) -> Option<(Arc<Source>, Node)> {
    let source = read_source(entry, findings)?;
    let node = record::parse(&source, Span::new(0, source.text().len()), findings);
    match node.content {
        Content::Broken => None,
        _ => Some((source, node)),
    }
}

/// A file as text.
pub(super) fn read_source(entry: &ContentFile, findings: &mut Findings) -> Option<Arc<Source>> {
    // One byte more than a text may have is enough to see that it has too many.
    match bytes(entry, record::BYTES as u64 + 1) {
        Ok(bytes) => record::decode(&format!("content/{}", entry.path), &bytes, findings),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

/// Reads the bytes of an image; a finding where the file cannot be read or is too large.
pub(super) fn read_image(entry: &ContentFile) -> Result<Vec<u8>, Box<Finding>> {
    let bytes = bytes(entry, IMAGE_BYTES + 1)?;
    if bytes.len() as u64 <= IMAGE_BYTES {
        return Ok(bytes);
    }
    let message = words("画像が大きすぎます（上限は16 MiBです）。", "The image is larger than 16 MiB.");
    let hint = words("縮小してから置いてください。", "Make it smaller.");
    Err(Box::new(Finding::new(&record::codes::FILE_SIZE, file_position(&entry.path), message).hint(hint)))
}

/// Reads the bytes of an attachment; a finding where the file cannot be read or is too large.
pub(super) fn read_attachment(entry: &ContentFile) -> Result<Vec<u8>, Box<Finding>> {
    let bytes = bytes(entry, ATTACHMENT_BYTES + 1)?;
    if bytes.len() as u64 <= ATTACHMENT_BYTES {
        return Ok(bytes);
    }
    let message = words("添付が大きすぎます（上限は32 MiBです）。", "The attachment is larger than 32 MiB.");
    let hint = words("画像の解像度を下げるか、分けてください。", "Lower the resolution of its images, or part it.");
    Err(Box::new(Finding::new(&record::codes::FILE_SIZE, file_position(&entry.path), message).hint(hint)))
}

/// At most `limit` bytes of a file.
fn bytes(entry: &ContentFile, limit: u64) -> Result<Vec<u8>, Box<Finding>> {
    if let Some(bytes) = &entry.bytes {
        return Ok(bytes.clone());
    }
    let read = File::open(&entry.file).and_then(|file| {
        // One byte more than there are shows the end of the file without asking for more room.
        let length = file.metadata()?.len().min(limit).saturating_add(1);
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    read.map_err(|error| {
        let message = words!("ファイルを読めません（{error}）。", "The file cannot be read ({error}).");
        let hint = words("ファイルの権限を確かめてください。", "Check the file's permissions.");
        Box::new(Finding::new(&codes::UNREADABLE_FILE, file_position(&entry.path), message).hint(hint))
    })
}
