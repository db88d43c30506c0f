//! What a web server shows for an address that is not there.

use crate::view;
use crate::view::View;

use super::{Edition, Page, frame};

/// The one page.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    if edition.site.frozen.is_some() {
        return Vec::new();
    }
    vec![Page {
        path: "404.html".to_owned(),
        from: "404.html".to_owned(),
        template: "404.html",
        make: Box::new(move || make(edition).into()),
    }]
}

fn make(edition: Edition<'_>) -> View {
    let frame = frame::Frame {
        path: "404.html",
        kind: "not-found",
        title: edition.theme.word("not_found").to_owned(),
        description: edition.theme.word("not_found_description").to_owned(),
        above: Vec::new(),
    };
    // A server shows it at any address, so its links begin where the site does. Who knows no address stays relative.
    let root = edition.site.settings.base_url.is_some().then(|| frame::root(edition));
    frame::view(edition, frame, root.map_or(View::None, |root| view! { "page_path" => root }))
}
