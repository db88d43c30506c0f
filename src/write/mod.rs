//! The model as files again: what was read is written so that reading it gives the same pages.
//!
//! A file holds what the model holds and nothing else: no comment, no key that nobody asked for, no part of another file.
//! Whatever is taken out of the model cannot come back here. How the value of a field kind is written stands next to how it
//! is read, in `value`.

mod document;
mod form;
mod site;

use crate::form::Audience;
use crate::model::History;
use crate::record::{Node, to_yaml};

pub use document::{document, document_head, page, record_files};
pub use form::form;
pub use site::{glossary, measures, places, settings};

/// A map of the keys that are there.
fn map<'k>(pairs: impl IntoIterator<Item = (&'k str, Option<Node>)>) -> Node {
    pairs.into_iter().filter_map(|(key, node)| Some((key, node?))).collect()
}

/// A text, where there is one.
fn text(text: Option<&String>) -> Option<Node> {
    text.map(Node::from)
}

/// A list of texts, where there are any.
fn texts(texts: &[String]) -> Option<Node> {
    (!texts.is_empty()).then(|| texts.iter().map(Node::from).collect())
}

/// Yes, where it is so; no is what is not said.
fn yes(yes: bool) -> Option<Node> {
    yes.then(|| Node::from(true))
}

/// Who may read something, where that is not everybody.
fn audience(audience: Audience) -> Option<Node> {
    match audience {
        Audience::Public => None,
        Audience::Advisors => Some(Node::from("advisors")),
    }
}

/// When something was changed, as keys of front matter.
fn history(history: &History) -> [(&'static str, Option<Node>); 2] {
    let corrections = history.corrections.iter();
    let corrections = corrections.map(|correction| {
        map([("date", Some(Node::from(correction.date.iso()))), ("reason", Some(Node::from(&correction.reason)))])
    });
    [
        ("updated", history.updated.map(|date| Node::from(date.iso()))),
        ("corrections", (!history.corrections.is_empty()).then(|| corrections.collect())),
    ]
}

/// A file of front matter and text.
fn file(front: &Node, body: &str) -> String {
    format!("---\n{}---\n{body}", to_yaml(front))
}
