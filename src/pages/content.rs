//! Pages of running text from `content/pages`.

use crate::markdown::plain;
use crate::model::ContentPage;
use crate::view;
use crate::view::View;

use super::writer::Writer;
use super::{Edition, Page, frame, search};

/// One page for each file.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    let pages = edition.site.pages.iter();
    pages
        .map(|page| Page {
            path: page.page.clone(),
            from: format!("content/{}", page.path),
            template: "page.html",
            make: Box::new(move || search::named(&page.title, make(edition, page))),
        })
        .collect()
}

fn make(edition: Edition<'_>, page: &ContentPage) -> View {
    let writer = Writer::new(edition.site, edition.theme, &page.path, &page.page).explaining();
    let body = writer.html(&page.body);
    let frame = frame::Frame {
        path: &page.page,
        kind: "text",
        title: page.title.clone(),
        description: frame::brief(&page.description.clone().unwrap_or_else(|| plain(&page.body.text))),
        above: Vec::new(),
    };
    let content = view! {
        "body" => View::Html(body),
        "terms" => writer.terms(),
        "history" => page.history.view(),
    };
    frame::view(edition, frame, content)
}
