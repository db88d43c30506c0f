//! Indicators (指標) traced by their ids: the target of one year, its result, and the next target.

use std::collections::HashMap;

use crate::form::{Field, IndicatorColumns, Kind};
use crate::model::Document;
use crate::value::indicators::Cell;
use crate::value::{Indicator, Value};

/// An indicator of a document, with the field it stands in.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The document.
    pub document: &'a Document,
    /// The field.
    pub field: &'a Field,
    /// Its columns.
    pub columns: &'a IndicatorColumns,
    /// The indicator.
    pub row: &'a Indicator,
    /// What follows the id of the field in its anchor.
    pub anchor: String,
}

impl<'a> Entry<'a> {
    /// The id by which it is traced, where it has one.
    pub fn id(&self) -> Option<&'a str> {
        self.row.id.as_deref()
    }

    /// Whether this says what is aimed at and leaves the result to a later sheet.
    pub fn is_open(&self) -> bool {
        self.columns.actual.is_none() && self.row.target.as_ref().is_some_and(says_something)
    }

    /// The full anchor on the page of its document.
    pub fn fragment(&self) -> String {
        format!("{}-{}", self.field.id, self.anchor)
    }
}

/// One indicator over the years, in the order in which its figures came up.
#[derive(Clone, Debug)]
pub struct Trace<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name, as the newest document has it.
    pub name: &'a str,
    /// What each document said: results before plans of the same year.
    pub entries: Vec<Entry<'a>>,
}

/// All indicators of a document, in the order of the form.
pub fn of(document: &Document) -> Vec<Entry<'_>> {
    let mut all = Vec::new();
    for (_, field, answer) in document.answers() {
        let (Value::Indicators(indicators), Kind::Indicators(columns)) = (&answer.value, &field.kind) else { continue };
        let rows = indicators.rows.iter().zip(answer.row_anchors(&document.form));
        all.extend(rows.map(|(row, anchor)| Entry { document, field, columns, row, anchor }));
    }
    all
}

/// Those that can be traced.
pub fn traced(document: &Document) -> Vec<Entry<'_>> {
    let mut all = of(document);
    all.retain(|entry| entry.id().is_some());
    all
}

/// The indicators of a place that come up more than once, from the oldest document to the newest.
pub fn traces<'a>(documents: impl Iterator<Item = &'a Document>) -> Vec<Trace<'a>> {
    let mut traces: Vec<Trace<'a>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for entry in documents.flat_map(of) {
        let Some(id) = entry.id() else { continue };
        if let Some(trace) = places.get(id).and_then(|at| traces.get_mut(*at)) {
            trace.name = &entry.row.name;
            trace.entries.push(entry);
        } else {
            places.insert(id, traces.len());
            traces.push(Trace { id, name: &entry.row.name, entries: vec![entry] });
        }
    }
    traces.retain(|trace| trace.entries.len() > 1);
    traces
}

/// The entries of each id, in their order; of each field the first, since another row with its id is a mistake.
pub fn by_id<'e, 'a>(entries: &'e [Entry<'a>]) -> HashMap<&'a str, Vec<&'e Entry<'a>>> {
    let mut all: HashMap<&str, Vec<&Entry<'_>>> = HashMap::new();
    for entry in entries {
        if let Some(id) = entry.id() {
            let same = all.entry(id).or_default();
            if same.iter().all(|other| other.field.id != entry.field.id) {
                same.push(entry);
            }
        }
    }
    all
}

/// Where things stood when targets were set, by the ids of their indicators.
#[derive(Debug, Default)]
pub struct Baselines<'a>(HashMap<&'a str, Option<&'a Cell>>);

impl<'a> Baselines<'a> {
    /// Takes what earlier documents say, the oldest first.
    pub fn of(before: &[Entry<'a>]) -> Baselines<'a> {
        let open = before.iter().filter(|entry| entry.is_open());
        Baselines(open.filter_map(|entry| Some((entry.id()?, entry.row.baseline.as_ref()))).collect())
    }

    /// The entry's own baseline, or that of the target in the documents before. Which way a target points can often be told
    /// by nothing else.
    pub fn baseline(&self, entry: &Entry<'a>) -> Option<&'a Cell> {
        let earlier = || self.0.get(entry.id()?).copied().flatten();
        entry.row.baseline.as_ref().or_else(|| entry.columns.actual.as_ref().and_then(|_| earlier()))
    }
}

/// The field of a document's form that asks for results.
pub fn results_field(document: &Document) -> Option<&Field> {
    let asks = |field: &&Field| matches!(&field.kind, Kind::Indicators(columns) if columns.actual.is_some());
    document.form.fields().map(|(_, field)| field).find(asks)
}

/// Whether a cell holds anything but 記載なし and the like.
pub fn says_something(cell: &Cell) -> bool {
    cell.quantities.iter().any(|quantity| quantity.absence().is_none())
}
