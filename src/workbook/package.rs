//! The parts of a workbook, packed into one file.

use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::Workbook;
use super::parts::{book, content_types, core, custom, program, relations_of_book, relations_of_file, sheet};
use super::style::styles;

/// The bytes of a workbook.
#[must_use]
pub fn pack(workbook: &Workbook) -> Vec<u8> {
    // Packing in memory meets no disk that could fail.
    packed(workbook).unwrap_or_default()
}

fn packed(workbook: &Workbook) -> ZipResult<Vec<u8>> {
    let sheets = (1..).zip(&workbook.sheets).map(|(number, own)| (part_of_sheet(number), sheet(own, number == 1)));
    let frame = frame(workbook).into_iter().map(|(name, xml)| (name.to_owned(), xml));
    packed_parts(frame.chain(sheets))
}

/// Parts of an office file, given by their names, packed into one file; the same parts give the same bytes.
///
/// # Errors
/// What the packing says; in memory it meets no disk that could fail.
pub fn packed_parts(parts: impl IntoIterator<Item = (String, String)>) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(3))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The parts of a workbook besides those of its sheets, by their names.
#[must_use]
pub fn frame(workbook: &Workbook) -> Vec<(&'static str, String)> {
    vec![
        ("[Content_Types].xml", content_types(workbook)),
        ("_rels/.rels", relations_of_file()),
        ("docProps/app.xml", program()),
        ("docProps/core.xml", core(workbook)),
        ("docProps/custom.xml", custom(workbook)),
        ("xl/workbook.xml", book(workbook)),
        ("xl/_rels/workbook.xml.rels", relations_of_book(workbook)),
        ("xl/styles.xml", styles()),
    ]
}

/// The name of the part of a sheet, by its place from 1.
#[must_use]
pub fn part_of_sheet(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}
