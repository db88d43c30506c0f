//! What several sums tell together. Narrowing one sum at a time finds all there is to know where no two sums share more
//! than one count; where they go round in a circle, t = a + b, u = b + c, v = a + c tell all three. Such circles are
//! looked into as linear programs: how small, how large may each count be?

use std::collections::{BTreeMap, BTreeSet};

use super::constraints::{Additivity, Interval, Net};

/// The most counts that are looked at together. Of larger circles the part nearest to a count is looked at.
const MOST: usize = 24;

/// The counts that sums in a circle say too much of, by `tells`, among those that hang together with some.
pub fn betrayed(
    seeds: &[usize],
    net: Net<'_>,
    known: &[Interval],
    is_small: &dyn Fn(usize) -> bool,
    tells: &dyn Fn(usize, Interval) -> bool,
) -> Vec<usize> {
    let open = |place: usize| known.get(place).is_some_and(|span| span.number().is_none());
    let mut done: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    for seed in seeds.iter().copied().filter(|seed| open(*seed)) {
        if done.contains(&seed) {
            continue;
        }
        let circle = around(seed, net, &open, usize::MAX);
        done.extend(&circle.counts);
        if circle.is_tree() {
            continue;
        }
        let small: Vec<usize> = circle.counts.iter().copied().filter(|at| is_small(*at)).collect();
        if circle.counts.len() <= MOST {
            let mut program = Program::of(&circle, known);
            found.extend(small.into_iter().filter(|at| tells(*at, program.span(*at))));
        } else {
            let tells_much = |at: &usize| {
                let near = around(*at, net, &open, MOST);
                !near.is_tree() && tells(*at, Program::of(&near, known).span(*at))
            };
            found.extend(small.into_iter().filter(tells_much));
        }
    }
    found
}

/// Counts that hang together, and the sums between them.
struct Circle<'a> {
    counts: BTreeSet<usize>,
    sums: Vec<&'a Additivity>,
    /// How often a count stands in a sum.
    links: usize,
}

impl Circle<'_> {
    fn is_tree(&self) -> bool {
        self.links < self.counts.len() + self.sums.len()
    }
}

/// What hangs together with a count, the nearest first, up to so many counts.
fn around<'a>(seed: usize, net: Net<'a>, open: &dyn Fn(usize) -> bool, most: usize) -> Circle<'a> {
    let mut circle = Circle { counts: BTreeSet::from([seed]), sums: Vec::new(), links: 0 };
    let mut reached = BTreeSet::new();
    let mut edge = vec![seed];
    while !edge.is_empty() && circle.counts.len() < most {
        let mut next = Vec::new();
        for (at, sum) in edge.iter().flat_map(|place| net.of(*place)) {
            if circle.counts.len() >= most || !reached.insert(at) {
                continue;
            }
            circle.sums.push(sum);
            for member in sum.members().filter(|member| open(*member)) {
                circle.links += 1;
                if circle.counts.insert(member) {
                    next.push(member);
                }
            }
        }
        edge = next;
    }
    circle
}

/// A linear program in the form of a tableau: each row a basic variable, its coefficients, and its value.
struct Program {
    /// The column of each count, and the least it is.
    columns: BTreeMap<usize, (usize, i64)>,
    rows: Vec<Vec<f64>>,
    basis: Vec<usize>,
    /// How many columns there are before those that only help to find a beginning.
    real: usize,
    feasible: bool,
}

const NOTHING: f64 = 1e-7;

impl Program {
    fn of(circle: &Circle<'_>, known: &[Interval]) -> Program {
        let span = |place: usize| known.get(place).copied().unwrap_or(Interval::ANY);
        let columns: BTreeMap<usize, (usize, i64)> =
            circle.counts.iter().enumerate().map(|(column, place)| (*place, (column, span(*place).low))).collect();
        let ends: Vec<(usize, i64)> =
            columns.iter().filter_map(|(place, (column, low))| Some((*column, span(*place).high? - low))).collect();
        let real = columns.len() + ends.len();
        let width = real + circle.sums.len();
        let mut program = Program { columns, rows: Vec::new(), basis: Vec::new(), real, feasible: true };
        for (at, (column, room)) in ends.iter().enumerate() {
            let mut row = vec![0.0; width + 1];
            put(&mut row, *column, 1.0);
            put(&mut row, program.columns.len() + at, 1.0);
            put(&mut row, width, *room as f64);
            program.rows.push(row);
            program.basis.push(program.columns.len() + at);
        }
        for (at, sum) in circle.sums.iter().enumerate() {
            let mut row = vec![0.0; width + 1];
            let mut rest = 0_i64;
            let signed = sum.parts.iter().map(|part| (*part, 1)).chain([(sum.whole, -1)]);
            for (place, sign) in signed {
                match program.columns.get(&place) {
                    Some((column, low)) => {
                        add(&mut row, *column, sign as f64);
                        rest -= sign * low;
                    }
                    None => rest -= sign * span(place).low,
                }
            }
            if rest < 0 {
                row.iter_mut().for_each(|coefficient| *coefficient = -*coefficient);
            }
            put(&mut row, real + at, 1.0);
            put(&mut row, width, rest.abs() as f64);
            program.rows.push(row);
            program.basis.push(real + at);
        }
        program.begin();
        program
    }

    /// Finds values for all counts at once that fit every sum. What the sheet says fits, unless it contradicts itself.
    fn begin(&mut self) {
        let width = self.rows.first().map_or(0, |row| row.len().saturating_sub(1));
        let mut goal = vec![0.0; width + 1];
        for column in self.real..width {
            put(&mut goal, column, -1.0);
        }
        let left = self.maximise(&goal, width);
        self.feasible = left.is_some_and(|left| left > -1e-4);
        // A helper that is left at zero goes out for a count, or its row says nothing new.
        let mut at = 0;
        while let Some(row) = self.rows.get(at) {
            let helper = self.basis.get(at).is_some_and(|basic| *basic >= self.real);
            match (0..self.real).find(|column| helper && get(row, *column).abs() > NOTHING) {
                Some(column) => self.pivot(at, column),
                None if helper => {
                    self.rows.remove(at);
                    self.basis.remove(at);
                    continue;
                }
                None => {}
            }
            at += 1;
        }
    }

    /// From where to where a count may go.
    fn span(&mut self, place: usize) -> Interval {
        let Some((column, low)) = self.columns.get(&place).copied().filter(|_| self.feasible) else {
            return Interval::ANY;
        };
        let width = self.rows.first().map_or(0, |row| row.len().saturating_sub(1));
        let mut goal = vec![0.0; width + 1];
        put(&mut goal, column, 1.0);
        let high = self.maximise(&goal, self.real).map(|most| low + (most + 1e-4).floor() as i64);
        put(&mut goal, column, -1.0);
        let least = self.maximise(&goal, self.real).map_or(0.0, |least| -least);
        Interval { low: low + (least - 1e-4).ceil() as i64, high }
    }

    /// The most that a goal can be, using the first columns; none where there is no end. The smallest column goes first,
    /// so that the steps never go in a circle.
    fn maximise(&mut self, goal: &[f64], columns: usize) -> Option<f64> {
        let width = goal.len().saturating_sub(1);
        let mut goal = goal.to_vec();
        for (row, basic) in self.rows.iter().zip(&self.basis) {
            let factor = get(&goal, *basic);
            if factor != 0.0 {
                subtract(&mut goal, row, factor);
            }
        }
        loop {
            let Some(enter) = (0..columns).find(|column| get(&goal, *column) > NOTHING) else {
                return Some(-get(&goal, width));
            };
            let mut leave: Option<(usize, f64)> = None;
            for (at, row) in self.rows.iter().enumerate().filter(|(_, row)| get(row, enter) > NOTHING) {
                let ratio = get(row, width) / get(row, enter);
                let basic = |at: usize| self.basis.get(at).copied().unwrap_or_default();
                let better = leave.is_none_or(|(other, least)| {
                    ratio < least - NOTHING || ratio < least + NOTHING && basic(at) < basic(other)
                });
                if better {
                    leave = Some((at, ratio));
                }
            }
            let (leave, _) = leave?;
            self.pivot(leave, enter);
            if let Some(row) = self.rows.get(leave) {
                let factor = get(&goal, enter);
                subtract(&mut goal, row, factor);
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

fn put(row: &mut [f64], at: usize, value: f64) {
    if let Some(place) = row.get_mut(at) {
        *place = value;
    }
}

fn add(row: &mut [f64], at: usize, value: f64) {
    if let Some(place) = row.get_mut(at) {
        *place += value;
    }
}

fn subtract(row: &mut [f64], other: &[f64], factor: f64) {
    for (place, value) in row.iter_mut().zip(other) {
        *place -= factor * value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::withhold::constraints::touching;

    /// What each of some counts may be; none where it is not known how many.
    fn spans(known: &[Option<i64>], sums: &[(usize, &[usize])]) -> Vec<(i64, Option<i64>)> {
        let known: Vec<Interval> =
            known.iter().map(|known| known.map_or(Interval { low: 1, high: None }, Interval::one)).collect();
        let sums: Vec<Additivity> =
            sums.iter().map(|(whole, parts)| Additivity { whole: *whole, parts: parts.to_vec() }).collect();
        let touching = touching(known.len(), &sums);
        let net = Net::new(&sums, &touching);
        let open = |place: usize| known[place].number().is_none();
        (0..known.len())
            .filter(|at| open(*at))
            .map(|at| {
                let span = Program::of(&around(at, net, &open, usize::MAX), &known).span(at);
                (span.low, span.high)
            })
            .collect()
    }

    #[test]
    fn sums_in_a_circle_tell_together() {
        let ring: &[(usize, &[usize])] = &[(0, &[3, 4]), (1, &[4, 5]), (2, &[3, 5])];
        assert_eq!(
            spans(&[Some(16), Some(16), Some(14), None, None, None], ring),
            [(7, Some(7)), (9, Some(9)), (7, Some(7))]
        );
        assert_eq!(
            spans(&[Some(16), Some(16), None, None, None, None], ring),
            [(2, Some(30)), (1, Some(15)), (1, Some(15)), (1, Some(15))]
        );
        assert_eq!(
            spans(&[None, Some(16), None, None, None, None], ring),
            [(2, None), (2, None), (1, None), (1, Some(15)), (1, Some(15))]
        );
        // The same twice.
        assert_eq!(spans(&[Some(45), None, None], &[(0, &[1, 1, 2])]), [(1, Some(22)), (1, Some(43))]);
        // 43 = 38 + c, where 38 = a + b.
        let nested: &[(usize, &[usize])] = &[(0, &[2, 3]), (1, &[2, 3, 4])];
        assert_eq!(
            spans(&[Some(38), Some(43), None, None, None], nested),
            [(1, Some(37)), (1, Some(37)), (5, Some(5))]
        );
    }
}
