//! The figures of a place over the years, as charts: compositions, rates, and every measure with at least two numbers.

use crate::charts::{Figure, Frame, composition_years, rates, years};
use crate::compare::change::unlike;
use crate::compare::{Measured, Side};
use crate::form::Field;
use crate::model::{Document, Measure};
use crate::pages::figures::{chart_id, composition_parts, figure_view};
use crate::pages::{Edition, change};
use crate::text::csv::csv;
use crate::text::era;
use crate::value::{Answer, Composition, Quantity, Rates, Value, When};
use crate::view::View;

/// The charts, and the file with all figures in them.
pub fn draw(edition: Edition<'_>, place: &str, sheets: &[&Document]) -> (View, Option<(String, Vec<u8>)>) {
    let mut figures: Vec<Figure> = Vec::new();
    let course = Course { edition, place, sheets };
    // The newest form says which compositions and rates there are.
    for (field, answer) in sheets.last().into_iter().flat_map(|newest| answers_of(newest)) {
        match &answer.value {
            Value::Composition(_) => figures.extend(course.composition(field)),
            Value::Rates(newest) => figures.extend(course.rates(field, answer, newest)),
            _ => {}
        }
    }
    figures.extend(edition.site.measures.iter().filter_map(|measure| course.measure(measure)));
    let rows = course.rows();
    let file = (!rows.is_empty()).then(|| {
        let head = ["年度", "西暦", "数値", "値", "単位", "時点", "出典", "範囲", "計算"];
        (format!("data/places/{}.csv", sheets.first().map_or("", |sheet| sheet.place.id.as_str())), csv(&head, rows))
    });
    (View::list(figures.iter().map(figure_view)), file)
}

fn answers_of(document: &Document) -> impl Iterator<Item = (&Field, &Answer)> {
    document.answers().map(|(_, field, answer)| (field, answer))
}

struct Course<'a> {
    edition: Edition<'a>,
    place: &'a str,
    sheets: &'a [&'a Document],
}

impl<'a> Course<'a> {
    fn frame<'f>(&'f self, id: &'f str, what: &'f str, span: &'f str) -> Frame<'f> {
        Frame { id, what, place: self.place, year: span, as_of: None, scope: None, table: None }
    }

    /// From which year to which.
    fn span(&self) -> String {
        let year = |sheet: Option<&&Document>| sheet.map_or_else(String::new, |sheet| era::fiscal_year(sheet.year));
        format!("{}～{}", year(self.sheets.first()), year(self.sheets.last()))
    }

    /// Why a figure must not be compared with the one before, in the words of charts.
    fn apart(&self, now: &Side<'_>, before: Option<&Side<'_>>) -> Option<&'a str> {
        let reason = unlike(now, before?)?;
        change::apart_word(reason).map(|word| self.edition.theme.word(word))
    }

    fn composition(&self, field: &Field) -> Option<Figure> {
        let answers: Vec<Option<(&Answer, &Composition)>> =
            self.sheets.iter().map(|sheet| of_field(sheet, field)).collect();
        let parts: Vec<Option<Vec<_>>> =
            answers.iter().map(|answer| answer.map(|(_, composition)| composition_parts(&composition.parts))).collect();
        if answers.iter().flatten().count() < 2 {
            return None;
        }
        let unit = field.unit.as_deref().unwrap_or_default();
        let labels: Vec<String> = self.sheets.iter().map(|sheet| era::fiscal_year(sheet.year)).collect();
        let mut before: Option<Side<'_>> = None;
        let mut list = Vec::new();
        for ((answer, parts), label) in answers.iter().zip(&parts).zip(&labels) {
            let total = answer.and_then(|(_, composition)| composition.total.as_ref()).map(|(total, _)| total);
            let side = answer.zip(total).map(|((answer, _), quantity)| Side {
                quantity,
                circumstances: &answer.circumstances,
                point: None,
                definition: field.definition.as_deref(),
            });
            list.push(composition_years::Year {
                label,
                composition: parts.as_ref().map(|parts| crate::charts::composition::Composition { total, parts, unit }),
                apart: side.as_ref().and_then(|now| self.apart(now, before.as_ref())),
            });
            before = side.or(before);
        }
        let (id, span) = (chart_id(&field.id), self.span());
        composition_years::composition_years(&self.frame(&id, &field.label, &span), &list).ok()
    }

    /// The newest rates before those of earlier years that can be compared with them.
    fn rates(&self, field: &Field, answer: &Answer, newest: &Rates) -> Option<Figure> {
        let quantity = &newest.points.first()?.quantity;
        let side = |quantity, circumstances| Side { quantity, circumstances, point: None, definition: None };
        let now = side(quantity, &answer.circumstances);
        let (newest_sheet, others) = self.sheets.split_last()?;
        let mut earlier: Vec<(String, &Rates)> = Vec::new();
        let mut left_out = Vec::new();
        for sheet in others.iter().rev() {
            let found = answers_of(sheet).find(|(other, _)| other.id == field.id);
            let Some((_, other)) = found else { continue };
            let Value::Rates(rates) = &other.value else { continue };
            let Some(first) = rates.points.first() else { continue };
            let year = era::fiscal_year(sheet.year);
            match self.apart(&now, Some(&side(&first.quantity, &other.circumstances))) {
                Some(reason) => {
                    left_out.push(self.edition.theme.say("left_out", &[("year", &year), ("reason", reason)]));
                }
                None => earlier.push((year, rates)),
            }
        }
        if earlier.is_empty() {
            return None;
        }
        let earlier: Vec<rates::Earlier<'_>> = earlier
            .iter()
            .map(|(year, rates)| rates::Earlier {
                year,
                values: newest
                    .points
                    .iter()
                    .map(|now| rates.points.iter().find(|point| point.id == now.id).map(|point| &point.quantity))
                    .collect(),
            })
            .collect();
        let points: Vec<rates::Point<'_>> =
            newest.points.iter().map(|point| rates::Point { label: &point.label, quantity: &point.quantity }).collect();
        let (id, year) = (chart_id(&field.id), era::fiscal_year_both(newest_sheet.year));
        let as_of = answer.circumstances.as_of.as_ref().map(When::shown);
        let frame = Frame {
            as_of: as_of.as_deref(),
            scope: answer.circumstances.scope.as_deref(),
            ..self.frame(&id, &field.label, &year)
        };
        let unit = field.unit.as_deref().unwrap_or_default();
        let mut figure =
            rates::rates(&frame, &rates::Rates { points: &points, unit, earlier: &earlier, range: None }).ok()?;
        figure.notes.extend(left_out);
        Some(figure)
    }

    fn measure(&self, measure: &Measure) -> Option<Figure> {
        let measured: Vec<Option<Measured<'_>>> =
            self.sheets.iter().map(|sheet| Measured::of(sheet, measure)).collect();
        let numbers = measured.iter().flatten().filter(|one| one.quantity.number().is_some()).count();
        if numbers < 2 {
            return None;
        }
        let (first, last) = (self.sheets.first()?.year, self.sheets.last()?.year);
        let labels: Vec<(i32, String, String)> =
            (first..=last).map(|year| (year, era::fiscal_year(year), era::short_year(year))).collect();
        let mut before: Option<Side<'_>> = None;
        let mut list = Vec::new();
        for (year, label, short) in &labels {
            let at = self.sheets.iter().position(|sheet| sheet.year == *year);
            let one = at.and_then(|at| measured.get(at)?.as_ref());
            let side = one.map(Measured::side);
            let apart = side.as_ref().and_then(|now| self.apart(now, before.as_ref()));
            list.push(years::Year { label, short, quantity: one.map(|one| &one.quantity), apart });
            before = side.filter(|side| side.quantity.bounds().is_some()).or(before);
        }
        let unit = unit_of(measured.iter().flatten().map(|one| &one.quantity));
        let (id, span) = (format!("_measure_{}", measure.id), self.span());
        let mut figure = years::years(&self.frame(&id, &measure.label, &span), &list, &unit).ok()?;
        figure.notes.extend(measure.note.clone());
        Some(figure)
    }

    /// Every measure of every year as rows of a file.
    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut answered = false;
        for sheet in self.sheets {
            for measure in &self.edition.site.measures {
                let Some(one) = Measured::of(sheet, measure) else { continue };
                answered |= !one.quantity.is_unanswered();
                let circumstances = &one.circumstances;
                let or_none = |text: Option<String>| text.unwrap_or_else(|| "―".to_owned());
                rows.push(vec![
                    era::fiscal_year(sheet.year),
                    sheet.year.to_string(),
                    measure.label.clone(),
                    change::measured_text(&one, self.edition.theme),
                    or_none(one.quantity.unit.as_deref().map(str::to_owned)),
                    or_none(circumstances.as_of.as_ref().map(When::shown)),
                    or_none(circumstances.source.clone()),
                    or_none(circumstances.scope.clone()),
                    or_none(one.arithmetic.clone()),
                ]);
            }
        }
        // A file in which nobody says anything is none.
        if answered { rows } else { Vec::new() }
    }
}

/// The answer to the field of this id in another year's sheet, where it is a composition that everybody may see.
fn of_field<'d>(sheet: &'d Document, field: &Field) -> Option<(&'d Answer, &'d Composition)> {
    let (_, answer) = answers_of(sheet).find(|(other, _)| other.id == field.id)?;
    match &answer.value {
        Value::Composition(composition) => Some((answer, composition)),
        _ => None,
    }
}

/// The unit that the first figure names.
pub fn unit_of<'q>(mut quantities: impl Iterator<Item = &'q Quantity>) -> String {
    quantities.find_map(|quantity| quantity.unit.as_deref()).unwrap_or_default().to_owned()
}
