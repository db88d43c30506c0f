//! The figures of a document that can be compared over the years: numbers and totals.

use crate::model::Document;
use crate::source::Span;
use crate::text::number::Decimal;
use crate::value::{Circumstances, Quantity, Value};

/// One figure.
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
                (total, *span, composition.all_parts().iter().filter_map(|part| part.quantity.number()).collect())
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
    figures(new).into_iter().filter_map(pair).filter(|(new, old)| new.unit == old.unit).collect()
}
