//! One line of words.

use crate::record::{Content, Node};
use crate::source::{Finding, words};

use super::Reader;

/// Reads one line.
pub fn read(node: &Node, reader: &mut Reader<'_>) -> String {
    match &node.content {
        Content::Text(scalar) => scalar.text.trim().to_owned(),
        Content::Blank => String::new(),
        Content::List(_) | Content::Map(_) => {
            reader.findings.push(Finding::error(
                "one-line",
                reader.source.position(node.span),
                words("ここには一行の文字を書きます。", "One line of words is expected here."),
            ));
            String::new()
        }
    }
}
