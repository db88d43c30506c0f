//! The JSON Schema (2020-12) of a document's JSON.

use serde_json::{Map, Value, json};

use crate::compare::progress::{DirectionSource, Standing};

use super::columns::COLUMNS;
use super::{Scope, Status, package};

/// Whether an object may hold names that the schema does not know.
const OTHERS: bool = false;

/// The schema, with its explanations in the language of the site.
pub(super) fn bytes(scope: Scope<'_>) -> Vec<u8> {
    package::pretty(&schema(scope.japanese()))
}

/// The schema, with its explanations in Japanese or in English.
#[must_use]
pub fn schema(japanese: bool) -> Value {
    let say = |ja: &'static str, en: &'static str| if japanese { ja } else { en };
    let text = |ja, en| json!({ "type": "string", "description": say(ja, en) });
    let line = json!({ "type": "integer", "minimum": 1, "description": say("file の中の行（1から）", "Line in `file`, from 1.") });
    let day =
        |ja, en| json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": say(ja, en) });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": say("年報の文書", "A document of the report"),
        "type": "object",
        "required": ["$schema", "file", "page", "place", "year", "era_year", "document", "form", "texts", "answers"],
        "additionalProperties": OTHERS,
        "properties": {
            "$schema": text("このスキーマの場所", "Where this schema is."),
            "file": text("もとのシートのファイル", "The file of the sheet."),
            "page": text("ページの場所", "The page of the document."),
            "place": {
                "type": "object",
                "description": say("自治体", "The local government."),
                "required": ["id", "code", "name", "reading", "prefecture", "category"],
                "additionalProperties": OTHERS,
                "properties": {
                    "id": text("アドレスの中の名前", "Its name in addresses."),
                    "code": { "type": "string", "pattern": "^[0-9]{6}$", "description": say("全国地方公共団体コード", "Code of the local government.") },
                    "name": text("名前", "Its name."),
                    "reading": text("読み", "The name in hiragana."),
                    "prefecture": text("都道府県の名前", "Its prefecture."),
                    "category": text("区分", "What kind of local government it is."),
                },
            },
            "year": { "type": "integer", "description": say("年度（西暦）", "Fiscal year.") },
            "era_year": text("年度（和暦）", "Fiscal year as counted in Japan."),
            "document": text("文書のファイル名。sheet は年度のシート", "Name of the document; `sheet` is the yearly sheet."),
            "form": {
                "type": "object",
                "description": say("様式", "The form."),
                "required": ["id", "title", "sheet"],
                "additionalProperties": OTHERS,
                "properties": {
                    "id": text("様式の id", "Its id."),
                    "title": text("様式の題名", "Its title."),
                    "sheet": { "type": "boolean", "description": say("年度のシートの様式か", "Whether it is of yearly sheets.") },
                },
            },
            "title": text("題名", "Title of the document."),
            "origin": text("もとの資料", "Where the document comes from."),
            "updated": day("更新した日", "When it was changed."),
            "corrections": {
                "type": "array",
                "description": say("公開した後の訂正", "Corrections after it was published."),
                "items": {
                    "type": "object",
                    "required": ["date", "reason"],
                    "additionalProperties": OTHERS,
                    "properties": { "date": day("訂正した日", "The day."), "reason": text("理由", "The reason.") },
                },
            },
            "ended_issues": {
                "type": "array",
                "description": say("前の年度の課題で、課題でなくなったもの", "Issues of an earlier sheet that are none any more."),
                "items": {
                    "type": "object",
                    "required": ["issue", "outcome", "line"],
                    "additionalProperties": OTHERS,
                    "properties": {
                        "issue": text("前の年度の行。「2021#2」は2021年度の2行目", "The row of the earlier sheet."),
                        "outcome": { "enum": ["solved", "given_up"], "description": say("解決、取りやめ", "What became of it.") },
                        "note": text("注記", "Remarks."),
                        "line": line,
                    },
                },
            },
            "texts": {
                "type": "array",
                "description": say("文章", "Running text."),
                "items": {
                    "type": "object",
                    "required": ["kind", "text", "line"],
                    "additionalProperties": OTHERS,
                    "properties": {
                        "kind": {
                            "enum": ["lead", "section", "extra", "note"],
                            "description": say("前文、様式の節、様式にない節、転記の注記", "The lead, a section of the form, another section, a note on the transcription."),
                        },
                        "section": text("様式の節の id", "Id of the section."),
                        "heading": text("見出し", "The heading."),
                        "text": text("文章の文字", "The words of the text."),
                        "line": line,
                    },
                },
            },
            "answers": {
                "type": "array",
                "description": say("項目の値。一つの値が一つの要素", "One item for each single value."),
                "items": {
                    "type": "object",
                    "required": ["section", "field", "label", "status", "written", "line"],
                    "additionalProperties": OTHERS,
                    "properties": answer(japanese, &line),
                },
            },
        },
    })
}

/// What an answer may hold; explained in the words of the columns, which say the same.
fn answer(japanese: bool, line: &Value) -> Map<String, Value> {
    let meaning = |id: &str| {
        let column = COLUMNS.iter().find(|column| column.id == id);
        column.map(|column| if japanese { column.meaning().ja } else { column.meaning().en }).unwrap_or_default()
    };
    let mut answer = Map::new();
    let mut add = |id: &str, mut schema: Value| {
        let words = meaning(id);
        if let (Value::Object(map), false) = (&mut schema, words.is_empty()) {
            map.insert("description".to_owned(), words.into());
        }
        answer.insert(id.to_owned(), schema);
    };
    for id in [
        "field",
        "label",
        "definition",
        "row_id",
        "row_name",
        "from",
        "unit",
        "per",
        "written",
        "date",
        "source",
        "scope",
        "note",
    ] {
        add(id, json!({ "type": "string" }));
    }
    for id in ["value", "low", "high", "ratio", "progress_rate", "gap", "baseline"] {
        add(id, json!({ "type": "number" }));
    }
    for id in ["part", "part_label"] {
        add(id, json!({ "type": "array", "minItems": 1, "items": { "type": "string" } }));
    }
    let say = |ja: &'static str, en: &'static str| if japanese { ja } else { en };
    add("section", json!({ "type": "string", "description": say("様式の節の id", "Id of the section.") }));
    add(
        "share",
        json!({ "type": "number", "description": say("シートに添えられた割合（％）", "The share printed beside it, in per cent.") }),
    );
    add("row", json!({ "type": "integer", "minimum": 1 }));
    add("standing", json!({ "enum": Standing::all().map(Standing::id).collect::<Vec<_>>() }));
    add("direction", json!({ "enum": ["more", "less", "keep"] }));
    add("direction_source", json!({ "enum": DirectionSource::ALL.map(DirectionSource::id) }));
    add("baseline_year", json!({ "type": "integer" }));
    add("status", json!({ "enum": Status::all().map(Status::id).collect::<Vec<_>>() }));
    add(
        "as_of",
        json!({
            "type": "object",
            "required": ["text"],
            "additionalProperties": OTHERS,
            "properties": { "text": { "type": "string" }, "iso": { "type": "string" } },
        }),
    );
    add("line", line.clone());
    answer
}
