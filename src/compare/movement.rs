//! How a measure moved over the places of a group, from one year to another. Only places that can be compared with themselves are
//! in it, and the same places make both medians.

use crate::model::{Measure, Place, PlaceGroup};
use crate::restrict::Restricted;
use crate::text::Decimal;

use super::{Change, Measured, unit_of};

/// With fewer places than this, the middle says little of all.
const LEAST: usize = 3;

/// A measure over the places of a group in two years.
#[derive(Clone, Debug)]
pub struct Movement<'a> {
    /// The fiscal year that changes are counted from.
    pub from: i32,
    /// The fiscal year that changes are counted to.
    pub to: i32,
    /// The places that can be compared, in their order.
    pub places: Vec<PlaceMovement<'a>>,
    /// The unit of the numbers.
    pub unit: String,
    /// The numbers of the earlier and the later year, the smallest first.
    pub numbers: [Vec<Decimal>; 2],
}

/// A measure of one place in two years.
#[derive(Clone, Debug)]
pub struct PlaceMovement<'a> {
    /// The place whose figures these are.
    pub place: &'a Place,
    /// What it said of every year, the oldest first.
    pub years: Vec<Measured<'a>>,
    /// Its change from the earlier to the later year.
    pub change: Change,
    /// The change as a part of the earlier figure, never below zero; of nothing, more than any.
    pub relative: f64,
}

impl<'a> Movement<'a> {
    /// The movement up to a year, since the oldest year with which half of the places that have a number can be
    /// compared, and three at least.
    #[must_use]
    pub fn up_to(to: i32, site: &'a Restricted, measure: &Measure, group: &PlaceGroup) -> Option<Movement<'a>> {
        let of_group = site.places.iter().filter(|place| place.category.group() == *group);
        let places: Vec<(&Place, Vec<Measured<'a>>)> = of_group
            .filter_map(|place| {
                let years = Measured::at_place(site.documents_at(&place.id), measure).into_iter();
                // Of several documents none of which stands for the place, nobody can say which moved.
                let years: Option<Vec<Measured<'a>>> = years.map(|(_, measured)| Measured::alone(measured)).collect();
                Some((place.as_ref(), years?)).filter(|(_, years)| in_year(years, to).is_some())
            })
            .collect();
        let mut years: Vec<i32> = places.iter().flat_map(|(_, years)| years).map(|one| one.year).collect();
        years.sort_unstable();
        years.dedup();
        years.into_iter().filter(|year| *year < to).find_map(|from| {
            let moved: Vec<PlaceMovement<'a>> = places
                .iter()
                .filter_map(|(place, years)| {
                    let (before, now) = (in_year(years, from)?, in_year(years, to)?);
                    let (change, relative) = change(now, before)?;
                    Some(PlaceMovement { place, years: years.clone(), change, relative })
                })
                .collect();
            let enough = moved.len() >= LEAST && moved.len() * 2 >= places.len();
            enough.then(|| Movement::of(from, to, moved))
        })
    }

    fn of(from: i32, to: i32, places: Vec<PlaceMovement<'a>>) -> Movement<'a> {
        let unit = unit_of(places.iter().filter_map(|place| in_year(&place.years, to)).map(|one| &one.quantity));
        let numbers = [from, to].map(|year| {
            let figures = places.iter().filter_map(|place| in_year(&place.years, year));
            let mut numbers: Vec<Decimal> = figures.filter_map(|one| one.quantity.among(&unit).number()).collect();
            numbers.sort_unstable();
            numbers
        });
        Movement { from, to, places, unit, numbers }
    }
}

/// The figure of a year that is a number of the place itself.
fn in_year<'m, 'a>(years: &'m [Measured<'a>], year: i32) -> Option<&'m Measured<'a>> {
    let one = years.iter().find(|one| one.year == year)?;
    Some(one).filter(|one| one.own_number().is_some())
}

/// The change between two figures that can be compared, and its size in proportion to the earlier one.
#[must_use]
pub fn change(now: &Measured<'_>, before: &Measured<'_>) -> Option<(Change, f64)> {
    let change = Change::between(&now.side(), Some(&before.side()))?;
    let by = match change {
        Change::More(by) | Change::Less(by) => by,
        Change::Same => return Some((change, 0.0)),
        Change::Unlike(_) => return None,
    };
    let relative = match before.quantity.number().map(Decimal::to_f64) {
        Some(number) if number != 0.0 => by.to_f64() / number.abs(),
        _ => f64::INFINITY,
    };
    Some((change, relative))
}
