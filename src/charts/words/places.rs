//! The words of measures over places.

use super::{counted, grouped, sentence};
use crate::source::StaticWords;
use crate::text::SiteLanguage;

/// The head of a column of places.
pub const PLACE: StaticWords = StaticWords::new("自治体", "Place");
/// The name of the middle value of all places.
pub const MEDIAN: StaticWords = StaticWords::new("中央値", "Median");
/// The name of the value that a quarter of all places do not exceed.
pub const FIRST_QUARTILE: StaticWords = StaticWords::new("第1四分位", "First quartile");
/// The name of the value that three quarters of all places do not exceed.
pub const THIRD_QUARTILE: StaticWords = StaticWords::new("第3四分位", "Third quartile");
/// What the two quartiles say.
pub const HALF_BETWEEN: StaticWords = StaticWords::new(
    "第1四分位から第3四分位までに、自治体のほぼ半分が入ります。",
    "About half of the places lie between the first and the third quartile.",
);
/// Figures that are words or a range.
pub const NOT_ONE_NUMBER: StaticWords = StaticWords::new("幅のある数値・言葉", "a range or words");

/// The middle value with its name.
pub fn median(language: SiteLanguage, value: &str) -> String {
    format!("{} {value}", MEDIAN.in_language(language))
}

/// The two quartiles with their names.
pub fn quarters(language: SiteLanguage, values: [&str; 2]) -> [String; 2] {
    let [low, high] = values;
    [(FIRST_QUARTILE, low), (THIRD_QUARTILE, high)]
        .map(|(name, value)| format!("{} {value}", name.in_language(language)))
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

/// Said where two dots of a place have no line between them.
pub const NO_LINE: StaticWords = StaticWords::new(
    "二つの点を線で結んでいない自治体の数値は、範囲や出典などが違うため、そのままでは比べられません。",
    "Where no line joins the two dots of a place, its figures cannot be compared as they are: their area, source or the like differs.",
);

/// How many places have more and how many less than in an earlier year: 「令和3年度から、9自治体のうち8で減少、1で増加」
pub fn moved(language: SiteLanguage, first: &str, all: usize, (less, more): (usize, usize)) -> String {
    let words = [
        (less, StaticWords::new("減少", "lower")),
        (more, StaticWords::new("増加", "higher")),
        (all - less - more, StaticWords::new("同数", "the same")),
    ];
    let words = words.iter().filter(|(places, _)| *places > 0);
    let words: Vec<(usize, &str)> = words.map(|(places, word)| (*places, word.in_language(language))).collect();
    let every = places(language, all);
    if let [(_, word)] = words.as_slice() {
        return sentence!(language, "{first}から、{every}すべてで{word}", "Since {first}, {word} in all {every}");
    }
    let part = |(number, word): &(usize, &str)| {
        let number = grouped(*number);
        sentence!(language, "{number}で{word}", "{word} in {number}")
    };
    let parts = language.list(&words.iter().map(part).collect::<Vec<String>>());
    sentence!(language, "{first}から、{every}のうち{parts}", "Since {first}, of {every} {parts}")
}

/// A place with its figures of two years: 「潮見市59.4％から56.2％」; with one year 「潮見市56.2％」.
pub fn dumbbell_place(language: SiteLanguage, place: &str, first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) => {
            sentence!(language, "{place}は{first}から{last}", "{place} from {first} to {last}")
        }
        (Some(first), None) => sentence!(language, "{place}は{first}だけ", "{place} {first} in the first year only"),
        (None, Some(last)) => sentence!(language, "{place}は{last}", "{place} {last}"),
        (None, None) => place.to_owned(),
    }
}

/// The description of places with two figures each.
pub fn dumbbell_desc(
    language: SiteLanguage,
    what: &str,
    (first, last): (Option<&str>, &str),
    places: &[String],
) -> String {
    let places = language.list(places);
    let years = match first {
        Some(first) => sentence!(language, "{first}と{last}", "{first} and {last}"),
        None => last.to_owned(),
    };
    sentence!(language, "点の図。{years}の{what}。{places}。", "Dot plot. {what} in {years}. {places}.")
}

/// A result against its target: 「実績43人、目標55人」
pub fn attainment(language: SiteLanguage, actual: &str, target: &str) -> String {
    sentence!(language, "実績{actual}、目標{target}", "result {actual}, target {target}")
}

/// Why a result is not drawn against its target.
pub fn no_attainment(language: SiteLanguage) -> String {
    sentence!(language, "目標と実績を一つの線に置けません。", "Target and result cannot stand on one line.")
}

/// A scale from left to right that begins above zero says so.
pub fn cut_axis(language: SiteLanguage) -> String {
    sentence!(language, "横の目盛りは0から始まっていません。", "The scale does not begin at zero.")
}
