//! Indicators (指標) traced by their ids: the target of one year, its result, and the next target.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::form::{ColumnHead, Field, HeadTime, IndicatorColumns};
use crate::model::{Document, in_record};
use crate::text::{Date, fold};
use crate::value::indicators::{IndicatorCell, IndicatorColumn};
use crate::value::{Answer, Circumstances, FigureNote, Indicator, Printed, Quantity, RecordRow, When};

use super::progress::{self, Mismatch, Progress};

/// An indicator of a document, with the field it stands in.
#[derive(Clone, Debug)]
pub struct DocumentIndicator<'a> {
    /// The document that has it.
    pub document: &'a Document,
    /// The field of the document that has it: in a record, the field of this.
    pub field: &'a Field,
    /// The record that has it, where it stands in one.
    pub record: Option<&'a RecordRow>,
    /// The columns that the form asks of the field.
    pub columns: &'a IndicatorColumns,
    /// What holds for all indicators of the field.
    pub circumstances: &'a Circumstances,
    /// The row of the sheet, with its figures.
    pub row: &'a Indicator,
    /// The date of its result, where the row gives none.
    pub default_result_date: Date,
    /// Its full anchor on the page of its document.
    pub fragment: String,
}

impl<'a> DocumentIndicator<'a> {
    /// The id by which it is traced, where it has one.
    pub fn id(&self) -> Option<Cow<'a, str>> {
        let own = self.row.id.as_deref()?;
        let Some(record) = self.record else { return Some(Cow::Borrowed(own)) };
        // Other programmes may count the same.
        Some(format!("{}/{own}", record.id.as_ref()?).into())
    }

    /// What it is called where it stands alone: in a record, behind what this is called.
    pub fn name(&self) -> Cow<'a, str> {
        let of = self.record.map(|record| &record.name).filter(|name| !name.is_empty());
        of.map_or(Cow::Borrowed(&self.row.name), |of| format!("{of}／{}", self.row.name).into())
    }

    /// Whether this says what is aimed at and leaves the result to a later sheet.
    pub fn is_open(&self) -> bool {
        self.columns.actual.is_none() && self.row.target.as_ref().is_some_and(is_answered)
    }

    /// What came of each thing that it counts.
    pub fn progress(&self) -> Vec<Progress<'a>> {
        let around = (self.circumstances, self.document.place.name.as_str());
        progress::assess_in(self.row, self.columns, self.default_result_date, around)
    }

    /// Its results that are answered, each with the fiscal year it is of, the oldest first.
    pub fn results(&self) -> Vec<(i32, &'a IndicatorCell)> {
        let [.., stated] = progress::years(self.row, self.columns, self.default_result_date);
        let row = self.row;
        let answered = row.actuals().filter(|cell| !cell.is_unanswered());
        answered.filter_map(|cell| Some((cell.year().or(stated)?, cell))).collect()
    }

    /// What tells that a row of another document of the place and the year is this indicator: its id. Without one, the same name may be that of another
    /// programme's indicator, unless target and result are the same, too.
    pub fn identity(&self) -> Cow<'a, str> {
        let written = || {
            let cells = [&self.row.target, &self.row.actual].into_iter().flatten();
            let figures = cells.flat_map(|cell| &cell.quantities).map(|quantity| fold(&quantity.written));
            std::iter::once(fold(&self.row.name)).chain(figures).collect::<Vec<_>>().join("\n")
        };
        self.id().unwrap_or_else(|| written().into())
    }

    /// What its form asks in a column of figures, and the cell.
    pub fn cell(&self, column: IndicatorColumn) -> (Option<&'a ColumnHead>, Option<&'a IndicatorCell>) {
        let (columns, row) = (self.columns, self.row);
        match column {
            IndicatorColumn::Baseline => (columns.baseline.as_ref(), row.baseline.as_ref()),
            IndicatorColumn::Target => (columns.target.as_ref(), row.target.as_ref()),
            IndicatorColumn::Actual => (columns.actual.as_ref(), row.actual.as_ref()),
        }
    }

    /// What travels with the figures of a cell wherever they are shown.
    pub fn figure_note(&self, column: IndicatorColumn) -> FigureNote<'a> {
        let (head, cell) = self.cell(column);
        let of_year = cell.and_then(|cell| cell.time).map(HeadTime::label);
        let asked = of_year.or_else(|| head?.as_of.clone()).map(|asked| When::parse(&asked, self.document.year));
        let own = cell.map_or(Circumstances::none(), |cell| &cell.circumstances);
        FigureNote::of(&[own, self.circumstances], asked, &self.document.place.name)
    }

    /// The figures of a cell away from their table. Their path is that in the row, to which the page leads.
    pub fn printed(&self, column: IndicatorColumn, note: FigureNote<'a>) -> Option<Vec<Printed<'a>>> {
        let cell = self.cell(column).1?;
        Some(cell.alone(&cell.path(column.id()), note))
    }
}

/// The figures of an indicator by the fiscal years that they are of: where it began, what was aimed at, what was reached.
pub type IndicatorCourse<'a> = BTreeMap<i32, [Option<&'a Quantity>; 3]>;

/// The course of an indicator through its rows, the oldest first; what a newer one says holds. Nothing where it counts several
/// things, or what is not of one kind.
#[must_use]
pub fn course<'a>(entries: &[DocumentIndicator<'a>]) -> Option<IndicatorCourse<'a>> {
    let mut course = IndicatorCourse::new();
    let mut unit: Option<&str> = None;
    let mut add = |at: usize, year: Option<i32>, cell: &'a IndicatorCell| {
        let [quantity] = cell.quantities.as_slice() else { return cell.is_unanswered().then_some(()) };
        let Some(year) = year.filter(|_| quantity.bounds().is_some()) else { return Some(()) };
        let own = quantity.unit.as_deref().unwrap_or_default();
        quantity.in_unit(unit.get_or_insert(own))?;
        if let Some(place) = course.entry(year).or_default().get_mut(at) {
            *place = Some(quantity);
        }
        Some(())
    };
    for (nth, entry) in entries.iter().enumerate() {
        let unlike = |line: &Progress<'_>| {
            matches!(
                line.mismatch,
                Some(Mismatch::Units(..) | Mismatch::Periods(..) | Mismatch::Countings | Mismatch::Areas)
            )
        };
        if entry.progress().iter().any(unlike) {
            return None;
        }
        let [baseline, target, result] = progress::years(entry.row, entry.columns, entry.default_result_date);
        // Where it stood in later years is a result.
        if let Some(cell) = entry.row.baseline.as_ref().filter(|_| nth == 0) {
            add(0, baseline, cell)?;
        }
        for cell in entry.row.targets() {
            add(1, cell.year().or(target).or(result), cell)?;
        }
        for (year, cell) in entry.results() {
            add(2, Some(year), cell)?;
        }
    }
    Some(course)
}

/// One indicator over the years, in the order in which its figures came up.
#[derive(Clone, Debug)]
pub struct IndicatorSeries<'a> {
    /// The id that all its rows have.
    pub id: Cow<'a, str>,
    /// Its name, as the newest document has it.
    pub name: Cow<'a, str>,
    /// Its row in each document: results before plans of the same year.
    pub entries: Vec<DocumentIndicator<'a>>,
}

/// How many indicators a document has.
pub fn count(document: &Document) -> usize {
    document.content.summary().map_or_else(|| indicators_of(document).len(), |summary| summary.indicators)
}

/// All indicators of a document, in the order of the form.
pub fn indicators_of(document: &Document) -> Vec<DocumentIndicator<'_>> {
    let own = document.answers().flat_map(|(_, field, answer)| {
        let records = answer.records().map_or(&[][..], |(records, _)| &records.rows);
        let inner = records.iter().zip(answer.row_anchors()).flat_map(move |(record, anchor)| {
            let id = format!("{}-{anchor}", field.id);
            let answers = record.answers.iter();
            answers.flat_map(move |answer| {
                let id = in_record(&id, &answer.field.id);
                indicators_of_answer(document, (&answer.field, Some(record)), answer, &id)
            })
        });
        indicators_of_answer(document, (field, None), answer, &field.id).into_iter().chain(inner)
    });
    own.collect()
}

/// Those of one answer, whose field has this id on the page; none where it is of another kind.
pub fn indicators_of_answer<'a>(
    document: &'a Document,
    (field, record): (&'a Field, Option<&'a RecordRow>),
    answer: &'a Answer,
    id: &str,
) -> Vec<DocumentIndicator<'a>> {
    let Some((indicators, columns)) = answer.indicators() else { return Vec::new() };
    let rows = indicators.rows.iter().zip(answer.row_anchors());
    let default_result_date = progress::default_result_date(answer, document.year);
    let entry = |(row, anchor): (_, &str)| DocumentIndicator {
        document,
        field,
        record,
        columns,
        circumstances: &answer.circumstances,
        row,
        default_result_date,
        fragment: format!("{id}-{anchor}"),
    };
    rows.map(entry).collect()
}

/// Those that can be traced.
pub fn traced(document: &Document) -> Vec<DocumentIndicator<'_>> {
    let mut all = indicators_of(document);
    all.retain(|entry| entry.id().is_some());
    all
}

/// The indicators of a place that come up more than once, from the oldest document to the newest.
pub fn series<'a>(documents: impl Iterator<Item = &'a Document>) -> Vec<IndicatorSeries<'a>> {
    let mut series: Vec<IndicatorSeries<'a>> = Vec::new();
    let mut index_of_id: HashMap<Cow<'_, str>, usize> = HashMap::new();
    for entry in documents.flat_map(indicators_of) {
        let Some(id) = entry.id() else { continue };
        if let Some(one) = index_of_id.get(&id).and_then(|at| series.get_mut(*at)) {
            one.name = entry.name();
            one.entries.push(entry);
        } else {
            index_of_id.insert(id.clone(), series.len());
            series.push(IndicatorSeries { id, name: entry.name(), entries: vec![entry] });
        }
    }
    series.retain(|one| one.entries.len() > 1);
    series
}

/// The field of a document's form that asks for results, also in records.
pub fn results_field(document: &Document) -> Option<&Field> {
    fn asks(field: &Field) -> bool {
        let inner = field.kind.records().is_some_and(|settings| settings.fields.iter().any(|field| asks(field)));
        inner || field.kind.indicators().is_some_and(|columns| columns.actual.is_some())
    }
    document.form.fields().map(|(_, field)| field).find(|field| asks(field))
}

/// Whether a cell holds anything but 記載なし and the like.
pub fn is_answered(cell: &IndicatorCell) -> bool {
    cell.quantities.iter().any(|quantity| quantity.absence().is_none())
}
