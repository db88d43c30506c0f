//! The page for searching, and what of the site can be found: documents, places, words, and pages of running text.

use crate::search::Entry;
use crate::view;
use crate::view::View;

use super::{Edition, Made, Page, frame, indicators, issues};

/// Address of the page.
pub const PATH: &str = "search.html";

/// The one page.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    vec![Page {
        path: PATH.to_owned(),
        from: PATH.to_owned(),
        template: "search.html",
        make: Box::new(move || make(edition).into()),
    }]
}

/// A page that can be found by this title.
pub fn named(title: &str, view: View) -> Made {
    Made { view, entry: Some(Entry { title: title.to_owned(), ..Entry::default() }), ..Made::default() }
}

/// The places with documents, by name, reading and code.
pub fn places(edition: Edition<'_>) -> Vec<Entry> {
    let site = edition.site;
    let places = site.places.iter().filter(|place| site.documents_at(&place.id).next().is_some());
    let entry = |place: &std::sync::Arc<crate::model::Place>| {
        let (prefecture, category) = (place.prefecture.as_ref(), place.category.label());
        let prefecture = prefecture.and_then(|id| site.place(id)).map_or("", |prefecture| prefecture.name.as_str());
        let text = format!("{}（{}）\n{}\n{category}\n{prefecture}", place.name, place.reading, place.code);
        Entry {
            path: place.page(),
            title: edition.theme.word("over_years").to_owned(),
            place: place.name.clone(),
            words: Some(text.trim_end().to_owned()),
            ..Entry::default()
        }
    };
    places.map(entry).collect()
}

fn make(edition: Edition<'_>) -> View {
    let frame = frame::Frame {
        path: PATH,
        kind: "search",
        title: edition.theme.word("search").to_owned(),
        description: edition.theme.word("search_description").to_owned(),
        above: Vec::new(),
    };
    let content = view! {
        "indicators" => indicators::exists(edition).then_some(indicators::PATH),
        "issues" => issues::exists(edition).then_some(issues::PATH),
    };
    frame::view(edition, frame, content)
}
