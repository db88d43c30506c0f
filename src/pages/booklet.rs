//! The booklet of a year: all its documents bound together for paper, after their contents and before the measures, corrections
//! and words of all of them. A long year has one for each prefecture.
//!
//! Documents are rendered with the templates of their own pages, seen from there; then their ids get a prefix, their headings go
//! one level down, and their links lead within the booklet where their target is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use sha2::{Digest as _, Sha256};

use crate::compare::volumes::{LONGEST, MOST_PUBLISHED};
use crate::compare::{Measured, PlaceFigures, Volume, volumes};
use crate::error::Result;
use crate::html::{self, AttributeChange, Event, lower_headings, rewrite, with_ids};
use crate::model::{Document, Place, address};
use crate::restrict::Restricted;
use crate::text::{hexadecimal, page_path};
use crate::theme::PageContext;
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::place::glance;
use super::writer::explained;
use super::{Page, PageContent, RenderContext, change, document, errata, newest_change, summary};

/// Of how many documents at most the contents list the sections, too: a longer list is no overview.
const MOST_WITH_SECTIONS: usize = 12;

/// How many measures stand side by side in a table: more columns are too narrow for paper.
const COLUMNS: usize = 5;

/// The id of what stands after the documents.
const MEASURES: &str = "_measures";
const ERRATA: &str = "_errata";
const TERMS: &str = "_terms";

/// A booklet to be rendered.
pub struct Booklet<'a> {
    /// The documents that are bound, with the year and part of it that they are from.
    pub volume: Volume<'a>,
    /// Whether it leaves the site as a file: its links lead to the address where the site is published, or nowhere.
    pub leaves_site: bool,
}

/// Whether the site publishes booklets: a frozen year is bound in its archive, and of a large site they are printed
/// when somebody asks for them.
pub fn exists(site: &Restricted) -> bool {
    site.frozen.is_none() && !site.documents.is_empty() && site.documents.len() <= MOST_PUBLISHED
}

/// A page for each volume of each year.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let figures: Arc<OnceLock<PlaceFigures>> = Arc::default();
    let years = context.site.years();
    let volumes = years.into_iter().flat_map(|year| of_year(context, year));
    volumes.map(|volume| page(context, Booklet { volume, leaves_site: false }, Arc::clone(&figures))).collect()
}

/// The page of a booklet that leaves the site.
pub fn rendered<'a>(context: RenderContext<'a>, volume: Volume<'a>) -> Page<'a> {
    page(context, Booklet { volume, leaves_site: true }, Arc::default())
}

/// Where the booklets of a year are, for the pages that lead to it: their names and addresses. Nothing where none is published.
pub fn links(context: RenderContext<'_>, year: i32) -> View {
    let volumes = if exists(context.site) { of_year(context, year) } else { Vec::new() };
    View::list(volumes.iter().map(|volume| view! { "name" => part_name(context, volume), "path" => volume.page() }))
}

/// The address of the only booklet of a year, where one is published.
pub fn of_whole_year(context: RenderContext<'_>, year: i32) -> Option<String> {
    let is_whole = exists(context.site) && context.site.documents_of(year).len() <= LONGEST;
    is_whole.then(|| address::of_booklet(year, ""))
}

fn of_year(context: RenderContext<'_>, year: i32) -> Vec<Volume<'_>> {
    volumes(&context.site.places, year, context.site.documents_of(year).iter())
}

fn page<'a>(context: RenderContext<'a>, booklet: Booklet<'a>, figures: Arc<OnceLock<PlaceFigures>>) -> Page<'a> {
    let changed = newest_change(booklet.volume.documents.iter().copied());
    let (path, from) = (booklet.volume.page(), format!("content/{}/", booklet.volume.year));
    let booklet = Arc::new(booklet);
    let cover = Arc::clone(&booklet);
    let content = move || content(context, &cover.volume);
    let parts = move || {
        let figures = figures.get_or_init(|| PlaceFigures::of(context.site, glance::measures(context.site)));
        parts(context, &booklet, figures)
    };
    Page { parts: Some(Box::new(parts)), ..Page::new(path, from, "booklet.html", content).changed(changed) }
}

/// What tells a volume from the others of its year: 埼玉県 第2分冊; empty for the whole year.
fn part_name(context: RenderContext<'_>, volume: &Volume<'_>) -> String {
    let number = volume.number.map(|n| context.theme.sentence("booklet_number", &[("n", &n.to_string())]));
    let prefecture = volume.prefecture.map(|prefecture| prefecture.name.clone());
    prefecture.into_iter().chain(number).collect::<Vec<_>>().join(" ")
}

/// The cover: what is bound, how many places and documents it is of, and when one of them last changed.
fn content(context: RenderContext<'_>, volume: &Volume<'_>) -> PageContent {
    let year = context.language().fiscal_year_both(volume.year);
    let part = part_name(context, volume);
    let name = context.theme.sentence("booklet_of", &[("year", &year)]);
    let title = if part.is_empty() { name } else { format!("{name} {part}") };
    let places: BTreeSet<&str> = volume.documents.iter().map(|document| document.place.id.as_str()).collect();
    let changed = newest_change(volume.documents.iter().copied());
    let content = view! {
        "year" => summary::year_view(context, volume.year),
        "part" => part,
        "places" => places.len(),
        "documents" => volume.documents.len(),
        "changed" => changed.map(|day| view! { "text" => context.language().date(day), "iso" => day.iso() }),
    };
    let path = volume.page();
    let documents = volume.documents.len().to_string();
    let description = context.theme.sentence("booklet_description", &[("year", &year), ("documents", &documents)]);
    let layout = Layout {
        above: vec![(year, address::of_year(volume.year))],
        ..Layout::new(&path, "booklet", title, description)
    };
    layout.page(context, content)
}

/// Everything after the cover.
fn parts(context: RenderContext<'_>, booklet: &Booklet<'_>, figures: &PlaceFigures) -> Result<View> {
    let volume = &booklet.volume;
    let joiner = BookletJoiner::new(context, booklet);
    let with_sections = volume.documents.len() <= MOST_WITH_SECTIONS;
    let mut terms: BTreeSet<String> = BTreeSet::new();
    let mut prefectures: Vec<(&str, Vec<View>)> = Vec::new();
    for document in &volume.documents {
        let PageContent { mut view, .. } = document::content(context, document, Some(figures));
        terms.extend(texts_of(view.get("terms"), "anchor"));
        // The words of all documents are explained once, at the end.
        view.set("terms", View::None);
        view.set("whole", true);
        let sections = view.get("sections").cloned().unwrap_or_default();
        let html = context.theme.render("booklet-document.html", &PageContext::new(&document.page, view))?;
        let own = |section: &View| {
            let [id] = texts(section, ["id"]);
            let [number, heading] = texts(section, ["number", "heading"]);
            let (id, href) = entry(&bound_id(&prefix(&document.page), &id));
            view! { "id" => id, "href" => href, "number" => number, "heading" => heading }
        };
        let sections = if let View::List(sections) = sections { sections } else { Vec::new() };
        let (id, href) = entry(&prefix(&document.page));
        let view = view! {
            "doc" => summary::document_view(context, document),
            "id" => id,
            "href" => href,
            "sections" => View::list(sections.iter().filter(|_| with_sections).map(own)),
            "html" => View::Html(joiner.join(&document.page, &String::from_utf8_lossy(&html))),
        };
        let prefecture = document.place.prefecture_id();
        match prefectures.last_mut().filter(|(last, _)| *last == prefecture) {
            Some((_, documents)) => documents.push(view),
            None => prefectures.push((prefecture, vec![view])),
        }
    }
    let path = volume.page();
    let measures = measures(context, volume);
    let errata = errata::views(context, Some(volume.year));
    let explained = explained(context, &path, context.site.glossary.iter().filter(|term| terms.contains(&term.anchor)));
    let after =
        [(MEASURES, &measures, "booklet_figures"), (ERRATA, &errata, "errata"), (TERMS, &explained, "glossary")];
    let after: Vec<View> = after
        .into_iter()
        .filter(|(_, view, _)| !is_empty(view))
        .map(|(id, _, word)| view! { "id" => id, "href" => format!("#{id}"), "heading" => context.theme.word(word) })
        .collect();
    let notes = view! { "year" => summary::year_view(context, volume.year), "measures" => measures, "errata" => errata, "terms" => explained };
    let notes = context.theme.render("booklet-notes.html", &PageContext::new(&path, notes))?;
    Ok(view! {
        "prefectures" => View::list(prefectures.into_iter().map(|(prefecture, documents)| {
            let place = context.site.place(prefecture).map(|place| place.view());
            view! { "place" => place, "documents" => documents }
        })),
        "after" => after,
        "notes" => View::Html(joiner.join(&path, &String::from_utf8_lossy(&notes))),
    })
}

/// The figures of the volume's places in its year, as tables of some measures each.
fn measures(context: RenderContext<'_>, volume: &Volume<'_>) -> View {
    let mut places: Vec<&Place> = Vec::new();
    for document in volume.documents.iter().filter(|document| document.is_sheet()) {
        if places.iter().all(|place| place.id != document.place.id) {
            places.push(&document.place);
        }
    }
    let columns = context.site.measures.iter().filter_map(|measure| {
        let cells: Vec<View> = places
            .iter()
            .map(|place| {
                let years = Measured::at_place(context.site.documents_at(&place.id), measure);
                let of_year = years.into_iter().find(|(year, _)| *year == volume.year);
                let figures = of_year.into_iter().flat_map(|(_, measured)| measured).map(|one| {
                    let printed = change::printed(&one, context.theme).naming(one.circumstances.source());
                    printed.view(context.language())
                });
                View::list(figures)
            })
            .collect();
        (!cells.iter().all(is_empty)).then_some((measure, cells))
    });
    let columns: Vec<_> = columns.collect();
    View::list(columns.chunks(COLUMNS).map(|columns| {
        view! {
            "heads" => View::list(columns.iter().map(|(measure, _)| measure.label.as_str())),
            "rows" => View::list(places.iter().enumerate().filter_map(|(at, place)| {
                let cells = columns.iter().filter_map(|(_, cells)| cells.get(at).cloned()).collect::<Vec<_>>();
                let any = !cells.iter().all(is_empty);
                any.then(|| view! { "place" => place.view(), "cells" => cells })
            })),
        }
    }))
}

fn is_empty(view: &View) -> bool {
    matches!(view, View::List(items) if items.is_empty())
}

/// Texts under some names of a view; empty where it has none.
fn texts<const N: usize>(view: &View, names: [&str; N]) -> [String; N] {
    names.map(|name| if let Some(View::Text(text)) = view.get(name) { text.clone() } else { String::new() })
}

/// The texts of a name in a list of views.
fn texts_of(list: Option<&View>, name: &str) -> Vec<String> {
    let Some(View::List(items)) = list else { return Vec::new() };
    items.iter().map(|item| texts(item, [name])).flat_map(<[String; 1]>::from).collect()
}

/// What comes before the ids of a document in a booklet: `_2021.kawasaki`. Ids of drawings are names of XML, which begin with no
/// digit and hold no slash.
fn prefix(page: &str) -> String {
    format!("_{}", page.strip_suffix(".html").unwrap_or(page).replace('/', "."))
}

/// An id of a document in a booklet: `_2021.kawasaki:beds`. A PDF calls a place by its id, in percent escapes, and in no more
/// than 127 bytes (ISO 32000-1, annex C): what would be longer is called by its hash.
fn bound_id(document: &str, id: &str) -> String {
    const LONGEST_NAME: usize = 120;
    let whole = format!("{document}:{id}");
    if page_path::encode_ascii(&whole).len() <= LONGEST_NAME {
        return whole;
    }
    let hash = hexadecimal(&Sha256::digest(id));
    format!("{document}:{}", hash.get(..16).unwrap_or(&hash))
}

/// The id of an entry of the contents, and a link to it.
fn entry(id: &str) -> (String, String) {
    (id.to_owned(), format!("#{}", encoded(id)))
}

fn encoded(id: &str) -> String {
    // In a fragment a colon stands for itself.
    page_path::encode(id).replace("%3A", ":")
}

/// The ids to which the contents of a booklet lead.
pub fn entries(booklet: &str) -> Vec<String> {
    let mut entries = Vec::new();
    html::read(booklet.as_bytes(), |event| {
        if let Event::Open(tag) = event {
            entries.extend(tag.attribute("data-entry").map(str::to_owned));
        }
    });
    entries
}

/// A booklet with the numbers of pages in its contents, by the ids that these lead to.
pub fn numbered(booklet: &str, pages: &BTreeMap<String, usize>) -> String {
    rewrite(booklet, &|_, name, value| match pages.get(value).filter(|_| name == "data-entry") {
        Some(page) => AttributeChange::And(value.to_owned(), format!("data-page=\"{page}\"")),
        None => AttributeChange::Keep,
    })
}

/// Joins what is rendered as seen from other pages into a booklet.
struct BookletJoiner<'a> {
    context: RenderContext<'a>,
    /// The address of the booklet.
    path: String,
    leaves_site: bool,
    /// The addresses of the pages that are in the booklet, and what each is called there.
    inside: BTreeMap<&'a str, String>,
}

impl<'a> BookletJoiner<'a> {
    fn new(context: RenderContext<'a>, booklet: &Booklet<'a>) -> BookletJoiner<'a> {
        let pages = |document: &&'a Document| {
            let own = prefix(&document.page);
            let records = document.record_pages.iter().map({
                let own = own.clone();
                move |(id, page)| (page.as_str(), bound_id(&own, id))
            });
            std::iter::once((document.page.as_str(), own)).chain(records).collect::<Vec<_>>()
        };
        let inside = booklet.volume.documents.iter().flat_map(pages).collect();
        BookletJoiner { context, path: booklet.volume.page(), leaves_site: booklet.leaves_site, inside }
    }

    /// HTML that was rendered as seen from `page`.
    fn join(&self, page: &str, html: &str) -> String {
        let own = |id: &str| if page == self.path { id.to_owned() } else { bound_id(&prefix(page), id) };
        let joined = with_ids(html, &own, &|element, name, value| match (element, name) {
            ("a", "href") => self.link(page, value),
            ("img", "src") => self.relative(page, value).map_or(AttributeChange::Drop, AttributeChange::Value),
            _ => AttributeChange::Keep,
        });
        lower_headings(&joined)
    }

    fn link(&self, page: &str, href: &str) -> AttributeChange {
        if page_path::has_scheme(href) {
            return AttributeChange::Keep;
        }
        let (path, fragment) = page_path::split_fragment(href);
        let Some(target) = target(page, path) else { return AttributeChange::Drop };
        // Words are explained once, at the end.
        if let Some(term) = fragment.filter(|fragment| target == page && fragment.starts_with("_term_")) {
            return AttributeChange::Value(format!("#{term}"));
        }
        let is_record = |id: &String| id.contains(':');
        match (self.inside.get(target.as_str()), fragment) {
            (Some(id), Some(fragment)) if !is_record(id) => match page_path::decode(fragment) {
                Some(fragment) => AttributeChange::Value(format!("#{}", encoded(&bound_id(id, &fragment)))),
                None => AttributeChange::Drop,
            },
            (Some(id), _) => AttributeChange::Value(format!("#{}", encoded(id))),
            (None, _) if target == self.path => AttributeChange::Keep,
            (None, _) if self.leaves_site => match self.context.full_address(&target) {
                Some(address) => {
                    let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
                    AttributeChange::Value(address + &fragment)
                }
                None => AttributeChange::Drop,
            },
            (None, _) => self.relative(page, href).map_or(AttributeChange::Drop, AttributeChange::Value),
        }
    }

    /// A relative address as seen from the booklet.
    fn relative(&self, page: &str, address: &str) -> Option<String> {
        let (path, fragment) = page_path::split_fragment(address);
        let relative = page_path::encode(&page_path::relative(&self.path, &target(page, path)?));
        Some(fragment.map_or_else(|| relative.clone(), |fragment| format!("{relative}#{fragment}")))
    }
}

/// The address that a relative one means on a page.
fn target(page: &str, path: &str) -> Option<String> {
    if path.is_empty() { Some(page.to_owned()) } else { page_path::resolve(page, &page_path::decode(path)?) }
}
