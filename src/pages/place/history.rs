//! Indicators and issues of a place, each followed through its documents from the oldest to the newest.

use std::collections::{BTreeSet, HashMap};

use crate::charts::ChartFrame;
use crate::compare::carry_over;
use crate::compare::indicators::{self, DocumentIndicator, IndicatorSeries};
use crate::compare::issues::{self, End, Issue};
use crate::compare::progress;
use crate::model::Document;
use crate::pages::figures::{chart_id, draw_years, figure_view};
use crate::pages::indicators::{cell_view, words_of};
use crate::pages::{RenderContext, summary};
use crate::value::indicators::IndicatorColumn;
use crate::view;
use crate::view::View;

use super::changes::{issue_view, outcome};

/// The indicators that come up more than once.
pub fn indicators(context: RenderContext<'_>, documents: &[&Document]) -> View {
    let series = indicators::series(documents.iter().copied());
    View::list(series.iter().map(|one| {
        let entries = one.entries.iter().map(|entry| entry_view(context, entry));
        let chart = chart(context, one);
        view! { "id" => &*one.id, "name" => &*one.name, "entries" => View::list(entries), "chart" => chart }
    }))
}

/// The course of an indicator that a form follows over years, or that has results of many.
fn chart(context: RenderContext<'_>, series: &IndicatorSeries<'_>) -> View {
    /// So many results are seen better in a chart than in a table.
    const MANY: usize = 3;
    let entries = series.entries.as_slice();
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return View::None };
    let years: BTreeSet<i32> = entries.iter().flat_map(DocumentIndicator::results).map(|(year, _)| year).collect();
    let followed = entries.iter().any(|entry| !entry.row.other_actuals.is_empty());
    if !followed && years.len() < MANY {
        return View::None;
    }
    let language = context.language();
    let frame = ChartFrame {
        id: &chart_id(&format!("indicator-{}", series.id)),
        what: &series.name,
        place: &last.document.place.name,
        year: &language.fiscal_years(first.document.year, last.document.year),
        language,
        ..ChartFrame::default()
    };
    draw_years(&frame, entries).map_or(View::None, |chart| figure_view(&chart))
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

/// An issue through the sheets.
struct IssueHistory<'a> {
    steps: Vec<Issue<'a>>,
    /// What became of it, and the sheet that says so or is silent.
    end: Option<(End<'a>, &'a Document)>,
}

/// All issues of the place's sheets as chains; empty for fewer than two sheets, which the sheet itself shows better.
pub fn issues(context: RenderContext<'_>, sheets: &[&Document]) -> Vec<View> {
    let (Some(first), true) = (sheets.first(), sheets.len() > 1) else { return Vec::new() };
    let start = |issue| IssueHistory { steps: vec![issue], end: None };
    let mut chains: Vec<IssueHistory<'_>> = issues::of(first).into_iter().map(start).collect();
    let row = |issue: &Issue<'_>| (issue.document.year, issue.row.number);
    // Which chain a row of the newest sheet so far is the last of.
    let mut places: HashMap<_, usize> =
        chains.iter().enumerate().filter_map(|(at, chain)| Some((row(chain.steps.last()?), at))).collect();
    for pair in sheets.windows(2) {
        let [before, now] = pair else { continue };
        let between = issues::between(before, now);
        for (old, new) in between.carried {
            let at = places.remove(&row(&old)).unwrap_or(chains.len());
            places.insert(row(&new), at);
            match chains.get_mut(at) {
                Some(chain) => chain.steps.push(new),
                None => chains.push(start(new)),
            }
        }
        for (old, end) in between.ended {
            if let Some(chain) = places.get(&row(&old)).and_then(|at| chains.get_mut(*at)) {
                chain.end = Some((end, now));
            }
        }
        for new in between.new {
            places.insert(row(&new), chains.len());
            chains.push(start(new));
        }
    }
    // What is still open comes first, then the newest.
    chains.sort_by_key(|chain| {
        let last = chain.steps.last().map_or(0, |issue| issue.document.year);
        (chain.end.is_some(), -last)
    });
    chains.iter().map(|chain| chain_view(context, chain)).collect()
}

fn chain_view(context: RenderContext<'_>, chain: &IssueHistory<'_>) -> View {
    let (state, word, note) = match (&chain.end, chain.steps.len()) {
        (Some((end, _)), _) => outcome(*end),
        (None, 1) => ("new", "issue_new", None),
        (None, _) => ("carried", "issue_carried", None),
    };
    view! {
        "text" => chain.steps.last().map(|issue| issue.text.clone()),
        "state" => state,
        "state_word" => context.theme.word(word),
        "note" => note,
        "ended" => chain.end.as_ref().map(|(_, document)| {
            view! { "year" => summary::year_view(context, document.year), "page" => &document.page }
        }),
        "steps" => View::list(chain.steps.iter().map(|issue| issue_view(context, issue))),
    }
}

/// What documents carried over, with what the next ones make of it; the newest first.
pub fn carried_over(context: RenderContext<'_>, documents: &[&Document]) -> View {
    let found = documents.iter().rev().filter_map(|now| carry_over::carried_over(now, context.site));
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
