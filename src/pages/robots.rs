//! What search engines read: `robots.txt` and `sitemap.xml`. Both need the address the site is published at.

use std::ops::Range;
use std::sync::Arc;

use crate::model::Document;
use crate::text::Date;
use crate::view;
use crate::view::View;

use super::{Edition, Page, frame};

/// The address of the map, or of the list of its pieces where it is too large to be one.
const MAP: &str = "sitemap.xml";

/// The most addresses a map may hold, and the most bytes (sitemaps.org).
const LARGEST: (usize, usize) = (50_000, 50 * 1024 * 1024);

/// What stands around an address and its day, and around all of them, in bytes.
const AROUND: usize = 80;

/// `robots.txt` and the map of the site, in as many pieces as it needs, if `base_url` is set.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    // What is frozen is part of a site that has its own.
    let base = edition.site.settings.base_url.as_deref().filter(|_| edition.site.frozen.is_none());
    let Some(base) = base else { return Vec::new() };
    let mut pages = vec![page("robots.txt".to_owned(), "robots.txt", move || view! { "base" => base })];
    if !may_be_too_large(edition, base) {
        pages.push(page(MAP.to_owned(), MAP, move || urls(&indexed(edition))));
        return pages;
    }
    let all: Arc<[Indexed]> = indexed(edition).into();
    let pieces = cut(all.iter().map(Indexed::length), LARGEST);
    let name = |number: usize| format!("sitemap-{number}.xml");
    if pieces.len() < 2 {
        pages.push(page(MAP.to_owned(), MAP, move || urls(&all)));
        return pages;
    }
    let names: Vec<Option<String>> = (1..=pieces.len()).map(|number| frame::address(edition, &name(number))).collect();
    pages.push(page(MAP.to_owned(), MAP, move || view! { "maps" => View::list(names.iter().map(Option::as_deref)) }));
    pages.extend(pieces.into_iter().zip(1..).map(|(piece, number)| {
        let all = Arc::clone(&all);
        page(name(number), MAP, move || urls(all.get(piece.clone()).unwrap_or_default()))
    }));
    pages
}

fn page<'a>(path: String, template: &'static str, make: impl Fn() -> View + Send + Sync + 'a) -> Page<'a> {
    Page { path, from: template.to_owned(), template, make: Box::new(move || make().into()) }
}

fn urls(pages: &[Indexed]) -> View {
    view! { "pages" => View::list(pages.iter().map(Indexed::view)) }
}

/// Whether the addresses need counting at all: a preview asks for the list of pages again and again.
fn may_be_too_large(edition: Edition<'_>, base: &str) -> bool {
    let site = edition.site;
    // Half is left for the pages that compare and list; a path has fewer than 2,000 bytes.
    let many = site.documents.len() + site.places.len() + site.pages.len();
    many > LARGEST.0 / 2 || many > LARGEST.1 / 2 / (2000 + base.len())
}

/// Cuts things of these lengths into pieces of at most so many and so long.
fn cut(lengths: impl Iterator<Item = usize>, (most, longest): (usize, usize)) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut held = AROUND;
    for (at, length) in lengths.enumerate() {
        match pieces.last_mut() {
            Some(piece) if piece.len() < most && held + length <= longest => piece.end = at + 1,
            _ => {
                pieces.push(at..at + 1);
                held = AROUND;
            }
        }
        held += length;
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

/// Every page a search engine should know, with the day it last changed. A page that lists documents changes with them, and
/// nobody knows when where one of them does not say.
fn indexed(edition: Edition<'_>) -> Vec<Indexed> {
    let site = edition.site;
    let changed = |document: &Document| document.history.last();
    let all = newest(site.documents.iter());
    let mut pages: Vec<(String, Option<Date>)> = vec![("index.html".to_owned(), all)];
    let years = site.years().into_iter();
    pages.extend(years.map(|year| (frame::year_path(year), newest(site.documents_of(year).iter()))));
    pages.extend(site.documents.iter().map(|document| (document.page.clone(), changed(document))));
    let places = site.places.iter().map(|place| (place.page(), site.documents_at(&place.id)));
    let places = places.filter(|(_, documents)| documents.clone().next().is_some());
    pages.extend(places.map(|(page, documents)| (page, newest(documents))));
    // What compares documents changes with any of them.
    let compared = [super::measures::pages, super::indicators::pages, super::issues::pages, super::data::pages];
    pages.extend(compared.iter().flat_map(|list| list(edition)).map(|page| (page.path, all)));
    pages.extend(super::glossary::pages(edition).into_iter().map(|page| (page.path, None)));
    pages.extend(super::search::pages(edition).into_iter().map(|page| (page.path, None)));
    pages.extend(super::archive::pages(edition).into_iter().map(|page| (page.path, None)));
    pages.extend(site.pages.iter().map(|page| (page.page.clone(), page.history.last())));
    let address =
        |(path, changed): (String, Option<Date>)| Some(Indexed { address: frame::address(edition, &path)?, changed });
    pages.into_iter().filter_map(address).collect()
}

/// The newest day of documents that all say one.
fn newest<'a>(documents: impl Iterator<Item = &'a Document>) -> Option<Date> {
    documents
        .map(|document| document.history.last())
        .try_fold(None, |newest: Option<Date>, day| Some(newest.max(Some(day?))))?
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
