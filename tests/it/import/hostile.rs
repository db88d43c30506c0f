//! Files that mean harm, or were damaged on their way: each ends in a message, in bounded time and memory.

use std::io::{Cursor, Write as _};
use std::panic::AssertUnwindSafe;

use nenpo::attachment::{AttachmentFault, AttachmentKind};
use nenpo::import::ImportFault;
use rayon::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::site::{ImportSite, read};
use crate::case::{names, repository, unzipped};
use crate::seeded::Seeded;

pub(super) fn packed<N: AsRef<str>>(parts: &[(N, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name.as_ref(), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet.
fn workbook(sheet: &str) -> Vec<u8> {
    let book = r#"<workbook xmlns:r="r"><sheets><sheet name="a" r:id="i"/></sheets></workbook>"#;
    let relations =
        r#"<Relationships><Relationship Id="i" Type="x/worksheet" Target="worksheets/a.xml"/></Relationships>"#;
    packed(&[
        ("xl/workbook.xml", book.into()),
        ("xl/_rels/workbook.xml.rels", relations.into()),
        ("xl/worksheets/a.xml", sheet.into()),
    ])
}

#[test]
fn hostile_files_end_in_a_message() {
    let part = |name: &str| ImportFault::Part(name.to_owned());
    let sheet = "xl/worksheets/a.xml";
    let deep = format!("<worksheet>{}{}</worksheet>", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let entities = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>";
    let far = "<worksheet><sheetData><row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row></sheetData></worksheet>";
    let low = "<worksheet><sheetData><row r=\"99999999\"><c r=\"A99999999\"><v>1</v></c></row></sheetData></worksheet>";
    let merges = "<mergeCell ref=\"A1:B2\"/>".repeat(60_000);
    let merges = format!("<worksheet><sheetData/><mergeCells>{merges}</mergeCells></worksheet>");
    let old: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0].into_iter().chain([0; 600]).collect();
    let locked: Vec<u8> =
        old.iter().copied().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let macros = packed(&[("xl/workbook.xml", Vec::new()), ("xl/vbaProject.bin", Vec::new())]);
    for (name, bytes, fault) in [
        ("a.xlsx", workbook(&" ".repeat(33 << 20)), ImportFault::Large),
        ("a.xlsx", workbook(&deep), part(sheet)),
        ("a.xlsx", workbook(entities), part(sheet)),
        ("a.xlsx", workbook("<worksheet"), part(sheet)),
        ("a.xlsx", workbook(far), ImportFault::Cells),
        ("a.xlsx", workbook(low), ImportFault::Cells),
        ("a.xlsx", workbook(&merges), ImportFault::Cells),
        ("a.xlsm", macros.clone(), ImportFault::Attachment(AttachmentFault::Program("xl/vbaProject.bin".to_owned()))),
        ("a.xlsx", macros, ImportFault::Attachment(AttachmentFault::Program("xl/vbaProject.bin".to_owned()))),
        ("a.docx", workbook("<worksheet/>"), ImportFault::Attachment(AttachmentFault::Named(AttachmentKind::Xlsx))),
        ("a.xls", old.clone(), ImportFault::Old),
        ("a.doc", old.clone(), ImportFault::Old),
        ("a.xlsx", locked, ImportFault::Attachment(AttachmentFault::Encrypted)),
        ("a.ppt", old, ImportFault::Old),
        ("a.pdf", b"%PDF-1.7\n%%EOF".to_vec(), ImportFault::Kind(AttachmentKind::Pdf)),
        ("a.txt", "人口 3人".into(), ImportFault::Kind(AttachmentKind::Txt)),
        ("a.xlsx", Vec::new(), ImportFault::Attachment(AttachmentFault::Empty)),
        ("a.xlsx", b"PK\x03\x04 half".to_vec(), ImportFault::Attachment(AttachmentFault::Damaged)),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), ImportFault::Attachment(AttachmentFault::Unknown)),
        ("a.docx", packed(&[("word/document.xml", b"\xFF\xFE<\0".to_vec())]), part("word/document.xml")),
    ] {
        let found = read(name, &bytes).err();
        assert_eq!(found, Some(fault), "{name}");
        let message = found.unwrap().message();
        assert!(message.ja.ends_with('。') && message.en.ends_with('.'), "{message:?}");
    }
}

#[test]
fn what_looks_endless_is_bounded() {
    let site = ImportSite::new();
    // One cell over the whole sheet, and references out of the file that nobody follows.
    let whole = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>人口</t></is></c></row></sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>";
    let received = read("a.xlsx", &workbook(whole)).unwrap();
    assert!(site.draft("a.xlsx", &received).text.contains("下書き: はい"));
    let relations = r#"<Relationships><Relationship Id="i" Type="x/image" Target="https://example.jp/a.png" TargetMode="External"/></Relationships>"#;
    let body = r#"<w:document xmlns:w="w" xmlns:a="a" xmlns:r="r"><w:body><w:p><w:r><w:drawing><a:pic><a:blip r:embed="i"/></a:pic></w:drawing></w:r></w:p></w:body></w:document>"#;
    let text = packed(&[("word/document.xml", body.into()), ("word/_rels/document.xml.rels", relations.into())]);
    assert!(read("a.docx", &text).unwrap().pictures.is_empty());
}

#[test]
fn damaged_files_are_read_or_refused() {
    damaged(100, 1);
}

#[test]
#[ignore = "a long run, for people"]
fn damaged_files_are_read_or_refused_for_long() {
    let count = std::env::var("NENPO_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    damaged(count, 2);
}

/// Damages files of all kinds, in their bytes or in one of their parts; whatever can be read becomes a draft.
fn damaged(count: u64, seed: u64) {
    let folder = repository("tests/import/files");
    let kept = |name: &String| {
        std::path::Path::new(name).extension().is_none_or(|ending| ending != "tsv") && !name.starts_with("hamakaze")
    };
    let originals: Vec<(String, Vec<u8>)> = names(&folder)
        .into_iter()
        .filter(kept)
        .map(|name| (name.clone(), std::fs::read(folder.join(name)).unwrap()))
        .collect();
    let site = ImportSite::new();
    let drafts: usize = (0..count)
        .into_par_iter()
        .map(|number| {
            let mut seeded = Seeded::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number);
            let (name, bytes) = &originals[seeded.below(originals.len())];
            let bytes = damage(bytes, &mut seeded);
            let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| {
                read(name, &bytes).map(|received| site.draft(name, &received))
            }));
            let outcome = outcome.unwrap_or_else(|_| panic!("seed {seed}, file {number}, {name}"));
            usize::from(outcome.is_ok_and(|draft| draft.text.contains("下書き: はい")))
        })
        .sum();
    // Both ways are taken.
    assert!(drafts > 0 && (drafts as u64) < count, "{drafts} of {count}");
}

fn damage(bytes: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let Some(mut parts) = unzipped(bytes).filter(|_| seeded.below(8) > 0) else { return changed(bytes, seeded) };
    let told = |name: &str| {
        ["sheet1", "document.xml", "slide1", "workbook", "sharedStrings", "styles", "numbering", ".rels"]
            .iter()
            .any(|part| name.contains(part))
    };
    let chosen: Vec<usize> = parts.iter().enumerate().filter(|(_, (name, _))| told(name)).map(|(at, _)| at).collect();
    let at = chosen[seeded.below(chosen.len())];
    parts[at].1 = changed(&parts[at].1, seeded);
    packed(&parts)
}

/// A few changes: digits become others, which keeps XML whole, or a piece is doubled, lost or overwritten.
fn changed(bytes: &[u8], seeded: &mut Seeded) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=seeded.below(6) {
        if bytes.is_empty() {
            break;
        }
        let at = seeded.below(bytes.len());
        let end = (at + 1 + seeded.below(40)).min(bytes.len());
        match seeded.below(8) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            2 => bytes[at] = b"<>&\"'0\0\xFF"[seeded.below(8)],
            _ => {
                let digits: Vec<usize> = (at..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()).take(3).collect();
                for digit in digits {
                    bytes[digit] = b'0' + u8::try_from(seeded.below(10)).unwrap();
                }
            }
        }
    }
    bytes
}
