//! XML of offices: parsed strictly and within bounds, its wrappers seen through.

use roxmltree::{Document, Node, ParsingOptions};

use super::fault::ImportFault;

/// No part has more elements and texts.
const NODES: u32 = 1_500_000;
/// Programs nest some dozens of elements, tables within tables some more.
const DEPTH: usize = 200;

/// Parses a part. A document type, which could bring entities along, is refused.
pub fn parse<'t>(text: &'t str, part: &str) -> Result<Document<'t>, ImportFault> {
    let damaged = || ImportFault::Part(part.to_owned());
    let options = ParsingOptions { nodes_limit: NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => ImportFault::Cells,
        _ => damaged(),
    })?;
    // Readers of tables and shapes call themselves, so nobody may nest as deep as memory reaches.
    let mut depths: Vec<usize> = Vec::new();
    for node in document.descendants() {
        let outer = node.parent().and_then(|parent| depths.get(parent.id().get_usize())).copied().unwrap_or(0);
        let depth = outer + usize::from(node.is_element());
        if depth > DEPTH {
            return Err(damaged());
        }
        let at = node.id().get_usize();
        depths.resize(depths.len().max(at + 1), 0);
        depths.get_mut(at).into_iter().for_each(|own| *own = depth);
    }
    Ok(document)
}

/// The name of an element without its prefix; empty for what is none.
pub fn name<'a>(node: Node<'a, '_>) -> &'a str {
    if node.is_element() { node.tag_name().name() } else { "" }
}

/// The elements in an element. What is written twice, for new programs and for old ones, is seen once.
pub fn children<'a, 't>(node: Node<'a, 't>) -> Vec<Node<'a, 't>> {
    let mut all = Vec::new();
    for child in node.children().filter(Node::is_element) {
        if child.tag_name().name() != "AlternateContent" {
            all.push(child);
            continue;
        }
        let branches: Vec<Node<'_, '_>> = child.children().filter(Node::is_element).collect();
        let says_something = |branch: &&Node<'_, '_>| {
            branch.descendants().any(|inner| ["t", "pic", "sp", "wsp", "pict"].contains(&name(inner)))
        };
        if let Some(branch) = branches.iter().find(says_something).or(branches.first()) {
            all.extend(children(*branch));
        }
    }
    all
}

/// The first element of this name in an element.
pub fn child<'a, 't>(node: Node<'a, 't>, wanted: &str) -> Option<Node<'a, 't>> {
    children(node).into_iter().find(|child| name(*child) == wanted)
}

/// The element that these names lead to, one inside the other.
pub fn at<'a, 't>(node: Node<'a, 't>, path: &[&str]) -> Option<Node<'a, 't>> {
    path.iter().try_fold(node, |node, step| child(node, step))
}

/// The elements of this name in an element.
pub fn named<'a, 't>(node: Node<'a, 't>, wanted: &str) -> Vec<Node<'a, 't>> {
    children(node).into_iter().filter(|child| name(*child) == wanted).collect()
}

/// The value of an attribute, whatever its prefix.
pub fn attribute<'a>(node: Node<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == wanted).map(|attribute| attribute.value())
}

/// A whole number in an attribute.
pub fn number(node: Node<'_, '_>, wanted: &str) -> Option<i64> {
    attribute(node, wanted)?.trim().parse().ok()
}

/// Whether a switch is on: `1`, `true` or there without a value.
pub fn is_on(node: Node<'_, '_>, wanted: &str) -> bool {
    attribute(node, wanted).is_some_and(|value| matches!(value, "1" | "true" | "on"))
}

/// The text directly in an element.
pub fn text(node: Node<'_, '_>) -> String {
    node.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect()
}
