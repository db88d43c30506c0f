//! Keys without an answer: a key is there and its value is not.
//!
//! A sheet that `nenpo new` wrote is full of such keys. They are no mistakes: each is reported as work to do,
//! and removed before a kind reads the value, so that no kind has to know of half-filled maps and rows.

use super::codes;
use std::borrow::Cow;

use crate::record::{Content, Entry, Node};
use crate::source::{Finding, Position, Span, Words, words};

use super::AnswerReader;

/// An id that is there but empty is a mistake, which `row-id` reports; the form does not ask for it.
const ID: &str = "id";

/// Reports what is still to be answered in the answer to a field, whose key stands at `key`, and returns the rest;
/// nothing when all of it is open.
pub fn answered<'n>(
    node: &'n Node,
    key: Span,
    (id, label): (&str, &str),
    reader: &mut AnswerReader<'_>,
) -> Option<Cow<'n, Node>> {
    if !has_blank(node) {
        return Some(Cow::Borrowed(node));
    }
    let mut open = Vec::new();
    let rest = without_blanks(node, &mut open);
    if rest.is_none() {
        open = vec![(words!("「{label}」", "`{label}`"), key)];
    }
    for (what, span) in open {
        reader.reporter.findings.push(to_be_answered(&what, reader.reporter.source.position(span)).about(id));
    }
    rest.map(Cow::Owned)
}

/// Whether anything in the answer is not blank.
pub fn says_something(node: &Node) -> bool {
    without_blanks(node, &mut Vec::new()).is_some()
}

/// The finding that says that something waits for an answer.
pub fn to_be_answered(what: &Words, position: Position) -> Finding {
    Finding::new(&codes::TO_BE_ANSWERED,
        position,
        words(format!("{}にまだ答えがありません。", what.ja), format!("{} is still to be answered.", what.en)),
    )
    .hint(words(
        "答えを書いてください。原資料が空欄なら「記載なし」、分からなければ「不明」と書き、答えない項目は行を消します。",
        "Write the answer: 記載なし if the source is blank, 不明 if nobody knows; delete what is not to be answered.",
    ))
}

fn has_blank(node: &Node) -> bool {
    match &node.content {
        Content::Blank => true,
        Content::Text(_) | Content::Broken => false,
        Content::List(items) => items.iter().any(has_blank),
        Content::Map(entries) => entries.iter().any(|entry| has_blank(&entry.value)),
    }
}

/// The node without what is blank; nothing when nothing is left. `open` gets the outermost things that are blank.
fn without_blanks(node: &Node, open: &mut Vec<(Words, Span)>) -> Option<Node> {
    let content = match &node.content {
        Content::Blank => return None,
        Content::Text(_) | Content::Broken => return Some(node.clone()),
        Content::List(items) if items.is_empty() => return Some(node.clone()),
        Content::Map(entries) if entries.is_empty() => return Some(node.clone()),
        Content::List(items) => {
            let rest = split_open(items.iter().enumerate(), open, |(index, item), open| {
                let row = index + 1;
                let rest = without_blanks(item, open);
                rest.ok_or_else(|| (words!("{row}行目", "Row {row}"), item.span))
            });
            Content::List(rest)
        }
        Content::Map(entries) => {
            let rest = split_open(entries.iter(), open, |entry, open| {
                if entry.key == ID {
                    return Ok(entry.clone());
                }
                let rest = without_blanks(&entry.value, open).map(|value| Entry { value, ..entry.clone() });
                let key = &entry.key;
                rest.ok_or_else(|| (words!("「{key}」", "`{key}`"), entry.key_span))
            });
            Content::Map(rest)
        }
    };
    let empty = match &content {
        Content::List(items) => items.is_empty(),
        Content::Map(entries) => entries.iter().all(|entry| entry.key == ID),
        _ => false,
    };
    (!empty).then_some(Node { span: node.span, content })
}

/// What is left of things without their blanks. `open` gets those of which nothing is left, without what is blank in them.
fn split_open<I, T>(
    things: impl Iterator<Item = I>,
    open: &mut Vec<(Words, Span)>,
    mut without_blanks: impl FnMut(I, &mut Vec<(Words, Span)>) -> Result<T, (Words, Span)>,
) -> Vec<T> {
    let mut left = Vec::new();
    for thing in things {
        let before = open.len();
        match without_blanks(thing, open) {
            Ok(rest) => left.push(rest),
            Err(blank) => {
                open.truncate(before);
                open.push(blank);
            }
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::parse;
    use crate::source::{Findings, Reporter, Source};

    /// What is left of `text`, as its keys and texts in a row, and the findings with their lines.
    fn read(text: &str) -> (Option<String>, Vec<String>) {
        let source = Source::new("a.md", text);
        let mut findings = Findings::new();
        let node = parse(&source, Span::new(0, text.len()), &mut findings);
        let mut reader = AnswerReader {
            reporter: Reporter::new(&source, &mut findings),
            year: 2021,
            tables: &std::collections::BTreeMap::new(),
        };
        let rest = answered(&node, Span::at(0), ("a", "欄"), &mut reader).map(|node| shown(&node));
        let messages = findings.iter().map(|f| format!("{} {}", f.position.line_and_column().0, f.message.ja));
        (rest, messages.map(|message| message.replace("にまだ答えがありません。", "")).collect())
    }

    fn shown(node: &Node) -> String {
        match &node.content {
            Content::Text(scalar) => scalar.text.clone(),
            Content::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(" ")),
            Content::Map(entries) => {
                let pairs = entries.iter().map(|entry| format!("{}={}", entry.key, shown(&entry.value)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(" "))
            }
            Content::Blank | Content::Broken => "?".to_owned(),
        }
    }

    #[test]
    fn only_the_outermost_open_thing_is_reported() {
        let cases: [(&str, Option<&str>, &[&str]); 9] = [
            ("値: 1人\n時点: R3年4月\n", Some("{値=1人 時点=R3年4月}"), &[]),
            ("値:\n時点:\n", None, &["1 「欄」"]),
            ("値: 1人\n時点:\n", Some("{値=1人}"), &["2 「時点」"]),
            ("- 指標: 甲\n  実績値:\n- 指標:\n  実績値:\n", Some("[{指標=甲}]"), &["2 「実績値」", "3 2行目"]),
            ("- id: a\n  指標:\n", None, &["1 「欄」"]),
            ("課題: 甲\n役割:\n  行政:\n  医療:\n", Some("{課題=甲}"), &["2 「役割」"]),
            ("課題: 甲\n役割:\n  行政: 乙\n  医療: ~\n", Some("{課題=甲 役割={行政=乙}}"), &["4 「医療」"]),
            ("値: []\n", Some("{値=[]}"), &[]),
            ("値: \"\"\n", Some("{値=}"), &[]),
        ];
        for (text, rest, expected) in cases {
            let expected: Vec<String> = expected.iter().map(|s| (*s).to_owned()).collect();
            assert_eq!(read(text), (rest.map(str::to_owned), expected), "{text}");
        }
    }
}
