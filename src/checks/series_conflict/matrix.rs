//! Where the sheets of two years give the same year in a matrix, they give the same number.

use crate::compare::agreement::differs;
use crate::form::HeadTime;
use crate::model::{AnswerInDocument, Document, Site};
use crate::source::{Finding, Findings, words};
use crate::text::era;
use crate::value::Matrix;
use crate::value::matrix::MatrixCell;

use super::{CODE, hint};

pub(super) fn check(document: &Document, site: &Site, findings: &mut Findings) {
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
                let is_given =
                    |matrix: &Matrix, row, column| matrix.cell(row, column).is_some_and(MatrixCell::is_given);
                if !dated || !is_given(matrix, row_at, column_at) || !is_given(old, old_row, old_column) {
                    continue;
                }
                findings.applied(&CODE);
                let found = differ((document, matrix, row_at), (previous, old, old_row), at, place);
                found.into_iter().for_each(|finding| findings.push(finding));
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
    let finding = Finding::new(&CODE, document.source.position(now.span), message).hint(hint(&place.top_field().id));
    let before = previous.source.position(then.span);
    let finding = finding.related(old.position_in_file(then).unwrap_or(before), words("前の年度", "the year before"));
    let in_file = matrix.position_in_file(now).map(|at| (at, words("表のファイル", "the file of the table")));
    Some(in_file.into_iter().fold(finding, |finding, (at, why)| finding.related(at, why)))
}
