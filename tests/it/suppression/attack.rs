//! Putting everything together that is told: how narrow does each count become?

use std::collections::BTreeMap;

use super::facts::{Fact, Facts, Key};
use super::town::{Cell, FIRST_YEAR, Towns};

/// From the one to the other.
type Interval = (i64, i64);

/// So many that nobody counts further.
const MANY: i64 = 1_000_000_000;

/// A count, in a list.
type At = usize;

/// Everything that is known, and what is to be found out.
pub struct Attack<'a> {
    towns: &'a Towns,
    at: BTreeMap<(Key, Cell), At>,
    known: Vec<Interval>,
    sums: Vec<(At, Vec<At>)>,
    equals: Vec<(At, At)>,
    shares: Vec<(At, At, f64, f64)>,
    more: Vec<(At, At, i64)>,
}

const PARTS: [(Cell, &[Cell]); 3] = [
    (Cell::Total, &[Cell::Short, Cell::Middle, Cell::Long]),
    (Cell::Long, &[Cell::Old, Cell::Young]),
    (Cell::All, &[Cell::Men, Cell::Women]),
];

impl<'a> Attack<'a> {
    /// An attack with all these facts, and with what everybody knows.
    pub fn on<'f>(towns: &'a Towns, facts: impl IntoIterator<Item = &'f Facts>) -> Attack<'a> {
        let mut attack = Attack {
            towns,
            at: BTreeMap::new(),
            known: Vec::new(),
            sums: Vec::new(),
            equals: Vec::new(),
            shares: Vec::new(),
            more: Vec::new(),
        };
        attack.common_knowledge();
        for fact in facts.into_iter().flat_map(|facts| &facts.0) {
            attack.learn(fact);
        }
        attack
    }

    fn count(&mut self, key: Key, cell: Cell) -> At {
        *self.at.entry((key, cell)).or_insert_with(|| {
            self.known.push((0, MANY));
            self.known.len() - 1
        })
    }

    /// What adds up, which figures are the same, and that a zero is never withheld.
    fn common_knowledge(&mut self) {
        let towns = self.towns;
        for sheet in &towns.sheets {
            let key = sheet.key();
            for (cell, count) in &sheet.cells {
                let at = self.count(key, *cell);
                self.known[at].0 = i64::from(*count > 0);
            }
            for (whole, parts) in PARTS {
                let whole = self.count(key, whole);
                let parts = parts.iter().map(|part| self.count(key, *part)).collect();
                self.sums.push((whole, parts));
            }
            let same = (self.count(key, Cell::Long), self.count(key, Cell::LongStay));
            self.equals.push(same);
            let Some(before) =
                towns.sheets.iter().find(|before| before.place == sheet.place && before.year + 1 == sheet.year)
            else {
                continue;
            };
            // Where things stand this year is what was reached last year, and a survey reported again is the same.
            let same = (self.count(key, Cell::Baseline), self.count(before.key(), Cell::Actual));
            self.equals.push(same);
            if before.as_of == sheet.as_of {
                for cell in [Cell::Total, Cell::Short, Cell::Middle, Cell::Long, Cell::Old, Cell::Young] {
                    let same = (self.count(key, cell), self.count(before.key(), cell));
                    self.equals.push(same);
                }
            }
        }
        // Where places are all of a prefecture, they add up to it.
        for whole in towns.sheets.iter().filter(|sheet| towns.is_prefecture(sheet.place)) {
            let inside: Vec<_> = towns
                .sheets
                .iter()
                .filter(|sheet| {
                    sheet.place != whole.place
                        && sheet.place / towns.places == whole.place / towns.places
                        && sheet.year == whole.year
                })
                .collect();
            for (cell, count) in &whole.cells {
                let parts: Option<Vec<i64>> = inside.iter().map(|sheet| sheet.cells.get(cell).copied()).collect();
                if parts.is_some_and(|parts| parts.iter().sum::<i64>() == *count)
                    && PARTS[..2].iter().any(|(whole, parts)| whole == cell || parts.contains(cell))
                {
                    let at = self.count(whole.key(), *cell);
                    let parts = inside.iter().map(|sheet| self.count(sheet.key(), *cell)).collect();
                    self.sums.push((at, parts));
                }
            }
        }
    }

    fn learn(&mut self, fact: &Fact) {
        match *fact {
            Fact::Count(key, cell, low, high) => {
                let at = self.count(key, cell);
                let (old_low, old_high) = self.known[at];
                self.known[at] = (old_low.max(low), old_high.min(high));
            }
            Fact::Share(key, cell, share, about) => {
                // What a part of the long stays is a share of is not told; only shares of all patients are used.
                let of = if matches!(cell, Cell::Short | Cell::Middle | Cell::Long) { Cell::Total } else { return };
                let pair = (self.count(key, cell), self.count(key, of));
                self.shares.push((pair.0, pair.1, share - about, share + about));
            }
            Fact::More(key, cell, year, by) => {
                let pair = (self.count(key, cell), self.count((key.0, year), cell));
                self.more.push((pair.0, pair.1, by));
            }
        }
    }

    /// Counts that are small and became narrower than their tier leaves open, with what they became.
    pub fn betrayed(mut self) -> Vec<String> {
        let floors = self.floors();
        self.narrow();
        let mut betrayed = Vec::new();
        for sheet in &self.towns.sheets {
            for (cell, count) in sheet.cells.iter().filter(|(_, count)| self.towns.is_small(sheet.place, **count)) {
                let at = self.at[&(sheet.key(), *cell)];
                let (low, high) = self.known[at];
                let most = self.towns.least(sheet.place).map_or(MANY / 2, |least| least - 1);
                if low > floors[at].max(1) || high < most {
                    betrayed.push(format!(
                        "p{} {} {cell:?} is {count}, and known to be {low} to {high}",
                        sheet.place,
                        FIRST_YEAR + sheet.year
                    ));
                }
            }
        }
        betrayed
    }

    /// What each count is at least though nothing is told but which counts are zero.
    fn floors(&self) -> Vec<i64> {
        let known: Vec<Interval> = self
            .towns
            .sheets
            .iter()
            .flat_map(|sheet| sheet.cells.iter().map(move |(cell, count)| ((sheet.key(), *cell), *count)))
            .fold(vec![(0, MANY); self.known.len()], |mut known, (name, count)| {
                known[self.at[&name]] = if count == 0 { (0, 0) } else { (1, MANY) };
                known
            });
        let mut bare = Attack {
            towns: self.towns,
            at: BTreeMap::new(),
            known,
            sums: self.sums.clone(),
            equals: self.equals.clone(),
            shares: Vec::new(),
            more: Vec::new(),
        };
        bare.narrow();
        bare.known.into_iter().map(|(low, _)| low).collect()
    }

    fn narrow(&mut self) {
        let (sums, equals) = (std::mem::take(&mut self.sums), std::mem::take(&mut self.equals));
        let (shares, more) = (std::mem::take(&mut self.shares), std::mem::take(&mut self.more));
        for _ in 0..200 {
            let before = self.known.clone();
            for (whole, parts) in &sums {
                let low: i64 = parts.iter().map(|part| self.known[*part].0).sum();
                let high: i64 = parts.iter().map(|part| self.known[*part].1).sum();
                self.cut(*whole, low, high);
                let whole = self.known[*whole];
                for part in parts {
                    let own = self.known[*part];
                    self.cut(*part, whole.0 - (high - own.1), whole.1 - (low - own.0));
                }
            }
            for (one, other) in &equals {
                let (a, b) = (self.known[*one], self.known[*other]);
                self.cut(*one, b.0, b.1);
                self.cut(*other, a.0, a.1);
            }
            for (one, other, by) in &more {
                let (a, b) = (self.known[*one], self.known[*other]);
                self.cut(*one, b.0 + by, b.1 + by);
                self.cut(*other, a.0 - by, a.1 - by);
            }
            for (part, whole, low, high) in &shares {
                let of = self.known[*whole];
                let (least, most) = (low * of.0 as f64 / 100.0, high * of.1 as f64 / 100.0);
                self.cut(*part, least.ceil() as i64, most.floor().min(MANY as f64) as i64);
                let own = self.known[*part];
                let least = if *high > 0.0 { 100.0 * own.0 as f64 / high } else { 0.0 };
                let most = if *low > 0.0 { 100.0 * own.1 as f64 / low } else { MANY as f64 };
                self.cut(*whole, least.ceil() as i64, most.floor().min(MANY as f64) as i64);
            }
            if before == self.known {
                break;
            }
        }
    }

    fn cut(&mut self, at: At, low: i64, high: i64) {
        let (old_low, old_high) = self.known[at];
        let (low, high) = (old_low.max(low), old_high.min(high.max(0)));
        // What contradicts itself says nothing.
        if low <= high {
            self.known[at] = (low, high);
        }
    }
}
