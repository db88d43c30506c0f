//! Small sites and what their pages must hold.
//!
//! `tests/sites/<case>/` has a `content/`, perhaps `themes/`, and `expect.md`, which says in prose what the case is about and
//! then, under a heading for each page, one thing a line:
//!
//! - ``shows `words` ``, ``does not show `words` ``: what a reader sees, widths and white space aside
//! - ``has 2 `selector` ``: how many elements there are; `UPDATE=1` writes the count anew
//! - `` `selector` says `words` ``: an element with these words and no others
//! - ``contains `bytes` ``, ``does not contain `bytes` ``: the file as it is
//!
//! `## every file` is about all files and their names, `## files` lists what ``is there `path` `` and ``is not there `path` ``,
//! `## findings` lists findings as `code path` (none is expected otherwise). A page's heading that ends in `(drafts)` is about
//! the edition with drafts.

pub mod expect;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use scraper::Html;

use crate::case::{files, in_memory, names, repository, unzipped, update};
use crate::page::{self, css, fold, visible, words};
use crate::search;
use expect::{Line, Section, Verb};

#[test]
fn every_site_is_as_expected() {
    let root = repository("tests/sites");
    let cases = names(&root);
    let trouble: Vec<String> = cases.iter().flat_map(|case| run(&root.join(case), case)).collect();
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    assert!(cases.len() > 7, "only {} sites", cases.len());
}

/// A form is data: nothing in the program knows the id, the fields or the words of any of the repository's own.
#[test]
fn no_form_is_known_to_the_program() {
    // What the program calls so itself: the roles that a field has by its id where the form gives none (`docs/forms.md`), a
    // kind of fields, lists in other formats, an element of HTML, words of every prefecture's statistics, and what every list ends with.
    const OWN: [&str; 12] = [
        "area",
        "population",
        "issues",
        "schedule",
        "results",
        "prefecture",
        "municipality",
        "municipalities",
        "都道府県",
        "市町村",
        "目標",
        "その他",
    ];
    let forms = repository("content/forms");
    let mut known = BTreeSet::new();
    for form in names(&forms) {
        known.insert(form.strip_suffix(".yaml").unwrap().to_owned());
        let text = fs::read_to_string(forms.join(&form)).unwrap();
        gather(&serde_yaml::from_str(&text).unwrap(), &mut known);
    }
    assert!(known.contains("beds") && known.contains("精神科病床数"), "{known:?}");
    let source = repository("src");
    let mut trouble = Vec::new();
    // The site of `nenpo init` is an example, and so are tests.
    for file in files(&source).iter().filter(|file| file.ends_with(".rs") && !file.contains("tests")) {
        let text = fs::read_to_string(source.join(file)).unwrap();
        let product = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let literals: BTreeSet<&str> = product.split('"').collect();
        let found = known.iter().filter(|name| literals.contains(name.as_str()) && !OWN.contains(&name.as_str()));
        trouble.extend(found.map(|name| format!("src/{file} knows `{name}` of a form")));
    }
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

/// The ids and labels of fields, of their parts, points and levels, of what stands under a key of a form.
fn gather(node: &serde_yaml::Value, known: &mut BTreeSet<String>) {
    match node {
        serde_yaml::Value::Sequence(items) => items.iter().for_each(|item| gather(item, known)),
        serde_yaml::Value::Mapping(entries) => {
            for (key, value) in entries {
                let key = key.as_str().unwrap_or_default();
                match (key, value) {
                    ("label", serde_yaml::Value::String(label)) => _ = known.insert(label.clone()),
                    // Columns of indicators and schedules are the program's own; those of tables say little alone.
                    ("columns", _) => continue,
                    ("fields" | "parts" | "points" | "levels" | "by", serde_yaml::Value::Mapping(inner)) => {
                        let names = inner.iter().flat_map(|(id, label)| [id.as_str(), label.as_str()]);
                        known.extend(names.flatten().map(str::to_owned));
                    }
                    _ => {}
                }
                gather(value, known);
            }
        }
        _ => {}
    }
}

/// A site in memory: its files by path, its findings as `code path`.
pub struct Site {
    pub files: BTreeMap<String, Vec<u8>>,
    pub findings: Vec<String>,
}

fn load(root: &Path, drafts: bool) -> Site {
    let (site, findings) = pipeline::read(root, Options { drafts }).unwrap();
    let output = in_memory(root, &restrict(site.clone(), Audience::Public))
        .unwrap_or_else(|error| panic!("{}: {error:#}", root.display()));
    // What is packed must be looked into as well, or nobody would see what it gives away.
    let bytes = |path: &str, bytes: &[u8]| {
        search::unpacked(path, bytes).or_else(|| all_unzipped(bytes)).unwrap_or_else(|| bytes.to_vec())
    };
    let files = output.iter().map(|(path, packed)| (path.to_owned(), bytes(path, packed))).collect();
    let findings = findings.iter().map(|f| format!("{} {}", f.code.name, f.position.source.path())).collect();
    Site { files, findings }
}

/// The names and bytes of all files in a ZIP or a workbook, and in those within it; none for any other file.
fn all_unzipped(bytes: &[u8]) -> Option<Vec<u8>> {
    let parts = unzipped(bytes)?.into_iter().flat_map(|(name, inside)| {
        [format!("{name}\n").into_bytes(), all_unzipped(&inside).unwrap_or(inside)].concat()
    });
    Some(parts.collect())
}

/// What is not as expected.
fn run(root: &Path, case: &str) -> Vec<String> {
    let file = root.join("expect.md");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("tests/sites/{case}/expect.md: {error}"));
    let mut sections = expect::read(&text).unwrap_or_else(|error| panic!("tests/sites/{case}/expect.md: {error}"));
    let (public, drafts) = (load(root, false), load(root, true));
    let mut trouble = Vec::new();
    for section in &mut sections {
        let site = if section.drafts { &drafts } else { &public };
        trouble.extend(compare(section, site).into_iter().map(|what| format!("tests/sites/{case}/expect.md:{what}")));
    }
    let expected: Vec<&str> = sections.iter().flat_map(Section::findings).collect();
    if public.findings.iter().map(String::as_str).ne(expected.iter().copied()) {
        trouble.push(format!("tests/sites/{case}/expect.md: findings are {:?}", public.findings));
    }
    if update() {
        fs::write(file, expect::write(&text, &sections)).unwrap();
    }
    trouble
}

/// What of a section does not hold.
pub fn compare(section: &mut Section, site: &Site) -> Vec<String> {
    match section.about.as_str() {
        "findings" => Vec::new(),
        "files" => section
            .lines
            .iter()
            .filter(|line| !line.there(site.files.contains_key(&line.words)))
            .map(Line::wrong)
            .collect(),
        "every file" => {
            let lines = section.lines.iter();
            lines.flat_map(|line| everywhere(line, site)).collect()
        }
        path => {
            let Some(bytes) = site.files.get(path) else {
                return vec![format!("{}: there is no {path}", section.number)];
            };
            let page = Html::parse_document(&String::from_utf8_lossy(bytes));
            let seen = fold(&visible(&page));
            section.lines.iter_mut().filter_map(|line| on_page(line, bytes, &page, &seen)).collect()
        }
    }
}

fn on_page(line: &mut Line, bytes: &[u8], page: &Html, seen: &str) -> Option<String> {
    let holds = match &line.verb {
        Verb::Shows(yes) => seen.contains(&fold(&line.words)) == *yes,
        Verb::Contains(yes) => String::from_utf8_lossy(bytes).contains(&line.words) == *yes,
        Verb::Says(selector) => page.select(&css(selector)).any(|element| fold(&words(element)) == fold(&line.words)),
        Verb::Has(count) => {
            let found = page.select(&css(&line.words)).count();
            if found != *count {
                let wrong = format!("{}, but there are {found}", line.wrong());
                line.verb = Verb::Has(found);
                return Some(wrong);
            }
            true
        }
        Verb::There(_) | Verb::Finding => return Some(format!("{} is not about a page", line.wrong())),
    };
    (!holds).then(|| line.wrong())
}

fn everywhere(line: &Line, site: &Site) -> Vec<String> {
    let Verb::Contains(yes) = line.verb else { return vec![format!("{} is not about every file", line.wrong())] };
    // The digests in the names of assets have any digits.
    let assets = site.files.keys().filter_map(|path| path.strip_prefix("assets/")?.rsplit_once('.'));
    let digests: Vec<&str> = assets.filter_map(|(stem, _)| Some(stem.rsplit_once('-')?.1)).collect();
    let without_digests = |text: &str| digests.iter().fold(text.to_owned(), |text, digest| text.replace(digest, ""));
    let tells = |text: &str| text.contains(&line.words) && without_digests(text).contains(&line.words);
    let holds = |path: &str, bytes: &[u8]| (tells(&String::from_utf8_lossy(bytes)) || tells(path)) == yes;
    let wrong = site.files.iter().filter(|(path, bytes)| !holds(path, bytes));
    wrong.map(|(path, _)| format!("{}: {path}", line.wrong())).collect()
}

#[test]
fn expectations_can_fail() {
    let site = Site {
        files: BTreeMap::from([("a.html".to_owned(), "<body><p>人口 <b>１</b>人</p><p>秘密</p>".as_bytes().to_vec())]),
        findings: Vec::new(),
    };
    let check = |line: &str| {
        let text = format!("# x\n\n## a.html\n\n- {line}\n\n## every file\n\n- does not contain `nowhere`\n");
        let mut sections = expect::read(&text).unwrap();
        compare(&mut sections[0], &site).len()
    };
    for (line, fails) in [
        ("shows `人口１人`", 0),
        ("shows `人口2人`", 1),
        ("does not show `秘密`", 1),
        ("does not show `公開`", 0),
        ("has 2 `p`", 0),
        ("has 1 `p`", 1),
        ("`p b` says `1`", 0),
        ("`p` says `人口`", 1),
        ("contains `<b>１</b>`", 0),
        ("does not contain `<b>`", 1),
        ("is there `a.html`", 1),
    ] {
        assert_eq!(check(line), fails, "{line}");
    }
    let mut elsewhere = expect::read(
        "## every file\n- does not contain `秘密`\n## files\n- is not there `a.html`\n- is there `b.html`\n",
    )
    .unwrap();
    assert_eq!([compare(&mut elsewhere[0], &site).len(), compare(&mut elsewhere[1], &site).len()], [1, 2]);
    assert!(expect::read("## a.html\n- looks `good`\n").is_err());
    let page = page::parse(&site.files["a.html"]);
    assert_eq!(fold(&visible(&page)), "人口1人秘密");
}
