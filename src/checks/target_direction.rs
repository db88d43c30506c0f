//! What a sheet says of the better way does not contradict the words of the target.

use crate::form::Better;
use crate::model::{Document, Site};
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::value::{Amount, Direction, Meaning, Quantity};

use super::{Check, Rule, Subject};
use crate::compare::indicators;

const TARGET_DIRECTION: Code = Code::warning(
    "target-direction",
    ("目標の言葉と、よい向きが合いません。", "The words of a target contradict the direction."),
    (
        "「以上」の目標は多いほどよく、「以下」の目標は少ないほどよいものです。合わないときは、目標の言葉によって判定します。",
        "A target of 以上 is to be risen to, one of 以下 to be come down to. Where `better` says otherwise, the target's words hold.",
    ),
    Front("成果・効果:\n  - { 指標: 事故の件数, よい向き: 多いほどよい, 目標値: 10件以下, 実績値: 8件 }"),
    Front("成果・効果:\n  - { 指標: 事故の件数, よい向き: 少ないほどよい, 目標値: 10件以下, 実績値: 8件 }"),
)
.by_hand(WhyByHand::Meant);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[TARGET_DIRECTION], subject: Subject::Figures, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    for entry in indicators::indicators_of(document) {
        let (Some(better), Some(target)) = (entry.row.better, &entry.row.target) else { continue };
        for (quantity, span) in target.quantities.iter().zip(&target.spans) {
            let Some(meant) = meant(quantity) else { continue };
            findings.applied(&TARGET_DIRECTION);
            if meant == better {
                continue;
            }
            let (ja, en) = match better {
                Better::More => ("多いほどよい", "more is better"),
                Better::Less => ("少ないほどよい", "less is better"),
            };
            let written = &quantity.written;
            let message = words!(
                "目標値は「{written}」ですが、よい向きは「{ja}」とあります。",
                "The target is `{written}`, but `better` says that {en}."
            );
            let hint = words("目標値の言葉か、よい向きを直してください。", "Correct the target or `better`.");
            findings.push(Finding::new(&TARGET_DIRECTION, document.source.position(*span), message).hint(hint));
        }
    }
}

/// Which way the words of a target say is better.
fn meant(target: &Quantity) -> Option<Better> {
    match target.meaning {
        Meaning::Amount(Amount::AtLeast(_) | Amount::Above(_)) | Meaning::Direction(Direction::Increase) => {
            Some(Better::More)
        }
        Meaning::Amount(Amount::AtMost(_) | Amount::Below(_)) | Meaning::Direction(Direction::Decrease) => {
            Some(Better::Less)
        }
        _ => None,
    }
}
