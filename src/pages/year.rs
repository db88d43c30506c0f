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
use crate::value::Value;
use crate::view;
use crate::view::View;

use super::archive::archived;
use super::figures::{chart_id, composition_parts, figure_view};
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
        "members" => members(edition, year),
        "errata" => errata::views(edition, Some(year)),
        "archived" => edition.site.archives.iter().find(|archived| archived.year == year).map(archived),
    };
    let sheets = visible(edition, year).filter(|document| document.form.sheet && document.is_sheet()).count();
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

/// The places with a sheet of the year, counted by category.
fn members(edition: Edition<'_>, year: i32) -> View {
    let mut counts: BTreeMap<Category, usize> = BTreeMap::new();
    for sheet in visible(edition, year).filter(|document| document.form.sheet && document.is_sheet()) {
        *counts.entry(sheet.place.category).or_default() += 1;
    }
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
        let is_sheet = |document: &Document| document.form.sheet && document.is_sheet();
        let sheets: Vec<&Document> = inside.iter().copied().filter(|document| is_sheet(document)).collect();
        let others = inside.iter().copied().filter(|document| !is_sheet(document)).map(document::summary);
        let compositions = if full { compositions(prefecture, &sheets) } else { View::None };
        let completeness =
            if full { sheets.iter().map(|sheet| completeness_view(sheet)).collect() } else { Vec::new() };
        Some(view! {
            "place" => prefecture.view(),
            "has_sheets" => !sheets.is_empty(),
            "sheets" => sheet_table::table(sheets.iter().copied(), full.then_some(edition.site)),
            "documents" => View::list(others),
            "compositions" => compositions,
            "completeness" => completeness,
        })
    }))
}

/// The compositions among the key figures, a bar for each sheet; nothing for a single sheet.
fn compositions(prefecture: &Place, sheets: &[&Document]) -> View {
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
            let Value::Composition(composition) = &answer.value else { return None };
            let unit = figure.field.unit.as_deref().unwrap_or_default();
            Some((*sheet, figure.field, composition.among(unit)))
        });
        let found: Vec<_> = found.collect();
        let found: Vec<_> = found
            .iter()
            .map(|(sheet, field, composition)| (*sheet, *field, composition, composition_parts(&composition.parts)))
            .collect();
        let [(first, field, ..), _, ..] = found.as_slice() else { return None };
        let unit = field.unit.as_deref().unwrap_or_default();
        let bars: Vec<Year<'_>> = found
            .iter()
            .map(|(sheet, _, composition, parts)| Year {
                label: &sheet.place.name,
                composition: Some(Composition {
                    total: composition.total.as_ref().map(|(total, _)| total),
                    parts,
                    unit,
                }),
                apart: None,
            })
            .collect();
        let (id, year) = (chart_id(&format!("{}-{id}", prefecture.id)), era::fiscal_year_both(first.year));
        let frame = Frame { id: &id, what: &field.label, place: &prefecture.name, year: &year, ..Frame::default() };
        composition_places(&frame, &bars).ok().map(|figure| figure_view(&figure))
    }))
}

fn completeness_view(sheet: &Document) -> View {
    let Completeness { asked, unanswered, blank } = Completeness::of(sheet);
    let labels = |fields: &[&Field]| View::list(fields.iter().map(|field| field.label.as_str()));
    view! {
        "doc" => document::summary(sheet),
        "asked" => asked,
        "answered" => asked - unanswered.len() - blank.len(),
        "unanswered" => labels(&unanswered),
        "blank" => labels(&blank),
    }
}
