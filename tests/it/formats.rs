//! Formats of findings for other programs, as the command prints them.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::case::{copy, put, repository};

/// What `nenpo check` prints for a site with one sheet, and its exit status.
fn check(sheet: &str, arguments: &[&str]) -> (String, i32) {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/findings"), folder.path());
    put(&folder.path().join("content/2020/kitahama/sheet.md"), "---\nform: sheet\n人口: 604,894人\n---\n");
    put(&folder.path().join("content/2021/kitahama/sheet.md"), sheet);
    run(folder.path(), arguments)
}

fn run(root: &Path, arguments: &[&str]) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_nenpo"))
        .args(["--lang", "ja", "check"])
        .args(arguments)
        .current_dir(root)
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

const SHEET: &str = "---\nform: sheet\n人口：6,048,940人\n担当部署: [健康課, 福祉課]\naccept:\n  \
    - { code: figure-jump, field: 人口, reason: 合併による }\n---\n\n## 取組の経緯\n\n日　時：<b>未定</b>\n";

#[test]
fn sarif_is_valid_against_its_schema() {
    // The published schema has a bracket too many in a pattern of languages, which strict validators refuse.
    let schema = std::fs::read_to_string(repository("tests/schemas/sarif-2.1.0.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let (printed, status) = check(SHEET, &["--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&printed).unwrap();
    let errors: Vec<String> = validator.iter_errors(&sarif).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(status, 1);
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 6);
    // The schema itself must be able to fail.
    assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0" })));
}

#[test]
fn json_counts_accepted_findings_apart() {
    let (printed, status) = check(SHEET, &["--format", "json"]);
    let json: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(json["summary"], serde_json::json!({ "files": 1, "errors": 2, "warnings": 3, "accepted": 1 }));
    assert_eq!(status, 1);
    let codes: Vec<&str> = json["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["yaml-fullwidth-colon", "figure-jump", "one-line", "spaced-word", "raw-html", "raw-html"]);
}

/// The keys of a value, with those of the objects and of the first items within: `findings.0.related.0.path`.
fn keys(value: &Value, path: &str, into: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                into.insert(format!("{path}{key}"));
                keys(inner, &format!("{path}{key}."), into);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, path, into)),
        _ => {}
    }
}

#[test]
fn json_is_as_the_manual_says() {
    let manual = std::fs::read_to_string(repository("docs/findings-json.md")).unwrap();
    let example = manual.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let example: Value = serde_json::from_str(example).unwrap();
    let printed: Value = serde_json::from_str(&check(SHEET, &["--format", "json"]).0).unwrap();
    let [mut told, mut real] = [std::collections::BTreeSet::new(), std::collections::BTreeSet::new()];
    keys(&example, "", &mut told);
    keys(&printed, "", &mut real);
    assert_eq!(told, real);
    assert_eq!(example["version"], printed["version"]);
}

#[test]
fn only_the_findings_of_named_files_are_shown() {
    let (printed, status) = check(SHEET, &["--format", "json", "content/2020/kitahama/sheet.md"]);
    let json: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((json["findings"].as_array().unwrap().len(), status), (0, 0));
    let (printed, status) = check(SHEET, &["--format", "json", "content/2021"]);
    let json: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((json["findings"].as_array().unwrap().len(), status), (6, 1));
    assert_eq!(check(SHEET, &["content/2019"]).1, 2);
}

#[test]
fn colours_are_for_terminals() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/findings"), folder.path());
    put(&folder.path().join("content/2021/kitahama/sheet.md"), SHEET);
    let printed = |forced: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nenpo"));
        command.args(["--lang", "ja", "check"]).current_dir(folder.path()).env_remove("NO_COLOR").env("TERM", "xterm");
        if forced {
            command.env("CLICOLOR_FORCE", "1");
        }
        let output = command.output().unwrap();
        [output.stdout, output.stderr].concat()
    };
    assert!(!printed(false).contains(&0x1B), "a pipe is no terminal");
    assert!(printed(true).contains(&0x1B));
}

#[test]
fn codes_are_explained() {
    let (printed, status) = run(Path::new("."), &["--explain", "composition-sum"]);
    assert!(printed.contains("内訳を足しても全体になりません。") && printed.contains("良い例"), "{printed}");
    assert_eq!(status, 0);
    assert_eq!(run(Path::new("."), &["--explain", "composition-som"]), (String::new(), 2));
}
