//! The words of measures over places.

use super::{counted, grouped, sentence};
use crate::source::StaticWords;
use crate::text::SiteLanguage;

/// The head of a column of places.
pub const PLACE: StaticWords = StaticWords::new("自治体", "Place");
/// The name of the middle value of all places.
pub const MEDIAN: StaticWords = StaticWords::new("中央値", "Median");
/// Figures that are words or a range.
pub const NOT_ONE_NUMBER: StaticWords = StaticWords::new("幅のある数値・言葉", "a range or words");

/// The middle value with its name.
pub fn median(language: SiteLanguage, value: &str) -> String {
    format!("{} {value}", MEDIAN.in_language(language))
}

/// The finding for one place: 「川崎市は48.0％（中央値51.2％）」
pub fn among(language: SiteLanguage, place: &str, value: &str, median: &str) -> String {
    sentence!(language, "{place}は{value}（中央値{median}）", "{place}: {value} (median {median})")
}

/// The finding for all places: 「12自治体で20.1％から71.2％まで」
pub fn spread(language: SiteLanguage, places: usize, least: &str, most: &str) -> String {
    let places = self::places(language, places);
    sentence!(language, "{places}で{least}から{most}まで", "From {least} to {most} in {places}")
}

/// Where a place stands among others, in two sentences.
pub fn position(language: SiteLanguage, among: &str, spread: &str) -> String {
    sentence!(language, "{among}。{spread}", "{among}. {spread}")
}

/// The place with the least.
pub fn least(language: SiteLanguage, place: &str, value: &str) -> String {
    sentence!(language, "最小 {value} {place}", "Lowest {value} {place}")
}

/// The place with the most.
pub fn most(language: SiteLanguage, place: &str, value: &str) -> String {
    sentence!(language, "最大 {value} {place}", "Highest {value} {place}")
}

/// How many places: 12自治体, 12 places.
pub fn places(language: SiteLanguage, places: usize) -> String {
    match language {
        SiteLanguage::Japanese => format!("{}自治体", grouped(places)),
        SiteLanguage::English => counted(places, "place", "places"),
    }
}

/// What is not drawn: 「ほかに非公表2自治体、未報告3自治体」
pub fn not_drawn(language: SiteLanguage, reasons: &[(&str, usize)]) -> String {
    let reason = |(reason, number): &(&str, usize)| {
        let places = places(language, *number);
        sentence!(language, "{reason}{places}", "{reason} in {places}")
    };
    let reasons = language.list(&reasons.iter().map(reason).collect::<Vec<String>>());
    if reasons.is_empty() { reasons } else { sentence!(language, "ほかに{reasons}", "no single number: {reasons}") }
}

/// The head of the row that counts places without a number.
pub fn not_drawn_row(language: SiteLanguage, reason: &str) -> String {
    sentence!(language, "ほかに{reason}", "No single number: {reason}")
}

/// Said where columns stand for more places than can be dots.
pub fn highest_column(language: SiteLanguage, places: usize) -> String {
    let places = self::places(language, places);
    sentence!(language, "最も高い柱は{places}です。", "The highest column stands for {places}.")
}

/// Why a measure over places is not drawn.
pub fn too_few_places(language: SiteLanguage, what: &str) -> String {
    sentence!(
        language,
        "{what}の数値のある自治体が2つ以上ないため、グラフはありません。",
        "There is no chart, as fewer than two places have a figure of {what}."
    )
}

/// The description of a measure over places: the middle value, this place, both ends, and what is missing.
pub fn places_desc(language: SiteLanguage, what: &str, places: usize, parts: &[&str]) -> String {
    let (places, parts) = (self::places(language, places), language.list(parts));
    sentence!(language, "点の図。{places}の{what}。{parts}。", "Dot plot. {what} in {places}. {parts}.")
}

/// The page's own place has no number; the others that have none follow.
pub fn itself(language: SiteLanguage, place: &str, word: &str, not_drawn: &str) -> String {
    let not_drawn = language.bracketed(not_drawn);
    match language {
        SiteLanguage::Japanese => format!("{place}は{word}{not_drawn}"),
        SiteLanguage::English => language.labelled(place, word) + &not_drawn,
    }
}
