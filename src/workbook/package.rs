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
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(3))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut add = |name: &str, text: &str| -> ZipResult<()> {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
        Ok(())
    };
    add("[Content_Types].xml", &content_types(workbook))?;
    add("_rels/.rels", &relations_of_file())?;
    add("docProps/app.xml", &program())?;
    add("docProps/core.xml", &core(workbook))?;
    add("docProps/custom.xml", &custom(workbook))?;
    add("xl/workbook.xml", &book(workbook))?;
    add("xl/_rels/workbook.xml.rels", &relations_of_book(workbook))?;
    add("xl/styles.xml", &styles())?;
    for (number, own) in (1..).zip(&workbook.sheets) {
        add(&format!("xl/worksheets/sheet{number}.xml"), &sheet(own, number == 1))?;
    }
    Ok(zip.finish()?.into_inner())
}
