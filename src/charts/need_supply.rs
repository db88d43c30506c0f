//! What is needed against what is supplied, with the gap between the two as a band: 量の見込みと確保方策.

use plotters::prelude::{PathElement, Rectangle};
use plotters::style::Color;

use super::draw::{line, text};
use super::figure::{Canvas, Chart, ChartArea, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{drawn, shorten, width};
use super::lines::heads;
use super::number_grid::{GridRow, NumberGrid};
use super::role::{MarkRole, TextAnchor};
use super::scale::Scale;
use super::svg::{Close, OpenGroup};
use super::units::{count, pixels};
use super::words;
use crate::text::{Decimal, SiteLanguage};

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "need-supply", class: "chart chart-need-supply" };

/// The height of the key.
const KEY: f64 = 20.0;
/// Free space above the highest line.
const TOP: f64 = 10.0;
/// The height of the scale.
const PLOT: f64 = 120.0;
/// The height of the heads of the columns and of the gaps under them.
const BELOW: f64 = 42.0;
/// The distance of the lines that fill a shortage.
const HATCH: f64 = 6.0;

/// A column with a number of both.
struct Gap {
    need: f64,
    supply: f64,
    /// Supply less need, as a number.
    exact: Option<Decimal>,
}

/// Draws two rows of one unit: what is needed, and what is supplied.
///
/// # Errors
/// When no column has both numbers, or the units differ.
pub fn need_supply(frame: &ChartFrame<'_>, grid: &NumberGrid<'_>) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let none = || Reason(words::no_numbers(language, frame.what));
    let ([need, supply], Some(unit)) = (grid.rows.as_slice(), grid.unit()) else { return Err(none()) };
    if let Some(below) = [need, supply].into_iter().find(|row| row.values().iter().flatten().any(|value| *value < 0.0))
    {
        return Err(Reason(words::below_zero(language, below.label)));
    }
    let gaps: Vec<Option<Gap>> = (0..grid.columns.len()).map(|column| gap(need, supply, column)).collect();
    let last = gaps.iter().rposition(Option::is_some).ok_or_else(none)?;
    let said = |column: usize| {
        let gap = gaps.get(column).and_then(|gap| gap.as_ref()?.exact);
        gap.map_or_else(|| words::NOTHING.in_language(language).to_owned(), |gap| words::gap(language, gap, unit))
    };
    let column = grid.columns.get(last).map_or("", |column| column.label);
    let headline = words::need_and_supply(
        language,
        column,
        (need.label, &need.text(language, last)),
        (supply.label, &supply.text(language, last)),
        &said(last),
    );
    let texts: Vec<String> = grid.texts(language);
    let all_gaps: Vec<String> =
        grid.columns.iter().enumerate().map(|(at, column)| language.named(column.label, &said(at))).collect();
    let gap_head = words::GAP.in_language(language);
    let texts: Vec<String> =
        texts.into_iter().chain([language.labelled(gap_head, &language.list(&all_gaps))]).collect();
    let desc = words::need_supply_desc(language, frame.what, &texts);
    let least = grid.rows.iter().flat_map(GridRow::values).flatten().fold(f64::INFINITY, f64::min);
    let scale = Scale::between(least, grid.most());
    let outside = Canvas { frame, chart: CHART, unit, title: &headline, desc: &desc, height: KEY + TOP + PLOT + BELOW };
    let figure = canvas(&outside, |area| {
        key(area, [need.label, supply.label], frame)?;
        plot(area, grid, &gaps, &scale, language)
    })?;
    let notes = if scale.is_cut() { vec![words::cut_scale(language)] } else { Vec::new() };
    let mut table = grid.table(frame, words::PART.in_language(language));
    let cells = (0..grid.columns.len()).map(|at| words::cell(language, &said(at), unit)).collect();
    table.rows.push(super::figure::ChartRow { head: gap_head.to_owned(), cells });
    Ok(DrawnChart { table, notes, ..figure })
}

fn gap(need: &GridRow<'_>, supply: &GridRow<'_>, column: usize) -> Option<Gap> {
    let number = |row: &GridRow<'_>| row.numbers.get(column).copied().flatten()?.among(row.unit).number();
    let exact = number(supply).zip(number(need)).and_then(|(supply, need)| supply.checked_sub(need));
    Some(Gap { need: need.value(column)?, supply: supply.value(column)?, exact })
}

fn key(area: &ChartArea<'_>, labels: [&str; 2], frame: &ChartFrame<'_>) -> DrawResult {
    let y = KEY / 2.0 - 1.0;
    let mut x = 0.0;
    let name = |x: &mut f64, name: &str, space: f64| {
        let name = shorten(&drawn(name), MarkRole::Small, space);
        text(area, &name, *x, y, MarkRole::Small, TextAnchor::Start)?;
        *x += width(&name, MarkRole::Small) + 12.0;
        DrawResult::Ok(())
    };
    let [need, supply] = labels;
    // Each has the half of what is left beside the lines and the last word, or what the other does not need.
    let shortage = words::SHORTAGE.in_language(frame.language);
    let [first, second] = labels.map(|label| width(&drawn(label), MarkRole::Small));
    let free = WIDTH - 26.0 - 12.0 - 26.0 - 12.0 - 19.0 - width(shortage, MarkRole::Small);
    let [first, second] = [(free - second).max(free / 2.0), (free - first).max(free / 2.0)];
    steps(area, "", &[vec![(x, y), (x + 20.0, y)]], MarkRole::Need)?;
    x += 26.0;
    name(&mut x, need, first)?;
    steps(area, "", &[vec![(x, y), (x + 20.0, y)]], MarkRole::Supply)?;
    x += 26.0;
    name(&mut x, supply, second)?;
    let patch = |x: f64, role: MarkRole| band(area, (x, y - 6.0), (x + 14.0, y + 6.0), role);
    patch(x, MarkRole::Shortage)?;
    x += 19.0;
    name(&mut x, shortage, WIDTH)
}

fn plot(
    area: &ChartArea<'_>,
    grid: &NumberGrid<'_>,
    gaps: &[Option<Gap>],
    scale: &Scale,
    language: SiteLanguage,
) -> DrawResult {
    let ticks = scale.ticks();
    let gap_head = words::GAP.in_language(language);
    let left = ticks.iter().map(|(_, number)| width(number, MarkRole::AxisText)).fold(0.0, f64::max);
    let left = left.max(width(gap_head, MarkRole::AxisText)) + 6.0;
    let base = KEY + TOP + PLOT;
    for (part, number) in &ticks {
        let y = base - part * PLOT;
        line(area, (left, y), (WIDTH, y), if *part > 0.0 { MarkRole::Grid } else { MarkRole::Axis })?;
        text(area, number, left - 6.0, y, MarkRole::AxisText, TextAnchor::End)?;
    }
    let slot = (WIDTH - left) / count(grid.columns.len());
    let start = |column: usize| left + slot * count(column);
    let height = |value: f64| base - scale.part(value) * PLOT;
    for (column, gap) in gaps.iter().enumerate() {
        let Some(Gap { need, supply, .. }) = gap else { continue };
        let role = if supply < need { MarkRole::Shortage } else { MarkRole::Surplus };
        let (top, bottom) = (height(need.max(*supply)), height(need.min(*supply)));
        band(area, (start(column), top), (start(column) + slot, bottom), role)?;
    }
    for (row, role) in grid.rows.iter().zip([MarkRole::Need, MarkRole::Supply]) {
        let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
        for (column, value) in row.values().into_iter().enumerate() {
            match (value, runs.last_mut()) {
                (Some(value), Some(run)) => {
                    run.extend([(start(column), height(value)), (start(column) + slot, height(value))]);
                }
                _ => runs.push(Vec::new()),
            }
        }
        steps(area, row.label, &runs, role)?;
    }
    text(area, gap_head, left - 6.0, base + 32.0, MarkRole::AxisText, TextAnchor::End)?;
    let numbers: Vec<String> = gaps
        .iter()
        .map(|gap| gap.as_ref().and_then(|gap| gap.exact).map(words::signed_number).unwrap_or_default())
        .collect();
    let middle = |column: usize| start(column) + slot / 2.0;
    let widest = numbers.iter().map(|number| width(number, MarkRole::Small)).fold(0.0, f64::max);
    // All or none: a few of them would look like the columns that have a gap.
    if widest + 2.0 <= slot {
        for (column, number) in numbers.iter().enumerate() {
            text(area, number, middle(column), base + 32.0, MarkRole::Small, TextAnchor::Middle)?;
        }
    }
    heads(area, grid, &middle, slot, base + 13.0)
}

/// A rectangle; that of a shortage has lines that tell it from a surplus without colour.
fn band(area: &ChartArea<'_>, from: (f64, f64), to: (f64, f64), role: MarkRole) -> DrawResult {
    let at = |(x, y): (f64, f64)| (pixels(x), pixels(y));
    area.draw(&Rectangle::new([at(from), at(to)], role.filled()))?;
    if role != MarkRole::Shortage || to.1 - from.1 < 1.0 {
        return Ok(());
    }
    let mut x = from.0 + HATCH / 2.0;
    while x < to.0 {
        line(area, (x, from.1), (x, to.1), MarkRole::Hatch)?;
        x += HATCH;
    }
    Ok(())
}

fn steps(area: &ChartArea<'_>, series: &str, runs: &[Vec<(f64, f64)>], role: MarkRole) -> DrawResult {
    area.draw(&OpenGroup { role, series })?;
    for run in runs.iter().filter(|run| !run.is_empty()) {
        let run: Vec<(i32, i32)> = run.iter().map(|(x, y)| (pixels(*x), pixels(*y))).collect();
        area.draw(&PathElement::new(run, MarkRole::Ink))?;
    }
    area.draw(&Close)
}
