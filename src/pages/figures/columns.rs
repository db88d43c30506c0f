//! The columns of a figure in the CSV of a chart: the number, its unit, its state and the words of the
//! sheet, as `docs/data.md` says.

use crate::data::Observation;
use crate::text::Decimal;
use crate::value::Quantity;

/// The columns of a figure.
pub const FIGURE: [&str; 7] = ["値", "下限", "上限", "単位", "当たり", "状態", "記載"];

/// What they say of a quantity.
pub fn figure(quantity: &Quantity) -> [String; 7] {
    let entry = Observation::default().quantity(quantity);
    let number = |number: Option<Decimal>| number.map(Decimal::to_plain).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        number(entry.value),
        number(entry.low),
        number(entry.high),
        text(entry.unit),
        text(entry.per),
        entry.status.word().to_owned(),
        entry.written,
    ]
}
