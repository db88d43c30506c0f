//! A place over the years: what changed, its figures, its indicators and issues, and all its documents.

pub mod changes;
mod courses;
mod traces;

pub use courses::unit_of;

use std::collections::HashMap;
use std::sync::Arc;

use crate::compare::alike::Alike;
use crate::model::{Document, Place};
use crate::view;
use crate::view::View;

use super::{Edition, Made, Page, document, frame, sheet_table};

/// One page for each place with documents.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    let alike = Arc::new(Alike::of(edition.site));
    let with_documents = edition.site.places.iter().filter(move |place| documents(edition, place).next().is_some());
    with_documents
        .map(|place| {
            let alike = Arc::clone(&alike);
            Page {
                path: place.page(),
                from: format!("content/places.yaml: {}", place.id),
                template: "place.html",
                make: Box::new(move || make(edition, place, &alike)),
            }
        })
        .collect()
}

fn documents<'a>(edition: Edition<'a>, place: &'a Place) -> impl Iterator<Item = &'a Document> + Clone {
    edition.site.documents_at(&place.id)
}

fn make(edition: Edition<'_>, place: &Place, alike: &Alike<'_>) -> Made {
    let mut years: Vec<i32> = documents(edition, place).map(|document| document.year).collect();
    years.dedup();
    years.reverse();
    let by_year = years.iter().map(|year| {
        let of_year = documents(edition, place).filter(|document| document.year == *year);
        view! { "year" => frame::year_view(*year), "documents" => View::list(of_year.map(document::summary)) }
    });
    let all: Vec<&Document> = documents(edition, place).collect();
    let series = series(&all);
    let (courses, file) = courses::draw(edition, place, &series, &all);
    let several = series.len() > 1;
    let tables = series.iter().map(|sheets| {
        let mut view = sheet_table::table(sheets, None);
        view.set("name", sheets.last().filter(|_| several).map(|sheet| document::name(sheet)));
        view
    });
    // Forms without key figures make no table.
    let tables = tables.filter(|table| matches!(table.get("heads"), Some(View::List(heads)) if !heads.is_empty()));
    let prefecture = place.prefecture.as_deref().and_then(|id| edition.site.place(id));
    let neighbours = edition.site.places.iter().filter(|other| {
        other.id != place.id
            && (other.prefecture.is_some() && other.prefecture == place.prefecture
                || other.prefecture.as_ref() == Some(&place.id)
                || place.prefecture.as_ref() == Some(&other.id))
            && documents(edition, other).next().is_some()
    });
    let content = view! {
        "place" => place.view(),
        "prefecture" => prefecture.map(|prefecture| prefecture.view()),
        // A prefecture that has not reported itself has no page.
        "prefecture_reports" => prefecture.is_some_and(|prefecture| documents(edition, prefecture).next().is_some()),
        "years" => View::list(by_year),
        "tables" => View::list(tables),
        "changes" => View::list(series.iter().flat_map(|sheets| changes::views(edition, sheets, several))),
        "courses" => courses,
        "csv" => file.as_ref().map(|(path, bytes)| view! { "path" => path, "size" => super::figures::size(bytes.len()) }),
        "indicators" => traces::indicators(edition, &all),
        "issues" => View::list(series.iter().flat_map(|sheets| traces::issues(edition, sheets))),
        "handovers" => traces::handovers(edition, &all),
        "alike" => alike_view(alike, place),
        "neighbours" => View::list(neighbours.map(|other| other.view())),
    };
    let path = place.page();
    let frame = frame::Frame {
        path: &path,
        kind: "place",
        title: place.name.clone(),
        description: edition
            .theme
            .say("place_description", &[("place", &place.name), ("category", place.category.label())]),
        above: Vec::new(),
    };
    let files = file.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
    Made { view: frame::view(edition, frame, content), files, ..Made::default() }
}

/// The sheets of a place: those of one name are one series over the years.
fn series<'a>(documents: &[&'a Document]) -> Vec<Vec<&'a Document>> {
    let mut series: Vec<Vec<&Document>> = Vec::new();
    let mut at: HashMap<&str, usize> = HashMap::new();
    for sheet in documents.iter().filter(|document| document.is_sheet()) {
        let one = *at.entry(&sheet.name).or_insert(series.len());
        match series.get_mut(one) {
            Some(sheets) => sheets.push(sheet),
            None => series.push(vec![sheet]),
        }
    }
    series
}

/// The places nearest in population, with the populations by which they were found.
fn alike_view(alike: &Alike<'_>, place: &Place) -> View {
    let Some((own, near)) = alike.to(place).filter(|(_, near)| !near.is_empty()) else { return View::None };
    let population = |document: &Document| {
        let figure = crate::compare::alike::population(document);
        figure.map(|figure| figure.printed().view())
    };
    view! {
        "population" => population(own.document),
        "year" => frame::year_view(own.document.year),
        "places" => View::list(near.iter().map(|other| {
            view! {
                "place" => other.place.view(),
                "population" => population(other.document),
                "year" => frame::year_view(other.document.year),
            }
        })),
    }
}
