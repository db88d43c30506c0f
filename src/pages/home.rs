//! The first page: the newest year at a glance, all years, all places.

use crate::model::{Category, address};
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::{Page, PageContent, RenderContext, newest_change, summary, year};

/// The home page of the site.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let page = Page::new(address::HOME, "content/", "home.html", move || content(context));
    vec![page.changed(newest_change(&context.site.documents))]
}

fn content(context: RenderContext<'_>) -> PageContent {
    let site = context.site;
    let years = site.years();
    let shown = |place: &str| site.documents_at(place).count();
    let prefectures = site.places.iter().filter(|place| place.category == Category::Prefecture);
    let places = prefectures.filter_map(|prefecture| {
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
    });
    let counted = years.iter().map(|year| {
        let mut view = summary::year_view(context, *year);
        let documents = site.documents_of(*year);
        view.set("sheets", documents.iter().filter(|d| d.is_sheet()).count());
        view.set("documents", documents.len());
        view
    });
    let content = view! {
        "newest" => years.first().map(|year| summary::year_view(context, *year)),
        "newest_prefectures" => years.first().map(|newest| year::prefectures(context, *newest)),
        "years" => View::list(counted),
        "places" => View::list(places),
    };
    let settings = &site.settings;
    let description = summary::brief(context.language(), settings.description.as_deref().unwrap_or(&settings.title));
    Layout::new(address::HOME, "home", &settings.title, description).page(context, content)
}
