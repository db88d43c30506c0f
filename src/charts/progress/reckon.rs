//! The arithmetic of progress between amounts of one kind.

use super::judge::Standing;
use crate::charts::words::progress as say;
use crate::text::number::Decimal;
use crate::value::{Amount, Direction};

/// A target in numbers, with what is needed to measure against it.
pub struct Goal<'a> {
    /// The target.
    pub amount: Amount,
    /// Where things stood, if that is known exactly and of the same kind.
    pub start: Option<Decimal>,
    /// 件
    pub unit: &'a str,
}

/// The least and the most something can be; `None` on an open side.
type Span = (Option<Decimal>, Option<Decimal>);

impl Goal<'_> {
    /// What came of it, and in which words.
    pub fn measure(&self, reached: Amount) -> (Standing, String) {
        let direction = self.direction();
        let standing = self.standing(reached, direction);
        let mut said = Vec::new();
        let actual = match reached {
            Amount::Exact(number) | Amount::About(number) => Some(number),
            _ => None,
        };
        let target = self.nearest(actual);
        match (standing, self.amount) {
            (Standing::Reached, Amount::Range(..)) if self.holds(span(reached)) => said.push(say::WITHIN.to_owned()),
            (Standing::Reached, _) if actual.is_some() && actual == target => said.push(say::AS_PLANNED.to_owned()),
            (Standing::Reached, _) => said.push(say::REACHED.to_owned()),
            (Standing::Undecided, _) if actual.is_none() => said.push(say::SPAN.to_owned()),
            (Standing::Undecided, _) if actual == target => said.push(say::NEARLY.to_owned()),
            (Standing::Short, _) if actual.is_none() || actual == target => said.push(say::MISSED.to_owned()),
            _ => {}
        }
        if let (Some(actual), Some(target)) = (actual, target)
            && actual != target
            && !self.holds(span(reached))
        {
            let inexact = matches!(self.amount, Amount::About(_)) || matches!(reached, Amount::About(_));
            let about = if inexact { say::ABOUT } else { "" };
            let below_zero = actual.is_negative() || target.is_negative();
            if !matches!(self.amount, Amount::Range(..)) && !below_zero {
                said.extend(self.way(actual, target, direction, about));
                said.extend(self.ratio(actual, target, direction, about));
            }
            said.extend(actual.checked_sub(target).map(|gap| say::gap(gap, self.unit)));
        }
        (standing, said.join("、"))
    }

    /// Which way the target points: by its own words, else by where things stood. Zero can only be come down to.
    fn direction(&self) -> Option<Direction> {
        let (low, high) = span(self.amount);
        let none = Decimal::default();
        match (self.amount, self.start) {
            (Amount::AtLeast(_) | Amount::Above(_), _) => Some(Direction::Increase),
            (Amount::AtMost(_) | Amount::Below(_), _) => Some(Direction::Decrease),
            (Amount::Exact(zero), start) if zero == none && start.is_none_or(|start| start >= none) => {
                Some(Direction::Decrease)
            }
            (_, None) => None,
            (_, Some(start)) if low.is_some_and(|low| start < low) => Some(Direction::Increase),
            (_, Some(start)) if high.is_some_and(|high| high < start) => Some(Direction::Decrease),
            _ => Some(Direction::Keep),
        }
    }

    /// Decides only what holds for everything that target and actual can mean.
    fn standing(&self, reached: Amount, direction: Option<Direction>) -> Standing {
        let (least, most) = span(reached);
        let (low, high) = span(self.amount);
        let strict = matches!(self.amount, Amount::Above(_) | Amount::Below(_));
        let open = matches!(reached, Amount::Above(_) | Amount::Below(_));
        let at_least = |number: Decimal, bound: Decimal| number > bound || (number == bound && (!strict || open));
        let (met, missed) = match direction {
            Some(Direction::Increase) => (
                low.zip(least).is_some_and(|(low, least)| at_least(least, low)),
                low.zip(most).is_some_and(|(low, most)| !at_least(most, low) || (most == low && open)),
            ),
            Some(Direction::Decrease) => (
                high.zip(most).is_some_and(|(high, most)| at_least(high, most)),
                high.zip(least).is_some_and(|(high, least)| !at_least(high, least) || (least == high && open)),
            ),
            Some(Direction::Keep) | None => (self.holds((least, most)), false),
        };
        match (met, missed) {
            // 「約」 leaves open on which side of the target a figure is.
            _ if matches!(reached, Amount::About(_)) => Standing::Undecided,
            (true, _) => Standing::Reached,
            (false, true) if !matches!(self.amount, Amount::About(_)) => Standing::Short,
            _ => Standing::Undecided,
        }
    }

    /// Whether the target, as a span, holds all of another.
    fn holds(&self, (least, most): Span) -> bool {
        let (Some(low), Some(high)) = span(self.amount) else { return false };
        least.is_some_and(|least| low <= least) && most.is_some_and(|most| most <= high)
    }

    /// The number of the target that an actual is measured against.
    fn nearest(&self, actual: Option<Decimal>) -> Option<Decimal> {
        match span(self.amount) {
            (Some(low), Some(high)) => Some(if actual? > high { high } else { low }),
            (low, high) => low.or(high),
        }
    }

    /// What was reached as a share of the target. Shares of shares mislead, so percentages have none;
    /// and of a figure that is to fall, a larger share would be worse.
    fn ratio(&self, actual: Decimal, target: Decimal, direction: Option<Direction>, about: &str) -> Option<String> {
        if self.unit == "％" || direction == Some(Direction::Decrease) {
            return None;
        }
        let share = cautious(actual.percent_of(target, 1)?, actual < target);
        let known = direction == Some(Direction::Increase);
        Some(say::ratio(share, actual, target, about, known, self.unit))
    }

    /// How much of the way from the baseline to the target is done.
    fn way(&self, actual: Decimal, target: Decimal, direction: Option<Direction>, about: &str) -> Option<String> {
        // From zero the way is the share of the target, which is said already.
        let from_zero = self.start == Some(Decimal::default()) && direction == Some(Direction::Increase);
        let start = self.start.filter(|start| !start.is_negative() && (!from_zero || self.unit == "％"))?;
        let (whole, done) = match direction? {
            Direction::Increase => (target.checked_sub(start)?, actual.checked_sub(start)?),
            Direction::Decrease => (start.checked_sub(target)?, start.checked_sub(actual)?),
            Direction::Keep => return None,
        };
        if whole <= Decimal::default() {
            return Some(say::ALREADY.to_owned());
        }
        if done.is_negative() {
            return Some(say::worse(actual.checked_sub(start)?, self.unit));
        }
        let share = cautious(done.percent_of(whole, 1)?, done < whole);
        Some(say::way(share, done, whole, about, self.unit))
    }
}

/// From the baseline to the actual.
pub fn change(was: Decimal, is: Decimal, unit: &str) -> String {
    let gap = is.checked_sub(was).map(|gap| say::signed(gap, unit)).unwrap_or_default();
    say::change(was, is, &gap, unit)
}

/// What is not reached is never rounded up to 100.0.
fn cautious(share: Decimal, below: bool) -> Decimal {
    let capped = Decimal::new(999, 1).filter(|_| below && share >= Decimal::from(100));
    capped.unwrap_or(share)
}

fn span(amount: Amount) -> Span {
    match amount {
        Amount::Exact(number) | Amount::About(number) => (Some(number), Some(number)),
        Amount::AtLeast(low) | Amount::Above(low) => (Some(low), None),
        Amount::AtMost(high) | Amount::Below(high) => (None, Some(high)),
        Amount::Range(low, high) => (Some(low), Some(high)),
    }
}
