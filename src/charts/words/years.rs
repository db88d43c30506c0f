//! The words of rates and of measures over years.

use super::{brackets, sentence};
use crate::source::StaticWords;
use crate::text::SiteLanguage;

/// The head of a column of points in time.
pub const POINT: StaticWords = StaticWords::new("時点", "Point");
/// The head of a column of years.
pub const YEAR: StaticWords = StaticWords::new("年度", "Fiscal year");
/// In place of a bar of a year without a sheet.
pub const NO_SHEET_THAT_YEAR: StaticWords = StaticWords::new("シートなし", "no sheet");

/// After the course of a measure with years that cannot be compared.
pub const WITH_A_BREAK: StaticWords = StaticWords::new(
    "（途中に、そのままでは比べられない年度があります）",
    " (with years between that cannot be compared as they are)",
);

/// The note on a line between two years that must not be compared.
pub fn apart(language: SiteLanguage, year: &str, reason: &str) -> String {
    sentence!(
        language,
        "図の破線：{year}とその前の年度とは、{reason}ため、そのままでは比べられません。",
        "Dashed line: {year} cannot be compared with the year before as it is ({reason})."
    )
}

/// 「退院率は入院後１年時点で86.0％」, with what the figure covers where that is not the place.
pub fn rate(language: SiteLanguage, what: &str, label: &str, value: &str, scope: Option<&str>) -> String {
    sentence!(language, "{what}は{label}で{value}", "{what}, {label}: {value}") + &brackets(language, &[scope])
}

/// The description of rates.
pub fn rates_desc(language: SiteLanguage, what: &str, points: &[String]) -> String {
    let points = language.list(points);
    sentence!(language, "横棒グラフ。{what}は、{points}。", "Bar chart. {what}: {points}.")
}

/// Why a line over years is not drawn.
pub fn too_few_years(language: SiteLanguage, what: &str) -> String {
    sentence!(
        language,
        "{what}の数値のある年度が2つ以上ないため、推移の線はありません。",
        "There is no line, as fewer than two years have a figure of {what}."
    )
}

/// From the first year to the last: 「人口は令和元年度1,530人から令和3年度1,540人へ」
pub fn course(language: SiteLanguage, what: &str, first: (&str, &str), last: (&str, &str)) -> String {
    let ((from, was), (to, is)) = (first, last);
    sentence!(language, "{what}は{from}{was}から{to}{is}へ", "{what}: from {was} in {from} to {is} in {to}")
}

/// The headline over places: 「入院精神障害者数のうち１年以上は44.0％から54.4％まで」
pub fn shares(language: SiteLanguage, what: &str, part: &str, least: &str, most: &str) -> String {
    if least == most {
        sentence!(language, "{what}のうち{part}は{least}", "{what}, {part}: {least}")
    } else {
        sentence!(language, "{what}のうち{part}は{least}から{most}まで", "{what}, {part}: from {least} to {most}")
    }
}

/// A span of two numbers: 20.1～71.2％.
pub fn span(language: SiteLanguage, least: &str, most: &str, unit: &str) -> String {
    let unit = super::shown_unit(language, unit);
    sentence!(language, "{least}～{most}{unit}", "{least}–{most}{unit}")
}

/// The heads of the two columns of a range.
pub fn range_heads(language: SiteLanguage, label: &str) -> [String; 2] {
    [sentence!(language, "{label} 最小", "{label} lowest"), sentence!(language, "{label} 最大", "{label} highest")]
}
