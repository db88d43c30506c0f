//! A report as a workbook of Excel: the text, the table, ready to be printed on A4.

use unicode_width::UnicodeWidthStr;

use crate::workbook::{CellStyle, Workbook, Worksheet, WorksheetCell, WorksheetRow, address, pack, sheet_titles};

use super::report::{OfficeCell, OfficeReport, OfficeRow};

/// The widest column, in characters of half width: what a page of paper has room for beside others.
const WIDEST: usize = 44;
/// A column that people write into, in the same characters.
const TO_FILL: usize = 30;
/// A line of text, in points.
const LINE: f64 = 18.0;

impl OfficeReport {
    /// As a workbook of Excel (.xlsx) with one sheet. The same report gives the same bytes.
    #[must_use]
    pub fn xlsx(&self) -> Vec<u8> {
        let widths: Vec<usize> = (0..self.columns.len()).map(|at| width(self, at)).collect();
        let mut sheet = Worksheet {
            title: sheet_titles([self.title.as_str()]).concat(),
            widths: widths.iter().map(|width| *width as f64).collect(),
            ..Worksheet::default()
        };
        let all: usize = widths.iter().sum();
        paragraph(&mut sheet, &self.title, all, CellStyle::Title);
        for lead in &self.lead {
            paragraph(&mut sheet, lead, all, CellStyle::Paragraph);
        }
        sheet.rows.push(WorksheetRow::default());
        let head = next(&sheet);
        let labels = (0..).zip(&self.columns);
        let cells = labels.map(|(at, column)| WorksheetCell::new(at, &*column.label, CellStyle::Head)).collect();
        sheet.rows.push(WorksheetRow { cells, ..WorksheetRow::default() });
        sheet.head = Some(head);
        sheet.rows.extend(self.rows.iter().map(|row| cells_of(row, &widths)));
        if !self.rows.is_empty() && !widths.is_empty() {
            sheet.filtered = Some(format!("{}:{}", address(head, 0), address(next(&sheet) - 1, last(&sheet))));
        }
        sheet.rows.push(WorksheetRow::default());
        for note in &self.notes {
            paragraph(&mut sheet, note, all, CellStyle::Paragraph);
        }
        pack(&Workbook { title: self.title.clone(), sheets: vec![sheet], ..Workbook::default() })
    }
}

/// The number of the next row, from 0.
fn next(sheet: &Worksheet) -> u32 {
    u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX)
}

/// The number of the last column, from 0.
fn last(sheet: &Worksheet) -> u32 {
    u32::try_from(sheet.widths.len().saturating_sub(1)).unwrap_or(u32::MAX)
}

/// Writes a text over all columns.
fn paragraph(sheet: &mut Worksheet, text: &str, width: usize, style: CellStyle) {
    let (row, last) = (next(sheet), last(sheet));
    if last > 0 {
        sheet.merged.push(format!("{}:{}", address(row, 0), address(row, last)));
    }
    let height = Some(LINE * lines_of(text, width) as f64);
    sheet.rows.push(WorksheetRow { height, cells: vec![WorksheetCell::new(0, text, style)], hidden: false });
}

/// A row of the table, as high as its longest cell needs.
fn cells_of(row: &OfficeRow, widths: &[usize]) -> WorksheetRow {
    let texts = row.cells.iter().zip(widths).filter_map(|(cell, width)| match cell {
        OfficeCell::Text(text) => Some(lines_of(text, *width)),
        OfficeCell::Number(_) => None,
    });
    let lines = texts.max().unwrap_or(1);
    let cell = |(at, cell): (u32, &OfficeCell)| match cell {
        OfficeCell::Text(text) => WorksheetCell::new(at, text.as_str(), CellStyle::Words { bold: row.is_total }),
        OfficeCell::Number(number) => WorksheetCell::number(at, *number, row.is_total),
    };
    let cells = (0..).zip(&row.cells).map(cell).collect();
    WorksheetRow { height: Some(LINE * lines as f64), cells, hidden: false }
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
