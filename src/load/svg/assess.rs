//! Every name of a drawing against the lists of what draws, and every address against what stays inside.

use std::collections::BTreeSet;
use std::ops::Range;

use roxmltree::{Attribute, Document, Node, ParsingOptions};

use super::fault::{PlacedFault, SvgFault};
use super::{embedded, names, style};

/// Browsers stop reading at this depth, at the latest.
const DEEPEST: usize = 256;

/// A drawing that was read.
#[derive(Debug, Default)]
pub struct SvgResult {
    /// What it must not hold, and where; each kind once.
    pub faults: Vec<PlacedFault>,
    /// Where things stand that only programs read, or that nobody ever sees. They are not published.
    pub left_out: Vec<Range<usize>>,
    /// Width and height in pixels.
    pub size: Option<(usize, usize)>,
}

/// Reads a drawing, given as XML in UTF-8 that declares no entities.
///
/// # Errors
/// Where it is no XML: why, and where.
pub fn assess(text: &str) -> Result<SvgResult, PlacedFault> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let at = offset(text, error.pos());
        (at..at, SvgFault::NoXml(error.to_string()))
    })?;
    let root = document.root_element();
    let mut drawing = SvgReader { text, result: SvgResult::default(), reported: BTreeSet::new() };
    if root.tag_name().namespace() != Some(names::SVG) || root.tag_name().name() != "svg" {
        let name = root.tag_name().name().to_owned();
        drawing.refuse(tag(&root), SvgFault::NoDrawing(name));
        return Ok(drawing.result);
    }
    let mut open: Vec<(Node<'_, '_>, usize)> = document.root().children().map(|node| (node, 0)).collect();
    open.reverse();
    while let Some((node, depth)) = open.pop() {
        if depth >= DEEPEST {
            drawing.refuse(tag(&node), SvgFault::Deep);
        } else if drawing.node(&node) {
            let from = open.len();
            open.extend(node.children().map(|child| (child, depth + 1)));
            open.get_mut(from..).unwrap_or_default().reverse();
        }
    }
    drawing.result.size = super::size::pixel_size(&root);
    Ok(drawing.result)
}

/// The byte at which a line and a column stand, both counted from 1, the column in characters.
fn offset(text: &str, at: roxmltree::TextPos) -> usize {
    let line: usize = text.split_inclusive('\n').take(at.row as usize - 1).map(str::len).sum();
    let rest = text.get(line..).unwrap_or_default();
    line + rest.char_indices().nth(at.col as usize - 1).map_or(rest.len(), |(at, _)| at)
}

/// The place of a tag's name.
fn tag(node: &Node<'_, '_>) -> Range<usize> {
    let start = node.range().start;
    let rest = node.document().input_text().get(start..node.range().end).unwrap_or_default();
    start..start + rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len())
}

struct SvgReader<'t> {
    text: &'t str,
    result: SvgResult,
    /// What was refused already: a drawing repeats itself.
    reported: BTreeSet<SvgFault>,
}

impl SvgReader<'_> {
    fn refuse(&mut self, at: Range<usize>, fault: SvgFault) {
        if self.reported.insert(fault.clone()) {
            self.result.faults.push((at, fault));
        }
    }

    /// Looks at a node; whether what is in it is to be looked at, too.
    fn node(&mut self, node: &Node<'_, '_>) -> bool {
        if let Some(program) = node.pi() {
            match program.target {
                "xml-stylesheet" => self.refuse(node.range(), SvgFault::Element("?xml-stylesheet".to_owned())),
                _ => self.result.left_out.push(node.range()),
            }
        }
        if !node.is_element() {
            return false;
        }
        let (namespace, name) = (node.tag_name().namespace().unwrap_or_default(), node.tag_name().name());
        let allowed = match namespace {
            names::SVG if name == "metadata" || is_never_shown(node) => {
                self.result.left_out.push(node.range());
                return false;
            }
            names::SVG => names::is_element(name),
            names::XHTML => {
                names::is_text(name) && node.ancestors().any(|outer| outer.tag_name().name() == "foreignObject")
            }
            "" => false,
            program if names::is_of_a_program(program) => {
                self.result.left_out.push(node.range());
                return false;
            }
            _ => false,
        };
        if !allowed {
            self.refuse(tag(node), SvgFault::Element(name.to_owned()));
            return false;
        }
        for attribute in node.attributes() {
            self.attribute(&attribute, name, namespace);
        }
        if namespace == names::SVG && name == "style" {
            let sheet: String = node.children().filter(Node::is_text).filter_map(|text| text.text()).collect();
            self.style(style::of_sheet(&sheet), node.range());
        }
        true
    }

    fn attribute(&mut self, attribute: &Attribute<'_, '_>, element: &str, namespace: &str) {
        let (name, value) = (attribute.name(), attribute.value());
        let allowed = match attribute.namespace() {
            None if name == "style" => return self.style(style::of_declarations(value), attribute.range()),
            None if name == "href" && namespace == names::SVG => return self.reference(attribute, element),
            None if names::is_program_data(name) => return self.result.left_out.push(attribute.range()),
            None if namespace == names::XHTML => names::is_attribute_of_text(name),
            None if names::is_attribute(name) => true,
            None if names::is_property(name) => return self.style(style::of_value(value), attribute.range()),
            Some(names::XLINK) if name == "href" => return self.reference(attribute, element),
            Some(names::XLINK) => names::is_about_a_reference(name),
            Some(names::XML) => matches!(name, "space" | "lang" | "id"),
            Some(program) if names::is_of_a_program(program) => return self.result.left_out.push(attribute.range()),
            None | Some(_) => false,
        };
        if !allowed {
            self.refuse(attribute.range(), SvgFault::Attribute(name.to_owned()));
        }
    }

    fn reference(&mut self, attribute: &Attribute<'_, '_>, element: &str) {
        let value = attribute.value();
        let picture = matches!(element, "image" | "feImage") && embedded::is_picture(value);
        if !picture && !embedded::is_local(value) {
            self.refuse(attribute.range(), SvgFault::of_address(value));
        }
    }

    fn style(&mut self, fault: Option<style::StyleFault>, within: Range<usize>) {
        let Some(fault) = fault else { return };
        // The place of the word itself, where it stands there as it is; a style sheet may have hundreds of lines.
        let word = fault.word();
        let inside = self.text.get(within.clone()).unwrap_or_default();
        let at = match inside.find(word).filter(|_| !word.is_empty()) {
            Some(found) => within.start + found..within.start + found + word.len(),
            None => within.start..within.start,
        };
        self.refuse(at, SvgFault::from(fault));
    }
}

/// Whether no browser ever shows an element: it asks for what only one program knows, or an earlier part of a
/// choice is always taken.
fn is_never_shown(node: &Node<'_, '_>) -> bool {
    let unmet = |node: &Node<'_, '_>| {
        let extensions = node.attribute("requiredExtensions").unwrap_or_default();
        extensions.split_whitespace().any(|extension| extension != names::XHTML)
    };
    let choice = node.parent_element().is_some_and(|outer| outer.has_tag_name((names::SVG, "switch")));
    let is_chosen = |node: &Node<'_, '_>| {
        let drawn = node.tag_name().namespace() == Some(names::SVG) && names::is_element(node.tag_name().name());
        drawn && !unmet(node) && !node.has_attribute("systemLanguage")
    };
    unmet(node) || choice && node.prev_siblings().skip(1).any(|earlier| is_chosen(&earlier))
}
