//! What a record is made of: nothing, text, lists and maps, each with its place in the file.

use super::Origin;
use crate::source::Span;

/// A value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub content: Content,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing was written, or `~` or `null`.
    Blank,
    /// Could not be read; a finding has said so, and whoever meets it keeps silent.
    Broken,
    /// A text. Numbers and words like `no` are texts too.
    Text(Scalar),
    /// `- a`, or `[a, b]`.
    List(Vec<Node>),
    /// `key: value`, in the order of the file.
    Map(Vec<Entry>),
}

/// One `key: value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// A text, spelled as the author spelled it: `0.10`, `011002` and `no` stay what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// How it was written.
    pub style: Style,
    /// Where its characters stand in the file.
    pub origin: Origin,
}

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// After `|` or `>`.
    Block,
}

impl Node {
    /// The text of this value, if it is one.
    #[must_use]
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.content {
            Content::Text(scalar) => Some(scalar),
            _ => None,
        }
    }
}
