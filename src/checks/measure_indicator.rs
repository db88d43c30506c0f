//! A measure of an indicator names it by the id that sheets give it.

use std::collections::BTreeSet;

use crate::form::split_path;
use crate::model::{Measure, Site};
use crate::record::{did_you_mean, nearest};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Position, WhyByHand, words};

use super::{Check, Rule, Subject};

const FORM: &str = "title: 計画のシート\nyears: 2021\nsheet: true\nsections:\n  - id: goals\n    heading: 目標\n    fields:\n      goals: { label: 数値目標, kind: indicators, columns: { target: 目標値, actual: 実績値 } }\n";
const SHEET: &str = "---\nform: plan\n数値目標:\n  - { 指標: 移住者数, id: movers, 目標値: 80人, 実績値: 60人 }\n---\n";

const CODE: Code = Code::warning(
    "measure-indicator",
    ("どのシートにもない指標です。", "No sheet has this indicator."),
    (
        "measures.yaml の of と to では、指標をシートの id で指します。id が違うと、比べる数値が一つも集まりません。",
        "`of` and `to` in measures.yaml name an indicator by its id in the sheets. With another one nothing would be gathered.",
    ),
    Files(&[
        ("forms/plan.yaml", FORM),
        ("measures.yaml", "movers: { label: 移住者数, of: goals.mover.actual }\n"),
        ("2021/kitahama/sheet.md", SHEET),
    ]),
    Files(&[
        ("forms/plan.yaml", FORM),
        ("measures.yaml", "movers: { label: 移住者数, of: goals.movers.actual }\n"),
        ("2021/kitahama/sheet.md", SHEET),
    ]),
)
.by_hand(WhyByHand::Settings);

/// The rule for [`super::RULES`]: it checks the site once, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], subject: Subject::Answers, check: Check::Site(check) };

fn check(site: &Site, findings: &mut Findings) {
    for Measure { of, to, positions, .. } in &site.measures {
        let paths = std::iter::once(of).chain(to.iter().map(|ratio| &ratio.to));
        paths.zip(positions).filter_map(|(path, at)| look(site, path, at)).for_each(|finding| findings.push(finding));
    }
}

fn look(site: &Site, path: &str, at: &Position) -> Option<Finding> {
    let (field, inside) = split_path(path);
    let inside = inside?;
    let (row, column) = inside.split_once('.').unwrap_or((inside, ""));
    let answers = site.documents.iter().filter_map(|document| document.answer(field)?.1.value.indicators());
    let mut known = BTreeSet::new();
    for id in answers.flat_map(|value| &value.rows).filter_map(|row| row.id.as_deref()) {
        // Not all documents of a large site need be looked at.
        if id == row {
            return None;
        }
        known.insert(id);
    }
    // Before the first sheet is written nobody knows what its indicators are called.
    if known.is_empty() {
        return None;
    }
    let message =
        words!("どのシートにも、id が「{row}」の指標はありません。", "No sheet has an indicator with the id `{row}`.");
    let near = nearest(row, known.iter().copied());
    let hint = near.map_or_else(
        || {
            /// So many are named.
            const NAMED: usize = 8;
            let some: Vec<&str> = known.iter().copied().take(NAMED).collect();
            words(
                format!("シートの指標の id を書いてください。シートにあるのは {} などです。", some.join("、")),
                format!("Write the id of an indicator of the sheets, such as {}.", some.join(", ")),
            )
        },
        |near| did_you_mean(&format!("{field}.{near}.{column}")),
    );
    Some(Finding::new(&CODE, at.clone(), message).hint(hint))
}
