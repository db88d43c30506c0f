//! The words of measures over places.

use super::grouped;

/// The head of a column of places.
pub const PLACE: &str = "自治体";
/// The middle value.
pub const MEDIAN: &str = "中央値";
/// Figures that are words or a range.
pub const NOT_ONE_NUMBER: &str = "幅のある数値・言葉";

/// The middle value with its name.
pub fn median(value: &str) -> String {
    format!("{MEDIAN} {value}")
}

/// The finding for one place: 「川崎市は48.0％（中央値51.2％）」
pub fn among(place: &str, value: &str, median: &str) -> String {
    format!("{place}は{value}（{MEDIAN}{median}）")
}

/// The finding for all places: 「12自治体で20.1％から71.2％まで」
pub fn spread(places: usize, least: &str, most: &str) -> String {
    format!("{}で{least}から{most}まで", self::places(places))
}

/// The place with the least.
pub fn least(place: &str, value: &str) -> String {
    format!("最小 {value} {place}")
}

/// The place with the most.
pub fn most(place: &str, value: &str) -> String {
    format!("最大 {value} {place}")
}

/// 12自治体
pub fn places(places: usize) -> String {
    format!("{}自治体", grouped(places))
}

/// What is not drawn: 「ほかに非公表2自治体、未報告3自治体」
pub fn besides(reasons: &[(&str, usize)]) -> String {
    let said: Vec<String> = reasons.iter().map(|(reason, number)| format!("{reason}{}", places(*number))).collect();
    if said.is_empty() { String::new() } else { format!("ほかに{}", said.join("、")) }
}

/// The head of the row that counts places without a number.
pub fn besides_row(reason: &str) -> String {
    format!("ほかに{reason}")
}

/// Said where columns stand for more places than can be dots.
pub fn highest_column(places: usize) -> String {
    format!("最も高い柱は{}です。", self::places(places))
}

/// Why a measure over places is not drawn.
pub fn too_few_places(what: &str) -> String {
    format!("{what}の数値のある自治体が2つ以上ないため、グラフはありません。")
}

/// The description of a measure over places.
pub fn places_desc(
    what: &str,
    places: usize,
    median: &str,
    this: Option<&str>,
    ends: &[String],
    missing: &str,
) -> String {
    let mut parts = vec![median.to_owned()];
    parts.extend(this.map(str::to_owned));
    parts.extend(ends.iter().cloned());
    if !missing.is_empty() {
        parts.push(missing.to_owned());
    }
    format!("点の図。{}の{what}。{}。", self::places(places), parts.join("、"))
}

/// The page's own place has no number; the others that have none follow.
pub fn itself(place: &str, word: &str, besides: &str) -> String {
    if besides.is_empty() { format!("{place}は{word}") } else { format!("{place}は{word}（{besides}）") }
}
