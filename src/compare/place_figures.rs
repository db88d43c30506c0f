//! The figures of all places for each measure and year, in order of size: among which a place stands.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::digest::ValueDigest;
use crate::model::{Measure, Place, PlaceGroup};
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
        let by = measures.par_iter().map(|measure| (measure.id.clone(), of_measure(site, measure))).collect();
        PlaceFigures { measures, by }
    }

    /// A digest of what a place gives: while it stays, and no other place changes, all figures stay as they are.
    #[must_use]
    pub fn given_by(&self, site: &Restricted, place: &str) -> ValuesDigest {
        let of_measure = |measure| given(site, place, measure).map(|(year, one)| (year, one.quantity)).collect();
        ValueDigest::of(&self.measures.iter().map(of_measure).collect::<Vec<Vec<(i32, Quantity)>>>())
    }

    /// The figures among which a place stands with a measure in a year.
    #[must_use]
    pub fn around(&self, place: &Place, measure: &Measure, year: i32) -> Option<&GroupFigures> {
        self.by.get(&measure.id)?.get(&(year, place.category.group()))
    }
}

/// The figures of a place by their years, where it gives one of its own.
fn given<'a>(site: &'a Restricted, place: &str, measure: &'a Measure) -> impl Iterator<Item = (i32, Measured<'a>)> {
    let years = Measured::at_place(site.documents_at(place), measure).into_iter();
    let alone = years.filter_map(|(year, measured)| Some((year, Measured::alone(measured)?)));
    alone.filter(|(_, one)| one.own_number().is_some())
}

fn of_measure(site: &Restricted, measure: &Measure) -> BTreeMap<(i32, PlaceGroup), GroupFigures> {
    let mut all: BTreeMap<(i32, PlaceGroup), Vec<Measured<'_>>> = BTreeMap::new();
    for place in &site.places {
        for (year, one) in given(site, &place.id, measure) {
            all.entry((year, place.category.group())).or_default().push(one);
        }
    }
    let in_order = |measured: Vec<Measured<'_>>| {
        let unit = unit_of(measured.iter().map(|one| &one.quantity));
        let mut numbers: Vec<Decimal> = measured.iter().filter_map(|one| one.quantity.among(&unit).number()).collect();
        numbers.sort_unstable();
        let digits: Vec<String> = numbers.iter().map(|number| number.to_plain()).collect();
        let digest = ValueDigest::of(&(&unit, digits));
        GroupFigures { unit, numbers, digest }
    };
    all.into_iter().map(|(key, measured)| (key, in_order(measured))).collect()
}
