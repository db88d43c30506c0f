//! Labels beside marks: no two overlap, none leaves the chart, each can be followed to its mark.
//!
//! A label stands at its mark, in the row nearest to the bar. Where two would meet, one moves a row away
//! and a thin line leads from it to the mark; the line never runs through another label while any
//! arrangement avoids that.

use super::role::Side;

/// The least distance between two texts, in units.
const APART: f64 = 5.0;

/// A label that wants to stand at a mark.
#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// Where the mark begins and ends, in units from the left.
    pub mark: (f64, f64),
    /// How wide the text is.
    pub width: f64,
}

/// Where a label goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The row: 0 is next to the bar.
    pub row: i32,
    /// Where the text starts.
    pub start: f64,
    /// Where the text ends.
    pub end: f64,
    /// Which side of the text is sure to stand there, however wide the reader's font makes it.
    pub side: Side,
    /// Where the thin line to the mark stands.
    pub leader: f64,
}

/// Places labels, given from left to right, in rows of this width.
///
/// Over a stretch a label stands within it, or a row away; at a point it stands around it, or beside it.
pub fn place(flags: &[Flag], room: f64) -> Vec<Place> {
    let mut best: Option<(Cost, Vec<Place>)> = None;
    let points = flags.iter().all(|flag| flag.mark.0 >= flag.mark.1);
    let around = std::iter::once(Hold::Middle).chain((1..flags.len()).map(Hold::Outward));
    let beside = (0..=flags.len()).rev().map(Hold::Inward);
    for hold in around.filter(|_| points).chain(beside) {
        let (cost, places) = arrange(flags, room, hold);
        let free = cost.crossed == 0 && cost.rows == 0;
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, places));
        }
        if free {
            break;
        }
    }
    best.map(|(_, places)| places).unwrap_or_default()
}

impl Place {
    /// The point that the text is held at.
    pub fn held(&self) -> f64 {
        match self.side {
            Side::Start => self.start,
            Side::Middle => f64::midpoint(self.start, self.end),
            Side::End => self.end,
        }
    }
}

/// Where labels are held.
#[derive(Clone, Copy, PartialEq)]
enum Hold {
    /// All at their middle.
    Middle,
    /// Those before this one end at their marks, the others start there.
    Outward(usize),
    /// Those before this one start at their marks, the others end there.
    Inward(usize),
}

/// What is worst about an arrangement, worst first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Thin lines that run through a label.
    crossed: usize,
    /// Labels pushed back from an edge of the chart.
    pushed: usize,
    /// The rows all labels moved away.
    rows: i32,
}

fn arrange(flags: &[Flag], room: f64, hold: Hold) -> (Cost, Vec<Place>) {
    let mut cost = Cost::default();
    let mut places: Vec<Place> = Vec::with_capacity(flags.len());
    for (index, flag) in flags.iter().enumerate() {
        let (from, to) = flag.mark;
        let held = match hold {
            Hold::Middle => Side::Middle,
            Hold::Outward(pivot) if index < pivot => Side::End,
            Hold::Inward(pivot) if index >= pivot => Side::End,
            Hold::Outward(_) | Hold::Inward(_) => Side::Start,
        };
        let (wanted, leader) = match held {
            Side::Middle => (f64::midpoint(from, to) - flag.width / 2.0, f64::midpoint(from, to)),
            Side::Start => (from, from + 1.0),
            Side::End => (to - flag.width, to - 1.0),
        };
        let start = wanted.min(room - flag.width).max(0.0);
        let pushed = (start - wanted).abs() > 0.05;
        let side = match pushed {
            false => held,
            true if start > 0.0 => Side::End,
            true => Side::Start,
        };
        let end = start + flag.width;
        // A label over a stretch that is too short for it would seem to name the neighbour too.
        let strays = to > from && (start < from - 1.0 || end > to + 1.0);
        cost.pushed += usize::from(pushed && hold != Hold::Middle);
        places.push(Place { row: i32::from(strays), start, end, side, leader: leader.clamp(0.5, room - 0.5) });
    }
    // Which of two labels that would meet stands above the other.
    let mut above: Vec<(usize, usize)> = Vec::new();
    for (right, low) in places.iter().enumerate() {
        for (left, high) in places.iter().enumerate().take(right) {
            if high.end + APART <= low.start || low.end + APART <= high.start {
                continue;
            }
            let clear = |line: f64, text: &Place| line < text.start - 2.0 || line > text.end + 2.0;
            let (left_may, right_may) = (clear(high.leader, low), clear(low.leader, high));
            cost.crossed += usize::from(!left_may && !right_may);
            let left_first = !matches!(hold, Hold::Inward(pivot) if right >= pivot);
            let left_goes = if left_may && right_may { left_first } else { left_may || !right_may };
            above.push(if left_goes { (left, right) } else { (right, left) });
        }
    }
    // No chain is longer than the labels are many, so this many rounds settle all rows.
    for _ in 0..flags.len() {
        for (high, low) in &above {
            let least = places.get(*low).map_or(0, |place| place.row + 1);
            if let Some(place) = places.get_mut(*high) {
                place.row = place.row.max(least);
            }
        }
    }
    cost.rows = places.iter().map(|place| place.row).sum();
    (cost, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(flags: &[((f64, f64), f64)], rows: &[i32]) {
        let flags: Vec<Flag> = flags.iter().map(|(mark, width)| Flag { mark: *mark, width: *width }).collect();
        let places = place(&flags, 340.0);
        assert_eq!(places.iter().map(|place| place.row).collect::<Vec<_>>(), rows, "{places:?}");
        for (index, one) in places.iter().enumerate() {
            assert!(one.start >= 0.0 && one.end <= 340.0, "{one:?}");
            for other in places.iter().skip(index + 1).filter(|other| other.row == one.row) {
                assert!(one.end < other.start || other.end < one.start, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn labels_stand_beside_or_above_each_other() {
        check(&[], &[]);
        // Room for all.
        check(&[((0.0, 100.0), 65.0), ((102.0, 175.0), 60.0), ((177.0, 340.0), 52.0)], &[0, 0, 0]);
        // The middle one is wider than its part.
        check(&[((0.0, 100.0), 65.0), ((102.0, 175.0), 117.0), ((177.0, 340.0), 52.0)], &[0, 1, 0]);
        // Two thin parts at the right edge.
        check(&[((0.0, 330.0), 65.0), ((332.0, 335.0), 60.0), ((337.0, 340.0), 60.0)], &[0, 1, 2]);
        // All at the left edge.
        check(&[((0.0, 1.0), 60.0), ((2.0, 3.0), 60.0), ((4.0, 5.0), 60.0), ((6.0, 340.0), 60.0)], &[3, 2, 1, 0]);
        // Points, with room around them and without.
        check(&[((50.0, 50.0), 60.0), ((200.0, 200.0), 60.0)], &[0, 0]);
        check(&[((160.0, 160.0), 60.0), ((170.0, 170.0), 60.0)], &[0, 0]);
        check(&[((330.0, 330.0), 60.0), ((334.0, 334.0), 60.0)], &[0, 1]);
    }
}
