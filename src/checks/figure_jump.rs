//! A figure that is many times last year's has a digit too many or too few.

use crate::model::{Document, Site};
use crate::source::Example::Years;
use crate::source::{Code, Finding, Findings, words};
use crate::text::era;

use super::figures::{is_change, pairs};
use super::{Check, Rule};

const CODE: Code = Code::warning(
    "figure-jump",
    ("前の年度から大きく変わっています。", "The figure is far from that of the year before."),
    (
        "桁の打ち間違いや、単位、範囲の取り違えで、数字が何倍にもなることがあります。100以上だった数が0や負になったときも報告します。\
             本当に変わったのなら、理由を添えて確認済みにします。",
        "A digit too many, another unit or another scope multiply a figure; one of 100 or more does not fall to zero or below. \
             If it is true, accept the finding with its reason.",
    ),
    Years(
"人口: 604,894人",
"人口: 6,053,700人",
),
    Years(
"人口: 604,894人",
"人口: 605,370人",
),
)
.limit(2, ("前の年度の何倍（または何分の一）から報告するか", "How many times, or what fraction, is far"));

/// Where so few are counted, doubling is nothing unusual. Chosen by trying on the content.
const FEW: f64 = 10.0;
/// Where so many were counted, none are left hardly ever, and what is counted is never fewer than none.
const MANY: f64 = 100.0;

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let factor = site.settings.limit(&CODE).to_f64();
    for (new, old) in pairs(document, previous) {
        let (now, then) = (new.amount.to_f64(), old.amount.to_f64());
        let (less, more) = (now.min(then), now.max(then));
        let times = less > 0.0 && more / less >= factor && more - less >= FEW;
        let none = less <= 0.0 && more >= MANY && !is_change(new.label);
        let far = times || none;
        if !far || new.circumstances.scope() != old.circumstances.scope() {
            continue;
        }
        let year = era::fiscal_year(previous.year);
        let message = words(
            format!("「{}」{} は、{year}の {} から大きく変わっています。", new.label, new.amount, old.amount),
            format!("`{}` {} is far from the {} of fiscal {}.", new.label, new.amount, old.amount, previous.year),
        );
        let hint = words!(
            "桁と単位を確かめてください。正しければ「accept: [{{ code: figure-jump, field: {}, reason: 理由 }}]」と書いてください。",
            "Check digits and unit; if it is right, write `accept: [{{ code: figure-jump, field: {}, reason: why }}]`.",
            new.field
        );
        findings.push(
            Finding::new(&CODE, document.source.position(new.span), message)
                .hint(hint)
                .related(previous.source.position(old.span), words("前の年度", "the year before")),
        );
    }
}
