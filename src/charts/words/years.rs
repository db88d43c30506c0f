//! The words of rates and of measures over years.

/// The head of a column of points in time.
pub const POINT: &str = "時点";
/// The head of a column of years.
pub const YEAR: &str = "年度";
/// In place of a figure of a year without a sheet.
pub const NO_SHEET: &str = "なし";
/// Said where outlines are too narrow for words.
pub const OUTLINES: &str = "点線の枠は、1つの数値がない年度です。理由は表にあります。";
/// The note on a line between two years that must not be compared.
pub fn apart(year: &str, reason: &str) -> String {
    format!("図の破線：{year}とその前の年度とは、{reason}ため、そのままでは比べられません。")
}

/// In place of a figure that is no single number.
pub const SEE_TABLE: &str = "※";
/// In place of a bar of a year without a sheet.
pub const NO_SHEET_THAT_YEAR: &str = "シートなし";

/// 「退院率は入院後１年時点で86.0％」, with what the figure covers where that is not the place.
pub fn rate(what: &str, label: &str, value: &str, scope: Option<&str>) -> String {
    format!("{what}は{label}で{value}{}", super::brackets(&[scope]))
}

/// The description of rates.
pub fn rates_desc(what: &str, points: &[String]) -> String {
    format!("横棒グラフ。{what}は、{}。", points.join("、"))
}

/// Why a sparkline is not drawn.
pub fn too_few_years(what: &str) -> String {
    format!("{what}の数値のある年度が2つ以上ないため、推移の線はありません。")
}

/// From the first year to the last: 「人口は令和元年度1,530人から令和3年度1,540人へ」
pub fn course(what: &str, first: (&str, &str), last: (&str, &str)) -> String {
    format!("{what}は{}{}から{}{}へ", first.0, first.1, last.0, last.1)
}

/// 「入院精神障害者数のうち１年以上は44.0％から54.4％まで」
pub fn shares(what: &str, part: &str, least: &str, most: &str) -> String {
    if least == most {
        format!("{what}のうち{part}は{least}")
    } else {
        format!("{what}のうち{part}は{least}から{most}まで")
    }
}

/// One year alone.
pub fn once(what: &str, year: &str, value: &str) -> String {
    format!("{what}は{year}に{value}")
}

/// The description of a measure over years.
pub fn years_desc(what: &str, years: &[String]) -> String {
    format!("縦棒グラフ。{what}は、{}。", years.join("、"))
}

/// The heads of the two columns of a range.
pub fn range_heads(label: &str) -> [String; 2] {
    [format!("{label} 最小"), format!("{label} 最大")]
}
