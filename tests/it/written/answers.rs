//! Answers at random, of every kind and to fields whose names mislead, are read as they were after they were written.

use std::sync::Arc;

use nenpo::form::{Form, FormFile, Kind, read_forms};
use nenpo::model::{Address, Document, Place, read_places};
use nenpo::record::{self, Node};
use nenpo::source::{Findings, Reporter, Source, Span};
use nenpo::write;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Labels that are keys of documents and of answers, or of several fields, parts, columns and rows.
const FORM: &str = "\
title: 試験の様式
years: 2021
sections:
  - id: base
    heading: 基礎｜情報
    narrative: true
    fields:
      population: { label: 人口, kind: number, unit: 人, role: population, usually_at_most: 50000000 }
      frequency: { label: 開催頻度, kind: number, unit: 回／年 }
      source: { label: 資料, kind: text }
      papers: { label: 書類, kind: files, formats: [pdf, csv] }
      remark: { label: 題名, kind: prose }
      day: { label: 訂正, kind: date }
      inpatients:
        label: 入院者数
        kind: composition
        usually_at_most: population
        unit: 人
        parts:
          short: 出典
          long: { label: 長期, parts: { value: 値, old: { label: 高齢, parts: { oldest: 最高齢 } } } }
          note: 合計
          women: { label: 女性, parts: { old_women: 高齢 } }
      rates: { label: 退院率, kind: rates, unit: ％, points: { note: ３か月, as_of: 時点 } }
      council: { label: 協議会, kind: presence, unit: 人／市町村数 }
      eligible: { label: 該当, kind: presence, words: { yes: [該当, ○], no: 非該当 } }
      direction: { label: 方向性, kind: choice, ordered: true, choices: { more: ◎　拡充, same: ○　維持, less: △　縮小 } }
      functions: { label: 機能, kind: choice, several: true, other: true, choices: { consult: 相談, accept: 受入れ・対応, note: 注記 } }
      forums: { label: 協議の場, kind: presence, levels: { scope: { label: 範囲, unit: か所 }, city: 市町村 } }
  - id: results
    heading: 成果
    narrative: true
    fields:
      people: { label: 人口, kind: number, unit: 人 }
      visits: { label: 件数, kind: number, group: 訪問 }
      calls: { label: 件数, kind: number, group: 電話 }
      plans:
        label: 計画
        kind: indicators
        better: less
        columns: { baseline: 現状値, target: { label: 目標値, as_of: R3年度, count: 累計 }, actual: 実績値, effect: 効果 }
      issues:
        label: 課題
        kind: table
        role: issues
        carry_over: from_last_year
        columns:
          issue: { label: 課題, kind: prose }
          count: { label: 値, kind: number, unit: 件 }
          met: { label: 期限, kind: presence, group: 会議 }
          grade: { label: 評価, kind: choice, choices: { a: ◎, b: ○, c: × } }
          when: { label: 期限, kind: date, group: 予定 }
          roles: { label: 役割, kind: prose, by: { public: 行政, note: 注記 } }
      single: { label: 一列, kind: table, columns: { name: 名称 } }
      headed:
        label: 行のある表
        kind: table
        row: 区分
        rows: { value: 値, other: その他, film: { label: その他, group: 視聴覚 } }
        columns: { count: { label: 数, kind: number }, words: 言葉 }
      numbers:
        label: 数の表
        kind: matrix
        unit: 人
        rows: { value: 値, men: { label: 男, group: 出典 }, women: { label: 女, group: 出典, unit: ％ }, total: { label: 合計, sum: [men, value] } }
        columns: { years: { last: 2 }, note: 注記, share: { label: 割合, of: note, share_of: years.last } }
      schedule: { label: 予定, kind: schedule, columns: { period: 時期, item: 項目, detail: 内容 } }
";

fn parse(path: &str, text: &str) -> (Arc<Source>, Node) {
    let source = Source::new(path, text);
    let node = record::parse(&source, Span::new(0, text.len()), &mut Findings::new());
    (source, node)
}

fn read_form(text: &str) -> Arc<Form> {
    let (source, node) = parse("content/forms/sheet.yaml", text);
    let mut findings = Findings::new();
    let mut forms = read_forms(&[FormFile { id: "sheet".to_owned(), source, node }], &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    forms.remove(0)
}

fn place() -> Arc<Place> {
    let (source, node) =
        parse("content/places.yaml", "a: { name: 甲市, reading: こう, code: \"481017\", category: 市 }\n");
    Arc::new(read_places(&node, &mut Reporter::new(&source, &mut Findings::new())).remove(0))
}

fn read(text: &str, form: &Arc<Form>, place: &Arc<Place>) -> Document {
    let source = Source::new("content/2021/a/sheet.md", text);
    let mut findings = Findings::new();
    let split = record::split(&source, &mut findings);
    let front = record::parse(&source, split.front.unwrap(), &mut findings);
    let address = Address {
        path: "2021/a/sheet.md".to_owned(),
        page: "2021/a.html".to_owned(),
        year: 2021,
        place: Arc::clone(place),
        name: "sheet".to_owned(),
        tables: Arc::default(),
        records: Vec::new(),
    };
    let mut reporter = Reporter::new(&source, &mut findings);
    Document::read(address, &front, split.body, &[Arc::clone(form)], &mut reporter).unwrap()
}

/// What a document says, without the places where it says so.
fn summary(document: &Document) -> String {
    let head = (&document.title, &document.origin, &document.follows.as_ref().map(|(path, _)| path), document.draft);
    let rest = (&document.notes, &document.history, &document.endings, &document.accepts, &document.audience);
    let body = (&document.lead, &document.sections, &document.extras, &document.anchors);
    without_places(&format!("{head:#?}\n{rest:#?}\n{body:#?}"))
}

/// Leaves out places, their sources and the settings of fields.
fn without_places(debug: &str) -> String {
    let mut kept = String::new();
    let mut skip: Option<usize> = None;
    for line in debug.lines() {
        let indent = line.len() - line.trim_start().len();
        if let Some(outer) = skip {
            // The closing bracket of what is left out stands where its first line stood.
            if indent == outer {
                skip = None;
            }
            continue;
        }
        let named = line.trim_start();
        let opens = named.ends_with(['{', '(', '[']);
        let place = [
            "span: ",
            "span_in_file: ",
            "as_of_span: ",
            "due_span: ",
            "heading_span: ",
            "origin: ",
            "position: ",
            "field: ",
            "spans: ",
            "Span {",
        ];
        if place.iter().any(|place| named.starts_with(place)) {
            skip = opens.then_some(indent);
            continue;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

const WORDS: [&str; 40] = [
    "1,234人",
    "約30人",
    "３件（R１年度）",
    "事例検討数：非公表",
    "退院者数14人",
    "不明",
    "記載なし",
    "－",
    "有",
    "有 1／2",
    "無",
    "R3年4月",
    "通年",
    "6月～8月",
    "2021-04-01",
    "言葉",
    "：",
    ": ",
    " #",
    "# ",
    "- ",
    "\n",
    "\n\n",
    "　",
    "  ",
    "**強調**",
    "[リンク](a.md)",
    "![図](a.png)",
    "\n\n### 小見出し\n\n",
    "\n\n```\n## 中\n```\n",
    "`",
    "|",
    "\"",
    "'",
    "~",
    "null",
    "\u{200B}",
    "null\n",
    "％",
    "{}",
];

/// What may stand in answers to lists.
const CHOICES: [&str; 14] = [
    "more",
    "◎　拡充",
    "○",
    "縮小",
    "□拡充 ■維持",
    "相談",
    "受入れ・対応",
    "注記",
    "その他",
    "その他（手話）",
    "その他：手話（夜間",
    "その他 筆談、相談",
    "該当なし",
    "拡大",
];

fn text() -> BoxedStrategy<Node> {
    vec(select(&WORDS[..]), 0..5).prop_map(|words| Node::from(words.concat())).boxed()
}

/// A value, perhaps with circumstances.
fn around(value: BoxedStrategy<Node>) -> BoxedStrategy<Node> {
    let given = vec(select(&["時点", "source", "範囲", "注記"][..]), 0..3);
    (value, given, text())
        .prop_map(|(value, mut keys, words)| {
            keys.sort_unstable();
            keys.dedup();
            if keys.is_empty() {
                return value;
            }
            let given = keys.into_iter().map(|key| (key, words.clone()));
            std::iter::once(("値", value)).chain(given).collect()
        })
        .boxed()
}

/// A map of some of these keys.
fn some(keys: Vec<(&'static str, BoxedStrategy<Node>)>) -> BoxedStrategy<Node> {
    let all: Vec<_> = keys.into_iter().map(|(key, node)| (Just(key), proptest::option::of(node))).collect();
    all.prop_map(|pairs| pairs.into_iter().filter_map(|(key, node)| Some((key, node?))).collect()).boxed()
}

fn list(item: BoxedStrategy<Node>) -> BoxedStrategy<Node> {
    vec(item, 0..4).prop_map(|items| items.into_iter().collect()).boxed()
}

/// What a sheet may say in a field. Keys are those that no other thing could be meant by.
fn answer(id: &str) -> BoxedStrategy<Node> {
    let cell =
        || around(prop_oneof![3 => text(), 1 => vec(text(), 2..4).prop_map(|all| all.into_iter().collect())].boxed());
    let row = || some(vec![("数", text()), ("言葉", around(text()))]);
    let value = match id {
        "inpatients" => Just(())
            .prop_flat_map(|()| {
                some(vec![
                    ("total", text()),
                    ("short", text()),
                    ("長期", text()),
                    ("value", text()),
                    ("長期／高齢", text()),
                    (
                        "女性",
                        (text(), text())
                            .prop_map(|(own, old)| [("合計", own), ("高齢", old)].into_iter().collect())
                            .boxed(),
                    ),
                    ("最高齢", text()),
                ])
            })
            .prop_map(|parts| [("値", parts)].into_iter().collect())
            .boxed(),
        "rates" => {
            some(vec![("note", text()), ("as_of", text())]).prop_map(|all| [("値", all)].into_iter().collect()).boxed()
        }
        "forums" => some(vec![("scope", around(text())), ("市町村", around(text()))])
            .prop_map(|all| [("値", all)].into_iter().collect())
            .boxed(),
        "numbers" => some(vec![
            ("値", some(vec![("令和3年度", around(text())), ("y2020", text()), ("注記", text()), ("割合", text())])),
            ("男", some(vec![("R3", text()), ("注記", around(text()))])),
            ("total", some(vec![("R3", text())])),
        ])
        .prop_map(|all| [("値", all)].into_iter().collect())
        .boxed(),
        "plans" => list(some(vec![
            ("id", text()),
            ("指標", text()),
            ("現状値", cell()),
            ("目標値", cell()),
            ("actual", cell()),
            ("効果", text()),
            ("よい向き", select(&["more", "少ないほどよい"][..]).prop_map(Node::from).boxed()),
            ("count", select(&["累計", "yearly"][..]).prop_map(Node::from).boxed()),
            ("目標年度", text()),
        ])),
        "issues" => list(some(vec![
            ("id", text()),
            ("from", select(&["2020#1", "R2#housing"][..]).prop_map(Node::from).boxed()),
            ("課題", around(text())),
            ("count", around(text())),
            ("met", around(text())),
            ("grade", around(select(&["◎", "〇", "a", "×", "記載なし", "B"][..]).prop_map(Node::from).boxed())),
            ("when", text()),
            ("役割", some(vec![("行政", around(text())), ("注記", around(text()))])),
        ])),
        "single" => list(prop_oneof![text(), some(vec![("id", text()), ("名称", around(text()))])].boxed()),
        "headed" => some(vec![("value", row()), ("その他", list(row())), ("視聴覚", some(vec![("その他", row())]))])
            .prop_map(|all| [("値", all)].into_iter().collect())
            .boxed(),
        "schedule" => list(some(vec![("period", text()), ("項目", text()), ("detail", text())])),
        "direction" => around(select(&CHOICES[..]).prop_map(Node::from).boxed()),
        "functions" => around(
            prop_oneof![
                vec(select(&CHOICES[..]), 0..4).prop_map(|all| all.iter().map(|word| Node::from(*word)).collect()),
                vec(select(&CHOICES[..]), 0..4).prop_map(|all| Node::from(all.join("、"))),
            ]
            .boxed(),
        ),
        _ => around(text()),
    };
    prop_oneof![12 => value, 1 => Just(Node::blank()), 1 => Just(Node::from("記載なし"))].boxed()
}

/// Pieces of bodies.
const BODY: [&str; 17] = [
    "はじめ。\n",
    "## 基礎情報\n",
    "## 成果 ##\n",
    "## 何か {#results}\n",
    "## 知らない見出し {#x}\n",
    "二行の\n見出し\n---\n",
    "## C# #\n",
    "## {.a} {#b}\n",
    "## 成果\n",
    "- 一つ\n",
    "```\n## 囲み\n```\n",
    "```\n",
    "\n",
    "文章。\n",
    "| a |\n|---|\n",
    "### 小見出し\n",
    "文\n",
];

/// A front matter, answers to some of the fields, and a body in pieces.
fn sheet() -> impl Strategy<Value = (Node, String)> {
    let form = read_form(FORM);
    // An answer under the id of this field would be the source of the document, too.
    let fields: Vec<(String, BoxedStrategy<Node>)> = form
        .fields()
        .map(|(_, field)| (field.id.clone(), answer(&field.id)))
        .filter(|(id, _)| id != "source")
        .collect();
    let answers: Vec<_> = fields.into_iter().map(|(id, node)| (Just(id), proptest::option::of(node))).collect();
    let head = some(vec![
        ("title", text()),
        ("出典", text()),
        ("notes", list(text())),
        (
            "corrections",
            list(
                Just([("date", Node::from("R3.6.3")), ("reason", Node::from("転記の誤り"))].into_iter().collect())
                    .boxed(),
            ),
        ),
        ("draft", Just(Node::from("はい")).boxed()),
        ("audience", Just(Node::from("advisors")).boxed()),
        (
            "follows",
            select(&["../../2020/a/sheet.md", "/2020/b/sheet.md", "https://example.jp/", "../../../x.md"][..])
                .prop_map(Node::from)
                .boxed(),
        ),
        (
            "終えた課題",
            list(Just([("issue", Node::from("R2#1")), ("outcome", Node::from("解決"))].into_iter().collect()).boxed()),
        ),
    ]);
    (head, answers, vec(select(&BODY[..]), 0..9)).prop_map(|(head, answers, body)| {
        let record::Content::Map(mut entries) = head.content else { unreachable!() };
        let answers: Node = answers.into_iter().filter_map(|(id, node)| Some((id, node?))).collect();
        let form: Node = [("form", Node::from("sheet"))].into_iter().collect();
        for more in [form, answers] {
            if let record::Content::Map(more) = more.content {
                entries.extend(more);
            }
        }
        (Node { span: Span::default(), content: record::Content::Map(entries) }, body.concat())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_read_as_it_was_written((front, body) in sheet()) {
        let (form, place) = (read_form(FORM), place());
        let first = read(&format!("---\n{}---\n{body}", record::to_yaml(&front)), &form, &place);
        let written = write::document(&first);
        let second = read(&written, &form, &place);
        prop_assert_eq!(summary(&second), summary(&first), "{}", &written);
        prop_assert_eq!(&write::document(&second), &written);
    }
}

#[test]
fn a_form_is_read_as_it_was_written() {
    let form = read_form(FORM);
    let written = write::form(&form);
    let again = read_form(&written);
    assert_eq!(without_sources(&form), without_sources(&again), "{written}");
    assert_eq!(write::form(&again), written);
    assert!(form.fields().any(|(_, field)| matches!(field.kind, Kind::Schedule(_))));
}

fn without_sources(form: &Form) -> String {
    format!("{:#?}", (&form.title, &form.short, form.years, &form.key_figures, &form.sections, &form.unread))
}

#[test]
fn places_are_left_out_and_nothing_else() {
    #[derive(Debug)]
    #[allow(dead_code, reason = "it is printed")]
    struct Said {
        word: &'static str,
        span: Span,
        origin: Vec<u8>,
        spans: Vec<u8>,
        number: u8,
    }
    let summary = Said { word: "a", span: Span::at(3), origin: vec![1], spans: vec![], number: 7 };
    assert_eq!(without_places(&format!("{summary:#?}")), "Said {\n    word: \"a\",\n    number: 7,\n}\n");
}
