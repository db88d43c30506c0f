//! Numbers over two kinds of things, such as hours and weekdays: a field for each number, the darker the larger.

use super::draw::{bar, lane, text};
use super::figure::{Canvas, Chart, ChartArea, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{drawn, shorten, width};
use super::number_grid::NumberGrid;
use super::role::{MarkRole, SHADES, TextAnchor};
use super::svg::{Close, OpenGroup};
use super::units::count;
use super::words;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "heat", class: "chart chart-heat" };

/// The height of a field.
const FIELD: f64 = 22.0;
/// The height of the heads.
const TOP: f64 = 20.0;

/// Draws a field for each number.
///
/// # Errors
/// When a number is below zero, rows have different units, or there are no numbers.
pub fn heat(frame: &ChartFrame<'_>, grid: &NumberGrid<'_>) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let none = || Reason(words::no_numbers(language, frame.what));
    let unit = grid.unit().ok_or_else(none)?;
    let most = grid.most();
    let mut cells = grid.rows.iter().flat_map(|row| (0..grid.columns.len()).map(move |column| (row, column)));
    let largest = cells.find(|(row, column)| row.value(*column).is_some_and(|value| value >= most));
    let (Some((row, column)), true) = (largest, most > 0.0 && grid.least() >= 0.0) else { return Err(none()) };
    let head = grid.columns.get(column).map_or("", |column| column.label);
    // Where a number is missing, nobody knows which is the largest.
    let all_known = grid.rows.iter().all(|row| (0..grid.columns.len()).all(|column| row.value(column).is_some()));
    let headline = if all_known {
        words::most_at(language, (row.label, head), &row.text(language, column))
    } else {
        words::distribution(language, frame.what)
    };
    let desc = words::heat_desc(language, frame.what, &grid.texts(language));
    let height = TOP + FIELD * count(grid.rows.len()) + 1.0;
    let outside = Canvas { frame, chart: CHART, unit, title: &headline, desc: &desc, height };
    let drawn = canvas(&outside, |area| draw(area, frame, grid, most, unit))?;
    Ok(DrawnChart { table: grid.table(frame, words::PART.in_language(language)), ..drawn })
}

fn draw(area: &ChartArea<'_>, frame: &ChartFrame<'_>, grid: &NumberGrid<'_>, most: f64, unit: &str) -> DrawResult {
    let names: Vec<String> = grid.rows.iter().map(|row| shorten(&drawn(row.label), MarkRole::Small, 110.0)).collect();
    let left = names.iter().map(|name| width(name, MarkRole::Small)).fold(0.0, f64::max) + 8.0;
    let slot = (WIDTH - left) / count(grid.columns.len());
    for (at, column) in grid.columns.iter().enumerate() {
        let head = shorten(&column.short, MarkRole::AxisText, slot - 1.0);
        text(area, &head, left + slot * (count(at) + 0.5), 8.0, MarkRole::AxisText, TextAnchor::Middle)?;
    }
    for (row_at, (row, name)) in grid.rows.iter().zip(&names).enumerate() {
        let y = TOP + FIELD * count(row_at);
        text(area, name, 0.0, y + FIELD / 2.0, MarkRole::Small, TextAnchor::Start)?;
        for column in 0..grid.columns.len() {
            let x = left + slot * count(column);
            let value = row.value(column);
            let role = value.map_or(MarkRole::Missing, |value| shade(value, most));
            area.draw(&OpenGroup { role, series: "" })?;
            bar(&lane(area, x + 0.5, y + 0.5, slot - 1.0, FIELD - 1.0, 1.0), 0.0, 1.0, MarkRole::Ink)?;
            let number = words::cell(frame.language, &row.text(frame.language, column), unit);
            if width(&number, MarkRole::Small) <= slot - 2.0 {
                text(area, &number, x + slot / 2.0, y + FIELD / 2.0, MarkRole::Small, TextAnchor::Middle)?;
            }
            area.draw(&Close)?;
        }
    }
    Ok(())
}

/// The shade of a number: in steps of equal length from zero to the largest.
fn shade(value: f64, most: f64) -> MarkRole {
    let steps = count(SHADES.len());
    let at = (0..SHADES.len()).find(|step| value * steps <= most * count(step + 1));
    SHADES.get(at.unwrap_or(SHADES.len() - 1)).copied().unwrap_or(MarkRole::Track)
}
