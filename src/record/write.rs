//! A record as YAML again: the same keys and texts in their order, in block style. Comments are not kept.
//!
//! A text is written plainly where neither YAML nor the search for typos of the keyboard could take it for anything else,
//! line by line where it has several lines, and in quotes otherwise. Reading gives the same record, without a finding.

use super::{Content, Entry, Node};

/// Writes a record. What was a text stays a text: reading it again gives the same record.
#[must_use]
pub fn to_yaml(node: &Node) -> String {
    let mut out = String::new();
    match &node.content {
        Content::Map(entries) if !entries.is_empty() => map(&mut out, entries, 0),
        Content::List(items) if !items.is_empty() => list(&mut out, items, 0),
        _ => inline(&mut out, node, 0),
    }
    out
}

/// Columns from a key or a dash to what belongs to it.
const STEP: usize = 2;

/// Writes entries whose keys stand in `column`; the first line is indented already.
fn map(out: &mut String, entries: &[Entry], column: usize) {
    for (at, Entry { key, value, .. }) in entries.iter().enumerate() {
        if at > 0 {
            indent(out, column);
        }
        if is_plain(key) {
            out.push_str(key);
        } else {
            quoted(out, key);
        }
        out.push(':');
        let column = column + STEP;
        match &value.content {
            Content::Map(inner) if !inner.is_empty() => {
                out.push('\n');
                indent(out, column);
                map(out, inner, column);
            }
            Content::List(items) if !items.is_empty() => {
                out.push('\n');
                indent(out, column);
                list(out, items, column);
            }
            _ => inline(out, value, column),
        }
    }
}

/// Writes items whose dashes stand in `column`; the first line is indented already.
fn list(out: &mut String, items: &[Node], column: usize) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            indent(out, column);
        }
        out.push('-');
        let column = column + STEP;
        match &item.content {
            Content::Map(inner) if !inner.is_empty() => {
                out.push(' ');
                map(out, inner, column);
            }
            Content::List(items) if !items.is_empty() => {
                out.push(' ');
                list(out, items, column);
            }
            _ => inline(out, item, column),
        }
    }
}

/// Writes what begins on the line of its key or dash, and ends the line.
fn inline(out: &mut String, node: &Node, column: usize) {
    out.push(' ');
    match &node.content {
        Content::Blank | Content::Broken => out.push('~'),
        Content::List(_) => out.push_str("[]"),
        Content::Map(_) => out.push_str("{}"),
        Content::Text(scalar) if is_plain(&scalar.text) => out.push_str(&scalar.text),
        Content::Text(scalar) if is_block(&scalar.text) => return block(out, &scalar.text, column),
        Content::Text(scalar) => quoted(out, &scalar.text),
    }
    out.push('\n');
}

fn indent(out: &mut String, column: usize) {
    out.extend(std::iter::repeat_n(' ', column));
}

/// Whether a text is told from everything else without quotes.
fn is_plain(text: &str) -> bool {
    const MARKS: [char; 23] = [
        '、', '。', '・', '（', '）', '「', '」', '『', '』', '【', '】', '％', '／', '～', '〜', '※', '.', ',', '/',
        '(', ')', '_', '-',
    ];
    let word = |c: char| c.is_alphanumeric() || MARKS.contains(&c);
    let begins = text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '「' | '『' | '（' | '【'));
    begins && !text.eq_ignore_ascii_case("null") && !text.ends_with(' ') && text.chars().all(|c| c == ' ' || word(c))
}

/// Whether a text of several lines can be written line by line.
fn is_block(text: &str) -> bool {
    let lines = || text.trim_end_matches('\n').split('\n');
    // White space in front of the first line would be taken for the indentation of all.
    let begins = text.chars().next().is_some_and(|c| !c.is_whitespace() || c == '\u{3000}');
    let fits = |line: &str| line.is_empty() || !line.trim().is_empty() && !line.starts_with('\t');
    begins && text.contains('\n') && lines().all(fits) && !text.chars().any(|c| c != '\n' && c != '\t' && is_unseen(c))
}

/// What no reader of the file could see or tell from a space.
fn is_unseen(c: char) -> bool {
    let invisible = matches!(c, '\u{A0}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}');
    c.is_control() || invisible || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

fn block(out: &mut String, text: &str, column: usize) {
    let body = text.trim_end_matches('\n');
    out.push_str(match text.len() - body.len() {
        0 => "|-\n",
        1 => "|\n",
        _ => "|+\n",
    });
    for line in body.split('\n') {
        if !line.is_empty() {
            indent(out, column);
            out.push_str(line);
        }
        out.push('\n');
    }
    out.extend(std::iter::repeat_n('\n', (text.len() - body.len()).saturating_sub(1)));
}

fn quoted(out: &mut String, text: &str) {
    // Beside a backslash, or behind the letter of a drive, `\n` may look like a part of a path.
    let path = text.contains('\\') || text.get(1..).is_some_and(|rest| rest.starts_with(':'));
    out.push('"');
    for c in text.chars() {
        match c {
            c if path && c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_unseen(c) => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::record::parse;
    use crate::source::{Findings, Source, Span};
    use crate::text::fold;

    /// A record without its places and spellings.
    fn bare(node: &Node) -> String {
        match &node.content {
            Content::Blank => "~".to_owned(),
            Content::Broken => "broken".to_owned(),
            Content::Text(scalar) => format!("{:?}", scalar.text),
            Content::List(items) => format!("{:?}", items.iter().map(bare).collect::<Vec<_>>()),
            Content::Map(entries) => {
                let pairs: Vec<_> = entries.iter().map(|entry| (entry.key.as_str(), bare(&entry.value))).collect();
                format!("{pairs:?}")
            }
        }
    }

    fn read(text: &str) -> (Node, Vec<&'static str>) {
        let source = Source::new("a.yaml", text);
        let mut findings = Findings::new();
        let node = parse(&source, Span::new(0, text.len()), &mut findings);
        (node, findings.iter().map(|finding| finding.code.name).collect())
    }

    #[test]
    fn what_is_written_reads_the_same() {
        for text in [
            "人口: \"1,539,946人\"\ncode: 011002\ndraft: no\n空欄:\n",
            "results:\n- { 指標: 退院者数, 目標値: [10人, ２～３回], 実績値: 記載なし }\n- 一行\n",
            "文章: |\n  - 一つ: 二つ\n  # 見出しではない\n\n  終わり。\n注: ': から始まる'\n",
            "a: { b: { c: [ { d: 1 }, ~ ] } }\n",
            "",
            "一言",
        ] {
            let (node, _) = read(text);
            assert_eq!(bare(&read(&to_yaml(&node)).0), bare(&node), "{text}\n{}", to_yaml(&node));
        }
    }

    #[test]
    fn texts_are_written_as_people_would() {
        let node: Node = [
            ("人口", Node::from("1,539,946人")),
            ("時点", Node::from("R3年4月")),
            ("注記", Node::from("次のとおり：※")),
            ("文章", Node::from("　一つ目。\n\n- 二つ目\n")),
            ("課題", [[("課題", Node::from("住まい"))].into_iter().collect::<Node>()].into_iter().collect()),
            ("答え", Node::blank()),
        ]
        .into_iter()
        .collect();
        let written = "人口: 1,539,946人\n時点: R3年4月\n注記: \"次のとおり：※\"\n文章: |\n  　一つ目。\n\n  - 二つ目\n\
                       課題:\n  - 課題: 住まい\n答え: ~\n";
        assert_eq!(to_yaml(&node), written);
    }

    /// What YAML, the keyboard or an editor gives a meaning of its own, and what cannot be seen.
    const PIECES: [&str; 61] = [
        "a",
        "人口",
        "：",
        ": ",
        ":",
        " ",
        "  ",
        "　",
        "\n",
        "\n\n",
        "\n  ",
        "\t",
        "- ",
        "－",
        "-",
        "#",
        " #",
        "# ",
        "＃",
        "|",
        ">",
        "｜",
        "{",
        "}",
        "[",
        "]",
        "｛",
        "］",
        "\"",
        "'",
        "“",
        "”",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "? ",
        ", ",
        "---",
        "...",
        "null",
        "~",
        "no",
        "1",
        "12:30",
        "\u{200B}",
        "\u{FEFF}",
        "\u{A0}",
        "\u{2028}",
        "\r",
        "\\",
        "\\n",
        "・",
        "● a",
        "か\u{3099}",
        "𠮷",
        "\n---\n",
        "\n## x",
        "\n　",
    ];

    fn words() -> impl Strategy<Value = String> {
        proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..7).prop_map(|pieces| pieces.concat())
    }

    fn tree() -> impl Strategy<Value = Node> {
        let leaf = prop_oneof![9 => words().prop_map(Node::from), 1 => Just(Node::blank())];
        leaf.prop_recursive(3, 12, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(|items| items.into_iter().collect::<Node>()),
                proptest::collection::vec((words(), inner), 0..4).prop_map(|pairs| {
                    // Keys that fold to one are one.
                    let mut keys = BTreeSet::new();
                    pairs.into_iter().filter(|(key, _)| keys.insert(fold(key))).collect::<Node>()
                }),
            ]
        })
    }

    /// The codes of hidden characters.
    const HIDDEN: [&str; 3] = ["control-character", "direction-control", "invisible-character"];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_record_reads_the_same_and_has_no_slip(key in words(), value in tree()) {
            let node: Node = [(key, value)].into_iter().collect();
            let written = to_yaml(&node);
            let (read, findings) = read(&written);
            prop_assert_eq!(bare(&read), bare(&node), "{}", &written);
            // A hidden character is found in whatever text it stands.
            let unexpected: Vec<_> = findings.iter().filter(|code| !HIDDEN.contains(code)).collect();
            prop_assert!(unexpected.is_empty(), "{:?}\n{}", unexpected, written);
        }
    }
}
