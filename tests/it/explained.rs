//! The catalogue of findings: every code of the program is there, its examples do what they say, `docs/findings.md`
//! prints them, and all messages are sentences.

use std::collections::BTreeSet;
use std::path::Path;

use nenpo::load::Options;
use nenpo::source::{Example, Finding, Findings, Mending, Words};
use nenpo::{catalogue, checks, pipeline};

use crate::case::{copy, put, repository, update};

const SHEET: &str = "2021/kitahama/sheet.md";

#[test]
fn every_code_is_explained_once() {
    let mut explained = BTreeSet::new();
    for entry in catalogue::all() {
        assert!(explained.insert(entry.name.to_owned()), "`{}` is explained twice", entry.name);
        for Words { ja, en } in [entry.title, entry.why].into_iter().chain(entry.limit.map(|limit| limit.meaning)) {
            assert!(!ja.is_empty() && !en.is_empty(), "{}", entry.name);
        }
        for Words { ja, en } in [entry.title, entry.why] {
            assert!(is_sentence(&nenpo::source::words(ja, en)), "`{}`: {ja} / {en}", entry.name);
        }
    }
}

/// A finding is mended by `nenpo fix`, or its code says why a person has to look.
#[test]
fn what_is_left_by_fix_has_a_reason() {
    let without = |entry: &&&nenpo::source::Code| (entry.mending == Mending::Always) != entry.by_hand.is_none();
    let names: Vec<&str> =
        catalogue::all().collect::<Vec<_>>().iter().filter(without).map(|entry| entry.name).collect();
    assert!(names.is_empty(), "say `.by_hand(WhyByHand::…)` beside {names:?}, or `.mended()` where all are mended");
}

#[test]
fn wrong_examples_give_their_code_and_right_ones_do_not() {
    let mut trouble = Vec::new();
    for entry in catalogue::all() {
        let read = if catalogue::is_review(entry) { review_of } else { findings_of };
        let (wrong, right) = (read(entry.wrong), read(entry.right));
        let own = |findings: &Findings| findings.iter().filter(|f| f.code == entry).cloned().collect::<Vec<Finding>>();
        if let Some(wrong) = wrong {
            match own(&wrong).first() {
                Some(finding)
                    if finding.severity == entry.severity
                        || entry.sometimes.is_some_and(|(own, _)| own == finding.severity) => {}
                Some(_) => trouble.push(format!("`{}` has another severity in the catalogue", entry.name)),
                None => trouble.push(format!("the wrong example of `{}` gives {}", entry.name, codes(&wrong))),
            }
            trouble.extend(wrong.iter().filter_map(wording_fault));
            // What is found was judged, so that what is counted for readers is not less; of a text once for all that is found.
            let rule = checks::RULES.iter().find(|rule| rule.is_counted() && rule.codes.contains(entry));
            let least = rule.filter(|_| *entry != checks::RELATION).map_or(0, |rule| match rule.check {
                checks::Check::Text(_) => 1,
                _ => own(&wrong).len(),
            });
            let times =
                wrong.times_applied().iter().find(|(name, _)| *name == entry.name).map_or(0, |(_, times)| *times);
            if times < least {
                trouble.push(format!("the rule of `{}` counts {times} times", entry.name));
            }
        }
        if let Some(right) = right.filter(|findings| !findings.is_empty()) {
            trouble.push(format!("the right example of `{}` gives {}", entry.name, codes(&right)));
        }
    }
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

#[test]
fn the_manual_is_current() {
    let path = repository("docs/findings.md");
    let wanted = catalogue::manual();
    if update() {
        put(&path, &wanted);
        return;
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "docs/findings.md is not current; run UPDATE=1 cargo test --test it explained");
}

#[test]
fn the_guide_quotes_true_messages() {
    let root = repository("src");
    let all: String =
        crate::case::files(&root).iter().map(|file| std::fs::read_to_string(root.join(file)).unwrap()).collect();
    let guide = std::fs::read_to_string(repository("docs/writing-a-sheet.md")).unwrap();
    let mut rows = guide
        .lines()
        .skip_while(|line| !line.starts_with("| メッセージ |"))
        .take_while(|line| !line.starts_with("どのメッセージにも"))
        .filter(|line| line.starts_with("| ") && !line.starts_with("| メッセージ |"));
    let mut count = 0;
    let untrue = rows.find(|row| {
        let message = row.split(" | ").next().unwrap().trim_start_matches("| ").replace("（注意）", "");
        count += 1;
        // Words in brackets and figures are put in by the program.
        let outside =
            message.split(['「', '（']).map(|part| part.split_once(['」', '）']).map_or(part, |(_, after)| after));
        let parts = outside.flat_map(|part| part.split(|c: char| c.is_ascii_digit()));
        let mut parts = parts.map(|part| part.trim_start_matches("年度").trim_matches(['。', '.', '％', ' ']));
        parts.any(|part| part.chars().count() > 5 && !all.contains(part))
    });
    assert_eq!(untrue, None);
    assert!(count > 30, "only {count} messages were found in the guide");
}

/// What is wrong with the wording of a finding: message and hint must be sentences in both languages.
pub fn wording_fault(finding: &Finding) -> Option<String> {
    let texts = [Some(&finding.message), finding.hint.as_ref()];
    let bad = texts.into_iter().flatten().find(|words| !is_sentence(words))?;
    Some(format!("`{}` is not worded in sentences: {} / {}", finding.code.name, bad.ja, bad.en))
}

/// Japanese ends in 。, English starts with a capital (or a quotation) and ends with a full stop or a question mark.
fn is_sentence(words: &Words) -> bool {
    let ja = words.ja.ends_with(['。', '？']);
    let start = words.en.chars().next().is_some_and(|c| !c.is_lowercase());
    ja && start && words.en.ends_with(['.', '?'])
}

fn codes(findings: &Findings) -> String {
    findings.iter().map(|f| format!("{} ({})", f.code.name, f.message.ja)).collect::<Vec<_>>().join(", ")
}

/// The findings of a small site with an example in it; none for an example that is only described.
fn findings_of(example: Example) -> Option<Findings> {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/findings"), folder.path());
    write(example, folder.path())?;
    Some(pipeline::read(folder.path(), Options { drafts: true }).unwrap().1)
}

/// What `nenpo form check` finds in the one form of an example.
fn review_of(example: Example) -> Option<Findings> {
    let Example::Files([(path, _)]) = example else { panic!("the example of a form is one form") };
    let folder = tempfile::tempdir().unwrap();
    write(example, folder.path())?;
    let mut findings = Findings::new();
    let files =
        nenpo::load::form_files(&folder.path().join("content").join(path), "content/forms/", &mut findings).unwrap();
    let forms = nenpo::form::read_forms(&files, &mut findings);
    nenpo::form::review(&files[0], &forms[0], &mut findings);
    Some(findings)
}

fn write(example: Example, root: &Path) -> Option<()> {
    let content = root.join("content");
    match example {
        Example::Front(text) => put(&content.join(SHEET), format!("---\nform: sheet\n{text}\n---\n")),
        Example::Body(text) => put(&content.join(SHEET), format!("---\nform: sheet\n---\n\n{text}\n")),
        Example::Years(before, now) => {
            Example::of_years(before, now).iter().for_each(|(path, text)| put(&content.join(path), text));
        }
        Example::Files(files) => files.iter().for_each(|(path, text)| put(&content.join(path), text)),
        Example::Told(..) => return None,
    }
    Some(())
}
