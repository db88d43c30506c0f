//! The page of a document: a sheet, a report, a plan, a talk. Sections stand in the form's order.

use crate::bytes::Bytes;
use crate::charts::Figure;
use crate::compare::indicators;
use crate::data;
use crate::form::{Field, Section};
use crate::markdown::plain;
use crate::model::{Document, Narrative, SectionAnswer};
use crate::search::Entry;
use crate::text::era;
use crate::value::{Answer, Prose, Viewer};
use crate::view;
use crate::view::View;

use super::archive::archived;
use super::data::file as data_file;
use super::figures::{self, Drawn};
use super::indicators::outcome_view;
use super::writer::Writer;
use super::{Edition, Made, Page, frame, sheet_table, structured};

/// One page for each document.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    let documents = edition.site.documents.iter();
    documents
        .map(|document| Page {
            path: document.page.clone(),
            from: format!("content/{}", document.path),
            template: "document.html",
            make: Box::new(move || make(edition, document)),
        })
        .collect()
}

pub fn make(edition: Edition<'_>, document: &Document) -> Made {
    let writer = Writer::new(edition.site, edition.theme, &document.path, &document.page).explaining();
    let mut html = |prose: &Prose| writer.html(prose);
    let lead = document.lead.as_ref().map(|lead| View::Html(html(lead)));
    let mut drawn: Vec<(&Field, Drawn)> = Vec::new();
    let mut sections = Vec::new();
    for (section, said) in document.form.sections.iter().zip(&document.sections) {
        if section.required || !is_empty(section, said) {
            sections.push(section_view(edition, document, section, said, &mut html, &mut drawn));
        }
    }
    let extras = document.extras.iter().map(|extra| {
        view! {
            "id" => &extra.anchor,
            "heading" => &extra.heading,
            "narrative" => View::Html(html(&extra.text)),
            "narrative_text" => plain(&extra.text.text),
        }
    });
    let extras = View::list(extras);
    let notes = View::list(document.notes.iter().map(|note| View::Html(html(note))));
    drawn.retain(|(_, charts)| !charts.figures.is_empty());
    let charted = drawn.iter().map(|(field, charts)| (field.label.clone(), charts.csv_path.clone()));
    let (table, json, made) = data_beside(edition, document);
    let all = edition.theme.word("all_answers");
    let published: Vec<structured::File> =
        table.iter().chain([&json]).map(|(path, _)| (all.to_owned(), path.clone())).chain(charted).collect();
    let shown = |(path, length): &data::Download| data_file(path, *length);
    let downloads = view! { "csv" => table.as_ref().map(shown), "json" => shown(&json) };
    let mut files: Vec<(String, Bytes)> =
        drawn.into_iter().map(|(_, charts)| (charts.csv_path, charts.csv.into())).collect();
    files.extend(made.into_iter().map(|file| (file.path, file.bytes)));
    let previous = edition.site.previous(document);

    let content = view! {
        "doc" => summary(document),
        "lead" => lead,
        "lead_text" => document.lead.as_ref().map(|lead| plain(&lead.text)),
        "key_figures" => sheet_table::key_figures(document, previous, edition.theme),
        "sections" => sections,
        "extras" => extras,
        "notes" => notes,
        "notes_text" => View::list(document.notes.iter().map(|note| plain(&note.text))),
        "origin" => document.origin.clone(),
        "terms" => writer.terms(),
        "history" => document.history.view(),
        "downloads" => downloads,
        "dataset" => structured::dataset(edition, document, &published),
        "previous" => previous.map(summary),
        "next" => next(edition, document).map(summary),
        "newest" => newest(edition, document).map(summary),
        "newest_year" => newest_year(edition, document),
        "archived" => edition.site.archives.iter().find(|archived| archived.year == document.year).map(archived),
        "siblings" => View::list(siblings(edition, document).into_iter().map(summary)),
        "siblings_left_out" => has_many(edition, document),
        "same_prefecture" => View::list(same_prefecture(edition, document).map(link)),
    };
    let above = vec![
        (era::fiscal_year_both(document.year), frame::year_path(document.year)),
        (document.place.name.clone(), document.place.page()),
    ];
    let frame = frame::Frame {
        path: &document.page,
        kind: if document.form.sheet { "sheet" } else { "document" },
        title: format!("{} {} {}", document.place.name, era::fiscal_year_both(document.year), name(document)),
        description: description(edition, document),
        above,
    };
    let entry = Entry {
        title: name(document),
        place: document.place.name.clone(),
        year: Some(document.year),
        year_name: era::fiscal_year_both(document.year),
        ..Entry::default()
    };
    Made { view: frame::view(edition, frame, content), files, twin: Some("document.txt"), entry: Some(entry) }
}

/// The table and the JSON of a document, and the files themselves where nobody made them before the page.
fn data_beside(
    edition: Edition<'_>,
    document: &Document,
) -> (Option<data::Download>, data::Download, Vec<data::DataFile>) {
    if let Some((table, json)) = edition.data.and_then(|files| files.of_document(document)) {
        return (table, json, Vec::new());
    }
    let (table, json) = data::of_document(edition.into(), document);
    let beside = |file: &data::DataFile| (file.path.clone(), file.bytes.len());
    (table.as_ref().map(beside), beside(&json), table.into_iter().chain([json]).collect())
}

/// What other pages say of a document.
pub fn summary(document: &Document) -> View {
    view! {
        "path" => &document.page,
        "name" => name(document),
        "title" => document.title.clone(),
        "place" => document.place.view(),
        "year" => frame::year_view(document.year),
        "form" => view! {
            "id" => &document.form.id,
            "title" => &document.form.title,
            "short" => &document.form.short,
            "note" => document.form.note.clone(),
            "sheet" => document.form.sheet,
        },
    }
}

/// The little that a list of many documents says of each.
fn link(document: &Document) -> View {
    let place = view! { "name" => &document.place.name, "reading" => &document.place.reading };
    view! { "path" => &document.page, "place" => place }
}

/// The short name of a document: of its form for the yearly sheet, else its own title.
pub fn name(document: &Document) -> String {
    match &document.title {
        Some(title) if !document.is_main() => title.clone(),
        _ => document.form.short.clone(),
    }
}

/// A document in a sentence or two.
pub fn description(edition: Edition<'_>, document: &Document) -> String {
    let lead = document.lead.as_ref().map(|lead| plain(&lead.text)).unwrap_or_default();
    let year = era::fiscal_year_both(document.year);
    // Several reports may answer one form; their own titles tell them apart.
    let title = document.title.as_ref().filter(|_| !document.is_main()).unwrap_or(&document.form.title);
    let values = [("place", document.place.name.as_str()), ("year", &year), ("form", title), ("lead", &lead)];
    frame::brief(&edition.theme.say("document_description", &values))
}

/// Whether a section holds nothing that a page shows: no field, no text, and no heading above a text that still waits.
fn is_empty(section: &Section, said: &SectionAnswer) -> bool {
    let text = |narrative: &Narrative| section.narrative || !narrative.says_nothing();
    said.answers.is_empty() && !said.narrative.as_ref().is_some_and(text)
}

fn section_view<'d>(
    edition: Edition<'_>,
    document: &'d Document,
    section: &'d Section,
    said: &'d SectionAnswer,
    html: &mut dyn FnMut(&Prose) -> String,
    drawn: &mut Vec<(&'d Field, Drawn)>,
) -> View {
    let (lead_in, heading) = section.heading_parts(&document.place.name);
    let told = said.narrative.as_ref().filter(|narrative| !narrative.says_nothing());
    let narrative = told.map(|narrative| View::Html(html(&narrative.text)));
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for (at, answer) in said.answers.iter().enumerate() {
        let field = answer.field.as_ref();
        let mut view = field_view(edition, document, (field, answer), html, drawn);
        // The first does not repeat the section's heading.
        view.set("headed", View::from(at > 0 || field.group.is_some() || field.label != heading));
        let (group, list) = (field.group.as_deref(), field.kind.is_short());
        match blocks.last_mut() {
            Some(open) if open.group == group && open.list == list => open.fields.push(view),
            _ => blocks.push(Block { group, list, fields: vec![view] }),
        }
    }
    view! {
        "id" => &section.id,
        "number" => section.number.clone(),
        "lead_in" => lead_in,
        "heading" => heading,
        "note" => section.note.clone(),
        "narrative" => narrative,
        "narrative_text" => told.map(|narrative| plain(&narrative.text.text)),
        // Fields that nobody has answered say so themselves; so does a text, where the form asks for it.
        "unanswered" => told.is_none()
            && (blocks.is_empty() || said.narrative.is_some() && section.narrative),
        "blocks" => blocks_view(blocks),
    }
}

/// Consecutive fields of one group that are shown alike.
struct Block<'a> {
    group: Option<&'a str>,
    /// Short answers are one list; others stand for themselves.
    list: bool,
    fields: Vec<View>,
}

fn blocks_view(blocks: Vec<Block<'_>>) -> View {
    let mut before = None;
    let mut views = Vec::new();
    for Block { group, list, fields } in blocks {
        // The head of a group stands over its first block only.
        let heading = group.filter(|group| before != Some(*group));
        before = group;
        views.push(view! { "heading" => heading, "list" => list, "fields" => fields });
    }
    View::List(views)
}

fn field_view<'d>(
    edition: Edition<'_>,
    document: &'d Document,
    (field, answer): (&'d Field, &'d Answer),
    html: &mut dyn FnMut(&Prose) -> String,
    drawn: &mut Vec<(&'d Field, Drawn)>,
) -> View {
    let charts = figures::draw(edition.language(), document, field, answer);
    let charts_view = charts.view(field);
    let entries = indicators::of_answer(document, field, answer);
    let figures: Vec<Option<&Figure>> = charts.of_rows(entries.iter().map(indicators::Entry::fragment));
    let outcomes =
        View::list(entries.iter().zip(&figures).map(|(entry, figure)| {
            figure.is_none().then(|| outcome_view(edition, &entry.row.name, &entry.progress()))
        }));
    let said = |figure: &&Figure| {
        view! { "headline" => &figure.headline, "notes" => View::list(figure.notes.iter().map(String::as_str)) }
    };
    let row_figures = View::list(figures.iter().map(|figure| figure.as_ref().map(said)));
    drop(figures);
    drawn.push((field, charts));
    view! {
        "id" => &field.id,
        // A field that shares the id of a section has no anchor of its own.
        "anchored" => document.form.is_anchored(field),
        "label" => &field.label,
        "note" => field.note.clone(),
        "unit" => field.unit.clone(),
        "as_of" => field.as_of.as_deref().unwrap_or_default(),
        "value" => answer.view(&mut Viewer { rows: answer.row_anchors().collect(), prose: html, at: field.id.clone() }),
        "charts" => charts_view,
        // What came of the indicators that have no chart to say it, in the order of the rows.
        "outcomes" => outcomes,
        // What the charts of the others say, in the same order.
        "row_figures" => row_figures,
    }
}

/// The document of the same name after this one.
fn next<'a>(edition: Edition<'a>, document: &Document) -> Option<&'a Document> {
    edition.site.series(&document.place.id, &document.name).find(|other| other.year > document.year)
}

/// The newest year of the site, where this document is older: nobody adds to it any more.
fn newest_year(edition: Edition<'_>, document: &Document) -> View {
    let newest = edition.site.years().first().copied();
    newest.filter(|newest| *newest > document.year).map(frame::year_view).into()
}

/// The newest document of the same name, where this is not it.
fn newest<'a>(edition: Edition<'a>, document: &Document) -> Option<&'a Document> {
    edition.site.series(&document.place.id, &document.name).next_back().filter(|other| other.year > document.year)
}

/// How many other documents of its place a page leads to by itself; the page of the place leads to all.
const FEW: usize = 20;

/// How many documents before and after it a page leads to where there are more.
const NEAR: usize = 5;

/// Whether the place has more documents than a page can lead to: links from each to each would grow with the square.
fn has_many(edition: Edition<'_>, document: &Document) -> bool {
    edition.site.documents_at(&document.place.id).nth(FEW + 1).is_some()
}

/// The other documents of the place; of many, those that stand beside this one in its year, and the one that has the address
/// of the place.
fn siblings<'a>(edition: Edition<'a>, document: &Document) -> Vec<&'a Document> {
    if !has_many(edition, document) {
        let of_place = edition.site.documents_at(&document.place.id);
        return of_place.filter(|other| other.path != document.path).collect();
    }
    // Documents of a year are ordered by place, and of a place by name.
    let of_year = edition.site.documents_of(document.year);
    let from = of_year.partition_point(|other| other.place.code < document.place.code);
    let to = of_year.partition_point(|other| other.place.code <= document.place.code);
    let own = of_year.get(from..to).unwrap_or_default();
    let order = |other: &Document| (!other.is_main(), other.name.clone());
    let at = own.partition_point(|other| order(other) < order(document));
    let near = at.saturating_sub(NEAR).max(1)..at + NEAR + 1;
    let main = own.first().filter(|_| at != 0).into_iter();
    main.chain(own.iter().enumerate().filter(|(place, _)| near.contains(place) && *place != at).map(|(_, other)| other))
        .collect()
}

/// Sheets of the same year and prefecture: of another place the one of the same form or name, where this is a sheet itself.
fn same_prefecture<'a>(edition: Edition<'a>, document: &'a Document) -> impl Iterator<Item = &'a Document> {
    let alike = |other: &Document| {
        if document.is_sheet() && !document.form.several {
            other.form.id == document.form.id || other.name == document.name
        } else {
            other.is_main()
        }
    };
    let inside = edition.site.sheets_in(document.year, document.place.within());
    inside.filter(move |other| other.place.id != document.place.id && alike(other))
}
