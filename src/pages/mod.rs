//! One file per kind of page. To add a kind: write its file, and one line in [`PAGES`].
//!
//! A kind lists its pages; each page is made on its own, in parallel, from the site and nothing else.

mod archive;
mod change;
mod content;
mod data;
mod document;
mod errata;
mod feed;
mod figures;
mod filters;
mod frame;
mod glossary;
mod home;
mod images;
mod indicators;
mod issues;
mod measures;
mod not_found;
mod place;
mod qr;
mod redirects;
mod robots;
mod search;
pub mod share;
mod sheet_table;
mod shelves;
mod site;
mod structured;
mod twin;
mod writer;
mod year;

use rayon::prelude::*;
use tracing::info_span;

pub use document::name as document_name;
pub use frame::{root, shared};
pub use images::at as published_image;
pub use site::{for_site, render_files, render_site, theme};

use crate::bytes::Bytes;
use crate::data::Files;
use crate::error::Result;
use crate::restrict::Restricted;
use crate::search::Entry;
use crate::sink::Sink;
use crate::stage;
use crate::text::SiteLanguage;
use crate::theme::{PageContext, Theme};
use crate::view::View;

/// The site being rendered, and with which theme.
#[derive(Clone, Copy)]
pub struct Edition<'a> {
    /// What its readers may know.
    pub site: &'a Restricted,
    /// Its templates and words.
    pub theme: &'a Theme,
    /// The files of data, where they were made before the pages. A page made alone makes what it tells of.
    pub data: Option<&'a Files<'a>>,
}

impl<'a> Edition<'a> {
    /// A site of which nothing was made yet.
    #[must_use]
    pub fn new(site: &'a Restricted, theme: &'a Theme) -> Edition<'a> {
        Edition { site, theme, data: None }
    }

    /// The language of its own words.
    #[must_use]
    pub fn language(self) -> SiteLanguage {
        SiteLanguage::parse(&self.site.settings.language)
    }
}

/// A page still to be made.
pub struct Page<'a> {
    /// Its address.
    pub path: String,
    /// What it is made from, for messages.
    pub from: String,
    /// The template that shows it.
    pub template: &'static str,
    /// What the template sees, and files beside the page.
    pub make: Box<dyn Fn() -> Made + Send + Sync + 'a>,
}

/// What a page is made of.
#[derive(Default)]
pub struct Made {
    /// What the template sees.
    pub view: View,
    /// Files beside the page: path and bytes.
    pub files: Vec<(String, Bytes)>,
    /// The template of the plain-text twin, for a page that has one.
    pub twin: Option<&'static str>,
    /// How search calls the page, for a page that can be found; what it says is read from it when all is done.
    pub entry: Option<Entry>,
}

impl From<View> for Made {
    fn from(view: View) -> Made {
        Made { view, ..Made::default() }
    }
}

/// All kinds of pages: each lists its pages.
pub const PAGES: &[for<'a> fn(Edition<'a>) -> Vec<Page<'a>>] = &[
    home::pages,
    year::pages,
    document::pages,
    place::pages,
    measures::pages,
    indicators::pages,
    issues::pages,
    glossary::pages,
    content::pages,
    search::pages,
    data::pages,
    archive::pages,
    not_found::pages,
    redirects::pages,
    robots::pages,
    feed::pages,
];

/// Renders every page, and the files of data and images. The files do not depend on threads. The pages that search is to
/// find come back, for [`crate::search::index`].
///
/// # Errors
/// The first template mistake in the order of the pages, or what the sink says.
pub fn render(edition: Edition<'_>, sink: &dyn Sink) -> Result<Vec<Entry>> {
    let data = info_span!(stage::DATA.name).in_scope(|| data::publish(edition, sink))?;
    let edition = Edition { data: data.as_ref(), ..edition };
    let pages: Vec<Page<'_>> = PAGES.iter().flat_map(|list| list(edition)).collect();
    // All results are gathered before one is chosen: which page failed first would depend on the threads.
    let make = || pages.par_iter().map(|page| one(edition, page, sink)).collect();
    let entries: Vec<Result<Option<Entry>>> = info_span!(stage::PAGES.name).in_scope(make);
    let mut all = search::places(edition);
    for entry in entries {
        all.extend(entry?);
    }
    images::publish(edition, sink)?;
    Ok(all)
}

/// The page at an address, where there is one.
pub fn find<'a>(edition: Edition<'a>, path: &str) -> Option<Page<'a>> {
    PAGES.iter().find_map(|list| list(edition).into_iter().find(|page| page.path == path))
}

/// Renders a page with its files; how search calls it comes back.
///
/// # Errors
/// When a template has a mistake, or what the sink says.
pub fn one(edition: Edition<'_>, page: &Page<'_>, sink: &dyn Sink) -> Result<Option<Entry>> {
    let Made { view, mut files, twin, entry } = info_span!(stage::MAKE.name).in_scope(|| (page.make)());
    let mut context = PageContext::new(&page.path, view);
    if let Some(template) = twin {
        let make = || twin::make(edition.theme, template, &page.path, &mut context);
        let (path, text) = info_span!(stage::TWIN.name).in_scope(make)?;
        files.push((path, text.into()));
    }
    for (path, bytes) in files {
        sink.put(&path, bytes, &page.path)?;
    }
    let bytes = info_span!(stage::TEMPLATE.name).in_scope(|| edition.theme.render(page.template, &context))?;
    sink.put(&page.path, bytes.into(), &page.from)?;
    Ok(entry.map(|entry| Entry { path: page.path.clone(), ..entry }))
}
