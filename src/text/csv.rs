//! CSV as Japanese Excel opens it: UTF-8 with its mark, CRLF, and no cell that a spreadsheet would run.

// Not by the `csv` crate: it quotes a cell by what is in it, but a space at its edge and the guard against formulas decide, too,
// and lines are put together from pieces without a writer. What is left for a crate is one line.

use std::borrow::Cow;

use super::hidden::for_xml;

/// Writes a table. Every row has as many cells as `head`.
pub fn csv<H, R, C>(head: &[H], rows: R) -> Vec<u8>
where
    H: AsRef<str>,
    R: IntoIterator,
    R::Item: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut text = String::from(MARK);
    line(head, &mut text);
    for row in rows {
        line(row, &mut text);
    }
    text.into_bytes()
}

/// The mark of UTF-8, by which spreadsheets know it. A file made of lines begins with it.
pub const MARK: &str = "\u{feff}";

/// Writes one line of a table, for tables that are put together from pieces.
pub fn line<C: AsRef<str>>(cells: impl IntoIterator<Item = C>, text: &mut String) {
    let start = text.len();
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        write(cell.as_ref(), text);
    }
    text.push_str("\r\n");
    let clean = text.get(start..).map(for_xml);
    if let Some(Cow::Owned(clean)) = clean {
        text.truncate(start);
        text.push_str(&clean);
    }
}

fn write(cell: &str, text: &mut String) {
    let guard = if runs(cell) { "'" } else { "" };
    if cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
        text.extend(["\"", guard, &cell.replace('"', "\"\""), "\""]);
    } else {
        text.extend([guard, cell]);
    }
}

/// Whether a spreadsheet could take the cell for a formula. A lone dash, as in 該当なし (－), is none.
fn runs(cell: &str) -> bool {
    let start = cell.trim_start_matches([' ', '\u{3000}']);
    match start.chars().next() {
        Some('=' | '@' | '\t' | '\r' | '\n' | '＝' | '＠') => true,
        Some(sign @ ('+' | '-' | '＋' | '－')) => start != sign.to_string() && !is_number(start),
        _ => false,
    }
}

/// A number that stays one: `-1.8`, `+12`, `-1e-3` is not among them, since nobody writes a figure like that.
fn is_number(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    match unsigned.split_once('.') {
        Some((whole, decimals)) => digits(whole) && digits(decimals),
        None => digits(unsigned),
    }
}

/// A list with the bullets of a cell: a spreadsheet takes a hyphen at its start for a formula.
pub fn bulleted(text: &str) -> String {
    let lines = text.lines().map(|line| match line.trim_start().strip_prefix("- ") {
        Some(item) => format!("・{item}"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        for (cell, written) in [
            ("川崎市", "川崎市"),
            ("1539946", "1539946"),
            ("-1.8", "-1.8"),
            ("+12", "+12"),
            ("－", "－"),
            ("-", "-"),
            ("", ""),
            ("011002", "011002"),
            ("=1+1", "'=1+1"),
            ("＝1+1", "'＝1+1"),
            ("  =1", "\"'  =1\""),
            ("-1+2", "'-1+2"),
            ("-.5", "'-.5"),
            ("+81-44", "'+81-44"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
            ("a,b", "\"a,b\""),
            ("「\"」", "\"「\"\"」\""),
            ("一行\n二行", "\"一行\n二行\""),
        ] {
            let mut text = String::new();
            write(cell, &mut text);
            assert_eq!(text, written, "{cell:?}");
        }
    }

    #[test]
    fn a_table_opens_with_the_mark_and_ends_its_lines_with_crlf() {
        let rows = [["川崎市", "1,530"], ["川口市", ""]];
        let bytes = csv(&["自治体", "人"], rows);
        assert_eq!(String::from_utf8_lossy(&bytes), "\u{feff}自治体,人\r\n川崎市,\"1,530\"\r\n川口市,\r\n");
        assert_eq!(bytes.get(..3), Some([0xef, 0xbb, 0xbf].as_slice()));
    }
}
