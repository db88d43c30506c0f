//! A table for the office, with the text that goes with it; whatever it is written as.

use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr as _;

use crate::source::{StaticWords, Words};
use crate::text::{Decimal, SiteLanguage, csv};

/// A table with a title and a text before it.
#[derive(Clone, Debug, Default)]
pub struct OfficeReport {
    /// What it is, in a line.
    pub title: String,
    /// Paragraphs before the table.
    pub lead: Vec<String>,
    /// Its columns from left to right.
    pub columns: Vec<OfficeColumn>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<OfficeRow>,
    /// Paragraphs below the table.
    pub notes: Vec<String>,
    /// Other pages, for a page: what each is called, and where it is.
    pub pages: Vec<(String, String)>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct OfficeColumn {
    /// Its name in JSON.
    pub id: String,
    /// The head of the column, in the language of the report.
    pub label: String,
    /// Whether people write into it, and it needs room.
    pub to_fill: bool,
}

impl OfficeColumn {
    /// A column that is read.
    #[must_use]
    pub fn new(id: &str, label: &str) -> OfficeColumn {
        OfficeColumn { id: id.to_owned(), label: label.to_owned(), to_fill: false }
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct OfficeRow {
    /// Its cells from left to right, one for every column.
    pub cells: Vec<OfficeCell>,
    /// Whether it is a sum of others.
    pub is_total: bool,
    /// Where a page leads from cells, by their numbers from 0.
    pub links: Vec<(usize, String)>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfficeCell {
    /// Words; an empty cell has none.
    Text(String),
    /// A number without its unit.
    Number(Decimal),
}

impl OfficeCell {
    /// How many there are.
    #[must_use]
    pub fn count(count: usize) -> OfficeCell {
        let number = Decimal::parse(&count.to_string());
        number.map_or_else(|| OfficeCell::Text(count.to_string()), OfficeCell::Number)
    }

    /// Its text as people read it: numbers with commas.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            OfficeCell::Text(text) => text.clone(),
            OfficeCell::Number(number) => number.to_string(),
        }
    }

    fn plain(&self) -> String {
        match self {
            OfficeCell::Text(text) => text.clone(),
            OfficeCell::Number(number) => number.to_plain(),
        }
    }

    fn json(&self) -> Value {
        match self {
            OfficeCell::Text(text) if text.is_empty() => Value::Null,
            OfficeCell::Text(text) => text.as_str().into(),
            OfficeCell::Number(number) => serde_json::from_str(&number.to_plain()).unwrap_or_default(),
        }
    }
}

impl From<String> for OfficeCell {
    fn from(text: String) -> OfficeCell {
        OfficeCell::Text(text)
    }
}

impl From<&str> for OfficeCell {
    fn from(text: &str) -> OfficeCell {
        OfficeCell::Text(text.to_owned())
    }
}

/// A text in the language of whoever reads it.
pub(super) fn said(language: SiteLanguage, text: Words) -> String {
    match language {
        SiteLanguage::Japanese => text.ja,
        SiteLanguage::English => text.en,
    }
}

/// Columns by their names in JSON and their heads.
pub(super) fn columns(language: SiteLanguage, of: &[(&str, &'static str, &'static str)]) -> Vec<OfficeColumn> {
    of.iter().map(|(id, ja, en)| OfficeColumn::new(id, StaticWords::new(ja, en).in_language(language))).collect()
}

impl OfficeReport {
    /// The table as CSV; what stands around it is not in it.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let heads: Vec<&str> = self.columns.iter().map(|column| column.label.as_str()).collect();
        csv::csv(&heads, self.rows.iter().map(|row| row.cells.iter().map(OfficeCell::plain)))
    }

    /// As JSON: the texts, and an object for each row.
    #[must_use]
    pub fn json(&self) -> String {
        let row = |row: &OfficeRow| {
            let cells = self.columns.iter().zip(&row.cells).map(|(column, cell)| (column.id.clone(), cell.json()));
            let total = row.is_total.then(|| ("total".to_owned(), Value::Bool(true)));
            Value::Object(cells.chain(total).collect::<Map<String, Value>>())
        };
        let rows: Vec<Value> = self.rows.iter().map(row).collect();
        let report = json!({ "title": self.title, "text": self.lead, "rows": rows, "notes": self.notes });
        format!("{report:#}\n")
    }

    /// For a terminal: columns side by side, full-width characters as wide as two.
    #[must_use]
    pub fn text(&self) -> String {
        let mut rows: Vec<Vec<String>> = vec![self.columns.iter().map(|column| column.label.clone()).collect()];
        rows.extend(self.rows.iter().map(|row| row.cells.iter().map(|cell| cell.shown().replace('\n', " ")).collect()));
        let is_number =
            |at: usize| self.rows.iter().any(|row| matches!(row.cells.get(at), Some(OfficeCell::Number(_))));
        let lines = |texts: &[String]| texts.iter().map(|text| format!("{text}\n")).collect::<Vec<_>>().concat();
        let mut text = format!("{}\n", self.title);
        text.push_str(&lines(&self.lead));
        if !self.rows.is_empty() {
            text.push('\n');
            text.push_str(&aligned(&rows, &is_number));
        }
        if !self.notes.is_empty() {
            text.push('\n');
            text.push_str(&lines(&self.notes));
        }
        text
    }
}

/// Rows of cells in columns for a terminal, those of numbers at the right edge.
#[must_use]
pub fn aligned(rows: &[Vec<String>], is_number: &dyn Fn(usize) -> bool) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width_cjk()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| {
            let space = " ".repeat(width.saturating_sub(cell.width_cjk()));
            if is_number(at) { format!("{space}{cell}") } else { format!("{cell}{space}") }
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        format!("{}\n", line.trim_end())
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> OfficeReport {
        let number = |text: &str| OfficeCell::Number(Decimal::parse(text).unwrap());
        OfficeReport {
            title: "人口".to_owned(),
            lead: vec!["単位：人".to_owned()],
            columns: columns(SiteLanguage::Japanese, &[("place", "自治体", "place"), ("y2021", "令和3年度", "2021")]),
            rows: vec![
                OfficeRow { cells: vec!["川崎市".into(), number("1539946")], ..OfficeRow::default() },
                OfficeRow { cells: vec!["<津>市".into(), "=1+1".into()], ..OfficeRow::default() },
            ],
            ..OfficeReport::default()
        }
    }

    #[test]
    fn one_table_is_written_in_every_form() {
        let report = sample();
        assert_eq!(report.text(), "人口\n単位：人\n\n自治体  令和3年度\n川崎市  1,539,946\n<津>市       =1+1\n");
        assert_eq!(
            String::from_utf8(report.csv()).unwrap(),
            "\u{feff}自治体,令和3年度\r\n川崎市,1539946\r\n<津>市,'=1+1\r\n"
        );
        let json: Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!(json["rows"][0], json!({ "place": "川崎市", "y2021": 1_539_946 }));
        let html = report.html(SiteLanguage::Japanese);
        assert!(html.contains("&lt;津&gt;市") && html.contains("1,539,946"), "{html}");
        let workbook = report.xlsx();
        assert_eq!(workbook, report.xlsx(), "the same bytes every time");
        let crate::import::ReceivedFile::Other(read) = crate::import::read("a.xlsx", &workbook).unwrap() else {
            panic!("nobody fills in a report")
        };
        let cells: Vec<String> = read.cells.iter().map(crate::import::ReceivedCell::text).collect();
        for cell in ["人口", "川崎市", "1,539,946", "<津>市", "=1+1"] {
            assert!(cells.iter().any(|own| own == cell), "{cell} is not in {cells:?}");
        }
    }
}
