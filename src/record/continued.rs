//! Answers that go on over lines which YAML does not take for a part of them.
//!
//! Whoever pastes two sentences or a table under a key thinks of neither `|` nor indentation. The lines are taken together,
//! reported where they break, and read as a block text.

use super::line::{
    Rest, STEP, ValuePlace, before_comment, good_colon, indent_width, is_bullet, is_dash, is_indent, is_key, is_row,
};
use super::lint::{LintState, Linter};
use super::mixed_rows::begins_row;
use super::typo;
use crate::source::{Finding, Span};

/// Lines that belong to the answer that begins above them.
struct Continued {
    /// The last of them.
    last: usize,
    /// The first that stands no further in than its key, where there is one.
    stray: Option<usize>,
    /// How far in the least indented of the others stands.
    base: usize,
    /// Whether cells are parted by tabs in them.
    table: bool,
    /// Whether rows that begin with dashes follow them.
    beside_rows: bool,
}

/// So many empty lines may stand within an answer that nothing holds together: more part one thing from another.
const EMPTY: usize = 1;

impl Linter<'_> {
    /// Takes a value that goes on below as a block text, where YAML would not read it whole. `value` stands on line `number`;
    /// `first` is what its first line says, where that needs quotes, and the finding on that. Says whether it was taken.
    pub(super) fn continued(
        &mut self,
        number: usize,
        value: Rest,
        place: ValuePlace,
        first: Option<(&str, Finding)>,
    ) -> bool {
        // A text at the left edge belongs to no key.
        if value.column <= place.parent {
            return false;
        }
        let text = before_comment(value.text).trim_end();
        // A dash says that there is nothing, which does not go on.
        if !text.is_empty() && text.chars().all(is_dash) {
            return false;
        }
        let header = matches!(text, "|" | "｜");
        let first_row = is_row(text);
        let Some(lines) = self.lines_below(number, place, (!header).then_some(!text.is_empty()), first_row) else {
            return false;
        };
        let Continued { last, stray, base, table, beside_rows } = lines;
        if beside_rows {
            self.beside_rows(number + 1, last);
            return true;
        }
        if stray.is_none() && first.is_none() && !(table && (text.is_empty() || first_row)) {
            return false;
        }
        let content = place.parent + STEP;
        let mut changes: Vec<(Span, String)> = Vec::new();
        let meant = first.as_ref().map(|(meant, _)| *meant);
        changes.extend((!header).then(|| self.header(value, text, content, meant)));
        changes.extend((number + 1..=last).filter_map(|line| self.indented(line, content, base, table)));
        let typo = if table { &typo::PASTED_ROWS } else { &typo::CONTINUED };
        let finding = first.map(|(_, finding)| finding.hint(typo.hint()));
        let finding = finding.unwrap_or_else(|| {
            let line = self.source.line_span(stray.unwrap_or(number + 1));
            let said = self.source.slice(line);
            let start = line.start() + (said.len() - said.trim_start_matches(is_indent).len());
            typo.finding(self.source.position(Span::new(start, line.start() + said.trim_end().len())))
        });
        self.mend_by(finding, &changes);
        self.state = LintState::Written { last };
        true
    }

    /// The mark of a block before a value.
    fn header(&self, value: Rest, text: &str, content: usize, meant: Option<&str>) -> (Span, String) {
        let apart = self.source.text().get(..value.at).is_some_and(|before| before.ends_with(' '));
        let space = if apart { "" } else { " " };
        let indent = " ".repeat(content);
        match meant {
            Some(meant) => (value.span(0, text.len()), format!("{space}|\n{indent}{meant}")),
            None if value.text.is_empty() => (Span::at(value.at), format!("{space}|")),
            // A comment stands behind it.
            None if text.is_empty() => (Span::at(value.at), format!("{space}| ")),
            None => (Span::at(value.at), format!("{space}|\n{indent}")),
        }
    }

    /// What puts a line of a block text where it belongs; nothing where it stands there.
    fn indented(&self, number: usize, content: usize, base: usize, table: bool) -> Option<(Span, String)> {
        let span = self.source.line_span(number);
        let line = self.source.slice(span);
        let lead = lead(line, table);
        if line.trim().is_empty() {
            return None;
        }
        let width = lead.chars().map(indent_width).sum::<usize>() + self.rows.shift();
        let indent = " ".repeat(content + width.saturating_sub(base));
        (lead != indent).then(|| (Span::new(span.start(), span.start() + lead.len()), indent))
    }

    /// The lines below line `number` that go on its value. `text` says whether there are words on that line; none where there
    /// is the mark of a block. `first_row` says whether these words are the first row of a table.
    fn lines_below(&self, number: usize, place: ValuePlace, text: Option<bool>, first_row: bool) -> Option<Continued> {
        let has_text = text != Some(false);
        let may_be_rows = text != Some(true) || first_row;
        let mut found = Continued { last: number, stray: None, base: usize::MAX, table: false, beside_rows: false };
        let (mut empty, mut cell_open) = (0, false);
        for next in number + 1..self.source.line_count() {
            let span = self.source.line_span(next);
            if span.start() >= self.end {
                break;
            }
            let line = self.source.slice(span);
            if line.trim_matches(is_indent).is_empty() && !cell_open {
                empty += 1;
                if empty > EMPTY {
                    break;
                }
                continue;
            }
            let lead = lead(line, found.table || may_be_rows && is_row(line));
            let width = lead.chars().map(indent_width).sum::<usize>() + self.rows.shift();
            let words = line.get(lead.len()..).unwrap_or_default();
            let dashed = begins_row(words);
            let row = may_be_rows
                && !dashed
                && if found.table {
                    is_row(line) || words.starts_with('\t')
                } else {
                    next == number + 1 && is_row(line)
                };
            let own = width > place.parent;
            if found.table && !has_text && dashed {
                found.beside_rows = true;
                break;
            }
            if own && !has_text && !row && !found.table {
                // Keys and items, or a text that YAML takes along.
                return None;
            }
            if !own && !row && is_row(line) && self.is_below_row(next) {
                break;
            }
            if !own && !cell_open && !row && !goes_on(words, width, place, has_text || found.stray.is_some()) {
                break;
            }
            if !own && !cell_open {
                found.stray.get_or_insert(next);
            }
            found.table |= row;
            // A cell in quotes goes on over line ends.
            if row || cell_open {
                cell_open ^= line.matches('"').count() % 2 == 1;
            }
            if own {
                found.base = found.base.min(width);
            }
            (empty, found.last) = (0, next);
        }
        (found.last > number).then_some(found)
    }
}

/// Whether a line that stands no further in than a key is a sentence or an item of a text, and not a key without its colon.
fn goes_on(text: &str, width: usize, place: ValuePlace, has_text: bool) -> bool {
    let mut chars = text.chars();
    let (mark, next) = (chars.next().unwrap_or(' '), chars.next());
    let dash = is_dash(mark) && next.is_none_or(|c| !is_dash(c) && !c.is_numeric());
    let bullet = dash || is_bullet(mark, next);
    let code = before_comment(text);
    let words = if bullet { code.trim_start_matches(mark).trim_start() } else { code };
    let key = words.find(['：', ':']).is_some_and(|at| words.get(..at).is_some_and(is_key));
    if key || good_colon(words).is_some() || text.starts_with(['#', '＃']) || text.starts_with("---") || text == "..."
    {
        return false;
    }
    if bullet {
        // Below a key with a text no list can stand in its column.
        let text = !words.is_empty() && !words.starts_with(['|', '>', '{', '[', '"', '\'']);
        return text && has_text && !place.item && width == place.parent;
    }
    let parted = |c: char| {
        c.is_whitespace() || matches!(c, ';' | '；' | '=' | '＝' | ',' | '{' | '[' | ']' | '}' | '"' | '\'' | '|')
    };
    text.contains(['。', '、']) || width == place.parent && !text.trim_end().contains(parted)
}

/// What moves a line to the right. In a table a tab is an empty cell.
fn lead(line: &str, table: bool) -> &str {
    let text = line.trim_start_matches(|c| is_indent(c) && !(table && c == '\t'));
    line.get(..line.len() - text.len()).unwrap_or_default()
}
