//! The sum of a measure over places, where the editor says that it may be added up. It is computed from what is published, so it
//! tells of no number that is withheld; and it says who is not in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Document, Measure, Place, PlaceGroup};
use crate::restrict::Restricted;
use crate::text::Decimal;
use crate::value::quantity::same_unit;
use crate::value::{Absence, Amount, Meaning, Quantity};

use super::Measured;
use super::distribution::{Distribution, ListedOption, options_of};

/// Why a figure is not in a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotAdded {
    /// There is no number, for this reason.
    Absent(Absence),
    /// A range, a bound or words, or a unit that cannot be converted.
    NoNumber,
    /// It is of another area than the place.
    Scope,
    /// The place has no document of the year whose form asks.
    NotAsked,
}

/// A sum of a year over places that may be put side by side.
#[derive(Clone, Debug)]
pub struct Total {
    /// The sum with its unit; nothing where nobody gives a number.
    pub sum: Option<Quantity>,
    /// How many figures are in it.
    pub added: usize,
    /// How many figures should be in it and are not, by why.
    pub not_added: BTreeMap<NotAdded, usize>,
    /// How many places the question does not apply to.
    pub not_applicable: usize,
}

/// The figures of a measure that stand together: those of a group of places, in one prefecture or everywhere.
pub struct PlacesInTotal<'a> {
    /// Municipalities, prefectures, or bodies of a kind: never of two, for the figures of the one are a part of the other's.
    pub group: PlaceGroup,
    /// The prefecture; nothing for all of them.
    pub prefecture: Option<&'a Place>,
    /// What each place says, by year; several figures of a year where several documents of a place give one.
    places: Vec<Vec<(i32, Vec<Measured<'a>>)>>,
}

/// The groups of places whose figures of a measure may be added up or counted: within each prefecture with two places or more, and over
/// all where that is more than one prefecture.
#[must_use]
pub fn groups<'a>(site: &'a Restricted, measure: &Measure) -> Vec<PlacesInTotal<'a>> {
    groups_of(site, measure, &|_| true)
}

/// The same of some documents only: those of some places, or of a year and those after it, which may give newer
/// figures of that year.
#[must_use]
pub fn groups_of<'a>(
    site: &'a Restricted,
    measure: &Measure,
    is_wanted: &dyn Fn(&Document) -> bool,
) -> Vec<PlacesInTotal<'a>> {
    // The prefectures of a group stay in the order of the places.
    let mut groups: BTreeMap<PlaceGroup, Vec<PlacesInTotal<'a>>> = BTreeMap::new();
    for place in &site.places {
        let documents = site.documents_at(&place.id).filter(|document| is_wanted(document));
        let years = Measured::at_place(documents, measure);
        if years.is_empty() {
            continue;
        }
        let group = place.category.group();
        let all = groups.entry(group.clone()).or_default();
        let prefecture = site.places.iter().find(|own| own.id == place.prefecture_id());
        let prefecture = prefecture.map(AsRef::as_ref).filter(|_| group != PlaceGroup::Prefectures);
        let is_same = |of: &PlacesInTotal<'_>| of.prefecture.map(|own| &own.id) == prefecture.map(|own| &own.id);
        match all.iter_mut().find(|of| is_same(of)) {
            Some(of) => of.places.push(years),
            None => all.push(PlacesInTotal { group, prefecture, places: vec![years] }),
        }
    }
    let mut all = Vec::new();
    for (group, prefectures) in groups {
        let every = (prefectures.len() > 1)
            .then(|| prefectures.iter().flat_map(|of| of.places.iter().cloned()).collect::<Vec<_>>());
        all.extend(prefectures);
        all.extend(every.map(|places| PlacesInTotal { group, prefecture: None, places }));
    }
    all.retain(|of| of.places.len() > 1);
    all
}

impl<'a> PlacesInTotal<'a> {
    /// The years of which any place says something, the newest first.
    #[must_use]
    pub fn years(&self) -> Vec<i32> {
        let years: BTreeSet<i32> = self.places.iter().flatten().map(|(year, _)| *year).collect();
        years.into_iter().rev().collect()
    }

    /// Whether any of them answers anything, in any year.
    #[must_use]
    pub fn say_something(&self) -> bool {
        let mut all = self.places.iter().flatten().flat_map(|(_, measured)| measured);
        all.any(|one| one.quantity.absence().is_none())
    }

    /// What each place says in a year.
    fn of_year(&self, year: i32) -> impl Iterator<Item = &[Measured<'a>]> {
        self.places.iter().map(move |years| {
            years.iter().find(|(own, _)| *own == year).map_or(&[][..], |(_, measured)| measured.as_slice())
        })
    }

    /// The sum of a year.
    #[must_use]
    pub fn total(&self, year: i32) -> Total {
        let figures = || self.of_year(year).flatten();
        let unit = unit_of(figures().map(|one| &one.quantity));
        let mut total = Total { sum: None, added: 0, not_added: BTreeMap::new(), not_applicable: 0 };
        let (mut sum, mut about) = (Some(Decimal::default()), false);
        let mut miss = |why: NotAdded| *total.not_added.entry(why).or_default() += 1;
        for place in self.of_year(year) {
            if place.is_empty() {
                miss(NotAdded::NotAsked);
            }
            for one in place {
                match one.quantity.absence() {
                    Some(Absence::NotApplicable) => total.not_applicable += 1,
                    Some(absence) => miss(NotAdded::Absent(absence)),
                    None if one.scope().is_some() => miss(NotAdded::Scope),
                    None => match one.quantity.among(&unit).number() {
                        Some(number) => {
                            sum = sum.and_then(|sum| sum.checked_add(number));
                            about |= one.quantity.exact().is_none();
                            total.added += 1;
                        }
                        None => miss(NotAdded::NoNumber),
                    },
                }
            }
        }
        let (word, amount): (&str, fn(Decimal) -> Amount) =
            if about { ("約", Amount::About) } else { ("", Amount::Exact) };
        total.sum = sum.filter(|_| total.added > 0).map(|sum| Quantity {
            written: format!("{word}{sum}{unit}"),
            meaning: Meaning::Amount(amount(sum)),
            unit: Some(unit.as_str().into()),
            ..Quantity::unanswered()
        });
        total
    }

    /// What can be answered where the answers are listed; nothing where the measure is a figure.
    #[must_use]
    pub fn options(&self, measure: &Measure) -> Vec<ListedOption<'a>> {
        let documents = self.places.iter().flatten().flat_map(|(_, measured)| measured).map(|one| one.document);
        options_of(documents, &measure.of)
    }

    /// How many answered what in a year.
    #[must_use]
    pub fn distribution(&self, measure: &Measure, year: i32, options: &[ListedOption<'_>]) -> Distribution {
        Distribution::of(self.of_year(year).flatten().map(|one| one.document), &measure.of, options)
    }
}

impl Total {
    /// Of how many figures it is the sum, with those that are missing.
    #[must_use]
    pub fn all(&self) -> usize {
        self.added + self.not_added.values().sum::<usize>()
    }
}

/// The unit that most figures name, or the first of those that are named as often; the others are converted into it.
pub fn unit_of<'q>(quantities: impl Iterator<Item = &'q Quantity>) -> String {
    let mut units: Vec<(&str, usize)> = Vec::new();
    for unit in quantities.filter_map(|quantity| quantity.unit.as_deref()) {
        match units.iter_mut().find(|(known, _)| same_unit(known, unit)) {
            Some((_, count)) => *count += 1,
            None => units.push((unit, 1)),
        }
    }
    let most = units.iter().map(|(_, count)| *count).max();
    units.iter().find(|(_, count)| Some(*count) == most).map_or_else(String::new, |(unit, _)| (*unit).to_owned())
}
