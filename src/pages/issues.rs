//! All issues, a line for each: in which years it was named, where it stands, the policy for it, and the sectors that have a part in it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::compare::issues::{self, Issue, IssueCourse};
use crate::data::{self, Group};
use crate::digest::ValueDigest;
use crate::model::{Document, IssueSummaries, IssueSummary, IssueYear, Place, address};
use crate::restrict::Restricted;
use crate::text::csv::bulleted;
use crate::text::fold;
use crate::value::table::TableCell;
use crate::value::{Absence, Answer};
use crate::view;
use crate::view::View;

use super::filters::Filters;
use super::pagination::List;
use super::place::changes::state_of;
use super::{Page, RenderContext, summary};

/// The list of issues. An issue stands under the newest year whose sheet names it.
const LIST: List = List {
    address: address::ISSUES,
    template: "issues.html",
    words: ["issues_all", "issues_description"],
    rows: issues::count,
};

/// Whether any document has an issue.
pub fn exists(site: &Restricted) -> bool {
    LIST.exists(site)
}

/// One page, and one more for each older year that does not fit.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    // All pages tell of the same issues.
    let issues: Arc<OnceLock<Vec<Arc<IssueSummaries>>>> = Arc::default();
    let content = move |years: &[i32]| {
        let gather = || of_places(context);
        let by_need = || issues.get_or_init(gather).as_slice();
        content(context, years, context.inputs.map_or_else(by_need, |inputs| inputs.issues(gather)))
    };
    LIST.pages(context, content, move |inputs, years| {
        // Forms say by a role of their own what is in the file.
        let files: Vec<_> =
            years.iter().map(|year| data::table_of_group(context.into(), *year, Group::Issues)).collect();
        let issues = inputs.issues(|| of_places(context));
        let here = issues.iter().map(|issues| years.iter().map(|year| issues.digest_of(*year)).collect::<Vec<_>>());
        ValueDigest::of(&(files, all_years(issues), here.collect::<Vec<_>>()))
    })
}

/// The issues of all places of the site, in their order, each through the sheets of one name.
pub fn of_places(context: RenderContext<'_>) -> Vec<Arc<IssueSummaries>> {
    let places = context.site.places.par_iter().map(|place| {
        let read = || Arc::new(IssueSummaries::new(&summaries(context, place)));
        context.site.summary_at(&place.id).map_or_else(read, |summary| Arc::clone(&summary.issues))
    });
    places.collect()
}

/// The years in which any issue is named, and those between.
fn all_years(issues: &[Arc<IssueSummaries>]) -> Vec<i32> {
    let spans = issues.iter().filter_map(|issues| issues.span);
    let span = spans.clone().map(|(first, _)| first).min().zip(spans.map(|(_, last)| last).max());
    span.map_or_else(Vec::new, |(first, last)| (first..=last).collect())
}

/// The issues of a place, as its sheets say.
fn summaries(context: RenderContext<'_>, place: &Place) -> Vec<IssueSummary> {
    let mut by_name: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    let documents = context.site.documents_at(&place.id);
    for document in documents.filter(|document| issues::field(&document.form).is_some()) {
        by_name.entry(&document.name).or_default().push(document);
    }
    let courses = by_name.values().flat_map(|sheets| issues::courses(sheets));
    courses.filter_map(|course| summary_of(context, &course)).collect()
}

fn summary_of(context: RenderContext<'_>, course: &IssueCourse<'_>) -> Option<IssueSummary> {
    let issue = course.newest()?;
    let sectors = sectors(issue);
    let state = state_of(course).map(|(id, word, note)| (id.to_owned(), word.to_owned(), note));
    Some(IssueSummary {
        newest: issue.document.year,
        row: row_view(issue, &sectors),
        sectors: sectors.into_iter().map(|(id, label)| (id.to_owned(), label.to_owned())).collect(),
        state,
        ended: course.end.is_some(),
        years: years_of(course),
        earlier: earlier_view(context, course),
    })
}

fn content(context: RenderContext<'_>, years: &[i32], issues: &[Arc<IssueSummaries>]) -> View {
    let mut filters = Filters::new(context);
    let all_years = all_years(issues);
    let has_any = |issues: &IssueSummaries| years.iter().any(|year| issues.digest_of(*year).is_some());
    let issues = context.site.places.iter().zip(issues).filter(|(_, issues)| has_any(issues));
    let issues = issues.flat_map(|(place, issues)| issues.read().into_iter().map(move |issue| (&**place, issue)));
    let issues: Vec<(&Place, IssueSummary)> = issues.filter(|(_, issue)| years.contains(&issue.newest)).collect();
    // In the order of years and places, whatever the lines come in.
    for year in all_years.iter().rev() {
        let is_named = |issue: &IssueSummary| issue.years.iter().any(|one| one.is_named && one.year == *year);
        if issues.iter().any(|(_, issue)| is_named(issue)) {
            filters.note("year", &year.to_string(), &context.language().fiscal_year(*year));
        }
    }
    for (place, _) in &issues {
        filters.note("place", &place.id, &place.name);
    }
    let mut groups = Vec::new();
    for year in years {
        let mut rows = Vec::new();
        for (_, issue) in issues.iter().filter(|(_, issue)| issue.newest == *year) {
            for (id, label) in &issue.sectors {
                filters.note("sector", id, label);
            }
            let is_last = all_years.last() == Some(year);
            let (id, word, note) = match &issue.state {
                _ if !issue.ended && !is_last => (Some("no-later"), Some("issue_no_later"), None),
                Some((id, word, note)) => (Some(id.as_str()), Some(word.as_str()), note.as_deref()),
                None => (None, None, None),
            };
            let word = word.map(|word| context.theme.word(word));
            if let Some((id, word)) = id.zip(word) {
                filters.note("state", id, word);
            }
            let mut row = issue.row.clone();
            row.set("state", id);
            row.set("state_word", word);
            row.set("end_note", note);
            row.set("years", years_view(context, issue, &all_years));
            row.set("earlier", issue.earlier.clone());
            rows.push(row);
        }
        let heading = if all_years.last() == Some(year) { "issues_named" } else { "issues_named_until" };
        let heading = context.theme.sentence(heading, &[("year", &context.language().fiscal_year_both(*year))]);
        groups.push(view! {
            "year" => summary::year_view(context, *year),
            "heading" => heading,
            "rows" => rows,
            "csv" => data::table_of_group(context.into(), *year, Group::Issues),
        });
    }
    view! {
        "filters" => filters.view(),
        "groups" => groups,
        // The newest of the years, for the key; with one year, there is no course to tell of.
        "over_years" => all_years.last().filter(|_| all_years.len() > 1).map(|year| context.language().short_year(*year)),
    }
}

/// In which years the issue is named, in which its words are others than before, and in which it ended.
fn years_of(course: &IssueCourse<'_>) -> Vec<IssueYear> {
    let mut years: Vec<IssueYear> = Vec::new();
    for (at, issue) in course.steps.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| course.steps.get(at));
        let changed = before.is_some_and(|before| said(before) != said(issue));
        // Of two steps in a year, the first one counts.
        if years.iter().all(|one| one.year != issue.document.year) {
            years.push(IssueYear {
                year: issue.document.year,
                mark: if changed { "changed" } else { "named" }.to_owned(),
                is_named: true,
                page: issue.document.page.clone(),
                fragment: Some(issue.document.anchor(&issue.fragment()).to_owned()),
            });
        }
    }
    let ended = course.end.as_ref().map(|(_, document)| *document);
    if let Some(document) = ended.filter(|document| years.iter().all(|one| one.year != document.year)) {
        let (year, page) = (document.year, document.page.clone());
        years.push(IssueYear { year, mark: "ended".to_owned(), is_named: false, page, fragment: None });
    }
    years
}

fn years_view(context: RenderContext<'_>, issue: &IssueSummary, years: &[i32]) -> View {
    View::list(years.iter().map(|year| {
        let one = issue.years.iter().find(|one| one.year == *year);
        view! {
            "number" => *year,
            "short" => context.language().short_year(*year),
            "name" => context.language().fiscal_year(*year),
            "mark" => one.map_or("none", |one| one.mark.as_str()),
            "page" => one.map(|one| &one.page),
            "fragment" => one.and_then(|one| one.fragment.clone()),
        }
    }))
}

/// What earlier sheets say of the issue, the newest first, where it is not what the next one says.
fn earlier_view(context: RenderContext<'_>, course: &IssueCourse<'_>) -> View {
    let pairs = course.steps.windows(2).rev();
    View::list(pairs.filter_map(|pair| {
        let [before, now] = pair else { return None };
        (said(before) != said(now)).then(|| {
            let mut view = row_view(before, &[]);
            view.set("year", summary::year_view(context, before.document.year));
            view
        })
    }))
}

/// All that a sheet says of an issue, for who compares two years.
fn said(issue: &Issue<'_>) -> Vec<String> {
    let answers = issue.cells().flat_map(|(_, cell)| match cell {
        TableCell::One(answer) => vec![answer.as_deref()],
        TableCell::BySector(answers) => answers.iter().map(Option::as_ref).collect(),
    });
    let text = std::iter::once(fold(&issue.text));
    text.chain(answers.map(|answer| answer.map_or_else(String::new, |answer| fold(&words(answer))))).collect()
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

fn row_view(issue: &Issue<'_>, sectors: &[(&str, &str)]) -> View {
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
        "rest" => View::list(rest),
        "no_sector" => if sectors.is_empty() { no_sector(issue) } else { View::None },
        "by_sector" => issue.cells().any(|(column, _)| !column.by.is_empty()),
        "sectors" => View::list(sectors.iter().map(|(id, label)| view! { "id" => *id, "label" => *label })),
    }
}
