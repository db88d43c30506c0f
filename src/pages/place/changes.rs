//! What changed from one sheet of a place to the next: each entry cites the two figures or rows it is made from.

use crate::compare::indicators;
use crate::compare::issues::{self, End, Issue};
use crate::compare::{Change, Measured, Side, progress};
use crate::model::{Document, Outcome};
use crate::pages::indicators::words_of;
use crate::pages::{Edition, change, document, frame};
use crate::value::{Quantity, number};
use crate::view;
use crate::view::View;

/// How many pairs of sheets are told of: what changed before is in the courses and traces.
const PAIRS: usize = 3;

/// The changes between each two sheets that follow each other, the newest first.
///
/// Where the place has several series of sheets, each pair says of which it is.
pub fn views(edition: Edition<'_>, sheets: &[&Document], several: bool) -> Vec<View> {
    let pairs = sheets.windows(2).rev().take(PAIRS).filter_map(|pair| {
        let [before, now] = pair else { return None };
        let mut view = between(edition, before, now);
        view.set("name", several.then(|| document::name(now)));
        Some(view)
    });
    pairs.collect()
}

/// The changes from one sheet to another.
pub fn between(edition: Edition<'_>, before: &Document, now: &Document) -> View {
    let (mut moved, mut same, mut unlike) = (Vec::new(), Vec::new(), Vec::new());
    for measure in &edition.site.measures {
        let (Some(old), Some(new)) =
            (Measured::of(before, measure, edition.site), Measured::of(now, measure, edition.site))
        else {
            continue;
        };
        if old.quantity.is_unanswered() && new.quantity.is_unanswered() {
            continue;
        }
        let words = change::view(&new.side(), Some(&old.side()), before.year, edition.theme);
        match Change::between(&new.side(), Some(&old.side())) {
            Some(Change::More(_) | Change::Less(_)) => moved.push(view! {
                "label" => &measure.label,
                "before" => cited(before, old.field, &old.side()),
                "now" => cited(now, new.field, &new.side()),
                "change" => words,
            }),
            Some(Change::Same) => same.push(measure.label.clone()),
            Some(Change::Unlike(_)) => unlike.push(view! { "label" => &measure.label, "change" => words }),
            None => {}
        }
    }
    view! {
        "now" => frame::year_view(now.year),
        "before" => frame::year_view(before.year),
        "page" => &now.page,
        "figures" => moved,
        "same" => View::list(&same),
        "unlike" => unlike,
        "indicators" => results(edition, before, now),
        "issues" => issue_changes(edition, before, now),
    }
}

/// A figure and where it stands.
fn cited(document: &Document, field: &str, side: &Side<'_>) -> View {
    view! {
        "text" => number::shown(side.quantity),
        "year" => frame::year_view(document.year),
        "page" => &document.page,
        "fragment" => field,
    }
}

/// Targets of the earlier sheet whose results are in the later one.
fn results(edition: Edition<'_>, before: &Document, now: &Document) -> View {
    let targets = indicators::of(before);
    let results = indicators::of(now);
    let results = indicators::by_id(&results);
    let pairs = targets.iter().filter(|target| target.is_open() && target.id().is_some()).filter_map(|target| {
        let result = results.get(target.id()?)?.iter().find(|result| result.row.actual.is_some())?;
        let goal = &target.row.target.as_ref()?.quantities;
        let reached = &result.row.actual.as_ref()?.quantities;
        // Judged by its own row, as everywhere.
        let progress = result.progress();
        Some(view! {
            "name" => &result.row.name,
            "target" => row_of(before, &target.fragment(), goal),
            "actual" => row_of(now, &result.fragment(), reached),
            "standing" => progress::standing(&progress).id(),
            "words" => words_of(edition, &result.row.name, &progress),
        })
    });
    View::list(pairs)
}

fn row_of(document: &Document, fragment: &str, quantities: &[Quantity]) -> View {
    let shown: Vec<String> = quantities.iter().map(number::shown).collect();
    view! {
        "text" => shown.join("、"),
        "year" => frame::year_view(document.year),
        "page" => &document.page,
        "fragment" => fragment,
    }
}

fn issue_changes(edition: Edition<'_>, before: &Document, now: &Document) -> View {
    let between = issues::between(before, now);
    view! {
        "new" => View::list(between.new.iter().map(issue_view)),
        "carried" => View::list(between.carried.iter().map(|(_, issue)| issue_view(issue))),
        "ended" => View::list(between.ended.iter().map(|(issue, end)| {
            let mut view = issue_view(issue);
            view.set("end", end_id(*end));
            view.set("end_word", edition.theme.word(end_word(*end)));
            view.set("note", end_note(*end));
            view
        })),
    }
}

/// An issue and where it stands.
pub fn issue_view(issue: &Issue<'_>) -> View {
    view! {
        "text" => &issue.text,
        "year" => frame::year_view(issue.document.year),
        "page" => &issue.document.page,
        "fragment" => issue.fragment(),
    }
}

/// What became of an issue, as a name for templates: `solved`, `given_up`, `mentioned`, `silent`.
pub fn end_id(end: End<'_>) -> &'static str {
    match end {
        End::Said(ending) if ending.outcome == Outcome::Solved => "solved",
        End::Said(_) => "given_up",
        End::Mentioned => "mentioned",
        End::Silent => "silent",
    }
}

/// The interface word for it.
pub fn end_word(end: End<'_>) -> &'static str {
    match end {
        End::Said(ending) if ending.outcome == Outcome::Solved => "issue_solved",
        End::Said(_) => "issue_given_up",
        End::Mentioned => "issue_mentioned",
        End::Silent => "issue_silent",
    }
}

/// The author's words on it.
pub fn end_note(end: End<'_>) -> Option<String> {
    match end {
        End::Said(ending) => ending.note.clone(),
        End::Mentioned | End::Silent => None,
    }
}
