//! The list of frozen years.

use crate::model::{Archived, address};
use crate::restrict::Restricted;
use crate::text::Date;
use crate::view;
use crate::view::View;

use super::layout::Layout;
use super::{Page, PageContent, RenderContext, errata, summary};

/// Whether a year was frozen.
pub fn exists(site: &Restricted) -> bool {
    !site.archives.is_empty()
}

/// The page that lists all frozen years.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    vec![Page::new(address::ARCHIVE, "output/archive/", "archive.html", move || content(context))]
}

fn content(context: RenderContext<'_>) -> PageContent {
    let content = view! {
        "archives" => View::list(context.site.archives.iter().map(|year| archived(context, year))),
        "errata" => errata::views(context, None),
    };
    Layout::worded(context, address::ARCHIVE, "archive", ["archive", "archive_description"]).page(context, content)
}

/// The view for templates of a frozen year.
pub fn archived(context: RenderContext<'_>, archived: &Archived) -> View {
    let date =
        Date::parse(&archived.date, None).map_or_else(|| archived.date.clone(), |date| context.language().date(date));
    view! {
        "year" => summary::year_view(context, archived.year),
        "page" => archived.page(),
        "date" => date,
        "files" => archived.files,
        "size" => megabytes(archived.bytes),
        "sum" => &archived.sum,
        "zip" => archived.zip.as_ref().map(|zip| view! { "path" => archived.zip_page(), "size" => megabytes(zip.bytes) }),
    }
}

/// A size for people, with one digit after the point.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
