//! Long lists over all years, cut into pages: the newest years that fit stand on the first page, each older year on its own.

use std::sync::Arc;

use crate::compare::pagination::{ListPage, of_documents};
use crate::model::Document;
use crate::restrict::Restricted;
use crate::sink::ValuesDigest;
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::{Page, PageContent, PageInputs, RenderContext, newest_change, summary};

/// A list of rows of all documents.
pub struct List {
    /// Address of its first page.
    pub address: &'static str,
    /// The template of its pages.
    pub template: &'static str,
    /// The interface words for its title and its description.
    pub words: [&'static str; 2],
    /// How many rows a document has.
    pub rows: fn(&Document) -> usize,
}

impl List {
    /// Whether there is any row.
    pub fn exists(&self, site: &Restricted) -> bool {
        site.documents.iter().any(|document| (self.rows)(document) > 0)
    }

    /// One page, and one more for each older year that does not fit. `content` is what the template sees of
    /// certain years, newest first, and `values` the digest of all that this is made from.
    pub fn pages<'a>(
        &'static self,
        context: RenderContext<'a>,
        content: impl Fn(&[i32]) -> View + Send + Sync + 'a,
        values: impl Fn(&PageInputs<'a>, &[i32]) -> ValuesDigest + Send + Sync + 'a,
    ) -> Vec<Page<'a>> {
        let (rows, values) = (Arc::new(content), Arc::new(values));
        let all: Arc<[ListPage]> = of_documents(self.address, context.site.documents.iter(), self.rows).into();
        let changed = newest_change(&context.site.documents);
        let mut pages = Vec::new();
        for (at, page) in all.iter().enumerate() {
            let all = Arc::clone(&all);
            let rows = Arc::clone(&rows);
            let (all_pages, values) = (Arc::clone(&all), Arc::clone(&values));
            let made_from = move |inputs: &PageInputs<'a>| {
                let own = all_pages.get(at).map(|page| values(inputs, &page.years));
                inputs.with_common(&(at, &all_pages, own))
            };
            let content = move || self.page(context, at, &all, &*rows);
            let page = Page::new(&page.path, "content/", self.template, content);
            pages.push(page.changed(changed).made_from(made_from));
        }
        pages
    }

    fn page(
        &self,
        context: RenderContext<'_>,
        at: usize,
        all: &[ListPage],
        content: &dyn Fn(&[i32]) -> View,
    ) -> PageContent {
        let Some(ListPage { path, years }) = all.get(at) else { return PageContent::default() };
        let mut content = content(years);
        let others = all.iter().filter(|other| other.path != *path);
        content.set(
            "other_pages",
            View::list(others.flat_map(|other| {
                other
                    .years
                    .iter()
                    .map(|year| view! { "year" => summary::year_view(context, *year), "path" => &other.path })
            })),
        );
        let mut layout = Layout::worded(context, path, "list", self.words).below_measures(context);
        // No two pages have one title.
        if let ([year], true) = (years.as_slice(), path != self.address) {
            layout.title = format!("{} {}", layout.title, context.language().fiscal_year(*year));
        }
        layout.page(context, content)
    }
}
