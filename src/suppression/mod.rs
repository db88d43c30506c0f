//! Statistical disclosure control of small numbers. Counts of persons below a threshold are suppressed (primary
//! suppression), and so many others that none of them follows from what is shown (complementary suppression). A
//! suppressed count becomes 非公表 in the model itself, once, before any page or file is rendered, so that no module
//! above can disclose it.
//!
//! `cells` visits what may count persons, `count` and `numbers` read it; `read` builds the `system` of sums that hold by
//! the form, `lists` and `relations` find those that hold besides (additivity); `solve` and `exact` choose what is
//! suppressed, until each small count keeps its protection interval; `apply` takes it out of the model. Running text is
//! the author's own; where it discloses a suppressed count, `text` reports it. `docs/small-numbers.md` explains it to authors.

mod apply;
mod cells;
pub mod codes;
mod component;
mod constraints;
mod count;
mod exact;
mod lists;
mod numbers;
mod read;
mod relations;
mod solve;
mod system;
mod text;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::compare::Figure;
use crate::model::{Document, Site, SmallNumbers, Threshold, apply_conditions};
use crate::source::Findings;
use crate::text::Decimal;

pub use codes::CODES;

use cells::CountKey;

/// The suppressed counts by their keys, for each document by its index in the site.
type Suppressed = HashMap<usize, BTreeMap<CountKey, i64>>;

/// Suppresses small counts, where the site asks for it, and reports what stands in the way or in texts.
pub fn suppress_small_numbers(site: &mut Site) -> Findings {
    let mut findings = Findings::new();
    let Some(settings) = site.settings.small_numbers.clone() else { return findings };
    let thresholds = thresholds(site, &settings);
    let suppressed = choose(site, &settings, &thresholds);
    let nothing = BTreeMap::new();
    let of_document = |(at, document): (usize, &Document)| {
        let mut findings = Findings::new();
        read::report_unclear(document, &settings, &mut findings);
        text::check_document(document, suppressed.get(&at).unwrap_or(&nothing), &mut findings);
        findings
    };
    let found: Vec<Findings> = site.documents.par_iter().enumerate().map(of_document).collect();
    found.into_iter().for_each(|found| findings.extend(found));
    text::check_site(site, &suppressed, &mut findings);
    site.documents.par_iter_mut().enumerate().for_each(|(at, document)| {
        if let Some(suppressed) = suppressed.get(&at) {
            apply::suppress_in(document, suppressed);
            // That something is not asked would tell of a number that is withheld.
            apply_conditions(document);
        }
    });
    findings
}

/// The threshold of each municipality by its id: by the smallest population that any of its documents gives, so that no year
/// discloses what another suppresses.
fn thresholds(site: &Site, settings: &SmallNumbers) -> HashMap<String, Threshold> {
    let mut smallest: HashMap<&str, Option<Decimal>> = HashMap::new();
    for document in &site.documents {
        let known = smallest.entry(&document.place.id).or_default();
        let population = residents(document, settings);
        *known = [*known, population].into_iter().flatten().min();
    }
    smallest.into_iter().map(|(place, population)| (place.to_owned(), settings.threshold(population))).collect()
}

/// The lowest number of residents that a document leaves possible; none where it gives none.
fn residents(document: &Document, settings: &SmallNumbers) -> Option<Decimal> {
    let (low, high) = Figure::of(document, settings.population(&document.form)?)?.quantity.bounds()?;
    low.or(high)
}

/// Chooses what is suppressed. Municipalities of one prefecture form one system, since they add up to it.
fn choose(site: &Site, settings: &SmallNumbers, thresholds: &HashMap<String, Threshold>) -> Suppressed {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, document) in site.documents.iter().enumerate() {
        let prefecture = document.place.prefecture_id();
        groups.entry(prefecture).or_default().push(at);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().collect();
    let of_group = |group: &Vec<usize>| {
        let documents: Vec<(usize, &Document)> =
            group.iter().filter_map(|at| Some((*at, site.documents.get(*at)?))).collect();
        let mut system = read::read(&documents, settings, thresholds, site);
        system.solve();
        system.suppressed()
    };
    let found: Vec<Vec<(usize, CountKey, i64)>> = groups.par_iter().map(of_group).collect();
    let mut suppressed = Suppressed::new();
    for (document, key, count) in found.into_iter().flatten() {
        suppressed.entry(document).or_default().insert(key, count);
    }
    suppressed
}

/// The numbers of persons that are suppressed in a document.
fn counts(suppressed: &BTreeMap<CountKey, i64>) -> BTreeSet<i64> {
    suppressed.values().copied().collect()
}
