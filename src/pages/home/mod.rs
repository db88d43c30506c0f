//! The first page: what the newest year says in a few findings that can be checked, where it says it, and all ways into the site.

mod findings;
mod tiles;

pub use tiles::shown;

use crate::charts::places::median;
use crate::compare::distribution::options_of;
use crate::compare::{Measured, Movement};
use crate::model::{Category, Measure, PlaceGroup, address};
use crate::text::{Decimal, page_path};
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::{Page, PageContent, RenderContext, booklet, change, feed, newest_change, place, summary, year};

/// With fewer places than this in the newest year, their cards say more than a map.
const FEW: usize = 4;
/// How many places that moved most, and how many publications, stand on the first page: as many as a reader takes in.
const MOST: usize = 5;
/// How many words of the glossary are proposed for a search.
const EXAMPLES: usize = 3;

/// The pages that answer questions over all places, which the first page leads to, and their interface words.
const LISTS: [(&str, &str); 3] =
    [(address::INDICATORS, "indicators_all"), (address::ISSUES, "issues_all"), (address::COMPARE, "side_by_side")];

/// The home page of the site.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let page = Page::new(address::HOME, "content/", "home.html", move || content(context));
    vec![page.changed(newest_change(&context.site.documents))]
}

/// A measure that moved, and how.
struct MovedMeasure<'m, 'a> {
    measure: &'m Measure,
    /// Which of the measures it is.
    at: usize,
    movement: Movement<'a>,
    /// The middle values of the earlier and the later year.
    medians: [Decimal; 2],
}

fn content(context: RenderContext<'_>) -> PageContent {
    let site = context.site;
    let years = site.years();
    let newest = years.first().copied();
    let group = newest.and_then(|newest| largest_group(context, newest));
    let measures = place::glance::measures(site);
    let numbers = newest.map(|newest| numbers(context, &measures, newest)).unwrap_or_default();
    let moved = newest
        .zip(group.as_ref())
        .and_then(|(newest, (group, _))| moved_most(context, (&measures, &numbers), newest, group));
    let counted = years.iter().map(|year| {
        let mut view = summary::year_view(context, *year);
        let documents = site.documents_of(*year);
        view.set("sheets", documents.iter().filter(|d| d.is_sheet()).count());
        view.set("documents", documents.len());
        view.set("booklet", booklet::of_whole_year(context, *year));
        let archived = site.archives.iter().find(|archived| archived.year == *year);
        view.set("archived", archived.map(|archived| super::archive::archived(context, archived)));
        view
    });
    let few = group.as_ref().is_none_or(|(_, places)| *places < FEW);
    let map = newest.zip(group.as_ref()).filter(|_| !few).and_then(|(newest, (group, _))| {
        // Without years to compare, the first measure of which enough places have a number.
        let enough = |at: &usize| tiles::numbers(context, (&measures, *at), newest, group) >= FEW;
        let at = moved.as_ref().map(|moved| moved.at).or_else(|| numbers.iter().copied().find(enough))?;
        tiles::view(context, (&measures, at), newest, group)
    });
    let without_map = map.is_none();
    let content = view! {
        "newest" => newest.map(|year| summary::year_view(context, year)),
        "findings" => newest.map(|newest| findings::views(context, newest, moved.as_ref())),
        "examples" => View::list(site.glossary.iter().take(EXAMPLES).map(|term| {
            view! { "text" => &term.word, "query" => page_path::encode_query(&term.word) }
        })),
        "lists" => View::list(LISTS.iter().filter_map(|(page, word)| {
            Some(view! { "path" => context.navigation.address(page)?, "title" => context.theme.word(word) })
        })),
        "map" => map,
        "moved" => moved.as_ref().map(|moved| moved_view(context, moved)),
        // Without a map, the places are shown whole.
        "newest_prefectures" => newest.filter(|_| without_map).map(|newest| year::prefectures(context, newest)),
        "years" => View::list(counted),
        "news" => feed::newest(context, MOST),
        "feed" => feed::exists(site).then_some(address::FEED),
        "places" => places(context),
    };
    let settings = &site.settings;
    let description = summary::brief(context.language(), settings.description.as_deref().unwrap_or(&settings.title));
    Layout::new(address::HOME, "home", &settings.title, description).page(context, content)
}

/// All places with documents, by prefecture.
fn places(context: RenderContext<'_>) -> View {
    let site = context.site;
    let shown = |place: &str| site.documents_at(place).count();
    let prefectures = site.places.iter().filter(|place| place.category == Category::Prefecture);
    View::list(prefectures.filter_map(|prefecture| {
        let cities = site.places.iter().filter(|place| place.prefecture.as_ref() == Some(&prefecture.id));
        let inside = std::iter::once(prefecture).chain(cities).filter(|place| shown(&place.id) > 0);
        let inside: Vec<View> = inside
            .map(|place| {
                let mut view = place.view();
                view.set("documents", shown(&place.id));
                view
            })
            .collect();
        (!inside.is_empty()).then(|| view! { "place" => prefecture.view(), "places" => inside })
    }))
}

/// The group of places with the most sheets of a year, and how many places that are.
fn largest_group(context: RenderContext<'_>, year: i32) -> Option<(PlaceGroup, usize)> {
    let mut groups: Vec<(PlaceGroup, Vec<&str>)> = Vec::new();
    for sheet in context.site.documents_of(year).iter().filter(|document| document.is_sheet()) {
        let group = sheet.place.category.group();
        let at = groups.iter().position(|(known, _)| *known == group).unwrap_or(groups.len());
        if at == groups.len() {
            groups.push((group, Vec::new()));
        }
        if let Some((_, places)) = groups.get_mut(at).filter(|(_, places)| !places.contains(&sheet.place.id.as_str())) {
            places.push(&sheet.place.id);
        }
    }
    let groups = groups.into_iter().map(|(group, places)| (group, places.len()));
    // Of two as large, the first in the order of groups.
    groups.max_by(|(one, places), (other, more)| places.cmp(more).then_with(|| other.cmp(one)))
}

/// Which of the measures are numbers, in the editor's order.
fn numbers(context: RenderContext<'_>, measures: &[Measure], newest: i32) -> Vec<usize> {
    let is_number =
        |(_, measure): &(usize, &Measure)| options_of(context.site.documents_of(newest).iter(), &measure.of).is_empty();
    measures.iter().enumerate().filter(is_number).map(|(at, _)| at).collect()
}

/// The measure whose middle moved most in proportion to what it was.
fn moved_most<'m, 'a>(
    context: RenderContext<'a>,
    (measures, numbers): (&'m [Measure], &[usize]),
    newest: i32,
    group: &PlaceGroup,
) -> Option<MovedMeasure<'m, 'a>> {
    let moved = numbers.iter().filter_map(|at| Some((*at, measures.get(*at)?))).filter_map(|(at, measure)| {
        let movement = Movement::up_to(newest, context.site, (measures, at), group)?;
        let [before, now] = movement.numbers.each_ref().map(|numbers| median(numbers));
        Some(MovedMeasure { measure, at, medians: [before?, now?], movement })
    });
    let mut most: Option<(f64, MovedMeasure<'m, 'a>)> = None;
    for moved in moved {
        let [before, now] = moved.medians.map(Decimal::to_f64);
        let size = if before == 0.0 { 0.0 } else { ((now - before) / before).abs() };
        // Of two that moved as much, the first of the list.
        if size > 0.0 && most.as_ref().is_none_or(|(known, _)| size > *known) {
            most = Some((size, moved));
        }
    }
    most.map(|(_, moved)| moved)
}

/// The places that moved most, and where to read more.
fn moved_view(context: RenderContext<'_>, moved: &MovedMeasure<'_, '_>) -> View {
    let site = context.site;
    let mut places: Vec<_> = moved.movement.places.iter().filter(|place| place.relative > 0.0).collect();
    // The sort keeps the order of places that moved as much.
    places.sort_by(|one, other| other.relative.total_cmp(&one.relative));
    let rows = places.into_iter().take(MOST).filter_map(|row| {
        let years = Measured::at_place(site.documents_at(&row.place.id), moved.measure).into_iter();
        let years: Vec<Measured<'_>> = years.filter_map(|(_, measured)| Measured::alone(measured)).collect();
        let of_year = |year: i32| years.iter().find(|one| one.year == year);
        let (before, now) = (of_year(moved.movement.from)?, of_year(moved.movement.to)?);
        Some(view! {
            "place" => row.place.view(),
            "figure" => change::printed(now, context.theme).view(context.language()),
            "change" => change::since(context, now, before),
            "line" => place::glance::line(context, moved.measure, &years),
        })
    });
    view! {
        "label" => &moved.measure.label,
        "page" => place::glance::page(context, moved.measure),
        "from" => summary::year_view(context, moved.movement.from),
        "to" => summary::year_view(context, moved.movement.to),
        "rows" => View::list(rows),
    }
}
