//! The words of compositions.

use super::share;
use crate::text::number::Decimal;

/// The head of a column of numbers.
pub const COUNT: &str = "数";
/// The head of a column of shares.
pub const SHARE: &str = "割合（％）";
/// All parts together, where the sheet's total says otherwise.
pub const SUM: &str = "内訳の和";
/// What is left of a total when the parts do not reach it.
pub const REST: &str = "内訳なし";
/// Said where shares are ours: the sheet has none, or they are not shown with it.
pub const SHARES_COMPUTED: &str = "割合は、数から計算し、小数第2位を四捨五入したものです。";
/// Said where some are ours.
pub const SHARES_PARTLY_COMPUTED: &str = "割合の一部は、数から計算し、小数第2位を四捨五入したものです。";

/// Said where the total is ours.
pub const TOTAL_COMPUTED: &str = "合計は、内訳を足したものです。";
/// The share of the whole.
pub const WHOLE: &str = "100";
/// In place of a bar of a year whose sheet has no numbers.
pub const NO_SHAPE: &str = "内訳の数値なし";

/// A share that is ours, of figures that may be only about right.
pub fn computed_share(percent: Decimal, about: bool) -> String {
    if about { format!("約{percent}％") } else { share(percent) }
}

/// 「１年以上が48.0％（1,530人中734人）」
pub fn composition(label: &str, share: &str, total: &str, part: &str) -> String {
    format!("{label}が{share}（{total}中{part}）")
}

/// When the total itself is zero.
pub fn nobody(what: &str, total: &str) -> String {
    format!("{what}は{total}")
}

/// Said where parts and total disagree.
pub fn sum_differs(total: &str, sum: &str) -> String {
    format!("合計（{total}）と内訳の和（{sum}）が一致しません。")
}

/// Said where a split does not add up to its part.
pub fn split_differs(label: &str, part: &str, sum: &str) -> String {
    format!("「{label}」（{part}）とその内訳の和（{sum}）が一致しません。")
}

/// Why a composition is not drawn.
pub fn no_total(label: &str, word: &str) -> String {
    format!("合計がなく「{label}」が{word}のため、構成のグラフはありません。")
}

/// The description of a composition.
pub fn composition_desc(what: &str, total: &str, parts: &[String], apart: bool) -> String {
    let kind = if apart { "棒グラフ" } else { "帯グラフ" };
    format!("{kind}。{what}{total}の内訳は、{}。", parts.join("、"))
}

/// Parts put together, where there are more than colours: ほかの9区分.
pub fn other_parts(number: usize) -> String {
    format!("ほかの{number}区分")
}

/// In place of the number of parts put together, where one of them has none.
pub const PARTLY_UNKNOWN: &str = "一部の数なし";

/// Said where parts are put together.
pub fn parts_together(kept: usize, others: &str) -> String {
    format!(
        "区分が多いため、図では、見出しの区分と割合の大きい区分を合わせて{kept}区分まで示し、残りを「{others}」にまとめています。すべての数は表にあります。"
    )
}

/// What a part is split into, said inside the sentence.
pub fn of_which(parts: &[String]) -> String {
    format!("（{}）", parts.join("、"))
}

/// The description of compositions over years.
pub fn composition_years_desc(what: &str, years: &[String]) -> String {
    format!("年度ごとの帯グラフ。{what}は、{}。", years.join("、"))
}

/// A note on some years.
pub fn of_years(years: &[&str], note: &str) -> String {
    format!("{}：{note}", years.join("、"))
}
