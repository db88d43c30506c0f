//! Attributes are rewritten in place; every other byte stays.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::text::hidden::for_xml;

/// What becomes of an attribute.
pub enum AttributeChange {
    /// The piece of HTML stays as it is.
    Keep,
    /// Its value is another.
    Value(String),
    /// Its value is another, and an attribute follows.
    And(String, String),
    /// The piece of HTML is left out.
    Drop,
}

/// Rewrites attributes; `change` is given the name of the element, of the attribute, and its value without entities.
pub fn rewrite(html: &str, change: &dyn Fn(&str, &str, &str) -> AttributeChange) -> String {
    let mut rewriter = Rewriter { html, change, out: String::with_capacity(html.len() + html.len() / 8), done: 0 };
    let (mut element, mut attribute) = (String::new(), None::<Attribute>);
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => element = String::from_utf8_lossy(name).into_owned(),
            CallbackEvent::AttributeName { name } => {
                let name = String::from_utf8_lossy(name).into_owned();
                let next = Attribute { name, name_at: span.start..span.end, value: String::new(), value_at: None };
                rewriter.attribute(&element, attribute.replace(next));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = &mut attribute {
                    attribute.value = String::from_utf8_lossy(value).into_owned();
                    attribute.value_at = Some(span.start..span.end);
                }
            }
            CallbackEvent::CloseStartTag { .. } => rewriter.attribute(&element, attribute.take()),
            // Attributes of an end tag mean nothing.
            CallbackEvent::EndTag { .. } => attribute = None,
            _ => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).for_each(drop);
    rewriter.copy(html.len());
    rewriter.out
}

/// An attribute that was read, and where.
struct Attribute {
    name: String,
    name_at: Range<usize>,
    value: String,
    /// Without its quotation marks; nothing for an empty value.
    value_at: Option<Range<usize>>,
}

struct Rewriter<'h> {
    html: &'h str,
    change: &'h dyn Fn(&str, &str, &str) -> AttributeChange,
    out: String,
    /// How much of the HTML is written.
    done: usize,
}

impl Rewriter<'_> {
    fn copy(&mut self, end: usize) {
        self.out.push_str(self.html.get(self.done..end).unwrap_or_default());
        self.done = end;
    }

    fn attribute(&mut self, element: &str, attribute: Option<Attribute>) {
        let Some(attribute) = attribute else { return };
        match (self.change)(element, &attribute.name, &attribute.value) {
            AttributeChange::Keep => return,
            AttributeChange::Drop => {
                self.copy(attribute.name_at.start);
                self.out.truncate(self.out.trim_end().len());
            }
            AttributeChange::Value(value) => self.value(&attribute, &value),
            AttributeChange::And(value, more) => {
                self.value(&attribute, &value);
                self.out.extend([" ", &more]);
            }
        }
        self.done = self.end_of(&attribute);
    }

    fn value(&mut self, attribute: &Attribute, value: &str) {
        self.copy(attribute.name_at.end);
        self.out.extend(["=\"", &escaped(value), "\""]);
    }

    /// Where what follows an attribute begins.
    fn end_of(&self, attribute: &Attribute) -> usize {
        if let Some(value) = &attribute.value_at {
            let quoted = self.html.get(value.end..).is_some_and(|rest| rest.starts_with(['"', '\'']));
            return value.end + usize::from(quoted);
        }
        let name_end = attribute.name_at.end;
        let rest = self.html.get(name_end..).unwrap_or_default();
        let Some(value) = rest.trim_start().strip_prefix('=') else { return name_end };
        let after = ["\"\"", "''"].into_iter().find_map(|empty| value.trim_start().strip_prefix(empty));
        self.html.len() - after.unwrap_or(value).len()
    }
}

/// A value with the entities it needs.
pub fn escaped(value: &str) -> String {
    for_xml(value).replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_change_and_nothing_else_does() {
        let change = |element: &str, name: &str, value: &str| match (element, name) {
            (_, "id") => AttributeChange::Value(format!("d:{value}")),
            ("a", "href") if value == "gone" => AttributeChange::Drop,
            ("a", "href") => AttributeChange::And(format!("{value}?"), "download=\"x\"".to_owned()),
            _ => AttributeChange::Keep,
        };
        for (html, expected) in [
            ("<p id=\"a\" class=\"b\">1 &lt; 2</p>", "<p id=\"d:a\" class=\"b\">1 &lt; 2</p>"),
            ("<a class=\"x\" href=\"gone\" title=\"a > b\">a</a>", "<a class=\"x\" title=\"a > b\">a</a>"),
            ("<a href=\"b&amp;c\">a</a>", "<a href=\"b&amp;c?\" download=\"x\">a</a>"),
            ("<path d=\"M0\"/><input disabled>", "<path d=\"M0\"/><input disabled>"),
            // However a theme writes them.
            ("<A HREF='b' Title=c>年</A>", "<A HREF=\"b?\" download=\"x\" Title=c>年</A>"),
            ("<p\n  id = a class=b>", "<p\n  id=\"d:a\" class=b>"),
            ("<p id=a>年<p id=年度>", "<p id=\"d:a\">年<p id=\"d:年度\">"),
            ("<p id><p id=\"\" class><p id=''>", "<p id=\"d:\"><p id=\"d:\" class><p id=\"d:\">"),
            ("<a href=\"&#x5DDD;&yen;\">", "<a href=\"川¥?\" download=\"x\">"),
            ("<img id=a/>", "<img id=\"d:a/\">"),
            (
                "<!-- <p id=a> --><script>'<p id=a>'</script></p id=a>",
                "<!-- <p id=a> --><script>'<p id=a>'</script></p id=a>",
            ),
            ("a<b", "a<b"),
            ("", ""),
        ] {
            assert_eq!(rewrite(html, &change), expected, "{html}");
        }
    }
}
