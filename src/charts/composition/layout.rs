//! Where everything of a composition stands: labels above the bar, numbers in it, splits under it.

use plotters::prelude::Rectangle;
use plotters::style::Color;

use super::whole::{Segment, Whole};
use crate::charts::draw::{Lane, lane, line, text};
use crate::charts::figure::{Area, Drawn, WIDTH};
use crate::charts::label::{Beside, Label, Labels, drawn, width};
use crate::charts::role::{CATEGORIES, Role, Side};
use crate::charts::svg::{Close, Open};
use crate::charts::units::pixels;
use crate::charts::words;
use crate::text::SiteLanguage;

/// The height of the bar.
const BAR: f64 = 40.0;
/// The height of the split under it.
const SPLIT: f64 = 36.0;
/// The ground left free between two parts.
const GAP: f64 = 2.0;
/// The least width of a part that is not zero.
const LEAST: f64 = 0.6;

/// What a part says inside its own mark.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Both,
    First,
    Nothing,
}

/// Everything placed.
pub struct Layout {
    above: Labels,
    below: Labels,
    /// What fits inside each part, and inside each part of its split.
    inside: Vec<(Inside, Vec<Inside>)>,
    bar: f64,
    split: f64,
    /// The height of the whole drawing, in units.
    pub height: f64,
}

impl Layout {
    /// Places a composition.
    pub fn of(language: SiteLanguage, whole: &Whole) -> Self {
        if whole.is_empty() {
            let none = || Labels::of(Vec::new());
            return Self { above: none(), below: none(), inside: Vec::new(), bar: 1.0, split: BAR, height: BAR + 2.0 };
        }
        let mut inside = Vec::new();
        let mut above = Vec::new();
        let mut below = Vec::new();
        for segment in &whole.segments {
            let label = drawn(&segment.label);
            let fits = match segment.number {
                Some(_) => fit(segment.span, &segment.share, Role::Strong, &segment.count),
                None => Inside::Nothing,
            };
            let text = match fits {
                Inside::Both => label,
                Inside::First => format!("{label} {}", segment.count),
                Inside::Nothing => format!("{label} {} {}", segment.count, segment.share),
            };
            above.push(label_at(segment.span, text));
            let mut split = Vec::new();
            for child in &segment.children {
                let label = drawn(&child.label);
                // Parts without a number share the rest of the whole, and so have no place of their own inside.
                let alone = child.number.is_some()
                    || segment.children.iter().filter(|child| child.number.is_none()).count() == 1;
                let fits = if alone { fit(child.span, &label, Role::Small, &child.count) } else { Inside::Nothing };
                split.push(fits);
                if fits != Inside::Both {
                    below.push(label_at(child.span, format!("{label} {}", child.count)));
                }
            }
            inside.push((fits, split));
        }
        above.extend(whole.rest.map(|span| label_at(span, words::REST.of(language).to_owned())));
        let (above, below) = (Labels::of(above), Labels::of(below));
        let bar = above.height() + 2.0;
        let split = bar + BAR + GAP;
        let has_split = whole.segments.iter().any(|segment| !segment.children.is_empty());
        let end = if has_split { split + SPLIT + 2.0 } else { bar + BAR };
        let height = end + below.height() + 1.0;
        Self { above, below, inside, bar, split, height }
    }

    /// Draws it.
    pub fn draw(&self, area: &Area<'_>, whole: &Whole) -> Drawn {
        if whole.is_empty() {
            bar(area, self.bar, BAR, (0.0, 1.0), Role::Track)?;
            let center = WIDTH / 2.0;
            return text(area, &whole.total, center, self.bar + BAR / 2.0, Role::Strong, Side::Middle);
        }
        if let Some(span) = whole.rest {
            bar(area, self.bar, BAR, span, Role::Missing)?;
        }
        for (index, (segment, (fits, split))) in whole.segments.iter().zip(&self.inside).enumerate() {
            let role = match segment.number {
                Some(_) => CATEGORIES.get(index).copied().unwrap_or(Role::Fifth),
                None => Role::Missing,
            };
            if !segment.is_seen() || repeats(&whole.segments, index) {
                continue;
            }
            area.draw(&Open { role, series: &segment.label })?;
            bar(area, self.bar, BAR, segment.span, Role::Ink)?;
            texture(area, role, (0.0, WIDTH), segment.span, (self.bar, BAR))?;
            let center = middle(segment.span);
            match fits {
                Inside::Both => {
                    text(area, &segment.share, center, self.bar + 13.0, Role::Strong, Side::Middle)?;
                    text(area, &segment.count, center, self.bar + 29.0, Role::Small, Side::Middle)?;
                }
                Inside::First => text(area, &segment.share, center, self.bar + 20.0, Role::Strong, Side::Middle)?,
                Inside::Nothing => {}
            }
            for (place, (child, fits)) in segment.children.iter().zip(split).enumerate() {
                if repeats(&segment.children, place) {
                    continue;
                }
                self.draw_child(area, child, *fits, role)?;
            }
            area.draw(&Close)?;
        }
        self.above.draw(area, self.bar - 2.0, Beside::Above)?;
        self.below.draw(area, self.split + SPLIT + 2.0, Beside::Below)
    }

    fn draw_child(&self, area: &Area<'_>, child: &Segment, fits: Inside, whole: Role) -> Drawn {
        if !child.is_seen() {
            return Ok(());
        }
        let role = if child.number.is_some() { Role::Ink } else { Role::Missing };
        area.draw(&Open { role, series: &child.label })?;
        bar(area, self.split, SPLIT, child.span, Role::Ink)?;
        if child.number.is_some() {
            texture(area, whole, (0.0, WIDTH), child.span, (self.split, SPLIT))?;
        }
        if fits == Inside::Both {
            text(area, &drawn(&child.label), middle(child.span), self.split + 11.0, Role::Small, Side::Middle)?;
            text(area, &child.count, middle(child.span), self.split + 26.0, Role::Small, Side::Middle)?;
        }
        area.draw(&Close)
    }
}

/// Whether this part has no number and shares its outline with one drawn before it.
pub fn repeats(segments: &[Segment], index: usize) -> bool {
    let missing = |segment: &Segment| segment.number.is_none();
    segments.get(index).is_some_and(missing) && segments.iter().take(index).any(missing)
}

fn label_at(span: (f64, f64), text: String) -> Label {
    let room = WIDTH;
    Label { mark: Some((span.0 * room, span.1 * room)), text, role: Role::Ink }
}

fn fit(span: (f64, f64), first: &str, role: Role, second: &str) -> Inside {
    let room = (span.1 - span.0) * WIDTH - GAP - 2.0;
    if first.is_empty() || width(first, role) > room {
        Inside::Nothing
    } else if width(second, Role::Small) > room {
        Inside::First
    } else {
        Inside::Both
    }
}

fn bar(area: &Area<'_>, top: f64, height: f64, span: (f64, f64), role: Role) -> Drawn {
    stretch(&lane(area, 0.0, top, WIDTH, height, 1.0), WIDTH, span, role)
}

/// A stretch of a bar that is `room` long, with the ground left free at both sides.
pub fn stretch(lane: &Lane<'_>, room: f64, (from, to): (f64, f64), role: Role) -> Drawn {
    // What is not zero is seen, however little it is.
    let from = from.min(1.0 - LEAST / room);
    let to = to.max(from + LEAST / room);
    let mut rectangle = Rectangle::new([(from, 0.0), (to, 1.0)], role.filled());
    // A narrow part keeps at least half its width.
    let free = pixels((GAP / 2.0).min(((to - from) * room - LEAST).max(0.0) / 4.0)).unsigned_abs();
    rectangle.set_margin(0, 0, if from > 0.0 { free } else { 0 }, if to < 0.9999 { free } else { 0 });
    lane.draw(&rectangle)
}

/// The lines of a part that has some: along it or across it. `left` and `room` are those of the bar, and what a part says is
/// drawn over them.
pub fn texture(
    area: &Area<'_>,
    role: Role,
    (left, room): (f64, f64),
    (from, to): (f64, f64),
    (top, height): (f64, f64),
) -> Drawn {
    /// From one line to the next.
    const STEP: f64 = 6.0;
    let (from, to) = (left + from * room + GAP / 2.0, left + to * room - GAP / 2.0);
    let across = role == Role::Fifth;
    if to - from < GAP || !across && role != Role::Fourth {
        return Ok(());
    }
    let (mut at, end) = if across { (from + STEP / 2.0, to) } else { (top + STEP / 2.0, top + height) };
    while at < end {
        let (one, other) = if across { ((at, top), (at, top + height)) } else { ((from, at), (to, at)) };
        line(area, one, other, Role::Texture)?;
        at += STEP;
    }
    Ok(())
}

fn middle(span: (f64, f64)) -> f64 {
    f64::midpoint(span.0, span.1) * WIDTH
}
