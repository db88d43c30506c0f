//! What else has to be withheld: as long as what is shown narrows a withheld count to less than its tier leaves open,
//! one more count is withheld beside it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::Least;

use super::constraints::{Additivity, Interval, Net, touching};
use super::exact;

/// More than there are persons.
const MANY: i64 = 100_000_000_000;

/// A count.
#[derive(Clone, Debug)]
pub struct Variable {
    /// What the sheet says of it.
    pub said: Interval,
    /// Whether there is something to withhold: the sheet gives a number, and not in a field that shows every number.
    pub given: bool,
    /// Whether it is withheld.
    pub withheld: bool,
    /// For a count that is too small itself, the least count that is shown.
    pub small: Option<Least>,
    /// Among equals the first is withheld; the order of a form says nothing.
    pub name: String,
}

/// Withholds what has to be withheld.
pub fn choose(variables: &mut [Variable], sums: &[Additivity]) {
    let touching = touching(variables.len(), sums);
    let net = Net::new(sums, &touching);
    let floors = floors(variables, net);
    let mut known = cover(variables, net, &floors);
    // What was withheld early may not be needed any more; the largest counts are shown again first.
    let beside = variables.iter().enumerate().filter(|(_, variable)| variable.withheld && variable.small.is_none());
    let mut beside: Vec<(i64, usize)> = beside.map(|(at, variable)| (variable.said.low, at)).collect();
    beside.sort_unstable_by(|a, b| b.cmp(a));
    for (_, at) in beside {
        set(variables, at, false);
        let said = variables.get(at).map_or(Interval::ANY, |variable| variable.said);
        let mut before = PriorKnowledge::default();
        before.change(at, said, &mut known);
        spread(net.of(at).map(|(sum, _)| sum).collect(), net, &mut known, &mut before);
        if before.0.iter().any(|(at, _)| is_betrayed(*at, variables, &known, &floors)) {
            set(variables, at, true);
            before.restore(&mut known);
        }
    }
    // What several sums tell only together is rare; what hides it stays hidden.
    loop {
        let is_small = |at: usize| variables.get(at).is_some_and(|variable| variable.small.is_some());
        let small: Vec<usize> = (0..variables.len()).filter(|at| is_small(*at)).collect();
        let told = |at: usize, span| tells(at, span, variables, &floors);
        let betrayed = exact::betrayed(&small, net, &known, &is_small, &told);
        // Where nothing near is left to withhold, what a circle tells is told by what is withheld itself.
        if !withhold_beside(variables, net, betrayed, 2) {
            break;
        }
        known = cover(variables, net, &floors);
    }
}

/// Withholds until no sum for itself tells too much; what is known then.
fn cover(variables: &mut [Variable], net: Net<'_>, floors: &[i64]) -> Vec<Interval> {
    // Every round withholds one more at least, so that the rounds come to an end.
    loop {
        let known = narrowed(variables, net);
        let betrayed: Vec<usize> =
            (0..variables.len()).filter(|at| is_betrayed(*at, variables, &known, floors)).collect();
        if !withhold_beside(variables, net, betrayed, usize::MAX) {
            return known;
        }
    }
}

/// Withholds one more count near each that is betrayed, no more than so many sums away; whether there was any.
fn withhold_beside(variables: &mut [Variable], net: Net<'_>, betrayed: Vec<usize>, most: usize) -> bool {
    let mut changed = BTreeSet::new();
    for betrayed in betrayed {
        // What was withheld in this round for another may do for this one, too: the next round sees.
        let helped = net.of(betrayed).flat_map(|(_, sum)| sum.members()).any(|place| changed.contains(&place));
        if let Some(next) = if helped { None } else { next(variables, net, betrayed, most) } {
            set(variables, next, true);
            changed.insert(next);
        }
    }
    !changed.is_empty()
}

fn set(variables: &mut [Variable], at: usize, withheld: bool) {
    if let Some(variable) = variables.get_mut(at) {
        variable.withheld = withheld;
    }
}

/// What each count is at least, even where nothing but zeros is shown: a whole is no less than the number of its parts.
fn floors(variables: &[Variable], net: Net<'_>) -> Vec<i64> {
    let hide = |variable: &Variable| {
        let withheld = (variable.given || variable.small.is_some()) && variable.said != Interval::one(0);
        Variable { withheld, ..variable.clone() }
    };
    let hidden: Vec<Variable> = variables.iter().map(hide).collect();
    narrowed(&hidden, net).into_iter().map(|known| known.low.max(1)).collect()
}

/// Whether what is shown says too much of a small count.
fn is_betrayed(at: usize, variables: &[Variable], known: &[Interval], floors: &[i64]) -> bool {
    known.get(at).is_some_and(|known| tells(at, *known, variables, floors))
}

/// Whether a span says too much of a count.
fn tells(at: usize, known: Interval, variables: &[Variable], floors: &[i64]) -> bool {
    let floor = floors.get(at).copied().unwrap_or(1);
    // What nobody can hide is not held against what is shown.
    let low = if known.low <= floor { known.low.min(1) } else { known.low };
    let small = variables.get(at).and_then(|variable| variable.small);
    small.is_some_and(|least| !Interval { low, ..known }.covers_protection(least))
}

/// What follows for each variable from all that is shown. A zero is always shown, so what is withheld is none.
fn narrowed(variables: &[Variable], net: Net<'_>) -> Vec<Interval> {
    let begin = |variable: &Variable| if variable.withheld { Interval { low: 1, high: None } } else { variable.said };
    let mut known: Vec<Interval> = variables.iter().map(begin).collect();
    spread((0..net.sums.len()).collect(), net, &mut known, &mut PriorKnowledge::default());
    known
}

/// What was known before something was shown.
#[derive(Default)]
struct PriorKnowledge(Vec<(usize, Interval)>);

impl PriorKnowledge {
    fn change(&mut self, at: usize, to: Interval, known: &mut [Interval]) {
        if let Some(span) = known.get_mut(at) {
            self.0.push((at, std::mem::replace(span, to)));
        }
    }

    fn restore(self, known: &mut [Interval]) {
        for (at, before) in self.0.into_iter().rev() {
            if let Some(span) = known.get_mut(at) {
                *span = before;
            }
        }
    }
}

/// Narrows what is known by some sums, and by those that what becomes narrower is in.
fn spread(mut queue: VecDeque<usize>, net: Net<'_>, known: &mut [Interval], before: &mut PriorKnowledge) {
    /// Sums in a circle may narrow each other by one person at a time.
    const ROUNDS: usize = 60;
    let mut waits: BTreeSet<usize> = queue.iter().copied().collect();
    let mut steps = ROUNDS * net.sums.len().max(1);
    while let Some(at) = queue.pop_front().filter(|_| steps > 0) {
        steps -= 1;
        waits.remove(&at);
        let Some(sum) = net.sums.get(at) else { continue };
        let first = before.0.len();
        narrow(sum, known, before);
        let changed: Vec<usize> = before.0.iter().skip(first).map(|(place, _)| *place).collect();
        for (other, _) in changed.into_iter().flat_map(|place| net.of(place)) {
            if other != at && waits.insert(other) {
                queue.push_back(other);
            }
        }
    }
}

fn narrow(sum: &Additivity, known: &mut [Interval], before: &mut PriorKnowledge) {
    let at = |place: usize, known: &[Interval]| known.get(place).copied().unwrap_or(Interval::ANY);
    let add = |a: i64, b: i64| a.saturating_add(b);
    let low: i64 = sum.parts.iter().map(|part| at(*part, known).low).fold(0, add);
    let high = sum.parts.iter().map(|part| at(*part, known).high).try_fold(0, |all, high| Some(add(all, high?)));
    tighten(sum.whole, Interval { low, high }, known, before);
    let whole = at(sum.whole, known);
    let parts = || sum.parts.iter().map(|part| at(*part, known));
    let low = parts().map(|part| part.low).fold(0, add);
    let ends = parts().filter_map(|part| part.high).fold(0, add);
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
        tighten(*part, Interval { low: least, high: most }, known, before);
    }
}

fn tighten(place: usize, by: Interval, known: &mut [Interval], before: &mut PriorKnowledge) {
    let Some(span) = known.get(place).copied() else { return };
    let high = match (span.high, by.high) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, None) | (None, one) => one,
    };
    let narrower = Interval { low: span.low.max(by.low), high };
    // Numbers that contradict each other say nothing; without this they would grow for ever.
    let possible = high.is_none_or(|high| narrower.low <= high) && narrower.low < MANY;
    if narrower != span && possible {
        before.change(place, narrower, known);
    }
}

/// What is withheld next: of the counts nearest to the betrayed one that in most sums with it, then the smallest, a part
/// rather than a whole.
fn next(variables: &[Variable], net: Net<'_>, betrayed: usize, most: usize) -> Option<usize> {
    let shown = |place: usize| {
        let variable = variables.get(place)?;
        (variable.given && !variable.withheld && variable.said != Interval::one(0)).then_some((variable, place))
    };
    let first = |places: &mut dyn Iterator<Item = usize>| {
        let mut often: BTreeMap<usize, usize> = BTreeMap::new();
        places.for_each(|place| *often.entry(place).or_default() += 1);
        let candidates = often.into_iter().filter_map(|(place, times)| Some((times, shown(place)?)));
        let order = |(times, (variable, _)): &(usize, (&Variable, usize))| {
            (Reverse(*times), variable.said.low, variable.name.clone())
        };
        candidates.min_by_key(order).map(|(_, (_, place))| place)
    };
    let mut near = BTreeSet::from([betrayed]);
    let mut edge = vec![betrayed];
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    let mut steps = 0;
    while !edge.is_empty() && steps < most {
        steps += 1;
        let touching: Vec<(usize, &Additivity)> =
            edge.iter().flat_map(|place| net.of(*place)).filter(|(at, _)| reached.insert(*at)).collect();
        let part = first(&mut touching.iter().flat_map(|(_, sum)| sum.parts.iter().copied()));
        if let Some(place) = part.or_else(|| first(&mut touching.iter().map(|(_, sum)| sum.whole))) {
            return Some(place);
        }
        edge = touching.iter().flat_map(|(_, sum)| sum.members()).filter(|place| near.insert(*place)).collect();
    }
    None
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
                    said: Interval::one(*count),
                    given: true,
                    withheld: small.is_some(),
                    small,
                    name: (*name).to_owned(),
                }
            })
            .collect();
        let sums: Vec<Additivity> = sums
            .iter()
            .map(|(whole, parts)| Additivity {
                whole: place(whole),
                parts: parts.iter().map(|part| place(part)).collect(),
            })
            .collect();
        choose(&mut variables, &sums);
        let touching = touching(variables.len(), &sums);
        let net = Net::new(&sums, &touching);
        let (known, floors) = (narrowed(&variables, net), floors(&variables, net));
        assert!(!(0..variables.len()).any(|at| is_betrayed(at, &variables, &known, &floors)), "{counts:?}");
        variables.iter().filter(|variable| variable.withheld).map(|variable| variable.name.as_str()).collect()
    }

    #[test]
    fn nothing_follows_from_what_is_left() {
        let flat: &[(&str, &[&str])] = &[("t", &["a", "b", "c"])];
        let deep: &[(&str, &[&str])] = &[("t", &["a", "b", "c"]), ("c", &["d", "e"])];
        // Three sums of two each: together they tell all three, though none tells one.
        let ring: &[(&str, &[&str])] = &[("t", &["a", "b"]), ("u", &["b", "c"]), ("v", &["a", "c"])];
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
            (vec![("t", 16), ("u", 16), ("v", 16), ("a", 8), ("b", 8), ("c", 8)], ring, "tuabc"),
        ] {
            assert_eq!(withheld(&counts, 10, sums), expected, "{counts:?}");
        }
    }
}
