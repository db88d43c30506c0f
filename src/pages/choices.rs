//! Choices over places and years: how many chose what, as bars of all who answered, and the course of one place.

use crate::charts::composition::{ChartPart, CompositionChart};
use crate::charts::composition_years::{YearComposition, composition_years, ordered_choices};
use crate::charts::rates::{ChartPoint, EarlierRates, RatesChart, rates};
use crate::charts::{ChartFrame, Coverage, DrawnChart};
use crate::compare::distribution::{Distribution, ListedOption, listed_answer, options_of};
use crate::model::Document;
use crate::text::{Decimal, SiteLanguage};
use crate::value::{Absence, Quantity};
use crate::view;
use crate::view::View;

use super::{RenderContext, summary};

/// The documents of a year that are counted.
pub struct CountedYear<'a> {
    /// The fiscal year of the documents.
    pub year: i32,
    /// The documents whose forms ask.
    pub documents: Vec<&'a Document>,
    /// How many others there are, whose forms do not ask.
    pub not_asked: usize,
}

/// Whether the answers to a field are listed in any of these documents; then also whether several may be chosen, and
/// whether they are in order.
fn listed<'a>(mut documents: impl Iterator<Item = &'a Document>, path: &str) -> Option<(bool, bool)> {
    documents.find_map(|document| listed_answer(document, path)).map(|asked| (asked.several, asked.ordered))
}

/// How many chose what, a bar for each year from the oldest on; where several may be chosen a bar for each choice and a table,
/// for the shares are no parts of a whole. Nothing where nobody chose anything. `shown` gives the view of a chart.
pub fn distribution(
    context: RenderContext<'_>,
    frame: &ChartFrame<'_>,
    field: &str,
    years: &[CountedYear<'_>],
    shown: &mut dyn FnMut(&DrawnChart) -> View,
) -> View {
    let documents = || years.iter().flat_map(|year| year.documents.iter().copied());
    let Some((several, ordered)) = listed(documents(), field) else { return View::None };
    let choices = options_of(documents(), field);
    let counted: Vec<(&CountedYear<'_>, Distribution)> = years
        .iter()
        .map(|year| (year, Distribution::of(year.documents.iter().copied(), field, &choices)))
        .filter(|(_, distribution)| distribution.answered > 0)
        .collect();
    if counted.is_empty() {
        return View::None;
    }
    let notes: Vec<String> = counted.iter().filter_map(|(year, counts)| left_out(context, year, counts)).collect();
    if several {
        let id = format!("_table{}", frame.id);
        let frame = &ChartFrame { table: Some(&id), ..*frame };
        let mut view = table(context, frame, &choices, &counted, &notes);
        view.set("figure", shares(context.language(), frame, &choices, &counted).map(|figure| shown(&figure)));
        return view;
    }
    let Some(mut figure) = bars(context.language(), frame, (&choices, ordered), &counted) else { return View::None };
    figure.notes.extend(notes);
    view! { "figure" => shown(&figure) }
}

/// A bar for each choice: the share of those who answered that chose it in the newest year, before the years that came earlier.
/// The shares are of one whole each, for several may be chosen.
fn shares(
    language: SiteLanguage,
    frame: &ChartFrame<'_>,
    choices: &[ListedOption<'_>],
    years: &[(&CountedYear<'_>, Distribution)],
) -> Option<DrawnChart> {
    let share = |counts: &Distribution, at: usize| {
        let count = number(counts.counts.get(at).copied().unwrap_or_default())?;
        let share = count.percent_of(number(counts.answered)?, 1)?;
        Some(Quantity::read(&format!("{share}％"), None))
    };
    let of_years: Vec<(String, Vec<Option<Quantity>>)> = years
        .iter()
        .rev()
        .map(|(year, counts)| {
            let shares = (0..choices.len()).map(|at| share(counts, at)).collect();
            (language.fiscal_year(year.year), shares)
        })
        .collect();
    let (newest, earlier) = of_years.split_first()?;
    let labelled = choices.iter().zip(&newest.1);
    let points: Vec<ChartPoint<'_>> = labelled
        .filter_map(|((_, label), quantity)| Some(ChartPoint { label, quantity: quantity.as_ref()? }))
        .collect();
    let earlier: Vec<EarlierRates<'_>> = earlier
        .iter()
        .map(|(year, shares)| EarlierRates { year, as_of: None, values: shares.iter().map(Option::as_ref).collect() })
        .collect();
    let counts = &years.last()?.1.counts;
    let most = counts.iter().max().and_then(|most| counts.iter().position(|count| count == most));
    rates(frame, &RatesChart { points: &points, unit: "％", earlier: &earlier, range: None, headline: most }).ok()
}

fn number(count: usize) -> Option<Decimal> {
    i64::try_from(count).ok().map(Decimal::from)
}

/// The bars of all who answered.
fn bars(
    language: SiteLanguage,
    frame: &ChartFrame<'_>,
    (choices, ordered): (&[ListedOption<'_>], bool),
    years: &[(&CountedYear<'_>, Distribution)],
) -> Option<DrawnChart> {
    let unit = unit(language);
    let number = |count: usize| Quantity::read(&count.to_string(), Some(unit));
    let numbers: Vec<(String, Quantity, Vec<Quantity>)> = years
        .iter()
        .map(|(year, counts)| {
            let of_each = counts.counts.iter().map(|count| number(*count)).collect();
            (language.fiscal_year(year.year), number(counts.answered), of_each)
        })
        .collect();
    // The headline follows what most chose in the newest year, the first of those that are as many.
    let newest = years.last().map_or(&[][..], |(_, counts)| &counts.counts);
    let most = newest.iter().max().and_then(|most| newest.iter().position(|count| count == most));
    let parts: Vec<Vec<ChartPart<'_>>> = numbers
        .iter()
        .map(|(.., of_each)| {
            let parts = choices.iter().zip(of_each).enumerate();
            parts
                .map(|(at, ((_, label), quantity))| ChartPart {
                    label,
                    quantity,
                    share: None,
                    headline: Some(at) == most,
                    parts: Vec::new(),
                })
                .collect()
        })
        .collect();
    let bars: Vec<YearComposition<'_>> = numbers
        .iter()
        .zip(&parts)
        .map(|((label, total, _), parts)| YearComposition {
            label,
            composition: Some(CompositionChart { total: Some(total), parts, unit }),
            apart: None,
            coverage: Coverage::default(),
        })
        .collect();
    (if ordered { ordered_choices } else { composition_years })(frame, &bars).ok()
}

/// The unit of the counts: sheets, each of a place and year.
fn unit(language: SiteLanguage) -> &'static str {
    match language {
        SiteLanguage::Japanese => "件",
        SiteLanguage::English => "",
    }
}

/// A row for each choice, a column for each year: how many chose it, and their share of those who answered.
fn table(
    context: RenderContext<'_>,
    frame: &ChartFrame<'_>,
    choices: &[ListedOption<'_>],
    years: &[(&CountedYear<'_>, Distribution)],
    notes: &[String],
) -> View {
    let cell = |count: usize, answered: usize| {
        let share = number(count).zip(number(answered)).and_then(|(count, of)| count.percent_of(of, 1));
        let share = share.map(|share| context.language().bracketed(&format!("{share}％"))).unwrap_or_default();
        format!("{count}{}{share}", unit(context.language()))
    };
    let rows = choices.iter().enumerate().map(|(at, (_, label))| {
        let cells =
            years.iter().map(|(_, counts)| cell(counts.counts.get(at).copied().unwrap_or_default(), counts.answered));
        view! { "head" => *label, "cells" => View::list(cells) }
    });
    let answered = years.iter().map(|(_, counts)| format!("{}{}", counts.answered, unit(context.language())));
    view! {
        "table" => view! {
            "id" => frame.table.map(str::to_owned),
            "caption" => format!("{} {}", frame.what, frame.place),
            "heads" => View::list(years.iter().map(|(year, _)| summary::year_view(context, year.year))),
            "rows" => View::list(rows),
            "answered" => View::list(answered),
            "notes" => View::list(notes.iter().map(String::as_str)),
        },
    }
}

/// Why nothing was chosen, in the words of the site.
pub fn absence_word(context: RenderContext<'_>, absence: Absence) -> &str {
    context.theme.word(match absence {
        Absence::Unanswered => "unanswered",
        Absence::Blank => "blank",
        Absence::Unknown => "absence_unknown",
        Absence::NotApplicable => "absence_not_applicable",
        Absence::Suppressed => "absence_suppressed",
        Absence::NotReported => "absence_not_reported",
        Absence::Pending => "absence_pending",
    })
}

/// Who is not among those who answered, and why.
fn left_out(context: RenderContext<'_>, year: &CountedYear<'_>, counts: &Distribution) -> Option<String> {
    let theme = context.theme;
    let reasons = counts
        .absent
        .iter()
        .map(|(absence, count)| context.language().labelled(absence_word(context, *absence), &count.to_string()));
    let not_asked = (year.not_asked > 0)
        .then(|| context.language().labelled(theme.word("form_does_not_ask"), &year.not_asked.to_string()));
    let reasons: Vec<String> = reasons.chain(not_asked).collect();
    if reasons.is_empty() {
        return None;
    }
    let (name, reasons) = (context.language().fiscal_year(year.year), context.language().list(&reasons));
    Some(theme.sentence("not_in_shares", &[("year", &name), ("left_out", &reasons)]))
}

/// What a place chose over the years, for each field of choices in its newest sheet with at least two years of answers.
pub fn courses(context: RenderContext<'_>, sheets: &[&Document]) -> Vec<View> {
    let newest = sheets.last().into_iter().flat_map(|sheet| sheet.form.fields());
    let fields = newest.filter(|(_, field)| field.kind.choice().is_some());
    let course = |field: &crate::form::Field| {
        let steps: Vec<View> = sheets
            .iter()
            .filter_map(|sheet| {
                let (own, answer) = sheet.answer(&field.id)?;
                let (asked, chosen) = own.kind.choice().zip(answer.value.choice())?;
                Some(view! {
                    "year" => summary::year_view(context, sheet.year),
                    "page" => &sheet.page,
                    "fragment" => sheet.anchor(&field.id),
                    "text" => context.language().list(&chosen.each_in_words(asked, context.language())),
                    "absent" => chosen.absence().map(|_| chosen.reason()),
                })
            })
            .collect();
        (steps.len() > 1).then(|| view! { "label" => &field.label, "steps" => steps })
    };
    fields.filter_map(|(_, field)| course(field)).collect()
}
