//! The chart of a table that is split by sector.

use crate::charts::{ChartFrame, DrawnChart, issues};
use crate::form::{FormColumn, TableSettings};
use crate::text::csv::csv;
use crate::value::table::{self, Table};
use crate::value::{Absence, Answer};

use super::one_line;

/// Which sector has a part in which row. Where all have one in all, or none in any, there is nothing to see, and two
/// rows are seen at a glance.
pub fn draw(frame: &ChartFrame<'_>, answered: &Table, settings: &TableSettings) -> Option<DrawnChart> {
    let columns: Vec<(usize, &FormColumn)> = settings.columns.iter().enumerate().collect();
    let (label, _) = columns.iter().find(|(_, column)| column.by.is_empty())?;
    let (split, column) = columns.iter().find(|(_, column)| !column.by.is_empty())?;
    let labels: Vec<String> = answered.rows.iter().map(|row| row_label(row, *label)).collect();
    let rows = answered.rows.iter().zip(&labels).map(|(row, label)| issues::IssueRow {
        label,
        involved: row.cells.get(*split).map_or_else(Vec::new, |cell| {
            cell.by_sector().iter().map(|answer| answer.as_ref().map_or(NOBODY, part)).collect()
        }),
    });
    let rows: Vec<issues::IssueRow<'_>> = rows.collect();
    let sectors: Vec<&str> = column.by.iter().map(|sector| sector.label.as_str()).collect();
    let parts = rows.iter().flat_map(|row| &row.involved).filter(|part| **part == issues::SectorPart::Involved).count();
    if rows.len() < 3 || parts == 0 || parts == rows.len() * sectors.len() {
        return None;
    }
    issues::issues(frame, &sectors, &rows).ok()
}

/// What the chart shows, which is all that is said of sectors.
pub fn table(figure: &DrawnChart) -> Vec<u8> {
    let rows = figure.table.rows.iter();
    csv(&figure.table.head, rows.map(|row| std::iter::once(&row.head).chain(&row.cells)))
}

/// The first words of a row.
fn row_label(row: &table::TableRow, column: usize) -> String {
    let answer = row.cells.get(column).and_then(table::TableCell::one);
    let line = answer.and_then(|answer| answer.value.text().cloned());
    line.unwrap_or_else(|| one_line(answer.and_then(|answer| answer.value.prose())))
}

/// What stands for a sector of which nobody has said anything.
const NOBODY: issues::SectorPart = issues::SectorPart::Absent(Absence::Unanswered);

/// Whether an answer says something, rather than why it says nothing.
fn part(answer: &Answer) -> issues::SectorPart {
    let unanswered = answer.is_open().then_some(Absence::Unanswered);
    let absence = unanswered.or_else(|| Absence::parse(answer.value.words()?));
    absence.map_or(issues::SectorPart::Involved, issues::SectorPart::Absent)
}
