//! Records over the years: which are new, which are gone, and the figures of each.

use std::collections::HashSet;
use std::sync::Arc;

use crate::charts::ChartFrame;
use crate::compare::matrix_series::join;
use crate::compare::records::RecordIndex;
use crate::form::{Field, RecordSettings};
use crate::model::{Document, in_record};
use crate::pages::figures::{chart_id, draw_series, figure_view};
use crate::pages::{RenderContext, summary};
use crate::value::{Answer, FigureNote, Matrix, Printed, Quantity, RecordRow, Records};
use crate::view;
use crate::view::View;

/// The records of the same field in the documents of other years, by their ids.
pub(super) struct RecordYears<'a> {
    context: RenderContext<'a>,
    /// The document that is shown.
    document: &'a Document,
    /// Id of the field that asks for the records.
    field: String,
    /// From the oldest to the newest, the document itself among them.
    years: Vec<RecordsOfYear<'a>>,
}

/// The records of a year.
struct RecordsOfYear<'a> {
    document: &'a Document,
    index: RecordIndex<'a>,
    /// The anchors of the records, in their order.
    anchors: Vec<String>,
}

impl<'a> RecordsOfYear<'a> {
    fn link(&self, at: usize) -> (&'a str, Option<&str>) {
        let anchor = self.anchors.get(at).map(String::as_str);
        (anchor.map_or(&self.document.page, |anchor| self.document.page_of(anchor)), anchor)
    }
}

impl<'a> RecordYears<'a> {
    /// Those of the documents of the same name, for a field of one.
    pub(super) fn of(context: RenderContext<'a>, document: &'a Document, field: &Field) -> RecordYears<'a> {
        let series = context.site.series(&document.place.id, &document.name);
        let years = series.filter_map(|document| {
            let (_, answer) = document.answer(&field.id)?;
            let (records, _) = answer.records()?;
            let id = document.anchor(&field.id);
            let anchors = document.row_anchors(answer).into_iter();
            Some(RecordsOfYear {
                document,
                index: RecordIndex::new(records, document.year),
                anchors: anchors.map(|anchor| format!("{id}-{anchor}")).collect(),
            })
        });
        RecordYears { context, document, field: field.id.clone(), years: years.collect() }
    }

    /// The last year before that of the document.
    fn before(&self) -> Option<&RecordsOfYear<'a>> {
        self.years.iter().rfind(|year| year.document.year < self.document.year && year.index.is_traced())
    }

    /// Whether a record has an id, and goes on with none of the year before.
    pub(super) fn is_new(&self, record: &RecordRow) -> bool {
        record.id.is_some() && self.before().is_some_and(|before| before.index.same(record).is_none())
    }

    /// The records of the year before that are no longer there, as links to them.
    pub(super) fn gone(&self, records: &Records) -> View {
        let Some(before) = self.before() else { return View::None };
        let continued: HashSet<usize> = records.rows.iter().filter_map(|record| before.index.same(record)).collect();
        let gone = before.index.records.rows.iter().enumerate();
        let gone = gone.filter(|(at, record)| record.id.is_some() && !continued.contains(at));
        View::list(gone.map(|(at, record)| {
            let (page, fragment) = before.link(at);
            view! { "name" => &record.name, "page" => page, "fragment" => fragment }
        }))
    }

    /// The same record in the documents of other years, as links.
    pub(super) fn others(&self, record: &RecordRow) -> View {
        let same = self.years.iter().filter_map(|year| Some((year, year.index.same(record)?)));
        let others = same.filter(|(year, _)| year.document.year != self.document.year);
        View::list(others.map(|(year, at)| self.link(year, at)))
    }

    fn link(&self, year: &RecordsOfYear<'a>, at: usize) -> View {
        let (page, fragment) = year.link(at);
        let year = summary::year_view(self.context, year.document.year);
        view! { "year" => year, "page" => page, "fragment" => fragment }
    }

    /// The charts of the matrices of a record, joined over the years in which it is: where that shows more times than the document
    /// itself. `id` is that of the record on the page.
    pub(super) fn series(&self, record: &RecordRow, id: &str) -> View {
        let same: Vec<(&RecordsOfYear<'a>, usize)> =
            self.years.iter().filter_map(|year| Some((year, year.index.same(record)?))).collect();
        let drawn = record.answers.iter().filter_map(|own| {
            let matrix = own.value.matrix().filter(|_| same.len() > 1)?;
            let answers = same.iter().filter_map(|(year, at)| {
                Some((year.document, year.index.records.rows.get(*at)?.answer(&own.field.id)?))
            });
            let joined = join(answers).filter(|joined| times(&joined.matrix) > times(matrix))?;
            let frame = ChartFrame {
                id: &chart_id(&format!("{}-years", in_record(id, &own.field.id))),
                what: &super::name_in_charts(self.context, record, &own.field),
                place: &self.document.place.name,
                language: self.context.language(),
                ..ChartFrame::default()
            };
            draw_series(self.context, &frame, &joined)
        });
        View::list(drawn.map(|figure| figure_view(&figure)))
    }

    /// The figures of a record over the years: of each year that has it, and of each field that has one in two of them.
    pub(super) fn view(&self, record: &RecordRow, settings: &RecordSettings) -> View {
        let same: Vec<(&RecordsOfYear<'a>, usize)> =
            self.years.iter().filter_map(|year| Some((year, year.index.same(record)?))).collect();
        if same.len() < 2 {
            return View::None;
        }
        let is_figure = |field: &&Arc<Field>| field.kind.number().is_some() || field.kind.composition().is_some();
        let rows = settings.fields.iter().filter(is_figure).filter_map(|field| {
            let totals = same.iter().map(|(year, at)| {
                let answer = year.index.records.rows.get(*at)?.answer(&field.id)?;
                Some((answer, answer.total()?.0))
            });
            let totals: Vec<Option<(&Answer, &Quantity)>> = totals.collect();
            let known = totals.iter().flatten().filter(|(_, quantity)| quantity.absence().is_none()).count();
            let cells = totals.iter().zip(&same).map(|(total, (year, at))| {
                total.map(|(answer, total)| {
                    let note = FigureNote::of(&[&answer.circumstances], None, &self.document.place.name);
                    let note = FigureNote { page: Some(year.link(*at)), ..note };
                    let path = format!("{}.{}.{}", self.field, at + 1, field.id);
                    Printed::alone(total, path, note).view(self.context.language())
                })
            });
            (known > 1).then(|| view! { "label" => &field.label, "cells" => View::list(cells) })
        });
        let rows: Vec<View> = rows.collect();
        if rows.is_empty() {
            return View::None;
        }
        let years = same.iter().map(|(year, at)| self.link(year, *at));
        view! { "years" => View::list(years), "rows" => rows }
    }
}

/// How many of the heads of a matrix are times.
fn times(matrix: &Matrix) -> usize {
    matrix.row_heads().chain(&matrix.columns).filter(|head| head.time.is_some()).count()
}
