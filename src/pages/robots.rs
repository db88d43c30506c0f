//! What search engines read: `robots.txt` and `sitemap.xml`. Both need the address the site is published at.

use crate::text::Date;
use crate::view;
use crate::view::View;

use super::{Edition, Page, frame};

/// Both files, if `base_url` is set.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    // What is frozen is part of a site that has its own.
    let base = edition.site.settings.base_url.as_deref().filter(|_| edition.site.frozen.is_none());
    let Some(base) = base else { return Vec::new() };
    let page = |path: &str, template: &'static str| Page {
        path: path.to_owned(),
        from: template.to_owned(),
        template,
        make: Box::new(move || view! { "base" => base, "pages" => indexed(edition) }.into()),
    };
    vec![page("robots.txt", "robots.txt"), page("sitemap.xml", "sitemap.xml")]
}

/// Every page a search engine should know, with the day it last changed. A page that lists documents changes with them.
fn indexed(edition: Edition<'_>) -> View {
    let site = edition.site;
    let newest = |of: &dyn Fn(&crate::model::Document) -> bool| {
        site.documents.iter().filter(|document| of(document)).map(crate::model::Document::changed).max()
    };
    let mut pages: Vec<(String, Option<Date>)> = vec![("index.html".to_owned(), newest(&|_| true))];
    pages.extend(site.years().into_iter().map(|year| (frame::year_path(year), newest(&|d| d.year == year))));
    pages.extend(site.documents.iter().map(|document| (document.page.clone(), Some(document.changed()))));
    let places = site.places.iter().filter_map(|place| {
        let documents = site.documents_at(&place.id);
        Some((place.page(), Some(documents.map(crate::model::Document::changed).max()?)))
    });
    pages.extend(places);
    // What compares documents changes with any of them.
    let compared = [super::measures::pages, super::indicators::pages, super::issues::pages, super::data::pages];
    pages.extend(compared.iter().flat_map(|list| list(edition)).map(|page| (page.path, newest(&|_| true))));
    pages.extend(super::glossary::pages(edition).into_iter().map(|page| (page.path, None)));
    pages.extend(super::search::pages(edition).into_iter().map(|page| (page.path, None)));
    pages.extend(super::archive::pages(edition).into_iter().map(|page| (page.path, None)));
    pages.extend(site.pages.iter().map(|page| (page.page.clone(), page.history.last())));
    let pages = pages.iter();
    View::list(pages.map(|(path, changed)| {
        view! { "address" => frame::address(edition, path), "changed" => changed.map(|day| day.iso()) }
    }))
}
