//! A matrix to fill in: a table with its heads and empty cells. Earlier years of a series stay as they were.

use crate::form::matrix::heads_of_year;
use crate::form::{Field, HeadTime, MatrixHead, MatrixSettings};
use crate::source::words;
use crate::value::Matrix;

use super::layout::PrefilledValue;
use super::previous::PreviousDocument;

/// The table of a matrix on the sheet of a fiscal year.
pub fn matrix(
    settings: &MatrixSettings,
    year: i32,
    old: Option<(&PreviousDocument<'_>, &Field, &Matrix)>,
    above: &mut Vec<String>,
) -> PrefilledValue {
    let [rows, columns] = [&settings.rows, &settings.columns].map(|heads| heads_of_year(heads, year));
    let is_past =
        |head: &MatrixHead| matches!(head.time, Some(HeadTime::FiscalYear(own) | HeadTime::Year(own)) if own < year);
    let mut carried = false;
    let mut cell = |row: &MatrixHead, column: &MatrixHead| {
        let stays = is_past(row) || is_past(column);
        let written = old.as_ref().filter(|_| stays).and_then(|(.., old)| written(old, row, column));
        carried |= written.is_some();
        written.unwrap_or_default()
    };
    let grouped = |heads: &[MatrixHead]| heads.iter().any(|head| head.group.is_some());
    let side = 1 + usize::from(grouped(&rows));
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = String::new();
    let corner = settings.row.clone().unwrap_or_default();
    let over = |heads: &[MatrixHead]| {
        let mut before = None;
        let group = |head: &MatrixHead| {
            let new = head.group.clone().filter(|group| before.as_ref() != Some(group));
            before.clone_from(&head.group);
            new.unwrap_or_default()
        };
        heads.iter().map(group).collect::<Vec<String>>()
    };
    let blanks = |count: usize| vec![String::new(); count];
    let labels = columns.iter().map(|head| head.label.clone());
    let first = |corner: String| blanks(side - 1).into_iter().chain([corner]);
    let rule = line(vec!["---".to_owned(); side + columns.len()]);
    if grouped(&columns) {
        text += &line(first(corner).chain(over(&columns)).collect());
        text += &rule;
        text += &line(blanks(side).into_iter().chain(labels).collect());
    } else {
        text += &line(first(corner).chain(labels).collect());
        text += &rule;
    }
    for (row, group) in rows.iter().zip(over(&rows)) {
        let head = if side > 1 { vec![group, row.label.clone()] } else { vec![row.label.clone()] };
        let cells = columns.iter().map(|column| cell(row, column));
        text += &line(head.into_iter().chain(cells).collect());
    }
    let mut computed: Vec<&str> = Vec::new();
    for head in rows.iter().chain(&columns).filter(|head| head.computed.is_some()) {
        if !computed.contains(&head.label.as_str()) {
            computed.push(&head.label);
        }
    }
    if !computed.is_empty() {
        above.push(format!("「{}」は、空欄ならほかの数から計算します。", computed.join("」「")));
    }
    let units: Vec<String> = rows
        .iter()
        .chain(&columns)
        .filter_map(|head| Some(format!("{}: {}", head.full_label(), head.unit.as_ref()?)))
        .collect();
    if !units.is_empty() {
        above.push(format!("単位 {}", units.join("、")));
    }
    if let Some((last, field, old)) = old {
        if carried {
            above.push(last.to_check());
        }
        for gone in old.row_heads().filter(|head| !rows.iter().any(|row| row.id == head.id)) {
            last.leave(words!(
                "項目「{}」の行「{}」",
                "the row `{1}` of the field `{0}`",
                field.label,
                gone.full_label()
            ));
        }
    }
    PrefilledValue::Text(text)
}

/// What last year's sheet says of a head of the same id.
fn written(old: &Matrix, row: &MatrixHead, column: &MatrixHead) -> Option<String> {
    let row = old.rows.iter().find(|own| own.head.id == row.id)?;
    let at = old.columns.iter().position(|own| own.id == column.id)?;
    let cell = row.cells.get(at).filter(|cell| cell.is_given())?;
    Some(cell.quantity.written.replace('|', "\\|"))
}
