//! The page for searching, and what of the site can be found: documents, places, words, and pages of running text.

use std::sync::Arc;

use anyhow::Result;

use crate::model::{Place, address};
use crate::search::{self, Entry};
use crate::view;

use super::layout::Layout;
use super::{File, Page, PageContent, Read, RenderContext, Take};

/// The one page.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    vec![Page::new(address::SEARCH, address::SEARCH, "search.html", move || content(context))]
}

/// The places with documents, by name, reading and code.
pub fn places(context: RenderContext<'_>) -> Vec<Entry> {
    let site = context.site;
    let places = site.places.iter().filter(|place| site.documents_at(&place.id).next().is_some());
    let entry = |place: &Arc<Place>| {
        let (prefecture, category) = (place.prefecture.as_ref(), place.category.label());
        let prefecture = prefecture.and_then(|id| site.place(id)).map_or("", |prefecture| prefecture.name.as_str());
        let text = format!("{}（{}）\n{}\n{category}\n{prefecture}", place.name, place.reading, place.code);
        Entry {
            path: place.page(),
            title: context.theme.word("over_years").to_owned(),
            place: place.name.clone(),
            words: Some(text.trim_end().to_owned()),
            ..Entry::default()
        }
    };
    places.map(entry).collect()
}

/// Hands on the files by which the page finds things, as they are made. `read` says what stands on a page.
pub fn index(entries: Vec<Entry>, read: &Read<'_>, take: &Take<'_>) -> Result<()> {
    search::index(entries, read, &|path, bytes| {
        take(File { path, bytes: bytes.into(), more: false, from: address::SEARCH.to_owned() })
    })
}

fn content(context: RenderContext<'_>) -> PageContent {
    let content = view! {
        "measures" => context.navigation.address(address::MEASURES),
        "indicators" => context.navigation.address(address::INDICATORS),
        "issues" => context.navigation.address(address::ISSUES),
    };
    Layout::worded(context, address::SEARCH, "search", ["search", "search_description"]).page(context, content)
}
