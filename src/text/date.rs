//! Dates as precise as they are written, and periods.

#[cfg(test)]
mod tests;

use super::era::{self, Era, scan_number, scan_year};
use super::fold::fold;
use jiff::civil;
use std::cmp::Ordering;

/// A date as precise as written. A `word` (当初, 末, 上旬) narrows it; empty means the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// A fiscal year, from April to March: 令和3年度, R2年度末.
    FiscalYear {
        /// The Gregorian year of its April.
        year: i32,
        /// The part of the year, as in `PARTS_OF_A_YEAR`: 当初, 末, 上半期.
        word: &'static str,
    },
    /// A Gregorian year, from January to December: 令和3年.
    Year(i32),
    /// A month: 令和3年4月, R4年3月末.
    Month {
        /// The Gregorian year of the month.
        year: i32,
        /// The month in the year, from 1 to 12.
        month: i8,
        /// The part of the month, as in `PARTS_OF_A_MONTH`: 上旬, 末.
        word: &'static str,
    },
    /// A single day of the calendar, such as 令和3年4月1日.
    Day(civil::Date),
}

/// Words after 年度, with the months they span, counted from April.
const PARTS_OF_A_YEAR: &[(&str, i8, i8)] = &[
    ("当初", 0, 0),
    ("初め", 0, 0),
    ("末", 11, 11),
    ("中", 0, 11),
    ("内", 0, 11),
    ("上半期", 0, 5),
    ("下半期", 6, 11),
    ("前期", 0, 5),
    ("後期", 6, 11),
    ("前半", 0, 5),
    ("後半", 6, 11),
    ("第1四半期", 0, 2),
    ("第2四半期", 3, 5),
    ("第3四半期", 6, 8),
    ("第4四半期", 9, 11),
];

/// Words after 月, with the days they span; 31 is the last day of any month.
const PARTS_OF_A_MONTH: &[(&str, i8, i8)] = &[
    ("上旬", 1, 10),
    ("初旬", 1, 10),
    ("初め", 1, 10),
    ("中旬", 11, 20),
    ("下旬", 21, 31),
    ("末", 31, 31),
    ("中", 1, 31),
    ("頃", 1, 31),
    ("ごろ", 1, 31),
];

/// A fiscal year by its distance from the one the document is about.
const NEAR_YEARS: &[(&str, i32)] = &[
    ("今年度", 0),
    ("本年度", 0),
    ("当年度", 0),
    ("前年度", -1),
    ("昨年度", -1),
    ("次年度", 1),
    ("翌年度", 1),
    ("来年度", 1),
    ("年度", 0),
    ("", 0),
];

impl Date {
    /// Reads a date in any spelling. `fiscal_year` is that of the document: it tells which February 2月 is,
    /// and which year 今年度末; without it such words are no date.
    #[must_use]
    pub fn parse(text: &str, fiscal_year: Option<i32>) -> Option<Date> {
        let mut text = fold(text);
        text.retain(|c| c != ' ');
        for word in ["時点", "現在"] {
            text.truncate(text.strip_suffix(word).unwrap_or(&text).len());
        }
        if let Some((date, day)) = text.strip_suffix(')').and_then(|date| date.split_once('(')) {
            let weekday = !day.is_empty() && day.chars().all(|c| "月火水木金土日曜祝・".contains(c));
            return if weekday { Date::parse(date, fiscal_year) } else { named_year(&text) };
        }
        if let Some((year, rest)) = scan_year(&text) {
            return in_year(year, rest);
        }
        let fiscal_year = fiscal_year?;
        if let Some((month, rest)) = scan_number(&text) {
            let rest = rest.strip_prefix('月')?;
            return in_month(if month < 4 { fiscal_year.checked_add(1)? } else { fiscal_year }, month, rest);
        }
        NEAR_YEARS.iter().find_map(|(near, distance)| {
            let word = text.strip_prefix(near).filter(|word| !(near.is_empty() && word.is_empty()))?;
            fiscal(fiscal_year.checked_add(*distance)?, word)
        })
    }

    /// The first day that it may mean: 1 April 2021 of 令和3年度.
    #[must_use]
    pub fn start(&self) -> civil::Date {
        let (year, month, day) = match *self {
            Date::FiscalYear { year, word } => {
                let (from, _) = span(PARTS_OF_A_YEAR, word, 0, 11);
                let (year, month) = fiscal_month(year, from);
                (year, month, 1)
            }
            Date::Year(year) => (year, 1, 1),
            Date::Month { year, month, word } => (year, month, span(PARTS_OF_A_MONTH, word, 1, 31).0),
            Date::Day(day) => return day,
        };
        day_of(year, month, day)
    }

    /// The last day that it may mean: 31 March 2022 of 令和3年度.
    #[must_use]
    pub fn end(&self) -> civil::Date {
        let (year, month, day) = match *self {
            Date::FiscalYear { year, word } => {
                let (_, to) = span(PARTS_OF_A_YEAR, word, 0, 11);
                let (year, month) = fiscal_month(year, to);
                (year, month, 31)
            }
            Date::Year(year) => (year, 12, 31),
            Date::Month { year, month, word } => (year, month, span(PARTS_OF_A_MONTH, word, 1, 31).1),
            Date::Day(day) => return day,
        };
        day_of(year, month, day)
    }

    /// The day that begins this many days after the first of January 1970.
    #[must_use]
    pub fn of_epoch_day(days: i64) -> Date {
        let first = civil::Date::constant(1970, 1, 1);
        let day = jiff::Span::new().try_days(days).ok().and_then(|span| first.checked_add(span).ok());
        Date::Day(day.unwrap_or(first))
    }

    /// The fiscal year it falls in; a calendar year counts as the fiscal year that begins in it.
    #[must_use]
    pub fn fiscal_year(&self) -> i32 {
        match *self {
            Date::FiscalYear { year, .. } | Date::Year(year) => year,
            Date::Month { year, month, .. } => year - i32::from(month < 4),
            Date::Day(day) => i32::from(day.year()) - i32::from(day.month() < 4),
        }
    }

    /// For people, in full: 令和3年4月. Days and months have the name of the era they fall in.
    #[must_use]
    pub fn wareki(&self) -> String {
        match *self {
            Date::FiscalYear { year, word } => era::fiscal_year(year) + word,
            Date::Year(year) => era::wareki_year(year),
            Date::Month { month, word, .. } => format!("{}{month}月{word}", year_of(day_of_month_end(*self))),
            Date::Day(day) => format!("{}{}月{}日", year_of(day), day.month(), day.day()),
        }
    }

    /// For machines, in ISO 8601: `2021-04`, `2021-04-01`; a fiscal year is the interval `2021-04/2022-03`.
    #[must_use]
    pub fn iso(&self) -> String {
        let month = |day: civil::Date| format!("{:04}-{:02}", day.year(), day.month());
        match *self {
            Date::Year(year) => format!("{year:04}"),
            Date::Day(day) => day.to_string(),
            _ if month(self.start()) == month(self.end()) => month(self.start()),
            _ => format!("{}/{}", month(self.start()), month(self.end())),
        }
    }

    /// In ISO 8601 for `<time datetime>`, which holds no intervals.
    #[must_use]
    pub fn datetime(&self) -> Option<String> {
        Some(self.iso()).filter(|iso| !iso.contains('/'))
    }
}

impl Ord for Date {
    /// By the first day, then the last; what begins and ends together is ordered by its spelling.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Date| (date.start(), date.end(), date.wareki());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A date that is nothing but a year, such as 令和3年度（2021年度）.
fn named_year(text: &str) -> Option<Date> {
    let (year, is_fiscal) = era::parse_year(text)?;
    Some(if is_fiscal { Date::FiscalYear { year, word: "" } } else { Date::Year(year) })
}

/// What follows a year: 年度末, 年4月1日, -04, .4.1
fn in_year(year: i32, rest: &str) -> Option<Date> {
    match rest {
        "" | "年" => return Some(Date::Year(year)),
        "年末" | "年中" => return None,
        _ => {}
    }
    if let Some(word) = rest.strip_prefix("年度") {
        return fiscal(year, word);
    }
    if let Some(rest) = rest.strip_prefix('年') {
        let (month, rest) = scan_number(rest)?;
        return in_month(year, month, rest.strip_prefix('月')?);
    }
    let sign = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, rest) = scan_number(rest.strip_prefix(sign)?)?;
    match rest.strip_prefix(sign) {
        None => in_month(year, month, rest),
        Some(day) => match scan_number(day)? {
            (day, "") => checked_day(year, month, day),
            _ => None,
        },
    }
}

/// What follows a month: nothing, 1日, 末.
fn in_month(year: i32, month: i32, rest: &str) -> Option<Date> {
    // A first day shows that there is such a month.
    let Date::Day(first) = checked_day(year, month, 1)? else { return None };
    if let Some((day, "日")) = scan_number(rest) {
        return checked_day(year, month, day);
    }
    let word = word_of(PARTS_OF_A_MONTH, rest)?;
    Some(Date::Month { year, month: first.month(), word })
}

fn fiscal(year: i32, word: &str) -> Option<Date> {
    let word = word_of(PARTS_OF_A_YEAR, word)?;
    checked_day(year, 4, 1)?;
    Some(Date::FiscalYear { year, word })
}

fn word_of(parts: &[(&'static str, i8, i8)], word: &str) -> Option<&'static str> {
    if word.is_empty() { Some("") } else { parts.iter().map(|(known, ..)| *known).find(|known| *known == word) }
}

fn checked_day(year: i32, month: i32, day: i32) -> Option<Date> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    civil::Date::new(year, month, day).ok().map(Date::Day)
}

fn span(parts: &[(&str, i8, i8)], word: &str, from: i8, to: i8) -> (i8, i8) {
    parts.iter().find(|(known, ..)| *known == word).map_or((from, to), |(_, from, to)| (*from, *to))
}

/// The month so many after the April of a fiscal year.
fn fiscal_month(year: i32, after_april: i8) -> (i32, i8) {
    if after_april < 9 { (year, 4 + after_april) } else { (year.saturating_add(1), after_april - 8) }
}

/// A day that exists: the last of its month where the month is shorter.
fn day_of(year: i32, month: i8, day: i8) -> civil::Date {
    let first = i16::try_from(year).ok().and_then(|year| civil::Date::new(year, month, 1).ok()).unwrap_or_default();
    civil::Date::new(first.year(), first.month(), day.clamp(1, first.days_in_month())).unwrap_or(first)
}

fn day_of_month_end(date: Date) -> civil::Date {
    date.start().last_of_month()
}

/// 令和3年 on this very day: the year of a change has two names.
fn year_of(day: civil::Date) -> String {
    let year = i32::from(day.year());
    Era::of(day).map_or_else(|| format!("{year}年"), |era| format!("{}{}年", era.name, era.year(year)))
}
