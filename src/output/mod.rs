//! Paths and bytes become the published folder, in one step. The only writer of the site.
//!
//! Pages are made in memory first: an [`Output`] is a map from a path to bytes. [`publish`] writes it
//! beside the old site and then exchanges the two in one rename, so that whoever looks, at any moment,
//! sees the whole old site or the whole new one. The folder it works in holds
//!
//! - `site/`, the published site, and nothing else in it is ever written in place;
//! - `site.manifest`, the SHA-256 of every file of the site, for `sha256sum -c`;
//! - `.nenpo.lock`, against two builds at once; it stays, because removing a lock file is a race;
//! - for the length of a build `site.new-…`, `site.old-…` and `site.manifest.new`, which the next
//!   build clears away when a build was killed.
//!
//! Whatever else lies in the folder (`archive/`, `shares/`) is never touched.

mod address;
mod error;
pub mod file;
mod lock;
mod manifest;
mod place;
mod publish;
mod swap;
mod tree;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

pub use error::OutputError;
pub use publish::{Destination, Published, publish};

/// The files of a site in memory: bytes by their path below the site's folder, in order.
#[derive(Debug, Default)]
pub struct Output {
    files: BTreeMap<String, Made>,
    /// Files that are copied and not held in memory: the pages of frozen years.
    carried: BTreeMap<String, Carried>,
    /// Each address as systems see it that ignore case, and what stands there: one address, one file.
    taken: HashMap<String, Taken>,
}

/// A file, and what it was made from.
#[derive(Debug)]
struct Made {
    bytes: Vec<u8>,
    from: String,
}

/// A file that lies on the disk and is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The file.
    pub file: PathBuf,
    /// Its SHA-256.
    pub sum: String,
    /// Its length in bytes.
    pub length: u64,
}

/// What stands at an address: a file, or a folder that some file needs. Both by the path of a file.
#[derive(Debug, Clone)]
enum Taken {
    File(String),
    Folder(String),
}

impl Output {
    /// No files yet.
    #[must_use]
    pub fn new() -> Output {
        Output::default()
    }

    /// Adds a file. `from` names what it was made from, for the message when two want one address.
    ///
    /// # Errors
    /// When no folder on Windows could hold a file of that name, or another file is already at that address
    /// (case does not tell two addresses apart, and a file cannot stand where a folder must be).
    pub fn insert(
        &mut self,
        path: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        from: impl Into<String>,
    ) -> Result<(), OutputError> {
        let (path, from) = (path.into(), from.into());
        if let Some(fault) = address::fault(&path) {
            return Err(OutputError::address(&path, &from, &fault));
        }
        if let Some(other) = self.clash(&path) {
            let other_from = self.files.get(other).map_or("", |made| made.from.as_str());
            return Err(OutputError::clash((&path, &from), (other, other_from)));
        }
        for folder in address::folders(&path) {
            self.taken.entry(address::same(folder)).or_insert_with(|| Taken::Folder(path.clone()));
        }
        self.taken.insert(address::same(&path), Taken::File(path.clone()));
        self.files.insert(path, Made { bytes: bytes.into(), from });
        Ok(())
    }

    /// Adds a file that is copied from elsewhere.
    ///
    /// # Errors
    /// As for [`Output::insert`].
    pub fn carry(&mut self, path: impl Into<String>, carried: Carried) -> Result<(), OutputError> {
        let path = path.into();
        let from = carried.file.display().to_string();
        self.insert(path.clone(), Vec::new(), from)?;
        self.files.remove(&path);
        self.carried.insert(path, carried);
        Ok(())
    }

    /// The files that are copied, in the order of their paths.
    pub fn carried(&self) -> impl Iterator<Item = (&str, &Carried)> {
        self.carried.iter().map(|(path, carried)| (path.as_str(), carried))
    }

    /// Whether there is a file at a path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.carried.contains_key(path)
    }

    /// The file that is in the way of one at `path`, if there is one.
    fn clash(&self, path: &str) -> Option<&str> {
        let file = self.taken.get(&address::same(path)).map(|(Taken::File(other) | Taken::Folder(other))| other);
        let folder = || {
            address::folders(path).find_map(|folder| match self.taken.get(&address::same(folder)) {
                Some(Taken::File(other)) => Some(other),
                _ => None,
            })
        };
        file.or_else(folder).map(String::as_str)
    }

    /// The bytes at a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|made| made.bytes.as_slice())
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, made)| (path.as_str(), made.bytes.as_slice()))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn one_address_holds_one_file() {
        for (first, second, clashes) in [
            ("about.html", "about.html", true),
            ("2021/kawasaki.html", "2021/Kawasaki.html", true),
            ("用語.html", "places/用語.html", false),
            ("data", "data/2021.csv", true),
            ("data/2021.csv", "DATA", true),
            ("data/2021.csv", "Data/2022.csv", false),
            ("data/2021.csv", "data/2021/kawasaki.csv", false),
        ] {
            let mut output = Output::new();
            output.insert(first, "a", "content/a.md").expect("the first is always welcome");
            let error = output.insert(second, "b", "content/b.md").err().map(|e| e.0.ja);
            assert_eq!(error.is_some(), clashes, "{first} and {second}");
            if let Some(message) = error {
                for part in [first, second, "content/a.md", "content/b.md"] {
                    assert!(message.contains(part), "{message} lacks {part}");
                }
            }
        }
    }

    #[test]
    fn files_come_out_in_the_order_of_their_paths() {
        let mut output = Output::new();
        for path in ["b.html", "a/z.html", "a.html"] {
            output.insert(path, path, "test").expect("three addresses");
        }
        assert_eq!(output.iter().map(|(path, _)| path).collect::<Vec<_>>(), ["a.html", "a/z.html", "b.html"]);
        assert_eq!((output.len(), output.get("a.html"), output.get("c.html")), (3, Some("a.html".as_bytes()), None));
    }
}
