//! What templates see of indicators: columns, those of a series under one head, and rows.

use crate::form::{IndicatorColumns, IndicatorHead};
use crate::value::{Viewer, prose, table};
use crate::view;
use crate::view::View;

use super::{EFFECT, IndicatorCell, IndicatorColumn, Indicators};

/// The view of the indicators of a field.
pub(super) fn view(indicators: &Indicators, columns: &IndicatorColumns, viewer: &mut Viewer<'_>) -> View {
    let language = viewer.language;
    let heads: Vec<IndicatorHead<'_>> = columns.heads().collect();
    let mut columns_view = Vec::new();
    let mut last = None;
    for head in &heads {
        let kind = if head.is_figure() {
            "figures"
        } else if head.id == EFFECT {
            EFFECT
        } else {
            "cell"
        };
        let years = indicators.years_at(head.id);
        for year in years {
            let label = year.time.map_or_else(String::new, |time| time.label_in(language));
            let full_label = head.label.to_owned() + &language.bracketed(&label);
            let group = head.label;
            columns_view.push(view! { "id" => head.id, "kind" => kind, "label" => label, "full_label" => full_label, "group" => group });
        }
        if years.is_empty() {
            let column = columns.others.iter().find(|column| column.field.id == head.id);
            let by = column.map_or(&[][..], |column| column.by.as_slice()).iter();
            columns_view.push(view! {
                "id" => head.id,
                "kind" => kind,
                "label" => head.label,
                "full_label" => head.label,
                "as_of" => head.time_beside().map(str::to_owned),
                "unit" => column.and_then(|column| column.field.unit.clone()),
                "by" => View::list(by.map(|sector| view! { "id" => &sector.id, "label" => &sector.label })),
            });
        }
        // The last column of figures: what came of a row is told there.
        last = if head.is_figure() { Some(columns_view.len()) } else { last };
    }
    let anchors = std::mem::take(&mut viewer.rows);
    let outer = viewer.at.clone();
    let mut rows = Vec::new();
    for (row, anchor) in indicators.rows.iter().zip(anchors) {
        let mut cells = Vec::new();
        for head in &heads {
            let at = format!("{outer}.{anchor}.{}", head.id);
            if head.id == EFFECT {
                cells.push(view! { "effect" => row.effect.as_ref().map(|effect| prose::view(effect, viewer)) });
            } else if head.is_figure() {
                let before = cells.len();
                let is_target = head.id == IndicatorColumn::Target.id();
                let view = |cell: &IndicatorCell| {
                    // Nobody is asked for results of years to come.
                    let later = !is_target && cell.is_later_than(indicators.year);
                    view! { "figures" => (!later).then(|| cell.view(&cell.path(&at), language)), "later" => later }
                };
                cells.extend(row.cells_of(head.id).into_iter().map(view));
                if cells.len() == before {
                    cells.push(view! { "figures" => View::None });
                }
            } else if let Some((column, cell)) =
                columns.others.iter().zip(&row.others).find(|(column, _)| column.field.id == head.id)
            {
                viewer.at = at;
                cells.push(table::view_cell(cell, column, viewer));
            }
        }
        rows.push(view! { "anchor" => anchor, "name" => &row.name, "cells" => View::list(cells) });
    }
    viewer.at = outer;
    view! {
        "kind" => "indicators",
        "indicator" => &columns.indicator,
        "columns" => View::list(columns_view),
        "groups" => groups(indicators, &heads),
        "last" => last,
        "rows" => View::list(rows),
    }
}

/// What stands over the columns: the word for each series. Nothing where there is no series.
fn groups(indicators: &Indicators, heads: &[IndicatorHead<'_>]) -> View {
    if heads.iter().all(|head| indicators.years_at(head.id).is_empty()) {
        return View::None;
    }
    let mut first = 0;
    View::list(heads.iter().map(|head| {
        let years = indicators.years_at(head.id).len();
        let at = first;
        first += years.max(1);
        view! { "label" => Some(head.label).filter(|_| years > 0), "columns" => years.max(1), "first" => at }
    }))
}
