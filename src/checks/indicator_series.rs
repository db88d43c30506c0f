//! Where the sheets of two years give the result of the same year for one indicator, they give the same number.

use std::collections::HashMap;

use crate::compare::agreement::differs;
use crate::compare::indicators::{DocumentIndicator, traced};
use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::text::era;

use super::{Check, Rule};

const FORM: &str = "title: 検証シート\nyears: 2020-2021\nsheet: true\nsections:\n  - id: base\n    heading: 数値目標\n    fields:\n      goals: { label: 数値目標, kind: indicators, columns: { actual: { label: 実績値, last: 2 } } }\n";
const BEFORE: (&str, &str) = (
    "2020/kitahama/sheet.md",
    "---\nform: goals\n数値目標:\n  - { 指標: 移住者数, id: movers, 実績値: { R元: 31人, R2: 40人 } }\n---\n",
);

const CODE: Code = Code::warning(
    "indicator-series-conflict",
    (
        "前の年度のシートと、同じ年度の実績値が違います。",
        "The sheet of the year before gives another result for the same year.",
    ),
    (
        "年度の並ぶ実績値は、毎年のシートで重なります。同じ id の指標の、同じ年度の数が違うときは、どちらかが写し間違いか、あとで改められた数です。改められたのなら、理由を添えて確認済みにします。",
        "Results of several years overlap in the sheets of two years. Where those of one indicator (by its id) and one year differ, one is a slip or was revised; then accept the finding with its reason.",
    ),
    Files(&[
        ("forms/goals.yaml", FORM),
        BEFORE,
        (
            "2021/kitahama/sheet.md",
            "---\nform: goals\n数値目標:\n  - { 指標: 移住者数, id: movers, 実績値: { R2: 45人, R3: 52人 } }\n---\n",
        ),
    ]),
    Files(&[
        ("forms/goals.yaml", FORM),
        BEFORE,
        (
            "2021/kitahama/sheet.md",
            "---\nform: goals\n数値目標:\n  - { 指標: 移住者数, id: movers, 実績値: { R2: 40人, R3: 52人 } }\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let now = traced(document);
    // Without a series no sheet gives a result of another year.
    if !now.iter().any(|one| !one.row.other_actuals.is_empty()) {
        return;
    }
    let before = traced(previous);
    let before: HashMap<_, &DocumentIndicator<'_>> = before.iter().filter_map(|one| Some((one.id()?, one))).collect();
    for one in now.iter().filter(|one| !one.row.other_actuals.is_empty()) {
        let Some(old) = one.id().and_then(|id| before.get(&id)) else { continue };
        for (year, cell) in one.results() {
            let then = old.results().into_iter().find(|(own, _)| *own == year);
            let Some((_, then)) = then else { continue };
            let ([new], [was]) = (cell.quantities.as_slice(), then.quantities.as_slice()) else { continue };
            let scopes = (cell.circumstances.scope(), then.circumstances.scope());
            if scopes.0 != scopes.1 || differs(new, was) != Some(true) {
                continue;
            }
            let (name, sheet) = (&one.row.name, era::fiscal_year(previous.year));
            let (new, was, fiscal) = (new.written.trim(), was.written.trim(), era::fiscal_year(year));
            let message = words(
                format!("指標「{name}」の{fiscal}の実績値は {new} ですが、{sheet}のシートでは {was} です。"),
                format!(
                    "The result of `{name}` in fiscal {year} is {new}, but {was} in the sheet of fiscal {}.",
                    previous.year
                ),
            );
            let hint = words!(
                "どちらが正しいか、原資料で確かめてください。あとで改められた数なら「accept: [{{ code: indicator-series-conflict, field: {}, reason: 理由 }}]」と書いてください。",
                "Check with the source which is right; if it was revised, write `accept: [{{ code: indicator-series-conflict, field: {}, reason: why }}]`.",
                one.field.id
            );
            let at = document.source.position(cell.span());
            let related = previous.source.position(then.span());
            let finding = Finding::new(&CODE, at, message).hint(hint);
            findings.push(finding.related(related, words("前の年度", "the year before")));
        }
    }
}
