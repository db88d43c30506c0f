//! All indicators by year and place, with what came of their targets.

use std::borrow::Cow;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::charts::attainment::{AttainmentChart, attainment};
use crate::charts::progress::{aim, outcome};
use crate::compare::form_groups;
use crate::compare::indicators::{self, DocumentIndicator};
use crate::compare::progress::{self, Progress, Standing};
use crate::data::{self, Group};
use crate::digest::ValueDigest;
use crate::model::{Document, Place, address};
use crate::restrict::Restricted;
use crate::value::indicators::IndicatorColumn;
use crate::value::{Amount, FigureNote, When};
use crate::view;
use crate::view::View;

use super::filters::Filters;
use super::pagination::List;
use super::{Page, PageInputs, RenderContext, summary};

/// The list of indicators.
const LIST: List = List {
    address: address::INDICATORS,
    template: "indicators.html",
    words: ["indicators_all", "indicators_description"],
    rows: indicators::count,
};

/// Whether any document has an indicator.
pub fn exists(site: &Restricted) -> bool {
    LIST.exists(site)
}

/// One page, and one more for each older year that does not fit.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    // All that a page says is in the documents of its years.
    let values = move |inputs: &PageInputs<'_>, years: &[i32]| {
        let documents = years.iter().flat_map(|year| context.site.documents_of(*year));
        ValueDigest::of(&documents.map(|document| inputs.digest_of(document)).collect::<Vec<_>>())
    };
    LIST.pages(context, move |years| content(context, years), values)
}

fn content(context: RenderContext<'_>, years: &[i32]) -> View {
    let mut filters = Filters::new(context);
    let mut summary = Vec::new();
    let mut by_year = Vec::new();
    let mut squares = Squares::default();
    for year in years {
        let documents = context.site.documents_of(*year).iter();
        let several_forms = !form_groups::of_year(context.site, *year).is_empty();
        let mut tally = StandingCounts::default();
        let (results, plans): (Vec<DocumentIndicator<'_>>, Vec<DocumentIndicator<'_>>) =
            documents.flat_map(indicators::indicators_of).partition(|entry| entry.columns.actual.is_some());
        let progress: Vec<Vec<Progress<'_>>> = results.iter().map(DocumentIndicator::progress).collect();
        for (at, (entry, progress)) in results.iter().zip(&progress).enumerate() {
            tally.count(entry, progress::standing(progress), at);
        }
        let anchors = squares.add(context, *year, &results, &progress, &tally);
        let mut rows = |entries: &[DocumentIndicator<'_>]| {
            let times = IndicatorColumn::ALL.map(|column| time_of(entries, column));
            let rows = entries.iter().map(|entry| {
                let progress = entry.progress();
                let standing = progress::standing(&progress);
                filters.note_document(entry.document);
                filters.note("state", standing.id(), context.theme.word(word_of(standing)));
                let mut row = row_view(context, entry, &times, &progress);
                if several_forms {
                    let form = &entry.document.form;
                    filters.note_of("form", context.theme.word("form"), &form.id, &form.short);
                    row.set("form", form.id.as_str());
                }
                row
            });
            let rows: Vec<View> = rows.collect();
            let times = IndicatorColumn::ALL.iter().zip(&times);
            let times = times.map(|(column, time)| {
                (column.id().into(), time.as_ref().map(|time| time.view(context.language())).into())
            });
            (rows, View::Map(times.collect()))
        };
        let ((mut result_rows, result_times), (plan_rows, plan_times)) = (rows(&results), rows(&plans));
        for (at, anchor) in anchors {
            result_rows.get_mut(at).into_iter().for_each(|row| row.set("anchor", anchor.as_str()));
        }
        if !tally.0.is_empty() {
            summary.push((*year, tally));
        }
        let name = context.language().fiscal_year(*year);
        let told = |word: &str, rows: &[View]| {
            context.theme.sentence(word, &[("year", &name), ("n", &rows.len().to_string())])
        };
        by_year.push(view! {
            "year" => summary::year_view(context, *year),
            "results_title" => told("indicator_results", &result_rows),
            "plans_title" => told("indicator_plans", &plan_rows),
            "asked" => asked(&results),
            "times" => result_times,
            "rows" => result_rows,
            "plans_asked" => asked(&plans),
            "plan_times" => plan_times,
            "plans" => plan_rows,
            "csv" => data::table_of_group(context.into(), *year, Group::Indicators),
        });
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
        "states" => View::list(states.iter().map(|standing| view! {
            "state" => standing.id(),
            "mark" => mark_of(*standing),
            "word" => context.theme.word(word_of(*standing)),
        })),
        "summary" => View::list(summary),
        "overview" => squares.view(context, years),
        "years" => by_year,
    }
}

/// What came of each indicator, a square for each, by place and year.
#[derive(Default)]
struct Squares<'a> {
    /// By the place in the order of the places.
    places: BTreeMap<&'a str, (&'a Place, BTreeMap<i32, Vec<View>>)>,
    /// How many rows have an anchor.
    anchors: usize,
}

impl<'a> Squares<'a> {
    /// Adds the results of a year, each indicator once; which of them get which anchor.
    fn add(
        &mut self,
        context: RenderContext<'_>,
        year: i32,
        entries: &[DocumentIndicator<'a>],
        progress: &[Vec<Progress<'_>>],
        tally: &StandingCounts<'_>,
    ) -> Vec<(usize, String)> {
        let counted: BTreeSet<usize> = tally.0.values().map(|(_, _, at)| *at).collect();
        let mut anchors = Vec::new();
        for at in counted {
            let (Some(entry), Some(progress)) = (entries.get(at), progress.get(at)) else { continue };
            let standing = progress::standing(progress);
            self.anchors += 1;
            let anchor = format!("_i{}", self.anchors);
            let place: &Place = &entry.document.place;
            let (_, years) = self.places.entry(&place.order).or_insert_with(|| (place, BTreeMap::new()));
            let title = context.language().labelled(entry.name().as_ref(), context.theme.word(word_of(standing)));
            years.entry(year).or_default().push(view! {
                "anchor" => &anchor,
                "state" => standing.id(),
                "mark" => mark_of(standing),
                "title" => title,
            });
            anchors.push((at, anchor));
        }
        anchors
    }

    /// The table of them, the oldest year first; nothing where there is one place in one year, of which the list tells all.
    fn view(&self, context: RenderContext<'_>, years: &[i32]) -> View {
        let told: BTreeSet<i32> = self.places.values().flat_map(|(_, years)| years.keys().copied()).collect();
        if self.places.len() < 2 && told.len() < 2 {
            return View::None;
        }
        let years: Vec<i32> = years.iter().rev().copied().filter(|year| told.contains(year)).collect();
        let rows = self.places.values().map(|(place, of_place)| {
            let cells = years.iter().map(|year| of_place.get(year).map(|squares| View::List(squares.clone())));
            view! { "place" => place.view(), "cells" => View::list(cells) }
        });
        view! {
            "years" => View::list(years.iter().map(|year| summary::year_view(context, *year))),
            "rows" => View::list(rows),
        }
    }
}

/// What came of the indicators of a year. One that stands in several documents of a place, as in the sheet and in the sheet of
/// its model area, is counted once: as the sheet has it, else as the first of the others does.
#[derive(Default)]
struct StandingCounts<'a>(HashMap<CountedKey<'a>, (&'a str, Standing, usize)>);

/// The place of an indicator, its identity, and which of that identity it is.
type CountedKey<'a> = (&'a str, Cow<'a, str>, usize);

impl<'a> StandingCounts<'a> {
    /// Counts an indicator that is the one at this place among all of its year.
    fn count(&mut self, entry: &DocumentIndicator<'a>, standing: Standing, at: usize) {
        let document = entry.document.name.as_str();
        // In one document, every row is an indicator of its own.
        for nth in 0.. {
            match self.0.entry((&entry.document.place.id, entry.identity(), nth)) {
                Vacant(free) => {
                    free.insert((document, standing, at));
                }
                Occupied(occupied) if occupied.get().0 == document => continue,
                Occupied(mut occupied) if entry.document.is_sheet() => {
                    occupied.insert((document, standing, at));
                }
                Occupied(_) => {}
            }
            break;
        }
    }

    fn of(&self, standing: Standing) -> usize {
        self.0.values().filter(|(_, own, _)| *own == standing).count()
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
    let mut sum = Outcomes::default();
    for of_place in site.documents_of(year).chunk_by(|one, other| one.place.id == other.place.id) {
        let known = of_place.first().and_then(|first| first.content.place_summary());
        let [reached, missed, pending] = match known {
            Some(summary) => summary.outcomes.get(&year).copied().unwrap_or_default(),
            None => outcomes_of(of_place.iter()),
        };
        sum.reached += reached;
        sum.missed += missed;
        sum.pending += pending;
    }
    sum
}

/// How many targets were reached, were missed and are pending in the documents of a place and a year.
pub fn outcomes_of<'a>(documents: impl Iterator<Item = &'a Document>) -> [usize; 3] {
    let entries: Vec<DocumentIndicator<'_>> = documents.flat_map(indicators::indicators_of).collect();
    let mut tally = StandingCounts::default();
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.columns.actual.is_some()) {
        tally.count(entry, progress::standing(&entry.progress()), at);
    }
    [Standing::Reached, Standing::Missed, Standing::Pending].map(|standing| tally.of(standing))
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

/// The sign of a standing in its square: without colour, it tells one from the other.
fn mark_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Reached => "✓",
        Standing::Missed => "×",
        Standing::Below => "▽",
        Standing::Above => "△",
        Standing::Inexact => "≈",
        Standing::Mixed => "±",
        Standing::Early => "→",
        Standing::Pending => "…",
        Standing::NoActual => "?",
        Standing::NoTarget => "-",
        Standing::Incomparable => "≠",
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

/// The columns that any of these entries is asked for: others would be empty in each row.
fn asked(entries: &[DocumentIndicator<'_>]) -> View {
    let is_asked = |column: &IndicatorColumn| entries.iter().any(|entry| entry.cell(*column).0.is_some());
    View::list(IndicatorColumn::ALL.into_iter().filter(is_asked).map(IndicatorColumn::id))
}

/// The time of most figures of a column: it stands in its head, and only others in cells. Nothing where a figure has none, for
/// it would be told that of the others.
fn time_of(entries: &[DocumentIndicator<'_>], column: IndicatorColumn) -> Option<When> {
    let mut times: Vec<(When, usize)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.cell(column).1.is_some()) {
        let time = entry.figure_note(column).as_of?.into_owned();
        match times.iter_mut().find(|(known, _)| *known == time) {
            Some((_, count)) => *count += 1,
            None => times.push((time, 1)),
        }
    }
    times.into_iter().max_by_key(|(_, count)| *count).map(|(time, _)| time)
}

/// A result against its target, where both are one exact number of one unit.
fn bar(context: RenderContext<'_>, progress: &[Progress<'_>]) -> View {
    let [Progress { amounts: [_, target, actual], unit, mismatch: None, .. }] = progress else { return View::None };
    let (Some(Amount::Exact(target)), Some(Amount::Exact(actual))) = (target, actual) else { return View::None };
    let input = AttainmentChart { target: *target, actual: *actual, unit };
    attainment(context.language(), &input).map_or(View::None, View::Html)
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
        // A place has one sheet, and its other documents have names.
        "document" => (!entry.document.is_main()).then(|| summary::name(entry.document)),
        "bar" => bar(context, progress),
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
