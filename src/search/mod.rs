//! What pages say, found by any two letters or more of it: an index in scripts that a page loads by need.
//!
//! The index is read from published pages, so that nothing can be in it that is not on a page. It has two kinds of files
//! in `data/search/`: *grams* (`g0.js` …) list the pages that have some two to four letters in a row, *texts*
//! (`t-kawasaki-0.js` …) hold what the pages of a place say, to make sure and to show. A reader's browser loads the few it needs. `docs/search.md` tells
//! the whole story; `themes/default/static/search.js` is the other half.

mod fold;
mod gram_file;
mod grams;
mod html;
mod list;
mod ngrams;
mod pack;
mod texts;

use std::cmp::Reverse;
use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::digest::ValueDigest;
use crate::error::Result;
use crate::sink::{Sink, SitePart, ValuesDigest};
use crate::stage;

pub use fold::{fold, unified};
pub use html::sections;

use grams::{GramSum, put_grams};
use ngrams::GramSizes;
use pack::script;
use texts::{GroupTexts, groups};

/// Where the files of the index are.
const FOLDER: &str = "data/search";
/// What messages name as their origin: the page that reads them.
const FROM: &str = "search.html";
/// How many places are read at once: what their pages say is held until it is packed.
const AT_ONCE: usize = 64;

/// A page that can be found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PageEntry {
    /// Its address below the root of the site.
    pub path: String,
    /// What it is: a sheet, a report, a list of words.
    pub title: String,
    /// The name of the place it is about; empty for a page of no place.
    pub place: String,
    /// The id of that place; empty for a page of no place.
    pub place_id: String,
    /// Its fiscal year. Pages of no year are found first, then the newest.
    pub year: Option<i32>,
    /// The name of the year; empty for a page of no year.
    pub year_name: String,
    /// By what words it is found, where that is not by all that it says.
    pub words: Option<String>,
}

/// A part of a page that a link can lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageSection {
    /// Its anchor; empty for the head of the page.
    pub id: String,
    /// Its heading; empty for the head of the page.
    pub heading: String,
    /// Its words, a line for each paragraph, item or cell.
    pub text: String,
}

/// Looks up the sections of a page that was rendered, by its address.
pub type PageText<'t> = dyn Fn(&str) -> Result<Vec<PageSection>> + Sync + 't;

/// What is known of the files of a site that may be kept from one time to the next.
#[derive(Clone, Copy)]
pub struct KnownFiles<'k> {
    /// The digest of the program, and of all else that is in no page.
    pub common: &'k ValuesDigest,
    /// The SHA-256 of a file that was rendered or kept, by its address.
    pub digest: &'k (dyn Fn(&str) -> Option<ValuesDigest> + Sync),
    /// The bytes of such a file.
    pub read: &'k (dyn Fn(&str) -> Result<Vec<u8>> + Sync),
}

/// Makes the files of the index over some pages, which depend on the pages alone, whatever the machine. Where files are known from
/// the last time, those that would have the same bytes are kept.
///
/// # Errors
/// What came of reading a page, or what the sink says.
pub fn index(
    mut entries: Vec<PageEntry>,
    text: &PageText<'_>,
    known: Option<KnownFiles<'_>>,
    sink: &dyn Sink,
) -> Result<()> {
    let _stage = tracing::info_span!(stage::INDEX.name).entered();
    // The newest year first: results come in the order of the index, and pages of no year before all.
    entries.sort_by_key(|entry| entry.year.map(Reverse));
    let files = IndexFiles { text, known, sink };
    let groups = groups(&entries);
    let mut texts: Vec<GroupTexts> = Vec::new();
    for some in groups.chunks(AT_ONCE) {
        let made: Vec<Result<GroupTexts>> = some.par_iter().map(|group| group.texts(&files)).collect();
        texts.extend(made.into_iter().collect::<Result<Vec<_>>>()?);
    }
    let sizes = GramSizes::of(entries.len(), texts.iter().map(|texts| texts.letters).sum());
    let grams = put_grams((&groups, &mut texts), sizes, &files)?;
    let mut homes = vec![0; entries.len()];
    let mut names: Vec<(&str, usize)> = Vec::new();
    let mut sums: Vec<FileSum> = Vec::new();
    for (group, texts) in groups.iter().zip(texts) {
        for ((at, _), home) in group.pages.iter().zip(texts.homes) {
            if let Some(own) = homes.get_mut(*at) {
                *own = sums.len() + home;
            }
        }
        names.push((group.id, texts.files.len()));
        sums.extend(texts.files);
    }
    let years = PageNames::of(entries.iter().map(|entry| entry.year_name.as_str()));
    let places = PageNames::of(entries.iter().map(|entry| entry.place.as_str()));
    // A browser may have kept files of an older index; this is asked for with every address, so that ages never mix.
    let mut age = Sha256::new();
    grams.into_iter().chain(sums).for_each(|sum| age.update(sum));
    let age = age.finalize().iter().take(5).fold(0_u64, |age, byte| age << 8 | u64::from(*byte));
    let about = json!({
        "age": age,
        "shards": sizes.count,
        "frequent": sizes.frequent,
        "texts": names,
        "homes": homes,
        "by_year": years,
        "by_place": places,
    });
    files.put("index", about.to_string().as_bytes()).map(drop)
}

/// The SHA-256 of a file.
type FileSum = [u8; 32];

/// Where the files of the index go, and what they are made from.
struct IndexFiles<'i> {
    text: &'i PageText<'i>,
    known: Option<KnownFiles<'i>>,
    sink: &'i dyn Sink,
}

impl IndexFiles<'_> {
    /// Packs a file and hands it on.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<FileSum> {
        let bytes = script(name, bytes);
        let sum = Sha256::digest(&bytes).into();
        self.sink.put(&address(name), bytes.into(), FROM).map(|()| sum)
    }

    /// The same where the file of the last time was not made of these bytes.
    fn put_or_keep(&self, name: &str, bytes: &[u8]) -> Result<GramSum> {
        let Some(known) = self.known else { return Ok((self.put(name, bytes)?, ValuesDigest::default())) };
        let made_from = ValueDigest::of(&(known.common, bytes));
        if let Some(kept) = self.kept(name, &made_from)? {
            return Ok(kept);
        }
        let (path, sum) = (address(name), self.put(name, bytes)?);
        self.sink.made(SitePart { name: path.clone(), made_from, files: vec![path], note: String::new() });
        Ok((sum, made_from))
    }

    /// Keeps the file of the last time, where it was made from values of this digest.
    fn kept(&self, name: &str, made_from: &ValuesDigest) -> Result<Option<GramSum>> {
        let path = address(name);
        let kept = self.sink.keep(&path, made_from, FROM)?;
        Ok(kept.and(self.known).and_then(|known| Some(((known.digest)(&path)?, *made_from))))
    }
}

/// The address of a file of the index.
fn address(name: &str) -> String {
    format!("{FOLDER}/{name}.js")
}

/// The years or the places of all pages, by which a search is narrowed: each name once, and for each page the number of its name.
#[derive(Serialize)]
struct PageNames<'a> {
    names: Vec<&'a str>,
    pages: Vec<usize>,
}

impl<'a> PageNames<'a> {
    fn of(pages: impl Iterator<Item = &'a str>) -> PageNames<'a> {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut names = Vec::new();
        let number = |name| {
            *known.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() - 1
            })
        };
        let pages = pages.map(number).collect();
        PageNames { names, pages }
    }
}
