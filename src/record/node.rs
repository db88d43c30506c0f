//! What a record is made of: nothing, text, lists and maps, each with its place in the file.

use super::SourceMap;
use crate::source::Span;

/// A value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The bytes of the file it was read from; empty in a record that was built.
    pub span: Span,
    /// The value itself: a text, a list, a map, or nothing.
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

/// An entry of a map: `key: value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// What stands after the colon; blank where nothing does.
    pub value: Node,
}

/// A text, spelled as the author spelled it: `0.10`, `011002` and `no` stay what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text without quotes and marks of blocks, comments left out. Lines that YAML joins are joined as in running text:
    /// between Japanese characters without a space.
    pub text: String,
    /// The same with its lines as they stand in the file, where YAML joins them; for what is running text.
    pub lines: Option<Box<ScalarLines>>,
    /// How it was written.
    pub style: TextStyle,
    /// Where its characters stand in the file.
    pub origin: SourceMap,
}

/// The lines of a text that YAML joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalarLines {
    /// The lines, without the indentation that all have.
    pub text: String,
    /// Where its characters stand in the file.
    pub origin: SourceMap,
}

impl Scalar {
    /// The text as running text, and where it stands: line by line, as its author wrote it.
    #[must_use]
    pub fn running(&self) -> (&str, &SourceMap) {
        self.lines.as_ref().map_or((&self.text, &self.origin), |lines| (&lines.text, &lines.origin))
    }
}

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextStyle {
    /// Without quotes, on one line or folded.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// After `|` or `>`.
    Block,
}

impl Node {
    /// Nothing, as of a key that waits for its value.
    #[must_use]
    pub fn blank() -> Node {
        Node { span: Span::default(), content: Content::Blank }
    }

    /// The text of this value, if it is one.
    #[must_use]
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.content {
            Content::Text(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The entries of a map; nothing else has any.
    #[must_use]
    pub fn as_map(&self) -> &[Entry] {
        match &self.content {
            Content::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key of a map, spelled exactly so.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }
}

/// A record in the making has no places.
impl From<String> for Node {
    fn from(text: String) -> Node {
        let origin = SourceMap::coarse(Span::default());
        Node {
            span: Span::default(),
            content: Content::Text(Scalar { text, lines: None, style: TextStyle::Plain, origin }),
        }
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Node {
        Node::from(text.to_owned())
    }
}

impl From<&String> for Node {
    fn from(text: &String) -> Node {
        Node::from(text.as_str())
    }
}

impl From<bool> for Node {
    fn from(yes: bool) -> Node {
        Node::from(if yes { "true" } else { "false" })
    }
}

/// Builds a list from its items.
impl FromIterator<Node> for Node {
    fn from_iter<I: IntoIterator<Item = Node>>(items: I) -> Node {
        Node { span: Span::default(), content: Content::List(items.into_iter().collect()) }
    }
}

/// Builds a map from its keys and values, in their order.
impl<K: Into<String>> FromIterator<(K, Node)> for Node {
    fn from_iter<I: IntoIterator<Item = (K, Node)>>(pairs: I) -> Node {
        let entry = |(key, value): (K, Node)| Entry { key: key.into(), key_span: Span::default(), value };
        Node { span: Span::default(), content: Content::Map(pairs.into_iter().map(entry).collect()) }
    }
}
