//! The chart of a matrix, which follows from its heads, and its table as CSV.

use crate::charts::number_grid::{GridColumn, GridRow, NumberGrid};
use crate::charts::{ChartFrame, DrawnChart, heat, lines, pyramid, stacked};
use crate::data::Status;
use crate::form::{HeadTime, MatrixChart, MatrixHead, MatrixSettings};
use crate::text::SiteLanguage;
use crate::text::csv::csv;
use crate::text::fold;
use crate::value::Matrix;
use crate::value::matrix::full_label;

use super::columns::{FIGURE, figure};

/// So many rows and columns that are no times are better seen as shades.
const MANY: usize = 5;

/// The chart that the form chooses, or that follows from the heads: years and months are lines, or bars where rows make up a
/// sum; two columns of men and women are a pyramid; many rows and columns of other things are shades.
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
    let plain = |heads: &[&MatrixHead]| -> Vec<usize> {
        heads.iter().enumerate().filter(|(_, head)| head.computed.is_none()).map(|(at, _)| at).collect()
    };
    let times = above.iter().any(|head| head.time.is_some());
    let across: Vec<usize> = plain(above)
        .into_iter()
        .filter(|at| !times || above.get(*at).is_some_and(|head| head.time.is_some()))
        .collect();
    let chart = settings.chart.unwrap_or_else(|| chosen(above, beside, &across, &plain(beside)));
    // What else is counted for each age stands in the table alone.
    let of_a_sex = |at: &usize| above.get(*at).is_some_and(|head| is_sex(&head.label));
    let across = if chart == MatrixChart::Pyramid { across.into_iter().filter(of_a_sex).collect() } else { across };
    let labels: Vec<String> = beside.iter().map(|head| full_label(head, language)).collect();
    let heads: Vec<String> = above.iter().map(|head| full_label(head, language)).collect();
    let unit = |at: usize| {
        let first = across.first().copied().unwrap_or_default();
        let (row, column) = if exchanged { (first, at) } else { (at, first) };
        matrix.unit_at(row, column).unwrap_or_default()
    };
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

fn has_times<'a>(mut heads: impl Iterator<Item = &'a MatrixHead>) -> bool {
    heads.any(|head| head.time.is_some())
}

fn chosen(above: &[&MatrixHead], beside: &[&MatrixHead], across: &[usize], plain: &[usize]) -> MatrixChart {
    let is_year = |at: &usize| {
        above.get(*at).is_some_and(|head| matches!(head.time, Some(HeadTime::FiscalYear(_) | HeadTime::Year(_))))
    };
    let is_month = |at: &usize| above.get(*at).is_some_and(|head| matches!(head.time, Some(HeadTime::Month(_))));
    if across.len() > 1 && (across.iter().all(is_year) || across.iter().all(is_month)) {
        let sums = beside.iter().filter(|head| head.is_sum()).count();
        let parts = plain.len() > 1 && sums == 1 && across.iter().all(is_year);
        // Parts of one sum, and no others besides: what the sum leaves out would be part of no bar.
        let all = beside.iter().filter_map(|head| head.computed.as_ref()).flat_map(|own| &own.of).count();
        let summed = beside.iter().find(|head| head.is_sum()).and_then(|head| head.computed.as_ref());
        let whole = summed.is_some_and(|own| own.of.len() == plain.len()) && all >= plain.len();
        return if parts && whole { MatrixChart::Stacked } else { MatrixChart::Line };
    }
    let sexes = |at: &usize| above.get(*at).is_some_and(|head| is_sex(&head.label));
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

/// Whether a column is of men or of women, in the words of statistics of the population.
fn is_sex(label: &str) -> bool {
    ["男", "女", "男性", "女性", "男子", "女子", "男児", "女児", "male", "female", "men", "women", "boys", "girls"]
        .contains(&fold(label).to_lowercase().as_str())
}

/// A head in a few characters.
fn short(head: &MatrixHead, language: SiteLanguage) -> String {
    match head.time {
        Some(HeadTime::FiscalYear(year) | HeadTime::Year(year)) => language.short_year(year),
        Some(HeadTime::Month(month)) => month.to_string(),
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
