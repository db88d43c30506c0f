//! Where the sheets of two years give the same year in a matrix, they give the same number.

use crate::compare::agreement::differs;
use crate::form::HeadTime;
use crate::model::{AnswerInDocument, Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::text::era;
use crate::value::Matrix;

use super::{Check, Rule};

const FORM: &str = "title: ごみの状況\nyears: 2020-2021\nsheet: true\nsections:\n  - id: base\n    heading: ごみの量\n    fields:\n      waste: { label: ごみの量, kind: matrix, unit: トン, rows: { home: 家庭系 }, columns: { years: { last: 2 } } }\n";
const BEFORE: (&str, &str) = (
    "2020/kitahama/sheet.md",
    "---\nform: waste\nごみの量: |\n  | 区分 | R元 | R2 |\n  | 家庭系 | 1,340 | 1,320 |\n---\n",
);

const CODE: Code = Code::warning(
    "matrix-series-conflict",
    (
        "前の年度のシートと、同じ年の数が違います。",
        "The sheet of the year before gives another number for the same year.",
    ),
    (
        "年度の並びは、毎年のシートで重なります。重なる年の数が違うときは、どちらかが写し間違いか、あとで改められた数です。改められたのなら、理由を添えて確認済みにします。",
        "Years in succession overlap in the sheets of two years. Where the numbers of a year differ, one is a slip or was revised; then accept the finding with its reason.",
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
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports one code.
pub const RULE: Rule = Rule { codes: &[CODE], check: Check::Document(check) };

fn check(document: &Document, site: &Site, findings: &mut Findings) {
    let Some(previous) = site.previous(document) else { return };
    let earlier = previous.answers_by_question();
    for place in document.all_answers() {
        let Some(matrix) = place.answer.value.matrix() else { continue };
        let Some(before) = place.question().and_then(|question| earlier.get(&question)) else { continue };
        let Some(old) = before.answer.value.matrix() else { continue };
        if place.answer.circumstances.scope() != before.answer.circumstances.scope() {
            continue;
        }
        for (row_at, row) in matrix.rows.iter().enumerate() {
            let Some(old_row) = old.rows.iter().position(|other| other.head.id == row.head.id) else { continue };
            for (column_at, column) in matrix.columns.iter().enumerate() {
                let Some(old_column) = old.columns.iter().position(|other| other.id == column.id) else { continue };
                let is_year = |time| matches!(time, Some(HeadTime::FiscalYear(_) | HeadTime::Year(_)));
                let same_time = column.time == old.columns.get(old_column).and_then(|other| other.time);
                let dated = is_year(column.time) && same_time || is_year(row.head.time);
                let at = (column_at, old_column);
                let found = dated.then(|| differ((document, matrix, row_at), (previous, old, old_row), at, place));
                found.flatten().into_iter().for_each(|finding| findings.push(finding));
            }
        }
    }
}

/// A document with its matrix and the number of a row in it.
type RowOf<'a> = (&'a Document, &'a Matrix, usize);

fn differ(
    (document, matrix, row): RowOf<'_>,
    (previous, old, old_row): RowOf<'_>,
    (column, old_column): (usize, usize),
    place: AnswerInDocument<'_>,
) -> Option<Finding> {
    let label = place.label();
    let (now, then) = (matrix.cell(row, column)?, old.cell(old_row, old_column)?);
    if !now.is_given() || !then.is_given() {
        return None;
    }
    if differs(&now.quantity, &then.quantity) != Some(true) {
        return None;
    }
    let (new, before) = (now.quantity.exact()?, then.quantity.exact()?);
    let (row, column) = (matrix.rows.get(row)?.head.full_label(), matrix.columns.get(column)?.full_label());
    let year = era::fiscal_year(previous.year);
    let message = words(
        format!("「{label}」の「{row}」「{column}」は {new} ですが、{year}のシートでは {before} です。"),
        format!("`{label}`, `{row}`, `{column}` is {new}, but {before} in the sheet of fiscal {}.", previous.year),
    );
    let hint = words!(
        "どちらが正しいか、原資料で確かめてください。あとで改められた数なら「accept: [{{ code: matrix-series-conflict, field: {}, reason: 理由 }}]」と書いてください。",
        "Check with the source which is right; if it was revised, write `accept: [{{ code: matrix-series-conflict, field: {}, reason: why }}]`.",
        place.top_field().id
    );
    let finding = Finding::new(&CODE, document.source.position(now.span), message).hint(hint);
    let before = previous.source.position(then.span);
    let finding = finding.related(old.position_in_file(then).unwrap_or(before), words("前の年度", "the year before"));
    let in_file = matrix.position_in_file(now).map(|at| (at, words("表のファイル", "the file of the table")));
    Some(in_file.into_iter().fold(finding, |finding, (at, why)| finding.related(at, why)))
}
