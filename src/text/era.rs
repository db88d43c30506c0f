//! Japanese eras, and years in any spelling.

use std::ops::Range;

use super::fold::{fold, fold_char};
use jiff::civil;

/// An era and the day it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Era {
    /// The name in two characters: 令和.
    pub name: &'static str,
    /// The letter by which it is abbreviated in official forms: R.
    pub letter: char,
    /// The day on which it began, by the Gregorian calendar.
    pub start: civil::Date,
}

/// All eras with a Gregorian calendar beside them, oldest first. A new era is a new line.
pub const ERAS: &[Era] = &[
    Era { name: "明治", letter: 'M', start: civil::date(1868, 1, 25) },
    Era { name: "大正", letter: 'T', start: civil::date(1912, 7, 30) },
    Era { name: "昭和", letter: 'S', start: civil::date(1926, 12, 25) },
    Era { name: "平成", letter: 'H', start: civil::date(1989, 1, 8) },
    Era { name: "令和", letter: 'R', start: civil::date(2019, 5, 1) },
];

impl Era {
    /// The era a day falls in; nothing before Meiji.
    #[must_use]
    pub fn of(day: civil::Date) -> Option<&'static Era> {
        ERAS.iter().rev().find(|era| era.start <= day)
    }

    /// 元 or 3: the year of this era that a Gregorian year is.
    #[must_use]
    pub fn year(&self, year: i32) -> String {
        match year - i32::from(self.start.year()) + 1 {
            1 => "元".to_owned(),
            number => number.to_string(),
        }
    }
}

/// Reads a year in any spelling, as a Gregorian year and whether it is a fiscal year (年度).
///
/// A year an era never reached (平成35年度) is taken as meant and becomes 2023. 3年度 is not a year: of which era?
#[must_use]
pub fn parse_year(text: &str) -> Option<(i32, bool)> {
    let mut text = fold(text);
    text.retain(|c| c != ' ');
    // 令和3年度（2021年度）, the way pages show it: both must say the same year.
    if let Some((outer, inner)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        return parse_year(outer).filter(|year| Some(*year) == parse_year(inner));
    }
    let (year, rest) = scan_year(&text)?;
    match rest {
        "" | "年" => Some((year, false)),
        "年度" => Some((year, true)),
        _ => None,
    }
}

/// A year that no era has, in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EraSlip {
    /// The bytes of the era and of the number behind it, in the text.
    pub range: Range<usize>,
    /// The same year of that era in its own count; nothing where the number is no Gregorian year of it.
    pub right: Option<String>,
}

/// An era or its letter before a Gregorian year of four digits or 0, and 年: 令和2024年度, R2024年, 平成0年.
#[must_use]
pub fn era_slips(text: &str) -> Vec<EraSlip> {
    let mut slips = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let word = before.replace(fold_char(c)).is_some_and(|before| before.is_ascii_alphanumeric());
        let rest = text.get(at..).unwrap_or_default();
        let named = |era: &&Era| {
            let letter = fold_char(c) == era.letter && !word;
            (letter || rest.starts_with(era.name)).then_some(letter)
        };
        // Nearly no character begins one.
        if !c.is_alphabetic() || c.is_ascii_lowercase() {
            continue;
        }
        let Some((era, letter)) = ERAS.iter().find_map(|era| Some((era, named(&era)?))) else { continue };
        let era_length = if letter { c.len_utf8() } else { era.name.len() };
        let digits = rest.get(era_length..).unwrap_or_default().trim_start_matches([' ', '\u{3000}']);
        let length = digits.find(|c: char| !fold_char(c).is_ascii_digit()).unwrap_or(digits.len());
        let (Some(number), Some(behind)) = (digits.get(..length), digits.get(length..)) else { continue };
        let Ok(year) = fold(number).parse::<i32>() else { continue };
        let behind = behind.trim_start_matches([' ', '\u{3000}']);
        if !behind.starts_with('年') || !(year == 0 || (1868..=2200).contains(&year)) {
            continue;
        }
        let end = at + (rest.len() - digits.len()) + length;
        let in_era = wareki_year(year).strip_prefix(era.name).and_then(|own| own.strip_suffix('年')).map(str::to_owned);
        // 令和元年, but R1.
        let own = in_era.map(|own| if letter && own == "元" { "1".to_owned() } else { own });
        let right = own.map(|own| format!("{}{own}", rest.get(..era_length).unwrap_or_default()));
        slips.push(EraSlip { range: at..end, right });
    }
    slips
}

/// The fiscal years that a text names: 令和3年度, 2021年度, R3年度, and 2021 of 2021-2023年度. None at all where one has no era
/// (令和3～5年度): which years that means, it does not say in full.
#[must_use]
pub fn fiscal_years_in(text: &str) -> Vec<i32> {
    let mut text = fold(text);
    text.retain(|c| c != ' ');
    let mut found = Vec::new();
    let mut rest = text.as_str();
    // The character before the rest, and a year before the sign that ends there.
    let (mut before, mut first) = (' ', None);
    while let Some(c) = rest.chars().next() {
        let word = before.is_ascii_alphanumeric();
        if let Some((year, after)) = scan_year(rest).filter(|_| !word) {
            if after.starts_with("年度") {
                found.extend(first.take());
                found.push(year);
            }
            first = after.starts_with(['~', '-', '・', '/']).then_some(year);
            (rest, before) = (after, '0');
            continue;
        }
        if let Some((_, after)) = scan_number(rest).filter(|_| !word)
            && after.starts_with("年度")
        {
            return Vec::new();
        }
        first = first.filter(|_| before == '0');
        before = c;
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    found
}

/// The year at the start of a folded text without spaces, and the text after its number.
pub(super) fn scan_year(text: &str) -> Option<(i32, &str)> {
    for era in ERAS {
        let letter = text.strip_prefix(era.letter).or_else(|| text.strip_prefix(era.letter.to_ascii_lowercase()));
        if let Some(rest) = text.strip_prefix(era.name).or(letter) {
            let (number, rest) = match rest.strip_prefix('元') {
                Some(rest) => (1, rest),
                None => scan_number(rest)?,
            };
            // No era had more years (昭和 had 64), and 平成2021 is a slip.
            return (1..=99).contains(&number).then(|| (i32::from(era.start.year()) + number - 1, rest));
        }
    }
    // From 明治元年 to far beyond any plan: other numbers of four digits count something.
    scan_number(text).filter(|(year, _)| (1868..=2200).contains(year))
}

/// The whole number at the start, and the text after it.
pub(super) fn scan_number(text: &str) -> Option<(i32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    // Years, months and days have at most four digits; 20210401 is written as a whole day.
    Some((number.parse().ok().filter(|_| end <= 4)?, rest))
}

/// 令和3年度. The year of a change has the name it ended with: 2019 is 令和元年度.
#[must_use]
pub fn fiscal_year(year: i32) -> String {
    wareki_year(year) + "度"
}

/// R3, where there is no room for more.
#[must_use]
pub fn short_year(year: i32) -> String {
    let era = i16::try_from(year).ok().and_then(|year| civil::Date::new(year, 12, 31).ok()).and_then(Era::of);
    era.map_or_else(
        || year.to_string(),
        |era| format!("{}{}", era.letter, if era.year(year) == "元" { "1".to_owned() } else { era.year(year) }),
    )
}

/// A fiscal year in both calendars: 令和3年度（2021年度）.
#[must_use]
pub fn fiscal_year_both(year: i32) -> String {
    format!("{}（{year}年度）", fiscal_year(year))
}

/// 令和3年. The year of a change has the name it ended with: 2019 is 令和元年.
#[must_use]
pub fn wareki_year(year: i32) -> String {
    let era = i16::try_from(year).ok().and_then(|year| civil::Date::new(year, 12, 31).ok()).and_then(Era::of);
    era.map_or_else(|| format!("{year}年"), |era| format!("{}{}年", era.name, era.year(year)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn years_that_no_era_has() {
        for (text, slips) in [
            ("令和2024年度は、", vec![("令和2024", Some("令和6"))]),
            ("令和２０１９ 年に", vec![("令和２０１９", Some("令和元"))]),
            ("R2024年度見込、Ｒ2025年", vec![("R2024", Some("R6")), ("Ｒ2025", Some("Ｒ7"))]),
            ("令和 2018年", vec![("令和 2018", None)]),
            ("平成0年と昭和２０００年", vec![("平成0", None), ("昭和２０００", None)]),
            ("令和6年、2024年、R6/4/1、R2024、令和2024人", vec![]),
            ("PR2024年", vec![]),
            ("見込R2019年度", vec![("R2019", Some("R1"))]),
            ("平成35年度", vec![]),
            ("", vec![]),
        ] {
            let found = era_slips(text);
            let found: Vec<_> = found.iter().map(|slip| (&text[slip.range.clone()], slip.right.as_deref())).collect();
            assert_eq!(found, slips, "{text}");
        }
    }

    #[test]
    fn fiscal_years_in_a_text() {
        for (text, years) in [
            ("令和2年度 北浜市の取組", vec![2020]),
            ("北浜市（Ｒ２年度）", vec![2020]),
            ("2021年度事業報告", vec![2021]),
            ("令和 元 年度と令和3年度", vec![2019, 2021]),
            ("2021-2023年度", vec![2021, 2023]),
            ("令和3年度～令和5年度計画", vec![2021, 2023]),
            ("令和3～5年度計画", vec![]),
            ("令和3年度・4年度", vec![]),
            ("3年度の取組", vec![]),
            ("令和3年4月の取組", vec![]),
            ("PR3年度", vec![]),
            ("R6/4/1 現在、令和5年度", vec![2023]),
            ("第12021年度", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(fiscal_years_in(text), years, "{text}");
        }
    }

    #[test]
    fn reads_years_in_every_spelling() {
        for (text, year) in [
            ("令和3年度", Some((2021, true))),
            ("令和３年度", Some((2021, true))),
            ("令和 4 年度", Some((2022, true))),
            ("令和３", Some((2021, false))),
            ("令和3年", Some((2021, false))),
            ("R3", Some((2021, false))),
            ("r3", Some((2021, false))),
            ("R3年度", Some((2021, true))),
            ("Ｒ３年度", Some((2021, true))),
            ("Ｒ１年度", Some((2019, true))),
            ("R元年度", Some((2019, true))),
            ("令和元年", Some((2019, false))),
            ("令和元年度", Some((2019, true))),
            ("令和1年度", Some((2019, true))),
            ("平成31年度", Some((2019, true))),
            ("平成30年度", Some((2018, true))),
            ("平成35年度", Some((2023, true))),
            ("H29", Some((2017, false))),
            ("Ｈ２９年度", Some((2017, true))),
            ("昭和64年", Some((1989, false))),
            ("S63年度", Some((1988, true))),
            ("大正15年", Some((1926, false))),
            ("明治元年", Some((1868, false))),
            ("2021", Some((2021, false))),
            ("２０２１", Some((2021, false))),
            ("2021年", Some((2021, false))),
            ("2021年度", Some((2021, true))),
            ("令和3年度（2021年度）", Some((2021, true))),
            ("2021年度（令和3年度）", Some((2021, true))),
            ("㋿3年度", Some((2021, true))),
            ("令和3年度（2022年度）", None),
            ("3年度", None),
            ("３", None),
            ("21年度", None),
            ("令和0年度", None),
            ("令和", None),
            ("令和100年", None),
            ("R3年4月", None),
            ("X3", None),
            ("12021", None),
            ("令和-3", None),
            ("年度", None),
            ("", None),
        ] {
            assert_eq!(parse_year(text), year, "{text}");
        }
    }

    #[test]
    fn writes_wareki() {
        for (year, fiscal) in [
            (2021, "令和3年度"),
            (2020, "令和2年度"),
            (2019, "令和元年度"),
            (2018, "平成30年度"),
            (1989, "平成元年度"),
            (1988, "昭和63年度"),
            (1912, "大正元年度"),
            (1868, "明治元年度"),
            (1867, "1867年度"),
            (99_999, "99999年度"),
        ] {
            assert_eq!(fiscal_year(year), fiscal);
        }
        assert_eq!(fiscal_year_both(2021), "令和3年度（2021年度）");
        assert_eq!(wareki_year(2019), "令和元年");
    }

    #[test]
    fn eras_change_on_their_day() {
        for (day, name) in [
            (civil::date(2019, 4, 30), Some("平成")),
            (civil::date(2019, 5, 1), Some("令和")),
            (civil::date(1989, 1, 7), Some("昭和")),
            (civil::date(1989, 1, 8), Some("平成")),
            (civil::date(1800, 1, 1), None),
        ] {
            assert_eq!(Era::of(day).map(|era| era.name), name);
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_it_writes(year in 1869_i32..2100) {
            prop_assert_eq!(parse_year(&fiscal_year(year)), Some((year, true)));
            prop_assert_eq!(parse_year(&fiscal_year_both(year)), Some((year, true)));
        }

        #[test]
        fn never_panics(text in "[令和平成RＨ元0-9０-９年度()（）月~～]{0,12}|\\PC{0,20}") {
            let _ = parse_year(&text);
        }
    }
}
