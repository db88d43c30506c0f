//! Numbers of a matrix that the form says how to compute, and that the sheet gives: they are as they should be.

use std::cmp::Ordering;

use crate::model::{Document, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, WhyByHand, words};
use crate::text::Decimal;
use crate::text::number::DecimalSum;
use crate::value::Matrix;
use crate::value::matrix::Expected;

use super::{Check, Rule, Subject};

const FORM: &str = "title: ごみの状況\nyears: 2021\nsheet: true\nsections:\n  - id: base\n    heading: ごみの量\n    fields:\n      waste:\n        label: ごみの量\n        kind: matrix\n        unit: トン\n        rows: { home: 家庭系, office: 事業系, total: { label: 合計, sum: [home, office] }, share: { label: 家庭系の割合, of: home, share_of: total } }\n        columns: { years: { last: 2 } }\n";

const MATRIX_SUM: Code = Code::error(
    "matrix-sum",
    ("表の和や差が合いません。", "A sum or a difference of a table is not right."),
    (
        "様式の sum と difference は、その行や列がほかの数の和や差であることを示します。合わないときは、どこかの数が写し間違いです。\
         四捨五入した数（小数のある数、千円や％の数）は、書かれた最後の桁の半分ずつの違いを許します。様式の allowance は、許す幅を決めます。",
        "`sum` and `difference` in a form say that a row or a column follows from others. Where it does not, one of the numbers is \
         a slip. Rounded numbers may each be half a unit of their last digit off; `allowance` in the form says how far.",
    ),
    Files(&[
        ("forms/waste.yaml", FORM),
        (
            "2021/kitahama/sheet.md",
            "---\nform: waste\nごみの量: |\n  | 区分 | R2 | R3 |\n  | 家庭系 | 1,320 | 1,298 |\n  | 事業系 | 640 | 655 |\n  | 合計 | 1,960 | 1,593 |\n---\n",
        ),
    ]),
    Files(&[
        ("forms/waste.yaml", FORM),
        (
            "2021/kitahama/sheet.md",
            "---\nform: waste\nごみの量: |\n  | 区分 | R2 | R3 |\n  | 家庭系 | 1,320 | 1,298 |\n  | 事業系 | 640 | 655 |\n  | 合計 | 1,960 | 1,953 |\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Original);

const MATRIX_RATIO: Code = Code::warning(
    "matrix-ratio",
    ("表の割合や増減率が合いません。", "A share or a change in a table is not right."),
    (
        "様式の share_of と change_from は、その行や列がほかの数から計算した割合や増減率であることを示します。書かれた最後の桁の1だけの違いは許します。",
        "`share_of` and `change_from` in a form say that a row or a column is computed of others. It may be off by one in its last digit.",
    ),
    Files(&[
        ("forms/waste.yaml", FORM),
        (
            "2021/kitahama/sheet.md",
            "---\nform: waste\nごみの量: |\n  | 区分 | R2 | R3 |\n  | 家庭系 | 1,320 | 1,298 |\n  | 事業系 | 640 | 655 |\n  | 家庭系の割合 | 67.3％ | 64.5％ |\n---\n",
        ),
    ]),
    Files(&[
        ("forms/waste.yaml", FORM),
        (
            "2021/kitahama/sheet.md",
            "---\nform: waste\nごみの量: |\n  | 区分 | R2 | R3 |\n  | 家庭系 | 1,320 | 1,298 |\n  | 事業系 | 640 | 655 |\n  | 家庭系の割合 | 67.3％ | 66.5％ |\n---\n",
        ),
    ]),
)
.by_hand(WhyByHand::Original);

/// The rule for [`super::RULES`]: it checks each document, and reports 2 codes.
pub const RULE: Rule =
    Rule { codes: &[MATRIX_SUM, MATRIX_RATIO], subject: Subject::Figures, check: Check::Document(check) };

fn check(document: &Document, _: &Site, findings: &mut Findings) {
    for place in document.all_answers() {
        let (field, Some(matrix)) = (place.field, place.answer.value.matrix()) else { continue };
        for row in 0..matrix.rows.len() {
            for column in 0..matrix.columns.len() {
                let allowance = field.allowance.map(|own| [own].into_iter().collect());
                let judged = matrix.given_number(row, column).zip(matrix.expected(row, column));
                let Some((given, expected)) = judged else { continue };
                findings.applied(code(&expected));
                if is_right(given, &expected, allowance) {
                    continue;
                }
                let found = finding(document, &place.label(), matrix, (row, column), &expected);
                found.into_iter().for_each(|finding| findings.push(finding));
            }
        }
    }
}

/// The code of a number that is not what it should be.
fn code(expected: &Expected) -> &'static Code {
    match expected {
        Expected::Sum(..) => &MATRIX_SUM,
        Expected::Ratio(_) => &MATRIX_RATIO,
    }
}

/// Whether a number is what it should be.
fn is_right(given: Decimal, expected: &Expected, allowance: Option<DecimalSum>) -> bool {
    match expected {
        Expected::Sum(sum, rounding) => sum.compare(given, allowance.unwrap_or(*rounding)) == Ordering::Equal,
        Expected::Ratio(exact) => given.half_step().checked_mul(Decimal::from(2)).is_none_or(|step| {
            let exact: DecimalSum = [*exact].into_iter().collect();
            exact.compare(given, [step].into_iter().collect()) == Ordering::Equal
        }),
    }
}

fn finding(
    document: &Document,
    label: &str,
    matrix: &Matrix,
    (row, column): (usize, usize),
    expected: &Expected,
) -> Option<Finding> {
    let cell = matrix.cell(row, column)?;
    let (row_head, column_head) = (matrix.rows.get(row)?.head.full_label(), matrix.columns.get(column)?.full_label());
    let given = matrix.given_number(row, column)?;
    let unit = matrix.unit_at(row, column).unwrap_or_default();
    let said = match expected {
        Expected::Sum(sum, _) => sum.to_string(),
        Expected::Ratio(exact) => exact.round(given.places()).to_string(),
    };
    let message = words!(
        "「{label}」の「{row_head}」「{column_head}」は {given}{unit} ですが、ほかの数から計算すると {said}{unit} です。",
        "`{label}`, `{row_head}`, `{column_head}` is {given}{unit}, but the other numbers come to {said}{unit}."
    );
    let hint = words(
        "原資料と照らし合わせて、この数か、もとの数を直してください。空欄にすれば、計算した数が出ます。",
        "Compare with the source and correct this number or one it follows from; left blank, it is computed.",
    );
    let finding = Finding::new(code(expected), document.source.position(cell.span), message).hint(hint);
    let in_file = matrix.position_in_file(cell).map(|at| (at, words("表のファイル", "the file of the table")));
    Some(in_file.into_iter().fold(finding, |finding, (at, why)| finding.related(at, why)))
}
