//! All issues by year and place, with the policy for each and the sectors that have a part in it.

use crate::compare::issues::{self, EarlierIssues, Issue};
use crate::model::address;
use crate::restrict::Restricted;
use crate::text::csv::bulleted;
use crate::value::table::TableCell;
use crate::value::{Absence, Answer};
use crate::view;
use crate::view::View;

use super::filters::Filters;
use super::pagination::List;
use super::{Page, RenderContext, summary};

/// The list of issues.
const LIST: List = List {
    address: address::ISSUES,
    template: "issues.html",
    words: ["issues_all", "issues_description"],
    rows: |document| issues::of(document).len(),
    content,
};

/// Whether any document has an issue.
pub fn exists(site: &Restricted) -> bool {
    LIST.exists(site)
}

/// One page, and one more for each older year that does not fit.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    LIST.pages(context)
}

fn content(context: RenderContext<'_>, years: &[i32]) -> View {
    let mut filters = Filters::new(context);
    let mut by_year = Vec::new();
    for year in years {
        let documents = context.site.documents_of(*year).iter();
        let mut rows = Vec::new();
        for document in documents {
            let before = context.site.previous(document).map(|before| EarlierIssues::of(&issues::of(before)));
            for issue in issues::of(document) {
                let state = match &before {
                    None => None,
                    Some(old) if old.of_later(&issue).is_some() => Some(("carried", "issue_carried")),
                    Some(_) => Some(("new", "issue_new")),
                };
                let state = state.map(|(id, word)| (id, context.theme.word(word)));
                filters.note_document(document);
                let sectors = sectors(&issue);
                for (id, label) in &sectors {
                    filters.note("sector", id, label);
                }
                if let Some((id, word)) = state {
                    filters.note("state", id, word);
                }
                rows.push(row_view(&issue, &sectors, state));
            }
        }
        by_year.push(view! { "year" => summary::year_view(context, *year), "rows" => rows });
    }
    view! { "filters" => filters.view(), "years" => by_year }
}

/// The sectors that have a part in the issue: those whose cell says something.
fn sectors<'a>(issue: &Issue<'a>) -> Vec<(&'a str, &'a str)> {
    let mut sectors = Vec::new();
    for (column, cell) in issue.cells() {
        for (sector, answer) in column.by.iter().zip(cell.by_sector()) {
            let has_text = answer.as_ref().is_some_and(|answer| !words(answer).is_empty());
            if has_text && !sectors.iter().any(|(id, _)| *id == sector.id) {
                sectors.push((sector.id.as_str(), sector.label.as_str()));
            }
        }
    }
    sectors
}

/// Why an answer says nothing, where it says so.
fn lack(answer: &Answer) -> View {
    let Some(text) = answer.value.words() else { return View::None };
    Absence::parse(text).map_or(View::None, |absence| {
        let text = if text.trim().is_empty() { absence.word() } else { text.trim() };
        view! { "id" => absence.id(), "text" => text }
    })
}

/// Why no sector has a part in the issue: the reason that all cells give, or that nobody has answered.
fn no_sector(issue: &Issue<'_>) -> View {
    let mut reasons = Vec::new();
    for (_, cell) in issue.cells() {
        reasons.extend(cell.by_sector().iter().flatten().map(lack));
    }
    reasons.into_iter().next().unwrap_or_default()
}

/// An answer as plain text; nothing for 記載なし and the like.
fn words(answer: &Answer) -> String {
    let text = answer.value.plain_words().unwrap_or_default().into_owned();
    if Absence::parse(text.trim()).is_some() { String::new() } else { text }
}

fn row_view(issue: &Issue<'_>, sectors: &[(&str, &str)], state: Option<(&'static str, &str)>) -> View {
    // The first column is the issue itself; the others in whole cells say what is to be done.
    let rest = issue.cells().skip(1).filter_map(|(column, cell)| match cell {
        TableCell::One(Some(answer)) if answer.value.words().is_none() => None,
        TableCell::One(Some(answer)) => Some(view! {
            "label" => &column.field.label,
            "text" => bulleted(&words(answer)),
            "absent" => lack(answer),
        }),
        TableCell::One(None) => Some(view! { "label" => &column.field.label, "text" => "" }),
        TableCell::BySector(_) => None,
    });
    view! {
        "page" => &issue.document.page,
        "fragment" => issue.fragment(),
        "text" => &issue.text,
        "place" => &issue.document.place.name,
        "place_id" => &issue.document.place.id,
        "year" => issue.document.year,
        "rest" => View::list(rest),
        "no_sector" => if sectors.is_empty() { no_sector(issue) } else { View::None },
        "by_sector" => issue.cells().any(|(column, _)| !column.by.is_empty()),
        "sectors" => View::list(sectors.iter().map(|(id, label)| view! { "id" => *id, "label" => *label })),
        "state" => state.map(|(id, _)| id),
        "state_word" => state.map(|(_, word)| word.to_owned()),
    }
}
