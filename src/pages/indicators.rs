//! All indicators by year and place, with what came of their targets.

use std::sync::Arc;

use crate::compare::indicators::{self, Baselines, Entry};
use crate::model::Document;
use crate::value::indicators::Cell;
use crate::value::number;
use crate::view;
use crate::view::View;

use super::figures::standing;
use super::filters::Filters;
use super::shelves::{List, Shelf, others};
use super::{Edition, Page, frame, measures};

/// Address of the newest of its pages.
pub const PATH: &str = "indicators.html";

/// What may come of a target, in the order of the summary, with the interface word for it.
const STANDINGS: [(&str, &str); 6] = [
    ("reached", "standing_reached"),
    ("short", "standing_short"),
    ("undecided", "standing_undecided"),
    ("open", "standing_open"),
    ("no_target", "standing_no_target"),
    ("incomparable", "standing_incomparable"),
];

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
        let mut counts = [0_usize; STANDINGS.len()];
        let mut rows = Vec::new();
        for (entry, before) in documents.flat_map(|document| with_earlier(edition, document)) {
            let (id, words) = judged(&entry, &before);
            let at = STANDINGS.iter().position(|(standing, _)| *standing == id).unwrap_or_default();
            if let (Some(count), true) = (counts.get_mut(at), entry.columns.actual.is_some()) {
                *count += 1;
            }
            let word = STANDINGS.get(at).map_or("", |(_, word)| edition.theme.word(word));
            filters.note("year", &year.to_string(), &frame::year_name(*year));
            filters.note("place", &entry.document.place.id, &entry.document.place.name);
            filters.note("state", id, word);
            rows.push(row_view(&entry, id, word, words));
        }
        let total: usize = counts.iter().sum();
        if total > 0 {
            summary.push(view! {
                "year" => frame::year_view(*year),
                "counts" => View::list(counts),
                "total" => total,
            });
        }
        years.push(view! { "year" => frame::year_view(*year), "rows" => rows });
    }
    let content = view! {
        "filters" => filters.view(),
        "states" => View::list(STANDINGS.iter().map(|(_, word)| edition.theme.word(word))),
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

/// The indicators of a document, each with the baselines of the document before.
fn with_earlier<'a>(edition: Edition<'a>, document: &'a Document) -> Vec<(Entry<'a>, Arc<Baselines<'a>>)> {
    let before = edition.site.previous(document);
    let before = Arc::new(before.map_or_else(Baselines::default, |before| Baselines::of(&indicators::of(before))));
    let entries = indicators::of(document).into_iter();
    entries.map(|entry| (entry, Arc::clone(&before))).collect()
}

/// What came of an indicator's target, in the light of the documents before.
pub fn judged<'a>(entry: &Entry<'a>, before: &Baselines<'a>) -> (&'static str, String) {
    let quantities = |cell: Option<&Cell>| cell.map_or_else(Vec::new, |cell| cell.quantities.clone());
    let cells = [before.baseline(entry), entry.row.target.as_ref(), entry.row.actual.as_ref()];
    let [baseline, target, actual] = cells.map(quantities);
    standing(&entry.row.name, [&baseline, &target, &actual])
}

fn row_view(entry: &Entry<'_>, id: &str, word: &str, words: String) -> View {
    let cell = |asked: bool, cell: Option<&Cell>| {
        let quantities = cell.map_or(&[][..], |cell| &cell.quantities);
        let shown = View::list(quantities.iter().map(|quantity| {
            view! { "text" => number::shown(quantity), "state" => number::state(quantity) }
        }));
        view! { "asked" => asked, "value" => cell.map(|_| view! { "quantities" => shown }) }
    };
    view! {
        "page" => &entry.document.page,
        "fragment" => entry.fragment(),
        "name" => &entry.row.name,
        "place" => &entry.document.place.name,
        "place_id" => &entry.document.place.id,
        "year" => entry.document.year,
        "document" => super::document::name(entry.document),
        "baseline" => cell(entry.columns.baseline.is_some(), entry.row.baseline.as_ref()),
        "target" => cell(entry.columns.target.is_some(), entry.row.target.as_ref()),
        "actual" => cell(entry.columns.actual.is_some(), entry.row.actual.as_ref()),
        "state" => id,
        "state_word" => word,
        "words" => words,
    }
}
