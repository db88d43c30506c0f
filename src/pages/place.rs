//! A place over the years: its key figures by year, and all its documents.

use crate::model::{Document, Place};
use crate::view;
use crate::view::View;

use super::{Edition, Page, document, frame, sheet_table};

/// One page for each place with documents.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    let with_documents = edition.site.places.iter().filter(move |place| documents(edition, place).next().is_some());
    with_documents
        .map(|place| Page {
            path: place.page(),
            from: format!("content/places.yaml: {}", place.id),
            template: "place.html",
            make: Box::new(move || make(edition, place).into()),
        })
        .collect()
}

fn documents<'a>(edition: Edition<'a>, place: &'a Place) -> impl Iterator<Item = &'a Document> + Clone {
    edition.site.documents_at(&place.id).filter(move |document| document.audience.visible_in(edition.audience))
}

fn make(edition: Edition<'_>, place: &Place) -> View {
    let mut years: Vec<i32> = documents(edition, place).map(|document| document.year).collect();
    years.dedup();
    years.reverse();
    let by_year = years.iter().map(|year| {
        let of_year = documents(edition, place).filter(|document| document.year == *year);
        view! { "year" => frame::year_view(*year), "documents" => View::list(of_year.map(document::summary)) }
    });
    let sheets = documents(edition, place).filter(|document| document.form.sheet && document.is_sheet());
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
        "sheets" => sheet_table::table(sheets),
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
    frame::view(edition, frame, content)
}
