//! What pages say, found by any two letters or more of it: an index in scripts that a page loads by need.
//!
//! The index is read from published pages, so that nothing can be in it that is not on a page. It has two kinds of files
//! in `data/search/`: *grams* (`g0.js` …) list the pages that have some two to four letters in a row, *texts* (`t0.js` …)
//! hold what the pages say, to make sure and to show. A reader's browser loads the few it needs. `docs/search.md` tells
//! the whole story; `themes/default/static/search.js` is the other half.

mod fold;
mod html;
mod list;
mod ngrams;
mod pack;

use std::cmp::Reverse;
use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::sink::Sink;
use crate::stage;

pub use fold::{fold, unified};
pub use html::sections;

use ngrams::Ngrams;
use pack::script;

/// Where the files of the index are.
const FOLDER: &str = "data/search";
/// What messages name as their origin: the page that reads them.
const FROM: &str = "search.html";
/// How many bytes of text stand in one file at most, unless a page alone has more. Packed it is at most
/// 32 KB at the size of the country.
const BLOCK: usize = 64 * 1024;
/// How many places are read at once: what their pages say is held until it is packed.
const AT_ONCE: usize = 64;

/// A page that can be found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageEntry {
    /// Its address below the root of the site.
    pub path: String,
    /// What it is: a sheet, a report, a list of words.
    pub title: String,
    /// The place it is about; empty for a page of no place.
    pub place: String,
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

/// Makes the files of the index over some pages, which depend on the pages alone, whatever the machine.
///
/// # Errors
/// What came of reading a page, or what the sink says.
pub fn index(mut entries: Vec<PageEntry>, text: &PageText<'_>, sink: &dyn Sink) -> Result<()> {
    let _stage = tracing::info_span!(stage::INDEX.name).entered();
    // The newest year first: results come in the order of the index, and pages of no year before all.
    entries.sort_by_key(|entry| entry.year.map(Reverse));
    let put = |name: String, bytes: &[u8]| {
        let bytes = script(&name, bytes);
        let sum: [u8; 32] = Sha256::digest(&bytes).into();
        sink.put(&format!("{FOLDER}/{name}.js"), bytes.into(), FROM).map(|()| sum)
    };
    let mut texts: Vec<[u8; 32]> = Vec::new();
    let mut units: Vec<Vec<u16>> = vec![Vec::new(); entries.len()];
    let mut text_files = vec![0; entries.len()];
    for some in groups(&entries).chunks(AT_ONCE) {
        let pages =
            some.par_iter().map(|pages| pages.par_iter().map(|(at, entry)| ReadPage::read(*at, entry, text)).collect());
        let pages: Vec<Vec<Result<ReadPage<'_>>>> = pages.collect();
        let pages = pages.into_iter().map(|pages| pages.into_iter().collect());
        let mut pages: Vec<Vec<ReadPage<'_>>> = pages.collect::<Result<_>>()?;
        for page in pages.iter_mut().flatten() {
            if let Some(units) = units.get_mut(page.at) {
                *units = std::mem::take(&mut page.units);
            }
        }
        let blocks: Vec<Vec<ReadPage<'_>>> = pages.into_iter().flat_map(blocks).collect();
        for (number, block) in (texts.len()..).zip(&blocks) {
            for page in block {
                if let Some(text_file) = text_files.get_mut(page.at) {
                    *text_file = number;
                }
            }
        }
        let before = texts.len();
        let packed = blocks.par_iter().enumerate().map(|(at, block)| put(format!("t{}", before + at), &written(block)));
        let packed: Vec<Result<[u8; 32]>> = packed.collect();
        for sum in packed {
            texts.push(sum?);
        }
    }
    let years = PageNames::of(entries.iter().map(|entry| entry.year_name.as_str()));
    let places = PageNames::of(entries.iter().map(|entry| entry.place.as_str()));
    let (years, places) = (json!(years), json!(places));
    // What is left to be done needs the letters only.
    drop(entries);
    let grams = Ngrams::of(&units);
    let shards = grams.shards(&|at, bytes| put(format!("g{at}"), bytes));
    // A browser may have kept files of an older index; this is asked for with every address, so that ages never mix.
    let mut age = Sha256::new();
    for sum in shards.into_iter().chain(texts.into_iter().map(Ok)) {
        age.update(sum?);
    }
    let age = age.finalize().iter().take(5).fold(0_u64, |age, byte| age << 8 | u64::from(*byte));
    let about = json!({
        "age": age,
        "shards": grams.count(),
        "frequent": grams.frequent(),
        "homes": text_files,
        "by_year": years,
        "by_place": places,
    });
    put("index".to_owned(), about.to_string().as_bytes()).map(drop)
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

/// A page that was read.
struct ReadPage<'a> {
    /// Its index among the entries.
    at: usize,
    entry: &'a PageEntry,
    sections: Vec<PageSection>,
    /// Its folded letters, as units of UTF-16.
    units: Vec<u16>,
}

impl<'a> ReadPage<'a> {
    fn read(at: usize, entry: &'a PageEntry, text: &PageText<'_>) -> Result<ReadPage<'a>> {
        let _stage = tracing::info_span!(stage::SECTIONS.name).entered();
        let sections = match &entry.words {
            Some(words) => vec![PageSection { text: words.clone(), ..PageSection::default() }],
            None => text(&entry.path)?,
        };
        let units = ngrams::units(&sections);
        Ok(ReadPage { at, entry, sections, units })
    }

    fn size(&self) -> usize {
        self.sections.iter().map(|section| section.text.len()).sum()
    }
}

/// The pages of one place together, since a place says much the same every year, and what is said twice is packed once.
/// Pages of no year are short, and together whatever their place.
fn groups(entries: &[PageEntry]) -> Vec<Vec<(usize, &PageEntry)>> {
    let mut order: Vec<(usize, &PageEntry)> = entries.iter().enumerate().collect();
    order.sort_by_key(|(_, entry)| (entry.year.is_some(), &entry.place));
    let alike = |one: &PageEntry, other: &PageEntry| {
        one.year.is_some() == other.year.is_some() && (one.year.is_none() || one.place == other.place)
    };
    order.chunk_by(|(_, one), (_, other)| alike(one, other)).map(<[_]>::to_vec).collect()
}

/// The pages of a group that stand in one file each time.
fn blocks(pages: Vec<ReadPage<'_>>) -> Vec<Vec<ReadPage<'_>>> {
    let mut blocks: Vec<Vec<ReadPage<'_>>> = Vec::new();
    let mut full = 0;
    for page in pages {
        let size = page.size();
        match blocks.last_mut() {
            Some(block) if full + size <= BLOCK => block.push(page),
            _ => {
                blocks.push(vec![page]);
                full = 0;
            }
        }
        full += size;
    }
    blocks.iter_mut().for_each(|block| block.sort_unstable_by_key(|page| page.at));
    blocks
}

/// Pages as `search.js` reads them.
fn written(pages: &[ReadPage<'_>]) -> Vec<u8> {
    let pages = pages.iter().map(|ReadPage { entry, sections, .. }| {
        let sections = sections.iter().map(|section| [&section.id, &section.heading, &section.text]);
        (&entry.path, &entry.title, &entry.place, &entry.year_name, sections.collect::<Vec<_>>())
    });
    // Lists of words always are JSON.
    serde_json::to_vec(&pages.collect::<Vec<_>>()).unwrap_or_default()
}
