//! All indicators by year and place, with what came of their targets.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};

use crate::charts::progress::{aim, outcome};
use crate::compare::form_groups;
use crate::compare::indicators::{self, DocumentIndicator};
use crate::compare::progress::{self, Progress, Standing};
use crate::model::address;
use crate::restrict::Restricted;
use crate::value::indicators::IndicatorColumn;
use crate::value::{FigureNote, When};
use crate::view;
use crate::view::View;

use super::filters::Filters;
use super::pagination::List;
use super::{Page, RenderContext, summary};

/// The list of indicators.
const LIST: List = List {
    address: address::INDICATORS,
    template: "indicators.html",
    words: ["indicators_all", "indicators_description"],
    rows: |document| indicators::indicators_of(document).len(),
};

/// Whether any document has an indicator.
pub fn exists(site: &Restricted) -> bool {
    LIST.exists(site)
}

/// One page, and one more for each older year that does not fit.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    LIST.pages(context, move |years| content(context, years))
}

fn content(context: RenderContext<'_>, years: &[i32]) -> View {
    let mut filters = Filters::new(context);
    let mut summary = Vec::new();
    let mut by_year = Vec::new();
    for year in years {
        let documents = context.site.documents_of(*year).iter();
        let several_forms = !form_groups::of_year(context.site, *year).is_empty();
        let mut tally = StandingCounts::default();
        let mut rows = Vec::new();
        let entries: Vec<DocumentIndicator<'_>> = documents.flat_map(indicators::indicators_of).collect();
        let times = IndicatorColumn::ALL.map(|column| time_of(&entries, column));
        for entry in &entries {
            let progress = entry.progress();
            let standing = progress::standing(&progress);
            if entry.columns.actual.is_some() {
                tally.count(entry, standing);
            }
            filters.note_document(entry.document);
            filters.note("state", standing.id(), context.theme.word(word_of(standing)));
            let mut row = row_view(context, entry, &times, &progress);
            if several_forms {
                let form = &entry.document.form;
                filters.note_of("form", context.theme.word("form"), &form.id, &form.short);
                row.set("form", form.id.as_str());
            }
            rows.push(row);
        }
        if !tally.0.is_empty() {
            summary.push((*year, tally));
        }
        let times = IndicatorColumn::ALL
            .iter()
            .zip(&times)
            .map(|(column, time)| (column.id().into(), time.as_ref().map(|time| time.view(context.language())).into()));
        by_year
            .push(view! { "year" => summary::year_view(context, *year), "times" => View::Map(times.collect()), "rows" => rows });
    }
    // What never came to pass needs no column.
    let states: Vec<Standing> =
        Standing::all().filter(|standing| summary.iter().any(|(_, tally)| tally.of(*standing) > 0)).collect();
    let summary = summary.iter().map(|(year, tally)| {
        view! {
            "year" => summary::year_view(context, *year),
            "counts" => View::list(states.iter().map(|standing| tally.of(*standing))),
            "total" => tally.0.len(),
        }
    });
    view! {
        "filters" => filters.view(),
        "states" => View::list(states.iter().map(|standing| context.theme.word(word_of(*standing)))),
        "summary" => View::list(summary),
        "years" => by_year,
    }
}

/// What came of the indicators of a year. One that stands in several documents of a place, as in the sheet and in the sheet of
/// its model area, is counted once: as the sheet has it, else as the first of the others does.
#[derive(Default)]
struct StandingCounts<'a>(HashMap<(&'a str, Cow<'a, str>, usize), (&'a str, Standing)>);

impl<'a> StandingCounts<'a> {
    fn count(&mut self, entry: &DocumentIndicator<'a>, standing: Standing) {
        let document = entry.document.name.as_str();
        // In one document, every row is an indicator of its own.
        for nth in 0.. {
            match self.0.entry((&entry.document.place.id, entry.identity(), nth)) {
                Vacant(free) => {
                    free.insert((document, standing));
                }
                Occupied(occupied) if occupied.get().0 == document => continue,
                Occupied(mut occupied) if entry.document.is_sheet() => {
                    occupied.insert((document, standing));
                }
                Occupied(_) => {}
            }
            break;
        }
    }

    fn of(&self, standing: Standing) -> usize {
        self.0.values().filter(|(_, own)| *own == standing).count()
    }
}

/// What came of the indicators of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// How many targets are reached.
    pub reached: usize,
    /// How many are not.
    pub missed: usize,
    /// Of how many the result is still to come.
    pub pending: usize,
}

impl Outcomes {
    /// How many are reached or not.
    #[must_use]
    pub fn judged(self) -> usize {
        self.reached + self.missed
    }
}

/// Counts the indicators of a year, each once, as the page of indicators does.
#[must_use]
pub fn outcomes(site: &Restricted, year: i32) -> Outcomes {
    let entries: Vec<DocumentIndicator<'_>> =
        site.documents_of(year).iter().flat_map(indicators::indicators_of).collect();
    let mut tally = StandingCounts::default();
    for entry in entries.iter().filter(|entry| entry.columns.actual.is_some()) {
        tally.count(entry, progress::standing(&entry.progress()));
    }
    let [reached, missed, pending] =
        [Standing::Reached, Standing::Missed, Standing::Pending].map(|standing| tally.of(standing));
    Outcomes { reached, missed, pending }
}

/// The interface word for a standing.
fn word_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Reached => "standing_reached",
        Standing::Missed => "standing_missed",
        Standing::Below => "standing_below",
        Standing::Above => "standing_above",
        Standing::Inexact => "standing_inexact",
        Standing::Mixed => "standing_mixed",
        Standing::Early => "standing_early",
        Standing::Pending => "standing_pending",
        Standing::NoActual => "standing_no_actual",
        Standing::NoTarget => "standing_no_target",
        Standing::Incomparable => "standing_incomparable",
    }
}

/// What came of an indicator, in the words of the site's language.
pub fn words_of(context: RenderContext<'_>, name: &str, progress: &[Progress<'_>]) -> String {
    outcome(context.language(), name, progress)
}

/// The figures of a cell with what no heading says: `head` is the time in the head of the column. Cells the form does not
/// ask for look different from those left blank.
pub fn cell_view(
    context: RenderContext<'_>,
    entry: &DocumentIndicator<'_>,
    column: IndicatorColumn,
    head: Option<&When>,
) -> View {
    let note = entry.figure_note(column);
    let as_of = note.as_of.clone().filter(|when| Some(when.as_ref()) != head);
    let figures = entry.printed(column, FigureNote { as_of, note: false, ..note });
    let figures = figures.map(|figures| View::list(figures.iter().map(|figure| figure.view(context.language()))));
    view! { "asked" => entry.cell(column).0.is_some(), "figures" => figures }
}

/// The time of all figures of a column, where it is one.
fn time_of(entries: &[DocumentIndicator<'_>], column: IndicatorColumn) -> Option<When> {
    let times = entries.iter().filter(|entry| entry.cell(column).1.is_some());
    let mut times = times.map(|entry| entry.figure_note(column).as_of);
    let first = times.next()??.into_owned();
    times.all(|time| time.as_deref() == Some(&first)).then_some(first)
}

fn row_view(
    context: RenderContext<'_>,
    entry: &DocumentIndicator<'_>,
    times: &[Option<When>; 3],
    progress: &[Progress<'_>],
) -> View {
    let [baseline, target, actual] = IndicatorColumn::ALL;
    let [first, second, third] = times.each_ref().map(Option::as_ref);
    view! {
        "page" => entry.document.page_of(&entry.fragment),
        "fragment" => &entry.fragment,
        "name" => entry.name().as_ref(),
        "place" => &entry.document.place.name,
        "place_id" => &entry.document.place.id,
        "year" => entry.document.year,
        "document" => summary::name(entry.document),
        "baseline" => cell_view(context, entry, baseline, first),
        "target" => cell_view(context, entry, target, second),
        "actual" => cell_view(context, entry, actual, third),
        "outcome" => outcome_view(context, &entry.row.name, progress),
    }
}

/// The outcome of an indicator that has no chart.
pub fn outcome_view(context: RenderContext<'_>, name: &str, progress: &[Progress<'_>]) -> View {
    let standing = progress::standing(progress);
    view! {
        "state" => standing.id(),
        "word" => context.theme.word(word_of(standing)),
        "words" => words_of(context, name, progress),
        "direction" => aim(context.language(), progress),
    }
}
