//! A place at a glance: per measure its newest figure, how it changed, its course over the years, and where it stands among
//! the places of its group.

use std::sync::{Arc, OnceLock};

use crate::charts::Coverage;
use crate::charts::places::median;
use crate::charts::position::{PositionChart, position};
use crate::charts::trend::{TrendPoint, trend};
use crate::compare::change::unlike;
use crate::compare::distribution::listed_answer;
use crate::compare::{Change, Figure, GroupFigures, Measured, NotComparable, PlaceFigures, place_figures, unit_of};
use crate::form::Form;
use crate::model::{CourseSummary, Document, Measure, Place};
use crate::pages::column_time::ColumnTime;
use crate::pages::{RenderContext, change, summary};
use crate::restrict::Restricted;
use crate::sink::ValuesDigest;
use crate::text::{Decimal, fold};
use crate::value::Printed;
use crate::view;
use crate::view::View;

/// Whether the table of a place has a row for a measure, with the figures of all its years.
pub fn has_course(all: &[&Document], measure: &Measure) -> bool {
    MeasureCourse::of(all, measure).is_some()
}

/// What places are looked at by: the measures of the site, and the key figures of its forms that no measure is of.
#[must_use]
pub fn measures(site: &Restricted) -> Vec<Measure> {
    let mut all = site.measures.clone();
    let mut forms: Vec<&Arc<Form>> = site.forms.iter().collect();
    // The newest form says what a figure is called.
    forms.sort_by_key(|form| std::cmp::Reverse(form.years.1));
    for (form, id) in forms.iter().flat_map(|form| form.key_figures.iter().map(move |id| (form, id))) {
        let mut newest = site.documents.iter().rev().filter(|document| document.form.id == form.id);
        let Some(figure) = newest.find_map(|document| Figure::of(document, id)) else { continue };
        // Rates alone mean the last of them.
        let path = figure.path();
        if !all.iter().any(|measure| measure.to.is_none() && (measure.of == *id || measure.of == path)) {
            all.push(Measure {
                id: id.clone(),
                label: figure.label(),
                unit: None,
                of: path,
                to: None,
                total: false,
                note: None,
                positions: Vec::new(),
            });
        }
    }
    all
}

/// The figures of all places: those that the pages of the site are compared by, those that an earlier page asked for, or `own`,
/// gathered by need.
pub fn figures<'f>(context: RenderContext<'f>, own: &'f OnceLock<PlaceFigures>) -> &'f PlaceFigures {
    let gather = || PlaceFigures::of(context.site, measures(context.site));
    let by_need = || context.figures.unwrap_or(own).get_or_init(gather);
    context.inputs.map_or_else(by_need, |inputs| &inputs.figures)
}

/// A measure of a place over the years.
struct MeasureCourse<'m, 'a> {
    measure: &'m Measure,
    /// One figure for each year that asks for it, the oldest first.
    years: Vec<Measured<'a>>,
}

impl<'m, 'a> MeasureCourse<'m, 'a> {
    /// Nothing where the measure has no number at the place, is chosen from a list, or is of several documents of a year of which none
    /// stands for the place.
    fn of(all: &[&'a Document], measure: &'m Measure) -> Option<MeasureCourse<'m, 'a>> {
        let years = Self::years(&Measured::at_place(all.iter().copied(), measure))?;
        Some(MeasureCourse { measure, years })
    }

    /// The figures of such a measure, given all of a place.
    fn years(all: &[(i32, Vec<Measured<'a>>)]) -> Option<Vec<Measured<'a>>> {
        let mut years = Vec::new();
        for (_, measured) in all {
            let [one] = measured.as_slice() else { return None };
            years.push(one.clone());
        }
        let listed = |one: &Measured<'_>| listed_answer(one.document, &one.path()).is_some();
        let a_number = years.iter().any(|one| one.quantity.number().is_some());
        (a_number && !years.iter().any(listed)).then_some(years)
    }

    fn newest(&self) -> Option<&Measured<'a>> {
        newest_of(&self.years)
    }

    /// The oldest figure that the newest can be compared with, and all between as well.
    fn since(&self) -> Option<&Measured<'a>> {
        let newest = self.newest()?;
        let before = self.years.iter().rev().filter(|one| one.year < newest.year);
        let numbers = before.filter(|one| one.quantity.number().is_some());
        let like = |one: &&Measured<'a>| {
            let change = Change::between(&newest.side(), Some(&one.side()));
            matches!(change, Some(Change::More(_) | Change::Less(_) | Change::Same))
        };
        numbers.take_while(like).last()
    }
}

/// The newest year that says anything.
fn newest_of<'y, 'a>(years: &'y [Measured<'a>]) -> Option<&'y Measured<'a>> {
    years.iter().rev().find(|one| !one.quantity.is_unanswered())
}

/// The line of a measure of a place over all years from the first to the last, with gaps where there is no document and
/// where figures cannot be compared.
pub fn line(context: RenderContext<'_>, measure: &Measure, years: &[Measured<'_>]) -> View {
    let language = context.language();
    let unit = unit_of(years.iter().map(|one| &one.quantity));
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return View::None };
    let names: Vec<(i32, String, String)> =
        (first.year..=last.year).map(|year| (year, language.fiscal_year(year), language.short_year(year))).collect();
    let points = names.iter().map(|(year, name, short)| {
        let at = years.iter().position(|one| one.year == *year);
        let number = at.and_then(|at| years.get(at)?.quantity.among(&unit).number());
        TrendPoint { year: name, short, number, apart: at.and_then(|at| apart(years, at)).is_some() }
    });
    let points: Vec<TrendPoint<'_>> = points.collect();
    let scope = years.iter().rev().find(|one| one.quantity.number().is_some()).and_then(Measured::scope);
    let what = measure.label.clone() + &Coverage { as_of: None, scope }.brackets(language);
    trend(language, &what, &points, &unit).map_or(View::None, View::Html)
}

/// Why a figure cannot be compared with the number before it.
fn apart(years: &[Measured<'_>], at: usize) -> Option<NotComparable> {
    let (before, now) = years.get(..at).zip(years.get(at))?;
    let before = before.iter().rev().find(|one| one.quantity.number().is_some());
    unlike(&now.side(), &before?.side()).filter(|_| now.quantity.number().is_some())
}

/// A measure of a place over the years, with the figures among which its newest one stands.
pub struct CourseAmong<'m, 'a> {
    course: MeasureCourse<'m, 'a>,
    /// Those of all places of its group.
    pub group: Option<&'m GroupFigures>,
}

/// The measures of which a place has a number, in their order, given its documents.
pub fn courses<'m, 'a>(place: &Place, all: &[&'a Document], figures: &'m PlaceFigures) -> Vec<CourseAmong<'m, 'a>> {
    let courses = figures.measures.iter().filter_map(|measure| {
        let course = MeasureCourse::of(all, measure)?;
        let group = course.newest().and_then(|newest| figures.around(place, measure, newest.year));
        Some(CourseAmong { course, group })
    });
    courses.collect()
}

/// The figures among which a place stands with each of these measures, as digests: known by its summary, or by its documents.
pub fn groups(
    site: &Restricted,
    place: &Place,
    all: &[&Document],
    figures: &PlaceFigures,
) -> Vec<Option<ValuesDigest>> {
    let Some(summary) = place_figures::summary_of(site, &place.id, &figures.measures) else {
        return courses(place, all, figures).iter().map(|one| Some(one.group?.digest)).collect();
    };
    let measures = figures.measures.iter().zip(&summary.figures);
    let courses = measures.filter_map(|(measure, one)| Some((measure, one.course.as_ref()?.newest)));
    courses.map(|(measure, newest)| Some(figures.around(place, measure, newest?)?.digest)).collect()
}

/// What the summary of a place tells of the course of a measure.
pub fn course_summary(all: &[(i32, Vec<Measured<'_>>)]) -> Option<CourseSummary> {
    let years = MeasureCourse::years(all)?;
    Some(CourseSummary { newest: newest_of(&years).map(|newest| newest.year) })
}

/// The table of a place, with what stands above and below it; nothing where no figure is a number.
pub fn view(context: RenderContext<'_>, place: &Place, all: &[CourseAmong<'_, '_>]) -> View {
    let courses: Vec<&MeasureCourse<'_, '_>> = all.iter().map(|one| &one.course).collect();
    let Some(newest) = courses.iter().filter_map(|course| course.newest()).map(|one| one.year).max() else {
        return View::None;
    };
    let rows: Vec<View> = all.iter().map(|one| row(context, place, one, newest)).collect();
    let has = |key: &str| rows.iter().any(|row| !matches!(row.get(key), None | Some(View::None)));
    let mut years: Vec<i32> = courses.iter().flat_map(|course| &course.years).map(|one| one.year).collect();
    years.sort_unstable();
    years.dedup();
    let language = context.language();
    let columns: Vec<(i32, ColumnTime)> =
        years.iter().map(|year| (*year, time_of_year(context, &courses, *year))).collect();
    let by_year = courses.iter().map(|course| {
        let cells = columns.iter().map(|(year, time)| {
            let at = course.years.iter().position(|one| one.year == *year)?;
            let printed = change::printed(course.years.get(at)?, context.theme);
            let figure = time.under(language, printed).view(language);
            let apart = apart(&course.years, at).and_then(change::apart_word).map(|word| context.theme.word(word));
            Some(view! { "figure" => figure, "apart" => apart })
        });
        view! { "label" => &course.measure.label, "page" => page(context, course.measure), "cells" => View::list(cells) }
    });
    view! {
        "year" => summary::year_view(context, newest),
        "group" => crate::pages::totals::group_name(context, &place.category.group()),
        "changes" => has("change"),
        "lines" => has("line"),
        "positions" => has("position"),
        // With one year, the table above has it all.
        "by_year" => (years.len() > 1).then(|| View::list(by_year)),
        "years" => View::list(columns.iter().map(|(year, time)| {
            let mut head = summary::year_view(context, *year);
            let name = language.fiscal_year(*year);
            time.tell(&name, &mut head);
            // For cells that stand without their head.
            head.set("full", time.label(language, &name));
            head
        })),
        "rows" => rows,
    }
}

/// The time of most numbers of a year: it stands in the head of the year.
fn time_of_year(context: RenderContext<'_>, courses: &[&MeasureCourse<'_, '_>], year: i32) -> ColumnTime {
    let of_year = courses.iter().flat_map(|course| &course.years).filter(|one| one.year == year);
    let numbers = of_year.filter(|one| one.quantity.number().is_some());
    let printed: Vec<Printed<'_>> = numbers.map(|one| change::printed(one, context.theme)).collect();
    ColumnTime::of(context.language(), &printed)
}

/// The newest figures of a place, to stand beside those of others: with what tells whether two of them can be compared.
pub fn beside_others(context: RenderContext<'_>, measures: &[Measure], all: &[&Document]) -> Vec<View> {
    let courses = measures.iter().filter_map(|measure| MeasureCourse::of(all, measure));
    let rows = courses.filter_map(|course| {
        let now = course.newest()?;
        // Numbers of places are told apart in the unit that the form asks for.
        let asked = now.document.answer(now.field).and_then(|(field, _)| field.unit.as_deref());
        let unit = course.measure.unit.as_deref().or(asked).or(now.quantity.unit.as_deref()).unwrap_or_default();
        let side = now.side();
        let number = now.quantity.among(unit).exact();
        let counted = [side.point, side.definition, now.quantity.per.as_deref()];
        Some(view! {
            "id" => &course.measure.id,
            "label" => &course.measure.label,
            "page" => page(context, course.measure),
            "figure" => change::printed(now, context.theme).view(context.language()),
            "year" => now.year,
            "year_name" => context.language().fiscal_year(now.year),
            "change" => course.since().map(|since| change::since(context, now, since)),
            "line" => line(context, course.measure, &course.years),
            "number" => number.filter(|_| side.scope.is_none()).map(Decimal::to_plain),
            "other_area" => number.is_some() && side.scope.is_some(),
            "unit" => unit,
            "unit_of_difference" => change::unit_of_difference(context, unit),
            "counted" => counted.map(|part| part.map(fold).unwrap_or_default()).join("|"),
        })
    });
    rows.collect()
}

/// The address of the page of a measure; a key figure that is no measure has none.
pub fn page(context: RenderContext<'_>, measure: &Measure) -> Option<String> {
    context.site.measures.iter().any(|own| own.id == measure.id).then(|| measure.page())
}

fn row(
    context: RenderContext<'_>,
    place: &Place,
    CourseAmong { course, group }: &CourseAmong<'_, '_>,
    newest: i32,
) -> View {
    let Some(now) = course.newest() else { return View::None };
    let year = now.year;
    let mut view = view! {
        "label" => &course.measure.label,
        "page" => page(context, course.measure),
        "figure" => change::printed(now, context.theme).view(context.language()),
        "year" => (year != newest).then(|| summary::year_view(context, year)),
        "change" => course.since().map(|since| change::since(context, now, since)),
        "line" => line(context, course.measure, &course.years),
    };
    if let Some(among) = group.and_then(|group| Among::of(context, place, course.measure, now, group)) {
        view.set("position", View::Html(among.drawing));
        view.set("median", among.median);
        view.set("places", among.places);
    }
    view
}

/// A figure among those of the places of its group.
pub struct Among {
    /// The drawing for a cell.
    pub drawing: String,
    /// The middle value with its unit.
    pub median: String,
    /// How many places have a number.
    pub places: usize,
}

impl Among {
    /// Nothing where the figure is no number of the place itself, or too few places have one.
    pub fn of(
        context: RenderContext<'_>,
        place: &Place,
        measure: &Measure,
        now: &Measured<'_>,
        group: &GroupFigures,
    ) -> Option<Among> {
        let own: Decimal = now.quantity.among(&group.unit).number().filter(|_| now.scope().is_none())?;
        let middle = median(&group.numbers)?;
        let input = PositionChart { place: &place.name, own, all: &group.numbers, median: middle, unit: &group.unit };
        let drawing = position(context.language(), &measure.label, &input).ok()?;
        Some(Among { drawing, median: format!("{middle}{}", group.unit), places: group.numbers.len() })
    }
}
