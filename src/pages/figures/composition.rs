//! The chart and the table of a composition.

use crate::charts::composition::{self, composition as chart};
use crate::charts::{Figure, Frame, Reason};
use crate::text::Decimal;
use crate::text::csv::csv;
use crate::value::composition::Part;
use crate::value::{Composition, Quantity};

use super::columns::{FIGURE, figure};

/// Parts as charts take them.
pub fn composition_parts<'a>(parts: &'a [Part]) -> Vec<composition::Part<'a>> {
    let part = |part: &'a Part| composition::Part {
        label: &part.label,
        quantity: &part.quantity,
        share: part.share,
        headline: part.headline,
        parts: composition_parts(&part.parts),
    };
    parts.iter().map(part).collect()
}

/// The chart of a composition, in the unit of its field.
pub fn draw(frame: &Frame<'_>, answered: &Composition, unit: &str) -> Result<Figure, Reason> {
    let answered = answered.among(unit);
    let parts = composition_parts(&answered.parts);
    let total = answered.total.as_ref().map(|(total, _)| total);
    chart(frame, &composition::Composition { total, parts: &parts, unit })
}

/// The total and all parts; a share that the sheet does not print is reckoned.
pub fn table(composition: &Composition) -> Vec<u8> {
    let total = composition.total.as_ref().map(|(total, _)| total);
    let share = |part: &Part| {
        let (total, unit) = (total?, total?.unit.as_deref().unwrap_or_default());
        part.share.or_else(|| part.quantity.in_unit(unit)?.number()?.percent_of(total.number()?, 1))
    };
    let row = |label: &str, quantity: &Quantity, share: Option<Decimal>| {
        let share = share.filter(|_| quantity.number().is_some()).map(Decimal::to_plain).unwrap_or_default();
        std::iter::once(label.to_owned()).chain(figure(quantity)).chain([share]).collect::<Vec<_>>()
    };
    let head = std::iter::once("区分").chain(FIGURE).chain(["割合（％）"]);
    let parts = composition.all_parts();
    let parts = parts.iter().map(|part| row(&part.label, &part.quantity, share(part)));
    csv(&head.collect::<Vec<_>>(), total.map(|total| row("合計", total, None)).into_iter().chain(parts))
}
