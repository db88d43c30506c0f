//! The charts and the table of indicators.

use crate::charts::number_grid::{GridColumn, GridRow};
use crate::charts::target_path::{self, TargetPathChart};
use crate::charts::{ChartFrame, DrawnChart, progress};
use crate::compare::indicators::{self, DocumentIndicator};
use crate::compare::progress::assess as judged;
use crate::form::{FormColumn, HeadTime, IndicatorColumns, MatrixHead};
use crate::markdown::plain;
use crate::text::csv::{bulleted, csv};
use crate::text::fold;
use crate::text::label_time::time_beside;
use crate::value::indicators::{IndicatorCell, IndicatorColumn};
use crate::value::table::TableCell;
use crate::value::{Absence, Answer, FigureNote, Indicators, Item, Quantity};

use super::columns::{FIGURE, figure};
use super::{chart_id, table_id};

/// A chart for each indicator that has one: none has an indicator in words, nor one whose figures are of different areas.
pub fn draw(frame: &ChartFrame<'_>, field: &str, entries: &[DocumentIndicator<'_>]) -> Vec<DrawnChart> {
    // The field's own table holds the figures of all its indicators.
    let table = table_id(field);
    let one = |entry: &DocumentIndicator<'_>| {
        let id = chart_id(&entry.fragment);
        let frame = ChartFrame { id: &id, what: &entry.row.name, table: Some(&table), ..*frame };
        let has_years = !entry.row.other_actuals.is_empty() || !entry.row.other_targets.is_empty();
        let over_years = || draw_years(&frame, std::slice::from_ref(entry));
        has_years.then(over_years).flatten().or_else(|| draw_one(&frame, entry))
    };
    entries.iter().filter_map(one).collect()
}

/// The course of an indicator over the years of its rows, the oldest first; nothing where there are numbers of the results or
/// the targets of one year only.
pub fn draw_years(frame: &ChartFrame<'_>, entries: &[DocumentIndicator<'_>]) -> Option<DrawnChart> {
    let newest = entries.last()?;
    let [judged] = newest.progress().try_into().ok()?;
    let course = indicators::course(entries)?;
    let (first, last) = (*course.keys().next()?, *course.keys().next_back()?);
    let numbers_of = |at: usize| course.values().filter(|year| year.get(at).copied().flatten().is_some()).count();
    if numbers_of(1).max(numbers_of(2)) < 2 || last - first > LONGEST {
        return None;
    }
    let language = frame.language;
    let is_calendar = |cell: &IndicatorCell| matches!(cell.time, Some(HeadTime::Year(_)));
    let calendar = newest.row.cells().any(is_calendar);
    let label = |year: i32| {
        let time = if calendar { HeadTime::Year(year) } else { HeadTime::FiscalYear(year) };
        time.label_in(language)
    };
    let labels: Vec<String> = (first..=last).map(label).collect();
    let years = labels.iter().zip(first..);
    let years = years.map(|(label, year)| GridColumn { label, short: language.short_year(year) });
    let unit = course.values().flatten().flatten().find_map(|quantity| quantity.unit.as_deref()).unwrap_or_default();
    // The newest form that asks for it names it.
    let label = |column: IndicatorColumn| {
        let head = entries.iter().rev().find_map(|entry| entry.cell(column).0);
        head.map_or("", |head| head.label.as_str())
    };
    let row = |at: usize, column: IndicatorColumn| {
        let number = |year: i32| course.get(&year)?.get(at).copied().flatten();
        let numbers = (first..=last).map(number).collect();
        (numbers_of(at) > 0).then(|| GridRow { label: label(column), unit, is_sum: false, numbers })
    };
    let [baseline, target, actual] = IndicatorColumn::ALL;
    let [baseline, target, actual] = [row(0, baseline), row(1, target), row(2, actual)];
    let input = TargetPathChart { progress: &judged, baseline, target, actual, years: years.collect() };
    target_path::target_path(frame, &input).ok()
}

/// The most years from the first to the last that a chart has room for.
const LONGEST: i32 = 30;

/// The baseline, the target and the result of one indicator on a line.
fn draw_one(frame: &ChartFrame<'_>, entry: &DocumentIndicator<'_>) -> Option<DrawnChart> {
    let (row, columns) = (entry.row, entry.columns);
    let asked = [&columns.baseline, &columns.target, &columns.actual];
    let cells = [&row.baseline, &row.target, &row.actual];
    let heads = asked.iter().zip(cells).map(|(head, cell)| {
        let Some(head) = head else { return String::new() };
        let of_year = cell.as_ref().and_then(|cell| cell.time).map(|time| time.label_in(frame.language));
        let time = of_year.as_deref().or(head.as_of.as_deref()).and_then(|time| time_beside(&head.label, time));
        time.map_or_else(|| head.label.clone(), |time| format!("{}（{time}）", head.label))
    });
    let heads: Vec<String> = heads.collect();
    let heads = [0, 1, 2].map(|at| heads.get(at).map_or("", String::as_str));
    let note = cells
        .each_ref()
        .map(|cell| cell.as_ref().map(|cell| FigureNote::of(&[&cell.circumstances], None, frame.place)));
    // Figures of different areas do not stand on one line.
    let areas = note.iter().flatten().map(|note| note.scope.or(frame.scope).map(fold));
    if areas.clone().any(|area| Some(area) != areas.clone().next()) {
        return None;
    }
    let lines = judged(row, columns, entry.default_result_date);
    let mut figure =
        progress::progress(frame, &progress::ProgressChart { name: &row.name, heads, lines: &lines }).ok()?;
    let labels = asked.map(|head| head.as_ref().map(|head| &head.label));
    let notes = labels
        .iter()
        .zip(&note)
        .filter_map(|(label, note)| Some((label.as_ref()?, note.as_ref()?.line(frame.language)?)));
    figure.notes.extend(notes.map(|(label, line)| frame.language.labelled(label, &line)));
    Some(figure)
}

/// A column of the table of indicators.
enum TableColumn<'a> {
    /// Figures, of a year where they are a series.
    Figures(IndicatorColumn, Option<HeadTime>),
    Effect,
    Other(&'a FormColumn),
}

/// The full table of a field's indicators, those in words too: a row for each figure where a cell has several.
pub fn table(indicators: &Indicators, columns: &IndicatorColumns) -> Vec<u8> {
    let mut all: Vec<(String, TableColumn<'_>)> = Vec::new();
    for head in columns.heads() {
        if let Some(column) = IndicatorColumn::ALL.into_iter().find(|column| column.id() == head.id) {
            let years = indicators.years_of(column);
            let time = head.time_beside();
            let label = time.map_or_else(|| head.label.to_owned(), |time| format!("{}（{time}）", head.label));
            if years.is_empty() {
                all.push((label, TableColumn::Figures(column, None)));
            }
            let of_year = |year: &MatrixHead| {
                (format!("{}（{}）", head.label, year.label), TableColumn::Figures(column, year.time))
            };
            all.extend(years.iter().map(of_year));
        } else if let Some(column) = columns.others.iter().find(|column| column.field.id == head.id) {
            all.push((head.label.to_owned(), TableColumn::Other(column)));
        } else {
            all.push((head.label.to_owned(), TableColumn::Effect));
        }
    }
    let is_figures = |(_, column): &&(String, TableColumn<'_>)| matches!(column, TableColumn::Figures(..));
    let figures = || all.iter().filter(is_figures);
    let words = || all.iter().filter(|column| !is_figures(column));
    let heads: Vec<String> = std::iter::once(columns.indicator.clone())
        .chain(figures().flat_map(|(head, _)| FIGURE.map(|column| format!("{head}：{column}"))))
        .chain(figures().map(|(head, _)| format!("{head}：注記")))
        .chain(words().map(|(head, _)| head.clone()))
        .collect();
    let rows = indicators.rows.iter().flat_map(|row| {
        let cells: Vec<Option<&IndicatorCell>> = figures()
            .filter_map(|(_, column)| match column {
                TableColumn::Figures(column, time) => Some(row.cell(*column, *time)),
                _ => None,
            })
            .collect();
        let words: Vec<String> = words()
            .map(|(_, column)| match column {
                TableColumn::Other(column) => {
                    let mut others = columns.others.iter().zip(&row.others);
                    let cell = others.find(|(own, _)| own.field.id == column.field.id).map(|(_, cell)| cell);
                    cell.map_or_else(String::new, |cell| one_cell(cell, column))
                }
                _ => row.effect.as_ref().map_or_else(
                    || Absence::Unanswered.word().to_owned(),
                    |effect| {
                        let shown = bulleted(&plain(&effect.text));
                        if shown.is_empty() { Absence::Blank.word().to_owned() } else { shown }
                    },
                ),
            })
            .collect();
        let several = cells.iter().flatten().map(|cell| cell.quantities.len()).max().unwrap_or(1).max(1);
        (0..several).map(move |at| {
            let figures = cells.iter().flat_map(|cell| match cell {
                Some(cell) if cell.is_later_than(indicators.year) => Default::default(),
                Some(cell) => cell.quantities.get(at).map(figure).unwrap_or_default(),
                None if at == 0 => figure(&Quantity::unanswered()),
                None => Default::default(),
            });
            let remark = |cell: Option<&IndicatorCell>| {
                cell.and_then(|cell| cell.circumstances.note()).unwrap_or_default().to_owned()
            };
            let words = words.iter().map(|words| if at > 0 { String::new() } else { words.clone() });
            let name = std::iter::once(row.name.clone());
            name.chain(figures).chain(cells.iter().copied().map(remark)).chain(words).collect::<Vec<String>>()
        })
    });
    csv(&heads, rows)
}

/// What a cell of another kind says, in one text; each sector by its name.
fn one_cell(cell: &TableCell, column: &FormColumn) -> String {
    let said = |answer: Option<&Answer>| {
        let mut said = Vec::new();
        if let Some(answer) = answer {
            answer.leaves(&mut |leaf| match leaf.item {
                Item::Quantity(quantity) => said.push(quantity.written.clone()),
                Item::Chosen(chosen) => said.push(chosen.shown().written.clone()),
                Item::Level(level) => said.push(level.written.clone()),
                Item::Line(line) => said.push(line.clone()),
                Item::Prose(prose) => said.push(bulleted(&plain(&prose.text))),
                Item::Date(when) => said.push(when.shown()),
                _ => {}
            });
        }
        said.retain(|one| !one.is_empty());
        if said.is_empty() { Absence::Unanswered.word().to_owned() } else { said.join("、") }
    };
    if column.by.is_empty() {
        return said(cell.one());
    }
    let by = column.by.iter().zip(cell.by_sector());
    by.map(|(sector, answer)| format!("{}：{}", sector.label, said(answer.as_ref()))).collect::<Vec<_>>().join("、")
}
