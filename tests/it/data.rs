//! The files of `data/`: what they say is what the sheets say, each of them says the same, and nothing is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _};

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use serde_json::Value;

use crate::case::{in_memory, put, repository, unzipped};
use crate::content::SITE;
use crate::page::fold;
use crate::workbook::sheets;

/// The JSON of all documents by path.
fn documents() -> Vec<(&'static str, Value)> {
    let of = |(path, bytes): (&'static str, &'static [u8])| {
        let json = path.strip_prefix("data/").is_some_and(|path| path.ends_with(".json") && path.contains('/'));
        json.then(|| (path, serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{path}: {error}"))))
    };
    SITE.iter().filter_map(of).collect()
}

/// The rows of a CSV, each by the heads of its columns.
fn table(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut rows = cells(bytes).into_iter();
    let head = rows.next().expect("a head");
    assert_eq!(head.iter().collect::<BTreeSet<_>>().len(), head.len(), "heads differ: {head:?}");
    rows.map(|row| head.iter().cloned().zip(row).collect()).collect()
}

pub fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("a mark for Excel")).unwrap();
    assert!(text.ends_with("\r\n"), "lines end for Excel");
    let (mut rows, mut cell, mut row, mut quoted) = (Vec::new(), String::new(), Vec::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            c => cell.push(c),
        }
    }
    rows
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// Every answer is on its line of the sheet.
#[test]
fn every_answer_leads_to_its_line() {
    let (mut trouble, mut count) = (Vec::new(), 0);
    for (path, document) in documents() {
        let file = text(&document, "file");
        let sheet = fs::read_to_string(repository(file)).unwrap_or_else(|error| panic!("{path}: {file}: {error}"));
        let lines: Vec<String> = sheet.lines().map(fold).collect();
        for answer in document["answers"].as_array().unwrap() {
            count += 1;
            // Nobody said it, so no line does.
            if text(answer, "status") == "unanswered" && text(answer, "written") == "未回答" {
                continue;
            }
            let line = usize::try_from(answer["line"].as_u64().unwrap()).unwrap();
            // A text may have several lines, the first of them after its key.
            let found = lines[line - 1..lines.len().min(line + 1)].join("\n");
            if !says(&found, answer) {
                trouble.push(format!("{path}: line {line} of {file}, {found}, does not say {answer}"));
            }
        }
    }
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    assert!(count > 400, "only {count} answers");
}

/// Whether folded lines of a sheet say what an answer says.
fn says(lines: &str, answer: &Value) -> bool {
    let plain = lines.replace(',', "");
    let numbers = ["value", "low", "high", "share"].iter().filter_map(|name| answer[*name].as_f64());
    let digits = |number: f64| {
        let all: Vec<f64> =
            plain.split(|c: char| !c.is_ascii_digit() && c != '.').filter_map(|n| n.parse().ok()).collect();
        all.contains(&number.abs())
    };
    let written = fold(text(answer, "written").lines().next().unwrap_or_default());
    let without_unit = written.strip_suffix(fold(text(answer, "unit")).as_str()).unwrap_or(&written);
    let counted =
        answer["part"].as_array().and_then(|part| part.last()).is_some_and(|last| last == "count" || last == "of");
    // A text is there without its marks, so only its first words are looked for.
    let first = if text(answer, "status") == "text" { 4 } else { usize::MAX };
    let beginning: String = without_unit.trim_start_matches(['-', '「', '【', '・']).chars().take(first).collect();
    let words = lines.contains(&beginning) || written.is_empty() || counted;
    numbers.into_iter().all(digits) && words
}

#[test]
fn typos_of_answers_are_found() {
    let answer = |value: f64, written: &str| serde_json::json!({ "value": value, "written": written, "unit": "人" });
    for (line, value, written, right) in [
        ("合計:1,530人", 1530.0, "1,530人", true),
        ("合計:1530", 1530.0, "1530人", true),
        ("合計:1,530人", 1531.0, "1,530人", false),
        ("合計:1,530人", 1530.0, "1,531人", false),
        ("合計:1,530人", 530.0, "1,530人", false),
    ] {
        assert_eq!(says(line, &answer(value, written)), right, "{line} {value} {written}");
    }
}

/// The columns of the long tables with their names in JSON.
const COLUMNS: [(&str, &str); 21] = [
    ("項目", "field"),
    ("項目名", "label"),
    ("定義", "definition"),
    ("引き継ぎ元", "from"),
    ("行", "row"),
    ("行のid", "row_id"),
    ("行の見出し", "row_name"),
    ("値", "value"),
    ("下限", "low"),
    ("上限", "high"),
    ("単位", "unit"),
    ("当たり", "per"),
    ("日付", "date"),
    ("出典", "source"),
    ("範囲", "scope"),
    ("注記", "note"),
    ("達成率", "ratio"),
    ("進捗率", "progress_rate"),
    ("目標との差", "gap"),
    ("比べた現状値", "baseline"),
    ("現状値の年度", "baseline_year"),
];

/// What an answer is in a row; lists in texts have other bullets there, so that only their being there counts.
fn row_of(document: &Value, answer: &Value) -> Vec<String> {
    let shown = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("{other}"),
    };
    let joined = |name: &str| {
        let steps = answer[name].as_array().map(|steps| steps.iter().map(shown).collect::<Vec<_>>());
        steps.unwrap_or_default().join("／")
    };
    let status = nenpo::data::Status::all().find(|status| status.id() == text(answer, "status")).unwrap();
    let written = if status.id() == "text" { String::new() } else { shown(&answer["written"]) };
    let mut row = vec![
        shown(&document["place"]["code"]),
        shown(&document["year"]),
        shown(&document["document"]),
        joined("part"),
        joined("part_label"),
        status.word().to_owned(),
        written,
        shown(&answer["as_of"]["iso"]),
        shown(&answer["as_of"]["text"]),
    ];
    row.extend(COLUMNS.iter().map(|(_, name)| number(&shown(&answer[*name]))));
    row
}

/// The same of a row of a CSV.
fn row_in(row: &BTreeMap<String, String>) -> Vec<String> {
    let unguarded = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    let written = if row["状態"] == "文章" { String::new() } else { unguarded(&row["記載"]) };
    let mut cells: Vec<String> =
        ["団体コード", "年度", "文書", "内訳", "内訳名", "状態"].iter().map(|name| row[*name].clone()).collect();
    cells.extend([written, row["時点"].clone(), row["時点の記載"].clone()]);
    cells.extend(COLUMNS.iter().map(|(name, _)| number(&unguarded(&row[*name]))));
    cells
}

/// 48.0 is 48, where it is a number.
fn number(text: &str) -> String {
    text.parse::<f64>().map_or_else(|_| text.to_owned(), |number| number.to_string())
}

#[test]
fn csv_and_json_say_the_same() {
    let mut all: Vec<Vec<String>> = Vec::new();
    for (path, document) in documents() {
        let answers: Vec<_> =
            document["answers"].as_array().unwrap().iter().map(|answer| row_of(&document, answer)).collect();
        let csv = SITE.get(&path.replace(".json", ".csv")).map(table).unwrap_or_default();
        assert_eq!(answers, csv.iter().map(row_in).collect::<Vec<_>>(), "{path}");
        all.extend(answers);
    }
    // What is not in a table of all years is a text or a schedule; each of the others is there once.
    let mut tables: Vec<Vec<String>> = Vec::new();
    for name in ["figures", "indicators", "issues"] {
        let whole = table(SITE.get(&format!("data/{name}.csv")).unwrap());
        let years = SITE.iter().filter(|(path, _)| path.starts_with(&format!("data/{name}-")));
        let by_year: Vec<_> = years.flat_map(|(_, bytes)| table(bytes)).collect();
        assert_eq!(whole, by_year, "{name}");
        tables.extend(whole.iter().map(row_in));
    }
    for row in &tables {
        let at = all
            .iter()
            .position(|other| other == row)
            .unwrap_or_else(|| panic!("{row:?} is no answer, or is there twice"));
        all.swap_remove(at);
    }
    let left: Vec<_> =
        all.iter().filter(|row| row[5] != "文章" && !["period", "item", "detail"].contains(&row[3].as_str())).collect();
    let texts = left.iter().all(|row| row[10 - 1].is_empty() || row[5] != "数値");
    assert!(texts && tables.len() > 300, "{} rows; {left:?}", tables.len());
}

/// A cell of figures holds the number alone, also in the tables that charts and pages of places are made of: its unit has a
/// column of its own.
#[test]
fn figures_are_numbers_in_every_csv() {
    let is_figure =
        |head: &str| head.rsplit(['：', '／']).next().is_some_and(|head| ["値", "下限", "上限"].contains(&head));
    let (mut files, mut figures) = (BTreeSet::new(), 0);
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.starts_with("data/") && path.ends_with(".csv")) {
        for (head, cell) in table(bytes).iter().flatten().filter(|(head, cell)| is_figure(head) && !cell.is_empty()) {
            assert!(cell.parse::<f64>().is_ok(), "{path}: {head}: {cell}");
            figures += 1;
            files.insert(path.split('/').nth(1));
        }
    }
    assert!(
        figures > 300 && files.contains(&Some("places")) && files.contains(&Some("2021")),
        "{figures} in {files:?}"
    );
}

#[test]
fn the_wide_table_says_what_the_sheets_say() {
    let mut count = 0;
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.starts_with("data/sheets-")) {
        for row in table(bytes) {
            let json = SITE.get(&row["JSON"]).unwrap_or_else(|| panic!("{path}: {}", row["JSON"]));
            let document: Value = serde_json::from_slice(json).unwrap();
            for (head, status) in row.iter().filter(|(head, status)| head.ends_with("：状態") && !status.is_empty())
            {
                let value = &row[head.strip_suffix("：状態").unwrap()];
                let answers = document["answers"].as_array().unwrap().iter();
                let same = |answer: &Value| {
                    let steps =
                        answer["part_label"].as_array().into_iter().flatten().map(|step| step.as_str().unwrap());
                    let name: Vec<&str> = std::iter::once(text(answer, "label")).chain(steps).collect();
                    name.join("／") == head.strip_suffix("：状態").unwrap()
                        && number(value) == number(&answer["value"].to_string().replace("null", ""))
                };
                assert_eq!(answers.filter(|answer| same(answer)).count(), 1, "{path}: {head} {value} {status}");
                count += 1;
            }
        }
    }
    assert!(count > 30, "only {count} figures");
}

#[test]
fn json_fits_its_schema() {
    let schema: Value = serde_json::from_slice(SITE.get("data/document.schema.json").unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let documents = documents();
    for (path, document) in &documents {
        let errors: Vec<String> = validator.iter_errors(document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:?}");
    }
    assert!(documents.len() > 12);
    // The schema refuses what is no document.
    let (_, document) = &documents[0];
    for (at, wrong) in [("year", "令和3年度".into()), ("place", Value::Null), ("extra", 1.into())] {
        let mut changed = document.clone();
        changed[at] = wrong;
        assert!(!validator.is_valid(&changed), "{at}");
    }
}

#[test]
fn the_archive_holds_the_files_and_no_time() {
    let mut archive = zip::ZipArchive::new(Cursor::new(SITE.get("data/nenpo-data.zip").unwrap())).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert!(SITE.get(&format!("data/{name}")) == Some(&bytes), "{name}");
        assert_eq!(file.last_modified(), Some(zip::DateTime::DEFAULT), "{name}");
    }
    let all = documents().into_iter().map(|(path, _)| path.strip_prefix("data/").unwrap());
    for name in all.chain(["datapackage.json", "document.schema.json", "figures.csv", "indicators.csv", "issues.csv"]) {
        assert!(names.iter().any(|other| other == name), "{name} is not in the archive");
    }
}

/// Every table has its sheets in the workbook, with the same cells. A guard against formulas is needed in a CSV only.
#[test]
fn the_workbook_says_what_the_tables_say() {
    let sheets = sheets(SITE.get("data/nenpo-data.xlsx").unwrap());
    assert_eq!(sheets[0].0, "説明");
    let mut tables: BTreeMap<Vec<Vec<String>>, &str> = BTreeMap::new();
    for (path, bytes) in SITE.iter() {
        let Some(name) = path.strip_prefix("data/").filter(|name| !name.contains('/')) else { continue };
        // The tables of one year are parts of those of all years.
        if name.ends_with(".csv") && (name.starts_with("sheets-") || !name.contains("-20")) {
            let bare = |cell: String| cell.strip_prefix('\'').map(str::to_owned).unwrap_or(cell);
            let rows = cells(bytes).into_iter().map(|row| row.into_iter().map(bare).collect());
            tables.insert(rows.collect(), path);
        }
    }
    let mut left = tables.clone();
    for (title, rows) in &sheets[1..] {
        assert!(left.remove(rows).is_some(), "{title} is like none of {:?}", tables.values());
        let told = sheets[0].1.iter().find(|row| row.first() == Some(title));
        assert_eq!(told.map(|row| row[1].clone()), Some((rows.len() - 1).to_string()), "{title}");
    }
    assert!(left.is_empty(), "the workbook lacks {:?}", left.values());
    assert!(tables.len() >= 5, "{:?}", tables.values());
}

/// Answers for the advisors, codes that begin with 0, cells that would run, and what has no number.
#[test]
fn unusual_answers_are_in_the_data() {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("site.yaml", "title: 試験\npublisher: 北海道\n"),
        (
            "places.yaml",
            "hokkaido: { name: 北海道, reading: ほっかいどう, code: \"010006\", category: 都道府県 }\n\
             sapporo: { name: 札幌市, reading: さっぽろし, code: \"011002\", prefecture: hokkaido, category: 指定都市 }\n",
        ),
        (
            "forms/sheet.yaml",
            "title: 試験の様式\nshort: 試験\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: 基礎\n    fields:\n\
             \x20     count: { label: 数, kind: number, unit: 人 }\n      other: { label: 別の数, kind: number, unit: 回／年 }\n\
             \x20     line: { label: 行, kind: text }\n      when: { label: 時, kind: date }\n\
             \x20     secret: { label: 内緒, kind: number, unit: 人, audience: advisors }\n\
             \x20     there: { label: 有無, kind: presence, levels: { wide: { label: 広い, unit: か所／圏域数 }, near: 近い } }\n\
             \x20     list:\n        label: 表\n        kind: table\n        columns:\n          name: 名前\n          times: { label: 回数, kind: number, unit: 回 }\n\
             \x20         hidden: { label: 隠す列, kind: text, audience: advisors }\n\
             \x20 - id: talk\n    heading: 相談\n    audience: advisors\n    fields: { ask: { label: 相談, kind: prose } }\n",
        ),
        (
            "2021/sapporo/sheet.md",
            "---\nform: sheet\n数: { 値: 約30人, 時点: R3年4月, 出典: 630調査, 範囲: 全道, 注記: '=1+1' }\n別の数: ２～３回\n行: '=HYPERLINK(1)'\n\
             時: 令和3年4月～5月\n内緒: 98765人\n有無: { 広い: 有 3／5, 近い: 無 }\n表:\n  - { 名前: 会議, 回数: 4回以上, 隠す列: 隠した言葉 }\n  - { 名前: 研修, 回数: 記載なし }\n\
             相談: 相談の言葉\n---\n",
        ),
    ] {
        put(&folder.path().join("content").join(file), text);
    }
    let (site, _) = pipeline::read(folder.path(), Options::default()).unwrap();
    let output = in_memory(folder.path(), &restrict(site.clone(), Audience::Public)).unwrap();
    let rows = cells(output.get("data/2021/sapporo/sapporo-2021.csv").unwrap());
    let brief: Vec<String> = rows
        .iter()
        .skip(1)
        .map(|row| {
            [&row[0], &row[7], &row[10], &row[14], &row[16], &row[17], &row[18], &row[19], &row[21], &row[22], &row[24]]
                .map(String::as_str)
                .join("|")
        })
        .collect();
    assert_eq!(
        brief,
        [
            "011002|count|||30|||人|約|約30人|",
            "011002|other||||2|3|回|範囲|２～３回|",
            "011002|line|||||||言葉|'=HYPERLINK(1)|",
            "011002|when|||||||日付|令和3年4月～5月|2021-04/2021-05",
            "011002|there||wide|||||有|有 3／5|",
            "011002|there||wide／count|3|||か所|数値|3|",
            "011002|there||wide／of|5||||数値|5|",
            "011002|there||near|||||無|無|",
            "011002|list|1|name|||||言葉|会議|",
            "011002|list|1|times||4||回|以上|4回以上|",
            "011002|list|2|name|||||言葉|研修|",
            "011002|list|2|times|||||記載なし|記載なし|",
        ]
    );
    assert_eq!(&rows[1][25..30], ["2021-04", "令和3年4月", "630調査", "全道", "'=1+1"]);
    for (path, bytes) in output.iter().filter(|(path, _)| path.starts_with("data/")) {
        let files = unzipped(bytes).unwrap_or_else(|| vec![(path.to_owned(), bytes.to_vec())]);
        let texts: Vec<_> = files.into_iter().map(|(_, text)| String::from_utf8_lossy(&text).into_owned()).collect();
        for secret in ["98765", "隠した言葉", "相談の言葉", "secret", "hidden"] {
            assert!(texts.iter().all(|text| !text.contains(secret)), "{path} tells {secret}");
        }
    }
}
