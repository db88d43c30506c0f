//! A document becomes part of the system: its compositions, the numbers of its groups, the columns and rows of its tables.

use std::collections::HashMap;

use crate::form::{self, Kind, TOTAL};
use crate::value::composition::Part;
use crate::value::quantity::comparable_units;
use crate::value::{Answer, Composition, Quantity, Table, Value, When};

use super::cells::{self, Key, TARGET};
use super::count::{PERSONS, counts_persons, said};
use super::solve::Span;
use super::system::{Reading, System};

impl System {
    pub(super) fn read(&mut self, reading: &Reading<'_>) {
        self.seen.clear();
        let mut known: HashMap<Key, usize> = HashMap::new();
        for (section, field, answer) in reading.document.answers() {
            if field.id == reading.settings.population || reading.settings.except.contains(&field.id) {
                continue;
            }
            match (&answer.value, &field.kind) {
                (Value::Composition(composition), Kind::Composition(parts)) => {
                    self.composition(reading, field, parts, answer, composition, &mut known);
                }
                (Value::Number(quantity), _) if counts_persons(quantity) => {
                    let key = (field.id.clone(), Vec::new());
                    let at = self.variable(reading, key.clone(), quantity, said(quantity), as_of(answer));
                    known.insert(key, at);
                }
                _ => {}
            }
            // Several numbers of a group may be a whole and its parts.
            let last =
                section.fields.iter().rfind(|other| other.group == field.group).is_some_and(|last| last.id == field.id);
            if last {
                let group = section.fields.iter().filter(|other| other.group == field.group);
                let members: Vec<usize> =
                    group.filter_map(|other| known.get(&(other.id.clone(), Vec::new())).copied()).collect();
                self.add_up_where_it_does(&members);
            }
        }
        let excepted = |key: &Key| key.0 == reading.settings.population || reading.settings.except.contains(&key.0);
        let mut more: Vec<(Key, &Quantity)> = Vec::new();
        cells::each(reading.document, &mut |key, quantity| {
            let wish = key.1.get(1).is_some_and(|step| step == TARGET) && key.1.len() == 3;
            if !excepted(&key) && !wish && counts_persons(quantity) && !known.contains_key(&key) {
                more.push((key, quantity));
            }
        });
        for (key, quantity) in more {
            let at = self.add(reading, key.clone(), quantity, said(quantity));
            known.insert(key, at);
        }
        for (_, field, answer) in reading.document.answers() {
            if let Value::Table(table) = &answer.value {
                self.table(field, table, &known);
            }
        }
    }

    fn composition(
        &mut self,
        reading: &Reading<'_>,
        field: &form::Field,
        asked: &[form::Part],
        answer: &Answer,
        composition: &Composition,
        known: &mut HashMap<Key, usize>,
    ) {
        let persons = field.unit.as_deref().is_some_and(|unit| comparable_units(unit, PERSONS));
        let total = composition.total.as_ref().map(|(total, _)| total);
        if !persons && !total.is_some_and(counts_persons) {
            return;
        }
        let time = as_of(answer);
        let count = total.and_then(|total| said(total).high);
        let whole = match total {
            Some(total) => {
                let key = (field.id.clone(), vec![TOTAL.to_owned()]);
                let at = self.variable(reading, key.clone(), total, said(total), time.clone());
                known.insert(key, at);
                at
            }
            None => self.unknown(),
        };
        self.parts(reading, field, (whole, count), (asked, &composition.parts), time.as_ref(), known);
    }

    /// The parts of a whole, and theirs; `count` is the whole in numbers, of which a share is so many.
    fn parts(
        &mut self,
        reading: &Reading<'_>,
        field: &form::Field,
        (whole, count): (usize, Option<i64>),
        (asked, answered): (&[form::Part], &[Part]),
        time: Option<&String>,
        known: &mut HashMap<Key, usize>,
    ) {
        let mut members = Vec::new();
        for part in answered {
            let key = (field.id.clone(), vec![part.id.clone()]);
            let said = match part.quantity.number() {
                Some(share) if part.quantity.is_percentage() => {
                    count.map_or(Span::ANY, |count| Span::one((share.to_f64() * count as f64 / 100.0).round() as i64))
                }
                _ => said(&part.quantity),
            };
            let at = self.variable(reading, key.clone(), &part.quantity, said, time.cloned());
            known.insert(key, at);
            members.push(at);
            let inner = asked.iter().find(|asked| asked.id == part.id).map_or(&[][..], |asked| &asked.parts);
            if !inner.is_empty() {
                self.parts(reading, field, (at, said.high), (inner, &part.parts), time, known);
            }
        }
        // What the form asks and the sheet does not answer may be any number.
        if answered.len() < asked.len() {
            members.push(self.unknown());
        }
        if !answered.is_empty() {
            self.sum(whole, members);
        }
    }

    /// Columns and rows of a table whose one number is the sum of the others.
    fn table(&mut self, field: &form::Field, table: &Table, known: &HashMap<Key, usize>) {
        let at = |row: usize, column: usize| {
            known.get(&(field.id.clone(), [row, column, 0].map(|at| at.to_string()).to_vec())).copied()
        };
        let columns = table.rows.first().map_or(0, |row| row.cells.len());
        for column in 0..columns {
            let members: Vec<usize> = (0..table.rows.len()).filter_map(|row| at(row, column)).collect();
            self.add_up_where_it_does(&members);
        }
        for row in 0..table.rows.len() {
            let members: Vec<usize> = (0..columns).filter_map(|column| at(row, column)).collect();
            self.add_up_where_it_does(&members);
        }
    }
}

fn as_of(answer: &Answer) -> Option<String> {
    answer
        .circumstances
        .as_of
        .as_ref()
        .map(|when: &When| when.period.as_ref().map_or(when.written.clone(), crate::text::Period::iso))
}
