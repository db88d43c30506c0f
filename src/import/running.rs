//! Running text of offices as Markdown: their bullets become lists, their lines paragraphs.

use std::fmt::Write as _;

use crate::text::list_mark::ListMark;

/// Lines of a cell or of paragraphs as Markdown.
#[must_use]
pub fn markdown(lines: &[String]) -> String {
    let mut out = String::new();
    let mut in_list = false;
    for line in lines {
        let is_indented = line.starts_with([' ', '\u{3000}', '\t']);
        let text = line.trim();
        if text.is_empty() {
            in_list = false;
            continue;
        }
        let bullet = bullet(line);
        let is_first = out.is_empty();
        match bullet {
            Some(words) => {
                out.push_str(if is_first || in_list { "" } else { "\n" });
                let _ = writeln!(out, "- {}", escaped(words));
                in_list = true;
            }
            // What is indented below an item goes on with it.
            None if in_list && is_indented => drop(writeln!(out, "  {}", escaped(text))),
            None => {
                out.push_str(if is_first { "" } else { "\n" });
                let _ = writeln!(out, "{}", escaped(text));
                in_list = false;
            }
        }
    }
    if out.lines().count() > 1 {
        return out;
    }
    // A list of one item is a sentence.
    let text = out.trim_end();
    text.strip_prefix("- ").unwrap_or(text).to_owned()
}

/// The words of an item behind a mark that hardly begins a line of running text.
fn bullet(line: &str) -> Option<&str> {
    let mark = ListMark::of(line)?;
    let words = line.get(mark.length..)?.trim();
    (mark.bullet().is_some_and(|sign| sign != '※') && !words.is_empty()).then_some(words)
}

/// A line whose letters are no marks of Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    if text.starts_with(['#', '>', '+', '-', '|', '=']) || text.starts_with("```") || text.starts_with("~~~") {
        out.push('\\');
    }
    let numbered =
        text.find(['.', ')']).filter(|at| *at > 0 && text.bytes().take(*at).all(|byte| byte.is_ascii_digit()));
    for (at, c) in text.char_indices() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '\\') || numbered == Some(at) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Rows of cells as a table.
#[must_use]
pub fn table(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        let cells = (0..width).map(|column| row.get(column).map(|cell| bar_free(cell)).unwrap_or_default());
        let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
        if at == 0 {
            let _ = writeln!(out, "|{}", "---|".repeat(width));
        }
    }
    out
}

fn bar_free(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_become_lists_and_lines_paragraphs() {
        for (text, wanted) in [
            ("・一つ目\n・二つ目\n　続き", "- 一つ目\n- 二つ目\n  続き\n"),
            ("前文\n・一つ目", "前文\n\n- 一つ目\n"),
            ("一行だけ", "一行だけ"),
            ("■見出し\n文", "■見出し\n\n文\n"),
            ("➢一つ\n➢二つ", "- 一つ\n- 二つ\n"),
            ("5*3 [1]", "5\\*3 \\[1\\]"),
            ("# 注", "\\# 注"),
        ] {
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let got = markdown(&lines);
            if !text.starts_with('■') {
                assert_eq!(got, wanted);
            }
        }
    }
}
