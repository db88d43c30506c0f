//! Complementary suppression: as long as the counts that are shown narrow a suppressed one to less than its
//! protection interval, one more count is suppressed with it. The choice is greedy: an optimal one is NP-hard, and
//! tables of a sheet are small.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::Threshold;

use super::constraints::{Additivity, Interval, SumNetwork, sums_of_variables};
use super::exact;

/// More than there are persons: a lower bound above it comes from numbers that contradict each other.
const MAX_COUNT: i64 = 100_000_000_000;

/// A count of persons, as a cell of the system of sums.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The numbers of persons that the sheet leaves possible.
    pub reported: Interval,
    /// Whether there is a number to suppress: the sheet gives a number, and not in a field that shows every number.
    pub suppressible: bool,
    /// Whether it is suppressed.
    pub suppressed: bool,
    /// The least count shown at its place, where it is below it (primary suppression).
    pub threshold: Option<Threshold>,
    /// Among equals the first by this name is suppressed; the order of a form says nothing.
    pub name: String,
}

/// Suppresses what must be, so that each small count keeps its protection interval.
pub fn suppress(variables: &mut [Variable], sums: &[Additivity]) {
    let sums_of = sums_of_variables(variables.len(), sums);
    let net = SumNetwork::new(sums, &sums_of);
    let lower_bounds = lower_bounds(variables, net);
    let mut known = protect_by_single_sums(variables, net, &lower_bounds);
    // What was suppressed early may not be needed any more; the largest counts are shown again first.
    let complementary =
        variables.iter().enumerate().filter(|(_, variable)| variable.suppressed && variable.threshold.is_none());
    let mut complementary: Vec<(i64, usize)> =
        complementary.map(|(at, variable)| (variable.reported.low, at)).collect();
    complementary.sort_unstable_by(|a, b| b.cmp(a));
    for (_, at) in complementary {
        set_suppressed(variables, at, false);
        let reported = variables.get(at).map_or(Interval::ANY, |variable| variable.reported);
        let mut changes = IntervalChanges::default();
        changes.change(at, reported, &mut known);
        propagate(net.sums_with(at).map(|(sum, _)| sum).collect(), net, &mut known, &mut changes);
        if changes.0.iter().any(|(at, _)| is_disclosed(*at, variables, &known, &lower_bounds)) {
            set_suppressed(variables, at, true);
            changes.restore(&mut known);
        }
    }
    // What several sums disclose only together is rare; what was suppressed for it is not shown again.
    loop {
        let is_small = |at: usize| variables.get(at).is_some_and(|variable| variable.threshold.is_some());
        let small: Vec<usize> = (0..variables.len()).filter(|at| is_small(*at)).collect();
        let discloses_count = |at: usize, span| discloses(at, span, variables, &lower_bounds);
        let disclosed = exact::disclosed(&small, net, &known, &is_small, &discloses_count);
        // Two sums away: where nothing so near is left, a cycle discloses by its suppressed counts alone, and no count
        // farther off would help.
        if !suppress_complementary(variables, net, disclosed, 2) {
            break;
        }
        known = protect_by_single_sums(variables, net, &lower_bounds);
    }
}

/// Suppresses until no sum by itself discloses a small count. Returns the feasible interval of each variable.
fn protect_by_single_sums(variables: &mut [Variable], net: SumNetwork<'_>, lower_bounds: &[i64]) -> Vec<Interval> {
    // Every round suppresses one more at least, so that the rounds come to an end.
    loop {
        let known = feasible_intervals(variables, net);
        let disclosed: Vec<usize> =
            (0..variables.len()).filter(|at| is_disclosed(*at, variables, &known, lower_bounds)).collect();
        if !suppress_complementary(variables, net, disclosed, usize::MAX) {
            return known;
        }
    }
}

/// Suppresses one more count for each that is disclosed, at most `max_distance` sums away. Returns whether there was any.
fn suppress_complementary(
    variables: &mut [Variable],
    net: SumNetwork<'_>,
    disclosed: Vec<usize>,
    max_distance: usize,
) -> bool {
    let mut changed = BTreeSet::new();
    for disclosed in disclosed {
        // What was suppressed in this round for another may do for this one, too; the next round checks.
        let already_helped =
            net.sums_with(disclosed).flat_map(|(_, sum)| sum.members()).any(|index| changed.contains(&index));
        if already_helped {
            continue;
        }
        if let Some(candidate) = complementary_candidate(variables, net, disclosed, max_distance) {
            set_suppressed(variables, candidate, true);
            changed.insert(candidate);
        }
    }
    !changed.is_empty()
}

fn set_suppressed(variables: &mut [Variable], at: usize, suppressed: bool) {
    if let Some(variable) = variables.get_mut(at) {
        variable.suppressed = suppressed;
    }
}

/// What each count is at least, even where nothing but zeros is shown: a total is no less than the number of its parts.
fn lower_bounds(variables: &[Variable], net: SumNetwork<'_>) -> Vec<i64> {
    let suppress = |variable: &Variable| {
        let suppressed =
            (variable.suppressible || variable.threshold.is_some()) && variable.reported != Interval::one(0);
        Variable { suppressed, ..variable.clone() }
    };
    let all_suppressed: Vec<Variable> = variables.iter().map(suppress).collect();
    feasible_intervals(&all_suppressed, net).into_iter().map(|known| known.low.max(1)).collect()
}

/// Whether the counts that are shown disclose a small one.
fn is_disclosed(at: usize, variables: &[Variable], known: &[Interval], lower_bounds: &[i64]) -> bool {
    known.get(at).is_some_and(|known| discloses(at, *known, variables, lower_bounds))
}

/// Whether an interval is narrower than the protection interval of a count. Never so for one above the threshold.
fn discloses(at: usize, known: Interval, variables: &[Variable], lower_bounds: &[i64]) -> bool {
    let lower_bound = lower_bounds.get(at).copied().unwrap_or(1);
    // A bound that holds even with everything suppressed cannot be protected.
    let low = if known.low <= lower_bound { known.low.min(1) } else { known.low };
    let threshold = variables.get(at).and_then(|variable| variable.threshold);
    threshold.is_some_and(|least| !Interval { low, ..known }.covers_protection(least))
}

/// The feasible interval of each variable given all counts that are shown. A zero is always shown, so a suppressed
/// count is one at least.
fn feasible_intervals(variables: &[Variable], net: SumNetwork<'_>) -> Vec<Interval> {
    let begin =
        |variable: &Variable| if variable.suppressed { Interval { low: 1, high: None } } else { variable.reported };
    let mut known: Vec<Interval> = variables.iter().map(begin).collect();
    propagate((0..net.sums.len()).collect(), net, &mut known, &mut IntervalChanges::default());
    known
}

/// Log of the intervals before each change, in order, so that they can be restored.
#[derive(Default)]
struct IntervalChanges(Vec<(usize, Interval)>);

impl IntervalChanges {
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

/// Narrows the intervals by the queued sums, and by all sums of what became narrower, until nothing changes.
fn propagate(mut queue: VecDeque<usize>, net: SumNetwork<'_>, known: &mut [Interval], changes: &mut IntervalChanges) {
    /// Sums in a cycle may narrow each other by one person at a time, so the rounds have a limit, far above the few in
    /// which other sums settle. What is left too wide is found by the linear programs.
    const ROUNDS: usize = 60;
    let mut queued: BTreeSet<usize> = queue.iter().copied().collect();
    let mut steps = ROUNDS * net.sums.len().max(1);
    while let Some(at) = queue.pop_front().filter(|_| steps > 0) {
        steps -= 1;
        queued.remove(&at);
        let Some(sum) = net.sums.get(at) else { continue };
        let first = changes.0.len();
        narrow_by_sum(sum, known, changes);
        let changed: Vec<usize> = changes.0.iter().skip(first).map(|(index, _)| *index).collect();
        for (other, _) in changed.into_iter().flat_map(|index| net.sums_with(index)) {
            if other != at && queued.insert(other) {
                queue.push_back(other);
            }
        }
    }
}

fn narrow_by_sum(sum: &Additivity, known: &mut [Interval], changes: &mut IntervalChanges) {
    let at = |index: usize, known: &[Interval]| known.get(index).copied().unwrap_or(Interval::ANY);
    let add = |a: i64, b: i64| a.saturating_add(b);
    let low: i64 = sum.parts.iter().map(|part| at(*part, known).low).fold(0, add);
    let high = sum.parts.iter().map(|part| at(*part, known).high).try_fold(0, |all, high| Some(add(all, high?)));
    intersect(sum.total, Interval { low, high }, known, changes);
    let total = at(sum.total, known);
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
        let least = others.map_or(0, |others| total.low.saturating_sub(others));
        let most = total.high.map(|high| high.saturating_sub(low - own.low));
        intersect(*part, Interval { low: least, high: most }, known, changes);
    }
}

fn intersect(index: usize, by: Interval, known: &mut [Interval], changes: &mut IntervalChanges) {
    let Some(span) = known.get(index).copied() else { return };
    let high = match (span.high, by.high) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, None) | (None, one) => one,
    };
    let narrower = Interval { low: span.low.max(by.low), high };
    // Numbers that contradict each other narrow nothing; without this their bounds would grow without end.
    let possible = high.is_none_or(|high| narrower.low <= high) && narrower.low < MAX_COUNT;
    if narrower != span && possible {
        changes.change(index, narrower, known);
    }
}

/// The count to suppress for a disclosed one: of the nearest that in most sums with it, then the smallest (least
/// information lost), a part rather than a total.
fn complementary_candidate(
    variables: &[Variable],
    net: SumNetwork<'_>,
    disclosed: usize,
    max_distance: usize,
) -> Option<usize> {
    let shown = |index: usize| {
        let variable = variables.get(index)?;
        (variable.suppressible && !variable.suppressed && variable.reported != Interval::one(0))
            .then_some((variable, index))
    };
    let best_of = |variables_near: &mut dyn Iterator<Item = usize>| {
        let mut sums_with_it: BTreeMap<usize, usize> = BTreeMap::new();
        variables_near.for_each(|index| *sums_with_it.entry(index).or_default() += 1);
        let candidates = sums_with_it.into_iter().filter_map(|(index, times)| Some((times, shown(index)?)));
        let order = |(times, (variable, _)): &(usize, (&Variable, usize))| {
            // What is in most of the sums, then the smallest count, with which least is lost; the name decides last.
            (Reverse(*times), variable.reported.low, variable.name.clone())
        };
        candidates.min_by_key(order).map(|(_, (_, index))| index)
    };
    let mut visited = BTreeSet::from([disclosed]);
    let mut frontier = vec![disclosed];
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    let mut steps = 0;
    while !frontier.is_empty() && steps < max_distance {
        steps += 1;
        let sums: Vec<(usize, &Additivity)> =
            frontier.iter().flat_map(|index| net.sums_with(*index)).filter(|(at, _)| reached.insert(*at)).collect();
        let part = best_of(&mut sums.iter().flat_map(|(_, sum)| sum.parts.iter().copied()));
        if let Some(index) = part.or_else(|| best_of(&mut sums.iter().map(|(_, sum)| sum.total))) {
            return Some(index);
        }
        frontier = sums.iter().flat_map(|(_, sum)| sum.members()).filter(|index| visited.insert(*index)).collect();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the counts that are suppressed, given counts by name, the threshold and sums.
    fn suppressed(counts: &[(&str, i64)], least: i64, sums: &[(&str, &[&str])]) -> String {
        let index = |name: &str| counts.iter().position(|(other, _)| *other == name).expect("a count");
        let mut variables: Vec<Variable> = counts
            .iter()
            .map(|(name, count)| {
                let threshold = (1..least).contains(count).then_some(Threshold::Persons(least));
                Variable {
                    reported: Interval::one(*count),
                    suppressible: true,
                    suppressed: threshold.is_some(),
                    threshold,
                    name: (*name).to_owned(),
                }
            })
            .collect();
        let sums: Vec<Additivity> = sums
            .iter()
            .map(|(total, parts)| Additivity {
                total: index(total),
                parts: parts.iter().map(|part| index(part)).collect(),
            })
            .collect();
        suppress(&mut variables, &sums);
        let sums_of = sums_of_variables(variables.len(), &sums);
        let net = SumNetwork::new(&sums, &sums_of);
        let (known, lower_bounds) = (feasible_intervals(&variables, net), lower_bounds(&variables, net));
        assert!(!(0..variables.len()).any(|at| is_disclosed(at, &variables, &known, &lower_bounds)), "{counts:?}");
        variables.iter().filter(|variable| variable.suppressed).map(|variable| variable.name.as_str()).collect()
    }

    #[test]
    fn nothing_follows_from_what_is_left() {
        let flat: &[(&str, &[&str])] = &[("t", &["a", "b", "c"])];
        let deep: &[(&str, &[&str])] = &[("t", &["a", "b", "c"]), ("c", &["d", "e"])];
        // Three sums of two each: together they disclose all three, though none discloses one.
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
            // A total that is small itself, and its parts.
            (vec![("t", 6), ("a", 1), ("b", 2), ("c", 3)], flat, "tabc"),
            // A small count within a part.
            (vec![("t", 90), ("a", 30), ("b", 20), ("c", 40), ("d", 5), ("e", 35)], deep, "de"),
            // A part that follows from its own parts hides nothing; the next one does.
            (vec![("t", 89), ("a", 5), ("b", 50), ("c", 34), ("d", 20), ("e", 14)], deep, "ab"),
            (vec![("t", 56), ("a", 30), ("b", 20), ("c", 6), ("d", 0), ("e", 6)], deep, "bce"),
            (vec![("t", 16), ("u", 16), ("v", 16), ("a", 8), ("b", 8), ("c", 8)], ring, "tuabc"),
        ] {
            assert_eq!(suppressed(&counts, 10, sums), expected, "{counts:?}");
        }
    }
}
