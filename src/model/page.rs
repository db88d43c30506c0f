//! A page of `content/pages`: about the site, its accessibility policy, and the like.

use std::sync::Arc;

use crate::markdown::Ids;
use crate::record::{Fields, Node};
use crate::source::{Reporter, Source};
use crate::value::Prose;

use super::History;

/// A page of running text.
#[derive(Clone, Debug)]
pub struct ContentPage {
    /// The file with its text, for the positions of findings.
    pub source: Arc<Source>,
    /// Its path below `content/`.
    pub path: String,
    /// The address of the page in the site.
    pub page: String,
    /// The title, from the front matter; empty where that was not there, which was reported.
    pub title: String,
    /// What it is about, for search engines.
    pub description: Option<String>,
    /// Whether the navigation at the foot of every page shows it.
    pub nav: bool,
    /// Its place in that navigation.
    pub order: i32,
    /// When it was changed.
    pub history: History,
    /// The Markdown below the front matter.
    pub body: Prose,
    /// Everything on the page a link may point at.
    pub anchors: Vec<String>,
}

impl ContentPage {
    /// Reads front matter and body.
    pub fn read(path: &str, page: String, front: &Node, mut body: Prose, reporter: &mut Reporter<'_>) -> ContentPage {
        let mut fields = Fields::new(front, reporter);
        let title = fields.required_text(&["title"]);
        let description = fields.text(&["description"]);
        let nav = fields.boolean(&["nav"]).unwrap_or(true);
        let order = fields.integer(&["order"]).unwrap_or(i32::MAX);
        let history = History::read(&mut fields);
        fields.finish();
        body.give_heading_ids(&mut Ids::default());
        let mut anchors = body.heading_ids().to_vec();
        anchors.sort();
        ContentPage {
            source: Arc::clone(reporter.source),
            path: path.to_owned(),
            page,
            title: title.unwrap_or_default(),
            description,
            nav,
            order,
            history,
            body,
            anchors,
        }
    }
}
