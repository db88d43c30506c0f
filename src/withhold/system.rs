//! The counts of some documents as one system: what each sheet says, which counts are the same, and what adds up.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{Document, Least, SmallNumbers};

use super::cells::CountKey;
use super::component::components;
use super::constraints::{Additivity, Interval};
use super::count::is_shown;
use super::lists::lists;
use super::relations::Lists;
use super::solve::{self, Variable};

/// A document, and the key of a count in it.
type CountAddress = (usize, CountKey);

/// A count with its time.
type DatedCount = (Option<String>, usize);

/// The count of a prefecture, and those of the places in it.
#[derive(Default)]
struct PrefectureSum {
    whole: Option<usize>,
    parts: Vec<usize>,
}

/// A document as a part of the system.
struct DocumentCounts<'d> {
    document: &'d Document,
    /// Its counts, in the order of its page.
    counts: Vec<(CountKey, usize)>,
    lists: OnceCell<Lists>,
}

/// The system.
#[derive(Default)]
pub struct System<'d> {
    variables: Vec<Variable>,
    sums: Vec<Additivity>,
    /// Where each count stands: in which document, at which key.
    places: Vec<Vec<CountAddress>>,
    /// Counts that several sheets may share: of one place, field, part and number, each with its time.
    shared: HashMap<(String, CountKey, Interval), Vec<DatedCount>>,
    /// The counts of the document that is read, by their number: a count that comes up in two fields is one.
    known_numbers: HashMap<i64, (String, usize)>,
    /// The counts of a prefecture and of the places in it, by year, name of the document, field and part.
    prefecture: BTreeMap<(i32, String, CountKey), PrefectureSum>,
    documents: HashMap<usize, DocumentCounts<'d>>,
}

/// A document as it is read into the system.
pub(super) struct DocumentReading<'d> {
    pub at: usize,
    pub document: &'d Document,
    pub settings: &'d SmallNumbers,
    pub least: Least,
}

/// A count as it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct SystemCount {
    /// What the sheet says of it.
    pub said: Interval,
    /// Whether there is something to withhold.
    pub given: bool,
    /// Whether it stands among words: in a remark, in 7→16人.
    pub mark: bool,
}

impl<'d> System<'d> {
    /// Adds a document that has no counts yet; `at` is its index in the site.
    pub(super) fn add_document(&mut self, at: usize, document: &'d Document) {
        self.known_numbers.clear();
        self.documents.insert(at, DocumentCounts { document, counts: Vec::new(), lists: OnceCell::new() });
    }

    /// Chooses what is withheld, in each part of the system that hangs together. Each count that is withheld may be the
    /// difference of others, which are looked for only then; most numbers are in no need of it.
    pub fn solve(&mut self) {
        let mut looked = vec![false; self.variables.len()];
        let mut known: HashSet<Additivity> = HashSet::new();
        let mut settled = 0;
        loop {
            let withheld: Vec<usize> = (0..looked.len())
                .filter(|at| self.variables.get(*at).is_some_and(|variable| variable.withheld))
                .filter(|at| looked.get_mut(*at).is_some_and(|looked| !std::mem::replace(looked, true)))
                .collect();
            for at in withheld {
                self.relate(at, &mut known);
            }
            if self.sums.len() == settled {
                break;
            }
            self.choose(settled);
            settled = self.sums.len();
        }
    }

    /// Adds the sums that a withheld count is in.
    fn relate(&mut self, at: usize, known: &mut HashSet<Additivity>) {
        let mut documents: Vec<usize> =
            self.places.get(at).into_iter().flatten().map(|(document, _)| *document).collect();
        documents.dedup();
        let mut sums = Vec::new();
        let is_small = self.variables.get(at).is_some_and(|variable| variable.small.is_some());
        for part in documents.iter().filter_map(|document| self.documents.get(document)) {
            let said = |at: usize| self.variables.get(at).map_or(Interval::ANY, |variable| variable.said);
            part.lists.get_or_init(|| lists(part.document, &part.counts, &said)).with(at, is_small, &mut sums);
        }
        self.sums.extend(sums.into_iter().filter(|sum| known.insert(sum.clone())));
    }

    /// Chooses anew where sums were found since.
    fn choose(&mut self, settled: usize) {
        let mut components = components(self.variables.len(), &self.sums);
        let small = |at: &usize| self.variables.get(*at).is_some_and(|variable| variable.small.is_some());
        components.retain(|(members, sums)| sums.iter().any(|sum| *sum >= settled) && members.iter().any(small));
        for (members, sums) in components {
            let own = |place: &usize| members.binary_search(place).unwrap_or_default();
            let sums: Vec<Additivity> = sums
                .iter()
                .filter_map(|sum| self.sums.get(*sum))
                .map(|sum| Additivity { whole: own(&sum.whole), parts: sum.parts.iter().map(own).collect() })
                .collect();
            let mut variables: Vec<Variable> = members
                .iter()
                .filter_map(|at| self.variables.get(*at).cloned())
                .map(|variable| Variable { withheld: variable.small.is_some(), ..variable })
                .collect();
            solve::choose(&mut variables, &sums);
            for (at, variable) in members.iter().zip(variables) {
                if let Some(place) = self.variables.get_mut(*at) {
                    *place = variable;
                }
            }
        }
    }

    /// What is withheld: in which document, at which key, how many.
    pub fn withheld(self) -> Vec<(usize, CountKey, i64)> {
        let found =
            self.variables.into_iter().zip(self.places).filter(|(variable, _)| variable.withheld && variable.given);
        found
            .flat_map(|(variable, places)| places.into_iter().map(move |(at, key)| (at, key, variable.said.low)))
            .collect()
    }

    /// The count at a key; the same one where another sheet of the place gives the same number for the same time.
    pub(super) fn variable(
        &mut self,
        reading: &DocumentReading<'d>,
        key: CountKey,
        count: SystemCount,
        time: Option<String>,
    ) -> usize {
        let place = &reading.document.place;
        let said = count.said;
        let twins = self.shared.get(&(place.id.clone(), key.clone(), said)).map_or(&[][..], Vec::as_slice);
        let twin = twins.iter().find(|(other, _)| time.is_none() || other.is_none() || *other == time);
        let twin = twin.filter(|_| said.number().is_some()).map(|(_, at)| *at);
        let at = match twin {
            Some(at) => self.also(at, reading, &key),
            None => self.add(reading, key.clone(), count),
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
    fn also(&mut self, at: usize, reading: &DocumentReading<'d>, key: &CountKey) -> usize {
        if let Some(places) = self.places.get_mut(at) {
            places.push((reading.at, key.clone()));
        }
        if let Some(part) = self.documents.get_mut(&reading.at) {
            part.counts.push((key.clone(), at));
        }
        at
    }

    pub(super) fn add(&mut self, reading: &DocumentReading<'d>, key: CountKey, count: SystemCount) -> usize {
        let SystemCount { said, given, mark } = count;
        let small = (given && !is_shown(said, reading.least)).then_some(reading.least);
        // Two counts that are too small are withheld each for itself; being equal makes them no one.
        let number = said.number().filter(|number| *number > 0 && given && small.is_none());
        let seen =
            number.and_then(|number| self.known_numbers.get(&number)).filter(|(field, _)| mark || *field != key.0);
        if let Some(at) = seen.map(|(_, at)| *at) {
            return self.also(at, reading, &key);
        }
        let at = self.variables.len();
        if let Some(number) = number {
            self.known_numbers.insert(number, (key.0.clone(), at));
        }
        let document = reading.document;
        let name = format!("{} {} {} {}", key.0, key.1.join("."), document.place.code, document.year);
        self.variables.push(Variable { said, given, withheld: small.is_some(), small, name });
        self.places.push(Vec::new());
        self.also(at, reading, &key)
    }

    /// Notes that parts add up to a whole. Where a part is as large as the whole the two are one count, and the others none.
    pub(super) fn sum(&mut self, whole: usize, parts: Vec<usize>) {
        if !parts.contains(&whole) {
            self.sums.push(Additivity { whole, parts });
        }
    }

    /// Notes that an author left out one part of a whole. Where it is too small, it is withheld as if it had been written.
    pub(super) fn rest(&mut self, reading: &DocumentReading<'d>, field: &str, whole: usize, mut parts: Vec<usize>) {
        let number = |at: usize| self.variables.get(at).and_then(|variable| variable.said.number());
        let others: Option<i64> = parts.iter().map(|at| number(*at)).sum();
        let rest = number(whole).zip(others).map(|(whole, others)| whole.saturating_sub(others));
        let Some(rest) = rest.filter(|rest| *rest > 0 && !is_shown(Interval::one(*rest), reading.least)) else {
            return;
        };
        let at = self.unknown();
        if let Some(variable) = self.variables.get_mut(at) {
            let document = reading.document;
            let name = format!("{field} {} {}", document.place.code, document.year);
            *variable =
                Variable { said: Interval::one(rest), given: false, withheld: true, small: Some(reading.least), name };
        }
        parts.push(at);
        self.sum(whole, parts);
    }

    /// A count that nobody gives.
    pub(super) fn unknown(&mut self) -> usize {
        self.variables.push(Variable {
            said: Interval::ANY,
            given: false,
            withheld: false,
            small: None,
            name: String::new(),
        });
        self.places.push(Vec::new());
        self.variables.len() - 1
    }

    /// A prefecture's count is at least what its places add up to. Where it is exactly that, they are all of them.
    pub(super) fn add_prefecture_sums(&mut self) {
        for PrefectureSum { whole, mut parts } in std::mem::take(&mut self.prefecture).into_values() {
            let number = |at: &usize| self.variables.get(*at).and_then(|variable| variable.said.number());
            let Some(whole) = whole else { continue };
            let rest = number(&whole).and_then(|whole| {
                let parts: Option<i64> = parts.iter().map(number).sum();
                Some(whole - parts?)
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
