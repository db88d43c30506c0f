//! A record as YAML again: the same keys and texts in their order, in plain block style. Comments are not kept.

use serde_yaml::{Mapping, Value};

use super::{Content, Node};

/// Writes a record. What was a text stays a text: reading it again gives the same record.
#[must_use]
pub fn to_yaml(node: &Node) -> String {
    serde_yaml::to_string(&value(node)).unwrap_or_default()
}

fn value(node: &Node) -> Value {
    match &node.content {
        Content::Blank | Content::Broken => Value::Null,
        Content::Text(scalar) => Value::String(scalar.text.clone()),
        Content::List(items) => Value::Sequence(items.iter().map(value).collect()),
        Content::Map(entries) => {
            let pairs = entries.iter().map(|entry| (Value::String(entry.key.clone()), value(&entry.value)));
            Value::Mapping(pairs.collect::<Mapping>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::parse;
    use crate::source::{Findings, Source, Span};

    /// A record without its places and spellings.
    fn bare(node: &Node) -> String {
        match &node.content {
            Content::Blank | Content::Broken => "~".to_owned(),
            Content::Text(scalar) => format!("{:?}", scalar.text),
            Content::List(items) => format!("{:?}", items.iter().map(bare).collect::<Vec<_>>()),
            Content::Map(entries) => {
                let pairs: Vec<_> = entries.iter().map(|entry| (entry.key.as_str(), bare(&entry.value))).collect();
                format!("{pairs:?}")
            }
        }
    }

    fn read(text: &str) -> Node {
        let source = Source::new("a.yaml", text);
        parse(&source, Span::new(0, text.len()), &mut Findings::new())
    }

    #[test]
    fn what_is_written_reads_the_same() {
        for text in [
            "人口: \"1,539,946人\"\ncode: 011002\ndraft: no\n空欄:\n",
            "results:\n- { 指標: 退院者数, 目標値: [10人, ２～３回], 実績値: 記載なし }\n- 一行\n",
            "文章: |\n  - 一つ: 二つ\n  # 見出しではない\n\n  終わり。\n注: ': から始まる'\n",
            "a: { b: { c: [ { d: 1 }, ~ ] } }\n",
        ] {
            let node = read(text);
            assert_eq!(bare(&read(&to_yaml(&node))), bare(&node), "{text}\n{}", to_yaml(&node));
        }
    }
}
