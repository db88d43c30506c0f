//! Files that a site has once: their names, and what each is read into.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{
    Settings, Site, read_errata, read_glossary, read_measures, read_places, read_redirects, read_shares,
};
use crate::record::Node;
use crate::source::{Findings, Source};

use super::read::read_yaml;
use super::role::{ContentFile, FileRole};

type ReadSiteFile = fn(&mut Site, &Node, &Arc<Source>, &mut Findings);

/// Files directly in `content/`. A later one may refer to what an earlier one says, and all to the forms.
pub(super) const SITE_FILES: [(&str, ReadSiteFile); 7] = [
    ("site.yaml", |site, node, source, findings| site.settings = Settings::read(node, source, findings)),
    ("places.yaml", |site, node, source, findings| {
        site.places = read_places(node, source, findings).into_iter().map(Arc::new).collect();
    }),
    ("glossary.yaml", |site, node, source, findings| site.glossary = read_glossary(node, source, findings)),
    ("measures.yaml", |site, node, source, findings| {
        site.measures = read_measures(node, source, &site.forms, findings);
    }),
    ("redirects.yaml", |site, node, source, findings| site.redirects = read_redirects(node, source, findings)),
    ("errata.yaml", |site, node, source, findings| site.errata = read_errata(node, source, findings)),
    ("shares.yaml", |site, node, source, findings| {
        site.shares = read_shares(node, source, &site.places, findings);
    }),
];

/// Reads those that are there.
pub(super) fn read(entries: &[ContentFile], site: &mut Site, findings: &mut Findings) {
    let single = entries.iter().filter(|entry| entry.role == FileRole::Single);
    let by_name: BTreeMap<&str, &ContentFile> = single.map(|entry| (entry.path.as_str(), entry)).collect();
    for (name, read) in SITE_FILES {
        if let Some((source, node)) = by_name.get(name).and_then(|entry| read_yaml(entry, findings)) {
            read(site, &node, &source, findings);
        }
    }
}
