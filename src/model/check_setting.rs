//! What `checks` in site.yaml says about one code: how much it weighs, and what number it measures against.

use crate::record::codes;
use std::sync::Arc;

use crate::record::{Content, Fields, Node};
use crate::source::{Finding, Findings, Position, Severity, Source, words};
use crate::text::number::Decimal;

/// The setting of one code. Whether there is such a code is for `catalogue` to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckSetting {
    /// The code.
    pub code: String,
    /// How much its findings weigh; `Some(None)` turns them off.
    pub severity: Option<Option<Severity>>,
    /// The number it measures against.
    pub limit: Option<Decimal>,
    /// Where the code stands in site.yaml.
    pub position: Position,
}

const SEVERITIES: [(&str, Option<Severity>); 3] =
    [("off", None), ("warning", Some(Severity::Warning)), ("error", Some(Severity::Error))];

/// Reads a map from codes to `off`, `warning` or `error`, or to a map of `severity` and `limit`.
pub(super) fn read(node: &Node, source: &Arc<Source>, findings: &mut Findings) -> Vec<CheckSetting> {
    let entries = node.entries(source, findings).unwrap_or_default();
    entries
        .iter()
        .map(|entry| {
            let (severity, limit) = match &entry.value.content {
                Content::Map(_) => {
                    let mut fields = Fields::new(&entry.value, source, findings);
                    let severity = fields.choice(&["severity"], &SEVERITIES);
                    let limit = fields.optional(&["limit"]).cloned();
                    fields.finish();
                    (severity, limit.and_then(|node| read_limit(&node, source, findings)))
                }
                _ => (entry.value.choice(&SEVERITIES, source, findings), None),
            };
            CheckSetting { code: entry.key.clone(), severity, limit, position: source.position(entry.key_span) }
        })
        .collect()
}

fn read_limit(node: &Node, source: &Arc<Source>, findings: &mut Findings) -> Option<Decimal> {
    let written = &node.text(source, findings)?.text;
    let limit = Decimal::parse(written).filter(|limit| *limit > Decimal::from(0));
    if limit.is_none() {
        let message =
            words(format!("「{written}」は正の数ではありません。"), format!("`{written}` is not a number above zero."));
        let hint = words("「3」や「1.5」のように書いてください。", "Write it as in `3` or `1.5`.");
        findings.push(Finding::new(&codes::WRONG_VALUE, source.position(node.span), message).hint(hint));
    }
    limit
}
