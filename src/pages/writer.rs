//! Markdown on a page: links become addresses relative to the page, images get their size, footnotes their own ids,
//! and words of the glossary lead to the page's own list of words where they are first met.

use std::cell::{Cell, RefCell};

use crate::checks::made_page;
use crate::markdown::{self, HtmlLabels, ImageFile, Mention, Rendering};
use crate::model::Term;
use crate::text::page_path;
use crate::value::Prose;
use crate::view;
use crate::view::View;

use super::{RenderContext, files};

/// The file of the glossary, below `content/`.
pub const GLOSSARY: &str = "glossary.yaml";

/// What a link or an image comes to: its address, what is said of a file, and the size of an image.
pub type ResolvedTarget = (Option<String>, Option<String>, Option<(String, u32, u32)>);

/// Renders the Markdown of one page.
pub struct MarkdownRenderer<'a> {
    context: RenderContext<'a>,
    /// The content file the texts stand in, below `content/`.
    pub file: &'a str,
    /// The page they are shown on.
    page: &'a str,
    /// How many texts were rendered: footnotes of two texts must not share ids.
    texts: Cell<usize>,
    /// The terms met so far, in the order of the page; nothing on a page that lists none.
    found_terms: Option<RefCell<Vec<usize>>>,
}

impl<'a> MarkdownRenderer<'a> {
    /// A writer for the texts of `file` on `page`.
    pub fn new(context: RenderContext<'a>, file: &'a str, page: &'a str) -> MarkdownRenderer<'a> {
        MarkdownRenderer { context, file, page, texts: Cell::new(0), found_terms: None }
    }

    /// A renderer for a page that shows the terms it mentions at its foot: the first mention of each leads there.
    pub fn explaining(self) -> MarkdownRenderer<'a> {
        MarkdownRenderer { found_terms: Some(RefCell::default()), ..self }
    }

    /// The HTML of a text, its headings below those of the section.
    pub fn html(&self, prose: &Prose) -> String {
        self.rendered(prose, "t", markdown::to_html)
    }

    /// The same with the words of the text alone.
    pub fn html_and_plain(&self, prose: &Prose) -> (String, String) {
        self.rendered(prose, "t", markdown::to_html_and_plain)
    }

    /// The view for templates of the terms met on the page, in the order of their mentions.
    pub fn terms(&self) -> View {
        let found_terms = self.found_terms.as_ref().map(|found_terms| found_terms.borrow().clone()).unwrap_or_default();
        explained(self.context, self.page, found_terms.iter().filter_map(|at| self.context.site.glossary.get(*at)))
    }

    fn rendered<T>(&self, prose: &Prose, prefix: &str, render: impl Fn(&str, &Rendering<'_>) -> T) -> T {
        let number = self.texts.get() + 1;
        self.texts.set(number);
        let rendering = Rendering {
            heading_shift: 0,
            heading_ids: prose.heading_ids(),
            prefix: &format!("_{prefix}{number}-"),
            labels: HtmlLabels {
                note: self.context.theme.word("footnote"),
                notes: self.context.theme.word("footnotes"),
                back: self.context.theme.word("footnote_back"),
                table: self.context.theme.word("table_region"),
                external: self.context.theme.word("external"),
            },
            link: &|target| self.link(target),
            about: &|target| self.about(target),
            terms: &|text| self.mentions(text),
            image: &|target| self.image(target),
        };
        render(&prose.text, &rendering)
    }

    /// The terms in a run of text that are met here for the first time.
    fn mentions(&self, text: &str) -> Vec<Mention> {
        let Some(found_terms) = &self.found_terms else { return Vec::new() };
        let mut found_terms = found_terms.borrow_mut();
        let glossary = &self.context.site.glossary;
        let mut mentions = Vec::new();
        for (range, at) in glossary.lexicon.find(text) {
            if let Some(term) = glossary.get(at).filter(|_| !found_terms.contains(&at)) {
                found_terms.push(at);
                mentions.push(Mention { range, id: id_on_page(term) });
            }
        }
        mentions
    }

    /// What a link or an image in a text of the file comes to on the page.
    pub fn resolved(&self, target: &str) -> ResolvedTarget {
        let image = self.image(target).map(|ImageFile { src, width, height }| (src, width, height));
        (self.link(target), self.about(target), image)
    }

    fn link(&self, target: &str) -> Option<String> {
        let (file, id) = page_path::split_fragment(target);
        let fragment = id.map_or_else(String::new, |fragment| format!("#{}", encoded_anew(fragment)));
        let written = page_path::content_file(self.file, file)?;
        // A record may have a file of its own, and a page of its own.
        let owner = self.context.site.owner_of_record(&written);
        let document = owner.as_deref().and_then(|owner| self.context.site.document(owner));
        let record = document.and_then(|document| document.record_of_file(&written)).filter(|_| !file.is_empty());
        let fragment = match &record {
            Some(record) if fragment.is_empty() => format!("#{}", page_path::encode(record)),
            _ => fragment,
        };
        let id = id.map(|id| page_path::decode(id).unwrap_or_else(|| id.to_owned())).or(record);
        let path = owner.unwrap_or(written);
        let document = self.context.site.document(&path).filter(|_| id.is_some());
        let of_record = document.zip(id).map(|(document, id)| document.page_of(&id).to_owned());
        if file.is_empty() && of_record.as_deref().is_none_or(|page| page == self.page) {
            return Some(fragment).filter(|fragment| !fragment.is_empty());
        }
        let is_file = self.context.site.images.contains_key(&path) || self.context.site.attachments.contains_key(&path);
        let frozen = self.context.site.frozen.as_ref();
        // A frozen year has neither other years' pages nor those of the whole site; the living site has.
        let made = || {
            let address = made_page::address_of(self.file, &path)?;
            (frozen.is_some() || made_page::is_made(self.context.site, address)).then(|| address.to_owned())
        };
        let page = if is_file { Some(files::address(&path)) } else { of_record.or_else(|| page_path::page_of(&path)) };
        let page = page.or_else(made)?;
        let here = is_file
            || self.context.site.anchors_of(&path).is_some()
            || frozen.is_none() && made_page::address_of(self.file, &path).is_some();
        if let Some(frozen) = frozen.filter(|_| !here) {
            let page = page_path::encode_ascii(&page);
            return Some(format!("{}{page}{fragment}", frozen.living));
        }
        Some(page_path::encode(&page_path::relative(self.page, &page)) + &fragment)
    }

    /// Kind and size of an attachment that a link leads to.
    fn about(&self, target: &str) -> Option<String> {
        let path = page_path::content_file(self.file, page_path::split_fragment(target).0)?;
        let attachment = self.context.site.attachments.get(&path)?;
        let about = files::kind_and_size(self.context, attachment)?;
        Some(self.context.theme.sentence("brackets", &[("text", &about)]))
    }

    fn image(&self, target: &str) -> Option<ImageFile> {
        let path = page_path::content_file(self.file, target)?;
        let (width, height) = self.context.site.images.get(&path)?.size?;
        let src = page_path::encode(&page_path::relative(self.page, &files::address(&path)));
        Some(ImageFile { src, width: u32::try_from(width).ok()?, height: u32::try_from(height).ok()? })
    }
}

/// A fragment for an `href`, whether or not its author wrote it in percent escapes.
fn encoded_anew(fragment: &str) -> String {
    page_path::encode(&page_path::decode(fragment).unwrap_or_else(|| fragment.to_owned()))
}

/// The view for templates of terms that are explained on a page.
pub fn explained<'t>(context: RenderContext<'_>, page: &str, terms: impl Iterator<Item = &'t Term>) -> View {
    // Their meanings stand in another file, and lead nowhere on the page.
    let writer = MarkdownRenderer::new(context, GLOSSARY, page);
    View::list(terms.map(|term| {
        let (meaning, meaning_text) = writer.rendered(&term.meaning, "g", markdown::to_html_and_plain);
        view! {
            "id" => id_on_page(term),
            "anchor" => &term.anchor,
            "word" => &term.word,
            "reading" => &term.reading,
            "meaning" => View::Html(meaning),
            "meaning_text" => meaning_text,
        }
    }))
}

/// The id of a term in the list of words of a page.
fn id_on_page(term: &Term) -> String {
    format!("_term_{}", term.anchor)
}
