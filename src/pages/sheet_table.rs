//! Key figures of sheets: at the top of a sheet, and as the columns of tables of sheets.

use crate::compare::Figure;
use crate::model::Document;
use crate::theme::Theme;
use crate::value::number;
use crate::view;
use crate::view::View;

use super::change;

/// The key figures of a document, in the order its form lists them, with their change since the place's last sheet.
pub fn key_figures(document: &Document, last: Option<&Document>, theme: &Theme) -> View {
    View::list(document.form.key_figures.iter().filter_map(|id| {
        let now = Figure::of(document, id)?;
        let mut view = view(&now);
        let change = last.map(|last| {
            let before = Figure::of(last, id);
            change::view(&now.side(), before.map(|before| before.side()).as_ref(), last.year, theme)
        });
        view.set("change", change);
        Some(view)
    }))
}

fn view(figure: &Figure<'_>) -> View {
    view! {
        "id" => &figure.field.id,
        "label" => figure.label(),
        "quantity" => number::view(figure.quantity),
        "circumstances" => figure.circumstances.view(),
    }
}

/// A table of sheets: the heads are the key figures any of them has, in the order they are first met.
pub fn table<'a>(documents: impl Iterator<Item = &'a Document> + Clone) -> View {
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
        let cells = heads.iter().map(|(id, _)| Figure::of(document, id).as_ref().map(view));
        view! { "doc" => super::document::summary(document), "cells" => View::list(cells) }
    });
    let rows = View::list(rows);
    view! { "heads" => View::list(heads.iter().map(|(id, label)| view! { "id" => *id, "label" => label })), "rows" => rows }
}
