//! Numbers over years or months: a line for each row. A few rows of one unit share a scale; others have one each.

use plotters::prelude::{Circle, PathElement};
use plotters::style::Color;

use super::draw::{line, text};
use super::figure::{Canvas, Chart, ChartArea, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{drawn, shorten, width};
use super::number_grid::{GridRow, NumberGrid};
use super::role::{LINES, MarkRole, TextAnchor};
use super::scale::Scale;
use super::svg::{Close, OpenGroup};
use super::units::{count, pixels};
use super::words;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "lines", class: "chart chart-lines" };

/// The height of the lines that share a scale.
const PLOT: f64 = 150.0;
/// The height of a line with a scale of its own.
const LANE: f64 = 44.0;
/// The height of the words over such a line.
const TITLE: f64 = 24.0;
/// The space under such a line.
const AFTER: f64 = 10.0;
/// The height of the names of the columns.
const BELOW: f64 = 20.0;
/// Free space above the highest point.
const TOP: f64 = 10.0;
/// The least distance between the names of two lines.
const APART: f64 = 15.0;

/// Draws rows over years or months, the oldest first.
///
/// # Errors
/// When no row has a number in two columns or more.
pub fn lines(frame: &ChartFrame<'_>, grid: &NumberGrid<'_>) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let known = |row: &&GridRow<'_>| row.values().iter().flatten().count() > 1;
    let rows: Vec<GridRow<'_>> = grid.rows.iter().filter(known).cloned().collect();
    let shown = NumberGrid { rows, columns: grid.columns.clone() };
    let Some(told) = shown.rows.iter().find(|row| row.is_sum).or(shown.rows.first()) else {
        return Err(Reason(words::no_numbers(language, frame.what)));
    };
    let ends: Vec<usize> = (0..grid.columns.len()).filter(|at| told.value(*at).is_some()).collect();
    let (Some(first), Some(last)) = (ends.first(), ends.last()) else {
        return Err(Reason(words::no_numbers(language, frame.what)));
    };
    let end = |at: usize| (grid.columns.get(at).map_or("", |column| column.label), told.text(language, at));
    let ((from, was), (to, is)) = (end(*first), end(*last));
    let what = if shown.rows.len() > 1 { told.label } else { frame.what };
    let headline = words::course(language, what, (from, &was), (to, &is));
    let desc = words::lines_desc(language, frame.what, &shown.texts(language));
    let together = shown.unit().is_some() && shown.rows.len() <= LINES.len() && shown.least() >= 0.0;
    let height = if together { TOP + PLOT + BELOW } else { count(shown.rows.len()) * (TITLE + LANE + AFTER) + BELOW };
    let unit = shown.unit().unwrap_or_default();
    let outside = Canvas { frame, chart: CHART, unit, title: &headline, desc: &desc, height };
    let drawn =
        canvas(&outside, |area| if together { one_scale(area, &shown) } else { own_scales(area, &shown, frame) })?;
    let table = shown.table(frame, words::PART.in_language(language));
    Ok(DrawnChart { table, ..drawn })
}

fn one_scale(area: &ChartArea<'_>, grid: &NumberGrid<'_>) -> DrawResult {
    let scale = Scale::up_to(grid.most());
    let ticks = scale.ticks();
    let left = ticks.iter().map(|(_, number)| width(number, MarkRole::AxisText)).fold(0.0, f64::max) + 6.0;
    let names: Vec<String> = grid.rows.iter().map(|row| shorten(&drawn(row.label), MarkRole::Small, 110.0)).collect();
    let right = names.iter().map(|name| width(name, MarkRole::Small)).fold(0.0, f64::max) + 14.0;
    let (base, space) = (TOP + PLOT, WIDTH - left - right);
    for (part, number) in &ticks {
        let y = base - part * PLOT;
        line(area, (left, y), (left + space, y), if *part > 0.0 { MarkRole::Grid } else { MarkRole::Axis })?;
        text(area, number, left - 6.0, y, MarkRole::AxisText, TextAnchor::End)?;
    }
    let slot = space / count(grid.columns.len());
    let at = |column: usize| left + slot * (count(column) + 0.5);
    let mut ends = Vec::new();
    for ((row, role), name) in grid.rows.iter().zip(LINES).zip(names) {
        let points: Vec<Option<(f64, f64)>> = row
            .values()
            .into_iter()
            .enumerate()
            .map(|(column, value)| Some((at(column), base - scale.part(value?) * PLOT)))
            .collect();
        course(area, row.label, &points, role)?;
        if let Some(last) = points.iter().rev().flatten().next() {
            ends.push((*last, name));
        }
    }
    let places = spread(ends.iter().map(|((_, y), _)| *y).collect(), base);
    let x = left + space + 10.0;
    for (((from, y), name), place) in ends.into_iter().zip(places) {
        if (place - y).abs() > 2.0 || from + slot < x {
            line(area, (from + 4.0, y), (x - 2.0, place), MarkRole::Leader)?;
        }
        text(area, &name, x, place, MarkRole::Small, TextAnchor::Start)?;
    }
    heads(area, grid, &at, slot, base + 12.0)
}

/// Heights for names that want to stand at these, so that none meets another.
fn spread(wanted: Vec<f64>, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|one, other| wanted.get(*one).partial_cmp(&wanted.get(*other)).unwrap_or(std::cmp::Ordering::Equal));
    let mut placed = wanted;
    let mut above = f64::NEG_INFINITY;
    for at in &order {
        if let Some(y) = placed.get_mut(*at) {
            *y = y.max(above + APART).max(APART / 2.0);
            above = *y;
        }
    }
    let mut below = bottom + APART;
    for at in order.iter().rev() {
        if let Some(y) = placed.get_mut(*at) {
            *y = y.min(below - APART);
            below = *y;
        }
    }
    placed
}

fn own_scales(area: &ChartArea<'_>, grid: &NumberGrid<'_>, frame: &ChartFrame<'_>) -> DrawResult {
    let language = frame.language;
    let slot = WIDTH / count(grid.columns.len());
    let at = |column: usize| slot * (count(column) + 0.5);
    let mut top = 0.0;
    for row in &grid.rows {
        let values = row.values();
        let (least, most) = values
            .iter()
            .flatten()
            .fold((0.0_f64, 0.0_f64), |(least, most), value| (least.min(*value), most.max(*value)));
        let range = if most > least { most - least } else { 1.0 };
        let place = |value: f64| top + TITLE + LANE * (most - value) / range;
        let last =
            values.iter().rposition(Option::is_some).map(|column| row.text(language, column)).unwrap_or_default();
        let last = shorten(&last, MarkRole::Strong, WIDTH / 2.0);
        let name = shorten(&drawn(row.label), MarkRole::Ink, WIDTH - width(&last, MarkRole::Strong) - 8.0);
        text(area, &name, 0.0, top + 9.0, MarkRole::Ink, TextAnchor::Start)?;
        text(area, &last, WIDTH, top + 9.0, MarkRole::Strong, TextAnchor::End)?;
        line(area, (0.0, place(0.0)), (WIDTH, place(0.0)), MarkRole::Axis)?;
        let points: Vec<Option<(f64, f64)>> =
            values.iter().enumerate().map(|(column, value)| Some((at(column), place((*value)?)))).collect();
        course(area, row.label, &points, LINES.first().copied().unwrap_or(MarkRole::Ink))?;
        top += TITLE + LANE + AFTER;
    }
    heads(area, grid, &at, slot, top + 6.0)
}

/// A line through points; where one is missing it has a gap.
pub(super) fn course(area: &ChartArea<'_>, series: &str, points: &[Option<(f64, f64)>], role: MarkRole) -> DrawResult {
    area.draw(&OpenGroup { role, series })?;
    for run in points.split(Option::is_none).filter(|run| run.len() > 1) {
        let run: Vec<(i32, i32)> = run.iter().flatten().map(|(x, y)| (pixels(*x), pixels(*y))).collect();
        area.draw(&PathElement::new(run, MarkRole::Ink))?;
    }
    for (x, y) in points.iter().flatten() {
        area.draw(&Circle::new((pixels(*x), pixels(*y)), pixels(2.6), MarkRole::Dot.filled()))?;
    }
    area.draw(&Close)
}

/// The names of the columns, as many as there is room for; the last always.
pub(super) fn heads(
    area: &ChartArea<'_>,
    grid: &NumberGrid<'_>,
    at: &dyn Fn(usize) -> f64,
    slot: f64,
    y: f64,
) -> DrawResult {
    let widest = grid.columns.iter().map(|column| width(&column.short, MarkRole::AxisText)).fold(0.0, f64::max);
    let every = (1..=grid.columns.len()).find(|every| count(*every) * slot >= widest + 4.0).unwrap_or(1);
    let last = grid.columns.len().saturating_sub(1);
    for (column, head) in grid.columns.iter().enumerate().filter(|(column, _)| (last - column).is_multiple_of(every)) {
        let half = width(&head.short, MarkRole::AxisText) / 2.0;
        text(area, &head.short, at(column).clamp(half, WIDTH - half), y, MarkRole::AxisText, TextAnchor::Middle)?;
    }
    Ok(())
}
