//! Workbooks of Excel (SpreadsheetML), as far as nenpo writes them. The same workbook gives the same bytes on every machine and in
//! every run: dates that say nothing, names in a fixed order, one way of packing.
//!
//! The crates that write workbooks bring another way of packing along, which packs differently from machine to machine, and
//! which all archives of the site would then get, too.

mod package;
mod parts;
mod style;
mod table;

use crate::text::Decimal;

pub use package::{frame, pack, packed_parts, part_of_sheet};
pub use parts::{core, custom, sheet};
pub use style::CellStyle;
use style::DECIMALS;
pub use table::{CellContent, end_of_table, start_of_table, table_row};

/// A workbook to be written.
#[derive(Clone, Debug, Default)]
pub struct Workbook {
    /// What it is, for the properties of the file.
    pub title: String,
    /// Its sheets, from left to right.
    pub sheets: Vec<Worksheet>,
    /// Names of ranges, and of constants: `nenpo.population` and `'記入欄'!$C$5`.
    pub names: Vec<(String, String)>,
    /// Properties of its own, which programs keep and do not show.
    pub properties: Vec<(String, String)>,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Worksheet {
    /// Its name on the tab, as [`sheet_titles`] makes it.
    pub title: String,
    /// Whether nobody is shown it.
    pub hidden: bool,
    /// Whether only the cells for answers can be changed.
    pub protected: bool,
    /// Whether it is a table for people and programs, with the lines that programs draw between cells.
    pub is_plain: bool,
    /// The widths of its columns in digits; 0 for a column that is not shown.
    pub widths: Vec<f64>,
    /// Its rows from the top. Rows without cells are rows, too.
    pub rows: Vec<WorksheetRow>,
    /// What may be written where.
    pub rules: Vec<InputRule>,
    /// How many rows stay in sight.
    pub frozen: u32,
    /// The row, from 0, that stands on every page of paper.
    pub head: Option<u32>,
    /// Ranges whose cells are one: `A1:F1`.
    pub merged: Vec<String>,
    /// The range whose rows can be chosen by their cells, with its head.
    pub filtered: Option<String>,
}

/// A row of a sheet.
#[derive(Clone, Debug, Default)]
pub struct WorksheetRow {
    /// Its height in points, where its cells do not say it.
    pub height: Option<f64>,
    /// Whether it is not shown.
    pub hidden: bool,
    /// Its cells, from left to right.
    pub cells: Vec<WorksheetCell>,
}

/// A cell with its text; the number of its column is counted from 0.
#[derive(Clone, Debug)]
pub struct WorksheetCell {
    /// Its column, from 0.
    pub column: u32,
    /// What it says; nothing in a cell that is only framed. Of a number its digits.
    pub text: String,
    /// Whether it is a number, to reckon with.
    pub is_number: bool,
    /// How it looks, and whether it can be changed.
    pub style: CellStyle,
}

impl WorksheetCell {
    /// A cell with a text.
    pub fn new(column: u32, text: impl Into<String>, style: CellStyle) -> WorksheetCell {
        WorksheetCell { column, text: text.into(), is_number: false, style }
    }

    /// A cell with a number, shown with commas and all its decimals.
    pub fn number(column: u32, number: Decimal, bold: bool) -> WorksheetCell {
        let text = number.to_plain();
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let style = CellStyle::Number { bold, decimals: u8::try_from(decimals).unwrap_or(u8::MAX).min(DECIMALS) };
        WorksheetCell { column, text, is_number: true, style }
    }
}

/// What may be written into a range. It only warns: the answer may be one that no list foresees.
#[derive(Clone, Debug)]
pub struct InputRule {
    /// The range: `C5`, `C5:C20`.
    pub range: String,
    /// What may be written without a warning.
    pub allowed: AllowedInput,
    /// The head of the remark that is shown beside the cell, at most 32 characters.
    pub title: String,
    /// The remark that is shown beside the cell, at most 255 characters.
    pub remark: String,
    /// What is said of something else.
    pub warning: String,
}

/// What an input rule allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllowedInput {
    /// Anything may be written; the rule only shows its remark.
    Anything,
    /// What stands in a range.
    OneOf(String),
    /// What makes a formula true.
    Formula(String),
}

/// The most rows of a sheet, of which programs take no more.
pub const ROWS: usize = 1_048_576;
/// The most columns of a sheet.
pub const COLUMNS: usize = 16_384;
/// The most that a cell holds, in units of UTF-16.
pub const LONGEST: usize = 32_767;

/// A text in pieces that fit a cell; one of them even where it is empty. No piece ends in a blank that programs take away, unless
/// there is nothing else in it.
#[must_use]
pub fn pieces(text: &str) -> Vec<&str> {
    if text.len() <= LONGEST {
        return vec![text];
    }
    let (mut pieces, mut begin, mut units) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        if units + c.len_utf16() > LONGEST {
            let piece = text.get(begin..at).unwrap_or_default();
            let kept = Some(piece.trim_end()).filter(|kept| !kept.is_empty()).unwrap_or(piece);
            pieces.push(kept);
            begin += kept.len();
            units = text.get(begin..at).unwrap_or_default().encode_utf16().count();
        }
        units += c.len_utf16();
    }
    pieces.extend(text.get(begin..));
    pieces
}

/// An address such as `AA12`, of a row and a column from 0.
#[must_use]
pub fn address(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// The letters of a column from 0: `AA`.
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or_default()));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A range of a sheet as a name refers to it: `'記入欄'!$C$5:$D$9`; both corners, rows and columns from 0.
#[must_use]
pub fn reference(title: &str, first: (u32, u32), last: (u32, u32)) -> String {
    let corner = |(row, column): (u32, u32)| format!("${}${}", letters(column), u64::from(row) + 1);
    let sheet = title.replace('\'', "''");
    if first == last {
        format!("'{sheet}'!{}", corner(first))
    } else {
        format!("'{sheet}'!{}:{}", corner(first), corner(last))
    }
}

/// Names of sheets that every program takes: at most 31 characters, none of them `[]:*?/\`, and no two alike.
#[must_use]
pub fn sheet_titles<'t>(wanted: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    const LONGEST: usize = 31;
    let mut known: Vec<String> = Vec::new();
    let fits = |text: &str, length: usize| -> String {
        let mut units = 0;
        let short = text.chars().take_while(|c| {
            units += c.len_utf16();
            units <= length
        });
        short.collect()
    };
    for title in wanted {
        let free = |c: char| if c.is_control() || "[]:*?/\\：？＊／￥".contains(c) { '・' } else { c };
        let bare: String = title.chars().map(free).collect();
        let bare = bare.trim().trim_matches('\'').trim();
        // Programs keep this name for themselves.
        let bare = if bare.is_empty() || bare.eq_ignore_ascii_case("history") { "表" } else { bare };
        let is_free = |own: &String| !known.iter().any(|other| other.to_lowercase() == own.to_lowercase());
        let numbered = |number: usize| {
            let end = format!("（{number}）");
            fits(bare, LONGEST - end.chars().count()) + &end
        };
        let candidates = std::iter::once(fits(bare, LONGEST)).chain((2..).map(numbered));
        let own = candidates.take(known.len() + 2).find(is_free).unwrap_or_default();
        known.push(own);
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_letters_and_numbers() {
        for (at, wanted) in
            [((0, 0), "A1"), ((11, 25), "Z12"), ((0, 26), "AA1"), ((9, 701), "ZZ10"), ((9, 702), "AAA10")]
        {
            assert_eq!(address(at.0, at.1), wanted);
        }
        assert_eq!(reference("人口's", (0, 1), (0, 1)), "'人口''s'!$B$1");
        assert_eq!(reference("表", (0, 1), (2, 3)), "'表'!$B$1:$D$3");
    }

    #[test]
    fn long_texts_are_parted_where_cells_end() {
        assert_eq!(pieces(""), [""]);
        for letter in ["a", "年", "𠮷"] {
            let text = letter.repeat(LONGEST + 1);
            let parted = pieces(&text);
            assert_eq!(parted.concat(), text);
            assert_eq!(parted.len(), if letter == "𠮷" { 3 } else { 2 });
            assert!(parted.iter().all(|piece| piece.encode_utf16().count() <= LONGEST), "{letter}");
        }
        let text = "a".repeat(LONGEST - 2) + " \n b";
        assert_eq!(pieces(&text), [&text[..LONGEST - 2], " \n b"]);
        assert_eq!(pieces(&" ".repeat(LONGEST + 1)).concat().len(), LONGEST + 1);
    }

    #[test]
    fn sheets_have_names_that_programs_take() {
        let long = "あ".repeat(40);
        let titles = sheet_titles(["a/b", "A/B", "", "history", &long, &long]);
        assert_eq!(titles.first().map(String::as_str), Some("a・b"));
        assert_eq!(titles.get(1).map(String::as_str), Some("A・B（2）"));
        assert_eq!(titles.get(2).map(String::as_str), Some("表"));
        assert!(titles.iter().all(|title| (1..=31).contains(&title.chars().count())), "{titles:?}");
        let distinct: std::collections::BTreeSet<_> = titles.iter().map(|title| title.to_lowercase()).collect();
        assert_eq!(distinct.len(), titles.len());
    }
}
