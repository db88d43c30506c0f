//! The counts of some documents as one system: what each sheet says, which counts are the same, and what adds up.

use std::collections::{BTreeMap, HashMap};

use crate::form::{self, Kind, TOTAL};
use crate::model::{Document, Least, SmallNumbers};
use crate::value::composition::Part;
use crate::value::quantity::{Meaning, comparable_units};
use crate::value::{Amount, Answer, Composition, Quantity, Table, Value, When};

use super::cells::{self, Key, TARGET};
use super::solve::{self, Span, Sum, Variable};

/// The unit of what is protected.
const PERSONS: &str = "人";

/// A document, and the key of a count in it.
type Place = (usize, Key);

/// A count with its time.
type Dated = (Option<String>, usize);

/// The count of a prefecture, and those of the places in it.
#[derive(Default)]
struct Inside {
    whole: Option<usize>,
    parts: Vec<usize>,
}

/// The system.
#[derive(Default)]
pub struct System {
    variables: Vec<Variable>,
    sums: Vec<Sum>,
    /// Where each count stands: in which document, at which key.
    places: Vec<Vec<Place>>,
    /// Counts that several sheets may share: of one place, field, part and number, each with its time.
    shared: HashMap<(String, Key, Span), Vec<Dated>>,
    /// The counts of the document that is read, by their number: a count that comes up in two fields is one.
    seen: HashMap<i64, (String, usize)>,
    /// The counts of a prefecture and of the places in it, by year, name of the document, field and part.
    prefecture: BTreeMap<(i32, String, Key), Inside>,
}

/// A document as it is read into the system.
struct Reading<'a> {
    at: usize,
    document: &'a Document,
    settings: &'a SmallNumbers,
    least: Least,
}

impl System {
    /// The system of some documents, each with its place in the site.
    pub fn of(documents: &[(usize, &Document)], settings: &SmallNumbers, leasts: &HashMap<String, Least>) -> System {
        let mut system = System::default();
        for (at, document) in documents {
            let least = leasts.get(&document.place.id).copied().unwrap_or(Least::Never);
            system.read(&Reading { at: *at, document, settings, least });
        }
        system.add_up_places();
        system
    }

    /// Chooses what is withheld, in each part of the system that hangs together.
    pub fn solve(&mut self) {
        let components = self.components();
        for (members, sums) in components {
            let own = |place: &usize| members.binary_search(place).unwrap_or_default();
            let sums: Vec<Sum> = sums
                .iter()
                .filter_map(|sum| self.sums.get(*sum))
                .map(|sum| Sum { whole: own(&sum.whole), parts: sum.parts.iter().map(own).collect() })
                .collect();
            let mut variables: Vec<Variable> =
                members.iter().filter_map(|at| self.variables.get(*at).cloned()).collect();
            solve::choose(&mut variables, &sums);
            for (at, variable) in members.iter().zip(variables) {
                if let Some(place) = self.variables.get_mut(*at) {
                    *place = variable;
                }
            }
        }
    }

    /// What is withheld: in which document, at which key, how many.
    pub fn withheld(self) -> Vec<(usize, Key, i64)> {
        let found =
            self.variables.into_iter().zip(self.places).filter(|(variable, _)| variable.withheld && variable.given);
        found
            .flat_map(|(variable, places)| places.into_iter().map(move |(at, key)| (at, key, variable.said.low)))
            .collect()
    }

    /// Counts that hang together through sums, with those sums; only where one of them is small.
    fn components(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut of: Vec<usize> = (0..self.variables.len()).collect();
        for sum in &self.sums {
            let whole = root(&mut of, sum.whole);
            for part in &sum.parts {
                let part = root(&mut of, *part);
                let whole = root(&mut of, whole);
                if let Some(place) = of.get_mut(part) {
                    *place = whole;
                }
            }
        }
        let mut groups: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for at in 0..self.variables.len() {
            groups.entry(root(&mut of, at)).or_default().0.push(at);
        }
        for (at, sum) in self.sums.iter().enumerate() {
            groups.entry(root(&mut of, sum.whole)).or_default().1.push(at);
        }
        let small = |at: &usize| self.variables.get(*at).is_some_and(|variable| variable.small.is_some());
        groups.into_values().filter(|(members, _)| members.iter().any(small)).collect()
    }

    fn read(&mut self, reading: &Reading<'_>) {
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
            self.sums.push(Sum { whole, parts: members });
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

    /// One of several that is the sum of the others is a whole.
    fn add_up_where_it_does(&mut self, members: &[usize]) {
        let number = |at: &usize| {
            self.variables.get(*at).map(|variable| variable.said).filter(|said| said.high == Some(said.low))
        };
        let Some(numbers) = members.iter().map(|at| number(at).map(|said| said.low)).collect::<Option<Vec<i64>>>()
        else {
            return;
        };
        let all: i64 = numbers.iter().sum();
        let whole = members.iter().zip(&numbers).find(|(_, number)| **number * 2 == all && all > 0);
        if let (Some((whole, _)), true) = (whole, members.len() > 2) {
            let parts = members.iter().copied().filter(|member| member != whole).collect();
            self.sums.push(Sum { whole: *whole, parts });
        }
    }

    /// The count at a key; the same one where another sheet of the place gives the same number for the same time.
    fn variable(
        &mut self,
        reading: &Reading<'_>,
        key: Key,
        quantity: &Quantity,
        said: Span,
        time: Option<String>,
    ) -> usize {
        let place = &reading.document.place;
        let twins = self.shared.get(&(place.id.clone(), key.clone(), said)).map_or(&[][..], Vec::as_slice);
        let twin = twins.iter().find(|(other, _)| time.is_none() || other.is_none() || *other == time);
        let twin = twin.filter(|_| said.high == Some(said.low)).map(|(_, at)| *at);
        let at = match twin {
            Some(at) => self.also(at, reading, &key),
            None => self.add(reading, key.clone(), quantity, said),
        };
        if twin.is_none() {
            self.shared.entry((place.id.clone(), key.clone(), said)).or_default().push((time, at));
        }
        let inside = self.prefecture.entry((reading.document.year, reading.document.name.clone(), key)).or_default();
        if place.prefecture.is_none() {
            inside.whole = Some(at);
        } else {
            inside.parts.push(at);
        }
        at
    }

    /// A count that another key gives, too.
    fn also(&mut self, at: usize, reading: &Reading<'_>, key: &Key) -> usize {
        if let Some(places) = self.places.get_mut(at) {
            places.push((reading.at, key.clone()));
        }
        at
    }

    fn add(&mut self, reading: &Reading<'_>, key: Key, quantity: &Quantity, said: Span) -> usize {
        let given = matches!(quantity.meaning, Meaning::Amount(_));
        let number = Some(said.low).filter(|number| *number > 0 && given && said.high == Some(*number));
        let seen = number.and_then(|number| self.seen.get(&number)).filter(|(field, _)| *field != key.0);
        if let Some(at) = seen.map(|(_, at)| *at) {
            return self.also(at, reading, &key);
        }
        let at = self.variables.len();
        if let Some(number) = number {
            self.seen.insert(number, (key.0.clone(), at));
        }
        let small = (given && !is_shown(said, reading.least)).then_some(reading.least);
        let document = reading.document;
        let name = format!("{} {} {} {}", key.0, key.1.join("."), document.place.code, document.year);
        self.variables.push(Variable { said, given, withheld: small.is_some(), small, name });
        self.places.push(vec![(reading.at, key)]);
        at
    }

    /// A count that nobody gives.
    fn unknown(&mut self) -> usize {
        self.variables.push(Variable {
            said: Span::ANY,
            given: false,
            withheld: false,
            small: None,
            name: String::new(),
        });
        self.places.push(Vec::new());
        self.variables.len() - 1
    }

    /// A prefecture's count is at least what its places add up to. Where it is exactly that, they are all of them.
    fn add_up_places(&mut self) {
        for Inside { whole, mut parts } in std::mem::take(&mut self.prefecture).into_values() {
            let number = |at: &usize| {
                self.variables.get(*at).map(|variable| variable.said).filter(|said| said.high == Some(said.low))
            };
            let Some(whole) = whole else { continue };
            let rest = number(&whole).and_then(|whole| {
                let parts: Option<i64> = parts.iter().map(|at| number(at).map(|said| said.low)).sum();
                Some(whole.low - parts?)
            });
            parts.sort_unstable();
            parts.dedup();
            if parts.is_empty() || parts.contains(&whole) || rest.is_some_and(|rest| rest < 0) {
                continue;
            }
            if rest != Some(0) {
                let unknown = self.unknown();
                parts.push(unknown);
            }
            self.sums.push(Sum { whole, parts });
        }
    }
}

/// The one that stands for all that hang together with a variable.
fn root(of: &mut [usize], mut at: usize) -> usize {
    while let Some(&above) = of.get(at).filter(|above| **above != at) {
        let over = of.get(above).copied().unwrap_or(above);
        if let Some(place) = of.get_mut(at) {
            *place = over;
        }
        at = above;
    }
    at
}

fn as_of(answer: &Answer) -> Option<String> {
    answer
        .circumstances
        .as_of
        .as_ref()
        .map(|when: &When| when.period.as_ref().map_or(when.written.clone(), crate::text::Period::iso))
}

/// Whether a quantity is an amount of persons.
pub fn counts_persons(quantity: &Quantity) -> bool {
    matches!(quantity.meaning, Meaning::Amount(_))
        && quantity.unit.as_deref().is_some_and(|unit| comparable_units(unit, PERSONS))
}

/// The whole numbers that a quantity may be.
fn said(quantity: &Quantity) -> Span {
    let whole = |number: crate::text::Decimal| number.to_f64().floor() as i64;
    match quantity.meaning {
        Meaning::Amount(Amount::Exact(number) | Amount::About(number)) => Span::one(whole(number)),
        Meaning::Amount(Amount::AtLeast(low)) => Span { low: whole(low), high: None },
        Meaning::Amount(Amount::Above(low)) => Span { low: whole(low) + 1, high: None },
        Meaning::Amount(Amount::AtMost(high)) => Span { low: 0, high: Some(whole(high)) },
        Meaning::Amount(Amount::Below(high)) => Span { low: 0, high: Some((whole(high) - 1).max(0)) },
        Meaning::Amount(Amount::Range(low, high)) => Span { low: whole(low), high: Some(whole(high)) },
        _ => Span::ANY,
    }
}

/// Whether a count may be shown: none at all, enough of them, or words that say no more than the tier does.
pub fn is_shown(said: Span, least: Least) -> bool {
    let enough = match least {
        Least::Persons(least) => said.low >= least,
        Least::Never => false,
    };
    said == Span::one(0) || enough || solve::leaves_open(said, least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_are_known_in_every_spelling() {
        for (written, persons, shown) in [
            ("9人", true, false),
            ("10人", true, true),
            ("０人", true, true),
            ("約9名", true, false),
            ("10人未満", true, true),
            ("5人未満", true, false),
            ("3人以上", true, false),
            ("1人以上", true, true),
            ("30人以上", true, true),
            ("2～3人", true, false),
            ("5～12人", true, false),
            ("9件", false, false),
            ("9％", false, false),
            ("記載なし", false, true),
        ] {
            let quantity = Quantity::read(written, None);
            assert_eq!(counts_persons(&quantity), persons, "{written}");
            if persons {
                assert_eq!(is_shown(said(&quantity), Least::Persons(10)), shown, "{written}");
            }
        }
    }
}
