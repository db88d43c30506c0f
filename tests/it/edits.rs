//! Edits at random: after each, the preview and the published site have the bytes of a site made from nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nenpo::archive;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::serve::Preview;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::case::{copy, files, put, repository};

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
    /// A file that pages are made with: the glossary, measures, settings, places, errata, a template.
    Other(Index),
    /// A year is frozen.
    Archive(usize),
    /// The site is built with drafts, or without them again.
    Drafts,
    /// Builds delete what somebody put into the site, or no longer.
    Clean,
    /// The next build makes everything.
    Full,
    /// Another program builds.
    Program,
    /// Something happens to what the last build left.
    Damage(Index),
    /// Some document is written without looking much different: as long as before, and as old.
    Disguise(Index, Index),
    /// The output folder is a copy.
    Copied,
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
const OTHERS: [(&str, &str); 9] = [
    ("content/glossary.yaml", "- { word: 協議の場, reading: きょうぎのば, meaning: 話し合うところ。 }\n"),
    ("content/measures.yaml", "population: { label: 人口の数, of: population }\n"),
    (
        "content/errata.yaml",
        "- { year: 2020, page: 2020/kawasaki.html, date: 2024-04-01, what: 人口, why: 写し間違い, before: 1人, after: 2人 }\n",
    ),
    ("content/2022/kawasaki/notes.csv", "日,場所\n4月1日,市役所\n"),
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
        4 => any::<Index>().prop_map(Edit::Other),
        1 => (0..YEARS.len()).prop_map(Edit::Archive),
        1 => prop_oneof![Just(Edit::Drafts), Just(Edit::Clean), Just(Edit::Full), Just(Edit::Program)],
        2 => any::<Index>().prop_map(Edit::Damage),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(document, how)| Edit::Disguise(document, how)),
        1 => Just(Edit::Copied),
        1 => Just(Edit::Nothing),
    ]
}

/// A site that is edited, how it was at first, and how it is built.
struct Edited {
    folder: tempfile::TempDir,
    first: BTreeMap<String, Vec<u8>>,
    program: PathBuf,
    drafts: bool,
    clean: bool,
    full: bool,
}

impl Edited {
    fn new() -> Edited {
        let folder = tempfile::tempdir().unwrap();
        copy(&repository("tests/sites/years/content"), &folder.path().join("content"));
        // A year is frozen only where its pages can lead to those of today.
        let settings = folder.path().join("content/site.yaml");
        put(&settings, fs::read_to_string(&settings).unwrap() + "base_url: https://example.org/nenpo/\n");
        let first = files(folder.path());
        let first = first.into_iter().map(|path| (path.clone(), fs::read(folder.path().join(path)).unwrap()));
        let program = PathBuf::from(env!("CARGO_BIN_EXE_nenpo"));
        Edited { first: first.collect(), folder, program, drafts: false, clean: false, full: false }
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

    /// Runs a command of the program; whether it found nothing that stops it, and what it said in a language.
    fn run(&self, language: &str, command: &[&str]) -> (bool, String) {
        let mut program = Command::new(&self.program);
        let done = program.args(["--lang", language]).args(command).arg("--root").arg(self.root()).output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(matches!(done.status.code(), Some(0 | 1)), "{said}");
        (done.status.success(), said)
    }

    /// Builds; whether the site was published, and what was said in a language.
    fn build(&self, language: &str, full: bool) -> (bool, String) {
        let arguments = [("--drafts", self.drafts), ("--clean", self.clean), ("--full", full)];
        let arguments = arguments.into_iter().filter(|(_, asked)| *asked).map(|(argument, _)| argument);
        self.run(language, &["build"].into_iter().chain(arguments).collect::<Vec<_>>())
    }

    /// What a build from nothing publishes, of the same sources and archives, none where it does not; and what it says in Japanese.
    fn expected(&self) -> (Option<BTreeMap<String, Vec<u8>>>, String) {
        let other = self.root().join("other");
        let _ = fs::remove_dir_all(&other);
        if self.archives().is_dir() {
            copy(&self.archives(), &other.join("archive"));
        }
        let drafts = if self.drafts { vec!["--drafts"] } else { Vec::new() };
        let output = ["build", "--output", other.to_str().unwrap()];
        let (done, said) = self.run("ja", &output.into_iter().chain(drafts).collect::<Vec<_>>());
        (done.then(|| site_in(&other)), said)
    }

    fn archives(&self) -> PathBuf {
        self.root().join("output/archive")
    }

    fn preview(&self) -> Preview {
        Preview::open(self.root(), &self.archives(), self.options()).unwrap()
    }

    fn options(&self) -> Options {
        Options { drafts: self.drafts }
    }

    /// Changes what the last build left: its lists, and the site that they are of.
    fn damage(&self, which: Index) {
        let output = self.root().join("output");
        // Without its manifest a site would be somebody's own.
        let of = [
            ".nenpo.kept",
            ".nenpo.stamp",
            ".nenpo.findings",
            "site/2021/kawasaki.html",
            "site/data/nenpo-data.zip",
            "site/data/search/g0.js",
            ".nenpo.spare/2021/kawasaki.html",
        ];
        let file = output.join(of[which.index(of.len())]);
        let Ok(bytes) = fs::read(&file) else { return };
        match which.index(4 * of.len()) % 4 {
            0 => fs::remove_file(&file).unwrap(),
            1 => put(&file, &bytes[..bytes.len() / 2]),
            2 => put(&file, [&bytes[..bytes.len() / 2], b"0", &bytes[bytes.len() / 2 + 1..]].concat()),
            // Written again with the same bytes.
            _ => put(&file, &bytes),
        }
    }

    /// Edits, and names the files that changed; none where the preview has to be opened anew.
    fn edit(&mut self, edit: &Edit) -> Option<Vec<PathBuf>> {
        match edit {
            Edit::Archive(year) => {
                self.run("en", &["archive", YEARS[*year], "--date", "2024-03-31"]);
                return None;
            }
            Edit::Drafts => {
                self.drafts = !self.drafts;
                return None;
            }
            Edit::Clean => self.clean = !self.clean,
            Edit::Full => self.full = true,
            Edit::Program => {
                let copied = self.root().join("program");
                let _ = fs::remove_file(&copied);
                fs::copy(env!("CARGO_BIN_EXE_nenpo"), &copied).unwrap();
                self.program = copied;
            }
            Edit::Damage(which) => self.damage(*which),
            Edit::Copied => {
                let (output, copied) = (self.root().join("output"), self.root().join("copied"));
                copy(&output, &copied);
                fs::remove_dir_all(&output).unwrap();
                fs::rename(copied, output).unwrap();
            }
            _ => return Some(self.edit_files(edit)),
        }
        Some(Vec::new())
    }

    /// Edits sources, and names the files that changed.
    fn edit_files(&self, edit: &Edit) -> Vec<PathBuf> {
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
            Edit::Disguise(document, how) => {
                let Some(path) = self.document(*document) else { return Vec::new() };
                let (other, time) = (text(&path).replace('1', "2"), fs::metadata(&path).unwrap().modified().unwrap());
                let written = if how.index(2) == 0 { path.clone() } else { self.root().join("written") };
                put(&written, other);
                fs::File::options().write(true).open(&written).unwrap().set_modified(time).unwrap();
                fs::rename(written, &path).unwrap();
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
            _ => Vec::new(),
        }
    }
}

fn site_in(output: &Path) -> BTreeMap<String, Vec<u8>> {
    let site = output.join("site");
    files(&site).into_iter().map(|path| (path.clone(), fs::read(site.join(path)).unwrap())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn after_any_edit_everything_is_as_if_made_from_nothing(edits in proptest::collection::vec(edit(), 1..8)) {
        let mut site = Edited::new();
        let root = site.root().to_owned();
        let output = root.join("output");
        let mut preview = site.preview();
        assert!(site.build("en", false).0);
        for edit in &edits {
            let before = site_in(&output);
            match site.edit(edit).map(BTreeSet::from_iter) {
                // An archive that was altered, or sheets that cannot be read, leave nothing to open.
                None => preview = site.preview(),
                Some(changed) if changed.is_empty() => {}
                Some(changed) => {
                    preview.refresh(&changed);
                    preview.check();
                }
            }
            let damaged = matches!(edit, Edit::Damage(_) | Edit::Copied);
            let archives = archive::list(&site.archives(), false).unwrap();
            let (_, findings) = pipeline::read_with_archives(&root, site.options(), Some(&archives)).unwrap();
            let shown = preview.news().findings;
            // Where a sheet cannot be read, the preview keeps its last state, and rules go on to look at that.
            prop_assert!(if findings.stop() { shown.stop() } else { shown == findings }, "findings after {edit:?}");
            let full = std::mem::take(&mut site.full);
            let (done, said) = site.build("en", full);
            let (expected, said_from_nothing) = site.expected();
            prop_assert_eq!(done, expected.is_some(), "{} after {:?}", said, edit);
            prop_assert!(!(done && findings.stop()));
            // Warnings are told every time, and in every language.
            prop_assert_eq!(site.build("en", false), (done, said));
            prop_assert_eq!(site.build("ja", false), (done, said_from_nothing));
            let Some(expected) = expected else {
                prop_assert!(damaged || site_in(&output) == before, "a build that failed changed something");
                continue;
            };
            prop_assert!(site_in(&output) == expected, "the site after {edit:?}");
            for (path, bytes) in &expected {
                prop_assert!(preview.file(path).unwrap().as_ref() == Some(bytes), "{path} after {edit:?}");
            }
        }
    }
}
