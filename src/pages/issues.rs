//! All issues, a line for each: in which years it was named, where it stands, the policy for it, and the sectors that have a part in it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::compare::issues::{self, Issue, IssueCourse};
use crate::data::{self, Group};
use crate::digest::ValueDigest;
use crate::model::{Document, address};
use crate::restrict::Restricted;
use crate::sink::ValuesDigest;
use crate::text::csv::bulleted;
use crate::text::fold;
use crate::value::table::TableCell;
use crate::value::{Absence, Answer};
use crate::view;
use crate::view::View;

use super::filters::Filters;
use super::pagination::List;
use super::place::changes::state_of;
use super::{Page, PageInputs, RenderContext, summary};

/// The list of issues. An issue stands under the newest year whose sheet names it.
const LIST: List = List {
    address: address::ISSUES,
    template: "issues.html",
    words: ["issues_all", "issues_description"],
    rows: |document| issues::of(document).len(),
};

/// Whether any document has an issue.
pub fn exists(site: &Restricted) -> bool {
    LIST.exists(site)
}

/// One page, and one more for each older year that does not fit.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    // All pages tell of the same courses.
    let courses: Arc<OnceLock<Vec<IssueCourse<'_>>>> = Arc::default();
    let told = Arc::clone(&courses);
    LIST.pages(
        context,
        move |years| content(context, years, courses.get_or_init(|| all_courses(context.site))),
        move |inputs, years| {
            // Forms say by a role of their own what is in the file.
            let files: Vec<_> =
                years.iter().map(|year| data::table_of_group(context.into(), *year, Group::Issues)).collect();
            ValueDigest::of(&(files, values(inputs, years, told.get_or_init(|| all_courses(context.site)))))
        },
    )
}

/// The digest of all that a page says of courses: what the documents say that name an issue, and that in which it ended.
fn values(inputs: &PageInputs<'_>, years: &[i32], courses: &[IssueCourse<'_>]) -> ValuesDigest {
    let steps = |course: &IssueCourse<'_>| {
        course.steps.iter().map(|issue| (inputs.digest_of(issue.document), issue.fragment())).collect::<Vec<_>>()
    };
    let here = courses.iter().filter(|course| last_year(course).is_some_and(|year| years.contains(&year)));
    let here = here.map(|course| {
        let end = course.end.as_ref().map(|(_, document)| inputs.digest_of(document));
        (steps(course), end, state_of(course))
    });
    ValueDigest::of(&(all_years(courses), here.collect::<Vec<_>>()))
}

/// The years in which any issue is named, and those between.
fn all_years(courses: &[IssueCourse<'_>]) -> Vec<i32> {
    let named = courses.iter().flat_map(|course| &course.steps).map(|issue| issue.document.year);
    let span = named.clone().min().zip(named.max());
    span.map_or_else(Vec::new, |(first, last)| (first..=last).collect())
}

/// The last year in which an issue is named.
fn last_year(course: &IssueCourse<'_>) -> Option<i32> {
    course.newest().map(|issue| issue.document.year)
}

/// The issues of all places, each through the sheets of one name.
fn all_courses(site: &Restricted) -> Vec<IssueCourse<'_>> {
    let mut courses = Vec::new();
    for place in &site.places {
        let mut by_name: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
        for document in site.documents_at(&place.id).filter(|document| issues::field(&document.form).is_some()) {
            by_name.entry(&document.name).or_default().push(document);
        }
        courses.extend(by_name.values().flat_map(|sheets| issues::courses(sheets)));
    }
    courses
}

fn content(context: RenderContext<'_>, years: &[i32], courses: &[IssueCourse<'_>]) -> View {
    let mut filters = Filters::new(context);
    let all_years = all_years(courses);
    let here = |course: &&IssueCourse<'_>| last_year(course).is_some_and(|year| years.contains(&year));
    // In the order of years and places, whatever the lines come in.
    for year in all_years.iter().rev() {
        let is_named = |course: &IssueCourse<'_>| course.steps.iter().any(|issue| issue.document.year == *year);
        if courses.iter().filter(here).any(is_named) {
            filters.note("year", &year.to_string(), &context.language().fiscal_year(*year));
        }
    }
    for issue in courses.iter().filter(here).filter_map(IssueCourse::newest) {
        filters.note("place", &issue.document.place.id, &issue.document.place.name);
    }
    let mut groups = Vec::new();
    for year in years {
        let mut rows = Vec::new();
        for course in courses.iter().filter(|course| last_year(course) == Some(*year)) {
            let Some(issue) = course.newest() else { continue };
            let sectors = sectors(issue);
            for (id, label) in &sectors {
                filters.note("sector", id, label);
            }
            let is_last = all_years.last() == Some(year);
            let state = match &course.end {
                None if !is_last => Some(("no-later", "issue_no_later", None)),
                _ => state_of(course),
            };
            if let Some((id, word, _)) = &state {
                filters.note("state", id, context.theme.word(word));
            }
            let mut row = row_view(issue, &sectors);
            row.set("state", state.as_ref().map(|(id, ..)| *id));
            row.set("state_word", state.as_ref().map(|(_, word, _)| context.theme.word(word)));
            row.set("end_note", state.and_then(|(.., note)| note));
            row.set("years", years_view(context, course, &all_years));
            row.set("earlier", earlier_view(context, course));
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

/// In which of the years the issue is named, in which its words are others than before, and in which it ended.
fn years_view(context: RenderContext<'_>, course: &IssueCourse<'_>, years: &[i32]) -> View {
    View::list(years.iter().map(|year| {
        let at = course.steps.iter().position(|issue| issue.document.year == *year);
        let named = at.and_then(|at| course.steps.get(at));
        let ended = course.end.as_ref().map(|(_, document)| *document).filter(|document| document.year == *year);
        let before = at.and_then(|at| course.steps.get(at.checked_sub(1)?));
        let mark = match (named, ended) {
            (Some(issue), _) if before.is_some_and(|before| said(before) != said(issue)) => "changed",
            (Some(_), _) => "named",
            (None, Some(_)) => "ended",
            (None, None) => "none",
        };
        view! {
            "number" => *year,
            "short" => context.language().short_year(*year),
            "name" => context.language().fiscal_year(*year),
            "mark" => mark,
            "page" => named.map(|issue| &issue.document.page).or_else(|| ended.map(|document| &document.page)),
            "fragment" => named.map(|issue| issue.document.anchor(&issue.fragment()).to_owned()),
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
