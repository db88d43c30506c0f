//! Findings that the site can prove: how many sheets came, what moved most, what came of targets. Each leads to where it is made
//! from; one that cannot be made is left out.

use std::cmp::Ordering;

use crate::model::{Place, address};
use crate::pages::place::glance;
use crate::pages::{RenderContext, change, indicators, summary};
use crate::view;
use crate::view::View;

use super::MovedMeasure;

/// How many places without a sheet are named; more are counted.
const NAMED: usize = 3;

/// The findings of the newest year.
pub fn views(context: RenderContext<'_>, newest: i32, moved: Option<&MovedMeasure<'_, '_>>) -> View {
    let all = [Some(received(context, newest)), moved.map(|moved| middle(context, moved)), targets(context)];
    View::list(all.into_iter().flatten())
}

/// How many of the places that ever handed in a sheet did so for the newest year, and who did not.
fn received(context: RenderContext<'_>, newest: i32) -> View {
    let site = context.site;
    let has = |place: &Place, year: Option<i32>| {
        let mut sheets = site.documents_at(&place.id).filter(|document| document.is_sheet());
        sheets.any(|sheet| year.is_none_or(|year| sheet.year == year))
    };
    let expected: Vec<&Place> = site.places.iter().map(AsRef::as_ref).filter(|place| has(place, None)).collect();
    let missing: Vec<&str> =
        expected.iter().filter(|place| !has(place, Some(newest))).map(|place| place.name.as_str()).collect();
    let names = missing.iter().take(NAMED).copied().collect::<Vec<_>>();
    let names = context.language().list(&names);
    let text = match missing.len() {
        0 => context.theme.word("all_received").to_owned(),
        missing if missing <= NAMED => context.theme.sentence("not_received", &[("places", &names)]),
        missing => {
            let others = (missing - NAMED).to_string();
            context.theme.sentence("not_received_and_others", &[("places", &names), ("n", &others)])
        }
    };
    view! {
        "id" => "received",
        "label" => context.theme.sentence("received_sheets", &[("year", &context.language().fiscal_year(newest))]),
        "number" => (expected.len() - missing.len()).to_string(),
        "of" => context.theme.sentence("of_all_places", &[("n", &expected.len().to_string())]),
        "text" => text,
        "page" => summary::year_view(context, newest).get("path").cloned(),
        "link" => context.theme.sentence("see_year", &[("year", &context.language().fiscal_year(newest))]),
    }
}

/// What became of the middle of the measure that moved most, and of how many places.
fn middle(context: RenderContext<'_>, moved: &MovedMeasure<'_, '_>) -> View {
    let movement = &moved.movement;
    let [before, now] = moved.medians;
    let so_many = |direction: Ordering| movement.places.iter().filter(|place| place.direction == direction).count();
    let (more, less) = (so_many(Ordering::Greater), so_many(Ordering::Less));
    let (by, word) =
        if now >= before { (now.checked_sub(before), "more_by") } else { (before.checked_sub(now), "less_by") };
    let amount = format!("{}{}", by.unwrap_or_default(), change::unit_of_difference(context, &movement.unit));
    let values = [
        ("year", context.language().fiscal_year(movement.from)),
        ("change", context.theme.sentence(word, &[("amount", &amount)])),
        ("n", movement.places.len().to_string()),
        ("more", more.to_string()),
        ("less", less.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let sentence = match (more, less) {
        (0, less) if less == movement.places.len() => "middle_all_less",
        (more, 0) if more == movement.places.len() => "middle_all_more",
        _ => "middle_moved",
    };
    view! {
        "id" => "moved",
        "label" => context.theme.sentence("middle_of", &[("measure", &moved.measure.label), ("year", &context.language().fiscal_year(movement.to))]),
        "number" => now.to_string(),
        "unit" => &movement.unit,
        "text" => context.theme.sentence(sentence, &values),
        "page" => glance::page(context, moved.measure),
        "link" => context.theme.word("see_measure"),
    }
}

/// How many targets were reached in the newest year with results.
fn targets(context: RenderContext<'_>) -> Option<View> {
    let years = context.site.years();
    let mut judged = years.iter().map(|year| (*year, indicators::outcomes(context.site, *year)));
    let (year, outcomes) = judged.by_ref().find(|(_, outcomes)| outcomes.judged() > 0)?;
    let before = judged.find(|(_, outcomes)| outcomes.judged() > 0);
    let count = |number: usize| number.to_string();
    let mut text = context
        .theme
        .sentence("targets_outcome", &[("missed", &count(outcomes.missed)), ("pending", &count(outcomes.pending))]);
    if let Some((year, before)) = before {
        let year = context.language().fiscal_year(year);
        let values = [("year", year.as_str()), ("reached", &count(before.reached)), ("all", &count(before.judged()))];
        text += &context.theme.sentence("targets_before", &values);
    }
    Some(view! {
        "id" => "targets",
        "label" => context.theme.sentence("targets_reached", &[("year", &context.language().fiscal_year(year))]),
        "number" => count(outcomes.reached),
        "of" => context.theme.sentence("of_all_targets", &[("n", &count(outcomes.judged()))]),
        "text" => text,
        "page" => address::INDICATORS,
        "link" => context.theme.word("indicators_all"),
    })
}
