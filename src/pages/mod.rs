//! One file per kind of page. To add a kind: write its file, and one line in [`PAGES`].
//!
//! A kind lists its pages; each page is made on its own, in parallel, from the site and nothing else.

mod content;
mod document;
mod figures;
mod frame;
mod glossary;
mod home;
mod not_found;
mod place;
mod robots;
mod sheet_table;
mod writer;
mod year;

use rayon::prelude::*;

use crate::form::Audience;
use crate::model::Site;
use crate::theme::{Theme, ThemeError};
use crate::view::View;

/// The site being rendered, for whom, and with which theme.
#[derive(Clone, Copy)]
pub struct Edition<'a> {
    /// What was read.
    pub site: &'a Site,
    /// Its templates and words.
    pub theme: &'a Theme,
    /// Who will read it.
    pub audience: Audience,
}

/// A page still to be made.
pub struct Page<'a> {
    /// Its address.
    pub path: String,
    /// The template that shows it.
    pub template: &'static str,
    /// What the template sees, and files beside the page.
    pub make: Box<dyn Fn() -> Made + Send + Sync + 'a>,
}

/// What a page is made of.
#[derive(Default)]
pub struct Made {
    /// What the template sees.
    pub view: View,
    /// Files beside the page: path and bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

impl From<View> for Made {
    fn from(view: View) -> Made {
        Made { view, files: Vec::new() }
    }
}

/// All kinds of pages: each lists its pages.
pub const PAGES: &[for<'a> fn(Edition<'a>) -> Vec<Page<'a>>] = &[
    home::pages,
    year::pages,
    document::pages,
    place::pages,
    glossary::pages,
    content::pages,
    not_found::pages,
    robots::pages,
];

/// Renders every page; the result does not depend on threads.
///
/// # Errors
/// The first template mistake in the order of the pages.
pub fn render(edition: Edition<'_>) -> Result<Vec<(String, Vec<u8>)>, ThemeError> {
    let pages: Vec<Page<'_>> = PAGES.iter().flat_map(|list| list(edition)).collect();
    let rendered: Vec<Result<Vec<(String, Vec<u8>)>, ThemeError>> = pages
        .par_iter()
        .map(|page| {
            let Made { view, mut files } = (page.make)();
            let bytes = edition.theme.render(page.template, &page.path, view)?;
            files.push((page.path.clone(), bytes));
            Ok(files)
        })
        .collect();
    let mut all = Vec::with_capacity(rendered.len());
    for files in rendered {
        all.extend(files?);
    }
    for image in &edition.site.images {
        all.push((writer::published_image(image.0), image.1.bytes.clone()));
    }
    Ok(all)
}
