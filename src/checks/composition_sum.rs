//! Parts make up their total, at every depth.

use std::sync::Arc;

use crate::compare::agreement::{SumComparison, SumRange};
use crate::form::Field;
use crate::model::{AnswerInDocument, Document, Site};
use crate::source::Example::{Files, Front};
use crate::source::{Code, Finding, Findings, Source, Span, WhyByHand, Words, words};
use crate::value::Quantity;
use crate::value::composition::Part;

use super::{Check, Rule, Subject};

const FORM: &str = "title: 事業評価\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: 事業費\n    fields:\n      cost: { label: 事業費, kind: composition, unit: 千円, parts: { prefecture: 県支出金, bonds: 地方債, own: 一般財源 } }\n";

const COMPOSITION_SUM: Code = Code::error(
    "composition-sum",
    ("内訳を足しても全体になりません。", "The parts do not add up to the total."),
    (
        "内訳の合計が全体と合わないときは、どこかの数字が写し間違いです。分からない数は 0 ではなく「不明」と書きます。四捨五入した数（小数のある数、千円や％の数）は、書かれた最後の桁の半分ずつの違いを許します。",
        "Where parts do not make up the total, one of the figures is a slip. What is not known is 不明, not 0. Rounded                  figures (with digits after the point, of 千円 or ％) may each be half a unit of their last digit off.",
    ),
    Front("入院精神障害者数:\n  合計: 344人\n  １年未満: 157人\n  １年以上: 178人"),
    Front("入院精神障害者数:\n  合計: 344人\n  １年未満: 157人\n  １年以上: 187人"),
)
.by_hand(WhyByHand::Original);

const COMPOSITION_LEFT_OUT: Code = Code::warning(
    "composition-left-out",
    (
        "書かれていない内訳があり、足しても全体になりません。",
        "Parts are left out, and the others do not make up the total.",
    ),
    (
        "書かれていない内訳は、0 とも、分からないとも読めます。二つ以上の内訳が書かれ、それだけで全体になるときは、書かなくてもかまいません。",
        "A part that is left out may be none or not known. Where two others or more make up the total, it need not be written.",
    ),
    Files(&[
        ("forms/project.yaml", FORM),
        (
            "2021/kitahama/sheet.md",
            "---\nform: project\n事業費: { 合計: 1,220千円, 県支出金: 610千円, 一般財源: 412千円 }\n---\n",
        ),
    ]),
    Files(&[
        ("forms/project.yaml", FORM),
        (
            "2021/kitahama/sheet.md",
            "---\nform: project\n事業費: { 合計: 1,022千円, 県支出金: 610千円, 一般財源: 412千円 }\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports 2 codes.
pub const RULE: Rule =
    Rule { codes: &[COMPOSITION_SUM, COMPOSITION_LEFT_OUT], subject: Subject::Figures, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    for AnswerInDocument { field, answer, .. } in document.all_answers() {
        let Some(composition) = answer.value.composition() else { continue };
        if let Some((total, span)) = &composition.total {
            let whole = SumTotal { quantity: total, span: *span, label: &field.label, left_out: true };
            whole.compare(&composition.parts, field, &document.source, findings);
        }
        for part in composition.all_parts().into_iter().filter(|part| part.parts.len() > 1) {
            // What a part is split into (うち…) need not be all of it.
            let whole = SumTotal { quantity: &part.quantity, span: part.span, label: &part.label, left_out: false };
            whole.compare(&part.parts, field, &document.source, findings);
        }
    }
}

/// What parts are compared with.
struct SumTotal<'a> {
    quantity: &'a Quantity,
    span: Span,
    label: &'a str,
    /// Whether a part that is left out is worth a finding.
    left_out: bool,
}

impl SumTotal<'_> {
    fn compare(&self, parts: &[Part], field: &Field, source: &Arc<Source>, findings: &mut Findings) {
        let unit = self.quantity.unit.as_deref().unwrap_or_default();
        let range = SumRange::of(parts.iter().map(|part| &part.quantity), unit);
        let compared = range.and_then(|range| range.compare(self.quantity, field.allowance));
        let (Some(total), Some(compared)) = (self.quantity.number(), compared) else { return };
        findings.applied(&COMPOSITION_SUM);
        if self.left_out {
            findings.applied(&COMPOSITION_LEFT_OUT);
        }
        let SumComparison { too_much, too_little, left_out, unknown, known } = compared;
        if let Some(said) = too_much.or(too_little.filter(|_| !left_out && !unknown)) {
            let message = words!(
                "「{}」は {total} ですが、内訳を足すと {said} です。",
                "`{}` is {total}, but its parts add up to {said}.",
                self.label
            );
            let hint = words(
                "原資料と照らし合わせて、全体か内訳を直してください。",
                "Compare with the source and correct the total or a part.",
            );
            findings.push(self.finding(&COMPOSITION_SUM, message, hint, parts, source));
        } else if let Some(said) = too_little.filter(|_| !unknown && self.left_out && known > 1) {
            let left_out = parts.iter().filter(|part| part.quantity.is_unanswered());
            let names: Vec<&str> = left_out.map(|part| part.label.as_str()).collect();
            let message = words!(
                "「{}」は {total} ですが、書かれた内訳を足すと {said} です。",
                "`{}` is {total}, but the parts that are given add up to {said}.",
                self.label
            );
            let hint = words(
                format!("「{}」の数を書いてください。分からなければ「不明」と書きます。", names.join("」「")),
                format!("Write the figures of `{}`; what is not known is 不明.", names.join("`, `")),
            );
            findings.push(self.finding(&COMPOSITION_LEFT_OUT, message, hint, parts, source));
        }
    }

    fn finding(
        &self,
        code: &'static Code,
        message: Words,
        hint: Words,
        parts: &[Part],
        source: &Arc<Source>,
    ) -> Finding {
        let finding = Finding::new(code, source.position(self.span), message).hint(hint);
        let given = parts.iter().filter(|part| !part.quantity.is_unanswered());
        given.fold(finding, |finding, part| {
            finding.related(source.position(part.span), words(part.label.clone(), part.id.clone()))
        })
    }
}
