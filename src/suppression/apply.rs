//! Takes suppressed counts out of the model, with the percentages and remarks that would disclose them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::form::TOTAL;
use crate::model::Document;
use crate::value::{Absence, ItemMut, Quantity};

use super::cells::{self, CountItem, CountKey, MARK};
use super::count::{self, CountScope};
use super::numbers::{self, TextNumber, Unit};
use super::read::counts_in_remark;

/// The suppressed counts of a document by their keys.
type Counts = BTreeMap<CountKey, i64>;

/// Suppresses counts of a document.
pub fn suppress_in(document: &mut Document, suppressed: &Counts) {
    cells::visit_mut(document, &mut |key, location, item| match item {
        CountItem::Quantity(quantity) => {
            suppress_quantity(quantity, key, location.asked, suppressed);
            if !location.target {
                hide_adjacent_share(quantity, key, location.cell, suppressed);
            }
        }
        CountItem::Remark(remark) => {
            if let Some(left) =
                redacted(remark, &counts_in_remark(remark, location.asked), &shares(remark), key, suppressed)
            {
                *remark = left;
            }
        }
        CountItem::Level(level) => {
            if level.count.is_some() && [0, 1].iter().any(|at| is_suppressed(key, *at, suppressed)) {
                level.count = None;
                YES.clone_into(&mut level.written);
            }
        }
    });
    // With a share and its whole a part is known; what the program computes it computes of what is left.
    cells::each_answer_mut(document, &mut |key, answer| {
        if any_below(&(key.to_owned(), Vec::new()), suppressed) {
            answer.ratios_mut().filter(|quantity| quantity.number().is_some()).for_each(hide);
        }
        answer.compute();
    });
    // The parts of a composition without their shares: a share and its count disclose the total.
    cells::each_answer_mut(document, &mut |key, answer| {
        if answer.value.composition().is_some() && any_below(&(key.to_owned(), Vec::new()), suppressed) {
            answer.leaves_mut(&mut |leaf| {
                if let (ItemMut::Quantity(quantity), true) = (leaf.item, leaf.path.iter().any(|step| step.id != TOTAL))
                    && quantity.note.is_some()
                {
                    quantity.written = numbers::without_remarks(&quantity.written);
                    quantity.note = None;
                }
            });
        }
    });
}

/// Whether a count among words is suppressed.
fn is_suppressed(key: &CountKey, mark: usize, suppressed: &Counts) -> bool {
    let mut path = key.1.clone();
    path.push(format!("{MARK}{mark}"));
    suppressed.contains_key(&(key.0.clone(), path))
}

/// Whether any count below a key is suppressed.
fn any_below(key: &CountKey, suppressed: &Counts) -> bool {
    let mut from = suppressed.range(key.clone()..);
    from.next().is_some_and(|((field, path), _)| *field == key.0 && path.starts_with(&key.1))
}

fn suppress_quantity(quantity: &mut Quantity, key: &CountKey, asked: CountScope, suppressed: &Counts) {
    if suppressed.contains_key(key) {
        hide(quantity);
    } else if any_below(key, suppressed) {
        let read = count::read(quantity, asked);
        if let Some(left) = redacted(&quantity.written, &read.marks, &read.shares, key, suppressed) {
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

/// The text with 非公表 for every suppressed count and all shares; none where no count is suppressed.
fn redacted(
    text: &str,
    marks: &[TextNumber],
    shares: &[Range<usize>],
    key: &CountKey,
    suppressed: &Counts,
) -> Option<String> {
    let hidden = marks.iter().enumerate().filter(|(at, _)| is_suppressed(key, *at, suppressed));
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
    numbers::numbers_in(text)
        .into_iter()
        .filter(|number| number.unit == Unit::Share)
        .map(|number| number.range)
        .collect()
}

/// Hides a percentage in the same answer or cell as a suppressed count: with the total, which may be known, it discloses it.
fn hide_adjacent_share(quantity: &mut Quantity, key: &CountKey, cell: usize, suppressed: &Counts) {
    if quantity.is_percentage() {
        let mut cell_key = key.clone();
        cell_key.1.truncate(cell);
        if any_below(&cell_key, suppressed) {
            hide(quantity);
        }
    }
}

/// What is left of 有 3／5 where three persons are below the threshold.
const YES: &str = "有";
