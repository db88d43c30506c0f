//! Key figures of sheets: at the top of a sheet, and as the columns of tables of sheets.

use std::borrow::Cow;

use crate::charts::sparkline;
use crate::compare::Figure;
use crate::compare::change::unlike;
use crate::model::Document;
use crate::restrict::Restricted;
use crate::text::{Decimal, era};
use crate::theme::Theme;
use crate::value::{Quantity, number};
use crate::view;
use crate::view::View;

use super::change;

/// The key figures of a document, in the order its form lists them, with their change since the place's last sheet.
pub fn key_figures(document: &Document, last: Option<&Document>, theme: &Theme) -> View {
    View::list(document.form.key_figures.iter().filter_map(|id| {
        let now = Figure::asked(document, id)?;
        let mut view = view(&now);
        let change = last.map(|last| {
            let before = Figure::asked(last, id);
            change::view(&now.side(), before.map(|before| before.side()).as_ref(), last.year, theme)
        });
        view.set("change", change);
        Some(view)
    }))
}

fn view(figure: &Figure<'_>) -> View {
    let mut quantity = number::view(figure.quantity);
    // The order of a column is that of its amounts, whatever their units are.
    quantity.set("number", figure.quantity.in_base().map(Decimal::to_plain));
    view! {
        "id" => &figure.field.id,
        "label" => figure.label(),
        "quantity" => quantity,
        "circumstances" => figure.circumstances.view(),
    }
}

/// The course of each key figure of a place up to a sheet, small enough for a cell: only years since the last break.
pub fn sparks(document: &Document, site: &Restricted) -> impl Fn(&Figure<'_>) -> View {
    let alike = |other: &&Document| other.name == document.name && other.year <= document.year;
    let sheets: Vec<&Document> = site.documents_at(&document.place.id).filter(alike).collect();
    move |now| {
        let path = match now.part {
            Some((part, _)) => format!("{}.{part}", now.field.id),
            None => now.field.id.clone(),
        };
        let figures = sheets.iter().rev().map(|sheet| (sheet.year, Figure::of(sheet, &path)));
        let like = figures
            .take_while(|(_, other)| other.as_ref().is_none_or(|other| unlike(&now.side(), &other.side()).is_none()));
        let unit = now.quantity.unit.as_deref().unwrap_or_default();
        let mut years: Vec<(String, Option<Cow<'_, Quantity>>)> =
            like.map(|(year, other)| (era::fiscal_year(year), other.map(|other| other.quantity.among(unit)))).collect();
        years.reverse();
        let named: Vec<(&str, Option<&Quantity>)> =
            years.iter().map(|(year, one)| (year.as_str(), one.as_deref())).collect();
        sparkline::sparkline(&now.label(), &named, unit).map_or(View::None, View::Html)
    }
}

/// A table of sheets: the heads are the key figures any of them has, in the order they are first met.
///
/// With `site`, each figure has its course up to that sheet.
pub fn table<'a>(documents: impl Iterator<Item = &'a Document> + Clone, site: Option<&Restricted>) -> View {
    let mut heads: Vec<(&str, String)> = Vec::new();
    for document in documents.clone() {
        for id in &document.form.key_figures {
            if !heads.iter().any(|(known, _)| known == id)
                && let Some(figure) = Figure::of(document, id)
            {
                heads.push((id, figure.label()));
            }
        }
    }
    let rows = documents.map(|document| {
        let spark = site.map(|site| sparks(document, site));
        let cells = heads.iter().map(|(id, _)| {
            // Nothing stands for what the form does not ask.
            let figure = Figure::asked(document, id)?;
            let mut view = view(&figure);
            view.set("spark", spark.as_ref().map(|spark| spark(&figure)));
            Some(view)
        });
        view! { "doc" => super::document::summary(document), "cells" => View::list(cells) }
    });
    let rows = View::list(rows);
    view! { "heads" => View::list(heads.iter().map(|(id, label)| view! { "id" => *id, "label" => label })), "rows" => rows }
}
