//! The page of a fiscal year: its sheets by prefecture with their key figures, and the other documents of the year.

use std::collections::BTreeMap;

use crate::charts::ChartFrame;
use crate::charts::composition_years::composition_places;
use crate::compare::Figure;
use crate::compare::completeness::Completeness;
use crate::compare::distribution::is_listed;
use crate::form::Field;
use crate::model::{Category, Document, Place, address};
use crate::view;
use crate::view::View;

use super::archive::archived;
use super::choices::{self, CountedYear};
use super::figures::{CompositionBar, FigureTime, chart_id, draw_bars, figure_view};
use super::layout::Layout;
use super::{Page, PageContent, RenderContext, errata, newest_change, sheet_table, summary};

/// One page for each fiscal year with documents.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let years = context.site.years().into_iter().map(|year| {
        Page::new(address::of_year(year), format!("content/{year}/"), "year.html", move || content(context, year))
            .changed(newest_change(context.site.documents_of(year)))
    });
    years.collect()
}

fn content(context: RenderContext<'_>, year: i32) -> PageContent {
    let name = context.language().fiscal_year_both(year);
    let years = context.site.years();
    let at = years.iter().position(|other| *other == year).unwrap_or_default();
    let content = view! {
        "year" => summary::year_view(context, year),
        "newer" => at.checked_sub(1).and_then(|at| years.get(at)).map(|year| summary::year_view(context, *year)),
        "older" => years.get(at + 1).map(|year| summary::year_view(context, *year)),
        "newest" => years.first().filter(|newest| **newest != year).map(|year| summary::year_view(context, *year)),
        "prefectures" => prefectures(context, year, true),
        "members" => members_view(context, year),
        "errata" => errata::views(context, Some(year)),
        "archived" => context.site.archives.iter().find(|archived| archived.year == year).map(|year| archived(context, year)),
    };
    let sheets = members(context, year).values().sum::<usize>();
    let description = context.theme.sentence("year_description", &[("year", &name), ("sheets", &sheets.to_string())]);
    Layout::new(&address::of_year(year), "year", name, description).page(context, content)
}

/// The places with a sheet of the year, counted by category; a place with two is one.
fn members(context: RenderContext<'_>, year: i32) -> BTreeMap<Category, usize> {
    let sheets = context.site.documents_of(year).iter().filter(|document| document.is_sheet());
    let places: BTreeMap<&str, Category> =
        sheets.map(|sheet| (sheet.place.id.as_str(), sheet.place.category.clone())).collect();
    let mut counts: BTreeMap<Category, usize> = BTreeMap::new();
    for category in places.into_values() {
        *counts.entry(category).or_default() += 1;
    }
    counts
}

fn members_view(context: RenderContext<'_>, year: i32) -> View {
    let counts = members(context, year);
    let total: usize = counts.values().sum();
    let counts = counts.iter().map(|(category, count)| view! { "category" => category.label(), "count" => *count });
    view! { "total" => total, "categories" => View::list(counts) }
}

/// The year's documents by prefecture, in the order of the codes: a prefecture's own before those of its cities. In full,
/// with courses, compositions side by side, and what is still blank.
pub fn prefectures(context: RenderContext<'_>, year: i32, full: bool) -> View {
    let mut groups: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in context.site.documents_of(year) {
        let prefecture = document.place.prefecture_id();
        groups.entry(prefecture).or_default().push(document);
    }
    let prefectures = context.site.places.iter().filter(|place| place.category == Category::Prefecture);
    View::list(prefectures.filter_map(|prefecture| {
        let inside = groups.get(prefecture.id.as_str())?;
        let (sheets, others): (Vec<&Document>, Vec<&Document>) =
            inside.iter().copied().partition(|document| document.is_sheet());
        let compositions = if full { compositions(context, prefecture, &sheets) } else { View::None };
        let distributions = if full { distributions(context, prefecture, &sheets, year) } else { Vec::new() };
        let completeness = if full { completeness(context, &sheets) } else { View::None };
        Some(view! {
            "place" => prefecture.view(),
            "tables" => sheet_table::tables(context, &sheets, full),
            "documents" => View::list(others.into_iter().map(|document| summary::document_view(context, document))),
            "compositions" => compositions,
            "distributions" => distributions,
            "completeness" => completeness,
        })
    }))
}

/// The compositions among the key figures, a bar for each sheet; nothing for a single sheet. One of another area than the
/// place is no bar beside those of places.
fn compositions(context: RenderContext<'_>, prefecture: &Place, sheets: &[&Document]) -> View {
    let mut ids: Vec<&str> = Vec::new();
    for id in sheets.iter().flat_map(|sheet| &sheet.form.key_figures) {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    View::list(ids.iter().filter_map(|id| {
        let found = sheets.iter().filter_map(|sheet| {
            let figure = Figure::of(sheet, id)?;
            let (_, answer) = sheet.answer(id)?;
            let composition = answer.value.composition()?;
            let time = FigureTime::of(context.language(), figure.figure_note());
            let unit = figure.field.unit.as_deref().unwrap_or_default();
            Some((*sheet, figure.field, composition.among(unit), time))
        });
        let (found, other): (Vec<_>, Vec<_>) = found.partition(|(.., time)| time.scope.is_none());
        let [(first, field, ..), _, ..] = found.as_slice() else { return None };
        let unit = field.unit.as_deref().unwrap_or_default();
        let with_figure: Vec<&Document> = found.iter().map(|(sheet, ..)| *sheet).collect();
        let bars = found.iter().cloned().map(|(sheet, _, composition, time)| CompositionBar {
            label: if sheet_table::several(sheet, &with_figure) {
                format!("{} {}", sheet.place.name, summary::name(sheet))
            } else {
                sheet.place.name.clone()
            },
            composition: Some(composition),
            apart: None,
            time,
        });
        let bars: Vec<CompositionBar<'_>> = bars.collect();
        let language = context.language();
        let (id, year) = (chart_id(&format!("{}-{id}", prefecture.id)), language.fiscal_year_both(first.year));
        let (what, place) = (&field.label, &prefecture.name);
        let frame = ChartFrame { id: &id, what, place, year: &year, language, ..ChartFrame::default() };
        let mut figure = draw_bars(&frame, &bars, unit, composition_places)?;
        let left_out = other.iter().map(|(sheet, .., time)| {
            let values = [("place", sheet.place.name.as_str()), ("scope", time.scope.unwrap_or_default())];
            context.theme.sentence("not_drawn", &values)
        });
        figure.notes.extend(left_out);
        Some(figure_view(&figure))
    }))
}

/// The choices among the key figures: how many chose what; nothing for a single sheet.
fn distributions(context: RenderContext<'_>, prefecture: &Place, sheets: &[&Document], year: i32) -> Vec<View> {
    let mut fields: Vec<&Field> = Vec::new();
    for (id, sheet) in sheets.iter().flat_map(|sheet| sheet.form.key_figures.iter().map(move |id| (id, sheet))) {
        let field = sheet.form.fields().map(|(_, field)| field).find(|field| field.id == *id);
        let new =
            field.filter(|field| is_listed(field, None) && fields.iter().all(|known| known.id != field.id));
        fields.extend(new);
    }
    let of_field = |field: &&Field| {
        let asks = |sheet: &&&Document| sheet.form.fields().any(|(_, own)| own.id == field.id);
        let documents: Vec<&Document> = sheets.iter().filter(asks).copied().collect();
        let not_asked = sheets.len() - documents.len();
        let language = context.language();
        let (id, name) = (chart_id(&format!("{}-{}", prefecture.id, field.id)), language.fiscal_year_both(year));
        let frame = ChartFrame {
            id: &id,
            what: &field.label,
            place: &prefecture.name,
            year: &name,
            language,
            ..ChartFrame::default()
        };
        let enough = documents.len() > 1;
        let view = choices::distribution(context, &frame, &field.id, &[CountedYear { year, documents, not_asked }]);
        (enough && !matches!(view, View::None)).then_some(view)
    };
    fields.iter().filter_map(of_field).collect()
}

/// How much each sheet answers of what its form asks.
fn completeness(context: RenderContext<'_>, sheets: &[&Document]) -> View {
    let labels = |fields: &[&Field]| View::list(fields.iter().map(|field| field.label.as_str()));
    View::list(sheets.iter().map(|sheet| {
        let Completeness { asked, unanswered, blank } = Completeness::of(sheet);
        view! {
            "doc" => summary::document_view(context, sheet),
            "several" => sheet_table::several(sheet, sheets),
            "asked" => asked,
            "answered" => asked - unanswered.len() - blank.len(),
            "unanswered" => labels(&unanswered),
            "blank" => labels(&blank),
        }
    }))
}
