//! A large figure that is exactly last year's was copied, not asked anew.

use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Explained, Finding, Findings, words};
use crate::text::era;
use crate::text::number::Decimal;
use crate::value::quantity::comparable_units;

use super::figures::pairs;
use super::{Check, Rule};

const CODE: Explained = Explained::warning(
    "figure-unchanged",
    ("前の年度と全く同じ数字です。", "The figure is exactly that of the year before."),
    (
        "人口や入院者数、件数のような大きな数が一つも変わらないことは、ほとんどありません。前の年度のシートから写したまま、直し忘れています。\
         同じ調査の数字を引くなら、時点を同じにします。",
        "Large figures hardly ever stay the same; this one was copied from the year before and not corrected. \
         A figure quoted from the same survey has the same time.",
    ),
    Files(&[
        ("2020/kitahama/sheet.md", "---\nform: sheet\n人口: { 値: 604,894人, 時点: R2年4月 }\n---\n"),
        ("2021/kitahama/sheet.md", "---\nform: sheet\n人口: { 値: 604,894人, 時点: R3年4月 }\n---\n"),
    ]),
    Files(&[
        ("2020/kitahama/sheet.md", "---\nform: sheet\n人口: { 値: 604,894人, 時点: R2年4月 }\n---\n"),
        ("2021/kitahama/sheet.md", "---\nform: sheet\n人口: { 値: 605,370人, 時点: R3年4月 }\n---\n"),
    ]),
)
.limit(100, ("これより小さい数は、同じでも報告しない", "Smaller figures may stay the same"));

/// The rule.
pub const RULE: Rule = Rule { codes: &[CODE], check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let smallest: Decimal = site.settings.limit(&CODE);
    for (new, old) in pairs(document, previous) {
        let same_time = new.circumstances.as_of.as_ref().is_some_and(|when| {
            let before = old.circumstances.as_of.as_ref();
            before.is_some_and(|before| before.period.is_some() && before.period == when.period)
        });
        // Beds and offices stay what they are for years; people and cases do not.
        let moving = new.unit.is_some_and(|unit| ["人", "件"].iter().any(|moving| comparable_units(unit, moving)));
        if !moving || new.amount != old.amount || new.parts != old.parts || new.amount < smallest || same_time {
            continue;
        }
        let year = era::fiscal_year(previous.year);
        let message = words(
            format!("「{}」{} は、{year}のシートと全く同じです。", new.label, new.amount),
            format!("`{}` {} is exactly that of fiscal {}.", new.label, new.amount, previous.year),
        );
        let hint = words(
            "新しい数字に直してください。同じ調査の数字なら、時点を前の年度と同じにしてください。",
            "Write the new figure; if it is from the same survey, give it the same time.",
        );
        findings.push(
            Finding::warning("figure-unchanged", document.source.position(new.span), message)
                .hint(hint)
                .related(previous.source.position(old.span), words("前の年度", "the year before")),
        );
    }
}
