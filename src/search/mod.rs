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
/// How many bytes of text stand in one file, about: enough for a few sheets, so that what they share is packed once.
const BLOCK: usize = 24 * 1024;

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
    let mut files: Vec<(String, Vec<u8>)> =
        shards.map(|(at, bytes)| (format!("{FOLDER}/g{at}.js"), script(&format!("g{at}"), &bytes))).collect();
    files.par_extend(blocks.par_iter().enumerate().map(|(at, block)| {
        let pages = block.iter().map(|entry| {
            let sections = entry.sections.iter();
            let sections: Vec<_> = sections.map(|section| json!([section.id, section.heading, section.text])).collect();
            json!([entry.path, entry.title, entry.place, entry.year_name, sections])
        });
        let pages = serde_json::Value::from_iter(pages).to_string();
        (format!("{FOLDER}/t{at}.js"), script(&format!("t{at}"), pages.as_bytes()))
    }));
    // A browser may have kept files of an older index; this is asked for with every address, so that ages never mix.
    let age = files.iter().fold(Sha256::new(), |hash, (_, bytes)| hash.chain_update(bytes)).finalize();
    let age: String = age.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    let blocks: Vec<usize> = blocks.iter().map(|block| block.len()).collect();
    let about = json!({
        "age": age, "pages": entries.len(), "shards": grams.count(), "frequent": grams.frequent(), "blocks": blocks,
    });
    files.push((format!("{FOLDER}/index.js"), format!("nenpoSearch(\"index\",{about});\n").into_bytes()));
    files
}

/// The pages, a few at a time.
fn blocks(entries: &[Entry]) -> Vec<&[Entry]> {
    let mut blocks = Vec::new();
    let (mut begin, mut size) = (0, 0);
    for (at, entry) in entries.iter().enumerate() {
        let own: usize = entry.sections.iter().map(|section| section.text.len()).sum();
        if size > 0 && size + own > BLOCK {
            blocks.extend(entries.get(begin..at));
            (begin, size) = (at, 0);
        }
        size += own;
    }
    blocks.extend(entries.get(begin..).filter(|block| !block.is_empty()));
    blocks
}
