//! One measure of one place over the years: a column a year, from zero.

use super::draw::{bar, lane, line, text};
use super::figure::{
    Canvas, Chart, ChartArea, ChartRow, ChartTable, Coverage, DrawResult, DrawnChart, Reason, WIDTH, canvas,
};
use super::frame::ChartFrame;
use super::label::width;
use super::role::{MarkRole, TextAnchor};
use super::units::count;
use super::words;
use crate::text::SiteLanguage;
use crate::text::number::Decimal;
use crate::value::{Meaning, Quantity};

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "years", class: "chart chart-years" };

/// A year and its figure.
#[derive(Clone, Copy, Debug)]
pub struct YearFigure<'a> {
    /// The fiscal year in full: 令和3年度
    pub label: &'a str,
    /// The year in a few characters, for narrow columns: R3.
    pub short: &'a str,
    /// The figure; none where the year has no sheet.
    pub quantity: Option<&'a Quantity>,
    /// Why it must not be compared with the figure before: 範囲が異なる.
    pub apart: Option<&'a str>,
    /// When it was true and for what area.
    pub coverage: Coverage<'a>,
}

/// The height of the numbers over the columns.
const TOP: f64 = 18.0;
/// The height of the highest column.
const PLOT: f64 = 110.0;
/// The height of the names of the years.
const BELOW: f64 = 20.0;
/// The least width of an outline around a word.
const STAND: f64 = 15.0;
/// The height of such an outline: the longest word is of four characters.
const STAND_HEIGHT: f64 = 56.0;

/// Draws a measure over years, the oldest first.
///
/// # Errors
/// When no year has a number.
pub fn years(frame: &ChartFrame<'_>, years: &[YearFigure<'_>], unit: &str) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    // Only Japanese is written from top to bottom.
    let spelled = language == SiteLanguage::Japanese && has_words(slot(years.len()));
    let columns: Vec<YearColumn<'_>> = years.iter().map(|year| YearColumn::of(language, year, unit, spelled)).collect();
    let silent = !spelled && columns.iter().any(|column| column.value.is_none());
    let known = || columns.iter().filter(|column| column.value.is_some());
    let Some(last) = known().next_back() else { return Err(Reason(words::no_numbers(language, frame.what))) };
    if let Some(below) = known().find(|column| column.value < Some(0.0)) {
        return Err(Reason(words::below_zero(language, below.label)));
    }
    // The headline compares the years since the last break only.
    let since = columns.iter().rposition(|column| column.apart.is_some()).unwrap_or_default();
    let comparable = columns.iter().skip(since).find(|column| column.value.is_some());
    let headline = match comparable.filter(|start| start.label != last.label) {
        Some(start) => words::course(language, frame.what, (start.label, &start.text), (last.label, &last.text)),
        None => words::once(language, frame.what, last.label, &last.text),
    };
    // Years that are compared are all for the same area.
    let headline = headline + &words::brackets(language, &[last.coverage.scope]);
    let texts =
        columns.iter().map(|column| language.named(column.label, &column.text) + &column.coverage.brackets(language));
    let texts: Vec<String> = texts.collect();
    let desc = words::years_desc(language, frame.what, &texts);
    let outside = Canvas { frame, chart: CHART, unit, title: &headline, desc: &desc, height: TOP + PLOT + BELOW };
    let drawn = canvas(&outside, |area| draw(area, &columns))?;
    let rows = columns.iter().map(|column| ChartRow {
        head: column.label.to_owned(),
        cells: vec![words::cell(language, &column.text, unit)],
    });
    let breaks = columns.iter().filter_map(|column| Some(words::apart(language, column.label, column.apart?)));
    let head = vec![words::YEAR.in_language(language).to_owned(), words::head(language, frame.what, unit)];
    let mut table = ChartTable { caption: drawn.subtitle.clone(), head, rows: rows.collect() };
    table.cover(language, &columns.iter().map(|column| column.coverage).collect::<Vec<_>>());
    Ok(DrawnChart {
        table,
        notes: silent.then(|| words::OUTLINES.in_language(language).to_owned()).into_iter().chain(breaks).collect(),
        ..drawn
    })
}

/// A year, ready to draw.
struct YearColumn<'a> {
    label: &'a str,
    short: &'a str,
    value: Option<f64>,
    /// As in the table.
    text: String,
    /// As drawn: the number alone, or a word where there is none.
    drawn: String,
    apart: Option<&'a str>,
    coverage: Coverage<'a>,
}

impl<'a> YearColumn<'a> {
    fn of(language: SiteLanguage, year: &YearFigure<'a>, unit: &str, spelled: bool) -> Self {
        let drawn = match year.quantity.map(|quantity| (quantity.number(), &quantity.meaning)) {
            Some((Some(_), Meaning::Amount(amount))) => words::amount(language, *amount, ""),
            _ if !spelled => String::new(),
            None => words::NO_SHEET.in_language(language).to_owned(),
            Some((_, Meaning::Absent(absence))) => words::absence(language, *absence).to_owned(),
            Some(_) => words::SEE_TABLE.in_language(language).to_owned(),
        };
        let text = year.quantity.map(|quantity| words::quantity(language, quantity, unit));
        Self {
            label: year.label,
            short: year.short,
            value: year.quantity.and_then(Quantity::number).map(Decimal::to_f64),
            text: text.unwrap_or_else(|| words::NO_SHEET_THAT_YEAR.in_language(language).to_owned()),
            drawn,
            apart: year.apart,
            coverage: year.coverage,
        }
    }
}

fn draw(area: &ChartArea<'_>, columns: &[YearColumn<'_>]) -> DrawResult {
    let slot = slot(columns.len());
    let wide = (slot * 0.66).min(44.0);
    let outline = if has_words(slot) { wide.max(STAND) } else { wide };
    let center = |index: usize| slot * (count(index) + 0.5);
    let most = columns.iter().filter_map(|column| column.value).fold(0.0, f64::max);
    let base = TOP + PLOT;
    let numbered = numbered(columns, slot);
    let tall = |value: f64| if most > 0.0 { PLOT * value / most } else { 0.0 };
    let breaks: Vec<usize> =
        (0..columns.len()).filter(|index| columns.get(*index).is_some_and(|c| c.apart.is_some())).collect();
    for index in &breaks {
        line(area, (slot * count(*index), 0.0), (slot * count(*index), base), MarkRole::Break)?;
    }
    let number = if breaks.is_empty() { MarkRole::Strong } else { MarkRole::StrongLabel };
    for (index, column) in columns.iter().enumerate() {
        let left = center(index) - wide / 2.0;
        let Some(value) = column.value else {
            stand(area, &column.drawn, center(index), base, outline)?;
            continue;
        };
        let height = tall(value);
        bar(&lane(area, left, base - height, wide, height, 1.0), 0.0, 1.0, MarkRole::Value)?;
        if numbered.contains(&index) {
            let half = width(&column.drawn, MarkRole::Strong) / 2.0;
            let x = center(index).clamp(half, (WIDTH - half).max(half));
            // A number wider than its column stands over the taller neighbour, never on it.
            let reach = half + outline / 2.0;
            let near = columns.iter().enumerate().filter(|(other, _)| (center(*other) - x).abs() < reach);
            let rise = |column: &YearColumn<'_>| column.value.map_or(STAND_HEIGHT, tall);
            let over = near.map(|(_, column)| rise(column)).fold(height, f64::max);
            text(area, &column.drawn, x, base - over - 9.0, number, TextAnchor::Middle)?;
        }
    }
    line(area, (0.0, base), (WIDTH, base), MarkRole::Axis)?;
    let all = |label: fn(&YearColumn<'_>) -> f64| columns.iter().map(label).fold(0.0, f64::max);
    let long = all(|column| width(column.label, MarkRole::AxisText)) + 4.0 <= slot;
    // A label at the edge is pushed inward, so its neighbour needs that much more space.
    let short = all(|column| width(column.short, MarkRole::AxisText));
    let step = (short + 5.0 + ((short - slot) / 2.0).max(0.0)) / slot;
    for (index, column) in columns.iter().enumerate() {
        // Counted from the newest year, which is always named.
        let back = count(columns.len() - 1 - index);
        if long || step <= 1.0 || back % step.ceil() < 0.5 {
            let label = if long { column.label } else { column.short };
            let half = width(label, MarkRole::AxisText) / 2.0;
            let x = center(index).clamp(half, (WIDTH - half).max(half));
            text(area, label, x, base + 11.0, MarkRole::AxisText, TextAnchor::Middle)?;
        }
    }
    Ok(())
}

fn slot(years: usize) -> f64 {
    WIDTH / count(years)
}

/// Whether the width of a column is enough for words that stand in it.
fn has_words(slot: f64) -> bool {
    slot > STAND + 1.0
}

/// Which columns have space for their numbers: the newest first, then the oldest, the highest, the lowest, the rest.
fn numbered(columns: &[YearColumn<'_>], slot: f64) -> Vec<usize> {
    let known = || columns.iter().enumerate().filter_map(|(index, column)| Some((index, column.value?)));
    let mut order: Vec<usize> = Vec::new();
    order.extend(known().next_back().map(|(index, _)| index));
    order.extend(known().next().map(|(index, _)| index));
    order.extend(known().max_by(|one, other| one.1.total_cmp(&other.1)).map(|(index, _)| index));
    order.extend(known().min_by(|one, other| one.1.total_cmp(&other.1)).map(|(index, _)| index));
    order.extend(known().map(|(index, _)| index));
    let reach = |index: usize| {
        let half = columns.get(index).map_or(0.0, |column| width(&column.drawn, MarkRole::Strong)) / 2.0;
        let center = (slot * (count(index) + 0.5)).clamp(half, (WIDTH - half).max(half));
        (center - half, center + half)
    };
    let mut chosen: Vec<usize> = Vec::new();
    for index in order {
        let (left, right) = reach(index);
        let free = chosen.iter().all(|other| {
            let (from, to) = reach(*other);
            right + 4.0 <= from || to + 4.0 <= left
        });
        if free && !chosen.contains(&index) {
            chosen.push(index);
        }
    }
    chosen
}

/// A word that stands where a column would, one character over the other, in an outline that is no column. All outlines
/// are of one height, whatever their words: a longer word is not more.
fn stand(area: &ChartArea<'_>, word: &str, x: f64, base: f64, wide: f64) -> DrawResult {
    bar(&lane(area, x - wide / 2.0, base - STAND_HEIGHT, wide, STAND_HEIGHT, 1.0), 0.0, 1.0, MarkRole::Missing)?;
    let above = (STAND_HEIGHT - 13.0 * count(word.chars().count())) / 2.0;
    for (index, character) in word.chars().enumerate() {
        let y = base - STAND_HEIGHT + above + 6.5 + 13.0 * count(index);
        text(area, character.encode_utf8(&mut [0; 4]), x, y, MarkRole::Small, TextAnchor::Middle)?;
    }
    Ok(())
}
