//! One measure over many places: a dot for each in order of size, the middle value, the quarters, and one place among them.

use plotters::prelude::PathElement;

use super::draw::{line, text};
use super::figure::{Canvas, Chart, ChartArea, ChartRow, ChartTable, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{BarSide, Label, SideLabels, shorten, width};
use super::role::{MarkRole, TextAnchor};
use super::scale::Scale;
use super::units::{count, pixels};
use super::words;
use crate::source::StaticWords;
use crate::text::SiteLanguage;
use crate::text::number::Decimal;
use crate::text::width::wrap;
use crate::value::{Amount, Quantity};

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "places", class: "chart chart-places" };

/// A place and its figure.
#[derive(Clone, Copy, Debug)]
pub struct PlaceFigure<'a> {
    /// The name of the place: 川崎市
    pub name: &'a str,
    /// Its figure, or why there is none.
    pub quantity: &'a Quantity,
}

/// The figures of a measure, and which of them the page is about.
#[derive(Clone, Copy, Debug)]
pub struct PlacesChart<'a> {
    /// All places, in the order of the table; the drawing orders them by size.
    pub places: &'a [PlaceFigure<'a>],
    /// Which of them the page is about, if any.
    pub this: Option<usize>,
    /// The unit of figures that name none.
    pub unit: &'a str,
    /// The least and the most that the scale reaches at least: charts of several years beside each other have one scale.
    pub reach: Option<(Decimal, Decimal)>,
}

/// The greatest height of a column of dots: the chart then fits on a phone with its labels.
const HEIGHT: f64 = 132.0;
/// Free space at both ends, so that the dots at the ends are whole.
const EDGE: f64 = 8.0;
/// Of fewer places than this the quarters say no more than the dots.
const WITH_QUARTERS: usize = 20;
/// The height of the axis with its numbers.
const AXIS: f64 = 22.0;

/// Draws a measure over places.
///
/// # Errors
/// When fewer than two places have a number.
pub fn places(frame: &ChartFrame<'_>, input: &PlacesChart<'_>) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let mut known: Vec<(Decimal, &PlaceFigure<'_>)> =
        input.places.iter().filter_map(|place| Some((place.quantity.number()?, place))).collect();
    if let Some((_, place)) = known.iter().find(|(number, _)| number.is_negative()) {
        return Err(Reason(words::below_zero(language, place.name)));
    }
    known.sort_by_key(|(number, _)| *number);
    let numbers: Vec<Decimal> = known.iter().map(|(number, _)| *number).collect();
    let ([first, .., last], Some(median)) = (known.as_slice(), median(&numbers)) else {
        return Err(Reason(words::too_few_places(language, frame.what)));
    };
    let this = input.this.and_then(|index| input.places.get(index));
    let quarters = quarters(&numbers).filter(|_| numbers.len() >= WITH_QUARTERS);
    let own = this.and_then(|place| place.quantity.number());
    let ends = input.reach.map_or((first.0, last.0), |(least, most)| (least.min(first.0), most.max(last.0)));
    let strip = PlacesLayout::of(language, &known, own, (median, quarters), ends);
    let shown = |number: Decimal| words::amount(language, Amount::Exact(number), input.unit);
    let own_text = |place: &PlaceFigure<'_>| words::quantity(language, place.quantity, input.unit);
    let median_text = words::median(language, &shown(median));
    let quarter_texts =
        quarters.map(|quarters| words::quarters(language, quarters.map(&shown).each_ref().map(String::as_str)));
    let [low, high] =
        quarter_texts.as_ref().map_or([None, None], |[low, high]| [Some(low.as_str()), Some(high.as_str())]);
    let this_text = this.map(|place| {
        let value = own_text(place);
        let space = WIDTH - width(&value, MarkRole::Strong) - 6.0;
        format!("{} {value}", shorten(place.name, MarkRole::Strong, space))
    });
    let others = input.places.iter().enumerate().filter(|(index, _)| Some(*index) != input.this);
    let reasons = missing(language, others.map(|(_, place)| place));
    let missing = match this.filter(|place| place.quantity.number().is_none()) {
        Some(place) => words::itself(language, place.name, &own_text(place), &words::not_drawn(language, &reasons)),
        None => words::not_drawn(language, &reasons),
    };
    let headline = match this.filter(|place| place.quantity.number().is_some()) {
        Some(place) => words::among(language, place.name, &own_text(place), &shown(median)),
        None => words::spread(language, known.len(), &shown(first.0), &shown(last.0)),
    };
    let ends =
        [words::least(language, first.1.name, &shown(first.0)), words::most(language, last.1.name, &shown(last.0))];
    let [least, most] = ends.each_ref().map(String::as_str);
    let parts =
        [low, Some(median_text.as_str()), high, this_text.as_deref(), Some(least), Some(most), Some(missing.as_str())];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let desc = words::places_desc(language, frame.what, known.len(), &parts);
    let labels = strip.labels(&median_text, quarter_texts.as_ref(), this_text.as_deref());
    let top = labels.height() + 4.0;
    let drawn = ends.each_ref().map(|end| shorten(end, MarkRole::Ink, WIDTH));
    let one_row = drawn.iter().map(|end| width(end, MarkRole::Ink)).sum::<f64>() + 10.0 <= WIDTH;
    let missing = wrap(&missing, WIDTH / MarkRole::Small.size());
    let rows = if one_row { 1.0 } else { 2.0 } + count(missing.len());
    let height = top + strip.height + AXIS + SideLabels::ROW * rows + 1.0;
    let outside = Canvas { frame, chart: CHART, unit: input.unit, title: &headline, desc: &desc, height };
    let chart = canvas(&outside, |area| {
        strip.draw(area, top)?;
        labels.draw(area, top - 1.0, BarSide::Above)?;
        let mut y = top + strip.height + AXIS + SideLabels::ROW / 2.0;
        text(area, &drawn[0], 0.0, y, MarkRole::Ink, TextAnchor::Start)?;
        if !one_row {
            y += SideLabels::ROW;
        }
        text(area, &drawn[1], WIDTH, y, MarkRole::Ink, TextAnchor::End)?;
        for row in &missing {
            y += SideLabels::ROW;
            text(area, row, 0.0, y, MarkRole::Small, TextAnchor::Start)?;
        }
        Ok(())
    })?;
    let spots = input.places.iter().map(|place| Some(strip.at(place.quantity.number()?))).collect();
    Ok(DrawnChart {
        spots,
        table: table(frame, input, (&shown(median), quarters.map(|all| all.map(&shown))), &reasons),
        notes: strip.notes,
        ..chart
    })
}

/// The positions of all dots and lines of the chart, in units.
struct PlacesLayout {
    scale: Scale,
    /// For each column of dots: where it is and how many places it stands for.
    columns: Vec<(f64, usize)>,
    dots: Dots,
    /// Where the middle value, the quarters and this place are.
    median: f64,
    quarters: Option<[f64; 2]>,
    this: Option<f64>,
    height: f64,
    notes: Vec<String>,
}

/// How large a dot is.
#[derive(Clone, Copy)]
struct Dots {
    role: MarkRole,
    size: f64,
    /// The height that each place adds to its column.
    step: f64,
}

/// How wide a column is that stands for more places than can be dots.
const COLUMN: f64 = 5.0;

/// The sizes of dots, the largest first: the first of them whose columns are not too high is used.
const SIZES: [(MarkRole, f64); 3] =
    [(MarkRole::LargeDots, 8.0), (MarkRole::MiddlingDots, 5.0), (MarkRole::SmallDots, 3.0)];

impl PlacesLayout {
    fn of(
        language: SiteLanguage,
        known: &[(Decimal, &PlaceFigure<'_>)],
        this: Option<Decimal>,
        (median, quarters): (Decimal, Option<[Decimal; 2]>),
        (least, most): (Decimal, Decimal),
    ) -> Self {
        let scale = Scale::between(least.to_f64(), most.to_f64());
        let at = |number: Decimal| spot(&scale, number);
        let all: Vec<f64> = known.iter().map(|(number, _)| at(*number)).collect();
        let columns = |size: f64| columns(&all, size);
        let highest = |columns: &[(f64, usize)]| columns.iter().map(|(_, places)| count(*places)).fold(0.0, f64::max);
        let fitting = SIZES.iter().find(|(_, size)| highest(&columns(*size)) * size <= HEIGHT);
        let mut notes = Vec::new();
        if scale.is_cut() {
            notes.push(words::cut_axis(language));
        }
        if quarters.is_some() {
            notes.push(words::HALF_BETWEEN.in_language(language).to_owned());
        }
        let dots = if let Some((role, size)) = fitting {
            Dots { role: *role, size: *size, step: *size }
        } else {
            let places = columns(COLUMN).iter().map(|(_, places)| *places).max().unwrap_or(0);
            notes.push(words::highest_column(language, places));
            Dots { role: MarkRole::Columns, size: COLUMN, step: HEIGHT / count(places) }
        };
        let columns = columns(dots.size);
        let height = (highest(&columns) * dots.step).max(24.0);
        Self {
            median: at(median),
            quarters: quarters.map(|all| all.map(at)),
            this: this.map(at),
            scale,
            columns,
            dots,
            height,
            notes,
        }
    }

    /// Where a number stands, in units from the left.
    fn at(&self, number: Decimal) -> f64 {
        spot(&self.scale, number)
    }

    /// What stands over the dots: the middle value, the quarters and this place.
    fn labels(&self, median: &str, quarters: Option<&[String; 2]>, this: Option<&str>) -> SideLabels {
        let label = |at: f64, text: &str, role: MarkRole| Label { mark: Some((at, at)), text: text.to_owned(), role };
        let mut labels = vec![label(self.median, median, MarkRole::Ink)];
        for (at, text) in self.quarters.into_iter().flatten().zip(quarters.into_iter().flatten()) {
            labels.push(label(at, text, MarkRole::Small));
        }
        if let (Some(this), Some(at)) = (this, self.this) {
            labels.push(label(at, this, MarkRole::Strong));
        }
        SideLabels::of(labels)
    }

    fn draw(&self, area: &ChartArea<'_>, top: f64) -> DrawResult {
        let base = top + self.height;
        for (x, places) in &self.columns {
            // A column is one line; the style sheet draws it as dots.
            let half = self.dots.size / 2.0;
            let end = match self.dots.role {
                MarkRole::Columns => base - count(*places) * self.dots.step,
                // A line without any length has no dot in some browsers.
                _ => base - half - (count(*places) - 1.0) * self.dots.step - 0.1,
            };
            let start = if matches!(self.dots.role, MarkRole::Columns) { base } else { base - half };
            area.draw(&PathElement::new(vec![(pixels(*x), pixels(start)), (pixels(*x), pixels(end))], self.dots.role))?;
        }
        for x in self.quarters.into_iter().flatten() {
            line(area, (x, top - 2.0), (x, base), MarkRole::Quarter)?;
        }
        line(area, (self.median, top - 2.0), (self.median, base + 4.0), MarkRole::Median)?;
        if let Some(x) = self.this {
            line(area, (x, top - 2.0), (x, base + 4.0), MarkRole::This)?;
        }
        self.scale.draw(area, EDGE, WIDTH - 2.0 * EDGE, base + 1.0)
    }
}

fn spot(scale: &Scale, number: Decimal) -> f64 {
    EDGE + (WIDTH - 2.0 * EDGE) * scale.part(number.to_f64())
}

/// Dots of this size, given from left to right: those that would touch stand over each other, in their middle.
fn columns(all: &[f64], size: f64) -> Vec<(f64, usize)> {
    let mut columns: Vec<(f64, usize)> = Vec::new();
    let mut rest = all;
    while let Some(first) = rest.first() {
        let near = rest.iter().take_while(|x| **x < first + size).count();
        let (column, after) = rest.split_at(near);
        let middle = column.iter().sum::<f64>() / count(near);
        // Two columns side by side may be nearer to each other than their first dots are.
        let least = columns.last().map_or(middle, |(before, _)| before + size);
        columns.push((middle.max(least), near));
        rest = after;
    }
    columns
}

/// The middle of values in order, the mean of the two middle ones if they are two; with no more digits than they have.
#[must_use]
pub fn median(sorted: &[Decimal]) -> Option<Decimal> {
    let (low, high) = (*sorted.get(sorted.len().checked_sub(1)? / 2)?, *sorted.get(sorted.len() / 2)?);
    if low == high {
        return Some(low);
    }
    let mean = low.checked_add(high)?.checked_mul(Decimal::new(5, 1)?)?;
    // The middle of two figures is no more exact than they are.
    Some(mean.round(low.places().max(high.places())))
}

/// The first and the third quartile of values in order: the least of them that at least a quarter, and three quarters, do not exceed
/// (the inverse of the distribution function, Hyndman and Fan's first definition). Both are figures of places.
fn quarters(sorted: &[Decimal]) -> Option<[Decimal; 2]> {
    let at = |quarter: usize| sorted.get((sorted.len() * quarter).div_ceil(4).checked_sub(1)?).copied();
    Some([at(1)?, at(3)?])
}

/// How many places have no number, by reason.
pub fn missing<'a>(
    language: SiteLanguage,
    places: impl Iterator<Item = &'a PlaceFigure<'a>>,
) -> Vec<(&'static str, usize)> {
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for place in places.filter(|place| place.quantity.number().is_none()) {
        let reason = place
            .quantity
            .absence()
            .map_or(words::NOT_ONE_NUMBER.in_language(language), |reason| words::absence(language, reason));
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, places)) => *places += 1,
            None => reasons.push((reason, 1)),
        }
    }
    reasons
}

fn table(
    frame: &ChartFrame<'_>,
    input: &PlacesChart<'_>,
    (median, quarters): (&str, Option<[String; 2]>),
    reasons: &[(&str, usize)],
) -> ChartTable {
    let language = frame.language;
    let mut order: Vec<&PlaceFigure<'_>> = input.places.iter().collect();
    // Those without a number come last, in the order given.
    order.sort_by(|one, other| match (one.quantity.number(), other.quantity.number()) {
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    let row = |place: &&PlaceFigure<'_>| ChartRow {
        head: place.name.to_owned(),
        cells: vec![words::cell(language, &words::quantity(language, place.quantity, input.unit), input.unit)],
    };
    let mut rows: Vec<ChartRow> = order.iter().map(row).collect();
    let row = |head: StaticWords, value: &str| ChartRow {
        head: head.in_language(language).to_owned(),
        cells: vec![words::cell(language, value, input.unit)],
    };
    let [low, high] = quarters.map_or([None, None], |all| all.map(Some));
    rows.extend(low.map(|low| row(words::FIRST_QUARTILE, &low)));
    rows.push(row(words::MEDIAN, median));
    rows.extend(high.map(|high| row(words::THIRD_QUARTILE, &high)));
    let count = |(reason, places): &(&str, usize)| ChartRow {
        head: words::not_drawn_row(language, reason),
        cells: vec![words::places(language, *places)],
    };
    rows.extend(reasons.iter().map(count));
    ChartTable {
        caption: words::subtitle(frame, input.unit),
        head: vec![words::PLACE.in_language(language).to_owned(), words::head(language, frame.what, input.unit)],
        rows,
    }
}
