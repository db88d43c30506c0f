//! A composition of more parts than there are colours: each part is a bar, in the form's order, with its own name and numbers.

use super::drawable::{DrawableComposition, Segment};
use crate::charts::draw::{bar, lane, text};
use crate::charts::figure::{ChartArea, DrawResult, WIDTH};
use crate::charts::label::{drawn, shorten, width};
use crate::charts::role::{MarkRole, TextAnchor};
use crate::charts::svg::{Close, OpenGroup};
use crate::charts::units::count;
use crate::charts::words;
use crate::text::SiteLanguage;

/// The height of the line of text over a bar, in units.
const TEXT: f64 = 17.0;
/// The height of a bar.
const BAR: f64 = 10.0;
/// From one part to the next: the space between keeps a text with its own bar.
const STEP: f64 = TEXT + BAR + 5.0;
/// How far the parts of a part stand to the right of it.
const INDENT: f64 = 16.0;
/// The least length of a bar that is not zero: about a pixel, so that it can be seen.
const LEAST: f64 = 0.6;

/// A part, or what is left of the total.
struct PartBar {
    label: String,
    /// The number with its share: 452人（29.5％）
    figures: String,
    /// As a fraction of the longest; none where it has no number.
    length: Option<f64>,
    inner: bool,
    role: MarkRole,
}

/// All rows, from top to bottom.
pub struct Bars(Vec<PartBar>);

impl Bars {
    /// Computes the bars of a composition, in the form's order.
    pub fn of(language: SiteLanguage, drawable: &DrawableComposition) -> Bars {
        let long = |span: (f64, f64)| span.1 - span.0;
        let lengths = drawable.segments.iter().filter(|one| one.number.is_some()).map(|one| long(one.span));
        let longest = lengths.chain(drawable.rest.map(long)).fold(0.0, f64::max);
        let row = |segment: &Segment, inner: bool| PartBar {
            label: drawn(&segment.label),
            figures: segment.figure_text(language),
            length: segment.number.map(|_| long(segment.span) / longest),
            inner,
            role: if inner { MarkRole::Context } else { MarkRole::Value },
        };
        let mut rows = Vec::new();
        for segment in &drawable.segments {
            rows.push(row(segment, false));
            rows.extend(segment.children.iter().map(|child| row(child, true)));
        }
        rows.extend(drawable.rest.map(|span| PartBar {
            label: words::REST.in_language(language).to_owned(),
            figures: String::new(),
            length: Some(long(span) / longest),
            inner: false,
            role: MarkRole::Missing,
        }));
        Bars(rows)
    }

    /// How high they are.
    pub fn height(&self) -> f64 {
        count(self.0.len()) * STEP
    }

    /// Draws the bars with their texts, from the top.
    pub fn draw(&self, area: &ChartArea<'_>) -> DrawResult {
        let mut top = 0.0;
        for row in &self.0 {
            let left = if row.inner { INDENT } else { 0.0 };
            let space = WIDTH - left;
            // The numbers come first; what is left of a name stands in the table.
            let figures = shorten(&row.figures, MarkRole::Small, space);
            let name = shorten(&row.label, MarkRole::Ink, (space - width(&figures, MarkRole::Small) - 8.0).max(0.0));
            area.draw(&OpenGroup { role: row.role, series: &row.label })?;
            match row.length {
                Some(length) if length > 0.0 => {
                    let length = length.max(LEAST / space);
                    bar(&lane(area, left, top + TEXT, space, BAR, 1.0), 0.0, length.min(1.0), MarkRole::Ink)?;
                }
                _ => {}
            }
            area.draw(&Close)?;
            text(area, &name, left, top + TEXT / 2.0, MarkRole::Ink, TextAnchor::Start)?;
            text(area, &figures, WIDTH, top + TEXT / 2.0, MarkRole::Small, TextAnchor::End)?;
            top += STEP;
        }
        Ok(())
    }
}
