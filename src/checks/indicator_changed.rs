//! The same id means the same indicator: its name and its unit do not change from year to year.

use crate::model::{Document, Site};
use crate::source::Example::Years;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::text::era;
use crate::text::fold::fold;
use crate::value::Indicator;
use crate::value::quantity::comparable_units;

use super::{Check, Rule, Subject};
use crate::compare::indicators::{DocumentIndicator, traced};
use crate::compare::rows::{RowKey, indicators_by_key};

const INDICATOR_UNIT: Code = Code::warning(
    "indicator-unit",
    ("同じ id の指標の単位が変わっています。", "The unit of an indicator changed under the same id."),
    (
        "同じ id の値は、年度をまたいで一つの図に並びます。単位が違えば比べられません。別の指標なら、別の id にします。",
        "Values of one id stand in one chart over the years; with another unit it is another indicator and needs another id.",
    ),
    Years(
        "今年度の指標:\n  - { 指標: 退院支援, id: discharges, 目標値: 10人 }",
        "成果・効果:\n  - { 指標: 退院支援, id: discharges, 目標値: 10人, 実績値: 3か所 }\n今年度の指標:\n  - { 指標: 退院支援, id: discharges, 目標値: 4か所 }",
    ),
    Years(
        "今年度の指標:\n  - { 指標: 退院支援, id: discharges, 目標値: 10人 }",
        "成果・効果:\n  - { 指標: 退院支援, id: discharges, 目標値: 10人, 実績値: 8人 }\n今年度の指標:\n  - { 指標: 退院支援, id: discharges, 目標値: 12人 }",
    ),
)
.by_hand(WhyByHand::Original);

const INDICATOR_NAME: Code = Code::warning(
    "indicator-name",
    ("同じ id の指標の名前が変わっています。", "The name of an indicator changed under the same id."),
    (
        "id が同じ指標は、年度をまたいで同じものとして扱います。数え方が変わったのなら別の id にし、言葉を整えただけなら確認済みにします。",
        "Indicators of one id are taken for the same. If what is counted changed, give it another id; if only the words did, accept the finding.",
    ),
    Years(
        "今年度の指標:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人 }",
        "成果・効果:\n  - { 指標: 研修の参加者数, id: discharges, 目標値: 10人, 実績値: 8人 }",
    ),
    Years(
        "今年度の指標:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人 }",
        "成果・効果:\n  - { 指標: 退院者数, id: discharges, 目標値: 10人, 実績値: 8人 }",
    ),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports 2 codes.
pub const RULE: Rule =
    Rule { codes: &[INDICATOR_UNIT, INDICATOR_NAME], subject: Subject::LastYear, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let before = traced(previous);
    let before = indicators_by_key(&before);
    let year = era::fiscal_year(previous.year);
    for now in traced(document) {
        let Some(same) = now.id().and_then(|id| before.get(&RowKey::Id(id))) else { continue };
        let Some(old) = same.first() else { continue };
        findings.applied(&INDICATOR_UNIT);
        findings.applied(&INDICATOR_NAME);
        let at = document.source.position(now.row.span);
        let related = (previous.source.position(old.row.span), words("前の年度", "the year before"));
        if let Some((new_unit, old_unit)) = other_unit(now.row, same) {
            let message = words!(
                "指標「{}」の単位が、{year}の「{old_unit}」から「{new_unit}」に変わっています。",
                "The unit of `{}` changed from {old_unit} to {new_unit}.",
                now.row.name
            );
            let hint = words("単位を直すか、別の id にしてください。", "Correct the unit, or give it another id.");
            let finding = Finding::new(&INDICATOR_UNIT, at.clone(), message).hint(hint);
            findings.push(finding.related(related.0.clone(), related.1.clone()));
        }
        if same.iter().all(|other| bare(&other.row.name) != bare(&now.row.name)) {
            let id = now.row.id.as_deref().unwrap_or_default();
            let message = words(
                format!("id「{id}」の指標の名前が、{year}の「{}」から変わっています。", old.row.name),
                format!("The indicator `{id}` was called `{}` in fiscal {}.", old.row.name, previous.year),
            );
            let hint = words(
                "別の指標なら、別の id にしてください。言葉を整えただけなら、理由を添えて確認済みにしてください。",
                "Give another indicator another id; if only the words changed, accept the finding with its reason.",
            );
            findings.push(Finding::new(&INDICATOR_NAME, at, message).hint(hint).related(related.0, related.1));
        }
    }
}

/// A unit of a row that can be compared with none of those before, and one of these.
fn other_unit<'a>(row: &'a Indicator, before: &[&'a DocumentIndicator<'a>]) -> Option<(&'a str, &'a str)> {
    let old: Vec<&str> = before.iter().flat_map(|other| units(other.row)).collect();
    let first = old.first()?;
    let new = units(row).find(|unit| old.iter().all(|other| !comparable_units(unit, other)))?;
    Some((new, first))
}

fn units(row: &Indicator) -> impl Iterator<Item = &str> {
    row.cells()
        .flat_map(|cell| &cell.quantities)
        .filter(|quantity| quantity.number().is_some())
        .filter_map(|q| q.unit.as_deref())
}

/// A name without marks, numbers of items and spaces.
fn bare(name: &str) -> String {
    let folded = fold(name);
    let kept = |c: &char| c.is_alphanumeric() && !('①'..='⓿').contains(c);
    folded.chars().filter(kept).collect()
}
