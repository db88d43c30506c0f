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

/// The files of the index over some pages: path and bytes. They depend on the pages alone, whatever the machine.
pub fn index(mut entries: Vec<Entry>) -> Vec<(String, Vec<u8>)> {
    entries.sort_by_key(|entry| entry.year.map(Reverse));
    let blocks = blocks(&entries);
    let units: Vec<Vec<u16>> = entries.par_iter().map(grams::units).collect();
    let grams = Grams::of(&units);
    let shards = grams.shards().into_par_iter().enumerate();
    let mut files: Vec<(String, Vec<u8>)> = shards.map(|(at, bytes)| file(&format!("g{at}"), &bytes)).collect();
    files.par_extend(blocks.par_iter().enumerate().map(|(at, block)| {
        let pages: serde_json::Value = block.iter().filter_map(|page| entries.get(*page)).map(written).collect();
        file(&format!("t{at}"), pages.to_string().as_bytes())
    }));
    // A browser may have kept files of an older index; this is asked for with every address, so that ages never mix.
    let age = files.iter().fold(Sha256::new(), |hash, (_, bytes)| hash.chain_update(bytes)).finalize();
    let age = age.iter().take(5).fold(0_u64, |age, byte| age << 8 | u64::from(*byte));
    let mut homes = vec![0; entries.len()];
    for (at, block) in blocks.iter().enumerate() {
        block.iter().for_each(|page| homes.iter_mut().skip(*page).take(1).for_each(|home| *home = at));
    }
    let about = json!({ "age": age, "shards": grams.count(), "frequent": grams.frequent(), "homes": homes });
    files.push(file("index", about.to_string().as_bytes()));
    files
}

fn file(name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    (format!("{FOLDER}/{name}.js"), script(name, bytes))
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
