//! Images of `content/`. Only those are published that a text in the edition shows or links to: an image beside a
//! document may belong to a section that is not public.

use std::collections::BTreeSet;

use crate::form::Audience;
use crate::model::Site;
use crate::text::page_path;
use crate::value::Prose;

use super::{Edition, File};

/// The images of the edition.
pub fn published(edition: Edition<'_>) -> Vec<File> {
    let wanted = wanted(edition.site, edition.audience);
    let images = edition.site.images.iter().filter(|(path, _)| wanted.contains(*path));
    images
        .map(|(path, image)| File {
            path: address(path),
            bytes: image.bytes.clone().into(),
            more: false,
            from: format!("content/{path}"),
        })
        .collect()
}

/// The bytes of the image published at an address, where one is.
pub fn at(edition: Edition<'_>, path: &str) -> Option<Vec<u8>> {
    let (own, image) = edition.site.images.iter().find(|(own, _)| address(own) == path)?;
    wanted(edition.site, edition.audience).contains(own).then(|| image.bytes.clone())
}

/// The paths below `content/` of the images that texts for these readers show or link to.
pub fn wanted(site: &Site, audience: Audience) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    let mut look = |prose: &Prose, file: &str| {
        let shown = prose.outline().images.iter().map(|image| &image.target);
        let linked = prose.outline().links.iter().map(|link| &link.target);
        wanted.extend(
            shown.chain(linked).filter_map(|target| page_path::resolve(file, page_path::split_fragment(target).0)),
        );
    };
    for document in &site.documents {
        document.each_prose(&mut |prose, own| {
            if own.visible_in(audience) {
                look(prose, &document.path);
            }
        });
    }
    site.pages.iter().for_each(|page| look(&page.body, &page.path));
    site.glossary.iter().for_each(|term| look(&term.meaning, "glossary.yaml"));
    wanted.retain(|path| site.images.contains_key(path));
    wanted
}

/// Where an image of `content/` is published.
pub fn address(path: &str) -> String {
    path.strip_prefix("pages/").unwrap_or(path).to_owned()
}
