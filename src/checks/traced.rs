//! The indicators of a document that are traced over the years by their ids.

use crate::form::{Field, IndicatorColumns, Kind};
use crate::model::Document;
use crate::value::indicators::Cell;
use crate::value::{Indicator, Value};

/// An indicator with an id, and the columns of its field.
pub(super) struct Traced<'a> {
    pub id: &'a str,
    pub columns: &'a IndicatorColumns,
    pub row: &'a Indicator,
}

impl Traced<'_> {
    /// Whether this says what is aimed at and leaves the result to the next sheet.
    pub fn is_open(&self) -> bool {
        self.columns.actual.is_none() && self.row.target.as_ref().is_some_and(says_something)
    }
}

/// All indicators with ids, in the order of the form.
pub(super) fn traced(document: &Document) -> Vec<Traced<'_>> {
    let mut all = Vec::new();
    for (_, field, answer) in document.answers() {
        let (Value::Indicators(indicators), Kind::Indicators(columns)) = (&answer.value, &field.kind) else { continue };
        let rows = indicators.rows.iter().filter_map(|row| Some((row.id.as_deref()?, row)));
        all.extend(rows.map(|(id, row)| Traced { id, columns, row }));
    }
    all
}

/// The field of a document's form that asks for results.
pub(super) fn results_field(document: &Document) -> Option<&Field> {
    let asks = |field: &&Field| matches!(&field.kind, Kind::Indicators(columns) if columns.actual.is_some());
    document.form.fields().map(|(_, field)| field).find(asks)
}

/// Whether a cell holds anything but 記載なし and the like.
pub(super) fn says_something(cell: &Cell) -> bool {
    cell.quantities.iter().any(|quantity| quantity.absence().is_none())
}
