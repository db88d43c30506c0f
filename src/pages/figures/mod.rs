//! Charts on the page of a document: which field gets which, and the CSV beside each.
//!
//! A chart belongs to a field kind, never to a certain field, so a new form gets its charts without any Rust.

pub mod files;

use std::collections::HashMap;

use crate::charts::{Coverage, Figure, Frame, Reason, composition, issues, progress, rates, schedule};
use crate::compare::progress::{of as judged, said};
use crate::form::{Column, Field, IndicatorColumns, Kind, TableSettings};
use crate::markdown::plain;
use crate::model::Document;
use crate::text::csv::csv;
use crate::text::{Date, era, fold};
use crate::value::table::{self, Table};
use crate::value::{Absence, Answer, Composition, Indicator, Prose, Rates, Schedule, Told, Value, When};
use crate::view;
use crate::view::View;

use super::download::size;

/// The charts of an answer and the file with their figures.
#[derive(Default)]
pub struct FieldCharts {
    /// In the order of the page. An indicator in words has none.
    pub figures: Vec<Figure>,
    /// Where the CSV is: `data/2021/kawasaki/inpatients.csv`.
    pub csv_path: String,
    /// The table the figures belong to.
    pub csv: Vec<u8>,
}

/// Draws what the field's kind has a chart for; what cannot be drawn honestly stays a table.
pub fn draw(document: &Document, field: &Field, answer: &Answer) -> FieldCharts {
    let figures = figures_of(document, field, answer);
    let Some(first) = figures.first() else { return FieldCharts::default() };
    let csv = if let (Value::Indicators(indicators), Kind::Indicators(columns)) = (&answer.value, &field.kind) {
        files::indicators(indicators, columns)
    } else if let (Value::Schedule(schedule), Kind::Schedule(columns)) = (&answer.value, &field.kind) {
        files::schedule(schedule, columns)
    } else if let Value::Composition(composition) = &answer.value {
        files::composition(composition)
    } else if let Value::Rates(rates) = &answer.value {
        files::rates(rates)
    } else {
        let rows = figures.iter().flat_map(|figure| &figure.table.rows);
        csv(&first.table.head, rows.map(|row| std::iter::once(&row.head).chain(&row.cells)))
    };
    let page = document.page.strip_suffix(".html").unwrap_or(&document.page);
    let csv_path = format!("data/{page}/{}.csv", field.id);
    FieldCharts { figures, csv_path, csv }
}

fn figures_of(document: &Document, field: &Field, answer: &Answer) -> Vec<Figure> {
    let year = era::fiscal_year_both(document.year);
    let asked = field.as_of.as_deref().map(|asked| When::parse(asked, document.year));
    let told = Told::of(&[&answer.circumstances], asked, &document.place.name);
    let told = Dated::of(told);
    let frame = Frame {
        id: &chart_id(&field.id),
        what: &field.label,
        place: &document.place.name,
        year: &year,
        as_of: told.as_of.as_deref(),
        scope: told.scope,
        table: None,
    };
    let unit = field.unit.as_deref().unwrap_or_default();
    match (&answer.value, &field.kind) {
        (Value::Composition(composition), _) => of_composition(&frame, composition, unit).into_iter().collect(),
        (Value::Rates(rates), _) => of_rates(&frame, rates, unit).into_iter().collect(),
        (Value::Indicators(indicators), Kind::Indicators(columns)) => {
            let rows = indicators.rows.iter().zip(answer.row_anchors(&document.form));
            of_indicators(&frame, &field.id, rows, columns, said(answer, document.year))
        }
        (Value::Schedule(schedule), _) => of_schedule(&frame, &field.id, schedule, document.year).into_iter().collect(),
        (Value::Table(table), Kind::Table(settings)) => of_sectors(&frame, table, settings).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Parts as charts take them.
pub fn composition_parts<'a>(parts: &'a [crate::value::composition::Part]) -> Vec<composition::Part<'a>> {
    let part = |part: &'a crate::value::composition::Part| composition::Part {
        label: &part.label,
        quantity: &part.quantity,
        share: part.share,
        headline: part.headline,
        parts: composition_parts(&part.parts),
    };
    parts.iter().map(part).collect()
}

fn of_composition(frame: &Frame<'_>, answered: &Composition, unit: &str) -> Result<Figure, Reason> {
    let answered = answered.among(unit);
    let parts = composition_parts(&answered.parts);
    let total = answered.total.as_ref().map(|(total, _)| total);
    composition::composition(frame, &composition::Composition { total, parts: &parts, unit })
}

fn of_rates(frame: &Frame<'_>, answered: &Rates, unit: &str) -> Result<Figure, Reason> {
    let points: Vec<_> = answered.points.iter().map(|point| (&point.label, point.quantity.among(unit))).collect();
    let points: Vec<rates::Point<'_>> =
        points.iter().map(|(label, quantity)| rates::Point { label, quantity }).collect();
    rates::rates(frame, &rates::Rates { points: &points, unit, earlier: &[], range: None })
}

fn of_indicators<'r>(
    frame: &Frame<'_>,
    field: &str,
    rows: impl Iterator<Item = (&'r Indicator, String)>,
    columns: &IndicatorColumns,
    said: Date,
) -> Vec<Figure> {
    let heads = [&columns.baseline, &columns.target, &columns.actual].map(|head| {
        head.as_ref().map_or_else(String::new, |head| match &head.as_of {
            Some(as_of) => format!("{}（{as_of}）", head.label),
            None => head.label.clone(),
        })
    });
    let heads = [heads[0].as_str(), heads[1].as_str(), heads[2].as_str()];
    // The field's own table holds the figures of all its indicators.
    let table = table_id(field);
    rows.filter_map(|(row, anchor)| {
        let cells = [&row.baseline, &row.target, &row.actual];
        let told =
            cells.each_ref().map(|cell| cell.as_ref().map(|cell| Told::of(&[&cell.circumstances], None, frame.place)));
        // Figures of different areas do not stand on one line.
        let areas = told.iter().flatten().map(|told| told.scope.or(frame.scope).map(fold));
        if areas.clone().any(|area| Some(area) != areas.clone().next()) {
            return None;
        }
        let id = format!("{}-{anchor}", frame.id);
        let lines = judged(row, columns, said);
        let frame = Frame { id: &id, what: &row.name, table: Some(&table), ..*frame };
        let mut figure =
            progress::progress(&frame, &progress::ProgressChart { name: &row.name, heads, lines: &lines }).ok()?;
        let labels =
            [&columns.baseline, &columns.target, &columns.actual].map(|head| head.as_ref().map(|head| &head.label));
        let notes =
            labels.iter().zip(&told).filter_map(|(label, told)| Some((label.as_ref()?, told.as_ref()?.line()?)));
        figure.notes.extend(notes.map(|(label, line)| format!("{label}：{line}")));
        Some(figure)
    })
    .collect()
}

/// A band of months, where it shows more than the rows do: the course of at least two entries.
fn of_schedule(frame: &Frame<'_>, field: &str, answered: &Schedule, year: i32) -> Option<Figure> {
    let words: Vec<(String, String)> = answered
        .entries
        .iter()
        .map(|entry| (entry.period.shown(), one_line(entry.item.as_ref().or(entry.detail.as_ref()))))
        .collect();
    let entries = answered.entries.iter().zip(&words).map(|(entry, (period, item))| schedule::Entry {
        period,
        months: entry.period.period.as_ref().and_then(|period| schedule::months_of(period, year)),
        item,
    });
    let entries: Vec<schedule::Entry<'_>> = entries.collect();
    if entries.iter().filter(|entry| entry.months.is_some()).count() < 2 {
        return None;
    }
    let table = table_id(field);
    schedule::schedule(&Frame { table: Some(&table), ..*frame }, &entries).ok()
}

/// Which sector has a part in which row. Where all have one in all, or none in any, there is nothing to see, and two
/// rows are seen at a glance.
fn of_sectors(frame: &Frame<'_>, answered: &Table, settings: &TableSettings) -> Option<Figure> {
    let columns: Vec<(usize, &Column)> = settings.columns.iter().enumerate().collect();
    let (label, _) = columns.iter().find(|(_, column)| column.by.is_empty())?;
    let (split, column) = columns.iter().find(|(_, column)| !column.by.is_empty())?;
    let labels: Vec<String> = answered.rows.iter().map(|row| row_label(row, *label)).collect();
    let rows = answered.rows.iter().zip(&labels).map(|(row, label)| issues::Issue {
        label,
        involved: match row.cells.get(*split) {
            Some(table::Cell::BySector(answers)) => {
                answers.iter().map(|answer| answer.as_ref().map_or(NOBODY, part)).collect()
            }
            _ => Vec::new(),
        },
    });
    let rows: Vec<issues::Issue<'_>> = rows.collect();
    let sectors: Vec<&str> = column.by.iter().map(|sector| sector.label.as_str()).collect();
    let parts = rows.iter().flat_map(|row| &row.involved).filter(|part| **part == issues::Part::Involved).count();
    if rows.len() < 3 || parts == 0 || parts == rows.len() * sectors.len() {
        return None;
    }
    issues::issues(frame, &sectors, &rows).ok()
}

/// The first words of a row.
fn row_label(row: &table::Row, column: usize) -> String {
    match row.cells.get(column) {
        Some(table::Cell::One(Some(answer))) => match &answer.value {
            Value::Prose(prose) => one_line(Some(prose)),
            Value::Text(text) => text.clone(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// What stands for a sector of which nobody has said anything.
const NOBODY: issues::Part = issues::Part::Absent(Absence::Unanswered);

/// Whether an answer says something, rather than why it says nothing.
fn part(answer: &Answer) -> issues::Part {
    let absence = match &answer.value {
        Value::Prose(prose) => Absence::parse(&prose.text),
        Value::Text(text) => Absence::parse(text),
        Value::Open => Some(Absence::Unanswered),
        _ => None,
    };
    absence.map_or(issues::Part::Involved, issues::Part::Absent)
}

/// A text in one line.
fn one_line(prose: Option<&Prose>) -> String {
    let text = prose.map(|prose| plain(&prose.text)).unwrap_or_default();
    let lines = text.lines().map(|line| line.trim().trim_start_matches("- ")).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("、")
}

/// The id of the table of a field's answer.
fn table_id(field: &str) -> String {
    format!("_table_{field}")
}

/// The id of a chart of something that has an id on its page.
pub fn chart_id(of: &str) -> String {
    format!("_chart_{of}")
}

/// What charts tell of a figure: its time in words, and its area.
#[derive(Default)]
pub struct Dated<'a> {
    /// R2年4月
    pub as_of: Option<String>,
    /// 埼玉県全体
    pub scope: Option<&'a str>,
}

impl<'a> Dated<'a> {
    /// Of what travels with it.
    pub fn of(told: Told<'a>) -> Dated<'a> {
        Dated { as_of: told.time(), scope: told.scope }
    }

    /// As a chart takes it.
    pub fn coverage(&self) -> Coverage<'_> {
        Coverage { as_of: self.as_of.as_deref(), scope: self.scope }
    }
}

impl FieldCharts {
    /// The chart of each row, given what follows in the id of its chart; none for rows that have none.
    pub fn of_rows(&self, rows: impl Iterator<Item = String>) -> Vec<Option<&Figure>> {
        let by_id: HashMap<&str, &Figure> = self.figures.iter().map(|figure| (figure.id.as_str(), figure)).collect();
        rows.map(|row| by_id.get(chart_id(&row).as_str()).copied()).collect()
    }

    /// What templates see: the figures, and the file with all of them.
    pub fn view(&self, field: &Field) -> View {
        if self.figures.is_empty() {
            return View::None;
        }
        view! {
            "figures" => View::list(self.figures.iter().map(figure_view)),
            "table" => table_id(&field.id),
            "csv" => &self.csv_path,
            "csv_size" => size(self.csv.len()),
        }
    }
}

/// What templates see of a chart.
pub fn figure_view(figure: &Figure) -> View {
    let rows = figure.table.rows.iter().map(|row| view! { "head" => &row.head, "cells" => View::list(&row.cells) });
    view! {
        "id" => &figure.id,
        "headline" => &figure.headline,
        "subtitle" => &figure.subtitle,
        "svg" => View::Html(figure.svg.clone()),
        "caption" => &figure.table.caption,
        "head" => View::list(&figure.table.head),
        "rows" => View::list(rows),
        "notes" => View::list(&figure.notes),
    }
}
