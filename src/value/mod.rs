//! One file per field kind: how an answer is read, and what templates see of it.
//!
//! No kind knows a form: labels, units and parts come from the field's settings.

mod absence;
pub mod circumstances;
pub mod codes;
pub mod composition;
pub mod date;
pub mod indicators;
pub mod number;
mod open;
pub mod presence;
mod printed;
pub mod prose;
pub mod quantity;
pub mod rates;
pub mod schedule;
pub mod table;
pub mod text;

use std::sync::Arc;

use crate::form::{Audience, Field, Form, Kind, RowIds};
use crate::record::{Content, Node};
use crate::source::{Findings, Source, Span, words};
use crate::view;
use crate::view::View;

pub use circumstances::{Circumstances, Given};
pub use codes::CODES;
pub use composition::Composition;
pub use date::When;
pub use indicators::{Indicator, Indicators};
pub use open::to_be_answered;
pub use presence::Presence;
pub use printed::{Printed, Told};
pub use prose::Prose;
pub use quantity::{Absence, Amount, Direction, Meaning, Quantity};
pub use rates::Rates;
pub use schedule::Schedule;
pub use table::Table;

/// What a sheet says in one field, or in one cell of a table.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The field, or the column, that is answered.
    pub field: Arc<Field>,
    /// The value.
    pub value: Value,
    /// When, from where, for what area, and a remark.
    pub circumstances: Circumstances,
    /// Where it stands in the sheet.
    pub span: Span,
}

/// A value of one of the field kinds.
#[derive(Clone, Debug)]
pub enum Value {
    /// One quantity.
    Number(Box<Quantity>),
    /// A total and its parts.
    Composition(Box<Composition>),
    /// Shares at points in order.
    Rates(Rates),
    /// 有／無／不明.
    Presence(Presence),
    /// One line.
    Text(String),
    /// Markdown.
    Prose(Prose),
    /// A time.
    Date(When),
    /// Indicators with targets and results.
    Indicators(Indicators),
    /// Rows of typed columns.
    Table(Table),
    /// What happens when.
    Schedule(Schedule),
    /// 記載なし in place of rows: why there are none.
    Absent(Box<Quantity>),
    /// 未回答: the sheet has the key and nothing under it, or not even the key of a field that its form requires.
    Open,
}

/// What reading needs besides the node: the file, its fiscal year, and where to put findings.
pub struct Reader<'a> {
    /// The file.
    pub source: &'a Arc<Source>,
    /// Fiscal year of the document; months without a year belong to it.
    pub year: i32,
    /// Findings so far.
    pub findings: &'a mut Findings,
}

/// What showing needs: how Markdown becomes HTML on this page.
pub struct Viewer<'a> {
    /// What follows the id of the field in the anchors of the answer's rows.
    pub rows: &'a [String],
    /// Renders Markdown for the page.
    pub prose: &'a mut dyn FnMut(&Prose) -> String,
    /// The path of what is shown: of its field, of a cell in it.
    pub at: String,
}

impl Answer {
    /// Reads the answer to a field whose key stands at `key`.
    pub fn read(node: &Node, key: Span, field: &Arc<Field>, reader: &mut Reader<'_>) -> Answer {
        let own = Arc::clone(field);
        let span = node.span;
        let said = reader.findings.iter().len();
        let Some(node) = open::answered(node, key, (&field.id, &field.label), reader) else {
            return Answer { field: own, value: Value::Open, circumstances: Circumstances::default(), span };
        };
        let (circumstances, node) = circumstances::split(&node, reader);
        // The time of a figure is often known before the figure.
        if matches!(&node.content, Content::Map(entries) if entries.is_empty()) {
            if reader.findings.iter().len() == said {
                let what = words(format!("「{}」", field.label), format!("`{}`", field.label));
                reader.findings.push(to_be_answered(&what, reader.source.position(key)).about(&field.id));
            }
            return Answer { field: own, value: Value::Open, circumstances, span };
        }
        Answer { field: own, value: Value::read(&node, field, reader), circumstances, span }
    }

    /// What stands for a field which the form requires and the sheet does not mention.
    pub fn missing(field: &Arc<Field>) -> Answer {
        let field = Arc::clone(field);
        Answer { field, value: Value::Open, circumstances: Circumstances::default(), span: Span::at(0) }
    }

    /// Whether the sheet does not even mention the field.
    pub fn is_missing(&self) -> bool {
        self.is_open() && self.span == Span::at(0)
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

    /// Whether nothing is answered yet.
    pub fn is_open(&self) -> bool {
        matches!(self.value, Value::Open)
    }

    /// Anchors of the rows, as they follow the field's id on a page: `2` or `individual-support`.
    pub fn row_anchors(&self, form: &Form) -> Vec<String> {
        let mut ids = RowIds::of(form, &self.field.id);
        match &self.value {
            Value::Indicators(indicators) => indicators.row_anchors(&mut ids),
            Value::Table(table) => table.row_anchors(&mut ids),
            Value::Schedule(schedule) => (1..=schedule.entries.len()).map(|at| ids.take(&at.to_string())).collect(),
            _ => Vec::new(),
        }
    }

    /// What templates see: the value's own view, its kind, and the circumstances.
    pub fn view(&self, viewer: &mut Viewer<'_>) -> View {
        let mut view = self.value.view(&self.field, viewer);
        view.set("circumstances", self.circumstances.view());
        view
    }

    /// Visits every Markdown text of the answer in the order of the page, with who may read it where the answer stands in
    /// something for `outer`: a column of a table may be for fewer readers than the table.
    pub fn each_prose<'a>(&'a self, outer: Audience, visit: &mut dyn FnMut(&'a Prose, Audience)) {
        let own = self.field.audience.within(outer);
        let mut visit_own = |prose: &'a Prose| visit(prose, own);
        match &self.value {
            Value::Prose(prose) => visit_own(prose),
            Value::Indicators(indicators) => {
                indicators.rows.iter().for_each(|row| row.effect.iter().for_each(&mut visit_own));
            }
            Value::Schedule(schedule) => {
                for entry in &schedule.entries {
                    entry.item.iter().chain(entry.detail.iter()).for_each(&mut visit_own);
                }
            }
            Value::Table(table) => table.answers().for_each(|answer| answer.each_prose(own, visit)),
            Value::Number(_)
            | Value::Composition(_)
            | Value::Rates(_)
            | Value::Presence(_)
            | Value::Text(_)
            | Value::Date(_)
            | Value::Absent(_)
            | Value::Open => {}
        }
    }

    /// The same, to be changed.
    pub fn each_prose_mut(&mut self, outer: Audience, visit: &mut dyn FnMut(&mut Prose, Audience)) {
        let own = self.field.audience.within(outer);
        let mut visit_own = |prose: &mut Prose| visit(prose, own);
        match &mut self.value {
            Value::Prose(prose) => visit_own(prose),
            Value::Indicators(indicators) => {
                indicators.rows.iter_mut().for_each(|row| row.effect.iter_mut().for_each(&mut visit_own));
            }
            Value::Schedule(schedule) => {
                for entry in &mut schedule.entries {
                    entry.item.iter_mut().chain(entry.detail.iter_mut()).for_each(&mut visit_own);
                }
            }
            Value::Table(table) => table.answers_mut().for_each(|answer| answer.each_prose_mut(own, visit)),
            Value::Number(_)
            | Value::Composition(_)
            | Value::Rates(_)
            | Value::Presence(_)
            | Value::Text(_)
            | Value::Date(_)
            | Value::Absent(_)
            | Value::Open => {}
        }
    }
}

impl Value {
    /// Reads a value of the field's kind.
    pub fn read(node: &Node, field: &Field, reader: &mut Reader<'_>) -> Value {
        if let Some(reason) = absence::of(node).filter(|_| field.kind.has_rows()) {
            return Value::Absent(Box::new(number::read(reason, None, reader)));
        }
        match &field.kind {
            Kind::Number => Value::Number(Box::new(number::read(node, field.unit.as_deref(), reader))),
            Kind::Composition(parts) => Value::Composition(Box::new(composition::read(node, parts, field, reader))),
            Kind::Rates(points) => Value::Rates(rates::read(node, points, field, reader)),
            Kind::Presence(levels) => Value::Presence(presence::read(node, levels, field, reader)),
            Kind::Text => Value::Text(text::read(node, reader)),
            Kind::Prose => Value::Prose(prose::read(node, reader)),
            Kind::Date => Value::Date(date::read(node, reader)),
            Kind::Indicators(columns) => Value::Indicators(indicators::read(node, columns, reader)),
            Kind::Table(settings) => Value::Table(table::read(node, settings, reader)),
            Kind::Schedule(columns) => Value::Schedule(schedule::read(node, columns, reader)),
        }
    }

    /// The value as a record, under the names of the field's kind.
    pub fn node(&self, kind: &Kind) -> Node {
        match (self, kind) {
            (Value::Number(quantity) | Value::Absent(quantity), _) => number::node(quantity),
            (Value::Composition(composition), Kind::Composition(_)) => composition.node(kind),
            (Value::Rates(rates), Kind::Rates(points)) => rates.node(points),
            (Value::Presence(presence), Kind::Presence(levels)) => presence.node(levels),
            (Value::Text(line), _) => Node::from(line),
            (Value::Prose(prose), _) => prose.node(),
            (Value::Date(when), _) => when.node(),
            (Value::Indicators(indicators), Kind::Indicators(columns)) => indicators.node(columns),
            (Value::Table(table), Kind::Table(settings)) => table.node(settings),
            (Value::Schedule(schedule), Kind::Schedule(columns)) => schedule.node(columns),
            // A value has the kind of its field.
            _ => Node::blank(),
        }
    }

    /// What templates see. `kind` chooses the small template that shows it.
    pub fn view(&self, field: &Field, viewer: &mut Viewer<'_>) -> View {
        match self {
            Value::Number(quantity) | Value::Absent(quantity) => {
                view! { "kind" => "number", "figure" => Printed::headed(quantity, &*viewer.at).view() }
            }
            Value::Composition(composition) => composition.view(&viewer.at),
            Value::Rates(rates) => rates.view(&viewer.at),
            Value::Presence(presence) => presence.view(&viewer.at),
            Value::Text(line) => text::view(line),
            Value::Prose(text) => prose::view(text, viewer),
            Value::Date(when) => view! { "kind" => "date", "when" => when.view() },
            Value::Indicators(indicators) => match &field.kind {
                Kind::Indicators(columns) => indicators.view(columns, viewer),
                _ => View::None,
            },
            Value::Table(table) => match &field.kind {
                Kind::Table(settings) => table.view(settings, viewer),
                _ => View::None,
            },
            Value::Schedule(schedule) => match &field.kind {
                Kind::Schedule(columns) => schedule.view(columns, viewer),
                _ => View::None,
            },
            Value::Open => view! { "kind" => "unanswered" },
        }
    }

    /// Whether a row may be known to whoever may know the answer: of a table with columns for advisors some may not.
    pub fn has_public_row(&self, at: usize) -> bool {
        match self {
            Value::Table(table) => table.rows.get(at).is_none_or(table::Row::is_public),
            _ => true,
        }
    }
}
