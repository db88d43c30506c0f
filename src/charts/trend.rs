//! A line over the years on a scale of its own, small enough for a cell. Both ends say their number and year, since the
//! scale has no zero.

use plotters::drawing::IntoDrawingArea;
use plotters::prelude::{Circle, PathElement};
use plotters::style::Color;

use super::draw::text;
use super::figure::{Chart, ChartArea, DrawResult, Reason, begin};
use super::label::width;
use super::role::{MarkRole, TextAnchor};
use super::svg::{Svg, escape};
use super::units::{count, pixels};
use super::words;
use crate::text::{Decimal, SiteLanguage};

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "trend", class: "spark trend" };

/// The width in units: two ends of up to seven digits, and a line between them that shows its bends.
const WIDTH: f64 = 176.0;
/// The height in units: two lines of small text.
const HEIGHT: f64 = 32.0;
/// Free space above and below the line, so that its dots are whole.
const EDGE: f64 = 5.0;
/// Between a number and the line.
const GAP: f64 = 8.0;
/// A shorter line shows no bends: numbers that leave no more stand in the table alone.
const SHORTEST: f64 = 36.0;

/// A year of the line.
#[derive(Clone, Copy, Debug)]
pub struct TrendPoint<'a> {
    /// The year in full, for those who hear it: 令和3年度
    pub year: &'a str,
    /// The year in few characters: R3
    pub short: &'a str,
    /// The number; nothing is a gap.
    pub number: Option<Decimal>,
    /// Whether it cannot be compared with the number before: the line does not join them.
    pub apart: bool,
}

/// Draws the numbers of a measure over the years.
///
/// # Errors
/// When fewer than two years have a number.
pub fn trend(language: SiteLanguage, what: &str, years: &[TrendPoint<'_>], unit: &str) -> Result<String, Reason> {
    let known: Vec<(usize, &TrendPoint<'_>, Decimal)> =
        years.iter().enumerate().filter_map(|(at, year)| Some((at, year, year.number?))).collect();
    let ([first, .., last], [_, _, ..]) = (known.as_slice(), years) else {
        return Err(Reason(words::too_few_years(language, what)));
    };
    let shown = |number: Decimal| words::amount(language, crate::value::Amount::Exact(number), unit);
    let (begins, ends) = (shown(first.2), shown(last.2));
    let mut name = words::course(language, what, (first.1.year, &begins), (last.1.year, &ends));
    if known.iter().skip(1).any(|(_, year, _)| year.apart) {
        name += words::WITH_A_BREAK.in_language(language);
    }
    let mut svg = String::with_capacity(768);
    begin(&mut svg, CHART, (WIDTH, HEIGHT));
    svg.push_str(" aria-label=\"");
    escape(&mut svg, &name);
    svg.push_str("\">");
    let area = Svg::new(&mut svg, (pixels(WIDTH).unsigned_abs(), pixels(HEIGHT).unsigned_abs())).into_drawing_area();
    draw(&area, &known, (first.0, last.0))?;
    drop(area);
    svg.push_str("</svg>");
    Ok(svg)
}

fn draw(area: &ChartArea<'_>, known: &[(usize, &TrendPoint<'_>, Decimal)], (begin, end): (usize, usize)) -> DrawResult {
    let (mut first, mut last) = (end_label(known.first()), end_label(known.last()));
    let wide =
        |(number, year): &(String, &str)| width(number, MarkRole::Small).max(width(year, MarkRole::AxisText)) + GAP;
    if WIDTH - wide(&first) - wide(&last) < SHORTEST {
        (first.0, last.0) = Default::default();
    }
    let (left, right) = (wide(&first), WIDTH - wide(&last));
    let values = || known.iter().map(|(_, _, number)| number.to_f64());
    let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let steps = count(end.saturating_sub(begin)).max(1.0);
    let point = |(at, number): (usize, Decimal)| {
        let part = if most > least { (number.to_f64() - least) / (most - least) } else { 0.5 };
        let x = left + (right - left) * count(at.saturating_sub(begin)) / steps;
        (pixels(x), pixels(HEIGHT - EDGE - part * (HEIGHT - 2.0 * EDGE)))
    };
    let mut runs: Vec<Vec<(i32, i32)>> = Vec::new();
    let mut before: Option<usize> = None;
    for (at, year, number) in known {
        let joins = before.is_some_and(|before| before + 1 == *at) && !year.apart;
        match runs.last_mut().filter(|_| joins) {
            Some(run) => run.push(point((*at, *number))),
            None => runs.push(vec![point((*at, *number))]),
        }
        before = Some(*at);
    }
    for run in &runs {
        if let [alone] = run.as_slice() {
            area.draw(&Circle::new(*alone, pixels(1.5), MarkRole::Value.filled()))?;
        } else {
            area.draw(&PathElement::new(run.clone(), MarkRole::Course))?;
        }
    }
    if let Some(last) = runs.last().and_then(|run| run.last()) {
        area.draw(&Circle::new(*last, pixels(3.0), MarkRole::Value.filled()))?;
    }
    for (x, (number, year), side) in [(left - GAP, first, TextAnchor::End), (right + GAP, last, TextAnchor::Start)] {
        if !number.is_empty() {
            text(area, &number, x, 9.0, MarkRole::Small, side)?;
        }
        text(area, year, x, 24.0, MarkRole::AxisText, side)?;
    }
    Ok(())
}

/// The number and the year at an end.
fn end_label<'a>(end: Option<&(usize, &TrendPoint<'a>, Decimal)>) -> (String, &'a str) {
    end.map_or_else(Default::default, |(_, year, number)| (number.to_string(), year.short))
}
