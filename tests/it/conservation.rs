//! The law of conservation: what an author writes for the public is published, in its order, or a finding names the place.
//!
//! Each run of letters and digits in the answers and the body of a document is looked for on its page, in its text version, in
//! its CSV (answers) and JSON, and in the search index. `docs/conservation.md` lists the foldings, which are what may differ;
//! `source`, `markdown` and `runs` know these and no more, and nothing of how the program reads. A name such as `dates` in
//! backquotes there is that of a folding in the manual.
//!
//! The order holds within an answer, and within a section of the body: a page has its answers in the order of the form.
//! `LAW_SITES=DIR` names a folder of further sites, each with a `content/`.

mod fuzz;
mod markdown;
mod pieces;
mod published;
mod runs;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::case::{copy, files, names, put, repository};
use crate::sheets;
use crate::written::stress;
use published::{PageWords, Published, json_words, publish, search_words};
use runs::Printed;
use source::{Forms, Passage, PassageKind, Written, written};

/// What came of holding sites to the law.
#[derive(Debug, Default)]
pub struct Held {
    pub documents: usize,
    /// Runs that were looked for, in all channels.
    pub runs: usize,
    pub trouble: Vec<String>,
}

impl Held {
    fn add(&mut self, name: &str, other: Held) {
        self.documents += other.documents;
        self.runs += other.runs;
        self.trouble.extend(other.trouble.into_iter().map(|trouble| format!("{name}: {trouble}")));
    }

    fn expect(&self, documents: usize) {
        eprintln!("{} documents, {} runs of letters and digits", self.documents, self.runs);
        assert!(self.trouble.is_empty(), "\n{}\n", self.trouble.join("\n"));
        assert!(self.documents >= documents, "only {} documents", self.documents);
    }
}

/// Holds a site to the law; nothing where it is not published.
fn hold(root: &Path) -> Option<Held> {
    Some(check(root, &publish(root)?))
}

fn check(root: &Path, site: &Published) -> Held {
    let forms = Forms::read(&root.join("content/forms"));
    // `withheld`: numbers that may tell who somebody is.
    let withheld =
        std::fs::read_to_string(root.join("content/site.yaml")).unwrap_or_default().contains("small_numbers");
    let channels = Channels::read(site);
    let ids = forms.all_ids();
    let mut held = Held::default();
    for path in files(&root.join("content")).iter().filter(|path| path.ends_with(".md")) {
        let path = format!("content/{path}");
        let text = std::fs::read(root.join(&path)).unwrap();
        let Ok(text) = String::from_utf8(text) else { continue };
        let folder = root.join(&path).with_file_name("");
        let Some(document) = written(&path, &text, &forms, &folder) else { continue };
        let Some(own) = channels.of(&path) else { continue };
        held.documents += 1;
        let found = site.found.get(&document.path);
        for mut passage in document.passages {
            // Of these lines a finding tells; what stands around them is looked for all the same.
            passage.runs.retain(|(line, _)| !found.is_some_and(|lines| lines.contains(line)));
            own.look(&passage, &forms, &ids, &mut |channel, at| {
                let Some(at) = at else {
                    held.runs += passage.runs.len();
                    return;
                };
                let (line, run) = &passage.runs[at];
                if !(withheld && passage.kind == PassageKind::Answer) {
                    held.trouble.push(format!("{}:{line}: {channel} lacks `{run}` of {}", document.path, passage.at));
                }
            });
        }
    }
    held
}

/// The channels of all documents.
struct Channels<'s> {
    site: &'s Published,
    /// The JSON file of each document, and what it says.
    data: BTreeMap<String, (&'s str, Value)>,
    search: BTreeMap<String, String>,
}

/// What of one document is published.
struct Own {
    page: PageWords,
    /// The words of the pages of its records.
    records: String,
    whole: Printed,
    text: Option<Printed>,
    csv: Option<Printed>,
    json: Option<Printed>,
    search: Printed,
    /// The page of its place.
    place: Option<Printed>,
}

impl<'s> Channels<'s> {
    fn read(site: &'s Published) -> Channels<'s> {
        let json = site.files.iter().filter(|(path, _)| path.ends_with(".json"));
        let data = json.filter_map(|(path, bytes)| {
            let value: Value = serde_json::from_slice(bytes).ok()?;
            Some((value.get("file")?.as_str()?.to_owned(), (path.as_str(), value)))
        });
        Channels { site, data: data.collect(), search: search_words(&site.files) }
    }

    /// What is published of a document; nothing of what is no document, such as a draft.
    fn of(&self, path: &str) -> Option<Own> {
        let text = |path: &str| self.site.files.get(path).map(|bytes| String::from_utf8(bytes.clone()).unwrap());
        // A record in a file of its own, two folders below its document, is published with that.
        let above = path.rsplit('/').nth(1).and_then(|field| Some(path.rsplit_once(&format!("/{field}/"))?.0));
        let path = match above.map(|above| format!("{above}.md")) {
            Some(owner) if self.data.contains_key(&owner) => owner,
            _ => path.to_owned(),
        };
        let path = path.as_str();
        let data = self.data.get(path);
        let page = match data {
            Some((_, value)) => value["page"].as_str()?.to_owned(),
            None => format!("{}.html", path.strip_prefix("content/pages/")?.strip_suffix(".md")?),
        };
        let words = PageWords::read(self.site.files.get(&page)?);
        let folder = format!("{}/", path.trim_start_matches("content/").trim_end_matches(".md"));
        let of_records = |name: &&String| name.starts_with(&folder) && name.ends_with(".html");
        let pages: Vec<&String> = self.site.files.keys().filter(of_records).collect();
        let records: String = pages.iter().map(|page| PageWords::read(&self.site.files[*page]).words).collect();
        let found = std::iter::once(&page).chain(pages).filter_map(|page| self.search.get(page).map(String::as_str));
        let search = Printed::new(&found.collect::<Vec<_>>().join("\n"));
        Some(Own {
            whole: Printed::new(&format!("{}\n{records}", words.words)),
            page: words,
            records,
            search,
            text: text(&page.replace(".html", ".txt")).map(|text| Printed::new(&text)),
            csv: data.and_then(|(json, _)| text(&json.replace(".json", ".csv"))).map(|csv| Printed::new(&csv)),
            json: data.map(|(_, value)| Printed::new(&json_words(value))),
            place: data.and_then(|(_, value)| {
                let page = self.site.files.get(&format!("places/{}.html", value["place"]["id"].as_str()?))?;
                Some(Printed::new(&PageWords::read(page).words))
            }),
        })
    }
}

impl Own {
    /// Looks for a passage in each channel that carries it, and tells the first run that is missing.
    fn look(&self, passage: &Passage, forms: &Forms, ids: &BTreeSet<&str>, tell: &mut dyn FnMut(&str, Option<usize>)) {
        let runs = || passage.runs.iter().map(|(_, run)| run);
        let missing = |printed: &Printed| {
            let first = printed.first_missing(runs());
            let instead = || passage.instead.iter().any(|other| printed.first_missing(other).is_none());
            first.filter(|_| !instead() && !apart(passage, printed))
        };
        if passage.kind == PassageKind::Closed {
            return tell(
                "the page of the place",
                self.place.as_ref().map_or(Some(0).filter(|_| !passage.runs.is_empty()), missing),
            );
        }
        let on_page = match (passage.kind, forms.id(&passage.key)) {
            (PassageKind::Answer, Some(id)) => {
                missing(&Printed::new(&format!("{}\n{}", self.page.region(id, ids), self.records)))
            }
            _ => missing(&self.whole),
        };
        tell("the page", on_page);
        if passage.kind == PassageKind::Indicator {
            return;
        }
        if let Some(text) = &self.text {
            tell("the text version", missing(text));
        }
        if passage.kind == PassageKind::Label {
            return;
        }
        if let Some(csv) = self.csv.as_ref().filter(|_| passage.kind == PassageKind::Answer) {
            tell("the CSV", missing(csv));
        }
        if let Some(json) = &self.json {
            tell("the JSON", missing(json));
        }
        tell("the search index", missing(&self.search));
    }
}

/// `units`: a table has the unit of its numbers in its head. The numbers stand in their order, and the units somewhere.
fn apart(passage: &Passage, printed: &Printed) -> bool {
    let (mut numbers, mut units) = (Vec::new(), Vec::new());
    for (at, (_, run)) in passage.runs.iter().enumerate() {
        let is_unit = at > 0 && runs::is_number(&passage.runs[at - 1].1) && !runs::is_number(run);
        if is_unit { units.push(run) } else { numbers.push(run) }
    }
    let is_figure = passage.kind == PassageKind::Answer && passage.runs.len() < 8 && !units.is_empty();
    is_figure && printed.first_missing(numbers).is_none() && units.iter().all(|unit| printed.has(unit))
}

#[test]
fn the_real_content_is_kept() {
    hold(&repository("")).expect("the site builds").expect(15);
}

#[test]
fn the_small_sites_and_the_sheets_are_kept() {
    let mut held = Held::default();
    let sites = repository("tests/sites");
    for case in names(&sites) {
        held.add(&case, hold(&sites.join(&case)).unwrap_or_default());
    }
    let sheets = repository("tests/sheets");
    for (code, name) in sheets::cases() {
        let folder = tempfile::tempdir().unwrap();
        sheets::lay_out(&sheets.join(&code).join(&name), folder.path());
        held.add(&format!("{code}/{name}"), hold(folder.path()).unwrap_or_default());
    }
    held.expect(300);
}

#[test]
fn a_large_site_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    stress::write(&folder.path().join("content"), 20, 2).unwrap();
    hold(folder.path()).expect("the site builds").expect(30);
}

/// Sites that are not of the repository.
#[test]
fn the_sites_of_others_are_kept() {
    let Some(folder) = std::env::var_os("LAW_SITES").map(PathBuf::from) else { return };
    let mut held = Held::default();
    for case in names(&folder).into_iter().filter(|name| folder.join(name).join("content").is_dir()) {
        let site = hold(&folder.join(&case)).unwrap_or_else(|| panic!("{case} has errors"));
        held.add(&case, site);
    }
    held.expect(1);
}

/// Each fold that the manual names is known here, and no other.
#[test]
fn the_manual_lists_the_foldings() {
    let manual = std::fs::read_to_string(repository("docs/conservation.md")).unwrap();
    let rows = manual.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let listed: BTreeSet<&str> = rows.map(|(name, _)| name).collect();
    let own: String = [
        "conservation/markdown.rs",
        "conservation/source.rs",
        "conservation/runs.rs",
        "conservation/published.rs",
        "conservation.rs",
    ]
    .iter()
    .map(|file| std::fs::read_to_string(repository("tests/it").join(file)).unwrap())
    .collect();
    let is_name = |name: &&str| {
        name.contains(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    };
    let noted = own
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("//"))
        .flat_map(|line| line.split('`').skip(1).step_by(2));
    let known: BTreeSet<&str> = noted.filter(is_name).filter(|name| listed.contains(name)).collect();
    assert_eq!(known, listed);
    assert!(listed.len() > 10);
}

/// What is written in each way that the checker reads in its own way, each with a number that is nowhere else.
const BODY: &str = "協議の場を79回開いた。第**131**回の`会議137`、[様式139](https://example.jp/a \"題149\")、\
    <https://example.jp/a_b>の151件、&amp;157、*163、\\[167\\]。注[^1]\n\n[^1]: 注173\n\n- [x] 済み179\n  1. 内訳181\n\n\
    | 年 | 数191 |\n|---|---|\n| 193<br>197 | 199 |\n\n```text\n図211\n```\n\n### 小見出し223 {#small}\n\n[注2]: 227\n";

/// A site of one sheet with something in every channel.
fn seeded() -> (tempfile::TempDir, Written) {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sheets/base"), folder.path());
    let sheet = format!(
        "---\nform: sheet\n人口: 86,420人\n担当部署: 健康増進課\n備考: |\n  別表13件による。\n---\n\n## 取組の経緯\n\n{BODY}"
    );
    put(&folder.path().join("content/2021/kitahama/sheet.md"), &sheet);
    let forms = Forms::read(&folder.path().join("content/forms"));
    let document = written("content/2021/kitahama/sheet.md", &sheet, &forms, folder.path()).unwrap();
    (folder, document)
}

#[test]
fn a_loss_in_any_channel_is_seen() {
    let (folder, document) = seeded();
    let site = publish(folder.path()).expect("the site builds");
    assert_eq!(check(folder.path(), &site).trouble, Vec::<String>::new());
    let channels = Channels::read(&site);
    let (json, value) = &channels.data[&document.path];
    let page = value["page"].as_str().unwrap().to_owned();
    let texts = site.files.keys().filter(|path| path.starts_with("data/search/t"));
    let search: Vec<String> = texts.cloned().collect();
    let answers = ["420", "健康増進課", "13"];
    let in_body = runs::runs(BODY).into_iter().filter(|run| runs::is_number(run) && run.len() > 1);
    let all: Vec<String> =
        answers.map(str::to_owned).into_iter().chain(["協議の場".to_owned()]).chain(in_body).collect();
    assert!(all.len() > 20, "{all:?}");
    let losses: [(&str, Vec<String>, &[String]); 5] = [
        ("the page", vec![page.clone()], &all),
        ("the text version", vec![page.replace(".html", ".txt")], &all),
        ("the CSV", vec![json.replace(".json", ".csv")], &all[..answers.len()]),
        ("the JSON", vec![(*json).to_owned()], &all),
        ("the search index", search, &all),
    ];
    for (channel, paths, runs) in losses {
        for run in runs {
            let mut files = site.files.clone();
            for path in &paths {
                let text = String::from_utf8(files[path].clone()).unwrap();
                files.insert(path.clone(), text.replace(run, "").into_bytes());
            }
            let damaged = Published { files, found: site.found.clone() };
            let trouble = check(folder.path(), &damaged).trouble;
            assert!(
                trouble.iter().any(|trouble| trouble.contains(channel)),
                "{run} is missed in {channel}: {trouble:?}"
            );
        }
    }
}

/// Another order is a loss as well.
#[test]
fn another_order_is_seen() {
    let (folder, document) = seeded();
    let site = publish(folder.path()).expect("the site builds");
    let channels = Channels::read(&site);
    let page = channels.data[&document.path].1["page"].as_str().unwrap().to_owned();
    let mut files = site.files.clone();
    let text = String::from_utf8(files[&page].clone()).unwrap();
    files.insert(page, text.replace("協議の場を79回開いた", "79回開いた。協議の場を").into_bytes());
    let trouble = check(folder.path(), &Published { files, found: site.found.clone() }).trouble;
    assert!(!trouble.is_empty());
}
