//! Findings as JSON for other programs. `docs/findings-json.md` describes it; a change of meaning raises `version`.

use serde_json::{Value, json};

use crate::source::{Finding, Findings, Position, Severity, Words};

use super::super::print::SafeText;
use super::Region;

/// The version of the format.
const VERSION: u32 = 1;

/// One object with a summary and all findings, in both languages.
pub fn json(findings: &Findings) -> SafeText {
    SafeText::json(&format!("{:#}\n", value(findings)))
}

/// The object, to which a command may add what it tells besides.
pub fn value(findings: &Findings) -> Value {
    let mut files: Vec<&str> = findings.iter().map(|finding| finding.position.source.path()).collect();
    files.dedup();
    json!({
        "version": VERSION,
        "summary": {
            "files": files.len(),
            "errors": findings.count(Severity::Error),
            "warnings": findings.count(Severity::Warning),
            "accepted": findings.accepted(),
        },
        "findings": findings.iter().map(finding_value).collect::<Vec<_>>(),
    })
}

fn finding_value(finding: &Finding) -> Value {
    let mut value = position_value(&finding.position);
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let related = finding.related.iter().map(|(position, why)| {
        let mut value = position_value(position);
        set(&mut value, "message", both(why));
        value
    });
    set(&mut value, "related", related.collect());
    set(&mut value, "code", finding.code.name.into());
    set(&mut value, "severity", severity.into());
    set(&mut value, "message", both(&finding.message));
    set(&mut value, "hint", finding.hint.as_ref().map_or(Value::Null, both));
    if let Some(check) = &finding.check {
        set(&mut value, "check", check.as_str().into());
    }
    set(&mut value, "accepted", finding.accepted.clone().into());
    value
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(map) = object {
        map.insert(key.to_owned(), value);
    }
}

fn both(words: &Words) -> Value {
    json!({ "ja": words.ja, "en": words.en })
}

fn position_value(position: &Position) -> Value {
    let region = Region::of(position);
    json!({
        "path": position.source.path(),
        "line": region.line,
        "column": region.column,
        "end_line": region.end_line,
        "end_column": region.end_column,
    })
}
