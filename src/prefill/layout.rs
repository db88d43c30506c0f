//! YAML as people like to read it: keys in order, comments where they belong, quotes only where they are needed.
//!
//! What can be written without quotes is not guessed: each text is read back as a sheet would be, and takes the
//! plainest spelling that gives the same text and no finding.

use std::fmt::Write as _;

use crate::record::{Content, parse};
use crate::source::{Findings, Source, Span};

/// A value to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PrefilledValue {
    /// Nothing yet: somebody is to fill it in.
    #[default]
    Blank,
    /// A text, over several lines if it has them.
    Text(String),
    /// Items after `- `.
    List(Vec<PrefilledValue>),
    /// Keys with values, one to a line.
    Map(Vec<PrefilledLine>),
}

/// A key with its value and the comments around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrefilledLine {
    /// Comments on lines of their own above the key; an empty one is an empty line.
    pub above: Vec<String>,
    /// The key, without quotes.
    pub key: String,
    /// What stands after the colon.
    pub value: PrefilledValue,
    /// A comment at the end of the key's line.
    pub comment: Option<String>,
}

impl PrefilledValue {
    /// A text as a value.
    pub fn text(text: impl Into<String>) -> PrefilledValue {
        PrefilledValue::Text(text.into())
    }
}

impl PrefilledLine {
    /// A key with its value.
    pub fn new(key: impl Into<String>, value: PrefilledValue) -> PrefilledLine {
        PrefilledLine { key: key.into(), value, ..PrefilledLine::default() }
    }

    /// With a comment at the end of its line.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> PrefilledLine {
        self.comment = Some(comment.into()).filter(|comment| !comment.is_empty());
        self
    }

    /// With comments above it.
    #[must_use]
    pub fn above(mut self, comments: impl IntoIterator<Item = String>) -> PrefilledLine {
        self.above.extend(comments);
        self
    }
}

/// The lines of a map as YAML.
#[must_use]
pub fn yaml(lines: &[PrefilledLine]) -> String {
    let mut out = String::new();
    map(lines, 0, false, &mut out);
    out
}

/// Writes a map in column `column`. Of an item of a list the first key stands after the dash.
fn map(lines: &[PrefilledLine], column: usize, after_dash: bool, out: &mut String) {
    let indent = " ".repeat(column);
    for (index, line) in lines.iter().enumerate() {
        let inline = after_dash && index == 0;
        // A comment cannot stand between a dash and its key, so an item's first comments follow its first line.
        if !inline {
            comments(&line.above, &indent, out);
            out.push_str(&indent);
        }
        out.push_str(&scalar(&line.key, ScalarPosition::Key));
        out.push(':');
        value(&line.value, line.comment.as_deref(), column, out);
        if inline {
            comments(&line.above, &indent, out);
        }
    }
}

fn comments(lines: &[String], indent: &str, out: &mut String) {
    for line in lines.iter().flat_map(|comment| comment.split('\n')) {
        match line.trim_end() {
            "" => out.push('\n'),
            line => drop(writeln!(out, "{indent}# {}", one_line(line))),
        }
    }
}

/// Writes a value after its key or dash, and the end of the line.
fn value(block: &PrefilledValue, comment: Option<&str>, column: usize, out: &mut String) {
    let comment = comment.map(|comment| format!(" # {}", one_line(comment))).unwrap_or_default();
    match block {
        PrefilledValue::Blank => drop(writeln!(out, "{comment}")),
        // Two columns a step, as the manual and all examples have it.
        PrefilledValue::Text(text) => match literal(text, column + 2) {
            Some((header, lines)) => drop(write!(out, " {header}{comment}\n{lines}")),
            None => drop(writeln!(out, " {}{comment}", scalar(text, ScalarPosition::Value))),
        },
        PrefilledValue::List(items) if items.is_empty() => drop(writeln!(out, " []{comment}")),
        PrefilledValue::Map(lines) if lines.is_empty() => drop(writeln!(out, " {{}}{comment}")),
        PrefilledValue::List(items) => {
            let _ = writeln!(out, "{comment}");
            for each in items {
                item(each, column + 2, out);
            }
        }
        PrefilledValue::Map(lines) => {
            let _ = writeln!(out, "{comment}");
            map(lines, column + 2, false, out);
        }
    }
}

fn item(block: &PrefilledValue, column: usize, out: &mut String) {
    out.push_str(&" ".repeat(column));
    out.push('-');
    match block {
        PrefilledValue::Map(lines) if !lines.is_empty() => {
            out.push(' ');
            map(lines, column + 2, true, out);
        }
        _ => value(block, None, column, out),
    }
}

/// Where a text stands: other texts need quotes as a key than as a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ScalarPosition {
    Key,
    Value,
}

/// The plainest spelling on one line: as it is, in single quotes, or in double quotes with escapes.
fn scalar(text: &str, place: ScalarPosition) -> String {
    let single = format!("'{}'", text.replace('\'', "''"));
    let one_line = !text.contains(|c: char| c.is_control());
    let plain = !matches!(text, "" | "~" | "null" | "Null" | "NULL");
    let candidates = [plain.then(|| text.to_owned()), Some(single)].into_iter().flatten();
    candidates.filter(|_| one_line).find(|spelling| faithful(spelling, text, place)).unwrap_or_else(|| {
        // `"a:\t"` could be a drive of Windows to a reader; a character by its number cannot.
        Some(escaped(text, true))
            .filter(|spelling| faithful(spelling, text, place))
            .unwrap_or_else(|| escaped(text, false))
    })
}

/// Whether a spelling is read as `text`, both under a key and in a list, without any finding.
fn faithful(spelling: &str, text: &str, place: ScalarPosition) -> bool {
    match place {
        ScalarPosition::Key => {
            read(&format!("{spelling}:\n")).is_some_and(|read| read.key == text && read.value.is_none())
                && read(&format!("{spelling}: \"1\"\n")).is_some_and(|read| read.key == text)
                && read(&format!("{spelling}: 1 # 2: \"3\"\n")).is_some_and(|read| read.value.as_deref() == Some("1"))
        }
        ScalarPosition::Value => {
            let is = |yaml: String| read(&yaml).is_some_and(|read| read.value.as_deref() == Some(text));
            is(format!("a: {spelling}\n")) && is(format!("a: {spelling} # b: \"c\"\nb: 1\n")) && {
                // In a list the line after an item decides whether `協議会：年3回` is a text.
                is(format!("a:\n  - {spelling}\n")) && is(format!("a:\n  - {spelling}\n  - b: 1\n    c: 2\n"))
            }
        }
    }
}

/// The first key of a text read as YAML with its value: a text, or the first item of a list.
struct FirstEntry {
    key: String,
    value: Option<String>,
}

fn read(yaml: &str) -> Option<FirstEntry> {
    let source = Source::new("", yaml);
    let mut findings = Findings::new();
    let node = parse(&source, Span::new(0, yaml.len()), &mut findings);
    let Content::Map(entries) = &node.content else { return None };
    let entry = entries.first().filter(|_| findings.is_empty())?;
    let value = match &entry.value.content {
        Content::List(items) => items.first().and_then(|item| item.scalar()),
        _ => entry.value.scalar(),
    };
    Some(FirstEntry { key: entry.key.clone(), value: value.map(|scalar| scalar.text.clone()) })
}

/// A text of several lines after `|`, indented to `column`; nothing where that cannot hold it.
fn literal(text: &str, column: usize) -> Option<(&'static str, String)> {
    let needs_escape = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    let blank_line = |line: &str| !line.is_empty() && line.trim().is_empty();
    if !text.trim_end_matches('\n').contains('\n') && !text.ends_with('\n') || text.contains(needs_escape) {
        return None;
    }
    // Where a text ends in empty lines, what follows it would decide how many of them count.
    if text.starts_with([' ', '\n']) || text.ends_with("\n\n") || text.lines().any(blank_line) {
        return None;
    }
    let header = if text.ends_with('\n') { "|" } else { "|-" };
    let indented = |column: usize| {
        let indent = " ".repeat(column);
        let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") };
        text.lines().map(line).collect::<String>()
    };
    let same = read(&format!("a: {header}\n{}", indented(2))).is_some_and(|read| read.value.as_deref() == Some(text));
    same.then(|| (header, indented(column)))
}

/// Double quotes can hold any text; ends of lines and tabs by their letters where `short`, else by their numbers.
fn escaped(text: &str, short: bool) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' if short => out.push_str("\\n"),
            '\t' if short => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A comment must stay on its line.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ").replace(|c: char| c.is_control(), " ").trim().to_owned()
}

#[cfg(test)]
mod tests;
