//! Digests of the values of a site: where they are as they were the last time, so is what is made from them.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::digest::ValueDigest;
use crate::sink::ValuesDigest;

use super::Document;

/// What is in no document, and what each document says, as digests.
#[derive(Debug)]
pub struct SiteDigests<'a> {
    /// Of everything that is in no document: the files of the whole site, its theme, the program.
    pub common: ValuesDigest,
    /// Of all that a document says, by its path.
    documents: HashMap<&'a str, ValuesDigest>,
}

impl<'a> SiteDigests<'a> {
    /// Those of some documents, given a digest of everything that is in none.
    #[must_use]
    pub fn of(documents: &'a [Document], common: ValuesDigest) -> SiteDigests<'a> {
        let documents = documents.par_iter().map(|one| {
            let known = one.content.summary().map(|summary| summary.digest);
            (one.path.as_str(), known.unwrap_or_else(|| ValueDigest::of(one)))
        });
        SiteDigests { common, documents: documents.collect() }
    }

    /// The digest of all that a document says; none of one that is of another site.
    #[must_use]
    pub fn of_document(&self, document: &Document) -> Option<ValuesDigest> {
        self.documents.get(document.path.as_str()).copied()
    }
}
