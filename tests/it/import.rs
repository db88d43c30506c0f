//! Received files: `tests/import/files/` holds files of offices, and beside each (NAME-ENDING.tsv) what its draft is to say: a key
//! of the sheet, its steps parted by `/`, and the text of the value. `tests/import/generate.py` made most of them.
//!
//! A value that is not read is to be listed, and one that was read wrongly is to be marked 要確認.

mod filled;
mod hostile;
mod site;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use nenpo::import::{Imported, Received};
use nenpo::record::{self, Content, Node};
use nenpo::source::{Findings, Source};
use nenpo::text::fold;

use crate::case::{names, repository};
use site::ImportSite;

/// A file with what its draft is to say.
struct ReceivedCase {
    file: String,
    bytes: Vec<u8>,
    expected: Vec<(String, String)>,
}

fn cases() -> Vec<ReceivedCase> {
    let folder = repository("tests/import/files");
    let read = |name: String| {
        let (stem, ending) = name.strip_suffix(".tsv")?.rsplit_once('-')?;
        let file = format!("{stem}.{ending}");
        let bytes = fs::read(folder.join(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        let line = |line: &str| {
            let (key, value) = line.split_once('\t').unwrap_or_else(|| panic!("{name}: {line}"));
            (key.to_owned(), value.replace("\\n", "\n"))
        };
        Some(ReceivedCase { file, bytes, expected: text.lines().map(line).collect() })
    };
    names(&folder).into_iter().filter_map(read).collect()
}

/// A value of a draft, and whether its line or that of a key around it is marked.
#[derive(Debug)]
struct DraftValue {
    text: String,
    marked: bool,
}

/// All values of a draft by their keys.
fn values(draft: &str) -> BTreeMap<String, DraftValue> {
    let source = Source::new("draft.md", draft);
    let mut findings = Findings::new();
    let split = record::split(&source, &mut findings);
    let front = record::parse(&source, split.front.unwrap(), &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    let mut all = BTreeMap::new();
    let marked = |at: usize| {
        let (line, _) = source.position(nenpo::source::Span::at(at)).line_and_column();
        draft.lines().nth(line - 1).is_some_and(|line| line.contains("要確認"))
    };
    gather("", &front, false, &marked, &mut all);
    let body = &draft[split.body.start()..];
    for section in body.split("\n## ").skip(1) {
        let (heading, text) = section.split_once('\n').unwrap();
        let (comment, text) = text.split_once("-->").unwrap();
        if !text.trim().is_empty() {
            let marked = comment.contains("要確認");
            all.insert(format!("## {heading}"), DraftValue { text: text.trim().to_owned(), marked });
        }
    }
    all
}

fn gather(
    key: &str,
    node: &Node,
    marked: bool,
    is_marked: &dyn Fn(usize) -> bool,
    all: &mut BTreeMap<String, DraftValue>,
) {
    let inside = |step: &str| if key.is_empty() { step.to_owned() } else { format!("{key}/{step}") };
    match &node.content {
        Content::Map(entries) => {
            for entry in entries {
                let own = marked || is_marked(entry.key_span.start());
                let key = if entry.key == "値" { key.to_owned() } else { inside(&entry.key) };
                gather(&key, &entry.value, own, is_marked, all);
            }
        }
        Content::List(items) => {
            for (at, item) in items.iter().enumerate() {
                gather(&inside(&at.to_string()), item, marked, is_marked, all);
            }
        }
        _ => {
            let text = node.scalar().map(|scalar| scalar.text.trim().to_owned()).unwrap_or_default();
            let is_blank_table = text.lines().skip(2).all(|line| line.ends_with("|  |")) && text.starts_with('|');
            if !text.is_empty() && !is_blank_table {
                all.insert(key.to_owned(), DraftValue { text, marked });
            }
        }
    }
}

fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn drafts_say_what_the_files_hold() {
    let site = ImportSite::new();
    let (mut right, mut all) = (0, 0);
    let mut trouble = Vec::new();
    for case in cases() {
        let received = site::read(&case.file, &case.bytes).unwrap_or_else(|fault| panic!("{}: {fault:?}", case.file));
        let draft = site.draft(&case.file, &received);
        let mut found = values(&draft.text);
        let list = draft.text.split_once("読み取れなかったところ（").map(|(_, list)| letters(list)).unwrap_or_default();
        for (key, wanted) in &case.expected {
            all += 1;
            match found.remove(key) {
                Some(value) if value.text == wanted.trim() => right += 1,
                Some(value) if value.marked => {}
                Some(value) => {
                    trouble.push(format!("{}: {key} is `{}` and not `{wanted}`, unmarked", case.file, value.text));
                }
                None if list.contains(&letters(wanted)) => {}
                None => trouble.push(format!("{}: {key} is lost: `{wanted}`", case.file)),
            }
        }
        let of_sheets = ["様式", "下書き", "出典"];
        let unasked = found.into_iter().filter(|(key, value)| !value.marked && !of_sheets.contains(&key.as_str()));
        trouble.extend(unasked.map(|(key, value)| format!("{}: nobody said {key}: `{}`", case.file, value.text)));
        trouble.extend(
            lost(&received, &draft, &site).into_iter().map(|line| format!("{}: nothing says `{line}`", case.file)),
        );
    }
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    eprintln!("{right} of {all} values are right");
    assert!(right * 100 >= all * 95, "{right} of {all}");
}

/// The lines of a file that are neither in the draft nor a label of the form; what belongs to other places is none of its own.
fn lost(received: &Received, draft: &Imported, site: &ImportSite) -> Vec<String> {
    let text = letters(&draft.text);
    if draft.text.contains("ほかの自治体") {
        return Vec::new();
    }
    let labels = site.labels();
    let is_label = |text: &str| {
        labels.iter().any(|label| label.contains(text) || label.len() > 3 && text.contains(label.as_str()))
    };
    let is_known = |piece: &str| piece.is_empty() || text.contains(piece) || is_label(piece);
    let mut lost = Vec::new();
    for cell in &received.cells {
        let whole = letters(&cell.lines.join(" "));
        for line in &cell.lines {
            // A unit stands in a value before its remark: １（3支所） か所.
            let pieces = line.split(|c: char| !c.is_alphanumeric()).map(letters);
            if !is_known(&letters(line)) && !is_label(&whole) && !pieces.into_iter().all(|piece| is_known(&piece)) {
                lost.push(line.clone());
            }
        }
    }
    lost
}

/// The three files of an invented city say the same, and how much of each kind.
#[test]
fn a_filled_sheet_is_read_whole_from_each_program() {
    let kinds = |ending: &str| {
        let case = cases().into_iter().find(|case| case.file == format!("hamakaze-2021.{ending}")).unwrap();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (key, _) in &case.expected {
            let first = key.split('/').next().unwrap();
            let kind = match first {
                _ if key.ends_with("時点") && !key.ends_with("月時点") && !key.ends_with("年時点") => "times",
                _ if key.ends_with("注記") => "notes",
                _ if first.starts_with("## ") => "narratives",
                "入院精神障害者数" => "composition",
                "退院率" => "rates",
                "令和２年度までの成果・効果" | "今年度の指標" => "indicators",
                "課題と取組方針" | "自治体全体への展開に向けた具体的な取組方針" => "tables",
                "今年度の取組スケジュール" => "schedule",
                "取組内容" | "特徴（強み）" | "自治体全体への展開に向けた方向性" => "prose",
                _ if key.contains("有無") || key.contains("設置状況") => "presence",
                _ => "numbers",
            };
            *counts.entry(kind).or_default() += 1;
        }
        counts
    };
    let whole = BTreeMap::from([
        ("times", 14),
        ("notes", 1),
        ("narratives", 2),
        ("composition", 6),
        ("rates", 3),
        ("indicators", 25),
        ("tables", 15),
        ("schedule", 15),
        ("prose", 3),
        ("presence", 4),
        ("numbers", 10),
    ]);
    assert_eq!(kinds("xlsx"), whole);
    assert_eq!(kinds("pptx"), whole);
    let mut without_last_section = whole.clone();
    without_last_section.extend([("tables", 12), ("prose", 2)]);
    assert_eq!(kinds("docx"), without_last_section);
}

#[test]
fn files_beside_the_cases_are_small() {
    let folder = repository("tests/import/files");
    for name in names(&folder) {
        assert!(fs::metadata(folder.join(&name)).unwrap().len() < 60_000, "{name}");
    }
    assert!(Path::new(&folder).is_dir());
}
