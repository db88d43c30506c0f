//! Rows of values: CSV, or parted by tabs.

use crate::record;

use super::fault::ImportFault;
use super::received::{Received, ReceivedCell, lines};

/// The most cells of a file.
const CELLS: usize = 200_000;

/// Reads rows of values; which sign parts them, their first lines tell.
pub fn read(bytes: &[u8]) -> Result<Received, ImportFault> {
    let (text, _) = record::decode_surely(bytes).ok_or(ImportFault::Encoding)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let sign = if count(text, '\t') > 0 && count(text, '\t') >= count(text, ',') { '\t' } else { ',' };
    let mut received = Received::default();
    let grid = received.add_grid(false);
    for (row, values) in (0_u32..).zip(rows(text, sign)) {
        for (column, value) in (0_u32..).zip(values) {
            let lines = lines(&value);
            if lines.is_empty() {
                continue;
            }
            let address = format!("{}行{}列", row + 1, column + 1);
            received.cells.push(ReceivedCell {
                grid,
                row,
                column,
                rows: 1,
                columns: 1,
                lines,
                address,
                area: None,
                drawn: false,
                doubt: None,
            });
        }
        if received.cells.len() > CELLS {
            return Err(ImportFault::Cells);
        }
    }
    Ok(received)
}

/// How often a sign parts values in the first lines: neither in quotes, nor within a figure (1,234人).
fn count(text: &str, sign: char) -> usize {
    /// So many letters tell.
    const HEAD: usize = 4000;

    let letters: Vec<char> = text.chars().take(HEAD).collect();
    let mut quoted = false;
    let mut count = 0;
    for (at, c) in letters.iter().enumerate() {
        quoted ^= *c == '"';
        let is_digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
        let in_figure =
            is_digit(at.checked_sub(1)) && (1..=3).all(|next| is_digit(Some(at + next))) && !is_digit(Some(at + 4));
        count += usize::from(*c == sign && !quoted && !(sign == ',' && in_figure));
    }
    count
}

/// Rows as RFC 4180 writes them: what stands in quotes may hold anything, a quote twice.
fn rows(text: &str, sign: char) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut();
        let Some(row) = row else { break };
        let Some(value) = row.last_mut() else { break };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                value.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if value.is_empty() => quoted = true,
            c if quoted => value.push(c),
            '\r' => {}
            '\n' => rows.push(vec![String::new()]),
            c if c == sign => row.push(String::new()),
            c => value.push(c),
        }
    }
    rows
}
