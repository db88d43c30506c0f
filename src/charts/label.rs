//! Texts that must fit: measured by the widths of their characters, shortened or broken by rule.

use plotters::prelude::PathElement;

use super::draw::text as write;
use super::figure::{ChartArea, DrawResult, WIDTH};
use super::label_placement::{LabelBox, LabelPosition, positions};
use super::role::MarkRole;
use super::units::pixels;
use crate::text;
use crate::text::width::em;

/// How wide a text of this role is, in units.
pub fn width(text: &str, role: MarkRole) -> f64 {
    em(text) * role.size()
}

/// The text, or as much of its start as fits, with an ellipsis. The whole text stands in the table.
pub fn shorten(text: &str, role: MarkRole, space: f64) -> String {
    text::width::shorten(text, space / role.size()).into_owned()
}

/// A label as drawn: its digits are as narrow as those of the numbers after it, and 「うち」 is left out
/// where a part stands under its whole. The table keeps the form's own writing.
pub fn drawn(label: &str) -> String {
    let label = label.trim();
    let label = label.strip_prefix("うち").map_or(label, str::trim_start);
    let narrow = |digit: char| match u32::from(digit).checked_sub(u32::from('０')) {
        Some(value @ 0..=9) => char::from_digit(value, 10).unwrap_or(digit),
        _ => digit,
    };
    label.chars().map(narrow).collect()
}

/// A label that wants to stand at a mark.
pub struct Label {
    /// Where the mark begins and ends, in units; the same twice for a point. What has no mark stands at the left.
    pub mark: Option<(f64, f64)>,
    /// The text of the label.
    pub text: String,
    /// How it is written.
    pub role: MarkRole,
}

/// Labels along one side of a bar, placed so that none meets another.
pub struct SideLabels {
    placed: Vec<(Label, LabelPosition)>,
}

/// Which side of a bar labels are on.
#[derive(Clone, Copy, PartialEq)]
pub enum BarSide {
    /// Labels over the bar, row 0 at the bottom.
    Above,
    /// Labels under the bar, row 0 at the top.
    Below,
}

impl SideLabels {
    /// The height of a row of labels: text of 13 units with space around it.
    pub const ROW: f64 = 17.0;

    /// Places labels, in any order; what is wider than the chart is shortened.
    pub fn of(mut wanted: Vec<Label>) -> Self {
        let space = WIDTH;
        let mark = |label: &Label| label.mark.unwrap_or_default();
        wanted.sort_by(|one, other| mark(one).0.total_cmp(&mark(other).0));
        for label in &mut wanted {
            label.text = shorten(label.text.trim_end(), label.role, space);
        }
        wanted.retain(|label| !label.text.is_empty());
        let flags: Vec<LabelBox> =
            wanted.iter().map(|label| LabelBox { mark: mark(label), width: width(&label.text, label.role) }).collect();
        Self { placed: wanted.into_iter().zip(positions(&flags, space)).collect() }
    }

    /// How high they stand.
    pub fn height(&self) -> f64 {
        self.placed.iter().map(|(_, position)| f64::from(position.row + 1) * Self::ROW).fold(0.0, f64::max)
    }

    /// Draws them along the edge of a bar: the thin lines first, under all texts.
    pub fn draw(&self, area: &ChartArea<'_>, edge: f64, side: BarSide) -> DrawResult {
        let away = |distance: f64| if side == BarSide::Above { edge - distance } else { edge + distance };
        for (_, position) in self.placed.iter().filter(|(label, position)| position.row > 0 && label.mark.is_some()) {
            let (line, foot) = position.leader;
            let bend = [(line, f64::from(position.row) * Self::ROW + 1.0), (line, 4.0), (foot, 0.0)];
            let points: Vec<(i32, i32)> = bend.iter().map(|(x, y)| (pixels(*x), pixels(away(*y)))).collect();
            area.draw(&PathElement::new(points, MarkRole::Leader))?;
        }
        for (label, position) in &self.placed {
            let y = away((f64::from(position.row) + 0.5) * Self::ROW);
            write(area, &label.text, position.anchor_x(), y, label.role, position.side)?;
        }
        Ok(())
    }
}
