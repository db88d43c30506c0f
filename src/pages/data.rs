//! `data.html`: all files of data with their sizes, and what is in their columns. The files themselves are made here,
//! since the page tells their sizes.

use crate::data::{self, COLUMNS, Files, Scope, Status};
use crate::source::Words;
use crate::view;
use crate::view::View;

use super::figures::size;
use super::{Edition, Made, Page, frame};

/// Address of the page.
pub const PATH: &str = "data.html";

impl<'a> From<Edition<'a>> for Scope<'a> {
    fn from(edition: Edition<'a>) -> Scope<'a> {
        Scope { site: edition.site, audience: edition.audience }
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
pub fn file(file: &data::File) -> View {
    view! { "path" => &file.path, "name" => file.path.rsplit('/').next().unwrap_or(&file.path), "size" => size(file.bytes.len()) }
}

fn make(edition: Edition<'_>) -> Made {
    let scope = Scope::from(edition);
    let Files { whole, years, package, schema, archive } = data::of_site(scope);
    let years_view = years.iter().map(|year| {
        let files = || year.tables.iter().chain(year.sheets.iter().map(|sheets| &sheets.file));
        let mut view = frame::year_view(year.year);
        view.set("files", View::list(KINDS.iter().map(|(kind, ..)| of_kind(files(), kind))));
        view
    });
    let content = view! {
        "everything" => archive.as_ref().map(file),
        "whole" => View::list(KINDS.iter().map(|(kind, ..)| of_kind(whole.iter(), kind))),
        "kinds" => View::list(KINDS.iter().map(|(_, name, meaning)| {
            view! { "name" => edition.theme.word(name), "meaning" => edition.theme.word(meaning) }
        })),
        "years" => View::list(years_view),
        "package" => file(&package),
        "schema" => file(&schema),
        "columns" => View::list(COLUMNS.iter().map(|column| {
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
    let of_years =
        years.into_iter().flat_map(|year| year.tables.into_iter().chain(year.sheets.map(|sheets| sheets.file)));
    let files = whole.into_iter().chain(of_years).chain([package, schema]).chain(archive);
    Made {
        view: frame::view(edition, frame, content),
        files: files.map(|file| (file.path, file.bytes)).collect(),
        ..Made::default()
    }
}

/// The tables in the order of the page: how their names begin, what they are called, and what is in them.
const KINDS: [(&str, &str, &str); 4] = [
    ("sheets", "data_sheets", "data_sheets_meaning"),
    ("figures", "data_figures", "data_figures_meaning"),
    ("indicators", "data_indicators", "data_indicators_meaning"),
    ("issues", "data_issues", "data_issues_meaning"),
];

/// The file of a kind among those of a year or of all years.
fn of_kind<'a>(mut files: impl Iterator<Item = &'a data::File>, kind: &str) -> View {
    let found = files.find(|of| of.path.strip_prefix("data/").is_some_and(|name| name.starts_with(kind)));
    found.map(file).into()
}

fn said(edition: Edition<'_>, words: Words) -> String {
    if edition.site.settings.language == "ja" { words.ja } else { words.en }
}
