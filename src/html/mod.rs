//! HTML as browsers read it, whoever wrote its theme: tags that are left out or in capitals, comments, scripts, attributes
//! without quotation marks, and all entities. The only module that knows the tokenizer.
//!
//! The tokenizer is that of the HTML Standard. Instead of a whole tree, which would cost more than rendering the page, its
//! stack of open elements is kept here: every element that is opened is closed, at the latest when the one around it is.

mod elements;
mod rewrite;

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use elements::{OpenElements, ends_before, is_void};

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

    fn begin(&mut self, name: &[u8]) {
        self.name.clear();
        push(&mut self.name, name);
        self.text.clear();
        self.ends.clear();
    }

    fn push_name(&mut self, name: &[u8]) {
        self.text.extend_from_slice(name);
        self.ends.push((self.text.len(), self.text.len()));
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
    let mut reader = HtmlParser { on, tag: Tag::default(), text: String::new(), open: OpenElements::default() };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        reader.event(event);
        None
    });
    emitter.naively_switch_states(true);
    // Everything happens in the reader; no token comes out.
    Tokenizer::new_with_emitter(html, emitter).for_each(drop);
    reader.close_to(0);
}

struct HtmlParser<F> {
    on: F,
    tag: Tag,
    text: String,
    open: OpenElements,
}

impl<F: FnMut(Event<'_>)> HtmlParser<F> {
    fn event(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag.begin(name),
            CallbackEvent::AttributeName { name } => self.tag.push_name(name),
            CallbackEvent::AttributeValue { value } => self.tag.push_value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.opened(self_closing),
            CallbackEvent::EndTag { name } => {
                self.text.clear();
                push(&mut self.text, name);
                if let Some(at) = self.open.position(&self.text) {
                    self.close_to(at);
                }
            }
            CallbackEvent::String { value } => match str::from_utf8(value) {
                Ok(text) => (self.on)(Event::Text(text)),
                Err(_) => (self.on)(Event::Text(&String::from_utf8_lossy(value))),
            },
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn opened(&mut self, self_closing: bool) {
        while self.open.last().is_some_and(|open| ends_before(open, self.tag.name())) {
            self.close_to(self.open.len() - 1);
        }
        (self.on)(Event::Open(&self.tag));
        if self.tag.is_void() {
            return;
        }
        self.open.push(self.tag.name());
        // Elsewhere the slash at the end of a tag means nothing.
        if self_closing && self.open.is_foreign() {
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

fn push(text: &mut String, bytes: &[u8]) {
    match str::from_utf8(bytes) {
        Ok(own) => text.push_str(own),
        Err(_) => text.push_str(&String::from_utf8_lossy(bytes)),
    }
}
