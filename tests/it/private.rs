//! What only advisors may know is in no byte of what everybody gets, whatever forms and sheets say.
//!
//! `private/site.rs` makes random sites with a mark in every private place; here every output is searched for marks: pages,
//! tables, JSON, the ZIP, search, the feed, the frozen year with its sources and manifests, the preview and what it tells.

mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::output::Output;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use nenpo::serve::Preview;
use nenpo::source::Severity;
use nenpo::text::SiteLanguage;
use rayon::prelude::*;

use crate::case::{in_memory, put, unzipped};
use site::{Confidence, DIGITS, Files, ID, WORDS};

/// How many random sites are looked at; every eighth is frozen and previewed as well.
const SITES: u64 = 48;

#[test]
fn no_byte_of_a_public_file_is_private() {
    let leaks: Vec<String> = (1..=SITES).into_par_iter().flat_map_iter(|seed| leaks(seed, Confidence::Kept)).collect();
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

/// Without a word about the audience the same marks stand in every kind of file: the search would find them.
#[test]
fn the_search_finds_marks_in_every_channel() {
    let found: Vec<String> = (1..=8_u64).into_par_iter().flat_map_iter(|seed| leaks(seed, Confidence::Open)).collect();
    for channel in [
        "page .html",
        "page .txt",
        "page .csv",
        "page .json",
        "page .xml",
        "page .js",
        "page .zip",
        "archive data/content",
        "archive data/site",
        "archive data/data",
        "archive addresses.txt",
        "archive manifest-sha256.txt",
        "preview .html",
    ] {
        assert!(found.iter().any(|leak| leak.starts_with(channel)), "nothing was found in {channel}");
    }
}

/// Marks are found however a file writes them.
#[test]
fn the_search_finds_marks_in_every_spelling() {
    let escaped: String = WORDS.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
    let percent: String = WORDS.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let entity: String = WORDS.chars().map(|c| format!("&#{};", u32::from(c))).collect();
    for text in [WORDS, ID, DIGITS, "7,310,942", "73109421", "ZQJXVKW-1", &escaped, &percent, &entity] {
        let file = format!("前{text}後");
        assert!(!marks(file.as_bytes()).is_empty(), "{text}");
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a.csv", zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, file.as_bytes()).unwrap();
        assert!(!marks(zip.finish().unwrap().get_ref()).is_empty(), "{text} in a ZIP");
    }
    assert!(marks("公開の言葉12と731,094人".as_bytes()).is_empty());
}

/// Where marks stand in what everybody gets of a site.
fn leaks(seed: u64, confidence: Confidence) -> Vec<String> {
    let files = site::files(seed, confidence);
    let folder = tempfile::tempdir().unwrap();
    write(&files, &folder.path().join("content"));
    let (site, findings) = pipeline::read(folder.path(), Options::default()).unwrap();
    let errors: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| format!("{} {} {}", finding.position.source.path(), finding.code.name, finding.message.en))
        .collect();
    assert!(errors.is_empty(), "site {seed} has errors: {errors:#?}");
    let public = restrict(site.clone(), Audience::Public);
    let output = in_memory(folder.path(), &public).unwrap();
    let mut leaks = Vec::new();
    let mut look = |channel: &str, path: &str, bytes: &[u8]| {
        let kind = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let channel =
            if channel == "archive" { format!("archive {path}") } else { format!("{channel} .{kind} {path}") };
        leaks.extend(
            marks(path.as_bytes()).into_iter().map(|mark| format!("{channel}: its name has {mark} (site {seed})")),
        );
        leaks.extend(marks(bytes).into_iter().map(|mark| format!("{channel}: {mark} (site {seed})")));
    };
    output.iter().for_each(|(path, bytes)| look("page", path, bytes));
    if seed % 8 == 1 {
        frozen(folder.path(), &files).iter().for_each(|(path, bytes)| look("archive", path, bytes));
        previewed(folder.path(), &output).iter().for_each(|(path, bytes)| look("preview", path, bytes));
    }
    // What is sent back to places, in every file of it, and a table of all that is public.
    let (drafts, all) = pipeline::read(folder.path(), Options { drafts: true }).unwrap();
    for own in nenpo::office::returned(&drafts, &all, SiteLanguage::Japanese) {
        look("returned", "findings.json", own.report.json().as_bytes());
        look("returned", "findings.xlsx", &own.report.xlsx());
    }
    leaks
}

fn write(files: &Files, folder: &Path) {
    files.iter().for_each(|(path, text)| put(&folder.join(path), text));
}

/// All files of the bag of a year.
fn frozen(root: &Path, files: &Files) -> BTreeMap<String, Vec<u8>> {
    // What a finding stops from being frozen is not the subject here.
    let (site, _) = pipeline::read(root, Options::default()).unwrap();
    assert!(files.contains_key("2021/p1/sheet.md"));
    let freeze = nenpo::archive::Freeze {
        root,
        folder: &root.join("archive"),
        year: 2021,
        date: nenpo::text::Date::parse("2022-04-01", None).unwrap(),
        agent: "nenpo",
        replace: false,
        zip: true,
    };
    let none = nenpo::source::Findings::new();
    nenpo::archive::freeze(&freeze, &restrict(site.clone(), Audience::Public), &none)
        .unwrap_or_else(|error| panic!("{error:#}"));
    let bag = root.join("archive/2021");
    let mut all: BTreeMap<String, Vec<u8>> = crate::case::files(&bag)
        .into_iter()
        .map(|path| (path.clone(), std::fs::read(bag.join(path)).unwrap()))
        .collect();
    all.insert("2021.zip".to_owned(), std::fs::read(root.join("archive/2021.zip")).unwrap());
    all
}

/// All that a preview answers where a build has a file, and what it tells open pages.
fn previewed(root: &Path, output: &Output) -> BTreeMap<String, Vec<u8>> {
    let preview = Preview::open(root, &root.join("output/archive"), Options::default()).unwrap();
    let paths: BTreeSet<String> = output.iter().map(|(path, _)| path.to_owned()).collect();
    let answers = paths.into_iter().map(|path| {
        let bytes = preview.file(&path).unwrap().unwrap_or_default();
        (path, bytes)
    });
    let told = preview.news_for_pages();
    answers.chain([("news.txt".to_owned(), format!("{}{}", told.ja, told.en).into_bytes())]).collect()
}

/// The marks in the bytes of a file, or of the files in it.
fn marks(bytes: &[u8]) -> Vec<&'static str> {
    if let Some(inside) = unzipped(bytes) {
        return inside.iter().flat_map(|(name, bytes)| [marks(name.as_bytes()), marks(bytes)].concat()).collect();
    }
    // Case, separators of thousands, and every way to write a character as something else.
    // Words may be parted into phrases.
    let text = String::from_utf8_lossy(bytes).to_lowercase().replace(',', "").replace("<wbr>", "");
    let mut spellings = vec![(WORDS, WORDS.to_owned()), (ID, ID.to_owned()), (DIGITS, DIGITS.to_owned())];
    spellings.push((WORDS, WORDS.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect()));
    spellings.push((WORDS, WORDS.bytes().map(|byte| format!("%{byte:02x}")).collect()));
    spellings.push((WORDS, WORDS.chars().map(|c| format!("&#{};", u32::from(c))).collect()));
    spellings.into_iter().filter(|(_, spelling)| text.contains(spelling.as_str())).map(|(mark, _)| mark).collect()
}
