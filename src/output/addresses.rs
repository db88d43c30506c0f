//! The addresses of a site as systems see them that ignore case: one address, one file.

use std::collections::HashMap;

use crate::error::Result;

use super::{address, error};

/// The files and folders of a site by their addresses.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    entries: HashMap<Box<str>, AddressEntry>,
}

/// What is at an address.
#[derive(Debug)]
enum AddressEntry {
    /// A file: its path, where that is not the address itself, and what it is made from.
    File(Option<Box<str>>, Box<str>),
    /// A folder, by the path of a file in it.
    Folder(Box<str>),
}

impl Addresses {
    /// Takes the address of a file. `from` names what it is made from, for the message when two want one address.
    ///
    /// # Errors
    /// When no folder on Windows could hold a file of that name, or another file is already at that address
    /// (case does not tell two addresses apart, and a file cannot stand where a folder must be).
    pub fn reserve(&mut self, path: &str, from: &str) -> Result<()> {
        if let Some(fault) = address::fault(path) {
            return Err(error::address(path, from, &fault));
        }
        let address = address::same(path);
        if let Some(other) = self.clash_at(&address) {
            // Pages are made in any order; the message names the two in one.
            let mut two = [(path, from), (other, self.origin(other))];
            two.sort_unstable();
            return Err(error::clash(two[0], two[1]));
        }
        for folder in address::folders(&address) {
            if !self.entries.contains_key(folder) {
                self.entries.insert(folder.into(), AddressEntry::Folder(path.into()));
            }
        }
        let path = (address != path).then(|| path.into());
        self.entries.insert(address.into(), AddressEntry::File(path, from.into()));
        Ok(())
    }

    /// The file that is in the way of one at `path`, if there is one.
    pub fn clash(&self, path: &str) -> Option<&str> {
        self.clash_at(&address::same(path))
    }

    fn clash_at(&self, address: &str) -> Option<&str> {
        let file = self.entries.get_key_value(address).map(|(address, entry)| match entry {
            AddressEntry::File(path, _) => path.as_ref().unwrap_or(address),
            AddressEntry::Folder(path) => path,
        });
        let folder = || {
            address::folders(address).find_map(|folder| match self.entries.get_key_value(folder) {
                Some((address, AddressEntry::File(path, _))) => Some(path.as_ref().unwrap_or(address)),
                _ => None,
            })
        };
        file.or_else(folder).map(AsRef::as_ref)
    }

    fn origin(&self, path: &str) -> &str {
        match self.entries.get(address::same(path).as_ref()) {
            Some(AddressEntry::File(_, from)) => from,
            _ => "",
        }
    }
}
