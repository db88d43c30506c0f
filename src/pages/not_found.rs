//! What a web server shows for an address that is not there.

use crate::model::address;
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::{Page, PageContent, RenderContext, root};

/// The page that servers send for an unknown address.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    vec![Page::new(address::NOT_FOUND, address::NOT_FOUND, "404.html", move || content(context))]
}

fn content(context: RenderContext<'_>) -> PageContent {
    // A server shows it at any address, so its links begin where the site does. Who knows no address stays relative.
    let root = context.site.settings.base_url.is_some().then(|| root(context.site));
    let content = root.map_or(View::None, |root| view! { "page_path" => root });
    let words = ["not_found", "not_found_description"];
    Layout::worded(context, address::NOT_FOUND, "not-found", words).page(context, content)
}
