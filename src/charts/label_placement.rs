//! Positions of labels at marks: no two overlap, none leaves the chart, each can be followed to its mark.
//!
//! A label stands at its mark, in the row nearest to the bar. Where two would meet, or where a label is
//! wider than its stretch and would seem to name the neighbour too, it moves a row away and a thin line
//! leads from it to the mark. No line runs through a label while any arrangement avoids that.

use super::role::TextAnchor;

/// The least distance between two texts, in units: about half a character.
const APART: f64 = 5.0;
/// The least distance between two thin lines, and between a line and a text.
const CLEAR: f64 = 3.0;

/// A label that wants to stand at a mark.
#[derive(Clone, Copy, Debug)]
pub struct LabelBox {
    /// Where the mark begins and ends, in units from the left; the same twice for a point.
    pub mark: (f64, f64),
    /// How wide the text is.
    pub width: f64,
}

/// Where a label goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelPosition {
    /// The row: 0 is next to the bar.
    pub row: i32,
    /// Where the text starts.
    pub start: f64,
    /// Where the text ends.
    pub end: f64,
    /// Which side of the text is sure to stand there, however wide the reader's font makes it.
    pub side: TextAnchor,
    /// Where the thin line stands between the texts, and where it meets the mark.
    pub leader: (f64, f64),
}

impl LabelPosition {
    /// The point that the text is held at.
    pub fn anchor_x(&self) -> f64 {
        match self.side {
            TextAnchor::Start => self.start,
            TextAnchor::Middle => f64::midpoint(self.start, self.end),
            TextAnchor::End => self.end,
        }
    }
}

/// Places labels, given from left to right, in rows of this width.
pub fn positions(flags: &[LabelBox], space: f64) -> Vec<LabelPosition> {
    let points = flags.iter().all(|flag| flag.mark.0 >= flag.mark.1);
    let outward = std::iter::once(LabelAlignment::Middle).chain((1..flags.len()).map(LabelAlignment::Outward));
    let inward = (0..=flags.len()).rev().map(LabelAlignment::Inward);
    let mut best: Option<(Cost, Vec<LabelPosition>)> = None;
    for alignment in outward.filter(|_| points).chain(inward) {
        let (cost, positions) = arrange(flags, space, alignment, points);
        let free = cost.crossed == 0 && cost.rows == 0;
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, positions));
        }
        if free {
            break;
        }
    }
    best.map(|(_, positions)| positions).unwrap_or_default()
}

/// Where labels are held.
#[derive(Clone, Copy, PartialEq)]
enum LabelAlignment {
    /// All at their middle.
    Middle,
    /// Those before this one end at their marks, the others start there.
    Outward(usize),
    /// Those before this one start at their marks, the others end there.
    Inward(usize),
}

impl LabelAlignment {
    fn side(self, index: usize) -> TextAnchor {
        match self {
            LabelAlignment::Middle => TextAnchor::Middle,
            LabelAlignment::Outward(pivot) if index < pivot => TextAnchor::End,
            LabelAlignment::Inward(pivot) if index >= pivot => TextAnchor::End,
            LabelAlignment::Outward(_) | LabelAlignment::Inward(_) => TextAnchor::Start,
        }
    }
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

fn arrange(flags: &[LabelBox], space: f64, alignment: LabelAlignment, points: bool) -> (Cost, Vec<LabelPosition>) {
    let mut cost = Cost::default();
    let lines = lines(flags, space, alignment);
    let mut positions: Vec<LabelPosition> = Vec::with_capacity(flags.len());
    for (index, (flag, (line, foot))) in flags.iter().zip(&lines).enumerate() {
        let anchor = alignment.side(index);
        // The line at the edge of this label that leads to a neighbour too short for its own text.
        let line_of = |neighbour: Option<usize>| {
            let index = neighbour?;
            let flag = flags.get(index)?;
            (!points && flag.mark.1 - flag.mark.0 < flag.width).then_some(lines.get(index)?.0)
        };
        let short = !points && flag.mark.1 - flag.mark.0 < flag.width;
        let wanted = match anchor {
            TextAnchor::Middle => foot - flag.width / 2.0,
            TextAnchor::Start if short => line + CLEAR,
            TextAnchor::Start => {
                line_of(index.checked_sub(1)).map_or(flag.mark.0, |line| flag.mark.0.max(line + CLEAR))
            }
            TextAnchor::End if short => line - CLEAR - flag.width,
            TextAnchor::End => {
                line_of(Some(index + 1)).map_or(flag.mark.1, |line| flag.mark.1.min(line - CLEAR)) - flag.width
            }
        };
        let start = wanted.min(space - flag.width).max(0.0);
        let pushed = (start - wanted).abs() > 0.05;
        let side = match pushed {
            false => anchor,
            true if start > 0.0 => TextAnchor::End,
            true => TextAnchor::Start,
        };
        let end = start + flag.width;
        cost.pushed += usize::from(pushed && alignment != LabelAlignment::Middle);
        positions.push(LabelPosition { row: i32::from(short), start, end, side, leader: (*line, *foot) });
    }
    stack(&mut positions, alignment, &mut cost);
    cost.rows = positions.iter().map(|position| position.row).sum();
    (cost, positions)
}

/// Where each label's thin line would stand, apart from each other, and where it meets its mark.
fn lines(flags: &[LabelBox], space: f64, alignment: LabelAlignment) -> Vec<(f64, f64)> {
    let mut lines: Vec<(f64, f64)> = flags
        .iter()
        .enumerate()
        .map(|(index, flag)| {
            let (from, to) = flag.mark;
            let inset = 1.0_f64.min((to - from) / 2.0);
            let foot = match alignment.side(index) {
                TextAnchor::Start => from + inset,
                TextAnchor::Middle => f64::midpoint(from, to),
                TextAnchor::End => to - inset,
            };
            let foot = foot.clamp(0.5, space - 0.5);
            (foot, foot)
        })
        .collect();
    let mut least = 0.5;
    for (line, _) in &mut lines {
        *line = line.max(least);
        least = *line + CLEAR + 1.0;
    }
    let mut most = space - 0.5;
    for (line, _) in lines.iter_mut().rev() {
        *line = line.min(most);
        most = *line - CLEAR - 1.0;
    }
    lines
}

/// Moves labels that would meet to rows of their own.
fn stack(positions: &mut [LabelPosition], alignment: LabelAlignment, cost: &mut Cost) {
    let clear = |line: f64, text: &LabelPosition| line < text.start - 2.0 || line > text.end + 2.0;
    // Which of two labels stands above the other.
    let mut above: Vec<(usize, usize)> = Vec::new();
    for (right, low) in positions.iter().enumerate() {
        for (left, high) in positions.iter().enumerate().take(right) {
            if high.end + APART <= low.start || low.end + APART <= high.start {
                continue;
            }
            let (left_may, right_may) = (clear(high.leader.0, low), clear(low.leader.0, high));
            cost.crossed += usize::from(!left_may && !right_may);
            let left_first = !matches!(alignment, LabelAlignment::Inward(pivot) if right >= pivot);
            let left_goes = if left_may && right_may { left_first } else { left_may || !right_may };
            above.push(if left_goes { (left, right) } else { (right, left) });
        }
    }
    // No chain is longer than the labels are many, so this many rounds settle all rows ...
    for _ in 0..=positions.len() {
        let mut settled = true;
        for (high, low) in &above {
            let least = positions.get(*low).map_or(0, |position| position.row + 1);
            if let Some(position) = positions.get_mut(*high).filter(|position| position.row < least) {
                position.row = least;
                settled = false;
            }
        }
        if settled {
            return;
        }
    }
    // ... unless labels stand above each other in a circle: then each gets the next free row.
    cost.crossed += positions.len();
    for index in 0..positions.len() {
        let (before, rest) = positions.split_at_mut(index);
        let Some(position) = rest.first_mut() else { return };
        let meets = |other: &LabelPosition, row| {
            other.row == row && other.end + APART > position.start && position.end + APART > other.start
        };
        // One of as many rows as there are labels is always free.
        position.row = (1..=i32::try_from(index).unwrap_or(i32::MAX - 1) + 1)
            .find(|row| !before.iter().any(|other| meets(other, *row)))
            .unwrap_or(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(flags: &[((f64, f64), f64)], rows: &[i32]) {
        let flags: Vec<LabelBox> = flags.iter().map(|(mark, width)| LabelBox { mark: *mark, width: *width }).collect();
        let positions = positions(&flags, 340.0);
        assert_eq!(positions.iter().map(|position| position.row).collect::<Vec<_>>(), rows, "{positions:?}");
        for (index, one) in positions.iter().enumerate() {
            assert!(one.start >= 0.0 && one.end <= 340.0, "{one:?}");
            for other in positions.iter().skip(index + 1).filter(|other| other.row == one.row) {
                assert!(one.end < other.start || other.end < one.start, "{one:?} {other:?}");
            }
            for lower in positions.iter().filter(|lower| lower.row < one.row) {
                let line = one.leader.0;
                assert!(line < lower.start || lower.end < line, "{line} through {lower:?}");
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
        // Nothing twice, then everything.
        check(&[((0.0, 0.0), 80.0), ((0.0, 0.0), 80.0), ((0.0, 340.0), 60.0)], &[2, 1, 0]);
        // Points, with room around them and without.
        check(&[((50.0, 50.0), 60.0), ((200.0, 200.0), 60.0)], &[0, 0]);
        check(&[((160.0, 160.0), 60.0), ((170.0, 170.0), 60.0)], &[0, 0]);
        check(&[((330.0, 330.0), 60.0), ((334.0, 334.0), 60.0)], &[0, 1]);
    }
}
