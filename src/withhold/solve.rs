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

impl Sum {
    fn members(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().copied().chain([self.whole])
    }

    fn holds(&self, place: usize) -> bool {
        self.members().any(|member| member == place)
    }
}

/// Withholds what has to be withheld.
pub fn choose(variables: &mut [Variable], sums: &[Sum]) {
    let floors = floors(variables, sums);
    // Every round withholds one more at least, so that the rounds come to an end.
    loop {
        let before: Vec<bool> = variables.iter().map(|variable| variable.withheld).collect();
        for betrayed in betrayed(variables, sums, &floors) {
            // What was withheld in this round for another may do for this one, too: the next round sees.
            let changed = |place: &usize| variables.get(*place).map(|v| v.withheld) != before.get(*place).copied();
            let helped =
                sums.iter().filter(|sum| sum.holds(betrayed)).flat_map(Sum::members).any(|place| changed(&place));
            let next = if helped { None } else { next(variables, sums, betrayed) };
            next.iter().for_each(|next| set(variables, *next, true));
        }
        if variables.iter().zip(&before).all(|(variable, before)| variable.withheld == *before) {
            break;
        }
    }
    // What was withheld early may not be needed any more; the largest counts are shown again first.
    let beside = variables.iter().enumerate().filter(|(_, variable)| variable.withheld && variable.small.is_none());
    let mut beside: Vec<(i64, usize)> = beside.map(|(at, variable)| (variable.said.low, at)).collect();
    beside.sort_unstable_by(|a, b| b.cmp(a));
    for (_, at) in beside {
        set(variables, at, false);
        if !betrayed(variables, sums, &floors).is_empty() {
            set(variables, at, true);
        }
    }
}

fn set(variables: &mut [Variable], at: usize, withheld: bool) {
    if let Some(variable) = variables.get_mut(at) {
        variable.withheld = withheld;
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

/// The small counts that what is shown says too much of.
fn betrayed(variables: &[Variable], sums: &[Sum], floors: &[i64]) -> Vec<usize> {
    let known = narrowed(variables, sums);
    let told = |((variable, known), floor): ((&Variable, Span), &i64)| -> bool {
        // What nobody can hide is not held against what is shown.
        let low = if known.low <= *floor { known.low.min(1) } else { known.low };
        variable.small.is_some_and(|least| !leaves_open(Span { low, ..known }, least))
    };
    variables.iter().zip(known).zip(floors).enumerate().filter(|(_, of)| told(*of)).map(|(at, _)| at).collect()
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
    let parts = || sum.parts.iter().map(|part| at(*part, known));
    let (low, ends): (i64, i64) = (parts().map(|part| part.low).sum(), parts().filter_map(|part| part.high).sum());
    let endless = parts().filter(|part| part.high.is_none()).count();
    for part in &sum.parts {
        let own = at(*part, known);
        // The others are at most all that this one leaves, and this one at most all that they leave.
        let others = match own.high {
            Some(high) => (endless == 0).then_some(ends - high),
            None => (endless == 1).then_some(ends),
        };
        let least = others.map_or(0, |others| whole.low.saturating_sub(others));
        let most = whole.high.map(|high| high.saturating_sub(low - own.low));
        tighten(*part, Span { low: least, high: most }, known);
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
        near.extend(touching.iter().flat_map(|sum| sum.members()));
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
        assert!(betrayed(&variables, &sums, &floors(&variables, &sums)).is_empty(), "{counts:?}");
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
            // A part that follows from its own parts hides nothing; the next one does.
            (vec![("t", 89), ("a", 5), ("b", 50), ("c", 34), ("d", 20), ("e", 14)], deep, "ab"),
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
