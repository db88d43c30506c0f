//! What travels with a figure: when, from where, for what area, and a remark.

use crate::record::{Content, Fields, Node};
use crate::source::Span;
use crate::view;
use crate::view::View;

use super::{Reader, When, text};

/// The circumstances of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// 時点
    pub as_of: Option<When>,
    /// Where the time stands.
    pub as_of_span: Span,
    /// 出典: 630調査
    pub source: Option<String>,
    /// 範囲: 埼玉県全体
    pub scope: Option<String>,
    /// 注記
    pub note: Option<String>,
}

const VALUE: [&str; 2] = ["value", "値"];
const AS_OF: [&str; 2] = ["as_of", "時点"];
const SOURCE: [&str; 2] = ["source", "出典"];
const SCOPE: [&str; 2] = ["scope", "範囲"];
const NOTE: [&str; 2] = ["note", "注記"];

/// Parts an answer into its circumstances and the value: what stands under 値, or whatever other keys there are.
pub fn split(node: &Node, reader: &mut Reader<'_>) -> (Circumstances, Node) {
    if !matches!(node.content, Content::Map(_)) {
        return (Circumstances::default(), node.clone());
    }
    let mut fields = Fields::new(node, reader.source, reader.findings);
    let value = fields.optional(&VALUE).cloned();
    let [as_of, source, scope, note] = [AS_OF, SOURCE, SCOPE, NOTE].map(|names| fields.optional(&names).cloned());
    let rest = if let Some(value) = value {
        // The value is complete, so no other key has a meaning here.
        fields.finish();
        value
    } else {
        Node { span: node.span, content: Content::Map(fields.rest().into_iter().cloned().collect()) }
    };
    let year = reader.year;
    let as_of_span = as_of.as_ref().map_or(Span::default(), |node| node.span);
    let mut line = |node: Option<Node>| node.map(|node| text::read(&node, reader));
    let as_of = line(as_of).map(|written| When::parse(&written, year));
    (Circumstances { as_of, as_of_span, source: line(source), scope: line(scope), note: line(note) }, rest)
}

impl Circumstances {
    /// What templates see; empty when there are none.
    pub fn view(&self) -> View {
        if *self == Circumstances::default() {
            return View::None;
        }
        view! {
            "as_of" => self.as_of.as_ref().map(When::view),
            "source" => self.source.clone(),
            "scope" => self.scope.clone(),
            "note" => self.note.clone(),
        }
    }
}
