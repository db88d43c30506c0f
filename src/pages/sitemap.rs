//! `sitemap.xml`: every page that search engines should know. It needs the address the site is published at.

use std::ops::Range;
use std::sync::Arc;

use crate::model::address::SITEMAP;
use crate::restrict::Restricted;
use crate::text::Date;
use crate::view;
use crate::view::View;

use super::{Page, RenderContext};

/// The most addresses a map may hold, and the most bytes (sitemaps.org).
const LARGEST: (usize, usize) = (50_000, 50 * 1024 * 1024);

/// What stands around an address and its day, and around all of them, in bytes.
const AROUND: usize = 80;

/// Whether a site has a map: what is frozen is part of a site that has its own.
pub fn exists(site: &Restricted) -> bool {
    site.settings.base_url.is_some() && site.frozen.is_none()
}

/// The map of the site, in as many pieces as it needs.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    if !may_be_too_large(context) {
        return vec![Page::new(SITEMAP, SITEMAP, SITEMAP, move || urls(&indexed(context)))];
    }
    let all: Arc<[Indexed]> = indexed(context).into();
    let pieces = cut(all.iter().map(Indexed::length), LARGEST);
    if pieces.len() < 2 {
        return vec![Page::new(SITEMAP, SITEMAP, SITEMAP, move || urls(&all))];
    }
    let name = |number: usize| format!("sitemap-{number}.xml");
    let names: Vec<Option<String>> = (1..=pieces.len()).map(|number| context.full_address(&name(number))).collect();
    let list = move || view! { "maps" => View::list(names.iter().map(Option::as_deref)) };
    let mut pages = vec![Page::new(SITEMAP, SITEMAP, SITEMAP, list)];
    pages.extend(pieces.into_iter().zip(1..).map(|(piece, number)| {
        let all = Arc::clone(&all);
        Page::new(name(number), SITEMAP, SITEMAP, move || urls(all.get(piece.clone()).unwrap_or_default()))
    }));
    pages
}

fn urls(pages: &[Indexed]) -> View {
    view! { "pages" => View::list(pages.iter().map(Indexed::view)) }
}

/// Whether the addresses need counting at all: a preview asks for the list of pages again and again.
fn may_be_too_large(context: RenderContext<'_>) -> bool {
    let site = context.site;
    let base = site.settings.base_url.as_deref().unwrap_or_default();
    // Half is left for the pages that compare and list; a path has fewer than 2,000 bytes.
    let records: usize = site.documents.iter().map(|document| document.record_pages.len()).sum();
    let many = site.documents.len() + records + site.places.len() + site.pages.len();
    many > LARGEST.0 / 2 || many > LARGEST.1 / 2 / (2000 + base.len())
}

/// Cuts things of these lengths into pieces of at most so many and so long.
fn cut(lengths: impl Iterator<Item = usize>, (most, longest): (usize, usize)) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut filled = AROUND;
    for (at, length) in lengths.enumerate() {
        match pieces.last_mut() {
            Some(piece) if piece.len() < most && filled + length <= longest => piece.end = at + 1,
            _ => {
                pieces.push(at..at + 1);
                filled = AROUND;
            }
        }
        filled += length;
    }
    pieces
}

/// A page for search engines.
struct Indexed {
    address: String,
    /// The day it last changed, where somebody wrote one.
    changed: Option<Date>,
}

impl Indexed {
    /// How many bytes the map has of it, at most.
    fn length(&self) -> usize {
        let escaped = |character: char| if matches!(character, '&' | '<' | '>' | '"' | '\'') { 6 } else { 1 };
        AROUND + self.address.chars().map(escaped).sum::<usize>()
    }

    fn view(&self) -> View {
        view! { "address" => &self.address, "changed" => self.changed.map(|day| day.iso()) }
    }
}

/// Every page a search engine should know, with the day it last changed.
fn indexed(context: RenderContext<'_>) -> Vec<Indexed> {
    let kinds = context.navigation.kinds().filter(|kind| kind.in_sitemap);
    let pages = kinds.flat_map(|kind| kind.all(context));
    let indexed = |page: Page<'_>| Some(Indexed { address: context.full_address(&page.path)?, changed: page.changed });
    pages.filter_map(indexed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_cut_where_it_would_be_too_large() {
        // Where each piece ends.
        for (lengths, limits, ends) in [
            (vec![], (2, 1000), vec![]),
            (vec![100], (2, 1000), vec![1]),
            (vec![100; 2], (2, 1000), vec![2]),
            (vec![100; 3], (2, 1000), vec![2, 3]),
            (vec![100; 5], (9, AROUND + 200), vec![2, 4, 5]),
            (vec![100; 3], (9, AROUND + 299), vec![2, 3]),
            (vec![100, 5000, 100], (9, 1000), vec![1, 2, 3]),
        ] {
            let pieces = cut(lengths.into_iter(), limits);
            assert!(pieces.windows(2).all(|pair| pair[0].end == pair[1].start), "{limits:?}");
            assert_eq!(pieces.iter().map(|piece| piece.end).collect::<Vec<_>>(), ends, "{limits:?}");
        }
        assert_eq!(cut(std::iter::repeat_n(150, 51_000), LARGEST).len(), 2);
    }
}
