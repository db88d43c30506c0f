//! The quantities of a document, each with a key that stays as long as the document does.

use crate::model::Document;
use crate::value::composition::Part;
use crate::value::table::Cell;
use crate::value::{Answer, Quantity, Value};

/// Where a quantity stands: the field, and the steps to it.
pub type Key = (String, Vec<String>);

/// Visits every quantity of a document with its key.
pub fn each<'d>(document: &'d Document, visit: &mut dyn FnMut(Key, &'d Quantity)) {
    for (_, field, answer) in document.answers() {
        of_answer(answer, &mut vec![], &mut |path, quantity| visit((field.id.clone(), path.to_vec()), quantity));
    }
}

fn of_answer<'d>(answer: &'d Answer, path: &mut Vec<String>, visit: &mut dyn FnMut(&[String], &'d Quantity)) {
    match &answer.value {
        Value::Number(quantity) => visit(path, quantity),
        Value::Composition(composition) => {
            if let Some((total, _)) = &composition.total {
                inside(path, crate::form::TOTAL, |path| visit(path, total));
            }
            of_parts(&composition.parts, path, visit);
        }
        Value::Rates(rates) => {
            rates.points.iter().for_each(|point| inside(path, &point.id, |path| visit(path, &point.quantity)));
        }
        Value::Indicators(indicators) => {
            for (row, indicator) in indicators.rows.iter().enumerate() {
                let cells = [(BASELINE, &indicator.baseline), (TARGET, &indicator.target), (ACTUAL, &indicator.actual)];
                for (name, cell) in cells.into_iter().filter_map(|(name, cell)| Some((name, cell.as_ref()?))) {
                    for (at, quantity) in cell.quantities.iter().enumerate() {
                        visit(&[row.to_string(), name.to_owned(), at.to_string()], quantity);
                    }
                }
            }
        }
        Value::Table(table) => {
            for (row, columns) in table.rows.iter().enumerate() {
                for (column, cell) in columns.cells.iter().enumerate() {
                    let answers: Vec<Option<&Answer>> = match cell {
                        Cell::One(answer) => vec![answer.as_deref()],
                        Cell::BySector(answers) => answers.iter().map(Option::as_ref).collect(),
                    };
                    for (sector, answer) in answers.into_iter().enumerate() {
                        let Some(answer) = answer else { continue };
                        let length = path.len();
                        path.extend([row, column, sector].map(|at| at.to_string()));
                        of_answer(answer, path, visit);
                        path.truncate(length);
                    }
                }
            }
        }
        Value::Presence(_) | Value::Text(_) | Value::Prose(_) | Value::Date(_) | Value::Schedule(_) | Value::Open => {}
    }
}

fn of_parts<'d>(parts: &'d [Part], path: &mut Vec<String>, visit: &mut dyn FnMut(&[String], &'d Quantity)) {
    for part in parts {
        inside(path, &part.id, |path| visit(path, &part.quantity));
        of_parts(&part.parts, path, visit);
    }
}

fn inside(path: &mut Vec<String>, step: &str, visit: impl FnOnce(&[String])) {
    path.push(step.to_owned());
    visit(path);
    path.pop();
}

/// Where things stand.
pub const BASELINE: &str = "baseline";
/// What is aimed at: no count of persons, but a wish.
pub const TARGET: &str = "target";
/// What was reached.
pub const ACTUAL: &str = "actual";

/// What is done with a quantity at its place, given the unit of the form.
type VisitMut<'v> = dyn FnMut(&[String], &mut Quantity, Option<&str>) + 'v;

/// The same, to be changed, with the unit that the form gives where the quantity names none.
pub fn each_mut(document: &mut Document, visit: &mut dyn FnMut(&Key, &mut Quantity, Option<&str>)) {
    for answer in document.sections.iter_mut().flat_map(|said| &mut said.answers) {
        let id = answer.field.id.clone();
        let visit = &mut |path: &[String], quantity: &mut Quantity, unit: Option<&str>| {
            visit(&(id.clone(), path.to_vec()), quantity, unit);
        };
        of_answer_mut(answer, &mut vec![], visit);
    }
}

fn of_answer_mut(answer: &mut Answer, path: &mut Vec<String>, visit: &mut VisitMut<'_>) {
    let field = std::sync::Arc::clone(&answer.field);
    let unit = field.unit.as_deref();
    match &mut answer.value {
        Value::Number(quantity) => visit(path, quantity, unit),
        Value::Composition(composition) => {
            if let Some((total, _)) = &mut composition.total {
                inside(path, crate::form::TOTAL, |path| visit(path, total, unit));
            }
            of_parts_mut(&mut composition.parts, unit, path, visit);
        }
        Value::Rates(rates) => {
            let points = &mut rates.points;
            points.iter_mut().for_each(|point| inside(path, &point.id, |path| visit(path, &mut point.quantity, unit)));
        }
        Value::Indicators(indicators) => {
            for (row, indicator) in indicators.rows.iter_mut().enumerate() {
                let cells = [
                    (BASELINE, &mut indicator.baseline),
                    (TARGET, &mut indicator.target),
                    (ACTUAL, &mut indicator.actual),
                ];
                for (name, cell) in cells.into_iter().filter_map(|(name, cell)| Some((name, cell.as_mut()?))) {
                    for (at, quantity) in cell.quantities.iter_mut().enumerate() {
                        visit(&[row.to_string(), name.to_owned(), at.to_string()], quantity, None);
                    }
                }
            }
        }
        Value::Table(table) => {
            for (row, columns) in table.rows.iter_mut().enumerate() {
                for (column, cell) in columns.cells.iter_mut().enumerate() {
                    let answers: Vec<Option<&mut Answer>> = match cell {
                        Cell::One(answer) => vec![answer.as_deref_mut()],
                        Cell::BySector(answers) => answers.iter_mut().map(Option::as_mut).collect(),
                    };
                    for (sector, answer) in answers.into_iter().enumerate() {
                        let Some(answer) = answer else { continue };
                        let length = path.len();
                        path.extend([row, column, sector].map(|at| at.to_string()));
                        of_answer_mut(answer, path, visit);
                        path.truncate(length);
                    }
                }
            }
        }
        Value::Presence(_) | Value::Text(_) | Value::Prose(_) | Value::Date(_) | Value::Schedule(_) | Value::Open => {}
    }
}

fn of_parts_mut(parts: &mut [Part], unit: Option<&str>, path: &mut Vec<String>, visit: &mut VisitMut<'_>) {
    for part in parts {
        inside(path, &part.id, |path| visit(path, &mut part.quantity, unit));
        of_parts_mut(&mut part.parts, unit, path, visit);
    }
}
