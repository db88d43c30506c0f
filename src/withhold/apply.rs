//! Taking out of the model what is withheld: the counts, the shares beside them, and the remarks that tell them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::Document;
use crate::value::composition::Part;
use crate::value::table::Cell;
use crate::value::{Absence, Answer, Quantity, Value};

use super::cells::{self, ItemMut, Key};
use super::count::{self, Asked};
use super::read::{MARK, marks_of};
use super::words::{self, Number, Unit};

/// What is withheld in a document: the keys of counts, and the counts themselves.
type Counts = BTreeMap<Key, i64>;

/// Takes out of a document what is withheld in it.
pub fn take_out(document: &mut Document, withheld: &Counts) {
    cells::each_mut(document, &mut |key, _, asked, item| match item {
        ItemMut::Quantity(quantity) => of_quantity(quantity, key, asked, withheld),
        ItemMut::Remark(remark) => {
            if let Some(left) = redacted(remark, &marks_of(remark, asked), &shares(remark), key, withheld) {
                *remark = left;
            }
        }
        ItemMut::Level(level) => {
            if level.count.is_some() && [0, 1].iter().any(|at| is_withheld(key, *at, withheld)) {
                level.count = None;
                YES.clone_into(&mut level.written);
            }
        }
    });
    for answer in document.sections.iter_mut().flat_map(|said| &mut said.answers) {
        let key = (answer.field.id.clone(), Vec::new());
        shares_beside(answer, &key, withheld);
    }
}

/// Whether a count among words is withheld.
fn is_withheld(key: &Key, mark: usize, withheld: &Counts) -> bool {
    let mut path = key.1.clone();
    path.push(format!("{MARK}{mark}"));
    withheld.contains_key(&(key.0.clone(), path))
}

/// Whether anything below a key is withheld.
fn any_within(key: &Key, withheld: &Counts) -> bool {
    let mut from = withheld.range(key.clone()..);
    from.next().is_some_and(|((field, path), _)| *field == key.0 && path.starts_with(&key.1))
}

fn of_quantity(quantity: &mut Quantity, key: &Key, asked: Asked, withheld: &Counts) {
    if withheld.contains_key(key) {
        hide(quantity);
    } else if any_within(key, withheld) {
        let read = count::read(quantity, asked);
        if let Some(left) = redacted(&quantity.written, &read.marks, &read.shares, key, withheld) {
            let per = quantity.per.take();
            let read = Quantity::read(&left, quantity.unit.as_deref());
            *quantity = Quantity { per: read.per.clone().or(per), ..read };
        }
    }
}

/// Makes a quantity 非公表; what it counts stays.
fn hide(quantity: &mut Quantity) {
    let word = Absence::Suppressed.word();
    let hidden = Quantity::read(word, quantity.unit.as_deref());
    let written = quantity.label.as_ref().map_or(word.to_owned(), |label| format!("{label}：{word}"));
    *quantity = Quantity { written, label: quantity.label.take(), ..hidden };
}

/// A text with 非公表 for every count that is withheld, and for the shares beside them.
fn redacted(text: &str, marks: &[Number], shares: &[Range<usize>], key: &Key, withheld: &Counts) -> Option<String> {
    let hidden = marks.iter().enumerate().filter(|(at, _)| is_withheld(key, *at, withheld));
    let mut ranges: Vec<Range<usize>> = hidden.map(|(_, mark)| mark.range.clone()).collect();
    if ranges.is_empty() {
        return None;
    }
    ranges.extend_from_slice(shares);
    ranges.sort_unstable_by_key(|range| range.start);
    let (mut left, mut done) = (String::new(), 0);
    for range in ranges {
        left.push_str(text.get(done..range.start).unwrap_or_default());
        left.push_str(Absence::Suppressed.word());
        done = range.end;
    }
    Some(left + text.get(done..).unwrap_or_default())
}

fn shares(text: &str) -> Vec<Range<usize>> {
    words::numbers(text).into_iter().filter(|number| number.unit == Unit::Share).map(|number| number.range).collect()
}

/// A share beside a count that is withheld tells it, whoever knows the whole.
fn shares_beside(answer: &mut Answer, key: &Key, withheld: &Counts) {
    if !any_within(key, withheld) {
        return;
    }
    let within = |steps: &[&str]| {
        let mut path = key.1.clone();
        path.extend(steps.iter().map(|step| (*step).to_owned()));
        (key.0.clone(), path)
    };
    let share = |quantity: &mut Quantity, beside: &Key| {
        if quantity.is_percentage() && any_within(beside, withheld) {
            hide(quantity);
        }
    };
    match &mut answer.value {
        Value::Number(quantity) => share(quantity, key),
        Value::Indicators(indicators) => {
            for (at, row) in indicators.rows.iter_mut().enumerate() {
                let cells = [(cells::BASELINE, &mut row.baseline), (cells::ACTUAL, &mut row.actual)];
                for (name, cell) in cells.into_iter().filter_map(|(name, cell)| Some((name, cell.as_mut()?))) {
                    let beside = within(&[&at.to_string(), name]);
                    cell.quantities.iter_mut().for_each(|quantity| share(quantity, &beside));
                }
            }
        }
        Value::Composition(composition) => bare(&mut composition.parts),
        Value::Table(table) => {
            for (row, columns) in table.rows.iter_mut().enumerate() {
                for (column, cell) in columns.cells.iter_mut().enumerate() {
                    for (sector, answer) in sectors_of(cell) {
                        let key = within(&[&row.to_string(), &column.to_string(), &sector.to_string()]);
                        shares_beside(answer, &key, withheld);
                    }
                }
            }
        }
        _ => {}
    }
}

/// The counts of a composition without their shares: a share and its count tell the whole.
fn bare(parts: &mut [Part]) {
    for part in parts {
        part.share = None;
        if part.quantity.note.is_some() {
            let written = words::without_remarks(&part.quantity.written);
            part.quantity = Quantity { written, note: None, ..part.quantity.clone() };
        }
        bare(&mut part.parts);
    }
}

/// What is left of 有 3／5 where three persons are too few.
const YES: &str = "有";

/// The answers of a cell with the sector of each.
fn sectors_of(cell: &mut Cell) -> Vec<(usize, &mut Answer)> {
    match cell {
        Cell::One(answer) => answer.iter_mut().map(|answer| (0, answer.as_mut())).collect(),
        Cell::BySector(answers) => {
            answers.iter_mut().enumerate().filter_map(|(sector, answer)| Some((sector, answer.as_mut()?))).collect()
        }
    }
}
