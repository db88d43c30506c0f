//! The rules of honest progress: what may be said of a target and what was reached, and how it is reckoned.
//!
//! `docs/progress.md` states the rules for readers, and `tests/charts/progress.tsv` shows each at work.
//! What cannot be compared is not compared, and the words say why.

use crate::charts::number::{is_zero, less, minus, negative, percent, show};
use crate::charts::words::progress as words;
use crate::text::number::Decimal;
use crate::value::{Amount, Direction, Meaning, Quantity};

/// What came of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The target is reached, or exceeded in the direction meant.
    Reached,
    /// It is not reached yet.
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
    /// A sentence with the arithmetic in it.
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
    /// Judges.
    pub fn judge(&self) -> Judgement {
        let (standing, words) = self.decide();
        Judgement { standing, words }
    }

    fn decide(&self) -> (Standing, String) {
        let Some(target) = self.target else { return (Standing::NoTarget, self.change()) };
        match &target.meaning {
            Meaning::Absent(_) => {
                (Standing::NoTarget, words::no_target(&show(target, self.unit)) + &self.change())
            }
            Meaning::Words => (Standing::Incomparable, words::TARGET_IN_WORDS.to_owned()),
            Meaning::Direction(direction) => self.toward(*direction),
            Meaning::Amount(goal) => match self.actual {
                None => (Standing::Open, words::NOT_DUE.to_owned()),
                Some(actual) => match &actual.meaning {
                    Meaning::Absent(_) => (Standing::Open, words::open(&show(actual, self.unit))),
                    Meaning::Words | Meaning::Direction(_) => {
                        (Standing::Incomparable, words::ACTUAL_IN_WORDS.to_owned())
                    }
                    Meaning::Amount(reached) => match differ(target, actual, self.unit) {
                        Some(why) => (Standing::Incomparable, why),
                        None => self.compare(*goal, *reached, &unit_of(target, self.unit)),
                    },
                },
            },
        }
    }

    /// What changed, where there is no target to measure it by.
    fn change(&self) -> String {
        match self.actual {
            None => words::NOT_DUE.to_owned(),
            Some(actual) => match self.from_baseline(actual) {
                Some((was, is)) => words::change(was, is, &unit_of(actual, self.unit)),
                None => words::no_change(&show(actual, self.unit)),
            },
        }
    }

    /// Baseline and actual where both are exact and of one kind.
    fn from_baseline(&self, actual: &Quantity) -> Option<(Decimal, Decimal)> {
        let baseline = self.baseline?;
        let (Meaning::Amount(Amount::Exact(was)), Meaning::Amount(Amount::Exact(is))) =
            (&baseline.meaning, &actual.meaning)
        else {
            return None;
        };
        differ(baseline, actual, self.unit).is_none().then_some((*was, *is))
    }

    /// A target that only points somewhere: 前年度増.
    fn toward(&self, direction: Direction) -> (Standing, String) {
        let Some(actual) = self.actual else { return (Standing::Open, words::NOT_DUE.to_owned()) };
        if let Meaning::Absent(_) = actual.meaning {
            return (Standing::Open, words::open(&show(actual, self.unit)));
        }
        let Some((was, is)) = self.from_baseline(actual) else {
            return (Standing::Incomparable, words::NOTHING_TO_START_FROM.to_owned());
        };
        let reached = match direction {
            Direction::Increase => less(was, is),
            Direction::Decrease => less(is, was),
            Direction::Keep => was == is,
        };
        let change = words::change(was, is, &unit_of(actual, self.unit));
        (if reached { Standing::Reached } else { Standing::Short }, words::toward(direction, reached, &change))
    }

    fn compare(&self, goal: Amount, reached: Amount, unit: &str) -> (Standing, String) {
        let start = self.start(unit);
        let direction = direction(goal, start);
        let (low, high) = bounds(goal);
        match reached {
            Amount::Exact(actual) => self.compare_one(goal, actual, "", direction, start, unit),
            Amount::About(actual) => {
                let (_, words) = self.compare_one(goal, actual, words::ABOUT, direction, start, unit);
                (Standing::Undecided, words)
            }
            span => {
                // A figure with a span decides only what holds for all of it.
                let (least, most) = bounds(span);
                let over = low.zip(least).is_some_and(|(goal, least)| !less(least, goal));
                let under = high.or(low).zip(most).is_some_and(|(goal, most)| !less(goal, most));
                match direction {
                    Some(Direction::Increase) if over => (Standing::Reached, words::REACHED.to_owned()),
                    Some(Direction::Decrease) if under => (Standing::Reached, words::REACHED.to_owned()),
                    _ => (Standing::Undecided, words::SPAN.to_owned()),
                }
            }
        }
    }

    /// The baseline's number, where it is exact and of the target's kind.
    fn start(&self, _unit: &str) -> Option<Decimal> {
        let (baseline, target) = (self.baseline?, self.target?);
        match &baseline.meaning {
            Meaning::Amount(Amount::Exact(number)) if differ(baseline, target, self.unit).is_none() => Some(*number),
            _ => None,
        }
    }

    fn compare_one(
        &self,
        goal: Amount,
        actual: Decimal,
        about: &str,
        direction: Option<Direction>,
        start: Option<Decimal>,
        unit: &str,
    ) -> (Standing, String) {
        if let Amount::Range(low, high) = goal {
            return within(low, high, actual, direction, unit);
        }
        let ((Some(target), _) | (_, Some(target))) = bounds(goal) else {
            return (Standing::Undecided, words::SPAN.to_owned());
        };
        let about = if matches!(goal, Amount::About(_)) { words::ABOUT } else { about };
        let met = match (goal, direction) {
            (Amount::Above(_), _) => less(target, actual),
            (Amount::Below(_), _) => less(actual, target),
            (_, Some(Direction::Increase)) => !less(actual, target),
            (_, Some(Direction::Decrease)) => !less(target, actual),
            (_, Some(Direction::Keep) | None) => actual == target,
        };
        let standing = match (met, direction) {
            (true, _) => Standing::Reached,
            (false, None | Some(Direction::Keep)) => Standing::Undecided,
            (false, Some(_)) if matches!(goal, Amount::About(_)) => Standing::Undecided,
            (false, Some(_)) => Standing::Short,
        };
        let mut said = Vec::new();
        if actual == target && standing == Standing::Reached {
            said.push(words::as_planned(actual, unit));
        } else if standing == Standing::Reached {
            said.push(words::REACHED.to_owned());
        }
        let plain = unit != "％" && !negative(target) && !negative(actual) && start.is_none_or(|start| !negative(start));
        if plain && !is_zero(target) && direction != Some(Direction::Decrease) && actual != target {
            said.extend(ratio(actual, target, about, direction.is_some(), unit));
        }
        if plain && let Some(start) = start {
            said.extend(way(start, target, actual, about, direction, unit));
        }
        if actual != target {
            said.extend(minus(actual, target).map(|gap| words::gap(gap, unit)));
        }
        (standing, said.join("、"))
    }
}

/// 達成率: what was reached as a share of the target.
fn ratio(actual: Decimal, target: Decimal, about: &str, known: bool, unit: &str) -> Option<String> {
    let share = cautious(percent(actual, target)?, less(actual, target));
    Some(words::ratio(share, actual, target, about, known, unit))
}

/// How much of the way from the baseline to the target is done.
fn way(
    start: Decimal,
    target: Decimal,
    actual: Decimal,
    about: &str,
    direction: Option<Direction>,
    unit: &str,
) -> Option<String> {
    let (whole, done) = match direction? {
        Direction::Increase => (minus(target, start)?, minus(actual, start)?),
        Direction::Decrease => (minus(start, target)?, minus(start, actual)?),
        Direction::Keep => return None,
    };
    if negative(whole) || is_zero(whole) {
        return Some(words::ALREADY.to_owned());
    }
    if negative(done) {
        return minus(actual, start).map(|change| words::worse(change, unit));
    }
    let share = cautious(percent(done, whole)?, less(done, whole));
    Some(words::way(share, done, whole, about, unit))
}

/// What is not reached is never rounded up to 100.0.
fn cautious(share: Decimal, below: bool) -> Decimal {
    let whole = Decimal { unscaled: 1000, scale: 1 };
    if below && share == whole { Decimal { unscaled: 999, scale: 1 } } else { share }
}

fn within(low: Decimal, high: Decimal, actual: Decimal, direction: Option<Direction>, unit: &str) -> (Standing, String) {
    let (under, over) = (less(actual, low), less(high, actual));
    if !under && !over {
        return (Standing::Reached, words::WITHIN.to_owned());
    }
    let gap = minus(actual, if under { low } else { high });
    let said = gap.map(|gap| words::outside(gap, unit)).unwrap_or_default();
    let standing = match (direction, over) {
        (Some(Direction::Increase), true) | (Some(Direction::Decrease), false) => Standing::Reached,
        (Some(Direction::Increase | Direction::Decrease), _) => Standing::Short,
        _ => Standing::Undecided,
    };
    (standing, said)
}

/// Which way a target points: by its own words, else by where things stood.
fn direction(goal: Amount, start: Option<Decimal>) -> Option<Direction> {
    let (low, high) = bounds(goal);
    match (goal, start) {
        (Amount::AtLeast(_) | Amount::Above(_), _) => Some(Direction::Increase),
        (Amount::AtMost(_) | Amount::Below(_), _) => Some(Direction::Decrease),
        (_, None) => None,
        (_, Some(start)) if low.is_some_and(|low| less(start, low)) => Some(Direction::Increase),
        (_, Some(start)) if high.is_some_and(|high| less(high, start)) => Some(Direction::Decrease),
        _ => Some(Direction::Keep),
    }
}

/// The least and the most an amount can mean.
fn bounds(amount: Amount) -> (Option<Decimal>, Option<Decimal>) {
    match amount {
        Amount::Exact(number) | Amount::About(number) => (Some(number), Some(number)),
        Amount::AtLeast(number) | Amount::Above(number) => (Some(number), None),
        Amount::AtMost(number) | Amount::Below(number) => (None, Some(number)),
        Amount::Range(low, high) => (Some(low), Some(high)),
    }
}

fn unit_of(quantity: &Quantity, unit: &str) -> String {
    let unit = quantity.unit.as_deref().unwrap_or(unit);
    quantity.per.as_deref().map_or_else(|| unit.to_owned(), |per| format!("{unit}／{per}"))
}

/// Why two amounts are not of one kind; nothing if they are.
pub fn differ(one: &Quantity, other: &Quantity, unit: &str) -> Option<String> {
    let units = (one.unit.as_deref().unwrap_or(unit), other.unit.as_deref().unwrap_or(unit));
    if units.0 != units.1 && !units.0.is_empty() && !units.1.is_empty() {
        return Some(words::units_differ(units.0, units.1));
    }
    (one.per != other.per).then(|| words::periods_differ(one.per.as_deref(), other.per.as_deref()))
}
