//! Files to fill in: what a sheet says goes out into the cells and comes back the same, for every sheet of the repository.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use nenpo::export::{ExportFormat, ExportRequest, export, said};
use nenpo::form::Form;
use nenpo::import::{self, ImportRequest, ImportSettings, Imported, ReceivedFile};
use nenpo::load::{self, Options};
use nenpo::model::{Address, Document, Place, Site};
use nenpo::prefill::PrefillRequest;
use nenpo::record;
use nenpo::source::{Findings, Reporter, Source};
use rayon::prelude::*;

use crate::case::{names, put, repository, unzipped};

/// All sites of the repository.
fn sites() -> Vec<(String, PathBuf)> {
    let cases = ["tests/sites", "examples/forms"]
        .into_iter()
        .flat_map(|folder| names(&repository(folder)).into_iter().map(move |name| format!("{folder}/{name}")));
    let all = cases.chain([String::new()]).map(|site| (site.clone(), repository(&site)));
    all.filter(|(_, path)| path.join("content").is_dir()).collect()
}

fn request<'a>(site: &'a Site, document: &'a Document) -> ExportRequest<'a> {
    let year = document.year - 1;
    let last =
        site.documents_of(year).iter().find(|own| own.place.id == document.place.id && own.name == document.name);
    let (form, place) = (&document.form, &document.place);
    let sheet = PrefillRequest { form, place, year: document.year, path: &document.path, last };
    ExportRequest { sheet, document: Some(document) }
}

/// Both formats, with the names of their files.
const FORMATS: [(ExportFormat, &str); 2] =
    [(ExportFormat::Workbook, "記入用紙.xlsx"), (ExportFormat::Text, "記入用紙.docx")];

fn imported(site: &Site, document: &Document, name: &str, bytes: &[u8]) -> Imported {
    let ReceivedFile::Filled(book) = import::read(name, bytes).unwrap() else { panic!("{name} is of nenpo") };
    assert_eq!(book.identity.form, document.form.id);
    assert_eq!(book.identity.year, document.year.to_string());
    assert_eq!(book.identity.place, document.place.id);
    let settings = ImportSettings::default();
    import::draft_of_book(
        &ImportRequest {
            form: &document.form,
            settings: &settings,
            place: &document.place,
            places: &site.places,
            year: document.year,
            path: &document.path,
            file: name,
            mark: "取り込み元: 試験",
        },
        &book,
    )
}

/// A draft as it is read.
fn read(document: &Document, text: &str) -> Document {
    read_draft(text, (&document.path, document.year, &document.name), &document.place, &document.form)
}

/// The text of a draft as it is read, given its path, year and name, its place and its form.
pub fn read_draft(text: &str, (path, year, name): (&str, i32, &str), place: &Arc<Place>, form: &Arc<Form>) -> Document {
    let source = Source::new(path, text);
    let mut findings = Findings::new();
    let split = record::split(&source, &mut findings);
    let front = record::parse(&source, split.front.unwrap(), &mut findings);
    let address = Address {
        path: path.to_owned(),
        page: String::new(),
        year,
        place: Arc::clone(place),
        name: name.to_owned(),
        tables: Arc::default(),
        records: Vec::new(),
    };
    let reporter = &mut Reporter::new(&source, &mut findings);
    Document::read(address, &front, split.body, &[Arc::clone(form)], reporter).unwrap()
}

/// All that a document says, by the steps to it. 該当なし of the whole of what is not asked is 該当なし of each part.
fn texts(document: &Document) -> BTreeMap<String, String> {
    let tree = said(document);
    let mut all = BTreeMap::new();
    for (field, own) in &tree.inner {
        let leaves = own.leaves();
        if leaves.iter().all(|(_, text)| text.trim() == "該当なし") {
            all.insert(field.clone(), "該当なし".to_owned());
            continue;
        }
        let leaves = leaves.into_iter().filter(|(_, text)| !text.trim().is_empty());
        all.extend(leaves.map(|(steps, text)| (format!("{field} › {}", steps.join(" › ")), text.trim().to_owned())));
    }
    all
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let (site, _) = load::load(&repository("examples/forms/shogai"), Options { drafts: true }).unwrap();
    let document = site.documents.first().unwrap();
    for (format, name) in FORMATS {
        assert!(export(&request(&site, document), format) == export(&request(&site, document), format), "{name}");
    }
}

#[test]
fn a_workbook_of_another_form_says_so() {
    let (site, _) = load::load(&repository("examples/forms/shogai"), Options { drafts: true }).unwrap();
    let document = site.documents.first().unwrap();
    let files = FORMATS.map(|(format, name)| (name, export(&request(&site, document), format)));
    let mut other = document.clone();
    let mut form = (*other.form).clone();
    let gone = form.sections.first_mut().unwrap().fields.remove(0);
    other.form = Arc::new(form);
    for (name, bytes) in files {
        let draft = imported(&site, &other, name, &bytes);
        assert!(draft.text.contains("様式が変わっています"), "{}", draft.text);
        assert!(draft.text.contains(&format!("様式にない項目「{}", gone.id)), "{}", draft.text);
    }
}

/// What differs between a document and the drafts of its files to fill in.
fn trouble(site: &Site, document: &Document) -> Vec<String> {
    let one = |(format, name)| of_file(site, document, name, &export(&request(site, document), format));
    FORMATS.into_iter().flat_map(one).collect()
}

fn of_file(site: &Site, document: &Document, name: &str, bytes: &[u8]) -> Vec<String> {
    let draft = imported(site, document, name, bytes);
    let again = read(document, &draft.text);
    let (before, after) = (texts(document), texts(&again));
    let mut trouble = Vec::new();
    for (steps, text) in &before {
        match after.get(steps) {
            Some(own) if own == text => {}
            Some(own) => trouble.push(format!("{}: {steps}: `{text}` became `{own}`", document.path)),
            None => trouble.push(format!("{}: {steps}: `{text}` is lost", document.path)),
        }
    }
    // What goes out again says the same in every cell as what went out first. That something is not asked is said of the whole or of
    // its parts.
    let format = FORMATS.into_iter().find(|(_, own)| *own == name).unwrap().0;
    let is_asked = before.values().all(|text| text != "該当なし");
    if is_asked && export(&request(site, &again), format) != bytes {
        trouble.push(format!("{}: its second file to fill in is another", document.path));
    }
    let more = after.iter().filter(|(steps, _)| !before.contains_key(*steps));
    trouble.extend(more.map(|(steps, text)| format!("{}: nobody said {steps}: `{text}`", document.path)));
    if draft.left > 0 {
        let list = draft.text.split_once("読み取れなかったところ").map_or("", |(_, list)| list);
        trouble.push(format!("{}: something is left: {list}", document.path));
    }
    trouble.into_iter().map(|what| format!("{name}: {what}")).collect()
}

#[test]
fn every_sheet_comes_back_as_it_went_out() {
    let sites = sites();
    let all: Vec<(usize, Vec<String>)> = sites
        .par_iter()
        .map(|(name, root)| {
            let Ok((site, _)) = load::load(root, Options { drafts: true }) else { return (0, Vec::new()) };
            let one = |document: &&Document| trouble(&site, document);
            // Sheets of one form hardly differ in what they ask: the longest says most.
            let mut longest: BTreeMap<&str, &Document> = BTreeMap::new();
            for document in &site.documents {
                let known = longest.entry(&document.form.id).or_insert(document);
                if document.source.text().len() > known.source.text().len() {
                    *known = document;
                }
            }
            let few: Vec<&Document> = longest.into_values().collect();
            let found = few.iter().flat_map(one).map(|what| format!("{name}: {what}"));
            (few.len(), found.collect())
        })
        .collect();
    let trouble: Vec<&String> = all.iter().flat_map(|(_, trouble)| trouble).collect();
    let shown: String = trouble.iter().take(40).map(|line| format!("{line}\n")).collect();
    assert!(trouble.is_empty(), "{} differences\n{shown}", trouble.len());
    let documents: usize = all.iter().map(|(documents, _)| documents).sum();
    assert!(documents > 50, "only {documents} documents");
}

/// A head tells a time once, whether its label has it already or the form says it beside.
#[test]
fn no_head_says_a_time_twice() {
    for (name, root) in sites() {
        let Ok((site, _)) = load::load(&root, Options { drafts: true }) else { continue };
        let forms: BTreeMap<&str, &Document> =
            site.documents.iter().map(|document| (document.form.id.as_str(), document)).collect();
        for document in forms.into_values() {
            for (format, file) in FORMATS {
                for (part, bytes) in unzipped(&export(&request(&site, document), format)).unwrap() {
                    let text = String::from_utf8_lossy(&bytes);
                    for (at, _) in text.match_indices('（') {
                        let brackets = text[at..].split_inclusive('）').next().unwrap();
                        let twice = brackets.len() > "（）".len() && text[at + brackets.len()..].starts_with(brackets);
                        assert!(!twice, "{name}: {}: {file}/{part} has {brackets} twice", document.path);
                    }
                }
            }
        }
    }
}

/// A text without room in a cell goes on in the next, in lines and in tables, and comes back whole.
#[test]
fn long_texts_go_on_in_the_next_cell() {
    let folder = tempfile::tempdir().unwrap();
    let long = |word: &str| word.repeat(11_500) + " 終わり";
    let sheet = format!(
        "---\n様式: long\n概要: |\n  {}\n一覧:\n  - 名前: {}\n    説明: 短い\n  - 名前: 二つ目\n    説明: {}\n---\n",
        long("長い文。"),
        long("𠮷田"),
        long("説明 ")
    );
    let form = "title: 長い文の様式\nshort: 長文\nyears: 2024\nsheet: true\nsections:\n  - id: base\n    heading: 基礎\n    fields:\n      \
                outline: { label: 概要, kind: prose }\n      rows:\n        label: 一覧\n        kind: table\n        columns:\n          \
                name: { label: 名前, kind: text }\n          words: { label: 説明, kind: prose }\n";
    for (path, text) in [
        ("content/site.yaml", "title: 試験\npublisher: 試験\n"),
        (
            "content/places.yaml",
            "kitahama: { name: 北浜市, reading: きたはまし, code: \"482021\", category: 市, prefecture: shiomi }\n\
             shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }\n",
        ),
        ("content/forms/long.yaml", form),
        ("content/2024/kitahama/sheet.md", &sheet),
    ] {
        put(&folder.path().join(path), text);
    }
    let (site, findings) = load::load(folder.path(), Options { drafts: true }).unwrap();
    let document = site.documents.first().unwrap_or_else(|| panic!("{findings:?}"));
    let said: usize = texts(document).values().map(|text| text.chars().count()).sum();
    assert!(said > 100_000, "{said}");
    let trouble = trouble(&site, document);
    assert!(trouble.is_empty(), "{} differences: {:.500}", trouble.len(), trouble.join("\n"));
}
