//! The rules by which a target counts as reached. What cannot be compared is not compared, and the reason is given.

use std::borrow::Cow;

use super::calculation::{Goal, below_zero};
use super::time::{Counted, Times};
use super::{Baseline, DirectionSource, Figures, FutureTarget, Mismatch, Progress, Standing, TargetDirection};
use crate::form::Counting;
use crate::text::number::Decimal;
use crate::value::quantity::comparable_units;
use crate::value::{Absence, Amount, Direction, Meaning, Quantity};

/// All that is known of one thing counted.
pub(super) struct Assessment<'a> {
    pub label: Option<&'a str>,
    /// The figures as the sheet has them.
    pub figures: Figures<'a>,
    /// The figures in one unit, as far as they can be converted into it: 5百万円 as 5,000千円.
    pub in_one_unit: [Option<Cow<'a, Quantity>>; 3],
    /// Which way is better, as the row or the form says.
    pub declared: Option<TargetDirection>,
    pub times: Times,
    /// For which time baseline, target and actual count.
    pub countings: [Counted; 3],
    /// The name of the indicator.
    pub name: &'a str,
}

/// Figures in the unit of the target; without one, in that of the result.
pub(super) fn in_one_unit(figures: Figures<'_>) -> [Option<Cow<'_, Quantity>>; 3] {
    let unit = |quantity: Option<&Quantity>| quantity.and_then(|quantity| quantity.unit.clone());
    let unit = unit(figures.target).or_else(|| unit(figures.actual)).unwrap_or_default();
    [figures.baseline, figures.target, figures.actual]
        .map(|figure| figure.map(|figure| figure.in_unit(&unit).unwrap_or(Cow::Borrowed(figure))))
}

impl<'a> Assessment<'a> {
    fn figures(&self) -> [Option<&Quantity>; 3] {
        self.in_one_unit.each_ref().map(Option::as_deref)
    }

    /// Compares target and result, and says how far the target is reached.
    pub fn assess(&self) -> Progress<'a> {
        let [_, target, actual] = self.figures();
        match (target.map(|target| (target, &target.meaning)), actual) {
            (None | Some((_, Meaning::Absent(_))), actual) => {
                let baseline = actual.and_then(|actual| self.baseline(actual, 2));
                Progress { baseline, ..self.without_calculation(Standing::NoTarget) }
            }
            (Some(_), None) => self.without_calculation(Standing::Pending),
            (Some((target, goal)), Some(actual)) => match (goal, &actual.meaning) {
                (_, Meaning::Absent(absence)) => self.without_calculation(standing_without_result(*absence)),
                (Meaning::Amount(goal), Meaning::Amount(reached)) => self.compare(target, *goal, actual, *reached),
                (Meaning::Direction(direction), Meaning::Amount(_)) => self.assess_direction(*direction, actual),
                (Meaning::Amount(_) | Meaning::Direction(_), _) => self.unlike(Mismatch::ActualInWords),
                (Meaning::Words | Meaning::Absent(_), _) => self.unlike(Mismatch::TargetInWords),
            },
        }
    }

    /// A standing for which nothing is computed.
    fn without_calculation(&self, standing: Standing) -> Progress<'a> {
        let aim = match self.figures()[1].map(|target| &target.meaning) {
            Some(Meaning::Direction(direction)) => Some(by_words(*direction)),
            Some(Meaning::Amount(amount)) => self.goal(*amount, None, None, "").aim(Amount::Exact(Decimal::ZERO)),
            _ => None,
        };
        Progress {
            label: self.label,
            figures: self.figures,
            standing,
            aim: aim.filter(|aim| aim.source != DirectionSource::Zero).or(self.declared),
            mismatch: None,
            baseline: None,
            other_baseline: None,
            amounts: self.amounts(),
            calculation: None,
            future_target: None,
            unit: self.unit(),
        }
    }

    /// The target sets the scale; without one, what was reached does.
    fn amounts(&self) -> [Option<Amount>; 3] {
        let ([first, second, third], [baseline, target, actual]) = (self.figures(), self.countings);
        let [baseline, target, actual] =
            [amount_of(first, baseline), amount_of(second, target), amount_of(third, actual)];
        let Some((scale, of_scale, _)) = target.or(actual).or(baseline) else { return [None; 3] };
        [baseline, target, actual].map(|one| {
            one.filter(|(quantity, counted, _)| mismatch_of((scale, of_scale), (quantity, *counted)).is_none())
                .map(|(.., amount)| amount)
        })
    }

    fn unlike(&self, mismatch: Mismatch) -> Progress<'a> {
        Progress { mismatch: Some(mismatch), ..self.without_calculation(Standing::Incomparable) }
    }

    /// 回／年: the unit of the target, else of what else there is.
    fn unit(&self) -> String {
        let [baseline, target, actual] = self.figures();
        let mut named = [target, actual, baseline].into_iter().flatten().filter(|quantity| quantity.unit.is_some());
        named.next().map(unit_of).unwrap_or_default()
    }

    /// The baseline, where it is an amount, and whether it is of one kind with a figure: the target (1) or the actual (2).
    fn baseline_for(&self, other: &Quantity, at: usize) -> Option<(&Quantity, Amount, bool)> {
        let ([baseline, ..], [counted, ..]) = (self.figures(), self.countings);
        let baseline = baseline?;
        let Meaning::Amount(amount) = baseline.meaning else { return None };
        let of_other = self.countings.get(at).copied().flatten();
        // Nothing is nothing, whether it is counted from the start on or within a year.
        let own = if baseline.exact() == Some(Decimal::ZERO) { of_other } else { counted };
        Some((baseline, amount, mismatch_of((baseline, own), (other, of_other)).is_none()))
    }

    /// The baseline to calculate with: exact, and of one kind with another figure.
    fn baseline(&self, other: &Quantity, at: usize) -> Option<Baseline> {
        let (baseline, ..) = self.baseline_for(other, at).filter(|(.., comparable)| *comparable)?;
        Some(Baseline { value: baseline.exact()?, time: self.times.baseline })
    }

    /// A target that only points somewhere: 前年度増.
    fn assess_direction(&self, direction: Direction, actual: &Quantity) -> Progress<'a> {
        let baseline = self.baseline(actual, 2);
        let Some((was, is)) = baseline.as_ref().map(|baseline| baseline.value).zip(actual.exact()) else {
            return self.unlike(Mismatch::NothingToStartFrom);
        };
        let reached = match direction {
            Direction::Increase => was < is,
            Direction::Decrease => is < was,
            Direction::Keep => was == is,
        };
        let so_far = if reached { Standing::Reached } else { Standing::Missed };
        let (standing, ahead) = self.in_time(so_far, None);
        let unit = unit_of(actual);
        Progress {
            aim: Some(by_words(direction)),
            baseline,
            future_target: ahead,
            unit,
            ..self.without_calculation(standing)
        }
    }

    fn goal<'u>(&self, amount: Amount, baseline: Option<Amount>, start: Option<Decimal>, unit: &'u str) -> Goal<'u> {
        let below = |quantity: &Quantity| matches!(quantity.meaning, Meaning::Amount(amount) if below_zero(amount));
        let signed = is_difference(self.name) || self.figures()[0].is_some_and(below);
        Goal { amount, baseline, start, declared: self.declared, signed, unit }
    }

    fn compare(&self, target: &Quantity, goal: Amount, actual: &Quantity, reached: Amount) -> Progress<'a> {
        let [_, of_target, of_actual] = self.countings;
        if let Some(why) = mismatch_of((target, of_target), (actual, of_actual)) {
            return self.unlike(why);
        }
        // A baseline of another kind says nothing about the way.
        let start_figure = self.baseline_for(target, 1);
        let apart = self.figures.baseline.filter(|_| start_figure.is_some_and(|(.., comparable)| !comparable));
        let start = start_figure.filter(|(.., comparable)| *comparable).map(|(_, amount, _)| amount);
        let baseline = self.baseline(target, 1);
        let unit = unit_of(if target.unit.is_some() { target } else { actual });
        let goal = self.goal(goal, start, baseline.as_ref().map(|baseline| baseline.value), &unit);
        let aim = goal.aim(reached);
        let direction = aim.map(|aim| aim.direction);
        let so_far = goal.standing(reached, direction);
        let (standing, ahead) = self.in_time(so_far, direction);
        let reckoning = Some(goal.calculate(reached, direction));
        Progress {
            aim,
            baseline,
            other_baseline: apart,
            calculation: reckoning,
            future_target: ahead,
            unit,
            ..self.without_calculation(standing)
        }
    }

    /// What came of a target in the light of its time. What is counted from the start on and has reached its target stays
    /// there; everything else may still change.
    fn in_time(&self, so_far: Standing, direction: Option<Direction>) -> (Standing, Option<FutureTarget>) {
        let Some(due) = self.times.target else { return (so_far, None) };
        let standing = if self.times.is_early() {
            Standing::Early
        } else if self.times.is_within_the_year() {
            Standing::Pending
        } else {
            return (so_far, None);
        };
        let cumulative =
            self.countings.get(2).copied().flatten().is_some_and(|(counting, _)| counting == Counting::Cumulative);
        let stays = cumulative && direction == Some(Direction::Increase) && so_far == Standing::Reached;
        let ahead = FutureTarget { due, result_date: self.times.actual, so_far };
        (if stays { so_far } else { standing }, Some(ahead))
    }
}

/// A figure that is an amount, with how it is counted.
fn amount_of(figure: Option<&Quantity>, counted: Counted) -> Option<(&Quantity, Counted, Amount)> {
    let quantity = figure?;
    let Meaning::Amount(amount) = quantity.meaning else { return None };
    Some((quantity, counted, amount))
}

/// What the words of a target say of its direction.
fn by_words(direction: Direction) -> TargetDirection {
    TargetDirection { direction, source: DirectionSource::Target }
}

/// A result that is no number: one that may come, or one that will not.
fn standing_without_result(absence: Absence) -> Standing {
    match absence {
        Absence::Unanswered | Absence::NotReported | Absence::Pending => Standing::Pending,
        Absence::Blank | Absence::Unknown | Absence::NotApplicable | Absence::Suppressed => Standing::NoActual,
    }
}

/// Why two amounts are not of one kind; nothing if they are.
fn mismatch_of((one, of_one): (&Quantity, Counted), (other, of_other): (&Quantity, Counted)) -> Option<Mismatch> {
    let units = (one.unit.as_deref().unwrap_or_default(), other.unit.as_deref().unwrap_or_default());
    if !units.0.is_empty() && !units.1.is_empty() && !comparable_units(units.0, units.1) {
        return Some(Mismatch::Units(units.0.to_owned(), units.1.to_owned()));
    }
    match (of_one, of_other) {
        (Some((one, _)), Some((other, _))) if one != other => return Some(Mismatch::Countings),
        // 累計100人 with 20人: nobody knows whether the second is counted from the start, too.
        (Some((Counting::Cumulative, true)), None) | (None, Some((Counting::Cumulative, true))) => {
            return Some(Mismatch::Countings);
        }
        _ => {}
    }
    // Beside a figure per year, one that is said to be of one year is per year, too.
    let yearly = |counted: Counted| counted.is_some_and(|(counting, _)| counting == Counting::Yearly);
    let per = |own: &Quantity, counted: Counted, other: &Quantity| match &own.per {
        None if other.per.is_some() && yearly(counted) => Some("年".to_owned()),
        per => per.as_deref().map(str::to_owned),
    };
    let (first, second) = (per(one, of_one, other), per(other, of_other, one));
    (first != second).then_some(Mismatch::Periods(first, second))
}

/// 回／年: the unit with what it is counted by.
fn unit_of(quantity: &Quantity) -> String {
    let unit = quantity.unit.as_deref().unwrap_or_default();
    quantity.per.as_deref().map_or_else(|| unit.to_owned(), |per| format!("{unit}／{per}"))
}

/// Whether an indicator is a difference, so that its figures can lie below zero.
fn is_difference(name: &str) -> bool {
    const WORDS: [&str; 10] = ["超過", "増減", "差", "収支", "変化", "伸び", "増加", "減少", "成長", "黒字"];
    WORDS.iter().any(|word| name.contains(word))
}
