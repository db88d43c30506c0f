//! A kind of field more, `rating`, which is nothing but its file in `value/` and its entry in the list of kinds: every step
//! of a build, and what is made besides, knows it.

use std::fs;
use std::path::Path;

use super::*;
use crate::model::Document;
use crate::prefill::{PrefillRequest, prefill};
use crate::schema::schema;
use crate::value::Item;
use crate::write;

const FORM: &str = "\
title: 評価の様式
short: 評価
years: 2021-2023
sheet: true
sections:
  - id: base
    heading: 自己評価
    fields:
      whole: { label: 全体の評価, kind: rating, required: true }
      inner: { label: 内部の評価, kind: rating, audience: advisors }
      tasks:
        label: 取組
        kind: table
        columns: { task: 取組の名前, mark: { label: 取組の評価, kind: rating } }
";

/// A site with a sheet of these answers.
fn site(answers: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let at = folder.path().join("content").join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, text).unwrap();
    };
    put("site.yaml", "title: 試し\npublisher: 試し係\n");
    put("places.yaml", "kitahama: { name: 北浜県, reading: きたはまけん, code: \"020001\", category: 都道府県 }\n");
    put("forms/rated.yaml", FORM);
    put("2021/kitahama/sheet.md", &format!("---\nform: rated\n{answers}---\n"));
    folder
}

fn read_all(root: &Path) -> (Site, Vec<String>) {
    let (site, findings) = read(root, Options::default()).unwrap();
    let told = findings.iter().map(|finding| format!("{}:{}", finding.code.name, finding.position.line_and_column().0));
    (site, told.collect())
}

const ANSWERS: &str = "\
全体の評価: { 値: B, 時点: R4年3月, 出典: 点検表 }
内部の評価: D
取組:
  - { 取組の名前: 訪問, 取組の評価: C }
  - { 取組の名前: 研修, 取組の評価: 記載なし }
";

#[test]
fn a_new_kind_is_checked() {
    let wrong = site("全体の評価: E\n内部の評価: D\n取組: 記載なし\n");
    assert_eq!(read_all(wrong.path()).1, ["presence:3"]);
    let missing = site("内部の評価: D\n取組: 記載なし\n");
    assert_eq!(read_all(missing.path()).1, ["field-missing:1"]);
}

#[test]
fn a_new_kind_is_published() {
    let folder = site(ANSWERS);
    let (site, told) = read_all(folder.path());
    assert!(told.is_empty(), "{told:?}");
    let output = in_memory(folder.path(), &restrict(site, Audience::Public)).unwrap();
    let texts: Vec<(&str, String)> =
        output.iter().map(|(path, bytes)| (path, String::from_utf8_lossy(bytes).into_owned())).collect();
    let holds = |path: &str, words: &[&str]| {
        let (_, text) = texts.iter().find(|(own, _)| *own == path).unwrap_or_else(|| panic!("no {path}"));
        for word in words {
            assert!(text.contains(word), "{path} has no {word}:\n{text}");
        }
    };
    holds("2021/kitahama.html", &["<dd>B</dd>", ">C", "点検表"]);
    holds("2021/kitahama.txt", &["全体の評価（令和4年3月）：B", "C"]);
    holds("data/2021/kitahama/kitahama-2021.csv", &["全体の評価", "B", "2022-03", "点検表", "取組の評価", "C"]);
    holds("data/2021/kitahama/kitahama-2021.json", &["\"全体の評価\"", "\"B\"", "\"C\""]);
    let page = output.get("2021/kitahama.html").unwrap();
    assert!(search::sections(page).iter().any(|section| section.text.contains("全体の評価")), "search finds no rating");
    for (path, text) in &texts {
        assert!(!text.contains("内部の評価"), "{path} says what only advisors may read");
    }
}

#[test]
fn a_new_kind_is_written_and_asked_again() {
    let folder = site(ANSWERS);
    let (site, _) = read_all(folder.path());
    let [document] = site.documents.as_slice() else { panic!("one sheet") };
    let leaves = |document: &Document| {
        let mut all = Vec::new();
        for (_, field, answer) in document.answers() {
            answer.leaves(&mut |leaf| match leaf.item {
                Item::Circumstances(circumstances, _) => all.push(format!("{:?}", circumstances.source())),
                item => all.push(format!("{} {item:?}", field.id)),
            });
        }
        all
    };
    let rewritten = self::site("");
    fs::write(rewritten.path().join("content/2021/kitahama/sheet.md"), write::document(document)).unwrap();
    assert_eq!(leaves(&read_all(rewritten.path()).0.documents[0]), leaves(document));

    let path = "2022/kitahama/sheet.md";
    let request =
        PrefillRequest { form: &document.form, place: &document.place, year: 2022, path, last: Some(document) };
    let text = prefill(&request).text;
    for words in ["要確認: 前年度から", "  値: B", "内部の評価: D", "取組の評価: C", "例: A、B、C、D"]
    {
        assert!(text.contains(words), "no {words}: {text}");
    }

    let validator = jsonschema::draft202012::new(&schema(&document.form)).unwrap();
    for (value, valid) in [(serde_json::json!("B"), true), (serde_json::json!(["B"]), false)] {
        let sheet = serde_json::json!({ "form": "rated", "全体の評価": value, "取組": [{ "取組の評価": "C" }] });
        assert_eq!(validator.is_valid(&sheet), valid, "{value}");
    }
}
