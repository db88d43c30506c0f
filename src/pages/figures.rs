//! Charts on the page of a document: which field gets which, and the files beside them.

use crate::charts::Figure;
use crate::form::Field;
use crate::model::Document;
use crate::value::Answer;
use crate::view;
use crate::view::View;

/// The figures of an answer, in the order of the page.
pub fn draw(_document: &Document, _field: &Field, _answer: &Answer) -> Vec<Figure> {
    Vec::new()
}

/// What templates see of a figure.
pub fn view(document: &Document, figure: &Figure) -> View {
    let rows = figure.table.rows.iter().map(|row| view! { "head" => &row.head, "cells" => View::list(row.cells.iter()) });
    view! {
        "id" => &figure.id,
        "headline" => &figure.headline,
        "subtitle" => &figure.subtitle,
        "svg" => View::Html(figure.svg.clone()),
        "caption" => &figure.table.caption,
        "head" => View::list(figure.table.head.iter()),
        "rows" => View::list(rows),
        "notes" => View::list(figure.notes.iter()),
        "csv" => csv_path(document, figure),
    }
}

/// Where the CSV of a figure's table is: `data/2021/kawasaki/inpatients.csv`.
pub fn csv_path(document: &Document, figure: &Figure) -> String {
    let page = document.page.strip_suffix(".html").unwrap_or(&document.page);
    format!("data/{page}/{}.csv", figure.id)
}

/// The CSV of a figure's table.
pub fn csv(_figure: &Figure) -> Vec<u8> {
    Vec::new()
}
