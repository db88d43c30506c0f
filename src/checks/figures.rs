//! The figures of a document: all of them, and those that can be compared over the years, which are numbers and totals.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::form::{Field, MatrixHead, TOTAL};
use crate::model::{AnswerInDocument, Document};
use crate::source::Span;
use crate::text::number::Decimal;
use crate::value::quantity::{UnitOfMeasure, comparable_units};
use crate::value::table::TableRow;
use crate::value::{Circumstances, Item, Quantity};

/// A quantity where the form asks for a number.
pub(super) struct AskedQuantity<'a> {
    /// The field, or the column of a table.
    pub field: &'a Field,
    /// What its part, its row or its record is about.
    pub of: Option<&'a str>,
    pub quantity: &'a Quantity,
    /// The column of a matrix that it stands in.
    pub column: Option<&'a str>,
    /// The unit in which it is asked for.
    pub unit: Option<&'a str>,
    /// Whether its form says that it is one number less another.
    pub is_difference: bool,
    pub span: Span,
}

/// Looks at every quantity that a document gives where its form asks for a number.
pub(super) fn each_asked(document: &Document, mut look: impl FnMut(&AskedQuantity<'_>)) {
    for AnswerInDocument { answer, record, .. } in document.all_answers() {
        let of_record = record.map(|of| of.record.name.as_str());
        let rows = answer.value.table().map_or(&[][..], |table| &table.rows);
        let mut words = (None, String::new());
        answer.leaves(&mut |leaf| {
            let Item::Quantity(quantity) = leaf.item else { return };
            if !leaf.field.kind.is_figures() {
                return;
            }
            let row = leaf.row.and_then(|row| rows.get(row));
            if words.0 != leaf.row {
                words = (leaf.row, row.map_or_else(String::new, TableRow::first_words));
            }
            let of_row = row.map(|row| row.head.as_deref().unwrap_or(&words.1));
            let of_part = leaf.path.last().filter(|step| step.id != TOTAL).map(|step| step.label);
            let cell = || leaf.row.zip(leaf.path.last().map(|step| step.at));
            let (of_matrix, unit) = match answer.value.matrix() {
                Some(matrix) => (
                    leaf.row.and_then(|row| Some(matrix.rows.get(row)?.head.label.as_str())),
                    cell().and_then(|(row, column)| matrix.unit_at(row, column)),
                ),
                None => (None, leaf.field.unit.as_deref()),
            };
            let column = of_matrix.and(of_part);
            let of = of_matrix.or(of_row).or(of_part).or(of_record);
            let is_difference = answer.value.matrix().zip(cell()).is_some_and(|(matrix, (row, column))| {
                let heads = [matrix.rows.get(row).map(|row| &row.head), matrix.columns.get(column)];
                heads.into_iter().flatten().any(MatrixHead::is_difference)
            });
            look(&AskedQuantity { field: leaf.field, of, column, quantity, unit, is_difference, span: leaf.span });
        });
    }
}

impl AskedQuantity<'_> {
    /// Whether any of its labels is one of which something holds.
    pub fn is_called(&self, is: impl Fn(&str) -> bool) -> bool {
        [Some(self.field.label.as_str()), self.of, self.column].into_iter().flatten().any(is)
    }
}

/// Whether a label is that of a difference of two counts, which may be below zero.
pub(super) fn is_change(label: &str) -> bool {
    ["増減", "差", "変化", "推移", "増加", "超過", "不足", "収支", "比較"].iter().any(|change| label.contains(change))
}

/// One figure, which may be told in the unit of another year's.
pub(super) struct ComparableFigure<'a> {
    /// What the figure of another year that answers the same has, too.
    question: Cow<'a, str>,
    /// Id of its field, or of the records that it is in.
    pub field: &'a str,
    /// Id of its row, of a matrix.
    pub row: Option<&'a str>,
    /// The form's words for it, behind what its record is called.
    pub label: Cow<'a, str>,
    pub amount: Decimal,
    pub unit: Option<&'a str>,
    /// What else the field says: the parts of a total.
    pub parts: Vec<Decimal>,
    pub circumstances: &'a Circumstances,
    pub span: Span,
}

/// All figures of a document that may be compared, in the order of its form.
pub(super) fn figures(document: &Document) -> Vec<ComparableFigure<'_>> {
    let figures = document.all_answers().filter_map(|place| {
        let answer = place.answer;
        let (quantity, span) = answer.total()?;
        let same = answer.value.composition().map(|whole| whole.among(quantity.unit.as_deref().unwrap_or_default()));
        let parts = same
            .map_or_else(Vec::new, |same| same.all_parts().iter().filter_map(|part| part.quantity.number()).collect());
        let (amount, unit) = (quantity.number()?, quantity.unit.as_deref());
        let circumstances = &answer.circumstances;
        let (question, field, label) = (place.question()?, &*place.top_field().id, place.label());
        Some(ComparableFigure { question, field, row: None, label, amount, unit, parts, circumstances, span })
    });
    figures.chain(rows_of_matrices(document)).collect()
}

/// The number of each row of matrices that stands for the row: that of the year of the sheet, or the sum.
fn rows_of_matrices(document: &Document) -> impl Iterator<Item = ComparableFigure<'_>> {
    let matrices = document
        .all_answers()
        .filter_map(|place| Some((place.question()?, place.top_field(), place.answer, place.answer.value.matrix()?)));
    matrices.flat_map(|(question, field, answer, matrix)| {
        let column = matrix.standing_column();
        matrix.rows.iter().filter(|row| row.head.time.is_none() && !row.head.is_ratio()).filter_map(move |row| {
            let cell = row.cells.get(column?).filter(|cell| cell.is_given())?;
            let (amount, unit) = (cell.quantity.number()?, cell.quantity.unit.as_deref());
            let circumstances = &answer.circumstances;
            let (field, label, span) = (field.id.as_str(), Cow::Borrowed(row.head.label.as_str()), cell.span);
            let (question, row) = (format!("{question}:{}", row.head.id).into(), Some(row.head.id.as_str()));
            Some(ComparableFigure { question, field, row, label, amount, unit, parts: Vec::new(), circumstances, span })
        })
    })
}

/// The figures of two documents that answer the same question: the new one, then the old one.
pub(super) fn pairs<'a>(new: &'a Document, old: &'a Document) -> Vec<(ComparableFigure<'a>, ComparableFigure<'a>)> {
    let before = figures(old).into_iter().rev().map(|figure| (figure.question.clone(), figure));
    let mut before: HashMap<Cow<'_, str>, ComparableFigure<'_>> = before.collect();
    let pair = |figure: ComparableFigure<'a>| before.remove(&figure.question).map(|old| (figure, old));
    figures(new).into_iter().filter_map(pair).filter_map(in_one_unit).collect()
}

/// Both figures, the old one in the unit of the new one; nothing where it cannot be converted.
fn in_one_unit<'a>(
    (new, old): (ComparableFigure<'a>, ComparableFigure<'a>),
) -> Option<(ComparableFigure<'a>, ComparableFigure<'a>)> {
    let (Some(unit), Some(before)) = (new.unit, old.unit) else {
        return (new.unit == old.unit).then_some((new, old));
    };
    if comparable_units(unit, before) {
        return Some((new, old));
    }
    let (from, to) = (UnitOfMeasure::parse(before), UnitOfMeasure::parse(unit));
    let convert = |number: &Decimal| from.convert(*number, &to);
    let parts = old.parts.iter().map(convert).collect::<Option<Vec<Decimal>>>()?;
    let amount = convert(&old.amount)?;
    Some((new, ComparableFigure { amount, parts, unit: Some(unit), ..old }))
}
