//! A site in memory: what is not published but looked at, frozen or compared.

use std::collections::{BTreeMap, BTreeSet};

use super::OutputError;
use super::addresses::Addresses;

/// The files of a site in memory: bytes by their path below the site's folder, in order.
#[derive(Debug, Default)]
pub struct Output {
    files: BTreeMap<String, Vec<u8>>,
    addresses: Addresses,
    /// Files of which more is to come.
    growing: BTreeSet<String>,
}

impl Output {
    /// No files yet.
    #[must_use]
    pub fn new() -> Output {
        Output::default()
    }

    /// Adds a file, or what comes next in one; `more` says whether more of it follows. `from` names what it was made from,
    /// for the message when two want one address.
    ///
    /// # Errors
    /// When no folder on Windows could hold a file of that name, or another file is already at that address
    /// (case does not tell two addresses apart, and a file cannot stand where a folder must be).
    pub fn insert(
        &mut self,
        path: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        more: bool,
        from: impl AsRef<str>,
    ) -> Result<(), OutputError> {
        let path = path.into();
        if self.growing.contains(&path) {
            self.files.entry(path.clone()).or_default().extend(bytes.into());
        } else {
            self.addresses.take(&path, from.as_ref())?;
            self.files.insert(path.clone(), bytes.into());
        }
        if more {
            self.growing.insert(path);
        } else {
            self.growing.remove(&path);
        }
        Ok(())
    }

    /// The bytes at a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
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
mod tests {
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
            let insert = |[(one, from), (other, other_from)]: [(&str, &str); 2]| {
                let mut output = Output::new();
                output.insert(one, "a", false, from).expect("the first is always welcome");
                output.insert(other, "b", false, other_from).err().map(|e| e.0.ja)
            };
            let (one, other) = ((first, "content/a.md"), (second, "content/b.md"));
            let error = insert([one, other]);
            assert_eq!(error, insert([other, one]), "the message is the same, whichever came first");
            assert_eq!(error.is_some(), clashes, "{first} and {second}");
            if let Some(message) = error {
                for part in [first, second, "content/a.md", "content/b.md"] {
                    assert!(message.contains(part), "{message} lacks {part}");
                }
            }
        }
    }

    #[test]
    fn pieces_are_one_file() {
        let mut output = Output::new();
        for (text, more) in [("a", true), ("b", true), ("", false)] {
            output.insert("data/all.csv", text, more, "content/a.md").expect("the next piece");
        }
        assert_eq!(output.get("data/all.csv"), Some("ab".as_bytes()));
        assert!(output.insert("data/all.csv", "c", false, "content/a.md").is_err(), "it was complete");
    }

    #[test]
    fn files_come_out_in_the_order_of_their_paths() {
        let mut output = Output::new();
        for path in ["b.html", "a/z.html", "a.html"] {
            output.insert(path, path, false, "content/a.md").expect("three addresses");
        }
        assert_eq!(output.iter().map(|(path, _)| path).collect::<Vec<_>>(), ["a.html", "a/z.html", "b.html"]);
        assert_eq!((output.len(), output.get("a.html"), output.get("c.html")), (3, Some("a.html".as_bytes()), None));
    }
}
