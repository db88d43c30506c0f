//! The charts and the table of indicators.

use crate::charts::{ChartFrame, DrawnChart, progress};
use crate::compare::progress::assess as judged;
use crate::form::{ColumnHead, IndicatorColumns};
use crate::markdown::plain;
use crate::text::csv::{bulleted, csv};
use crate::text::{Date, fold};
use crate::value::indicators::IndicatorCell;
use crate::value::{Absence, FigureNote, Indicator, Indicators, Quantity};

use super::columns::{FIGURE, figure};
use super::table_id;

/// A chart for each indicator that has one: none has an indicator in words, nor one whose figures are of different areas.
pub fn draw<'r>(
    frame: &ChartFrame<'_>,
    field: &str,
    rows: impl Iterator<Item = (&'r Indicator, &'r str)>,
    columns: &IndicatorColumns,
    stated: Date,
) -> Vec<DrawnChart> {
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
        let note = cells
            .each_ref()
            .map(|cell| cell.as_ref().map(|cell| FigureNote::of(&[&cell.circumstances], None, frame.place)));
        // Figures of different areas do not stand on one line.
        let areas = note.iter().flatten().map(|note| note.scope.or(frame.scope).map(fold));
        if areas.clone().any(|area| Some(area) != areas.clone().next()) {
            return None;
        }
        let id = format!("{}-{anchor}", frame.id);
        let lines = judged(row, columns, stated);
        let frame = ChartFrame { id: &id, what: &row.name, table: Some(&table), ..*frame };
        let mut figure =
            progress::progress(&frame, &progress::ProgressChart { name: &row.name, heads, lines: &lines }).ok()?;
        let labels =
            [&columns.baseline, &columns.target, &columns.actual].map(|head| head.as_ref().map(|head| &head.label));
        let notes = labels
            .iter()
            .zip(&note)
            .filter_map(|(label, note)| Some((label.as_ref()?, note.as_ref()?.line(frame.language)?)));
        figure.notes.extend(notes.map(|(label, line)| frame.language.labelled(label, &line)));
        Some(figure)
    })
    .collect()
}

/// The full table of a field's indicators, those in words too: a row for each figure where a cell has several.
pub fn table(indicators: &Indicators, columns: &IndicatorColumns) -> Vec<u8> {
    let head = |head: &ColumnHead| {
        head.as_of.as_ref().map_or(head.label.clone(), |as_of| format!("{}（{as_of}）", head.label))
    };
    let asked = [&columns.baseline, &columns.target, &columns.actual];
    let figures = asked.iter().filter_map(|column| column.as_ref().map(head));
    let figures = figures.flat_map(|head| FIGURE.map(|column| format!("{head}：{column}")));
    let remarks = asked.iter().filter_map(|column| column.as_ref().map(head)).map(|head| format!("{head}：注記"));
    let effect = columns.effect.as_ref().map(head);
    let heads: Vec<String> =
        std::iter::once(columns.indicator.clone()).chain(figures).chain(remarks).chain(effect).collect();
    let rows = indicators.rows.iter().flat_map(|row| {
        let cells: Vec<Option<&IndicatorCell>> = asked
            .into_iter()
            .zip([&row.baseline, &row.target, &row.actual])
            .filter(|(column, _)| column.is_some())
            .map(|(_, cell)| cell.as_ref())
            .collect();
        let several = cells.iter().flatten().map(|cell| cell.quantities.len()).max().unwrap_or(1).max(1);
        (0..several).map(move |at| {
            let figures = cells.iter().flat_map(|cell| match cell {
                Some(cell) => cell.quantities.get(at).map(figure).unwrap_or_default(),
                None if at == 0 => figure(&Quantity::unanswered()),
                None => Default::default(),
            });
            let remark = |cell: Option<&IndicatorCell>| {
                cell.and_then(|cell| cell.circumstances.note()).unwrap_or_default().to_owned()
            };
            let shown = |effect: String| if effect.is_empty() { Absence::Blank.word().to_owned() } else { effect };
            let effect = columns.effect.as_ref().map(|_| match &row.effect {
                _ if at > 0 => String::new(),
                Some(effect) => shown(bulleted(&plain(&effect.text))),
                None => Absence::Unanswered.word().to_owned(),
            });
            let name = std::iter::once(row.name.clone());
            name.chain(figures).chain(cells.iter().copied().map(remark)).chain(effect).collect::<Vec<String>>()
        })
    });
    csv(&heads, rows)
}
