//! A quantity as people write it: kept as written for display, and understood for charts and checks.

mod absence;
mod amount;
mod compound;
mod convert;
mod numbers;
mod read;
mod spelling;
#[cfg(test)]
mod tests;
mod unit;

pub use unit::{UnitOfMeasure, comparable_units, like_units, same_unit, without_unit};

use serde::{Deserialize, Serialize};

use crate::text::number::Decimal;

/// Why there is no number. None of these is zero, and each looks different on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Absence {
    /// 未回答: the form asks, and nobody has answered.
    Unanswered,
    /// 記載なし: the form's cell is empty.
    Blank,
    /// 不明: nobody knows the number.
    Unknown,
    /// 該当なし, －: the question does not apply.
    NotApplicable,
    /// 非公表: known and withheld.
    Suppressed,
    /// 未報告: those who know it did not report it.
    NotReported,
    /// 調査中, 集計中, 令和3上半期調査: still being found out.
    Pending,
}

/// How exactly an amount is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Amount {
    /// Exactly this number: ６１件.
    Exact(Decimal),
    /// About this number: 約30人, 4回程度.
    About(Decimal),
    /// This number or more: 30人以上.
    AtLeast(Decimal),
    /// This number or less: 30人以下, 30人以内.
    AtMost(Decimal),
    /// Less than this number: 30人未満.
    Below(Decimal),
    /// More than this number: 30人超.
    Above(Decimal),
    /// ２～３回; the lower bound first.
    Range(Decimal, Decimal),
}

impl Amount {
    /// The lowest and the highest it may be, both included in what was written or not; `None` on a side that is open.
    #[must_use]
    pub const fn bounds(self) -> (Option<Decimal>, Option<Decimal>) {
        match self {
            Amount::Exact(number) | Amount::About(number) => (Some(number), Some(number)),
            Amount::AtLeast(low) | Amount::Above(low) => (Some(low), None),
            Amount::AtMost(high) | Amount::Below(high) => (None, Some(high)),
            Amount::Range(low, high) => (Some(low), Some(high)),
        }
    }
}

/// Which way a goal without a number points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// More than before: 前年度増, 増加.
    Increase,
    /// Less than before: 前年度減, 減少.
    Decrease,
    /// As before: 維持, 前年度並み.
    Keep,
}

/// What a written quantity means.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Meaning {
    /// An amount with its unit.
    Amount(Amount),
    /// A goal that only points somewhere.
    Direction(Direction),
    /// No number, for a known reason.
    Absent(Absence),
    /// Words that cannot be a number; never drawn as one.
    Words,
}

/// A quantity as written, and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// Exactly as the author wrote it.
    pub written: String,
    /// The amount, the direction, or why there is none.
    pub meaning: Meaning,
    /// 人, 件, か所; from the text, else from the form.
    pub unit: Option<Box<str>>,
    /// What of the unit the text leaves to the form: 人 of `123`, 円 of `1,200千`.
    pub unwritten: Option<Box<str>>,
    /// The unit of time that it is counted per: 年 in 回／年.
    pub per: Option<Box<str>>,
    /// What is counted, where the text says so: 事例検討数 in 事例検討数44人.
    pub label: Option<Box<str>>,
    /// What stands in brackets or after ※: R１年度, 政令市を除く.
    pub note: Option<Box<str>>,
}

impl Quantity {
    /// Reads a quantity as people write it; `unit` is the form's, for texts that name none.
    ///
    /// When in doubt the text stays `Words`: a number that is not drawn is better than one nobody wrote.
    #[must_use]
    pub fn read(text: &str, unit: Option<&str>) -> Quantity {
        read::read(text, unit)
    }

    /// What stands where the form asks and nobody has answered.
    #[must_use]
    pub const fn unanswered() -> Quantity {
        let meaning = Meaning::Absent(Absence::Unanswered);
        Quantity { written: String::new(), meaning, unit: None, unwritten: None, per: None, label: None, note: None }
    }

    /// What stands where the form does not ask, because of another answer.
    #[must_use]
    pub fn not_applicable() -> Quantity {
        let absence = Absence::NotApplicable;
        Quantity { written: absence.word().to_owned(), meaning: Meaning::Absent(absence), ..Quantity::unanswered() }
    }

    /// The number of an exact amount; none of 約30人, since what differs from it or is a part of it is not known.
    #[must_use]
    pub fn exact(&self) -> Option<Decimal> {
        match self.meaning {
            Meaning::Amount(Amount::Exact(number)) => Some(number),
            _ => None,
        }
    }

    /// The one number it says, exactly or about; none for bounds and ranges.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self.meaning {
            Meaning::Amount(Amount::Exact(number) | Amount::About(number)) => Some(number),
            _ => None,
        }
    }

    /// The lowest and the highest it may be; `None` on a side that is open. Nothing when it is no amount.
    #[must_use]
    pub fn bounds(&self) -> Option<(Option<Decimal>, Option<Decimal>)> {
        let Meaning::Amount(amount) = self.meaning else { return None };
        Some(amount.bounds())
    }

    /// Why there is no number, where the text says so.
    #[must_use]
    pub fn absence(&self) -> Option<Absence> {
        match self.meaning {
            Meaning::Absent(absence) => Some(absence),
            _ => None,
        }
    }

    /// Whether the form's cell is empty (記載なし).
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.absence() == Some(Absence::Blank)
    }

    /// Whether nobody has answered (未回答).
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        self.absence() == Some(Absence::Unanswered)
    }

    /// The share printed beside the amount: 29.5 in 452人（29.5％）.
    #[must_use]
    pub fn share(&self) -> Option<Decimal> {
        let pieces = self.note.as_deref()?.split(read::NOTE_SEPARATOR);
        pieces.map(|piece| Quantity::read(piece, None)).find(Quantity::is_percentage)?.number()
    }

    /// Whether it is an amount counted in percent.
    #[must_use]
    pub fn is_percentage(&self) -> bool {
        matches!(self.meaning, Meaning::Amount(_)) && self.unit.as_deref().is_some_and(|unit| same_unit(unit, "％"))
    }
}
