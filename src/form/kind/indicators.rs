//! The columns of an `indicators` field, and what its figures count.

use super::Kind;
use super::table::FormColumn;
use crate::form::Field;
use crate::form::matrix::HeadSeries;
use crate::text::label_time::time_beside;

/// The columns of an `indicators` field; those absent are not asked.
#[derive(Clone, Debug, Default)]
pub struct IndicatorColumns {
    /// Head of the first column, which names the indicator.
    pub indicator: String,
    /// Which way is better, where the form says it of all its indicators.
    pub better: Option<Better>,
    /// Where things stand: 現状値.
    pub baseline: Option<ColumnHead>,
    /// What is aimed at: 目標値.
    pub target: Option<ColumnHead>,
    /// What was reached: 実績値.
    pub actual: Option<ColumnHead>,
    /// Effects in words: 具体的な成果・効果.
    pub effect: Option<ColumnHead>,
    /// Columns besides these, each with the kind of its cells as in a table: 担当課, 達成度.
    pub others: Vec<FormColumn>,
    /// The ids of all columns, in the order of the form.
    pub order: Vec<String>,
}

/// A column of indicators, whatever it holds.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorHead<'a> {
    /// The key in the form.
    pub id: &'a str,
    /// The form's words for it.
    pub label: &'a str,
    /// The time its figures are of, in the form's words.
    pub as_of: Option<&'a str>,
    /// The years that have a column each, where it is a series.
    pub years: Option<&'a HeadSeries>,
}

impl IndicatorHead<'_> {
    /// The time its figures are of, unless its label tells it.
    #[must_use]
    pub fn time_beside(&self) -> Option<&str> {
        time_beside(self.label, self.as_of?)
    }

    /// Whether it is one of baselines, targets or results.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        ["baseline", "target", "actual"].contains(&self.id)
    }
}

impl IndicatorColumns {
    /// Keys of rows that no column can have for its id.
    pub(in crate::form) const OTHER_KEYS: [&'static str; 5] = ["indicator", "id", "better", "count", "due"];

    /// The columns that are asked besides the first, in the order of the form.
    pub fn heads(&self) -> impl Iterator<Item = IndicatorHead<'_>> {
        let known = [
            ("baseline", &self.baseline),
            ("target", &self.target),
            ("actual", &self.actual),
            ("effect", &self.effect),
        ];
        let known = known.into_iter().filter_map(|(id, head)| {
            let ColumnHead { label, as_of, years, .. } = head.as_ref()?;
            Some(IndicatorHead { id, label, as_of: as_of.as_deref(), years: years.as_ref() })
        });
        let others = self.others.iter().map(|column| {
            let Field { id, label, as_of, .. } = column.field.as_ref();
            IndicatorHead { id, label, as_of: as_of.as_deref(), years: None }
        });
        let mut all: Vec<IndicatorHead<'_>> = known.chain(others).collect();
        all.sort_by_key(|head| self.order.iter().position(|id| id == head.id).unwrap_or(self.order.len()));
        all.into_iter()
    }

    /// Indicators with some of the columns besides figures and effects.
    #[must_use]
    pub fn with_others(&self, others: Vec<FormColumn>) -> Kind {
        Kind::Indicators(IndicatorColumns { others, ..self.clone() })
    }
}

/// Head of a column with the form's word on time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnHead {
    /// The form's words for it, which sheets may use as a key.
    pub label: String,
    /// The time its figures are of, in the form's words: 今年度当初, R2年度末.
    pub as_of: Option<String>,
    /// Whether its figures are cumulative or of one year, where the form says so.
    pub count: Option<Counting>,
    /// The years that have a figure each, where it is a series.
    pub years: Option<HeadSeries>,
}

/// Which way an indicator is meant to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Better {
    /// The more, the better.
    More,
    /// The less, the better.
    Less,
}

impl Better {
    /// How it is written in a form or a sheet.
    pub const CHOICES: [(&'static str, Better); 6] = [
        ("more", Better::More),
        ("less", Better::Less),
        ("多いほどよい", Better::More),
        ("少ないほどよい", Better::Less),
        ("高いほどよい", Better::More),
        ("低いほどよい", Better::Less),
    ];

    /// Its name in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Better::More => "more",
            Better::Less => "less",
        }
    }

    /// Its word in sheets.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Better::More => "多いほどよい",
            Better::Less => "少ないほどよい",
        }
    }
}

/// For which time a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counting {
    /// From the start of the plan on: 累計.
    Cumulative,
    /// Within one year: 単年.
    Yearly,
}

impl Counting {
    /// How it is written in a form or a sheet.
    pub const CHOICES: [(&'static str, Counting); 4] = [
        ("cumulative", Counting::Cumulative),
        ("yearly", Counting::Yearly),
        ("累計", Counting::Cumulative),
        ("単年", Counting::Yearly),
    ];

    /// Its name in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Counting::Cumulative => "cumulative",
            Counting::Yearly => "yearly",
        }
    }

    /// Its word in sheets.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Counting::Cumulative => "累計",
            Counting::Yearly => "単年",
        }
    }
}
