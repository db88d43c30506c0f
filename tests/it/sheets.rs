//! Sheets with the findings they must give, no more and no fewer.
//!
//! `tests/sheets/<code>/<name>.md` stands for the sheet of 北浜市 in the small site `tests/sheets/base/`; a folder
//! `<name>/` holds files that replace or join those of its `content/`, or lie in `themes/`. A line that gives a finding ends with its code:
//! `# expect: composition-sum "1,530" "1,531"` in YAML, `<!-- expect: raw-html -->` in the text; what stands in quotes is
//! part of the message or the hint. The marks are taken off before the file is read, so they change nothing in it.
//! `clean/` holds what is awkward but right, `many/` several mistakes at once.

mod made;
mod mark;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use nenpo::load::Options;
use nenpo::source::{Example, Finding, Words};
use nenpo::{catalogue, pipeline};
use rayon::prelude::*;

use crate::archive;
use crate::case::{copy, files, names, put, repository, update};
use crate::explained::wording_fault;
use mark::{Expected, Marked};

const SHEET: &str = "2021/kitahama/sheet.md";
/// Folders that are not named after a code.
const OTHERS: [&str; 3] = ["base", "clean", "many"];

#[test]
fn every_sheet_gives_the_expected_findings() {
    let root = repository("tests/sheets");
    let cases = cases();
    let slips = cases.iter().filter(|(code, _)| !OTHERS.contains(&code.as_str())).count();
    assert!(slips >= 300, "only {slips} slips were found");
    let trouble: Vec<String> = cases
        .par_iter()
        .flat_map_iter(|(code, name)| {
            let mut trouble = Vec::new();
            let shown = format!("tests/sheets/{code}/{name}");
            let found = run(&root.join(code).join(name), &shown, &mut trouble);
            if !OTHERS.contains(&code.as_str()) && !found.contains(code) {
                trouble.push(format!("{shown} gives no finding `{code}`"));
            }
            if code == "clean" && !found.is_empty() {
                trouble.push(format!("{shown} is meant to be clean"));
            }
            trouble
        })
        .collect();
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

/// What `check` lets through is built: names, lengths, addresses, themes.
#[test]
fn what_has_no_errors_is_built() {
    let root = repository("tests/sheets");
    let sites = cases().into_iter().filter(|(code, name)| root.join(code).join(name).is_dir()).collect::<Vec<_>>();
    let built: Vec<Option<String>> = sites
        .par_iter()
        .map(|(code, name)| {
            let folder = tempfile::tempdir().unwrap();
            lay_out(&root.join(code).join(name), folder.path());
            let (site, mut findings) = pipeline::read(folder.path(), Options { drafts: true }).unwrap();
            pipeline::leave_drafts_out(&site, &mut findings);
            let rest = pipeline::check_pages(folder.path(), site, &[], findings.stop());
            if findings.stop() || rest.as_ref().map_or(true, nenpo::source::Findings::stop) {
                return None;
            }
            let output = folder.path().join("output");
            let build = pipeline::Build {
                root: folder.path(),
                folder: &output,
                drafts: false,
                clean: false,
                extent: pipeline::BuildExtent::Changes,
                verify: false,
                program: None,
                began: 0,
            };
            let input = build.read(build.compare()).unwrap();
            // Corrections are to what lies in the output folder.
            let stops = input.findings.iter().any(|finding| {
                let counts = finding.severity == nenpo::source::Severity::Error && finding.accepted.is_none();
                counts && !finding.code.name.starts_with("erratum-")
            });
            let published = build.publish(input, Words::default(), &std::sync::atomic::AtomicUsize::new(0));
            let trouble = published.err().map(|error| format!("{code}/{name}: {}", error.message.en));
            Some(trouble.or_else(|| stops.then(|| format!("{code}/{name} stops"))).unwrap_or_default())
        })
        .collect();
    let built: Vec<String> = built.into_iter().flatten().collect();
    assert!(built.len() > 40, "only {} sites are built", built.len());
    let trouble: Vec<&String> = built.iter().filter(|trouble| !trouble.is_empty()).collect();
    assert!(trouble.is_empty(), "{trouble:#?}");
}

#[test]
fn the_base_is_clean() {
    let (_, findings) = pipeline::read(&repository("tests/sheets/base"), Options { drafts: true }).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn every_code_has_a_case() {
    let cases: BTreeSet<String> = names(&repository("tests/sheets")).into_iter().collect();
    let codes: BTreeSet<String> = catalogue::all().map(|entry| entry.name.to_owned()).collect();
    // An example of the catalogue is a case of its own.
    let told = catalogue::all().filter(|entry| matches!(entry.wrong, Example::Told(..))).map(|entry| entry.name);
    let lacking: Vec<&str> = told
        .filter(|code| !cases.contains(*code) && !made::CODES.contains(code) && !archive::CODES.contains(code))
        .collect();
    assert!(lacking.is_empty(), "tests/sheets/ has no case for {lacking:?}");
    let stale: Vec<&String> =
        cases.iter().filter(|case| !codes.contains(*case) && !OTHERS.contains(&case.as_str())).collect();
    assert!(stale.is_empty(), "nothing in src/ gives {stale:?}, but tests/sheets/ has cases for it");
}

/// All cases as their code and their name.
pub fn cases() -> Vec<(String, String)> {
    let root = repository("tests/sheets");
    let folders = names(&root).into_iter().filter(|code| code != "base");
    folders.flat_map(|code| names(&root.join(&code)).into_iter().map(move |name| (code.clone(), name))).collect()
}

/// Lays a case out as a site, without its marks.
pub fn lay_out(case: &Path, folder: &Path) -> BTreeMap<String, (std::path::PathBuf, Marked)> {
    copy(&repository("tests/sheets/base"), folder);
    let written: Vec<(String, std::path::PathBuf)> = if case.is_dir() {
        files(case).into_iter().map(|file| (file.clone(), case.join(file))).collect()
    } else {
        vec![(SHEET.to_owned(), case.to_owned())]
    };
    let mut marked = BTreeMap::new();
    for (path, file) in written {
        let text = Marked::read(&fs::read(&file).unwrap());
        let path = if path.starts_with("themes/") { path } else { format!("content/{path}") };
        put(&folder.join(&path), &text.bytes);
        marked.insert(path, (file, text));
    }
    marked
}

/// Runs a case, says what is not as expected, and returns the codes that were found.
fn run(case: &Path, shown: &str, trouble: &mut Vec<String>) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let marked = lay_out(case, folder.path());
    let (site, mut findings) = pipeline::read(folder.path(), Options { drafts: true }).unwrap();
    let stops = findings.stop();
    findings.extend(pipeline::check_pages(folder.path(), site, &[], stops).unwrap());
    let findings: Vec<&Finding> = findings.iter().collect();
    for finding in &findings {
        if !marked.contains_key(finding.position.source.path()) {
            trouble.push(format!("{shown}: a finding outside the case: {}", describe(finding)));
        }
        if finding.hint.is_none() || finding.message.ja.is_empty() || finding.message.en.is_empty() {
            trouble.push(format!("{shown}: a finding without a hint: {}", describe(finding)));
        }
        if catalogue::find(finding.code.name).is_none() {
            trouble.push(format!("{shown}: a code that is not explained: {}", describe(finding)));
        }
        trouble.extend(wording_fault(finding).map(|trouble| format!("{shown}: {trouble}")));
    }
    for (path, (file, text)) in &marked {
        let here: Vec<&Finding> = findings.iter().copied().filter(|f| f.position.source.path() == path).collect();
        // A file without marks may be no text.
        if update() && !(text.expected.is_empty() && here.is_empty()) {
            fs::write(file, text.with(&here)).unwrap();
        }
        if update() {
            continue;
        }
        compare(shown, &text.expected, &here, trouble);
    }
    findings.iter().map(|finding| finding.code.name.to_owned()).collect()
}

fn compare(shown: &str, expected: &[Expected], found: &[&Finding], trouble: &mut Vec<String>) {
    let mut open: Vec<&Expected> = expected.iter().collect();
    for finding in found {
        match open.iter().position(|expected| expected.fits(finding)) {
            Some(at) => drop(open.remove(at)),
            None => trouble.push(format!("{shown}: not expected: {}", describe(finding))),
        }
    }
    trouble.extend(
        open.into_iter()
            .map(|expected| format!("{shown}:{}: expected, but not found: {}", expected.line, expected.text)),
    );
}

fn describe(finding: &Finding) -> String {
    let (line, column) = finding.position.line_and_column();
    let hint = finding.hint.as_ref().map_or("", |hint| &hint.ja);
    format!("{}:{line}:{column}: {}: {} {hint}", finding.position.source.path(), finding.code.name, finding.message.ja)
}
