//! Taking out of the model what is withheld: the counts, the shares beside them, and remarks that tell them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Document, Least, SmallNumbers, Withheld};
use crate::source::Span;
use crate::value::composition::Part;
use crate::value::presence::LevelAnswer;
use crate::value::quantity::comparable_units;
use crate::value::table::Cell;
use crate::value::{Absence, Answer, Circumstances, Meaning, Quantity, Value};

use super::cells::{self, Key};
use super::count::PERSONS;
use super::{counts, text};

/// Takes out of a document what is withheld in it.
pub fn take_out(document: &mut Document, withheld: &BTreeMap<Key, i64>, least: Least, settings: &SmallNumbers) {
    let told = counts(withheld);
    let mut notes: Vec<Withheld> = Vec::new();
    cells::each_mut(document, &mut |key, quantity, span| {
        let written = quantity.written.clone();
        if withheld.contains_key(key) {
            hide(quantity);
        } else if key.0 != settings.population {
            redact(quantity, least, &told);
        }
        note(&mut notes, span, written, &quantity.written);
    });
    for answer in document.sections.iter_mut().flat_map(|said| &mut said.answers) {
        let hidden = withheld.keys().any(|(id, _)| *id == answer.field.id);
        if let (Value::Composition(composition), true) = (&mut answer.value, hidden) {
            bare(&mut composition.parts, &mut notes);
        }
        remarks(answer, least, &told, &mut notes);
    }
    document.withheld = notes;
}

/// Notes for the sources what became of words of the file.
fn note(notes: &mut Vec<Withheld>, span: Span, written: String, shown: &str) {
    if written != shown {
        notes.push(Withheld { span, written, shown: shown.to_owned() });
    }
}

/// Makes a quantity 非公表; what it counts stays.
fn hide(quantity: &mut Quantity) {
    let word = Absence::Suppressed.word();
    let hidden = Quantity::read(word, quantity.unit.as_deref());
    let written = quantity.label.as_ref().map_or(word.to_owned(), |label| format!("{label}：{word}"));
    *quantity = Quantity { written, label: quantity.label.take(), ..hidden };
}

/// The counts of a composition without their shares: a share and its count tell the whole.
fn bare(parts: &mut [Part], notes: &mut Vec<Withheld>) {
    for part in parts {
        part.share = None;
        if part.quantity.note.is_some() {
            let end = part.quantity.written.find(REMARKS).unwrap_or(part.quantity.written.len());
            let written = part.quantity.written.get(..end).unwrap_or_default().trim().to_owned();
            note(notes, part.span, part.quantity.written.clone(), &written);
            part.quantity = Quantity { written, note: None, ..part.quantity.clone() };
        }
        bare(&mut part.parts, notes);
    }
}

/// Words beside a number, and words in a number's place: what is left is read anew.
fn redact(quantity: &mut Quantity, least: Least, told: &BTreeSet<i64>) {
    let words = matches!(quantity.meaning, Meaning::Words);
    let start = if words { Some(0) } else { quantity.written.find(REMARKS) };
    let (number, remark) = quantity.written.split_at(start.unwrap_or(quantity.written.len()));
    if let Some(left) = text::redacted(remark, least, told) {
        *quantity = Quantity::read(&format!("{number}{left}"), quantity.unit.as_deref());
    }
}

/// What a remark beside a number begins with.
const REMARKS: [char; 3] = ['(', '（', '※'];

/// Remarks on answers, in tables and cells, too, and how many of something there are where that is persons.
fn remarks(answer: &mut Answer, least: Least, told: &BTreeSet<i64>, notes: &mut Vec<Withheld>) {
    let span = answer.span;
    let mut of = |circumstances: &mut Circumstances, span: Span| {
        let Some(given) = circumstances.given_mut() else { return };
        for remark in [&mut given.note, &mut given.scope, &mut given.source].into_iter().flatten() {
            if let Some(left) = text::redacted(remark, least, told) {
                note(notes, span, std::mem::replace(remark, left.clone()), &left);
            }
        }
    };
    of(&mut answer.circumstances, span);
    match &mut answer.value {
        Value::Indicators(indicators) => {
            for row in &mut indicators.rows {
                let cells = [&mut row.baseline, &mut row.target, &mut row.actual];
                cells.into_iter().flatten().for_each(|cell| of(&mut cell.circumstances, row.span));
            }
        }
        Value::Presence(presence) => {
            for level in &mut presence.levels {
                of(&mut level.circumstances, span);
            }
            presence.levels.iter_mut().for_each(|level| of_level(level, span, (least, told), notes));
        }
        Value::Table(table) => {
            for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                match cell {
                    Cell::One(answer) => answer.iter_mut().for_each(|answer| remarks(answer, least, told, notes)),
                    Cell::BySector(answers) => {
                        answers.iter_mut().flatten().for_each(|answer| remarks(answer, least, told, notes));
                    }
                }
            }
        }
        _ => {}
    }
}

fn of_level(level: &mut LevelAnswer, span: Span, (least, told): (Least, &BTreeSet<i64>), notes: &mut Vec<Withheld>) {
    let unit = level.unit.as_deref().map(|unit| unit.split(['/', '／']).next().unwrap_or(unit));
    if let (true, Some((have, _))) = (unit.is_some_and(|unit| comparable_units(unit, PERSONS)), level.count) {
        let count = have.to_f64().floor() as i64;
        if text::redacted(&format!("{count}人"), least, told).is_some() {
            level.count = None;
            let written = std::mem::replace(&mut level.written, YES.to_owned());
            note(notes, span, written, YES);
        }
    }
}

/// What is left of 有 3／5 where three persons are too few.
const YES: &str = "有";
