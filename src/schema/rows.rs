//! Schemas of rows: indicators, tables and schedules.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::form::keys::{indicator_settings, of_choices, of_columns, of_heads, of_records};
use crate::form::{
    Better, Counting, Field, FormColumn, IndicatorColumns, MatrixHead, MatrixSettings, RecordSettings, ScheduleColumns,
    TableSettings,
};

use super::answer::{answer, with_circumstances};
use super::names::Keys;
use super::{ConditionalKeys, add_rules, both, reference, titled, when_asked};

/// A list of indicators.
pub fn indicators(columns: &IndicatorColumns) -> Value {
    let mut properties = row_id();
    named(&mut properties, "indicator", &columns.indicator, None, &reference("line"));
    let quantity = reference("quantity");
    let several = json!({ "anyOf": [quantity, { "type": "array", "items": quantity }] });
    let cell = Value::Object(with_circumstances(&several));
    // Years may be spelled in many ways.
    let years = json!({ "type": ["object", "null"], "patternProperties": { "[0-9０-９元]": cell }, "additionalProperties": false });
    let by_years = json!({ "anyOf": [years, reference("absence")] });
    let mut patterns = Map::new();
    for head in columns.heads() {
        if let Some(column) = columns.others.iter().find(|column| column.field.id == head.id) {
            both(&mut properties, head.id, head.label, &headed(column));
            continue;
        }
        let own = if head.years.is_some() {
            // So may their columns, where they stand beside each other.
            let word = head.label.strip_suffix('値').unwrap_or(head.label);
            patterns.insert(format!("[0-9０-９元].*{0}|{0}.*[0-9０-９元]", regex_words(word)), cell.clone());
            by_years.clone()
        } else if head.is_figure() {
            cell.clone()
        } else {
            reference("prose")
        };
        named(&mut properties, head.id, head.label, head.as_of, &own);
    }
    settings(&mut properties, columns);
    let mut own = row(properties, &["indicator", &columns.indicator]);
    if let (Value::Object(own), false) = (&mut own, patterns.is_empty()) {
        own.insert("patternProperties".to_owned(), patterns.into());
    }
    list(&own)
}

/// Words of a form as a regular expression that finds them.
fn regex_words(words: &str) -> String {
    let escaped = words.chars().flat_map(|c| (c.is_ascii_punctuation()).then_some('\\').into_iter().chain([c]));
    escaped.collect()
}

/// The settings of an indicator that a row may have besides its cells.
fn settings(properties: &mut Map<String, Value>, columns: &IndicatorColumns) {
    let choices = |words: &[&str]| json!({ "enum": words });
    let better: Vec<&str> = Better::CHOICES.iter().map(|(word, _)| *word).collect();
    let count: Vec<&str> = Counting::CHOICES.iter().map(|(word, _)| *word).collect();
    let settings = [
        ("多いほどよいか、少ないほどよいか。書かなければ現状値と目標値から決まる", choices(&better)),
        ("累計か、単年か", choices(&count)),
        ("目標の年度。例: 令和8年度", reference("date")),
    ];
    for ((id, word), (description, schema)) in indicator_settings(columns).into_iter().zip(settings) {
        named(properties, id, word.unwrap_or(id), Some(description), &schema);
    }
}

/// A list of entries.
pub fn schedule(columns: &ScheduleColumns) -> Value {
    let mut properties = Map::new();
    named(&mut properties, "period", &columns.period, None, &reference("date"));
    named(&mut properties, "item", &columns.item, None, &reference("prose"));
    named(&mut properties, "detail", &columns.detail, None, &reference("prose"));
    list(&row(properties, &["period", &columns.period]))
}

/// A list of rows, or a map of the form's row heads.
pub fn table(settings: &TableSettings) -> Value {
    let mut properties = row_id();
    if settings.rows.is_empty() {
        named(&mut properties, "from", "前の年度", Some("前の年度のどの行から続くか。例: 2021#2"), &reference("line"));
    }
    let columns = of_columns(settings);
    let of_column = |at: usize| settings.columns.get(at).map_or(Value::Null, headed);
    let mut keys = Keys::new(&columns, &[], &of_column);
    properties.extend(std::mem::take(&mut keys.properties));
    keys.properties = properties;
    // A table of one column may be written without naming it in every row; 記載なし is said of all columns.
    let bare = if let [column] = settings.columns.as_slice() { cell(column) } else { reference("absence") };
    let fields = settings.columns.iter().filter(|column| column.by.is_empty()).map(|column| &column.field);
    let mut object = keys.object(&json!("object"));
    add_rules(&mut object, &conditional(fields));
    let row = json!({ "anyOf": [object, bare] });
    if settings.rows.is_empty() {
        return list(&row);
    }
    let entry = json!({ "anyOf": [row, list(&row), { "type": "null" }] });
    let heads = of_choices(&settings.rows);
    let entry = |at: usize| titled(&entry, heads.labels().nth(at).unwrap_or_default());
    Value::Object(Keys::new(&heads, &[], &entry).object(&json!(["object", "null"])))
}

/// A table in a text, why there are no numbers, or keys of one direction with keys of the other below.
pub fn matrix(settings: &MatrixSettings) -> Map<String, Value> {
    let cell = Value::Object(with_circumstances(&reference("quantity")));
    let nested = |outer: &[MatrixHead], inner: &[MatrixHead]| {
        let row = json!({ "anyOf": [heads(inner, &cell).object(&json!("object")), reference("absence")] });
        Value::Object(heads(outer, &row).object(&json!(["object", "null"])))
    };
    let (rows, columns) = (settings.rows.as_slice(), settings.columns.as_slice());
    let text = json!({
        "type": ["string", "null"],
        "description": "見出しのある表（Markdown の表か、表計算ソフトから貼り付けた行）。「|」の次の行から字下げして書く",
    });
    with_circumstances(&json!({ "anyOf": [text, nested(rows, columns), nested(columns, rows)] }))
}

/// The keys of heads. Years and months may be spelled in many ways, and heads of a group may stand below it.
fn heads(heads: &[MatrixHead], value: &Value) -> Keys {
    let names = of_heads(heads);
    let named = |at: usize| titled(value, heads.get(at).map_or("", |head| &head.label));
    let mut keys = Keys::new(&names, &[], &named);
    keys.properties.remove("");
    if heads.iter().any(|head| head.series.is_some() || head.time.is_some()) {
        keys.patterns.insert("[0-9０-９元]".to_owned(), value.clone());
    }
    keys
}

/// A list of records.
pub fn records(settings: &RecordSettings) -> Value {
    let mut properties = row_id();
    named(
        &mut properties,
        "from",
        "前の年度",
        Some("前の年度のどのまとまりから続くか。例: 2021#2"),
        &reference("line"),
    );
    let names = of_records(settings);
    let of_field = |at: usize| match at.checked_sub(1).and_then(|at| settings.fields.get(at)) {
        Some(field) => described(Value::Object(answer(field)), field),
        None => titled(&reference("line"), &settings.name),
    };
    let mut keys = Keys::new(&names, &[], &of_field);
    properties.extend(std::mem::take(&mut keys.properties));
    keys.properties = properties;
    let mut row = keys.object(&json!("object"));
    add_rules(&mut row, &conditional(settings.fields.iter()));
    let required = [settings.name.as_str(), "name"].map(|name| json!({ "required": [name] }));
    row.insert("anyOf".to_owned(), json!(required));
    list(&Value::Object(row))
}

/// Fields of one row or record with the conditions under which they are asked.
fn conditional<'a>(fields: impl Iterator<Item = &'a Arc<Field>>) -> Vec<ConditionalKeys<'a>> {
    let of = |field: &'a Arc<Field>| ConditionalKeys {
        keys: vec![field.label.clone(), field.id.clone()],
        field,
        conditions: field.asked_if.iter().collect(),
    };
    fields.map(of).collect()
}

/// A cell with the head of its column.
fn headed(column: &FormColumn) -> Value {
    described(cell(column), &column.field)
}

/// The schema of an answer with what the form says of its field.
fn described(schema: Value, field: &Field) -> Value {
    let mut own = titled(&schema, &field.label);
    let asked = field.asked_if.as_ref().map(when_asked);
    let description = [asked.as_deref(), field.note.as_deref().or(field.unit.as_deref())];
    let description: Vec<&str> = description.into_iter().flatten().collect();
    if let (Value::Object(own), false) = (&mut own, description.is_empty()) {
        own.insert("description".to_owned(), description.join("。").into());
    }
    own
}

fn cell(column: &FormColumn) -> Value {
    let one = Value::Object(answer(&column.field));
    if column.by.is_empty() {
        return one;
    }
    let sectors = of_choices(&column.by);
    let sector = |at: usize| titled(&one, sectors.labels().nth(at).unwrap_or_default());
    let map = Keys::new(&sectors, &[], &sector).object(&json!(["object", "null"]));
    json!({ "anyOf": [map, reference("absence")] })
}

fn row(properties: Map<String, Value>, required: &[&str]) -> Value {
    let mut row = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let (Value::Object(row), false) = (&mut row, required.is_empty()) {
        let any: Vec<Value> = required.iter().map(|name| json!({ "required": [name] })).collect();
        row.insert("anyOf".to_owned(), any.into());
    }
    row
}

fn list(row: &Value) -> Value {
    json!({ "type": ["array", "null"], "items": { "anyOf": [row, { "type": "null" }] } })
}

fn row_id() -> Map<String, Value> {
    let id = json!({
        "title": "id",
        "description": "年度をまたいで同じものを指す名前。例: individual-support",
        "type": "string",
    });
    Map::from_iter([("id".to_owned(), id)])
}

fn named(properties: &mut Map<String, Value>, id: &str, label: &str, description: Option<&str>, schema: &Value) {
    let mut own = Map::from_iter([("title".to_owned(), Value::from(label)), ("anyOf".to_owned(), json!([schema]))]);
    own.extend(description.map(|description| ("description".to_owned(), description.into())));
    both(properties, id, label, &Value::Object(own));
}
