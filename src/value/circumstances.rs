//! What travels with a figure: when, from where, for what area, and a remark.

use crate::record::{Content, Entry, Node};
use crate::text::fold::fold;
use crate::view;
use crate::view::View;

use super::{Reader, When, text};

/// The circumstances of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// 時点
    pub as_of: Option<When>,
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
    let Content::Map(entries) = &node.content else { return (Circumstances::default(), node.clone()) };
    let mut circumstances = Circumstances::default();
    let mut value = None;
    let mut others: Vec<Entry> = Vec::new();
    for entry in entries {
        let key = fold(&entry.key);
        let is = |names: [&str; 2]| names.contains(&key.as_str());
        if is(VALUE) {
            value = Some(entry.value.clone());
        } else if is(AS_OF) {
            circumstances.as_of = Some(When::parse(&text::read(&entry.value, reader), reader.year));
        } else if is(SOURCE) {
            circumstances.source = Some(text::read(&entry.value, reader));
        } else if is(SCOPE) {
            circumstances.scope = Some(text::read(&entry.value, reader));
        } else if is(NOTE) {
            circumstances.note = Some(text::read(&entry.value, reader));
        } else {
            others.push(entry.clone());
        }
    }
    let rest = match value {
        // Keys beside 値 stay with the map, so that the kind reports them as unknown.
        Some(value) if others.is_empty() => value,
        _ => Node { span: node.span, content: Content::Map(others) },
    };
    (circumstances, rest)
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
