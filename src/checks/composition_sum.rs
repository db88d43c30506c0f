//! Parts make up their total, at every depth.

use std::sync::Arc;

use crate::form::Kind;
use crate::model::{Document, Site};
use crate::source::Example::Front;
use crate::source::{Explained, Finding, Findings, Source, Span, words};
use crate::text::number::Sum;
use crate::value::composition::Part;
use crate::value::{Quantity, Value};

use super::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    codes: &[Explained::error(
        "composition-sum",
        ("内訳を足しても全体になりません。", "The parts do not add up to the total."),
        (
            "内訳の合計が全体と合わないときは、どこかの数字が写し間違いです。分からない数は 0 ではなく「不明」と書きます。",
            "Where parts do not make up the total, one of the figures is a slip. What is not known is 不明, not 0.",
        ),
        Front("入院精神障害者数:\n  合計: 344人\n  １年未満: 157人\n  １年以上: 178人"),
        Front("入院精神障害者数:\n  合計: 344人\n  １年未満: 157人\n  １年以上: 187人"),
    )],
    check: Check::Document(check),
};

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    for (_, field, answer) in document.answers() {
        let (Value::Composition(composition), Kind::Composition(asked)) = (&answer.value, &field.kind) else {
            continue;
        };
        // Only a complete set of parts can be added up.
        if composition.parts.len() == asked.len()
            && let Some((total, span)) = &composition.total
        {
            compare(total, *span, &field.label, &composition.parts, &document.source, findings);
        }
        for part in composition.all_parts().into_iter().filter(|part| part.parts.len() > 1) {
            compare(&part.quantity, part.span, &part.label, &part.parts, &document.source, findings);
        }
    }
}

fn compare(whole: &Quantity, span: Span, label: &str, parts: &[Part], source: &Arc<Source>, findings: &mut Findings) {
    let Some(whole_amount) = whole.number() else { return };
    let Some(sum) = parts.iter().map(|part| part.quantity.number()).collect::<Option<Sum>>() else { return };
    if sum == whole_amount {
        return;
    }
    let finding = Finding::error(
        "composition-sum",
        source.position(span),
        words(
            format!("「{label}」は {whole_amount} ですが、内訳を足すと {sum} です。"),
            format!("`{label}` is {whole_amount}, but its parts add up to {sum}."),
        ),
    )
    .hint(words(
        "原資料と照らし合わせて、全体か内訳を直してください。",
        "Compare with the source and correct the total or a part.",
    ));
    let finding = parts.iter().fold(finding, |finding, part| {
        finding.related(source.position(part.span), words(part.label.clone(), part.id.clone()))
    });
    findings.push(finding);
}
