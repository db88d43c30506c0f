//! What a kind of value says of itself, in its file: how a value is read and written, what templates see of it, and what its
//! leaves are. The list of the kinds is in `form/kind.rs`.

use std::borrow::Cow;

use crate::form::{Field, HeadTime, Kind, field_kinds};
use crate::markdown::plain;
use crate::record::Node;
use crate::view;
use crate::view::View;

use super::leaf::{Item, leaves};
#[cfg(test)]
use super::rating::Rating;
use super::{
    Absence, AnswerReader, Chosen, Circumstances, Composition, Files, Indicators, Matrix, Presence, Prose, Quantity,
    Rates, Records, RowHead, Schedule, Table, Viewer, When, number,
};

/// A figure that stands for a value, or for a part of it.
#[derive(Clone, Copy, Debug)]
pub struct FigureOf<'a> {
    /// The id and the label of its part, where it is of one: of a composition, of rates, of a row.
    pub part: Option<(&'a str, &'a str)>,
    /// Those of its column, where the path names one.
    pub column: Option<(&'a str, &'a str)>,
    /// The year or month of that column.
    pub time: Option<HeadTime>,
    /// The number with its unit, or what stands for it.
    pub quantity: &'a Quantity,
    /// Its own circumstances, nearer than those of the answer.
    pub circumstances: Option<&'a Circumstances>,
    /// Whether it follows from others, and no author wrote it.
    pub is_computed: bool,
}

impl<'a> FigureOf<'a> {
    /// The figure of a part, or of the whole.
    pub(super) fn new(part: Option<(&'a str, &'a str)>, quantity: &'a Quantity) -> FigureOf<'a> {
        FigureOf { part, column: None, time: None, quantity, circumstances: None, is_computed: false }
    }
}

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

    /// The figures of the same part by the years that they are of, where an answer gives several.
    fn figures_by_year(&self, _part: Option<&str>) -> Vec<(i32, FigureOf<'_>)> {
        Vec::new()
    }
}

/// Declares the variants of [`Value`], a getter for each, and what they have in common, from the list of the kinds.
macro_rules! values {
    ($(
        $(#[doc = $doc:literal])* $(#[cfg($cfg:meta)])?
        $name:ident: $variant:ident $(($settings:ty))? of $type:ident $(in $held:ident)?
            = $shape:ident, $words:expr, $keys:expr, $schema:literal, $hint:literal, $read:expr;
    )+) => {
        /// A value of one of the field kinds.
        #[derive(Clone, Debug, Hash)]
        pub enum Value {
            $($(#[doc = $doc])* $(#[cfg($cfg)])? $variant(values!(@held $type $(in $held)?)),)+
            /// 記載なし in place of rows: why there are none. 該当なし of any kind, where another answer says so.
            Absent(Box<Quantity>),
            /// 未回答: the sheet has the key and nothing under it, or not even the key of a field that its form requires.
            Open,
        }

        impl Value {
            $(
                $(#[doc = $doc])*
                $(#[cfg($cfg)])?
                pub fn $name(&self) -> Option<&$type> {
                    match self {
                        Value::$variant(value) => Some(value),
                        _ => None,
                    }
                }
            )+

            /// Reads a value of the field's kind.
            pub fn read(node: &Node, field: &Field, reader: &mut AnswerReader<'_>) -> Value {
                if let Some(reason) = Absence::node(node).filter(|_| field.kind.has_rows() || field.kind.files().is_some()) {
                    return Value::Absent(Box::new(number::read(reason, None, reader)));
                }
                $($(#[cfg($cfg)])? if let Some(settings) = field.kind.$name() {
                    return Value::$variant(<$type as FieldValue>::read(node, settings, field, reader).into());
                })+
                Value::Open
            }

            /// The value as a record, under the names of the field's kind.
            pub fn node(&self, kind: &Kind) -> Node {
                match self {
                    $($(#[cfg($cfg)])? Value::$variant(value) => kind.$name().map_or_else(Node::blank, |settings| value.node(settings)),)+
                    Value::Absent(reason) => reason.node(&()),
                    Value::Open => Node::blank(),
                }
            }

            /// What templates see, as [`FieldValue::view`] of the kind says.
            pub fn view(&self, kind: &Kind, viewer: &mut Viewer<'_>) -> View {
                match self {
                    $($(#[cfg($cfg)])? Value::$variant(value) => {
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
                    $($(#[cfg($cfg)])? Value::$variant(value) => value.rows(),)+
                    Value::Absent(_) | Value::Open => None,
                }
            }

            /// What a row is about, counted from 0, as far as the kind tells: the indicator, the head that the form
            /// sets, the first column.
            pub fn row_name(&self, row: usize) -> Option<String> {
                match self {
                    $($(#[cfg($cfg)])? Value::$variant(value) => value.row_name(row),)+
                    Value::Absent(_) | Value::Open => None,
                }
            }

            /// The figure of a part or a point, or the one that stands for the whole: the total of a composition, the last of
            /// several rates that is answered.
            pub fn figure(&self, part: Option<&str>) -> Option<FigureOf<'_>> {
                match self {
                    $($(#[cfg($cfg)])? Value::$variant(value) => value.figure(part),)+
                    Value::Absent(_) | Value::Open => None,
                }
            }

            /// The figures of a part by the years that they are of: of the row of a matrix with a series of years, of an
            /// indicator with results of several years.
            pub fn figures_by_year(&self, part: Option<&str>) -> Vec<(i32, FigureOf<'_>)> {
                match self {
                    $($(#[cfg($cfg)])? Value::$variant(value) => value.figures_by_year(part),)+
                    Value::Absent(_) | Value::Open => Vec::new(),
                }
            }
        }

        leaves!(Value, &'a Kind, |value, kind, walk| match value {
            $($(#[cfg($cfg)])? Value::$variant(value) => {
                let value: Ref<'_, $type> = value;
                if let Some(settings) = kind.$name() {
                    value.walk(settings, walk);
                }
            })+
            Value::Absent(reason) => walk.leaf(It::Absent(reason)),
            Value::Open => walk.leaf(It::Unanswered),
        });
    };
    (@held $type:ident) => { $type };
    (@held $type:ident in $held:ident) => { $held<$type> };
}

field_kinds!(values);

impl Value {
    /// The records, to be changed.
    pub fn records_mut(&mut self) -> Option<&mut Records> {
        match self {
            Value::Records(records) => Some(records),
            _ => None,
        }
    }

    /// The table, to be changed.
    pub fn table_mut(&mut self) -> Option<&mut Table> {
        match self {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

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
