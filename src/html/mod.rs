//! HTML as browsers read it, whoever wrote its theme: tags that are left out or in capitals, comments, scripts, attributes
//! without quotation marks, and all entities. The only module that knows the tokenizer.
//!
//! The tokenizer is that of the HTML Standard. Instead of a whole tree, which would cost more than rendering the page, its
//! stack of open elements is kept here: every element that is opened is closed, at the latest when the one around it is.

mod elements;
mod join;
mod rewrite;

use std::convert::Infallible;

use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};

use elements::{OpenElements, ends_before, is_void};

pub use join::{lower_headings, with_ids};
pub use rewrite::{AttributeChange, escaped, rewrite};

/// A piece of a page, in its order.
pub enum Event<'a> {
    /// An element begins. Unless it is void, [`Event::Close`] follows.
    Open(&'a Tag),
    /// The innermost open element ends.
    Close(&'a str),
    /// Text, with its entities decoded.
    Text(&'a str),
}

/// The start tag of an element, its names in lower case and its values without entities.
#[derive(Debug, Default)]
pub struct Tag {
    name: String,
    /// Names and values of all attributes, one after another, so that reading a page allocates little; and where each ends.
    text: Vec<u8>,
    ends: Vec<(usize, usize)>,
}

impl Tag {
    /// The name of the element.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute; empty where it is written without one.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut start = 0;
        for (end_of_name, end) in &self.ends {
            if self.text.get(start..*end_of_name) == Some(name.as_bytes()) {
                return str::from_utf8(self.text.get(*end_of_name..*end)?).ok();
            }
            start = *end;
        }
        None
    }

    /// Whether an attribute is a list of words with this one, as `class`.
    pub fn has_word(&self, name: &str, word: &str) -> bool {
        self.attribute(name).is_some_and(|words| words.split_ascii_whitespace().any(|own| own == word))
    }

    /// Whether the element can hold nothing.
    pub fn is_void(&self) -> bool {
        is_void(&self.name)
    }

    fn clear(&mut self) {
        self.name.clear();
        self.text.clear();
        self.ends.clear();
    }

    fn begin_attribute(&mut self) {
        self.ends.push((self.text.len(), self.text.len()));
    }

    fn push_name(&mut self, name: &[u8]) {
        self.text.extend_from_slice(name);
        if let Some(ends) = self.ends.last_mut() {
            *ends = (self.text.len(), self.text.len());
        }
    }

    fn push_value(&mut self, value: &[u8]) {
        self.text.extend_from_slice(value);
        if let Some((_, end)) = self.ends.last_mut() {
            *end = self.text.len();
        }
    }
}

/// Reads a page or a part of one.
pub fn read(html: &[u8], on: impl FnMut(Event<'_>)) {
    let parser = HtmlParser {
        on,
        text: Vec::new(),
        is_end_tag: false,
        tag_name: Vec::new(),
        tag: Tag::default(),
        self_closing: false,
        last_start_tag: Vec::new(),
        open: OpenElements::default(),
    };
    // Everything happens in the parser; no token comes out.
    Tokenizer::new_with_emitter(html, parser).for_each(drop);
}

/// What the tokenizer hands over, piece by piece.
struct HtmlParser<F> {
    on: F,
    /// Text that no tag has ended yet.
    text: Vec<u8>,
    /// Whether the tag that is being read is an end tag.
    is_end_tag: bool,
    tag_name: Vec<u8>,
    /// The start tag that is being read; its name follows when it is whole.
    tag: Tag,
    self_closing: bool,
    /// The name of the start tag before, unless it has ended: only its end tag ends a script.
    last_start_tag: Vec<u8>,
    open: OpenElements,
}

impl<F: FnMut(Event<'_>)> HtmlParser<F> {
    fn emit_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        match str::from_utf8(&self.text) {
            Ok(text) => (self.on)(Event::Text(text)),
            Err(_) => (self.on)(Event::Text(&String::from_utf8_lossy(&self.text))),
        }
        self.text.clear();
    }

    fn open(&mut self) {
        while self.open.last().is_some_and(|open| ends_before(open, self.tag.name())) {
            self.close_to(self.open.len() - 1);
        }
        (self.on)(Event::Open(&self.tag));
        if self.tag.is_void() {
            return;
        }
        self.open.push(self.tag.name());
        // Elsewhere the slash at the end of a tag means nothing.
        if self.self_closing && self.open.is_foreign() {
            self.close_to(self.open.len() - 1);
        }
    }

    /// Closes all elements but the outermost `count`.
    fn close_to(&mut self, count: usize) {
        while self.open.len() > count {
            if let Some(name) = self.open.last() {
                (self.on)(Event::Close(name));
            }
            self.open.pop();
        }
    }
}

/// Its own, since the emitters of the tokenizer report errors, for which they look at every character.
impl<F: FnMut(Event<'_>)> Emitter for HtmlParser<F> {
    type Token = Infallible;

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
    }

    fn init_start_tag(&mut self) {
        self.is_end_tag = false;
        self.self_closing = false;
        self.tag_name.clear();
        self.tag.clear();
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.is_end_tag = true;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag_name.extend_from_slice(name);
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.tag.begin_attribute();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.tag.push_name(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.tag.push_value(value);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.emit_text();
        push(&mut self.tag.name, &self.tag_name);
        if self.is_end_tag {
            self.last_start_tag.clear();
            if let Some(at) = self.open.position(&self.tag.name) {
                self.close_to(at);
            }
            return None;
        }
        self.open();
        self.last_start_tag.clone_from(&self.tag_name);
        naive_next_state(&self.tag_name)
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end_tag && !self.last_start_tag.is_empty() && self.last_start_tag == self.tag_name
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start_tag.clear();
        self.last_start_tag.extend_from_slice(name.unwrap_or_default());
    }

    fn emit_eof(&mut self) {
        self.emit_text();
        self.close_to(0);
    }

    // Comments and document types say nothing.
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn emit_current_comment(&mut self) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn emit_current_doctype(&mut self) {}
}

fn push(text: &mut String, bytes: &[u8]) {
    match str::from_utf8(bytes) {
        Ok(own) => text.push_str(own),
        Err(_) => text.push_str(&String::from_utf8_lossy(bytes)),
    }
}
