//! A sparkline: the course of one figure, small enough for a cell of a table that states the last number.

use plotters::prelude::{Circle, PathElement};
use plotters::style::Color;

use super::draw::lane;
use super::figure::{Chart, DrawResult, Reason, begin};
use super::role::MarkRole;
use super::svg::Svg;
use super::units::{count, pixels};
use super::words;
use crate::text::SiteLanguage;
use crate::value::Quantity;
use plotters::drawing::IntoDrawingArea;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "sparkline", class: "spark" };

/// The width in units; chosen by trying on the real content, so that the tables of sheets fit on a screen.
const WIDTH: f64 = 84.0;
/// The height in units: that of a line of text in a cell.
const HEIGHT: f64 = 20.0;
/// Free space around the line, so that the last dot is whole.
const EDGE: f64 = 4.0;

/// Draws the course of a figure over years; a year without a number is a gap.
///
/// # Errors
/// When fewer than two years have a number.
pub fn sparkline(
    language: SiteLanguage,
    what: &str,
    years: &[(&str, Option<&Quantity>)],
    unit: &str,
) -> Result<String, Reason> {
    let values: Vec<Option<f64>> =
        years.iter().map(|(_, quantity)| Some(quantity.as_ref()?.number()?.to_f64().max(0.0))).collect();
    let known: Vec<(&str, &Quantity)> = years
        .iter()
        .filter_map(|(year, quantity)| Some((*year, (*quantity).filter(|one| one.number().is_some())?)))
        .collect();
    let ([first, .., last], [_, _, ..]) = (known.as_slice(), years) else {
        return Err(Reason(words::too_few_years(language, what)));
    };
    let name = words::course(
        language,
        what,
        (first.0, &words::quantity(language, first.1, unit)),
        (last.0, &words::quantity(language, last.1, unit)),
    );
    let mut svg = String::with_capacity(512);
    begin(&mut svg, CHART, (WIDTH, HEIGHT));
    svg.push_str(" aria-label=\"");
    super::svg::escape(&mut svg, &name);
    svg.push_str("\">");
    draw(&mut svg, &values)?;
    svg.push_str("</svg>");
    Ok(svg)
}

fn draw(svg: &mut String, values: &[Option<f64>]) -> DrawResult {
    let area = Svg::new(svg, (pixels(WIDTH).unsigned_abs(), pixels(HEIGHT).unsigned_abs())).into_drawing_area();
    let most = values.iter().flatten().copied().fold(0.0, f64::max);
    let steps = count(values.len().saturating_sub(1)).max(1.0);
    // Zero is at the bottom, so a small change looks small.
    let lane = lane(&area, EDGE, EDGE, WIDTH - 2.0 * EDGE, HEIGHT - 2.0 * EDGE, steps);
    let point = |(index, value): (usize, f64)| (count(index), if most > 0.0 { 1.0 - value / most } else { 1.0 });
    let points: Vec<Option<(f64, f64)>> =
        values.iter().enumerate().map(|(index, value)| Some(point((index, (*value)?)))).collect();
    for run in points.split(Option::is_none) {
        let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
        if run.len() > 1 {
            lane.draw(&PathElement::new(run, MarkRole::Course))?;
        } else {
            for alone in run {
                lane.draw(&Circle::new(alone, pixels(1.5), MarkRole::Value.filled()))?;
            }
        }
    }
    for last in points.iter().rev().copied().flatten().take(1) {
        lane.draw(&Circle::new(last, pixels(3.0), MarkRole::Value.filled()))?;
    }
    Ok(())
}
