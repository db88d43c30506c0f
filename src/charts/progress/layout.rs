//! Where the marks of progress stand: a bar for what was reached, a line for the target, a ring for the start.

use plotters::prelude::{Circle, Polygon};
use plotters::style::Color;

use super::has_goal;
use crate::charts::draw::{Lane, bar, lane, line, text};
use crate::charts::figure::{ChartArea, DrawResult, WIDTH};
use crate::charts::label::{BarSide, Label, SideLabels, shorten};
use crate::charts::role::{MarkRole, TextAnchor};
use crate::charts::units::pixels;
use crate::charts::words;
use crate::compare::progress::Progress;
use crate::source::StaticWords;
use crate::text::SiteLanguage;
use crate::text::number::Decimal;
use crate::value::{Amount, Direction, Meaning};

/// The height of the bar.
const LANE: f64 = 14.0;
/// Free space at both ends, so that a mark on the edge is whole.
const EDGE: f64 = 6.0;
/// The space after a line.
const AFTER: f64 = 4.0;
/// How far an arrow reaches from the line of its target.
const ARROW: f64 = 9.0;

/// One thing counted, ready to draw.
pub struct ProgressLine<'a> {
    label: Option<&'a str>,
    progress: &'a Progress<'a>,
    /// The amounts that stand on one scale; `None` has no mark.
    marks: [Option<Amount>; 3],
    /// The least and the most of the scale. Zero is always on it.
    scale: (f64, f64),
    /// Above the bar the target, below it the rest.
    labels: [SideLabels; 2],
}

const NAMES: [StaticWords; 3] = [words::progress::BASELINE, words::progress::TARGET, words::progress::ACTUAL];

impl<'a> ProgressLine<'a> {
    /// Places what a line has.
    pub fn of(language: SiteLanguage, progress: &'a Progress<'a>) -> Self {
        let figures = [progress.figures.baseline, progress.figures.target, progress.figures.actual];
        let amounts = figures.map(|figure| match figure.map(|figure| &figure.meaning) {
            Some(Meaning::Amount(amount)) => Some(*amount),
            _ => None,
        });
        let marks = progress.amounts.map(|amount| amount.filter(|_| has_goal(progress)));
        let labels = [SideLabels::of(Vec::new()), SideLabels::of(Vec::new())];
        let mut line = Self { label: progress.label, progress, marks, scale: (0.0, 0.0), labels };
        line.scale = line.bounds();
        let texts = figures.map(|figure| figure.map(|figure| words::quantity(language, figure, "")));
        line.labels = line.place_labels(language, &texts, amounts.map(|amount| amount.is_some()));
        line
    }

    /// Whether anything can be drawn.
    pub fn has_marks(&self) -> bool {
        self.marks.iter().any(Option::is_some)
    }

    fn bounds(&self) -> (f64, f64) {
        let marks = || self.marks.iter().flatten();
        let least = marks().map(|amount| least(*amount).to_f64()).fold(0.0, f64::min);
        let most = marks().map(|amount| most(*amount)).fold(0.0, f64::max);
        // An arrow beyond the last mark needs space.
        let upward =
            matches!(self.marks[1], Some(Amount::AtLeast(_) | Amount::Above(_))) || self.target_direction().is_some();
        let downward = self.is_to_fall() || self.target_direction().is_some();
        let space = (most - least) * 0.1;
        (if downward && least < 0.0 { least - space } else { least }, if upward { most + space } else { most })
    }

    /// Which way a target points that is no number.
    fn target_direction(&self) -> Option<Direction> {
        match self.progress.figures.target.map(|target| &target.meaning) {
            Some(Meaning::Direction(direction)) => Some(*direction),
            _ => None,
        }
    }

    fn is_to_fall(&self) -> bool {
        self.progress.aim.is_some_and(|aim| aim.direction == Direction::Decrease)
    }

    fn place_labels(&self, language: SiteLanguage, texts: &[Option<String>; 3], amounts: [bool; 3]) -> [SideLabels; 2] {
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for (index, (name, text)) in NAMES.iter().zip(texts).enumerate() {
            let Some(text) = text else { continue };
            let mark = self.marks.get(index).copied().flatten();
            // An amount that has no mark stands at the left like a word, so it says that it is not zero.
            let apart = mark.is_none() && amounts.get(index) == Some(&true);
            let apart = if apart { words::progress::APART.in_language(language) } else { "" };
            let exact = matches!(mark, Some(Amount::Exact(_) | Amount::About(_) | Amount::Range(..)));
            let way = if index == 1 && exact && self.is_to_fall() {
                words::progress::TO_FALL.in_language(language)
            } else {
                ""
            };
            let mark = mark.map(|amount| self.x_of(center(amount))).map(|at| (at, at));
            let label =
                Label { mark, text: format!("{} {text}{apart}{way}", name.in_language(language)), role: MarkRole::Ink };
            if index == 1 { above.push(label) } else { below.push(label) }
        }
        [SideLabels::of(above), SideLabels::of(below)]
    }

    /// Where a value stands, in units from the left.
    fn x_of(&self, value: f64) -> f64 {
        let (least, most) = self.scale;
        let space = WIDTH - 2.0 * EDGE;
        if most > least { EDGE + space * (value - least) / (most - least) } else { EDGE }
    }

    fn height(&self) -> f64 {
        let [above, below] = &self.labels;
        let label = if self.label.is_some() { SideLabels::ROW } else { 0.0 };
        label + above.height() + LANE + below.height() + 6.0 + AFTER
    }

    fn draw(&self, area: &ChartArea<'_>, top: f64) -> DrawResult {
        let mut top = top;
        if let Some(label) = self.label {
            let label = shorten(label, MarkRole::Strong, WIDTH);
            text(area, &label, 0.0, top + SideLabels::ROW / 2.0, MarkRole::Strong, TextAnchor::Start)?;
            top += SideLabels::ROW;
        }
        let [above, below] = &self.labels;
        let start = top + above.height() + 3.0;
        self.draw_marks(area, start)?;
        above.draw(area, start - 3.0, BarSide::Above)?;
        below.draw(area, start + LANE + 3.0, BarSide::Below)
    }

    fn draw_marks(&self, area: &ChartArea<'_>, top: f64) -> DrawResult {
        let (least, most) = self.scale;
        let wide = if most > least { most - least } else { 1.0 };
        let track = BarTrack { lane: lane(area, EDGE, top, WIDTH - 2.0 * EDGE, LANE, wide), least };
        track.bar(least, least + wide, MarkRole::Track)?;
        let [baseline, target, actual] = self.marks;
        if let Some(amount) = actual {
            track.span(amount, self.beyond(target, amount))?;
        }
        let zero = self.x_of(0.0);
        line(area, (zero, top - 2.0), (zero, top + LANE + 2.0), MarkRole::Axis)?;
        if let Some(amount) = target {
            self.draw_target(area, &track, amount, top)?;
        }
        if let Some(amount) = baseline {
            let at = (pixels(self.x_of(anchor(amount))), pixels(top + LANE / 2.0));
            area.draw(&Circle::new(at, pixels(4.5), MarkRole::Baseline))?;
        }
        self.draw_direction(area, top)
    }

    /// The part of a bar that lies past a target on the wrong side of it: it must not look like more than was meant.
    fn beyond(&self, target: Option<Amount>, actual: Amount) -> Option<(f64, f64)> {
        let direction = self.progress.aim?.direction;
        let actual = anchor(actual);
        let target = target?;
        let (from, to) = match direction {
            Direction::Decrease => (most(target).max(0.0), actual),
            Direction::Increase => (actual, least(target).to_f64().min(0.0)),
            Direction::Keep => return None,
        };
        (from < to).then_some((from, to))
    }

    fn draw_target(&self, area: &ChartArea<'_>, track: &BarTrack<'_>, amount: Amount, top: f64) -> DrawResult {
        if let Amount::Range(low, high) = amount {
            track.bar(low.to_f64(), high.to_f64(), MarkRole::Missing)?;
        }
        for value in ends(amount) {
            let x = self.x_of(value);
            // A bar that goes on past the target leaves free space around its line.
            let past = |actual: f64| (value < actual && actual > 0.0) || (actual < value && actual < 0.0);
            if self.marks[2].is_some_and(|actual| past(anchor(actual))) {
                line(area, (x, top), (x, top + LANE), MarkRole::Halo)?;
            }
            line(area, (x, top - 3.0), (x, top + LANE + 3.0), MarkRole::Target)?;
        }
        let x = self.x_of(anchor(amount));
        match amount {
            Amount::AtLeast(_) | Amount::Above(_) => arrow(area, x + 4.0, top + LANE / 2.0, 5.0),
            _ if self.is_to_fall() && x > ARROW => {
                arrow(area, self.x_of(least(amount).to_f64()) - 4.0, top + LANE / 2.0, -5.0)
            }
            _ => Ok(()),
        }
    }

    /// A target that only points somewhere is an arrow from the start.
    fn draw_direction(&self, area: &ChartArea<'_>, top: f64) -> DrawResult {
        let (Some(direction), Some(start)) = (self.target_direction(), self.marks[0]) else { return Ok(()) };
        let x = self.x_of(anchor(start));
        let step = match direction {
            Direction::Increase => ARROW,
            Direction::Decrease => -ARROW,
            Direction::Keep => return Ok(()),
        };
        arrow(area, x + step, top + LANE / 2.0, step / 2.0)
    }
}

/// The height of all lines.
pub fn height(lines: &[ProgressLine<'_>]) -> f64 {
    lines.iter().map(ProgressLine::height).sum::<f64>() - AFTER
}

/// Draws the lines below each other, each with its labels.
pub fn draw(area: &ChartArea<'_>, lines: &[ProgressLine<'_>]) -> DrawResult {
    let mut top = 0.0;
    for line in lines {
        line.draw(area, top)?;
        top += line.height();
    }
    Ok(())
}

/// The track that bars run on.
struct BarTrack<'a> {
    lane: Lane<'a>,
    /// The value at its left end.
    least: f64,
}

impl BarTrack<'_> {
    fn bar(&self, from: f64, to: f64, role: MarkRole) -> DrawResult {
        bar(&self.lane, from.min(to) - self.least, from.max(to) - self.least, role)
    }

    /// A bar up to what is certain, and an outline up to what is possible. `beyond` is the part that should not be there.
    fn span(&self, amount: Amount, beyond: Option<(f64, f64)>) -> DrawResult {
        match amount {
            Amount::Range(low, high) => {
                self.bar(low.to_f64(), high.to_f64(), MarkRole::Missing)?;
                self.bar(0.0, low.to_f64(), MarkRole::Value)
            }
            Amount::AtMost(most) | Amount::Below(most) => self.bar(0.0, most.to_f64(), MarkRole::Missing),
            Amount::Exact(number) | Amount::About(number) | Amount::AtLeast(number) | Amount::Above(number) => {
                let number = number.to_f64();
                let Some((from, to)) = beyond else { return self.bar(0.0, number, MarkRole::Value) };
                let near = if number < 0.0 { to } else { from };
                self.bar(0.0, near, MarkRole::Value)?;
                self.bar(from, to, MarkRole::Beyond)
            }
        }
    }
}

/// A small triangle whose point is `length` to the side.
fn arrow(area: &ChartArea<'_>, x: f64, y: f64, length: f64) -> DrawResult {
    let corners = [(x, y - 4.0), (x + length, y), (x, y + 4.0)];
    let corners: Vec<(i32, i32)> = corners.iter().map(|(x, y)| (pixels(*x), pixels(*y))).collect();
    area.draw(&Polygon::new(corners, MarkRole::Arrow.filled()))
}

fn ends(amount: Amount) -> Vec<f64> {
    match amount {
        Amount::Range(low, high) => vec![low.to_f64(), high.to_f64()],
        other => vec![anchor(other)],
    }
}

fn least(amount: Amount) -> Decimal {
    match amount {
        Amount::Range(low, _) => low,
        Amount::Exact(number)
        | Amount::About(number)
        | Amount::AtLeast(number)
        | Amount::AtMost(number)
        | Amount::Below(number)
        | Amount::Above(number) => number,
    }
}

fn most(amount: Amount) -> f64 {
    match amount {
        Amount::Range(_, high) => high.to_f64(),
        other => anchor(other),
    }
}

/// The middle of what an amount can mean.
fn center(amount: Amount) -> f64 {
    match amount {
        Amount::Range(low, high) => f64::midpoint(low.to_f64(), high.to_f64()),
        other => anchor(other),
    }
}

/// The value a mark stands at.
fn anchor(amount: Amount) -> f64 {
    least(amount).to_f64()
}
