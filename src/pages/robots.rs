//! What search engines read: `robots.txt` and `sitemap.xml`. Both need the address the site is published at.

use crate::view;
use crate::view::View;

use super::{Edition, Page, frame};

/// Both files, if `base_url` is set.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    let Some(base) = edition.site.settings.base_url.as_deref() else { return Vec::new() };
    let page = |path: &str, template: &'static str| Page {
        path: path.to_owned(),
        from: template.to_owned(),
        template,
        make: Box::new(move || view! { "base" => base, "paths" => View::list(indexed(edition)) }.into()),
    };
    vec![page("robots.txt", "robots.txt"), page("sitemap.xml", "sitemap.xml")]
}

/// Every page a search engine should know.
fn indexed(edition: Edition<'_>) -> Vec<String> {
    let site = edition.site;
    let mut paths = vec!["index.html".to_owned()];
    paths.extend(site.years(edition.audience).into_iter().map(frame::year_path));
    paths.extend(site.documents.iter().filter(|d| d.audience.visible_in(edition.audience)).map(|d| d.page.clone()));
    paths.extend(super::place::pages(edition).into_iter().map(|page| page.path));
    paths.extend(super::glossary::pages(edition).into_iter().map(|page| page.path));
    paths.extend(site.pages.iter().map(|page| page.page.clone()));
    paths.iter().map(|path| crate::text::page_path::encode(path)).collect()
}
