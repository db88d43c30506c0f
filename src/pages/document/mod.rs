//! The page of a document: a sheet, a report, a plan, a talk. Sections stand in the form's order.

mod answers;
mod records;
pub mod related;

use std::sync::{Arc, OnceLock};

use crate::compare::PlaceFigures;
use crate::data;
use crate::form::{Field, IndicatorColumns};
use crate::model::{Document, address};
use crate::search::PageEntry;
use crate::sink::ValuesDigest;
use crate::view;
use crate::view::View;

use super::archive::archived;
use super::layout::Layout;
use super::place::glance;
use super::writer::MarkdownRenderer;
use super::{Page, PageContent, RenderContext, download, files, json_ld, sheet_table, summary};

use answers::AnswersBuilder;

/// A page for each document, and for each record that has one of its own.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    // The figures of all places are gathered when the first page asks for them: the map of the site does not.
    let figures: Arc<OnceLock<PlaceFigures>> = Arc::default();
    let wanted = context.site.documents.iter().filter(|document| context.looks_for(&document.page));
    let documents = wanted.flat_map(|document| {
        let from = format!("content/{}", document.path);
        let figures = Arc::clone(&figures);
        let content = move || content(context, document, Some(glance::figures(context, &figures)));
        let own = Page::new(&document.page, from, "document.html", content).changed(document.history.last());
        let digest: Arc<OnceLock<ValuesDigest>> = Arc::default();
        std::iter::once(own).chain(records::pages(context, document)).map(move |page| {
            let digest = Arc::clone(&digest);
            page.made_from(move |inputs| *digest.get_or_init(|| inputs.of_document(document)))
        })
    });
    documents.collect()
}

/// A document with all its answers; with the figures of all places, its key figures stand among them.
pub fn content(context: RenderContext<'_>, document: &Document, figures: Option<&PlaceFigures>) -> PageContent {
    let site = context.site;
    let mut answers = AnswersBuilder::new(context, document, &document.page);
    // Footnotes and terms are numbered in the order in which the texts are rendered: that of the page.
    let (lead, lead_text) = document.lead.as_ref().map(|lead| answers.writer.html_and_plain(lead)).unzip();
    let sections = answers.sections();
    let AnswersBuilder { writer, charts, files: tables, .. } = answers;
    let extras = extras(&writer, document);
    let (notes, notes_text): (Vec<View>, Vec<String>) = document
        .notes
        .iter()
        .map(|note| writer.html_and_plain(note))
        .map(|(html, text)| (View::Html(html), text))
        .unzip();
    let (table, json, new_files) = data_files(context, document);
    let all = context.theme.word("all_answers").to_owned();
    // The files of single fields hold nothing that these lack.
    let published = table.iter().chain([&json]).map(|(path, _)| (all.clone(), path.clone()));
    let published: Vec<json_ld::DataDownload> = published.collect();
    let link = |(path, length): &data::Download| download::view(path, *length);
    let downloads = view! { "csv" => table.as_ref().map(link), "json" => link(&json) };
    let own_files = charts.into_iter().flat_map(|(_, charts)| {
        let drawings = charts.drawings.into_iter().map(|(path, drawing)| (path, drawing.into()));
        std::iter::once((charts.csv_path, charts.csv.into())).chain(drawings)
    });
    let own_files = own_files.chain(tables.into_iter().map(|(path, table)| (path, table.into())));
    let own_files = own_files.chain(new_files.into_iter().map(|file| (file.path, file.bytes))).collect();
    let previous = site.previous(document);
    let same_prefecture = related::same_prefecture(context, document);
    let content = view! {
        "doc" => summary::document_view(context, document),
        "lead" => lead.map(View::Html),
        "lead_text" => lead_text,
        "key_figures" => sheet_table::key_figures(context, document, previous, figures),
        "sections" => sections,
        "wide_tables" => document.form.fields().any(|(_, field)| has_wide_table(field)),
        "extras" => extras,
        "notes" => notes,
        "notes_text" => notes_text,
        "attachments" => files::attachments(context, document),
        "origin" => document.origin.clone(),
        "terms" => writer.terms(),
        "history" => document.history.view(context.language()),
        "downloads" => downloads,
        "dataset" => json_ld::dataset(context, document, &published),
        "previous" => previous.map(|document| summary::document_view(context, document)),
        "next" => related::next(context, document).map(|document| summary::document_view(context, document)),
        "newest" => related::newest(context, document).map(|document| summary::document_view(context, document)),
        "newest_year" => related::newest_year(context, document),
        "archived" => site.archives.iter().find(|archived| archived.year == document.year).map(|year| archived(context, year)),
        "siblings" => View::list(related::siblings(context, document).into_iter().map(|document| summary::document_view(context, document))),
        "siblings_left_out" => related::has_many(context, document),
        "same_prefecture" => View::list(same_prefecture.shown.into_iter().map(summary::link)),
        "same_prefecture_all" => same_prefecture.left_out.then(|| address::of_year(document.year)),
    };
    let year = context.language().fiscal_year_both(document.year);
    let kind = if document.form.sheet { "sheet" } else { "document" };
    let title = summary::full_name(context, document);
    let layout = Layout {
        above: vec![
            (year.clone(), address::of_year(document.year)),
            (document.place.name.clone(), document.place.page()),
        ],
        ..Layout::new(&document.page, kind, title, summary::description(context, document))
    };
    let entry = PageEntry {
        title: summary::name(document),
        place: document.place.name.clone(),
        place_id: document.place.id.clone(),
        year: Some(document.year),
        year_name: year,
        ..PageEntry::default()
    };
    PageContent { files: own_files, text_version: Some("document.txt"), entry, ..layout.page(context, content) }
}

/// Whether a field is shown as a table that has a style of its own: numbers over rows and columns, records, and indicators with a
/// column for each year.
fn has_wide_table(field: &Field) -> bool {
    let kind = &field.kind;
    let of_years = |columns: &IndicatorColumns| columns.heads().any(|head| head.years.is_some());
    kind.matrix().is_some() || kind.records().is_some() || kind.indicators().is_some_and(of_years)
}

/// The answers and texts of a document without charts and whatever else leads out of it: what any generator of sites could show.
#[must_use]
pub fn without_charts(context: RenderContext<'_>, document: &Document) -> View {
    let mut answers = AnswersBuilder { draws: false, ..AnswersBuilder::new(context, document, &document.page) };
    let sections = answers.sections();
    view! { "sections" => sections, "extras" => extras(&answers.writer, document) }
}

/// The sections that the form does not know.
fn extras(writer: &MarkdownRenderer<'_>, document: &Document) -> View {
    View::list(document.extras.iter().map(|extra| {
        let (narrative, narrative_text) = writer.html_and_plain(&extra.text);
        view! {
            "id" => &extra.anchor,
            "heading" => &extra.heading,
            "narrative" => View::Html(narrative),
            "narrative_text" => narrative_text,
        }
    }))
}

/// The table and the JSON of a document, and the files themselves where they were not rendered before the page.
fn data_files(
    context: RenderContext<'_>,
    document: &Document,
) -> (Option<data::Download>, data::Download, Vec<data::DataFile>) {
    if let Some((table, json)) = context.data.and_then(|files| files.of_document(document)) {
        return (table, json, Vec::new());
    }
    let (table, json) = data::of_document(context.into(), document);
    let with_length = |file: &data::DataFile| (file.path.clone(), file.bytes.len());
    (table.as_ref().map(with_length), with_length(&json), table.into_iter().chain([json]).collect())
}
