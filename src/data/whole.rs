//! A table over all years: it grows a year at a time, since at the size of the country it is too large to be held.

use anyhow::Result;
use sha2::{Digest, Sha256};

use crate::bytes::Bytes;

use super::archive::{Packed, Packing};
use super::files::{FOLDER, File, Listed, Take};
use super::{Scope, long};

/// A table over all years, under way.
pub(super) struct Whole {
    path: String,
    length: usize,
    sum: Sha256,
    packing: Option<Packing>,
}

impl Whole {
    /// The table of this name, without rows.
    pub fn new(name: &str) -> Whole {
        Whole { path: format!("{FOLDER}{name}.csv"), length: 0, sum: Sha256::new(), packing: None }
    }

    /// Hands on the rows of one more year.
    pub fn add(&mut self, scope: Scope<'_>, rows: &Bytes, take: &Take<'_>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let (packing, bytes) = match &mut self.packing {
            Some(packing) => (packing, rows.clone()),
            none => (none.insert(Packing::begin(FOLDER, &self.path)), long::table(scope, rows)),
        };
        packing.add(&bytes);
        self.length += bytes.len();
        bytes.pieces().for_each(|piece| self.sum.update(piece));
        take(File { path: self.path.clone(), bytes, more: true })
    }

    /// The table, if there was a row.
    pub fn end(self, take: &Take<'_>) -> Result<Option<(Listed, Packed)>> {
        let Some(packing) = self.packing else { return Ok(None) };
        take(File { path: self.path.clone(), bytes: Bytes::default(), more: false })?;
        let listed = Listed { path: self.path, length: self.length, sum: self.sum.finalize().into() };
        Ok(Some((listed, packing.end())))
    }
}
