//! Writing a bag around a payload that lies in its `data/` already.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::error::{Error, Result};

use super::hash::{Algorithm, sums};
use super::{manifest, tags};

/// The checksums of the bags that nenpo writes: one that every tool knows, and the strongest that RFC 8493 asks tools to know.
const OURS: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sha512];

/// Makes a folder with a payload in `data/` a bag: writes the declaration, `bag-info.txt` with `info` and the size of the
/// payload, manifests, and last the manifests of these files. Other files that lie there already are tag files.
///
/// The same payload and information give the same bytes.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(folder: &Path, info: &[(String, String)]) -> Result<()> {
    let payload = hashed(folder, &folder.join("data"))?;
    let bytes: u64 = payload.values().map(|file| file.length).sum();
    let mut info = info.to_vec();
    info.push(("Payload-Oxum".to_owned(), format!("{bytes}.{}", payload.len())));
    put(folder, "bagit.txt", tags::OURS)?;
    put(folder, "bag-info.txt", &tags::write_info(&info))?;
    for algorithm in OURS {
        put(folder, &format!("manifest-{}.txt", algorithm.name()), &lines(&payload, algorithm))?;
    }
    let mut files = hashed(folder, folder)?;
    files.retain(|path, _| !path.starts_with("data/"));
    for algorithm in OURS {
        put(folder, &format!("tagmanifest-{}.txt", algorithm.name()), &lines(&files, algorithm))?;
    }
    Ok(())
}

/// A file's length and sums.
struct Hashed {
    length: u64,
    sums: Vec<(Algorithm, String)>,
}

/// All files below `from`, by their path below `folder`.
fn hashed(folder: &Path, from: &Path) -> Result<BTreeMap<String, Hashed>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(from).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::at(from)(error.into()))?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    let progress = AtomicU64::new(0);
    let read: Vec<Result<(String, Hashed)>> = files
        .par_iter()
        .map(|path| {
            let (length, sums) = sums(path, &OURS, &progress).map_err(Error::at(path))?;
            Ok((slashes(path.strip_prefix(folder).unwrap_or(path)), Hashed { length, sums }))
        })
        .collect();
    read.into_iter().collect()
}

fn lines(files: &BTreeMap<String, Hashed>, algorithm: Algorithm) -> String {
    let sum = |file: &Hashed| file.sums.iter().find(|(own, _)| *own == algorithm).map(|(_, sum)| sum.clone());
    let sums: Vec<(&str, String)> = files.iter().filter_map(|(path, file)| Some((path.as_str(), sum(file)?))).collect();
    manifest::write(sums.iter().map(|(path, sum)| (*path, sum.as_str())))
}

fn put(folder: &Path, name: &str, text: &str) -> Result<()> {
    let path = folder.join(name);
    fs::write(&path, text).map_err(Error::at(&path))
}

/// A path with `/` between its parts.
pub fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
