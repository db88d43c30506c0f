//! `feed.xml`: what was published or corrected last, for whoever follows the site (Atom). The days come from the
//! content alone, and the addresses of the entries never change.

use std::cmp::Reverse;

use crate::model::Document;
use crate::text::Date;
use crate::view;
use crate::view::View;

use super::{Edition, Page, archive, document, errata, frame};

/// Address of the feed.
pub const PATH: &str = "feed.xml";

/// A feed is for what is new; a reader who wants all has the site.
const LONGEST: usize = 50;

/// The one file, if there is something to tell and an address to tell it from.
pub fn pages(edition: Edition<'_>) -> Vec<Page<'_>> {
    if !exists(edition) {
        return Vec::new();
    }
    vec![Page {
        path: PATH.to_owned(),
        from: PATH.to_owned(),
        template: "feed.xml",
        make: Box::new(move || make(edition).into()),
    }]
}

/// Whether the site has a feed.
pub fn exists(edition: Edition<'_>) -> bool {
    edition.site.frozen.is_none() && edition.site.settings.base_url.is_some() && !edition.site.documents.is_empty()
}

fn make(edition: Edition<'_>) -> View {
    let documents = edition.site.documents.iter();
    let documents = documents.map(|document| (document.changed(), document.page.clone(), News::Document(document)));
    let errata = errata::all(edition).into_iter();
    let errata = errata.map(|shown| (shown.erratum.date, shown.anchor.clone(), News::Erratum(shown)));
    let mut newest: Vec<(Date, String, News<'_>)> = documents.chain(errata).collect();
    newest.sort_by(|(day, id, _), (other, own, _)| (Reverse(day), id).cmp(&(Reverse(other), own)));
    newest.truncate(LONGEST);
    view! {
        "home" => frame::address(edition, "index.html"),
        "self" => frame::address(edition, PATH),
        "updated" => newest.first().map(|(day, ..)| moment(*day)),
        "entries" => View::list(newest.iter().map(|(.., news)| match news {
            News::Document(document) => entry(edition, document),
            News::Erratum(shown) => erratum(edition, shown),
        })),
    }
}

/// What there is to tell.
enum News<'a> {
    Document(&'a Document),
    Erratum(errata::Shown<'a>),
}

fn erratum(edition: Edition<'_>, shown: &errata::Shown<'_>) -> View {
    let list = frame::address(edition, archive::PATH).unwrap_or_default();
    view! {
        "address" => format!("{list}#{}", shown.anchor),
        "published" => moment(shown.erratum.date),
        "updated" => moment(shown.erratum.date),
        "erratum" => errata::view(edition, shown),
    }
}

fn entry(edition: Edition<'_>, document: &Document) -> View {
    let first = document.history.updated.unwrap_or_else(|| document.end_of_year()).min(document.changed());
    view! {
        "address" => frame::address(edition, &document.page),
        "doc" => document::summary(document),
        "published" => moment(first),
        "updated" => moment(document.changed()),
        "description" => document::description(edition, document),
        "history" => document.history.view(),
    }
}

/// The first moment of a day in Japan.
fn moment(day: Date) -> String {
    format!("{}T00:00:00+09:00", day.iso())
}
