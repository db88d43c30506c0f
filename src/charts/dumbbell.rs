//! One measure of places that can be named: for each the figure of the first year and that of the last on one line, the largest
//! first. With one year there is one dot for each.

use plotters::prelude::{Circle, PathElement};
use plotters::style::Color;

use super::draw::{line, text};
use super::figure::{Canvas, Chart, ChartArea, ChartRow, ChartTable, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{shorten, width};
use super::places::{PlaceFigure, median, missing};
use super::role::{MarkRole, TextAnchor};
use super::scale::Scale;
use super::svg::{Close, OpenAnchor};
use super::units::{count, pixels};
use super::words;
use crate::text::number::Decimal;
use crate::value::{Amount, Quantity};

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "dumbbell", class: "chart chart-dumbbell" };

/// More places than this have no room for their names: they are dots in [`super::places`].
pub const MOST: usize = 36;

/// A place with its two figures.
#[derive(Clone, Copy, Debug)]
pub struct DumbbellRow<'a> {
    /// The name of the place: 川崎市
    pub name: &'a str,
    /// The id by which an address of the page marks it, where it has one.
    pub anchor: Option<&'a str>,
    /// The figure of the first year; nothing where there is no document that asks for it.
    pub first: Option<&'a Quantity>,
    /// The same of the last year.
    pub last: Option<&'a Quantity>,
    /// Whether the two must not be compared as they are.
    pub apart: bool,
}

/// The figures of a measure in two years.
#[derive(Clone, Copy, Debug)]
pub struct DumbbellChart<'a> {
    /// The places, in the order of the table; the drawing orders them by size.
    pub places: &'a [DumbbellRow<'a>],
    /// The first year in words and in few letters: 令和3年度, R3; nothing where there is one year.
    pub first: Option<(&'a str, &'a str)>,
    /// The year to which the drawing leads, or the only one, in words and in few letters.
    pub last: (&'a str, &'a str),
    /// The unit of figures that name none.
    pub unit: &'a str,
}

/// The height of the line of a place.
const ROW: f64 = 19.0;
/// The height of the heads.
const TOP: f64 = 40.0;
/// The height of the axis with its numbers.
const AXIS: f64 = 22.0;
/// The radius of a dot.
const DOT: f64 = 4.5;
/// The widest a name is drawn.
const NAME: f64 = 96.0;
/// Free space between a column of names or numbers and the lines, in units.
const GAP: f64 = 10.0;
/// On a shorter line dots cannot be told apart: the numbers of the first year then stand in the table alone.
const SHORTEST: f64 = 90.0;

/// A place that is drawn.
struct NamedPlace<'a> {
    row: &'a DumbbellRow<'a>,
    first: Option<Decimal>,
    last: Option<Decimal>,
}

impl<'a> NamedPlace<'a> {
    fn of(row: &'a DumbbellRow<'a>) -> NamedPlace<'a> {
        let number = |quantity: Option<&Quantity>| quantity.and_then(Quantity::number);
        NamedPlace { row, first: number(row.first), last: number(row.last) }
    }

    /// Its numbers, where they may be compared.
    fn compared(&self) -> Option<(Decimal, Decimal)> {
        self.first.zip(self.last).filter(|_| !self.row.apart)
    }
}

/// Draws a measure of places in two years.
///
/// # Errors
/// When fewer than two places have a number, or more than [`MOST`].
pub fn dumbbell(frame: &ChartFrame<'_>, input: &DumbbellChart<'_>) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let mut all: Vec<NamedPlace<'_>> = input.places.iter().map(NamedPlace::of).collect();
    all.retain(|place| place.first.is_some() || place.last.is_some());
    // Without a figure of the last year a place stands at the end.
    all.sort_by(|one, other| other.last.cmp(&one.last).then(other.first.cmp(&one.first)));
    let mut newest: Vec<Decimal> = all.iter().filter_map(|place| place.last).collect();
    newest.sort_unstable();
    if all.len() < 2 || all.len() > MOST {
        return Err(Reason(words::too_few_places(language, frame.what)));
    }
    let shown = |number: Decimal| words::amount(language, Amount::Exact(number), input.unit);
    let headline = headline(frame, input, &all, &newest).unwrap_or_else(|| frame.what.to_owned());
    let texts: Vec<String> = all
        .iter()
        .map(|place| {
            let of = |quantity: Option<&Quantity>| quantity.map(|one| words::quantity(language, one, input.unit));
            words::dumbbell_place(
                language,
                place.row.name,
                of(place.row.first.filter(|_| input.first.is_some())).as_deref(),
                of(place.row.last).as_deref(),
            )
        })
        .collect();
    let desc = words::dumbbell_desc(language, frame.what, (input.first.map(|year| year.0), input.last.0), &texts);
    let layout = DumbbellLayout::of(frame, input, &all);
    let middle = median(&newest).filter(|_| newest.len() > 2);
    let height = TOP + ROW * count(all.len()) + AXIS;
    let outside = Canvas { frame, chart: CHART, unit: input.unit, title: &headline, desc: &desc, height };
    let chart = canvas(&outside, |area| {
        layout.grid(area, all.len())?;
        // Under the dots, which it would hide.
        if let Some(number) = middle {
            layout.median(area, number, &words::median(language, &shown(number)), all.len())?;
        }
        layout.draw(area, input, &all)
    })?;
    let mut notes = Vec::new();
    let left_out = input.places.iter().filter(|place| {
        let number = |one: Option<&Quantity>| one.and_then(Quantity::number);
        number(place.first).or(number(place.last)).is_none()
    });
    let left_out =
        left_out.filter_map(|place| Some(PlaceFigure { name: place.name, quantity: place.last.or(place.first)? }));
    let left_out = words::not_drawn(language, &missing(language, left_out.collect::<Vec<_>>().iter()));
    if !left_out.is_empty() {
        notes.push(left_out);
    }
    if layout.scale.is_cut() {
        notes.push(words::cut_axis(language));
    }
    if all.iter().any(|place| place.first.is_some() && place.last.is_some() && place.row.apart) {
        notes.push(words::NO_LINE.in_language(language).to_owned());
    }
    let table = table(frame, input, middle.map(shown).as_deref());
    Ok(DrawnChart { table, notes, ..chart })
}

/// How many places have more and how many less; with one year, from where to where their figures go.
fn headline(
    frame: &ChartFrame<'_>,
    input: &DumbbellChart<'_>,
    all: &[NamedPlace<'_>],
    newest: &[Decimal],
) -> Option<String> {
    let language = frame.language;
    let compared: Vec<(Decimal, Decimal)> = all.iter().filter_map(NamedPlace::compared).collect();
    if let (Some((first, _)), [_, _, ..]) = (input.first, compared.as_slice()) {
        let less = compared.iter().filter(|(first, last)| last < first).count();
        let more = compared.iter().filter(|(first, last)| last > first).count();
        return Some(words::moved(language, first, compared.len(), (less, more)));
    }
    let shown = |number: Decimal| words::amount(language, Amount::Exact(number), input.unit);
    let (least, most) = (newest.first()?, newest.last()?);
    (newest.len() > 1).then(|| words::spread(language, newest.len(), &shown(*least), &shown(*most)))
}

/// Where the columns and the scale are, in units.
struct DumbbellLayout {
    scale: Scale,
    /// What each row says at its left and at its right.
    names: Vec<String>,
    firsts: Vec<String>,
    lasts: Vec<String>,
    /// From where to where the scale goes.
    left: f64,
    space: f64,
    /// Where the numbers of the first and of the last year end.
    columns: (Option<f64>, f64),
}

impl DumbbellLayout {
    fn of(frame: &ChartFrame<'_>, input: &DumbbellChart<'_>, all: &[NamedPlace<'_>]) -> DumbbellLayout {
        let language = frame.language;
        let cell = |quantity: Option<&Quantity>| {
            quantity.map_or_else(
                || words::NOTHING.in_language(language).to_owned(),
                |one| words::cell(language, &words::quantity(language, one, input.unit), input.unit),
            )
        };
        let names: Vec<String> = all.iter().map(|place| shorten(place.row.name, MarkRole::Ink, NAME)).collect();
        let firsts: Vec<String> = all.iter().map(|place| cell(place.row.first)).collect();
        let lasts: Vec<String> = all.iter().map(|place| cell(place.row.last)).collect();
        let widest = |texts: &[String], role: MarkRole| texts.iter().map(|text| width(text, role)).fold(0.0, f64::max);
        let head = |short: &str| width(short, MarkRole::Small) + 2.0 * DOT + 6.0;
        let left = widest(&names, MarkRole::Strong) + GAP + DOT;
        let last = widest(&lasts, MarkRole::Strong).max(head(input.last.1));
        let first = input.first.map(|(_, short)| widest(&firsts, MarkRole::Small).max(head(short)));
        let room = WIDTH - left - last - GAP - DOT;
        let first = first.map(|first| first + GAP).filter(|first| room - first >= SHORTEST);
        let numbers = all.iter().flat_map(|place| [place.first.filter(|_| input.first.is_some()), place.last]);
        let numbers: Vec<f64> = numbers.flatten().map(Decimal::to_f64).collect();
        let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        DumbbellLayout {
            scale: Scale::between(least, most),
            names,
            firsts,
            lasts,
            left,
            space: room - first.unwrap_or_default(),
            columns: (first.map(|_| WIDTH - last - GAP), WIDTH),
        }
    }

    fn at(&self, number: Decimal) -> f64 {
        self.left + self.space * self.scale.part(number.to_f64())
    }

    /// Thin lines and the scale under them.
    fn grid(&self, area: &ChartArea<'_>, rows: usize) -> DrawResult {
        let bottom = TOP + ROW * count(rows);
        for (part, _) in self.scale.ticks() {
            let x = self.left + self.space * part;
            line(area, (x, TOP - 2.0), (x, bottom), MarkRole::Grid)?;
        }
        self.scale.draw(area, self.left, self.space, bottom + 1.0)
    }

    fn draw(&self, area: &ChartArea<'_>, input: &DumbbellChart<'_>, all: &[NamedPlace<'_>]) -> DrawResult {
        self.heads(area, input)?;
        let texts = self.names.iter().zip(self.firsts.iter().zip(&self.lasts));
        for (at, (place, (name, (first, last)))) in all.iter().zip(texts).enumerate() {
            let y = TOP + ROW * (count(at) + 0.5);
            area.draw(&OpenAnchor { id: place.row.anchor.unwrap_or_default() })?;
            text(area, name, 0.0, y, MarkRole::Ink, TextAnchor::Start)?;
            let was = place.first.filter(|_| input.first.is_some());
            if let Some((from, to)) = place.compared().filter(|_| input.first.is_some()) {
                let ends = vec![(pixels(self.at(from)), pixels(y)), (pixels(self.at(to)), pixels(y))];
                area.draw(&PathElement::new(ends, MarkRole::Range))?;
            }
            if let Some(number) = was {
                dot(area, self.at(number), y, MarkRole::Baseline)?;
            }
            if let Some(number) = place.last {
                dot(area, self.at(number), y, MarkRole::Value)?;
            }
            if let Some(x) = self.columns.0 {
                text(area, first, x, y, MarkRole::AxisText, TextAnchor::End)?;
            }
            text(area, last, self.columns.1, y, MarkRole::Strong, TextAnchor::End)?;
            area.draw(&Close)?;
        }
        Ok(())
    }

    /// The heads of the two columns of numbers, with the dot that stands for each: they are the legend, too.
    fn heads(&self, area: &ChartArea<'_>, input: &DumbbellChart<'_>) -> DrawResult {
        let y = TOP - 10.0;
        let head = |short: &str, x: f64, role: MarkRole| {
            text(area, short, x, y, MarkRole::Small, TextAnchor::End)?;
            dot(area, x - width(short, MarkRole::Small) - DOT - 4.5, y, role)
        };
        head(input.last.1, self.columns.1, MarkRole::Value)?;
        match (input.first, self.columns.0) {
            (Some((_, short)), Some(x)) => head(short, x, MarkRole::Baseline),
            // Where the numbers have no room, the legend stands over the scale.
            (Some((_, short)), None) => {
                head(short, self.left + width(short, MarkRole::Small) + 2.0 * DOT, MarkRole::Baseline)
            }
            (None, _) => Ok(()),
        }
    }

    /// The line of the middle value with its label, which stands over the scale.
    fn median(&self, area: &ChartArea<'_>, number: Decimal, label: &str, rows: usize) -> DrawResult {
        let x = self.at(number);
        let half = width(label, MarkRole::Small) / 2.0;
        line(area, (x, 16.0), (x, TOP + ROW * count(rows)), MarkRole::Median)?;
        let middle = x.max(half).min(WIDTH - half);
        text(area, label, middle, 8.0, MarkRole::Small, TextAnchor::Middle)
    }
}

fn table(frame: &ChartFrame<'_>, input: &DumbbellChart<'_>, median: Option<&str>) -> ChartTable {
    let language = frame.language;
    let nothing = || words::NOTHING.in_language(language).to_owned();
    let cell = |text: &str| words::cell(language, text, input.unit);
    let of = |quantity: Option<&Quantity>| {
        quantity.map_or_else(nothing, |one| cell(&words::quantity(language, one, input.unit)))
    };
    let mut head = vec![words::PLACE.in_language(language).to_owned()];
    let years = input.first.iter().chain(std::iter::once(&input.last));
    head.extend(years.map(|(year, _)| words::head(language, year, input.unit)));
    let row = |place: &DumbbellRow<'_>| {
        let first = input.first.map(|_| of(place.first));
        ChartRow { head: place.name.to_owned(), cells: first.into_iter().chain([of(place.last)]).collect() }
    };
    let mut rows: Vec<ChartRow> = input.places.iter().map(row).collect();
    rows.extend(median.map(|median| ChartRow {
        head: words::MEDIAN.in_language(language).to_owned(),
        cells: input.first.map(|_| nothing()).into_iter().chain([cell(median)]).collect(),
    }));
    ChartTable { caption: words::subtitle(frame, input.unit), head, rows }
}

fn dot(area: &ChartArea<'_>, x: f64, y: f64, role: MarkRole) -> DrawResult {
    area.draw(&Circle::new((pixels(x), pixels(y)), pixels(DOT), role.filled()))
}
