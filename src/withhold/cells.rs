//! Where a document counts persons: its quantities, the remarks beside them and the counts of 有 3／5, each with a key
//! that stays as long as the document does.

use crate::model::Document;
use crate::source::Span;
use crate::value::composition::Part;
use crate::value::presence::LevelAnswer;
use crate::value::table::Cell;
use crate::value::{Answer, Circumstances, Quantity, Value};

use super::count::Asked;

/// Where something stands: the field, and the steps to it.
pub type Key = (String, Vec<String>);

/// Where things stand.
pub const BASELINE: &str = "baseline";
/// What is aimed at: no count of persons, but a wish.
pub const TARGET: &str = "target";
/// What was reached.
pub const ACTUAL: &str = "actual";
/// The sector of a cell that has none.
const WHOLE: usize = 0;

/// Something that may count persons.
#[derive(Debug)]
pub enum Item<'a> {
    /// A quantity.
    Quantity(&'a Quantity),
    /// A remark beside a quantity. Only in what is called one are numbers without a unit counts.
    Remark(&'a str),
    /// A level of presence with its count.
    Level(&'a LevelAnswer),
}

/// The same, to be changed.
#[derive(Debug)]
pub enum ItemMut<'a> {
    /// A quantity.
    Quantity(&'a mut Quantity),
    /// A remark beside a quantity.
    Remark(&'a mut String),
    /// A level of presence with its count.
    Level(&'a mut LevelAnswer),
}

/// Writes the walk twice: to look, and to change.
macro_rules! walk {
    ($item:ident, $given:ident, [$($mutable:tt)?], $answer:ident, $parts:ident, $circumstances:ident) => {
        /// Visits everything in an answer, with the steps to it, where it stands, and what is asked there.
        pub fn $answer(
            answer: &$($mutable)? Answer,
            path: &mut Vec<String>,
            visit: &mut dyn FnMut(&[String], Span, Asked, $item<'_>),
        ) {
            let (asked, span) = (Asked::of(&answer.field), answer.span);
            let persons = match &answer.value {
                Value::Number(quantity) if quantity.unit.as_deref().is_some_and(super::count::is_persons) => Asked::Row,
                _ => asked,
            };
            $circumstances(&$($mutable)? answer.circumstances, path, span, persons, visit);
            match &$($mutable)? answer.value {
                Value::Number(quantity) => visit(path, span, asked, $item::Quantity(quantity)),
                Value::Composition(composition) => {
                    if let Some((total, span)) = &$($mutable)? composition.total {
                        inside(path, crate::form::TOTAL, |path| visit(path, *span, asked, $item::Quantity(total)));
                    }
                    $parts(&$($mutable)? composition.parts, path, asked, visit);
                }
                Value::Rates(rates) => {
                    for point in &$($mutable)? rates.points {
                        let (id, span) = (point.id.clone(), point.span);
                        inside(path, &id, |path| visit(path, span, asked, $item::Quantity(&$($mutable)? point.quantity)));
                    }
                }
                Value::Indicators(indicators) => {
                    for (at, row) in (&$($mutable)? indicators.rows).into_iter().enumerate() {
                        let (asked, span) = (Asked::of_row(row), row.span);
                        let cells = [
                            (BASELINE, &$($mutable)? row.baseline),
                            (TARGET, &$($mutable)? row.target),
                            (ACTUAL, &$($mutable)? row.actual),
                        ];
                        for (name, cell) in cells {
                            let Some(cell) = cell else { continue };
                            let length = path.len();
                            path.extend([at.to_string(), name.to_owned()]);
                            $circumstances(&$($mutable)? cell.circumstances, path, span, asked, visit);
                            let quantities = (&$($mutable)? cell.quantities).into_iter().zip(&cell.spans);
                            for (number, (quantity, span)) in quantities.enumerate() {
                                inside(path, &number.to_string(), |path| visit(path, *span, asked, $item::Quantity(quantity)));
                            }
                            path.truncate(length);
                        }
                    }
                }
                Value::Presence(presence) => {
                    for level in &$($mutable)? presence.levels {
                        let (id, span) = (level.id.clone(), level.span);
                        let unit = level.unit.as_deref().map(|unit| unit.split(['/', '／']).next().unwrap_or(unit));
                        let asked = if unit.is_some_and(super::count::is_persons) { Asked::Persons } else { Asked::Other };
                        path.push(id);
                        $circumstances(&$($mutable)? level.circumstances, path, span, asked, visit);
                        visit(path, span, asked, $item::Level(level));
                        path.pop();
                    }
                }
                Value::Table(table) => {
                    for (row, columns) in (&$($mutable)? table.rows).into_iter().enumerate() {
                        for (column, cell) in (&$($mutable)? columns.cells).into_iter().enumerate() {
                            let mut one = |sector: usize, answer: &$($mutable)? Answer| {
                                let length = path.len();
                                path.extend([row, column, sector].map(|at| at.to_string()));
                                $answer(answer, path, visit);
                                path.truncate(length);
                            };
                            match cell {
                                Cell::One(answer) => {
                                    if let Some(answer) = answer {
                                        one(WHOLE, answer);
                                    }
                                }
                                Cell::BySector(answers) => {
                                    for (sector, answer) in answers.into_iter().enumerate() {
                                        if let Some(answer) = answer {
                                            one(sector, answer);
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                Value::Text(_) | Value::Prose(_) | Value::Date(_) | Value::Schedule(_) | Value::Absent(_) | Value::Open => {}
            }
        }

        fn $parts(
            parts: &$($mutable)? [Part],
            path: &mut Vec<String>,
            asked: Asked,
            visit: &mut dyn FnMut(&[String], Span, Asked, $item<'_>),
        ) {
            for part in parts {
                let (id, span) = (part.id.clone(), part.span);
                inside(path, &id, |path| visit(path, span, asked, $item::Quantity(&$($mutable)? part.quantity)));
                $parts(&$($mutable)? part.parts, path, asked, visit);
            }
        }

        fn $circumstances(
            circumstances: &$($mutable)? Circumstances,
            path: &mut Vec<String>,
            span: Span,
            asked: Asked,
            visit: &mut dyn FnMut(&[String], Span, Asked, $item<'_>),
        ) {
            let Some(given) = circumstances.$given() else { return };
            // Sources and areas are full of numbers that count nobody: 630調査.
            let remarks = [
                ("note", asked, &$($mutable)? given.note),
                ("scope", Asked::Other, &$($mutable)? given.scope),
                ("source", Asked::Other, &$($mutable)? given.source),
            ];
            for (name, asked, remark) in remarks {
                if let Some(remark) = remark {
                    inside(path, name, |path| visit(path, span, asked, $item::Remark(remark)));
                }
            }
        }
    };
}

walk!(Item, given, [], of_answer, of_parts, of_circumstances);
walk!(ItemMut, given_mut, [mut], of_answer_mut, of_parts_mut, of_circumstances_mut);

fn inside(path: &mut Vec<String>, step: &str, visit: impl FnOnce(&[String])) {
    path.push(step.to_owned());
    visit(path);
    path.pop();
}

/// Visits everything in a document that may be changed, with its key and its place in the file.
pub fn each_mut(document: &mut Document, visit: &mut dyn FnMut(&Key, Span, Asked, ItemMut<'_>)) {
    for answer in document.sections.iter_mut().flat_map(|said| &mut said.answers) {
        let id = answer.field.id.clone();
        of_answer_mut(answer, &mut vec![], &mut |path, span, asked, item| {
            visit(&(id.clone(), path.to_vec()), span, asked, item);
        });
    }
}
