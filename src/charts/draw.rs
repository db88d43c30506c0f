//! The few strokes that all charts share, in units of the `viewBox`.

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingArea;
use plotters::prelude::{PathElement, Rectangle, Text};
use plotters::style::Color;

use super::figure::{ChartArea, DrawResult};
use super::role::{MarkRole, TextAnchor};
use super::svg::Svg;
use super::units::pixels;

/// A part of a chart with a scale from left to right; from top to bottom it is 0 to 1.
pub type Lane<'a> = DrawingArea<Svg<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// A lane over part of an area, for values from zero to `most`.
pub fn lane<'a>(area: &ChartArea<'a>, left: f64, top: f64, width: f64, height: f64, most: f64) -> Lane<'a> {
    let lane = area.clone().shrink((pixels(left), pixels(top)), (pixels(width), pixels(height)));
    let range = lane.get_pixel_range();
    lane.apply_coord_spec(Cartesian2d::new(0.0..most, 0.0..1.0, range))
}

/// A bar over the whole height of a lane.
pub fn bar(lane: &Lane<'_>, from: f64, to: f64, role: MarkRole) -> DrawResult {
    lane.draw(&Rectangle::new([(from, 0.0), (to, 1.0)], role.filled()))
}

/// A text centred on a height.
pub fn text(area: &ChartArea<'_>, text: &str, x: f64, y: f64, role: MarkRole, side: TextAnchor) -> DrawResult {
    area.draw(&Text::new(text, (pixels(x), pixels(y)), role.text(side)))
}

/// A straight line between two points in units.
pub fn line(area: &ChartArea<'_>, from: (f64, f64), to: (f64, f64), role: MarkRole) -> DrawResult {
    let at = |point: (f64, f64)| (pixels(point.0), pixels(point.1));
    area.draw(&PathElement::new(vec![at(from), at(to)], role))
}
