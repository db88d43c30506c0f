//! Attachments: files that offices have beside their documents, published as they are. What a file is, its bytes tell, and not its
//! name; what could do something to the machine of a reader is none of these.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// A kind of file that may be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentKind {
    /// A document that looks the same everywhere.
    Pdf,
    /// A text of Word.
    Docx,
    /// A workbook of Excel.
    Xlsx,
    /// Slides of PowerPoint (`.pptx`).
    Pptx,
    /// A text of OpenDocument.
    Odt,
    /// A workbook of OpenDocument.
    Ods,
    /// Slides of OpenDocument (`.odp`).
    Odp,
    /// Rows of values, parted by commas (`.csv`).
    Csv,
    /// Text without a layout (`.txt`).
    Txt,
    /// Several files in one (`.zip`).
    Zip,
}

/// Why a file is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachmentFault {
    /// There is nothing in it.
    Empty,
    /// It opens with a password only.
    Encrypted,
    /// It holds a program: macros, scripts, or a file that runs; the name of the part, where it has one.
    Program(String),
    /// Its end is missing, or it cannot be read.
    Damaged,
    /// It is something else than its name says, which may be attached under its own name.
    Named(AttachmentKind),
    /// Nobody can tell what it is.
    Unknown,
}

/// A file that may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachable {
    /// The kind of the file, as readers are told it.
    pub kind: AttachmentKind,
    /// The persons whom its file names as authors.
    pub authors: Vec<String>,
}

impl AttachmentKind {
    /// All kinds with the end of their names, what people call them, and the media type.
    const ALL: [(AttachmentKind, &'static str, &'static str, &'static str); 10] = [
        (AttachmentKind::Pdf, "pdf", "PDF", "application/pdf"),
        (
            AttachmentKind::Docx,
            "docx",
            "Word",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (AttachmentKind::Xlsx, "xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            AttachmentKind::Pptx,
            "pptx",
            "PowerPoint",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (AttachmentKind::Odt, "odt", "ODT", "application/vnd.oasis.opendocument.text"),
        (AttachmentKind::Ods, "ods", "ODS", "application/vnd.oasis.opendocument.spreadsheet"),
        (AttachmentKind::Odp, "odp", "ODP", "application/vnd.oasis.opendocument.presentation"),
        (AttachmentKind::Csv, "csv", "CSV", "text/csv; charset=utf-8"),
        (AttachmentKind::Txt, "txt", "TXT", "text/plain; charset=utf-8"),
        (AttachmentKind::Zip, "zip", "ZIP", "application/zip"),
    ];

    /// How forms name them.
    #[must_use]
    pub fn choices() -> [(&'static str, AttachmentKind); 10] {
        AttachmentKind::ALL.map(|(kind, ending, ..)| (ending, kind))
    }

    fn entry(self) -> (&'static str, &'static str, &'static str) {
        let own = AttachmentKind::ALL.iter().find(|(kind, ..)| *kind == self);
        own.map_or(("", "", ""), |(_, ending, name, media)| (ending, name, media))
    }

    /// How the names of its files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        self.entry().0
    }

    /// What people call it, in every language.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    /// The media type, for browsers.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.entry().2
    }

    /// The kind that a name promises.
    #[must_use]
    pub fn of_name(name: &str) -> Option<AttachmentKind> {
        let (_, ending) = name.rsplit_once('.')?;
        let own = AttachmentKind::ALL.iter().find(|(_, own, ..)| own.eq_ignore_ascii_case(ending));
        own.map(|(kind, ..)| *kind)
    }
}

/// What the bytes of a file of this name are.
///
/// # Errors
/// Why it is not published.
pub fn assess(name: &str, bytes: &[u8]) -> Result<Attachable, AttachmentFault> {
    if bytes.is_empty() {
        return Err(AttachmentFault::Empty);
    }
    let promised = AttachmentKind::of_name(name);
    let found = match bytes {
        [b'P', b'K', 3, 4, ..] => packed(bytes)?,
        // The container of old offices: today's programs put what has a password into one.
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            let encrypted = promised.is_some() && contains(bytes, &utf16("EncryptedPackage"));
            return Err(if encrypted { AttachmentFault::Encrypted } else { AttachmentFault::Unknown });
        }
        _ if bytes.get(..1024.min(bytes.len())).is_some_and(|head| contains(head, b"%PDF-")) => pdf(bytes)?,
        _ if runs(bytes) => return Err(AttachmentFault::Program(String::new())),
        _ => plain(promised, bytes)?,
    };
    match promised {
        Some(promised) if promised == found.kind => Ok(found),
        _ => Err(AttachmentFault::Named(found.kind)),
    }
}

/// A PDF: whole, without a password and without scripts.
fn pdf(bytes: &[u8]) -> Result<Attachable, AttachmentFault> {
    /// Programs write a little behind the end.
    const END: usize = 4096;

    let end = bytes.get(bytes.len().saturating_sub(END)..).unwrap_or_default();
    if !contains(end, b"%%EOF") {
        return Err(AttachmentFault::Damaged);
    }
    if contains(bytes, b"/Encrypt") {
        return Err(AttachmentFault::Encrypted);
    }
    for action in ["/JavaScript", "/Launch"] {
        if contains(bytes, action.as_bytes()) {
            return Err(AttachmentFault::Program(action.trim_start_matches('/').to_owned()));
        }
    }
    Ok(Attachable { kind: AttachmentKind::Pdf, authors: pdf_author(bytes).into_iter().collect() })
}

/// The author in the description of a PDF, as far as it stands there uncompressed: in bytes, or in UTF-16.
fn pdf_author(bytes: &[u8]) -> Option<String> {
    const KEY: &[u8] = b"/Author";
    const LONGEST: usize = 200;

    let at = bytes.windows(KEY.len()).position(|part| part == KEY)? + KEY.len();
    let rest: Vec<u8> = bytes.get(at..)?.iter().copied().skip_while(u8::is_ascii_whitespace).take(LONGEST).collect();
    let (inside, hexadecimal) = match rest.first()? {
        b'(' => (rest.get(1..)?.split(|byte| *byte == b')').next()?.to_vec(), false),
        b'<' => (rest.get(1..)?.split(|byte| *byte == b'>').next()?.to_vec(), true),
        _ => return None,
    };
    let text = if hexadecimal {
        let digits = String::from_utf8_lossy(&inside).replace(char::is_whitespace, "");
        let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        (0..digits.len()).step_by(2).map_while(byte).collect()
    } else {
        inside
    };
    let words = match text.as_slice() {
        [0xFE, 0xFF, units @ ..] => {
            let (pairs, _) = units.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16_lossy(&units)
        }
        _ => String::from_utf8_lossy(&text).into_owned(),
    };
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// A file of an office, or any files in one.
fn packed(bytes: &[u8]) -> Result<Attachable, AttachmentFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| AttachmentFault::Damaged)?;
    let mut names = Vec::new();
    for at in 0..archive.len() {
        // Its directory tells this, and nothing is unpacked.
        let part = archive.by_index_raw(at).map_err(|_| AttachmentFault::Damaged)?;
        let name = part.name().map_err(|_| AttachmentFault::Damaged)?.into_owned();
        if part.encrypted() {
            return Err(AttachmentFault::Encrypted);
        }
        if is_program(&name) {
            return Err(AttachmentFault::Program(name));
        }
        names.push(name);
    }
    let has = |name: &str| names.iter().any(|own| own == name);
    let office = [
        ("word/document.xml", AttachmentKind::Docx),
        ("xl/workbook.xml", AttachmentKind::Xlsx),
        ("ppt/presentation.xml", AttachmentKind::Pptx),
    ];
    if let Some((_, kind)) = office.iter().find(|(part, _)| has(part)) {
        let described = part(&mut archive, "docProps/core.xml");
        return Ok(Attachable { kind: *kind, authors: authors(&described, &["dc:creator", "cp:lastModifiedBy"]) });
    }
    let media = part(&mut archive, "mimetype");
    let open = AttachmentKind::ALL.iter().find(|(_, _, _, own)| !media.is_empty() && *own == media.trim());
    if let Some((kind, ..)) = open {
        if let Some(script) = names.iter().find(|name| name.starts_with("Basic/") || name.starts_with("Scripts/")) {
            return Err(AttachmentFault::Program(script.clone()));
        }
        let described = part(&mut archive, "meta.xml");
        return Ok(Attachable { kind: *kind, authors: authors(&described, &["meta:initial-creator", "dc:creator"]) });
    }
    Ok(Attachable { kind: AttachmentKind::Zip, authors: Vec::new() })
}

/// A small part of a packed file as text; empty where it is not there.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    /// No description is as long; what unpacks to more is none.
    const MOST: u64 = 1 << 16;

    let mut text = Vec::new();
    if let Ok(file) = archive.by_name(name) {
        _ = file.take(MOST).read_to_end(&mut text);
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// The words in these elements, each once.
fn authors(described: &str, elements: &[&str]) -> Vec<String> {
    let mut authors = Vec::new();
    for element in elements {
        let inside = described.split_once(&format!("<{element}>")).and_then(|(_, rest)| rest.split_once("</"));
        let name = inside.map(|(name, _)| name.trim().to_owned()).filter(|name| !name.is_empty());
        authors.extend(name.filter(|name| !authors.contains(name)));
    }
    authors
}

/// Text: in UTF-8 or UTF-16, or as Windows in Japan writes it.
fn plain(promised: Option<AttachmentKind>, bytes: &[u8]) -> Result<Attachable, AttachmentFault> {
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let is_text = wide || bytes.iter().all(|byte| !matches!(byte, 0..=8 | 14..=31 | 127));
    match promised.filter(|_| is_text) {
        // What both are called is what both are.
        Some(kind @ (AttachmentKind::Csv | AttachmentKind::Txt)) => Ok(Attachable { kind, authors: Vec::new() }),
        Some(_) => Err(AttachmentFault::Named(AttachmentKind::Txt)),
        None => Err(AttachmentFault::Unknown),
    }
}

/// Whether a file is a program, or a page that may hold one: by its first bytes.
fn runs(bytes: &[u8]) -> bool {
    let begin = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let words: Vec<u8> =
        begin.iter().skip_while(|byte| byte.is_ascii_whitespace()).take(16).map(u8::to_ascii_lowercase).collect();
    let binary: [&[u8]; 4] = [b"MZ", b"\x7FELF", b"\xCA\xFE\xBA\xBE", b"\xCF\xFA\xED\xFE"];
    // Text may begin with two capital letters; what runs has bytes that no text has.
    let has_binary = begin.iter().take(1024).any(|byte| *byte == 0);
    let page: [&[u8]; 6] = [b"#!", b"<!doctype html", b"<html", b"<script", b"<svg", b"@echo off"];
    has_binary && binary.iter().any(|magic| begin.starts_with(magic)) || page.iter().any(|own| words.starts_with(own))
}

/// Whether a part of a packed file runs: macros of an office, or a file that a click starts.
fn is_program(name: &str) -> bool {
    let name = name.to_lowercase();
    let macros = ["vbaproject.bin", "vbadata.xml"].iter().any(|part| name.ends_with(part));
    macros || crate::text::FileKind::of(&name) == Some(crate::text::FileKind::Program)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn kind(name: &str, bytes: &[u8]) -> Result<AttachmentKind, AttachmentFault> {
        assess(name, bytes).map(|found| found.kind)
    }

    #[test]
    fn bytes_tell_the_kind() {
        let word = zip(&[("[Content_Types].xml", ""), ("word/document.xml", "")]);
        let slides = zip(&[("mimetype", "application/vnd.oasis.opendocument.presentation")]);
        for (name, bytes, wanted) in [
            ("a.pdf", b"%PDF-1.7\n%%EOF\n".as_slice(), Ok(AttachmentKind::Pdf)),
            ("a.PDF", b"%PDF-1.7\n%%EOF", Ok(AttachmentKind::Pdf)),
            ("a.docx", &word, Ok(AttachmentKind::Docx)),
            ("a.xlsx", &word, Err(AttachmentFault::Named(AttachmentKind::Docx))),
            ("a.odp", &slides, Ok(AttachmentKind::Odp)),
            ("a.zip", &zip(&[("一覧.csv", "1,2")]), Ok(AttachmentKind::Zip)),
            ("a.zip", &zip(&[("setup.exe", "")]), Err(AttachmentFault::Program("setup.exe".into()))),
            ("a.zip", &zip(&[("a/b.js", "")]), Err(AttachmentFault::Program("a/b.js".into()))),
            (
                "a.docx",
                &zip(&[("word/document.xml", ""), ("word/vbaProject.bin", "")]),
                Err(AttachmentFault::Program("word/vbaProject.bin".into())),
            ),
            ("a.csv", "市,人\n北浜市,12\n".as_bytes(), Ok(AttachmentKind::Csv)),
            ("a.csv", b"\x8Es,1\n", Ok(AttachmentKind::Csv)),
            ("a.pdf", "報告".as_bytes(), Err(AttachmentFault::Named(AttachmentKind::Txt))),
            ("a.pdf", b"%PDF-1.7\nhalf", Err(AttachmentFault::Damaged)),
            ("a.pdf", b"%PDF-1.7 /Encrypt 5 0 R %%EOF", Err(AttachmentFault::Encrypted)),
            ("a.pdf", b"%PDF-1.7 /S /JavaScript %%EOF", Err(AttachmentFault::Program("JavaScript".into()))),
            ("a.pdf", b"MZ\x90\0", Err(AttachmentFault::Program(String::new()))),
            ("a.txt", b"\xEF\xBB\xBF <!DOCTYPE html>", Err(AttachmentFault::Program(String::new()))),
            ("a.txt", b"MZ is a word", Ok(AttachmentKind::Txt)),
            ("a.docx", b"PK\x03\x04 half", Err(AttachmentFault::Damaged)),
            ("a.docx", b"", Err(AttachmentFault::Empty)),
            ("a.pdf", b"\x89PNG\r\n\x1A\n", Err(AttachmentFault::Unknown)),
        ] {
            assert_eq!(kind(name, bytes), wanted, "{name}");
        }
        let old: Vec<u8> = [&[0xD0, 0xCF, 0x11, 0xE0][..], &utf16("EncryptedPackage")].concat();
        assert_eq!(kind("a.xlsx", &old), Err(AttachmentFault::Encrypted));
        assert_eq!(kind("a.doc", &old), Err(AttachmentFault::Unknown));
    }

    #[test]
    fn authors_are_found() {
        let core = "<cp:coreProperties><dc:creator>北浜 花子</dc:creator><cp:lastModifiedBy>北浜 花子</cp:lastModifiedBy></cp:coreProperties>";
        let word = zip(&[("word/document.xml", ""), ("docProps/core.xml", core)]);
        assert_eq!(assess("a.docx", &word).unwrap().authors, ["北浜 花子"]);
        for author in ["(Kitahama Hanako)", "<FEFF004B0069>"] {
            let pdf = format!("%PDF-1.7\n<< /Author {author} >>\n%%EOF");
            assert_eq!(assess("a.pdf", pdf.as_bytes()).unwrap().authors.len(), 1, "{author}");
        }
        assert!(assess("a.pdf", b"%PDF-1.7 /Author () %%EOF").unwrap().authors.is_empty());
    }
}
