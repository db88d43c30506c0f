//! Where a document counts persons: its quantities, their remarks and the counts of 有 3／5, each with a key that stays
//! the same as long as the document does.

use crate::form::Field;
use crate::model::Document;
use crate::source::Span;
use crate::value::presence::LevelValue;
use crate::value::{self, Answer, Leaf, Quantity, RecordRow};

use super::count::{CountScope, is_persons};

/// The address of a count in a document: the id of the field, behind that of the record where it is in one, and the steps to it.
pub type CountKey = (String, Vec<String>);

/// Between the id of records and that of one, and before the field in it: in the ids of forms and rows there are none.
const BEFORE_RECORD: char = '#';
const BEFORE_FIELD: char = '.';

/// The first part of the key of an answer in a record: by the record's id, or its number from 1.
fn key_in_record(records: &str, number: usize, record: &RecordRow, field: &str) -> String {
    match &record.id {
        Some(id) => format!("{records}{BEFORE_RECORD}{id}{BEFORE_FIELD}{field}"),
        None => format!("{records}{BEFORE_FIELD}{number}{BEFORE_FIELD}{field}"),
    }
}

/// The id of the field of the section that the first part of a key belongs to.
pub fn top_field(key: &str) -> &str {
    key.split([BEFORE_RECORD, BEFORE_FIELD]).next().unwrap_or(key)
}

/// Whether the first part of a key is that of an answer in a record.
pub fn is_in_record(key: &str) -> bool {
    key.contains(BEFORE_FIELD)
}

/// Whether the key is that of an answer in a record that has an id, by which the same record is known in other documents.
pub fn is_in_known_record(key: &str) -> bool {
    key.contains(BEFORE_RECORD)
}

/// The answers of a document, each with the first part of the keys of its counts: those in records beside the records.
pub fn answers(document: &Document) -> impl Iterator<Item = (String, &Field, &Answer)> {
    document.answers().flat_map(|(_, field, answer)| {
        let records = answer.records().map_or(&[][..], |(records, _)| &records.rows);
        let inner = (1..).zip(records).flat_map(move |(number, record)| {
            let key = move |field: &str| key_in_record(&answer.field.id, number, record, field);
            record.answers.iter().map(move |answer| (key(&answer.field.id), &*answer.field, answer))
        });
        std::iter::once((field.id.clone(), field, answer)).chain(inner)
    })
}

/// Begins the last step to a count among words; its number follows.
pub const MARK: char = '#';

/// The sector of a cell that has none.
const NO_SECTOR: usize = 0;

/// Something that may count persons: a quantity, a remark on one, a level of presence with its count.
#[derive(Debug)]
pub enum CountItem<Q, R, L> {
    /// A quantity, with its unit.
    Quantity(Q),
    /// A remark on a quantity: its note, scope or source. Only in notes are numbers without a unit counts.
    Remark(R),
    /// A level of presence with its count.
    Level(L),
}

/// The location of an item in its document.
#[derive(Debug)]
pub struct CountLocation<'k> {
    /// The steps to it, without the field.
    pub path: &'k [String],
    /// How many of them lead to its cell, of which it may be one of several quantities.
    pub cell: usize,
    /// Its bytes in the sheet.
    pub span: Span,
    /// Whether persons are asked for there.
    pub asked: CountScope,
    /// Whether it belongs to a target, which is a wish and counts nobody.
    pub target: bool,
}

/// An item that is read.
pub type CountItemRef<'a> = CountItem<&'a Quantity, &'a str, &'a LevelValue>;
/// An item that can be changed.
pub type CountItemMut<'a> = CountItem<&'a mut Quantity, &'a mut String, &'a mut LevelValue>;

/// Visits what may count persons in a leaf.
macro_rules! visit {
    ($items:ident, $given:ident, $some:ident, $leaf:ident, $rows:expr, $visit:expr) => {{
        let mut path = steps(&$leaf);
        let cell = path.len() - usize::from($leaf.position_in_cell.is_some());
        let of_field = scope_of(&$leaf, $rows);
        let (span, target) = ($leaf.span, $leaf.target);
        match $leaf.item {
            value::$items::Quantity(quantity) => {
                let asked = if $leaf.field.kind.matrix().is_some() {
                    // Each row may have a unit of its own.
                    if counts_persons(quantity.unit.as_deref()) { CountScope::Persons } else { CountScope::Other }
                } else {
                    of_field
                };
                $visit(&CountLocation { path: &path, cell, span, asked, target }, CountItem::Quantity(quantity));
            }
            value::$items::Level(level) => {
                let asked = if counts_persons(level.unit.as_deref()) { CountScope::Persons } else { CountScope::Other };
                $visit(&CountLocation { path: &path, cell, span, asked, target }, CountItem::Level(level));
            }
            value::$items::Circumstances(circumstances, unit) => {
                let level = $leaf.field.kind.presence().is_some();
                let counted = counts_persons(unit.as_deref()) || !level && of_field.persons();
                let asked = if counted { CountScope::Row } else { CountScope::Other };
                let Some(given) = circumstances.$given() else { return };
                // Sources and areas are full of numbers that count nobody: 630調査.
                let remarks = [
                    ("note", asked, given.note.$some()),
                    ("scope", CountScope::Other, given.scope.$some()),
                    ("source", CountScope::Other, given.source.$some()),
                ];
                for (name, asked, remark) in remarks {
                    if let Some(remark) = remark {
                        path.push(name.to_owned());
                        $visit(&CountLocation { path: &path, cell, span, asked, target }, CountItem::Remark(remark));
                        path.pop();
                    }
                }
            }
            _ => {}
        }
    }};
}

/// Visits everything in an answer that may count persons; of records what stands beside them.
pub fn visit_answer(answer: &Answer, visit: &mut dyn FnMut(&CountLocation<'_>, CountItemRef<'_>)) {
    let (rows, records) = (row_scopes(answer), answer.records().is_some());
    answer.leaves(&mut |leaf| {
        if !(records && leaf.row.is_some()) {
            visit!(Item, given, as_deref, leaf, &rows, visit);
        }
    });
}

/// Visits everything in a document that may be changed, with its key.
pub fn visit_mut(document: &mut Document, visit: &mut dyn FnMut(&CountKey, &CountLocation<'_>, CountItemMut<'_>)) {
    each_answer_mut(document, &mut |key, answer| {
        let (rows, records) = (row_scopes(answer), answer.records().is_some());
        let mut visit = |location: &CountLocation<'_>, item: CountItemMut<'_>| {
            visit(&(key.to_owned(), location.path.to_vec()), location, item);
        };
        answer.leaves_mut(&mut |leaf| {
            if !(records && leaf.row.is_some()) {
                visit!(ItemMut, given_mut, as_mut, leaf, &rows, visit);
            }
        });
    });
}

/// Visits the answers as [`answers`] does, to change them.
pub fn each_answer_mut(document: &mut Document, visit: &mut dyn FnMut(&str, &mut Answer)) {
    for answer in document.sections.iter_mut().flat_map(|section| &mut section.answers) {
        let id = answer.field.id.clone();
        visit(&id, answer);
        let records = answer.value.records_mut().map_or(&mut [][..], |records| &mut records.rows);
        for (number, record) in (1..).zip(records) {
            let keys: Vec<String> =
                record.answers.iter().map(|answer| key_in_record(&id, number, record, &answer.field.id)).collect();
            keys.iter().zip(&mut record.answers).for_each(|(key, answer)| visit(key, answer));
        }
    }
}

/// The steps to a leaf: the row, then columns and sectors by their numbers; where there are no columns, the part, the point
/// or the level by its id.
fn steps<I>(leaf: &Leaf<'_, '_, I>) -> Vec<String> {
    let mut steps: Vec<String> = leaf.row.iter().map(ToString::to_string).collect();
    if leaf.row.is_some() && leaf.field.kind.indicators().is_none() {
        steps.extend(leaf.path.iter().map(|step| step.at.to_string()));
        if leaf.path.len() == 1 {
            steps.push(NO_SECTOR.to_string());
        }
    } else {
        steps.extend(leaf.path.last().map(|step| step.id.to_owned()));
        steps.extend(leaf.position_in_cell.map(|(at, _)| at.to_string()));
    }
    steps
}

/// What the rows of an answer count, one for each row of indicators; empty for other kinds.
fn row_scopes(answer: &Answer) -> Vec<CountScope> {
    answer
        .indicators()
        .map_or_else(Vec::new, |(indicators, _)| indicators.rows.iter().map(CountScope::of_row).collect())
}

fn scope_of<I>(leaf: &Leaf<'_, '_, I>, rows: &[CountScope]) -> CountScope {
    let of_row = leaf.row.and_then(|row| rows.get(row)).copied();
    of_row.unwrap_or_else(|| CountScope::of(leaf.field))
}

fn counts_persons(unit: Option<&str>) -> bool {
    unit.is_some_and(|unit| is_persons(unit.split(['/', '／']).next().unwrap_or(unit)))
}
