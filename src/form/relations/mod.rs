//! Relations that a form states between its values (`checks`): a total is the sum of its rows, a rate follows from two
//! counts, a figure is that of last year's sheet.
//!
//! A value is named by its path, and a star stands for everything at its place. Which values belong together follows from
//! the stars: one that stands in `of` and in what it is compared with means the same row, or the same column, on both sides.

mod path;
mod read;

use crate::source::{Severity, Words};
use crate::text::Decimal;

use super::{Better, Form};

pub use path::ValuePath;
pub(super) use path::{is_cell, label_of, no_figure, restricted};
pub(super) use read::{OtherForm, read_relations};

/// A relation between values of a document.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its name in the form, by which a sheet accepts a finding of it.
    pub id: String,
    /// The values that are looked at; findings stand there.
    pub of: Vec<ValuePath>,
    /// What they are compared with.
    pub comparison: Comparison,
    /// Ids of rows, columns and parts for which no star stands.
    pub except: Vec<String>,
    /// How far the two sides may be apart, in the unit of the value; otherwise that follows from the digits.
    pub allowance: Option<Decimal>,
    /// How much a finding weighs.
    pub severity: Severity,
    /// What the form itself says of it.
    pub message: Option<Words>,
}

/// What a value is compared with.
#[derive(Clone, Debug)]
pub enum Comparison {
    /// It is the sum of these.
    Sum(Vec<Operand>),
    /// It is the first of these less the others.
    Difference(Vec<Operand>),
    /// It is the first of these divided by the second, per so many.
    Ratio(Operand, Operand, u32),
    /// It is the same.
    SameAs(Operand),
    /// It is no less than the one, and no more than the other.
    Between(Option<Operand>, Option<Operand>),
    /// It is the word of the first of these steps that the figure reaches: from above, or from below where less is better.
    GradeOf(Operand, Vec<Grade>, Better),
}

/// A word for figures from a number on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// The word: Ａ, ◎.
    pub word: String,
    /// The least figure that has it, or the greatest where less is better; nothing for all others.
    pub from: Option<Decimal>,
}

/// A side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A number in the unit of the value that is looked at.
    Number(Decimal),
    /// A value of the same document.
    Here(ValuePath),
    /// A value of the document of the same place and name of the year before.
    LastYear(ValuePath),
    /// A value of documents of another form, or of another place.
    Elsewhere(Box<ValueElsewhere>),
}

/// A value of documents that answer another form, or belong to another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueElsewhere {
    /// The ids of the forms that the documents answer; none where it is the form of the document itself.
    pub forms: Vec<String>,
    /// Whose documents they are.
    pub place: PlaceElsewhere,
    /// Whether they are those of the year before.
    pub last_year: bool,
    /// The value in their form.
    pub path: ValuePath,
    /// What their form is called in short, where it is another one, and its words for the value.
    pub label: (Option<String>, Words),
}

/// Whose documents a value is taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlaceElsewhere {
    /// Those of the same place.
    #[default]
    Same,
    /// Those of its prefecture.
    Prefecture,
    /// Those of the place that it belongs to, such as the city of a school.
    Owner,
}

impl PlaceElsewhere {
    /// Other places, by their names in forms.
    pub const CHOICES: [(&'static str, PlaceElsewhere); 2] =
        [("prefecture", PlaceElsewhere::Prefecture), ("belongs_to", PlaceElsewhere::Owner)];

    /// Its name in forms; nothing for the same place.
    #[must_use]
    pub fn id(self) -> Option<&'static str> {
        Self::CHOICES.iter().find(|(_, place)| *place == self).map(|(name, _)| *name)
    }
}

impl ValueElsewhere {
    /// It as an outline names it: the form before the path.
    #[must_use]
    pub fn written(&self) -> String {
        let place = self.place.id().map(|place| format!("{place}/")).unwrap_or_default();
        let forms = if self.forms.is_empty() { String::new() } else { format!("{}/", self.forms.join("+")) };
        let year = if self.last_year { "last_year/" } else { "" };
        format!("{place}{forms}{year}{}", self.path.written())
    }

    /// The ids of the forms of its documents, in a relation of the form of this id.
    pub fn forms<'s>(&'s self, own: &'s str) -> impl Iterator<Item = &'s str> {
        self.forms.iter().map(String::as_str).chain(self.forms.is_empty().then_some(own))
    }

    /// Whether a form asks for it.
    #[must_use]
    pub fn is_asked(&self, form: &Form) -> bool {
        self.path.is_asked(&form.sections)
    }
}

impl Operand {
    /// The path of a value; none of a number.
    #[must_use]
    pub fn path(&self) -> Option<&ValuePath> {
        match self {
            Operand::Number(_) => None,
            Operand::Here(path) | Operand::LastYear(path) => Some(path),
            Operand::Elsewhere(other) => Some(&other.path),
        }
    }

    /// The path of a value in the same form; none of one elsewhere.
    fn own_path(&self) -> Option<&ValuePath> {
        self.path().filter(|_| !matches!(self, Operand::Elsewhere(_)))
    }
}

impl Comparison {
    /// Everything that a value is compared with, in the order of the form.
    pub fn operands(&self) -> Vec<&Operand> {
        match self {
            Comparison::Sum(all) | Comparison::Difference(all) => all.iter().collect(),
            Comparison::Ratio(of, to, _) => vec![of, to],
            Comparison::SameAs(one) | Comparison::GradeOf(one, ..) => vec![one],
            Comparison::Between(low, high) => low.iter().chain(high).collect(),
        }
    }
}

impl Relation {
    /// The paths of all values of its form that it speaks of.
    pub fn paths(&self) -> impl Iterator<Item = &ValuePath> {
        self.of.iter().chain(self.comparison.operands().into_iter().filter_map(Operand::own_path))
    }

    /// The values of other documents that it speaks of.
    pub fn elsewhere(&self) -> impl Iterator<Item = &ValueElsewhere> {
        self.comparison.operands().into_iter().filter_map(|operand| match operand {
            Operand::Elsewhere(other) => Some(other.as_ref()),
            _ => None,
        })
    }
}
