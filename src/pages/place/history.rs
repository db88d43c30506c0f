//! Indicators and issues of a place, each followed through its documents from the oldest to the newest.

use std::collections::BTreeSet;

use crate::charts::{ChartFrame, DrawnChart};
use crate::compare::carry_over;
use crate::compare::indicators::{self, DocumentIndicator, IndicatorSeries};
use crate::compare::issues::{self, IssueCourse};
use crate::compare::progress;
use crate::model::Document;
use crate::pages::figures::{SavedCharts, chart_id, draw_years, table_id};
use crate::pages::indicators::{cell_view, words_of};
use crate::pages::{RenderContext, summary};
use crate::value::indicators::IndicatorColumn;
use crate::view;
use crate::view::View;

use super::changes::{issue_view, state_of};

/// The indicators that come up more than once; their charts are added to those that leave the page.
pub fn indicators(context: RenderContext<'_>, documents: &[&Document], saved: &mut SavedCharts) -> View {
    let series = indicators::series(documents.iter().copied());
    View::list(series.iter().map(|one| {
        let entries = one.entries.iter().map(|entry| entry_view(context, entry));
        let table = table_id(&format!("indicator-{}", one.id));
        let chart = chart(context, one, &table).map_or(View::None, |chart| saved.figure(&chart));
        // Of a series of years within one sheet the table above the chart has the newest alone.
        let has_all = !is_followed(one);
        view! {
            "id" => &*one.id,
            "name" => &*one.name,
            "entries" => View::list(entries),
            "table" => table,
            "chart" => chart,
            "chart_has_table" => !has_all,
        }
    }))
}

/// Whether a sheet has results of several years in a row.
fn is_followed(series: &IndicatorSeries<'_>) -> bool {
    series.entries.iter().any(|entry| !entry.row.other_actuals.is_empty() || !entry.row.other_targets.is_empty())
}

/// The course of an indicator that a form follows over years, or that has results of many; `table` is the id of that of its entries.
fn chart(context: RenderContext<'_>, series: &IndicatorSeries<'_>, table: &str) -> Option<DrawnChart> {
    /// So many results are seen better in a chart than in a table.
    const MANY: usize = 3;
    let entries = series.entries.as_slice();
    let (first, last) = (entries.first()?, entries.last()?);
    let years: BTreeSet<i32> = entries.iter().flat_map(DocumentIndicator::results).map(|(year, _)| year).collect();
    let followed = entries.iter().any(|entry| !entry.row.other_actuals.is_empty());
    if !followed && years.len() < MANY {
        return None;
    }
    let language = context.language();
    let frame = ChartFrame {
        id: &chart_id(&format!("indicator-{}", series.id)),
        what: &series.name,
        place: &last.document.place.name,
        year: &language.fiscal_years(first.document.year, last.document.year),
        language,
        table: (!is_followed(series)).then_some(table),
        ..ChartFrame::default()
    };
    draw_years(&frame, entries)
}

fn entry_view(context: RenderContext<'_>, entry: &DocumentIndicator<'_>) -> View {
    let progress = entry.progress();
    let [baseline, target, actual] = IndicatorColumn::ALL.map(|column| cell_view(context, entry, column, None));
    view! {
        "year" => summary::year_view(context, entry.document.year),
        "document" => summary::document_view(context, entry.document),
        "label" => &entry.field.label,
        "page" => entry.document.page_of(&entry.fragment),
        "fragment" => &entry.fragment,
        "baseline" => baseline,
        "target" => target,
        "actual" => actual,
        "standing" => progress::standing(&progress).id(),
        "words" => words_of(context, &entry.row.name, &progress),
    }
}

/// All issues of the place's sheets as courses; empty for fewer than two sheets, which the sheet itself shows better.
pub fn issues(context: RenderContext<'_>, sheets: &[&Document]) -> Vec<View> {
    if sheets.len() < 2 {
        return Vec::new();
    }
    let mut courses = issues::courses(sheets);
    // What is still open comes first, then the newest.
    courses.sort_by_key(|course| {
        let last = course.newest().map_or(0, |issue| issue.document.year);
        (course.end.is_some(), -last)
    });
    courses.iter().map(|course| course_view(context, course)).collect()
}

fn course_view(context: RenderContext<'_>, course: &IssueCourse<'_>) -> View {
    let (state, word, note) = state_of(course).unwrap_or(("new", "issue_new", None));
    view! {
        "text" => course.newest().map(|issue| issue.text.clone()),
        "state" => state,
        "state_word" => context.theme.word(word),
        "note" => note,
        "ended" => course.end.as_ref().map(|(_, document)| {
            view! { "year" => summary::year_view(context, document.year), "page" => &document.page }
        }),
        "steps" => View::list(course.steps.iter().map(|issue| issue_view(context, issue))),
    }
}

/// What documents carried over, with what the next ones make of it; the newest first. `pairs` are documents with those that they
/// follow, the oldest first.
pub fn carried_over(context: RenderContext<'_>, pairs: &[(&Document, &Document)]) -> View {
    let found = pairs.iter().rev().filter_map(|(now, before)| carry_over::carried_over(now, before));
    View::list(found.map(|pair| {
        let item = |item: &carry_over::CarriedRow<'_>, of: &Document| {
            view! {
                "text" => &item.text,
                "label" => &item.field.label,
                "page" => &of.page,
                "fragment" => &item.fragment,
            }
        };
        let pairs = pair.carried.iter().map(|(given, received)| {
            let received = received.as_ref().map(|received| item(received, pair.now));
            view! { "given" => item(given, pair.before), "taken" => received }
        });
        view! {
            "before" => summary::document_view(context, pair.before),
            "now" => summary::document_view(context, pair.now),
            "pairs" => View::list(pairs),
            "added" => View::list(pair.added.iter().map(|other| item(other, pair.now))),
        }
    }))
}
