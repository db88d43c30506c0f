//! There are not more inpatients than beds.

use crate::model::{Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, words};

use super::{Check, Rule};

const BEDS_EXCEEDED: Code = Code::warning(
    "beds-exceeded",
    ("入院者数が病床数より多くなっています。", "There are more inpatients than beds."),
    (
        "病床数を超えて入院することは、ふつうありません。対象の範囲や時点が違うなら、範囲と時点を書き添えます。",
        "There are rarely more inpatients than beds. If scope or time differ, say so beside the figure.",
    ),
    Front("精神科病床数: 438床\n入院精神障害者数:\n  合計: 3,440人"),
    Front("精神科病床数: 438床\n入院精神障害者数:\n  合計: 344人"),
);

/// The rule.
pub const RULE: Rule = Rule { codes: &[BEDS_EXCEEDED], check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    let (Some((beds_field, beds)), Some((field, inpatients))) =
        (document.answer("beds"), document.answer("inpatients"))
    else {
        return;
    };
    let (Some(quantity), Some(composition)) = (beds.value.number(), inpatients.value.composition()) else { return };
    let Some((total, span)) = &composition.total else { return };
    let (Some(beds_number), Some(people)) = (quantity.number(), total.number()) else { return };
    // 埼玉県全体 and the city itself cannot be compared.
    if people <= beds_number || beds.circumstances.scope != inpatients.circumstances.scope {
        return;
    }
    let message = words(
        format!("「{}」{people} が「{}」{beds_number} より多くなっています。", field.label, beds_field.label),
        format!("`{}` {people} is more than `{}` {beds_number}.", field.label, beds_field.label),
    );
    let hint = words(
        "数字を確かめ、範囲や時点が違うなら「範囲」「時点」を書き添えてください。",
        "Check the figures; if scope or time differ, add 範囲 or 時点.",
    );
    findings.push(
        Finding::new(&BEDS_EXCEEDED, document.source.position(*span), message)
            .hint(hint)
            .related(document.source.position(beds.span), words("病床数", "the beds")),
    );
}
