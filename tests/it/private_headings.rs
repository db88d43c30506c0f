//! Private headings in every dress, and innocent lines beside them.
//!
//! `tests/private-headings/spellings.txt` holds spellings of the heading of a section that is not public. Wherever one stands
//! in a sheet, either the build stops at its line or it is the section itself, and no public file has the text below it.
//! `tests/private-headings/innocent.txt` holds lines which only look like that: none stops a build.

use std::path::Path;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::model::Site;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use nenpo::source::{Finding, Severity};
use rayon::prelude::*;

use crate::case::{copy, files, in_memory, put, repository};
use crate::search;

const SECRET: &str = "この行は公開しない。";

/// A line of the files, with what `\n` and `\u{…}` stand for.
fn unescaped(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut chars = after.chars();
        match chars.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('\\') => text.push('\\'),
            Some('u') => {
                let (code, end) = after[1..].strip_prefix('{').unwrap().split_once('}').unwrap();
                text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
                rest = end;
                continue;
            }
            other => panic!("\\{other:?} in {line}"),
        }
        rest = chars.as_str();
    }
    text + rest
}

/// The lines of a file with the heading they are about.
fn cases(file: &str) -> Vec<(String, String, String)> {
    let text = std::fs::read_to_string(repository("tests/private-headings").join(file)).unwrap();
    let mut heading = String::new();
    let mut cases = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        match line.strip_prefix("= ") {
            Some(own) => own.clone_into(&mut heading),
            None => cases.push((heading.clone(), line.to_owned(), unescaped(line))),
        }
    }
    cases
}

struct BuiltSite {
    findings: Vec<Finding>,
    /// Whether some public file has the text.
    published: bool,
}

/// A site with one sheet, whose form has a private section of this heading.
fn build_site(heading: &str, sheet: &str) -> BuiltSite {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    copy(&repository("tests/private-headings/site"), root);
    let form = root.join("content/forms/sheet.yaml");
    let text = std::fs::read_to_string(&form).unwrap();
    put(&form, text.replace("公開しない見出し", heading));
    put(&root.join("content/2024/kitahama/sheet.md"), sheet);
    let (site, findings) = pipeline::read(root, Options { drafts: false }).unwrap();
    let published = !findings.stop() && is_published(root, site);
    BuiltSite { findings: findings.iter().cloned().collect(), published }
}

fn is_published(root: &Path, site: Site) -> bool {
    let output = in_memory(root, &restrict(site, Audience::Public)).unwrap();
    output.iter().any(|(path, packed)| {
        let bytes = search::unpacked(path, packed).unwrap_or_else(|| packed.to_vec());
        bytes.windows(SECRET.len()).any(|part| part == SECRET.as_bytes())
    })
}

/// What is wrong with a sheet in which `spelling` begins at line `first`.
fn fault_of(built: &BuiltSite, spelling: &str, first: usize, must_stop: bool) -> Option<String> {
    let lines = first..first + spelling.lines().count().max(1);
    let errors: Vec<&Finding> =
        built.findings.iter().filter(|f| f.severity == Severity::Error && f.accepted.is_none()).collect();
    let at_its_line = errors.iter().any(|f| lines.contains(&f.position.line_and_column().0));
    match (errors.is_empty(), at_its_line) {
        (true, _) if must_stop => Some("nothing stops".to_owned()),
        (true, _) => built.published.then(|| "it is published".to_owned()),
        (false, true) => None,
        (false, false) => {
            let places = errors.iter().map(|f| format!("{} {:?}", f.code.name, f.position.line_and_column()));
            Some(format!("stops elsewhere: {}", places.collect::<Vec<_>>().join(", ")))
        }
    }
}

const BEFORE: &str = "---\nform: sheet\n---\n\n## 取組の概要\n\n協議の場を開いた。\n\n";

#[test]
fn a_private_heading_is_recognised_however_it_is_written() {
    let cases = cases("spellings.txt");
    assert!(cases.len() >= 150, "only {} spellings", cases.len());
    let first = BEFORE.lines().count() + 1;
    let trouble: Vec<String> = cases
        .par_iter()
        .flat_map_iter(|(heading, written, spelling)| {
            let own = heading.replace("{place}", "北浜市").replace('｜', "");
            // In the body, as the only place where the section might be.
            let alone = build_site(heading, &format!("{BEFORE}{spelling}\n\n{SECRET}\n"));
            // What is the section itself may not be there twice, and is reported as that.
            let section = !alone.findings.iter().any(|f| f.severity == Severity::Error);
            // Beside the section, so that only the line itself can stop the build; in an answer, and in the body.
            let indented: String = spelling.split('\n').map(|line| format!("  {line}\n")).collect();
            let front = format!(
                "---\nform: sheet\n備考: |\n  文。\n\n{indented}\n  {SECRET}\n---\n\n## 取組の概要\n\n文。\n\n"
            );
            let below = front.lines().count() + 1;
            let rest = format!("\n\n{SECRET}\n\n## 取組の経緯\n\n文。\n\n## {own}\n\n別の相談。\n");
            let beside = build_site(heading, &format!("{front}{spelling}{rest}"));
            let in_the_body = (!section).then(|| fault_of(&beside, spelling, below, true)).flatten();
            [
                ("alone", fault_of(&alone, spelling, first, false)),
                ("beside", in_the_body),
                ("front", fault_of(&beside, spelling, 6, true)),
            ]
            .into_iter()
            .filter_map(move |(way, wrong)| Some(format!("{heading} | {written} ({way}): {}", wrong?)))
        })
        .collect();
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

#[test]
fn innocent_lines_stop_nothing() {
    let cases = cases("innocent.txt");
    assert!(cases.len() >= 60, "only {} lines", cases.len());
    let trouble: Vec<String> = cases
        .par_iter()
        .flat_map_iter(|(heading, written, line)| {
            let own = heading.replace("{place}", "北浜市").replace('｜', "");
            let answer = line.replace('\n', "\n  ");
            let front = format!("---\nform: sheet\n備考: |\n  文。\n\n  {answer}\n\n  続く。\n---\n\n");
            let body = format!("## 取組の概要\n\n文。\n\n{line}\n\n続く。\n\n## {own}\n\n{SECRET}\n");
            let built = build_site(heading, &(front + &body));
            let errors = built.findings.into_iter().filter(|f| f.severity == Severity::Error);
            let published = built.published.then(|| format!("{heading} | {written}: the section is published"));
            let wrong =
                move |f: Finding| format!("{heading} | {written}: {} {:?}", f.code.name, f.position.line_and_column());
            errors.map(wrong).chain(published)
        })
        .collect();
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

/// No line of the repository's own sheets is taken for the heading of a private section some form might have.
#[test]
fn no_line_of_the_content_is_taken_for_a_private_heading() {
    let names = [
        "その他事項",
        "アドバイザーに相談したい事項",
        "相談したい事項",
        "協議の場運営における課題や悩んでいる点",
        "個別の相談内容",
    ];
    let mut headings = nenpo::text::heading::Headings::new("川崎市");
    for (index, name) in names.iter().enumerate() {
        headings.add(index, name, nenpo::text::heading::Claim::Section);
    }
    let root = repository("content");
    let mut count = 0;
    let mut trouble = Vec::new();
    for file in files(&root).into_iter().filter(|file| file.ends_with(".md")) {
        let text = std::fs::read_to_string(root.join(&file)).unwrap();
        let own = ["## その他事項"];
        for line in nenpo::markdown::lines(&text) {
            count += 1;
            let written = text[line.range.clone()].trim();
            if !own.contains(&written)
                && let Some(name) = headings.find(&line.text)
            {
                trouble.push(format!("{file}: {written} is taken for {}", names[name]));
            }
        }
    }
    assert!(count > 1000, "only {count} lines");
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

/// What is accepted is a line, not whatever else in the sheet looks like the heading.
#[test]
fn a_line_is_accepted_and_no_other() {
    let accept = "確認済み:\n  - { 種類: private-heading, 行: \"- 相談したい事項\", 理由: 部会の議題の名前 }\n";
    let sheet = |more: &str| {
        format!(
            "---\nform: sheet\n{accept}---\n\n## 取組の概要\n\n文。\n\n- 相談したい事項\n{more}\n## 相談したい事項\n\n{SECRET}\n"
        )
    };
    let open = |built: &BuiltSite| {
        built.findings.iter().filter(|f| f.accepted.is_none()).map(|f| f.code.name).collect::<Vec<_>>()
    };
    let accepted = build_site("相談したい事項", &sheet(""));
    assert_eq!((open(&accepted), accepted.findings.len(), accepted.published), (vec![], 1, false));
    assert_eq!(open(&build_site("相談したい事項", &sheet("- 相談したい事項（任意）\n"))), ["private-heading"]);
}
