//! The index of search, unpacked: what it says of the repository's own content. `tests/sites/` looks into it for whatever
//! must not be published; whether everything is found is tested in a browser, `tests/web/search.test.mjs`.
//!
//! `tests/search/html/` has pages as other themes may write them. Beside each lies what the index says of it: a line
//! `[id] heading` for each section, then its words. `UPDATE=1` writes that anew.

use std::io::{Read, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use serde_json::Value;

use crate::case::{files, in_memory, repository, update};

/// What is in a packed file of the index; nothing for other files.
pub fn unpacked(path: &str, script: &[u8]) -> Option<Vec<u8>> {
    path.strip_prefix("data/search/")?;
    let script = std::str::from_utf8(script).unwrap();
    let letters = script.strip_prefix("nenpoSearch(\"")?.strip_suffix("\");\n")?.split_once("\",\"")?.1;
    let mut bytes = Vec::new();
    for four in letters.as_bytes().chunks(4) {
        let bits = four.iter().fold(0_u32, |bits, letter| bits << 6 | value(*letter));
        bytes.extend(&bits.to_be_bytes()[1..]);
    }
    let mut text = Vec::new();
    ZlibDecoder::new(bytes.as_slice()).read_to_end(&mut text).unwrap();
    Some(text)
}

/// A file of the index with other text in it.
pub fn packed(text: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    let mut script = b"nenpoSearch(\"t\",\"".to_vec();
    for three in encoder.finish().unwrap().chunks(3) {
        let bits = three.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        script.extend([18, 12, 6, 0].iter().take(three.len() + 1).map(|shift| LETTERS[bits >> shift & 63]));
        script.extend(b"==".iter().take(3 - three.len()));
    }
    script.extend(b"\");\n");
    script
}

fn value(letter: u8) -> u32 {
    match letter {
        b'A'..=b'Z' => u32::from(letter - b'A'),
        b'a'..=b'z' => u32::from(letter - b'a') + 26,
        b'0'..=b'9' => u32::from(letter - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => 0,
    }
}

/// The pages of an index: address, title, place, year, sections.
fn pages(root: &Path) -> Vec<Value> {
    let (site, _) = pipeline::read(root, Options::default()).unwrap();
    let output = in_memory(root, &restrict(site.clone(), Audience::Public)).unwrap();
    let texts = output.iter().filter(|(path, _)| path.starts_with("data/search/t"));
    let name = |path: &str| {
        let (place, number) = path.strip_suffix(".js").unwrap().rsplit_once('-').unwrap();
        (place.to_owned(), number.parse::<usize>().unwrap())
    };
    let mut texts: Vec<_> = texts.map(|(path, bytes)| (name(path), unpacked(path, bytes).unwrap())).collect();
    texts.sort();
    texts
        .iter()
        .flat_map(|(_, text)| serde_json::from_slice::<Value>(text).unwrap().as_array().cloned().unwrap())
        .collect()
}

/// What stands on the page of a record leads there, and what its overview says to the document.
#[test]
fn records_are_found_on_their_pages() {
    let pages = pages(&repository("tests/sites/records-files"));
    let with = |words: &str| {
        let says =
            |page: &&Value| page[4].as_array().unwrap().iter().any(|part| part[2].as_str().unwrap().contains(words));
        pages.iter().filter(says).map(|page| (page[0].as_str().unwrap(), page[1].as_str().unwrap())).collect::<Vec<_>>()
    };
    let page = ("2021/kawasaki/sheet/programs/visits.html", "訪問支援事業 事業評価");
    assert_eq!(with("通院が途切れがちな人"), [page]);
    assert!(with("2,038千円").contains(&("2021/kawasaki.html", "事業評価")));
    let page = pages.iter().find(|own| own[0] == page.0).unwrap();
    let part = page[4].as_array().unwrap().iter().find(|part| part[0] == "programs-visits").unwrap();
    assert!(part[2].as_str().unwrap().contains("1,310千円"), "{part}");
}

#[test]
fn documents_places_words_and_pages_are_found() {
    let pages = pages(&repository(""));
    let page = |path: &str| pages.iter().find(|page| page[0] == path).unwrap_or_else(|| panic!("{path} is not found"));
    assert_eq!(page("places/kawasaki.html")[4][0][2], "川崎市（かわさきし）\n141305\n指定都市\n神奈川県");
    let sheet = page("2021/kawasaki.html");
    assert_eq!((&sheet[2], &sheet[3]), (&"川崎市".into(), &"令和3年度（2021年度）".into()));
    let base = sheet[4].as_array().unwrap().iter().find(|section| section[0] == "base").unwrap();
    assert!(base[2].as_str().unwrap().contains("1,539,946人"), "{base}");
    assert!(!base[2].as_str().unwrap().contains("リンク"), "{base}");
    let word = page("glossary.html")[4]
        .as_array()
        .unwrap()
        .iter()
        .find(|word| word[1].as_str().unwrap().starts_with("ピアサポーター"));
    assert!(word.is_some_and(|word| word[0] != ""));
    assert!(page("about.html")[4].as_array().unwrap().len() > 1);
    let here = pages.iter().filter(|page| page[2] == "川崎市");
    let years = here.filter_map(|page| page[3].as_str()?.split_once('（'));
    let years: Vec<&str> = years.map(|(_, year)| year).collect();
    assert!(years.len() > 9 && years.is_sorted_by(|newer, older| newer >= older), "newest first: {years:?}");
}

#[test]
fn pages_of_any_theme_are_read() {
    let folder = repository("tests/search/html");
    let pages: Vec<String> = files(&folder).into_iter().filter(|path| path.ends_with(".html")).collect();
    assert!(pages.len() > 7, "too few pages: {pages:?}");
    for page in pages {
        let said: String = nenpo::search::sections(&std::fs::read(folder.join(&page)).unwrap())
            .into_iter()
            .map(|section| format!("[{}] {}\n{}\n\n", section.id, section.heading, section.text))
            .collect();
        let expected = folder.join(page.replace(".html", ".txt"));
        if update() {
            std::fs::write(&expected, &said).unwrap();
        }
        assert_eq!(std::fs::read_to_string(expected).unwrap(), said, "{page}");
    }
}
