//! What else has to be withheld: as long as what is shown narrows a withheld count to less than its tier leaves open,
//! one more count is withheld beside it.

use std::collections::BTreeSet;

use crate::model::Least;

/// Whole numbers from the one to the other; no end means any number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub low: i64,
    pub high: Option<i64>,
}

impl Span {
    /// Any number of persons.
    pub const ANY: Span = Span { low: 0, high: None };

    /// Exactly one number.
    pub fn one(number: i64) -> Span {
        Span { low: number, high: Some(number) }
    }
}

/// A count.
#[derive(Clone, Debug)]
pub struct Variable {
    /// What the sheet says of it.
    pub said: Span,
    /// Whether the sheet gives a number at all, so that there is something to withhold.
    pub given: bool,
    /// Whether it is withheld.
    pub withheld: bool,
    /// For a count that is too small itself, the least count that is shown.
    pub small: Option<Least>,
    /// Among equals the first is withheld; the order of a form says nothing.
    pub name: String,
}

/// A whole and its parts, as places in the list of variables.
#[derive(Clone, Debug)]
pub struct Sum {
    pub whole: usize,
    pub parts: Vec<usize>,
}

/// Withholds what has to be withheld.
pub fn choose(variables: &mut [Variable], sums: &[Sum]) {
    let floors = floors(variables, sums);
    // Every round withholds one more, so that the rounds come to an end.
    while let Some(betrayed) = betrayed(variables, sums, &floors) {
        let Some(next) = next(variables, sums, betrayed) else { return };
        if let Some(variable) = variables.get_mut(next) {
            variable.withheld = true;
        }
    }
}

/// What each count is at least, even where nothing but zeros is shown: a whole is no less than the number of its parts.
fn floors(variables: &[Variable], sums: &[Sum]) -> Vec<i64> {
    let hide = |variable: &Variable| {
        let withheld = variable.given && variable.said != Span::one(0);
        Variable { withheld, ..variable.clone() }
    };
    let hidden: Vec<Variable> = variables.iter().map(hide).collect();
    narrowed(&hidden, sums).into_iter().map(|known| known.low.max(1)).collect()
}

/// The first small count that what is shown says too much of.
fn betrayed(variables: &[Variable], sums: &[Sum], floors: &[i64]) -> Option<usize> {
    let known = narrowed(variables, sums);
    let told = |((variable, known), floor): ((&Variable, Span), &i64)| {
        // What nobody can hide is not held against what is shown.
        let low = if known.low <= *floor { known.low.min(1) } else { known.low };
        variable.small.is_some_and(|least| !leaves_open(Span { low, ..known }, least))
    };
    variables.iter().zip(known).zip(floors).position(told)
}

/// Whether a span says no more than that a count is one of those not shown.
pub fn leaves_open(known: Span, least: Least) -> bool {
    let most = match least {
        Least::Persons(least) => Some(least - 1),
        Least::Never => None,
    };
    known.low <= 1 && known.high.is_none_or(|high| most.is_some_and(|most| high >= most))
}

/// What follows for each variable from all that is shown. A zero is always shown, so what is withheld is none.
pub fn narrowed(variables: &[Variable], sums: &[Sum]) -> Vec<Span> {
    const ROUNDS: usize = 60;
    let begin = |variable: &Variable| if variable.withheld { Span { low: 1, high: None } } else { variable.said };
    let mut known: Vec<Span> = variables.iter().map(begin).collect();
    for _ in 0..ROUNDS {
        let before = known.clone();
        for sum in sums {
            narrow(sum, &mut known);
        }
        if before == known {
            break;
        }
    }
    known
}

fn narrow(sum: &Sum, known: &mut [Span]) {
    let at = |place: usize, known: &[Span]| known.get(place).copied().unwrap_or(Span::ANY);
    let low: i64 = sum.parts.iter().map(|part| at(*part, known).low).sum();
    let high: Option<i64> = sum.parts.iter().map(|part| at(*part, known).high).sum();
    tighten(sum.whole, Span { low, high }, known);
    let whole = at(sum.whole, known);
    for (index, part) in sum.parts.iter().enumerate() {
        let others = || sum.parts.iter().enumerate().filter(move |(other, _)| *other != index).map(|(_, other)| *other);
        // The others are at most all that this one leaves, and this one at most all that they leave.
        let high: Option<i64> = others().map(|other| at(other, known).high).sum();
        let low: i64 = others().map(|other| at(other, known).low).sum();
        let low_left = high.map_or(0, |others| whole.low - others);
        tighten(*part, Span { low: low_left, high: whole.high.map(|high| high - low) }, known);
    }
}

fn tighten(place: usize, by: Span, known: &mut [Span]) {
    if let Some(span) = known.get_mut(place) {
        span.low = span.low.max(by.low);
        span.high = match (span.high, by.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (one, None) | (None, one) => one,
        };
    }
}

/// What is withheld next: of the counts nearest to the betrayed one the smallest, a part rather than a whole.
fn next(variables: &[Variable], sums: &[Sum], betrayed: usize) -> Option<usize> {
    let mut near = BTreeSet::from([betrayed]);
    loop {
        let touching: Vec<&Sum> = sums
            .iter()
            .filter(|sum| near.contains(&sum.whole) || sum.parts.iter().any(|part| near.contains(part)))
            .collect();
        let shown = |place: &usize| {
            let variable = variables.get(*place)?;
            (variable.given && !variable.withheld && variable.said != Span::one(0)).then_some((variable, *place))
        };
        let order = |(variable, _): &(&Variable, usize)| (variable.said.low, variable.name.clone());
        let parts = touching.iter().flat_map(|sum| &sum.parts).filter_map(shown).min_by_key(order);
        let wholes = || touching.iter().filter_map(|sum| shown(&sum.whole)).min_by_key(order);
        if let Some((_, place)) = parts.or_else(wholes) {
            return Some(place);
        }
        let before = near.len();
        near.extend(touching.iter().flat_map(|sum| sum.parts.iter().chain([&sum.whole])));
        if near.len() == before {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts by name, the least shown, and sums; what is withheld.
    fn withheld(counts: &[(&str, i64)], least: i64, sums: &[(&str, &[&str])]) -> String {
        let place = |name: &str| counts.iter().position(|(other, _)| *other == name).expect("a count");
        let mut variables: Vec<Variable> = counts
            .iter()
            .map(|(name, count)| {
                let small = (1..least).contains(count).then_some(Least::Persons(least));
                Variable {
                    said: Span::one(*count),
                    given: true,
                    withheld: small.is_some(),
                    small,
                    name: (*name).to_owned(),
                }
            })
            .collect();
        let sums: Vec<Sum> = sums
            .iter()
            .map(|(whole, parts)| Sum { whole: place(whole), parts: parts.iter().map(|part| place(part)).collect() })
            .collect();
        choose(&mut variables, &sums);
        assert_eq!(betrayed(&variables, &sums, &floors(&variables, &sums)), None, "{counts:?}");
        variables.iter().filter(|variable| variable.withheld).map(|variable| variable.name.as_str()).collect()
    }

    #[test]
    fn nothing_follows_from_what_is_left() {
        let flat: &[(&str, &[&str])] = &[("t", &["a", "b", "c"])];
        let deep: &[(&str, &[&str])] = &[("t", &["a", "b", "c"]), ("c", &["d", "e"])];
        for (counts, sums, expected) in [
            // Nothing is small.
            (vec![("t", 60), ("a", 10), ("b", 20), ("c", 30)], flat, ""),
            // One is small: the smallest of the others goes with it.
            (vec![("t", 55), ("a", 5), ("b", 20), ("c", 30)], flat, "ab"),
            // Zero is shown, and hides nothing.
            (vec![("t", 35), ("a", 5), ("b", 0), ("c", 30)], flat, "ac"),
            // Two are small, and together leave all open.
            (vec![("t", 41), ("a", 5), ("b", 6), ("c", 30)], flat, "ab"),
            // Two are small, but together they say too much: 1 + 1 is 2.
            (vec![("t", 32), ("a", 1), ("b", 1), ("c", 30)], flat, "abc"),
            // A whole that is small itself, and its parts.
            (vec![("t", 6), ("a", 1), ("b", 2), ("c", 3)], flat, "tabc"),
            // A small count within a part.
            (vec![("t", 90), ("a", 30), ("b", 20), ("c", 40), ("d", 5), ("e", 35)], deep, "de"),
            (vec![("t", 56), ("a", 30), ("b", 20), ("c", 6), ("d", 0), ("e", 6)], deep, "bce"),
        ] {
            assert_eq!(withheld(&counts, 10, sums), expected, "{counts:?}");
        }
    }

    #[test]
    fn spans_leave_open_what_the_tier_hides() {
        for (low, high, least, open) in [
            (1, Some(9), Least::Persons(10), true),
            (0, None, Least::Persons(10), true),
            (1, Some(8), Least::Persons(10), false),
            (2, Some(20), Least::Persons(10), false),
            (1, Some(9), Least::Never, false),
            (1, None, Least::Never, true),
        ] {
            assert_eq!(leaves_open(Span { low, high }, least), open, "{low} {high:?} {least:?}");
        }
    }
}
