//! `tests/numbers.tsv`: what a number of a sheet is read as, and which findings it gives.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::text::Decimal;
use nenpo::value::{Amount, Meaning, Quantity};

use crate::case::{put, repository, update};

const PLACES: &str = "\
shiomi: { name: 潮見県, reading: しおみけん, code: \"480002\", category: 都道府県 }
kitahama: { name: 北浜市, reading: きたはまし, code: \"481017\", prefecture: shiomi, category: 市 }
";

/// One line for a reading: meaning, unit, `/per`, `[label]`, `(note)`.
fn reading(quantity: &Quantity) -> String {
    let plain = Decimal::to_plain;
    let meaning = match quantity.meaning {
        Meaning::Amount(Amount::Exact(number)) => plain(number),
        Meaning::Amount(Amount::About(number)) => format!("~{}", plain(number)),
        Meaning::Amount(Amount::AtLeast(number)) => format!(">={}", plain(number)),
        Meaning::Amount(Amount::AtMost(number)) => format!("<={}", plain(number)),
        Meaning::Amount(Amount::Below(number)) => format!("<{}", plain(number)),
        Meaning::Amount(Amount::Above(number)) => format!(">{}", plain(number)),
        Meaning::Amount(Amount::Range(low, high)) => format!("{}..{}", plain(low), plain(high)),
        Meaning::Direction(direction) => format!("{direction:?}").to_lowercase(),
        Meaning::Absent(absence) => return absence.id().to_owned(),
        Meaning::Words => return "words".to_owned(),
    };
    let part = |open: &str, part: &Option<Box<str>>, close: &str| {
        part.as_ref().map(|part| format!("{open}{part}{close}")).unwrap_or_default()
    };
    let (unit, per) = (part(" ", &quantity.unit, ""), part("/", &quantity.per, ""));
    meaning + &unit + &per + &part(" [", &quantity.label, "]") + &part(" (", &quantity.note, ")")
}

#[test]
fn numbers_are_read_as_what_they_are_or_are_findings() {
    let file = repository("tests/numbers.tsv");
    let text = fs::read_to_string(&file).unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(rows.len() >= 150, "only {} rows", rows.len());
    assert!(rows.iter().all(|row| (2..=4).contains(&row.len())), "a row has text, unit, reading and codes");

    let root = tempfile::tempdir().unwrap();
    let content = root.path().join("content");
    let (mut form, mut sheet) = (
        String::from(
            "title: 数\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: 基礎情報\n    fields:\n",
        ),
        String::from("---\nform: numbers\n"),
    );
    for (at, row) in rows.iter().enumerate() {
        let unit = if row[1].is_empty() { String::new() } else { format!(", unit: \"{}\"", row[1]) };
        writeln!(form, "      n{at}: {{ label: 値の{at}, kind: number{unit} }}").unwrap();
        // A quoted text of YAML keeps all characters but the two that it escapes.
        let quoted = row[0].replace('\\', "\\\\").replace('"', "\\\"");
        writeln!(sheet, "n{at}: \"{quoted}\"").unwrap();
    }
    sheet.push_str("---\n");
    put(&content.join("forms/numbers.yaml"), form);
    put(&content.join("2021/kitahama/sheet.md"), sheet);
    put(&content.join("places.yaml"), PLACES);
    put(&content.join("site.yaml"), "title: 数\npublisher: 潮見県\nlanguage: ja\n");
    let (_, findings) = pipeline::read(root.path(), Options { drafts: true }).unwrap();
    let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    // The units of the form, ㎡ and the like, may give findings of their own.
    for finding in findings.iter().filter(|finding| finding.position.source.path().ends_with("sheet.md")) {
        found.entry(finding.position.line_and_column().0 - 3).or_default().push(finding.code.name.to_owned());
    }

    let lines = rows.iter().enumerate().map(|(at, row)| {
        let quantity = Quantity::read(row[0], Some(row[1]).filter(|unit| !unit.is_empty()));
        let codes = found.get(&at).map(|codes| codes.join(" ")).unwrap_or_default();
        [row[0], row[1], &reading(&quantity), &codes].join("\t").trim_end_matches('\t').to_owned()
    });
    let now: Vec<String> = lines.collect();
    if update() {
        let mut now = now.into_iter();
        let kept = text
            .lines()
            .map(|line| if line.is_empty() || line.starts_with("# ") { line.to_owned() } else { now.next().unwrap() });
        fs::write(&file, kept.collect::<Vec<_>>().join("\n") + "\n").unwrap();
        return;
    }
    let expected = rows.iter().map(|row| row.join("\t").trim_end_matches('\t').to_owned());
    let wrong: Vec<String> = expected
        .zip(now)
        .filter(|(one, other)| one != other)
        .map(|(one, other)| format!("- {one}\n+ {other}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
