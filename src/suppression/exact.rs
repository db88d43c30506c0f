//! What several sums disclose together. Narrowing one sum at a time finds all there is to know where no two sums share
//! more than one count; where the sums form a cycle, t = a + b, u = b + c, v = a + c disclose all three. For such cycles
//! the feasible interval of each count is computed by linear programming, as an attacker of a table would.

use std::collections::{BTreeMap, BTreeSet};

use super::constraints::{Additivity, Interval, SumNetwork};

/// The most counts in one linear program, whose time grows with the cube of them. Of a larger subsystem the part nearest to each count is used.
const MAX_COUNTS: usize = 24;

/// The small counts that sums in a cycle disclose, as `discloses` assesses their feasible intervals, among those
/// connected with the seeds.
pub fn disclosed(
    seeds: &[usize],
    net: SumNetwork<'_>,
    known: &[Interval],
    is_small: &dyn Fn(usize) -> bool,
    discloses: &dyn Fn(usize, Interval) -> bool,
) -> Vec<usize> {
    let is_open = |variable: usize| known.get(variable).is_some_and(|span| span.number().is_none());
    let mut visited: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    for seed in seeds.iter().copied().filter(|seed| is_open(*seed)) {
        if visited.contains(&seed) {
            continue;
        }
        let subsystem = neighbourhood(seed, net, &is_open, usize::MAX);
        visited.extend(&subsystem.counts);
        if subsystem.is_tree() {
            continue;
        }
        let small: Vec<usize> = subsystem.counts.iter().copied().filter(|at| is_small(*at)).collect();
        if subsystem.counts.len() <= MAX_COUNTS {
            let mut program = Program::of(&subsystem, known);
            found.extend(small.into_iter().filter(|at| discloses(*at, program.interval(*at))));
        } else {
            let is_disclosed = |at: &usize| {
                let near = neighbourhood(*at, net, &is_open, MAX_COUNTS);
                !near.is_tree() && discloses(*at, Program::of(&near, known).interval(*at))
            };
            found.extend(small.into_iter().filter(is_disclosed));
        }
    }
    found
}

/// Connected counts, and the sums between them.
struct Subsystem<'a> {
    counts: BTreeSet<usize>,
    sums: Vec<&'a Additivity>,
    /// How often a count stands in a sum.
    links: usize,
}

impl Subsystem<'_> {
    /// Whether its sums form no cycle, so that narrowing one at a time is exact.
    fn is_tree(&self) -> bool {
        self.links < self.counts.len() + self.sums.len()
    }
}

/// What is connected with a count, the nearest first, up to `max_counts` counts.
fn neighbourhood<'a>(
    seed: usize,
    net: SumNetwork<'a>,
    is_open: &dyn Fn(usize) -> bool,
    max_counts: usize,
) -> Subsystem<'a> {
    let mut subsystem = Subsystem { counts: BTreeSet::from([seed]), sums: Vec::new(), links: 0 };
    let mut reached = BTreeSet::new();
    let mut frontier = vec![seed];
    while !frontier.is_empty() && subsystem.counts.len() < max_counts {
        let mut next = Vec::new();
        for (at, sum) in frontier.iter().flat_map(|variable| net.sums_with(*variable)) {
            if subsystem.counts.len() >= max_counts || !reached.insert(at) {
                continue;
            }
            subsystem.sums.push(sum);
            for member in sum.members().filter(|member| is_open(*member)) {
                subsystem.links += 1;
                if subsystem.counts.insert(member) {
                    next.push(member);
                }
            }
        }
        frontier = next;
    }
    subsystem
}

/// A linear program as a simplex tableau: each row has the coefficients of a basic variable and, last, its value. Columns
/// are the counts less their lower bounds, then a slack for each upper bound, then an artificial variable for each sum.
struct Program {
    /// The column of each count, and its lower bound.
    columns: BTreeMap<usize, (usize, i64)>,
    rows: Vec<Vec<f64>>,
    basis: Vec<usize>,
    /// How many columns come before those of the artificial variables.
    structural: usize,
    feasible: bool,
}

/// Below this a coefficient is a rounding error. Coefficients are small whole numbers at first, so true ones are far above.
const EPSILON: f64 = 1e-7;

impl Program {
    fn of(subsystem: &Subsystem<'_>, known: &[Interval]) -> Program {
        let interval_of = |variable: usize| known.get(variable).copied().unwrap_or(Interval::ANY);
        let columns: BTreeMap<usize, (usize, i64)> = subsystem
            .counts
            .iter()
            .enumerate()
            .map(|(column, variable)| (*variable, (column, interval_of(*variable).low)))
            .collect();
        let bounded: Vec<(usize, i64)> = columns
            .iter()
            .filter_map(|(variable, (column, low))| Some((*column, interval_of(*variable).high? - low)))
            .collect();
        let structural = columns.len() + bounded.len();
        let width = structural + subsystem.sums.len();
        let mut program = Program { columns, rows: Vec::new(), basis: Vec::new(), structural, feasible: true };
        for (at, (column, range)) in bounded.iter().enumerate() {
            let mut row = vec![0.0; width + 1];
            put(&mut row, *column, 1.0);
            put(&mut row, program.columns.len() + at, 1.0);
            put(&mut row, width, *range as f64);
            program.rows.push(row);
            program.basis.push(program.columns.len() + at);
        }
        for (at, sum) in subsystem.sums.iter().enumerate() {
            let mut row = vec![0.0; width + 1];
            let mut rest = 0_i64;
            let signed = sum.parts.iter().map(|part| (*part, 1)).chain([(sum.total, -1)]);
            for (variable, sign) in signed {
                match program.columns.get(&variable) {
                    Some((column, low)) => {
                        add(&mut row, *column, sign as f64);
                        rest -= sign * low;
                    }
                    None => rest -= sign * interval_of(variable).low,
                }
            }
            if rest < 0 {
                row.iter_mut().for_each(|coefficient| *coefficient = -*coefficient);
            }
            put(&mut row, structural + at, 1.0);
            put(&mut row, width, rest.abs() as f64);
            program.rows.push(row);
            program.basis.push(structural + at);
        }
        program.find_feasible();
        program
    }

    /// Phase one of the simplex method: finds values of all counts that fit every sum. There are some unless
    /// the sheet contradicts itself.
    fn find_feasible(&mut self) {
        let width = self.rows.first().map_or(0, |row| row.len().saturating_sub(1));
        let mut objective = vec![0.0; width + 1];
        for column in self.structural..width {
            put(&mut objective, column, -1.0);
        }
        let left = self.maximise(&objective, width);
        self.feasible = left.is_some_and(|left| left > -VALUE_EPSILON);
        // An artificial variable that is left at zero leaves the basis for a count, or its row is redundant.
        let mut at = 0;
        while let Some(row) = self.rows.get(at) {
            let is_artificial = self.basis.get(at).is_some_and(|basic| *basic >= self.structural);
            match (0..self.structural).find(|column| is_artificial && get(row, *column).abs() > EPSILON) {
                Some(column) => self.pivot(at, column),
                None if is_artificial => {
                    self.rows.remove(at);
                    self.basis.remove(at);
                    continue;
                }
                None => {}
            }
            at += 1;
        }
    }

    /// The feasible interval of a count.
    fn interval(&mut self, variable: usize) -> Interval {
        let Some((column, low)) = self.columns.get(&variable).copied().filter(|_| self.feasible) else {
            return Interval::ANY;
        };
        let width = self.rows.first().map_or(0, |row| row.len().saturating_sub(1));
        let mut objective = vec![0.0; width + 1];
        put(&mut objective, column, 1.0);
        let high = self.maximise(&objective, self.structural).map(|most| low + (most + VALUE_EPSILON).floor() as i64);
        put(&mut objective, column, -1.0);
        let least = self.maximise(&objective, self.structural).map_or(0.0, |least| -least);
        Interval { low: low + (least - VALUE_EPSILON).ceil() as i64, high }
    }

    /// The maximum of an objective over the first columns; none where it is unbounded. The entering and leaving variable is
    /// the one of the smallest column (Bland's rule), so that the pivots never cycle.
    fn maximise(&mut self, objective: &[f64], columns: usize) -> Option<f64> {
        let width = objective.len().saturating_sub(1);
        let mut objective = objective.to_vec();
        for (row, basic) in self.rows.iter().zip(&self.basis) {
            let factor = get(&objective, *basic);
            if factor != 0.0 {
                subtract(&mut objective, row, factor);
            }
        }
        loop {
            let Some(enter) = (0..columns).find(|column| get(&objective, *column) > EPSILON) else {
                return Some(-get(&objective, width));
            };
            let mut leave: Option<(usize, f64)> = None;
            for (at, row) in self.rows.iter().enumerate().filter(|(_, row)| get(row, enter) > EPSILON) {
                let ratio = get(row, width) / get(row, enter);
                let basic = |at: usize| self.basis.get(at).copied().unwrap_or_default();
                let better = leave.is_none_or(|(other, least)| {
                    ratio < least - EPSILON || ratio < least + EPSILON && basic(at) < basic(other)
                });
                if better {
                    leave = Some((at, ratio));
                }
            }
            let (leave, _) = leave?;
            self.pivot(leave, enter);
            if let Some(row) = self.rows.get(leave) {
                let factor = get(&objective, enter);
                subtract(&mut objective, row, factor);
            }
        }
    }

    fn pivot(&mut self, leave: usize, enter: usize) {
        let Some(row) = self.rows.get_mut(leave) else { return };
        let by = get(row, enter);
        row.iter_mut().for_each(|coefficient| *coefficient /= by);
        let row = row.clone();
        for (_, other) in self.rows.iter_mut().enumerate().filter(|(at, _)| *at != leave) {
            let factor = get(other, enter);
            if factor.abs() > 0.0 {
                subtract(other, &row, factor);
            }
        }
        if let Some(basic) = self.basis.get_mut(leave) {
            *basic = enter;
        }
    }
}

fn get(row: &[f64], at: usize) -> f64 {
    row.get(at).copied().unwrap_or_default()
}

/// Below this a value is a rounding error. Values are whole persons, up to a population of ten millions, so the error of
/// some pivots is larger than that of a coefficient.
const VALUE_EPSILON: f64 = 1e-4;

fn put(row: &mut [f64], at: usize, value: f64) {
    if let Some(coefficient) = row.get_mut(at) {
        *coefficient = value;
    }
}

fn add(row: &mut [f64], at: usize, value: f64) {
    if let Some(coefficient) = row.get_mut(at) {
        *coefficient += value;
    }
}

fn subtract(row: &mut [f64], other: &[f64], factor: f64) {
    for (variable, value) in row.iter_mut().zip(other) {
        *variable -= factor * value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suppression::constraints::sums_of_variables;

    /// What each of some counts may be; none where it is not known how many.
    fn intervals(known: &[Option<i64>], sums: &[(usize, &[usize])]) -> Vec<(i64, Option<i64>)> {
        let known: Vec<Interval> =
            known.iter().map(|known| known.map_or(Interval { low: 1, high: None }, Interval::one)).collect();
        let sums: Vec<Additivity> =
            sums.iter().map(|(total, parts)| Additivity { total: *total, parts: parts.to_vec() }).collect();
        let sums_of = sums_of_variables(known.len(), &sums);
        let net = SumNetwork::new(&sums, &sums_of);
        let is_open = |variable: usize| known[variable].number().is_none();
        (0..known.len())
            .filter(|at| is_open(*at))
            .map(|at| {
                let span = Program::of(&neighbourhood(at, net, &is_open, usize::MAX), &known).interval(at);
                (span.low, span.high)
            })
            .collect()
    }

    #[test]
    fn sums_in_a_circle_tell_together() {
        let ring: &[(usize, &[usize])] = &[(0, &[3, 4]), (1, &[4, 5]), (2, &[3, 5])];
        assert_eq!(
            intervals(&[Some(16), Some(16), Some(14), None, None, None], ring),
            [(7, Some(7)), (9, Some(9)), (7, Some(7))]
        );
        assert_eq!(
            intervals(&[Some(16), Some(16), None, None, None, None], ring),
            [(2, Some(30)), (1, Some(15)), (1, Some(15)), (1, Some(15))]
        );
        assert_eq!(
            intervals(&[None, Some(16), None, None, None, None], ring),
            [(2, None), (2, None), (1, None), (1, Some(15)), (1, Some(15))]
        );
        // The same twice.
        assert_eq!(intervals(&[Some(45), None, None], &[(0, &[1, 1, 2])]), [(1, Some(22)), (1, Some(43))]);
        // 43 = 38 + c, where 38 = a + b.
        let nested: &[(usize, &[usize])] = &[(0, &[2, 3]), (1, &[2, 3, 4])];
        assert_eq!(
            intervals(&[Some(38), Some(43), None, None, None], nested),
            [(1, Some(37)), (1, Some(37)), (5, Some(5))]
        );
    }
}
