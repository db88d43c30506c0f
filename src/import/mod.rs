//! Received files (Excel, Word, PowerPoint, CSV) become drafts of sheets: answers are found by the labels of the form.
//!
//! 1. [`read`] makes one model of every kind of file: cells in grids ([`Received`]),
//! 2. [`draft`] finds what the form asks for by its labels, inside its section, on the right of a label or below it,
//! 3. the text of the draft says of every answer where it comes from, and lists all of which nothing was made.
//!
//! A file that nenpo made to be filled in ([`crate::export`]) is read by the names of its cells, or by its
//! hidden words, instead ([`FilledBook`]).
//!
//! Whatever is not sure is marked 要確認, which `check` reports until somebody has looked at it; the draft
//! itself is never published.

mod answers;
mod asked;
mod board;
mod delimited;
mod draft;
mod drawing;
mod fault;
mod filled;
mod filled_text;
mod labels;
pub mod mark;
mod marks;
mod matrix;
mod number_format;
mod package;
mod received;
mod records;
mod rows;
mod running;
mod settings;
mod slides;
mod walk;
mod word;
mod workbook;
mod xml;

use crate::attachment::{self, AttachmentFault, AttachmentKind};

pub use draft::{ImportRequest, Imported, ImportedPicture, NamedPlaces, draft, named_places};
pub use fault::ImportFault;
pub use filled::{FilledBook, draft_of_book};
pub use received::{Received, ReceivedCell};
pub use settings::{CODES, ENDING, ImportSettings};

use package::Package;
use received::ReceivedRemark;

/// The most bytes of a file: what an office sends by mail.
pub const BYTES: u64 = 64 << 20;

/// What was made of a received file.
#[derive(Debug)]
pub enum ReceivedFile {
    /// The answers of a file that `nenpo form export` made, by the names of its cells or its hidden words.
    Filled(Box<FilledBook>),
    /// What anybody reads in any other file.
    Other(Received),
}

impl ReceivedFile {
    /// The draft of a sheet of what the file says.
    #[must_use]
    pub fn draft(&self, asked: &ImportRequest<'_>) -> Imported {
        match self {
            ReceivedFile::Filled(book) => draft_of_book(asked, book),
            ReceivedFile::Other(received) => draft(asked, received),
        }
    }
}

/// Reads a file of an office, given its name.
///
/// # Errors
/// Why nothing can be read from it.
pub fn read(name: &str, bytes: &[u8]) -> Result<ReceivedFile, ImportFault> {
    if bytes.len() as u64 > BYTES {
        return Err(ImportFault::Large);
    }
    // What has its values in lines is told from other text by nothing but its name.
    let named = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.eq_ignore_ascii_case("tsv") => format!("{stem}.csv"),
        _ => name.to_owned(),
    };
    let kind = match attachment::assess(&named, bytes) {
        Ok(found) => found.kind,
        Err(AttachmentFault::Unknown) if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) => return Err(ImportFault::Old),
        Err(fault) => return Err(ImportFault::Attachment(fault)),
    };
    let mut received = match kind {
        AttachmentKind::Csv => return delimited::read(bytes).map(ReceivedFile::Other),
        AttachmentKind::Xlsx | AttachmentKind::Docx | AttachmentKind::Pptx => {
            let mut package = Package::open(bytes)?;
            let filled = match kind {
                AttachmentKind::Xlsx => filled::read(&mut package)?,
                AttachmentKind::Docx => filled_text::read(&mut package)?,
                _ => None,
            };
            if let Some(filled) = filled {
                return Ok(ReceivedFile::Filled(Box::new(filled)));
            }
            let mut received = match kind {
                AttachmentKind::Xlsx => workbook::read(&mut package)?,
                AttachmentKind::Docx => word::read(&mut package)?,
                _ => slides::read(&mut package)?,
            };
            rest(&mut package, &mut received)?;
            received
        }
        kind => return Err(ImportFault::Kind(kind)),
    };
    received.gather_remarks();
    Ok(ReceivedFile::Other(received))
}

/// Text in parts that no answer stands in: remarks, notes of speakers, heads and feet of pages. It is told, and not read.
fn rest(package: &mut Package<'_>, received: &mut Received) -> Result<(), ImportFault> {
    /// More of it is not told.
    const LONGEST: usize = 300;
    /// What the parts are called, for people.
    const CALLED: [(&str, &str); 7] = [
        ("comment", "コメント"),
        ("threadedComment", "コメント"),
        ("notesSlide", "ノート"),
        ("header", "ヘッダー"),
        ("footer", "フッター"),
        ("footnotes", "脚注"),
        ("endnotes", "文末脚注"),
    ];

    for part in package.unread() {
        let Some(text) = package.text(&part)? else { continue };
        let document = xml::parse(&text, &part)?;
        let texts = document.descendants().filter(|node| matches!(xml::name(*node), "t" | "text")).map(xml::text);
        let text = texts.collect::<String>();
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let file = part.rsplit('/').next().unwrap_or(&part);
        let called = CALLED.iter().find(|(begin, _)| file.starts_with(begin)).map_or(file, |(_, called)| called);
        let shown: String = text.chars().take(LONGEST).collect();
        let more = if shown.len() < text.len() { "…" } else { "" };
        received.remarks.push(ReceivedRemark { address: called.to_owned(), text: format!("{shown}{more}") });
    }
    Ok(())
}
