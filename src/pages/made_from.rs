//! What pages are made from, as digests of the values that they show: where the digest of a page is as it was the last time, so is
//! the page. Documents and places tell theirs; all other pages are known by what their templates would see.
//!
//! A digest is over values and not over files, so that what was withheld, what a link leads to and who may read something is in
//! it. What belongs to no document (forms, settings, places, the theme, the program) is in one digest for all pages; of the words
//! of the glossary a page depends on those that its texts have.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::OnceLock;

use crate::compare::measure::said_of;
use crate::compare::relation::Tally;
use crate::compare::{self, Measured, PlaceFigures, indicators, movement, place_figures};
use crate::data;
use crate::digest::ValueDigest;
use crate::load;
use crate::model::{
    Document, DocumentSummary, IssueSummaries, Measure, MeasureSummary, PlaceSummary, SiteDigests, Term, address,
};
use crate::restrict::{files_of_documents, withholds};
use crate::sink::ValuesDigest;
use crate::value::Prose;

use super::document::related;
use super::figures::has_drawings;
use super::indicators::outcomes_of;
use super::issues::PlaceIssues;
use super::place::glance;
use super::writer::{GLOSSARY, MarkdownRenderer, ResolvedTarget};
use super::{RenderContext, files, home, issues, place, shared};

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
    /// Of all of `told`, in the order of the documents.
    all_told: ValuesDigest,
    /// What the texts of each document come to, by its path, once somebody asked.
    texts: HashMap<&'a str, OnceLock<TextInputs>>,
    /// The issues of all places.
    issues: PlaceIssues<'a>,
    /// Of the measures of `figures`, as far as figures depend on them.
    measures: ValuesDigest,
    /// The figures of all places, among which those of a document stand.
    pub figures: PlaceFigures,
}

/// What the texts of a document come to.
#[derive(Debug)]
struct TextInputs {
    /// The digest of what its links, images and attachments come to.
    links: ValuesDigest,
    /// Which terms of the glossary they may mention, by their places in it.
    terms: Vec<usize>,
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
        PageInputs {
            context,
            common,
            terms,
            whole,
            told,
            all_told,
            texts,
            issues: issues::of_places(context),
            measures,
            figures,
        }
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
    fn texts(&self, document: &Document) -> &TextInputs {
        let texts = self.texts.get(document.path.as_str());
        let read = || TextInputs { links: self.read_links(document), terms: self.possible_terms(document) };
        texts.map_or(&NO_TEXTS, |texts| texts.get_or_init(read))
    }

    /// The digest of what the links, images and attachments of a document come to.
    fn links(&self, document: &Document) -> ValuesDigest {
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

    /// Whether there is a summary of the documents of a place that holds for the site as it is now.
    #[must_use]
    pub fn is_summarized(&self, place: &str) -> bool {
        self.known(place).is_some_and(|known| self.known_figures(known).is_some())
    }

    fn known(&self, place: &str) -> Option<&PlaceSummary> {
        self.context.site.documents_at(place).next()?.content.place_summary()
    }

    /// The figures of a summary, where they are of the measures and the newest year of the site.
    fn known_figures<'k>(&self, known: &'k PlaceSummary) -> Option<&'k [MeasureSummary]> {
        let newest = self.context.site.years().first().copied().unwrap_or_default();
        let is_of_now = known.measures == self.measures && known.figures.iter().all(|one| one.year == newest);
        is_of_now.then_some(known.figures.as_slice())
    }

    /// The summary of the documents of a place, for the next build, given the digest of all that they are read with.
    #[must_use]
    pub fn summary(&self, place: &str, made_from: ValuesDigest) -> PlaceSummary {
        let site = self.context.site;
        if let Some(known) = self.known(place) {
            let figures = self.known_figures(known).map(<[MeasureSummary]>::to_vec);
            let figures = figures.unwrap_or_else(|| self.measure_summaries(place));
            return PlaceSummary { measures: self.measures, figures, ..known.clone() };
        }
        PlaceSummary {
            place: place.to_owned(),
            made_from,
            documents: site.documents_at(place).filter_map(|document| self.document_summary(document)).collect(),
            findings: Vec::new(),
            measures: self.measures,
            figures: self.measure_summaries(place),
            said: site.measures.iter().enumerate().map(|one| said_of(site, place, one)).collect(),
            population: site.place(place).and_then(|place| place::population_summary(self.context, place)),
            outcomes: outcomes(site.documents_at(place)),
            issues: self.issues_of(place),
        }
    }

    /// The issues of all places.
    pub fn issues(&self) -> &PlaceIssues<'a> {
        &self.issues
    }

    fn issues_of(&self, place: &str) -> IssueSummaries {
        let at = self.context.site.places.iter().position(|one| one.id == place);
        let found = at.and_then(|at| self.issues().get(at));
        found.map(|(_, issues)| IssueSummaries::clone(issues)).unwrap_or_default()
    }

    fn measure_summaries(&self, place: &str) -> Vec<MeasureSummary> {
        let site = self.context.site;
        let year = site.years().first().copied().unwrap_or_default();
        let summary = |measure: &Measure| {
            let years = Measured::at_place(site.documents_at(place), measure);
            MeasureSummary {
                course: glance::course_summary(&years),
                shown: home::shown(self.context, &years, year),
                ..movement::summary(years, year)
            }
        };
        self.figures.measures.iter().map(summary).collect()
    }

    fn document_summary(&self, document: &Document) -> Option<DocumentSummary> {
        Some(DocumentSummary {
            path: document.path.clone(),
            form: document.form.id.clone(),
            title: document.title.clone(),
            updated: document.history.updated.map(|day| day.iso()),
            record_pages: document.record_pages.clone(),
            digest: self.digest_of(document)?,
            links: self.links(document),
            terms: self.texts(document).terms.clone(),
            relations: data::tallies_of(document, self.context.site).iter().map(Tally::counts).collect(),
            withholds: withholds(document),
            indicators: indicators::count(document),
            issues: compare::issues::count(document),
            tables: data::tables_of(document),
            files: files_of_documents([document]).into_iter().collect(),
        })
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

/// What came of the targets of a place, by fiscal year.
fn outcomes<'d>(documents: impl Iterator<Item = &'d Document>) -> BTreeMap<i32, [usize; 3]> {
    let documents: Vec<&Document> = documents.collect();
    let years = documents.chunk_by(|one, other| one.year == other.year);
    years.filter_map(|of_year| Some((of_year.first()?.year, outcomes_of(of_year.iter().copied())))).collect()
}
