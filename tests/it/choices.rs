//! `tests/choices.tsv`: what an answer to a list is read as, and which findings it gives.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use nenpo::form::ChoiceSettings;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::source::Finding;
use nenpo::value::Chosen;

use crate::case::{put, repository, update};

const PLACES: &str = "\
shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }
kitahama: { name: 北浜市, reading: きたはまし, code: \"481017\", prefecture: shiomi, category: 市 }
";

/// An answer, what it must be read as, and the findings that it must give.
struct Row<'a> {
    list: &'a str,
    cells: Vec<&'a str>,
}

impl Row<'_> {
    fn cell(&self, at: usize) -> &str {
        self.cells.get(at).copied().unwrap_or_default()
    }
}

/// The ids of what was chosen, with the words behind その他; or the state of what says that there is nothing.
fn reading(chosen: &Chosen, asked: &ChoiceSettings) -> String {
    if let Some(absence) = chosen.absence() {
        return absence.id().to_owned();
    }
    let id = |choice: &nenpo::form::Choice| match &chosen.words {
        Some(words) if choice.id == "other" => format!("other({words})"),
        _ => choice.id.clone(),
    };
    chosen.choices(asked).map(id).collect::<Vec<_>>().join(" ")
}

/// Whether findings are those expected: codes, each perhaps with a part of what the finding says in quotes.
fn fit(found: &[&Finding], expected: &str) -> bool {
    let codes: Vec<&str> = expected.split('"').step_by(2).flat_map(str::split_whitespace).collect();
    let mut parts = expected.split(" \"").skip(1).map(|part| part.trim_end_matches('"'));
    let said = |part: &str| found.iter().any(|f| f.hint.as_ref().is_some_and(|hint| hint.ja.contains(part)));
    found.iter().map(|finding| finding.code.name).eq(codes) && parts.all(said)
}

#[test]
fn answers_to_lists_are_read_as_what_they_are_or_are_findings() {
    let file = repository("tests/choices.tsv");
    let text = fs::read_to_string(&file).unwrap();
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut list = "";
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        match line.strip_prefix("## ") {
            Some(settings) => list = settings,
            None => rows.push(Row { list, cells: line.split('\t').collect() }),
        }
    }
    assert!(rows.len() >= 100, "only {} rows", rows.len());

    let root = tempfile::tempdir().unwrap();
    let content = root.path().join("content");
    let mut form = String::from(
        "title: 選択\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n",
    );
    let mut sheet = String::from("---\nform: lists\n");
    let mut lines: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let settings = row.list.replacen("{ label: ", &format!("{{ kind: choice, label: その{at}の"), 1);
        writeln!(form, "      n{at}: {settings}").unwrap();
        lines.extend(std::iter::repeat_n(at, row.cell(0).matches("\\n").count() + 1));
        let answer = row.cell(0).replace("\\n", "\n");
        let gap = if answer.starts_with("- ") { "\n" } else { " " };
        lines.extend((gap == "\n").then_some(at));
        writeln!(sheet, "n{at}:{gap}{answer}").unwrap();
    }
    sheet.push_str("---\n");
    put(&content.join("forms/lists.yaml"), form);
    put(&content.join("2021/kitahama/sheet.md"), sheet);
    put(&content.join("places.yaml"), PLACES);
    put(&content.join("site.yaml"), "title: 選択\npublisher: 潮見県\nlanguage: ja\n");
    let (site, findings) = pipeline::read(root.path(), Options { drafts: true }).unwrap();
    let mut found: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in &findings {
        assert!(finding.position.source.path().ends_with("sheet.md"), "{finding:?}");
        let line = finding.position.line_and_column().0;
        found.entry(lines[line - 3]).or_default().push(finding);
    }

    let document = site.documents.first().unwrap();
    let (mut trouble, mut new) = (Vec::new(), BTreeMap::new());
    for (at, row) in rows.iter().enumerate() {
        let own = found.get(&at).map_or(&[][..], Vec::as_slice);
        let errors = own.iter().any(|finding| finding.code.name.contains("choice"));
        let read = document.answer(&format!("n{at}")).map_or_else(String::new, |(field, answer)| {
            let chosen = answer.value.choice().zip(field.kind.choice()).filter(|_| !errors);
            chosen.map_or_else(String::new, |(chosen, asked)| reading(chosen, asked))
        });
        let codes = own.iter().map(|finding| finding.code.name).collect::<Vec<_>>().join(" ");
        let kept = fit(own, row.cell(2));
        if read != row.cell(1) || !kept {
            let hints: Vec<&str> = own.iter().filter_map(|f| Some(f.hint.as_ref()?.ja.as_str())).collect();
            trouble.push(format!("{}: {read} {codes} {hints:?}", row.cells.join(" | ")));
        }
        let codes = if kept { row.cell(2) } else { &codes };
        new.insert(at, [row.cell(0), &read, codes].join("\t").trim_end_matches('\t').to_owned());
    }
    if update() {
        let mut at = 0;
        let lines = text.lines().map(|line| {
            if line.is_empty() || line.starts_with('#') {
                return line.to_owned() + "\n";
            }
            at += 1;
            new[&(at - 1)].clone() + "\n"
        });
        fs::write(&file, lines.collect::<String>()).unwrap();
        return;
    }
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}
