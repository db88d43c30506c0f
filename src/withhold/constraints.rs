//! The constraints between counts: the interval in which each lies, and the sums (additivity) that hold among them.

use crate::model::Least;

/// Whole numbers from the one to the other; no end means any number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    pub low: i64,
    pub high: Option<i64>,
}

impl Interval {
    /// Any number of persons.
    pub const ANY: Interval = Interval { low: 0, high: None };

    /// Exactly one number.
    pub fn one(number: i64) -> Interval {
        Interval { low: number, high: Some(number) }
    }

    /// The one number it is, if it is one.
    pub fn number(self) -> Option<i64> {
        self.high.filter(|high| *high == self.low)
    }

    /// Whether it covers the protection interval of a suppressed count: from one person to one less than the threshold, so
    /// that it reveals no more than that the count is one of those not shown.
    pub fn covers_protection(self, threshold: Least) -> bool {
        let most = match threshold {
            Least::Persons(threshold) => Some(threshold - 1),
            Least::Never => None,
        };
        self.low <= 1 && self.high.is_none_or(|high| most.is_some_and(|most| high >= most))
    }
}

/// A whole and its parts, as places in the list of variables.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Additivity {
    pub whole: usize,
    pub parts: Vec<usize>,
}

impl Additivity {
    /// All its counts.
    pub fn members(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().copied().chain([self.whole])
    }
}

/// Counts, what adds up among them, and the sums that each is in.
#[derive(Clone, Copy, Debug)]
pub struct Net<'a> {
    pub sums: &'a [Additivity],
    touching: &'a [Vec<usize>],
}

impl<'a> Net<'a> {
    /// Takes sums, and for each variable those that it is in.
    pub fn new(sums: &'a [Additivity], touching: &'a [Vec<usize>]) -> Net<'a> {
        Net { sums, touching }
    }

    /// The sums that a count is in.
    pub fn of(self, place: usize) -> impl Iterator<Item = (usize, &'a Additivity)> {
        let touching = self.touching.get(place).map_or(&[][..], Vec::as_slice);
        touching.iter().filter_map(move |at| Some((*at, self.sums.get(*at)?)))
    }
}

/// For each variable the sums that it is in.
pub fn touching(variables: usize, sums: &[Additivity]) -> Vec<Vec<usize>> {
    let mut touching = vec![Vec::new(); variables];
    for (at, sum) in sums.iter().enumerate() {
        for member in sum.members() {
            let of: Option<&mut Vec<usize>> = touching.get_mut(member);
            if let Some(of) = of.filter(|of| of.last() != Some(&at)) {
                of.push(at);
            }
        }
    }
    touching
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_protects_a_count_as_its_threshold_asks() {
        for (low, high, least, covers) in [
            (1, Some(9), Least::Persons(10), true),
            (0, None, Least::Persons(10), true),
            (1, Some(8), Least::Persons(10), false),
            (2, Some(20), Least::Persons(10), false),
            (1, Some(9), Least::Never, false),
            (1, None, Least::Never, true),
        ] {
            assert_eq!(Interval { low, high }.covers_protection(least), covers, "{low} {high:?} {least:?}");
        }
    }
}
