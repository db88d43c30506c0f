//! Pages of running text from `content/pages`.

use crate::markdown::plain;
use crate::model::ContentPage;
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::writer::MarkdownRenderer;
use super::{Page, PageContent, RenderContext, summary};

/// One page for each file.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let pages = context.site.pages.iter().map(|page| {
        Page::new(&page.page, format!("content/{}", page.path), "page.html", move || content(context, page))
            .changed(page.history.last())
    });
    pages.collect()
}

fn content(context: RenderContext<'_>, page: &ContentPage) -> PageContent {
    let writer = MarkdownRenderer::new(context, &page.path, &page.page).explaining();
    let body = writer.html(&page.body);
    let description =
        summary::brief(context.language(), &page.description.clone().unwrap_or_else(|| plain(&page.body.text)));
    let content = view! {
        "body" => View::Html(body),
        "terms" => writer.terms(),
        "history" => page.history.view(context.language()),
    };
    Layout::new(&page.page, "text", &page.title, description).page(context, content)
}
