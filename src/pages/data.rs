//! `data.html`: all files of data with their sizes, and what is in their columns. The files come before all pages,
//! which tell their sizes.

use std::sync::Mutex;

use crate::bytes::Bytes;
use crate::data::{self, DataFiles, Listed, Scope, Status, long_columns};
use crate::error::Result;
use crate::model::{SiteDigests, address};
use crate::restrict::Restricted;
use crate::sink::Sink;
use crate::sync;
use crate::view;
use crate::view::View;

use super::download;
use super::layout::Layout;
use super::{Page, PageContent, RenderContext, newest_change, summary};

impl<'a> From<RenderContext<'a>> for Scope<'a> {
    fn from(context: RenderContext<'a>) -> Scope<'a> {
        Scope { site: context.site }
    }
}

/// Whether there is data: that of any document.
pub fn exists(site: &Restricted) -> bool {
    !site.documents.is_empty()
}

/// The page that lists all files of data.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let page = Page::new(address::DATA, "content/", "data.html", move || content(context));
    vec![page.changed(newest_change(&context.site.documents))]
}

/// Makes all files of data and hands them on, if there is a document.
///
/// # Errors
/// What the sink says.
pub fn publish<'a>(
    context: RenderContext<'a>,
    digests: Option<&SiteDigests<'_>>,
    sink: &dyn Sink,
) -> Result<Option<DataFiles<'a>>> {
    exists(context.site).then(|| data::of_site(context.into(), digests, sink)).transpose()
}

fn content(context: RenderContext<'_>) -> PageContent {
    if let Some(files) = context.data {
        return page(context, files);
    }
    let collected: Mutex<Vec<(String, Bytes)>> = Mutex::default();
    let collect = |path: &str, bytes: Bytes, _: &str| {
        // Those of a document come with its page.
        if path.matches('/').count() == 1 {
            sync::lock(&collected).push((path.to_owned(), bytes));
        }
        Ok(())
    };
    // Keeping files in memory does not fail.
    let content = data::of_site(context.into(), None, &collect).map(|files| page(context, &files)).unwrap_or_default();
    PageContent { files: sync::into_inner(collected), ..content }
}

fn page(context: RenderContext<'_>, files: &DataFiles<'_>) -> PageContent {
    let scope = Scope::from(context);
    let DataFiles { all_years, years, checks, attachments, totals, package, schema, archive, workbook, .. } = files;
    let listed = |of: &Listed| download::view(&of.path, of.length);
    let years_view = years.iter().map(|year| {
        let files = || year.tables.iter().chain(year.sheets.iter().map(|sheets| &sheets.file));
        let mut view = summary::year_view(context, year.year);
        view.set("files", View::list(KINDS.iter().map(|(kind, ..)| of_kind(files(), kind))));
        view
    });
    let content = view! {
        "everything" => listed(archive),
        "workbook" => listed(workbook),
        "whole" => View::list(KINDS.iter().map(|(kind, ..)| of_kind(all_years.iter(), kind))),
        "kinds" => View::list(KINDS.iter().map(|(_, name, meaning)| {
            view! { "name" => context.theme.word(name), "meaning" => context.theme.word(meaning) }
        })),
        "years" => View::list(years_view),
        "checks" => View::list(checks.iter().map(listed)),
        "attachments" => attachments.as_ref().map(listed),
        "totals" => View::list(totals.iter().map(listed)),
        "package" => listed(package),
        "schema" => listed(schema),
        "columns" => View::list(long_columns().map(|column| {
            view! { "head" => column.head(scope), "id" => column.id, "meaning" => column.meaning.in_language(context.language()) }
        })),
        "statuses" => View::list(Status::all().map(|status| {
            view! { "word" => status.shown(scope), "id" => status.id(), "meaning" => status.meaning().in_language(context.language()) }
        })),
    };
    Layout::worded(context, address::DATA, "data", ["data", "data_description"]).page(context, content)
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
    found.map(|of| download::view(&of.path, of.length)).into()
}
