//! A place over the years: what changed, its figures, its indicators and issues, and all its documents.

pub mod changes;
pub mod glance;
mod history;
pub mod time_series;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::compare::PlaceFigures;
use crate::compare::peers::Peers;
use crate::model::{Category, Document, Measure, Place, address};
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::nearby::Nearby;
use super::{Page, PageContent, RenderContext, choices, newest_change, summary};

/// One page for each place with documents.
pub fn pages<'a>(context: RenderContext<'a>) -> Vec<Page<'a>> {
    // The places are compared when the first page asks for it: the map of the site does not.
    let peers: Arc<OnceLock<Peers<'_>>> = Arc::default();
    let figures: Arc<OnceLock<PlaceFigures>> = Arc::default();
    let with_documents = context.site.places.iter().filter(move |place| documents(context, place).next().is_some());
    let page = |place: &'a Arc<Place>| {
        let peers = Arc::clone(&peers);
        let figures = Arc::clone(&figures);
        let content = move || {
            let figures = glance::figures(context, &figures);
            content(context, place, peers.get_or_init(|| Peers::of(context.site)), figures)
        };
        Page::new(place.page(), format!("content/places.yaml: {}", place.id), "place.html", content)
            .changed(newest_change(documents(context, place)))
    };
    with_documents.map(page).collect()
}

fn documents<'a>(context: RenderContext<'a>, place: &'a Place) -> impl Iterator<Item = &'a Document> + Clone {
    context.site.documents_at(&place.id)
}

fn content(context: RenderContext<'_>, place: &Place, peers: &Peers<'_>, figures: &PlaceFigures) -> PageContent {
    let mut years: Vec<i32> = documents(context, place).map(|document| document.year).collect();
    years.dedup();
    years.reverse();
    let by_year = years.iter().map(|year| {
        let of_year = documents(context, place).filter(|document| document.year == *year);
        view! { "year" => summary::year_view(context, *year), "documents" => View::list(of_year.map(|document| summary::document_view(context, document))) }
    });
    let all: Vec<&Document> = documents(context, place).collect();
    let series = series(&all);
    let (time_series, file) = time_series::draw(context, place, &series, &all);
    let several = series.len() > 1;
    let prefecture = place.prefecture.as_deref().and_then(|id| context.site.place(id));
    let owner = place.belongs_to.as_deref().and_then(|id| context.site.place(id));
    let bodies = context
        .site
        .places
        .iter()
        .filter(|other| other.belongs_to.as_ref() == Some(&place.id) && documents(context, other).next().is_some());
    let neighbours = context.site.places.iter().filter(|other| {
        other.id != place.id
            && (if place.category.is_body() { other.category == place.category } else { !other.category.is_body() })
            && (other.prefecture.is_some() && other.prefecture == place.prefecture
                || other.prefecture.as_ref() == Some(&place.id)
                || place.prefecture.as_ref() == Some(&other.id))
            && documents(context, other).next().is_some()
    });
    let neighbours = match place.category {
        // Its page is the one that has all.
        Category::Prefecture => Nearby::all(neighbours),
        _ => Nearby::of(neighbours, |other| other.order < place.order),
    };
    let in_table: &dyn Fn(&Measure) -> bool = &|measure| glance::has_course(&all, measure);
    let content = view! {
        "place" => place.view(),
        "prefecture" => prefecture.map(|prefecture| prefecture.view()),
        // A prefecture that has not reported itself has no page.
        "prefecture_reports" => prefecture.is_some_and(|prefecture| documents(context, prefecture).next().is_some()),
        "owner" => owner.map(|owner| owner.view()),
        "owner_reports" => owner.is_some_and(|owner| documents(context, owner).next().is_some()),
        "bodies" => View::list(bodies.map(|body| body.view())),
        "compare" => context.navigation.address(address::COMPARE),
        "years" => View::list(by_year),
        "glance" => glance::view(context, place, &all, figures),
        "changes" => View::list(series.iter().flat_map(|sheets| changes::views(context, sheets, several, in_table))),
        "time_series" => time_series,
        "choices" => View::list(series.iter().flat_map(|sheets| choices::courses(context, sheets))),
        "csv" => file.as_ref().map(|(path, bytes)| view! { "path" => path, "size" => super::download::size(bytes.len()) }),
        "indicators" => history::indicators(context, &all),
        "issues" => View::list(series.iter().flat_map(|sheets| history::issues(context, sheets))),
        "carried_over" => history::carried_over(context, &all),
        "peers" => peers_view(context, peers, place),
        "neighbours" => View::list(neighbours.shown.into_iter().map(|other| other.view())),
        "neighbours_all" => neighbours.left_out.then_some(address::HOME),
    };
    let values = [("place", place.name.as_str()), ("category", place.category.label())];
    let description = context.theme.sentence("place_description", &values);
    let files = file.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
    PageContent { files, ..Layout::new(&place.page(), "place", &place.name, description).page(context, content) }
}

/// The sheets of a place: those of one name are one series over the years.
pub fn series<'a>(documents: &[&'a Document]) -> Vec<Vec<&'a Document>> {
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
fn peers_view(context: RenderContext<'_>, peers: &Peers<'_>, place: &Place) -> View {
    let Some((own, near)) = peers.peers_of(place).filter(|(_, near)| !near.is_empty()) else { return View::None };
    let population = |document: &Document| {
        let figure = crate::compare::peers::population(document);
        figure.map(|figure| figure.printed().view(context.language()))
    };
    view! {
        "population" => population(own.document),
        "year" => summary::year_view(context, own.document.year),
        "places" => View::list(near.iter().map(|other| {
            view! {
                "place" => other.place.view(),
                "population" => population(other.document),
                "year" => summary::year_view(context, other.document.year),
            }
        })),
    }
}
