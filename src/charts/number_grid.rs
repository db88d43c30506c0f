//! Numbers over rows and columns, as charts take them.

use super::figure::{ChartRow, ChartTable};
use super::frame::ChartFrame;
use super::words;
use crate::text::SiteLanguage;
use crate::value::{Absence, Quantity};

/// Numbers over rows and columns.
#[derive(Clone, Debug)]
pub struct NumberGrid<'a> {
    /// The rows, in the order of the form.
    pub rows: Vec<GridRow<'a>>,
    /// The columns, in the order of the form.
    pub columns: Vec<GridColumn<'a>>,
}

/// A row of numbers.
#[derive(Clone, Debug)]
pub struct GridRow<'a> {
    /// What the row is about: 産業部門.
    pub label: &'a str,
    /// The unit of its numbers.
    pub unit: &'a str,
    /// Whether it is the sum of others.
    pub is_sum: bool,
    /// A number for each column, if the sheet says anything there.
    pub numbers: Vec<Option<&'a Quantity>>,
}

/// A column of numbers.
#[derive(Clone, Debug)]
pub struct GridColumn<'a> {
    /// The head in full: 令和3年度.
    pub label: &'a str,
    /// The head in a few characters: R3.
    pub short: String,
}

impl GridRow<'_> {
    /// The number in a column, for drawing.
    pub fn value(&self, column: usize) -> Option<f64> {
        Some(self.numbers.get(column).copied().flatten()?.among(self.unit).number()?.to_f64())
    }

    /// Whether the sheet says that there is no such thing (－, 該当なし), which counts as none in a sum.
    pub fn has_none(&self, column: usize) -> bool {
        let quantity = self.numbers.get(column).copied().flatten();
        quantity.is_some_and(|quantity| quantity.absence() == Some(Absence::NotApplicable))
    }

    /// All numbers, for drawing.
    pub fn values(&self) -> Vec<Option<f64>> {
        (0..self.numbers.len()).map(|column| self.value(column)).collect()
    }

    /// What stands in a column, in words.
    pub fn text(&self, language: SiteLanguage, column: usize) -> String {
        let quantity = self.numbers.get(column).copied().flatten();
        let nothing = || words::NOTHING.in_language(language).to_owned();
        quantity.map_or_else(nothing, |quantity| words::quantity(language, quantity, self.unit))
    }
}

impl NumberGrid<'_> {
    /// The largest number; zero where all are below it.
    pub fn most(&self) -> f64 {
        self.rows.iter().flat_map(GridRow::values).flatten().fold(0.0, f64::max)
    }

    /// The least number; zero where all are above it.
    pub fn least(&self) -> f64 {
        self.rows.iter().flat_map(GridRow::values).flatten().fold(0.0, f64::min)
    }

    /// The unit of all rows, where that is one.
    pub fn unit(&self) -> Option<&str> {
        let first = self.rows.first()?.unit;
        self.rows.iter().all(|row| row.unit == first).then_some(first)
    }

    /// A sentence for each row: 産業部門は、R元年度370.8、R2年度358.4.
    pub fn texts(&self, language: SiteLanguage) -> Vec<String> {
        let row = |row: &GridRow<'_>| {
            let cells = self.columns.iter().enumerate();
            let cells: Vec<String> =
                cells.map(|(at, column)| language.named(column.label, &row.text(language, at))).collect();
            language.labelled(row.label, &language.list(&cells))
        };
        self.rows.iter().map(row).collect()
    }

    /// The same with a row for each column, as many months read better.
    fn table_of_columns(&self, frame: &ChartFrame<'_>, first_head: &str) -> ChartTable {
        let language = frame.language;
        let unit = |row: &GridRow<'_>| if self.unit().is_some() { row.unit.to_owned() } else { String::new() };
        let rows = self.columns.iter().enumerate().map(|(at, column)| {
            let cells = self.rows.iter().map(|row| words::cell(language, &row.text(language, at), &unit(row)));
            ChartRow { head: column.label.to_owned(), cells: cells.collect() }
        });
        ChartTable {
            caption: words::subtitle(frame, self.unit().unwrap_or_default()),
            head: std::iter::once(first_head.to_owned())
                .chain(self.rows.iter().map(|row| row.label.to_owned()))
                .collect(),
            rows: rows.collect(),
        }
    }

    /// Exactly the numbers drawn.
    pub fn table(&self, frame: &ChartFrame<'_>, first_head: &str) -> ChartTable {
        /// So many columns fit a page.
        const WIDE: usize = 12;
        let language = frame.language;
        if self.columns.len() > WIDE && self.rows.len() <= WIDE {
            return self.table_of_columns(frame, first_head);
        }
        let heads = self.columns.iter().map(|column| column.label.to_owned());
        let rows = self.rows.iter().map(|row| {
            let unit = if self.unit().is_some() { row.unit } else { "" };
            let cells = (0..self.columns.len()).map(|at| words::cell(language, &row.text(language, at), unit));
            ChartRow { head: row.label.to_owned(), cells: cells.collect() }
        });
        ChartTable {
            caption: words::subtitle(frame, self.unit().unwrap_or_default()),
            head: std::iter::once(first_head.to_owned()).chain(heads).collect(),
            rows: rows.collect(),
        }
    }
}
