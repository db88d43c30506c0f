//! Key figures of sheets: at the top of a sheet, and as the columns of tables of sheets.

use crate::form::Audience;
use crate::model::Document;
use crate::value::{Value, number};
use crate::view;
use crate::view::View;

/// The key figures of a document, in the order its form lists them.
pub fn key_figures(document: &Document) -> View {
    View::list(document.form.key_figures.iter().filter_map(|id| figure(document, id)))
}

/// One key figure: the quantity, the total of a composition, or the last of several rates.
fn figure(document: &Document, id: &str) -> Option<View> {
    let (section, field, answer) = document.answers().find(|(_, field, _)| field.id == id)?;
    let public = [section.audience, field.audience].iter().all(|audience| audience.visible_in(Audience::Public));
    let (label, quantity) = match &answer.value {
        Value::Number(quantity) => (field.label.clone(), quantity),
        Value::Composition(composition) => (field.label.clone(), &composition.total.as_ref()?.0),
        Value::Rates(rates) => {
            let last = rates.points.last()?;
            (format!("{}（{}）", field.label, last.label), &last.quantity)
        }
        _ => return None,
    };
    public.then(|| {
        view! {
            "id" => id,
            "label" => label,
            "quantity" => number::view(quantity),
            "circumstances" => answer.circumstances.view(),
        }
    })
}

/// A table of sheets: the heads are the key figures any of them has, in the order they are first met.
pub fn table<'a>(documents: impl Iterator<Item = &'a Document> + Clone) -> View {
    let mut heads: Vec<(String, String)> = Vec::new();
    for document in documents.clone() {
        for id in &document.form.key_figures {
            if !heads.iter().any(|(known, _)| known == id)
                && let Some(View::Text(label)) = figure(document, id).as_ref().and_then(|figure| figure.get("label"))
            {
                heads.push((id.clone(), label.clone()));
            }
        }
    }
    let rows = documents.map(|document| {
        let cells = heads.iter().map(|(id, _)| figure(document, id).unwrap_or_default());
        view! { "doc" => super::document::summary(document), "cells" => View::list(cells) }
    });
    let rows = View::list(rows);
    view! { "heads" => View::list(heads.iter().map(|(id, label)| view! { "id" => id, "label" => label })), "rows" => rows }
}
