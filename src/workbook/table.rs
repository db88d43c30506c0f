//! Sheets of tables, put together from rows as they come: a large table is never held as cells.
//!
//! Rows and cells have no addresses, which the format leaves to their order, so that rows can be made in any order and joined. Cells
//! without text hold their place.

use std::fmt::Write as _;

use super::parts::{after_rows, before_rows, escape};
use super::{CellStyle, DECIMALS, LONGEST, Worksheet, address, pieces};

/// More digits than this are no number to a program, which would round them.
const DIGITS: usize = 15;

/// What is in a cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellContent {
    /// Words.
    Words,
    /// Digits that are no number: a code.
    Code,
    /// A year or a count, without separators of thousands.
    Whole,
    /// A number, shown with separators of thousands and with all its decimals.
    Number,
    /// The head of a column.
    Head,
}

/// Adds a row, given what is in each cell and its text. What a cell has no room for goes on in cells behind the last column.
pub fn table_row<T: AsRef<str>>(cells: impl Iterator<Item = (CellContent, T)>, xml: &mut String) {
    xml.push_str("<row>");
    let mut more: Vec<String> = Vec::new();
    for (content, text) in cells {
        let text = text.as_ref();
        // Nearly every text fits.
        if text.len() <= LONGEST {
            cell(content, text, xml);
            continue;
        }
        let all = pieces(text);
        cell(content, all.first().unwrap_or(&text), xml);
        more.extend(all.into_iter().skip(1).map(str::to_owned));
    }
    more.iter().for_each(|text| cell(CellContent::Words, text, xml));
    xml.push_str("</row>");
}

fn cell(content: CellContent, text: &str, xml: &mut String) {
    if text.is_empty() {
        return xml.push_str("<c/>");
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let style = match content {
        CellContent::Number | CellContent::Whole if digits > DIGITS => CellStyle::Text,
        CellContent::Whole => {
            xml.extend(["<c><v>", text, "</v></c>"]);
            return;
        }
        CellContent::Number => {
            let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let decimals = u8::try_from(decimals).unwrap_or(u8::MAX).min(DECIMALS);
            let _ = write!(xml, r#"<c s="{}"><v>{text}</v></c>"#, CellStyle::Figure { decimals }.number());
            return;
        }
        CellContent::Code => CellStyle::Text,
        CellContent::Head => CellStyle::Head,
        CellContent::Words => CellStyle::Plain,
    };
    xml.push_str("<c ");
    if style != CellStyle::Plain {
        let _ = write!(xml, r#"s="{}" "#, style.number());
    }
    let has_edges = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    xml.push_str(r#"t="inlineStr"><is>"#);
    xml.push_str(if has_edges { r#"<t xml:space="preserve">"# } else { "<t>" });
    escape(text, xml);
    xml.push_str("</t></is></c>");
}

/// What the part of a table begins with: a sheet without rows, and the heads of its columns; the first sheet is the
/// one that is open.
#[must_use]
pub fn start_of_table(sheet: &Worksheet, heads: &[&str], is_first: bool) -> String {
    let mut xml = before_rows(sheet, is_first);
    table_row(heads.iter().map(|head| (CellContent::Head, *head)), &mut xml);
    xml
}

/// What the part of a table with this many columns and rows ends with, the heads not counted.
#[must_use]
pub fn end_of_table(sheet: &Worksheet, columns: usize, rows: usize) -> String {
    let last = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_sub(1);
    let filtered = Some(format!("A1:{}", address(last(rows + 1), last(columns))));
    after_rows(&Worksheet { filtered, ..sheet.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_what_their_columns_hold() {
        for (content, text, wanted) in [
            (CellContent::Words, "", "<c/>"),
            (CellContent::Words, "川崎市", r#"<c t="inlineStr"><is><t>川崎市</t></is></c>"#),
            (CellContent::Words, " a<", r#"<c t="inlineStr"><is><t xml:space="preserve"> a&lt;</t></is></c>"#),
            (CellContent::Whole, "2021", "<c><v>2021</v></c>"),
        ] {
            let mut xml = String::new();
            cell(content, text, &mut xml);
            assert_eq!(xml, wanted);
        }
        let style = |content: CellContent, text: &str| {
            let mut xml = String::new();
            cell(content, text, &mut xml);
            let number = xml.split('"').nth(1).unwrap().parse::<usize>().unwrap();
            (xml.contains("<v>"), number)
        };
        assert_eq!(style(CellContent::Code, "011002"), (false, CellStyle::Text.number()));
        assert_eq!(style(CellContent::Number, "-1.80"), (true, CellStyle::Figure { decimals: 2 }.number()));
        // A program would make 1234567890123460 of it.
        assert_eq!(style(CellContent::Number, "1234567890123456"), (false, CellStyle::Text.number()));
    }

    #[test]
    fn a_text_without_room_goes_on_behind_the_last_column() {
        let long = "あ".repeat(LONGEST) + "い";
        let mut xml = String::new();
        table_row([(CellContent::Words, long.as_str()), (CellContent::Whole, "1")].into_iter(), &mut xml);
        assert!(xml.ends_with("<c><v>1</v></c><c t=\"inlineStr\"><is><t>い</t></is></c></row>"));
    }
}
