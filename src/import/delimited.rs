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
    let head: Vec<&str> = text.lines().take(20).collect();
    let count = |sign: char| head.iter().map(|line| line.matches(sign).count()).sum::<usize>();
    let sign = if count('\t') > count(',') { '\t' } else { ',' };
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
