//! Rates at points in order: discharge after 3, 6 and 12 months, before earlier years and the group's range.

use super::draw::{bar, lane, line, text};
use super::figure::{Area, Canvas, Drawn, Figure, Frame, Reason, Row, Table, WIDTH, canvas};
use super::label::{drawn, shorten, width};
use super::role::{Role, Side};
use super::words;
use crate::text::number::Decimal;
use crate::value::Quantity;

/// Rates of one year: a label of the form and its value.
#[derive(Clone, Copy, Debug)]
pub struct Point<'a> {
    /// 入院後３か月時点
    pub label: &'a str,
    /// 64.5％
    pub quantity: &'a Quantity,
}

/// An earlier year's rates, in the order of the points.
#[derive(Clone, Debug)]
pub struct Earlier<'a> {
    /// 令和2年度
    pub year: &'a str,
    /// One for each point; none where that year has no such point.
    pub values: Vec<Option<&'a Quantity>>,
}

/// The least and the most among a year's sheets.
#[derive(Clone, Debug)]
pub struct Range<'a> {
    /// Whose range: 令和3年度の12自治体.
    pub label: &'a str,
    /// For each point, if there is one.
    pub spans: Vec<Option<(Decimal, Decimal)>>,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Rates<'a> {
    /// In the form's order.
    pub points: &'a [Point<'a>],
    /// ％
    pub unit: &'a str,
    /// The newest first; at most three are drawn, so that each can be told apart.
    pub earlier: &'a [Earlier<'a>],
    /// The range behind.
    pub range: Option<&'a Range<'a>>,
}

const EARLIER: usize = 3;
const LABEL: f64 = 18.0;
const BAR: f64 = 18.0;
const THIN: f64 = 15.0;
const AFTER: f64 = 8.0;

/// Draws rates.
///
/// # Errors
/// When no point has a number.
pub fn rates(frame: &Frame<'_>, input: &Rates<'_>) -> Result<Figure, Reason> {
    let values: Vec<Option<Decimal>> = input.points.iter().map(|point| point.quantity.number()).collect();
    let last = input.points.iter().zip(&values).rfind(|(_, value)| value.is_some()).map(|(point, _)| point);
    let last = last.ok_or_else(|| Reason(words::no_numbers(frame.what)))?;
    if let Some((point, _)) =
        input.points.iter().zip(&values).find(|(_, value)| value.is_some_and(|value| value.to_f64() < 0.0))
    {
        return Err(Reason(words::below_zero(point.label)));
    }
    let headline = words::rate(frame.what, last.label, &words::quantity(last.quantity, input.unit), frame.scope);
    let said: Vec<String> = input
        .points
        .iter()
        .map(|point| format!("{}{}", point.label, words::quantity(point.quantity, input.unit)))
        .collect();
    let desc = words::rates_desc(frame.what, &said);
    let rows: Vec<Lines<'_>> = (0..input.points.len()).filter_map(|index| Lines::of(input, index)).collect();
    let height = rows.iter().map(Lines::height).sum::<f64>() + 16.0 - AFTER;
    let most = rows.iter().map(Lines::most).fold(if input.unit == "％" { 100.0 } else { 0.0 }, f64::max);
    let outside = Canvas { frame, kind: "rates", title: &headline, desc: &desc, height };
    let svg = canvas(&outside, |area| draw(area, &rows, most, input.unit))?;
    Ok(Figure {
        id: frame.id.to_owned(),
        headline,
        subtitle: words::subtitle(frame, input.unit),
        svg,
        table: table(frame, input),
        notes: Vec::new(),
    })
}

/// One point with everything that stands at it.
struct Lines<'a> {
    label: &'a str,
    value: Option<f64>,
    text: String,
    earlier: Vec<(Option<f64>, String)>,
    range: Option<(f64, f64, String)>,
}

impl<'a> Lines<'a> {
    fn of(input: &Rates<'a>, index: usize) -> Option<Self> {
        let point = input.points.get(index)?;
        let earlier = input
            .earlier
            .iter()
            .take(EARLIER)
            .filter_map(|year| {
                let quantity = (*year.values.get(index)?)?;
                Some((
                    quantity.number().map(Decimal::to_f64),
                    format!("{} {}", words::quantity(quantity, input.unit), year.year),
                ))
            })
            .collect();
        let range = input.range.and_then(|range| {
            let (least, most) = (*range.spans.get(index)?)?;
            let text = format!("{}～{}{} {}", least, most, input.unit, range.label);
            Some((least.to_f64(), most.to_f64(), text))
        });
        Some(Self {
            label: point.label,
            value: point.quantity.number().map(Decimal::to_f64),
            text: words::quantity(point.quantity, input.unit),
            earlier,
            range,
        })
    }

    fn height(&self) -> f64 {
        let thin = self.earlier.len() + usize::from(self.range.is_some());
        LABEL + BAR + (0..thin).map(|_| THIN).sum::<f64>() + AFTER
    }

    fn most(&self) -> f64 {
        let earlier = self.earlier.iter().filter_map(|(value, _)| *value);
        let range = self.range.iter().map(|(_, most, _)| *most);
        self.value.into_iter().chain(earlier).chain(range).fold(0.0, f64::max)
    }
}

fn draw(area: &Area<'_>, rows: &[Lines<'_>], most: f64, unit: &str) -> Drawn {
    let all = f64::from(WIDTH);
    // The numbers stand in a column of their own at the right.
    let column = rows.iter().filter(|row| row.value.is_some()).map(|row| width(&row.text, Role::Strong));
    let room = all - column.fold(0.0, f64::max) - 6.0;
    let mut top = 0.0;
    for row in rows {
        text(area, &shorten(&drawn(row.label), Role::Ink, all), 0.0, top + LABEL / 2.0, Role::Ink, Side::Start)?;
        top += LABEL;
        let main = lane(area, 0.0, top, room, BAR, most);
        let center = top + BAR / 2.0;
        if let Some(value) = row.value {
            bar(&main, 0.0, most, Role::Track)?;
            bar(&main, 0.0, value, Role::Value)?;
            text(area, &row.text, all, center, Role::Strong, Side::End)?;
        } else {
            bar(&main, 0.0, most, Role::Missing)?;
            text(area, &row.text, 6.0, center, Role::Ink, Side::Start)?;
        }
        line(area, (0.5, top - 1.0), (0.5, top + BAR + 1.0), Role::Axis)?;
        top += BAR;
        for (value, label) in &row.earlier {
            thin(area, top, room, most, value.map(|value| (0.0, value)), label, Role::Context)?;
            top += THIN;
        }
        if let Some((least, greatest, label)) = &row.range {
            thin(area, top, room, most, Some((*least, *greatest)), label, Role::Range)?;
            top += THIN;
        }
        top += AFTER;
    }
    let axis = top - AFTER + 9.0;
    text(area, "0", 0.0, axis, Role::AxisText, Side::Start)?;
    if unit == "％" {
        text(area, "100％", room, axis, Role::AxisText, Side::End)?;
    }
    Ok(())
}

/// A thin bar with its words after it, or over its start where the end of the chart is near.
fn thin(area: &Area<'_>, top: f64, room: f64, most: f64, span: Option<(f64, f64)>, label: &str, role: Role) -> Drawn {
    let mut x = 5.0;
    if let Some((from, to)) = span {
        bar(&lane(area, 0.0, top + 5.0, room, 5.0, most), from, to, role)?;
        x = room * to / most + 5.0;
    }
    let all = f64::from(WIDTH);
    let end = x + width(label, Role::Small);
    if end <= all {
        text(area, label, x, top + 7.5, Role::Small, Side::Start)
    } else {
        text(area, &shorten(label, Role::Small, all - x), x, top + 7.5, Role::Small, Side::Start)
    }
}

fn table(frame: &Frame<'_>, input: &Rates<'_>) -> Table {
    let mut head = vec![words::POINT.to_owned(), frame.year.to_owned()];
    head.extend(input.earlier.iter().take(EARLIER).map(|year| year.year.to_owned()));
    head.extend(input.range.iter().map(|range| range.label.to_owned()));
    let rows = input.points.iter().enumerate().map(|(index, point)| {
        let mut cells = vec![words::quantity(point.quantity, input.unit)];
        for year in input.earlier.iter().take(EARLIER) {
            let quantity = year.values.get(index).copied().flatten();
            cells.push(quantity.map_or(words::NOTHING.to_owned(), |quantity| words::quantity(quantity, input.unit)));
        }
        if let Some(range) = input.range {
            let span = range.spans.get(index).copied().flatten();
            cells.push(
                span.map_or(words::NOTHING.to_owned(), |(least, most)| format!("{}～{}{}", least, most, input.unit)),
            );
        }
        Row { head: point.label.to_owned(), cells }
    });
    Table { caption: words::subtitle(frame, input.unit), head, rows: rows.collect() }
}
