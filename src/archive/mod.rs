//! A year preserved for a long time: a bag with its pages, their sources, and its data.
//!
//! ```text
//! output/archive/2021/
//!   bagit.txt, bag-info.txt, manifest-*.txt, tagmanifest-*.txt
//!   addresses.txt      every address and anchor of the pages, which must never die
//!   data/content/      content/ and themes/: a site from which the same pages are rendered again
//!   data/site/         the pages; they need no script, no server, no other host
//!   data/data/         the tables
//! output/archive/2021.zip, 2021.zip.sha256: the same in one file, where somebody asked for it
//! ```
//!
//! The pages are rendered from `data/content/` and nothing else, by the function that verifies them later: what a bag holds and
//! what is rendered from it again cannot differ.

mod addresses;
mod error;
mod existing;
mod pack;
mod redirect_index;
mod sources;
mod unpack;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::bag;
use crate::error::{Error, Result};
use crate::form::Audience;
use crate::load::{self, Options};
use crate::model::Frozen;
use crate::output::{self, Output};
use crate::pages;
use crate::restrict::{Restricted, restrict};
use crate::source::Findings;
use crate::text::Date;

use addresses::addresses;
pub use addresses::{SiteAddresses, attach, files_looked_for};
pub use existing::{ArchivedYear, errata, list, page};
pub use unpack::{Opened, open};

/// What to freeze, and when.
#[derive(Clone, Debug)]
pub struct Freeze<'a> {
    /// The folder with `content/`.
    pub root: &'a Path,
    /// Where archives lie: `output/archive`.
    pub folder: &'a Path,
    /// The fiscal year to archive: 2021 is April 2021 to March 2022.
    pub year: i32,
    /// The day of archiving, which the bag and its name state.
    pub date: Date,
    /// The program and its version, for `bag-info.txt`.
    pub agent: &'a str,
    /// Whether an archive of the year that is there already is renamed and replaced.
    pub replace: bool,
    /// Whether it is packed into one file, too.
    pub zip: bool,
}

/// The archive that was written.
#[derive(Clone, Debug)]
pub struct FrozenYear {
    /// The folder of the bag.
    pub folder: PathBuf,
    /// The archive that was replaced, under its new name, where there was one.
    pub old: Option<PathBuf>,
    /// Files of the pages.
    pub pages: usize,
    /// The bag in one file, where that was asked for.
    pub zip: Option<PathBuf>,
}

/// Archives a year of a site as everybody may see it, which has no errors among its findings. Either the whole bag is there afterwards or nothing.
///
/// # Errors
/// When the year has findings or no documents, an archive of it is there, or a file cannot be read or written.
pub fn freeze(what: &Freeze<'_>, site: &Restricted, findings: &Findings) -> Result<FrozenYear> {
    let target = what.folder.join(what.year.to_string());
    ready(what, site, findings, &target)?;
    fs::create_dir_all(what.folder).map_err(Error::at(what.folder))?;
    let new = tempfile::Builder::new().prefix("archive.new-").tempdir_in(what.folder)?;
    let data = new.path().join("data");
    let root = data.join("content");
    let sources = sources::of_year(what.root, site, what.year)?;
    write_all(&root, &sources)?;
    let living = site.settings.base_url.clone().unwrap_or_default();
    let (frozen, output) = render(&root, &Frozen { year: what.year, date: what.date, living })?;
    complete(&frozen, site, what.year)?;
    let files: Vec<(String, Vec<u8>)> = output.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    write_all(&data.join("site"), &files)?;
    let tables = files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("data/")?.to_owned(), bytes.clone())));
    write_all(&data.join("data"), &tables.collect::<Vec<_>>())?;
    fs::write(new.path().join("addresses.txt"), addresses(&frozen, &output))?;
    bag::write(new.path(), &information(what, site))?;
    let old = existing::is_own_folder(&target)?.then(|| replace_existing(what, &target)).transpose()?;
    output::rename(&new.keep(), &target).map_err(Error::at(&target))?;
    let zip = what.zip.then(|| pack::pack(what.folder, what.year)).transpose()?;
    Ok(FrozenYear { folder: target, old, pages: files.len(), zip })
}

/// Packs a year that is frozen already, after proving it; `None` where it is not.
///
/// # Errors
/// When the archive was altered, or a file cannot be read or written.
pub fn pack(folder: &Path, year: i32) -> Result<Option<PathBuf>> {
    let bag = folder.join(year.to_string());
    if !existing::is_own_folder(&bag)? {
        return Ok(None);
    }
    if !bag::verify(&bag, &bag::VerifyProgress::default()).is_valid() {
        return Err(error::altered(&bag));
    }
    pack::pack(folder, year).map(Some)
}

/// Refuses what cannot or must not be frozen.
fn ready(what: &Freeze<'_>, site: &Restricted, findings: &Findings, target: &Path) -> Result<()> {
    if site.documents_of(what.year).is_empty() {
        return Err(error::no_documents(what.year));
    }
    if site.settings.base_url.is_none() {
        return Err(error::no_address());
    }
    let folder = format!("content/{}/", what.year);
    let open: BTreeSet<&str> = findings
        .iter()
        .filter(|finding| finding.accepted.is_none())
        .map(|finding| finding.position.source.path())
        .filter(|path| path.starts_with(&folder))
        .collect();
    if !open.is_empty() {
        return Err(error::findings(what.year, &open.into_iter().collect::<Vec<_>>()));
    }
    if target.exists() && !what.replace {
        return Err(error::exists(target));
    }
    Ok(())
}

/// The old archive is verified before it is replaced: one that was altered is for people to look at.
fn replace_existing(what: &Freeze<'_>, target: &Path) -> Result<PathBuf> {
    if !bag::verify(target, &bag::VerifyProgress::default()).is_valid() {
        return Err(error::altered(target));
    }
    let name = format!("{}.old-{}", what.year, what.date.iso());
    let old = what.folder.join(&name);
    if old.exists() {
        return Err(error::exists(&old));
    }
    pack::replace(what.folder, what.year, &name)?;
    output::rename(target, &old).map_err(Error::at(&old))?;
    Ok(old)
}

/// Makes the pages of a frozen year from the sources in its bag.
///
/// # Errors
/// When the sources cannot be read, or the theme has a mistake.
pub fn render(root: &Path, frozen: &Frozen) -> Result<(Restricted, Output)> {
    // Links to other years lead to the live site; in the year alone they look broken, so findings mean nothing here.
    let (mut site, _) = load::load(root, Options { drafts: false })?;
    site.settings.base_url = Some(format!("{}archive/{}/", frozen.living, frozen.year));
    site.frozen = Some(frozen.clone());
    let site = restrict(site, Audience::Public);
    let theme = pages::theme(root, &site)?;
    let output = Output::collect(|sink| pages::render_site(&site, &theme, sink))?;
    Ok((site, output))
}

/// Refuses a bag in which something is missing that was read: a file may be too large once it is written out.
fn complete(frozen: &Restricted, public: &Restricted, year: i32) -> Result<()> {
    let paths = |site: &Restricted| -> Vec<String> {
        let documents = site.documents_of(year).iter().map(|document| document.path.clone());
        documents.chain(site.pages.iter().map(|page| page.path.clone())).collect()
    };
    let found: BTreeSet<String> = paths(frozen).into_iter().collect();
    match paths(public).into_iter().find(|path| !found.contains(path)) {
        Some(path) => Err(error::lost(&path)),
        None => Ok(()),
    }
}

fn information(what: &Freeze<'_>, site: &Restricted) -> Vec<(String, String)> {
    let settings = &site.settings;
    let year = crate::text::era::fiscal_year_both(what.year);
    let entry = |label: &str, value: String| (label.to_owned(), value);
    vec![
        entry("Source-Organization", settings.publisher.clone()),
        entry("External-Description", format!("{} {year}", settings.title)),
        entry(
            "External-Identifier",
            format!("{}archive/{}/", settings.base_url.clone().unwrap_or_default(), what.year),
        ),
        entry("Bagging-Date", what.date.iso()),
        entry("Bag-Software-Agent", what.agent.to_owned()),
    ]
}

/// Makes the pages of a bag again from its own sources and names every file that differs.
///
/// # Errors
/// When nenpo did not write the bag, or its sources cannot be read.
pub fn rebuild(bag: &Path) -> Result<Vec<String>> {
    let info = bag::text_of_regular(&bag.join("bag-info.txt"), bag::MOST_OF_A_TAG_FILE).map_err(Error::at(bag))?;
    let entry = |label: &str| bag::info(&info).into_iter().find(|(own, _)| own == label).map(|(_, value)| value);
    let frozen = entry("External-Identifier").zip(entry("Bagging-Date")).and_then(|(address, date)| {
        let (living, year) = address.strip_suffix('/')?.rsplit_once("archive/")?;
        Some(Frozen { year: year.parse().ok()?, date: Date::parse(&date, None)?, living: living.to_owned() })
    });
    let frozen = frozen.ok_or_else(|| error::foreign(bag))?;
    let (_, output) = render(&bag.join("data/content"), &frozen)?;
    let site = bag.join("data/site");
    let differs = |(path, bytes): (&str, &[u8])| {
        let most = bytes.len() as u64;
        let same = bag::bytes_of_regular(&site.join(path), most).is_ok_and(|old| old == bytes);
        (!same).then(|| path.to_owned())
    };
    let mut different: Vec<String> = output.iter().filter_map(differs).collect();
    for entry in walkdir::WalkDir::new(&site).sort_by_file_name().into_iter().flatten() {
        if entry.file_type().is_file() {
            let path = bag::slashes(entry.path().strip_prefix(&site).unwrap_or(entry.path()));
            if output.get(&path).is_none() && !bag::is_left_behind(&path) {
                different.push(path);
            }
        }
    }
    Ok(different)
}

fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<()> {
    let folders: BTreeSet<PathBuf> =
        files.iter().filter_map(|(path, _)| folder.join(path).parent().map(Path::to_owned)).collect();
    for folder in folders.iter().chain([&folder.to_owned()]) {
        fs::create_dir_all(folder).map_err(Error::at(folder))?;
    }
    let written: Vec<Result<()>> = files
        .par_iter()
        .map(|(path, bytes)| {
            let path = folder.join(path);
            fs::write(&path, bytes).map_err(Error::at(&path))
        })
        .collect();
    written.into_iter().collect()
}
