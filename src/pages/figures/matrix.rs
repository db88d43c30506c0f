//! The chart of a matrix, which follows from its heads, and its table as CSV.

use crate::charts::number_grid::{GridColumn, GridRow, NumberGrid};
use crate::charts::{ChartFrame, DrawnChart, heat, lines, need_supply, pyramid, stacked};
use crate::data::Status;
use crate::form::matrix::{heads_of_year, named_heads};
use crate::form::{HeadTime, MatrixChart, MatrixHead, MatrixSettings};
use crate::text::csv::csv;
use crate::text::sex::Sex;
use crate::text::{Decimal, SiteLanguage};
use crate::value::matrix::full_label;
use crate::value::{Matrix, Quantity};

use super::columns::{FIGURE, figure};

/// So many rows and columns that are no times are better seen as shades.
const MANY: usize = 5;

/// The chart that the form chooses, or that follows from the heads: need and supply have a band between them; years and months
/// are lines, or bars where rows make up a sum; two columns of men and women are a pyramid; many rows and columns of other things are shades.
pub fn draw(frame: &ChartFrame<'_>, matrix: &Matrix, settings: &MatrixSettings) -> Option<DrawnChart> {
    let language = frame.language;
    // Times run from left to right, whichever way the form has them.
    let times = (has_times(matrix.row_heads()), has_times(matrix.columns.iter()));
    // Without times, a bar stands for what its parts are added up to: here for each row.
    let rows_are_wholes = settings.chart == Some(MatrixChart::Stacked)
        && matrix.columns.iter().any(MatrixHead::is_sum)
        && !matrix.row_heads().any(MatrixHead::is_sum);
    let exchanged = !times.1 && (times.0 || rows_are_wholes);
    let rows: Vec<&MatrixHead> = matrix.row_heads().collect();
    let columns: Vec<&MatrixHead> = matrix.columns.iter().collect();
    let (above, beside) = if exchanged { (&rows, &columns) } else { (&columns, &rows) };
    let plain = plain(beside);
    let across = across(above);
    let chart = settings.chart.unwrap_or_else(|| chosen(above, beside, &across, &plain));
    // What else is counted for each age stands in the table alone.
    let of_a_sex = |at: &usize| above.get(*at).is_some_and(|head| Sex::named(&head.label).is_some());
    let across = if chart == MatrixChart::Pyramid { across.into_iter().filter(of_a_sex).collect() } else { across };
    let labels: Vec<String> = beside.iter().map(|head| full_label(head, language)).collect();
    let heads: Vec<String> = above.iter().map(|head| full_label(head, language)).collect();
    let unit = |at: usize| {
        let first = across.first().copied().unwrap_or_default();
        let (row, column) = if exchanged { (first, at) } else { (at, first) };
        matrix.unit_at(row, column).unwrap_or_default()
    };
    if let (None, Some(rows)) = (settings.chart, need_and_supply(settings, beside)) {
        let sums = rows.each_ref().map(|rows| {
            let sum = |column: &usize| sum_of(matrix, rows, *column, exchanged);
            (rows_label(beside, rows, language), across.iter().map(sum).collect::<Vec<_>>())
        });
        let unit = rows.first().and_then(|rows| rows.first()).map_or("", |at| unit(*at));
        let rows = sums.iter().map(|(label, numbers)| GridRow {
            label,
            unit,
            is_sum: false,
            numbers: numbers.iter().map(Option::as_ref).collect(),
        });
        let head = |at: &usize| Some(GridColumn { label: heads.get(*at)?, short: short(above.get(*at)?, language) });
        let grid = NumberGrid { rows: rows.collect(), columns: across.iter().filter_map(head).collect() };
        if let Ok(figure) = need_supply::need_supply(frame, &grid) {
            return Some(figure);
        }
    }
    let grid = |is_drawn: &dyn Fn(&MatrixHead) -> bool| NumberGrid {
        columns: across
            .iter()
            .filter_map(|at| Some(GridColumn { label: heads.get(*at)?, short: short(above.get(*at)?, language) }))
            .collect(),
        rows: beside
            .iter()
            .enumerate()
            .filter(|(_, head)| is_drawn(head))
            .filter_map(|(at, head)| {
                let number = |column: &usize| {
                    let (row, column) = if exchanged { (*column, at) } else { (at, *column) };
                    matrix.cell(row, column).map(|cell| &cell.quantity)
                };
                let numbers = across.iter().map(number).collect();
                Some(GridRow { label: labels.get(at)?, unit: unit(at), is_sum: head.is_sum(), numbers })
            })
            .collect(),
    };
    let drawn = match chart {
        MatrixChart::Line => lines::lines(frame, &grid(&|head| !head.is_ratio())),
        MatrixChart::Stacked => stacked::stacked(frame, &grid(&|head| head.computed.is_none() || head.is_sum())),
        MatrixChart::Pyramid => pyramid::pyramid(frame, &grid(&|head| head.computed.is_none())),
        MatrixChart::Heat => heat::heat(frame, &grid(&|head| head.computed.is_none())),
        MatrixChart::None => return None,
    };
    drawn.ok()
}

/// The rows of what is needed and of what is supplied, where the form names both.
fn need_and_supply(settings: &MatrixSettings, beside: &[&MatrixHead]) -> Option<[Vec<usize>; 2]> {
    let rows = [&settings.need, &settings.supply];
    let rows = rows.map(|names| names.iter().flat_map(|name| named_heads(beside, name)).collect::<Vec<usize>>());
    rows.iter().all(|rows| !rows.is_empty()).then_some(rows)
}

/// The sum of some rows in a column; of one row what stands there. Nothing where a number is not known.
fn sum_of(matrix: &Matrix, rows: &[usize], column: usize, exchanged: bool) -> Option<Quantity> {
    let at = |row: usize| if exchanged { (column, row) } else { (row, column) };
    let cell = |row: usize| matrix.cell(at(row).0, at(row).1).map(|cell| &cell.quantity);
    let (first, others) = rows.split_first()?;
    let first_cell = cell(*first)?;
    if others.is_empty() {
        return Some(first_cell.clone());
    }
    let unit = matrix.unit_at(at(*first).0, at(*first).1).unwrap_or_default();
    let number = |row: &usize| cell(*row)?.among(unit).exact();
    let sum = rows.iter().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(number(row)?))?;
    Some(Quantity::read(&format!("{sum}{unit}"), Some(unit)))
}

/// What rows are called together: as their sum in the form, else 保育所＋認定こども園.
fn rows_label(beside: &[&MatrixHead], rows: &[usize], language: SiteLanguage) -> String {
    let is_sum = |head: &&&MatrixHead| {
        let of = head.computed.iter().flat_map(|own| &own.of).flat_map(|name| named_heads(beside, name));
        head.is_sum() && of.collect::<Vec<usize>>() == rows
    };
    if let Some(sum) = beside.iter().find(is_sum) {
        return full_label(sum, language);
    }
    let labels = rows.iter().filter_map(|at| beside.get(*at)).map(|head| full_label(head, language));
    labels.collect::<Vec<_>>().join("＋")
}

/// The chart of a matrix on the sheets of a fiscal year, where there are numbers enough.
pub fn asked(settings: &MatrixSettings, year: i32) -> MatrixChart {
    let [rows, columns] = [&settings.rows, &settings.columns].map(|heads| heads_of_year(heads, year));
    let exchanged = !has_times(columns.iter()) && has_times(rows.iter());
    let [rows, columns] = [&rows, &columns].map(|heads| heads.iter().collect::<Vec<&MatrixHead>>());
    let (above, beside) = if exchanged { (&rows, &columns) } else { (&columns, &rows) };
    settings.chart.unwrap_or_else(|| chosen(above, beside, &across(above), &plain(beside)))
}

/// The places of the heads that are not computed.
fn plain(heads: &[&MatrixHead]) -> Vec<usize> {
    heads.iter().enumerate().filter(|(_, head)| head.computed.is_none()).map(|(at, _)| at).collect()
}

/// The places of the heads that a chart goes through from left to right: where there are times, these alone.
fn across(above: &[&MatrixHead]) -> Vec<usize> {
    let times = has_times(above.iter().copied());
    let is_time = |at: &usize| above.get(*at).is_some_and(|head| head.time.is_some());
    plain(above).into_iter().filter(|at| !times || is_time(at)).collect()
}

fn has_times<'a>(mut heads: impl Iterator<Item = &'a MatrixHead>) -> bool {
    heads.any(|head| head.time.is_some())
}

fn chosen(above: &[&MatrixHead], beside: &[&MatrixHead], across: &[usize], plain: &[usize]) -> MatrixChart {
    let is_year = |at: &usize| {
        above.get(*at).is_some_and(|head| matches!(head.time, Some(HeadTime::FiscalYear(_) | HeadTime::Year(_))))
    };
    let is_month = |at: &usize| {
        above.get(*at).is_some_and(|head| matches!(head.time, Some(HeadTime::Month(_) | HeadTime::MonthOf(..))))
    };
    if across.len() > 1 && (across.iter().all(is_year) || across.iter().all(is_month)) {
        let sums = beside.iter().filter(|head| head.is_sum()).count();
        let parts = plain.len() > 1 && sums == 1 && across.iter().all(is_year);
        // Parts of one sum, and no others besides: what the sum leaves out would be part of no bar.
        let all = beside.iter().filter_map(|head| head.computed.as_ref()).flat_map(|own| &own.of).count();
        let summed = beside.iter().find(|head| head.is_sum()).and_then(|head| head.computed.as_ref());
        let whole = summed.is_some_and(|own| own.of.len() == plain.len()) && all >= plain.len();
        return if parts && whole { MatrixChart::Stacked } else { MatrixChart::Line };
    }
    let sexes = |at: &usize| above.get(*at).is_some_and(|head| Sex::named(&head.label).is_some());
    let others = across.iter().filter(|at| !sexes(at)).filter_map(|at| above.get(*at));
    let counts_more = others.clone().all(|head| head.unit.is_some());
    if across.len() == 2 + others.count() && counts_more && across.len() > 1 && plain.len() > 2 {
        return MatrixChart::Pyramid;
    }
    if across.len() >= MANY && plain.len() >= MANY && above.iter().chain(beside).all(|head| head.unit.is_none()) {
        return MatrixChart::Heat;
    }
    MatrixChart::None
}

/// A head in a few characters.
fn short(head: &MatrixHead, language: SiteLanguage) -> String {
    match head.time {
        Some(HeadTime::FiscalYear(year) | HeadTime::Year(year)) => language.short_year(year),
        Some(HeadTime::Month(month)) => month.to_string(),
        Some(HeadTime::MonthOf(year, month)) => format!("{}.{month}", language.short_year(year)),
        None => head.label.clone(),
    }
}

/// All numbers, one a row.
pub fn table(matrix: &Matrix) -> Vec<u8> {
    let head: Vec<&str> = ["行ID", "行", "列ID", "列"].into_iter().chain(FIGURE).collect();
    let rows = matrix.rows.iter().flat_map(|row| {
        row.cells.iter().zip(&matrix.columns).map(|(cell, column)| {
            let place = [row.head.id.clone(), row.head.full_label(), column.id.clone(), column.full_label()];
            let mut own = figure(&cell.quantity);
            // No author wrote it.
            if cell.is_computed && !cell.quantity.is_unanswered() {
                let [.., state, written] = &mut own;
                Status::Computed.word().clone_into(state);
                written.clear();
            }
            place.into_iter().chain(own)
        })
    });
    csv(&head, rows)
}
