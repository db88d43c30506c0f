//! A site in memory: what is not published but looked at, frozen or compared.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::bytes::Bytes;
use crate::error::Result;
use crate::sink::{Buffered, Sink, SinkWriter};
use crate::sync;

use super::addresses::Addresses;

/// The files of a site in memory: bytes by their path below the site's folder, in order.
#[derive(Debug, Default)]
pub struct Output {
    files: BTreeMap<String, Vec<u8>>,
    addresses: Addresses,
}

impl Sink for Mutex<Output> {
    fn put(&self, path: &str, bytes: Bytes, from: &str) -> Result<()> {
        sync::lock(self).insert(path, bytes.into_vec(), from)
    }

    fn stream<'s>(&'s self, path: &str, from: &str) -> Result<Box<dyn SinkWriter + 's>> {
        Ok(Box::new(Buffered::new(self, path, from)))
    }
}

impl Output {
    /// An output without files.
    #[must_use]
    pub fn new() -> Output {
        Output::default()
    }

    /// The files that `fill` gives.
    ///
    /// # Errors
    /// As for [`Output::insert`], and what came of `fill`.
    pub fn collect(fill: impl FnOnce(&dyn Sink) -> Result<()>) -> Result<Output> {
        let output = Mutex::new(Output::new());
        fill(&output)?;
        Ok(sync::into_inner(output))
    }

    /// Adds a file. `from` names what it was made from, for the message when two want one address.
    ///
    /// # Errors
    /// When no folder on Windows could hold a file of that name, or another file is already at that address
    /// (case does not tell two addresses apart, and a file cannot be where a folder must be).
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>, from: &str) -> Result<()> {
        self.addresses.reserve(path, from)?;
        self.files.insert(path.to_owned(), bytes.into());
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
    use std::io::Write as _;

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
                output.insert(one, "a", from).expect("the first is always welcome");
                output.insert(other, "b", other_from).err().map(|e| e.message.ja)
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
        let output = Mutex::new(Output::new());
        let mut writer = output.stream("data/all.csv", "content/a.md").expect("begun");
        for piece in ["a", "b"] {
            writer.write_all(piece.as_bytes()).expect("the next piece");
        }
        writer.finish().expect("complete");
        assert_eq!(sync::lock(&output).get("data/all.csv"), Some("ab".as_bytes()));
        assert!(output.put("data/all.csv", Bytes::default(), "content/a.md").is_err(), "it was complete");
    }

    #[test]
    fn files_come_out_in_the_order_of_their_paths() {
        let mut output = Output::new();
        for path in ["b.html", "a/z.html", "a.html"] {
            output.insert(path, path, "content/a.md").expect("three addresses");
        }
        assert_eq!(output.iter().map(|(path, _)| path).collect::<Vec<_>>(), ["a.html", "a/z.html", "b.html"]);
        assert_eq!((output.len(), output.get("a.html"), output.get("c.html")), (3, Some("a.html".as_bytes()), None));
    }
}
