//! One file per field kind: how an answer is read, and what templates see of it.
//!
//! No kind knows a form: labels, units and parts come from the field's settings.

pub mod choice;
pub mod circumstances;
pub mod codes;
pub mod composition;
pub mod date;
pub mod files;
pub mod indicators;
mod kind;
pub mod leaf;
pub mod matrix;
pub mod number;
mod open;
pub mod presence;
mod printed;
pub mod prose;
pub mod quantity;
pub mod rates;
#[cfg(test)]
mod rating;
pub mod records;
mod rows;
pub mod schedule;
pub mod table;
pub mod text;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::form::{
    Field, Form, FormColumn, IndicatorColumns, Kind, MatrixSettings, RecordSettings, RowIds, ScheduleColumns,
    TableSettings,
};
use crate::record::{Content, Fields, Names, Node};
use crate::source::{Code, Finding, Reporter, Source, Span, Words, words};
use crate::text::{RowOfYear, SiteLanguage};
use crate::view::View;

pub use kind::FigureOf;
use kind::Value;
use leaf::{Leaves, Walk, leaves};

pub use choice::Chosen;
pub use circumstances::{Circumstances, Given};
pub use codes::CODES;
pub use composition::Composition;
pub use date::When;
pub use files::{AttachedFile, Files};
pub use indicators::{Indicator, Indicators};
pub use leaf::{Item, ItemMut, Leaf};
pub use matrix::Matrix;
pub use open::to_be_answered;
pub use presence::Presence;
pub use printed::{FigureNote, Printed};
pub use prose::Prose;
pub use quantity::{Absence, Amount, Direction, Meaning, Quantity};
pub use rates::Rates;
pub use records::{RecordRow, Records};
pub use schedule::Schedule;
pub use table::Table;

/// What a sheet says in one field, or in one cell of a table.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The field, or the column, that is answered.
    pub field: Arc<Field>,
    /// The value, of the kind that the field asks for.
    pub value: Value,
    /// When, from where, for what area, and a remark.
    pub circumstances: Circumstances,
    /// Where it stands in the sheet.
    pub span: Span,
    /// The anchors of its rows, one a line: most answers have none, and there are many answers.
    anchors: Option<Box<str>>,
}

/// An answer is told by the id of its field: what the field asks is the form's.
impl Hash for Answer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Answer { field, value, circumstances, span, anchors } = self;
        field.id.hash(state);
        (value, circumstances, span, anchors).hash(state);
    }
}

/// Between the anchors of the rows of an answer.
const BETWEEN_ANCHORS: &str = "\n";

/// A row of an answer, whatever its kind.
#[derive(Clone, Copy, Debug)]
pub struct RowHead<'a> {
    /// Its id: the one in the sheet, or that of the row head in the form.
    pub id: Option<&'a str>,
    /// Whether the sheet gives it that id: a head of the form may stand over several rows.
    pub own_id: bool,
    /// The row of an earlier sheet that it goes on with.
    pub from: Option<&'a RowOfYear>,
    /// Whether it says anything to everybody.
    pub is_public: bool,
    /// Where it stands in the sheet.
    pub span: Span,
}

/// The tables (CSV) in the folder of a document, by the names of their files.
pub type TableFiles = BTreeMap<String, Arc<Source>>;

/// What reading an answer needs besides its node.
pub struct AnswerReader<'a> {
    /// The file, and where findings on it go.
    pub reporter: Reporter<'a>,
    /// Fiscal year of the document; months without a year belong to it.
    pub year: i32,
    /// The tables beside the document.
    pub tables: &'a TableFiles,
}

/// What showing needs: how Markdown becomes HTML on this page.
pub struct Viewer<'a> {
    /// What follows the id of the field in the anchors of the answer's rows.
    pub rows: Vec<&'a str>,
    /// Renders Markdown for the page: its HTML, and its words alone.
    pub prose: &'a mut dyn FnMut(&Prose) -> (String, String),
    /// The path of what is shown: of its field, of a cell in it.
    pub at: String,
    /// What templates see of a file that the document names.
    pub file: &'a dyn Fn(&AttachedFile) -> View,
    /// The language of the site, in which times are shown.
    pub language: SiteLanguage,
}

impl<'a> AnswerReader<'a> {
    /// The nodes under the names, in their order. Where the node says only why there is nothing (記載なし), it answers each.
    fn parts<'n>(&mut self, node: &'n Node, names: &Names<'_>) -> Vec<Option<&'n Node>>
    where
        'a: 'n,
    {
        if let Some(reason) = Absence::node(node) {
            return vec![Some(reason); names.ids().count()];
        }
        let mut fields = Fields::new(node, &mut self.reporter);
        let found = fields.answers(names);
        fields.finish();
        found.into_iter().map(|entry| entry.map(|entry| &entry.value)).collect()
    }

    /// Reports that a value is not written as its kind asks for.
    fn report(&mut self, code: &'static Code, node: &Node, message: Words, hint: Words) {
        self.reporter.findings.push(Finding::new(code, self.reporter.source.position(node.span), message).hint(hint));
    }
}

impl Answer {
    /// Reads the answer to a field whose key stands at `key`.
    pub fn read(node: &Node, key: Span, field: &Arc<Field>, reader: &mut AnswerReader<'_>) -> Answer {
        let own = Arc::clone(field);
        let span = node.span;
        let findings_before = reader.reporter.findings.iter().len();
        // Each record tells itself what of it is open.
        let records = field.kind.records().is_some() && matches!(node.content, Content::List(_));
        let told = (records && open::says_something(node)).then_some(Cow::Borrowed(node));
        let Some(node) = told.or_else(|| open::answered(node, key, (&field.id, &field.label), reader)) else {
            return Answer {
                field: own,
                value: Value::Open,
                circumstances: Circumstances::default(),
                span,
                anchors: None,
            };
        };
        let (circumstances, node) = circumstances::split(&node, reader);
        // The time of a figure is often known before the figure.
        if matches!(&node.content, Content::Map(entries) if entries.is_empty()) {
            if reader.reporter.findings.iter().len() == findings_before {
                let what = words!("「{}」", "`{}`", field.label);
                reader
                    .reporter
                    .findings
                    .push(to_be_answered(&what, reader.reporter.source.position(key)).about(&field.id));
            }
            return Answer { field: own, value: Value::Open, circumstances, span, anchors: None };
        }
        // One value beside its circumstances stands where it is written, not where these begin.
        let span = if matches!(node.content, Content::Text(_)) { node.span } else { span };
        let mut value = Value::read(&node, field, reader);
        // The heads of a table alone answer nothing.
        if value.matrix().is_some_and(|matrix| !matrix.cells().any(matrix::MatrixCell::is_given)) {
            if reader.reporter.findings.iter().len() == findings_before {
                let what = words!("「{}」", "`{}`", field.label);
                let position = reader.reporter.source.position(key);
                reader.reporter.findings.push(to_be_answered(&what, position).about(&field.id));
            }
            value = Value::Open;
        }
        Answer { field: own, value, circumstances, span, anchors: None }
    }

    /// What stands for a field which the form requires and the sheet does not mention.
    pub fn missing(field: &Arc<Field>) -> Answer {
        let field = Arc::clone(field);
        Answer { field, value: Value::Open, circumstances: Circumstances::default(), span: Span::at(0), anchors: None }
    }

    /// What stands for a field, or a column, of which another answer says that it does not apply. `at` is where it would stand.
    pub fn not_asked(field: &Arc<Field>, at: Span) -> Answer {
        let value = Value::Absent(Box::new(Quantity::not_applicable()));
        Answer { value, span: Span::at(at.start()), ..Answer::missing(field) }
    }

    /// Says of an answer of which nothing but its circumstances is known that it does not apply.
    pub fn make_not_asked(&mut self) {
        self.value = Value::Absent(Box::new(Quantity::not_applicable()));
    }

    /// Whether the sheet does not even mention the field.
    pub fn is_missing(&self) -> bool {
        self.span == Span::at(0)
    }

    /// Why there is nothing, where that is said of the whole: 記載なし in place of rows, 該当なし of what is not asked.
    pub fn absent(&self) -> Option<&Quantity> {
        if let Value::Absent(reason) = &self.value { Some(reason) } else { None }
    }

    /// The answer as a record: reading it gives the answer again.
    pub fn node(&self) -> Node {
        if self.is_open() {
            // The time of a figure may be known before the figure.
            let nothing: Node = std::iter::empty::<(&str, Node)>().collect();
            let given = self.circumstances.around(nothing);
            return if self.circumstances == Circumstances::default() { Node::blank() } else { given };
        }
        let value = self.value.node(&self.field.kind);
        // Of what could not be read as parts or points there is nothing to write.
        let empty = matches!(&value.content, Content::Map(entries) if entries.is_empty());
        self.circumstances.around(if empty { Node::blank() } else { value })
    }

    /// The quantity that stands for the whole, with where it stands: a number, or the total of a composition.
    pub fn total(&self) -> Option<(&Quantity, Span)> {
        let total = || self.value.composition()?.total.as_ref().map(|(total, span)| (total, *span));
        self.value.number().map(|quantity| (quantity, self.span)).or_else(total)
    }

    /// The table, with what its form asks.
    pub fn table(&self) -> Option<(&Table, &TableSettings)> {
        self.value.table().zip(self.field.kind.table())
    }

    /// The indicators, with what their form asks.
    pub fn indicators(&self) -> Option<(&Indicators, &IndicatorColumns)> {
        self.value.indicators().zip(self.field.kind.indicators())
    }

    /// The matrix, with what its form asks.
    pub fn matrix(&self) -> Option<(&Matrix, &MatrixSettings)> {
        self.value.matrix().zip(self.field.kind.matrix())
    }

    /// The percentages that an author gives among numbers of a matrix, to be changed.
    pub fn ratios_mut(&mut self) -> impl Iterator<Item = &mut Quantity> {
        let matrix = if let Value::Matrix(matrix) = &mut self.value { Some(matrix) } else { None };
        matrix.into_iter().flat_map(|matrix| matrix.ratios_mut())
    }

    /// Computes anew what follows from other numbers of the answer, once some of them were taken out.
    pub fn compute(&mut self) {
        if let Value::Matrix(matrix) = &mut self.value {
            matrix.compute();
        }
    }

    /// The schedule, with what its form asks.
    pub fn schedule(&self) -> Option<(&Schedule, &ScheduleColumns)> {
        self.value.schedule().zip(self.field.kind.schedule())
    }

    /// The records, with what their form asks of each.
    pub fn records(&self) -> Option<(&Records, &RecordSettings)> {
        self.value.records().zip(self.field.kind.records())
    }

    /// Whether nothing is answered yet.
    pub fn is_open(&self) -> bool {
        matches!(self.value, Value::Open)
    }

    /// The rows of a kind that has rows; nothing of another kind, and nothing where the sheet says why there are none.
    pub fn rows(&self) -> Option<Vec<RowHead<'_>>> {
        self.value.rows()
    }

    /// Gives the rows their anchors: the row's id, or its number; rows that share a head are told apart by a number. Rows for
    /// everybody come first, so that their anchors do not depend on what only advisors may read.
    pub fn give_row_anchors(&mut self, form: &Form) {
        self.assign_row_anchors(&|field| RowIds::new(form, field));
        if let (Value::Records(records), Some(settings)) = (&mut self.value, self.field.kind.records()) {
            for answer in records.rows.iter_mut().flat_map(|record| &mut record.answers) {
                answer.assign_row_anchors(&|field| RowIds::in_records(settings, field));
            }
        }
    }

    fn assign_row_anchors(&mut self, ids: &dyn Fn(&str) -> RowIds) {
        let rows = self.rows().filter(|rows| !rows.is_empty());
        let anchors = rows.map(|rows| {
            let mut ids = ids(&self.field.id);
            let mut anchors = vec![String::new(); rows.len()];
            let mut number = 0;
            for public in [true, false] {
                for (row, anchor) in rows.iter().zip(&mut anchors).filter(|(row, _)| row.is_public == public) {
                    number += 1;
                    *anchor = ids.assign(&row.id.map_or_else(|| number.to_string(), str::to_owned));
                }
            }
            anchors.join(BETWEEN_ANCHORS).into()
        });
        self.anchors = anchors;
    }

    /// Anchors of the rows, as they follow the field's id on a page: `2` or `individual-support`.
    pub fn row_anchors(&self) -> impl Iterator<Item = &str> {
        self.anchors.iter().flat_map(|anchors| anchors.split(BETWEEN_ANCHORS))
    }

    /// Takes out the columns and the fields of records that readers may not know, and the rows of which only those columns said
    /// anything. `field` is what is left of the field that is answered, and what it does not name goes.
    pub fn restrict(&mut self, field: &Arc<Field>) {
        if let (Value::Records(records), Some(shown)) = (&mut self.value, field.kind.records()) {
            for record in &mut records.rows {
                record.answers.retain_mut(|answer| {
                    let field = shown.fields.iter().find(|field| field.id == answer.field.id);
                    field.inspect(|field| answer.restrict(field)).is_some()
                });
            }
        }
        if let (Value::Table(table), Kind::Table(asked)) = (&mut self.value, &self.field.kind)
            && !Arc::ptr_eq(field, &self.field)
        {
            let public: Vec<bool> = table.rows.iter().map(table::TableRow::is_public).collect();
            let anchors = self.anchors.iter().flat_map(|anchors| anchors.split(BETWEEN_ANCHORS)).zip(&public);
            let anchors: Vec<&str> = anchors.filter(|(_, public)| **public).map(|(anchor, _)| anchor).collect();
            self.anchors = (!anchors.is_empty()).then(|| anchors.join(BETWEEN_ANCHORS).into());
            table.rows.retain(table::TableRow::is_public);
            let left = field.kind.table().map_or(&[][..], |shown| &shown.columns);
            let known = known_columns(&asked.columns, left);
            for row in &mut table.rows {
                let mut known = known.iter();
                row.cells.retain(|_| known.next() == Some(&true));
            }
        }
        if let (Value::Indicators(indicators), Kind::Indicators(asked)) = (&mut self.value, &self.field.kind) {
            let left = field.kind.indicators().map_or(&[][..], |shown| &shown.others);
            let known = known_columns(&asked.others, left);
            for row in &mut indicators.rows {
                let mut known = known.iter();
                row.others.retain(|_| known.next() == Some(&true));
            }
        }
        self.field = Arc::clone(field);
    }

    /// What templates see: the value's own view, its kind, and the circumstances.
    pub fn view(&self, viewer: &mut Viewer<'_>) -> View {
        let mut view = self.value.view(&self.field.kind, viewer);
        view.set("circumstances", self.circumstances.view(viewer.language));
        view
    }

    /// Visits everything that the answer says, and everything that its form asks for in it, in the order of the page.
    pub fn leaves<'a>(&'a self, visit: &mut dyn FnMut(Leaf<'_, 'a, Item<'a>>)) {
        self.walk((), &mut Walk::new(visit));
    }

    /// Visits everything in the answer to change it.
    pub fn leaves_mut<'a>(&'a mut self, visit: &mut dyn FnMut(Leaf<'_, 'a, ItemMut<'a>>)) {
        self.walk((), &mut Walk::new(visit));
    }
}

/// Which columns of a form are among those that are left of it. A column is known by its id and its readers: a second one of the
/// same id, for others, is never taken for it.
fn known_columns(asked: &[FormColumn], left: &[FormColumn]) -> Vec<bool> {
    let key = |column: &FormColumn| (column.field.id.clone(), column.field.audience);
    let left: Vec<_> = left.iter().map(key).collect();
    asked.iter().map(|column| left.contains(&key(column))).collect()
}

leaves!(Answer, (), |Answer { field, value, circumstances, span, .. }, (), walk| {
    let field: &'a Field = field;
    walk.in_answer(field, *span, |walk| {
        walk.circumstances(circumstances, value.unit());
        value.walk(&field.kind, walk);
    });
});
