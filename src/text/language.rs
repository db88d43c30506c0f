//! The language of what the site says itself, as against what sheets and forms say, which stays as it is written.

use super::{Date, OpenPeriod, Period, era};

/// The language of the site's own words, of which charts are composed. Interface words of templates are in the theme's `i18n`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SiteLanguage {
    /// `language: ja`, which a site has unless it says otherwise.
    #[default]
    Japanese,
    /// `en`; any language that has interface words in a theme and no charts of its own gets these.
    English,
}

impl SiteLanguage {
    /// The language with this name in `site.yaml`.
    #[must_use]
    pub fn parse(name: &str) -> SiteLanguage {
        if name == "ja" { SiteLanguage::Japanese } else { SiteLanguage::English }
    }

    /// A fiscal year: 令和3年度, FY2021. Eras are for readers of Japanese.
    #[must_use]
    pub fn fiscal_year(self, year: i32) -> String {
        match self {
            SiteLanguage::Japanese => era::fiscal_year(year),
            SiteLanguage::English => format!("FY{year}"),
        }
    }

    /// Several things in a row: 「A、B」, "A, B".
    #[must_use]
    pub fn list<S: AsRef<str>>(self, parts: &[S]) -> String {
        let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
        parts.join(if self == SiteLanguage::Japanese { "、" } else { ", " })
    }

    /// A name before its figure: 川崎市1,530人.
    #[must_use]
    pub fn named(self, name: &str, figure: &str) -> String {
        [name, if self == SiteLanguage::Japanese { "" } else { " " }, figure].concat()
    }

    /// A name before what belongs to it: 通年：会議.
    #[must_use]
    pub fn labelled(self, name: &str, text: &str) -> String {
        [name, if self == SiteLanguage::Japanese { "：" } else { ": " }, text].concat()
    }

    /// Brackets around a text that is not empty: （R2年4月）.
    #[must_use]
    pub fn bracketed(self, text: &str) -> String {
        let (open, close) = if self == SiteLanguage::Japanese { ("（", "）") } else { (" (", ")") };
        if text.is_empty() { String::new() } else { [open, text, close].concat() }
    }

    /// From one fiscal year to another: 令和元年度～令和3年度.
    #[must_use]
    pub fn fiscal_years(self, first: i32, last: i32) -> String {
        self.span(&self.fiscal_year(first), &self.fiscal_year(last))
    }

    /// From one time to another, each in words: 令和6年4月～令和7年3月.
    #[must_use]
    pub fn span(self, first: &str, last: &str) -> String {
        let dash = if self == SiteLanguage::Japanese { "～" } else { "–" };
        [first, dash, last].concat()
    }

    /// A fiscal year for all calendars that readers may know: 令和3年度（2021年度）, FY2021.
    #[must_use]
    pub fn fiscal_year_both(self, year: i32) -> String {
        match self {
            SiteLanguage::Japanese => era::fiscal_year_both(year),
            SiteLanguage::English => self.fiscal_year(year),
        }
    }

    /// A fiscal year where there is no room for more: R3, ’21.
    #[must_use]
    pub fn short_year(self, year: i32) -> String {
        match self {
            SiteLanguage::Japanese => era::short_year(year),
            SiteLanguage::English => format!("’{:02}", year.rem_euclid(100)),
        }
    }

    /// A month, from 1 to 12: 4月, April.
    #[must_use]
    pub fn month(self, month: i8) -> String {
        match self {
            SiteLanguage::Japanese => format!("{month}月"),
            SiteLanguage::English => name(month).to_owned(),
        }
    }

    /// A date: 令和3年4月1日, 1 April 2021.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        if self == SiteLanguage::Japanese { date.wareki() } else { english(date) }
    }

    /// A time with an open side: 平成22年度～, from fiscal 2010.
    #[must_use]
    pub fn open_period(self, period: OpenPeriod) -> String {
        match period {
            _ if self == SiteLanguage::Japanese => period.wareki(),
            OpenPeriod::From(date) => format!("from {}", english(date)),
            OpenPeriod::Until(date) => format!("until {}", english(date)),
        }
    }

    /// A time: 令和3年4月～5月, April–May 2021.
    #[must_use]
    pub fn period(self, period: Period) -> String {
        if self == SiteLanguage::Japanese {
            return period.wareki();
        }
        let (start, end) = (english(period.start), english(period.end));
        match (period.start, period.end) {
            _ if period.start == period.end => start,
            // The year of both is said once.
            (Date::Month { year, word: "", .. }, Date::Month { year: other, word: "", .. }) if year == other => {
                format!("{}–{end}", start.split(' ').next().unwrap_or_default())
            }
            _ => format!("{start}–{end}"),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Words after a year or a month, in English.
const PARTS: [(&str, &str); 14] = [
    ("当初", "beginning of "),
    ("初め", "beginning of "),
    ("初", "beginning of "),
    ("初頭", "beginning of "),
    ("末", "end of "),
    ("上旬", "early "),
    ("中旬", "mid-"),
    ("下旬", "late "),
    ("上半期", "first half of "),
    ("前半", "first half of "),
    ("前期", "first half of "),
    ("下半期", "second half of "),
    ("後半", "second half of "),
    ("後期", "second half of "),
];

fn name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

fn english(date: Date) -> String {
    let part = |word: &str| PARTS.iter().find(|(ja, _)| *ja == word).map_or("", |(_, en)| en);
    match date {
        Date::FiscalYear { year, word: word @ ("" | "中" | "内") } => format!("{}FY{year}", part(word)),
        Date::FiscalYear { year, word } if !part(word).is_empty() => format!("{}FY{year}", part(word)),
        Date::Year(year) => year.to_string(),
        Date::Month { year, month, word } => format!("{}{} {year}", part(word), name(month)),
        Date::Day(day) => format!("{} {} {}", day.day(), name(day.month()), day.year()),
        // A quarter, or another part that is told by its months.
        Date::FiscalYear { .. } => date.iso(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_both_languages() {
        for (text, ja, en) in [
            ("R3年4月", "令和3年4月", "April 2021"),
            ("R3年4月～5月", "令和3年4月～5月", "April–May 2021"),
            ("R3年11月～R4年2月", "令和3年11月～令和4年2月", "November 2021–February 2022"),
            ("令和3年4月1日", "令和3年4月1日", "1 April 2021"),
            ("H28年", "平成28年", "2016"),
            ("R2年度", "令和2年度", "FY2020"),
            ("R2年度末", "令和2年度末", "end of FY2020"),
            ("R2年度当初", "令和2年度当初", "beginning of FY2020"),
            ("R4年3月末", "令和4年3月末", "end of March 2022"),
        ] {
            let period = Period::parse(text, Some(2021)).expect(text);
            assert_eq!(SiteLanguage::Japanese.period(period), ja);
            assert_eq!(SiteLanguage::English.period(period), en, "{text}");
        }
        assert_eq!(SiteLanguage::English.fiscal_year_both(2021), "FY2021");
        assert_eq!(SiteLanguage::English.short_year(2009), "’09");
    }
}
