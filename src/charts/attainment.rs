//! A result against its target, small enough for a cell: a bar, and a line where the target is.

use plotters::drawing::IntoDrawingArea;

use super::draw::{bar, lane, line};
use super::figure::{Chart, Reason, begin};
use super::role::MarkRole;
use super::svg::{Svg, escape};
use super::units::pixels;
use super::words;
use crate::text::{Decimal, SiteLanguage};
use crate::value::Amount;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "attainment", class: "spark attainment" };

/// The width in units: the room of a column beside those of the figures.
const WIDTH: f64 = 96.0;
/// The height in units: less than a line of text, so that a row stays one line.
const HEIGHT: f64 = 14.0;
/// By how much the bar is lower than the line of the target.
const EDGE: f64 = 3.0;

/// A target with its result, in one unit.
#[derive(Clone, Copy, Debug)]
pub struct AttainmentChart<'a> {
    /// What was to be reached: zero or more.
    pub target: Decimal,
    /// What was reached: zero or more, and not zero where the target is.
    pub actual: Decimal,
    /// The unit of both.
    pub unit: &'a str,
}

/// Draws a result against its target, from zero to the larger of the two.
///
/// # Errors
/// When one of them is below zero, or both are zero.
pub fn attainment(language: SiteLanguage, input: &AttainmentChart<'_>) -> Result<String, Reason> {
    let (target, actual) = (input.target.to_f64(), input.actual.to_f64());
    let most = target.max(actual);
    if target < 0.0 || actual < 0.0 || most <= 0.0 {
        return Err(Reason(words::no_attainment(language)));
    }
    let shown = |number: Decimal| words::amount(language, Amount::Exact(number), input.unit);
    let mut svg = String::with_capacity(384);
    begin(&mut svg, CHART, (WIDTH, HEIGHT));
    svg.push_str(" aria-label=\"");
    escape(&mut svg, &words::attainment(language, &shown(input.actual), &shown(input.target)));
    svg.push_str("\">");
    let area = Svg::new(&mut svg, (pixels(WIDTH).unsigned_abs(), pixels(HEIGHT).unsigned_abs())).into_drawing_area();
    // The line at the end is as wide as the others.
    let space = WIDTH - 2.0;
    let lane = lane(&area, 0.0, EDGE, space, HEIGHT - 2.0 * EDGE, most);
    bar(&lane, 0.0, most, MarkRole::Track)?;
    if actual > 0.0 {
        bar(&lane, 0.0, actual, MarkRole::Value)?;
    }
    let x = 1.0 + (space - 1.0) * target / most;
    line(&area, (x, 0.0), (x, HEIGHT), MarkRole::Median)?;
    drop((lane, area));
    svg.push_str("</svg>");
    Ok(svg)
}
