//! The kinds of values, each declared once: a line in `values!`, a line in `form/kind.rs`, and the file of the kind, which
//! says how a value is read and written, what templates see of it, and what its leaves are.

use std::borrow::Cow;

use crate::form::{Field, Kind};
use crate::markdown::plain;
use crate::record::Node;
use crate::view;
use crate::view::View;

use super::leaf::{Item, leaves};
use super::{
    Absence, AnswerReader, Composition, Indicators, Presence, Prose, Quantity, Rates, RowHead, Schedule, Table, Viewer,
    When, number,
};

/// A figure with the id and the label of its part, where it is of one.
pub type FigureOf<'a> = (Option<(&'a str, &'a str)>, &'a Quantity);

/// What every kind of value says of itself. Its leaves are declared beside it by `leaves!`.
pub(super) trait FieldValue: Sized {
    /// What a form sets for a field of the kind.
    type Settings;

    /// Reads a value of a field with these settings; what cannot be read is a finding.
    fn read(node: &Node, settings: &Self::Settings, field: &Field, reader: &mut AnswerReader<'_>) -> Self;

    /// The value as a record, under the names of the form: reading it gives the value again.
    fn node(&self, settings: &Self::Settings) -> Node;

    /// What templates see. `kind` in it chooses the small template that shows it.
    fn view(&self, settings: &Self::Settings, viewer: &mut Viewer<'_>) -> View;

    /// The rows, where the kind has rows.
    fn rows(&self) -> Option<Vec<RowHead<'_>>> {
        None
    }

    /// What a row is about, counted from 0, as far as the kind tells.
    fn row_name(&self, _row: usize) -> Option<String> {
        None
    }

    /// The figure of a part or a point, or the one that stands for the whole.
    fn figure(&self, _part: Option<&str>) -> Option<FigureOf<'_>> {
        None
    }
}

/// Declares the kinds of values: the variants of [`Value`], a getter for each, and what they have in common.
macro_rules! values {
    ($($(#[$doc:meta])* $name:ident: $variant:ident($held:ty) of $type:ty;)+) => {
        /// A value of one of the field kinds.
        #[derive(Clone, Debug)]
        pub enum Value {
            $($(#[$doc])* $variant($held),)+
            /// 記載なし in place of rows: why there are none.
            Absent(Box<Quantity>),
            /// 未回答: the sheet has the key and nothing under it, or not even the key of a field that its form requires.
            Open,
        }

        impl Value {
            $(
                $(#[$doc])*
                pub fn $name(&self) -> Option<&$type> {
                    match self {
                        Value::$variant(value) => Some(value),
                        _ => None,
                    }
                }
            )+

            /// Reads a value of the field's kind.
            pub fn read(node: &Node, field: &Field, reader: &mut AnswerReader<'_>) -> Value {
                if let Some(reason) = Absence::node(node).filter(|_| field.kind.has_rows()) {
                    return Value::Absent(Box::new(number::read(reason, None, reader)));
                }
                $(if let Some(settings) = field.kind.$name() {
                    return Value::$variant(<$type as FieldValue>::read(node, settings, field, reader).into());
                })+
                Value::Open
            }

            /// The value as a record, under the names of the field's kind.
            pub fn node(&self, kind: &Kind) -> Node {
                match self {
                    $(Value::$variant(value) => kind.$name().map_or_else(Node::blank, |settings| value.node(settings)),)+
                    Value::Absent(reason) => reason.node(&()),
                    Value::Open => Node::blank(),
                }
            }

            /// What templates see, as [`FieldValue::view`] of the kind says.
            pub fn view(&self, kind: &Kind, viewer: &mut Viewer<'_>) -> View {
                match self {
                    $(Value::$variant(value) => {
                        let value: &$type = value;
                        kind.$name().map_or(View::None, |settings| FieldValue::view(value, settings, viewer))
                    })+
                    Value::Absent(reason) => reason.view(&(), viewer),
                    Value::Open => view! { "kind" => "unanswered" },
                }
            }

            /// The rows, where the kind has rows.
            pub fn rows(&self) -> Option<Vec<RowHead<'_>>> {
                match self {
                    $(Value::$variant(value) => value.rows(),)+
                    Value::Absent(_) | Value::Open => None,
                }
            }

            /// What a row is about, counted from 0, as far as the kind tells: the indicator, the head that the form sets, the
            /// first column.
            pub fn row_name(&self, row: usize) -> Option<String> {
                match self {
                    $(Value::$variant(value) => value.row_name(row),)+
                    Value::Absent(_) | Value::Open => None,
                }
            }

            /// The figure of a part or a point, or the one that stands for the whole: the total of a composition, the last of
            /// several rates that is answered.
            pub fn figure(&self, part: Option<&str>) -> Option<FigureOf<'_>> {
                match self {
                    $(Value::$variant(value) => value.figure(part),)+
                    Value::Absent(_) | Value::Open => None,
                }
            }
        }

        leaves!(Value, &'a Kind, |value, kind, walk| match value {
            $(Value::$variant(value) => {
                let value: Ref<'_, $type> = value;
                if let Some(settings) = kind.$name() {
                    value.walk(settings, walk);
                }
            })+
            Value::Absent(reason) => walk.leaf(It::Absent(reason)),
            Value::Open => walk.leaf(It::Unanswered),
        });
    };
}

values! {
    /// A number with its unit, a direction, or why there is none.
    number: Number(Box<Quantity>) of Quantity;
    /// A total and its parts.
    composition: Composition(Box<Composition>) of Composition;
    /// Shares at points in order.
    rates: Rates(Rates) of Rates;
    /// 有／無／不明, at one or several levels.
    presence: Presence(Presence) of Presence;
    /// One line of words.
    text: Text(String) of String;
    /// Running text in Markdown.
    prose: Prose(Prose) of Prose;
    /// A day, month, year or period, or words such as 通年.
    date: Date(When) of When;
    /// Indicators with targets and results.
    indicators: Indicators(Indicators) of Indicators;
    /// Rows of typed columns.
    table: Table(Table) of Table;
    /// What happens in which month of the year.
    schedule: Schedule(Schedule) of Schedule;
}

impl Value {
    /// What it says, where that is one thing and no more: a quantity, a line, a text, a time.
    pub fn only(&self) -> Option<Item<'_>> {
        let quantity = self.number().map(Item::Quantity);
        let line = quantity.or_else(|| self.text().map(Item::Line));
        let text = line.or_else(|| self.prose().map(Item::Prose));
        text.or_else(|| self.date().map(Item::Date))
    }

    /// Words as the sheet has them: a line, or Markdown.
    pub fn words(&self) -> Option<&str> {
        self.text().map(String::as_str).or_else(|| Some(&self.prose()?.text))
    }

    /// Words as a reader sees them: a line, or Markdown without its marks.
    pub fn plain_words(&self) -> Option<Cow<'_, str>> {
        let line = self.text().map(|line| Cow::Borrowed(line.as_str()));
        line.or_else(|| Some(Cow::Owned(plain(&self.prose()?.text))))
    }

    /// The unit that it is counted in, where it is one quantity.
    pub(super) fn unit(&self) -> Option<&str> {
        self.number()?.unit.as_deref()
    }
}
