//! Text escaped for HTML.

use std::fmt::Write;

use crate::text::hidden::in_xml;

/// Adds text between tags.
pub(in super::super) fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            _ => out.push(in_xml(c)),
        }
    }
}

/// Adds text within a double-quoted attribute.
pub(super) fn push_value(out: &mut String, text: &str) {
    for (index, piece) in text.split('"').enumerate() {
        if index > 0 {
            out.push_str("&quot;");
        }
        push_text(out, piece);
    }
}

/// Adds an address within a double-quoted attribute. Letters of all scripts stay readable; what no address
/// may contain is percent-encoded.
pub(super) fn push_address(out: &mut String, address: &str) {
    for c in address.trim().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            ' ' | '"' | '<' | '>' | '\\' | '`' | '\0'..='\x1F' | '\x7F' => {
                _ = write!(out, "%{:02X}", u32::from(c));
            }
            _ => out.push(in_xml(c)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_letters_and_loses_what_breaks_out() {
        let mut out = String::new();
        push_address(&mut out, " ../川崎 市.md?a=1&b=\"<x>`\\ ");
        assert_eq!(out, "../川崎%20市.md?a=1&amp;b=%22%3Cx%3E%60%5C");
    }
}
