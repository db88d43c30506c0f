//! Images of `content/`: those that a text of the site shows or links to.

use super::{File, RenderContext};

/// The images of the context.
pub fn published(context: RenderContext<'_>) -> Vec<File> {
    let images = context.site.images.iter();
    images
        .map(|(path, image)| File {
            path: address(path),
            bytes: image.bytes.clone().into(),
            more: false,
            from: format!("content/{path}"),
        })
        .collect()
}

/// The bytes of the image published at an address, where one is.
pub fn at(context: RenderContext<'_>, path: &str) -> Option<Vec<u8>> {
    let (_, image) = context.site.images.iter().find(|(own, _)| address(own) == path)?;
    Some(image.bytes.clone())
}

/// Where an image of `content/` is published.
pub fn address(path: &str) -> String {
    path.strip_prefix("pages/").unwrap_or(path).to_owned()
}
