//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::catalogue;
use crate::source::{Code, Finding, Findings, Position, Severity, StaticWords};
use crate::text::page_path;

use super::super::language::Language;
use super::super::print::SafeText;
use super::Region;

/// One run with the rules that were broken and where.
pub fn sarif(findings: &Findings, language: Language) -> SafeText {
    let mut rules: Vec<&Code> = findings.iter().map(|finding| finding.code).collect();
    rules.sort_unstable_by_key(|code| code.name);
    rules.dedup();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, &rules, language)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|entry| rule(entry, language)).collect::<Vec<_>>(),
            } },
            "language": language.say("ja", "en"),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    SafeText::json(&format!("{log:#}\n"))
}

fn rule(entry: &Code, language: Language) -> Value {
    let of = |text: StaticWords| language.say(text.ja, text.en);
    let help = catalogue::explanation(entry);
    json!({
        "id": entry.name,
        "shortDescription": { "text": of(entry.title) },
        "fullDescription": { "text": of(entry.why) },
        "help": { "text": of(entry.why), "markdown": language.of(&help) },
        "defaultConfiguration": { "level": level(entry.severity) },
    })
}

fn result(finding: &Finding, rules: &[&Code], language: Language) -> Value {
    let hint = finding.hint.as_ref().map(|hint| language.of(hint));
    let text = [Some(language.of(&finding.message)), hint].into_iter().flatten().collect::<Vec<_>>().join("\n");
    let mut result = json!({
        "ruleId": finding.code.name,
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": location(&finding.position) }],
    });
    let Value::Object(map) = &mut result else { return result };
    if let Some(index) = rules.iter().position(|entry| *entry == finding.code) {
        map.insert("ruleIndex".to_owned(), index.into());
    }
    let related = finding.related.iter().map(
        |(position, why)| json!({ "physicalLocation": location(position), "message": { "text": language.of(why) } }),
    );
    map.insert("relatedLocations".to_owned(), related.collect());
    if let Some(reason) = &finding.accepted {
        let suppression = json!({ "kind": "inSource", "status": "accepted", "justification": reason });
        map.insert("suppressions".to_owned(), json!([suppression]));
    }
    result
}

/// A path as a URI, which is ASCII.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for c in page_path::encode(path).chars() {
        if c.is_ascii() {
            uri.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn location(position: &Position) -> Value {
    let region = Region::of(position);
    json!({
        "artifactLocation": { "uri": uri(position.source.path()) },
        "region": {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        },
    })
}
