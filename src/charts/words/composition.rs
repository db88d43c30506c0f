//! The words of compositions.

use super::{sentence, share};
use crate::source::StaticWords;
use crate::text::SiteLanguage;
use crate::text::number::Decimal;

/// The head of a column of numbers.
pub const COUNT: StaticWords = StaticWords::new("数", "Number");
/// The head of a column of shares.
pub const SHARE: StaticWords = StaticWords::new("割合（％）", "Share (%)");
/// All parts together, where the sheet's total says otherwise.
pub const SUM: StaticWords = StaticWords::new("内訳の和", "Sum of the parts");
/// What is left of a total when the parts do not reach it.
pub const REST: StaticWords = StaticWords::new("内訳なし", "not broken down");
/// Said where shares are ours: the sheet has none, or they are not shown with it.
pub const SHARES_COMPUTED: StaticWords = StaticWords::new(
    "割合は、数から計算し、小数第2位を四捨五入したものです。",
    "Shares are calculated from the numbers and rounded to one decimal place.",
);
/// Said where some are ours.
pub const SHARES_PARTLY_COMPUTED: StaticWords = StaticWords::new(
    "割合の一部は、数から計算し、小数第2位を四捨五入したものです。",
    "Some shares are calculated from the numbers and rounded to one decimal place.",
);
/// Said where the total is ours.
pub const TOTAL_COMPUTED: StaticWords =
    StaticWords::new("合計は、内訳を足したものです。", "The total is the sum of the parts.");
/// The share of the whole.
pub const WHOLE: &str = "100";
/// In place of a bar of a year whose sheet has no numbers.
pub const NO_SHAPE: StaticWords = StaticWords::new("内訳の数値なし", "no figures of the parts");
/// In place of the number of parts put together, where one of them has none.
pub const PARTLY_UNKNOWN: StaticWords = StaticWords::new("一部の数なし", "partly unknown");

/// Numbers that the sheet has in other units than the table, each with its name.
pub fn as_written(language: SiteLanguage, figures: &[String]) -> String {
    match language {
        SiteLanguage::Japanese => format!("シートに書かれた数は、{}です。", figures.join("、")),
        SiteLanguage::English => format!("As the sheet has it: {}.", figures.join(", ")),
    }
}

/// A share that is ours, of figures that may be only about right.
pub fn computed_share(language: SiteLanguage, percent: Decimal, about: bool) -> String {
    if about { sentence!(language, "約{percent}％", "about {percent}%") } else { share(language, percent) }
}

/// The headline of a composition: 「１年以上が48.0％（1,530人中734人）」
pub fn composition(language: SiteLanguage, label: &str, share: &str, total: &str, part: &str) -> String {
    sentence!(language, "{label}が{share}（{total}中{part}）", "{label}: {share} ({part} of {total})")
}

/// When the total itself is zero.
pub fn nobody(language: SiteLanguage, what: &str, total: &str) -> String {
    sentence!(language, "{what}は{total}", "{what}: {total}")
}

/// Said where parts and total disagree.
pub fn sum_differs(language: SiteLanguage, total: &str, sum: &str) -> String {
    sentence!(
        language,
        "合計（{total}）と内訳の和（{sum}）が一致しません。",
        "The total ({total}) differs from the sum of the parts ({sum})."
    )
}

/// Said where a split does not add up to its part.
pub fn split_differs(language: SiteLanguage, label: &str, part: &str, sum: &str) -> String {
    sentence!(
        language,
        "「{label}」（{part}）とその内訳の和（{sum}）が一致しません。",
        "“{label}” ({part}) differs from the sum of its parts ({sum})."
    )
}

/// Why a composition is not drawn.
pub fn no_total(language: SiteLanguage, label: &str, word: &str) -> String {
    sentence!(
        language,
        "合計がなく「{label}」が{word}のため、構成のグラフはありません。",
        "There is no chart, as there is no total and “{label}” has no number ({word})."
    )
}

/// The description of a composition.
pub fn composition_desc(language: SiteLanguage, what: &str, total: &str, parts: &[String], apart: bool) -> String {
    let parts = language.list(parts);
    let (ja, en) = if apart { ("棒グラフ", "Bar chart") } else { ("帯グラフ", "Stacked bar") };
    sentence!(language, "{ja}。{what}{total}の内訳は、{parts}。", "{en}. {what}, {total}, of which: {parts}.")
}

/// Parts put together, where there are more than colours: ほかの9区分.
pub fn other_parts(language: SiteLanguage, number: usize) -> String {
    sentence!(language, "ほかの{number}区分", "{number} other parts")
}

/// Said where parts are put together.
pub fn parts_together(language: SiteLanguage, kept: usize, others: &str) -> String {
    sentence!(
        language,
        "区分が多いため、図では、見出しの区分と割合の大きい区分を合わせて{kept}区分まで示し、残りを「{others}」にまとめています。すべての数は表にあります。",
        "There are many parts: the chart shows {kept}, that of the headline and the largest, and puts the rest together as “{others}”. All numbers are in the table."
    )
}

/// What a part is split into, said inside the sentence.
pub fn of_which(language: SiteLanguage, parts: &[String]) -> String {
    language.bracketed(&language.list(parts))
}

/// What bars of years are called in their description.
pub const BARS_OF_YEARS: StaticWords = StaticWords::new("年度ごとの帯グラフ", "Stacked bars by fiscal year");
/// What bars of places are called in their description.
pub const BARS_OF_PLACES: StaticWords = StaticWords::new("自治体ごとの帯グラフ", "Stacked bars by place");

/// The description of several compositions; `bars` says what each bar stands for.
pub fn compositions_desc(language: SiteLanguage, bars: StaticWords, what: &str, compositions: &[String]) -> String {
    let (bars, compositions) = (bars.in_language(language), language.list(compositions));
    sentence!(language, "{bars}。{what}は、{compositions}。", "{bars}. {what}: {compositions}.")
}

/// A note on some years.
pub fn of_years(language: SiteLanguage, years: &[&str], note: &str) -> String {
    language.labelled(&language.list(years), note)
}
