//! Images and attachments of `content/`: those that a text of the site shows or links to, or a document names.

use crate::error::Result;
use crate::model::{Attachment, Document};
use crate::sink::Sink;
use crate::value::AttachedFile;
use crate::view;
use crate::view::View;

use super::{RenderContext, download};

/// Hands on the images and the attachments of the site.
pub fn publish(context: RenderContext<'_>, sink: &dyn Sink) -> Result<()> {
    files(context)
        .try_for_each(|(path, bytes)| sink.put(&address(path), bytes.clone().into(), &format!("content/{path}")))
}

/// The bytes of the image or attachment published at an address, where one is.
pub fn published_file(context: RenderContext<'_>, path: &str) -> Option<Vec<u8>> {
    let (_, bytes) = files(context).find(|(own, _)| address(own) == path)?;
    Some(bytes.clone())
}

/// Where all of them are published.
pub fn addresses(context: RenderContext<'_>) -> impl Iterator<Item = String> {
    files(context).map(|(path, _)| address(path))
}

/// All of them, by their paths below `content/`.
fn files(context: RenderContext<'_>) -> impl Iterator<Item = (&str, &Vec<u8>)> {
    let images = context.site.images.iter().map(|(path, image)| (path.as_str(), &image.bytes));
    let attachments = context.site.attachments.iter().filter(|(_, attachment)| attachment.kind.is_some());
    images.chain(attachments.map(|(path, attachment)| (path.as_str(), &attachment.bytes)))
}

/// Where a file of `content/` is published.
pub fn address(path: &str) -> String {
    path.strip_prefix("pages/").unwrap_or(path).to_owned()
}

/// What an attachment is, and how large: PDF、1.2 MB.
pub fn kind_and_size(context: RenderContext<'_>, attachment: &Attachment) -> Option<String> {
    let (kind, size) = (attachment.kind?.name(), download::size(attachment.bytes.len()));
    Some(context.theme.sentence("attachment_about", &[("kind", kind), ("size", &size)]))
}

/// The attachments that a document names, for templates; those that fields ask for stand there.
pub fn attachments(context: RenderContext<'_>, document: &Document) -> View {
    let there = |attached: &&AttachedFile| context.site.attachments.contains_key(&attached.path);
    View::list(document.attachments.iter().filter(there).map(|attached| file(context, attached)))
}

/// A file that a document names, for templates: its address, its words, and what it is.
pub fn file(context: RenderContext<'_>, attached: &AttachedFile) -> View {
    let about = context.site.attachments.get(&attached.path).and_then(|file| kind_and_size(context, file));
    view! { "path" => address(&attached.path), "title" => &attached.title, "about" => about }
}
