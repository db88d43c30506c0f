//! The figures of a place over the years: compositions, rates and tables with years or months as charts, and every
//! measure in a file.

use crate::charts::composition_years::composition_years;
use crate::charts::{ChartFrame, DrawnChart, rates};
use crate::compare::change::unlike;
use crate::compare::matrix_series::{MatrixSeries, matrix_series};
use crate::compare::{ComparedFigure, Measured};
use crate::data::Status;
use crate::form::{Field, HeadTime};
use crate::model::{Document, Measure, Place};
use crate::pages::figures::{CompositionBar, FIGURE, FigureTime, chart_id, draw_bars, draw_series, figure};
use crate::pages::{RenderContext, change};
use crate::text::csv::csv;
use crate::text::{SiteLanguage, era};
use crate::value::{Answer, Circumstances, Composition, FigureNote, Quantity, Rates, When};

/// The charts, and the file with all figures in them.
///
/// `series` are the place's sheets, those of one name over the years in one list; `all` are its documents.
pub fn draw(
    context: RenderContext<'_>,
    place: &Place,
    series: &[Vec<&Document>],
    all: &[&Document],
) -> (Vec<DrawnChart>, Option<(String, Vec<u8>)>) {
    let mut figures: Vec<DrawnChart> = Vec::new();
    let mut rows: Vec<(i32, Vec<Vec<String>>)> = Vec::new();
    let mut answered = false;
    for sheets in series {
        let course = Course { context, place: &place.name, sheets };
        // The newest form says which compositions and rates there are.
        for (field, answer) in sheets.last().into_iter().flat_map(|newest| answers_of(newest)) {
            if answer.value.composition().is_some() {
                figures.extend(course.composition(field));
            }
            if let Some(newest) = answer.value.rates() {
                figures.extend(course.rates(field, answer, newest));
            }
            if let Some(joined) = matrix_series(sheets, &field.id) {
                figures.extend(course.matrix(&joined));
                answered |= !joined.origins.is_empty();
                rows.extend(matrix_rows(&joined));
            }
        }
    }
    for measure in &context.site.measures {
        let years = Measured::at_place(all.iter().copied(), measure);
        for (year, measured) in &years {
            answered |= measured.iter().any(|one| !one.quantity.is_unanswered());
            rows.push((*year, measured.iter().map(|one| row(context, measure, one)).collect()));
        }
    }
    rows.sort_by_key(|(year, _)| *year);
    // A file in which nobody says anything is none.
    let file = answered.then(|| {
        let rows = rows.into_iter().flat_map(|(_, rows)| rows);
        (format!("data/places/{}.csv", place.id), csv(&heads(), rows))
    });
    (figures, file)
}

fn answers_of(document: &Document) -> impl Iterator<Item = (&Field, &Answer)> {
    document.answers().map(|(_, field, answer)| (field, answer))
}

struct Course<'a> {
    context: RenderContext<'a>,
    place: &'a str,
    sheets: &'a [&'a Document],
}

impl<'a> Course<'a> {
    fn frame<'f>(&'f self, id: &'f str, what: &'f str, span: &'f str) -> ChartFrame<'f> {
        let language = self.context.language();
        ChartFrame { id, what, place: self.place, year: span, language, ..ChartFrame::default() }
    }

    /// From which year to which.
    fn span(&self) -> String {
        let year = |sheet: Option<&&Document>| sheet.map(|sheet| sheet.year).unwrap_or_default();
        self.context.language().fiscal_years(year(self.sheets.first()), year(self.sheets.last()))
    }

    /// A figure of the place as comparisons see it.
    fn side<'f>(&self, quantity: &'f Quantity, circumstances: &'f Circumstances) -> ComparedFigure<'f> {
        let (scope, source) = (circumstances.scope_other_than(self.place), circumstances.source());
        ComparedFigure { quantity, scope, source, point: None, definition: None }
    }

    /// What travels with the figures of an answer in the sheet of a year.
    fn figure_note<'f>(&self, field: &Field, circumstances: &'f Circumstances, year: i32) -> FigureNote<'f> {
        let asked = field.as_of.as_deref().map(|asked| When::parse(asked, year));
        FigureNote::of(&[circumstances], asked, self.place)
    }

    fn composition(&self, field: &Field) -> Option<DrawnChart> {
        let unit = field.unit.as_deref().unwrap_or_default();
        let answers: Vec<_> = self.sheets.iter().map(|sheet| of_field(sheet, field)).collect();
        let bar = |(sheet, found): (&&Document, &Option<(&'a Answer, &'a Composition)>)| CompositionBar {
            label: self.context.language().fiscal_year(sheet.year),
            composition: found.map(|(_, composition)| composition.among(unit)),
            apart: None,
            time: found.map_or_else(FigureTime::default, |(answer, _)| {
                FigureTime::of(
                    self.context.language(),
                    self.figure_note(&answer.field, &answer.circumstances, sheet.year),
                )
            }),
        };
        let mut bars: Vec<CompositionBar<'_>> = self.sheets.iter().zip(&answers).map(bar).collect();
        if answers.iter().flatten().count() < 2 {
            return None;
        }
        let mut before: Option<ComparedFigure<'_>> = None;
        let mut reasons = Vec::new();
        for (bar, found) in bars.iter().zip(&answers) {
            let total = bar.composition.as_ref().and_then(|composition| composition.total.as_ref());
            let side = total.zip(*found).map(|((quantity, _), (answer, _))| ComparedFigure {
                definition: field.definition.as_deref(),
                ..self.side(quantity, &answer.circumstances)
            });
            reasons.push(side.as_ref().and_then(|now| apart(self.context, now, before.as_ref())));
            before = side.or(before);
        }
        for (bar, reason) in bars.iter_mut().zip(reasons) {
            bar.apart = reason;
        }
        let (id, span) = (self.id(field), self.span());
        draw_bars(&self.frame(&id, &field.label, &span), &bars, unit, composition_years)
    }

    /// The newest rates before those of earlier years that can be compared with them.
    fn rates(&self, field: &Field, answer: &Answer, newest: &Rates) -> Option<DrawnChart> {
        let quantity = &newest.points.first()?.quantity;
        let now = self.side(quantity, &answer.circumstances);
        let (newest_sheet, others) = self.sheets.split_last()?;
        let mut earlier: Vec<(String, FigureTime<'_>, &Rates)> = Vec::new();
        let mut left_out = Vec::new();
        for sheet in others.iter().rev() {
            let found = answers_of(sheet).find(|(other, _)| other.id == field.id);
            let Some((_, other)) = found else { continue };
            let Some(rates) = other.value.rates() else { continue };
            let Some(first) = rates.points.first() else { continue };
            let year = self.context.language().fiscal_year(sheet.year);
            if let Some(reason) = apart(self.context, &now, Some(&self.side(&first.quantity, &other.circumstances))) {
                left_out.push(self.context.theme.sentence("left_out", &[("year", &year), ("reason", reason)]));
            } else {
                let time = self.figure_note(field, &other.circumstances, sheet.year);
                earlier.push((year, FigureTime::of(self.context.language(), time), rates));
            }
        }
        if earlier.is_empty() {
            return None;
        }
        let mut years = Vec::new();
        for (year, time, rates) in &earlier {
            let value = |id: &str| rates.points.iter().find(|point| point.id == id).map(|point| &point.quantity);
            let values = newest.points.iter().map(|point| value(&point.id)).collect();
            years.push(rates::EarlierRates { year, as_of: time.as_of.as_deref(), values });
        }
        let points: Vec<rates::ChartPoint<'_>> = newest
            .points
            .iter()
            .map(|point| rates::ChartPoint { label: &point.label, quantity: &point.quantity })
            .collect();
        let (id, year) = (self.id(field), self.context.language().fiscal_year_both(newest_sheet.year));
        let time =
            FigureTime::of(self.context.language(), self.figure_note(field, &answer.circumstances, newest_sheet.year));
        let frame =
            ChartFrame { as_of: time.as_of.as_deref(), scope: time.scope, ..self.frame(&id, &field.label, &year) };
        let unit = field.unit.as_deref().unwrap_or_default();
        let mut figure = rates::rates(
            &frame,
            &rates::RatesChart { points: &points, unit, earlier: &years, range: None, headline: None },
        )
        .ok()?;
        figure.notes.extend(left_out);
        Some(figure)
    }

    /// A matrix over all years or months that the sheets give.
    fn matrix(&self, joined: &MatrixSeries<'_>) -> Option<DrawnChart> {
        let (id, field) = (self.id(joined.field), joined.field);
        draw_series(self.context, &self.frame(&id, &field.label, ""), joined)
    }

    /// What the ids of its figures begin with: two series of sheets may ask for one field.
    fn id(&self, field: &Field) -> String {
        match self.sheets.last().filter(|sheet| !sheet.is_main()) {
            Some(sheet) => format!("{}_{}", chart_id(&field.id), sheet.name),
            None => chart_id(&field.id),
        }
    }
}

/// Why a figure must not be compared with the one before, in the words of charts.
fn apart<'a>(
    context: RenderContext<'a>,
    now: &ComparedFigure<'_>,
    before: Option<&ComparedFigure<'_>>,
) -> Option<&'a str> {
    let reason = unlike(now, before?)?;
    change::apart_word(reason).map(|word| context.theme.word(word))
}

/// The heads of the columns of [`row`].
pub fn heads() -> Vec<&'static str> {
    let (what, circumstances) = (["年度", "西暦", "数値"], ["時点", "出典", "範囲", "計算", "ページ"]);
    what.into_iter().chain(FIGURE).chain(circumstances).collect()
}

/// A measure of a document as a row of the file.
pub fn row(context: RenderContext<'_>, measure: &Measure, one: &Measured<'_>) -> Vec<String> {
    let circumstances = &one.circumstances;
    let text = Option::unwrap_or_default;
    let mut figure = figure(&one.quantity);
    // Why there is no ratio is said in words.
    if let ([.., written], true) = (&mut figure, one.lack.is_some()) {
        *written = change::measured_text(one, context.theme);
    }
    let what = [era::fiscal_year(one.year), one.year.to_string(), measure.label.clone()];
    let circumstances = [
        text(one.figure_note().time(SiteLanguage::Japanese)),
        text(circumstances.source().map(str::to_owned)),
        text(circumstances.scope().map(str::to_owned)),
        text(one.arithmetic.clone()),
        one.document.page.clone(),
    ];
    what.into_iter().chain(figure).chain(circumstances).collect()
}

/// The numbers of a joined matrix as rows of the file, each by the year that it is of, from the sheet that gives it.
fn matrix_rows(joined: &MatrixSeries<'_>) -> Vec<(i32, Vec<Vec<String>>)> {
    let row = |(at, document): (&(usize, usize), &&Document)| {
        let (time, other) = joined.heads_at(*at)?;
        let cell = joined.matrix.cell(at.0, at.1)?;
        let (year, label) = match time.time? {
            HeadTime::Year(year) => (year, era::wareki_year(year)),
            HeadTime::FiscalYear(year) => (year, era::fiscal_year(year)),
            HeadTime::MonthOf(..) | HeadTime::Month(_) => (document.year, era::fiscal_year(document.year)),
        };
        let circumstances = [&cell.circumstances, &joined.newest.circumstances];
        let given = |get: fn(&Circumstances) -> Option<&str>| {
            circumstances.iter().find_map(|one| get(one)).unwrap_or_default().to_owned()
        };
        let computed = if cell.is_computed { Status::Computed.word() } else { "" };
        let what = [label, year.to_string(), format!("{}（{}）", joined.field.label, other.full_label())];
        let more = [
            time.full_label(),
            given(Circumstances::source),
            given(Circumstances::scope),
            computed.to_owned(),
            document.page.clone(),
        ];
        Some((year, vec![what.into_iter().chain(figure(&cell.quantity)).chain(more).collect()]))
    };
    joined.origins.iter().filter_map(row).collect()
}

/// The answer to the field of this id in another year's sheet, where it is a composition that everybody may see.
fn of_field<'d>(sheet: &'d Document, field: &Field) -> Option<(&'d Answer, &'d Composition)> {
    let (_, answer) = answers_of(sheet).find(|(other, _)| other.id == field.id)?;
    Some((answer, answer.value.composition()?))
}
