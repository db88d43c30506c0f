//! What can be said of one line of YAML without knowing the others.

use crate::source::Span;
use crate::text::fold;
use crate::text::spreadsheet::is_error;

/// Columns from a dash or a key to what stands below it, as this program writes them.
pub(super) const STEP: usize = 2;

/// Whether authors use the character to move a line to the right, knowingly or not.
pub(super) fn is_indent(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{A0}') || indent_width(c) == 0
}

/// How many columns such a character moves a line. An ideographic space is as wide as two letters, and a tab stands for
/// one step of indentation, which has two columns.
pub(super) fn indent_width(c: char) -> usize {
    match c {
        '\t' | '\u{3000}' => 2,
        '\u{200B}' | '\u{2060}' | '\u{FEFF}' => 0,
        _ => 1,
    }
}

/// Hyphens, minus signs and dashes of any width.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '−' | '‐' | '‑' | '–' | '—' | '―' | 'ｰ' | '─')
}

/// Whether a mark before a word makes a list on paper, and none in YAML.
pub(super) fn is_bullet(mark: char, next: Option<char>) -> bool {
    match mark {
        '*' | '+' => next.is_some_and(|c| matches!(c, ' ' | '\u{3000}')),
        '・' | '･' | '•' | '●' | '○' | '◯' | '◎' | '■' | '□' | '◆' | '◇' => {
            next.is_some_and(|c| c.is_alphanumeric() || is_indent(c) || matches!(c, '「' | '『' | '（'))
        }
        _ => false,
    }
}

/// Quotes which are not those of YAML.
pub(super) fn is_curly(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '’' | '＂' | '＇' | '〝' | '〟')
}

/// Whether a text before a colon can be a key: without the marks of a sentence, and no longer than any label of a form.
pub(super) fn is_key(text: &str) -> bool {
    let marks =
        ['。', '、', '「', '」', '"', '\'', '{', '}', '[', ']', '#', '&', '*', '!', '|', '>', '%', '@', ',', '`'];
    !text.trim().is_empty() && text.chars().count() <= 80 && !text.contains(marks)
}

/// Whether a colon stands within a time such as 10:30.
pub(super) fn is_time(text: &str, colon: usize, next: Option<char>) -> bool {
    let before = text.get(..colon).and_then(|before| before.chars().next_back());
    before.is_some_and(char::is_numeric) && next.is_some_and(char::is_numeric)
}

/// The text up to its comment.
pub(super) fn before_comment(text: &str) -> &str {
    // Nearly no line has one.
    if !text.contains('#') {
        return text;
    }
    let before = |at: usize| text.get(..at).filter(|before| before.is_empty() || before.ends_with([' ', '\t']));
    unquoted(text).filter(|(_, c)| *c == '#').find_map(|(at, _)| before(at)).unwrap_or(text)
}

/// The byte of a `#` that ends a value and is followed by a word at once; a comment has a space after it. `first` says whether
/// the text begins a value: then it may begin with the `#`.
pub(super) fn hash_in_value(text: &str, first: bool) -> Option<usize> {
    let before = before_comment(text);
    let comment = text.get(before.len()..)?.strip_prefix('#')?;
    let rest = text.get(before.len()..)?.trim_end();
    let word = comment.chars().next().is_some_and(|c| !c.is_whitespace() && c != '#') || is_error(&fold(rest));
    (word && (first || !before.trim().is_empty())).then_some(before.len())
}

/// The characters outside quotes.
pub(super) fn unquoted(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    let mut before = ' ';
    text.char_indices().filter(move |(_, c)| {
        let opens = quote.is_none() && matches!(c, '"' | '\'') && matches!(before, ' ' | '\n' | ',' | '{' | '[');
        let inside = quote.is_some() || opens;
        if opens {
            quote = Some(*c);
        } else if quote == Some(*c) && (before != '\\' || *c == '\'') {
            quote = None;
        }
        // Of two backslashes the second escapes nothing.
        before = if before == '\\' && *c == '\\' { '\0' } else { *c };
        !inside
    })
}

/// The byte of the colon that ends the key at the start of a line.
pub(super) fn good_colon(code: &str) -> Option<usize> {
    let start = match code.chars().next()? {
        mark @ ('"' | '\'') => 2 + quote_end(code.get(1..)?, mark)?,
        '{' | '[' => return None,
        _ => 0,
    };
    let rest = code.get(start..)?;
    let colon = rest.match_indices(':').map(|(at, _)| at).find(|at| {
        let after = rest.get(at + 1..).unwrap_or("");
        after.is_empty() || after.starts_with([' ', '\t', '\r', '\n'])
    })?;
    // After a quoted key nothing but spaces may stand before the colon.
    let adjacent = start == 0 || rest.get(..colon)?.trim().is_empty();
    adjacent.then_some(start + colon)
}

/// The byte of the quote that ends a quoted text, given what follows its opening quote.
pub(super) fn quote_end(text: &str, mark: char) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && mark == '"' || c == '\'' && mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'')
        {
            chars.next();
        } else if c == mark {
            return Some(at);
        }
    }
    None
}

/// Whether a line has cells: words, a tab, and words. The tab after a key and its colon is another matter.
pub(super) fn is_row(line: &str) -> bool {
    let text = line.trim_start_matches(|c| is_indent(c) && c != '\t');
    let Some((first, rest)) = text.trim_start_matches('\t').split_once('\t') else { return false };
    !rest.trim().is_empty() && !first.trim_end().ends_with([':', '：', '-']) && !first.starts_with('#')
}

/// Whether a value is the mark of a block text: `|`, `>-`, `|2`.
pub(super) fn is_block_header(value: &str) -> bool {
    value.starts_with(['|', '>'])
        // The mark, a sign for the last line ends, and a digit for the indentation (YAML 1.2, 8.1.1).
        && value.len() <= 3
        && value.bytes().skip(1).all(|b| matches!(b, b'+' | b'-' | b'1'..=b'9'))
}

/// The number of ASCII spaces at the start of a line.
pub(super) fn spaces(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b' ').count()
}

/// A part of a line: from `at`, which is shown in column `column`.
#[derive(Clone, Copy)]
pub(super) struct Rest<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) column: usize,
}

impl<'a> Rest<'a> {
    pub(super) fn skip(self, bytes: usize) -> Rest<'a> {
        let (before, text) = self.text.split_at_checked(bytes).unwrap_or((self.text, ""));
        Rest { text, at: self.at + before.len(), column: self.column + before.chars().count() }
    }

    pub(super) fn span(self, start: usize, end: usize) -> Span {
        Span::new(self.at + start, self.at + end)
    }
}

/// Where a value belongs.
#[derive(Clone, Copy)]
pub(super) struct ValuePlace {
    /// The column of its key or dash; whatever stands further right belongs to the value.
    pub(super) parent: usize,
    /// Whether it stands behind a dash.
    pub(super) item: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons_of_keys() {
        let cases = [
            ("人口: 1", Some(6)),
            ("人口:", Some(6)),
            ("人口:1", None),
            ("a:b: 1", Some(3)),
            ("\"a: b\": 1", Some(6)),
            ("'it''s': 1", Some(7)),
            ("\"a\" b: 1", None),
            ("\"a: b", None),
            ("{ a: 1 }", None),
            ("", None),
        ];
        for (code, expected) in cases {
            assert_eq!(good_colon(code), expected, "{code:?}");
        }
    }

    #[test]
    fn comments_and_quotes() {
        let cases = [
            ("a # b", "a "),
            ("# b", ""),
            ("a#b", "a#b"),
            ("\"a # b\" # c", "\"a # b\" "),
            ("it's # b", "it's "),
            (r#""a\\" # b"#, r#""a\\" "#),
            (r"'a\' # b", r"'a\' "),
        ];
        for (text, expected) in cases {
            assert_eq!(before_comment(text), expected);
        }
        for (text, mark, expected) in [("a\" b", '"', Some(1)), ("a\\\" b", '"', None), ("a'' b'", '\'', Some(5))] {
            assert_eq!(quote_end(text, mark), expected, "{text}");
        }
        for (value, expected) in [("|", true), (">-", true), ("|2+", true), ("| a", false), ("|0", false)] {
            assert_eq!(is_block_header(value), expected, "{value}");
        }
    }
}
