//! Markdown in a sheet, with where it stands, what it refers to, and the ids its headings get on the page.

use super::codes;
use crate::form::Field;
use crate::markdown::{Ids, Outline, comments, inspect};
use crate::record::{Content, Node, SourceMap};
use crate::source::{Span, words};
use crate::text::comments::without;
use crate::view;
use crate::view::View;

use super::kind::FieldValue;
use super::leaf::leaves;
use super::{Absence, AnswerReader, Viewer};

/// A Markdown text without its comments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Prose {
    /// The Markdown, as written but for comments.
    pub text: String,
    /// Where it stands in the file.
    pub origin: SourceMap,
    /// Whether its author wrote comments in it, which are not here any more.
    pub commented: bool,
    /// Headings, links and images in it; most texts have none, and there are many texts.
    inside: Option<Box<ProseContent>>,
}

/// What is in a text besides words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct ProseContent {
    outline: Outline,
    /// Ids of the headings on the page, in order; given when the whole document is known.
    heading_ids: Vec<String>,
}

impl Prose {
    /// Takes a text without its comments, and looks into it. From here on nobody can publish them: whatever shows, copies or
    /// searches a text has this one.
    pub fn new(mut text: String, mut origin: SourceMap) -> Prose {
        let mut commented = false;
        loop {
            // What is left on the two sides of a comment may form another one.
            let found = comments(&text);
            if found.is_empty() {
                break;
            }
            origin = origin.without(&found, text.len());
            text = without(&text, &found);
            commented = true;
        }
        let outline = Some(inspect(&text)).filter(|outline| outline != Outline::nothing());
        let inside = outline.map(|outline| Box::new(ProseContent { outline, heading_ids: Vec::new() }));
        Prose { text, origin, commented, inside }
    }

    /// Headings, links and images in it.
    pub fn outline(&self) -> &Outline {
        self.inside.as_ref().map_or(Outline::nothing(), |inside| &inside.outline)
    }

    /// Ids of its headings on the page, in order; none before they were given.
    pub fn heading_ids(&self) -> &[String] {
        self.inside.as_ref().map_or(&[], |inside| &inside.heading_ids)
    }

    /// Gives its headings the next free ids of a page.
    pub fn give_heading_ids(&mut self, ids: &mut Ids) {
        if let Some(inside) = &mut self.inside {
            inside.heading_ids = inside.outline.heading_ids(ids);
        }
    }

    /// Where it begins in the file.
    pub fn start(&self) -> Span {
        self.origin.offset_span(0..0)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// What templates see: the HTML, the same as plain text, and for texts that only say why there is nothing (記載なし, －) which reason it is.
pub fn view(prose: &Prose, viewer: &mut Viewer<'_>) -> View {
    let (html, text) = (viewer.prose)(prose);
    view! {
        "kind" => "prose",
        "html" => View::Html(html),
        "text" => text,
        "absent" => Absence::view(&prose.text),
    }
}

impl FieldValue for Prose {
    type Settings = ();

    fn read(node: &Node, (): &(), _: &Field, reader: &mut AnswerReader<'_>) -> Prose {
        read(node, reader)
    }

    fn node(&self, (): &()) -> Node {
        Node::from(self.text.as_str())
    }

    fn view(&self, (): &(), viewer: &mut Viewer<'_>) -> View {
        view(self, viewer)
    }
}

leaves!(Prose, &'a (), |prose, (), walk| walk.leaf_at(prose.start(), It::Prose(prose)));

// A text in a column that the form asks for.
leaves!(Option<Prose>, (), |text, (), walk| match text {
    Some(text) => text.walk(&(), walk),
    None => walk.leaf(It::Unanswered),
});

/// Reads Markdown; a list of lines becomes a Markdown list, since authors write one where the form has bullets.
pub fn read(node: &Node, reader: &mut AnswerReader<'_>) -> Prose {
    match &node.content {
        Content::Text(scalar) => {
            let (text, origin) = scalar.running();
            Prose::new(text.to_owned(), origin.clone())
        }
        Content::Blank | Content::Broken => Prose::new(String::new(), SourceMap::direct(node.span.start())),
        Content::List(items) if items.iter().all(|item| matches!(item.content, Content::Text(_))) => {
            let lines: Vec<String> = items
                .iter()
                .filter_map(|item| match &item.content {
                    Content::Text(scalar) => Some(format!("- {}", scalar.running().0.trim_end().replace('\n', "\n  "))),
                    _ => None,
                })
                .collect();
            Prose::new(lines.join("\n"), SourceMap::coarse(node.span))
        }
        Content::List(_) | Content::Map(_) => {
            let message = words("ここには文章（Markdown）を書きます。", "Running text (Markdown) is expected here.");
            let hint = words(
                "「|」の次の行から字下げして書いてください。",
                "Write `|` and the text on the next lines, indented.",
            );
            reader.report(&codes::PROSE, node, message, hint);
            Prose::new(String::new(), SourceMap::direct(node.span.start()))
        }
    }
}
