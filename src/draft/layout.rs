//! YAML as people like to read it: keys in order, comments where they belong, quotes only where they are needed.
//!
//! What can be written without quotes is not guessed: each text is read back as a sheet would be, and takes the
//! plainest spelling that gives the same text and no finding.

use std::fmt::Write as _;

use crate::record::{Content, parse};
use crate::source::{Findings, Source, Span};

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Nothing yet: somebody is to fill it in.
    Blank,
    /// A text, over several lines if it has them.
    Text(String),
    /// Items after `- `.
    List(Vec<Block>),
    /// Keys with values.
    Map(Vec<Line>),
}

/// A key with its value and the comments around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Comments on lines of their own above the key; an empty one is an empty line.
    pub above: Vec<String>,
    /// The key.
    pub key: String,
    /// The value.
    pub value: Block,
    /// A comment at the end of the key's line.
    pub beside: Option<String>,
}

impl Default for Block {
    fn default() -> Block {
        Block::Blank
    }
}

impl Block {
    /// A text.
    pub fn text(text: impl Into<String>) -> Block {
        Block::Text(text.into())
    }
}

impl Line {
    /// A key with its value.
    pub fn new(key: impl Into<String>, value: Block) -> Line {
        Line { key: key.into(), value, ..Line::default() }
    }

    /// With a comment at the end of its line.
    #[must_use]
    pub fn beside(mut self, comment: impl Into<String>) -> Line {
        self.beside = Some(comment.into()).filter(|comment| !comment.is_empty());
        self
    }

    /// With comments above it.
    #[must_use]
    pub fn above(mut self, comments: impl IntoIterator<Item = String>) -> Line {
        self.above.extend(comments);
        self
    }
}

/// The lines of a map as YAML.
#[must_use]
pub fn yaml(lines: &[Line]) -> String {
    let mut out = String::new();
    map(lines, 0, false, &mut out);
    out
}

/// Writes a map in column `column`. Of an item of a list the first key stands after the dash.
fn map(lines: &[Line], column: usize, after_dash: bool, out: &mut String) {
    let indent = " ".repeat(column);
    for (index, line) in lines.iter().enumerate() {
        let inline = after_dash && index == 0;
        // A comment cannot stand between a dash and its key, so an item's first comments follow its first line.
        if !inline {
            comments(&line.above, &indent, out);
            out.push_str(&indent);
        }
        out.push_str(&scalar(&line.key, Place::Key));
        out.push(':');
        value(&line.value, line.beside.as_deref(), column, out);
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
fn value(block: &Block, beside: Option<&str>, column: usize, out: &mut String) {
    let beside = beside.map(|comment| format!(" # {}", one_line(comment))).unwrap_or_default();
    match block {
        Block::Blank => drop(writeln!(out, "{beside}")),
        Block::Text(text) => match literal(text, column + 2) {
            Some((header, lines)) => drop(write!(out, " {header}{beside}\n{lines}")),
            None => drop(writeln!(out, " {}{beside}", scalar(text, Place::Value))),
        },
        Block::List(items) if items.is_empty() => drop(writeln!(out, " []{beside}")),
        Block::Map(lines) if lines.is_empty() => drop(writeln!(out, " {{}}{beside}")),
        Block::List(items) => {
            let _ = writeln!(out, "{beside}");
            for each in items {
                item(each, column + 2, out);
            }
        }
        Block::Map(lines) => {
            let _ = writeln!(out, "{beside}");
            map(lines, column + 2, false, out);
        }
    }
}

fn item(block: &Block, column: usize, out: &mut String) {
    out.push_str(&" ".repeat(column));
    out.push('-');
    match block {
        Block::Map(lines) if !lines.is_empty() => {
            out.push(' ');
            map(lines, column + 2, true, out);
        }
        _ => value(block, None, column, out),
    }
}

/// Where a text stands: other texts need quotes as a key than as a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Key,
    Value,
}

/// The plainest spelling on one line: as it is, in single quotes, or in double quotes with escapes.
fn scalar(text: &str, place: Place) -> String {
    let single = format!("'{}'", text.replace('\'', "''"));
    let one_line = !text.contains(|c: char| c.is_control());
    let plain = !matches!(text, "" | "~" | "null" | "Null" | "NULL");
    let candidates = [plain.then(|| text.to_owned()), Some(single)].into_iter().flatten();
    candidates.filter(|_| one_line).find(|spelling| faithful(spelling, text, place)).unwrap_or_else(|| escaped(text))
}

/// Whether a spelling is read as `text`, both under a key and in a list, without any finding.
fn faithful(spelling: &str, text: &str, place: Place) -> bool {
    match place {
        Place::Key => {
            read(&format!("{spelling}:\n")).is_some_and(|read| read.key == text && read.value.is_none())
                && read(&format!("{spelling}: \"1\"\n")).is_some_and(|read| read.key == text)
                && read(&format!("{spelling}: 1 # 2\n")).is_some_and(|read| read.value.as_deref() == Some("1"))
        }
        Place::Value => {
            let is = |yaml: String| read(&yaml).is_some_and(|read| read.value.as_deref() == Some(text));
            is(format!("a: {spelling}\n")) && is(format!("a: {spelling} # b\nb: 1\n")) && {
                // In a list the line after an item decides whether `協議会：年3回` is a text.
                is(format!("a:\n  - {spelling}\n")) && is(format!("a:\n  - {spelling}\n  - b: 1\n    c: 2\n"))
            }
        }
    }
}

/// The first key of a text read as YAML with its value: a text, or the first item of a list.
struct Read {
    key: String,
    value: Option<String>,
}

fn read(yaml: &str) -> Option<Read> {
    let source = Source::new("", yaml);
    let mut findings = Findings::new();
    let node = parse(&source, Span::new(0, yaml.len()), &mut findings);
    let Content::Map(entries) = &node.content else { return None };
    let entry = entries.first().filter(|_| findings.is_empty())?;
    let value = match &entry.value.content {
        Content::List(items) => items.first().and_then(|item| item.scalar()),
        _ => entry.value.scalar(),
    };
    Some(Read { key: entry.key.clone(), value: value.map(|scalar| scalar.text.clone()) })
}

/// A text of several lines after `|`, indented to `column`; nothing where that cannot hold it.
fn literal(text: &str, column: usize) -> Option<(&'static str, String)> {
    let odd = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    let blank_line = |line: &str| !line.is_empty() && line.trim().is_empty();
    if !text.trim_end_matches('\n').contains('\n') && !text.ends_with('\n') || text.contains(odd) {
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

/// Double quotes can hold any text.
fn escaped(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::record::Node;

    fn back(node: &Node) -> Block {
        match &node.content {
            Content::Text(scalar) => Block::Text(scalar.text.clone()),
            Content::List(items) => Block::List(items.iter().map(back).collect()),
            Content::Map(entries) => {
                Block::Map(entries.iter().map(|entry| Line::new(entry.key.clone(), back(&entry.value))).collect())
            }
            Content::Blank | Content::Broken => Block::Blank,
        }
    }

    fn bare(block: &Block) -> Block {
        match block {
            Block::List(items) => Block::List(items.iter().map(bare).collect()),
            Block::Map(lines) => {
                Block::Map(lines.iter().map(|line| Line::new(line.key.clone(), bare(&line.value))).collect())
            }
            other => other.clone(),
        }
    }

    #[test]
    fn quotes_stand_only_where_they_are_needed() {
        for (text, spelling) in [
            ("1,539,946人", "1,539,946人"),
            ("１回／年", "１回／年"),
            ("記載なし", "記載なし"),
            ("第1回: 開催", "'第1回: 開催'"),
            ("協議会：年3回", "協議会：年3回"),
            ("－", "－"),
            ("-", "'-'"),
            ("*印", "'*印'"),
            ("“注意”", "'“注意”'"),
            ("", "''"),
            ("null", "'null'"),
            ("it's", "it's"),
            ("空白 ", "'空白 '"),
            ("a\tb", "\"a\\tb\""),
            ("# 見出し", "'# 見出し'"),
            ("髙﨑神", "髙﨑神"),
        ] {
            assert_eq!(scalar(text, Place::Value), spelling, "{text}");
        }
    }

    #[test]
    fn comments_stand_where_they_belong() {
        let row = Block::Map(vec![
            Line::new("指標", Block::text("個別支援")).above(["二つめの行".to_owned()]),
            Line::new("実績値", Block::Blank).beside("前年度の目標値: 61件"),
        ]);
        let lines = [
            Line::new("人口", Block::Blank).above([String::new(), "国勢調査".to_owned()]).beside("人"),
            Line::new("指標", Block::List(vec![row, Block::text("甲\n乙\n")])),
        ];
        let expected = "\n# 国勢調査\n人口: # 人\n指標:\n  - 指標: 個別支援\n    # 二つめの行\n    実績値: # 前年度の目標値: 61件\n  - |\n    甲\n    乙\n";
        assert_eq!(yaml(&lines), expected);
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[ a-c0-9:：\\-－#\"'“”{}\\[\\],|>&*!@?%~語人（）\t　]{0,12}",
            "[ a-c:#\\-\n語|\u{85}\u{2028}\\\\\"]{0,12}",
            "\\PC{0,10}",
            "[語a\n]{1,8}\n?",
        ]
    }

    fn block() -> impl Strategy<Value = Block> {
        let leaf = prop_oneof![1 => Just(Block::Blank), 5 => text().prop_map(Block::Text)];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Block::List),
                prop::collection::vec((text(), inner, prop::option::of(text()), text()), 0..4).prop_map(|lines| {
                    let line =
                        |(index, (key, value, beside, above)): (usize, (String, Block, Option<String>, String))| {
                            // Keys are told apart by their folded spelling.
                            Line { key: format!("{key}{index}"), value, beside, above: vec![above] }
                        };
                    Block::Map(lines.into_iter().enumerate().map(line).collect())
                }),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn what_is_written_is_read_back(value in block()) {
            let lines = [Line::new("a", value), Line::new("b", Block::text("end"))];
            let yaml = yaml(&lines);
            let source = Source::new("a.md", yaml.as_str());
            let mut findings = Findings::new();
            let node = parse(&source, Span::new(0, yaml.len()), &mut findings);
            prop_assert!(findings.is_empty(), "{yaml}\n{findings:?}");
            prop_assert_eq!(back(&node), bare(&Block::Map(lines.to_vec())), "{}", yaml);
        }
    }
}
