//! Rows that Markdown takes for text: with bars, but without the line below the head or of full width; or with commas.

use std::ops::Range;

use crate::text::row_shape::{CellDivider, RowShape};
use crate::text::tab_rows::{TabCell, TabRow};

/// The table that begins on the line of byte `start`, each line as Markdown with the range it stands for; nothing where a row has
/// other cells than the head, so that nobody knows what was meant.
#[must_use]
pub fn barred_table(text: &str, start: usize) -> Vec<(Range<usize>, String)> {
    let first = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let above = text.get(..first).unwrap_or_default().lines().next_back().unwrap_or_default();
    let mut at = first;
    let mut rows: Vec<TabRow> = Vec::new();
    let head = text.get(first..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let by_commas = RowShape::of(head).is_some_and(|shape| shape.divider == CellDivider::Comma);
    for line in text.get(first..).unwrap_or_default().split_inclusive('\n').take_while(|line| !line.trim().is_empty()) {
        rows.push(if by_commas { TabRow::parted_by_commas(text, at) } else { TabRow::barred(text, at) });
        at += line.len();
    }
    // Lines above and below a table that is drawn.
    let is_border = |row: Option<&TabRow>| row.is_some_and(|row| is_delimiter(&row.cells));
    let mut borders = Vec::new();
    if is_border(rows.first()) {
        borders.push(rows.remove(0).range);
    }
    if rows.len() > 2 && is_border(rows.last()) {
        borders.extend(rows.pop().map(|row| row.range));
    }
    if rows.iter().skip(2).any(|row| is_delimiter(&row.cells)) {
        return Vec::new();
    }
    let columns = rows.first().map_or(0, |row| row.cells.len());
    if columns < 2 || rows.len() < 2 || rows.iter().any(|row| row.cells.len() != columns) {
        return Vec::new();
    }
    let divided = rows.get(1).is_some_and(|row| is_delimiter(&row.cells));
    let below = if divided { String::new() } else { format!("\n|{}", "---|".repeat(columns)) };
    let gap = if above.trim().is_empty() { "" } else { "\n" };
    // As they are written, with their backslashes; those of a CSV without their quotes.
    let cell = |cell: &TabCell| {
        if by_commas {
            cell.text.replace('|', "\\|")
        } else {
            text.get(cell.range.clone()).unwrap_or_default().to_owned()
        }
    };
    let cells = |row: &TabRow| row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ");
    let line = |index: usize, row: &TabRow| match index {
        0 => format!("{gap}| {} |{below}", cells(row)),
        1 if divided => format!("|{}", "---|".repeat(columns)),
        _ => format!("| {} |", cells(row)),
    };
    let lines = rows.iter().enumerate().map(|(index, row)| (row.range.clone(), line(index, row)));
    let borders = borders.into_iter().map(|range| (range, String::new()));
    let mut lines: Vec<_> = lines.chain(borders).collect();
    lines.sort_by_key(|(range, _)| range.start);
    lines
}

/// Whether a row is the line below a head, in dashes of any width.
fn is_delimiter(cells: &[TabCell]) -> bool {
    let is_dashes = |text: &str| text.chars().all(|c| matches!(c, '-' | ':' | '－' | '―' | 'ー' | '：' | '─' | '━'));
    cells.iter().all(|cell| !cell.text.is_empty() && is_dashes(&cell.text))
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
            ("│部署│人数│\n├──┼──┤\n│行政│12人│", vec!["| 部署 | 人数 |", "|---|---|", "| 行政 | 12人 |"]),
            (
                "┌──┬──┐\n│部署│人数│\n│行政│12人│\n└──┴──┘",
                vec!["", "| 部署 | 人数 |\n|---|---|", "| 行政 | 12人 |", ""],
            ),
            (
                "次の表\n部署,人数,率\n行政,\"1,234\",5",
                vec!["\n| 部署 | 人数 | 率 |\n|---|---|---|", "| 行政 | 1,234 | 5 |"],
            ),
            ("部署 | 人数\n行政 | 12人 | 多い", vec![]),
            ("部署 | 人数\n次の文", vec![]),
        ] {
            let start = text.find(['部', '┌']).unwrap_or_default();
            let lines: Vec<String> = barred_table(text, start).into_iter().map(|(_, line)| line).collect();
            assert_eq!(lines, expected, "{text}");
        }
    }
}
