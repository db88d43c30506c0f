//! The booklet of a year as a PDF, printed by a browser that is installed: tagged, with bookmarks, and with the numbers
//! of pages in its contents.
//!
//! Browsers do not know `target-counter()`: the booklet is printed, the pages of its headings are read from the PDF, their
//! numbers are written into the contents, and it is printed again, until they are right. The new PDF takes the place of the
//! old one when it is whole.

pub mod browser;
mod destinations;
mod error;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use crate::bytes::Bytes;
use crate::compare::Volume;
use crate::error::{Error, Result};
use crate::html::{self, Event};
use crate::output::file::{self, Readers};
use crate::pages::{self, RenderContext};
use crate::sync;
use crate::text::page_path;

use browser::Browser;
use destinations::PrintedPages;

/// The folder of printed booklets in the output folder. No build touches it, and it is no part of the site.
pub const FOLDER: &str = "pdf";

/// How often a booklet is printed at most until the numbers in its contents are right. They have room, and so
/// the second time does.
const MOST_PRINTS: usize = 4;

/// The first version of Chromium that prints the head and the number of a page as its style sheet says.
const MARGINS_SINCE: u32 = 131;

/// What came of printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedBooklet {
    /// How many pages of paper it has.
    pub pages: usize,
    /// Whether its contents have the numbers of pages.
    pub numbered: bool,
    /// The version of the browser, where it is too old to print heads and numbers of pages.
    pub old_browser: Option<u32>,
}

/// Prints a volume into a file, which is written when all went well.
///
/// # Errors
/// When the theme has a mistake, the browser fails, or the file cannot be written; the old file is then as it was.
pub fn print(
    context: RenderContext<'_>,
    volume: Volume<'_>,
    browser: &Browser,
    target: &Path,
) -> Result<PrintedBooklet> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| Error::at(folder)(error))?;
    let folder = fs::canonicalize(folder).map_err(|error| Error::at(folder)(error))?;
    // Browsers that are packed as snaps see no files elsewhere.
    let work = tempfile::Builder::new().prefix("printing-").tempdir_in(&folder);
    let work = work.map_err(|error| Error::at(&folder)(error))?;
    let page = volume.page();
    let html = write_site(context, volume, work.path())?;
    let wanted: HashSet<String> = pages::booklet_entries(&html).into_iter().collect();
    let (at, pdf) = (work.path().join(&page), work.path().join("booklet.pdf"));
    let print_with = |numbers: &BTreeMap<String, usize>| {
        put(&at, pages::numbered_booklet(&html, numbers).as_bytes())?;
        browser.print(&at, &pdf, work.path())?;
        let bytes = fs::read(&pdf).map_err(|error| Error::at(&pdf)(error))?;
        let printed = PrintedPages::read(&bytes).ok_or_else(error::no_pdf)?;
        Ok::<_, Error>((bytes, printed))
    };
    let mut numbers = BTreeMap::new();
    for _ in 0..MOST_PRINTS {
        let (bytes, printed) = print_with(&numbers)?;
        let found: BTreeMap<String, usize> = printed
            .destinations
            .iter()
            .filter(|(id, _)| wanted.contains(*id))
            .map(|(id, at)| (id.clone(), *at))
            .collect();
        if found.len() < wanted.len() {
            break;
        }
        if found == numbers {
            return finish(target, &bytes, &printed, true);
        }
        numbers = found;
    }
    // Without numbers the contents are right all the same.
    let (bytes, printed) = print_with(&BTreeMap::new())?;
    finish(target, &bytes, &printed, wanted.is_empty())
}

fn finish(target: &Path, bytes: &[u8], printed: &PrintedPages, numbered: bool) -> Result<PrintedBooklet> {
    file::replace(target, bytes, Readers::Usual)?;
    let old_browser = printed.version.filter(|version| *version < MARGINS_SINCE);
    Ok(PrintedBooklet { pages: printed.count, numbered, old_browser })
}

/// Writes the booklet's page, and what it shows, into a folder: the style sheets of the theme, and images.
fn write_site(context: RenderContext<'_>, volume: Volume<'_>, folder: &Path) -> Result<String> {
    let page = pages::booklet(context, volume);
    let rendered: Mutex<Vec<u8>> = Mutex::default();
    let keep = |path: &str, bytes: Bytes, _: &str| {
        if path == page.path {
            *sync::lock(&rendered) = bytes.into_vec();
        }
        Ok(())
    };
    pages::render_page(context, &page, &keep)?;
    let html = String::from_utf8_lossy(&sync::into_inner(rendered)).into_owned();
    for asset in context.theme.assets() {
        put(&folder.join(&asset.path), &asset.bytes)?;
    }
    let mut images: HashSet<String> = HashSet::new();
    html::read(html.as_bytes(), |event| {
        if let Event::Open(tag) = event
            && tag.name() == "img"
        {
            let source = tag.attribute("src").and_then(page_path::decode);
            images.extend(source.and_then(|source| page_path::resolve(&page.path, &source)));
        }
    });
    for image in images {
        if let Some(bytes) = pages::published_file(context, &image) {
            put(&folder.join(&image), &bytes)?;
        }
    }
    Ok(html)
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    file::replace(path, bytes, Readers::Usual)
}
