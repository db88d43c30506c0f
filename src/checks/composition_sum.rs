//! Parts make up their total, at every depth.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::form::Field;
use crate::model::{Document, Site};
use crate::source::Example::{Files, Front};
use crate::source::{Code, Finding, Findings, Source, Span, Words, words};
use crate::text::Decimal;
use crate::text::number::DecimalSum;
use crate::value::composition::Part;
use crate::value::{Absence, Quantity};

use super::{Check, Rule};

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
);

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
);

/// The rule for [`super::RULES`]: it checks each document, and reports 2 codes.
pub const RULE: Rule = Rule { codes: &[COMPOSITION_SUM, COMPOSITION_LEFT_OUT], check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    for (_, field, answer) in document.answers() {
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

/// What some parts come to: the least and the most they may be, in the unit of the whole.
#[derive(Default)]
struct SumRange<'a> {
    low: Vec<Decimal>,
    high: Vec<Decimal>,
    /// How far rounding may lead.
    rounding: Vec<Decimal>,
    left_out: Vec<&'a Part>,
    /// Whether there are parts of which nobody says how many they are.
    unknown: bool,
    /// Whether there is no least of them: one is below zero, so another may be.
    negative: bool,
}

impl<'a> SumRange<'a> {
    /// Nothing where a part cannot be told in the unit of the whole.
    fn of(parts: &'a [Part], unit: &str) -> Option<SumRange<'a>> {
        let mut all = SumRange::default();
        for part in parts {
            let quantity = part.quantity.in_unit(unit)?;
            match (quantity.bounds(), quantity.absence()) {
                (Some((low, high)), _) => {
                    all.negative |= low.or(high).is_some_and(Decimal::is_negative);
                    all.unknown |= high.is_none();
                    all.low.push(low.unwrap_or_default());
                    all.high.extend(high);
                    all.rounding.push(quantity.rounding());
                }
                // 「－」 is what there is none of.
                (_, Some(Absence::NotApplicable)) => {}
                (_, Some(Absence::Unanswered)) => all.left_out.push(part),
                _ => all.unknown = true,
            }
        }
        Some(all)
    }
}

impl SumTotal<'_> {
    fn compare(&self, parts: &[Part], field: &Field, source: &Arc<Source>, findings: &mut Findings) {
        let Some(total) = self.quantity.number() else { return };
        let Some(known) = SumRange::of(parts, self.quantity.unit.as_deref().unwrap_or_default()) else { return };
        if known.low.is_empty() {
            return;
        }
        let rounding = known.rounding.iter().copied().chain([self.quantity.rounding()]);
        let allowance: DecimalSum =
            field.allowance.map_or_else(|| rounding.collect(), |own| [own].into_iter().collect());
        let sum = |numbers: &[Decimal]| numbers.iter().copied().collect::<DecimalSum>();
        let (low, high) = (sum(&known.low), sum(&known.high));
        let open = known.unknown || !known.left_out.is_empty();
        let too_much = low.compare(total, allowance) == Ordering::Greater && !(open && known.negative);
        let too_little = high.compare(total, allowance) == Ordering::Less;
        if too_much || too_little && !open {
            let said = if too_much { low } else { high };
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
        } else if too_little && !known.unknown && self.left_out && known.low.len() > 1 {
            let names: Vec<&str> = known.left_out.iter().map(|part| part.label.as_str()).collect();
            let message = words!(
                "「{}」は {total} ですが、書かれた内訳を足すと {high} です。",
                "`{}` is {total}, but the parts that are given add up to {high}.",
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
