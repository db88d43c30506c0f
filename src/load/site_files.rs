//! Files that a site has once: their names, and what each is read into.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{
    Settings, Site, read_errata, read_glossary, read_measures, read_places, read_redirects, read_shares,
};
use crate::record::Node;
use crate::source::{Findings, Reporter};

use super::read::read_yaml;
use super::role::{ContentFile, FileRole};

type ReadSiteFile = fn(&mut Site, &Node, &mut Reporter<'_>);

/// Files directly in `content/`. A later one may refer to what an earlier one says, and all to the forms.
pub(super) const SITE_FILES: [(&str, ReadSiteFile); 7] = [
    ("site.yaml", |site, node, reporter| site.settings = Settings::read(node, reporter)),
    ("places.yaml", |site, node, reporter| {
        site.places = read_places(node, reporter).into_iter().map(Arc::new).collect();
    }),
    ("glossary.yaml", |site, node, reporter| site.glossary = read_glossary(node, reporter)),
    ("measures.yaml", |site, node, reporter| {
        site.measures = read_measures(node, &site.forms, reporter);
    }),
    ("redirects.yaml", |site, node, reporter| site.redirects = read_redirects(node, reporter)),
    ("errata.yaml", |site, node, reporter| site.errata = read_errata(node, reporter)),
    ("shares.yaml", |site, node, reporter| {
        site.shares = read_shares(node, &site.places, reporter);
    }),
];

/// Reads those that are there.
pub(super) fn read(entries: &[ContentFile], site: &mut Site, findings: &mut Findings) {
    let single = entries.iter().filter(|entry| entry.role == FileRole::Single);
    let by_name: BTreeMap<&str, &ContentFile> = single.map(|entry| (entry.path.as_str(), entry)).collect();
    for (name, read) in SITE_FILES {
        if let Some((source, node)) = by_name.get(name).and_then(|entry| read_yaml(entry, findings)) {
            read(site, &node, &mut Reporter::new(&source, findings));
        }
    }
}
