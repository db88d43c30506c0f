//! The page of a fiscal year: its sheets by prefecture with their key figures, and the other documents of the year.

use crate::model::{Category, Document};
use crate::text::era;
use crate::view;
use crate::view::View;

use super::{Edition, Page, document, frame, sheet_table};

/// One page for each fiscal year with documents.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    let years = edition.site.years(edition.audience);
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
    let years = edition.site.years(edition.audience);
    let at = years.iter().position(|other| *other == year).unwrap_or_default();
    let content = view! {
        "year" => frame::year_view(year),
        "newer" => at.checked_sub(1).and_then(|at| years.get(at)).map(|year| frame::year_view(*year)),
        "older" => years.get(at + 1).map(|year| frame::year_view(*year)),
        "newest" => years.first().filter(|newest| **newest != year).map(|year| frame::year_view(*year)),
        "prefectures" => prefectures(edition, year),
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
    edition.site.documents_of(year).iter().filter(move |document| document.audience.visible_in(edition.audience))
}

/// The year's documents by prefecture, in the order of the codes: a prefecture's own before those of its cities.
pub fn prefectures(edition: Edition<'_>, year: i32) -> View {
    let prefectures = edition.site.places.iter().filter(|place| place.category == Category::Prefecture);
    View::list(prefectures.filter_map(|prefecture| {
        let inside = |document: &&Document| {
            document.place.id == prefecture.id || document.place.prefecture.as_ref() == Some(&prefecture.id)
        };
        let sheets = visible(edition, year).filter(inside).filter(|d| d.form.sheet && d.is_sheet());
        let others: Vec<View> = visible(edition, year)
            .filter(inside)
            .filter(|d| !(d.form.sheet && d.is_sheet()))
            .map(document::summary)
            .collect();
        if sheets.clone().next().is_none() && others.is_empty() {
            return None;
        }
        Some(view! {
            "place" => prefecture.view(),
            "has_sheets" => sheets.clone().next().is_some(),
            "sheets" => sheet_table::table(sheets),
            "documents" => others,
        })
    }))
}
