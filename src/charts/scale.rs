//! A scale from zero to a round number, with a few ticks.

use plotters::prelude::PathElement;

use super::draw::text;
use super::figure::{ChartArea, DrawResult, WIDTH};
use super::label::width;
use super::role::{MarkRole, TextAnchor};
use super::svg::{Close, OpenGroup};
use super::units::{count, pixels};
use crate::text::number::Decimal;

/// A scale in steps of a round number.
pub struct Scale {
    /// One, two or five with zeros.
    step: Decimal,
    /// How many steps from zero it begins.
    first: i64,
    steps: usize,
}

impl Scale {
    /// The scale from zero with two to five steps that reaches `most`.
    pub fn up_to(most: f64) -> Self {
        let step = if most > 0.0 { step(most / 5.0) } else { Decimal::from(1) };
        let steps = (1..=5).find(|steps| count(*steps) * step.to_f64() >= most).unwrap_or(5);
        Self { step, first: 0, steps }
    }

    /// The scale for lines between two values. It has zero on it, unless the lines would then be in its upper half alone, and no
    /// reader could tell how far they are apart.
    pub fn between(least: f64, most: f64) -> Self {
        let high_up = least > 0.0 && least > most / 2.0;
        if least >= 0.0 && !high_up {
            return Self::up_to(most);
        }
        let (low, high) = if high_up { (least, most) } else { (least.min(0.0), most.max(0.0)) };
        let range = if high > low { high - low } else { high.abs() / 10.0 };
        let step = step(range / 4.0);
        let size = step.to_f64();
        let (first, last) = (whole((low / size).floor()), whole((high / size).ceil()));
        let steps = usize::try_from(last - first).unwrap_or(1).max(1);
        Self { step, first, steps }
    }

    /// Whether zero is not on it.
    pub fn is_cut(&self) -> bool {
        self.first > 0
    }

    /// Which part of the scale a value is.
    pub fn part(&self, value: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a scale begins few steps from zero")]
        let first = self.first as f64;
        (value / self.step.to_f64() - first) / count(self.steps)
    }

    fn number(&self, step: usize) -> String {
        let step = i64::try_from(step).ok().map(|step| step + self.first);
        let step = step.and_then(|step| self.step.checked_mul(Decimal::from(step)));
        step.map(|number| number.to_string()).unwrap_or_default()
    }

    /// The parts of the scale at which its steps stand, with their numbers.
    pub fn ticks(&self) -> Vec<(f64, String)> {
        (0..=self.steps).map(|step| (count(step) / count(self.steps), self.number(step))).collect()
    }

    /// Draws the scale from left to right, with its ticks and numbers under it.
    pub fn draw(&self, area: &ChartArea<'_>, left: f64, space: f64, y: f64) -> DrawResult {
        area.draw(&OpenGroup { role: MarkRole::Axis, series: "" })?;
        let at = |x: f64, y: f64| (pixels(x), pixels(y));
        area.draw(&PathElement::new(vec![at(left, y), at(left + space, y)], MarkRole::Ink))?;
        for step in 0..=self.steps {
            let x = left + space * count(step) / count(self.steps);
            area.draw(&PathElement::new(vec![at(x, y), at(x, y + 4.0)], MarkRole::Ink))?;
        }
        let numbers: Vec<String> = (0..=self.steps).map(|step| self.number(step)).collect();
        let widest = numbers.iter().map(|number| width(number, MarkRole::Small)).fold(0.0, f64::max);
        // The last number is pushed inward from the edge of the chart.
        let pushed = (widest / 2.0 - (WIDTH - left - space)).max(0.0);
        let crowded = widest + 4.0 + pushed > space / count(self.steps);
        for (step, number) in numbers.iter().enumerate() {
            if crowded && step != 0 && step != self.steps {
                continue;
            }
            let half = width(number, MarkRole::Small) / 2.0;
            let x = (left + space * count(step) / count(self.steps)).clamp(half, (WIDTH - half).max(half));
            text(area, number, x, y + 12.0, MarkRole::Small, TextAnchor::Middle)?;
        }
        area.draw(&Close)
    }
}

/// Where classes of numbers from the least to the most part, in steps of a round number: at most five classes.
#[must_use]
pub fn class_bounds(least: Decimal, most: Decimal) -> Vec<Decimal> {
    let (low, high) = (least.to_f64(), most.to_f64());
    if high <= low {
        return Vec::new();
    }
    let step = step((high - low) / 4.0);
    let (first, last) = (whole((low / step.to_f64()).floor()), whole((high / step.to_f64()).floor()));
    (first + 1..=last).filter_map(|at| step.checked_mul(Decimal::from(at))).collect()
}

/// The least of one, two or five with zeros that is no less than a number.
fn step(least: f64) -> Decimal {
    for exponent in -9_i32..=15 {
        for first in [1_i64, 2, 5] {
            let step = match (u8::try_from(-exponent), u32::try_from(exponent)) {
                (Ok(scale), _) => Decimal::new(first, scale),
                (_, Ok(zeros)) => 10_i64.checked_pow(zeros).and_then(|power| Decimal::new(first * power, 0)),
                _ => None,
            };
            if let Some(step) = step
                && step.to_f64() >= least
            {
                return step;
            }
        }
    }
    Decimal::from(1)
}

#[expect(clippy::cast_possible_truncation, reason = "`as` keeps a number too large within i64")]
fn whole(number: f64) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reaches_the_most_in_a_few_round_steps() {
        for (most, step, steps) in [
            (0.0, "1", 1),
            (0.8, "0.2", 4),
            (1.0, "0.2", 5),
            (7.0, "2", 4),
            (48.0, "10", 5),
            (71.2, "20", 4),
            (100.0, "20", 5),
            (1758.0, "500", 4),
            (300_000_000_000.0, "100,000,000,000", 3),
        ] {
            let scale = Scale::up_to(most);
            assert_eq!((scale.step.to_string().as_str(), scale.steps), (step, steps), "{most}");
            assert!(scale.part(most) <= 1.0);
        }
    }

    #[test]
    fn classes_part_at_round_numbers() {
        for (least, most, bounds) in [
            ("47.9", "61.9", "50 55 60"),
            ("0", "4", "1 2 3 4"),
            ("3", "3", ""),
            ("-2", "2", "−1 0 1 2"),
            ("19357", "1871213", "500,000 1,000,000 1,500,000"),
        ] {
            let number = |text| Decimal::parse(text).unwrap_or_default();
            let found: Vec<String> = class_bounds(number(least), number(most)).iter().map(Decimal::to_string).collect();
            assert_eq!(found.join(" "), bounds, "{least} to {most}");
        }
    }

    #[test]
    fn lines_high_above_zero_have_a_scale_of_their_own() {
        for (least, most, first, last) in [
            (80.1, 80.9, "80.0", "81.0"),
            (0.0, 48.0, "0", "50"),
            (20.0, 48.0, "0", "50"),
            (-120.0, 15.0, "−150", "50"),
            (1200.0, 1200.0, "1,200", "1,250"),
        ] {
            let scale = Scale::between(least, most);
            let ticks = scale.ticks();
            let ends = ticks.first().zip(ticks.last()).map(|(one, other)| (one.1.as_str(), other.1.as_str()));
            assert_eq!(ends, Some((first, last)), "{least} to {most}");
            assert!((0.0..=1.0).contains(&scale.part(least)) && (0.0..=1.0).contains(&scale.part(most)));
        }
    }
}
