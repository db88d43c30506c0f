//! Taking out of the model what is withheld: the counts, the shares beside them, and remarks that tell them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Document, Least, SmallNumbers};
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
    cells::each_mut(document, &mut |key, quantity, unit| {
        if withheld.contains_key(key) {
            hide(quantity, unit);
        } else if key.0 != settings.population {
            redact(quantity, unit, least, &told);
        }
    });
    for answer in document.sections.iter_mut().flat_map(|said| &mut said.answers) {
        let hidden = withheld.keys().any(|(id, _)| *id == answer.field.id);
        if let (Value::Composition(composition), true) = (&mut answer.value, hidden) {
            bare(&mut composition.parts, answer.field.unit.as_deref());
        }
        remarks(answer, least, &told);
    }
}

/// Makes a quantity 非公表; what it counts stays. Whatever is left is what its new words say, and no more.
fn hide(quantity: &mut Quantity, unit: Option<&str>) {
    let word = Absence::Suppressed.word();
    let labelled = quantity.label.as_ref().map(|label| Quantity::read(&format!("{label}：{word}"), unit));
    let understood = labelled.filter(|labelled| labelled.absence() == Some(Absence::Suppressed));
    *quantity = understood.unwrap_or_else(|| Quantity::read(word, unit));
}

/// The counts of a composition without their shares: a share and its count tell the whole.
fn bare(parts: &mut [Part], unit: Option<&str>) {
    for part in parts {
        part.share = None;
        if part.quantity.note.is_some() {
            let end = part.quantity.written.find(REMARKS).unwrap_or(part.quantity.written.len());
            let written = part.quantity.written.get(..end).unwrap_or_default().trim();
            part.quantity = Quantity::read(written, unit);
        }
        bare(&mut part.parts, unit);
    }
}

/// Words beside a number, and words in a number's place: what is left is read anew.
fn redact(quantity: &mut Quantity, unit: Option<&str>, least: Least, told: &BTreeSet<i64>) {
    let words = matches!(quantity.meaning, Meaning::Words);
    let start = if words { Some(0) } else { quantity.written.find(REMARKS) };
    let (number, remark) = quantity.written.split_at(start.unwrap_or(quantity.written.len()));
    if let Some(left) = text::redacted(remark, least, told) {
        *quantity = Quantity::read(&format!("{number}{left}"), unit);
    }
}

/// What a remark beside a number begins with.
const REMARKS: [char; 3] = ['(', '（', '※'];

/// Remarks on answers, in tables and cells, too, and how many of something there are where that is persons.
fn remarks(answer: &mut Answer, least: Least, told: &BTreeSet<i64>) {
    let of = |circumstances: &mut Circumstances| {
        let Some(given) = circumstances.given_mut() else { return };
        for remark in [&mut given.note, &mut given.scope, &mut given.source].into_iter().flatten() {
            if let Some(left) = text::redacted(remark, least, told) {
                *remark = left;
            }
        }
    };
    of(&mut answer.circumstances);
    match &mut answer.value {
        Value::Indicators(indicators) => {
            for row in &mut indicators.rows {
                let cells = [&mut row.baseline, &mut row.target, &mut row.actual];
                cells.into_iter().flatten().for_each(|cell| of(&mut cell.circumstances));
            }
        }
        Value::Presence(presence) => {
            for level in &mut presence.levels {
                of(&mut level.circumstances);
                of_level(level, least, told);
            }
        }
        Value::Table(table) => {
            for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                match cell {
                    Cell::One(answer) => answer.iter_mut().for_each(|answer| remarks(answer, least, told)),
                    Cell::BySector(answers) => {
                        answers.iter_mut().flatten().for_each(|answer| remarks(answer, least, told));
                    }
                }
            }
        }
        _ => {}
    }
}

fn of_level(level: &mut LevelAnswer, least: Least, told: &BTreeSet<i64>) {
    let unit = level.unit.as_deref().map(|unit| unit.split(['/', '／']).next().unwrap_or(unit));
    if let (true, Some((have, _))) = (unit.is_some_and(|unit| comparable_units(unit, PERSONS)), level.count) {
        let count = have.to_f64().floor() as i64;
        if text::redacted(&format!("{count}人"), least, told).is_some() {
            level.count = None;
            YES.clone_into(&mut level.written);
        }
    }
}

/// What is left of 有 3／5 where three persons are too few.
const YES: &str = "有";
