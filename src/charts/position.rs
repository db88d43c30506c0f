//! Where a place stands among others: from the least to the most, the middle value, and the place, small enough for a cell.

use plotters::drawing::IntoDrawingArea;
use plotters::prelude::{Circle, PathElement, Rectangle};
use plotters::style::Color;

use super::draw::{line, text};
use super::figure::{Chart, ChartArea, DrawResult, Reason, begin};
use super::label::width;
use super::role::{MarkRole, TextAnchor};
use super::svg::{Svg, escape};
use super::units::pixels;
use super::words;
use crate::text::{Decimal, SiteLanguage};
use crate::value::Amount;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "position", class: "spark position" };

/// The width in units: that of two ends with a range between them on which dots can be told apart.
const WIDTH: f64 = 224.0;
/// The height in units: a line of text.
const HEIGHT: f64 = 20.0;
/// Between a number and the range.
const GAP: f64 = 8.0;
/// On a shorter range dots cannot be told apart: numbers that leave no more are heard, and stand on the page of the measure.
const SHORTEST: f64 = 60.0;
/// With fewer numbers than this there is nothing to stand among.
pub const LEAST: usize = 3;

/// A place among others.
#[derive(Clone, Copy, Debug)]
pub struct PositionChart<'a> {
    /// The name of the place, for those who hear the chart.
    pub place: &'a str,
    /// The number of the place, which is one of `all`.
    pub own: Decimal,
    /// The numbers of all places with its own, the smallest first.
    pub all: &'a [Decimal],
    /// The median of `all`, which has a line of its own.
    pub median: Decimal,
    /// The unit of all of them.
    pub unit: &'a str,
}

/// Draws a place among others.
///
/// # Errors
/// When fewer than [`LEAST`] places have a number.
pub fn position(language: SiteLanguage, what: &str, input: &PositionChart<'_>) -> Result<String, Reason> {
    let ([least, .., most], true) = (input.all, input.all.len() >= LEAST) else {
        return Err(Reason(words::too_few_places(language, what)));
    };
    let shown = |number: Decimal| words::amount(language, Amount::Exact(number), input.unit);
    let among = words::among(language, input.place, &shown(input.own), &shown(input.median));
    let spread = words::spread(language, input.all.len(), &shown(*least), &shown(*most));
    let mut svg = String::with_capacity(1024);
    begin(&mut svg, CHART, (WIDTH, HEIGHT));
    svg.push_str(" aria-label=\"");
    escape(&mut svg, &words::position(language, &among, &spread));
    svg.push_str("\">");
    let area = Svg::new(&mut svg, (pixels(WIDTH).unsigned_abs(), pixels(HEIGHT).unsigned_abs())).into_drawing_area();
    draw(&area, input, (*least, *most))?;
    drop(area);
    svg.push_str("</svg>");
    Ok(svg)
}

fn draw(area: &ChartArea<'_>, input: &PositionChart<'_>, (least, most): (Decimal, Decimal)) -> DrawResult {
    let wide = |number: &str| if number.is_empty() { GAP } else { width(number, MarkRole::AxisText) + GAP };
    let (mut low, mut high) = (least.to_string(), most.to_string());
    if WIDTH - wide(&low) - wide(&high) < SHORTEST {
        (low, high) = Default::default();
    }
    let (left, right) = (wide(&low), WIDTH - wide(&high));
    let (from, to, middle) = (least.to_f64(), most.to_f64(), HEIGHT / 2.0);
    let at = |number: Decimal| {
        let part = if to > from { (number.to_f64() - from) / (to - from) } else { 0.5 };
        left + (right - left) * part
    };
    let corner = |x: f64, y: f64| (pixels(x), pixels(y));
    let track = [corner(left, middle - 2.5), corner(right, middle + 2.5)];
    area.draw(&Rectangle::new(track, MarkRole::Track.filled()))?;
    // Dots at one spot are one: however many places a country has, the cell stays small.
    let mut spots: Vec<i32> = input.all.iter().map(|number| pixels(at(*number).round())).collect();
    spots.dedup();
    for spot in spots {
        let spot = (spot, pixels(middle));
        area.draw(&PathElement::new(vec![spot, spot], MarkRole::MiddlingDots))?;
    }
    let median = at(input.median);
    line(area, (median, 2.0), (median, HEIGHT - 2.0), MarkRole::Median)?;
    area.draw(&Circle::new(corner(at(input.own), middle), pixels(4.5), MarkRole::This.filled()))?;
    if low.is_empty() {
        return Ok(());
    }
    text(area, &low, left - GAP, middle, MarkRole::AxisText, TextAnchor::End)?;
    text(area, &high, right + GAP, middle, MarkRole::AxisText, TextAnchor::Start)
}
