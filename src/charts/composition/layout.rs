//! Where everything of a composition stands: labels above the bar, numbers in it, splits under it.

use plotters::prelude::Rectangle;
use plotters::style::Color;

use super::drawable::{DrawableComposition, Segment};
use crate::charts::draw::{Lane, lane, line, text};
use crate::charts::figure::{ChartArea, DrawResult, WIDTH};
use crate::charts::label::{BarSide, Label, SideLabels, drawn, width};
use crate::charts::role::{CATEGORIES, MarkRole, TextAnchor};
use crate::charts::svg::{Close, OpenGroup};
use crate::charts::units::pixels;
use crate::charts::words;
use crate::text::SiteLanguage;

/// The height of the bar: two lines of text fit into it.
const BAR: f64 = 40.0;
/// The height of the split under it.
const SPLIT: f64 = 36.0;
/// The free space between two parts, so that they are told apart without colour.
const GAP: f64 = 2.0;
/// The least width of a part that is not zero: about a pixel, so that it can be seen.
const LEAST: f64 = 0.6;

/// What a part says inside its own mark.
#[derive(Clone, Copy, PartialEq)]
enum PartLabel {
    Both,
    First,
    Nothing,
}

/// The bar of a composition with the positions of its labels.
pub struct PartLayout {
    above: SideLabels,
    below: SideLabels,
    /// What fits inside each part, and inside each part of its split.
    inside: Vec<(PartLabel, Vec<PartLabel>)>,
    bar: f64,
    split: f64,
    /// The height of the whole drawing, in units.
    pub height: f64,
}

impl PartLayout {
    /// Computes the positions of all labels of a composition.
    pub fn of(language: SiteLanguage, drawable: &DrawableComposition) -> Self {
        if drawable.is_empty() {
            let none = || SideLabels::of(Vec::new());
            return Self { above: none(), below: none(), inside: Vec::new(), bar: 1.0, split: BAR, height: BAR + 2.0 };
        }
        let mut inside = Vec::new();
        let mut above = Vec::new();
        let mut below = Vec::new();
        for segment in &drawable.segments {
            let label = drawn(&segment.label);
            let fits = match segment.number {
                Some(_) => fit(segment.span, &segment.share, MarkRole::Strong, &segment.count),
                None => PartLabel::Nothing,
            };
            let text = match fits {
                PartLabel::Both => label,
                PartLabel::First => format!("{label} {}", segment.count),
                PartLabel::Nothing => format!("{label} {} {}", segment.count, segment.share),
            };
            above.push(label_at(segment.span, text));
            let mut split = Vec::new();
            for child in &segment.children {
                let label = drawn(&child.label);
                // Parts without a number share the rest of the whole, and so have no place of their own inside.
                let alone = child.number.is_some()
                    || segment.children.iter().filter(|child| child.number.is_none()).count() == 1;
                let fits =
                    if alone { fit(child.span, &label, MarkRole::Small, &child.count) } else { PartLabel::Nothing };
                split.push(fits);
                if fits != PartLabel::Both {
                    below.push(label_at(child.span, format!("{label} {}", child.count)));
                }
            }
            inside.push((fits, split));
        }
        above.extend(drawable.rest.map(|span| label_at(span, words::REST.in_language(language).to_owned())));
        let (above, below) = (SideLabels::of(above), SideLabels::of(below));
        let bar = above.height() + 2.0;
        let split = bar + BAR + GAP;
        let has_split = drawable.segments.iter().any(|segment| !segment.children.is_empty());
        let end = if has_split { split + SPLIT + 2.0 } else { bar + BAR };
        let height = end + below.height() + 1.0;
        Self { above, below, inside, bar, split, height }
    }

    /// Draws the bar, its split and all labels.
    pub fn draw(&self, area: &ChartArea<'_>, drawable: &DrawableComposition) -> DrawResult {
        if drawable.is_empty() {
            bar(area, self.bar, BAR, (0.0, 1.0), MarkRole::Track)?;
            let center = WIDTH / 2.0;
            return text(area, &drawable.total, center, self.bar + BAR / 2.0, MarkRole::Strong, TextAnchor::Middle);
        }
        if let Some(span) = drawable.rest {
            bar(area, self.bar, BAR, span, MarkRole::Missing)?;
        }
        for (index, (segment, (fits, split))) in drawable.segments.iter().zip(&self.inside).enumerate() {
            let role = match segment.number {
                Some(_) => CATEGORIES.get(index).copied().unwrap_or(MarkRole::Fifth),
                None => MarkRole::Missing,
            };
            if !segment.has_length() || repeats(&drawable.segments, index) {
                continue;
            }
            area.draw(&OpenGroup { role, series: &segment.label })?;
            bar(area, self.bar, BAR, segment.span, MarkRole::Ink)?;
            texture(area, role, (0.0, WIDTH), segment.span, (self.bar, BAR))?;
            let center = middle(segment.span);
            match fits {
                PartLabel::Both => {
                    text(area, &segment.share, center, self.bar + 13.0, MarkRole::Strong, TextAnchor::Middle)?;
                    text(area, &segment.count, center, self.bar + 29.0, MarkRole::Small, TextAnchor::Middle)?;
                }
                PartLabel::First => {
                    text(area, &segment.share, center, self.bar + 20.0, MarkRole::Strong, TextAnchor::Middle)?;
                }
                PartLabel::Nothing => {}
            }
            for (place, (child, fits)) in segment.children.iter().zip(split).enumerate() {
                if repeats(&segment.children, place) {
                    continue;
                }
                self.draw_child(area, child, *fits, role)?;
            }
            area.draw(&Close)?;
        }
        self.above.draw(area, self.bar - 2.0, BarSide::Above)?;
        self.below.draw(area, self.split + SPLIT + 2.0, BarSide::Below)
    }

    fn draw_child(&self, area: &ChartArea<'_>, child: &Segment, fits: PartLabel, parent: MarkRole) -> DrawResult {
        if !child.has_length() {
            return Ok(());
        }
        let role = if child.number.is_some() { MarkRole::Ink } else { MarkRole::Missing };
        area.draw(&OpenGroup { role, series: &child.label })?;
        bar(area, self.split, SPLIT, child.span, MarkRole::Ink)?;
        if child.number.is_some() {
            texture(area, parent, (0.0, WIDTH), child.span, (self.split, SPLIT))?;
        }
        if fits == PartLabel::Both {
            let (label, x) = (drawn(&child.label), middle(child.span));
            text(area, &label, x, self.split + 11.0, MarkRole::Small, TextAnchor::Middle)?;
            text(area, &child.count, x, self.split + 26.0, MarkRole::Small, TextAnchor::Middle)?;
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
    let space = WIDTH;
    Label { mark: Some((span.0 * space, span.1 * space)), text, role: MarkRole::Ink }
}

fn fit(span: (f64, f64), first: &str, role: MarkRole, second: &str) -> PartLabel {
    let space = (span.1 - span.0) * WIDTH - GAP - 2.0;
    if first.is_empty() || width(first, role) > space {
        PartLabel::Nothing
    } else if width(second, MarkRole::Small) > space {
        PartLabel::First
    } else {
        PartLabel::Both
    }
}

fn bar(area: &ChartArea<'_>, top: f64, height: f64, span: (f64, f64), role: MarkRole) -> DrawResult {
    stretch(&lane(area, 0.0, top, WIDTH, height, 1.0), WIDTH, span, role)
}

/// A stretch of a bar that is `space` long, with free space at both sides.
pub fn stretch(lane: &Lane<'_>, space: f64, (from, to): (f64, f64), role: MarkRole) -> DrawResult {
    // What is not zero is seen, however little it is.
    let from = from.min(1.0 - LEAST / space);
    let to = to.max(from + LEAST / space);
    let mut rectangle = Rectangle::new([(from, 0.0), (to, 1.0)], role.filled());
    // A narrow part keeps at least half its width.
    let free = pixels((GAP / 2.0).min(((to - from) * space - LEAST).max(0.0) / 4.0)).unsigned_abs();
    rectangle.set_margin(0, 0, if from > 0.0 { free } else { 0 }, if to < 0.9999 { free } else { 0 });
    lane.draw(&rectangle)
}

/// The lines of a part that has some: along it or across it. `left` and `space` are those of the bar, and what a part
/// says is drawn over them.
pub fn texture(
    area: &ChartArea<'_>,
    role: MarkRole,
    (left, space): (f64, f64),
    (from, to): (f64, f64),
    (top, height): (f64, f64),
) -> DrawResult {
    /// From one line to the next: dense enough for a narrow part, open enough for the text over it.
    const STEP: f64 = 6.0;
    let (from, to) = (left + from * space + GAP / 2.0, left + to * space - GAP / 2.0);
    let across = role == MarkRole::Fifth;
    if to - from < GAP || !across && role != MarkRole::Fourth {
        return Ok(());
    }
    let (mut at, end) = if across { (from + STEP / 2.0, to) } else { (top + STEP / 2.0, top + height) };
    while at < end {
        let (one, other) = if across { ((at, top), (at, top + height)) } else { ((from, at), (to, at)) };
        line(area, one, other, MarkRole::Texture)?;
        at += STEP;
    }
    Ok(())
}

fn middle(span: (f64, f64)) -> f64 {
    f64::midpoint(span.0, span.1) * WIDTH
}
