//! The page of a fiscal year: its sheets by prefecture with their key figures, and the other documents of the year.

use std::collections::BTreeMap;

use crate::charts::Frame;
use crate::charts::composition::Composition;
use crate::charts::composition_years::{Year, composition_places};
use crate::compare::Figure;
use crate::compare::completeness::Completeness;
use crate::form::Field;
use crate::model::{Category, Document, Place};
use crate::text::era;
use crate::view;
use crate::view::View;

use super::archive::archived;
use super::figures::{Dated, chart_id, composition_parts, figure_view};
use super::{Edition, Page, document, errata, frame, sheet_table};

/// One page for each fiscal year with documents.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    let years = edition.site.years();
    years
        .into_iter()
        .map(|year| Page {
            path: frame::year_path(year),
            from: format!("content/{year}/"),
            template: "year.html",
            make: Box::new(move || make(edition, year).into()),
        })
        .collect()
}

fn make(edition: Edition<'_>, year: i32) -> View {
    let name = era::fiscal_year_both(year);
    let years = edition.site.years();
    let at = years.iter().position(|other| *other == year).unwrap_or_default();
    let content = view! {
        "year" => frame::year_view(year),
        "newer" => at.checked_sub(1).and_then(|at| years.get(at)).map(|year| frame::year_view(*year)),
        "older" => years.get(at + 1).map(|year| frame::year_view(*year)),
        "newest" => years.first().filter(|newest| **newest != year).map(|year| frame::year_view(*year)),
        "prefectures" => prefectures(edition, year, true),
        "members" => members_view(edition, year),
        "errata" => errata::views(edition, Some(year)),
        "archived" => edition.site.archives.iter().find(|archived| archived.year == year).map(archived),
    };
    let sheets = members(edition, year).values().sum::<usize>();
    let path = frame::year_path(year);
    let frame = frame::Frame {
        path: &path,
        kind: "year",
        title: name.clone(),
        description: edition.theme.say("year_description", &[("year", &name), ("sheets", &sheets.to_string())]),
        above: Vec::new(),
    };
    frame::view(edition, frame, content)
}

fn visible(edition: Edition<'_>, year: i32) -> impl Iterator<Item = &Document> + Clone {
    edition.site.documents_of(year).iter()
}

/// The places with a sheet of the year, counted by category; a place with two is one.
fn members(edition: Edition<'_>, year: i32) -> BTreeMap<Category, usize> {
    let sheets = visible(edition, year).filter(|document| document.is_sheet());
    let places: BTreeMap<&str, Category> =
        sheets.map(|sheet| (sheet.place.id.as_str(), sheet.place.category)).collect();
    let mut counts: BTreeMap<Category, usize> = BTreeMap::new();
    for category in places.into_values() {
        *counts.entry(category).or_default() += 1;
    }
    counts
}

fn members_view(edition: Edition<'_>, year: i32) -> View {
    let counts = members(edition, year);
    let total: usize = counts.values().sum();
    let counts = counts.iter().map(|(category, count)| view! { "category" => category.label(), "count" => *count });
    view! { "total" => total, "categories" => View::list(counts) }
}

/// The year's documents by prefecture, in the order of the codes: a prefecture's own before those of its cities. In full,
/// with courses, compositions side by side, and what is still blank.
pub fn prefectures(edition: Edition<'_>, year: i32, full: bool) -> View {
    let mut groups: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in visible(edition, year) {
        let prefecture = document.place.within();
        groups.entry(prefecture).or_default().push(document);
    }
    let prefectures = edition.site.places.iter().filter(|place| place.category == Category::Prefecture);
    View::list(prefectures.filter_map(|prefecture| {
        let inside = groups.get(prefecture.id.as_str())?;
        let (sheets, others): (Vec<&Document>, Vec<&Document>) =
            inside.iter().copied().partition(|document| document.is_sheet());
        let compositions = if full { compositions(edition, prefecture, &sheets) } else { View::None };
        let completeness = if full { completeness(&sheets) } else { View::None };
        Some(view! {
            "place" => prefecture.view(),
            "tables" => sheet_table::tables(&sheets, full.then_some(edition.site)),
            "documents" => View::list(others.into_iter().map(document::summary)),
            "compositions" => compositions,
            "completeness" => completeness,
        })
    }))
}

/// The compositions among the key figures, a bar for each sheet; nothing for a single sheet. One of another area than the
/// place is no bar beside those of places.
fn compositions(edition: Edition<'_>, prefecture: &Place, sheets: &[&Document]) -> View {
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
            let told = Dated::of(edition.language(), figure.told());
            let unit = figure.field.unit.as_deref().unwrap_or_default();
            Some((*sheet, figure.field, composition.among(unit), told))
        });
        let (found, other): (Vec<_>, Vec<_>) = found.partition(|(.., told)| told.scope.is_none());
        let found: Vec<_> = found
            .iter()
            .map(|(sheet, field, composition, told)| {
                (*sheet, *field, composition, composition_parts(&composition.parts), told)
            })
            .collect();
        let [(first, field, ..), _, ..] = found.as_slice() else { return None };
        let unit = field.unit.as_deref().unwrap_or_default();
        let with_figure: Vec<&Document> = found.iter().map(|(sheet, ..)| *sheet).collect();
        let labels = with_figure.iter().map(|sheet| {
            let name = sheet.place.name.clone();
            if sheet_table::several(sheet, &with_figure) { format!("{name} {}", document::name(sheet)) } else { name }
        });
        let labels: Vec<String> = labels.collect();
        let bars: Vec<Year<'_>> = found
            .iter()
            .zip(&labels)
            .map(|((_, _, composition, parts, told), label)| Year {
                label,
                composition: Some(Composition {
                    total: composition.total.as_ref().map(|(total, _)| total),
                    parts,
                    unit,
                }),
                apart: None,
                coverage: told.coverage(),
            })
            .collect();
        let (id, year) =
            (chart_id(&format!("{}-{id}", prefecture.id)), edition.language().fiscal_year_both(first.year));
        let frame = Frame {
            id: &id,
            what: &field.label,
            place: &prefecture.name,
            year: &year,
            language: edition.language(),
            ..Frame::default()
        };
        let mut figure = composition_places(&frame, &bars).ok()?;
        let left_out = other.iter().map(|(sheet, .., told)| {
            let values = [("place", sheet.place.name.as_str()), ("scope", told.scope.unwrap_or_default())];
            edition.theme.say("not_drawn", &values)
        });
        figure.notes.extend(left_out);
        Some(figure_view(&figure))
    }))
}

/// How much each sheet answers of what its form asks.
fn completeness(sheets: &[&Document]) -> View {
    let labels = |fields: &[&Field]| View::list(fields.iter().map(|field| field.label.as_str()));
    View::list(sheets.iter().map(|sheet| {
        let Completeness { asked, unanswered, blank } = Completeness::of(sheet);
        view! {
            "doc" => document::summary(sheet),
            "several" => sheet_table::several(sheet, sheets),
            "asked" => asked,
            "answered" => asked - unanswered.len() - blank.len(),
            "unanswered" => labels(&unanswered),
            "blank" => labels(&blank),
        }
    }))
}
