//! The arithmetic of progress between amounts of one kind.

use super::{BaselineProgress, Calculation, DirectionSource, Standing, TargetDirection};
use crate::text::number::Decimal;
use crate::value::{Amount, Direction};

/// A target in numbers, with what is needed to measure against it.
pub(super) struct Goal<'a> {
    /// The amount aimed at.
    pub amount: Amount,
    /// Where things stood, if that is of the same kind.
    pub baseline: Option<Amount>,
    /// The baseline as a number, where it is known exactly.
    pub start: Option<Decimal>,
    /// What the row or the form declares.
    pub declared: Option<TargetDirection>,
    /// Whether figures of this indicator can lie below zero.
    pub signed: bool,
    /// The unit in which the figures are said: 件.
    pub unit: &'a str,
}

impl Goal<'_> {
    /// Which way the target points: by its own words, else as declared, else by where things stood. Without any of these,
    /// a target of zero can only be come down to, where nothing lies below it.
    pub fn aim(&self, reached: Amount) -> Option<TargetDirection> {
        let aim = |direction, source| Some(TargetDirection { direction, source });
        let (low, high) = self.amount.bounds();
        let (least, most) = self.baseline.map_or((None, None), Amount::bounds);
        let below = most.zip(low).is_some_and(|(most, low)| most < low);
        let above = least.zip(high).is_some_and(|(least, high)| high < least);
        match self.amount {
            Amount::AtLeast(_) | Amount::Above(_) => aim(Direction::Increase, DirectionSource::Target),
            Amount::AtMost(_) | Amount::Below(_) => aim(Direction::Decrease, DirectionSource::Target),
            _ if self.declared.is_some() => self.declared,
            _ if below => aim(Direction::Increase, DirectionSource::Baseline),
            _ if above => aim(Direction::Decrease, DirectionSource::Baseline),
            Amount::Exact(none) if none == Decimal::ZERO && !self.signed && !below_zero(reached) => {
                aim(Direction::Decrease, DirectionSource::Zero)
            }
            _ => None,
        }
    }

    /// Decides only what holds for everything that target and actual can mean.
    pub fn standing(&self, reached: Amount, direction: Option<Direction>) -> Standing {
        let (least, most) = reached.bounds();
        let (low, high) = self.amount.bounds();
        let strict = matches!(self.amount, Amount::Above(_) | Amount::Below(_));
        let open = matches!(reached, Amount::Above(_) | Amount::Below(_));
        let at_least = |number: Decimal, bound: Decimal| number > bound || (number == bound && (!strict || open));
        let beyond =
            |one: Option<Decimal>, other: Option<Decimal>| one.zip(other).is_some_and(|(one, other)| one > other);
        let (met, missed) = match direction {
            Some(Direction::Increase) => (
                low.zip(least).is_some_and(|(low, least)| at_least(least, low)),
                low.zip(most).is_some_and(|(low, most)| !at_least(most, low) || (most == low && open)),
            ),
            Some(Direction::Decrease) => (
                high.zip(most).is_some_and(|(high, most)| at_least(high, most)),
                high.zip(least).is_some_and(|(high, least)| !at_least(high, least) || (least == high && open)),
            ),
            Some(Direction::Keep) | None => (self.holds(reached), false),
        };
        let about = matches!(self.amount, Amount::About(_));
        match (met, missed) {
            // 「約」 leaves open on which side of the target a figure is.
            _ if matches!(reached, Amount::About(_)) => Standing::Inexact,
            (true, _) => Standing::Reached,
            (false, true) if !about => Standing::Missed,
            _ if about || direction.is_some() => Standing::Inexact,
            _ if beyond(low, most) => Standing::Below,
            _ if beyond(least, high) => Standing::Above,
            _ => Standing::Inexact,
        }
    }

    /// Calculates what may be said besides the standing: gap, ratio, and the share of the way from the baseline.
    pub fn calculate(&self, reached: Amount, direction: Option<Direction>) -> Calculation {
        let actual = match reached {
            Amount::Exact(number) | Amount::About(number) => Some(number),
            _ => None,
        };
        let target = self.nearest(actual);
        let within = self.holds(reached);
        let is_range = matches!(self.amount, Amount::Range(..));
        let both = actual.zip(target);
        Calculation {
            actual,
            target,
            within,
            about: matches!(self.amount, Amount::About(_)) || matches!(reached, Amount::About(_)),
            ratio: both.filter(|_| !is_range).and_then(|(actual, target)| self.ratio(actual, target, direction)),
            gap: both.filter(|_| !(is_range && within)).and_then(|(actual, target)| actual.checked_sub(target)),
            from_baseline: both.filter(|_| !is_range).and_then(|(actual, target)| self.way(actual, target, direction)),
        }
    }

    /// Whether the target, as a span, holds all of another.
    fn holds(&self, reached: Amount) -> bool {
        let (least, most) = reached.bounds();
        let (Some(low), Some(high)) = self.amount.bounds() else { return false };
        least.is_some_and(|least| low <= least) && most.is_some_and(|most| most <= high)
    }

    /// The number of the target that an actual is measured against.
    fn nearest(&self, actual: Option<Decimal>) -> Option<Decimal> {
        match self.amount.bounds() {
            (Some(low), Some(high)) => Some(if actual? > high { high } else { low }),
            (low, high) => low.or(high),
        }
    }

    /// What was reached as a share of the target. Shares of shares mislead, so percentages have none; of a figure that is
    /// to fall, a larger share would be worse; and below zero there are no shares.
    fn ratio(&self, actual: Decimal, target: Decimal, direction: Option<Direction>) -> Option<Decimal> {
        let sensible = self.unit != "％" && direction != Some(Direction::Decrease);
        if !sensible || actual.is_negative() || target.is_negative() {
            return None;
        }
        Some(cautious(actual.percent_of(target, 1)?, actual < target))
    }

    /// How much of the way from the baseline to the target is done.
    fn way(&self, actual: Decimal, target: Decimal, direction: Option<Direction>) -> Option<BaselineProgress> {
        let start = self.start?;
        let (distance, done) = match direction? {
            Direction::Increase => (target.checked_sub(start)?, actual.checked_sub(start)?),
            Direction::Decrease => (start.checked_sub(target)?, start.checked_sub(actual)?),
            Direction::Keep => return None,
        };
        if distance <= Decimal::ZERO {
            return Some(BaselineProgress::None);
        }
        if done.is_negative() {
            return Some(BaselineProgress::Back(actual.checked_sub(start)?));
        }
        Some(BaselineProgress::Part {
            rate: cautious(done.percent_of(distance, 1)?, done < distance),
            done,
            whole: distance,
        })
    }
}

/// What is not reached is never rounded up to 100.0.
fn cautious(share: Decimal, below: bool) -> Decimal {
    let capped = Decimal::new(999, 1).filter(|_| below && share >= Decimal::from(100));
    capped.unwrap_or(share)
}

/// Whether an amount may lie below zero.
pub(super) fn below_zero(amount: Amount) -> bool {
    let (low, high) = amount.bounds();
    low.or(high).is_some_and(Decimal::is_negative)
}
