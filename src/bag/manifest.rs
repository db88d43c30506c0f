//! Manifests: a checksum and a path a line.

use std::collections::BTreeMap;

use super::hash::Algorithm;
use super::path;

/// A manifest as read.
#[derive(Debug)]
pub struct BagManifest {
    /// The name of its file: `manifest-sha512.txt`.
    pub name: String,
    /// The algorithm of its checksums, which is in its name.
    pub algorithm: Algorithm,
    /// The sum of each path.
    pub sums: BTreeMap<String, String>,
}

/// A fault in a line of a manifest, or something that is only suspicious.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestIssue {
    /// It is no sum and path.
    Line(usize),
    /// The path leaves the bag.
    Outside(String),
    /// The path is listed twice with two sums.
    Contradiction(String),
    /// The path is listed twice with one sum.
    Twice(String),
    /// Two paths are one where case does not count, or in another normal form.
    Alike(String, String),
    /// The path begins with `./` or `*`, as some tools write it.
    Prefix(String),
    /// A payload manifest lists what is no payload.
    NoPayload(String),
}

/// Reads a manifest; `payload` says that it may list only what lies below `data/`.
pub fn read(name: &str, algorithm: Algorithm, text: &str, payload: bool) -> (BagManifest, Vec<ManifestIssue>) {
    let mut sums: BTreeMap<String, String> = BTreeMap::new();
    let mut alike: BTreeMap<String, String> = BTreeMap::new();
    let mut issues = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let found = line.split_once([' ', '\t']).map(|(sum, rest)| (sum, rest.trim_start_matches([' ', '\t'])));
        let right = |sum: &str| sum.len() == algorithm.digits() && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        let Some((sum, written)) = found.filter(|(sum, written)| right(sum) && !written.is_empty()) else {
            issues.push(ManifestIssue::Line(index + 1));
            continue;
        };
        let bare = written.strip_prefix('*').unwrap_or(written);
        let bare = bare.strip_prefix("./").unwrap_or(bare);
        if bare != written {
            issues.push(ManifestIssue::Prefix(written.to_owned()));
        }
        let file = path::decode(bare);
        if !path::is_inside(&file) {
            issues.push(ManifestIssue::Outside(file));
            continue;
        }
        if payload && !file.starts_with("data/") {
            issues.push(ManifestIssue::NoPayload(file));
            continue;
        }
        let sum = sum.to_ascii_lowercase();
        match sums.get(&file) {
            Some(other) if *other == sum => issues.push(ManifestIssue::Twice(file)),
            Some(_) => issues.push(ManifestIssue::Contradiction(file)),
            None => {
                if let Some(other) = alike.insert(path::folded(&file), file.clone()) {
                    issues.push(ManifestIssue::Alike(other, file.clone()));
                }
                sums.insert(file, sum);
            }
        }
    }
    (BagManifest { name: name.to_owned(), algorithm, sums }, issues)
}

/// The bytes of a manifest, in the order of the paths.
pub fn write<'s>(sums: impl Iterator<Item = (&'s str, &'s str)>) -> String {
    sums.fold(String::new(), |text, (file, sum)| text + sum + "  " + &path::encode(file) + "\n")
}
