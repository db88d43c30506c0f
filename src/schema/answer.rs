//! Schemas of answers, one for each kind of field.

use serde_json::{Map, Value, json};

use crate::form::keys::OF_PARTS;
use crate::form::{ChoiceSettings, Field, PresenceSettings};
use crate::value::Absence;

use super::names::Keys;
use super::{reference, rows, titled};

/// What all schemas share: lines, quantities, Markdown, and the circumstances of an answer.
pub fn definitions() -> Map<String, Value> {
    let blank = json!(["string", "number", "null"]);
    let entries = [
        ("line", json!({ "type": blank, "description": "一行。原資料が空欄なら「記載なし」" })),
        (
            "quantity",
            json!({
                "type": blank,
                "description": "数量を書いたまま。原資料が空欄なら「記載なし」、ほかに「不明」「該当なし」「非公表」「調査中」",
                "examples": ["1,539,946人", "５３件（R１年度）", "29.5％", "２～３回", "１回／年", "前年度増", "約30人", "記載なし"],
            }),
        ),
        (
            "absence",
            json!({
                "description": "答えがない理由を、項目全体に一度だけ書く。原資料が空欄なら「記載なし」",
                "anyOf": [
                    { "enum": Absence::ALL.iter().flat_map(|absence| absence.words()).collect::<Vec<_>>() },
                    { "type": "string", "pattern": "^[-－―ー−]{1,3}$|(調査|中)$" },
                ],
            }),
        ),
        (
            "prose",
            json!({
                "description": "文章（Markdown）。長いときは「|」の次の行から字下げして書く。行の並びは箇条書きになる",
                "anyOf": [
                    { "type": blank },
                    { "type": "array", "items": { "type": blank } },
                ],
            }),
        ),
        (
            "date",
            json!({ "type": blank, "description": "日、月、年度、期間、または語", "examples": ["R3年4月", "2021-04", "R3年4月～5月", "通年", "随時"] }),
        ),
        (
            "presence",
            json!({
                "description": "有・無・不明。数も答えるときは「有 1／3」",
                "anyOf": [
                    { "enum": ["有", "無", "不明", "記載なし", "該当なし", "非公表", "未報告", "調査中", null] },
                    { "type": "string", "pattern": "^(有|無|あり|なし)[ 　]*[0-9０-９]+([／/][0-9０-９]+)?$" },
                ],
                "examples": ["有", "無", "有 1／3"],
            }),
        ),
    ];
    let files = json!({
        "description": "シートと同じフォルダーに置いたファイルの名前。題名も書ける。原資料が空欄なら「記載なし」",
        "anyOf": [{ "type": ["string", "null"] }, file(), { "type": "array", "items": { "anyOf": [{ "type": "string" }, file()] } }],
    });
    let entries = entries.into_iter().chain([("files", files)]);
    entries.map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// A file with its title and readers.
pub fn file() -> Value {
    let named = |title: &str| json!({ "type": "string", "title": title });
    let audience = json!({ "title": "公開範囲", "enum": ["public", "advisors"] });
    json!({
        "type": "object",
        "properties": {
            "file": named("ファイル"), "ファイル": named("ファイル"),
            "title": named("題名"), "題名": named("題名"),
            "audience": audience, "公開範囲": audience,
        },
        "additionalProperties": false,
        "anyOf": [{ "required": ["file"] }, { "required": ["ファイル"] }],
    })
}

/// The schema of an answer to a field: the value, or a map of the value and its circumstances.
pub fn answer(field: &Field) -> Map<String, Value> {
    let names = field.kind.names();
    if !names.is_empty() {
        let one = field.kind.presence().map(|asked| Value::Object(with_circumstances(&presence(asked))));
        let one = one.unwrap_or_else(|| reference(field.kind.schema()));
        let mut parts = Keys::new(&names, OF_PARTS, &|at| titled(&one, names.labels().nth(at).unwrap_or_default()));
        if field.kind.composition().is_some() {
            ["合計", "total"].iter().for_each(|name| parts.add(name, titled(&one, "合計")));
        }
        let bare = Value::Object(parts.clone().object(&json!("object")));
        let mut around = Keys { properties: circumstances(), ..Keys::default() };
        around.properties.extend(parts.properties);
        around.patterns = parts.patterns;
        let absence = reference("absence");
        let any = json!([
            around.object(&json!(["object", "null"])),
            absence,
            with_value(&json!({ "anyOf": [bare, absence] }))
        ]);
        return Map::from_iter([("anyOf".to_owned(), any)]);
    }
    let kind = &field.kind;
    if let Some(settings) = kind.matrix() {
        return rows::matrix(settings);
    }
    let rows = kind.indicators().map(rows::indicators);
    let rows = rows.or_else(|| kind.table().map(rows::table)).or_else(|| kind.schedule().map(rows::schedule));
    let rows = rows.or_else(|| kind.records().map(rows::records));
    let rows = rows.map(or_absent);
    let listed = rows.or_else(|| kind.choice().map(choice)).or_else(|| kind.presence().map(presence));
    with_circumstances(&listed.unwrap_or_else(|| reference(kind.schema())))
}

/// Yes and no, also in the form's own words.
fn presence(asked: &PresenceSettings) -> Value {
    let words: Vec<&String> = asked.yes.iter().chain(&asked.no).collect();
    if words.is_empty() {
        return reference("presence");
    }
    let counted: Vec<String> = words.iter().map(|word| super::names::pattern(word)).collect();
    let counted = format!("^({})[ 　]*[0-9０-９]+([／/][0-9０-９]+)?$", counted.join("|"));
    json!({ "anyOf": [{ "enum": words }, { "type": "string", "pattern": counted }, reference("presence")] })
}

/// What can be chosen, in all spellings that a list offers to complete; several in a list or in a line, and the
/// boxes of the paper.
fn choice(asked: &ChoiceSettings) -> Value {
    let spellings: Vec<String> = asked.spellings().into_iter().flatten().collect();
    let one = json!({ "enum": spellings });
    let mut any = vec![one.clone(), reference("absence"), json!({ "type": "null" })];
    any.push(json!({ "type": "string", "pattern": "[■□☑☐☒●◉✓✔レ]|[(（\\[][ 　○レxX✓]*[)）\\]]" }));
    // Numbers are choices, too: 1 for 「1　実施済」.
    let numbers: Vec<u64> = spellings.iter().filter_map(|name| name.parse().ok()).collect();
    if !numbers.is_empty() {
        any.push(json!({ "enum": numbers }));
    }
    let other = asked.other_at().and_then(|at| asked.choices.get(at)).map(|choice| {
        json!({ "type": "string", "pattern": format!("^({}|{})[ 　]*[（(:：]", super::names::pattern(&choice.label), choice.id) })
    });
    any.extend(other.clone());
    if asked.several {
        let item: Vec<Value> = std::iter::once(one).chain(other).collect();
        any.push(json!({ "type": "array", "items": { "anyOf": item } }));
        any.push(json!({ "type": "string", "pattern": "[、，,・／/\n]" }));
    }
    json!({ "anyOf": any })
}

/// Rows, or why there are none.
pub fn or_absent(rows: Value) -> Value {
    json!({ "anyOf": [rows, reference("absence")] })
}

/// A value, alone or with its circumstances.
pub fn with_circumstances(value: &Value) -> Map<String, Value> {
    Map::from_iter([("anyOf".to_owned(), json!([value, with_value(value)]))])
}

fn with_value(value: &Value) -> Value {
    let mut properties = circumstances();
    super::both(&mut properties, "value", "値", value);
    json!({
        "type": "object",
        "properties": properties,
        "anyOf": [{ "required": ["値"] }, { "required": ["value"] }],
        "additionalProperties": false,
    })
}

fn circumstances() -> Map<String, Value> {
    let line = json!(["string", "number", "null"]);
    let mut properties = Map::new();
    for (id, label, description) in [
        ("as_of", "時点", "いつの値か。例: R3年4月"),
        ("source", "出典", "例: 630調査"),
        ("scope", "範囲", "例: 埼玉県全体"),
        ("note", "注記", "この答えについての注記"),
    ] {
        super::both(&mut properties, id, label, &json!({ "title": label, "description": description, "type": line }));
    }
    properties
}
