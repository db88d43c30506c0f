//! One line of words.

use super::codes;
use crate::record::{Content, Node};
use crate::source::{Finding, words};
use crate::text::comments::uncommented;

use crate::view;
use crate::view::View;

use super::{Absence, Reader};

/// What templates see: the line, and for words that only say why there is nothing which reason it is.
pub fn view(line: &str) -> View {
    view! {
        "kind" => "text",
        "text" => line,
        "absent" => Absence::parse(line).map(|absence| {
            view! { "id" => absence.id(), "text" => if line.is_empty() { absence.word() } else { line } }
        }),
    }
}

/// Reads one line.
pub fn read(node: &Node, reader: &mut Reader<'_>) -> String {
    match &node.content {
        Content::Text(scalar) => uncommented(&scalar.text).trim().to_owned(),
        Content::Blank | Content::Broken => String::new(),
        Content::List(_) | Content::Map(_) => {
            reader.findings.push(
                Finding::new(
                    &codes::ONE_LINE,
                    reader.source.position(node.span),
                    words("ここには一行の文字を書きます。", "One line of words is expected here."),
                )
                .hint(words("「、」などで区切って一行にまとめてください。", "Put everything on one line.")),
            );
            String::new()
        }
    }
}
