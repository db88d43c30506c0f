//! What a build keeps of the last one: after every kind of edit the site has the bytes of one that was made from nothing, and
//! what the edit has nothing to do with was not made again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;

use nenpo::bytes::Bytes;
use nenpo::error::Result;
use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::output::Published;
use nenpo::pages::{self, LastValues};
use nenpo::pipeline::{self, Build, BuildExtent};
use nenpo::restrict::restrict;
use nenpo::search::{self, KnownFiles};
use nenpo::sink::{Buffered, KeptPart, PublishedFile, Sink, SinkWriter, SitePart, ValuesDigest};
use nenpo::source::Words;
use sha2::{Digest, Sha256};

use crate::case::{copy, files, in_memory, put, repository};

/// A site, its output folder, and a file that stands for the program.
struct KeptSite {
    folder: tempfile::TempDir,
}

/// What a build does besides.
#[derive(Clone, Copy, Default)]
struct How {
    drafts: bool,
    extent: BuildExtent,
}

impl KeptSite {
    /// A site that was published once.
    fn published(site: &str) -> KeptSite {
        let folder = tempfile::tempdir().unwrap();
        copy(&repository(site), &folder.path().join("content"));
        let site = KeptSite { folder };
        put(&site.path("program"), "1");
        assert_eq!(site.build(How::default()).kept, 0);
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn build(&self, how: How) -> Published {
        self.build_with(how, &|| {}).0
    }

    /// Builds, and does something after the sheets were read; how many documents were not, since they were known, comes beside what was
    /// published.
    fn build_with(&self, How { drafts, extent }: How, meanwhile: &dyn Fn()) -> (Published, usize) {
        let (output, program) = (self.path("output"), self.path("program"));
        let build = Build { drafts, extent, program: Some(&program), ..Build::new(self.folder.path(), &output) };
        let input = build.read(build.compare()).unwrap();
        meanwhile();
        let unread = input.unread();
        assert!(!input.findings.stop(), "{:?}", input.findings.iter().map(|one| &one.message.en).collect::<Vec<_>>());
        let published = build.publish(input, Words::default(), &AtomicUsize::new(0)).unwrap();
        // Somebody wrote meanwhile: all is read again.
        let published = published.unwrap_or_else(|| {
            let again = Build { extent: BuildExtent::Everything, ..build };
            let input = again.read(again.compare()).unwrap();
            again.publish(input, Words::default(), &AtomicUsize::new(0)).unwrap().unwrap()
        });
        (published, unread)
    }

    /// Builds, and makes sure of every byte.
    fn rebuild(&self, what: &str, how: How) -> usize {
        let published = self.build(how);
        self.compare(what, how, &published);
        published.kept
    }

    fn compare(&self, what: &str, how: How, published: &Published) {
        let (read, _) = pipeline::read(self.folder.path(), Options { drafts: how.drafts }).unwrap();
        let expected = in_memory(self.folder.path(), &restrict(read, Audience::Public)).unwrap();
        let expected: BTreeMap<&str, &[u8]> = expected.iter().collect();
        let site = self.path("output/site");
        let found: BTreeMap<String, Vec<u8>> =
            files(&site).into_iter().map(|path| (path.clone(), fs::read(site.join(path)).unwrap())).collect();
        for (path, bytes) in &expected {
            assert!(found.get(*path).map(Vec::as_slice) == Some(bytes), "{path} after {what}");
        }
        assert_eq!(found.len(), expected.len(), "after {what}");
        assert!(published.kept <= published.unchanged, "what is kept did not change");
    }

    fn replace(&self, path: &str, one: &str, other: &str) {
        let file = self.path(path);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(one), "{path} lacks {one}");
        put(&file, text.replacen(one, other, 1));
    }
}

const SHEET: &str = "content/2022/kawasaki/sheet.md";
const OTHER: &str = "content/2021/sakai/sheet.md";

/// Documents are edited: all that has nothing to do with them is kept.
#[test]
fn after_edits_of_documents_the_rest_is_kept() {
    let site = KeptSite::published("tests/sites/years/content");
    let edits: [(&str, &dyn Fn()); 8] = [
        ("another number", &|| site.replace(SHEET, "人口:", "人口: 1234567 #")),
        ("a sentence", &|| {
            put(&site.path(SHEET), fs::read_to_string(site.path(SHEET)).unwrap() + "\n協議の場を開いた。\n");
        }),
        ("a link", &|| {
            let link = "\n[昨年度](../../2021/kawasaki/sheet.md)に続く。\n";
            put(&site.path(SHEET), fs::read_to_string(site.path(SHEET)).unwrap() + link);
        }),
        ("a report gone", &|| fs::remove_file(site.path("content/2022/kawasaki/next-report.md")).unwrap()),
        ("a new place in a year", &|| {
            put(
                &site.path("content/2021/sagami/sheet.md"),
                fs::read(site.path("content/2021/sakai/sheet.md")).unwrap(),
            );
        }),
        ("a document of another year", &|| {
            fs::rename(site.path("content/2022/sagami/sheet.md"), site.path("content/2021/sagami/sheet.md")).unwrap();
        }),
        // A year less would change the navigation of every page.
        ("a draft", &|| site.replace(OTHER, "form:", "draft: true\nform:")),
        ("no draft", &|| site.replace(OTHER, "draft: true\n", "")),
    ];
    for (what, edit) in edits {
        edit();
        assert!(site.rebuild(what, How::default()) > 0, "nothing was kept after {what}");
    }
    assert!(site.rebuild("nothing", How::default()) > 20, "little was kept after no edit");
}

/// What all pages depend on: nothing is kept.
#[test]
fn after_edits_of_the_whole_site_nothing_is_kept() {
    let site = KeptSite::published("tests/sites/years/content");
    let edits: [(&str, &str, &str); 8] = [
        ("content/measures.yaml", "", "population: { label: 人口の数, of: population }\n"),
        ("content/redirects.yaml", "", "2019/old.html: 2021/kawasaki.html\n"),
        ("content/pages/about.md", "", "---\ntitle: このサイト\n---\n\n協議の場の年報。\n"),
        ("content/site.yaml", "", "title: 別の年報\npublisher: 別の県\n"),
        ("content/forms/sheet.yaml", "参加自治体状況共有シート", "状況を共有するシート"),
        ("themes/default/templates/404.html", "", "<!doctype html><title>ない</title>"),
        ("themes/default/static/site.css", "", "body { color: red }"),
        ("program", "", "2"),
    ];
    for (path, one, other) in edits {
        if one.is_empty() {
            put(&site.path(path), other);
        } else {
            site.replace(path, one, other);
        }
        assert_eq!(site.rebuild(path, How::default()), 0, "{path}");
        assert!(site.rebuild("nothing", How::default()) > 20, "after {path}");
    }
    let drafts = How { drafts: true, ..How::default() };
    assert_eq!(site.rebuild("with drafts", drafts), 0);
    assert!(site.rebuild("with drafts again", drafts) > 20);
    let full = How { drafts: true, extent: BuildExtent::Everything };
    assert_eq!(site.rebuild("everything again", full), 0);
    assert!(site.rebuild("the rest again", drafts) > 20);
}

/// Terms of the glossary: only pages that mention them, or may, are made again.
#[test]
fn after_edits_of_the_glossary_what_mentions_no_other_term_is_kept() {
    let site = KeptSite::published("examples/shiomi/content");
    let total = files(&site.path("output/site")).len();
    let glossary = fs::read_to_string(site.path("content/glossary.yaml")).unwrap_or_default();
    let with = |terms: &str| put(&site.path("content/glossary.yaml"), glossary.clone() + terms);
    let sheet = site.path("content/2024/hato/sheet.md");
    put(&sheet, in_the_first_section(&sheet, "帆柱会議を開き、帆柱会と帆柱を立てた。帆**柱**は高い。"));
    with("- { word: 帆, reading: ほ, meaning: 風を受ける布。 }\n");
    site.rebuild("a sentence and a term", How::default());
    let edits = [
        "- { word: 帆柱, reading: ほばしら, meaning: 帆を張る柱。 }\n",
        "- { word: 帆柱, reading: ほばしら, also: [帆柱会], meaning: 帆を張る柱。 }\n",
        "- { word: 帆柱, reading: ほばしら, except: [帆柱会議], meaning: 帆を張る柱。 }\n",
        "- { word: 帆柱, reading: ほばしら, except: [帆柱会議], meaning: '帆の柱（[表紙](pages/about.md)）。' }\n",
        "",
    ];
    for terms in edits {
        with(terms);
        let kept = site.rebuild(terms, How::default());
        assert!(kept * 3 > total * 2, "of {total} files, {kept} were kept after {terms}");
    }
}

/// Whatever is wrong with what was kept, or with the site that it is of: everything is made again.
#[test]
fn a_damaged_list_or_site_means_a_full_build() {
    let site = KeptSite::published("tests/sites/years/content");
    let list = site.path("output/.nenpo.kept");
    let bytes = || fs::read(&list).unwrap();
    let changed = || {
        let mut bytes = bytes();
        let at = bytes.windows(8).position(|part| part == b"kawasaki").unwrap();
        bytes[at + 4] = b'z';
        bytes
    };
    let damages: [(&str, &dyn Fn()); 8] = [
        ("no list", &|| fs::remove_file(&list).unwrap()),
        ("an empty list", &|| put(&list, "")),
        ("half a list", &|| put(&list, &bytes()[..bytes().len() / 2])),
        ("a changed list", &|| put(&list, changed())),
        ("other bytes", &|| put(&list, [0xff_u8, 0, 1])),
        ("another page", &|| put(&site.path("output/site/2022/kawasaki.html"), "edited")),
        ("a page less", &|| fs::remove_file(site.path("output/site/2021/sakai.html")).unwrap()),
        ("no manifest", &|| fs::remove_file(site.path("output/site.manifest")).unwrap()),
    ];
    for (what, damage) in damages {
        damage();
        assert_eq!(site.rebuild(what, How::default()), 0, "{what}");
        assert!(site.rebuild("nothing", How::default()) > 20, "after {what}");
    }
    // Only systems that record which file is which tell a copied folder.
    #[cfg(unix)]
    {
        copy(&site.path("output"), &site.path("copied"));
        fs::remove_dir_all(site.path("output")).unwrap();
        fs::rename(site.path("copied"), site.path("output")).unwrap();
        assert_eq!(site.rebuild("a copied folder", How::default()), 0);
    }
}

/// Documents of places that stayed as they were are not read; whatever is wrong with what is known of them, they are.
#[test]
fn documents_that_stayed_as_they_were_are_not_read() {
    let site = KeptSite::published("examples/shiomi/content");
    // What is suppressed in a document depends on many others: of such a site all documents are read.
    let settings = site.path("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    assert_eq!(site.build_with(How::default(), &|| {}).1, 0);
    put(&settings, text.split_once("small_numbers:").unwrap().0);
    site.rebuild("no small numbers", How::default());
    let all = files(&site.path("content")).into_iter().filter(|path| path.starts_with("20") && path.ends_with(".md"));
    let all = all.count();
    let sheet = site.path("content/2024/hato/sheet.md");
    let edits = std::cell::Cell::new(0);
    let edit = || {
        edits.set(edits.get() + 1);
        put(&sheet, in_the_first_section(&sheet, &format!("協議の場を、{}度開いた。", edits.get())));
    };
    let rebuilt = |what: &str, meanwhile: &dyn Fn()| {
        edit();
        let (published, unread) = site.build_with(How::default(), meanwhile);
        site.compare(what, How::default(), &published);
        unread
    };
    let known = rebuilt("a sentence", &|| {});
    assert!(known * 2 > all && known + 4 < all, "of {all} documents {known} were known");
    // A document of another place says something else, is private or is gone while the site is built.
    let other = site.path("content/2024/aose/sheet.md");
    let text = fs::read_to_string(&other).unwrap();
    let private = text.replacen("form:", "audience: advisors\nform:", 1);
    assert_ne!(private, text);
    let changes: [(&str, &dyn Fn()); 4] = [
        ("another text", &|| put(&other, in_the_first_section(&other, "秘密の話。"))),
        ("a private document", &|| put(&other, &private)),
        ("a document less", &|| fs::remove_file(&other).unwrap()),
        ("a document as before", &|| put(&other, &text)),
    ];
    for (what, change) in changes {
        rebuilt(what, change);
        assert!(rebuilt("a sentence", &|| {}) > 0, "after {what}");
    }
    // Each of the files of summaries is damaged in some way.
    let folder = site.path("output/.nenpo.summaries");
    for (at, name) in files(&folder).into_iter().enumerate() {
        let file = folder.join(name);
        let bytes = fs::read(&file).unwrap();
        match at % 4 {
            0 => put(&file, &bytes[..bytes.len() / 2]),
            1 => put(&file, [&bytes[..bytes.len() - 1], b"!"].concat()),
            2 => fs::remove_file(&file).unwrap(),
            _ => {}
        }
    }
    let left = rebuilt("damaged summaries", &|| {});
    assert!(left > 0 && left < known, "{left} of {known}");
    assert_eq!(rebuilt("a sentence", &|| {}), known);
}

/// A file that only a private section links to is used, whether or not the section is read again; and it is published by no build.
#[test]
fn files_that_private_sections_name_are_used_by_unread_documents() {
    let site = KeptSite::published("examples/shiomi/content");
    let settings = site.path("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    put(&settings, text.split_once("small_numbers:").unwrap().0);
    // What is below the last heading is not public.
    let sheet = site.path("content/2024/aose/sheet.md");
    put(&sheet, fs::read_to_string(&sheet).unwrap() + "\n[控え](memo.pdf)を見る。\n");
    put(&site.path("content/2024/aose/memo.pdf"), "%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n");
    let told = || {
        let (output, program) = (site.path("output"), site.path("program"));
        let build = Build { program: Some(&program), ..Build::new(site.folder.path(), &output) };
        let input = build.read(build.compare()).unwrap();
        let told = input.findings.iter().map(|one| (one.code.name, one.message.ja.clone()));
        (told.collect::<Vec<_>>(), input.unread())
    };
    let (first, _) = told();
    site.rebuild("a private link", How::default());
    let other = site.path("content/2024/hato/sheet.md");
    put(&other, in_the_first_section(&other, "協議の場を開いた。"));
    let (second, unread) = told();
    assert!(unread > 0);
    assert_eq!(second, first);
    site.rebuild("another place", How::default());
    assert!(!site.path("output/site/2024/aose/memo.pdf").exists());
}

/// A sheet with a sentence more, below its first heading: what is below the last is not public.
fn in_the_first_section(sheet: &Path, sentence: &str) -> String {
    let text = fs::read_to_string(sheet).unwrap();
    let (before, heading) = text.split_once("\n## ").unwrap();
    let (heading, after) = heading.split_once('\n').unwrap();
    format!("{before}\n## {heading}\n\n{sentence}\n{after}")
}

/// Of a site with many places most is kept.
#[test]
fn what_depends_on_an_edited_document_is_made_again() {
    let site = KeptSite::published("examples/shiomi/content");
    let sheet = site.path("content/2024/hato/sheet.md");
    put(&sheet, in_the_first_section(&sheet, "協議の場を、二度開いた。"));
    let total = files(&site.path("output/site")).len();
    let kept = site.rebuild("a sentence", How::default());
    assert!(kept * 2 > total, "of {total} files, {kept} were kept");
}

/// A site in memory that keeps parts from one time to the next, and names them.
#[derive(Default)]
struct KeepingSink {
    old: BTreeMap<String, SitePart>,
    old_files: BTreeMap<String, Vec<u8>>,
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    parts: Mutex<BTreeMap<String, SitePart>>,
    kept: Mutex<BTreeSet<String>>,
}

impl Sink for KeepingSink {
    fn put(&self, path: &str, bytes: Bytes, _: &str) -> Result<()> {
        let before = self.files.lock().unwrap().insert(path.to_owned(), bytes.into_vec());
        assert!(before.is_none(), "{path} twice");
        Ok(())
    }

    fn stream<'s>(&'s self, path: &str, from: &str) -> Result<Box<dyn SinkWriter + 's>> {
        Ok(Box::new(Buffered::new(self, path, from)))
    }

    fn keep(&self, name: &str, made_from: &ValuesDigest, from: &str) -> Result<Option<KeptPart>> {
        let Some(part) = self.old.get(name).filter(|part| part.made_from == *made_from) else { return Ok(None) };
        for path in &part.files {
            self.put(path, self.old_files[path].clone().into(), from)?;
        }
        self.kept.lock().unwrap().insert(name.to_owned());
        self.made(part.clone());
        Ok(Some(KeptPart { files: part.files.len(), note: part.note.clone() }))
    }

    fn made(&self, part: SitePart) {
        self.parts.lock().unwrap().insert(part.name.clone(), part);
    }

    fn published(&self, path: &str) -> Option<Box<dyn PublishedFile>> {
        Some(Box::new(Cursor::new(self.old_files.get(path)?.clone())))
    }
}

impl KeepingSink {
    /// The site in a folder, given what is known of the last time.
    fn build(root: &Path, before: KeepingSink) -> KeepingSink {
        let (site, _) = pipeline::read(root, Options::default()).unwrap();
        let site = restrict(site, Audience::Public);
        let theme = pages::theme(root, &site).unwrap();
        let (old, old_files) = (before.parts.into_inner().unwrap(), before.files.into_inner().unwrap());
        let sink = KeepingSink { old, old_files, ..KeepingSink::default() };
        let last = LastValues { common: [7; 32], summarized: BTreeMap::new() };
        let entries = pages::render_files(&site, &theme, Some(&last), &sink).unwrap().entries;
        let read = |path: &str| Ok(sink.files.lock().unwrap()[path].clone());
        let digest = |path: &str| Some(Sha256::digest(read(path).ok()?).into());
        let known = KnownFiles { common: &last.common, digest: &digest, read: &read };
        search::index(entries, &|path| Ok(search::sections(&read(path)?)), Some(known), &sink).unwrap();
        sink
    }

    /// Builds again after an edit of a file, and makes sure of every byte; the names of what was kept come back.
    fn rebuilt(self, root: &Path, file: &str, one: &str, other: &str) -> (KeepingSink, BTreeSet<String>) {
        let path = root.join("content").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(one), "{file} lacks {one}");
        put(&path, text.replacen(one, other, 1));
        let next = KeepingSink::build(root, self);
        let anew = KeepingSink::build(root, KeepingSink::default());
        let (files, expected) = (next.files.lock().unwrap(), anew.files.lock().unwrap());
        assert!(files.keys().eq(expected.keys()), "after {one}");
        for (path, bytes) in &*expected {
            assert!(files[path] == *bytes, "{path} after {one}");
        }
        drop((files, expected));
        let kept = std::mem::take(&mut *next.kept.lock().unwrap());
        (next, kept)
    }
}

/// Which parts are kept, by their names: after an edit of one place all that other places say.
#[test]
fn what_other_places_say_is_kept_by_name() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("examples/shiomi/content"), &folder.path().join("content"));
    let root = folder.path();
    let site = KeepingSink::build(root, KeepingSink::default());
    let of_places = |begin: &str, end: &str| -> BTreeSet<String> {
        let name = |path: &String| Some(path.strip_prefix(begin)?.strip_suffix(end)?.to_owned());
        site.files.lock().unwrap().keys().filter_map(name).collect()
    };
    let (places, columns) = (of_places("places/", ".html"), of_places("data/places/", ".js"));
    let packs = of_places("data/search/t-", "-0.js");
    assert!(places.len() > 14 && columns == places && packs.len() == places.len() + 1, "{places:?} {packs:?}");
    let remade = |kept: &BTreeSet<String>, all: &BTreeSet<String>, begin: &str, end: &str| -> Vec<String> {
        all.iter().filter(|id| !kept.contains(&format!("{begin}{id}{end}"))).cloned().collect()
    };

    let sheet = "2024/hato/sheet.md";
    let (site, kept) = site.rebuilt(root, sheet, "\n---\n", "\n---\n\n協議の場を、二度開いた。\n");
    assert_eq!(remade(&kept, &places, "places/", ".html"), ["hato"]);
    assert_eq!(remade(&kept, &columns, "data/places/", ".js"), ["hato"]);
    assert_eq!(remade(&kept, &packs, "data/search/t-", "-0.js"), ["hato"]);
    let grams = site.files.lock().unwrap().keys().filter(|path| path.starts_with("data/search/g")).count();
    let kept_grams = kept.iter().filter(|name| name.starts_with("data/search/g")).count();
    assert!(kept_grams * 2 > grams, "{kept_grams} of {grams}");

    // A place that stands elsewhere among those of its group is shown there on their pages, not on that of the prefecture, and is what
    // it was in most of their columns.
    let (site, kept) = site.rebuilt(root, sheet, "人口:\n  値: ", "人口:\n  値: 1");
    let pages_made = remade(&kept, &places, "places/", ".html");
    assert!(pages_made.len() * 2 > places.len() && !pages_made.contains(&"shiomi".to_owned()), "{pages_made:?}");
    let columns_made = remade(&kept, &columns, "data/places/", ".js");
    assert!(columns_made.contains(&"hato".to_owned()) && columns_made.len() < columns.len(), "{columns_made:?}");

    // Only pages that have a word of the glossary say what it means.
    let (site, kept) = site.rebuilt(root, "glossary.yaml", "病気や障害の経験を生かし、", "自分の経験から、");
    let files = site.files.lock().unwrap();
    let documents = files.iter().filter(|(path, _)| path.starts_with("202") && path.ends_with(".html"));
    let says = |html: &[u8]| String::from_utf8_lossy(html).contains("自分の経験から、");
    let (with, without): (Vec<_>, Vec<_>) = documents.partition(|(_, html)| says(html));
    assert!(with.len() > 3 && with.iter().all(|(path, _)| !kept.contains(*path)), "{} pages", with.len());
    let kept_documents = without.iter().filter(|(path, _)| kept.contains(*path)).count();
    assert!(kept_documents * 2 > without.len(), "{kept_documents} of {}", without.len());
    assert_eq!(remade(&kept, &places, "places/", ".html"), [""; 0]);
}
