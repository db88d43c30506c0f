//! Where the sheets of two years give the same year of a series, they give the same number.

mod indicators;
mod matrix;

use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Findings, WhyByHand, Words, words};

use super::{Check, Rule, Subject};

const FORM: &str = "title: ごみの状況\nyears: 2020-2021\nsheet: true\nsections:\n  - id: base\n    heading: ごみの量\n    fields:\n      waste: { label: ごみの量, kind: matrix, unit: トン, rows: { home: 家庭系 }, columns: { years: { last: 2 } } }\n";
const BEFORE: (&str, &str) = (
    "2020/kitahama/sheet.md",
    "---\nform: waste\nごみの量: |\n  | 区分 | R元 | R2 |\n  | 家庭系 | 1,340 | 1,320 |\n---\n",
);

const CODE: Code = Code::warning(
    "series-conflict",
    (
        "前の年度のシートと、同じ年の数が違います。",
        "The sheet of the year before gives another number for the same year.",
    ),
    (
        "年度の並ぶ表と、年度の並ぶ指標の実績値は、毎年のシートで重なります。重なる年の数が違うときは、どちらかが写し間違いか、あとで改められた数です。改められたのなら、理由を添えて確認済みにします。",
        "Years in succession, in a matrix and among the results of an indicator, overlap in the sheets of two years. Where the numbers of a year differ, one is a slip or was revised; then accept the finding with its reason.",
    ),
    Files(&[
        ("forms/waste.yaml", FORM),
        BEFORE,
        (
            "2021/kitahama/sheet.md",
            "---\nform: waste\nごみの量: |\n  | 区分 | R2 | R3 |\n  | 家庭系 | 1,230 | 1,298 |\n---\n",
        ),
    ]),
    Files(&[
        ("forms/waste.yaml", FORM),
        BEFORE,
        (
            "2021/kitahama/sheet.md",
            "---\nform: waste\nごみの量: |\n  | 区分 | R2 | R3 |\n  | 家庭系 | 1,320 | 1,298 |\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Original)
.formerly(&["matrix-series-conflict", "indicator-series-conflict"]);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], subject: Subject::LastYear, check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    matrix::check(document, site, findings);
    indicators::check(document, site, findings);
}

fn hint(field: &str) -> Words {
    words!(
        "どちらが正しいか、原資料で確かめてください。あとで改められた数なら「accept: [{{ code: series-conflict, field: {field}, reason: 理由 }}]」と書いてください。",
        "Check with the source which is right; if it was revised, write `accept: [{{ code: series-conflict, field: {field}, reason: why }}]`."
    )
}
