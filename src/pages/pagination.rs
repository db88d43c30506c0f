//! Long lists over all years, cut into pages: the newest years that fit stand on the first page, each older year on its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Document, address};
use crate::restrict::Restricted;
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::{Page, PageContent, RenderContext, newest_change, summary};

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
    /// What the template sees of certain years, newest first.
    pub content: for<'a> fn(RenderContext<'a>, &[i32]) -> View,
}

impl List {
    /// Whether there is any row.
    pub fn exists(&self, site: &Restricted) -> bool {
        site.documents.iter().any(|document| (self.rows)(document) > 0)
    }

    /// One page, and one more for each older year that does not fit.
    pub fn pages<'a>(&'static self, context: RenderContext<'a>) -> Vec<Page<'a>> {
        let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
        for document in &context.site.documents {
            let rows = (self.rows)(document);
            if rows > 0 {
                *counts.entry(document.year).or_default() += rows;
            }
        }
        let years: Vec<(i32, usize)> = counts.into_iter().rev().collect();
        let all: Arc<[ListPage]> = paginate(self.address, &years).into();
        let changed = newest_change(&context.site.documents);
        let mut pages = Vec::new();
        for (at, page) in all.iter().enumerate() {
            let all = Arc::clone(&all);
            let content = move || self.page(context, at, &all);
            pages.push(Page::new(&page.path, "content/", self.template, content).changed(changed));
        }
        pages
    }

    fn page(&self, context: RenderContext<'_>, at: usize, all: &[ListPage]) -> PageContent {
        let Some(ListPage { path, years }) = all.get(at) else { return PageContent::default() };
        let mut content = (self.content)(context, years);
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

/// How many rows a page of several years may have.
const ROWS: usize = 3000;

/// A page of a list: its address and the years on it, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ListPage {
    /// Its address below the root: `indicators.html`, `indicators-2015.html`.
    path: String,
    /// The years on it.
    years: Vec<i32>,
}

/// Cuts years with their numbers of rows, newest first, into pages; `path` is the address of the first.
fn paginate(path: &str, years: &[(i32, usize)]) -> Vec<ListPage> {
    let mut first = ListPage { path: path.to_owned(), years: Vec::new() };
    let mut others = Vec::new();
    let mut filled = 0;
    for (year, rows) in years {
        if others.is_empty() && (first.years.is_empty() || filled + rows <= ROWS) {
            first.years.push(*year);
            filled += rows;
        } else {
            others.push(ListPage { path: address::of_year_in(path, *year), years: vec![*year] });
        }
    }
    std::iter::once(first).chain(others).filter(|page| !page.years.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_years_share_a_page() {
        let cut = |years: &[(i32, usize)]| -> Vec<(String, Vec<i32>)> {
            paginate("issues.html", years).into_iter().map(|page| (page.path, page.years)).collect()
        };
        let page = |path: &str, years: &[i32]| (path.to_owned(), years.to_vec());
        assert_eq!(cut(&[]), []);
        assert_eq!(cut(&[(2023, 9), (2021, 20)]), [page("issues.html", &[2023, 2021])]);
        assert_eq!(
            cut(&[(2023, 2900), (2022, 100), (2021, 1), (2020, 1)]),
            [page("issues.html", &[2023, 2022]), page("issues-2021.html", &[2021]), page("issues-2020.html", &[2020]),]
        );
        assert_eq!(cut(&[(2023, 9000), (2022, 1)]), [page("issues.html", &[2023]), page("issues-2022.html", &[2022])]);
    }
}
