//! A tile map: a square for each place, as shaded as its figure is large. Prefectures stand in the usual layout of tiles, other places
//! where `places.yaml` puts them, or else in the order of their codes. No outlines of areas are needed.

use std::borrow::Cow;

use crate::charts::class_bounds;
use crate::compare::{Measured, place_figures, unit_of};
use crate::model::{Measure, Place, PlaceGroup, ShownFigure};
use crate::pages::place::glance;
use crate::pages::totals::group_name;
use crate::pages::{RenderContext, change, summary};
use crate::text::Decimal;
use crate::view;
use crate::view::View;

/// The column and row of each prefecture, in the order of the first two digits of its code: neighbours stay neighbours where they
/// can, and the islands keep apart.
const PREFECTURES: [(usize, usize); 47] = [
    (14, 1),
    (13, 2),
    (14, 3),
    (14, 4),
    (13, 3),
    (13, 4),
    (13, 5),
    (14, 6),
    (13, 6),
    (12, 6),
    (12, 7),
    (14, 7),
    (13, 7),
    (13, 8),
    (12, 5),
    (11, 5),
    (10, 5),
    (9, 6),
    (11, 7),
    (11, 6),
    (10, 6),
    (11, 8),
    (10, 7),
    (10, 8),
    (9, 7),
    (8, 7),
    (8, 8),
    (7, 7),
    (9, 8),
    (8, 9),
    (6, 7),
    (5, 7),
    (6, 8),
    (5, 8),
    (4, 8),
    (6, 10),
    (6, 9),
    (5, 9),
    (5, 10),
    (3, 9),
    (2, 9),
    (1, 9),
    (2, 10),
    (3, 10),
    (3, 11),
    (2, 11),
    (1, 12),
];
/// Places without a layout stand in rows of so many: four letters each on a phone.
const IN_A_ROW: usize = 5;

/// How many places of a group have a number of a measure in a year.
pub fn numbers(context: RenderContext<'_>, measures: MeasureAmong<'_>, year: i32, group: &PlaceGroup) -> usize {
    let figures = places(context, group).into_iter().filter_map(|place| figure(context, place, measures, year));
    figures.filter(|one| one.is_own).count()
}

/// The map of a measure; nothing where no place has a number.
pub fn view(context: RenderContext<'_>, measures: MeasureAmong<'_>, year: i32, group: &PlaceGroup) -> Option<View> {
    let (all, at) = measures;
    let measure = all.get(at)?;
    let all: Vec<(&Place, Option<Cow<'_, ShownFigure>>)> =
        places(context, group).into_iter().map(|place| (place, figure(context, place, measures, year))).collect();
    let unit = unit_of(all.iter().filter_map(|(_, one)| one.as_ref()).map(|one| &one.quantity));
    let number = |one: &ShownFigure| Some(&one.quantity).filter(|_| one.is_own)?.among(&unit).number();
    let known = || all.iter().filter_map(|(_, one)| number(one.as_deref()?));
    let bounds = class_bounds(known().min()?, known().max()?);
    let class = |number: Decimal| 1 + bounds.iter().filter(|bound| **bound <= number).count();
    let places: Vec<&Place> = all.iter().map(|(place, _)| *place).collect();
    let spots = layout(&places, group);
    let (columns, rows) = spots.iter().fold((1, 1), |(columns, rows), (x, y)| (columns.max(*x), rows.max(*y)));
    let mut cells: Vec<View> = (0..columns * rows).map(|_| View::None).collect();
    for ((place, one), (x, y)) in all.iter().zip(&spots) {
        let Some(cell) = cells.get_mut((y - 1) * columns + x - 1) else { continue };
        let shade = one.as_deref().and_then(&number).map(class);
        *cell = view! {
            "place" => place.view(),
            "figure" => one.as_ref().map(|one| one.view.clone()),
            "shade" => shade,
        };
    }
    let label = |at: usize| match (at.checked_sub(1).and_then(|below| bounds.get(below)), bounds.get(at)) {
        (None, Some(above)) => context.theme.sentence("class_below", &[("above", &format!("{above}{unit}"))]),
        (Some(from), Some(above)) => context
            .theme
            .sentence("class_between", &[("from", &from.to_string()), ("above", &format!("{above}{unit}"))]),
        (Some(from), None) => context.theme.sentence("class_from", &[("from", &format!("{from}{unit}"))]),
        (None, None) => String::new(),
    };
    let used: Vec<usize> = known().map(class).collect();
    let legend = (0..=bounds.len()).filter(|at| used.contains(&(at + 1)));
    Some(view! {
        "label" => &measure.label,
        "page" => glance::page(context, measure),
        "year" => summary::year_view(context, year),
        "group" => group_name(context, group),
        "columns" => columns,
        "cells" => View::list(cells),
        "legend" => View::list(legend.map(|at| view! { "shade" => at + 1, "label" => label(at) })),
    })
}

/// The places of a group that have a document of any year.
fn places<'a>(context: RenderContext<'a>, group: &PlaceGroup) -> Vec<&'a Place> {
    let of_group = context.site.places.iter().filter(|place| place.category.group() == *group);
    let reporting = of_group.filter(|place| context.site.documents_at(&place.id).next().is_some());
    reporting.map(AsRef::as_ref).collect()
}

/// A measure among those of the site.
pub type MeasureAmong<'m> = (&'m [Measure], usize);

/// What a place says of a measure in a year, where one document does.
fn figure<'a>(
    context: RenderContext<'a>,
    place: &Place,
    (measures, at): MeasureAmong<'_>,
    year: i32,
) -> Option<Cow<'a, ShownFigure>> {
    let known = place_figures::summary_of(context.site, &place.id, measures).and_then(|one| one.figures.get(at));
    if let Some(known) = known.filter(|known| known.year == year) {
        return known.shown.as_ref().map(Cow::Borrowed);
    }
    let years = Measured::at_place(context.site.documents_at(&place.id), measures.get(at)?);
    shown(context, &years, year).map(Cow::Owned)
}

/// The same, given what its documents say of all years.
pub fn shown(context: RenderContext<'_>, years: &[(i32, Vec<Measured<'_>>)], year: i32) -> Option<ShownFigure> {
    let [one] = years.iter().find(|(own, _)| *own == year)?.1.as_slice() else { return None };
    let view = change::printed(one, context.theme).view(context.language());
    Some(ShownFigure { is_own: one.own_number().is_some(), quantity: one.quantity.clone(), view })
}

/// The column and row of each place, from one.
fn layout(places: &[&Place], group: &PlaceGroup) -> Vec<(usize, usize)> {
    if *group == PlaceGroup::Prefectures {
        let spot = |place: &&Place| {
            let number: usize = place.code.get(..2)?.parse().ok()?;
            PREFECTURES.get(number.checked_sub(1)?).copied()
        };
        // Prefectures that do not exist stand in rows, as other places do.
        if let Some(spots) = places.iter().map(spot).collect::<Option<Vec<_>>>() {
            return moved_to_the_corner(spots);
        }
    }
    let placed: Vec<(usize, usize)> = places.iter().filter_map(|place| place.tile).collect();
    let last_row = placed.iter().map(|(_, row)| *row).max().unwrap_or(0);
    let mut rest = 0;
    let spots = places.iter().map(|place| {
        place.tile.unwrap_or_else(|| {
            rest += 1;
            ((rest - 1) % IN_A_ROW + 1, last_row + (rest - 1) / IN_A_ROW + 1)
        })
    });
    moved_to_the_corner(spots.collect())
}

/// A part of a map without the empty columns and rows before it.
fn moved_to_the_corner(spots: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let left = spots.iter().map(|(x, _)| *x).min().unwrap_or(1);
    let top = spots.iter().map(|(_, y)| *y).min().unwrap_or(1);
    spots.into_iter().map(|(x, y)| (x + 1 - left, y + 1 - top)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn no_two_prefectures_stand_on_one_tile() {
        assert_eq!(super::PREFECTURES.iter().collect::<BTreeSet<_>>().len(), 47);
    }
}
