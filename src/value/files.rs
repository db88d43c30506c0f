//! Files that a document names: in its list of attachments (`添付`), or in a field that asks for files.

use crate::attachment::AttachmentKind;
use crate::form::{Audience, Field};
use crate::record::{Content, Fields, Node};
use crate::source::{Position, Reporter};
use crate::text::page_path;
use crate::view;
use crate::view::View;

use super::kind::FieldValue;
use super::leaf::leaves;
use super::{AnswerReader, Viewer};

/// A file that a document names, with the words for it.
#[derive(Clone, Debug, Hash)]
pub struct AttachedFile {
    /// Its path below `content/`; as it is written where it leads out of that.
    pub path: String,
    /// Its path as the document writes it, seen from there.
    pub written: String,
    /// What it is called; its file name where nothing is written.
    pub title: String,
    /// Who may have it.
    pub audience: Audience,
    /// Where it stands in the document.
    pub position: Position,
}

/// The files that a field asks for.
#[derive(Clone, Debug, Hash)]
pub struct Files {
    /// The files in the order of the sheet.
    pub files: Vec<AttachedFile>,
}

/// What a form sets for a `files` field.
pub type FileFormats = Vec<AttachmentKind>;

impl FieldValue for Files {
    type Settings = FileFormats;

    fn read(node: &Node, _: &FileFormats, _: &Field, reader: &mut AnswerReader<'_>) -> Files {
        // The file of a record stands in another folder than its sheet.
        let path = reader.reporter.source.path_at(node.span.start());
        let document = path.strip_prefix("content/").unwrap_or(path).to_owned();
        Files { files: AttachedFile::read(node, &document, &mut reader.reporter) }
    }

    fn node(&self, _: &FileFormats) -> Node {
        self.files.iter().map(AttachedFile::node).collect()
    }

    fn view(&self, _: &FileFormats, viewer: &mut Viewer<'_>) -> View {
        let files: Vec<View> = self.files.iter().map(|file| (viewer.file)(file)).collect();
        let titles: Vec<&str> = self.files.iter().map(|file| file.title.as_str()).collect();
        view! { "kind" => "files", "files" => files, "text" => viewer.language.list(&titles) }
    }
}

leaves!(Files, &'a FileFormats, |Files { files }, _, walk| {
    let all = files.len();
    for (at, AttachedFile { title, position, .. }) in (0..).zip(files) {
        walk.leaf_of((at, all), position.span, It::Line(title));
    }
});

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
        let title = title.unwrap_or_else(|| path.rsplit('/').next().unwrap_or(&path).to_owned());
        Some(AttachedFile {
            path,
            written: written.to_owned(),
            title,
            audience,
            position: reporter.source.position(file.span),
        })
    }

    /// The name of its file.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The file as a list of attachments has it.
    #[must_use]
    pub fn node(&self) -> Node {
        let title = (self.title != self.name()).then(|| ("title", Node::from(&self.title)));
        let audience = (self.audience == Audience::Advisors).then(|| ("audience", Node::from("advisors")));
        std::iter::once(("file", Node::from(&self.written))).chain(title).chain(audience).collect()
    }
}
