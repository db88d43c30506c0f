//! Shares as printed agree with the counts.

use crate::compare::agreement::other_ratio;
use crate::model::{AnswerInDocument, Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::value::quantity::UnitOfMeasure;

use super::{Check, Rule, Subject};

const COMPOSITION_SHARE: Code = Code::error(
    "composition-share",
    ("構成割合が、内訳の数と合いません。", "A share does not agree with the figures."),
    (
        "構成割合は、合計と内訳の数から計算できます。合わないときは、数か割合のどちらかが誤りです。割合は四捨五入で比べます。",
        "Shares follow from the counts; where they do not, one of the two is wrong. They are compared rounded half up.",
    ),
    Front("入院精神障害者数:\n  合計: 344人\n  １年未満: 157人（45.6％）\n  １年以上: 187人（45.4％）"),
    Front("入院精神障害者数:\n  合計: 344人\n  １年未満: 157人（45.6％）\n  １年以上: 187人（54.4％）"),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[COMPOSITION_SHARE], subject: Subject::Figures, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    for AnswerInDocument { answer, .. } in document.all_answers() {
        let Some(composition) = answer.value.composition() else { continue };
        let Some((total, total_span)) = &composition.total else { continue };
        let (Some(whole), unit) = (total.number(), total.unit.as_deref().unwrap_or_default()) else { continue };
        let noun = UnitOfMeasure::parse(unit).noun();
        for part in composition.all_parts() {
            let Some(quantity) = part.quantity.in_unit(unit) else { continue };
            let (Some(printed), Some(amount)) = (part.quantity.share(), quantity.number()) else { continue };
            findings.applied(&COMPOSITION_SHARE);
            let Some(computed) = other_ratio(printed, (&quantity, total), 100, None) else { continue };
            findings.push(
                Finding::new(
                    &COMPOSITION_SHARE,
                    document.source.position(part.span),
                    words!(
                        "「{}」の割合は {printed}％とありますが、{amount} ÷ {whole} は {computed}％です。",
                        "The share of `{}` is given as {printed} %, but {amount} / {whole} is {computed} %.",
                        part.label
                    ),
                )
                .hint(words(
                    format!("{}か割合を直してください（四捨五入）。", noun.ja),
                    format!("Correct the {} or the share (rounded half up).", noun.en),
                ))
                .related(document.source.position(*total_span), words("合計", "the total")),
            );
        }
    }
}
