//! The JSON Schema (2020-12) of a document's JSON.

use serde_json::{Map, Value, json};

use crate::compare::progress::Standing;
use crate::source::StaticWords;
use crate::text::SiteLanguage;

use super::columns::{Json, long_columns};
use super::{Status, Type};

/// Whether an object may hold names that the schema does not know.
const OTHERS: bool = false;

/// The schema, with its explanations in the language of the site.
#[must_use]
pub fn schema(language: SiteLanguage) -> Value {
    let text_of = |ja, en| StaticWords::new(ja, en).in_language(language);
    let text = |ja, en| json!({ "type": "string", "description": text_of(ja, en) });
    let line = json!({ "type": "integer", "minimum": 1, "description": text_of("file の中の行（1から）", "Line in `file`, from 1.") });
    let day =
        |ja, en| json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": text_of(ja, en) });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": text_of("年報の文書", "A document of the report"),
        "type": "object",
        "required": ["$schema", "file", "page", "place", "year", "era_year", "document", "form", "texts", "answers"],
        "additionalProperties": OTHERS,
        "properties": {
            "$schema": text("このスキーマの場所", "Where this schema is."),
            "file": text("もとのシートのファイル", "The file of the sheet."),
            "page": text("ページの場所", "The page of the document."),
            "place": {
                "type": "object",
                "description": text_of("自治体", "The local government."),
                "required": ["id", "code", "name", "reading", "prefecture", "category"],
                "additionalProperties": OTHERS,
                "properties": {
                    "id": text("アドレスの中の名前", "Its name in addresses."),
                    "code": text("全国地方公共団体コード（6桁）。学校などの主体では、その主体のコードか、空", "Code of the local government, six digits; of a body its own code, or nothing."),
                    "name": text("名前", "Its name."),
                    "reading": text("読み", "The name in hiragana."),
                    "prefecture": text("都道府県の名前", "Its prefecture."),
                    "category": text("区分", "What kind of local government it is."),
                },
            },
            "year": { "type": "integer", "description": text_of("年度（西暦）", "Fiscal year.") },
            "era_year": text("年度（和暦）", "Fiscal year as counted in Japan."),
            "document": text("文書のファイル名。sheet は年度のシート", "Name of the document; `sheet` is the yearly sheet."),
            "form": {
                "type": "object",
                "description": text_of("様式", "The form."),
                "required": ["id", "title", "sheet"],
                "additionalProperties": OTHERS,
                "properties": {
                    "id": text("様式の id", "Its id."),
                    "title": text("様式の題名", "Its title."),
                    "sheet": { "type": "boolean", "description": text_of("年度のシートの様式か", "Whether it is of yearly sheets.") },
                },
            },
            "title": text("題名", "Title of the document."),
            "origin": text("もとの資料", "Where the document comes from."),
            "updated": day("更新した日", "When it was changed."),
            "corrections": {
                "type": "array",
                "description": text_of("公開した後の訂正", "Corrections after it was published."),
                "items": {
                    "type": "object",
                    "required": ["date", "reason"],
                    "additionalProperties": OTHERS,
                    "properties": { "date": day("訂正した日", "The day."), "reason": text("理由", "The reason.") },
                },
            },
            "attachments": {
                "type": "array",
                "description": text_of("添付のファイル", "Files that are attached."),
                "items": {
                    "type": "object",
                    "required": ["file", "title", "kind", "bytes"],
                    "additionalProperties": OTHERS,
                    "properties": {
                        "file": text("サイトの中の場所", "Its address in the site."),
                        "title": text("題名", "What it is called."),
                        "kind": text("種類。pdf、docx など", "Its kind: pdf, docx and so on."),
                        "bytes": { "type": "integer", "description": text_of("大きさ（バイト）", "Its size in bytes.") },
                    },
                },
            },
            "ended_issues": {
                "type": "array",
                "description": text_of("前の年度の課題で、課題でなくなったもの", "Issues of an earlier sheet that are none any more."),
                "items": {
                    "type": "object",
                    "required": ["issue", "outcome", "line"],
                    "additionalProperties": OTHERS,
                    "properties": {
                        "issue": text("前の年度の行。「2021#2」は2021年度の2行目", "The row of the earlier sheet."),
                        "outcome": { "enum": ["solved", "given_up"], "description": text_of("解決、取りやめ", "What became of it.") },
                        "note": text("注記", "Remarks."),
                        "line": line,
                    },
                },
            },
            "texts": {
                "type": "array",
                "description": text_of("文章", "Running text."),
                "items": {
                    "type": "object",
                    "required": ["kind", "text", "line"],
                    "additionalProperties": OTHERS,
                    "properties": {
                        "kind": {
                            "enum": ["lead", "section", "extra", "note"],
                            "description": text_of("前文、様式の節、様式にない節、転記の注記", "The lead, a section of the form, another section, a note on the transcription."),
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
                "description": text_of("項目の値。一つの値が一つの要素", "One item for each single value."),
                "items": {
                    "type": "object",
                    "required": ["section", "field", "label", "status", "written", "line"],
                    "additionalProperties": OTHERS,
                    "properties": answer(language, &line),
                },
            },
        },
    })
}

/// What an answer may hold; explained in the words of the columns, which text_of the same.
fn answer(language: SiteLanguage, line: &Value) -> Map<String, Value> {
    let mut answer = Map::new();
    for column in long_columns() {
        let Some(json) = &column.json else { continue };
        let mut schema = match (json, column.kind) {
            (Json::Kind, Type::Text | Type::Code) => json!({ "type": "string" }),
            (Json::Kind, Type::Integer) => json!({ "type": "integer" }),
            (Json::Kind, Type::Number) => json!({ "type": "number" }),
            (Json::Kind, Type::Status) => json!({ "enum": Status::all().map(Status::id).collect::<Vec<_>>() }),
            (Json::Kind, Type::Standing) => json!({ "enum": Standing::all().map(Standing::id).collect::<Vec<_>>() }),
            (Json::Index, _) => json!({ "type": "integer", "minimum": 1 }),
            (Json::Steps, _) => json!({ "type": "array", "minItems": 1, "items": { "type": "string" } }),
            (Json::Time, _) => json!({
                "type": "object",
                "required": ["text"],
                "additionalProperties": OTHERS,
                "properties": { "text": { "type": "string" }, "iso": { "type": "string" } },
            }),
            (Json::OneOf(ids), _) => json!({ "enum": ids() }),
        };
        if let Value::Object(map) = &mut schema {
            map.insert("description".to_owned(), column.meaning.in_language(language).into());
        }
        answer.insert(column.id.to_owned(), schema);
    }
    let text_of = |ja, en| StaticWords::new(ja, en).in_language(language);
    // What no table has.
    for (id, schema) in [
        ("section", json!({ "type": "string", "description": text_of("様式の節の id", "Id of the section.") })),
        (
            "share",
            json!({ "type": "number", "description": text_of("シートに添えられた割合（％）", "The share printed beside it, in per cent.") }),
        ),
        ("line", line.clone()),
    ] {
        answer.insert(id.to_owned(), schema);
    }
    answer
}
