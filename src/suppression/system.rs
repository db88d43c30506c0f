//! The counts of some documents as one system of sums: what each sheet reports, which counts are the same,
//! and what adds up.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::compare::relation::{DocumentValue, RelatedDocuments};
use crate::form::{Comparison, Operand, Relation};
use crate::model::{Document, Site, SmallNumbers, Threshold};

use super::cells::{CountKey, is_in_known_record, is_in_record, top_field};
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

/// The count of a prefecture, and those of its municipalities, as indices of variables.
#[derive(Default)]
struct PrefectureSum {
    total: Option<usize>,
    parts: Vec<usize>,
}

/// A document as a part of the system.
struct DocumentCounts<'d> {
    document: &'d Document,
    /// Its counts, in the order of its page.
    counts: Vec<(CountKey, usize)>,
    lists: OnceCell<Lists>,
}

/// The values of a document that are the same as those of documents of another form, as its own form says: the path of each document,
/// and the key of the count in it.
fn equal_values(document: &Document, site: &Site) -> Vec<[(String, CountKey); 2]> {
    let same = |relation: &&Relation| {
        matches!(&relation.comparison, Comparison::SameAs(Operand::Elsewhere(_) | Operand::LastYear(_)))
    };
    let relations: Vec<&Relation> = document.form.relations.iter().filter(same).collect();
    if relations.is_empty() {
        return Vec::new();
    }
    let related =
        RelatedDocuments::new(document, site.previous(document), |other| site.documents_elsewhere(document, other));
    let address = |value: &DocumentValue<'_>| {
        let steps = value.steps().iter().map(|step| step.clone().into_owned()).collect();
        (value.document.path.clone(), (value.field_id().to_owned(), steps))
    };
    let pairs = relations.into_iter().flat_map(|relation| related.equal(relation));
    pairs.map(|pair| pair.each_ref().map(address)).collect()
}

/// The system of sums of some documents, mostly those of one prefecture.
#[derive(Default)]
pub struct System<'d> {
    variables: Vec<Variable>,
    sums: Vec<Additivity>,
    /// The documents and keys at which each variable is reported.
    addresses: Vec<Vec<CountAddress>>,
    /// Counts that several sheets may share: of one place, field, part and number, each with its time.
    shared: HashMap<(String, CountKey, Interval), Vec<DatedCount>>,
    /// The counts of the document that is read, by their number: a count that comes up in two fields is one.
    known_numbers: HashMap<i64, (String, usize)>,
    /// The counts of a prefecture and of the places in it, by year, name of the document, field and part.
    prefecture: BTreeMap<(i32, String, CountKey), PrefectureSum>,
    documents: HashMap<usize, DocumentCounts<'d>>,
}

/// A document as it is read into the system, with its index in the site and the threshold of its place.
pub(super) struct DocumentReading<'d> {
    pub at: usize,
    pub document: &'d Document,
    pub settings: &'d SmallNumbers,
    pub threshold: Threshold,
}

/// A count as it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct SystemCount {
    /// The numbers of persons that the sheet leaves possible.
    pub reported: Interval,
    /// Whether there is a number to suppress.
    pub suppressible: bool,
    /// Whether it stands among words: in a remark, in 7→16人.
    pub in_words: bool,
}

impl<'d> System<'d> {
    /// Adds a document that has no counts yet; `at` is its index in the site.
    pub(super) fn add_document(&mut self, at: usize, document: &'d Document) {
        self.known_numbers.clear();
        self.documents.insert(at, DocumentCounts { document, counts: Vec::new(), lists: OnceCell::new() });
    }

    /// Chooses what is suppressed, in each component of the system. A suppressed count may be the difference of others;
    /// such sums are searched for only then, since most numbers need no protection.
    pub fn solve(&mut self) {
        let mut examined = vec![false; self.variables.len()];
        let mut known: HashSet<Additivity> = HashSet::new();
        let mut processed = 0;
        loop {
            let suppressed: Vec<usize> = (0..examined.len())
                .filter(|at| self.variables.get(*at).is_some_and(|variable| variable.suppressed))
                .filter(|at| examined.get_mut(*at).is_some_and(|examined| !std::mem::replace(examined, true)))
                .collect();
            for at in suppressed {
                self.relate(at, &mut known);
            }
            if self.sums.len() == processed {
                break;
            }
            self.choose(processed);
            processed = self.sums.len();
        }
    }

    /// Adds the sums that a suppressed count is in.
    fn relate(&mut self, at: usize, known: &mut HashSet<Additivity>) {
        let mut documents: Vec<usize> =
            self.addresses.get(at).into_iter().flatten().map(|(document, _)| *document).collect();
        documents.dedup();
        let mut sums = Vec::new();
        let is_small = self.variables.get(at).is_some_and(|variable| variable.threshold.is_some());
        for part in documents.iter().filter_map(|document| self.documents.get(document)) {
            let reported = |at: usize| self.variables.get(at).map_or(Interval::ANY, |variable| variable.reported);
            part.lists.get_or_init(|| lists(part.document, &part.counts, &reported)).sums_with(at, is_small, &mut sums);
        }
        self.sums.extend(sums.into_iter().filter(|sum| known.insert(sum.clone())));
    }

    /// Chooses again for the components with sums found since.
    fn choose(&mut self, processed: usize) {
        let mut components = components(self.variables.len(), &self.sums);
        let is_small = |at: &usize| self.variables.get(*at).is_some_and(|variable| variable.threshold.is_some());
        components.retain(|(members, sums)| sums.iter().any(|sum| *sum >= processed) && members.iter().any(is_small));
        for (members, sums) in components {
            let own = |index: &usize| members.binary_search(index).unwrap_or_default();
            let sums: Vec<Additivity> = sums
                .iter()
                .filter_map(|sum| self.sums.get(*sum))
                .map(|sum| Additivity { total: own(&sum.total), parts: sum.parts.iter().map(own).collect() })
                .collect();
            let mut variables: Vec<Variable> = members
                .iter()
                .filter_map(|at| self.variables.get(*at).cloned())
                .map(|variable| Variable { suppressed: variable.threshold.is_some(), ..variable })
                .collect();
            solve::suppress(&mut variables, &sums);
            for (at, variable) in members.iter().zip(variables) {
                if let Some(old) = self.variables.get_mut(*at) {
                    *old = variable;
                }
            }
        }
    }

    /// What is suppressed: in which document, at which key, how many.
    pub fn suppressed(self) -> Vec<(usize, CountKey, i64)> {
        let found = self
            .variables
            .into_iter()
            .zip(self.addresses)
            .filter(|(variable, _)| variable.suppressed && variable.suppressible);
        found
            .flat_map(|(variable, addresses)| {
                addresses.into_iter().map(move |(at, key)| (at, key, variable.reported.low))
            })
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
        let (at, is_known) = self.shared(reading, key.clone(), count, time);
        let place = &reading.document.place;
        // What belongs to a place is counted in it already, and programmes of a prefecture are not the sum of those of its places.
        if !is_known || place.category.is_body() || is_in_record(&key.0) {
            return at;
        }
        let inside = self.prefecture.entry((reading.document.year, reading.document.name.clone(), key)).or_default();
        if place.prefecture.is_none() {
            inside.total = Some(at);
        } else {
            inside.parts.push(at);
        }
        at
    }

    /// The count at a key; the same one where another sheet of the place gives the same number for the same time. Whether its key
    /// is known in other documents, too.
    pub(super) fn shared(
        &mut self,
        reading: &DocumentReading<'d>,
        key: CountKey,
        count: SystemCount,
        time: Option<String>,
    ) -> (usize, bool) {
        let place = &reading.document.place;
        let reported = count.reported;
        // What number a record has says nothing of other documents.
        if is_in_record(&key.0) && !is_in_known_record(&key.0) {
            return (self.add(reading, key, count), false);
        }
        let dated = self.shared.get(&(place.id.clone(), key.clone(), reported)).map_or(&[][..], Vec::as_slice);
        let same = dated.iter().find(|(other, _)| time.is_none() || other.is_none() || *other == time);
        let same = same.filter(|_| reported.number().is_some()).map(|(_, at)| *at);
        let at = match same {
            Some(at) => self.also(at, reading, &key),
            None => self.add(reading, key.clone(), count),
        };
        if same.is_none() {
            self.shared.entry((place.id.clone(), key, reported)).or_default().push((time, at));
        }
        (at, true)
    }

    /// Notes that two documents give the same number, where the form of one says so.
    pub(super) fn add_equal_values(&mut self, documents: &[(usize, &'d Document)], site: &Site) {
        let places: HashMap<&str, usize> = documents.iter().map(|(at, one)| (one.path.as_str(), *at)).collect();
        for (at, document) in documents {
            for pair in equal_values(document, site) {
                let [own, other] = &pair;
                let Some(place) = places.get(other.0.as_str()) else { continue };
                let of = |at: &usize, key: &CountKey| {
                    let counts = &self.documents.get(at)?.counts;
                    counts.iter().find(|(known, _)| known == key).map(|(_, variable)| *variable)
                };
                if let (Some(own), Some(other)) = (of(at, &own.1), of(place, &other.1)) {
                    self.sum(own, vec![other]);
                }
            }
        }
    }

    /// Notes that a key reports a variable, too.
    fn also(&mut self, at: usize, reading: &DocumentReading<'d>, key: &CountKey) -> usize {
        if let Some(addresses) = self.addresses.get_mut(at) {
            addresses.push((reading.at, key.clone()));
        }
        if let Some(part) = self.documents.get_mut(&reading.at) {
            part.counts.push((key.clone(), at));
        }
        at
    }

    pub(super) fn add(&mut self, reading: &DocumentReading<'d>, key: CountKey, count: SystemCount) -> usize {
        let SystemCount { reported, suppressible, in_words } = count;
        let threshold = (suppressible && !is_shown(reported, reading.threshold)).then_some(reading.threshold);
        // Two counts below the threshold are suppressed each for itself: being equal makes them not the same.
        let number = reported.number().filter(|number| *number > 0 && suppressible && threshold.is_none());
        let own = top_field(&key.0);
        let same_number =
            number.and_then(|number| self.known_numbers.get(&number)).filter(|(field, _)| in_words || *field != own);
        if let Some(at) = same_number.map(|(_, at)| *at) {
            return self.also(at, reading, &key);
        }
        let at = self.variables.len();
        if let Some(number) = number {
            self.known_numbers.insert(number, (own.to_owned(), at));
        }
        let document = reading.document;
        let name = format!("{} {} {} {}", key.0, key.1.join("."), document.place.code, document.year);
        self.variables.push(Variable { reported, suppressible, suppressed: threshold.is_some(), threshold, name });
        self.addresses.push(Vec::new());
        self.also(at, reading, &key)
    }

    /// Notes that parts add up to a total. Where a part is as large as the total the two are one count, and the others zero.
    pub(super) fn sum(&mut self, total: usize, parts: Vec<usize>) {
        if !parts.contains(&total) {
            self.sums.push(Additivity { total, parts });
        }
    }

    /// Notes that an author suppressed one part of a total. Where it is below the threshold, it is protected as if
    /// it had been written.
    pub(super) fn left_out_part(
        &mut self,
        reading: &DocumentReading<'d>,
        field: &str,
        total: usize,
        mut parts: Vec<usize>,
    ) {
        let number = |at: usize| self.variables.get(at).and_then(|variable| variable.reported.number());
        let others: Option<i64> = parts.iter().map(|at| number(*at)).sum();
        let left_out = number(total).zip(others).map(|(total, others)| total.saturating_sub(others));
        let Some(left_out) =
            left_out.filter(|left_out| *left_out > 0 && !is_shown(Interval::one(*left_out), reading.threshold))
        else {
            return;
        };
        let at = self.unknown();
        if let Some(variable) = self.variables.get_mut(at) {
            let document = reading.document;
            let name = format!("{field} {} {}", document.place.code, document.year);
            *variable = Variable {
                reported: Interval::one(left_out),
                suppressible: false,
                suppressed: true,
                threshold: Some(reading.threshold),
                name,
            };
        }
        parts.push(at);
        self.sum(total, parts);
    }

    /// Adds a variable for a count that no sheet reports.
    pub(super) fn unknown(&mut self) -> usize {
        self.variables.push(Variable {
            reported: Interval::ANY,
            suppressible: false,
            suppressed: false,
            threshold: None,
            name: String::new(),
        });
        self.addresses.push(Vec::new());
        self.variables.len() - 1
    }

    /// A prefecture's count is at least what its places add up to. Where it is exactly that, they are all of them.
    pub(super) fn add_prefecture_sums(&mut self) {
        for PrefectureSum { total, mut parts } in std::mem::take(&mut self.prefecture).into_values() {
            let number = |at: &usize| self.variables.get(*at).and_then(|variable| variable.reported.number());
            let Some(total) = total else { continue };
            let left_out = number(&total).and_then(|total| {
                let parts: Option<i64> = parts.iter().map(number).sum();
                Some(total - parts?)
            });
            parts.sort_unstable();
            parts.dedup();
            if parts.is_empty() || parts.contains(&total) || left_out.is_some_and(|left_out| left_out < 0) {
                continue;
            }
            if left_out != Some(0) {
                let unknown = self.unknown();
                parts.push(unknown);
            }
            self.sum(total, parts);
        }
    }
}
