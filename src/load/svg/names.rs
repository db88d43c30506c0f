//! What a drawing is made of: elements, attributes and properties that draw or describe, and can do nothing else. A name that
//! is not in `names.txt` is refused, so that what browsers learn tomorrow is refused as well.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The namespace of drawings.
pub const SVG: &str = "http://www.w3.org/2000/svg";
/// The namespace of web pages, whose texts may stand in a drawing.
pub const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// The namespace of references.
pub const XLINK: &str = "http://www.w3.org/1999/xlink";
/// The namespace of `xml:space`, which needs no declaration.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of descriptions of the file.
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Whether a namespace is a program's own, which no browser knows. Those of the web's own languages are not.
pub fn is_of_a_program(namespace: &str) -> bool {
    let web = ["http://www.w3.org/", "https://www.w3.org/", "http://www.mozilla.org/"];
    namespace == RDF || !web.iter().any(|own| namespace.starts_with(own))
}

/// Whether an element draws, describes, or holds others that do.
pub fn is_element(name: &str) -> bool {
    is_listed("element", name)
}

/// Whether an element of a web page is text and nothing else.
pub fn is_text(name: &str) -> bool {
    is_listed("text", name)
}

/// Whether an attribute says how to draw.
pub fn is_attribute(name: &str) -> bool {
    is_listed("attribute", name) || name.strip_prefix("aria-").is_some_and(is_word)
}

/// Whether an attribute of a text of web pages says how it looks.
pub fn is_attribute_of_text(name: &str) -> bool {
    matches!(name, "align" | "class" | "color" | "dir" | "face" | "id" | "lang" | "size" | "title")
}

/// Whether an attribute is for programs alone: data of the file's own program, or of scripts.
pub fn is_program_data(name: &str) -> bool {
    matches!(name, "content" | "host") || name.strip_prefix("data-").is_some_and(|name| !name.is_empty())
}

/// Whether an attribute in the namespace of references tells about one and is none itself.
pub fn is_about_a_reference(name: &str) -> bool {
    matches!(name, "type" | "title" | "role" | "arcrole" | "show" | "actuate")
}

/// Whether a property of a style, or an attribute of the same name, says how something looks.
pub fn is_property(name: &str) -> bool {
    let program = ["-inkscape-", "mso-"].into_iter().find_map(|prefix| name.strip_prefix(prefix));
    let custom = name.strip_prefix("--");
    is_listed("property", name) || program.or(custom).is_some_and(is_word)
}

/// Whether a function in a style calculates, or names a colour or a shape.
pub fn is_function(name: &str) -> bool {
    is_listed("function", name)
}

fn is_word(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// The names in `names.txt`, each with the heading that it stands under.
static NAMES: LazyLock<HashSet<(&str, &str)>> = LazyLock::new(|| {
    let mut heading = "";
    let mut names = HashSet::new();
    for line in include_str!("names.txt").lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(found) => heading = found,
            None => names.extend(line.split_whitespace().map(|name| (heading, name))),
        }
    }
    names
});

fn is_listed(heading: &str, name: &str) -> bool {
    NAMES.contains(&(heading, name))
}
