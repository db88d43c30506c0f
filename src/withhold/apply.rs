//! Taking out of the model what is withheld: the counts, the shares beside them, and the remarks that tell them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::form::TOTAL;
use crate::model::Document;
use crate::value::{Absence, ItemMut, Quantity};

use super::cells::{self, CountItem, CountKey, MARK};
use super::count::{self, CountScope};
use super::read::marks_of;
use super::words::{self, TextNumber, Unit};

/// What is withheld in a document: the keys of counts, and the counts themselves.
type Counts = BTreeMap<CountKey, i64>;

/// Takes out of a document what is withheld in it.
pub fn take_out(document: &mut Document, withheld: &Counts) {
    cells::each_mut(document, &mut |key, place, item| match item {
        CountItem::Quantity(quantity) => {
            of_quantity(quantity, key, place.asked, withheld);
            if !place.target {
                share_beside(quantity, key, place.cell, withheld);
            }
        }
        CountItem::Remark(remark) => {
            if let Some(left) = redacted(remark, &marks_of(remark, place.asked), &shares(remark), key, withheld) {
                *remark = left;
            }
        }
        CountItem::Level(level) => {
            if level.count.is_some() && [0, 1].iter().any(|at| is_withheld(key, *at, withheld)) {
                level.count = None;
                YES.clone_into(&mut level.written);
            }
        }
    });
    // The parts of a composition without their shares: a share and its count tell the whole.
    for answer in document.sections.iter_mut().flat_map(|said| &mut said.answers) {
        if answer.value.composition().is_some() && any_within(&(answer.field.id.clone(), Vec::new()), withheld) {
            answer.leaves_mut(&mut |leaf| {
                if let (ItemMut::Quantity(quantity), true) = (leaf.item, leaf.path.iter().any(|step| step.id != TOTAL))
                    && quantity.note.is_some()
                {
                    quantity.written = words::without_remarks(&quantity.written);
                    quantity.note = None;
                }
            });
        }
    }
}

/// Whether a count among words is withheld.
fn is_withheld(key: &CountKey, mark: usize, withheld: &Counts) -> bool {
    let mut path = key.1.clone();
    path.push(format!("{MARK}{mark}"));
    withheld.contains_key(&(key.0.clone(), path))
}

/// Whether anything below a key is withheld.
fn any_within(key: &CountKey, withheld: &Counts) -> bool {
    let mut from = withheld.range(key.clone()..);
    from.next().is_some_and(|((field, path), _)| *field == key.0 && path.starts_with(&key.1))
}

fn of_quantity(quantity: &mut Quantity, key: &CountKey, asked: CountScope, withheld: &Counts) {
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
fn redacted(
    text: &str,
    marks: &[TextNumber],
    shares: &[Range<usize>],
    key: &CountKey,
    withheld: &Counts,
) -> Option<String> {
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

/// A share beside a count that is withheld, in one answer or in one cell, tells it, whoever knows the whole.
fn share_beside(quantity: &mut Quantity, key: &CountKey, cell: usize, withheld: &Counts) {
    if quantity.is_percentage() {
        let mut cell_key = key.clone();
        cell_key.1.truncate(cell);
        if any_within(&cell_key, withheld) {
            hide(quantity);
        }
    }
}

/// What is left of 有 3／5 where three persons are too few.
const YES: &str = "有";
