//! `datapackage.json`: what the tables are, column by column, for machines (Frictionless Data Package).

use serde_json::{Map, Value, json};

use crate::compare::progress::Standing;
use crate::source::StaticWords;
use crate::text::{SiteLanguage, hexadecimal};

use super::columns::standing_word;
use super::file::Listed;
use super::year::{Sheets, TABLES};
use super::{Scope, Status, Type, attachments, long_columns, relations, totals};

/// Describes the long tables and the wide ones.
pub(super) fn describe(
    scope: Scope<'_>,
    long: &[Listed],
    (checks, attachments, totals): (Option<&Listed>, Option<&Listed>, &[Listed]),
    wide: &[&Sheets],
) -> Value {
    let settings = &scope.site.settings;
    let long = long.iter().map(|file| {
        let fields: Vec<Value> = long_columns()
            .map(|column| {
                let mut field = field(scope, column.head(scope), column.kind);
                field.insert("description".to_owned(), column.meaning.in_language(scope.language()).into());
                Value::Object(field)
            })
            .collect();
        resource(scope, file, None, fields)
    });
    let described = |(head, kind, meaning): &(StaticWords, Type, StaticWords)| {
        let mut field = field(scope, head.in_language(scope.language()), *kind);
        field.insert("description".to_owned(), meaning.in_language(scope.language()).into());
        Value::Object(field)
    };
    let checks =
        checks.into_iter().map(|file| resource(scope, file, None, relations::COLUMNS.iter().map(described).collect()));
    let attachments = attachments
        .into_iter()
        .map(|file| resource(scope, file, None, attachments::columns().map(described).collect()));
    let tables = totals.iter().filter(|file| file.path.ends_with(".csv"));
    let totals = tables.map(|file| {
        let columns = totals::columns(name_of(file)).map(described);
        resource(scope, file, None, columns.collect())
    });
    let wide = wide.iter().map(|sheets| {
        let fields = sheets.columns.iter().map(|(name, kind)| Value::Object(field(scope, name, *kind)));
        resource(scope, &sheets.file, Some(sheets), fields.collect())
    });
    let mut package = json!({
        "name": "nenpo-data",
        "title": settings.title,
        "contributors": [{ "title": settings.publisher, "role": "publisher" }],
        "resources": long.chain(checks).chain(attachments).chain(totals).chain(wide).collect::<Vec<Value>>(),
    });
    if let Value::Object(map) = &mut package {
        let mut add = |name: &str, value: Option<Value>| value.map(|value| map.insert(name.to_owned(), value));
        add("description", settings.description.clone().map(Value::from));
        add("homepage", settings.base_url.clone().map(Value::from));
        add(
            "licenses",
            settings.licence.as_ref().map(|licence| match &licence.url {
                Some(url) => json!([{ "title": licence.name, "path": url }]),
                None => json!([{ "title": licence.name, "name": "other" }]),
            }),
        );
    }
    package
}

/// A table as a resource of the package; `sheets` is a wide table.
fn resource(scope: Scope<'_>, file: &Listed, sheets: Option<&Sheets>, fields: Vec<Value>) -> Value {
    let path = file.path.rsplit('/').next().unwrap_or(&file.path);
    let name = name_of(file);
    let kind = name.split('-').next().unwrap_or(name);
    let language = scope.language();
    let titles = TABLES.iter().map(|(id, _, title)| (*id, *title)).chain([
        ("checks", CHECKS),
        ("attachments", ATTACHMENTS),
        ("totals", TOTALS),
        ("counts", COUNTS),
    ]);
    let title = titles.into_iter().find(|(id, _)| *id == kind).map_or(SHEETS, |(_, title)| title).in_language(language);
    let year = sheets.map(|sheets| match language {
        SiteLanguage::Japanese => language.fiscal_year_both(sheets.year),
        SiteLanguage::English => sheets.year.to_string(),
    });
    let form = sheets.and_then(|sheets| sheets.form.clone());
    let of_which: Vec<String> = form.into_iter().chain(year).collect();
    let of_which: Vec<&str> = of_which.iter().map(String::as_str).collect();
    json!({
        "name": name,
        "title": title.to_owned() + &language.bracketed(&language.list(&of_which)),
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.length,
        "hash": format!("sha256:{}", hexadecimal(&file.sha256)),
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true },
        "schema": { "fields": fields, "missingValues": [""] },
    })
}

/// The title of the table of checks.
const CHECKS: StaticWords = StaticWords::new("数値の検査", "Checks");

/// The title of the table of attachments.
const ATTACHMENTS: StaticWords = StaticWords::new("添付", "Attachments");

/// The title of the table of sums.
const TOTALS: StaticWords = StaticWords::new("自治体の合計", "Totals");

/// The title of the table of counts.
const COUNTS: StaticWords = StaticWords::new("答えごとの数", "Counts of answers");

/// The name of a file without its folder and its ending.
fn name_of(file: &Listed) -> &str {
    let path = file.path.rsplit('/').next().unwrap_or(&file.path);
    path.strip_suffix(".csv").unwrap_or(path)
}

/// The title of the wide tables.
const SHEETS: StaticWords = StaticWords::new("シートの一覧表", "Sheets");

/// A column as a field of a table schema.
fn field(scope: Scope<'_>, name: &str, kind: Type) -> Map<String, Value> {
    let (of_type, constraints) = match kind {
        // Schools and unions have codes of other kinds than six digits.
        Type::Text | Type::Code => ("string", None),
        Type::Integer => ("integer", None),
        Type::Number => ("number", None),
        Type::Status => {
            let all: Vec<&str> = Status::all().map(|status| status.shown(scope)).collect();
            ("string", Some(json!({ "enum": all })))
        }
        Type::Standing => {
            let all: Vec<&str> = Standing::all().map(|standing| standing_word(scope, standing)).collect();
            ("string", Some(json!({ "enum": all })))
        }
    };
    let mut field = Map::new();
    field.insert("name".to_owned(), name.into());
    field.insert("type".to_owned(), of_type.into());
    if let Some(constraints) = constraints {
        field.insert("constraints".to_owned(), constraints);
    }
    field
}
