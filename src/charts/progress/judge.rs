//! The rules of honest progress: what may be said of a target and of what was reached, and how it is reckoned.
//!
//! `docs/progress.md` states the rules for readers, and `tests/charts/progress.tsv` shows each at work.
//! What cannot be compared is not compared, and the words say why.

use std::borrow::Cow;

use super::reckon::{Goal, change};
use crate::charts::words::{self, progress as say};
use crate::text::number::Decimal;
use crate::value::quantity::comparable_units;
use crate::value::{Amount, Direction, Meaning, Quantity};

/// What came of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The target is reached, or exceeded in the direction meant.
    Reached,
    /// It is not reached.
    Short,
    /// They differ, and nothing says which direction is meant; or one of them is not exact enough to tell.
    Undecided,
    /// There is a target and, for a known reason, no number reached.
    Open,
    /// There is no target in numbers.
    NoTarget,
    /// They are not of one kind.
    Incomparable,
}

/// What may be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What came of it.
    pub standing: Standing,
    /// In words, with the arithmetic in them.
    pub words: String,
}

/// The three figures of an indicator; `None` where the form does not ask.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    /// Where things stood.
    pub baseline: Option<&'a Quantity>,
    /// Where they are to be.
    pub target: Option<&'a Quantity>,
    /// Where they are.
    pub actual: Option<&'a Quantity>,
    /// The unit of a figure that has none.
    pub unit: &'a str,
}

impl Figures<'_> {
    /// Judges, with all figures in the unit of the target where they can be converted into it.
    pub fn judge(&self) -> Judgement {
        let unit = self.target.and_then(|target| target.unit.as_deref()).unwrap_or(self.unit);
        let [baseline, actual] = [self.baseline, self.actual]
            .map(|figure| figure.map(|figure| figure.in_unit(unit).unwrap_or(Cow::Borrowed(figure))));
        Figures { baseline: baseline.as_deref(), actual: actual.as_deref(), ..*self }.judge_in_one_unit()
    }

    fn judge_in_one_unit(&self) -> Judgement {
        let (standing, words) = match (self.target.map(|target| (target, &target.meaning)), self.actual) {
            (None, actual) => (Standing::NoTarget, self.change(actual)),
            (Some((target, Meaning::Absent(_))), actual) => {
                let target = words::quantity(target, self.unit);
                (Standing::NoTarget, say::no_target(&target, &self.change(actual)))
            }
            (Some(_), None) => (Standing::Open, say::NOT_DUE.to_owned()),
            (Some((target, goal)), Some(actual)) => match (goal, &actual.meaning) {
                (_, Meaning::Absent(_)) => (Standing::Open, say::open(&words::quantity(actual, self.unit))),
                (Meaning::Amount(goal), Meaning::Amount(reached)) => self.compare(target, *goal, actual, *reached),
                (Meaning::Direction(direction), Meaning::Amount(_)) => self.toward(*direction, actual),
                (Meaning::Amount(_) | Meaning::Direction(_), _) => {
                    (Standing::Incomparable, say::ACTUAL_IN_WORDS.to_owned())
                }
                (Meaning::Words | Meaning::Absent(_), _) => (Standing::Incomparable, say::TARGET_IN_WORDS.to_owned()),
            },
        };
        Judgement { standing, words }
    }

    /// What changed, where there is no target to measure it by.
    fn change(&self, actual: Option<&Quantity>) -> String {
        let Some(actual) = actual else { return say::NOT_DUE.to_owned() };
        match self.since(actual) {
            Some((was, is)) => change(was, is, &words::unit_of(actual, self.unit)),
            None => say::open(&words::quantity(actual, self.unit)),
        }
    }

    /// Baseline and actual, where both are exact and of one kind.
    fn since(&self, actual: &Quantity) -> Option<(Decimal, Decimal)> {
        let baseline = self.baseline.filter(|baseline| differ(baseline, actual, self.unit).is_none())?;
        Some((exact(baseline)?, exact(actual)?))
    }

    /// A target that only points somewhere: 前年度増.
    fn toward(&self, direction: Direction, actual: &Quantity) -> (Standing, String) {
        let Some((was, is)) = self.since(actual) else {
            return (Standing::Incomparable, say::NOTHING_TO_START_FROM.to_owned());
        };
        let reached = match direction {
            Direction::Increase => was < is,
            Direction::Decrease => is < was,
            Direction::Keep => was == is,
        };
        let change = change(was, is, &words::unit_of(actual, self.unit));
        (if reached { Standing::Reached } else { Standing::Short }, say::toward(direction, reached, &change))
    }

    fn compare(&self, target: &Quantity, goal: Amount, actual: &Quantity, reached: Amount) -> (Standing, String) {
        if let Some(why) = differ(target, actual, self.unit) {
            return (Standing::Incomparable, why);
        }
        // A baseline of another kind says nothing about the way.
        let amount = self.baseline.filter(|baseline| matches!(baseline.meaning, Meaning::Amount(_)));
        let apart = amount.filter(|baseline| differ(baseline, target, self.unit).is_some());
        let start = amount.filter(|_| apart.is_none()).and_then(exact);
        let unit = words::unit_of(if target.unit.is_some() { target } else { actual }, self.unit);
        let (standing, said) = Goal { amount: goal, start, unit: &unit }.measure(reached);
        match apart {
            Some(baseline) => (standing, say::baseline_apart(&said, &words::quantity(baseline, self.unit))),
            None => (standing, said),
        }
    }
}

/// Why two amounts are not of one kind; nothing if they are.
pub fn differ(one: &Quantity, other: &Quantity, unit: &str) -> Option<String> {
    let units = (one.unit.as_deref().unwrap_or(unit), other.unit.as_deref().unwrap_or(unit));
    if !units.0.is_empty() && !units.1.is_empty() && !comparable_units(units.0, units.1) {
        return Some(say::units_differ(units.0, units.1));
    }
    (one.per != other.per).then(|| say::periods_differ(one.per.as_deref(), other.per.as_deref()))
}

fn exact(quantity: &Quantity) -> Option<Decimal> {
    match quantity.meaning {
        Meaning::Amount(Amount::Exact(number)) => Some(number),
        _ => None,
    }
}
