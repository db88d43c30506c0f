//! The sources of the pages of a year: settings, places, forms, glossary, measures, pages, the year's documents and
//! images, and the theme. Files are written from the restricted site, so that none contains more than its pages.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use crate::error::Result;
use crate::model::Settings;
use crate::restrict::{Restricted, files_of};
use crate::{theme, write};

/// The files of a site of one year, by their path below its root.
pub fn of_year(root: &Path, site: &Restricted, year: i32) -> Result<Vec<(String, Vec<u8>)>> {
    let documents = site.documents_of(year);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut put = |path: &str, text: String| files.push((format!("content/{path}"), text.into_bytes()));
    // Small numbers are withheld already. With one year alone more of them would seem to be small.
    put("site.yaml", write::settings(&Settings { small_numbers: None, ..site.settings.clone() }));
    // Who sent nothing for everybody is not named.
    let of = documents.iter().flat_map(|document| {
        let place = &document.place;
        [Some(place.id.as_str()), place.prefecture.as_deref(), place.belongs_to.as_deref()]
    });
    let place_ids: BTreeSet<&str> = of.flatten().collect();
    let places = site.places.iter().filter(|place| place_ids.contains(place.id.as_str()));
    put("places.yaml", write::places(places.map(AsRef::as_ref)));
    if !site.glossary.is_empty() {
        put("glossary.yaml", write::glossary(&site.glossary));
    }
    if !site.measures.is_empty() {
        put("measures.yaml", write::measures(&site.measures));
    }
    site.forms.iter().for_each(|form| put(&format!("forms/{}.yaml", form.id), write::form(form)));
    site.pages.iter().for_each(|page| put(&page.path, write::page(page)));
    files.par_extend(documents.par_iter().flat_map_iter(|document| {
        let own = (document.path.clone(), write::document(document));
        let all = std::iter::once(own).chain(write::record_files(document));
        all.map(|(path, text)| (format!("content/{path}"), text.into_bytes()))
    }));
    for path in files_of(site, documents) {
        let image = site.images.get(&path).map(|image| &image.bytes);
        let bytes = image.or_else(|| site.attachments.get(&path).map(|attachment| &attachment.bytes));
        files.extend(bytes.map(|bytes| (format!("content/{path}"), bytes.clone())));
    }
    let name = &site.settings.theme;
    files.extend(
        theme::source_files(root, name)?.into_iter().map(|(path, bytes)| (format!("themes/{name}/{path}"), bytes)),
    );
    Ok(files)
}
