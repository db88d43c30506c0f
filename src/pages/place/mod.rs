//! A place over the years: what changed, its figures, its indicators and issues, and all its documents.

pub mod changes;
pub mod glance;
mod history;
pub mod time_series;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::compare::PlaceFigures;
use crate::compare::carry_over;
use crate::compare::peers::{self, Peer, Peers};
use crate::digest::ValueDigest;
use crate::model::{Category, Document, Place, PopulationSummary, address};
use crate::restrict::Restricted;
use crate::sink::ValuesDigest;
use crate::view;
use crate::view::View;

use super::cite::Citation;
use super::figures::{SavedCharts, has_drawings};
use super::layout::Layout;
use super::nearby::Nearby;
use super::{Page, PageContent, PageInputs, RenderContext, choices, newest_change, summary};

/// One page for each place with documents.
pub fn pages<'a>(context: RenderContext<'a>) -> Vec<Page<'a>> {
    // The places are compared when the first page asks for it: the map of the site does not.
    let peers: Arc<OnceLock<Peers<'_>>> = Arc::default();
    let figures: Arc<OnceLock<PlaceFigures>> = Arc::default();
    let wanted = context.site.places.iter().filter(move |place| context.looks_for(&place.page()));
    let with_documents = wanted.filter(move |place| documents(context, place).next().is_some());
    let page = |place: &'a Arc<Place>| {
        let (peers, figures) = (Arc::clone(&peers), Arc::clone(&figures));
        let peers = move || peers.get_or_init(|| Peers::of(context.site)).peers_of(place);
        let (peers_of, all_figures) = (peers.clone(), Arc::clone(&figures));
        let content = move || {
            let figures = glance::figures(context, &all_figures);
            content(context.without_documents(), &PlaceInputs::of(context, place, peers_of(), figures))
        };
        let made_from =
            move |inputs: &PageInputs<'a>| PlaceInputs::of(context, place, peers(), &inputs.figures).digest(inputs);
        Page::new(place.page(), format!("content/places.yaml: {}", place.id), "place.html", content)
            .changed(newest_change(documents(context, place)))
            .made_from(made_from)
    };
    with_documents.map(page).collect()
}

fn documents<'a>(context: RenderContext<'a>, place: &Place) -> impl Iterator<Item = &'a Document> + Clone {
    context.site.documents_at(&place.id)
}

/// All that the page of a place says of documents, its own and others: it is made from this and from what no document says.
struct PlaceInputs<'a, 'f> {
    place: &'a Place,
    /// Its documents, the oldest year first.
    documents: Vec<&'a Document>,
    /// Those of them that follow another document, of whatever place, with that one.
    following: Vec<(&'a Document, &'a Document)>,
    /// Whether its charts are files, too.
    has_drawings: bool,
    /// The figures of all places.
    figures: &'f PlaceFigures,
    /// Those among which each of its measures stands, as digests.
    groups: Vec<Option<ValuesDigest>>,
    /// Its own population, and the places nearest to it.
    peers: Option<(Residents<'a>, Vec<Residents<'a>>)>,
    /// Its prefecture and the place that it belongs to, where these have documents and so pages.
    prefecture_reports: bool,
    owner_reports: bool,
    /// What belongs to it, and the places around it.
    bodies: Vec<&'a Place>,
    neighbours: Nearby<&'a Place>,
}

/// What is told of the residents of a place.
struct Residents<'a> {
    place: &'a Place,
    /// The newest document that says how many there are.
    document: &'a Document,
    /// The digest of how that is shown.
    shown: ValuesDigest,
}

impl<'a> Residents<'a> {
    fn of(context: RenderContext<'_>, peer: &Peer<'a>) -> Residents<'a> {
        let Peer { place, document, shown, .. } = *peer;
        let shown = shown.unwrap_or_else(|| ValueDigest::of(&population(context, document)));
        Residents { place, document, shown }
    }
}

/// How many residents a document says there are.
fn population(context: RenderContext<'_>, document: &Document) -> View {
    peers::population(document).map(|figure| figure.printed().view(context.language())).into()
}

/// What the summary of a place tells of its residents.
pub fn population_summary(context: RenderContext<'_>, place: &Place) -> Option<PopulationSummary> {
    let peer = Peer::of(context.site, place)?;
    let shown = Residents::of(context, &peer).shown;
    Some(PopulationSummary { number: peer.population, document: peer.document.path.clone(), shown })
}

impl<'a, 'f> PlaceInputs<'a, 'f> {
    fn of(
        context: RenderContext<'a>,
        place: &'a Place,
        peers: Option<(Peer<'a>, Vec<Peer<'a>>)>,
        figures: &'f PlaceFigures,
    ) -> PlaceInputs<'a, 'f> {
        let site = context.site;
        let reports = |place: &Place| documents(context, place).next().is_some();
        let reports_of =
            |id: &Option<String>| id.as_deref().and_then(|id| site.place(id)).is_some_and(|one| reports(one));
        let documents: Vec<&Document> = documents(context, place).collect();
        let residents = |peer: &Peer<'a>| Residents::of(context, peer);
        PlaceInputs {
            place,
            following: documents.iter().filter_map(|now| Some((*now, carry_over::followed(now, site)?))).collect(),
            has_drawings: has_drawings(site),
            groups: glance::groups(site, place, &documents, figures),
            figures,
            documents,
            peers: peers.map(|(own, near)| (residents(&own), near.iter().map(residents).collect())),
            prefecture_reports: reports_of(&place.prefecture),
            owner_reports: reports_of(&place.belongs_to),
            bodies: bodies(site, place).filter(|body| reports(body)).collect(),
            neighbours: neighbours(site, place, &reports),
        }
    }

    /// The digest of all of it.
    fn digest(&self, inputs: &PageInputs<'_>) -> ValuesDigest {
        // Every part is named: a page whose digest lacks a new one would be kept when it changes.
        let PlaceInputs {
            place,
            documents,
            following,
            has_drawings,
            figures: _,
            groups,
            peers,
            prefecture_reports,
            owner_reports,
            bodies,
            neighbours,
        } = self;
        let documents: Vec<_> = documents.iter().map(|document| inputs.digest_of(document)).collect();
        let followed: Vec<_> = following.iter().map(|(_, followed)| inputs.digest_of(followed)).collect();
        let id = |place: &&'a Place| -> &'a str { &place.id };
        let ids = |places: &[&'a Place]| places.iter().map(id).collect::<Vec<_>>();
        let told = |of: &Residents<'a>| ValueDigest::of(&(&of.place.id, &of.shown, of.document.year));
        let peers = peers.as_ref().map(|(own, near)| (told(own), near.iter().map(told).collect::<Vec<_>>()));
        let Nearby { shown, left_out } = neighbours;
        let around = (has_drawings, prefecture_reports, owner_reports, ids(bodies), ids(shown), left_out);
        inputs.with_common(&(&place.id, documents, followed, groups, peers, around))
    }
}

/// What belongs to a place.
fn bodies<'a>(site: &'a Restricted, place: &Place) -> impl Iterator<Item = &'a Place> {
    site.places.iter().map(|other| &**other).filter(|other| other.belongs_to.as_ref() == Some(&place.id))
}

/// The places around a place that have documents.
fn neighbours<'a>(site: &'a Restricted, place: &Place, reports: &dyn Fn(&Place) -> bool) -> Nearby<&'a Place> {
    let neighbours = site.places.iter().map(|other| &**other).filter(|other| {
        other.id != place.id
            && (if place.category.is_body() { other.category == place.category } else { !other.category.is_body() })
            && (other.prefecture.is_some() && other.prefecture == place.prefecture
                || other.prefecture.as_ref() == Some(&place.id)
                || place.prefecture.as_ref() == Some(&other.id))
            && reports(other)
    });
    match place.category {
        // Its page is the one that has all.
        Category::Prefecture => Nearby::all(neighbours),
        _ => Nearby::of(neighbours, |other| other.order < place.order),
    }
}

/// What the template sees of a place; `context` has no documents.
fn content(context: RenderContext<'_>, inputs: &PlaceInputs<'_, '_>) -> PageContent {
    let (place, all) = (inputs.place, inputs.documents.as_slice());
    let mut years: Vec<i32> = all.iter().map(|document| document.year).collect();
    years.dedup();
    years.reverse();
    let by_year = years.iter().map(|year| {
        let of_year = all.iter().filter(|document| document.year == *year);
        view! { "year" => summary::year_view(context, *year), "documents" => View::list(of_year.map(|document| summary::document_view(context, document))) }
    });
    let series = series(all);
    let (charts, file) = time_series::draw(context, place, &series, all);
    let day = newest_change(all.iter().copied());
    let saved = |fragment: &'static str, word: &str, name: &str| {
        let citation = Citation::of_place(place, fragment, context.theme.word(word), day);
        let stem = inputs.has_drawings.then(|| format!("data/places/{}/{name}", place.id));
        let charts = SavedCharts::new(stem, citation.lines(context));
        (citation, charts)
    };
    let (citation, mut saved_figures) = saved("_figures", "figures_over_years", "figures");
    let (indicators_citation, mut saved_indicators) = saved("_indicators", "indicators_over_years", "indicators");
    let time_series = View::list(charts.iter().map(|chart| saved_figures.figure(chart)));
    let indicators = history::indicators(context, all, &mut saved_indicators);
    let csv = file.as_ref().map(|(path, bytes)| (path.as_str(), bytes.len()));
    let several = series.len() > 1;
    let place_of = |id: &str| context.site.place(id).map(|place| place.view());
    let views = |places: &[&Place]| View::list(places.iter().map(|place| place.view()));
    let told = changes::ToldOfPlace { documents: all, in_table: &|measure| glance::has_course(all, measure) };
    let content = view! {
        "place" => place.view(),
        "prefecture" => place.prefecture.as_deref().and_then(place_of),
        // A prefecture that has not reported itself has no page.
        "prefecture_reports" => inputs.prefecture_reports,
        "owner" => place.belongs_to.as_deref().and_then(place_of),
        "owner_reports" => inputs.owner_reports,
        "bodies" => views(&inputs.bodies),
        "compare" => context.navigation.address(address::COMPARE),
        "years" => View::list(by_year),
        "glance" => glance::view(context, place, &glance::courses(place, all, inputs.figures)),
        "changes" => View::list(series.iter().flat_map(|sheets| changes::views(context, sheets, several, &told))),
        "time_series" => time_series,
        "choices" => View::list(series.iter().flat_map(|sheets| choices::courses(context, sheets))),
        "saved" => saved_figures.view(context, &citation, csv),
        "indicators" => indicators,
        "saved_indicators" => saved_indicators.view(context, &indicators_citation, None),
        "issues" => View::list(series.iter().flat_map(|sheets| history::issues(context, sheets))),
        "carried_over" => history::carried_over(context, &inputs.following),
        "peers" => inputs.peers.as_ref().map(|peers| peers_view(context, peers)),
        "neighbours" => views(&inputs.neighbours.shown),
        "neighbours_all" => inputs.neighbours.left_out.then_some(address::HOME),
    };
    let values = [("place", place.name.as_str()), ("category", place.category.label())];
    let description = context.theme.sentence("place_description", &values);
    let drawings = saved_figures.files.into_iter().chain(saved_indicators.files);
    let files = file.into_iter().chain(drawings).map(|(path, bytes)| (path, bytes.into())).collect();
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
fn peers_view(context: RenderContext<'_>, (own, near): &(Residents<'_>, Vec<Residents<'_>>)) -> View {
    if near.is_empty() {
        return View::None;
    }
    view! {
        "population" => population(context, own.document),
        "year" => summary::year_view(context, own.document.year),
        "places" => View::list(near.iter().map(|other| {
            view! {
                "place" => other.place.view(),
                "population" => population(context, other.document),
                "year" => summary::year_view(context, other.document.year),
            }
        })),
    }
}
