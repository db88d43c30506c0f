//! A form as JSON Schema (2020-12), for editors: they then complete keys, explain them and check while typing.
//!
//! Keys are there by label and by id, as in a sheet. Quantities are any text, for people write them in many ways; what
//! is doubtful in them is found by `nenpo check`. Only keywords older editors know as well are used.

mod answer;
mod asked;
mod names;
mod rows;

use serde_json::{Map, Value, json};

use crate::form::keys::OF_DOCUMENTS;
use crate::form::{Audience, Condition, Field, Form, FormSection};

use answer::{answer, definitions};
use asked::ConditionalKeys;
use names::Keys;

/// The schema of the front matter of sheets that answer `form`.
#[must_use]
pub fn schema(form: &Form) -> Value {
    let mut definitions = definitions();
    let head = head(form);
    let fields: Vec<String> = form.fields().map(|(_, field)| format!("field-{}", field.id)).collect();
    let of_field = |at: usize| fields.get(at).map_or(Value::Null, |name| reference(name));
    let mut keys = Keys::new(&form.names("{place}"), &[], &of_field);
    // What every document says is not what a field of the same name asks.
    keys.properties.extend(head);
    for section in &form.sections {
        for field in &section.fields {
            let name = format!("field-{}", field.id);
            let mut own = answer(field);
            own.insert("title".to_owned(), title(field).into());
            own.insert("description".to_owned(), description(section, field).into());
            definitions.insert(name, Value::Object(own));
        }
    }
    for section in &form.sections {
        let narrative = narrative(section);
        // A field of the same name answers under it.
        let named = form.names("{place}");
        for name in section.front_names("{place}").iter().filter(|name| named.named(name).is_empty()) {
            keys.add(name, narrative.clone());
        }
    }
    let mut schema = keys.object(&json!("object"));
    let written = form.names("{place}").keys(OF_DOCUMENTS);
    let fields: Vec<ConditionalKeys<'_>> = form
        .fields()
        .zip(written)
        .map(|((section, field), key)| ConditionalKeys {
            keys: vec![key, field.id.clone()],
            field,
            conditions: section.asked_if.iter().chain(&field.asked_if).collect(),
        })
        .collect();
    add_rules(&mut schema, &fields);
    let about = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.title,
        "description": format!("様式「{}」（{}）のシートの前書き", form.short, form.id),
        "anyOf": [{ "required": ["様式"] }, { "required": ["form"] }],
        "$defs": definitions,
    });
    if let Value::Object(about) = about {
        schema.extend(about);
    }
    Value::Object(schema)
}

/// Adds what is not asked because of another answer, where the form says so.
fn add_rules(schema: &mut Map<String, Value>, fields: &[ConditionalKeys<'_>]) {
    let rules = asked::rules(fields);
    if !rules.is_empty() {
        schema.insert("allOf".to_owned(), rules.into());
    }
}

/// The text of a section that is not public: it may stand in the front matter as well.
fn narrative(section: &FormSection) -> Value {
    let number = section.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
    let heading = section.heading_for("自治体");
    let mut parts = vec![format!("節「{number}{heading}」の文章。本文の「## {heading}」の代わりにここに書ける")];
    parts.extend(section.note.clone());
    parts.push("非公開（アドバイザーだけが読む）".to_owned());
    let own = Map::from_iter([
        ("title".to_owned(), Value::from(heading)),
        ("description".to_owned(), parts.join("。").into()),
        ("anyOf".to_owned(), json!([reference("prose")])),
    ]);
    Value::Object(own)
}

/// What every document says besides its fields.
fn head(form: &Form) -> Map<String, Value> {
    let mut properties = Map::new();
    let line = |title: &str, description: &str| json!({ "title": title, "description": description, "type": ["string", "number", "null"] });
    let yes_no = json!({ "enum": [true, false, "はい", "いいえ", "yes", "no"] });
    let audience = json!({ "enum": ["public", "advisors"] });
    let with = |mut schema: Value, title: &str, description: &str| {
        if let Value::Object(map) = &mut schema {
            map.insert("title".to_owned(), title.into());
            map.insert("description".to_owned(), description.into());
        }
        schema
    };
    for (id, label, schema) in [
        ("form", "様式", with(json!({ "const": form.id }), "様式", "様式の id")),
        ("title", "題名", line("題名", "資料そのものの題名や標語")),
        ("source", "出典", line("出典", "資料名、作成者、年度。ページの末尾に示す")),
        (
            "notes",
            "転記の注記",
            with(reference("prose"), "転記の注記", "原資料が空欄のところや、読み取りに迷ったところ"),
        ),
        ("audience", "公開範囲", with(audience, "公開範囲", "advisors なら、アドバイザーだけが読む")),
        (
            "follows",
            "前の資料",
            line(
                "前の資料",
                "前の年度の続きなら、その資料。このファイルから見た場所で書く。例: ../../2022/kawasaki/plan-report.md",
            ),
        ),
        (
            "attachments",
            "添付",
            with(attachments(), "添付", "同じフォルダーに置いた PDF や Excel など。ファイルの名前と題名"),
        ),
        (
            "ended_issues",
            "終えた課題",
            with(ended_issues(), "終えた課題", "前の年度の課題のうち、解決したものや取りやめたもの"),
        ),
        ("updated", "更新日", line("更新日", "最後に直した日。例: 2024-03-31")),
        ("corrections", "訂正", with(corrections(), "訂正", "公開した後の訂正。日付と理由")),
        ("accept", "確認済み", with(accepted(), "確認済み", "確かめたうえで、そのままにする注意。種類、項目、理由")),
        ("draft", "下書き", with(yes_no, "下書き", "はい なら、まだ公開しない")),
    ] {
        both(&mut properties, id, label, &schema);
    }
    properties
}

/// A list of maps with these keys, each a line under two names; those marked must be there under one of them.
fn lines(keys: &[(&str, &str, bool)]) -> Value {
    let mut properties = Map::new();
    for (id, label, _) in keys {
        both(&mut properties, id, label, &json!({ "title": label, "type": ["string", "number", "null"] }));
    }
    let needed = keys.iter().filter(|(_, _, needed)| *needed);
    let needed: Vec<Value> =
        needed.map(|(id, label, _)| json!({ "anyOf": [{ "required": [id] }, { "required": [label] }] })).collect();
    let row = json!({ "type": "object", "properties": properties, "additionalProperties": false, "allOf": needed });
    json!({ "type": ["array", "null"], "items": row })
}

/// Names of files, or each with its title and readers.
fn attachments() -> Value {
    let mut list = lines(&[("file", "ファイル", true), ("title", "題名", false), ("audience", "公開範囲", false)]);
    for name in ["audience", "公開範囲"] {
        if let Some(audience) = list.pointer_mut(&format!("/items/properties/{name}")) {
            *audience = json!({ "title": "公開範囲", "enum": ["public", "advisors"] });
        }
    }
    if let Some(item) = list.pointer_mut("/items") {
        *item = json!({ "anyOf": [{ "type": "string" }, item.clone()] });
    }
    list
}

fn ended_issues() -> Value {
    let mut list = lines(&[("issue", "課題", true), ("outcome", "結果", true), ("note", "注記", false)]);
    for name in ["outcome", "結果"] {
        if let Some(outcome) = list.pointer_mut(&format!("/items/properties/{name}")) {
            *outcome = json!({ "title": "結果", "enum": ["解決", "取りやめ"] });
        }
    }
    list
}

fn corrections() -> Value {
    lines(&[("date", "日付", true), ("reason", "理由", true)])
}

fn accepted() -> Value {
    lines(&[
        ("code", "種類", true),
        ("field", "項目", false),
        ("check", "検査", false),
        ("line", "行", false),
        ("reason", "理由", true),
    ])
}

/// Adds a property under its label and its id.
fn both(properties: &mut Map<String, Value>, id: &str, label: &str, schema: &Value) {
    properties.insert(label.to_owned(), schema.clone());
    properties.insert(id.to_owned(), schema.clone());
}

/// A schema with a title.
fn titled(schema: &Value, title: &str) -> Value {
    json!({ "title": title, "anyOf": [schema] })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{}", name.replace('~', "~0").replace('/', "~1")) })
}

/// When something is to be answered.
fn when_asked(condition: &Condition) -> String {
    format!("{}のときに答える", condition.in_words().ja)
}

fn title(field: &Field) -> String {
    field.unit.as_ref().map_or_else(|| field.label.clone(), |unit| format!("{}（{unit}）", field.label))
}

/// What the form says of a field.
fn description(section: &FormSection, field: &Field) -> String {
    let number = section.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
    let mut parts = vec![format!("節「{number}{}」", section.heading_for("自治体"))];
    parts.extend(field.group.clone());
    parts.extend(section.asked_if.iter().chain(&field.asked_if).map(when_asked));
    parts.extend(field.as_of.as_ref().map(|as_of| format!("時点: {as_of}")));
    parts.extend(field.note.clone());
    if field.required {
        parts.push("必須".to_owned());
    }
    if Audience::Advisors == field.audience || Audience::Advisors == section.audience {
        parts.push("非公開（アドバイザーだけが読む）".to_owned());
    }
    parts.join("。")
}
