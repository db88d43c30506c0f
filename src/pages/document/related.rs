//! The documents that the page of a document leads to.

use crate::model::Document;
use crate::view::View;

use super::super::nearby::Nearby;
use super::super::{RenderContext, summary};

/// The document of the same name after this one.
pub fn next<'a>(context: RenderContext<'a>, document: &Document) -> Option<&'a Document> {
    context.site.series(&document.place.id, &document.name).find(|other| other.year > document.year)
}

/// The newest year of the site, where this document is older: nobody adds to it any more.
pub fn newest_year(context: RenderContext<'_>, document: &Document) -> View {
    let newest = context.site.years().first().copied();
    newest.filter(|newest| *newest > document.year).map(|year| summary::year_view(context, year)).into()
}

/// The newest document of the same name, where this is not it.
pub fn newest<'a>(context: RenderContext<'a>, document: &Document) -> Option<&'a Document> {
    context.site.series(&document.place.id, &document.name).next_back().filter(|other| other.year > document.year)
}

/// How many other documents of its place a page leads to by itself; the page of the place leads to
/// all. More would fill the screen of a phone.
const FEW: usize = 20;

/// How many documents before and after it a page leads to where there are more.
const NEAR: usize = 5;

/// Whether the place has more documents than a page can lead to: links from each to each would grow with the square.
pub fn has_many(context: RenderContext<'_>, document: &Document) -> bool {
    context.site.documents_at(&document.place.id).nth(FEW + 1).is_some()
}

/// The other documents of the place; of many, those before and after this one in its year, and the one that has the
/// address of the place.
pub fn siblings<'a>(context: RenderContext<'a>, document: &Document) -> Vec<&'a Document> {
    if !has_many(context, document) {
        let of_place = context.site.documents_at(&document.place.id);
        return of_place.filter(|other| other.path != document.path).collect();
    }
    // Documents of a year are ordered by place, and of a place by name.
    let of_year = context.site.documents_of(document.year);
    let from = of_year.partition_point(|other| other.place.order < document.place.order);
    let to = of_year.partition_point(|other| other.place.order <= document.place.order);
    let own = of_year.get(from..to).unwrap_or_default();
    let order = |other: &Document| (!other.is_main(), other.name.clone());
    let at = own.partition_point(|other| order(other) < order(document));
    let near = at.saturating_sub(NEAR).max(1)..at + NEAR + 1;
    let main = own.first().filter(|_| at != 0).into_iter();
    main.chain(own.iter().enumerate().filter(|(place, _)| near.contains(place) && *place != at).map(|(_, other)| other))
        .collect()
}

/// Sheets of the same year and prefecture: of another place the one of the same form or name, where this is a sheet itself.
pub fn same_prefecture<'a>(context: RenderContext<'a>, document: &'a Document) -> Nearby<&'a Document> {
    let alike = |other: &Document| {
        if document.is_sheet() && !document.form.several {
            other.form.id == document.form.id || other.name == document.name
        } else {
            other.is_main()
        }
    };
    let inside = context.site.sheets_in(document.year, document.place.prefecture_id());
    let others = inside.filter(|other| other.place.id != document.place.id && alike(other));
    Nearby::of(others, |other| other.place.order < document.place.order)
}
