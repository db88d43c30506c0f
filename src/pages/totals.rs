//! A measure over all places of a group: the sum where the editor allows it, and how many answered what.

use crate::compare::total::{NotAdded, PlacesInTotal, Total, groups, groups_of};
use crate::model::{Measure, PlaceGroup};
use crate::value::Absence;
use crate::view;
use crate::view::View;

use super::choices::absence_word;
use super::{RenderContext, summary};

/// What templates see of the sums of a measure: a row for each group of places, a cell for each year; nothing where they are
/// not to be added up.
pub fn sums(context: RenderContext<'_>, measure: &Measure, years: &[i32]) -> View {
    if !measure.total {
        return View::None;
    }
    let rows: Vec<View> = groups(context.site, measure)
        .iter()
        .filter(|places| places.say_something())
        .map(|places| {
            let cells =
                years.iter().map(|year| places.years().contains(year).then(|| sum_view(context, &places.total(*year))));
            view! { "label" => label(context, places), "cells" => View::list(cells) }
        })
        .collect();
    if rows.is_empty() { View::None } else { View::List(rows) }
}

/// The sums of a year for the figures at these paths: a row for each group of places, with a cell for each path; only of measures
/// that may be added up.
pub fn of_year(context: RenderContext<'_>, paths: &[&str], year: i32) -> Vec<View> {
    let mut rows: Vec<(String, Vec<Option<View>>)> = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let is_of = |measure: &&Measure| measure.total && measure.to.is_none() && measure.of == *path;
        let Some(measure) = context.site.measures.iter().find(is_of) else { continue };
        for places in groups_of(context.site, measure, &|document| document.year >= year) {
            if !places.years().contains(&year) {
                continue;
            }
            let (label, sum) = (label(context, &places), sum_view(context, &places.total(year)));
            let row = rows.iter().position(|(known, _)| *known == label).unwrap_or_else(|| {
                rows.push((label, vec![None; paths.len()]));
                rows.len() - 1
            });
            let cell = rows.get_mut(row).and_then(|(_, cells)| cells.get_mut(at));
            cell.into_iter().for_each(|cell| *cell = Some(sum.clone()));
        }
    }
    rows.into_iter().map(|(label, cells)| view! { "label" => label, "cells" => View::list(cells) }).collect()
}

fn sum_view(context: RenderContext<'_>, total: &Total) -> View {
    let (language, theme) = (context.language(), context.theme);
    let [added, all] = [total.added, total.all()].map(|count| count.to_string());
    let reasons: Vec<String> =
        total.not_added.iter().map(|(why, count)| format!("{} {count}", reason(context, *why))).collect();
    let of = if total.all() == 0 {
        String::new()
    } else if reasons.is_empty() {
        theme.sentence("total_of_all", &[("all", &all)])
    } else {
        theme.sentence("total_of_some", &[("added", &added), ("all", &all), ("left_out", &language.list(&reasons))])
    };
    let apart = (total.not_applicable > 0)
        .then(|| theme.sentence("total_not_applicable", &[("count", &total.not_applicable.to_string())]));
    view! {
        "sum" => total.sum.as_ref().map(|sum| sum.written.as_str()),
        "of" => of,
        "apart" => apart,
    }
}

fn reason(context: RenderContext<'_>, why: NotAdded) -> &str {
    match why {
        NotAdded::Absent(absence) => absence_word(context, absence),
        NotAdded::NoNumber => context.theme.word("total_no_number"),
        NotAdded::Scope => context.theme.word("total_other_scope"),
        NotAdded::NotAsked => context.theme.word("total_not_asked"),
    }
}

/// What places of a group are called.
pub fn group_name(context: RenderContext<'_>, group: &PlaceGroup) -> String {
    match group {
        PlaceGroup::Prefectures => context.theme.word("prefectures").to_owned(),
        PlaceGroup::Municipalities => context.theme.word("municipalities").to_owned(),
        PlaceGroup::Bodies(word) => word.clone(),
    }
}

/// The places of a sum: 潮見県の市区町村.
fn label(context: RenderContext<'_>, places: &PlacesInTotal<'_>) -> String {
    let group = group_name(context, &places.group);
    match places.prefecture {
        Some(prefecture) => {
            context.theme.sentence("group_in_prefecture", &[("prefecture", &prefecture.name), ("group", &group)])
        }
        None => context.theme.sentence("group_everywhere", &[("group", &group)]),
    }
}

/// How many answered what: for each group of places a row for each year, with a column for each answer and each reason
/// why there is none.
pub fn counts(context: RenderContext<'_>, measure: &Measure) -> Vec<View> {
    if measure.to.is_some() {
        return Vec::new();
    }
    let tables = groups(context.site, measure).into_iter().filter_map(|places| {
        let options = places.options(measure);
        if options.is_empty() || !places.say_something() {
            return None;
        }
        let years: Vec<_> =
            places.years().into_iter().map(|year| (year, places.distribution(measure, year, &options))).collect();
        let mut absences: Vec<Absence> = years.iter().flat_map(|(_, counts)| counts.absent.keys().copied()).collect();
        absences.sort_unstable();
        absences.dedup();
        let labels = options.iter().map(|(_, label)| *label);
        let heads = labels.chain(absences.iter().map(|absence| absence_word(context, *absence)));
        let rows = years.iter().map(|(year, counts)| {
            let absent = absences.iter().map(|absence| counts.absent.get(absence).copied().unwrap_or_default());
            let all = counts.answered + counts.absent.values().sum::<usize>();
            let cells = counts.counts.iter().copied().chain(absent).chain([all]);
            view! { "year" => summary::year_view(context, *year), "cells" => View::list(cells) }
        });
        Some(view! {
            "label" => label(context, &places),
            "heads" => View::list(heads),
            "rows" => View::list(rows),
        })
    });
    tables.collect()
}
