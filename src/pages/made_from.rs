//! What pages are made from, as digests of the values that they show: where the digest of a page is as it was the last time, so is
//! the page. Documents and places tell theirs; all other pages are known by what their templates would see.
//!
//! A digest is over values and not over files, so that what was withheld, what a link leads to and who may read something is in
//! it. What belongs to no document (forms, settings, places, the theme, the program) is in one digest for all pages; of the words
//! of the glossary a page depends on those that its texts have.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock};

use crate::compare::{PlaceFigures, place_figures};
use crate::digest::ValueDigest;
use crate::load;
use crate::model::{Document, IssueSummaries, SiteDigests, Term, address};
use crate::sink::ValuesDigest;
use crate::value::Prose;

use super::document::related;
use super::figures::has_drawings;
use super::place::glance;
use super::writer::{GLOSSARY, MarkdownRenderer, ResolvedTarget};
use super::{RenderContext, files, shared};

/// Whether a file of `content/` may show anywhere: it is of no document, and none of the glossary, of which pages tell
/// the terms that they mention.
#[must_use]
pub fn is_common(path: &str) -> bool {
    !load::is_of_year(path) && path != GLOSSARY
}

/// The values that the pages of documents and places are made from, as digests.
pub struct PageInputs<'a> {
    pub(super) context: RenderContext<'a>,
    /// Of what all pages depend on.
    common: ValuesDigest,
    /// Of each term of the glossary.
    terms: Vec<ValuesDigest>,
    /// Of all that each document says.
    whole: &'a SiteDigests<'a>,
    /// Of what pages that lead to a document say of it, by its path.
    told: HashMap<&'a str, ValuesDigest>,
    /// Of all of `told`, in the order of the documents.
    all_told: ValuesDigest,
    /// What the texts of each document come to, by its path, once somebody asked.
    texts: HashMap<&'a str, OnceLock<TextInputs>>,
    /// The issues of all places, once somebody asked.
    issues: OnceLock<Vec<Arc<IssueSummaries>>>,
    /// Of the measures of `figures`, as far as figures depend on them.
    pub(super) measures: ValuesDigest,
    /// The figures of all places, among which those of a document stand.
    pub figures: PlaceFigures,
}

/// What the texts of a document come to.
#[derive(Debug)]
pub(super) struct TextInputs {
    /// The digest of what its links, images and attachments come to.
    links: ValuesDigest,
    /// Which terms of the glossary they may mention, by their places in it.
    pub terms: Vec<usize>,
}

/// Of a document that is not in the site.
static NO_TEXTS: TextInputs = TextInputs { links: [0; 32], terms: Vec::new() };

impl<'a> PageInputs<'a> {
    /// Those of a site, given the digests of its values.
    #[must_use]
    pub fn of(context: RenderContext<'a>, whole: &'a SiteDigests<'a>) -> PageInputs<'a> {
        let site = context.site;
        let kinds: Vec<Option<&str>> = context.navigation.kinds().map(|kind| kind.address).collect();
        let few = has_drawings(site);
        let figures = PlaceFigures::of(site, glance::measures(site));
        let measures: Vec<_> = figures.measures.iter().map(|one| (&one.id, &one.label, &one.of, &one.unit)).collect();
        let common = ValueDigest::of(&(whole.common, kinds, few, shared(context), measures));
        let writer = MarkdownRenderer::new(context, GLOSSARY, address::GLOSSARY);
        let terms = site.glossary.iter().map(|term| {
            let mut resolved = Vec::new();
            resolve(&writer, &term.meaning, &mut resolved);
            let Term { word, reading, also, except, meaning, source: _, anchor } = term;
            ValueDigest::of(&(word, reading, also, except, &meaning.text, meaning.heading_ids(), anchor, resolved))
        });
        let told = site.documents.iter().map(|document| {
            let Document { page, name, title, year, place, form, .. } = document;
            (document.path.as_str(), ValueDigest::of(&(page, name, title, year, &place.id, &form.id)))
        });
        let told: Vec<(&str, ValuesDigest)> = told.collect();
        let all_told = ValueDigest::of(&told);
        let measures = place_figures::digest_of(&figures.measures);
        let (terms, told) = (terms.collect(), told.into_iter().collect());
        let unread = |document: &&Document| document.content.summary().is_none();
        let texts = site.documents.iter().filter(unread).map(|one| (one.path.as_str(), OnceLock::new())).collect();
        PageInputs { context, common, terms, whole, told, all_told, texts, issues: OnceLock::new(), measures, figures }
    }

    /// The digest of some values, with all that every page depends on.
    #[must_use]
    pub fn with_common(&self, values: &impl Hash) -> ValuesDigest {
        ValueDigest::of(&(self.common, values))
    }

    /// The digest of all that a document says; none of one that is not in the site.
    #[must_use]
    pub fn digest_of(&self, document: &Document) -> Option<ValuesDigest> {
        self.whole.of_document(document)
    }

    /// The digest of all that the pages of a year show: what its documents say, and which others there are.
    #[must_use]
    pub fn of_year(&self, page: &str, year: i32) -> ValuesDigest {
        let site = self.context.site;
        // What is added up over places may stand in a document of a later year.
        let adds_up = site.measures.iter().any(|measure| measure.total);
        let later = site.documents.iter().filter(|document| document.year > year && adds_up);
        let documents = site.documents_of(year).iter().chain(later).map(|document| self.digest_of(document));
        self.with_common(&(page, self.all_told, documents.collect::<Vec<_>>()))
    }

    /// The digest of all that the page of a document shows, and so do those of its records.
    #[must_use]
    pub fn of_document(&self, document: &Document) -> ValuesDigest {
        let (context, site) = (self.context, self.context.site);
        let whole = |other: &Document| self.digest_of(other);
        let told = |other: &Document| self.told.get(other.path.as_str()).copied();
        // What changed since the last year, and how records went on.
        let series: Vec<_> = site.series(&document.place.id, &document.name).map(whole).collect();
        let siblings: Vec<_> = related::siblings(context, document).into_iter().map(told).collect();
        let nearby = related::same_prefecture(context, document);
        let same_prefecture: Vec<_> = nearby.shown.into_iter().map(told).collect();
        self.with_common(&(
            whole(document),
            series,
            (siblings, related::has_many(context, document)),
            (same_prefecture, nearby.left_out),
            (self.links(document), self.terms(document), self.among(document)),
            context.data.and_then(|files| files.of_document(document)),
        ))
    }

    /// What the texts of a document that was read come to; they are looked through once.
    pub(super) fn texts(&self, document: &Document) -> &TextInputs {
        let texts = self.texts.get(document.path.as_str());
        let read = || TextInputs { links: self.read_links(document), terms: self.possible_terms(document) };
        texts.map_or(&NO_TEXTS, |texts| texts.get_or_init(read))
    }

    /// The digest of what the links, images and attachments of a document come to.
    pub(super) fn links(&self, document: &Document) -> ValuesDigest {
        document.content.summary().map_or_else(|| self.texts(document).links, |summary| summary.links)
    }

    fn read_links(&self, document: &Document) -> ValuesDigest {
        let attached: Vec<_> = document.attached_files().map(|(file, _)| files::file(self.context, file)).collect();
        let mut resolved = Vec::new();
        document.each_prose(&mut |prose: &Prose, _| {
            for file in [document.path_of(prose), &document.path] {
                resolve(&MarkdownRenderer::new(self.context, file, &document.page), prose, &mut resolved);
            }
        });
        ValueDigest::of(&(attached, resolved))
    }

    /// The terms that its texts may mention.
    fn terms(&self, document: &Document) -> Vec<Option<&ValuesDigest>> {
        let summary = document.content.summary();
        let terms = summary.map_or_else(|| &self.texts(document).terms, |summary| &summary.terms);
        terms.iter().map(|at| self.terms.get(*at)).collect()
    }

    /// The same by their places in the glossary.
    fn possible_terms(&self, document: &Document) -> Vec<usize> {
        let mut texts = Vec::new();
        document.each_prose(&mut |prose: &Prose, _| texts.push(prose.text.as_str()));
        self.context.site.glossary.possible(texts.into_iter()).into_iter().collect()
    }

    /// The issues of all places, in their order, which are gathered once.
    pub fn issues(&self, gather: impl FnOnce() -> Vec<Arc<IssueSummaries>>) -> &[Arc<IssueSummaries>] {
        self.issues.get_or_init(gather)
    }

    /// The figures of other places, among which those of a document stand.
    fn among(&self, document: &Document) -> Vec<Option<&ValuesDigest>> {
        let group = |measure| self.figures.around(&document.place, measure, document.year);
        self.figures.measures.iter().map(|measure| group(measure).map(|group| &group.digest)).collect()
    }
}

fn resolve(writer: &MarkdownRenderer<'_>, prose: &Prose, resolved: &mut Vec<ResolvedTarget>) {
    let outline = prose.outline();
    let links = outline.links.iter().map(|link| &link.target);
    resolved
        .extend(links.chain(outline.images.iter().map(|image| &image.target)).map(|target| writer.resolved(target)));
}
