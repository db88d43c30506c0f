//! An image as it is published: what its first bytes say it is, and that alone.

use super::codes;
use std::collections::BTreeSet;

use imagesize::ImageType;

use crate::image::{self, Cleaned};
use crate::model::Image;
use crate::source::{Finding, words};

use super::read::read_image;
use super::role::{ContentFile, file_position};
use super::svg;

/// An image and what is wrong with it; one with something wrong is not published.
pub(super) fn read(entry: &ContentFile) -> Result<(Image, Vec<Finding>), Box<Finding>> {
    let bytes = read_image(entry)?;
    let (_, ending) = entry.path.rsplit_once('.').unwrap_or_default();
    let ending = ending.to_ascii_lowercase();
    let kind = imagesize::image_type(&bytes).ok();
    if ending == "svg" && kind.is_none() {
        return Ok(drawing(&entry.path, &bytes));
    }
    if kind.is_some_and(|kind| endings(kind).contains(&ending.as_str())) {
        let Some(Cleaned { bytes, records }) = image::clean(&bytes) else { return Ok((unreadable(), Vec::new())) };
        let size = imagesize::blob_size(&bytes).ok().map(|size| (size.width, size.height));
        return Ok((Image { bytes, size, records }, Vec::new()));
    }
    let size = imagesize::blob_size(&bytes).ok().map(|size| (size.width, size.height));
    // Browsers and servers go by the name, and would show something else than the author saw, or nothing.
    Ok((Image { size, ..unreadable() }, vec![other_kind(&entry.path, &ending, kind)]))
}

/// A drawing. It is checked as its author wrote it, and what is left of it once more.
fn drawing(path: &str, written: &[u8]) -> (Image, Vec<Finding>) {
    let svg::PublishedSvg { bytes, size, findings } = svg::read(path, written);
    if !findings.is_empty() {
        return (Image { bytes, size, records: BTreeSet::new() }, findings);
    }
    let Some(Cleaned { bytes, records }) = image::clean_svg(&String::from_utf8_lossy(written)) else {
        return (unreadable(), Vec::new());
    };
    (Image { bytes: svg::read(path, &bytes).bytes, size, records }, Vec::new())
}

/// Nobody can tell what its file holds.
fn unreadable() -> Image {
    Image { bytes: Vec::new(), size: None, records: BTreeSet::new() }
}

fn other_kind(path: &str, ending: &str, kind: Option<ImageType>) -> Finding {
    let endings = kind.map(endings).unwrap_or_default();
    let found = endings.first().map_or_else(
        || words("画像として読めません", "cannot be read as an image"),
        |own| words!("「.{own}」の画像です", "is an image of the kind `.{own}`"),
    );
    let message = words(
        format!("名前は「.{ending}」で終わりますが、中身は{}。", found.ja),
        format!("The name ends in `.{ending}`, but the file {}.", found.en),
    );
    let hint = endings.first().map_or_else(
        || words("PNG、JPEG、GIF、WebP、SVG のどれかにしてください。", "Use PNG, JPEG, GIF, WebP or SVG."),
        |own| words!("名前の最後を「.{own}」にしてください。", "Let its name end in `.{own}`."),
    );
    Finding::new(&codes::IMAGE_KIND, file_position(path), message).hint(hint)
}

/// How names of such images end; the usual one first.
fn endings(kind: ImageType) -> &'static [&'static str] {
    match kind {
        ImageType::Png => &["png"],
        ImageType::Jpeg => &["jpg", "jpeg"],
        ImageType::Gif => &["gif"],
        ImageType::Webp => &["webp"],
        _ => &[],
    }
}
