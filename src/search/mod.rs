//! What pages say, found by any two letters or more of it: an index in scripts that a page loads by need.
//!
//! The index is read from published pages, so that nothing can be in it that is not on a page. It has two kinds of files
//! in `data/search/`: *grams* (`g0.js` …) tell which pages have some two to four letters in a row, *texts* (`t0.js` …)
//! hold what the pages say, to make sure and to show. A reader's browser loads the few it needs. `docs/search.md` tells
//! the whole story; `themes/default/static/search.js` is the other half.

mod fold;
mod grams;
mod html;
mod list;
mod pack;

use std::cmp::Reverse;

use rayon::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

pub use fold::{fold, unified};
pub use html::sections;

use grams::Grams;
use pack::script;

/// Where the files of the index stand.
const FOLDER: &str = "data/search";
/// How many bytes of text stand in one file at most, unless a page alone has more.
const BLOCK: usize = 64 * 1024;

/// A page that can be found.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its address.
    pub path: String,
    /// What it is: a sheet, a report, a list of words.
    pub title: String,
    /// The place it tells of; empty for a page of no place.
    pub place: String,
    /// Its fiscal year. Pages of no year are found first, then the newest.
    pub year: Option<i32>,
    /// The name of the year; empty for a page of no year.
    pub year_name: String,
    /// What it says.
    pub sections: Vec<Section>,
}

/// A part of a page that a link can lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its anchor; empty for the head of the page.
    pub id: String,
    /// Its heading; empty for the head of the page.
    pub heading: String,
    /// Its words, a line for each paragraph, item or cell.
    pub text: String,
}

/// Makes the files of the index over some pages and hands on each, its path and bytes, as it is made. They depend on the
/// pages alone, whatever the machine.
///
/// # Errors
/// What came of handing on a file.
pub fn index<E: Send>(
    mut entries: Vec<Entry>,
    take: &(dyn Fn(String, Vec<u8>) -> Result<(), E> + Sync),
) -> Result<(), E> {
    entries.sort_by_key(|entry| entry.year.map(Reverse));
    let blocks = blocks(&entries);
    let units: Vec<Vec<u16>> = entries.par_iter().map(grams::units).collect();
    let hand_on = |name: String, bytes: &[u8]| {
        let bytes = script(&name, bytes);
        let sum: [u8; 32] = Sha256::digest(&bytes).into();
        take(format!("{FOLDER}/{name}.js"), bytes).map(|()| sum)
    };
    let texts = blocks.par_iter().enumerate().map(|(at, block)| {
        let pages: serde_json::Value = block.iter().filter_map(|page| entries.get(*page)).map(written).collect();
        hand_on(format!("t{at}"), pages.to_string().as_bytes())
    });
    let texts: Vec<Result<[u8; 32], E>> = texts.collect();
    let mut homes = vec![0; entries.len()];
    for (at, block) in blocks.iter().enumerate() {
        block.iter().for_each(|page| homes.iter_mut().skip(*page).take(1).for_each(|home| *home = at));
    }
    // Their words are packed; what is left to be done needs the letters only.
    drop(entries);
    let grams = Grams::of(&units);
    let shards = grams.shards(&|at, bytes| hand_on(format!("g{at}"), bytes));
    // A browser may have kept files of an older index; this is asked for with every address, so that ages never mix.
    let mut age = Sha256::new();
    for sum in shards.into_iter().chain(texts) {
        age.update(sum?);
    }
    let age = age.finalize().iter().take(5).fold(0_u64, |age, byte| age << 8 | u64::from(*byte));
    let about = json!({ "age": age, "shards": grams.count(), "frequent": grams.frequent(), "homes": homes });
    hand_on("index".to_owned(), about.to_string().as_bytes()).map(drop)
}

/// A page as `search.js` reads it.
fn written(entry: &Entry) -> serde_json::Value {
    let sections = entry.sections.iter();
    let sections: Vec<_> = sections.map(|section| json!([section.id, section.heading, section.text])).collect();
    json!([entry.path, entry.title, entry.place, entry.year_name, sections])
}

/// The pages that stand in one file each time: those of one place, since a place says much the same every year, and what is
/// said twice is packed once.
fn blocks(entries: &[Entry]) -> Vec<Vec<usize>> {
    let size = |page: &usize| -> usize {
        entries.get(*page).map_or(0, |entry| entry.sections.iter().map(|section| section.text.len()).sum())
    };
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|page| entries.get(*page).map(|entry| (entry.year.is_some(), &entry.place)));
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let (mut full, mut place) = (0, None);
    for page in order {
        let here = entries.get(page).map(|entry| (entry.year.is_some(), &entry.place));
        // Pages of no year are short, and share a file whatever their place.
        let alike = here == place || here.is_some_and(|(dated, _)| !dated);
        if let Some(block) = blocks.last_mut().filter(|_| alike && full + size(&page) <= BLOCK) {
            block.push(page);
        } else {
            blocks.push(vec![page]);
            full = 0;
        }
        full += size(&page);
        place = here;
    }
    blocks.iter_mut().for_each(|block| block.sort_unstable());
    blocks
}
