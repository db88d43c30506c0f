//! Small tables, which are held as a whole, and rows of large ones: as lines of a CSV and as rows of a sheet of a workbook.

use serde::{Deserialize, Serialize};

use crate::text::csv;
use crate::text::hidden::for_xml;
use crate::workbook::{CellContent, table_row};

use super::Type;
use super::file::{DataFile, FOLDER};

/// What a row of a sheet ends with.
pub(super) const END_OF_ROW: &str = "</row>";

/// A table with all its rows.
#[derive(Serialize, Deserialize)]
pub(super) struct DataTable {
    /// The name of its file, without folder and ending.
    pub name: String,
    /// The head and type of each column.
    pub columns: Vec<(String, Type)>,
    /// The cells of each row.
    pub rows: Vec<Vec<String>>,
}

impl DataTable {
    /// As a CSV.
    pub fn file(&self) -> DataFile {
        let heads: Vec<&str> = self.columns.iter().map(|(head, _)| head.as_str()).collect();
        DataFile::new(format!("{FOLDER}{}.csv", self.name), csv::csv(&heads, &self.rows))
    }

    /// As rows of a sheet.
    pub fn sheet_rows(&self) -> SheetRows {
        let mut rows = SheetRows::default();
        for row in &self.rows {
            rows.add(self.columns.iter().map(|(_, kind)| *kind).zip(row.iter().map(String::as_str)));
        }
        rows
    }
}

/// Rows of a sheet of a workbook, as XML.
#[derive(Default)]
pub(super) struct SheetRows {
    /// The rows, one after the other.
    pub xml: String,
    /// How many there are.
    pub count: usize,
}

impl SheetRows {
    /// Adds a row, given the type and text of each cell.
    pub fn add<'c>(&mut self, cells: impl Iterator<Item = (Type, &'c str)>) {
        // The same characters stand in the CSV.
        table_row(cells.map(|(kind, text)| (kind.content(), for_xml(text))), &mut self.xml);
        self.count += 1;
    }

    /// Adds the rows of another.
    pub fn join(&mut self, other: &SheetRows) {
        self.xml.push_str(&other.xml);
        self.count += other.count;
    }
}

impl Type {
    /// What is in a cell of such a column.
    const fn content(self) -> CellContent {
        match self {
            Type::Text | Type::Status | Type::Standing => CellContent::Words,
            Type::Code => CellContent::Code,
            Type::Integer => CellContent::Whole,
            Type::Number => CellContent::Number,
        }
    }
}
