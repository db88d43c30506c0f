//! Drawings in SVG. Opened by itself a drawing is a page, so one that may run, move or fetch something is refused.
//!
//! A drawing is read as browsers read it: as XML, with namespaces, entities of characters and styles resolved. What it holds
//! must be in the lists of what draws. Libraries that clean drawings were no help: they drop what they do not know without a
//! word, Japanese names of fonts and parts among it, and leave addresses of the same site and animations.

mod assess;
mod embedded;
mod fault;
mod names;
mod size;
mod style;
#[cfg(test)]
mod tests;

use crate::load::codes;
use std::ops::Range;

use crate::record;
use crate::source::{Finding, Source, Span};

use fault::{PlacedFault, SvgFault};

/// A drawing as it is published.
#[derive(Debug)]
pub struct PublishedSvg {
    /// Its bytes, without what only its program reads; an empty drawing where something in it is refused.
    pub bytes: Vec<u8>,
    /// Width and height in pixels.
    pub size: Option<(usize, usize)>,
    /// What is refused, each kind once; empty for a drawing that is published.
    pub findings: Vec<Finding>,
}

/// Stands for a drawing that is not published, so that nothing else is said about it.
const EMPTY: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";

/// Reads a drawing, given its path below `content/`.
pub fn read(path: &str, bytes: &[u8]) -> PublishedSvg {
    // Whoever reads it as something else would read another drawing.
    let text = match record::utf8(bytes) {
        Ok(text) => text,
        Err(encoding) => return refused(path, "", vec![(0..0, SvgFault::Encoding(encoding.to_owned()))], None),
    };
    match assessed(text) {
        Ok((assess::SvgResult { faults, left_out, size }, doctype)) if faults.is_empty() => {
            let bytes = without(text, left_out.into_iter().chain(doctype)).into_bytes();
            PublishedSvg { bytes, size, findings: Vec::new() }
        }
        Ok((assess::SvgResult { faults, size, .. }, _)) => refused(path, text, faults, size),
        Err(fault) => refused(path, text, vec![fault], None),
    }
}

fn refused(path: &str, text: &str, faults: Vec<PlacedFault>, size: Option<(usize, usize)>) -> PublishedSvg {
    let source = Source::new(format!("content/{path}"), text);
    let findings = faults.into_iter().map(|(range, fault)| {
        let at = source.position(Span::new(range.start, range.end));
        Finding::new(&codes::UNSAFE_SVG, at, fault.message()).hint(fault.hint())
    });
    let findings = findings.collect();
    PublishedSvg { bytes: EMPTY.into(), size: size.or(Some((1, 1))), findings }
}

/// What is in a drawing, and where its document type stands.
fn assessed(text: &str) -> Result<(assess::SvgResult, Option<Range<usize>>), PlacedFault> {
    let declared = declaration(text).unwrap_or_default();
    encoding(declared, text.is_ascii()).map_err(|fault| (0..declared.len(), fault))?;
    let doctype = doctype(text, declared.len())?;
    assess::assess(text).map(|result| (result, doctype))
}

/// `<?xml version="1.0"?>`, where the text begins with it.
fn declaration(text: &str) -> Option<&str> {
    let after = text.strip_prefix("<?xml")?;
    after.starts_with(|c: char| c.is_whitespace()).then(|| text.get(..text.find("?>")? + 2))?
}

/// Refuses another encoding than UTF-8; text of ASCII alone is the same in some others.
fn encoding(declaration: &str, ascii: bool) -> Result<(), SvgFault> {
    let plain: String = declaration.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace('\'', "\"");
    let parts: Vec<&str> = plain.trim_start_matches("<?xml").trim_end_matches("?>").split('"').collect();
    let named = parts.chunks(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
    for (name, value) in named {
        match (name, value.to_ascii_lowercase().as_str()) {
            ("version=", "1.0") | ("standalone=", "yes" | "no") | ("encoding=", "utf-8" | "utf8") => {}
            ("encoding=", "us-ascii" | "ascii" | "iso-8859-1") if ascii => {}
            ("encoding=", _) => return Err(SvgFault::Encoding(value.to_owned())),
            _ => return Err(SvgFault::NoXml(format!("{name}\"{value}\""))),
        }
    }
    Ok(())
}

/// Where the document type stands; those who read drawings have no use for it.
fn doctype(text: &str, from: usize) -> Result<Option<Range<usize>>, PlacedFault> {
    let mut at = from;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let skipped = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        at += skipped;
        let end = match rest {
            comment if comment.starts_with("<!--") => comment.find("-->").map(|end| end + 3),
            program if program.starts_with("<?") => program.find("?>").map(|end| end + 2),
            declared if declared.starts_with("<!") => {
                let (end, more) = end_of_declaration(declared);
                return if more { Err((at..at + end, SvgFault::Entities)) } else { Ok(Some(at..at + end)) };
            }
            _ => None,
        };
        let Some(end) = end else { return Ok(None) };
        at += end;
    }
}

/// Where a declaration ends, and whether it is one that holds others. Signs in quotes are part of an address.
fn end_of_declaration(declared: &str) -> (usize, bool) {
    let mut quote = None;
    for (at, c) in declared.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => return (at, true),
            (None, '>') => return (at + 1, false),
            _ => {}
        }
    }
    (declared.len(), true)
}

/// A text without some of its parts.
fn without(text: &str, parts: impl Iterator<Item = Range<usize>>) -> String {
    let mut parts: Vec<Range<usize>> = parts.collect();
    parts.sort_by_key(|part| part.start);
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for part in parts {
        // An attribute of an element that is left out lies within it.
        rest.push_str(text.get(from..part.start).unwrap_or_default());
        from = from.max(part.end);
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    rest
}
