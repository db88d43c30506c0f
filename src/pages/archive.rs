//! The list of frozen years.

use crate::model::Archived;
use crate::text::Date;
use crate::view;
use crate::view::View;

use super::{Edition, Page, errata, frame};

/// Address of the list.
pub const PATH: &str = "archive.html";

/// The one page, where a year was frozen.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    if edition.site.archives.is_empty() {
        return Vec::new();
    }
    vec![Page {
        path: PATH.to_owned(),
        from: "output/archive/".to_owned(),
        template: "archive.html",
        make: Box::new(move || make(edition).into()),
    }]
}

fn make(edition: Edition<'_>) -> View {
    let content = view! {
        "archives" => View::list(edition.site.archives.iter().map(archived)),
        "errata" => errata::views(edition, None),
    };
    let frame = frame::Frame {
        path: PATH,
        kind: "archive",
        title: edition.theme.word("archive").to_owned(),
        description: edition.theme.word("archive_description").to_owned(),
        above: Vec::new(),
    };
    frame::view(edition, frame, content)
}

/// What templates see of a frozen year.
pub fn archived(archived: &Archived) -> View {
    let date = Date::parse(&archived.date, None).map_or_else(|| archived.date.clone(), |date| date.wareki());
    view! {
        "year" => frame::year_view(archived.year),
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
