//! Edits at random: after each, the preview and the published site have the bytes of a site made from nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::output::Output;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use nenpo::serve::Preview;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::case::{copy, files, in_memory, put, repository};

/// Something that authors and editors do.
#[derive(Clone, Debug)]
enum Edit {
    /// Some document says another number, has a word of the glossary, a link, a warning, or cannot be read.
    Line(Index, Index),
    /// Some document is gone.
    Remove(Index),
    /// A document of a year and place is written, as another one is.
    Add(Index, usize, usize),
    /// A document lies in another year.
    Rename(Index, usize),
    /// Some document waits to be published.
    Draft(Index),
    /// The form of the sheets has other words.
    Form,
    /// A file that pages are made with: the glossary, measures, settings, a template.
    Other(Index),
    /// Nothing.
    Nothing,
}

const YEARS: [&str; 3] = ["2020", "2021", "2022"];
const PLACES: [&str; 3] = ["kawasaki", "sakai", "sagami"];

/// Lines at the end of a document.
const LINES: [&str; 6] = [
    "協議の場を開いた。",
    "[昨年度](../../2021/kawasaki/sheet.md)に続く。",
    "[ない資料](../../1999/nowhere/sheet.md)に続く。",
    "## 様式にない見出し",
    "- 一つ\n- 二つ",
    "髙橋市長",
];

/// Files that are there or not, and what they say.
const OTHERS: [(&str, &str); 7] = [
    ("content/glossary.yaml", "- { word: 協議の場, reading: きょうぎのば, meaning: 話し合うところ。 }\n"),
    ("content/measures.yaml", "population: { label: 人口の数, of: population }\n"),
    ("content/redirects.yaml", "2019/old.html: 2021/kawasaki.html\n"),
    ("content/pages/about.md", "---\ntitle: このサイト\n---\n\n協議の場の年報。\n"),
    ("themes/default/templates/404.html", "<!doctype html><title>ない</title>"),
    ("themes/default/static/site.css", "body { color: red }"),
    ("content/site.yaml", "title: 別の年報\npublisher: 別の県\nsmall_numbers: { tiers: [ { shown_from: 10 } ] }\n"),
];

fn edit() -> impl Strategy<Value = Edit> {
    let (some, year, place) = (any::<Index>(), 0..YEARS.len(), 0..PLACES.len());
    prop_oneof![
        5 => (any::<Index>(), any::<Index>()).prop_map(|(document, line)| Edit::Line(document, line)),
        1 => some.prop_map(Edit::Remove),
        2 => (any::<Index>(), year.clone(), place).prop_map(|(of, year, place)| Edit::Add(of, year, place)),
        1 => (any::<Index>(), year).prop_map(|(document, year)| Edit::Rename(document, year)),
        1 => any::<Index>().prop_map(Edit::Draft),
        1 => Just(Edit::Form),
        3 => any::<Index>().prop_map(Edit::Other),
        1 => Just(Edit::Nothing),
    ]
}

/// A site that is edited, and how it was at first.
struct Edited {
    folder: tempfile::TempDir,
    first: BTreeMap<String, Vec<u8>>,
}

impl Edited {
    fn new() -> Edited {
        let folder = tempfile::tempdir().unwrap();
        copy(&repository("tests/sites/years/content"), &folder.path().join("content"));
        let first = files(folder.path());
        let first = first.into_iter().map(|path| (path.clone(), fs::read(folder.path().join(path)).unwrap()));
        Edited { first: first.collect(), folder }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Some document of the site.
    fn document(&self, which: Index) -> Option<PathBuf> {
        let mut documents = files(&self.root().join("content"));
        documents.retain(|path| path.starts_with("20"));
        (!documents.is_empty()).then(|| self.root().join("content").join(which.get(&documents)))
    }

    /// Edits, and names the files that changed.
    fn edit(&self, edit: &Edit) -> Vec<PathBuf> {
        let text = |path: &PathBuf| fs::read_to_string(path).unwrap();
        match edit {
            Edit::Line(document, line) => {
                let Some(path) = self.document(*document) else { return Vec::new() };
                let text = text(&path);
                let text = match line.index(LINES.len() + 3) {
                    0 => text.replacen("人口:", "人口", 1),
                    1 => text.replace('1', "2"),
                    2 => text.replace('2', "1"),
                    line => format!("{text}\n{}\n", LINES[line - 3]),
                };
                put(&path, text);
                vec![path]
            }
            Edit::Remove(document) => {
                let Some(path) = self.document(*document) else { return Vec::new() };
                fs::remove_file(&path).unwrap();
                vec![path]
            }
            Edit::Add(of, year, place) => {
                let Some(of) = self.document(*of) else { return Vec::new() };
                let path =
                    self.root().join("content").join(YEARS[*year]).join(PLACES[*place]).join(of.file_name().unwrap());
                put(&path, text(&of));
                vec![path]
            }
            Edit::Rename(document, year) => {
                let Some(from) = self.document(*document) else { return Vec::new() };
                let place = from.parent().and_then(Path::file_name).unwrap();
                let to = self.root().join("content").join(YEARS[*year]).join(place).join(from.file_name().unwrap());
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::rename(&from, &to).unwrap();
                vec![from, to]
            }
            Edit::Draft(document) => {
                let Some(path) = self.document(*document) else { return Vec::new() };
                let text = text(&path);
                let text = match text.split_once("draft: true\n") {
                    Some((before, after)) => format!("{before}{after}"),
                    None => text.replacen("form:", "draft: true\nform:", 1),
                };
                put(&path, text);
                vec![path]
            }
            Edit::Form => {
                let path = self.root().join("content/forms/sheet.yaml");
                let words = [("参加自治体状況共有シート", "状況を共有するシート"), ("unit: 床", "unit: 台")];
                let text = words.into_iter().fold(text(&path), |text, (one, other)| {
                    if text.contains(one) { text.replace(one, other) } else { text.replace(other, one) }
                });
                put(&path, text);
                vec![path]
            }
            Edit::Other(which) => {
                let (path, says) = OTHERS[which.index(OTHERS.len())];
                let file = self.root().join(path);
                let now = fs::read(&file).ok();
                let first = self.first.get(path);
                match first.map_or(Some(says.as_bytes()), |first| {
                    Some(if now.as_ref() == Some(first) { says.as_bytes() } else { first.as_slice() })
                }) {
                    Some(bytes) if first.is_some() || now.is_none() => put(&file, bytes),
                    _ => fs::remove_file(&file).unwrap(),
                }
                vec![file]
            }
            Edit::Nothing => Vec::new(),
        }
    }
}

/// Builds with the program; whether it published.
fn build(root: &Path) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_nenpo")).args(["--lang", "en", "build", "--root"]).arg(root).output();
    let done = done.unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(matches!(done.status.code(), Some(0 | 1)), "{said}");
    (done.status.success(), said)
}

fn published(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let site = root.join("output/site");
    files(&site).into_iter().map(|path| (path.clone(), fs::read(site.join(path)).unwrap())).collect()
}

fn expected(output: &Output) -> BTreeMap<String, Vec<u8>> {
    output.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn after_any_edit_everything_is_as_if_made_from_nothing(edits in proptest::collection::vec(edit(), 1..8)) {
        let site = Edited::new();
        let root = site.root();
        let preview = Preview::open(root, &root.join("output/archive"), Options::default()).unwrap();
        assert!(build(root).0);
        for edit in &edits {
            let changed: BTreeSet<PathBuf> = site.edit(edit).into_iter().collect();
            let before = published(root);
            if !changed.is_empty() {
                preview.refresh(&changed);
                preview.check();
            }
            let (read, findings) = pipeline::read(root, Options::default()).unwrap();
            let shown = preview.news().findings;
            // Where a sheet cannot be read, the preview keeps its last state, and rules go on to look at that.
            prop_assert!(if findings.stop() { shown.stop() } else { shown == findings }, "findings after {edit:?}");
            let (done, said) = build(root);
            prop_assert_eq!(done, !findings.stop());
            // Warnings are told every time.
            prop_assert_eq!(build(root), (done, said));
            if findings.stop() {
                prop_assert!(published(root) == before, "a build that failed changed something");
                continue;
            }
            let expected = expected(&in_memory(root, &restrict(read.clone(), Audience::Public)).unwrap());
            prop_assert!(published(root) == expected, "the site after {edit:?}");
            for (path, bytes) in &expected {
                prop_assert!(preview.file(path).unwrap().as_ref() == Some(bytes), "{path} after {edit:?}");
            }
        }
    }
}
