//! Files of `nenpo form export` that were filled in and saved by other programs: `tests/import/filled/`, made by
//! `tests/import/fill.py`. All of them say what stands in `expected.tsv`.

use std::fs;

use nenpo::export::ExportFormat;
use nenpo::import::{self, ReceivedFile};
use rayon::prelude::*;

use super::hostile::packed;
use super::site::ImportSite;
use super::{letters, values};
use crate::case::{names, repository, unzipped};
use crate::seeded::Seeded;

#[test]
fn workbooks_come_back_from_other_programs() {
    let folder = repository("tests/import/filled");
    let expected = fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let site = ImportSite::new();
    let files: Vec<String> = names(&folder).into_iter().filter(|name| !name.ends_with(".tsv")).collect();
    assert!(files.iter().any(|name| name.ends_with(".docx")), "{files:?}");
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        let ReceivedFile::Filled(book) = import::read(&file, &fs::read(folder.join(&file)).unwrap()).unwrap() else {
            panic!("{file} is a workbook of nenpo")
        };
        let draft = site.draft_of_book(&book);
        agrees(&draft.text, &expected, &file);
        // What it says goes out again and comes back the same.
        for (format, name) in [(ExportFormat::Workbook, "次.xlsx"), (ExportFormat::Text, "次.docx")] {
            let bytes = site.to_fill_in_again(&draft.text, format);
            let ReceivedFile::Filled(next) = import::read(name, &bytes).unwrap() else { panic!("{name} is of nenpo") };
            agrees(&site.draft_of_book(&next).text, &expected, &format!("{file} as {name}"));
        }
        assert_eq!(draft.left, 1, "{file}: {}", draft.text);
        assert!(draft.text.contains("欄の外のメモ"), "{file}");
    }
}

/// A draft says what is expected, a line for each value, and nothing else.
fn agrees(draft: &str, expected: &str, file: &str) {
    let mut found = values(draft);
    for line in expected.lines() {
        let (key, wanted) = line.split_once('\t').unwrap();
        let value = found.remove(key).unwrap_or_else(|| panic!("{file}: {key} is lost\n{draft}"));
        assert_eq!(value.text, wanted.replace("\\n", "\n"), "{file}: {key}");
    }
    let more: Vec<&String> = found.keys().filter(|key| !["様式", "下書き"].contains(&key.as_str())).collect();
    assert!(more.is_empty(), "{file}: {more:?}");
}

/// What people type, with a number that stands nowhere else.
const TYPED: [&str; 36] = [
    "{n}",
    "{n}人",
    "１，２３４人（{n}）",
    "約{n}人",
    "△{n}千円",
    "007-{n}",
    "'{n}",
    "{n}E+05",
    "1/{n}",
    "R6.4.1（{n}）",
    "令和6年4月1日 {n}",
    "{n}％",
    "=SUM(A1:A{n})",
    "@{n}",
    "＝{n}",
    "#REF! {n}",
    "#{n}",
    "# {n}",
    "## 見出し {n}",
    "### 見出し {n}",
    "---\n{n}\n---",
    "- {n}",
    "- 一つ {n}\n- 二つ {n}",
    "・一つ {n}\n\n・二つ {n}",
    "| {n} | b |\n|---|---|\n| c | d |",
    "a: {n}",
    "値: {n}\n時点: R6年",
    "\"{n}",
    "'{n}'",
    "{place} {n}",
    "[{n}]: x",
    "<!-- {n} -->",
    "--> {n}",
    "○ {n}",
    "\u{3000}{n}\u{3000}\u{1F600}",
    "無（{n}）",
];

/// Every cell takes what people type; whatever it is, it is in the draft or in its list of what is left.
#[test]
fn nothing_typed_into_a_file_to_fill_in_is_lost() {
    typed(40, 1);
}

#[test]
#[ignore = "a long run, for people"]
fn nothing_typed_into_a_file_to_fill_in_is_lost_for_long() {
    typed(std::env::var("NENPO_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000), 2);
}

fn typed(count: u64, seed: u64) {
    let site = ImportSite::new();
    let files = [(ExportFormat::Workbook, "記入用紙.xlsx"), (ExportFormat::Text, "記入用紙.docx")];
    let files = files.map(|(format, name)| {
        let bytes = site.to_fill_in(format);
        (name, unzipped(&bytes).unwrap())
    });
    let found: Vec<(usize, usize, Vec<String>)> = (0..count)
        .into_par_iter()
        .map(|number| {
            let mut seeded = Seeded::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number);
            let (name, parts) = &files[seeded.below(2)];
            let (bytes, wanted) = filled_in(parts, &mut seeded);
            let ReceivedFile::Filled(book) = import::read(name, &bytes).unwrap() else { panic!("{name} is of nenpo") };
            let draft = site.draft_of_book(&book);
            let read = values(&draft.text);
            let said = letters(&draft.text);
            let is_lost = |text: &&String| text.lines().any(|line| !said.contains(&letters(line)));
            let lost =
                wanted.iter().filter(is_lost).map(|text| format!("seed {seed}, file {number}, {name}: {text:?}"));
            let as_typed = wanted.iter().filter(|text| read.values().any(|own| own.text == text.trim())).count();
            (wanted.len(), as_typed, lost.collect())
        })
        .collect();
    let lost: Vec<&String> = found.iter().flat_map(|(_, _, lost)| lost).collect();
    assert!(lost.is_empty(), "{} are lost: {:#?}", lost.len(), lost.iter().take(20).collect::<Vec<_>>());
    let all: usize = found.iter().map(|(all, ..)| all).sum();
    let as_typed: usize = found.iter().map(|(_, as_typed, _)| as_typed).sum();
    eprintln!("{all} texts typed into {count} files: none is lost, {as_typed} are values as typed");
    assert!(all as u64 > count * 4 && as_typed > 0, "{as_typed} of {all}");
}

/// A file with texts and numbers in some of its cells, and what these are.
fn filled_in(parts: &[(String, Vec<u8>)], seeded: &mut Seeded) -> (Vec<u8>, Vec<String>) {
    let (mut parts, mut all) = (parts.to_vec(), Vec::new());
    for (name, bytes) in &mut parts {
        let is_sheet = name.starts_with("xl/worksheets/sheet");
        if !is_sheet && name != "word/document.xml" {
            continue;
        }
        let mut text = String::from_utf8(bytes.clone()).unwrap();
        for _ in 0..4 + seeded.below(12) {
            let (open, cell) = if is_sheet { ("<c ", "/>") } else { ("</w:p></w:tc>", "") };
            // Nobody types into what is hidden: the keys of rows and columns.
            let is_open = |at: &usize| {
                let tag = |at: usize| &text[at..][..text[at..].find('>').unwrap()];
                let row = text[..*at].rfind("<row ").map(tag);
                let cell = tag(*at);
                !is_sheet
                    || cell.ends_with('/')
                        && !cell.starts_with("<c r=\"A")
                        && row.is_some_and(|row| !row.contains("hidden"))
            };
            let places: Vec<usize> = text.match_indices(open).map(|(at, _)| at).filter(is_open).collect();
            if places.is_empty() {
                break;
            }
            let at = places[seeded.below(places.len())];
            let typed =
                TYPED[seeded.below(TYPED.len())].replace("{n}", &(1_000_000 + seeded.below(8_999_999)).to_string());
            if is_sheet {
                let end = at + text[at..].find(cell).unwrap();
                text.replace_range(end..end + cell.len(), &cell_of(&typed, seeded));
            } else {
                text.insert_str(at, &run_of(&typed));
            }
            all.push(typed);
        }
        *bytes = text.into_bytes();
    }
    (packed(&parts), all)
}

/// The rest of a cell that holds a text, or a number, or what a formula made of it.
fn cell_of(typed: &str, seeded: &mut Seeded) -> String {
    let escaped = escaped(typed);
    match seeded.below(3) {
        0 if typed.parse::<u64>().is_ok() => format!("><v>{escaped}</v></c>"),
        1 => format!(" t=\"str\"><f>A1&amp;B1</f><v>{escaped}</v></c>"),
        _ => format!(" t=\"inlineStr\"><is><t xml:space=\"preserve\">{escaped}</t></is></c>"),
    }
}

fn run_of(typed: &str) -> String {
    let lines: Vec<String> =
        typed.lines().map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line))).collect();
    format!("<w:r>{}</w:r>", lines.join("<w:br/>"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
