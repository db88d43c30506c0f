//! Images of `content/`. Only those are published that a text in the edition shows or links to: an image beside a
//! document may belong to a section that is not public.

use std::collections::BTreeSet;

use crate::text::page_path;
use crate::value::Prose;

use super::{Edition, File};

/// The images of the edition.
pub fn published(edition: Edition<'_>) -> Vec<File> {
    let site = edition.site;
    let mut wanted = BTreeSet::new();
    let mut look = |prose: &Prose, file: &str| {
        let shown = prose.outline.images.iter().map(|image| &image.target);
        let linked = prose.outline.links.iter().map(|link| &link.target);
        wanted.extend(
            shown.chain(linked).filter_map(|target| page_path::resolve(file, page_path::split_fragment(target).0)),
        );
    };
    for document in &site.documents {
        document.each_prose(&mut |prose, audience| {
            if audience.visible_in(edition.audience) {
                look(prose, &document.path);
            }
        });
    }
    site.pages.iter().for_each(|page| look(&page.body, &page.path));
    site.glossary.iter().for_each(|term| look(&term.meaning, "glossary.yaml"));
    let images = site.images.iter().filter(|(path, _)| wanted.contains(*path));
    images
        .map(|(path, image)| File { path: address(path), bytes: image.bytes.clone(), from: format!("content/{path}") })
        .collect()
}

/// Where an image of `content/` is published.
pub fn address(path: &str) -> String {
    path.strip_prefix("pages/").unwrap_or(path).to_owned()
}
