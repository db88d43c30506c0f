//! The summaries that a build leaves for the next one: of which places there are any.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use crate::markdown::LinkTarget;
use crate::model::{
    Document, EncodedSummary, FindingSummary, PlaceDigests, PlaceSummary, PositionSummary, Site, Summaries,
};
use crate::restrict::files_of_documents;
use crate::sink::ValuesDigest;
use crate::source::{Finding, Findings, Mend, Position, Severity, Source, Span, Words, words};
use crate::text::{Date, page_path};
use crate::{catalogue, checks, load};

/// The places whose documents the next build need not read where they and all that they are compared with stay as they are.
#[derive(Default)]
pub(super) struct QuietPlaces {
    /// By their ids, each with the digest of what that is.
    pub digests: BTreeMap<String, ValuesDigest>,
    /// What the rules found in them.
    findings: BTreeMap<String, Vec<FindingSummary>>,
    /// The files that their documents name, read before anything was taken out.
    named_files: BTreeMap<String, Vec<String>>,
}

impl QuietPlaces {
    /// Those of a site that is not restricted yet, given what was found in it. What pages show of them depends on no other place but by
    /// the digests of pages.
    pub fn of(site: &Site, findings: &Findings, digests: &PlaceDigests) -> QuietPlaces {
        let mut quiet = QuietPlaces::default();
        if site.settings.small_numbers.is_some() || site.frozen.is_some() {
            return quiet;
        }
        let drafts = site.documents.iter().filter(|document| document.draft).map(|document| &document.path);
        let waiting = site.drafts.keys().chain(&site.unread).chain(drafts).filter_map(|path| load::place_of(path));
        let waiting: BTreeSet<String> = waiting.collect();
        // Whether a draft is taken along is the matter of each run.
        let compared = site.places.iter().filter(|place| place.related().any(|id| waiting.contains(id)));
        let mut busy: BTreeSet<String> = compared.map(|place| place.id.clone()).collect();
        for finding in findings {
            match place_of(&finding.position) {
                // Who looks at a document alone finds the same in it again.
                Some(place) if finding.accepted.is_none() && checks::is_of_document(finding.code) => {
                    quiet.findings.entry(place).or_default().push(summary_of(finding));
                }
                place => {
                    busy.extend(place);
                    busy.extend(finding.related.iter().filter_map(|(position, _)| place_of(position)));
                }
            }
        }
        let places = site.places.iter().filter(|place| !busy.contains(&place.id));
        let places = places.filter(|place| site.documents_at(&place.id).all(stands_alone));
        quiet.digests = places.filter_map(|place| Some((place.id.clone(), digests.of(place)?))).collect();
        let named = quiet.digests.keys().map(|place| (place.clone(), named_files(site, place)));
        quiet.named_files = named.collect();
        quiet
    }

    /// Adds to the summaries what only the whole documents tell.
    pub fn add_to(&mut self, summaries: &mut [EncodedSummary]) {
        for summary in summaries {
            summary.findings = self.findings.remove(&summary.place).unwrap_or_default();
            summary.named_files = self.named_files.remove(&summary.place).unwrap_or_default();
        }
    }
}

/// The images and attachments that the documents of a place name, whoever may know it.
fn named_files(site: &Site, place: &str) -> Vec<String> {
    let documents: Vec<&Document> = site.documents_at(place).collect();
    let known = documents.iter().find_map(|document| document.content.place_summary());
    let mut named = files_of_documents(documents.clone());
    named.extend(known.into_iter().flat_map(|summary| summary.named_files.iter().cloned()));
    named.into_iter().collect()
}

/// The id of the place whose file a position is in.
fn place_of(position: &Position) -> Option<String> {
    load::place_of(position.source.path().strip_prefix("content/")?)
}

fn summary_of(finding: &Finding) -> FindingSummary {
    let both = |Words { ja, en }: &Words| [ja.clone(), en.clone()];
    let position = |position: &Position| PositionSummary {
        path: position.source.path().to_owned(),
        span: (position.span.start(), position.span.end()),
        offset: position.offset,
    };
    // Every part is named: a new one is to be in the summary.
    let Finding { code, severity, position: at, message, hint, mends, related, field, check, accepted: _ } = finding;
    FindingSummary {
        code: code.name.to_owned(),
        is_error: *severity == Severity::Error,
        position: position(at),
        message: both(message),
        hint: hint.as_ref().map(both),
        mends: mends.iter().map(|mend| (mend.span.start(), mend.span.end(), mend.text.clone())).collect(),
        related: related.iter().map(|(at, why)| (position(at), both(why))).collect(),
        field: field.clone(),
        check: check.clone(),
    }
}

/// What was found in the documents of a site that were not read, given the folder of the site; none where one of the files cannot be read
/// any more.
pub(super) fn findings(root: &Path, site: &Site, summaries: &Summaries) -> Option<Findings> {
    let mut files = FilesWithFindings { root, known: HashMap::new() };
    let mut found = Findings::new();
    let unread = |summary: &&PlaceSummary| {
        summary.documents.iter().any(|one| {
            let document = site.document(&one.path);
            document.is_some_and(|document| document.content.summary().is_some())
        })
    };
    for finding in summaries.of_all(&site.places).filter(unread).flat_map(|summary| &summary.findings) {
        let words = |[ja, en]: &[String; 2]| words(ja.clone(), en.clone());
        let mut told =
            Finding::new(catalogue::find(&finding.code)?, files.position(&finding.position)?, Words::default());
        told.severity = if finding.is_error { Severity::Error } else { Severity::Warning };
        told.message = words(&finding.message);
        told.hint = finding.hint.as_ref().map(words);
        let mends =
            finding.mends.iter().map(|(from, to, text)| Mend { span: Span::new(*from, *to), text: text.clone() });
        told.mends = mends.collect();
        for (position, why) in &finding.related {
            told.related.push((files.position(position)?, words(why)));
        }
        (told.field, told.check) = (finding.field.clone(), finding.check.clone());
        found.push(told);
    }
    Some(found)
}

/// The files in which something was found, read once.
struct FilesWithFindings<'r> {
    root: &'r Path,
    known: HashMap<String, Arc<Source>>,
}

impl FilesWithFindings<'_> {
    fn position(&mut self, PositionSummary { path, span, offset }: &PositionSummary) -> Option<Position> {
        if !self.known.contains_key(path) {
            self.known.insert(path.clone(), load::source(self.root, path)?);
        }
        let source = Arc::clone(self.known.get(path)?);
        Some(Position { source, span: Span::new(span.0, span.1), offset: *offset })
    }
}

/// Whether a document has nothing that its summary does not tell.
fn stands_alone(document: &Document) -> bool {
    document.content.summary().is_some()
        || !document.draft
            && document.accepts.is_empty()
            && document.endings.is_empty()
            && document.follows.is_none()
            && document.history.corrections.is_empty()
            && document.history.updated.is_none_or(|updated| matches!(updated, Date::Day(_)))
            && leads_to_no_other_place(document)
}

fn leads_to_no_other_place(document: &Document) -> bool {
    let is_near =
        |path: &str| path.starts_with("pages/") || load::place_of(path).is_some_and(|place| place == document.place.id);
    let mut near = document.attached_files().all(|(file, _)| is_near(&file.path));
    document.each_prose(&mut |prose, _| {
        let outline = prose.outline();
        let links = outline.links.iter().map(|link| (link.kind, &link.target));
        let targets = links.chain(outline.images.iter().map(|image| (image.kind, &image.target)));
        near &= targets.filter(|(kind, _)| *kind == LinkTarget::File).all(|(_, target)| {
            let (file, _) = page_path::split_fragment(target);
            // Of a record that is a file of its own, links are relative to that.
            [document.path_of(prose), &document.path]
                .iter()
                .all(|from| page_path::content_file(from, file).is_some_and(|path| is_near(&path)))
        });
    });
    near
}
