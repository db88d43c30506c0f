//! A report as a workbook of Excel: the text, the table, ready to be printed on A4. The only module that knows how one is written
//! for the office.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::error::{Error, Result};

use super::report::{OfficeCell, OfficeReport};

/// The widest column, in characters of half width: what a page of paper has room for beside others.
const WIDEST: usize = 44;
/// A column that people write into, in the same characters.
const TO_FILL: usize = 30;
/// A line of text, in points.
const LINE: f64 = 18.0;
/// A4, as Excel numbers papers.
const A4: u8 = 9;

impl OfficeReport {
    /// As a workbook of Excel (.xlsx) with one sheet. The same report gives the same bytes.
    ///
    /// # Errors
    /// When the table is larger than a workbook can be.
    pub fn xlsx(&self) -> Result<Vec<u8>> {
        make(self).map_err(Error::other)
    }
}

fn make(report: &OfficeReport) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A file has no time of its own: the same report gives the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&report.title).set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    let last = u16::try_from(report.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let widths: Vec<usize> = (0..report.columns.len()).map(|at| width(report, at)).collect();
    let all: usize = widths.iter().sum();
    let mut row = 0;
    paragraph(sheet, &mut row, last, (&report.title, all), &Format::new().set_bold().set_font_size(14))?;
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for lead in &report.lead {
        paragraph(sheet, &mut row, last, (lead, all), &text)?;
    }
    row += 1;
    let head_row = row;
    let cell = |format: Format| format.set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
    let head = cell(Format::new().set_bold().set_text_wrap().set_background_color("E8EEF4"));
    for (at, (column, width)) in (0..).zip(report.columns.iter().zip(&widths)) {
        sheet.set_column_width(at, *width as f64)?;
        sheet.write_string_with_format(row, at, &column.label, &head)?;
    }
    for own in &report.rows {
        row += 1;
        let weighted = |format: Format| if own.is_total { format.set_bold() } else { format };
        let words = weighted(cell(Format::new().set_text_wrap()));
        let mut lines = 1;
        for ((at, cells), width) in (0..).zip(&own.cells).zip(&widths) {
            match cells {
                OfficeCell::Text(text) => {
                    lines = lines.max(lines_of(text, *width));
                    sheet.write_string_with_format(row, at, text, &words)?;
                }
                OfficeCell::Number(number) => {
                    let plain = number.to_plain();
                    let places = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                    let decimals = if places == 0 { String::new() } else { format!(".{}", "0".repeat(places)) };
                    let format = weighted(cell(Format::new().set_num_format(format!("#,##0{decimals}"))));
                    sheet.write_number_with_format(row, at, number.to_f64(), &format)?;
                }
            }
        }
        sheet.set_row_height(row, LINE * lines as f64)?;
    }
    if !report.rows.is_empty() && !report.columns.is_empty() {
        sheet.autofilter(head_row, 0, row, last)?;
    }
    row += 2;
    for note in &report.notes {
        paragraph(sheet, &mut row, last, (note, all), &text)?;
    }
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(head_row, head_row)?;
    sheet.set_footer("&C&P / &N");
    workbook.save_to_buffer()
}

/// Writes a text over all columns.
fn paragraph(
    sheet: &mut Worksheet,
    row: &mut u32,
    last: u16,
    (text, width): (&str, usize),
    format: &Format,
) -> std::result::Result<(), XlsxError> {
    if last > 0 {
        sheet.merge_range(*row, 0, *row, last, text, format)?;
    } else {
        sheet.write_string_with_format(*row, 0, text, format)?;
    }
    sheet.set_row_height(*row, LINE * lines_of(text, width) as f64)?;
    *row += 1;
    Ok(())
}

/// How wide a column is to be, in characters of half width.
fn width(report: &OfficeReport, at: usize) -> usize {
    let Some(column) = report.columns.get(at) else { return 0 };
    let head = if column.to_fill { TO_FILL } else { column.label.width_cjk() };
    let cells = report.rows.iter().filter_map(|row| row.cells.get(at)).map(OfficeCell::shown);
    let longest = cells.flat_map(|cell| cell.lines().map(UnicodeWidthStr::width_cjk).collect::<Vec<_>>()).max();
    (longest.unwrap_or(0).max(head) + 2).clamp(8, WIDEST)
}

/// How many lines a text takes in a width.
fn lines_of(text: &str, width: usize) -> usize {
    text.lines().map(|line| line.width_cjk().div_ceil(width.saturating_sub(1).max(1)).max(1)).sum::<usize>().max(1)
}
