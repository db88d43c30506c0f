//! Rows with bars that Markdown takes for text: the line below the head is missing, or the bars are full-width.

use std::ops::Range;

use crate::text::row_shape::bars;

/// The table that begins on the line of byte `start`, each line as Markdown with the range it stands for; nothing where a row has
/// other cells than the head, so that nobody knows what was meant.
#[must_use]
pub fn barred_table(text: &str, start: usize) -> Vec<(Range<usize>, String)> {
    let first = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let above = text.get(..first).unwrap_or_default().lines().next_back().unwrap_or_default();
    let mut at = first;
    let mut rows: Vec<(Range<usize>, Vec<&str>)> = Vec::new();
    for line in text.get(first..).unwrap_or_default().split_inclusive('\n').take_while(|line| !line.trim().is_empty()) {
        let row = line.trim();
        let lead = line.len() - line.trim_start().len();
        rows.push((at + lead..at + lead + row.len(), cells(row)));
        at += line.len();
    }
    let columns = rows.first().map_or(0, |(_, cells)| cells.len());
    if columns < 2 || rows.len() < 2 || rows.iter().any(|(_, cells)| cells.len() != columns) {
        return Vec::new();
    }
    let divided = rows.get(1).is_some_and(|(_, cells)| is_delimiter(cells));
    let below = if divided { String::new() } else { format!("\n|{}", "---|".repeat(columns)) };
    let gap = if above.trim().is_empty() { "" } else { "\n" };
    let line = |index: usize, cells: &[&str]| match index {
        0 => format!("{gap}| {} |{below}", cells.join(" | ")),
        1 if divided => format!("|{}", "---|".repeat(columns)),
        _ => format!("| {} |", cells.join(" | ")),
    };
    rows.iter().enumerate().map(|(index, (range, cells))| (range.clone(), line(index, cells))).collect()
}

/// The cells of a row, bars at its ends left out.
fn cells(row: &str) -> Vec<&str> {
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, length) in bars(row) {
        cells.push(row.get(start..at).unwrap_or_default().trim());
        start = at + length;
    }
    cells.push(row.get(start..).unwrap_or_default().trim());
    let last = cells.len() - 1;
    cells
        .into_iter()
        .enumerate()
        .filter(|(at, cell)| !cell.is_empty() || *at > 0 && *at < last)
        .map(|(_, c)| c)
        .collect()
}

/// Whether a row is the line below a head, in dashes of any width.
fn is_delimiter(cells: &[&str]) -> bool {
    cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':' | '－' | '―' | 'ー' | '：')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_a_table() {
        for (text, expected) in [
            ("部署 | 人数\n行政 | 12人", vec!["| 部署 | 人数 |\n|---|---|", "| 行政 | 12人 |"]),
            ("次の表\n| 部署 | 人数 |\n| 行政 | |", vec!["\n| 部署 | 人数 |\n|---|---|", "| 行政 |  |"]),
            (
                "｜部署｜人数｜\n｜---｜－－－｜\n｜行政｜12人｜",
                vec!["| 部署 | 人数 |", "|---|---|", "| 行政 | 12人 |"],
            ),
            ("部署 | 人数\n行政 | 12人 | 多い", vec![]),
            ("部署 | 人数\n次の文", vec![]),
        ] {
            let start = text.find("部署").unwrap_or_default();
            let lines: Vec<String> = barred_table(text, start).into_iter().map(|(_, line)| line).collect();
            assert_eq!(lines, expected, "{text}");
        }
    }
}
