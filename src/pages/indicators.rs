//! All indicators by year and place, with what came of their targets.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};

use crate::charts::progress::{aim, said};
use crate::compare::indicators::{self, Entry, IndicatorColumn};
use crate::compare::progress::{self, Progress, Standing};
use crate::model::Document;
use crate::value::{Printed, Told, When};
use crate::view;
use crate::view::View;

use super::filters::Filters;
use super::shelves::{List, Shelf, others};
use super::{Edition, Page, frame, measures};

/// Address of the newest of its pages.
pub const PATH: &str = "indicators.html";

/// The list of indicators.
const LIST: List = List { path: PATH, template: "indicators.html", title: "indicators_all", rows, make };

fn rows(document: &Document) -> usize {
    indicators::of(document).len()
}

/// Whether any document has an indicator.
pub fn exists(edition: Edition<'_>) -> bool {
    LIST.exists(edition)
}

/// One page, and one more for each older year that does not fit.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    LIST.pages(edition)
}

fn make(edition: Edition<'_>, shelf: &Shelf, all: &[Shelf]) -> View {
    let mut filters = Filters::new(edition.theme);
    let mut summary = Vec::new();
    let mut years = Vec::new();
    for year in &shelf.years {
        let documents = edition.site.documents_of(*year).iter();
        let mut tally = Tally::default();
        let mut rows = Vec::new();
        let entries: Vec<Entry<'_>> = documents.flat_map(indicators::of).collect();
        let times = IndicatorColumn::ALL.map(|column| time_of(&entries, column));
        for entry in &entries {
            let progress = entry.progress();
            let standing = progress::standing(&progress);
            if entry.columns.actual.is_some() {
                tally.count(entry, standing);
            }
            filters.note("year", &year.to_string(), &frame::year_name(*year));
            filters.note("place", &entry.document.place.id, &entry.document.place.name);
            filters.note("state", standing.id(), edition.theme.word(word_of(standing)));
            rows.push(row_view(edition, entry, &times, &progress));
        }
        if !tally.0.is_empty() {
            summary.push((*year, tally));
        }
        let times = IndicatorColumn::ALL
            .iter()
            .zip(&times)
            .map(|(column, time)| (column.id().into(), time.as_ref().map(When::view).into()));
        years.push(view! { "year" => frame::year_view(*year), "times" => View::Map(times.collect()), "rows" => rows });
    }
    // What never came to pass needs no column.
    let states: Vec<Standing> =
        Standing::all().filter(|standing| summary.iter().any(|(_, tally)| tally.of(*standing) > 0)).collect();
    let summary = summary.iter().map(|(year, tally)| {
        view! {
            "year" => frame::year_view(*year),
            "counts" => View::list(states.iter().map(|standing| tally.of(*standing))),
            "total" => tally.0.len(),
        }
    });
    let summary = View::list(summary);
    let content = view! {
        "filters" => filters.view(),
        "states" => View::list(states.iter().map(|standing| edition.theme.word(word_of(*standing)))),
        "summary" => summary,
        "years" => years,
        "shelves" => others(shelf, all),
    };
    let frame = frame::Frame {
        path: &shelf.path,
        kind: "list",
        title: LIST.title(edition, shelf),
        description: edition.theme.word("indicators_description").to_owned(),
        above: vec![(edition.theme.word("compare").to_owned(), measures::PATH.to_owned())],
    };
    frame::view(edition, frame, content)
}

/// What came of the indicators of a year. One that stands in several documents of a place, as in the sheet and in the sheet of
/// its model area, is counted once: as the sheet has it, else as the first of the others does.
#[derive(Default)]
struct Tally<'a>(HashMap<(&'a str, Cow<'a, str>, usize), (&'a str, Standing)>);

impl<'a> Tally<'a> {
    fn count(&mut self, entry: &Entry<'a>, standing: Standing) {
        let document = entry.document.name.as_str();
        // In one document, every row is an indicator of its own.
        for nth in 0.. {
            match self.0.entry((&entry.document.place.id, entry.identity(), nth)) {
                Vacant(free) => {
                    free.insert((document, standing));
                }
                Occupied(taken) if taken.get().0 == document => continue,
                Occupied(mut taken) if entry.document.is_sheet() => {
                    taken.insert((document, standing));
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
pub fn words_of(edition: Edition<'_>, name: &str, progress: &[Progress<'_>]) -> String {
    said(edition.language(), name, progress)
}

/// The figures of a cell with what no heading tells: `head` is the time in the head of the column. Cells the form does not
/// ask for look different from those left blank.
pub fn cell_view(entry: &Entry<'_>, column: IndicatorColumn, head: Option<&When>) -> View {
    let told = entry.told(column);
    let as_of = told.as_of.clone().filter(|when| Some(when.as_ref()) != head);
    let figures = entry.printed(column, Told { as_of, note: false, ..told });
    let figures = figures.map(|figures| View::list(figures.iter().map(Printed::view)));
    view! { "asked" => entry.cell(column).0.is_some(), "figures" => figures }
}

/// The time of all figures of a column, where it is one.
fn time_of(entries: &[Entry<'_>], column: IndicatorColumn) -> Option<When> {
    let times = entries.iter().filter(|entry| entry.cell(column).1.is_some());
    let mut times = times.map(|entry| entry.told(column).as_of);
    let first = times.next()??.into_owned();
    times.all(|time| time.as_deref() == Some(&first)).then_some(first)
}

fn row_view(edition: Edition<'_>, entry: &Entry<'_>, times: &[Option<When>; 3], progress: &[Progress<'_>]) -> View {
    let [baseline, target, actual] = IndicatorColumn::ALL;
    let [first, second, third] = times.each_ref().map(Option::as_ref);
    view! {
        "page" => &entry.document.page,
        "fragment" => entry.fragment(),
        "name" => &entry.row.name,
        "place" => &entry.document.place.name,
        "place_id" => &entry.document.place.id,
        "year" => entry.document.year,
        "document" => super::document::name(entry.document),
        "baseline" => cell_view(entry, baseline, first),
        "target" => cell_view(entry, target, second),
        "actual" => cell_view(entry, actual, third),
        "outcome" => outcome_view(edition, &entry.row.name, progress),
    }
}

/// What came of an indicator where no chart tells it.
pub fn outcome_view(edition: Edition<'_>, name: &str, progress: &[Progress<'_>]) -> View {
    let standing = progress::standing(progress);
    view! {
        "state" => standing.id(),
        "word" => edition.theme.word(word_of(standing)),
        "words" => words_of(edition, name, progress),
        "direction" => aim(edition.language(), progress),
    }
}
