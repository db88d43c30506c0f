//! How a measure moved over the places of a group, from one year to another. Only places that can be compared with themselves are
//! in it, and the same places make both medians.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::model::{ChangeSummary, Measure, MeasureSummary, Place, PlaceGroup};
use crate::restrict::Restricted;
use crate::text::Decimal;
use crate::value::Quantity;

use super::{Change, Measured, place_figures, unit_of};

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
    /// Whether the later figure is less, the same or more.
    pub direction: Ordering,
    /// The change as a part of the earlier figure, never below zero; of nothing, more than any.
    pub relative: f64,
    /// The earlier and the later figure.
    figures: [Quantity; 2],
}

/// What a place gives of a measure, as far as movements depend on it.
struct PlaceCourse<'a> {
    place: &'a Place,
    summary: Cow<'a, MeasureSummary>,
}

impl<'a> Movement<'a> {
    /// The movement up to a year of one of these measures, since the oldest year with which half of the places that have a number can be
    /// compared, and three at least.
    #[must_use]
    pub fn up_to(
        to: i32,
        site: &'a Restricted,
        (measures, at): (&[Measure], usize),
        group: &PlaceGroup,
    ) -> Option<Movement<'a>> {
        let measure = measures.get(at)?;
        let of_group = site.places.iter().filter(|place| place.category.group() == *group);
        let places: Vec<PlaceCourse<'a>> = of_group
            .filter_map(|place| {
                let known = place_figures::summary_of(site, &place.id, measures).and_then(|one| one.figures.get(at));
                let known = known.filter(|known| known.year == to).map(Cow::Borrowed);
                let read = || Cow::Owned(summary(Measured::at_place(site.documents_at(&place.id), measure), to));
                let summary = known.unwrap_or_else(read);
                let has_year = !summary.is_of_several && summary.figures.iter().any(|(year, _)| *year == to);
                has_year.then_some(PlaceCourse { place, summary })
            })
            .collect();
        let mut years: Vec<i32> = places.iter().flat_map(|one| &one.summary.figures).map(|(year, _)| *year).collect();
        years.sort_unstable();
        years.dedup();
        years.into_iter().filter(|year| *year < to).find_map(|from| {
            let moved: Vec<PlaceMovement<'a>> = places.iter().filter_map(|one| one.between(from, to)).collect();
            let enough = moved.len() >= LEAST && moved.len() * 2 >= places.len();
            enough.then(|| Movement::of(from, to, moved))
        })
    }

    fn of(from: i32, to: i32, places: Vec<PlaceMovement<'a>>) -> Movement<'a> {
        let unit = unit_of(places.iter().map(|place| &place.figures[1]));
        let numbers = [0, 1].map(|at| {
            let figures = places.iter().filter_map(|place| place.figures.get(at));
            let mut numbers: Vec<Decimal> = figures.filter_map(|one| one.among(&unit).number()).collect();
            numbers.sort_unstable();
            numbers
        });
        Movement { from, to, places, unit, numbers }
    }
}

impl<'a> PlaceCourse<'a> {
    fn between(&self, from: i32, to: i32) -> Option<PlaceMovement<'a>> {
        let change = self.summary.changes.iter().find(|change| change.from == from)?;
        let figure =
            |year: i32| self.summary.figures.iter().find(|(own, _)| *own == year).map(|(_, figure)| figure.clone());
        Some(PlaceMovement {
            place: self.place,
            direction: change.sign.cmp(&0),
            relative: f64::from_bits(change.relative),
            figures: [figure(from)?, figure(to)?],
        })
    }
}

/// What a place gives of a measure in all years, see [`Measured::at_place`], with the changes to this one. How the figure of the year
/// is shown is for pages to say.
#[must_use]
pub fn summary(years: Vec<(i32, Vec<Measured<'_>>)>, year: i32) -> MeasureSummary {
    let years: Vec<(i32, Option<Measured<'_>>)> =
        years.into_iter().map(|(year, measured)| (year, Measured::alone(measured))).collect();
    // Of several documents none of which stands for the place, nobody can say which moved.
    let is_of_several = years.iter().any(|(_, one)| one.is_none());
    let own: Vec<(i32, Measured<'_>)> = years
        .into_iter()
        .filter_map(|(year, one)| Some((year, one?)))
        .filter(|(_, one)| one.own_number().is_some())
        .collect();
    let now = own.iter().find(|(own, _)| *own == year).filter(|_| !is_of_several);
    let changes = now.into_iter().flat_map(|(_, now)| {
        own.iter().filter(|(from, _)| *from < year).filter_map(move |(from, before)| {
            let (change, relative) = change(now, before)?;
            let sign = match change {
                Change::More(_) => 1,
                Change::Less(_) => -1,
                Change::Same | Change::Unlike(_) => 0,
            };
            Some(ChangeSummary { from: *from, sign, relative: relative.to_bits() })
        })
    });
    let changes = changes.collect();
    let figures = own.into_iter().map(|(year, one)| (year, one.quantity)).collect();
    MeasureSummary { figures, is_of_several, year, changes, course: None, shown: None }
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
