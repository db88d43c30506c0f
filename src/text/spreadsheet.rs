//! What spreadsheets leave in text that is pasted from them.

use jiff::ToSpan;
use jiff::civil;

/// Whether a folded text is what a spreadsheet shows where it has no result: `#REF!`, `#N/A`, `####`. A unit may have
/// been written behind it.
#[must_use]
pub fn is_error(folded: &str) -> bool {
    folded.strip_prefix('#').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '#')
            && !rest.chars().any(|c| c.is_ascii_lowercase() || c == ' ')
    })
}

/// The day that a number in a cell of a spreadsheet stands for, where the cell was made a number: 45566 is 1 October 2024, a
/// part of a day goes behind a point. Days are counted from 30 December 1899 (Excel's 1900 date system); only those from 1954 to
/// 2118 are told from other numbers.
#[must_use]
pub fn day_of_serial(folded: &str) -> Option<civil::Date> {
    let (days, time) = folded.split_once('.').unwrap_or((folded, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let days: i32 = days.parse().ok().filter(|_| days.len() == 5 && digits(days) && digits(time))?;
    (20_000..80_000).contains(&days).then(|| civil::date(1899, 12, 30).checked_add(days.days()).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_and_days_are_known() {
        for (text, expected) in
            [("#REF!", true), ("#N/A", true), ("########", true), ("#DIV/0!人", true), ("# 注", false), ("#2", false)]
        {
            assert_eq!(is_error(text), expected, "{text}");
        }
        for (text, day) in [
            ("45566", Some(civil::date(2024, 10, 1))),
            ("44287.5", Some(civil::date(2021, 4, 1))),
            ("2024", None),
            ("123456", None),
            ("45566人", None),
        ] {
            assert_eq!(day_of_serial(text), day, "{text}");
        }
    }
}
