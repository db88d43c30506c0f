//! Rates are between 0 and 100 and do not fall from point to point, since who was counted once stays counted.

use crate::model::{AnswerInDocument, Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::text::number::Decimal;
use crate::value::rates::Point;

use super::{Check, Rule, Subject};

const RATES_RANGE: Code = Code::error(
    "rates-range",
    ("率が0から100の間にありません。", "A rate is not between 0 and 100."),
    (
        "いくつかの時点の率は、はじめにいた人のうち、その時点までにそうなった人の割合です。",
        "Rates at several points are shares of those who were there at the beginning.",
    ),
    Front("退院率:\n  入院後３か月時点: 645％"),
    Front("退院率:\n  入院後３か月時点: 64.5％"),
)
.by_hand(WhyByHand::Original);

const RATES_ORDER: Code = Code::error(
    "rates-order",
    ("後の時点の率が、前の時点より低くなっています。", "A later rate is lower than an earlier one."),
    (
        "一度そうなった人は数え続けるので、率が時間とともに下がることはありません。",
        "Who was counted once stays counted, so rates do not fall with time.",
    ),
    Front("退院率:\n  入院後３か月時点: 64.5％\n  入院後６か月時点: 60.0％"),
    Front("退院率:\n  入院後３か月時点: 64.5％\n  入院後６か月時点: 80.0％"),
)
.by_hand(WhyByHand::Original);

const RATES_SHARE: Code = Code::warning(
    "rates-share",
    ("率が百分率で書かれていないようです。", "The rates do not look like per cent."),
    ("0.645 は 0.645％ と読まれます。百分率で書きます。", "0.645 is read as 0.645 %. Write per cent."),
    Front("退院率:\n  入院後３か月時点: 0.645\n  入院後６か月時点: 0.801"),
    Front("退院率:\n  入院後３か月時点: 64.5％\n  入院後６か月時点: 80.1％"),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports 3 codes.
pub const RULE: Rule =
    Rule { codes: &[RATES_RANGE, RATES_ORDER, RATES_SHARE], subject: Subject::Figures, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    for AnswerInDocument { field, answer, .. } in document.all_answers() {
        let Some(rates) = answer.value.rates() else { continue };
        let known: Vec<(&Point, Decimal)> =
            rates.points.iter().filter_map(|point| Some((point, point.quantity.number()?))).collect();
        let (none, one) = (Decimal::from(0), Decimal::from(1));
        if !known.is_empty() {
            findings.applied(&RATES_SHARE);
        }
        if let Some((point, rate)) = known.iter().find(|(_, rate)| *rate > none && *rate < one)
            && known.iter().all(|(_, rate)| *rate <= one)
        {
            let message =
                words!("「{0}」の「{1}」が {rate}％です。", "`{1}` of `{0}` is {rate} %.", field.label, point.label);
            let hint = words("「64.5％」のように百分率で書いてください。", "Write per cent, as in `64.5％`.");
            let at = document.source.position(point.span);
            findings.push(Finding::new(&RATES_SHARE, at, message).hint(hint));
        }
        for (point, rate) in &known {
            findings.applied(&RATES_RANGE);
            if *rate < Decimal::from(0) || *rate > Decimal::from(100) {
                findings.push(
                    Finding::new(
                        &RATES_RANGE,
                        document.source.position(point.span),
                        words!(
                            "「{0}」の「{1}」が {rate}％です。",
                            "`{1}` of `{0}` is {rate} %.",
                            field.label,
                            point.label
                        ),
                    )
                    .hint(words("0から100の間の数を書いてください。", "Write a number between 0 and 100.")),
                );
            }
        }
        for pair in known.windows(2) {
            let [(earlier, before), (later, after)] = pair else { continue };
            findings.applied(&RATES_ORDER);
            if after < before {
                findings.push(
                    Finding::new(
                        &RATES_ORDER,
                        document.source.position(later.span),
                        words!(
                            "「{}」{after}％が「{}」{before}％より低くなっています。",
                            "`{}` {after} % is lower than `{}` {before} %.",
                            later.label,
                            earlier.label
                        ),
                    )
                    .hint(words(
                        "順に下がることはありません。数字を確かめてください。",
                        "It cannot fall; check the figures.",
                    ))
                    .related(document.source.position(earlier.span), words("前の時点", "the earlier point")),
                );
            }
        }
    }
}
