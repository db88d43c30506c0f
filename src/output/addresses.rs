//! The addresses of a site as systems see them that ignore case: one address, one file.

use std::collections::HashMap;

use super::{OutputError, address};

/// What stands at which address.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    taken: HashMap<String, Taken>,
}

/// What stands at an address.
#[derive(Debug)]
enum Taken {
    /// A file: its path, and what it is made from.
    File(String, String),
    /// A folder, by the path of a file in it.
    Folder(String),
}

impl Addresses {
    /// Takes the address of a file. `from` names what it is made from, for the message when two want one address.
    ///
    /// # Errors
    /// When no folder on Windows could hold a file of that name, or another file is already at that address
    /// (case does not tell two addresses apart, and a file cannot stand where a folder must be).
    pub fn take(&mut self, path: &str, from: &str) -> Result<(), OutputError> {
        if let Some(fault) = address::fault(path) {
            return Err(OutputError::address(path, from, &fault));
        }
        if let Some(other) = self.clash(path) {
            // Pages are made in any order; the message names the two in one.
            let mut two = [(path, from), (other, self.origin(other))];
            two.sort_unstable();
            return Err(OutputError::clash(two[0], two[1]));
        }
        for folder in address::folders(path) {
            self.taken.entry(address::same(folder)).or_insert_with(|| Taken::Folder(path.to_owned()));
        }
        self.taken.insert(address::same(path), Taken::File(path.to_owned(), from.to_owned()));
        Ok(())
    }

    /// The file that is in the way of one at `path`, if there is one.
    pub fn clash(&self, path: &str) -> Option<&str> {
        let file = self.taken.get(&address::same(path)).map(|(Taken::File(other, _) | Taken::Folder(other))| other);
        let folder = || {
            address::folders(path).find_map(|folder| match self.taken.get(&address::same(folder)) {
                Some(Taken::File(other, _)) => Some(other),
                _ => None,
            })
        };
        file.or_else(folder).map(String::as_str)
    }

    fn origin(&self, path: &str) -> &str {
        match self.taken.get(&address::same(path)) {
            Some(Taken::File(_, from)) => from,
            _ => "",
        }
    }
}
