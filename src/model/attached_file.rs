//! What a document names as its attachments (`添付`).

use crate::form::Audience;
use crate::record::{Content, Fields, Node};
use crate::source::{Position, Reporter};
use crate::text::page_path;

/// A file that a document names, with the words for it.
#[derive(Clone, Debug)]
pub struct AttachedFile {
    /// Its path below `content/`; as it is written where it leads out of that.
    pub path: String,
    /// What it is called; its file name where nothing is written.
    pub title: Option<String>,
    /// Who may have it.
    pub audience: Audience,
    /// Where it stands in the document.
    pub position: Position,
}

impl AttachedFile {
    /// Reads the list of a document at this path: names of files, or each with its title and readers.
    pub fn read(node: &Node, document: &str, reporter: &mut Reporter<'_>) -> Vec<AttachedFile> {
        let items = match &node.content {
            Content::List(items) => items.as_slice(),
            Content::Blank => return Vec::new(),
            _ => std::slice::from_ref(node),
        };
        items.iter().filter_map(|item| AttachedFile::read_one(item, document, reporter)).collect()
    }

    fn read_one(item: &Node, document: &str, reporter: &mut Reporter<'_>) -> Option<AttachedFile> {
        let (mut title, mut audience) = (None, Audience::Public);
        let file = if item.scalar().is_some() {
            item
        } else {
            let mut fields = Fields::new(item, reporter);
            let file = fields.required(&["file", "ファイル"]);
            title = fields.text(&["title", "題名"]);
            let audiences = [("public", Audience::Public), ("advisors", Audience::Advisors)];
            audience = fields.choice(&["audience", "公開範囲"], &audiences).unwrap_or_default();
            fields.finish();
            file?
        };
        let written = file.text(reporter)?.text.trim();
        let path = page_path::content_file(document, written).unwrap_or_else(|| written.to_owned());
        Some(AttachedFile { path, title, audience, position: reporter.source.position(file.span) })
    }

    /// The name of its file.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// What a page calls it.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.title.as_deref().unwrap_or_else(|| self.name())
    }
}
