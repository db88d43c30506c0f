//! Images of `content/`: those that a text of the site shows or links to.

use crate::error::Result;
use crate::sink::Sink;

use super::RenderContext;

/// Hands on the images of the site.
pub fn publish(context: RenderContext<'_>, sink: &dyn Sink) -> Result<()> {
    context
        .site
        .images
        .iter()
        .try_for_each(|(path, image)| sink.put(&address(path), image.bytes.clone().into(), &format!("content/{path}")))
}

/// The bytes of the image published at an address, where one is.
pub fn published_image(context: RenderContext<'_>, path: &str) -> Option<Vec<u8>> {
    let (_, image) = context.site.images.iter().find(|(own, _)| address(own) == path)?;
    Some(image.bytes.clone())
}

/// Where an image of `content/` is published.
pub fn address(path: &str) -> String {
    path.strip_prefix("pages/").unwrap_or(path).to_owned()
}
