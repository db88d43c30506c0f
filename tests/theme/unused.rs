//! A theme that forgets a field of a sheet is found.

use std::fs;
use std::path::Path;

use super::{marked, site};

const PLACES: &str = r#"
here: { name: 北浜県, reading: きたはまけん, code: "020001", category: 都道府県 }
"#;

/// Every kind of field, with all settings a form may make.
const FORM: &str = "
title: すべての種類の様式
short: 全種
years: 2023
sheet: true
note: 様式全体の注記
key_figures: [count]
sections:
  - id: base
    number: \"1の1\"
    heading: 基礎の節
    note: 節の注記
    narrative: true
    fields:
      count: { label: 数の項目, kind: number, unit: 人, note: 数の様式の注記, group: まとまりの題 }
      grouped: { label: まとまりの有無, kind: presence, unit: 市, group: まとまりの題 }
      line: { label: 行の項目, kind: text, group: まとまりの題 }
      when: { label: 時の項目, kind: date, group: まとまりの題 }
      alone: { label: 独りの数, kind: number, unit: 人, note: 独りの注記 }
      story: { label: 文の項目, kind: prose, note: 文の様式の注記 }
      parts:
        label: 内訳の項目
        kind: composition
        unit: 人
        parts: { short: 短い方, long: { label: 長い方, parts: { old: 年上, young: 年下 } } }
      rates: { label: 率の項目, kind: rates, unit: ％, points: { first: 初めの時点, last: 終わりの時点 } }
      there: { label: 有無の項目, kind: presence, levels: { wide: { label: 広い区分, unit: か所 }, near: 近い区分 } }
      way: { label: 選ぶ項目, kind: choice, choices: { up: 伸ばす方, down: 減らす方 } }
  - id: mixed
    heading: 種類の混じる節
    fields:
      one: { label: 混じる数, kind: number, unit: 人, group: 混じる題 }
      more: { label: 混じる内訳, kind: composition, unit: 人, group: 混じる題, parts: { this: これ, that: それ } }
  - id: work
    heading: 取組の節
    narrative: true
    fields:
      aims:
        label: 指標の項目
        kind: indicators
        indicator: 指標の題
        columns: { baseline: 現在の列, target: { label: 目標の列, as_of: 年度末の値 }, actual: 実績の列, effect: 効果の列 }
      tasks:
        label: 課題の項目
        kind: table
        columns:
          task: 課題の列
          roles: { label: 役割の列, by: { office: 役所, clinic: 医院 } }
      list: { label: 一列の表, kind: table, columns: { item: 一列の題 } }
      grid:
        label: 見出しのある表
        kind: table
        row: 年の題
        rows: { one: 一年目, two: 二年目 }
        columns: { plan: 計画の列, number: { label: 数の列, kind: number, unit: 人 } }
      blocks:
        label: まとまりの項目
        kind: records
        name: 名前の題
        fields:
          inner_count: { label: 中の数, kind: number, unit: 人, group: 中の題 }
          inner_line: { label: 中の行, kind: text }
          inner_story: { label: 中の文, kind: prose }
          inner_parts: { label: 中の内訳, kind: composition, unit: 人, parts: { here: ここ, there: あそこ } }
          inner_grid: { label: 中の表, kind: table, columns: { what: 中の列, many: { label: 中の数の列, kind: number, unit: 人 } } }
      plan: { label: 予定の項目, kind: schedule, columns: { period: 時期の列, item: 何をの列, detail: 細部の列 } }
";

/// Marks of a sheet that a theme's page does not show, or its plain text does not say.
fn unused_fields(theme_root: &Path, theme: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    fs::create_dir_all(content.join("forms")).unwrap();
    fs::create_dir_all(content.join("2023/here")).unwrap();
    fs::write(content.join("site.yaml"), "title: 試し\npublisher: 試し係\n").unwrap();
    fs::write(content.join("places.yaml"), PLACES).unwrap();
    fs::write(content.join("forms/all.yaml"), FORM).unwrap();
    let form = std::sync::Arc::clone(&site::read(folder.path()).forms[0]);
    let marked = marked::sheet(&form);
    fs::write(content.join("2023/here/sheet.md"), &marked.sheet).unwrap();
    let read = site::read(folder.path());
    let files = site::render(&read, &site::theme(theme_root, theme, "ja", &read));
    let page = site::visible_text(&files["2023/here.html"], "main");
    let missing = |text: &str, whose: &str| {
        // Charts group the digits of large numbers.
        let text = text.replace(',', "");
        let not_there = marked.marks.iter().filter(|(mark, _)| !text.contains(mark.as_str()));
        not_there.map(|(mark, what)| format!("{whose}: {what} ({mark})")).collect::<Vec<_>>()
    };
    [missing(&page, "page"), missing(&files["2023/here.txt"], "text")].concat()
}

#[test]
fn the_default_theme_forgets_nothing() {
    let unused = unused_fields(Path::new(env!("CARGO_MANIFEST_DIR")), "default");
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn a_forgotten_field_is_found() {
    let root = tempfile::tempdir().unwrap();
    let templates = root.path().join("themes/forgetful/templates/fields");
    fs::create_dir_all(&templates).unwrap();
    fs::write(root.path().join("themes/forgetful/theme.yaml"), "title: 忘れ物のあるテーマ\n").unwrap();
    fs::write(
        templates.join("schedule.html"),
        "{% for entry in value.entries %}<p>{{ entry.period.text }} {{ value.columns.period }}</p>{% endfor %}",
    )
    .unwrap();
    let unused = unused_fields(root.path(), "forgetful");
    let what: Vec<&str> = unused.iter().filter_map(|line| line.split(" (").next()).collect();
    assert_eq!(what, ["page: plan, head", "page: plan, head", "page: plan, item", "page: plan, detail"]);
}
