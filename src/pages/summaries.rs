//! What a build leaves of documents for the next one, which then need not read those that stayed as they were.

use std::collections::BTreeMap;

use crate::compare::measure::said_of;
use crate::compare::relation::Tally;
use crate::compare::{self, Measured, indicators, movement};
use crate::data;
use crate::model::{Document, DocumentSummary, Measure, MeasureSummary, PlaceSummary};
use crate::restrict::{Restricted, files_of_documents, withholds};
use crate::sink::ValuesDigest;

use super::indicators::outcomes_of;
use super::place::{self, glance};
use super::{PageInputs, home, issues};

/// Whether there is a summary of the documents of a place that holds for the site as it is now.
#[must_use]
pub fn is_summarized(inputs: &PageInputs<'_>, place: &str) -> bool {
    known(inputs, place).is_some_and(|known| known_figures(inputs, known).is_some())
}

fn known<'i>(inputs: &'i PageInputs<'_>, place: &str) -> Option<&'i PlaceSummary> {
    inputs.context.site.summary_at(place)
}

/// The figures of a summary, where they are of the measures and the newest year of the site.
fn known_figures<'k>(inputs: &PageInputs<'_>, known: &'k PlaceSummary) -> Option<&'k [MeasureSummary]> {
    let newest = newest_year(inputs.context.site);
    let is_of_now = known.measures == inputs.measures && known.figures.iter().all(|one| one.year == newest);
    is_of_now.then_some(known.figures.as_slice())
}

/// The summary of the documents of a place, for the next build, given the digest of all that they are read with.
#[must_use]
pub fn summary(inputs: &PageInputs<'_>, place: &str, made_from: ValuesDigest) -> PlaceSummary {
    let (context, site) = (inputs.context, inputs.context.site);
    if let Some(known) = known(inputs, place) {
        let figures = known_figures(inputs, known).map(<[MeasureSummary]>::to_vec);
        let figures = figures.unwrap_or_else(|| measures(inputs, place));
        return PlaceSummary { measures: inputs.measures, figures, ..known.clone() };
    }
    let at = site.places.iter().position(|one| one.id == place);
    let issues = at.and_then(|at| inputs.issues(|| issues::of_places(context)).get(at));
    PlaceSummary {
        place: place.to_owned(),
        made_from,
        documents: site.documents_at(place).filter_map(|one| document_summary(inputs, one)).collect(),
        findings: Vec::new(),
        named_files: Vec::new(),
        measures: inputs.measures,
        figures: measures(inputs, place),
        said: site.measures.iter().enumerate().map(|one| said_of(site, place, one)).collect(),
        population: site.place(place).and_then(|place| place::population_summary(context, place)),
        outcomes: outcomes(site.documents_at(place)),
        issues: issues.cloned().unwrap_or_default(),
    }
}

fn newest_year(site: &Restricted) -> i32 {
    site.years().first().copied().unwrap_or_default()
}

fn measures(inputs: &PageInputs<'_>, place: &str) -> Vec<MeasureSummary> {
    let site = inputs.context.site;
    let year = newest_year(site);
    let summary = |measure: &Measure| {
        let years = Measured::at_place(site.documents_at(place), measure);
        MeasureSummary {
            course: glance::course_summary(&years),
            shown: home::shown(inputs.context, &years, year),
            ..movement::summary(years, year)
        }
    };
    inputs.figures.measures.iter().map(summary).collect()
}

fn document_summary(inputs: &PageInputs<'_>, document: &Document) -> Option<DocumentSummary> {
    Some(DocumentSummary {
        path: document.path.clone(),
        form: document.form.id.clone(),
        title: document.title.clone(),
        updated: document.history.updated.map(|day| day.iso()),
        record_pages: document.record_pages.clone(),
        digest: inputs.digest_of(document)?,
        links: inputs.links(document),
        terms: inputs.texts(document).terms.clone(),
        relations: data::tallies_of(document, inputs.context.site).iter().map(Tally::counts).collect(),
        withholds: withholds(document),
        indicators: indicators::count(document),
        issues: compare::issues::count(document),
        tables: data::tables_of(document),
        files: files_of_documents([document]).into_iter().collect(),
    })
}

/// What came of the targets of a place, by fiscal year.
fn outcomes<'d>(documents: impl Iterator<Item = &'d Document>) -> BTreeMap<i32, [usize; 3]> {
    let documents: Vec<&Document> = documents.collect();
    let years = documents.chunk_by(|one, other| one.year == other.year);
    years.filter_map(|of_year| Some((of_year.first()?.year, outcomes_of(of_year.iter().copied())))).collect()
}
