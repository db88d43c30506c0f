//! The figures of all places for each measure and year, in order of size: among which a place stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::digest::ValueDigest;
use crate::model::{Measure, Place, PlaceGroup, PlaceSummary, Ratio};
use crate::restrict::Restricted;
use crate::sink::ValuesDigest;
use crate::text::Decimal;
use crate::value::Quantity;

use super::{Measured, unit_of};

/// The figures of every measure over the places of each group and year.
#[derive(Debug, Default)]
pub struct PlaceFigures {
    /// The measures, in their order.
    pub measures: Vec<Measure>,
    /// By the id of the measure, then by year and group.
    by: HashMap<String, BTreeMap<(i32, PlaceGroup), GroupFigures>>,
}

/// The figures of one measure and year over a group of places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupFigures {
    /// The unit of the numbers.
    pub unit: String,
    /// A number for each place that has one of its own, the smallest first.
    pub numbers: Vec<Decimal>,
    /// The digest of both, for who asks whether they are as they were. 48.0 is shown with its zero, and is not 48 here.
    pub digest: ValuesDigest,
}

impl PlaceFigures {
    /// Gathers the figures of a site. A figure of another area than the place, and one of several that a place gives, is in none.
    #[must_use]
    pub fn of(site: &Restricted, measures: Vec<Measure>) -> PlaceFigures {
        let places = site.places.par_iter().map(|place| (place, given(site, &place.id, &measures)));
        let given: Vec<GivenAtPlace<'_>> = places.collect();
        let of_measure = |(at, measure): (usize, &Measure)| (measure.id.clone(), of_measure(&given, at));
        let by = measures.par_iter().enumerate().map(of_measure).collect();
        PlaceFigures { measures, by }
    }

    /// A digest of what a place gives: while it stays, and no other place changes, all figures stay as they are.
    #[must_use]
    pub fn given_by(&self, site: &Restricted, place: &str) -> ValuesDigest {
        ValueDigest::of(&given(site, place, &self.measures))
    }

    /// The figures among which a place stands with a measure in a year.
    #[must_use]
    pub fn around(&self, place: &Place, measure: &Measure, year: i32) -> Option<&GroupFigures> {
        self.by.get(&measure.id)?.get(&(year, place.category.group()))
    }
}

/// The figures of a place by fiscal year, the oldest first.
type GivenFigures = Vec<(i32, Quantity)>;

/// A place with its figures for each measure.
type GivenAtPlace<'s> = (&'s Arc<Place>, Vec<Cow<'s, [(i32, Quantity)]>>);

/// The summary of a place, where it is of these measures.
pub fn summary_of<'s>(site: &'s Restricted, place: &str, measures: &[Measure]) -> Option<&'s PlaceSummary> {
    site.summary_at(place).filter(|summary| summary.measures == digest_of(measures))
}

/// The figures of a place for each of some measures, where it gives one of its own: those of its summary, or of its documents.
fn given<'s>(site: &'s Restricted, place: &str, measures: &[Measure]) -> Vec<Cow<'s, [(i32, Quantity)]>> {
    match summary_of(site, place, measures) {
        Some(summary) => summary.figures.iter().map(|one| Cow::Borrowed(one.figures.as_slice())).collect(),
        None => measures.iter().map(|measure| Cow::Owned(given_by_documents(site, place, measure))).collect(),
    }
}

/// The figures of a place for a measure, as its documents give them.
fn given_by_documents(site: &Restricted, place: &str, measure: &Measure) -> GivenFigures {
    let years = Measured::at_place(site.documents_at(place), measure).into_iter();
    let alone = years.filter_map(|(year, measured)| Some((year, Measured::alone(measured)?)));
    alone.filter(|(_, one)| one.own_number().is_some()).map(|(year, one)| (year, one.quantity)).collect()
}

/// The digest of measures, as far as figures depend on them.
#[must_use]
pub fn digest_of(measures: &[Measure]) -> ValuesDigest {
    let values = measures.iter().map(|Measure { id, of, to, unit, .. }| {
        (id, of, to.as_ref().map(|Ratio { to, per, decimals }| (to, per, decimals)), unit)
    });
    ValueDigest::of(&values.collect::<Vec<_>>())
}

/// The figures of a measure, given those of all places for each.
fn of_measure(given: &[GivenAtPlace<'_>], at: usize) -> BTreeMap<(i32, PlaceGroup), GroupFigures> {
    let mut all: BTreeMap<(i32, PlaceGroup), Vec<&Quantity>> = BTreeMap::new();
    for (place, given) in given {
        for (year, quantity) in given.get(at).into_iter().flat_map(|given| given.iter()) {
            all.entry((*year, place.category.group())).or_default().push(quantity);
        }
    }
    let in_order = |given: Vec<&Quantity>| {
        let unit = unit_of(given.iter().copied());
        let mut numbers: Vec<Decimal> = given.iter().filter_map(|one| one.among(&unit).number()).collect();
        numbers.sort_unstable();
        let digits: Vec<String> = numbers.iter().map(|number| number.to_plain()).collect();
        let digest = ValueDigest::of(&(&unit, digits));
        GroupFigures { unit, numbers, digest }
    };
    all.into_iter().map(|(key, given)| (key, in_order(given))).collect()
}
