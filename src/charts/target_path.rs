//! The course of an indicator over years: what was reached, what is aimed at, and where it began.

use plotters::prelude::{Circle, PathElement};

use super::draw::{line, text};
use super::figure::{Canvas, Chart, ChartArea, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{drawn, shorten, width};
use super::lines::{course, heads};
use super::number_grid::{GridColumn, GridRow, NumberGrid};
use super::role::{MarkRole, TextAnchor};
use super::scale::Scale;
use super::svg::{Close, OpenGroup};
use super::units::{count, pixels};
use super::words;
use crate::compare::progress::Progress;
use crate::text::SiteLanguage;
use crate::value::{Amount, Meaning};

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "target-path", class: "chart chart-target-path" };

/// The height of the key.
const KEY: f64 = 20.0;
/// Free space above the highest point, for its number.
const TOP: f64 = 18.0;
/// The height of the scale.
const PLOT: f64 = 120.0;
/// The height of the names of the years, with space for a number under the lowest point.
const BELOW: f64 = 40.0;
/// Between a name in the key and the mark after it.
const GAP: f64 = 12.0;
/// Half the width of the mark of a target.
const MARK: f64 = 8.0;
/// Numbers of points that are nearer than this stand on different sides of them.
const NEAR: f64 = 28.0;

/// An indicator over years.
#[derive(Clone, Debug)]
pub struct TargetPathChart<'a> {
    /// What came of its target.
    pub progress: &'a Progress<'a>,
    /// Where it began: 基準値.
    pub baseline: Option<GridRow<'a>>,
    /// What is aimed at.
    pub target: Option<GridRow<'a>>,
    /// The results by year.
    pub actual: Option<GridRow<'a>>,
    /// All years from the first to the last, also those without a number.
    pub years: Vec<GridColumn<'a>>,
}

/// Draws an indicator over years.
///
/// # Errors
/// When there are no numbers for at least two years.
pub fn target_path(frame: &ChartFrame<'_>, input: &TargetPathChart<'_>) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let rows = [&input.baseline, &input.target, &input.actual].into_iter().flatten();
    let grid = NumberGrid { rows: rows.cloned().collect(), columns: input.years.clone() };
    let values: Vec<f64> = grid.rows.iter().flat_map(values).flatten().collect();
    let used = (0..grid.columns.len()).filter(|at| grid.rows.iter().any(|row| value(row, *at).is_some()));
    if used.count() < 2 {
        return Err(Reason(words::no_numbers(language, frame.what)));
    }
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let scale = Scale::between(least, most);
    let headline = words::progress::headline(language, input.progress);
    let desc = words::lines_desc(language, frame.what, &grid.texts(language));
    let unit = grid.unit().unwrap_or_default();
    let outside = Canvas { frame, chart: CHART, unit, title: &headline, desc: &desc, height: KEY + TOP + PLOT + BELOW };
    let figure = canvas(&outside, |area| {
        key(area, input)?;
        plot(area, &grid, input, &scale, frame)
    })?;
    let notes = if scale.is_cut() { vec![words::cut_scale(language)] } else { Vec::new() };
    Ok(DrawnChart { table: grid.table(frame, words::PART.in_language(language)), notes, ..figure })
}

/// A number for drawing: of a bound the bound.
fn value(row: &GridRow<'_>, column: usize) -> Option<f64> {
    let quantity = row.numbers.get(column).copied().flatten()?.among(row.unit);
    match quantity.meaning {
        Meaning::Amount(
            Amount::Exact(number)
            | Amount::About(number)
            | Amount::AtLeast(number)
            | Amount::Above(number)
            | Amount::AtMost(number)
            | Amount::Below(number),
        ) => Some(number.to_f64()),
        _ => None,
    }
}

fn values(row: &GridRow<'_>) -> Vec<Option<f64>> {
    (0..row.numbers.len()).map(|column| value(row, column)).collect()
}

/// How wide each of some names may be, so that all stand in one line of a width: what the short ones leave goes to the long ones. Each
/// name comes with the space that it needs besides.
fn most_width(mut names: Vec<(f64, f64)>, line: f64) -> f64 {
    names.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut left = line - names.iter().map(|(_, beside)| beside).sum::<f64>();
    for (at, (name, _)) in names.iter().enumerate() {
        let share = left / count(names.len() - at);
        if *name > share {
            return share;
        }
        left -= name;
    }
    f64::INFINITY
}

/// The marks with their names, in a line over the chart.
fn key(area: &ChartArea<'_>, input: &TargetPathChart<'_>) -> DrawResult {
    let y = KEY / 2.0 - 1.0;
    let mut x = 3.0;
    let starts = [24.0, 2.0 * MARK + 6.0, 15.0];
    let [of_actual, of_target, of_baseline] = starts;
    let marked = [&input.actual, &input.target, &input.baseline].into_iter().zip(starts);
    let names: Vec<(f64, f64)> = marked
        .filter_map(|(row, start)| Some((width(&drawn(row.as_ref()?.label), MarkRole::Small), start + GAP)))
        .collect();
    let most = most_width(names, WIDTH - x + GAP);
    let name = |x: &mut f64, row: &GridRow<'_>, start: f64| {
        let name = shorten(&drawn(row.label), MarkRole::Small, most);
        text(area, &name, *x + start, y, MarkRole::Small, TextAnchor::Start)?;
        *x += start + width(&name, MarkRole::Small) + GAP;
        DrawResult::Ok(())
    };
    if let Some(row) = &input.actual {
        course(area, "", &[Some((x, y)), Some((x + 9.0, y)), Some((x + 18.0, y))], MarkRole::FirstLine)?;
        name(&mut x, row, of_actual)?;
    }
    if let Some(row) = &input.target {
        line(area, (x, y), (x + 2.0 * MARK, y), MarkRole::Target)?;
        name(&mut x, row, of_target)?;
    }
    if let Some(row) = &input.baseline {
        area.draw(&Circle::new((pixels(x + 5.0), pixels(y)), pixels(4.5), MarkRole::Baseline))?;
        name(&mut x, row, of_baseline)?;
    }
    Ok(())
}

fn plot(
    area: &ChartArea<'_>,
    grid: &NumberGrid<'_>,
    input: &TargetPathChart<'_>,
    scale: &Scale,
    frame: &ChartFrame<'_>,
) -> DrawResult {
    let ticks = scale.ticks();
    let left = ticks.iter().map(|(_, number)| width(number, MarkRole::AxisText)).fold(0.0, f64::max) + 6.0;
    let base = KEY + TOP + PLOT;
    for (at, (part, number)) in ticks.iter().enumerate() {
        let y = base - part * PLOT;
        let is_axis = number == "0" || at == 0;
        line(area, (left, y), (WIDTH, y), if is_axis { MarkRole::Axis } else { MarkRole::Grid })?;
        text(area, number, left - 6.0, y, MarkRole::AxisText, TextAnchor::End)?;
    }
    let slot = (WIDTH - left) / count(grid.columns.len());
    let at = |column: usize| left + slot * (count(column) + 0.5);
    let points = |row: &Option<GridRow<'_>>| -> Vec<Option<(f64, f64)>> {
        let all = row.as_ref().map(values).unwrap_or_default();
        let point = |(column, value): (usize, Option<f64>)| Some((at(column), base - scale.part(value?) * PLOT));
        all.into_iter().enumerate().map(point).collect()
    };
    let [baseline, target, actual] = [&input.baseline, &input.target, &input.actual].map(points);
    targets(area, input.target.as_ref().map_or("", |row| row.label), &target, (MARK).min(slot / 2.5))?;
    course(area, input.actual.as_ref().map_or("", |row| row.label), &actual, MarkRole::FirstLine)?;
    for (x, y) in baseline.iter().flatten() {
        area.draw(&Circle::new((pixels(*x), pixels(*y)), pixels(4.5), MarkRole::Baseline))?;
    }
    numbers_at_ends(area, input, frame.language, [&target, &actual], left)?;
    heads(area, grid, &at, slot, base + BELOW - 10.0)
}

/// The last target and the last result in figures, above or below their marks; `left` is where the drawing begins.
fn numbers_at_ends(
    area: &ChartArea<'_>,
    input: &TargetPathChart<'_>,
    language: SiteLanguage,
    [target, actual]: [&[Option<(f64, f64)>]; 2],
    left: f64,
) -> DrawResult {
    let last = |points: &[Option<(f64, f64)>]| {
        let column = points.iter().rposition(Option::is_some)?;
        Some((column, points.get(column).copied().flatten()?))
    };
    let (target_end, actual_end) = (last(target), last(actual));
    // What stands beside the end of a course: the other in the same year, else its end.
    let beside = |end: Option<(usize, (f64, f64))>, points: &[Option<(f64, f64)>], other| {
        let same = end.and_then(|(column, _)| Some((column, points.get(column).copied().flatten()?)));
        same.or(other)
    };
    let ends = [
        (target_end, &input.target, beside(target_end, actual, actual_end)),
        (actual_end, &input.actual, beside(actual_end, target, target_end)),
    ];
    let mut drawn = None;
    for (end, row, other) in ends {
        let (Some((column, (x, y))), Some(row)) = (end, row) else { continue };
        let number = row.text(language, column);
        // A target that was met to the dot has one number with its result.
        let is_second = drawn.is_some();
        let met = drawn.as_ref().is_some_and(|(at, same)| *at == (column, pixels(y)) && *same == number);
        drawn = Some(((column, pixels(y)), number.clone()));
        if met {
            continue;
        }
        // The lower of two that are near has its number below.
        let below = other.is_some_and(|(_, (_, other))| (other < y || is_second && other <= y) && y - other < NEAR);
        let half = width(&number, MarkRole::Label) / 2.0;
        let x = x.clamp((left + half).min(WIDTH - half), WIDTH - half);
        let y = if below { y + 13.0 } else { y - 12.0 };
        text(area, &number, x, y, MarkRole::Label, TextAnchor::Middle)?;
    }
    Ok(())
}

/// The marks of targets, with a thin line from one year to the next.
fn targets(area: &ChartArea<'_>, series: &str, points: &[Option<(f64, f64)>], half: f64) -> DrawResult {
    area.draw(&OpenGroup { role: MarkRole::TargetPath, series })?;
    let run: Vec<(i32, i32)> = points.iter().flatten().map(|(x, y)| (pixels(*x), pixels(*y))).collect();
    if run.len() > 1 {
        area.draw(&PathElement::new(run, MarkRole::Ink))?;
    }
    area.draw(&Close)?;
    for (x, y) in points.iter().flatten() {
        line(area, (x - half, *y), (x + half, *y), MarkRole::Target)?;
    }
    Ok(())
}
