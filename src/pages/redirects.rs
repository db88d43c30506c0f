//! Pages that stand at old addresses and lead to the new ones, and the same as a map for nginx.

use crate::model::Redirect;
use crate::text::page_path;
use crate::view;
use crate::view::View;

use super::{Edition, Page, frame};

/// Address of the map.
pub const MAP: &str = "redirects.map";

/// A page for every page that moved, and the map.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    let moved = edition.site.redirects.iter().filter(|redirect| !redirect.from.contains('#'));
    let moved: Vec<&Redirect> = moved.collect();
    if moved.is_empty() {
        return Vec::new();
    }
    let lines = View::list(moved.iter().map(|redirect| {
        view! { "from" => page_path::encode(&redirect.from), "to" => page_path::encode(&redirect.to) }
    }));
    let map = Page {
        path: MAP.to_owned(),
        from: "content/redirects.yaml".to_owned(),
        template: MAP,
        make: Box::new(move || view! { "redirects" => lines.clone() }.into()),
    };
    let pages = moved.into_iter().map(|redirect| Page {
        path: redirect.from.clone(),
        from: format!("content/redirects.yaml:{}", redirect.position.line_and_column().0),
        template: "redirect.html",
        make: Box::new(move || make(edition, redirect).into()),
    });
    std::iter::once(map).chain(pages).collect()
}

fn make(edition: Edition<'_>, redirect: &Redirect) -> View {
    let title = edition.theme.word("moved").to_owned();
    let description = edition.theme.word("moved_description").to_owned();
    let frame = frame::Frame { path: &redirect.from, kind: "moved", title, description, above: Vec::new() };
    let (page, anchor) = Redirect::parts(&redirect.to);
    frame::view(edition, frame, view! { "to" => page, "anchor" => anchor, "address" => &redirect.to })
}

/// The anchors of a page that moved within it: the old one and the new one.
pub fn aliases(edition: Edition<'_>, path: &str) -> View {
    View::list(edition.site.redirects.iter().filter_map(|redirect| {
        let (page, old) = Redirect::parts(&redirect.from);
        let new = Redirect::parts(&redirect.to).1;
        (page == path).then_some(view! { "old" => old?, "new" => new? })
    }))
}
