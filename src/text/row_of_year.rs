//! A row of another year's sheet, as authors point at it: `2021#2`, `R3#housing`, `令和3年度#2`.

use std::fmt;

use super::era;
use super::fold::fold;

/// A row of the sheet of another fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowOfYear {
    /// The fiscal year of the sheet that has the row.
    pub year: i32,
    /// The id of the row, or its number counted from 1: what its anchor ends with.
    pub row: String,
}

impl RowOfYear {
    /// Reads a year and a row with `#` between them; nothing when either is missing.
    #[must_use]
    pub fn parse(text: &str) -> Option<RowOfYear> {
        let folded = fold(text);
        let (year, row) = folded.split_once('#')?;
        let (year, row) = (era::parse_year(year)?.0, row.trim());
        (!row.is_empty()).then(|| RowOfYear { year, row: row.to_owned() })
    }
}

impl fmt::Display for RowOfYear {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}#{}", self.year, self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_and_a_row() {
        for (text, read) in [
            ("2021#2", Some("2021#2")),
            ("R3#housing", Some("2021#housing")),
            ("令和３年度＃２", Some("2021#2")),
            ("2021 # 2", Some("2021#2")),
            ("2021", None),
            ("2021#", None),
            ("#2", None),
            ("昨年度#2", None),
        ] {
            assert_eq!(RowOfYear::parse(text).map(|row| row.to_string()).as_deref(), read, "{text}");
        }
    }
}
