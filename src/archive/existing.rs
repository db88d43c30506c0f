//! The archives next to the live site: which there are, and whether they are as they were written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bag;
use crate::error::{Error, Result};
use crate::model::{Archived, Site};
use crate::source::Findings;

use super::{error, pack};

/// An archive and the pages in it that the living site carries.
#[derive(Clone, Debug)]
pub struct ArchivedYear {
    /// What the live site shows of it.
    pub archived: Archived,
    /// Its pages, and its ZIP where there is one: the address in the living site, the file, and its SHA-256.
    pub pages: Vec<(String, PathBuf, String)>,
    /// The addresses it recorded when it was frozen.
    pub addresses: Vec<String>,
}

/// All archives in `output/archive`, newest year first. Each is looked at quickly, by its names and sizes and by whether a
/// file is younger than its checksums; or fully.
///
/// # Errors
/// When one was altered, or cannot be read.
pub fn list(folder: &Path, fully: bool) -> Result<Vec<ArchivedYear>> {
    let mut found = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(error).map_err(Error::at(folder)),
    };
    for entry in entries {
        let path = entry.map_err(Error::at(folder))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(year) = name.parse::<i32>().ok().filter(|_| name.len() == 4) else { continue };
        if !is_own_folder(&path)? {
            continue;
        }
        found.push(check_archive(folder, &path, year, fully)?);
    }
    found.sort_by_key(|archive| -archive.archived.year);
    Ok(found)
}

fn check_archive(folder: &Path, path: &Path, year: i32, fully: bool) -> Result<ArchivedYear> {
    let read = |name: &str| {
        let file = path.join(name);
        bag::text_of_regular(&file, bag::MOST_OF_A_TAG_FILE).map_err(Error::at(&file))
    };
    let sums = bag::payload_sums(&read("manifest-sha256.txt")?);
    let info = bag::info(&read("bag-info.txt")?);
    let entry = |label: &str| info.iter().find(|(own, _)| own == label).map(|(_, value)| value.clone());
    let oxum = entry("Payload-Oxum").unwrap_or_default();
    let (bytes, files) = oxum.split_once('.').unwrap_or_default();
    let size = bytes.parse().ok().zip(files.parse().ok());
    if (fully || !verify_quickly(path, &sums, size)) && !bag::verify(path, &bag::VerifyProgress::default()).is_valid() {
        return Err(error::altered(path));
    }
    let zip = pack::zip(folder, year, fully)?;
    let archived = Archived {
        year,
        date: entry("Bagging-Date").unwrap_or_default(),
        files: size.map_or(0, |(_, files)| files),
        bytes: size.map_or(0, |(bytes, _)| bytes),
        sum: bag::sha256(&path.join("manifest-sha256.txt"))?,
        zip: zip.as_ref().map(|(_, packed)| packed.clone()),
    };
    let pages = sums.into_iter().filter_map(|(file, sum)| {
        let page = file.strip_prefix("data/site/")?;
        Some((format!("archive/{year}/{page}"), path.join(&file), sum))
    });
    let zip = zip.map(|(file, packed)| (archived.zip_page(), file, packed.sum));
    let pages = pages.chain(zip).collect();
    let addresses = read("addresses.txt").unwrap_or_default().lines().map(str::to_owned).collect();
    Ok(ArchivedYear { archived, pages, addresses })
}

/// The page of a frozen year at an address of the living site, where there is one.
pub fn page(archives: &[ArchivedYear], address: &str) -> Option<Result<Vec<u8>>> {
    let (_, file, _) = archives.iter().flat_map(|archive| &archive.pages).find(|(own, ..)| own == address)?;
    Some(bag::bytes_of_regular(file, u64::MAX).map_err(Error::at(file)))
}

/// Whether there is a folder that is no link: what lies in it is copied to the public site, and nothing else may be.
///
/// # Errors
/// When there is something else.
pub(super) fn is_own_folder(path: &Path) -> Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Ok(true),
        Ok(found) if found.is_symlink() => Err(error::no_file(path)),
        _ => Ok(false),
    }
}

/// Whether every file is there, none besides, none but files, none younger than the checksums of the bag, and all of them as long
/// as the bag declares: `size` are its bytes and files.
fn verify_quickly(path: &Path, sums: &[(String, String)], size: Option<(u64, usize)>) -> bool {
    let age = |found: fs::Metadata| found.modified().ok();
    let sealed = fs::symlink_metadata(path.join("tagmanifest-sha256.txt")).ok().filter(fs::Metadata::is_file);
    let Some(sealed) = sealed.and_then(age) else { return false };
    let mut known: BTreeSet<&str> = sums.iter().map(|(file, _)| file.as_str()).collect();
    let mut bytes = 0_u64;
    // From the folder of the bag on, so that a link in place of `data` itself is found.
    for entry in walkdir::WalkDir::new(path) {
        let Some((entry, found)) = entry.ok().and_then(|entry| entry.metadata().ok().map(|found| (entry, found)))
        else {
            return false;
        };
        if found.is_dir() {
            continue;
        }
        let file = bag::slashes(entry.path().strip_prefix(path).unwrap_or(entry.path()));
        let length = found.len();
        let in_time = found.is_file() && age(found).is_some_and(|age| age <= sealed);
        if file.starts_with("data/") {
            if !in_time || !known.remove(file.as_str()) {
                return false;
            }
            bytes += length;
        } else if !entry.file_type().is_file() {
            return false;
        }
    }
    known.is_empty() && size.is_some_and(|(all, files)| all == bytes && files == sums.len())
}

/// Findings on the corrections of a site, given its archives.
pub fn errata(site: &Site, archives: &[ArchivedYear]) -> Findings {
    let addresses = |year| archives.iter().find(|own| own.archived.year == year).map(|own| own.addresses.as_slice());
    let mut findings = Findings::new();
    site.errata
        .iter()
        .filter_map(|erratum| erratum.fault(addresses(erratum.year)))
        .for_each(|fault| findings.push(fault));
    findings
}
