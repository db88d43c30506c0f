//! The words of all charts, in Japanese, in one place. The site is Japanese, so its charts are.

mod composition;
mod places;
mod plan;
pub mod progress;
mod years;

pub use composition::*;
pub use places::*;
pub use plan::*;
pub use years::*;

use crate::text::number::Decimal;
use crate::value::{Absence, Amount, Meaning, Quantity};

use super::frame::Frame;

/// The head of a table's first column, where nothing better is known.
pub const PART: &str = "区分";
/// All parts together.
pub const TOTAL: &str = "合計";
/// Nothing stands in this cell, on purpose.
pub const NOTHING: &str = "―";

/// The head of a column of times.
pub const AS_OF: &str = "時点";
/// The head of a column of areas.
pub const SCOPE: &str = "範囲";

/// What there is, in brackets: （R2年4月、埼玉県全体）; nothing for nothing.
pub fn brackets(parts: &[Option<&str>]) -> String {
    let said: Vec<&str> = parts.iter().copied().flatten().collect();
    if said.is_empty() { String::new() } else { format!("（{}）", said.join("、")) }
}

/// An amount with its unit: 約30人.
pub fn amount(amount: Amount, unit: &str) -> String {
    match amount {
        Amount::Exact(number) => format!("{number}{unit}"),
        Amount::About(number) => format!("約{number}{unit}"),
        Amount::AtLeast(number) => format!("{number}{unit}以上"),
        Amount::AtMost(number) => format!("{number}{unit}以下"),
        Amount::Below(number) => format!("{number}{unit}未満"),
        Amount::Above(number) => format!("{number}{unit}超"),
        Amount::Range(low, high) => format!("{low}～{high}{unit}"),
    }
}

/// A quantity as a chart shows it: the number with its unit, or the words that stand in its place.
pub fn quantity(quantity: &Quantity, unit: &str) -> String {
    match &quantity.meaning {
        Meaning::Amount(sum) => amount(*sum, &unit_of(quantity, unit)),
        Meaning::Absent(absence) => absent(*absence, &quantity.written),
        Meaning::Direction(_) | Meaning::Words => quantity.written.trim().to_owned(),
    }
}

/// 回／年: the unit with what it is counted by; `unit` is that of a figure that names none.
pub fn unit_of(quantity: &Quantity, unit: &str) -> String {
    let unit = quantity.unit.as_deref().unwrap_or(unit);
    quantity.per.as_deref().map_or_else(|| unit.to_owned(), |per| format!("{unit}／{per}"))
}

/// Why there is no number; with the author's words where they say more.
pub fn absent(absence: Absence, written: &str) -> String {
    let written = written.trim();
    if absence.says_more(written) { format!("{}（{written}）", absence.word()) } else { absence.word().to_owned() }
}

/// A figure as a cell of a column whose head names the unit: the number alone. Words stay words.
pub fn cell(shown: &str, unit: &str) -> String {
    let number = shown.strip_suffix(unit).filter(|number| number.ends_with(|last: char| last.is_ascii_digit()));
    number.unwrap_or(shown).to_owned()
}

/// The head of a column with its unit: 人口（人）
pub fn head(what: &str, unit: &str) -> String {
    if unit.is_empty() { what.to_owned() } else { format!("{what}（{unit}）") }
}

/// A share: 48.0％.
pub fn share(percent: Decimal) -> String {
    format!("{percent}％")
}

/// The statistical subtitle: what, in which unit, where, when.
pub fn subtitle(frame: &Frame<'_>, unit: &str) -> String {
    let as_of = frame.as_of.map(|as_of| format!("（{}）", time(as_of))).unwrap_or_default();
    let scope = frame.scope.map(|scope| format!("範囲：{scope}")).unwrap_or_default();
    let parts = [head(frame.what, unit), frame.place.to_owned(), frame.year.to_owned() + &as_of, scope];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<String>>().join("、")
}

/// 「R2年4月時点」, whether or not 時点 is written.
pub fn time(as_of: &str) -> String {
    if as_of.ends_with("時点") || as_of.ends_with("現在") { as_of.to_owned() } else { format!("{as_of}時点") }
}

/// Why a chart is not drawn.
pub fn no_numbers(what: &str) -> String {
    format!("{what}の数値がないため、グラフはありません。")
}

/// Why a chart is not drawn.
pub fn below_zero(label: &str) -> String {
    format!("「{label}」が0より小さいため、グラフはありません。")
}

/// What an author wrote, or why there is nothing.
pub fn written(quantity: &Quantity) -> String {
    let written = quantity.written.trim();
    if written.is_empty() { quantity.absence().map_or("", Absence::word).to_owned() } else { written.to_owned() }
}

fn grouped(number: usize) -> String {
    i64::try_from(number).map_or_else(|_| number.to_string(), |number| Decimal::from(number).to_string())
}
