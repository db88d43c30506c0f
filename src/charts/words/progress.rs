//! The words of progress. Each sentence says what was reckoned with what.

use crate::charts::progress::judge::Standing;
use std::cmp::Ordering;

use crate::text::number::Decimal;
use crate::value::Direction;

/// The form asks for no actual yet.
pub const NOT_DUE: &str = "実績はこれから";
/// The target is not a number.
pub const TARGET_IN_WORDS: &str = "目標が言葉で書かれているため、数値では比べていません";
/// What was reached is not a number.
pub const ACTUAL_IN_WORDS: &str = "実績が言葉で書かれているため、数値では比べていません";
/// The target only points somewhere, and there is no number to start from.
pub const NOTHING_TO_START_FROM: &str = "比べるもとの数値がないため、増減を示していません";
/// Reached.
pub const REACHED: &str = "目標に到達";
/// Reached to the point.
pub const AS_PLANNED: &str = "目標のとおり";
/// Reached, with a target that is a span.
pub const WITHIN: &str = "目標の範囲内";
/// One of the two has a span across the other.
pub const SPAN: &str = "数値に幅があるため、到達したかどうかを示していません";
/// The baseline already meets the target.
pub const ALREADY: &str = "現状値は目標に達していた";
/// Not reached, with nothing to reckon.
pub const MISSED: &str = "目標に届いていない";
/// About the target, on which side is open.
pub const NEARLY: &str = "目標とほぼ同じ";
/// Before a result of figures that are not exact.
pub const ABOUT: &str = "約";

/// The actual, in words that stand in a number's place.
pub fn open(word: &str) -> String {
    format!("実績は{word}")
}

/// Why there is no target, and what there is.
pub fn no_target(word: &str, change: &str) -> String {
    format!("目標は{word}、{change}")
}

/// What changed.
pub fn change(was: Decimal, is: Decimal, gap: &str, unit: &str) -> String {
    format!("現状値{was}{unit}に対し実績{is}{unit}（{gap}）")
}

/// A goal that only points somewhere.
pub fn toward(direction: Direction, reached: bool, change: &str) -> String {
    let goal = match direction {
        Direction::Increase => "増やす目標",
        Direction::Decrease => "減らす目標",
        Direction::Keep => "保つ目標",
    };
    let end = if reached { "のとおり" } else { "に届かず" };
    format!("{goal}{end}：{change}")
}

/// 達成率95.1％（58件÷61件）; where the direction is not known it is only a share.
pub fn ratio(share: Decimal, actual: Decimal, target: Decimal, about: &str, known: bool, unit: &str) -> String {
    let name = if known { "達成率" } else { "実績は目標の" };
    format!("{name}{about}{share}％（{actual}{unit}÷{target}{unit}）")
}

/// How far on the way: 現状から目標までの62.5％（5件÷8件）
pub fn way(share: Decimal, done: Decimal, whole: Decimal, about: &str, unit: &str) -> String {
    let unit = points(unit);
    format!("現状値から目標までの{about}{share}％（{done}{unit}÷{whole}{unit}）")
}

/// Farther from the target than before.
pub fn worse(change: Decimal, unit: &str) -> String {
    format!("現状値より{}、目標から遠ざかる", signed(change, unit))
}

/// How far from the target.
pub fn gap(gap: Decimal, unit: &str) -> String {
    format!("目標との差{}", signed(gap, unit))
}

/// Units of two kinds.
pub fn units_differ(one: &str, other: &str) -> String {
    format!("単位が異なるため（{one}と{other}）、比べていません")
}

/// Periods of two kinds.
pub fn periods_differ(one: Option<&str>, other: Option<&str>) -> String {
    let say = |per: Option<&str>| {
        per.map_or("期間の書かれていない数".to_owned(), |per| format!("1{per}あたりの数"))
    };
    format!("{}と{}は、比べていません", say(one), say(other))
}

/// A baseline that is of another kind than the target.
pub fn baseline_apart(words: &str, baseline: &str) -> String {
    format!("{words}（現状値{baseline}とは比べていません）")
}

/// A difference with its sign; of percentages it is in points.
pub fn signed(gap: Decimal, unit: &str) -> String {
    let sign = match gap.cmp(&Decimal::default()) {
        Ordering::Less => "",
        Ordering::Equal => "±",
        Ordering::Greater => "＋",
    };
    format!("{sign}{gap}{}", points(unit))
}

fn points(unit: &str) -> &str {
    if unit == "％" { "ポイント" } else { unit }
}

/// The head of the column that says what came of it.
pub const HEAD: &str = "進み";
/// Before a baseline in a chart.
pub const BASELINE: &str = "現状";
/// Before a target.
pub const TARGET: &str = "目標";
/// Before an actual.
pub const ACTUAL: &str = "実績";

/// After an amount that is on another scale than the target.
pub const APART: &str = "（比較なし）";

/// The finding of one line, from baseline, target and actual.
pub fn headline(standing: Standing, figures: [Option<&str>; 3], words: &str) -> String {
    match (standing, figures) {
        (Standing::Reached, [_, Some(target), Some(actual)]) => format!("目標{target}に到達（実績{actual}）"),
        (Standing::Short | Standing::Undecided, [_, Some(target), Some(actual)]) => {
            format!("目標{target}に対し実績{actual}")
        }
        (Standing::Open, [Some(baseline), Some(target), _]) => format!("現状{baseline}、目標{target}、{words}"),
        (Standing::Open, [None, Some(target), _]) => format!("目標{target}、{words}"),
        _ => words.to_owned(),
    }
}

/// The finding of several lines.
pub fn several(all: usize, reached: usize, open: usize) -> String {
    if open == all {
        format!("{all}項目の{NOT_DUE}")
    } else {
        format!("{all}項目のうち{reached}項目が目標に到達")
    }
}

/// The description.
pub fn desc(name: &str, lines: &[String]) -> String {
    format!("進みを示す図。{name}。{}。", lines.join("。"))
}
