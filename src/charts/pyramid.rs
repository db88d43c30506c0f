//! Two columns over ages or other steps in order: bars to both sides of the steps, on one scale.

use super::draw::{bar, lane, text};
use super::figure::{Canvas, Chart, ChartArea, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{drawn, shorten, width};
use super::number_grid::NumberGrid;
use super::role::{MarkRole, TextAnchor};
use super::svg::{Close, OpenGroup};
use super::units::count;
use super::words;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "pyramid", class: "chart chart-pyramid" };

/// The height of a bar.
const BAR: f64 = 16.0;
/// From the top of one bar to that of the next.
const STEP: f64 = 20.0;
/// The height of the heads of both sides.
const TOP: f64 = 22.0;

/// Draws two columns: the rows from the bottom up, as ages are.
///
/// # Errors
/// When there are not two columns, a number is below zero, or there are none.
pub fn pyramid(frame: &ChartFrame<'_>, grid: &NumberGrid<'_>) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let none = || Reason(words::no_numbers(language, frame.what));
    let [left, right] = grid.columns.as_slice() else { return Err(none()) };
    let unit = grid.unit().ok_or_else(none)?;
    let most = grid.most();
    let largest = |column: usize| {
        let known = grid.rows.iter().filter(|row| row.value(column).is_some());
        known.max_by(|one, other| {
            one.value(column).partial_cmp(&other.value(column)).unwrap_or(std::cmp::Ordering::Equal)
        })
    };
    let (Some(one), Some(other), true) = (largest(0), largest(1), most > 0.0 && grid.least() >= 0.0) else {
        return Err(none());
    };
    // Where a number is missing, nobody knows which is the largest.
    let all_known = grid.rows.iter().all(|row| row.value(0).is_some() && row.value(1).is_some());
    let headline = if all_known {
        let sides =
            [(left, one, 0), (right, other, 1)].map(|(side, row, at)| (side.label, row.label, row.text(language, at)));
        let [one, other] = &sides;
        words::both_sides(language, (one.0, one.1, &one.2), (other.0, other.1, &other.2))
    } else {
        words::distribution(language, frame.what)
    };
    let desc = words::pyramid_desc(language, frame.what, &grid.texts(language));
    let height = TOP + STEP * count(grid.rows.len());
    let outside = Canvas { frame, chart: CHART, unit, title: &headline, desc: &desc, height };
    let drawn = canvas(&outside, |area| draw(area, frame, grid, most, unit))?;
    Ok(DrawnChart { table: grid.table(frame, words::PART.in_language(language)), ..drawn })
}

fn draw(area: &ChartArea<'_>, frame: &ChartFrame<'_>, grid: &NumberGrid<'_>, most: f64, unit: &str) -> DrawResult {
    let language = frame.language;
    let number = |row: usize, column: usize| {
        let row = grid.rows.get(row);
        row.map_or(String::new(), |row| words::cell(language, &row.text(language, column), unit))
    };
    let widest = |column: usize| {
        (0..grid.rows.len()).map(|row| width(&number(row, column), MarkRole::Small)).fold(0.0, f64::max) + 6.0
    };
    let names: Vec<String> = grid.rows.iter().map(|row| shorten(&drawn(row.label), MarkRole::Small, 90.0)).collect();
    let middle = names.iter().map(|name| width(name, MarkRole::Small)).fold(0.0, f64::max) + 12.0;
    let numbers = widest(0).max(widest(1));
    let space = ((WIDTH - middle) / 2.0 - numbers).max(20.0);
    let (inner_left, inner_right) = ((WIDTH - middle) / 2.0, f64::midpoint(WIDTH, middle));
    if let [left, right] = grid.columns.as_slice() {
        text(
            area,
            &shorten(left.label, MarkRole::Strong, inner_left),
            inner_left,
            9.0,
            MarkRole::Strong,
            TextAnchor::End,
        )?;
        text(
            area,
            &shorten(right.label, MarkRole::Strong, inner_left),
            inner_right,
            9.0,
            MarkRole::Strong,
            TextAnchor::Start,
        )?;
    }
    for (at, name) in names.iter().enumerate() {
        // The first row is the youngest and stands at the bottom.
        let y = TOP + STEP * count(grid.rows.len() - 1 - at);
        text(area, name, WIDTH / 2.0, y + BAR / 2.0, MarkRole::Small, TextAnchor::Middle)?;
        for (column, role) in [(0, MarkRole::Second), (1, MarkRole::First)] {
            let value = grid.rows.get(at).and_then(|row| row.value(column));
            let long = value.map_or(0.0, |value| value / most * space);
            let (from, tip, side) = if column == 0 {
                (inner_left - long, inner_left - long - 4.0, TextAnchor::End)
            } else {
                (inner_right, inner_right + long + 4.0, TextAnchor::Start)
            };
            if long > 0.0 {
                area.draw(&OpenGroup { role, series: grid.columns.get(column).map_or("", |column| column.label) })?;
                bar(&lane(area, from, y, long, BAR, 1.0), 0.0, 1.0, MarkRole::Ink)?;
                area.draw(&Close)?;
            }
            text(area, &number(at, column), tip, y + BAR / 2.0, MarkRole::Small, side)?;
        }
    }
    Ok(())
}
