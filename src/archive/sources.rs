//! What the pages of a year are made from: settings, places, forms, glossary, measures, pages, the year's documents and
//! images, and the theme.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::form::Audience;
use crate::model::Site;
use crate::restrict::Restricted;
use crate::theme;

use super::redact;

/// The files of a site of one year, by their path below its root.
pub fn of_year(root: &Path, site: &Site, public: &Restricted, year: i32) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let folder = format!("{year}/");
    for (image, found) in &public.images {
        if image.starts_with(&folder) || image.starts_with("pages/") {
            // As it was read, not its file again, which tells more than the picture.
            files.push((format!("content/{image}"), found.bytes.clone()));
        }
    }
    for name in ["site.yaml", "glossary.yaml", "measures.yaml"] {
        let file = root.join("content").join(name);
        if file.is_file() {
            let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            files.push((format!("content/{name}"), redact::yaml(&text).into_bytes()));
        }
    }
    files.extend(
        site.pages.iter().map(|page| (format!("content/{}", page.path), redact::page(&page.source).into_bytes())),
    );
    let mut kept = BTreeSet::new();
    for document in site.documents_of(year) {
        if document.audience.visible_in(Audience::Public) && !document.draft {
            files.push((format!("content/{}", document.path), redact::document(document).into_bytes()));
            kept.extend([Some(document.place.id.as_str()), document.place.prefecture.as_deref()].into_iter().flatten());
        }
    }
    // Who sent nothing for everybody is not named.
    if let Some(place) = site.places.first() {
        let text = redact::places(&place.position.source, &kept);
        files.push(("content/places.yaml".to_owned(), text.into_bytes()));
    }
    files.extend(site.forms.iter().map(|form| (form.source.path().to_owned(), redact::form(form).into_bytes())));
    let name = &site.settings.theme;
    for (path, bytes) in theme::whole(root, name)? {
        files.push((format!("themes/{name}/{path}"), bytes));
    }
    Ok(files)
}
