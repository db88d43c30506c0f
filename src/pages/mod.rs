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
mod structured;
mod twin;
mod writer;
mod year;

use anyhow::Result;
use rayon::prelude::*;
use tracing::info_span;

pub use document::name as document_name;
pub use frame::{root, shared};
pub use images::at as published_image;

use crate::bytes::Bytes;
use crate::data::Files;
use crate::restrict::Restricted;
use crate::search::{Entry, Section};
use crate::text::SiteLanguage;
use crate::theme::{Sight, Theme};
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

/// A file of the site, or what comes next in one.
pub struct File {
    /// Its address.
    pub path: String,
    /// What is in it.
    pub bytes: Bytes,
    /// Whether more of it follows: few files are too large to be held.
    pub more: bool,
    /// What it was made from, for messages: a template or a file of `content/`.
    pub from: String,
}

/// Takes the files of a site as they are made, in any order and from many threads; the pieces of one come in their order.
pub type Take<'t> = dyn Fn(File) -> Result<()> + Sync + 't;

/// Says what stands on a page that was made.
pub type Read<'t> = dyn Fn(&str) -> Result<Vec<Section>> + Sync + 't;

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

/// Makes every page and hands its files on as they are made, in any order and from many threads. The files themselves do
/// not depend on threads. The pages that search is to find come back, for [`index`].
///
/// # Errors
/// The first template mistake in the order of the pages, or what came of handing on a file.
pub fn render(edition: Edition<'_>, take: &Take<'_>) -> Result<Vec<Entry>> {
    let data = info_span!("data").in_scope(|| data::publish(edition, take))?;
    let edition = Edition { data: data.as_ref(), ..edition };
    let pages: Vec<Page<'_>> = PAGES.iter().flat_map(|list| list(edition)).collect();
    // All results are gathered before one is chosen: which page failed first would depend on the threads.
    let make = || pages.par_iter().map(|page| one(edition, page, take)).collect();
    let entries: Vec<Result<Option<Entry>>> = info_span!("pages").in_scope(make);
    let mut all = search::places(edition);
    for entry in entries {
        all.extend(entry?);
    }
    images::published(edition).into_iter().try_for_each(take)?;
    Ok(all)
}

/// Makes the index for searching the pages that [`render`] named, and hands its files on. It is made of published pages, so
/// that nothing can be in it that is not on a page.
///
/// # Errors
/// What came of reading a page or of handing on a file.
pub fn index(entries: Vec<Entry>, read: &Read<'_>, take: &Take<'_>) -> Result<()> {
    info_span!("index").in_scope(|| search::index(entries, read, take))
}

/// The page at an address, where there is one.
pub fn find<'a>(edition: Edition<'a>, path: &str) -> Option<Page<'a>> {
    PAGES.iter().find_map(|list| list(edition).into_iter().find(|page| page.path == path))
}

/// Makes a page with the files beside it; how search calls it comes back.
///
/// # Errors
/// When a template has a mistake, or what came of handing on a file.
pub fn one(edition: Edition<'_>, page: &Page<'_>, take: &Take<'_>) -> Result<Option<Entry>> {
    let Made { view, mut files, twin, entry } = info_span!("make").in_scope(|| (page.make)());
    let mut sight = Sight::new(&page.path, view);
    if let Some(template) = twin {
        let make = || twin::make(edition.theme, template, &page.path, &mut sight);
        let (path, text) = info_span!("twin").in_scope(make)?;
        files.push((path, text.into()));
    }
    for (path, bytes) in files {
        take(File { path, bytes, more: false, from: page.path.clone() })?;
    }
    let bytes = info_span!("template").in_scope(|| edition.theme.render(page.template, &sight))?;
    take(File { path: page.path.clone(), bytes: bytes.into(), more: false, from: page.from.clone() })?;
    Ok(entry.map(|entry| Entry { path: page.path.clone(), ..entry }))
}
