//! Whether a label tells a time itself: 目標値（令和8年度末）, 基準値（R元）, 2013年度（基準）.

use super::date::Date;
use super::era::parse_year;
use super::fold::fold;

/// The time that stands beside a label in a head; nothing where the label tells the same time itself, in whatever spelling.
/// 令和8年度 and 令和8年度末 are not the same.
#[must_use]
pub fn time_beside<'t>(label: &str, time: &'t str) -> Option<&'t str> {
    let label = fold(label);
    let told = fold(time);
    let is_told =
        told.is_empty() || says(&label, &told) || Date::parse(time, None).is_some_and(|date| tells(&label, date));
    (!is_told).then_some(time)
}

/// Whether a folded label has the words of a time, and no more of it after them: 令和8年度末 is not told by 令和8年度.
fn says(label: &str, time: &str) -> bool {
    label.match_indices(time).any(|(at, words)| {
        let after = label.get(at + words.len()..).unwrap_or_default();
        let before = label.get(..at).unwrap_or_default();
        !after.starts_with(|c: char| c.is_ascii_digit() || "年度月日末当初上下前後中第".contains(c))
            && !before.ends_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether words of a folded label between brackets and marks are a date, or begin where they are one.
fn tells(label: &str, date: Date) -> bool {
    let is_same = |words: &str| {
        let of_year = |(year, _)| match date {
            Date::FiscalYear { year: own, word } => word.is_empty() && own == year,
            Date::Year(own) => own == year,
            _ => false,
        };
        Date::parse(words, None) == Some(date) || parse_year(words).is_some_and(of_year)
    };
    label.split(['(', ')', '[', ']', '〔', '〕', '「', '」', ' ', '・', '/', ',', '、', ':', '~']).any(|words| {
        let mut before = ' ';
        words.char_indices().any(|(at, c)| {
            let is_start = !before.is_ascii_alphanumeric();
            before = c;
            is_start && words.get(at..).is_some_and(is_same)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_tells_its_time_once() {
        for (label, time) in [
            ("目標値（令和8年度末）", "令和8年度末"),
            ("目標値（令和８年度末）", "R8年度末"),
            ("目標値（R6）", "令和6年度"),
            ("目標値R6", "令和6年度"),
            ("基準値（R元）", "令和元年度"),
            ("基準値（平成31年度）", "令和元年度"),
            ("2013年度（基準）", "H25年度"),
            ("人口（令和3年10月1日）", "2021年10月1日"),
            ("令和6年度の目標値", "令和6年度"),
            ("いまの値（年度末）", "年度末"),
        ] {
            assert_eq!(time_beside(label, time), None, "{label} {time}");
        }
    }

    #[test]
    fn another_time_stands_beside_it() {
        for (label, time) in [
            ("目標値", "令和8年度末"),
            ("目標値（令和8年度）", "令和8年度末"),
            ("目標値（令和8年度末）", "令和8年度"),
            ("目標値（R6）", "令和5年度"),
            ("目標値（R16）", "令和6年度"),
            ("PR6", "令和6年度"),
            ("令和6年4月の人口", "令和6年度"),
            ("12023年度", "2023年度"),
            ("", "令和6年度"),
        ] {
            assert_eq!(time_beside(label, time), Some(time), "{label} {time}");
        }
        assert_eq!(time_beside("人口", ""), None);
    }
}
