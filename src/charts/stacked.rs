//! Parts that make up a sum over years or other columns: a bar for each column, as long as its sum.

use super::composition::texture;
use super::draw::{bar, lane, text};
use super::figure::{Canvas, Chart, ChartArea, ChartRow, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{SideLabels, drawn, shorten, width};
use super::number_grid::{GridRow, NumberGrid};
use super::role::{CATEGORIES, MarkRole, TextAnchor};
use super::svg::{Close, OpenGroup};
use super::units::count;
use super::words;
use crate::text::number::Decimal;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "stacked", class: "chart chart-stacked" };

/// The height of a bar.
const BAR: f64 = 20.0;
/// From the top of one bar to that of the next.
const STEP: f64 = 28.0;
/// The side of a patch of colour in the key.
const PATCH: f64 = 12.0;

/// A part as drawn, or several put together.
struct StackedPart<'a> {
    label: String,
    role: MarkRole,
    rows: Vec<&'a GridRow<'a>>,
}

impl StackedPart<'_> {
    fn value(&self, column: usize) -> f64 {
        self.rows.iter().filter_map(|row| row.value(column)).sum()
    }
}

/// Draws the rows that are no sums as the parts of bars, one for each column.
///
/// # Errors
/// When a part is below zero, parts have different units, or there are no numbers.
pub fn stacked(frame: &ChartFrame<'_>, grid: &NumberGrid<'_>) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let none = || Reason(words::no_numbers(language, frame.what));
    let unit = grid.unit().ok_or_else(none)?;
    let rows: Vec<&GridRow<'_>> = grid.rows.iter().filter(|row| !row.is_sum).collect();
    if let Some(below) = rows.iter().find(|row| row.values().iter().flatten().any(|value| *value < 0.0)) {
        return Err(Reason(words::below_zero(language, below.label)));
    }
    let parts = parts(frame, &rows);
    let total = |column: usize| parts.iter().map(|part| part.value(column)).sum::<f64>();
    let whole = |column: usize| is_whole(rows.iter().copied(), column);
    let most = (0..grid.columns.len()).map(total).fold(0.0, f64::max);
    let last = (0..grid.columns.len()).rfind(|column| whole(*column)).filter(|_| most > 0.0).ok_or_else(none)?;
    let totals: Vec<String> = (0..grid.columns.len()).map(|column| total_text(grid, &rows, column, frame)).collect();
    let largest = rows
        .iter()
        .max_by(|one, other| one.value(last).partial_cmp(&other.value(last)).unwrap_or(std::cmp::Ordering::Equal));
    let largest = largest.ok_or_else(none)?;
    let column = grid.columns.get(last).map_or("", |column| column.label);
    let headline = words::largest_part(
        language,
        (column, totals.get(last).map_or("", String::as_str)),
        (largest.label, &largest.text(language, last)),
    );
    let desc = words::stacked_desc(language, frame.what, &grid.texts(language));
    let key = key(&parts);
    let top = key.iter().map(|(.., row)| count(row + 1) * SideLabels::ROW).fold(0.0, f64::max) + 4.0;
    let height = top + STEP * count(grid.columns.len());
    let outside = Canvas { frame, chart: CHART, unit, title: &headline, desc: &desc, height };
    let bars = StackedBars { grid, parts: &parts, totals: &totals, most, unit };
    let drawn = canvas(&outside, |area| {
        for (role, name, left, row) in &key {
            let y = count(*row) * SideLabels::ROW;
            patch(area, *role, *left, y + (SideLabels::ROW - PATCH) / 2.0)?;
            text(area, name, left + PATCH + 4.0, y + SideLabels::ROW / 2.0, MarkRole::Ink, TextAnchor::Start)?;
        }
        bars.draw(area, frame, top)
    })?;
    let mut table = grid.table(frame, words::PART.in_language(language));
    if grid.rows.len() == rows.len() {
        let cells = totals.iter().map(|total| words::cell(language, total, unit)).collect();
        table.rows.push(ChartRow { head: words::TOTAL.in_language(language).to_owned(), cells });
    }
    let together = rows.len().checked_sub(parts.len()).filter(|more| *more > 0);
    let notes = together.map(|_| {
        words::parts_together(language, parts.len() - 1, &parts.last().map_or(String::new(), |part| part.label.clone()))
    });
    Ok(DrawnChart { table, notes: notes.into_iter().collect(), ..drawn })
}

/// The parts, in the order of the form; where there are more than colours the smallest are put together.
fn parts<'a>(frame: &ChartFrame<'_>, rows: &[&'a GridRow<'a>]) -> Vec<StackedPart<'a>> {
    let weight = |row: &GridRow<'_>| row.values().iter().flatten().sum::<f64>();
    let mut ranked: Vec<&'a GridRow<'a>> = rows.to_vec();
    ranked.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
    let own = if rows.len() > CATEGORIES.len() { CATEGORIES.len() - 1 } else { rows.len() };
    ranked.truncate(own);
    let has_colour = |row: &GridRow<'_>| ranked.iter().any(|other| std::ptr::eq(*other, row));
    let mut parts: Vec<StackedPart<'a>> = Vec::new();
    for (row, role) in rows.iter().filter(|row| has_colour(row)).zip(CATEGORIES) {
        parts.push(StackedPart { label: row.label.to_owned(), role, rows: vec![row] });
    }
    let others: Vec<&'a GridRow<'a>> = rows.iter().copied().filter(|row| !has_colour(row)).collect();
    if !others.is_empty() {
        let label = words::other_parts(frame.language, others.len());
        parts.push(StackedPart { label, role: MarkRole::Fifth, rows: others });
    }
    parts
}

/// The sum of a column: that of the sheet, or of the parts where all are there.
fn total_text(grid: &NumberGrid<'_>, rows: &[&GridRow<'_>], column: usize, frame: &ChartFrame<'_>) -> String {
    let given = grid.rows.iter().rfind(|row| row.is_sum).filter(|row| row.value(column).is_some());
    if let Some(row) = given {
        return row.text(frame.language, column);
    }
    let known = rows.iter().filter(|row| !row.has_none(column));
    let numbers = known.map(|row| row.numbers.get(column).copied().flatten()?.among(row.unit).exact());
    let sum = numbers.collect::<Option<Vec<Decimal>>>();
    let sum = sum.and_then(|all| all.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add));
    let unit = grid.unit().unwrap_or_default();
    sum.map_or_else(
        || words::NOTHING.in_language(frame.language).to_owned(),
        |sum| words::amount(frame.language, crate::value::Amount::Exact(sum), unit),
    )
}

/// Whether all parts in a column are known, and one at least is there.
fn is_whole<'r>(rows: impl Iterator<Item = &'r GridRow<'r>> + Clone, column: usize) -> bool {
    rows.clone().all(|row| row.value(column).is_some() || row.has_none(column))
        && rows.into_iter().any(|row| row.value(column).is_some())
}

/// The key: a colour, its name, and where it stands from the left and in which row.
fn key(parts: &[StackedPart<'_>]) -> Vec<(MarkRole, String, f64, usize)> {
    let (mut at, mut row) = (0.0, 0);
    let entry = |part: &StackedPart<'_>| {
        let name = shorten(&drawn(&part.label), MarkRole::Ink, WIDTH - PATCH - 4.0);
        let long = PATCH + 4.0 + width(&name, MarkRole::Ink);
        if at > 0.0 && at + long > WIDTH {
            (at, row) = (0.0, row + 1);
        }
        let entry = (part.role, name, at, row);
        at += long + 12.0;
        entry
    };
    parts.iter().map(entry).collect()
}

fn patch(area: &ChartArea<'_>, role: MarkRole, left: f64, top: f64) -> DrawResult {
    area.draw(&OpenGroup { role, series: "" })?;
    bar(&lane(area, left, top, PATCH, PATCH, 1.0), 0.0, 1.0, MarkRole::Ink)?;
    texture(area, role, (left, PATCH), (0.0, 1.0), (top, PATCH))?;
    area.draw(&Close)
}

struct StackedBars<'a> {
    grid: &'a NumberGrid<'a>,
    parts: &'a [StackedPart<'a>],
    totals: &'a [String],
    most: f64,
    unit: &'a str,
}

impl StackedBars<'_> {
    fn draw(&self, area: &ChartArea<'_>, frame: &ChartFrame<'_>, top: f64) -> DrawResult {
        let heads: Vec<String> = self.grid.columns.iter().map(|column| drawn(column.label)).collect();
        let wide = |texts: &[String], role: MarkRole| texts.iter().map(|text| width(text, role)).fold(0.0, f64::max);
        let left = wide(&heads, MarkRole::Small).min(120.0) + 8.0;
        let totals: Vec<String> =
            self.totals.iter().map(|total| words::cell(frame.language, total, self.unit)).collect();
        let right = wide(&totals, MarkRole::Strong) + 8.0;
        let space = (WIDTH - left - right).max(40.0);
        let mut y = top;
        for (column, (head, total)) in heads.iter().zip(&totals).enumerate() {
            let head = shorten(head, MarkRole::Small, left - 4.0);
            text(area, &head, 0.0, y + BAR / 2.0, MarkRole::Small, TextAnchor::Start)?;
            let mut from = 0.0;
            // Where a part is not known, nobody knows how long the bar is.
            if !is_whole(self.parts.iter().flat_map(|part| part.rows.iter().copied()), column) {
                bar(&lane(area, left, y, space, BAR, 1.0), 0.0, 1.0, MarkRole::Missing)?;
                text(area, total, left + 6.0, y + BAR / 2.0, MarkRole::Ink, TextAnchor::Start)?;
                y += STEP;
                continue;
            }
            for part in self.parts {
                let share = part.value(column) / self.most;
                if share <= 0.0 {
                    continue;
                }
                let span = (from, from + share);
                area.draw(&OpenGroup { role: part.role, series: &part.label })?;
                bar(&lane(area, left, y, space, BAR, 1.0), span.0, span.1, MarkRole::Ink)?;
                texture(area, part.role, (left, space), span, (y, BAR))?;
                area.draw(&Close)?;
                from = span.1;
            }
            text(area, total, left + from * space + 6.0, y + BAR / 2.0, MarkRole::Strong, TextAnchor::Start)?;
            y += STEP;
        }
        Ok(())
    }
}
