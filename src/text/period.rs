//! Periods: 令和5年4月～令和6年3月.

use super::date::Date;
use super::fold::fold;

/// From one date to another, both included; a single date is the period from itself to itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    /// The date it begins with, as precise as written.
    pub start: Date,
    /// The date it ends with, which is part of it; the same as the start for a single date.
    pub end: Date,
}

impl Period {
    /// Reads a date or two with ～ between. The second may leave out what the first says: R3年4月～5月, 平成28～29年度.
    ///
    /// `fiscal_year` is that of the document, as for `Date::parse`; with it 通年 is the whole of that year.
    /// A reversed period is refused.
    #[must_use]
    pub fn parse(text: &str, fiscal_year: Option<i32>) -> Option<Period> {
        let mut text = fold(text);
        text.retain(|c| !matches!(c, ' ' | '<' | '>'));
        if let ("通年" | "年間" | "年間を通して", Some(year)) = (text.as_str(), fiscal_year) {
            return Period::parse(&format!("{year}年度"), None);
        }
        let Some((first, second)) = halves(&text) else {
            let date = Date::parse(&text, fiscal_year)?;
            return Some(Period { start: date, end: date });
        };
        let unit = last_unit(second).filter(|_| first.ends_with(|c: char| c.is_ascii_digit())).unwrap_or_default();
        let start = Date::parse(&format!("{first}{unit}"), fiscal_year)?;
        let end = ends(start, first, second, fiscal_year).find(|end| start.start() <= end.end())?;
        Some(Period { start, end })
    }

    /// For people; the end leaves out the year it shares with the start: 令和3年4月～5月.
    #[must_use]
    pub fn wareki(&self) -> String {
        let (start, end) = (self.start.wareki(), self.end.wareki());
        if self.start == self.end {
            return start;
        }
        let year =
            start.split_inclusive('年').next().filter(|_| !matches!(self.end, Date::FiscalYear { .. } | Date::Year(_)));
        let end = year.and_then(|year| end.strip_prefix(year)).unwrap_or(&end);
        format!("{start}～{end}")
    }

    /// For machines, an ISO 8601 interval: `2021-04/2021-05`; a single date has no slash of its own.
    #[must_use]
    pub fn iso(&self) -> String {
        if self.start == self.end {
            return self.start.iso();
        }
        let (start, end) = (self.start.iso(), self.end.iso());
        let first = start.split('/').next().unwrap_or_default();
        let last = end.split('/').next_back().unwrap_or_default();
        format!("{first}/{last}")
    }
}

/// A time that begins or ends with a date and has no other side: 平成22年度～, 令和6年4月以降, ～令和8年度末.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenPeriod {
    /// From a date on.
    From(Date),
    /// Up to a date, which is part of it.
    Until(Date),
}

impl OpenPeriod {
    /// Reads a date with ～, から, 以降, まで or 以前 at one side only; the year of the document as for [`Period::parse`].
    #[must_use]
    pub fn parse(text: &str, fiscal_year: Option<i32>) -> Option<OpenPeriod> {
        let mut text = fold(text);
        text.retain(|c| c != ' ');
        let date = |text: &str| Date::parse(text, fiscal_year);
        let from = ["~", "から", "以降", "より"].iter().find_map(|end| date(text.strip_suffix(end)?));
        let until =
            || text.strip_prefix('~').or_else(|| text.strip_suffix("まで")).or_else(|| text.strip_suffix("以前"));
        from.map(OpenPeriod::From).or_else(|| until().and_then(date).map(OpenPeriod::Until))
    }

    /// The period in words for readers, in the Japanese calendar: 平成22年度～.
    #[must_use]
    pub fn wareki(&self) -> String {
        match self {
            OpenPeriod::From(date) => format!("{}～", date.wareki()),
            OpenPeriod::Until(date) => format!("～{}", date.wareki()),
        }
    }

    /// For machines, an interval of ISO 8601-2 with an open side: `2010-04/..`.
    #[must_use]
    pub fn iso(&self) -> String {
        match self {
            OpenPeriod::From(date) => format!("{}/..", date.iso().split('/').next().unwrap_or_default()),
            OpenPeriod::Until(date) => format!("../{}", date.iso().split('/').next_back().unwrap_or_default()),
        }
    }
}

/// The two sides of ～, から or, between months and years, a hyphen.
fn halves(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_suffix("まで").unwrap_or(text);
    let hyphen = || {
        text.split_once('-')
            .filter(|(first, second)| first.ends_with(['月', '度', '日']) && second.ends_with(['月', '度', '日']))
    };
    text.split_once('~').or_else(|| text.split_once("から")).or_else(hyphen)
}

/// 月 in 9～10月, 年度 in 平成28～29年度: the first date borrows it.
fn last_unit(second: &str) -> Option<&'static str> {
    ["年度", "月", "日", "年"].into_iter().find(|unit| second.ends_with(unit))
}

/// What the second half may mean, the most likely first: after the start, in the same year, era or month, else a year later.
fn ends(start: Date, first: &str, second: &str, fiscal_year: Option<i32>) -> impl Iterator<Item = Date> {
    let year = start.fiscal_year();
    let era: String = first.chars().take_while(|c| !c.is_ascii_digit() && *c != '元').collect();
    let month = match start {
        Date::Day(day) => format!("{}年{}月{second}", day.year(), day.month()),
        _ => String::new(),
    };
    let of_month = Some(month).filter(|month| !month.is_empty());
    // A month alone belongs to the year of the start, and only then to the document's.
    let months = [Some(year), Some(year.saturating_add(1)), fiscal_year];
    let dates = months.map(|year| year.and_then(|year| Date::parse(second, Some(year))));
    dates
        .into_iter()
        .flatten()
        .chain(of_month.and_then(|text| Date::parse(&text, None)))
        .chain(Some(era).filter(|era| !era.is_empty()).and_then(|era| Date::parse(&(era + second), None)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_periods() {
        for (text, wareki, iso) in [
            ("R3年4月～5月", "令和3年4月～5月", "2021-04/2021-05"),
            ("Ｒ３年4月～5月", "令和3年4月～5月", "2021-04/2021-05"),
            ("9月～10月", "令和3年9月～10月", "2021-09/2021-10"),
            ("９～１０月", "令和3年9月～10月", "2021-09/2021-10"),
            ("2月～3月", "令和4年2月～3月", "2022-02/2022-03"),
            ("11月〜2月", "令和3年11月～令和4年2月", "2021-11/2022-02"),
            ("R3年3月～5月", "令和3年3月～5月", "2021-03/2021-05"),
            ("令和5年4月～令和6年3月", "令和5年4月～令和6年3月", "2023-04/2024-03"),
            ("令和5年4月から令和6年3月まで", "令和5年4月～令和6年3月", "2023-04/2024-03"),
            ("4月－5月", "令和3年4月～5月", "2021-04/2021-05"),
            ("2021-04～2021-06", "令和3年4月～6月", "2021-04/2021-06"),
            ("令和4年5月20日～6月3日", "令和4年5月20日～6月3日", "2022-05-20/2022-06-03"),
            ("令和4年5月20日～30日", "令和4年5月20日～5月30日", "2022-05-20/2022-05-30"),
            ("平成28～29年度", "平成28年度～平成29年度", "2016-04/2018-03"),
            ("R6～R8", "令和6年～令和8年", "2024/2026"),
            ("令和3年度～令和5年度", "令和3年度～令和5年度", "2021-04/2024-03"),
            ("6月", "令和3年6月", "2021-06"),
            ("令和3年度", "令和3年度", "2021-04/2022-03"),
            ("＜通年＞", "令和3年度", "2021-04/2022-03"),
            ("平成31年4月～令和元年5月", "平成31年4月～令和元年5月", "2019-04/2019-05"),
        ] {
            let shown = Period::parse(text, Some(2021)).map(|period| (period.wareki(), period.iso()));
            assert_eq!(shown, Some((wareki.to_owned(), iso.to_owned())), "{text}");
        }
    }

    #[test]
    fn reads_periods_with_an_open_side() {
        for (text, wareki, iso) in [
            ("平成22年度～", "平成22年度～", "2010-04/.."),
            ("Ｈ２２～", "平成22年～", "2010/.."),
            ("令和6年4月から", "令和6年4月～", "2024-04/.."),
            ("令和6年4月1日以降", "令和6年4月1日～", "2024-04-01/.."),
            ("～R8年度", "～令和8年度", "../2027-03"),
            ("9月まで", "～令和3年9月", "../2021-09"),
        ] {
            let shown = OpenPeriod::parse(text, Some(2021)).map(|period| (period.wareki(), period.iso()));
            assert_eq!(shown, Some((wareki.to_owned(), iso.to_owned())), "{text}");
        }
        for text in ["", "～", "随時～", "R3年13月～", "令和3年度", "～みんなで～", "4月～5月"] {
            assert_eq!(OpenPeriod::parse(text, Some(2021)), None, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_period() {
        for text in [
            "",
            "随時",
            "～",
            "4月～",
            "～5月",
            "令和4年4月～令和3年5月",
            "4月～5月～6月",
            "4月、10月",
            "平成30年度～",
            "～みんなで～",
        ] {
            assert_eq!(Period::parse(text, Some(2021)), None, "{text}");
        }
        for text in ["通年", "9月～10月"] {
            assert_eq!(Period::parse(text, None), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics_and_never_runs_backwards(text in "[令和平成RＨ元0-9年度月日末~～から]{0,14}|\\PC{0,20}", year in proptest::option::of(any::<i32>())) {
            if let Some(period) = Period::parse(&text, year) {
                prop_assert!(period.start.start() <= period.end.end());
                let _ = (period.wareki(), period.iso());
            }
        }
    }
}
