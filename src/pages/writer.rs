//! Markdown on a page: links become addresses relative to the page, images get their size, footnotes their own ids.

use std::cell::Cell;

use crate::markdown::{self, ImageFile, Labels, Rendering};
use crate::model::Site;
use crate::text::page_path;
use crate::theme::Theme;
use crate::value::Prose;

use super::images;

/// Renders the Markdown of one page.
pub struct Writer<'a> {
    site: &'a Site,
    theme: &'a Theme,
    /// The content file the texts stand in, below `content/`.
    file: &'a str,
    /// The page they are shown on.
    page: &'a str,
    /// How many texts were rendered: footnotes of two texts must not share ids.
    texts: Cell<usize>,
}

impl<'a> Writer<'a> {
    /// A writer for the texts of `file` on `page`.
    pub fn new(site: &'a Site, theme: &'a Theme, file: &'a str, page: &'a str) -> Writer<'a> {
        Writer { site, theme, file, page, texts: Cell::new(0) }
    }

    /// The HTML of a text, its headings below those of the section.
    pub fn html(&self, prose: &Prose) -> String {
        let number = self.texts.get() + 1;
        self.texts.set(number);
        let rendering = Rendering {
            heading_shift: 0,
            heading_ids: &prose.heading_ids,
            prefix: &format!("t{number}-"),
            labels: Labels {
                note: self.theme.word("footnote"),
                notes: self.theme.word("footnotes"),
                back: self.theme.word("footnote_back"),
                table: self.theme.word("table_region"),
            },
            link: &|target| self.link(target),
            image: &|target| self.image(target),
        };
        markdown::to_html(&prose.text, &rendering)
    }

    fn link(&self, target: &str) -> Option<String> {
        let (file, fragment) = page_path::split_fragment(target);
        if file.is_empty() {
            return fragment.map(|fragment| format!("#{fragment}"));
        }
        let path = page_path::resolve(self.file, file)?;
        let page =
            if self.site.images.contains_key(&path) { images::address(&path) } else { page_path::page_of(&path)? };
        let href = page_path::relative(self.page, &page);
        Some(fragment.map_or_else(|| href.clone(), |fragment| format!("{href}#{fragment}")))
    }

    fn image(&self, target: &str) -> Option<ImageFile> {
        let path = page_path::resolve(self.file, target)?;
        let (width, height) = self.site.images.get(&path)?.size?;
        let src = page_path::relative(self.page, &images::address(&path));
        Some(ImageFile { src, width: u32::try_from(width).ok()?, height: u32::try_from(height).ok()? })
    }
}
