//! The words of charts of numbers over rows and columns.

use super::{sentence, shown_unit};
use crate::source::StaticWords;
use crate::text::{Decimal, SiteLanguage};

/// What supply is above need.
pub const GAP: StaticWords = StaticWords::new("差", "Gap");
/// Less is supplied than needed.
pub const SHORTAGE: StaticWords = StaticWords::new("不足", "Shortage");

/// The description of lines; a sentence for each row.
pub fn lines_desc(language: SiteLanguage, what: &str, rows: &[String]) -> String {
    let rows = rows.join(if language == SiteLanguage::Japanese { "。" } else { "; " });
    sentence!(language, "折れ線グラフ。{what}。{rows}。", "Line chart. {what}. {rows}.")
}

/// The description of bars of parts.
pub fn stacked_desc(language: SiteLanguage, what: &str, rows: &[String]) -> String {
    let rows = rows.join(if language == SiteLanguage::Japanese { "。" } else { "; " });
    sentence!(language, "積み上げ横棒グラフ。{what}。{rows}。", "Stacked bar chart. {what}. {rows}.")
}

/// The description of bars to both sides.
pub fn pyramid_desc(language: SiteLanguage, what: &str, rows: &[String]) -> String {
    let rows = rows.join(if language == SiteLanguage::Japanese { "。" } else { "; " });
    sentence!(language, "左右に伸びる横棒グラフ。{what}。{rows}。", "Bars to both sides. {what}. {rows}.")
}

/// The description of fields of shades.
pub fn heat_desc(language: SiteLanguage, what: &str, rows: &[String]) -> String {
    let rows = rows.join(if language == SiteLanguage::Japanese { "。" } else { "; " });
    sentence!(language, "数が多いほど色の濃い表。{what}。{rows}。", "Heat map. {what}. {rows}.")
}

/// The headline of bars of parts: 「産業部門が最も多く342千t-CO2（令和3年度、全体1,120千t-CO2）」
pub fn largest_part(language: SiteLanguage, total: (&str, &str), part: (&str, &str)) -> String {
    let ((when, total), (part, number)) = (total, part);
    sentence!(
        language,
        "{part}が最も多く{number}（{when}、全体{total}）",
        "Most are {part} with {number} ({when}, {total} in all)"
    )
}

/// The headline of bars to both sides: 「最も多いのは、男は3歳の412人、女は4歳の398人」
pub fn both_sides(language: SiteLanguage, one: (&str, &str, &str), other: (&str, &str, &str)) -> String {
    let ((left, row, number), (right, other_row, other_number)) = (one, other);
    sentence!(
        language,
        "最も多いのは、{left}は{row}の{number}、{right}は{other_row}の{other_number}",
        "Most of {left} are {row} with {number}, of {right} {other_row} with {other_number}"
    )
}

/// The headline of fields of shades: 「最も多いのは「15～17時」の「土」で12件」
pub fn most_at(language: SiteLanguage, (row, column): (&str, &str), number: &str) -> String {
    sentence!(language, "最も多いのは「{row}」の「{column}」で{number}", "Most at {row}, {column} with {number}")
}

/// The headline where nobody knows which number is the largest.
pub fn distribution(language: SiteLanguage, what: &str) -> String {
    sentence!(language, "{what}の分布", "Distribution of {what}")
}

/// A scale that begins above zero says so.
pub fn cut_scale(language: SiteLanguage) -> String {
    sentence!(language, "縦の目盛りは0から始まっていません。", "The scale does not begin at zero.")
}

/// The description of what is needed and supplied.
pub fn need_supply_desc(language: SiteLanguage, what: &str, rows: &[String]) -> String {
    let rows = rows.join(if language == SiteLanguage::Japanese { "。" } else { "; " });
    sentence!(language, "必要な量と確保する量の図。{what}。{rows}。", "Chart of need and supply. {what}. {rows}.")
}

/// Supply less need with its sign: 12人不足, 5人の余り, 過不足なし.
pub fn gap(language: SiteLanguage, gap: Decimal, unit: &str) -> String {
    let unit = shown_unit(language, unit);
    let size = if gap.is_negative() { Decimal::ZERO.checked_sub(gap).unwrap_or(gap) } else { gap };
    if gap.is_negative() {
        sentence!(language, "{size}{unit}不足", "{size}{unit} short")
    } else if gap == Decimal::ZERO {
        sentence!(language, "過不足なし", "as much as needed")
    } else {
        sentence!(language, "{size}{unit}の余り", "{size}{unit} to spare")
    }
}

/// A number with its sign.
pub fn signed_number(number: Decimal) -> String {
    if number.is_negative() || number == Decimal::ZERO { number.to_string() } else { format!("+{number}") }
}

/// The headline of need and supply: 「令和8年度は、量の見込み120人に対し確保方策108人、12人不足」
pub fn need_and_supply(
    language: SiteLanguage,
    when: &str,
    (need, needed): (&str, &str),
    (supply, supplied): (&str, &str),
    gap: &str,
) -> String {
    sentence!(
        language,
        "{when}は、{need}{needed}に対し{supply}{supplied}、{gap}",
        "{when}: {need} {needed}, {supply} {supplied}, {gap}"
    )
}
