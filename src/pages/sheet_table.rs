//! Key figures of sheets: at the top of a sheet, and as the columns of tables of sheets.

use crate::form::Audience;
use crate::model::Document;
use crate::theme::Theme;
use crate::value::{Circumstances, Quantity, Value, number};
use crate::view;
use crate::view::View;

use super::change;

/// A figure that stands for an answer: the quantity, the total of a composition, or the last of several rates.
pub struct Figure<'a> {
    /// Id of the field.
    pub id: &'a str,
    /// The form's words.
    pub label: String,
    /// Which of several rates it is.
    pub point: Option<&'a str>,
    /// The figure.
    pub quantity: &'a Quantity,
    /// Those of the answer.
    pub circumstances: &'a Circumstances,
}

/// The key figures of a document, in the order its form lists them, with their change since the place's last sheet.
pub fn key_figures(document: &Document, last: Option<&Document>, theme: &Theme) -> View {
    View::list(document.form.key_figures.iter().filter_map(|id| {
        let now = figure(document, id)?;
        let mut view = view(&now);
        let change = last.map(|last| change::view(&now, figure(last, id).as_ref(), last.year, theme));
        view.set("change", change);
        Some(view)
    }))
}

fn figure<'a>(document: &'a Document, id: &'a str) -> Option<Figure<'a>> {
    let (section, field, answer) = document.answers().find(|(_, field, _)| field.id == id)?;
    let public = [section.audience, field.audience].iter().all(|audience| audience.visible_in(Audience::Public));
    let (label, point, quantity) = match &answer.value {
        Value::Number(quantity) => (field.label.clone(), None, quantity),
        Value::Composition(composition) => (field.label.clone(), None, &composition.total.as_ref()?.0),
        Value::Rates(rates) => {
            let last = rates.points.last()?;
            (format!("{}（{}）", field.label, last.label), Some(last.id.as_str()), &last.quantity)
        }
        _ => return None,
    };
    public.then_some(Figure { id, label, point, quantity, circumstances: &answer.circumstances })
}

fn view(figure: &Figure<'_>) -> View {
    view! {
        "id" => figure.id,
        "label" => &figure.label,
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
                && let Some(figure) = figure(document, id)
            {
                heads.push((id, figure.label));
            }
        }
    }
    let rows = documents.map(|document| {
        let cells = heads.iter().map(|(id, _)| figure(document, id).as_ref().map(view));
        view! { "doc" => super::document::summary(document), "cells" => View::list(cells) }
    });
    let rows = View::list(rows);
    view! { "heads" => View::list(heads.iter().map(|(id, label)| view! { "id" => *id, "label" => label })), "rows" => rows }
}
