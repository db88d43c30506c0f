//! A letter from A to D. The kind is there in tests only: what this file and its entry in the list of kinds do not say, the
//! rest of the program does not need to know.

use crate::form::Field;
use crate::record::Node;
use crate::source::words;
use crate::view;
use crate::view::View;

use super::kind::FieldValue;
use super::leaf::leaves;
use super::{Absence, AnswerReader, Viewer, codes, text};

/// A letter from A to D as the sheet has it, or why there is none.
#[derive(Clone, Debug, Hash)]
pub struct Rating(String);

impl FieldValue for Rating {
    type Settings = ();

    fn read(node: &Node, (): &(), _: &Field, reader: &mut AnswerReader<'_>) -> Rating {
        let written = text::read(node, reader);
        if !["A", "B", "C", "D"].contains(&written.as_str()) && Absence::parse(&written).is_none() {
            let message =
                words!("「{written}」はAからDまでの評価ではありません。", "`{written}` is no rating from A to D.");
            reader.report(
                &codes::PRESENCE,
                node,
                message,
                words("A、B、C、D のどれかを書いてください。", "Write A, B, C or D."),
            );
        }
        Rating(written)
    }

    fn node(&self, (): &()) -> Node {
        Node::from(&self.0)
    }

    fn view(&self, (): &(), _: &mut Viewer<'_>) -> View {
        view! { "kind" => "rating", "text" => self.0.as_str(), "absent" => Absence::view(&self.0) }
    }
}

leaves!(Rating, &'a (), |Rating(letter), (), walk| walk.leaf(It::Line(letter)));
