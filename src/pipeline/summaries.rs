//! The summaries that a build leaves for the next one: of which places there are any.

use std::collections::{BTreeMap, BTreeSet};

use crate::load;
use crate::markdown::LinkTarget;
use crate::model::{Document, PlaceDigests, Site};
use crate::sink::ValuesDigest;
use crate::source::Findings;
use crate::text::{Date, page_path};

/// The places of a site, not restricted yet, whose documents the next build need not read where they and all that they are compared
/// with stay as they are; each with the digest of that. Nothing was found in them, and what pages show of them depends on no other
/// place but by the digests of pages.
pub(super) fn places(site: &Site, findings: &Findings, digests: &PlaceDigests) -> BTreeMap<String, ValuesDigest> {
    if site.settings.small_numbers.is_some() || site.frozen.is_some() {
        return BTreeMap::new();
    }
    let of_finding = findings.iter().flat_map(|finding| {
        let related = finding.related.iter().map(|(position, _)| position);
        std::iter::once(&finding.position).chain(related).map(|position| position.source.path())
    });
    let of_findings = of_finding.map(|path| path.strip_prefix("content/").unwrap_or(path));
    let waiting = site.drafts.keys().chain(&site.unread).map(String::as_str);
    let busy: BTreeSet<String> = of_findings.chain(waiting).filter_map(load::place_of).collect();
    let quiet = site.places.iter().filter(|place| !busy.contains(&place.id));
    let quiet = quiet.filter(|place| site.documents_at(&place.id).all(stands_alone));
    quiet.filter_map(|place| Some((place.id.clone(), digests.of(place)?))).collect()
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
