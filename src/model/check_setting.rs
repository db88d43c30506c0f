//! What `checks` in site.yaml says about one code: how much it weighs, and what number it measures against.

use crate::record::codes;

use crate::record::{Content, Fields, Node};
use crate::source::{Position, Reporter, Severity, words};
use crate::text::number::Decimal;

/// The setting of one code. Whether there is such a code is for `catalogue` to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckSetting {
    /// The code of the findings it is about, as written.
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
pub(super) fn read(node: &Node, reporter: &mut Reporter<'_>) -> Vec<CheckSetting> {
    let entries = node.entries(reporter).unwrap_or_default();
    entries
        .iter()
        .map(|entry| {
            let (severity, limit) = match &entry.value.content {
                Content::Map(_) => {
                    let mut fields = Fields::new(&entry.value, reporter);
                    let severity = fields.choice(&["severity"], &SEVERITIES);
                    let limit = fields.optional(&["limit"]).cloned();
                    fields.finish();
                    (severity, limit.and_then(|node| read_limit(&node, reporter)))
                }
                _ => (entry.value.choice(&SEVERITIES, reporter), None),
            };
            CheckSetting {
                code: entry.key.clone(),
                severity,
                limit,
                position: reporter.source.position(entry.key_span),
            }
        })
        .collect()
}

fn read_limit(node: &Node, reporter: &mut Reporter<'_>) -> Option<Decimal> {
    let written = &node.text(reporter)?.text;
    let limit = Decimal::parse(written).filter(|limit| *limit > Decimal::from(0));
    if limit.is_none() {
        let message = words!("「{written}」は正の数ではありません。", "`{written}` is not a number above zero.");
        let hint = words("「3」や「1.5」のように書いてください。", "Write it as in `3` or `1.5`.");
        reporter.report(&codes::WRONG_VALUE, node.span, message, hint);
    }
    limit
}
