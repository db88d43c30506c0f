//! The words of all charts, in Japanese, in one place. The site is Japanese, so its charts are.

pub mod progress;

use crate::text::number::Decimal;
use crate::value::{Absence, Amount, Meaning, Quantity};

use super::figure::Frame;

/// The head of a table's first column, where nothing better is known.
pub const PART: &str = "区分";
/// The head of a column of shares.
pub const SHARE: &str = "割合（％）";
/// All parts together.
pub const TOTAL: &str = "合計";
/// What is left of a total when the parts do not reach it.
pub const REST: &str = "内訳なし";

/// An amount with its unit: 約30人.
pub fn amount(amount: Amount, unit: &str) -> String {
    match amount {
        Amount::Exact(number) => format!("{}{unit}", number),
        Amount::About(number) => format!("約{}{unit}", number),
        Amount::AtLeast(number) => format!("{}{unit}以上", number),
        Amount::AtMost(number) => format!("{}{unit}以下", number),
        Amount::Below(number) => format!("{}{unit}未満", number),
        Amount::Above(number) => format!("{}{unit}超", number),
        Amount::Range(low, high) => format!("{}～{}{unit}", low, high),
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
    let says_more = Absence::parse(written) == Some(Absence::Pending) && !written.starts_with(absence.word());
    if says_more { format!("{}（{written}）", absence.word()) } else { absence.word().to_owned() }
}

/// A share: 48.0％.
pub fn share(percent: Decimal) -> String {
    format!("{}％", percent)
}

/// The statistical subtitle: what, in which unit, where, when.
pub fn subtitle(frame: &Frame<'_>, unit: &str) -> String {
    let mut out = frame.what.to_owned();
    if !unit.is_empty() {
        out.push_str(&format!("（{unit}）"));
    }
    for part in [frame.place, frame.year] {
        if !part.is_empty() {
            out.push('、');
            out.push_str(part);
        }
    }
    if let Some(as_of) = frame.as_of {
        out.push_str(&format!("（{}）", time(as_of)));
    }
    if let Some(scope) = frame.scope {
        out.push_str(&format!("、範囲：{scope}"));
    }
    out
}

/// 「R2年4月時点」, whether or not 時点 is written.
pub fn time(as_of: &str) -> String {
    if as_of.ends_with("時点") || as_of.ends_with("現在") { as_of.to_owned() } else { format!("{as_of}時点") }
}

/// 「１年以上が48.0％（1,530人中734人）」
pub fn composition(label: &str, share: &str, total: &str, part: &str) -> String {
    format!("{label}が{share}（{total}中{part}）")
}

/// When the total itself is zero.
pub fn nobody(what: &str, total: &str) -> String {
    format!("{what}は{total}")
}

/// 「退院率は入院後１年時点で86.0％」, with what the figure covers where that is not the place.
pub fn rate(what: &str, label: &str, value: &str, scope: Option<&str>) -> String {
    let scope = scope.map(|scope| format!("（{scope}）")).unwrap_or_default();
    format!("{what}は{label}で{value}{scope}")
}

/// The description of rates.
pub fn rates_desc(what: &str, points: &[String]) -> String {
    format!("横棒グラフ。{what}は、{}。", points.join("、"))
}

/// The head of a column of points in time.
pub const POINT: &str = "時点";

/// Said where shares are ours and not the sheet's.
pub const SHARES_COMPUTED: &str = "割合はシートに記載がないため、人数などから計算し、小数第2位を四捨五入しています。";
/// Said where some are ours.
pub const SHARES_PARTLY_COMPUTED: &str =
    "割合の一部はシートに記載がないため、人数などから計算し、小数第2位を四捨五入しています。";
/// Said where the sheet has no total.
pub const TOTAL_COMPUTED: &str = "合計はシートに記載がないため、内訳を足したものです。";

/// Said where parts and total disagree.
pub fn sum_differs(total: &str, sum: &str) -> String {
    format!("合計（{total}）と内訳の和（{sum}）が一致しません。")
}

/// Said where a split does not add up to its part.
pub fn split_differs(label: &str, part: &str, sum: &str) -> String {
    format!("「{label}」（{part}）とその内訳の和（{sum}）が一致しません。")
}

/// Why a chart is not drawn.
pub fn no_numbers(what: &str) -> String {
    format!("{what}の数値がないため、グラフはありません。")
}

/// Why a composition is not drawn.
pub fn no_total(label: &str, word: &str) -> String {
    format!("合計がなく「{label}」が{word}のため、構成のグラフはありません。")
}

/// Why a chart is not drawn.
pub fn below_zero(label: &str) -> String {
    format!("「{label}」が0より小さいため、グラフはありません。")
}

/// Nothing stands in this cell, on purpose.
pub const NOTHING: &str = "―";
/// The share of the whole.
pub const WHOLE: &str = "100％";

/// The head of a column of numbers.
pub fn count_head(unit: &str) -> String {
    if unit.is_empty() { "数".to_owned() } else { format!("数（{unit}）") }
}

/// The description of a composition.
pub fn composition_desc(what: &str, total: &str, parts: &[String]) -> String {
    format!("帯グラフ。{what}{total}の内訳は、{}。", parts.join("、"))
}

/// What a part is split into, said inside the sentence.
pub fn of_which(parts: &[String]) -> String {
    format!("（{}）", parts.join("、"))
}

/// What an author wrote, or the word for an empty cell.
pub fn written(quantity: &Quantity) -> String {
    let written = quantity.written.trim();
    if written.is_empty() { Absence::Blank.word().to_owned() } else { written.to_owned() }
}
