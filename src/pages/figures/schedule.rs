//! The chart and the table of a schedule.

use crate::charts::{ChartFrame, DrawnChart, schedule};
use crate::form::ScheduleColumns;
use crate::markdown::plain;
use crate::text::csv::{bulleted, csv};
use crate::value::{Absence, Prose, Schedule};

use super::{one_line, table_id};

/// A band of months, where it shows more than the rows do: the course of at least two entries.
pub fn draw(frame: &ChartFrame<'_>, field: &str, answered: &Schedule, year: i32) -> Option<DrawnChart> {
    let words: Vec<(String, String)> = answered
        .entries
        .iter()
        .map(|entry| (entry.period.shown_in(frame.language), one_line(entry.item.as_ref().or(entry.detail.as_ref()))))
        .collect();
    let entries = answered.entries.iter().zip(&words).map(|(entry, (period, item))| schedule::ScheduleBar {
        period,
        months: entry.period.period.as_ref().and_then(|period| schedule::months_of(period, year)),
        item,
    });
    let entries: Vec<schedule::ScheduleBar<'_>> = entries.collect();
    if entries.iter().filter(|entry| entry.months.is_some()).count() < 2 {
        return None;
    }
    let table = table_id(field);
    schedule::schedule(&ChartFrame { table: Some(&table), ..*frame }, &entries).ok()
}

/// The whole schedule as it stands on the page.
pub fn table(schedule: &Schedule, columns: &ScheduleColumns) -> Vec<u8> {
    let cell = |text: &Option<Prose>| {
        text.as_ref().map_or_else(|| Absence::Unanswered.word().to_owned(), |text| bulleted(&plain(&text.text)))
    };
    let rows = schedule.entries.iter().map(|entry| [entry.period.shown(), cell(&entry.item), cell(&entry.detail)]);
    csv(&[&columns.period, &columns.item, &columns.detail], rows)
}
