//! What is written from the model gives the very same pages when it is read again: every site of the repository, every
//! sheet of `tests/sheets/` and a site made for measuring are read, written, read again, and rendered both times.

mod answers;

#[path = "../../examples/stress/main.rs"]
#[allow(dead_code, reason = "its `main` is for the command line")]
pub mod stress;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::model::{Settings, Site};
use nenpo::restrict::{Restricted, restrict};
use nenpo::source::{Severity, Source};
use nenpo::{load, pipeline, write};
use rayon::prelude::*;
use tempfile::TempDir;

use crate::case::{copy, in_memory, names, put, repository};
use crate::suppression::town::Towns;
use crate::{ids, sheets, suppression};

#[test]
fn the_sites_of_the_repository_are_written_as_they_were_read() {
    let cases = names(&repository("tests/sites"));
    let sites = cases.iter().map(|case| format!("tests/sites/{case}"));
    let sites = sites.chain(["tests/channels".to_owned(), String::new()]);
    let trouble: Vec<String> = sites
        .collect::<Vec<_>>()
        .par_iter()
        .flat_map_iter(|site| compare(&repository(site), site, &[Audience::Public, Audience::Advisors]))
        .collect();
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

#[test]
fn every_sheet_is_written_as_it_was_read() {
    let cases = sheets::cases();
    assert!(cases.len() > 200, "only {} sheets", cases.len());
    let trouble: Vec<String> = cases
        .par_iter()
        .flat_map_iter(|(code, name)| {
            let folder = tempfile::tempdir().unwrap();
            sheets::lay_out(&repository("tests/sheets").join(code).join(name), folder.path());
            compare(folder.path(), &format!("tests/sheets/{code}/{name}"), &[Audience::Advisors])
        })
        .collect();
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

#[test]
fn a_large_site_is_written_as_it_was_read() {
    let folder = tempfile::tempdir().unwrap();
    stress::write(&folder.path().join("content"), 12, 2).unwrap();
    let trouble = compare(folder.path(), "stress", &[Audience::Public]);
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

#[test]
fn withheld_counts_stay_withheld_and_nothing_else_does() {
    let folder = tempfile::tempdir().unwrap();
    suppression::write(&Towns::random(3, 1, 6, 2), folder.path());
    let trouble = compare(folder.path(), "towns", &[Audience::Public]);
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    let (site, _) = pipeline::read(folder.path(), Options::default()).unwrap();
    assert!(texts(&site).values().any(|text| text.contains("非公表")));
}

/// Reads, writes and reads a site, and names what differs, to these readers too.
fn compare(root: &Path, shown: &str, readers: &[Audience]) -> Vec<String> {
    let Ok((mut site, findings)) = pipeline::read(root, Options { drafts: true }) else { return Vec::new() };
    without_lines(&mut site);
    let mut trouble = Vec::new();
    let (_, again) = written(&site, root);
    let (before, after) = (texts(&site), texts(&again));
    for (path, text) in &before {
        if after.get(path) != Some(text) {
            trouble.push(format!("{shown}: {path} is written in two ways:\n{text}\n{:?}", after.get(path)));
        }
    }
    // No page is made of what has errors.
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return trouble;
    }
    for readers in readers {
        let first = restrict(site.clone(), *readers);
        let (folder, second) = written(&first, root);
        let second = restrict(second, *readers);
        let (before, after) = (render(root, &first), render(folder.path(), &second));
        let pages = before.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        trouble.extend(ids::trouble(pages).into_iter().map(|what| format!("{shown}, {readers:?}: {what}")));
        let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for path in paths.into_iter().filter(|path| before.get(*path) != after.get(*path)) {
            let difference = differs(before.get(path), after.get(path));
            trouble.push(format!("{shown}, {readers:?}: {path} is another file\n{difference}"));
        }
    }
    trouble
}

/// The site read from what was written of another; lines are those of a file, so there are none.
fn written(site: &Site, root: &Path) -> (TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    lay_out(site, root, folder.path());
    let (mut again, _) = load::load(folder.path(), Options { drafts: true }).unwrap();
    without_lines(&mut again);
    (folder, again)
}

/// Every file of a site that is written, by its path below `content/`.
fn texts(site: &Site) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    // Small numbers are withheld already.
    let settings = Settings { small_numbers: None, ..site.settings.clone() };
    texts.insert("site.yaml".to_owned(), write::settings(&settings));
    texts.insert("places.yaml".to_owned(), write::places(site.places.iter().map(AsRef::as_ref)));
    texts.insert("glossary.yaml".to_owned(), write::glossary(&site.glossary));
    texts.insert("measures.yaml".to_owned(), write::measures(&site.measures));
    texts.extend(site.forms.iter().map(|form| (format!("forms/{}.yaml", form.id), write::form(form))));
    texts.extend(site.pages.iter().map(|page| (page.path.clone(), write::page(page))));
    texts.extend(site.documents.iter().map(|document| (document.path.clone(), write::document(document))));
    texts.extend(site.documents.iter().flat_map(write::record_files));
    texts
}

fn lay_out(site: &Site, root: &Path, folder: &Path) {
    let content = folder.join("content");
    texts(site).iter().for_each(|(path, text)| put(&content.join(path), text.as_bytes()));
    site.images.iter().for_each(|(path, image)| put(&content.join(path), &image.bytes));
    site.attachments.iter().for_each(|(path, file)| put(&content.join(path), &file.bytes));
    for name in ["redirects.yaml", "errata.yaml", "shares.yaml"] {
        if let Ok(bytes) = std::fs::read(root.join("content").join(name)) {
            put(&content.join(name), &bytes);
        }
    }
    if root.join("themes").is_dir() {
        copy(&root.join("themes"), &folder.join("themes"));
    }
}

fn without_lines(site: &mut Site) {
    // No rule runs over what was written.
    site.reported = Vec::new();
    for document in &mut site.documents {
        document.source = Source::new(document.source.path(), "");
        let source = document.source.clone();
        for ending in &mut document.endings {
            ending.position.source = source.clone();
        }
    }
}

fn render(root: &Path, site: &Restricted) -> BTreeMap<String, Vec<u8>> {
    let Ok(output) = in_memory(root, site) else { return BTreeMap::new() };
    output.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

/// The first lines that differ.
fn differs(before: Option<&Vec<u8>>, after: Option<&Vec<u8>>) -> String {
    let (Some(before), Some(after)) = (before, after) else { return "it is there once only".to_owned() };
    let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
    let pair = before.lines().zip(after.lines()).find(|(before, after)| before != after);
    pair.map_or_else(|| "one is longer".to_owned(), |(before, after)| format!("- {before}\n+ {after}"))
}
