//! What was aimed at last year has a result this year.

use crate::model::{Document, Site};
use crate::source::Example::Years;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::text::era;

use super::{Check, Rule, Subject};
use crate::compare::indicators::{results_field, traced};
use crate::compare::rows::{RowKey, indicators_by_key};

const TARGET_WITHOUT_ACTUAL: Code = Code::warning(
    "target-without-actual",
    ("前の年度の目標に、実績がありません。", "A target of the year before has no result."),
    (
        "目標だけがあって実績のない指標は、達成したかどうかが誰にも分かりません。まだ分からないなら「調査中」と書きます。",
        "Without a result nobody can tell whether the target was reached. If it is not known yet, write 調査中.",
    ),
    Years(
        "今年度の指標:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人 }",
        "成果・効果:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人 }",
    ),
    Years(
        "今年度の指標:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人 }",
        "成果・効果:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人, 実績値: 調査中 }",
    ),
)
.by_hand(WhyByHand::Wording);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule =
    Rule { codes: &[TARGET_WITHOUT_ACTUAL], subject: Subject::LastYear, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    // A draft is still being filled in; its open answers are reported as such.
    if document.draft {
        return;
    }
    let (Some(previous), Some(field)) = (site.previous(document), results_field(document)) else { return };
    let now = traced(document);
    let now = indicators_by_key(&now);
    for old in traced(previous).iter().filter(|old| old.is_open()) {
        // One that is not there at all is the business of another rule.
        let Some(same) = old.id().and_then(|id| now.get(&RowKey::Id(id))) else { continue };
        let Some(first) = same.first() else { continue };
        findings.applied(&TARGET_WITHOUT_ACTUAL);
        if same.iter().any(|row| row.row.actual.is_some()) {
            continue;
        }
        let place = same.iter().find(|row| row.columns.actual.is_some()).unwrap_or(first);
        let message = words(
            format!("指標「{}」に、{}の目標に対する実績がありません。", old.row.name, era::fiscal_year(previous.year)),
            format!("`{}` has no result for its target of fiscal {}.", old.row.name, previous.year),
        );
        let hint = words!(
            "「{}」に実績値を書いてください。まだ分からないなら「調査中」と書きます。",
            "Write the result in `{}`; if it is not known yet, write 調査中.",
            field.label
        );
        findings.push(
            Finding::new(&TARGET_WITHOUT_ACTUAL, document.source.position(place.row.span), message)
                .hint(hint)
                .related(previous.source.position(old.row.span), words("前の年度の目標", "the target")),
        );
    }
}
