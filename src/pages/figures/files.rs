//! The CSV of a table whose charts show only some of its columns.

use crate::form::{Head, IndicatorColumns, ScheduleColumns};
use crate::markdown::plain;
use crate::text::csv::{bulleted, csv};
use crate::value::indicators::Cell;
use crate::value::{Absence, Indicators, Prose, Schedule, number};

/// The whole schedule as it stands on the page.
pub fn schedule(schedule: &Schedule, columns: &ScheduleColumns) -> Vec<u8> {
    let cell = |text: &Option<Prose>| {
        text.as_ref().map_or_else(|| Absence::Unanswered.word().to_owned(), |text| bulleted(&plain(&text.text)))
    };
    let rows = schedule.entries.iter().map(|entry| [entry.period.shown(), cell(&entry.item), cell(&entry.detail)]);
    csv(&[&columns.period, &columns.item, &columns.detail], rows)
}

/// The whole table of a field's indicators as it stands on the page, those in words too.
pub fn indicators(indicators: &Indicators, columns: &IndicatorColumns) -> Vec<u8> {
    let head =
        |head: &Head| head.as_of.as_ref().map_or(head.label.clone(), |as_of| format!("{}（{as_of}）", head.label));
    let asked = [&columns.baseline, &columns.target, &columns.actual, &columns.effect];
    let heads = asked.iter().filter_map(|column| column.as_ref().map(head));
    let heads: Vec<String> = std::iter::once(columns.indicator.clone()).chain(heads).collect();
    let rows = indicators.rows.iter().map(|row| {
        let shown = |effect: String| if effect.is_empty() { Absence::Blank.word().to_owned() } else { effect };
        let effect = row.effect.as_ref().map(|effect| shown(bulleted(&plain(&effect.text))));
        let [baseline, target, actual] = [&row.baseline, &row.target, &row.actual].map(|cell| cell.as_ref().map(words));
        let cells = asked.into_iter().zip([baseline, target, actual, effect]).filter(|(column, _)| column.is_some());
        let cells = cells.map(|(_, cell)| cell.unwrap_or_else(|| Absence::Unanswered.word().to_owned()));
        std::iter::once(row.name.clone()).chain(cells).collect::<Vec<_>>()
    });
    csv(&heads, rows)
}

/// A cell in one line: its quantities, and the remark on them in brackets.
fn words(cell: &Cell) -> String {
    let quantities: Vec<String> = cell.quantities.iter().map(number::shown).collect();
    let remark = cell.circumstances.note.as_ref().map_or(String::new(), |note| format!("（{note}）"));
    quantities.join("、") + &remark
}
