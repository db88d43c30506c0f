//! `data.html`: all files of data with their sizes, and what is in their columns. The files come before all pages, which tell
//! their sizes.

use std::sync::Mutex;

use crate::bytes::Bytes;
use crate::data::{self, Files, Listed, Scope, Status, long_columns};
use crate::error::Result;
use crate::sink::Sink;
use crate::source::Words;
use crate::sync;
use crate::view;
use crate::view::View;

use super::figures::size;
use super::{Edition, Made, Page, frame};

/// Address of the page.
pub const PATH: &str = "data.html";

impl<'a> From<Edition<'a>> for Scope<'a> {
    fn from(edition: Edition<'a>) -> Scope<'a> {
        Scope { site: edition.site }
    }
}

/// The one page, if there is a document.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    if !exists(edition) {
        return Vec::new();
    }
    vec![Page {
        path: PATH.to_owned(),
        from: "content/".to_owned(),
        template: "data.html",
        make: Box::new(move || make(edition)),
    }]
}

/// Whether there is data.
pub fn exists(edition: Edition<'_>) -> bool {
    Scope::from(edition).documents().next().is_some()
}

/// What templates see of a file of data: its address and its size.
pub fn file(path: &str, length: usize) -> View {
    view! { "path" => path, "name" => path.rsplit('/').next().unwrap_or(path), "size" => size(length) }
}

/// Makes all files of data and hands them on, if there is a document.
///
/// # Errors
/// What the sink says.
pub fn publish<'a>(edition: Edition<'a>, sink: &dyn Sink) -> Result<Option<Files<'a>>> {
    exists(edition).then(|| data::of_site(edition.into(), sink)).transpose()
}

fn make(edition: Edition<'_>) -> Made {
    if let Some(files) = edition.data {
        return Made::from(page(edition, files));
    }
    let made: Mutex<Vec<(String, Bytes)>> = Mutex::default();
    let keep = |path: &str, bytes: Bytes, _: &str| {
        // Those of a document come with its page.
        if path.matches('/').count() == 1 {
            sync::lock(&made).push((path.to_owned(), bytes));
        }
        Ok(())
    };
    // Keeping files in memory does not fail.
    let view = data::of_site(edition.into(), &keep).map(|files| page(edition, &files)).unwrap_or_default();
    Made { view, files: sync::into_inner(made), ..Made::default() }
}

fn page(edition: Edition<'_>, files: &Files<'_>) -> View {
    let scope = Scope::from(edition);
    let Files { whole, years, package, schema, archive, .. } = files;
    let listed = |of: &Listed| file(&of.path, of.length);
    let years_view = years.iter().map(|year| {
        let files = || year.tables.iter().chain(year.sheets.iter().map(|sheets| &sheets.file));
        let mut view = frame::year_view(year.year);
        view.set("files", View::list(KINDS.iter().map(|(kind, ..)| of_kind(files(), kind))));
        view
    });
    let content = view! {
        "everything" => listed(archive),
        "whole" => View::list(KINDS.iter().map(|(kind, ..)| of_kind(whole.iter(), kind))),
        "kinds" => View::list(KINDS.iter().map(|(_, name, meaning)| {
            view! { "name" => edition.theme.word(name), "meaning" => edition.theme.word(meaning) }
        })),
        "years" => View::list(years_view),
        "package" => listed(package),
        "schema" => listed(schema),
        "columns" => View::list(long_columns().map(|column| {
            view! { "head" => column.head(scope), "id" => column.id, "meaning" => said(edition, column.meaning()) }
        })),
        "statuses" => View::list(Status::all().map(|status| {
            view! { "word" => status.shown(scope), "id" => status.id(), "meaning" => said(edition, status.meaning()) }
        })),
    };
    let frame = frame::Frame {
        path: PATH,
        kind: "data",
        title: edition.theme.word("data").to_owned(),
        description: edition.theme.word("data_description").to_owned(),
        above: Vec::new(),
    };
    frame::view(edition, frame, content)
}

/// The tables in the order of the page: how their names begin, what they are called, and what is in them.
const KINDS: [(&str, &str, &str); 4] = [
    ("sheets", "data_sheets", "data_sheets_meaning"),
    ("figures", "data_figures", "data_figures_meaning"),
    ("indicators", "data_indicators", "data_indicators_meaning"),
    ("issues", "data_issues", "data_issues_meaning"),
];

/// The file of a kind among those of a year or of all years.
fn of_kind<'a>(mut files: impl Iterator<Item = &'a Listed>, kind: &str) -> View {
    let found = files.find(|of| of.path.strip_prefix("data/").is_some_and(|name| name.starts_with(kind)));
    found.map(|of| file(&of.path, of.length)).into()
}

fn said(edition: Edition<'_>, words: Words) -> String {
    if edition.site.settings.language == "ja" { words.ja } else { words.en }
}
