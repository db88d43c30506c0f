//! Text under a heading of a document.

use std::sync::Arc;

use crate::form::FormSection;
use crate::markdown::{says_nothing, uncommented};
use crate::record::{Chunk, Entry, SourceMap};
use crate::source::{Source, Span};
use crate::value::{AnswerReader, Prose, prose};

/// Text under a heading.
#[derive(Clone, Debug, Hash)]
pub struct Narrative {
    /// The heading as written.
    pub heading: String,
    /// The id it is given in the file: `issues` in `## 課題 {#issues}`.
    pub id: Option<String>,
    /// Where the heading stands.
    pub heading_span: Span,
    /// Its anchor, for headings the form does not know.
    pub anchor: String,
    /// The Markdown below the heading.
    pub text: Prose,
}

impl Narrative {
    /// The text of a part of a body.
    pub fn of_body(source: &Arc<Source>, chunk: &Chunk) -> Narrative {
        Narrative {
            anchor: String::new(),
            heading: uncommented(&chunk.heading).trim().to_owned(),
            id: chunk.id.clone(),
            heading_span: chunk.heading_span,
            text: Prose::new(source.slice(chunk.body).to_owned(), SourceMap::direct(chunk.body.start())),
        }
    }

    /// The text of a section that is answered in the front matter, under the official heading: the key there may be its id.
    pub fn of_front(section: &FormSection, place: &str, entry: &Entry, reader: &mut AnswerReader<'_>) -> Narrative {
        let text = prose::read(&entry.value, reader);
        let (heading, id) = (section.heading_for(place), Some(section.id.clone()));
        Narrative { heading, heading_span: entry.key_span, id, anchor: String::new(), text }
    }

    /// Whether there is nothing, or nothing but a comment such as the one `nenpo new` leaves for the author.
    pub fn is_unwritten(&self) -> bool {
        self.text.outline().images.is_empty() && says_nothing(&self.text.text)
    }
}
