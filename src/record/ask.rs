//! Asking a map for values of common shapes.

use super::codes;
use super::{Content, Fields, Node};
use crate::source::words;
use crate::text::comments::uncommented;
use crate::text::fold;

impl<'n> Fields<'n, '_> {
    /// A line of text that must be there.
    pub fn required_text(&mut self, names: &[&str]) -> Option<String> {
        let node = self.required(names)?;
        self.line(node)
    }

    /// A line of text that may be there; an empty one is not.
    pub fn text(&mut self, names: &[&str]) -> Option<String> {
        let node = self.optional(names)?;
        if node.content == Content::Blank {
            return None;
        }
        self.line(node)
    }

    /// A list of lines; a single line is a list of one.
    pub fn texts(&mut self, names: &[&str]) -> Vec<String> {
        let Some(node) = self.optional(names) else { return Vec::new() };
        match &node.content {
            Content::List(items) => items.iter().filter_map(|item| self.line(item)).collect(),
            _ => self.line(node).into_iter().collect(),
        }
    }

    /// Yes or no, if it is there.
    pub fn boolean(&mut self, names: &[&str]) -> Option<bool> {
        let node = self.optional(names)?;
        node.boolean(&mut self.reporter)
    }

    /// A whole number, if it is there.
    pub fn integer(&mut self, names: &[&str]) -> Option<i32> {
        let node = self.optional(names)?;
        let text = self.line(node)?;
        let number = fold(&text).parse().ok();
        if number.is_none() {
            let message = words!("「{text}」は整数ではありません。", "`{text}` is not a whole number.");
            let hint = words("「3」のような数字を書いてください。", "Write a number such as `3`.");
            self.reporter.report(&codes::WRONG_VALUE, node.span, message, hint);
        }
        number
    }

    /// One of several words, if it is there.
    pub fn choice<T: Clone>(&mut self, names: &[&str], choices: &[(&str, T)]) -> Option<T> {
        let node = self.optional(names)?;
        node.choice(choices, &mut self.reporter)
    }

    fn line(&mut self, node: &'n Node) -> Option<String> {
        let scalar = node.text(&mut self.reporter)?;
        Some(uncommented(&scalar.text).trim().to_owned())
    }
}
