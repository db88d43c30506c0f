//! `feed.xml`: what was changed or corrected last, for whoever follows the site (Atom). Atom asks for the day of every
//! entry, and the only days are those that somebody wrote: a document that says none is not in it. The addresses of
//! the entries never change.

use std::cmp::Reverse;

use crate::model::{Document, address};
use crate::restrict::Restricted;
use crate::text::Date;
use crate::view;
use crate::view::View;

use super::{Page, RenderContext, errata, summary};

/// The most entries that are not corrections. A feed is for what is new; a reader who wants all has the site. Corrections are never left out.
const LONGEST: usize = 50;

/// Whether there is something for the feed, a day for it, and an address of the site.
pub fn exists(site: &Restricted) -> bool {
    let dated = || site.documents.iter().any(|document| document.history.last().is_some());
    site.frozen.is_none() && site.settings.base_url.is_some() && (!site.errata.is_empty() || dated())
}

/// The Atom feed of changes.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    vec![Page::new(address::FEED, address::FEED, "feed.xml", move || content(context))]
}

/// What was published, changed or corrected last, the newest first: for the first page. Nothing where nobody wrote a day.
pub fn newest(context: RenderContext<'_>, most: usize) -> View {
    let view = |(day, _, news): &(Date, String, FeedItem<'_>)| {
        let (page, name, what) = match news {
            FeedItem::Document(document) => {
                (document.page.clone(), summary::full_name(context, document), document_news(document))
            }
            FeedItem::Erratum(shown) => {
                let page = format!("{}#{}", address::ARCHIVE, shown.anchor);
                (page, errata::name(context, shown.erratum), "correction")
            }
        };
        view! {
            "date" => view! { "text" => context.language().date(*day), "iso" => day.iso() },
            "page" => page,
            "name" => name,
            "kind" => what,
            "word" => context.theme.word(what),
        }
    };
    View::list(items(context).iter().take(most).map(view))
}

/// Whether a document was changed or corrected last: the interface word.
fn document_news(document: &Document) -> &'static str {
    let corrected = document.history.corrections.iter().map(|correction| correction.date).max();
    if corrected.is_some() && corrected == document.history.last() { "correction" } else { "updated" }
}

/// All that has a day, the newest first; of one day, corrections first.
fn items(context: RenderContext<'_>) -> Vec<(Date, String, FeedItem<'_>)> {
    let documents = context.site.documents.iter();
    let documents = documents
        .filter_map(|document| Some((document.history.last()?, document.page.clone(), FeedItem::Document(document))));
    let errata = errata::all(context).into_iter();
    let errata = errata.map(|shown| (shown.erratum.date, shown.anchor.clone(), FeedItem::Erratum(shown)));
    let mut newest: Vec<(Date, String, FeedItem<'_>)> = documents.chain(errata).collect();
    newest.sort_by(|(day, id, news), (other, own, old)| {
        (Reverse(day), !news.is_correction(), id).cmp(&(Reverse(other), !old.is_correction(), own))
    });
    newest
}

fn content(context: RenderContext<'_>) -> View {
    let mut newest = items(context);
    let mut others = 0..LONGEST.saturating_sub(newest.iter().filter(|(.., news)| news.is_correction()).count());
    newest.retain(|(.., news)| news.is_correction() || others.next().is_some());
    view! {
        "home" => context.full_address(address::HOME),
        "self" => context.full_address(address::FEED),
        "updated" => newest.first().map(|(day, ..)| moment(*day)),
        "entries" => View::list(newest.iter().map(|(day, _, news)| match news {
            FeedItem::Document(document) => entry(context, document, *day),
            FeedItem::Erratum(shown) => erratum(context, shown),
        })),
    }
}

/// What an entry of the feed is about.
enum FeedItem<'a> {
    Document(&'a Document),
    Erratum(errata::ErratumEntry<'a>),
}

impl FeedItem<'_> {
    /// Whether something published was wrong.
    fn is_correction(&self) -> bool {
        match self {
            FeedItem::Document(document) => !document.history.corrections.is_empty(),
            FeedItem::Erratum(_) => true,
        }
    }
}

fn erratum(context: RenderContext<'_>, shown: &errata::ErratumEntry<'_>) -> View {
    let list = context.full_address(address::ARCHIVE).unwrap_or_default();
    view! {
        "address" => format!("{list}#{}", shown.anchor),
        "published" => moment(shown.erratum.date),
        "updated" => moment(shown.erratum.date),
        "erratum" => errata::view(context, shown),
    }
}

/// When a document was first published nobody writes.
fn entry(context: RenderContext<'_>, document: &Document, changed: Date) -> View {
    view! {
        "address" => context.full_address(&document.page),
        "doc" => summary::document_view(context, document),
        "updated" => moment(changed),
        "description" => summary::description(context, document),
        "history" => document.history.view(context.language()),
    }
}

/// The first moment of a day in Japan.
fn moment(day: Date) -> String {
    format!("{}T00:00:00+09:00", day.iso())
}
