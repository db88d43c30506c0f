//! The page for searching, and what of the site can be found: documents, places, words, and pages of running text.

use std::sync::Arc;

use crate::model::{Place, address};
use crate::search::PageEntry;
use crate::view;

use super::layout::Layout;
use super::{Page, PageContent, RenderContext};

/// The page with the search field and its results.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    vec![Page::new(address::SEARCH, address::SEARCH, "search.html", move || content(context))]
}

/// The places with documents, by name, reading and code.
pub fn places(context: RenderContext<'_>) -> Vec<PageEntry> {
    let site = context.site;
    let places = site.places.iter().filter(|place| site.documents_at(&place.id).next().is_some());
    let entry = |place: &Arc<Place>| {
        let (prefecture, category) = (place.prefecture.as_ref(), place.category.label());
        let prefecture = prefecture.and_then(|id| site.place(id)).map_or("", |prefecture| prefecture.name.as_str());
        let text = format!("{}（{}）\n{}\n{category}\n{prefecture}", place.name, place.reading, place.code);
        PageEntry {
            path: place.page(),
            title: context.theme.word("over_years").to_owned(),
            place: place.name.clone(),
            place_id: place.id.clone(),
            words: Some(text.trim_end().to_owned()),
            ..PageEntry::default()
        }
    };
    places.map(entry).collect()
}

fn content(context: RenderContext<'_>) -> PageContent {
    let content = view! {
        "measures" => context.navigation.address(address::MEASURES),
        "indicators" => context.navigation.address(address::INDICATORS),
        "issues" => context.navigation.address(address::ISSUES),
    };
    Layout::worded(context, address::SEARCH, "search", ["search", "search_description"]).page(context, content)
}
