//! The counts of some documents as one system: what each sheet says, which counts are the same, and what adds up.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Document, Least, SmallNumbers};
use crate::value::Quantity;
use crate::value::quantity::Meaning;

use super::cells::Key;
use super::component::components;
use super::count::is_shown;
use super::solve::{self, Span, Sum, Variable};

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
    pub(super) seen: HashMap<i64, (String, usize)>,
    /// The counts of a prefecture and of the places in it, by year, name of the document, field and part.
    prefecture: BTreeMap<(i32, String, Key), Inside>,
}

/// A document as it is read into the system.
pub(super) struct Reading<'a> {
    pub at: usize,
    pub document: &'a Document,
    pub settings: &'a SmallNumbers,
    pub least: Least,
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
        let small = |at: &usize| self.variables.get(*at).is_some_and(|variable| variable.small.is_some());
        let mut components = components(self.variables.len(), &self.sums);
        components.retain(|(members, _)| members.iter().any(small));
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

    /// One of several that is the sum of the others is a whole.
    pub(super) fn add_up_where_it_does(&mut self, members: &[usize]) {
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
            let mut parts = members.to_vec();
            parts.retain({
                let mut first = true;
                move |member| *member != *whole || !std::mem::take(&mut first)
            });
            self.sum(*whole, parts);
        }
    }

    /// The count at a key; the same one where another sheet of the place gives the same number for the same time.
    pub(super) fn variable(
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

    pub(super) fn add(&mut self, reading: &Reading<'_>, key: Key, quantity: &Quantity, said: Span) -> usize {
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

    /// Notes that parts add up to a whole. Where a part is as large as the whole the two are one count, and the others none.
    pub(super) fn sum(&mut self, whole: usize, parts: Vec<usize>) {
        if !parts.contains(&whole) {
            self.sums.push(Sum { whole, parts });
        }
    }

    /// A count that nobody gives.
    pub(super) fn unknown(&mut self) -> usize {
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
            self.sum(whole, parts);
        }
    }
}
