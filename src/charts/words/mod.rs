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
/// All parts together, where the sheet's total says otherwise.
pub const SUM: &str = "内訳の和";
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

/// A share that is ours, of figures that may be only about right.
pub fn computed_share(percent: Decimal, about: bool) -> String {
    if about { format!("約{percent}％") } else { share(percent) }
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

/// The head of a column of years.
pub const YEAR: &str = "年度";
/// In place of a figure of a year without a sheet.
pub const NO_SHEET: &str = "なし";
/// In place of a figure that is no single number.
pub const SEE_TABLE: &str = "※";

/// Why a sparkline is not drawn.
pub fn too_few_years(what: &str) -> String {
    format!("{what}の数値のある年度が2つ以上ないため、推移の線はありません。")
}

/// From the first year to the last: 「人口は令和元年度1,530人から令和3年度1,540人へ」
pub fn course(what: &str, first: (&str, &str), last: (&str, &str)) -> String {
    format!("{what}は{}{}から{}{}へ", first.0, first.1, last.0, last.1)
}

/// One year alone.
pub fn once(what: &str, year: &str, value: &str) -> String {
    format!("{what}は{year}に{value}")
}

/// The description of a measure over years.
pub fn years_desc(what: &str, years: &[String]) -> String {
    format!("縦棒グラフ。{what}は、{}。", years.join("、"))
}

/// The description of compositions over years.
pub fn composition_years_desc(what: &str, years: &[String]) -> String {
    format!("年度ごとの帯グラフ。{what}は、{}。", years.join("、"))
}

/// The head of a column of shares of one part.
pub fn share_of(part: &str) -> String {
    format!("{part}の割合")
}

/// A note on some years.
pub fn of_years(years: &[&str], note: &str) -> String {
    format!("{}：{note}", years.join("、"))
}

/// In place of a bar of a year whose sheet has no numbers.
pub const NO_SHAPE: &str = "内訳の数値なし";
/// In place of a bar of a year without a sheet.
pub const NO_SHEET_THAT_YEAR: &str = "シートなし";

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

fn grouped(number: usize) -> String {
    i64::try_from(number).map_or_else(|_| number.to_string(), |number| Decimal::from(number).to_string())
}

/// The page's own place has no number; the others that have none follow.
pub fn itself(place: &str, word: &str, besides: &str) -> String {
    if besides.is_empty() { format!("{place}は{word}") } else { format!("{place}は{word}（{besides}）") }
}

/// The head of a column of issues.
pub const ISSUE: &str = "課題";
/// A sector has a part in an issue.
pub const INVOLVED: &str = "あり";
/// Nothing is written for a sector.
pub const NOT_INVOLVED: &str = "記載なし";

/// How many of the issues: 6件中4件
pub fn of_issues(part: usize, all: usize) -> String {
    format!("{}件中{}件", grouped(all), grouped(part))
}

/// 4件
pub fn issue_count(issues: usize) -> String {
    format!("{}件", grouped(issues))
}

/// The head of the row of sums: 6件中
pub fn of_all_issues(all: usize) -> String {
    format!("合計（{}件中）", grouped(all))
}

/// The finding about issues, where all sectors have a part in all.
pub fn all_involved(sectors: usize, issues: usize) -> String {
    format!("{sectors}分野すべてが{}件の課題に役割", grouped(issues))
}

/// The finding about issues: the sector with the fewest.
pub fn least_involved(sector: &str, part: usize, all: usize) -> String {
    format!("{sector}の役割があるのは{}", of_issues(part, all))
}

/// The description of issues by sector.
pub fn issues_desc(sectors: &[String]) -> String {
    format!("課題と分野の図。役割の書かれた課題は、{}。", sectors.join("、"))
}

/// The heads of the table of a schedule.
pub const PERIOD: &str = "時期";
/// What is to be done.
pub const ITEM: &str = "実施する項目";

/// The finding of a schedule.
pub fn schedule(items: usize, first: &str, last: &str) -> String {
    if first == last {
        format!("{first}に{}項目", grouped(items))
    } else {
        format!("{first}から{last}まで{}項目", grouped(items))
    }
}

/// The description of a schedule.
pub fn schedule_desc(entries: &[String]) -> String {
    format!("4月から翌年3月までの帯。{}。", entries.join("、"))
}

/// A month of a fiscal year, counted from April.
pub fn month(index: u8) -> String {
    format!("{}月", (index + 3) % 12 + 1)
}

/// Why a schedule is not drawn.
pub const NO_MONTHS: &str = "時期が月で書かれていないため、予定の図はありません。";
