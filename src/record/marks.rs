//! Marks that look like those of YAML: dashes and bullets of other kinds, full-width brackets, curly quotes.

use super::line::{Rest, is_bullet, is_dash, is_indent};
use super::lint::Linter;
use super::open_rows::key;
use super::rows::opens;
use super::typo;
use crate::source::Span;

impl Linter<'_> {
    /// Reads the dashes at the start and returns what follows, and the last dash's column.
    pub(super) fn dashes<'t>(&mut self, mut rest: Rest<'t>) -> (Rest<'t>, Option<usize>) {
        let mut last = None;
        loop {
            let mut chars = rest.text.chars();
            let (mark, next) = (chars.next().unwrap_or(' '), chars.next());
            let size = mark.len_utf8();
            let after = next.map_or(size, |c| size + c.len_utf8());
            let item = next.is_some_and(begins_item);
            let column = rest.column;
            match (mark, next) {
                ('-', None | Some(' ')) => rest = rest.skip(size),
                ('-', Some('\u{3000}' | '\u{A0}')) => {
                    let space = rest.span(size, after);
                    self.mend(&typo::IDEOGRAPHIC_SPACE, space, &[(space, " ")]);
                    rest = rest.skip(after);
                }
                ('-', _) if item => {
                    self.mend(&typo::DASH_SPACE, rest.span(0, after), &[(rest.span(size, size), " ")]);
                    // The repaired text is one column wider than the written one.
                    rest = Rest { column: column + 1, ..rest }.skip(size);
                }
                (mark, _) if mark != '-' && is_dash(mark) && item || is_bullet(mark, next) => {
                    let end = if next.is_some_and(is_indent) { after } else { size };
                    self.mend(&typo::FULLWIDTH_DASH, rest.span(0, size), &[(rest.span(0, end), "- ")]);
                    rest = Rest { column: column + 2, ..rest.skip(end) };
                }
                _ => return (rest, last),
            }
            last = Some(column);
            rest = rest.skip(rest.text.len() - rest.text.trim_start_matches(' ').len());
        }
    }

    /// Takes the mark of a list from a key that stands among keys, where no list can be.
    pub(super) fn key_without_mark<'t>(&mut self, number: usize, rest: Rest<'t>) -> Rest<'t> {
        let Some(mark) = list_mark(rest.text) else {
            self.rows.end_lists(rest.column);
            return rest;
        };
        // As the line before with a mark in this column.
        let among_keys =
            self.rows.mark_among_keys(rest.column).unwrap_or_else(|| self.is_among_keys(number, rest.column));
        self.rows.note_mark(rest.column, among_keys);
        let after = rest.skip(mark);
        if !among_keys || key(after.text).is_none() || self.is_one_of_several_signs(number, rest) {
            return rest;
        }
        let mark = rest.span(0, mark);
        self.mend(&typo::KEY_MARK, mark, &[(mark, "")]);
        Rest { column: rest.column, ..after }
    }

    /// Whether a line in this column stands among keys: the nearest line above that is no further right is a key with its value.
    fn is_among_keys(&self, number: usize, column: usize) -> bool {
        let above = self.indentation.above(number).map(|above| (above, self.written(above)));
        if let Some((above, line)) = above.filter(|(_, line)| !line.text.starts_with("---")) {
            let has_value_below = self.indentation.before(number) != Some(above);
            return line.column == column && key(line.text).is_some() && (has_value_below || !opens(line.text));
        }
        // The first line of all is a key where another follows; a file may as well be one list.
        let below = self.indentation.below(number).map(|below| self.written(below));
        below
            .is_some_and(|below| below.column == column && list_mark(below.text).is_none() && key(below.text).is_some())
    }

    /// Whether the sign before a key is part of it, as in names of grades (◎　達成, ○　概ね達成, ×　未達成): all items of a list have
    /// the same mark, while a key above or below begins with another sign.
    pub(super) fn is_one_of_several_signs(&self, number: usize, rest: Rest<'_>) -> bool {
        let own = rest.text.chars().next();
        if list_mark(rest.text).is_none() || own == Some('-') || key(rest.text).is_none() {
            return false;
        }
        let is_sign = |c: &char| !c.is_alphanumeric() && !matches!(c, '"' | '\'' | '#' | '-' | '{' | '[');
        let beside = [self.indentation.above(number), self.indentation.below(number)];
        beside.into_iter().flatten().map(|other| self.written(other)).any(|line| {
            let sign = line.text.chars().next().filter(is_sign);
            line.column == rest.column && key(line.text).is_some() && sign.is_some() && sign != own
        })
    }

    /// Mends a value in curly quotes.
    pub(super) fn curly(&mut self, rest: Rest, text: &str) {
        let width = |c: Option<char>| c.map_or(0, char::len_utf8);
        let (open, close) = (width(text.chars().next()), width(text.chars().next_back()));
        let inner = text.get(open..text.len() - close).unwrap_or("");
        // With straight quotes inside, single ones around them keep their meaning.
        let mark = if inner.contains(['"', '\\']) { "'" } else { "\"" };
        let quotes = [(rest.span(0, open), mark), (rest.span(text.len() - close, text.len()), mark)];
        let changes: &[(Span, &str)] = if inner.contains(mark) { &[] } else { &quotes };
        self.mend(&typo::CURLY_QUOTES, rest.span(0, text.len()), changes);
    }

    /// Mends a value in full-width or round brackets, or a full-width bar; says whether it was one.
    pub(super) fn wide(&mut self, rest: Rest, text: &str) -> bool {
        // Brackets around a single word are a text: ［参考］.
        let list = |inner: &str| inner.contains([',', '，', '、']);
        let keys = |inner: &str| inner.contains([':', '：']);
        let pairs = match text.chars().next() {
            Some('｛') if text.ends_with(['｝', '}']) && keys(text) => ["{", "}"],
            // Round brackets around one key may be a remark in brackets; around several they are meant to hold keys.
            Some('(' | '（') if text.ends_with([')', '）']) && list(text) && text.matches([':', '：']).count() > 1 => {
                ["{", "}"]
            }
            Some('［') if text.ends_with(['］', ']']) && list(text) => ["[", "]"],
            _ if text == "｜" => ["|", ""],
            _ => return false,
        };
        let [open, close] = pairs;
        let last = text.chars().next_back().filter(|_| !close.is_empty()).map_or(0, char::len_utf8);
        let first = text.chars().next().map_or(0, char::len_utf8);
        let first = (rest.span(0, first), open);
        let last = (rest.span(text.len() - last, text.len()), close);
        let changes: &[(Span, &str)] = if close.is_empty() { &[first] } else { &[first, last] };
        self.mend(&typo::FULLWIDTH_MARK, rest.span(0, text.len()), changes);
        true
    }
}

/// Whether a dash before this character is the mark of an item: before a number it is a minus sign, and several make a line.
fn begins_item(c: char) -> bool {
    !c.is_numeric() && !is_dash(c) && !matches!(c, '.' | '．')
}

/// How many bytes the mark of a list item at the start of a line takes with the spaces behind it; nothing where there is none.
fn list_mark(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let (mark, next) = (chars.next()?, chars.next());
    let found = is_bullet(mark, next) || is_dash(mark) && next.is_some_and(begins_item);
    let after = text.get(mark.len_utf8()..)?;
    found.then(|| text.len() - after.trim_start_matches(is_indent).len())
}
