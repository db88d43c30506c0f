//! Where the marks of progress stand: a bar for what was reached, a line for the target, a ring for the start.

use plotters::prelude::{Circle, Polygon};
use plotters::style::Color;

use super::judge::{Figures, Judgement, differ};
use crate::charts::draw::{Lane, bar, lane, line, pixels, text};
use crate::charts::figure::{Area, Drawn, WIDTH};
use crate::charts::label::{Beside, Label, Labels, shorten};
use crate::charts::role::{Role, Side};
use crate::charts::words;
use crate::text::number::Decimal;
use crate::value::{Amount, Direction, Meaning, Quantity};

const LANE: f64 = 14.0;
/// Free ground at both ends, so that a mark on the edge is whole.
const EDGE: f64 = 6.0;
const AFTER: f64 = 4.0;

/// One thing counted, ready to draw.
pub struct Line<'a> {
    pub label: Option<&'a str>,
    pub figures: Figures<'a>,
    pub judgement: Judgement,
    /// The amounts that stand on one scale; `None` has no mark.
    marks: [Option<Amount>; 3],
    /// Which figures are amounts at all.
    amounts: [bool; 3],
    texts: [Option<String>; 3],
    /// Above the bar the target, below it the rest.
    labels: [Labels; 2],
}

const NAMES: [&str; 3] = [words::progress::BASELINE, words::progress::TARGET, words::progress::ACTUAL];

impl<'a> Line<'a> {
    /// Reads and judges the figures.
    pub fn of(label: Option<&'a str>, figures: Figures<'a>) -> Self {
        let all = [figures.baseline, figures.target, figures.actual];
        let amount = |quantity: Option<&Quantity>| match quantity.map(|quantity| &quantity.meaning) {
            Some(Meaning::Amount(amount)) if !least(*amount).is_negative() => Some(*amount),
            _ => None,
        };
        // The target sets the scale; without one, what was reached does.
        let scale = [1, 2, 0]
            .iter()
            .find_map(|index| all.get(*index).copied().flatten().filter(|quantity| amount(Some(quantity)).is_some()));
        let marks = all.map(|quantity| {
            let fits =
                scale.zip(quantity).is_some_and(|(scale, quantity)| differ(scale, quantity, figures.unit).is_none());
            amount(quantity).filter(|_| fits)
        });
        let texts = all.map(|quantity| quantity.map(|quantity| words::quantity(quantity, figures.unit)));
        let amounts = all.map(|quantity| matches!(quantity.map(|one| &one.meaning), Some(Meaning::Amount(_))));
        let labels = [Labels::of(Vec::new()), Labels::of(Vec::new())];
        let mut line = Self { label, judgement: figures.judge(), figures, marks, amounts, texts, labels };
        line.labels = line.place_labels();
        line
    }

    /// Whether anything can be drawn.
    pub fn has_marks(&self) -> bool {
        self.marks.iter().any(Option::is_some)
    }

    /// The target as shown.
    pub fn target_text(&self) -> Option<&str> {
        self.texts.get(1)?.as_deref()
    }

    /// The baseline as shown, where it stands on one scale with the target.
    pub fn baseline_text(&self) -> Option<&str> {
        self.marks[0].and(self.texts[0].as_deref())
    }

    /// The actual as shown.
    pub fn actual_text(&self) -> Option<&str> {
        self.texts.get(2)?.as_deref()
    }

    /// All of it in words.
    pub fn say(&self) -> String {
        let Judgement { words, .. } = &self.judgement;
        let mut parts: Vec<String> = self.label.map(str::to_owned).into_iter().collect();
        for (name, text) in NAMES.iter().zip(&self.texts) {
            // 実績は調査中 says it already.
            let Some(text) = text.as_ref().filter(|text| !words.contains(&format!("{name}は{text}"))) else {
                continue;
            };
            parts.push(format!("{name}{text}"));
        }
        parts.push(words.clone());
        parts.join("、")
    }

    fn most(&self) -> f64 {
        let most = self.marks.iter().flatten().map(|amount| most(*amount)).fold(0.0, f64::max);
        // An arrow beyond the last mark needs ground to stand on.
        let upward = matches!(self.marks[1], Some(Amount::AtLeast(_) | Amount::Above(_)));
        if upward || self.direction().is_some() { most * 1.1 } else { most }
    }

    /// Which way a target points that is no number.
    pub fn direction(&self) -> Option<Direction> {
        match self.figures.target.map(|target| &target.meaning) {
            Some(Meaning::Direction(direction)) => Some(*direction),
            _ => None,
        }
    }

    fn place_labels(&self) -> [Labels; 2] {
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for (index, (name, text)) in NAMES.iter().zip(&self.texts).enumerate() {
            let Some(text) = text else { continue };
            let mark = self.marks.get(index).copied().flatten();
            // An amount that has no mark stands at the left like a word, so it says that it is not zero.
            let apart =
                if mark.is_none() && self.amounts.get(index) == Some(&true) { words::progress::APART } else { "" };
            let mark = mark.map(|amount| self.at(center(amount))).map(|at| (at, at));
            let label = Label { mark, text: format!("{name} {text}{apart}"), role: Role::Ink };
            if index == 1 { above.push(label) } else { below.push(label) }
        }
        [Labels::of(above), Labels::of(below)]
    }

    /// Where a value stands, in units from the left.
    fn at(&self, value: f64) -> f64 {
        let most = self.most();
        let room = WIDTH - 2.0 * EDGE;
        if most > 0.0 { EDGE + room * value / most } else { EDGE }
    }

    fn height(&self) -> f64 {
        let [above, below] = &self.labels;
        let label = if self.label.is_some() { Labels::ROW } else { 0.0 };
        label + above.height() + LANE + below.height() + 6.0 + AFTER
    }

    fn draw(&self, area: &Area<'_>, top: f64) -> Drawn {
        let mut top = top;
        if let Some(label) = self.label {
            let label = shorten(label, Role::Strong, WIDTH);
            text(area, &label, 0.0, top + Labels::ROW / 2.0, Role::Strong, Side::Start)?;
            top += Labels::ROW;
        }
        let [above, below] = &self.labels;
        let start = top + above.height() + 3.0;
        self.draw_marks(area, start)?;
        above.draw(area, start - 3.0, Beside::Above)?;
        below.draw(area, start + LANE + 3.0, Beside::Below)
    }

    fn draw_marks(&self, area: &Area<'_>, top: f64) -> Drawn {
        let most = self.most();
        let scale = if most > 0.0 { most } else { 1.0 };
        let lane = lane(area, EDGE, top, WIDTH - 2.0 * EDGE, LANE, scale);
        bar(&lane, 0.0, scale, Role::Track)?;
        let [baseline, target, actual] = self.marks;
        if let Some(amount) = actual {
            span(&lane, amount, Role::Value)?;
        }
        line(area, (EDGE, top - 2.0), (EDGE, top + LANE + 2.0), Role::Axis)?;
        if let Some(amount) = target {
            self.draw_target(area, &lane, amount, top)?;
        }
        if let Some(amount) = baseline {
            let at = (pixels(self.at(anchor(amount))), pixels(top + LANE / 2.0));
            area.draw(&Circle::new(at, pixels(4.5), Role::Baseline))?;
        }
        self.draw_direction(area, top)
    }

    fn draw_target(&self, area: &Area<'_>, lane: &Lane<'_>, amount: Amount, top: f64) -> Drawn {
        if let Amount::Range(low, high) = amount {
            bar(lane, low.to_f64(), high.to_f64(), Role::Missing)?;
        }
        for value in ends(amount) {
            let x = self.at(value);
            // Only a bar that goes on beyond the target is parted by it.
            if self.marks[2].is_some_and(|actual| anchor(actual) > value) {
                line(area, (x, top), (x, top + LANE), Role::Halo)?;
            }
            line(area, (x, top - 3.0), (x, top + LANE + 3.0), Role::Target)?;
        }
        let x = self.at(anchor(amount));
        match amount {
            Amount::AtLeast(_) | Amount::Above(_) => arrow(area, x + 4.0, top + LANE / 2.0, 5.0),
            Amount::AtMost(_) | Amount::Below(_) => arrow(area, x - 4.0, top + LANE / 2.0, -5.0),
            _ => Ok(()),
        }
    }

    /// A target that only points somewhere is an arrow from the start.
    fn draw_direction(&self, area: &Area<'_>, top: f64) -> Drawn {
        let (Some(direction), Some(start)) = (self.direction(), self.marks[0]) else { return Ok(()) };
        let x = self.at(anchor(start));
        let step = match direction {
            Direction::Increase => 9.0,
            Direction::Decrease => -9.0,
            Direction::Keep => return Ok(()),
        };
        arrow(area, x + step, top + LANE / 2.0, step / 2.0)
    }
}

/// The height of all lines.
pub fn height(lines: &[Line<'_>]) -> f64 {
    lines.iter().map(Line::height).sum::<f64>() - AFTER
}

/// Draws all lines.
pub fn draw(area: &Area<'_>, lines: &[Line<'_>]) -> Drawn {
    let mut top = 0.0;
    for line in lines {
        line.draw(area, top)?;
        top += line.height();
    }
    Ok(())
}

/// A bar up to what is certain, and an outline up to what is possible.
fn span(lane: &Lane<'_>, amount: Amount, role: Role) -> Drawn {
    match amount {
        Amount::Range(low, high) => {
            bar(lane, low.to_f64(), high.to_f64(), Role::Missing)?;
            bar(lane, 0.0, low.to_f64(), role)
        }
        Amount::AtMost(most) | Amount::Below(most) => bar(lane, 0.0, most.to_f64(), Role::Missing),
        Amount::Exact(number) | Amount::About(number) | Amount::AtLeast(number) | Amount::Above(number) => {
            bar(lane, 0.0, number.to_f64(), role)
        }
    }
}

/// A small triangle whose point is `length` to the side.
fn arrow(area: &Area<'_>, x: f64, y: f64, length: f64) -> Drawn {
    let corners = [(x, y - 4.0), (x + length, y), (x, y + 4.0)];
    let corners: Vec<(i32, i32)> = corners.iter().map(|(x, y)| (pixels(*x), pixels(*y))).collect();
    area.draw(&Polygon::new(corners, Role::Arrow.filled()))
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
