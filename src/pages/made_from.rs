//! What pages are made from, as digests of the values that they show: where the digest of a page is as it was the last time, so is
//! the page. Documents and places tell theirs; all other pages are known by what their templates would see.
//!
//! A digest is over values and not over files, so that what was withheld, what a link leads to and who may read something is in
//! it. What belongs to no document (forms, settings, places, the theme, the program) is in one digest for all pages; of the words
//! of the glossary a page depends on those that its texts have.

use std::collections::HashMap;
use std::hash::Hash;

use crate::compare::PlaceFigures;
use crate::digest::ValueDigest;
use crate::load;
use crate::model::{Document, SiteDigests, Term, address};
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
    context: RenderContext<'a>,
    /// Of what all pages depend on.
    common: ValuesDigest,
    /// Of each term of the glossary.
    terms: Vec<ValuesDigest>,
    /// Of all that each document says.
    whole: &'a SiteDigests<'a>,
    /// Of what pages that lead to a document say of it, by its path.
    told: HashMap<&'a str, ValuesDigest>,
    /// The figures of all places, among which those of a document stand.
    pub figures: PlaceFigures,
}

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
        PageInputs { context, common, terms: terms.collect(), whole, told: told.collect(), figures }
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
        let attached: Vec<_> = document.attached_files().map(|(file, _)| files::file(context, file)).collect();
        self.with_common(&(
            whole(document),
            series,
            (siblings, related::has_many(context, document)),
            (same_prefecture, nearby.left_out),
            (attached, self.links(document), self.terms(document), self.among(document)),
            context.data.and_then(|files| files.of_document(document)),
        ))
    }

    /// What the links and images in the texts of a document come to.
    fn links(&self, document: &Document) -> Vec<ResolvedTarget> {
        let mut resolved = Vec::new();
        document.each_prose(&mut |prose: &Prose, _| {
            for file in [document.path_of(prose), &document.path] {
                resolve(&MarkdownRenderer::new(self.context, file, &document.page), prose, &mut resolved);
            }
        });
        resolved
    }

    /// The terms that its texts may mention.
    fn terms(&self, document: &Document) -> Vec<Option<&ValuesDigest>> {
        let mut texts = Vec::new();
        document.each_prose(&mut |prose: &Prose, _| texts.push(prose.text.as_str()));
        let possible = self.context.site.glossary.possible(texts.into_iter());
        possible.into_iter().map(|at| self.terms.get(at)).collect()
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
