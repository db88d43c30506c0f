//! 記載なし in place of a whole answer: of parts, of rows, of levels.

use crate::record::Node;

use super::Absence;

/// The node, where it is one word that says why there is nothing. An empty text is none: it says nothing.
pub fn of(node: &Node) -> Option<&Node> {
    let scalar = node.scalar()?;
    (!scalar.text.trim().is_empty() && Absence::parse(&scalar.text).is_some()).then_some(node)
}
