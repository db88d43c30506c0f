//! One file per kind of page. To add a kind: write its file, and one line in [`PAGES`].
//!
//! A kind lists its pages; each page is rendered on its own, in parallel, from the site and nothing else.

mod archive;
mod booklet;
mod change;
mod checks;
mod choices;
mod cite;
mod column_time;
mod content;
mod data;
mod document;
mod download;
mod errata;
mod feed;
mod figures;
mod files;
mod filters;
mod glossary;
mod home;
mod indicators;
mod issues;
mod json_ld;
mod layout;
mod made_from;
mod measures;
mod navigation;
mod nearby;
mod not_found;
mod of_file;
mod pagination;
mod place;
mod qr;
mod redirects;
mod robots;
mod search;
pub mod share;
mod sheet_table;
mod side_by_side;
mod site;
mod sitemap;
mod summaries;
mod summary;
mod text_version;
mod totals;
mod writer;
mod year;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;
use tracing::info_span;

pub use booklet::{entries as booklet_entries, numbered as numbered_booklet, rendered as booklet};
pub use document::without_charts as document_without_charts;
pub use figures::asked_chart;
pub use files::published_file;
pub use layout::shared;
pub use made_from::{PageInputs, is_common};
pub use navigation::Navigation;
pub use of_file::{candidates as pages_of_file, files_of_pages};
pub use site::{for_site, render_files, render_site, theme};
pub use summary::name as document_name;

use crate::bytes::Bytes;
use crate::compare::PlaceFigures;
use crate::data::DataFiles;
use crate::error::{Error, Result};
use crate::model::{Document, EncodedSummary, SiteDigests, address, file_of};
use crate::restrict::Restricted;
use crate::search::PageEntry;
use crate::sink::{Sink, SitePart, ValuesDigest};
use crate::source::Findings;
use crate::stage;
use crate::text::{Date, SiteLanguage, page_path};
use crate::theme::{PageContext, Theme};
use crate::view::View;

/// A kind of page: what the program must know of it outside of its own file.
#[derive(Clone, Copy)]
pub struct PageKind {
    /// Its one address, or that of the first of its pages, as which those of the others begin: `issues.html` and
    /// `issues-2015.html`. None where each page has an address of its own.
    pub address: Option<&'static str>,
    /// Where navigation leads to it, and the interface word that it has there.
    pub menu: Option<(Menu, &'static str)>,
    /// Whether search engines should know its pages.
    pub in_sitemap: bool,
    /// Whether a reader of the site finds its pages by what they say.
    pub searchable: bool,
    /// Whether a site has pages of the kind.
    pub exists: fn(&Restricted) -> bool,
    /// Lists the pages of a site that has them.
    pub pages: for<'a> fn(RenderContext<'a>) -> Vec<Page<'a>>,
}

/// A part of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// At the head of every page.
    Header,
    /// At the foot of every page.
    Footer,
}

impl PageKind {
    /// A kind that every site has, and that nothing leads to.
    const fn new(pages: for<'a> fn(RenderContext<'a>) -> Vec<Page<'a>>) -> PageKind {
        PageKind { address: None, menu: None, in_sitemap: false, searchable: false, exists: |_| true, pages }
    }

    /// A kind that has one address.
    const fn at(
        address: &'static str,
        exists: fn(&Restricted) -> bool,
        pages: for<'a> fn(RenderContext<'a>) -> Vec<Page<'a>>,
    ) -> PageKind {
        PageKind { address: Some(address), exists, ..PageKind::new(pages) }
    }

    /// All pages of the kind, whichever is looked for.
    fn all<'a>(&self, context: RenderContext<'a>) -> Vec<Page<'a>> {
        (self.pages)(RenderContext { only: None, ..context })
    }

    const fn menu(self, menu: Menu, word: &'static str) -> PageKind {
        PageKind { menu: Some((menu, word)), ..self }
    }

    const fn in_sitemap(self) -> PageKind {
        PageKind { in_sitemap: true, ..self }
    }

    const fn searchable(self) -> PageKind {
        PageKind { searchable: true, ..self }
    }
}

/// All kinds of pages, in the order of the map of the site and of each menu.
pub const PAGES: &[PageKind] = &[
    PageKind::at(address::HOME, |_| true, home::pages).in_sitemap(),
    PageKind::new(year::pages).in_sitemap(),
    PageKind::new(document::pages).in_sitemap().searchable(),
    PageKind::new(place::pages).in_sitemap(),
    PageKind { exists: booklet::exists, ..PageKind::new(booklet::pages) },
    PageKind::at(address::MEASURES, measures::exists, measures::pages).menu(Menu::Header, "compare").in_sitemap(),
    PageKind::at(address::INDICATORS, indicators::exists, indicators::pages).in_sitemap(),
    PageKind::at(address::ISSUES, issues::exists, issues::pages).in_sitemap(),
    PageKind::at(address::COMPARE, side_by_side::exists, side_by_side::pages).in_sitemap(),
    PageKind { exists: side_by_side::exists, ..PageKind::new(side_by_side::columns) },
    PageKind::at(address::ARCHIVE, archive::exists, archive::pages).menu(Menu::Footer, "archive").in_sitemap(),
    PageKind::at(address::DATA, data::exists, data::pages).menu(Menu::Footer, "data").in_sitemap(),
    PageKind::at(address::CHECKS, checks::exists, checks::pages).menu(Menu::Footer, "checks").in_sitemap(),
    PageKind::at(address::GLOSSARY, glossary::exists, glossary::pages)
        .menu(Menu::Header, "glossary")
        .in_sitemap()
        .searchable(),
    PageKind::at(address::SEARCH, |_| true, search::pages).in_sitemap(),
    PageKind::new(content::pages).in_sitemap().searchable(),
    PageKind::at(address::NOT_FOUND, |site| site.frozen.is_none(), not_found::pages),
    PageKind::at(address::REDIRECTS, redirects::exists, redirects::map),
    PageKind::new(redirects::pages),
    PageKind::at(address::ROBOTS, sitemap::exists, robots::pages),
    PageKind::at(address::SITEMAP, sitemap::exists, sitemap::pages),
    PageKind::at(address::FEED, feed::exists, feed::pages).menu(Menu::Footer, "feed_link"),
];

/// What pages are rendered from: the site and the theme.
#[derive(Clone, Copy)]
pub struct RenderContext<'a> {
    /// What its readers may know.
    pub site: &'a Restricted,
    /// Its templates and words.
    pub theme: &'a Theme,
    /// Which kinds of pages the site has.
    pub navigation: Navigation,
    /// The files of data, where they were rendered before the pages. A page that is rendered alone renders the files it needs.
    pub data: Option<&'a DataFiles<'a>>,
    /// What the pages are made from, where those of the last time may be kept.
    pub inputs: Option<&'a PageInputs<'a>>,
    /// The figures of all places, once a page asked for them, where pages are rendered one by one.
    figures: Option<&'a OnceLock<PlaceFigures>>,
    /// The address that is looked for, where just one page is: kinds with many pages list no other.
    only: Option<&'a str>,
}

impl<'a> RenderContext<'a> {
    /// A site of which nothing is rendered yet.
    #[must_use]
    pub fn new(site: &'a Restricted, theme: &'a Theme) -> RenderContext<'a> {
        let navigation = Navigation::of(site);
        RenderContext { site, theme, navigation, data: None, inputs: None, figures: None, only: None }
    }

    /// The same, where the figures of all places are kept for the page that is rendered next.
    #[must_use]
    pub fn with_figures(self, figures: &'a OnceLock<PlaceFigures>) -> RenderContext<'a> {
        RenderContext { figures: Some(figures), ..self }
    }

    /// The same without any document; see [`Restricted::without_documents`].
    fn without_documents(self) -> RenderContext<'a> {
        RenderContext { site: self.site.without_documents(), data: None, inputs: None, figures: None, ..self }
    }

    /// The full address of a file of the site, where the site has one.
    fn full_address(self, path: &str) -> Option<String> {
        self.site.settings.base_url.as_deref().map(|base| format!("{base}{}", page_path::encode_ascii(path)))
    }

    /// Whether the page at an address, or one in its folder, is looked for: `2021/kawasaki.html` has `2021/kawasaki/`.
    fn looks_for(self, page: &str) -> bool {
        let rest = |only: &'a str| only.strip_prefix(page.strip_suffix(".html").unwrap_or(page));
        self.only.is_none_or(|only| only == page || rest(only).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The language of its own words.
    #[must_use]
    pub fn language(self) -> SiteLanguage {
        SiteLanguage::parse(&self.site.settings.language)
    }
}

/// The path on its server that a site begins at: `/`, `/nenpo/`.
#[must_use]
pub fn root(site: &Restricted) -> String {
    let base = site.settings.base_url.as_deref().unwrap_or_default();
    let path = base.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    format!("/{path}")
}

/// The newest day on which documents were changed, where all of them say one: a page that shows them changes with any.
fn newest_change<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Option<Date> {
    let days = documents.into_iter().map(|document| document.history.last());
    days.reduce(|newest, day| newest.zip(day).map(|(newest, day)| newest.max(day))).flatten()
}

/// A page still to be rendered.
pub struct Page<'a> {
    /// Its address below the root of the site: `2021/kawasaki.html`.
    pub path: String,
    /// The file or folder of the content that it comes from, for messages.
    pub from: String,
    /// The template that shows it.
    pub template: &'static str,
    /// The day it last changed, where somebody wrote one.
    pub changed: Option<Date>,
    /// Renders what the template sees, and the files of the page.
    pub content: Box<dyn Fn() -> PageContent + Send + Sync + 'a>,
    /// Renders what of the page has templates of its own, as `parts` of what its template sees.
    pub parts: Option<Parts<'a>>,
    /// The digest of the values that it is made from, for a kind that can tell them without rendering.
    pub values: Option<PageValues<'a>>,
}

/// Gives the digest of the values that a page is made from.
pub type PageValues<'a> = Box<dyn Fn(&PageInputs<'a>) -> ValuesDigest + Send + Sync + 'a>;

/// Renders parts of a page; fails where one of their templates has a mistake.
pub type Parts<'a> = Box<dyn Fn() -> Result<View> + Send + Sync + 'a>;

impl<'a> Page<'a> {
    /// A page at `path`, rendered from the file `from`.
    fn new<C: Into<PageContent>>(
        path: impl Into<String>,
        from: impl Into<String>,
        template: &'static str,
        content: impl Fn() -> C + Send + Sync + 'a,
    ) -> Page<'a> {
        let content = Box::new(move || content().into());
        Page { path: path.into(), from: from.into(), template, changed: None, content, parts: None, values: None }
    }

    /// Sets the day on which the page was changed last.
    fn changed(self, changed: Option<Date>) -> Page<'a> {
        Page { changed, ..self }
    }

    /// Sets how the digest of the values is told that the page is made from, and nothing else.
    fn made_from(self, values: impl Fn(&PageInputs<'a>) -> ValuesDigest + Send + Sync + 'a) -> Page<'a> {
        Page { values: Some(Box::new(values)), ..self }
    }
}

/// The content of a page.
#[derive(Default)]
pub struct PageContent {
    /// What the template sees.
    pub view: View,
    /// The files of the page: path and bytes.
    pub files: Vec<(String, Bytes)>,
    /// The template of its plain-text version, for a page that has one.
    pub text_version: Option<&'static str>,
    /// How search calls the page, where its kind can be found; what it says is read from it when all is done.
    pub entry: PageEntry,
}

impl From<View> for PageContent {
    fn from(view: View) -> PageContent {
        PageContent { view, ..PageContent::default() }
    }
}

/// By what a build keeps what the last one made.
#[derive(Clone, Debug)]
pub struct LastValues {
    /// A digest of everything that is in no document.
    pub common: ValuesDigest,
    /// The places whose documents the next build need not read while they stay as they are, each with the digest of all that is read
    /// with them.
    pub summarized: BTreeMap<String, ValuesDigest>,
}

/// What is known of a site whose files were handed on.
#[derive(Debug)]
pub struct Rendered {
    /// The pages that search is to find, for [`crate::search::index`].
    pub entries: Vec<PageEntry>,
    /// The summaries of the places that were asked for, where they are others than before, and of those that are kept with them.
    pub summaries: Vec<EncodedSummary>,
}

/// Renders every page, and the files of data and images. The files do not depend on threads.
///
/// What of it was made from the same values the last time is kept, where `last` is there.
///
/// # Errors
/// The first template mistake in the order of the pages, or what the sink says.
pub fn render(context: RenderContext<'_>, last: Option<&LastValues>, sink: &dyn Sink) -> Result<Rendered> {
    let digests = last.map(|last| SiteDigests::of(&context.site.documents, last.common));
    let data = info_span!(stage::DATA.name).in_scope(|| data::publish(context, digests.as_ref(), sink))?;
    let context = RenderContext { data: data.as_ref(), ..context };
    let inputs = digests.as_ref().map(|digests| PageInputs::of(context, digests));
    let context = RenderContext { inputs: inputs.as_ref(), ..context };
    let list = |kind: &'static PageKind| kind.all(context).into_iter().map(move |page| (kind, page));
    let pages: Vec<(&PageKind, Page<'_>)> = context.navigation.kinds().flat_map(list).collect();
    // All results are gathered before one is chosen: which page failed first would depend on the threads.
    let render_all = || pages.par_iter().map(|(_, page)| render_page(context, page, sink)).collect();
    let entries: Vec<Result<PageEntry>> = info_span!(stage::PAGES.name).in_scope(render_all);
    let mut all = search::places(context);
    let mut findings = Findings::new();
    for ((kind, _), entry) in pages.iter().zip(entries) {
        match entry {
            Err(error) if !error.findings.is_empty() => findings.extend(error.findings),
            entry => all.extend(Some(entry?).filter(|_| kind.searchable)),
        }
    }
    if !findings.is_empty() {
        findings.sort();
        return Err(Error::from(findings));
    }
    files::publish(context, sink)?;
    let wanted = last.zip(inputs.as_ref()).into_iter();
    let mut wanted: Vec<_> =
        wanted.flat_map(|(last, inputs)| last.summarized.iter().map(move |one| (inputs, one))).collect();
    let changed = wanted.iter().filter(|(inputs, (place, _))| !summaries::is_summarized(inputs, place));
    let changed: BTreeSet<usize> = changed.map(|(_, (place, _))| file_of(place)).collect();
    wanted.retain(|(_, (place, _))| changed.contains(&file_of(place)));
    let summaries = wanted
        .into_par_iter()
        .map(|(inputs, (place, made_from))| EncodedSummary::of(&summaries::summary(inputs, place, *made_from)));
    Ok(Rendered { entries: all, summaries: summaries.collect() })
}

/// The addresses of all pages of a site but those that lead elsewhere. Nothing is rendered.
#[must_use]
pub fn addresses(context: RenderContext<'_>) -> BTreeSet<String> {
    let pages = context.navigation.kinds().flat_map(|kind| kind.all(context));
    pages.filter(|page| page.template != redirects::TEMPLATE).map(|page| page.path).collect()
}

/// The page at an address, where there is one.
pub fn find<'a>(context: RenderContext<'a>, path: &'a str) -> Option<Page<'a>> {
    let begins = |address: &str| address.split('.').next().is_some_and(|stem| path.starts_with(stem));
    let kinds = context.navigation.kinds().filter(|kind| kind.address.is_none_or(begins));
    let only = RenderContext { only: Some(path), ..context };
    kinds.flat_map(|kind| (kind.pages)(only)).find(|page| page.path == path)
}

/// Renders a page with its files; how search calls it comes back.
///
/// # Errors
/// When a template has a mistake, or what the sink says.
pub fn render_page<'a>(context: RenderContext<'a>, page: &Page<'a>, sink: &dyn Sink) -> Result<PageEntry> {
    let mut made_from = context.inputs.zip(page.values.as_ref()).map(|(inputs, values)| values(inputs));
    if let Some(entry) = kept(page, made_from.as_ref(), sink)? {
        return Ok(entry);
    }
    let content = info_span!(stage::MAKE.name).in_scope(|| (page.content)());
    let entry = PageEntry { path: page.path.clone(), ..content.entry };
    let mut files = Vec::new();
    for (path, bytes) in content.files {
        sink.put(&path, bytes, &page.path)?;
        // Only what its values tell is kept with the page.
        files.extend(made_from.is_some().then_some(path));
    }
    if made_from.is_none() {
        // A page that does not tell what it is made from is made of what its templates see.
        let inputs = context.inputs.filter(|_| page.parts.is_none());
        let seen = (page.template, content.text_version, &content.view, &entry.path);
        made_from = inputs.map(|inputs| inputs.with_common(&seen));
        if kept(page, made_from.as_ref(), sink)?.is_some() {
            return Ok(entry);
        }
    }
    files.extend(put_page(context, page, content.view, content.text_version, sink)?);
    if let Some((made_from, note)) = made_from.zip(serde_json::to_string(&entry).ok()) {
        sink.made(SitePart { name: page.path.clone(), made_from, files, note });
    }
    Ok(entry)
}

/// Renders the templates of a page, given what they see; the addresses of the files come back.
fn put_page(
    context: RenderContext<'_>,
    page: &Page<'_>,
    view: View,
    text_version: Option<&'static str>,
    sink: &dyn Sink,
) -> Result<Vec<String>> {
    let mut page_context = PageContext::new(&page.path, view);
    if let Some(parts) = &page.parts {
        page_context.set("parts", parts()?);
    }
    let mut files = Vec::new();
    if let Some(template) = text_version {
        let render = || text_version::render(context.theme, template, &page.path, &mut page_context);
        let (path, text) = info_span!(stage::TEXT_VERSION.name).in_scope(render)?;
        sink.put(&path, text.into(), &page.path)?;
        files.push(path);
    }
    let bytes = info_span!(stage::TEMPLATE.name).in_scope(|| context.theme.render(page.template, &page_context))?;
    sink.put(&page.path, bytes.into(), &page.from)?;
    files.push(page.path.clone());
    Ok(files)
}

/// How search calls a page, where its files are kept because they were made from values of this digest.
fn kept(page: &Page<'_>, made_from: Option<&ValuesDigest>, sink: &dyn Sink) -> Result<Option<PageEntry>> {
    let Some(made_from) = made_from else { return Ok(None) };
    let kept = sink.keep(&page.path, made_from, &page.from)?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept.note).ok()))
}
