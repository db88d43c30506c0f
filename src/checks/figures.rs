//! The figures of a document: all of them, and those that can be compared over the years, which are numbers and totals.

use crate::form::{Field, Kind};
use crate::model::Document;
use crate::source::Span;
use crate::text::number::Decimal;
use crate::value::quantity::{UnitOfMeasure, comparable_units};
use crate::value::{Circumstances, Quantity, Value};

/// A quantity where the form asks for a number.
pub(super) struct Asked<'a> {
    /// The field, or the column of a table.
    pub field: &'a Field,
    /// What its part or its row is about.
    pub of: Option<&'a str>,
    pub quantity: &'a Quantity,
    pub span: Span,
}

/// Looks at every quantity that a document gives where its form asks for a number.
pub(super) fn each_asked(document: &Document, mut look: impl FnMut(&Asked<'_>)) {
    for (_, field, answer) in document.answers() {
        let one = |of, quantity, span| Asked { field, of, quantity, span };
        match (&answer.value, &field.kind) {
            (Value::Number(quantity), _) => look(&one(None, quantity, answer.span)),
            (Value::Composition(composition), _) => {
                composition.total.iter().for_each(|(total, span)| look(&one(None, total, *span)));
                let parts = composition.all_parts();
                parts.iter().for_each(|part| look(&one(Some(&part.label), &part.quantity, part.span)));
            }
            (Value::Rates(rates), _) => {
                rates.points.iter().for_each(|point| look(&one(Some(&point.label), &point.quantity, point.span)));
            }
            (Value::Table(table), Kind::Table(settings)) => {
                for row in &table.rows {
                    let words = row.first_words();
                    let of = Some(row.head.as_deref().unwrap_or(&words));
                    let cells = settings.columns.iter().zip(&row.cells);
                    for (column, answer) in
                        cells.flat_map(|(column, cell)| cell.answers().map(move |one| (column, one)))
                    {
                        if let Value::Number(quantity) = &answer.value {
                            look(&Asked { field: &column.field, of, quantity, span: answer.span });
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// One figure, which may be told in the unit of another year's.
pub(super) struct Figure<'a> {
    /// Id of its field.
    pub field: &'a str,
    /// The form's words for it.
    pub label: &'a str,
    pub amount: Decimal,
    pub unit: Option<&'a str>,
    /// What else the field says: the parts of a total.
    pub parts: Vec<Decimal>,
    pub circumstances: &'a Circumstances,
    pub span: Span,
}

/// All figures of a document, in the order of its form.
pub(super) fn figures(document: &Document) -> Vec<Figure<'_>> {
    let figures = document.answers().filter_map(|(_, field, answer)| {
        let (quantity, span, parts): (&Quantity, Span, Vec<Decimal>) = match &answer.value {
            Value::Number(quantity) => (quantity, answer.span, Vec::new()),
            Value::Composition(composition) => {
                let (total, span) = composition.total.as_ref()?;
                let same = composition.among(total.unit.as_deref().unwrap_or_default());
                (total, *span, same.all_parts().iter().filter_map(|part| part.quantity.number()).collect())
            }
            _ => return None,
        };
        let (amount, unit) = (quantity.number()?, quantity.unit.as_deref());
        let circumstances = &answer.circumstances;
        Some(Figure { field: &field.id, label: &field.label, amount, unit, parts, circumstances, span })
    });
    figures.collect()
}

/// The figures of two documents that answer the same question: the new one, then the old one.
pub(super) fn pairs<'a>(new: &'a Document, old: &'a Document) -> Vec<(Figure<'a>, Figure<'a>)> {
    let mut before = figures(old);
    let pair = |figure: Figure<'a>| {
        let at = before.iter().position(|other| other.field == figure.field)?;
        Some((figure, before.swap_remove(at)))
    };
    figures(new).into_iter().filter_map(pair).filter_map(in_one_unit).collect()
}

/// The same figures with the old one in the unit of the new one; nothing where it cannot be converted.
fn in_one_unit<'a>((new, old): (Figure<'a>, Figure<'a>)) -> Option<(Figure<'a>, Figure<'a>)> {
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
    Some((new, Figure { amount, parts, unit: Some(unit), ..old }))
}
