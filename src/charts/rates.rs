//! Rates at points in order: discharge after 3, 6 and 12 months, before earlier years and the group's range.

use super::draw::{bar, lane, line, text};
use super::figure::{Canvas, Chart, ChartArea, ChartRow, ChartTable, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{drawn, shorten, width};
use super::role::{MarkRole, TextAnchor};
use super::words;
use crate::text::SiteLanguage;
use crate::text::number::Decimal;
use crate::value::Quantity;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "rates", class: "chart chart-rates" };

/// Rates of one year: a label of the form and its value.
#[derive(Clone, Copy, Debug)]
pub struct ChartPoint<'a> {
    /// The form's words for the point: 入院後３か月時点
    pub label: &'a str,
    /// The rate, or why there is none: 64.5％
    pub quantity: &'a Quantity,
}

/// An earlier year's rates, in the order of the points.
#[derive(Clone, Debug)]
pub struct EarlierRates<'a> {
    /// The fiscal year: 令和2年度
    pub year: &'a str,
    /// When they were true: H28年.
    pub as_of: Option<&'a str>,
    /// One for each point; none where that year has no such point.
    pub values: Vec<Option<&'a Quantity>>,
}

/// The least and the most among a year's sheets.
#[derive(Clone, Debug)]
pub struct Range<'a> {
    /// The sheets that the range is of: 令和3年度の12自治体.
    pub label: &'a str,
    /// For each point, if there is one.
    pub spans: Vec<Option<(Decimal, Decimal)>>,
}

/// The rates of a year, with those that they are compared with.
#[derive(Clone, Debug)]
pub struct RatesChart<'a> {
    /// In the form's order.
    pub points: &'a [ChartPoint<'a>],
    /// The unit of rates that name none: ％
    pub unit: &'a str,
    /// The newest first; at most three are drawn, so that each can be told apart.
    pub earlier: &'a [EarlierRates<'a>],
    /// The range of other sheets, drawn behind the bars.
    pub range: Option<&'a Range<'a>>,
    /// The place of the point that the headline tells of; the last with a number where none is given.
    pub headline: Option<usize>,
}

/// How many earlier years are drawn: with more, their thin bars can no longer be told apart.
const EARLIER: usize = 3;
/// The height of the label of a point.
const LABEL: f64 = 18.0;
/// The height of the bar of the newest year.
const BAR: f64 = 18.0;
/// The height of the row of an earlier year or of a range.
const THIN: f64 = 15.0;
/// The space after a point.
const AFTER: f64 = 8.0;

/// Draws rates.
///
/// # Errors
/// When no point has a number.
pub fn rates(frame: &ChartFrame<'_>, input: &RatesChart<'_>) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let values: Vec<Option<Decimal>> = input.points.iter().map(|point| point.quantity.number()).collect();
    let last = input.points.iter().zip(&values).rfind(|(_, value)| value.is_some()).map(|(point, _)| point);
    let told = input.headline.and_then(|at| input.points.get(at)).filter(|point| point.quantity.number().is_some());
    let last = told.or(last).ok_or_else(|| Reason(words::no_numbers(language, frame.what)))?;
    if let Some((point, _)) =
        input.points.iter().zip(&values).find(|(_, value)| value.is_some_and(|value| value.to_f64() < 0.0))
    {
        return Err(Reason(words::below_zero(language, point.label)));
    }
    let shown = |point: &ChartPoint<'_>| words::quantity(language, point.quantity, input.unit);
    let headline = words::rate(language, frame.what, last.label, &shown(last), frame.scope);
    let texts: Vec<String> = input.points.iter().map(|point| language.named(point.label, &shown(point))).collect();
    let desc = words::rates_desc(language, frame.what, &texts);
    let rows: Vec<Lines<'_>> = (0..input.points.len()).filter_map(|index| Lines::of(language, input, index)).collect();
    let height = rows.iter().map(Lines::height).sum::<f64>() + 16.0 - AFTER;
    let most = rows.iter().map(Lines::most).fold(if input.unit == "％" { 100.0 } else { 0.0 }, f64::max);
    let outside = Canvas { frame, chart: CHART, unit: input.unit, title: &headline, desc: &desc, height };
    let drawn = canvas(&outside, |area| draw(area, language, &rows, most, input.unit))?;
    Ok(DrawnChart { table: table(frame, input), ..drawn })
}

/// One point with everything that stands at it.
struct Lines<'a> {
    label: &'a str,
    value: Option<f64>,
    text: String,
    earlier: Vec<(Option<f64>, String)>,
    range: Option<RateRange<'a>>,
}

/// The least and the most among others.
struct RateRange<'a> {
    label: &'a str,
    least: f64,
    most: f64,
    text: String,
}

impl<'a> Lines<'a> {
    fn of(language: SiteLanguage, input: &RatesChart<'a>, index: usize) -> Option<Self> {
        let point = input.points.get(index)?;
        let mut earlier = Vec::new();
        for year in input.earlier.iter().take(EARLIER) {
            let Some(quantity) = year.values.get(index).copied().flatten() else { continue };
            let text = format!("{} {}", words::quantity(language, quantity, input.unit), year.year);
            earlier.push((quantity.number().map(Decimal::to_f64), text));
        }
        let range = input.range.and_then(|range| {
            let (least, most) = (*range.spans.get(index)?)?;
            let text = words::span(language, &least.to_string(), &most.to_string(), input.unit);
            Some(RateRange { label: range.label, least: least.to_f64(), most: most.to_f64(), text })
        });
        Some(Self {
            label: point.label,
            value: point.quantity.number().map(Decimal::to_f64),
            text: words::quantity(language, point.quantity, input.unit),
            earlier,
            range,
        })
    }

    fn height(&self) -> f64 {
        let thin = self.earlier.len() + usize::from(self.range.is_some());
        LABEL + BAR + (0..thin).map(|_| THIN).sum::<f64>() + AFTER
    }

    /// How wide its numbers are.
    fn column(&self) -> f64 {
        let main = self.value.map_or(0.0, |_| width(&self.text, MarkRole::Strong));
        let thin = self.earlier.iter().map(|(_, text)| text).chain(self.range.iter().map(|range| &range.text));
        thin.map(|text| width(text, MarkRole::Small)).fold(main, f64::max)
    }

    fn most(&self) -> f64 {
        let earlier = self.earlier.iter().filter_map(|(value, _)| *value);
        let range = self.range.iter().map(|range| range.most);
        self.value.into_iter().chain(earlier).chain(range).fold(0.0, f64::max)
    }
}

fn draw(area: &ChartArea<'_>, language: SiteLanguage, rows: &[Lines<'_>], most: f64, unit: &str) -> DrawResult {
    // All numbers stand in a column of their own at the right.
    let column = WIDTH - rows.iter().map(Lines::column).fold(0.0, f64::max);
    let space = column - 6.0;
    let mut top = 0.0;
    for row in rows {
        let label = shorten(&drawn(row.label), MarkRole::Ink, WIDTH);
        text(area, &label, 0.0, top + LABEL / 2.0, MarkRole::Ink, TextAnchor::Start)?;
        top += LABEL;
        let main = lane(area, 0.0, top, space, BAR, most);
        let center = top + BAR / 2.0;
        if let Some(value) = row.value {
            bar(&main, 0.0, most, MarkRole::Track)?;
            bar(&main, 0.0, value, MarkRole::Value)?;
            text(area, &row.text, column, center, MarkRole::Strong, TextAnchor::Start)?;
        } else {
            bar(&main, 0.0, most, MarkRole::Missing)?;
            text(area, &shorten(&row.text, MarkRole::Ink, space - 8.0), 6.0, center, MarkRole::Ink, TextAnchor::Start)?;
        }
        line(area, (0.5, top - 1.0), (0.5, top + BAR + 1.0), MarkRole::Axis)?;
        top += BAR;
        for (value, label) in &row.earlier {
            if let Some(value) = value {
                bar(&lane(area, 0.0, top + 5.0, space, 5.0, most), 0.0, *value, MarkRole::Context)?;
            }
            text(area, label, column, top + 7.5, MarkRole::Small, TextAnchor::Start)?;
            top += THIN;
        }
        if let Some(range) = &row.range {
            range.draw(area, top, (space, most), column)?;
            top += THIN;
        }
        top += AFTER;
    }
    let axis = top - AFTER + 9.0;
    text(area, "0", 0.0, axis, MarkRole::AxisText, TextAnchor::Start)?;
    if unit == "％" {
        text(area, &words::share(language, Decimal::from(100)), space, axis, MarkRole::AxisText, TextAnchor::End)?;
    }
    Ok(())
}

impl RateRange<'_> {
    /// A line with ends, and its name before it where the bars above have nothing.
    fn draw(&self, area: &ChartArea<'_>, top: f64, (space, most): (f64, f64), column: f64) -> DrawResult {
        let (from, to, y) = (space * self.least / most, space * self.most / most, top + 7.5);
        line(area, (from, y), (to, y), MarkRole::Range)?;
        line(area, (from, y - 4.0), (from, y + 4.0), MarkRole::Range)?;
        line(area, (to, y - 4.0), (to, y + 4.0), MarkRole::Range)?;
        text(area, &self.text, column, y, MarkRole::Small, TextAnchor::Start)?;
        let name = shorten(self.label, MarkRole::Small, from - 6.0);
        if name.chars().count() < 3 {
            Ok(())
        } else {
            text(area, &name, from - 5.0, y, MarkRole::Small, TextAnchor::End)
        }
    }
}

fn table(frame: &ChartFrame<'_>, input: &RatesChart<'_>) -> ChartTable {
    let language = frame.language;
    let alone = input.earlier.is_empty() && input.range.is_none();
    let head_of = |what: &str| words::head(language, what, input.unit);
    let mut head =
        vec![words::POINT.in_language(language).to_owned(), head_of(if alone { frame.what } else { frame.year })];
    let dated = |year: &EarlierRates<'_>| head_of(&[year.year, &words::brackets(language, &[year.as_of])].concat());
    head.extend(input.earlier.iter().take(EARLIER).map(dated));
    if let Some(range) = input.range {
        head.extend(words::range_heads(language, range.label).map(|end| head_of(&end)));
    }
    let cell = |quantity: Option<&Quantity>| match quantity {
        Some(quantity) => words::cell(language, &words::quantity(language, quantity, input.unit), input.unit),
        None => words::NOTHING.in_language(language).to_owned(),
    };
    let rows = input.points.iter().enumerate().map(|(index, point)| {
        let mut cells = vec![cell(Some(point.quantity))];
        cells.extend(input.earlier.iter().take(EARLIER).map(|year| cell(year.values.get(index).copied().flatten())));
        if let Some(range) = input.range {
            let span = range.spans.get(index).copied().flatten();
            let end = |end: Option<Decimal>| {
                end.map_or(words::NOTHING.in_language(language).to_owned(), |end| end.to_string())
            };
            cells.extend([end(span.map(|span| span.0)), end(span.map(|span| span.1))]);
        }
        ChartRow { head: point.label.to_owned(), cells }
    });
    ChartTable { caption: words::subtitle(frame, input.unit), head, rows: rows.collect() }
}
