//! One line of words.

use super::codes;
use crate::form::Field;
use crate::record::{Content, Node};
use crate::source::words;
use crate::text::comments::uncommented;
use crate::view;
use crate::view::View;

use super::kind::FieldValue;
use super::leaf::leaves;
use super::{Absence, AnswerReader, Viewer};

impl FieldValue for String {
    type Settings = ();

    fn read(node: &Node, (): &(), _: &Field, reader: &mut AnswerReader<'_>) -> String {
        read(node, reader)
    }

    fn node(&self, (): &()) -> Node {
        Node::from(self)
    }

    fn view(&self, (): &(), _: &mut Viewer<'_>) -> View {
        let line = self.as_str();
        view! {
            "kind" => "text",
            "text" => line,
            "absent" => Absence::view(line),
        }
    }
}

leaves!(String, &'a (), |line, (), walk| walk.leaf(It::Line(line)));

/// Reads one line without comments; a list or a map is reported, and is an empty line.
pub fn read(node: &Node, reader: &mut AnswerReader<'_>) -> String {
    match &node.content {
        Content::Text(scalar) => uncommented(&scalar.text).trim().to_owned(),
        Content::Blank | Content::Broken => String::new(),
        Content::List(_) | Content::Map(_) => {
            let message = words("ここには一行の文字を書きます。", "One line of words is expected here.");
            let hint = words("「、」などで区切って一行にまとめてください。", "Put everything on one line.");
            reader.report(&codes::ONE_LINE, node, message, hint);
            String::new()
        }
    }
}
