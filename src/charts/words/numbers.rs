//! The words of charts of numbers over rows and columns.

use super::sentence;
use crate::text::SiteLanguage;

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
