//! Rows of a list whose dash was forgotten, and values in `{ }` that a comma cuts in two.
//!
//! To YAML a second `課題:` in a row is the same key once more, and a comma in `{ 内容: 確認, 更新 }` begins another key. Both are
//! slips which nobody finds by the complaints of a parser.

use super::codes;
use super::line::{Rest, STEP, before_comment, indent_width, is_indent, unquoted};
use super::lint::Linter;
use super::open_rows::{OpenRow, beginning, key};
use super::quoting::in_quotes;
use super::typo;
use crate::source::{Finding, Span, words};

impl Linter<'_> {
    /// Gives a row its dash, where the first key of the row above stands again.
    pub(super) fn row<'t>(&mut self, number: usize, rest: Rest<'t>) -> Rest<'t> {
        if let Some(dash) = self.dash_of_first_row(number, rest) {
            let first = beginning(rest.text).unwrap_or_default();
            self.rows.open.push(OpenRow { dash, keys: rest.column, first, moved: false });
            return self.give_dash(number, rest, dash);
        }
        let Some(row) = self.rows.open.last() else { return rest };
        let below = rest.column == row.keys;
        // In the column of dashes a key can stand only where the list hangs below a key in that column.
        let beside = rest.column == row.dash && row.dash > 0;
        if !(below || beside) || beginning(rest.text).is_none_or(|first| first != row.first) {
            return rest;
        }
        let dash = row.dash;
        self.give_dash(number, rest, dash)
    }

    /// Begins the row that is open last with a dash in column `dash`: in the spaces before its keys, or by moving it to the right.
    fn give_dash<'t>(&mut self, number: usize, rest: Rest<'t>, dash: usize) -> Rest<'t> {
        let finding = typo::ROW_DASH.finding(self.source.position(rest.span(0, rest.text.trim_end().len())));
        self.rows.note_mark(dash, false);
        if rest.column > dash {
            let lead = format!("-{}", " ".repeat((rest.column - dash).saturating_sub(1)));
            // Spaces stand there, or what was replaced by them.
            let spaces = Span::new(rest.at.saturating_sub(lead.len()), rest.at);
            let written = " ".repeat(lead.len());
            self.overwrite(rest.at, &lead);
            self.findings.push(finding.mend_written(spaces, &written, lead));
            return rest;
        }
        self.replace(rest.span(0, 0), "- ");
        let lines = self.lines_of_row(number, dash);
        // Only the first key may have lost its place.
        let stays = !opens(rest.text) && lines.first().is_some_and(|line| line.column > dash);
        let moved = lines.into_iter().filter(|_| !stays);
        let finding = finding.mend(rest.span(0, 0), "- ");
        self.findings.push(moved.fold(finding, |finding, line| finding.mend(Span::at(line.at), " ".repeat(STEP))));
        if let Some(row) = self.rows.open.last_mut() {
            (row.moved, row.keys) = (!stays, rest.column + STEP);
        }
        Rest { column: rest.column + STEP, ..rest }
    }

    /// The column of the dash that the first row of a list lacks: below a key without a value, other rows with dashes follow it
    /// where only keys could stand.
    fn dash_of_first_row(&self, number: usize, rest: Rest) -> Option<usize> {
        let inline = rest.text.starts_with('{');
        if rest.text.starts_with("- ") || !inline && key(rest.text).is_none() || self.rows.shift() > 0 {
            return None;
        }
        let above = self.written(self.indentation.before(number)?);
        let of_list = above.skip(dashes(above.text));
        let has_rows = opens(of_list.text) && of_list.column < rest.column;
        if !has_rows {
            return None;
        }
        let mut last = number;
        while let Some(next) = self.indentation.below(last) {
            let line = self.written(next);
            if line.text.starts_with("- ") {
                // A list may hang below a key in the column of that key.
                let hangs = opens(self.written(last).text) && self.indentation.before(next) == Some(last);
                let between = line.column > of_list.column && (line.column < rest.column || !hangs);
                return between.then_some(line.column);
            }
            if line.column < rest.column {
                return None;
            }
            last = next;
        }
        None
    }

    /// A line as it is written.
    pub(super) fn written(&self, number: usize) -> Rest<'_> {
        let span = self.source.line_span(number);
        let line = self.source.slice(span);
        let text = line.trim_start_matches(is_indent);
        let lead = line.strip_suffix(text).unwrap_or_default();
        Rest { text: text.trim_end(), at: span.start() + lead.len(), column: lead.chars().map(indent_width).sum() }
    }

    /// The lines of a row whose keys stand in the column of its dash, but for the first.
    fn lines_of_row(&self, number: usize, dash: usize) -> Vec<Rest<'_>> {
        let first = self.rows.open.last().map(|row| row.first.clone());
        let ends = |line: &Rest| {
            line.column < dash || line.column == dash && (line.text.starts_with("- ") || beginning(line.text) == first)
        };
        let inside = |next: &usize| self.source.line_span(*next).start() < self.end;
        let below = (number + 1..self.source.line_count()).take_while(inside).map(|next| self.written(next));
        let lines = below.filter(|line| !line.text.is_empty());
        lines.take_while(|line| !ends(line)).collect()
    }

    /// Reports values in `{ }` which a comma cuts in two, and puts them in quotes.
    pub(super) fn cut_values(&mut self, rest: Rest) {
        for Cut { value, word } in cuts(before_comment(rest.text)) {
            let written = rest.text.get(value.clone()).unwrap_or_default();
            let (quoted, shown) = (in_quotes(written), rest.text.get(word.clone()).unwrap_or_default());
            let message = words!(
                "値の中に「, 」があるので、「{shown}」が別の項目として読まれます。",
                "There is a `, ` within the value, so `{shown}` is read as another key."
            );
            let hint = words!(
                "値の全体を引用符で囲んで、「{quoted}」と書いてください。",
                "Put the whole value in quotes: write `{quoted}`."
            );
            let at = self.source.position(rest.span(word.start, word.end));
            let finding = Finding::new(&codes::YAML_COMMA, at, message).hint(hint);
            self.mend_by(finding, &[(rest.span(value.start, value.end), quoted)]);
        }
    }
}

/// How many bytes the dashes at the start of a line take.
fn dashes(text: &str) -> usize {
    text.len() - text.trim_start_matches("- ").len()
}

/// Whether a line is a key whose value stands below it.
pub(super) fn opens(text: &str) -> bool {
    let code = before_comment(text).trim_end();
    code.ends_with([':', '：']) && key(code).is_some()
}

/// A value with a comma in it.
struct Cut {
    /// The bytes of the whole value in its line.
    value: std::ops::Range<usize>,
    /// What stands behind its first comma.
    word: std::ops::Range<usize>,
}

/// The values of the outermost `{ }` of a line that go on behind a comma.
fn cuts(text: &str) -> Vec<Cut> {
    let mut found: Vec<Cut> = Vec::new();
    let (mut depth, mut start, mut value) = (0_usize, None, None);
    let mut maps = Vec::new();
    for (at, c) in unquoted(text) {
        match c {
            '{' | '[' => {
                depth += 1;
                maps.push(c == '{');
                if depth == 1 {
                    start = Some(at + 1);
                }
            }
            ',' | '}' | ']' => {
                if depth == 1
                    && maps.first() == Some(&true)
                    && let Some(from) = start.take()
                {
                    part(text, from..at, &mut value, &mut found);
                    start = (c == ',').then_some(at + 1);
                }
                if c != ',' {
                    depth = depth.saturating_sub(1);
                    maps.pop();
                }
            }
            _ => {}
        }
    }
    found
}

/// Looks at what stands between two commas: a key and its value, or more of the value before.
fn part(text: &str, range: std::ops::Range<usize>, value: &mut Option<std::ops::Range<usize>>, found: &mut Vec<Cut>) {
    let written = text.get(range.clone()).unwrap_or_default();
    let said = written.trim();
    let start = range.start + (written.len() - written.trim_start().len());
    let word = start..start + said.len();
    if let Some(colon) = said.find([':', '：']) {
        let after = said.get(colon..).unwrap_or_default().trim_start_matches([':', '：']).trim_start();
        let plain = !after.is_empty() && !after.starts_with(['"', '\'', '{', '[']);
        *value = plain.then(|| word.end - after.len()..word.end);
        return;
    }
    let Some(before) = value.as_mut().filter(|_| !said.is_empty() && !said.contains(['"', '\'', '{', '['])) else {
        return;
    };
    // 1,539: how numbers are written.
    let digits = written.chars().take_while(|c| c.is_numeric()).count();
    if digits == 3
        && text.get(..before.end).is_some_and(|before| before.ends_with(char::is_numeric))
        && range.start == before.end + 1
    {
        before.end = word.end;
        return;
    }
    before.end = word.end;
    match found.last_mut() {
        Some(last) if last.value.start == before.start => last.value.end = before.end,
        _ => found.push(Cut { value: before.clone(), word }),
    }
}
