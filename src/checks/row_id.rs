//! Ids of rows are anchors and trace an indicator through the years, so each may be there once in a field.

use std::collections::BTreeMap;

use crate::model::{Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};

use super::{Check, Rule, Subject};

const ROW_ID: Code = Code::error(
    "row-id",
    ("行の id が使えないか、二度使われています。", "The id of a row cannot be used, or is used twice."),
    (
        "行の id は、ページの中の番地と、年度をまたいで指標や課題をたどる名札になります。",
        "The id of a row is its address on the page and traces it from year to year.",
    ),
    Front(
        "今年度の指標:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人 }\n  - { 指標: 相談件数, id: discharges, 目標値: 20件 }",
    ),
    Front(
        "今年度の指標:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人 }\n  - { 指標: 相談件数, id: consultations, 目標値: 20件 }",
    ),
)
.by_hand(WhyByHand::Reading);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[ROW_ID], subject: Subject::Answers, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    let inner = document.all_answers().filter(|inner| inner.record.is_some()).map(|inner| inner.answer);
    for answer in document.answers().map(|(_, _, answer)| answer).chain(inner) {
        // Rows whose heads the form sets share the id of their head.
        let rows = answer.rows().unwrap_or_default().into_iter().filter(|row| row.own_id);
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for (id, span) in rows.filter_map(|row| Some((row.id?, row.span))) {
            findings.applied(&ROW_ID);
            let fit = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
            if !fit {
                findings.push(
                    Finding::new(
                        &ROW_ID,
                        document.source.position(span),
                        words!("id「{id}」は使えません。", "The id `{id}` cannot be used."),
                    )
                    .hint(words("文字・数字・-・_ だけで書いてください。", "Use letters, digits, `-` and `_` only.")),
                );
            } else if let Some(first) = seen.insert(id, span) {
                findings.push(
                    Finding::new(
                        &ROW_ID,
                        document.source.position(span),
                        words!("id「{id}」が二度使われています。", "The id `{id}` is used twice."),
                    )
                    .hint(words("行ごとに別の id にしてください。", "Give each row an id of its own."))
                    .related(document.source.position(first), words("最初の行", "the first row")),
                );
            }
        }
    }
}
