//! The constraints between counts: the interval in which each lies, and the sums (additivity) that hold among them.

use crate::model::Threshold;

/// Numbers of persons from `low` to `high`, both included; without `high` there is no upper bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The least number of persons; never below zero.
    pub low: i64,
    /// The largest number, where it is bounded.
    pub high: Option<i64>,
}

impl Interval {
    /// Any number of persons.
    pub const ANY: Interval = Interval { low: 0, high: None };

    /// The interval of exactly one number.
    pub fn one(number: i64) -> Interval {
        Interval { low: number, high: Some(number) }
    }

    /// The one number it is, if it is one.
    pub fn number(self) -> Option<i64> {
        self.high.filter(|high| *high == self.low)
    }

    /// Whether it covers the protection interval of a suppressed count: from one person to one less than the threshold, so
    /// that it reveals no more than that the count is one of those not shown.
    pub fn covers_protection(self, threshold: Threshold) -> bool {
        let most = match threshold {
            Threshold::Persons(threshold) => Some(threshold - 1),
            Threshold::Never => None,
        };
        self.low <= 1 && self.high.is_none_or(|high| most.is_some_and(|most| high >= most))
    }
}

/// A sum that holds: a total and its parts, as indices of variables.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Additivity {
    /// The variable that is the sum.
    pub total: usize,
    /// The variables that are added.
    pub parts: Vec<usize>,
}

impl Additivity {
    /// The variables of the sum: its parts, then its total.
    pub fn members(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().copied().chain([self.total])
    }
}

/// The sums of a system with an index from each variable to the sums that it is in.
#[derive(Clone, Copy, Debug)]
pub struct SumNetwork<'a> {
    /// The sums of the system.
    pub sums: &'a [Additivity],
    sums_of: &'a [Vec<usize>],
}

impl<'a> SumNetwork<'a> {
    /// Takes sums, and what [`sums_of_variables`] says of them.
    pub fn new(sums: &'a [Additivity], sums_of: &'a [Vec<usize>]) -> SumNetwork<'a> {
        SumNetwork { sums, sums_of }
    }

    /// The sums that a variable is in, each with its index.
    pub fn sums_with(self, variable: usize) -> impl Iterator<Item = (usize, &'a Additivity)> {
        let sums_of = self.sums_of.get(variable).map_or(&[][..], Vec::as_slice);
        sums_of.iter().filter_map(move |at| Some((*at, self.sums.get(*at)?)))
    }
}

/// The indices of the sums that each variable is in.
pub fn sums_of_variables(variables: usize, sums: &[Additivity]) -> Vec<Vec<usize>> {
    let mut sums_of = vec![Vec::new(); variables];
    for (at, sum) in sums.iter().enumerate() {
        for member in sum.members() {
            let of: Option<&mut Vec<usize>> = sums_of.get_mut(member);
            if let Some(of) = of.filter(|of| of.last() != Some(&at)) {
                of.push(at);
            }
        }
    }
    sums_of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_protects_a_count_as_its_threshold_asks() {
        for (low, high, least, covers) in [
            (1, Some(9), Threshold::Persons(10), true),
            (0, None, Threshold::Persons(10), true),
            (1, Some(8), Threshold::Persons(10), false),
            (2, Some(20), Threshold::Persons(10), false),
            (1, Some(9), Threshold::Never, false),
            (1, None, Threshold::Never, true),
        ] {
            assert_eq!(Interval { low, high }.covers_protection(least), covers, "{low} {high:?} {least:?}");
        }
    }
}
