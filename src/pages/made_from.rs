//! What pages are made from, as digests of the values that they show: where the digest of a page is as it was the last time, so is
//! the page. Documents and places tell theirs; all other pages are known by what their templates would see.
//!
//! A digest is over values and not over files, so that what was withheld, what a link leads to and who may read something is in
//! it. What belongs to no document (forms, settings, places, the theme, the program) is in one digest for all pages; of the words
//! of the glossary a page depends on those that its texts have.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use rayon::prelude::*;

use crate::compare::PlaceFigures;
use crate::compare::volumes::MOST_PUBLISHED;
use crate::digest::ValueDigest;
use crate::model::{Document, Term, address};
use crate::sink::ValuesDigest;
use crate::value::Prose;

use super::document::related;
use super::place::glance;
use super::writer::{GLOSSARY, MarkdownRenderer, ResolvedTarget};
use super::{RenderContext, files, shared};

/// The values that the pages of documents and places are made from, as digests.
pub struct PageInputs<'a> {
    context: RenderContext<'a>,
    /// Of what all pages depend on.
    common: ValuesDigest,
    /// Of each document, by its path.
    documents: HashMap<&'a str, DocumentDigests>,
    /// Of each spelling of the glossary: with all that pages which have it say of its word.
    spellings: Vec<ValuesDigest>,
    /// The figures of all places, among which those of a document stand.
    pub figures: PlaceFigures,
}

struct DocumentDigests {
    /// Of all that it says.
    whole: ValuesDigest,
    /// Of what pages that lead to it say of it.
    told: ValuesDigest,
}

impl<'a> PageInputs<'a> {
    /// Those of a site, given a digest of everything that is in no document and not in the glossary: the files of the whole site,
    /// its theme, the program.
    #[must_use]
    pub fn of(context: RenderContext<'a>, common: &ValuesDigest) -> PageInputs<'a> {
        let site = context.site;
        let kinds: Vec<Option<&str>> = context.navigation.kinds().map(|kind| kind.address).collect();
        let few = site.documents.len() <= MOST_PUBLISHED;
        let figures = PlaceFigures::of(site, glance::measures(site));
        let measures: Vec<_> = figures.measures.iter().map(|one| (&one.id, &one.label, &one.of, &one.unit)).collect();
        let writer = MarkdownRenderer::new(context, GLOSSARY, address::GLOSSARY);
        let common = ValueDigest::of(&(common, kinds, few, shared(context), measures));
        let term = |at: usize| {
            let Term { word, reading, also: _, except: _, meaning, source: _, anchor } = site.glossary.get(at)?;
            let mut links = Vec::new();
            resolve(&writer, meaning, &mut links);
            Some((word, reading, &meaning.text, anchor, links))
        };
        let spellings = site.glossary.lexicon.spellings().iter();
        let spellings = spellings.map(|(spelling, of)| ValueDigest::of(&(spelling, of.map(term)))).collect();
        let documents = site.documents.par_iter().map(|document| {
            let Document { page, name, title, year, place, form, .. } = document;
            let told = ValueDigest::of(&(page, name, title, year, &place.id, &form.id));
            (document.path.as_str(), DocumentDigests { whole: ValueDigest::of(document), told })
        });
        PageInputs { context, common, documents: documents.collect(), spellings, figures }
    }

    /// The digest of some values, with all that every page depends on.
    #[must_use]
    pub fn with_common(&self, values: &impl Hash) -> ValuesDigest {
        ValueDigest::of(&(self.common, values))
    }

    /// The digest of all that a document says; none of one that is not in the site.
    #[must_use]
    pub fn digest_of(&self, document: &Document) -> Option<ValuesDigest> {
        self.documents.get(document.path.as_str()).map(|of| of.whole)
    }

    /// The digest of all that the page of a document shows, and so do those of its records.
    #[must_use]
    pub fn of_document(&self, document: &Document) -> ValuesDigest {
        let (context, site) = (self.context, self.context.site);
        let whole = |other: &Document| self.digest_of(other);
        let told = |other: &Document| self.documents.get(other.path.as_str()).map(|of| of.told);
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
            (attached, self.links(document), self.among(document), self.terms(document)),
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

    /// The words of the glossary that may be met in the texts of a document.
    fn terms(&self, document: &Document) -> BTreeSet<&ValuesDigest> {
        // With these, Markdown makes words of what is written otherwise. Without them, words stand in the text as they are shown.
        const ESCAPES: [char; 3] = ['&', '\\', '<'];
        let lexicon = &self.context.site.glossary.lexicon;
        let mut held = BTreeSet::new();
        document.each_prose(&mut |prose: &Prose, _| {
            if prose.text.contains(ESCAPES) {
                held.extend(0..self.spellings.len());
            } else {
                lexicon.add_held(&prose.text, &mut held);
            }
        });
        held.into_iter().filter_map(|at| self.spellings.get(at)).collect()
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
