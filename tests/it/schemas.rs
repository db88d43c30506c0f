//! Schemas of forms: valid themselves, fitting the real sheets, and refusing what is no answer.

use nenpo::form::{Audience, Form};
use nenpo::load::{Options, load};
use nenpo::prefill::{PrefillRequest, prefill};
use nenpo::record::{Content, Node, parse, split};
use nenpo::schema::schema;
use nenpo::source::{Findings, Source};
use serde_json::{Value, json};

use crate::case::repository;

/// A node as an editor's YAML parser gives it: plain numbers are numbers.
fn json_of(node: &Node) -> Value {
    match &node.content {
        Content::Blank | Content::Broken => Value::Null,
        Content::Text(scalar) => match (scalar.style, scalar.text.parse::<f64>(), scalar.text.as_str()) {
            (nenpo::record::TextStyle::Plain, Ok(number), _) => json!(number),
            (nenpo::record::TextStyle::Plain, _, "true" | "false") => json!(scalar.text == "true"),
            _ => json!(scalar.text),
        },
        Content::List(items) => items.iter().map(json_of).collect(),
        Content::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), json_of(&entry.value))).collect(),
    }
}

/// The front matter of a sheet, as an editor has it.
pub fn front(text: &str) -> Value {
    let source = Source::new("a.md", text);
    let mut findings = Findings::new();
    let span = split(&source, &mut findings).front.unwrap();
    json_of(&parse(&source, span, &mut findings))
}

#[test]
fn schemas_are_valid_and_fit_every_sheet() {
    let (site, _) = load(&repository("."), Options { drafts: true }).unwrap();
    for form in &site.forms {
        let schema = schema(form);
        assert!(jsonschema::meta::is_valid(&schema), "{}", form.id);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let sheets: Vec<_> = site.documents.iter().filter(|document| document.form.id == form.id).collect();
        for sheet in &sheets {
            let value = front(sheet.source.text());
            let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", sheet.path);
        }
        let place = &site.places[0];
        let blank = prefill(&PrefillRequest { form, place, year: form.years.0, path: "2021/a/sheet.md", last: None });
        let errors: Vec<String> = validator.iter_errors(&front(&blank.text)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "a new sheet of {}: {errors:?}", form.id);
        assert!(!sheets.is_empty(), "no sheet shows that the schema of {} fits", form.id);
        explained(form, &schema);
        for section in form.sections.iter().filter(|section| section.audience == Audience::Advisors) {
            let at = |name: &str| &schema["properties"][name]["description"];
            assert!(at(&section.id).as_str().unwrap().contains("非公開") && at(&section.id) == at(&section.heading));
        }
    }
}

/// Both keys of every field lead to a Japanese title and description.
fn explained(form: &Form, schema: &Value) {
    for (_, field) in form.fields() {
        for key in [&field.id, &field.label] {
            let own = &schema["properties"][key];
            // Under the name of a group there may be a map of its fields instead.
            let reference = own["$ref"].as_str().or(own["anyOf"][0]["$ref"].as_str());
            let reference = reference.unwrap_or_else(|| panic!("{}: {key}", form.id));
            let target = &schema["$defs"][reference.strip_prefix("#/$defs/").unwrap()];
            assert!(target["title"].as_str().unwrap().starts_with(&field.label), "{key}");
            assert!(target["description"].as_str().unwrap().contains('節'), "{key}");
        }
    }
}

#[test]
fn what_is_no_answer_is_refused() {
    let (site, _) = load(&repository("tests/sheets/base"), Options { drafts: true }).unwrap();
    let form = site.forms.iter().find(|form| form.id == "sheet").unwrap();
    let schema = schema(form);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (yaml, valid) in [
        ("様式: sheet", true),
        ("form: sheet\n下書き: はい", true),
        ("form: other", false),
        ("人口: 1人", false),
        ("form: sheet\n人口: 1530", true),
        ("form: sheet\n人口:", true),
        ("form: sheet\npopulation: { 値: 1人, 時点: R3年4月 }", true),
        ("form: sheet\n人ロ: 1人", false),
        ("form: sheet\n人口: [1人]", false),
        ("form: sheet\n人口: { 時点: R3年4月 }", false),
        ("form: sheet\n入院精神障害者数: { 合計: 3人, うち６５歳以上: 1人, 時点: R3年 }", true),
        ("form: sheet\n入院精神障害者数: { 合計: 3人, 四か月: 1人 }", false),
        ("form: sheet\n部会の有無: 有", true),
        ("form: sheet\n部会の有無: 有 1／3", true),
        ("form: sheet\n部会の有無: たぶん", false),
        ("form: sheet\n協議の場の設置状況: { 都道府県: { 値: 記載なし, 注記: 印がない } }", true),
        ("form: sheet\n指標と実績: [{ 指標: 甲, 実績値: [1件, 2人], id: a }]", true),
        ("form: sheet\n指標と実績: [{ 目標値: 1件 }]", false),
        ("form: sheet\n課題: [{ 課題: 甲, 役割: { 行政: 乙 } }]", true),
        ("form: sheet\n課題: [{ 課題: 甲, 役割: { 市民: 乙 } }]", false),
        ("form: sheet\n展開の方針: { １年目: 甲, year_2: [{ 方針: 乙 }, { policy: 丙 }] }", true),
        ("form: sheet\n展開の方針: [甲]", false),
        ("form: sheet\n予定: [{ 時期: 通年, 内容: [甲, 乙] }]", true),
        ("form: sheet\n予定: [{ 項目: 甲 }]", false),
    ] {
        let value = front(&format!("---\n{yaml}\n---\n"));
        assert_eq!(validator.is_valid(&value), valid, "{yaml}: {value}");
    }
}

#[test]
fn what_is_not_asked_needs_no_answer() {
    let (site, _) = load(&repository("tests/sites/conditions"), Options { drafts: true }).unwrap();
    let form = site.forms.iter().find(|form| form.id == "center").unwrap();
    let schema = schema(form);
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (yaml, valid) in [
        ("センターの有無: 有\n職員数: 3人\n運営の方法: 委託\n委託先: 甲", true),
        ("センターの有無: 無\n職員数: 3人", false),
        ("center: なし\nstaff: 3人", false),
        ("センターの有無: { 値: 無, 注記: 検討中 }\n職員数: 3人", false),
        ("センターの有無: 無\n職員数:", true),
        ("センターの有無: 無\n職員数: 該当なし", true),
        ("職員数: 3人", true),
        ("センターの有無: 調査中\n職員数: 3人", true),
        ("センターの有無: 有\n運営の方法: 直営\n委託先: 甲", false),
        ("センターの有無: 無\n会議の回数: 3回", false),
        ("部屋: [{ 貸出しの有無: 無, 料金: 500円 }]", false),
        ("部屋: [{ 貸出しの有無: 有, 料金: 500円 }]", true),
        ("分室: [{ 分室名: 東, 開設の状況: 予定なし, 開設年月: R3年4月 }]", false),
        ("分室: [{ 分室名: 東, 開設の状況: 予定, 開設年月: R9年4月 }]", true),
    ] {
        let value = front(&format!("---\n様式: center\n{yaml}\n---\n"));
        assert_eq!(validator.is_valid(&value), valid, "{yaml}: {value}");
    }
    let place = site.places.iter().find(|place| place.id == "minami").unwrap();
    let new = prefill(&PrefillRequest { form, place, year: 2024, path: "2024/minami/sheet.md", last: None });
    assert!(new.text.contains("［該当の場合のみ］「センターの有無」が「有」のときに答えます。"), "{}", new.text);
    let column = "料金: # 円　［該当の場合のみ］「貸出しの有無」が「有」のときに答えます。";
    assert!(new.text.contains(column), "{}", new.text);
}

#[test]
fn names_that_fields_share_are_known_by_their_place() {
    let (site, _) = load(&repository("tests/sheets/base"), Options { drafts: true }).unwrap();
    let form = site.forms.iter().find(|form| form.id == "shared").unwrap();
    let schema = schema(form);
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (yaml, valid) in [
        ("実績: 5件", false),
        ("done: 5件", true),
        ("来年度の計画／実績: 5件", true),
        ("北浜市の成果 / 実績: 5件", true),
        ("来年度の計画／実績: [5件]", false),
        ("来年度の計画／実積: 5件", false),
        ("来年度の計画: { 実績: 5件, 訪問: { 件数: 2件 } }", true),
        ("来年度の計画: { 実績: 5件, 電話: { 件数: 2件 } }", false),
        ("北浜市の成果: { 電話／件数: 2件 }", true),
        ("results: { calls: 2件 }", true),
        ("来年度の計画: 5件", false),
        ("費用: 5円", true),
        ("患者数: { 合計: 3人, 入院: { 合計: 2人, 男: 2人 }, 通院／女: 1人 }", true),
        ("患者数: { 男: 3人 }", false),
        ("患者数: { 入院: { 子ども: 3人 } }", false),
        ("患者数: 記載なし", true),
        ("患者数: 3人", false),
        ("患者数: { 値: 不明, 注記: 集計していない }", true),
        ("会議: [{ 名称: 甲, 予定／回数: 1回, 実施: { 回数: 2回 } }]", true),
        ("会議: [{ 名称: 甲, 回数: 1回 }]", false),
        ("会議: 該当なし", true),
        ("books: { 図書: { その他: { 所蔵／点数: 1点 } }, 視聴覚／その他: 記載なし }", true),
        ("books: { その他: 記載なし }", false),
    ] {
        let value = front(&format!("---\nform: shared\n{yaml}\n---\n"));
        assert_eq!(validator.is_valid(&value), valid, "{yaml}: {value}");
    }
    let place = &site.places[0];
    let blank = prefill(&PrefillRequest { form, place, year: 2021, path: "2021/a/sheet.md", last: None });
    let errors: Vec<String> = validator.iter_errors(&front(&blank.text)).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{}", blank.text);
}
