//! Small numbers: counts of persons that could tell of a single one are withheld, and so much beside them that none
//! follows from what is shown. What is withheld becomes 非公表 in the model itself, once, before any page or file is
//! made: no room above can tell what it does not know.
//!
//! The story: `cells` visits what may count persons, `count` and `words` read it, `read` and `system` say what adds up to
//! what by the form, `relations` finds what adds up besides, `solve` and `exact` choose what else has to be withheld,
//! `apply` takes it out of the model. What authors say in running text is their own; where a withheld count stands there,
//! too, `text` says so. `docs/small-numbers.md` explains it to authors.

mod apply;
mod cells;
pub mod codes;
mod component;
mod constraints;
mod count;
mod exact;
mod lists;
mod read;
mod relations;
mod solve;
mod system;
mod text;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::compare::Figure;
use crate::model::{Document, Least, Site, SmallNumbers};
use crate::source::Findings;
use crate::text::Decimal;

pub use codes::CODES;

use cells::CountKey;

/// What is withheld in each document: the keys of counts, and the counts themselves.
type Withheld = HashMap<usize, BTreeMap<CountKey, i64>>;

/// Takes out what must not be shown, where the site asks for it.
pub fn withhold(site: &mut Site) -> Findings {
    let mut findings = Findings::new();
    let Some(settings) = site.settings.small_numbers.clone() else { return findings };
    let leasts = leasts(site, &settings);
    let withheld = choose(site, &settings, &leasts);
    let nothing = BTreeMap::new();
    let of_document = |(at, document): (usize, &Document)| {
        let mut findings = Findings::new();
        read::unclear(document, &settings, &mut findings);
        text::look(document, withheld.get(&at).unwrap_or(&nothing), &mut findings);
        findings
    };
    let found: Vec<Findings> = site.documents.par_iter().enumerate().map(of_document).collect();
    found.into_iter().for_each(|found| findings.extend(found));
    text::look_beside(site, &withheld, &mut findings);
    site.documents.par_iter_mut().enumerate().for_each(|(at, document)| {
        if let Some(withheld) = withheld.get(&at) {
            apply::take_out(document, withheld);
        }
    });
    findings
}

/// The least count shown of each place: by the smallest population that any of its documents gives, so that what one
/// year withholds no other year tells.
fn leasts(site: &Site, settings: &SmallNumbers) -> HashMap<String, Least> {
    let mut smallest: HashMap<&str, Option<Decimal>> = HashMap::new();
    for document in &site.documents {
        let known = smallest.entry(&document.place.id).or_default();
        let population = residents(document, settings);
        *known = [*known, population].into_iter().flatten().min();
    }
    smallest.into_iter().map(|(place, population)| (place.to_owned(), settings.least(population))).collect()
}

/// The least that a document may mean by the number of residents of its place.
fn residents(document: &Document, settings: &SmallNumbers) -> Option<Decimal> {
    let (low, high) = Figure::of(document, settings.population(&document.form)?)?.quantity.bounds()?;
    low.or(high)
}

/// Chooses what is withheld. Places of one prefecture are looked at together, since they add up to it.
fn choose(site: &Site, settings: &SmallNumbers, leasts: &HashMap<String, Least>) -> Withheld {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, document) in site.documents.iter().enumerate() {
        let prefecture = document.place.prefecture_id();
        groups.entry(prefecture).or_default().push(at);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().collect();
    let of_group = |group: &Vec<usize>| {
        let documents: Vec<(usize, &Document)> =
            group.iter().filter_map(|at| Some((*at, site.documents.get(*at)?))).collect();
        let mut system = read::read(&documents, settings, leasts);
        system.solve();
        system.withheld()
    };
    let found: Vec<Vec<(usize, CountKey, i64)>> = groups.par_iter().map(of_group).collect();
    let mut withheld = Withheld::new();
    for (document, key, count) in found.into_iter().flatten() {
        withheld.entry(document).or_default().insert(key, count);
    }
    withheld
}

/// The counts that are withheld in a document.
fn counts(withheld: &BTreeMap<CountKey, i64>) -> BTreeSet<i64> {
    withheld.values().copied().collect()
}
