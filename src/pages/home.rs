//! The first page: the newest year at a glance, all years, all places.

use crate::model::Category;
use crate::view;
use crate::view::View;

use super::{Edition, Page, frame, year};

/// The one page.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    vec![Page {
        path: "index.html".to_owned(),
        from: "content/".to_owned(),
        template: "home.html",
        make: Box::new(move || make(edition).into()),
    }]
}

fn make(edition: Edition<'_>) -> View {
    let site = edition.site;
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
        let mut view = frame::year_view(*year);
        let documents = site.documents_of(*year);
        view.set("sheets", documents.iter().filter(|d| d.is_sheet()).count());
        view.set("documents", documents.len());
        view
    });
    let content = view! {
        "newest" => years.first().map(|year| frame::year_view(*year)),
        "newest_prefectures" => years.first().map(|newest| year::prefectures(edition, *newest, false)),
        "years" => View::list(counted),
        "places" => View::list(places),
    };
    let settings = &site.settings;
    let frame = frame::Frame {
        path: "index.html",
        kind: "home",
        title: settings.title.clone(),
        description: frame::brief(settings.description.as_deref().unwrap_or(&settings.title)),
        above: Vec::new(),
    };
    frame::view(edition, frame, content)
}
