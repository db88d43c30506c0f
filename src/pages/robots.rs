//! `robots.txt`: where search engines find the map of the site.

use crate::model::address;
use crate::view;

use super::{Page, RenderContext};

/// The file `robots.txt`, which names the map of the site.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let base = context.site.settings.base_url.as_deref();
    vec![Page::new(address::ROBOTS, address::ROBOTS, "robots.txt", move || view! { "base" => base })]
}
