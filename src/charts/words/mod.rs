//! The words of all charts, in one place: whole sentences in each language, since no two languages put a figure, its unit and
//! its time into the same order. What sheets and forms say is never translated.

mod composition;
mod numbers;
mod places;
mod plan;
pub mod progress;
mod years;

pub use composition::*;
pub use numbers::*;
pub use places::*;
pub use plan::*;
pub use years::*;

use std::borrow::Cow;

use crate::source::StaticWords;
use crate::text::SiteLanguage::{self, English, Japanese};
use crate::text::number::Decimal;
use crate::value::quantity::without_unit;
use crate::value::{Absence, Amount, Meaning, Quantity};

use super::frame::ChartFrame;

/// A sentence in the language given, composed of what stands in braces.
macro_rules! sentence {
    ($language:expr, $ja:literal, $en:literal) => {
        match $language {
            $crate::text::SiteLanguage::Japanese => format!($ja),
            $crate::text::SiteLanguage::English => format!($en),
        }
    };
}
use sentence;

/// The head of a table's first column, where nothing better is known.
pub const PART: StaticWords = StaticWords::new("区分", "Part");
/// The head of the row or column of the total.
pub const TOTAL: StaticWords = StaticWords::new("合計", "Total");
/// Nothing stands in this cell, on purpose.
pub const NOTHING: StaticWords = StaticWords::new("―", "–");

/// The head of a column of times.
pub const AS_OF: StaticWords = StaticWords::new("時点", "As of");
/// The head of a column of areas.
pub const SCOPE: StaticWords = StaticWords::new("範囲", "Covers");

/// What there is, in brackets: （R2年4月、埼玉県全体）; nothing for nothing.
pub fn brackets(language: SiteLanguage, parts: &[Option<&str>]) -> String {
    let parts: Vec<&str> = parts.iter().copied().flatten().collect();
    language.bracketed(&language.list(&parts))
}

/// A unit as it stands behind a number. Units of sheets stay as they are written, but for the sign that is as wide as a kanji.
fn shown_unit(language: SiteLanguage, unit: &str) -> Cow<'_, str> {
    match language {
        English => unit.replace('％', "%").replace('／', "/").into(),
        Japanese => unit.into(),
    }
}

/// An amount with its unit: 約30人.
pub fn amount(language: SiteLanguage, amount: Amount, unit: &str) -> String {
    let unit = shown_unit(language, unit);
    match amount {
        Amount::Exact(number) => format!("{number}{unit}"),
        Amount::About(number) => sentence!(language, "約{number}{unit}", "about {number}{unit}"),
        Amount::AtLeast(number) => sentence!(language, "{number}{unit}以上", "{number}{unit} or more"),
        Amount::AtMost(number) => sentence!(language, "{number}{unit}以下", "{number}{unit} or less"),
        Amount::Below(number) => sentence!(language, "{number}{unit}未満", "less than {number}{unit}"),
        Amount::Above(number) => sentence!(language, "{number}{unit}超", "more than {number}{unit}"),
        Amount::Range(low, high) => sentence!(language, "{low}～{high}{unit}", "{low}–{high}{unit}"),
    }
}

/// A quantity as a chart shows it: the number with its unit, or the words that stand in its place.
pub fn quantity(language: SiteLanguage, quantity: &Quantity, unit: &str) -> String {
    match &quantity.meaning {
        Meaning::Amount(sum) => amount(language, *sum, &unit_of(quantity, unit)),
        Meaning::Absent(absence) => absent(language, *absence, &quantity.written),
        Meaning::Direction(_) | Meaning::Words => quantity.written.trim().to_owned(),
    }
}

/// 回／年: the unit with what it is counted by; `unit` is that of a figure that names none.
pub fn unit_of(quantity: &Quantity, unit: &str) -> String {
    let unit = quantity.unit.as_deref().unwrap_or(unit);
    quantity.per.as_deref().map_or_else(|| unit.to_owned(), |per| format!("{unit}／{per}"))
}

/// Why there is no number, in a word.
pub fn absence(language: SiteLanguage, absence: Absence) -> &'static str {
    if language == Japanese {
        return absence.word();
    }
    match absence {
        Absence::Unanswered => "unanswered",
        Absence::Blank => "left blank",
        Absence::Unknown => "unknown",
        Absence::NotApplicable => "not applicable",
        Absence::Suppressed => "not published",
        Absence::NotReported => "not reported",
        Absence::Pending => "pending",
    }
}

/// Why there is no number; with the author's words where they say more.
pub fn absent(language: SiteLanguage, reason: Absence, written: &str) -> String {
    let (written, word) = (written.trim(), absence(language, reason));
    if reason.says_more(written) { word.to_owned() + &language.bracketed(written) } else { word.to_owned() }
}

/// A figure as a cell of a column whose head names the unit: the number alone. Words stay words.
pub fn cell(language: SiteLanguage, shown: &str, unit: &str) -> String {
    without_unit(shown, &shown_unit(language, unit)).unwrap_or(shown).to_owned()
}

/// The head of a column with its unit: 人口（人）
pub fn head(language: SiteLanguage, what: &str, unit: &str) -> String {
    what.to_owned() + &language.bracketed(&shown_unit(language, unit))
}

/// A share with its sign: 48.0％, 48.0%.
pub fn share(language: SiteLanguage, percent: Decimal) -> String {
    sentence!(language, "{percent}％", "{percent}%")
}

/// The statistical subtitle: what, in which unit, where, when.
pub fn subtitle(frame: &ChartFrame<'_>, unit: &str) -> String {
    let language = frame.language;
    let as_of = frame.as_of.map(|as_of| language.bracketed(&time(language, as_of))).unwrap_or_default();
    let scope = frame.scope.map(|scope| language.labelled(SCOPE.in_language(language), scope)).unwrap_or_default();
    let parts = [head(language, frame.what, unit), frame.place.to_owned(), frame.year.to_owned() + &as_of, scope];
    language.list(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<String>>())
}

/// 「R2年4月時点」, whether or not 時点 is written.
pub fn time(language: SiteLanguage, as_of: &str) -> String {
    let said = as_of.ends_with("時点") || as_of.ends_with("現在");
    if said { as_of.to_owned() } else { sentence!(language, "{as_of}時点", "as of {as_of}") }
}

/// Why a chart is not drawn.
pub fn no_numbers(language: SiteLanguage, what: &str) -> String {
    sentence!(
        language,
        "{what}の数値がないため、グラフはありません。",
        "There is no chart, as there are no figures of {what}."
    )
}

/// Why a chart is not drawn.
pub fn below_zero(language: SiteLanguage, label: &str) -> String {
    sentence!(
        language,
        "「{label}」が0より小さいため、グラフはありません。",
        "There is no chart, as “{label}” is below zero."
    )
}

/// What an author wrote, or why there is nothing.
pub fn written(language: SiteLanguage, quantity: &Quantity) -> String {
    let written = quantity.written.trim();
    let reason = || quantity.absence().map_or("", |reason| absence(language, reason));
    if written.is_empty() { reason().to_owned() } else { written.to_owned() }
}

fn grouped(number: usize) -> String {
    i64::try_from(number).map_or_else(|_| number.to_string(), |number| Decimal::from(number).to_string())
}

/// So many of something in English: "1 item", "4 items".
fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { several })
}
