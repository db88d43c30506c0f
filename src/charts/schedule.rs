//! A year's schedule: a band of twelve months, April to March, with a bar for each thing to be done.

use super::draw::{bar, lane, line, text};
use super::figure::{Canvas, Chart, ChartArea, ChartRow, ChartTable, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{shorten, width};
use super::role::{MarkRole, TextAnchor};
use super::svg::{Close, OpenGroup};
use super::words;
use crate::text::SiteLanguage;
use crate::text::period::Period;
use jiff::civil;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "schedule", class: "chart chart-schedule" };

/// Something to be done.
#[derive(Clone, Copy, Debug)]
pub struct ScheduleBar<'a> {
    /// As written: R3年4月～5月, 通年, 随時.
    pub period: &'a str,
    /// The first and the last month, counted from April as 0 to March as 11; none where the period is no months.
    pub months: Option<(u8, u8)>,
    /// What is to be done: ①専門部会の開催
    pub item: &'a str,
}

/// The months of a fiscal year.
const MONTHS: u8 = 12;
/// The width of a month.
const SLOT: f64 = WIDTH / 12.0;
/// The height of the names of the months.
const HEAD: f64 = 20.0;
/// The height of a bar.
const BAR: f64 = 10.0;
/// The height of a row whose text stands at its bar.
const ROW: f64 = 19.0;
/// How much higher a row is whose text stands over its bar.
const OVER: f64 = 15.0;

/// Draws a schedule in the order of its entries.
///
/// # Errors
/// When no entry has months.
pub fn schedule(frame: &ChartFrame<'_>, entries: &[ScheduleBar<'_>]) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let known = || entries.iter().filter_map(months);
    let (Some(first), Some(last)) = (known().map(|(from, _)| from).min(), known().map(|(_, to)| to).max()) else {
        return Err(Reason(words::NO_MONTHS.in_language(language).to_owned()));
    };
    let headline =
        words::schedule(language, entries.len(), &words::month(language, first), &words::month(language, last));
    let texts: Vec<String> = entries.iter().map(|entry| language.labelled(entry.period, entry.item)).collect();
    let desc = words::schedule_desc(language, &texts);
    let rows: Vec<ScheduleLine> = entries.iter().map(ScheduleLine::of).collect();
    let height = HEAD + rows.iter().map(ScheduleLine::height).sum::<f64>() + 3.0;
    let outside = Canvas { frame, chart: CHART, unit: "", title: &headline, desc: &desc, height };
    let drawn = canvas(&outside, |area| draw(area, language, &rows, height))?;
    let rows =
        entries.iter().map(|entry| ChartRow { head: entry.period.to_owned(), cells: vec![entry.item.to_owned()] });
    Ok(DrawnChart {
        table: ChartTable {
            caption: drawn.subtitle.clone(),
            head: vec![words::PERIOD.in_language(language).to_owned(), words::ITEM.in_language(language).to_owned()],
            rows: rows.collect(),
        },
        ..drawn
    })
}

fn months(entry: &ScheduleBar<'_>) -> Option<(u8, u8)> {
    entry.months.filter(|(from, to)| from <= to && *to < MONTHS)
}

/// Where the text of an entry stands.
#[derive(Clone, Copy, PartialEq)]
enum TextSide {
    After,
    Before,
    Over,
    Alone,
}

/// An entry with the position of its bar and the side of its text.
struct ScheduleLine {
    span: Option<(f64, f64)>,
    side: TextSide,
    text: String,
}

impl ScheduleLine {
    fn of(entry: &ScheduleBar<'_>) -> Self {
        let span = months(entry).map(|(from, to)| (f64::from(from) * SLOT + 1.0, f64::from(to + 1) * SLOT - 1.0));
        let text = match span {
            Some(_) => entry.item.to_owned(),
            None => format!("{} {}", entry.period, entry.item),
        };
        let wide = width(&text, MarkRole::Small);
        let side = match span {
            None => TextSide::Alone,
            Some((_, to)) if to + 4.0 + wide <= WIDTH => TextSide::After,
            Some((from, _)) if wide + 4.0 <= from => TextSide::Before,
            Some(_) => TextSide::Over,
        };
        Self { span, side, text: shorten(&text, MarkRole::Small, WIDTH) }
    }

    fn height(&self) -> f64 {
        if self.side == TextSide::Over { ROW + OVER } else { ROW }
    }
}

fn draw(area: &ChartArea<'_>, language: SiteLanguage, rows: &[ScheduleLine], height: f64) -> DrawResult {
    area.draw(&OpenGroup { role: MarkRole::Grid, series: "" })?;
    for month in 1..MONTHS {
        let x = f64::from(month) * SLOT;
        line(area, (x, HEAD - 2.0), (x, height), MarkRole::Ink)?;
    }
    area.draw(&Close)?;
    area.draw(&OpenGroup { role: MarkRole::Axis, series: "" })?;
    line(area, (0.0, HEAD - 2.0), (WIDTH, HEAD - 2.0), MarkRole::Ink)?;
    for month in 0..MONTHS {
        let (head, x) = (words::month_head(language, month), (f64::from(month) + 0.5) * SLOT);
        text(area, &head, x, 9.0, MarkRole::Small, TextAnchor::Middle)?;
    }
    area.draw(&Close)?;
    let mut top = HEAD + 2.0;
    for row in rows {
        let mut y = top;
        let (left, right) = row.span.unwrap_or_default();
        let center = ROW / 2.0 - 1.0;
        if row.side == TextSide::Over {
            // Over its bar, as near to its start as it fits.
            let x = left.min(WIDTH - width(&row.text, MarkRole::Small)).max(0.0);
            text(area, &row.text, x, y + OVER / 2.0, MarkRole::Label, TextAnchor::Start)?;
            y += OVER;
        }
        if row.span.is_some() {
            bar(&lane(area, left, y + center - BAR / 2.0, right - left, BAR, 1.0), 0.0, 1.0, MarkRole::Value)?;
        }
        match row.side {
            TextSide::After => text(area, &row.text, right + 4.0, y + center, MarkRole::Label, TextAnchor::Start)?,
            TextSide::Before => text(area, &row.text, left - 4.0, y + center, MarkRole::Label, TextAnchor::End)?,
            TextSide::Alone => text(area, &row.text, 0.0, y + center, MarkRole::Label, TextAnchor::Start)?,
            TextSide::Over => {}
        }
        top += row.height();
    }
    Ok(())
}

/// The months of a period within a fiscal year, counted from April; none if it lies outside.
pub fn months_of(period: &Period, year: i32) -> Option<(u8, u8)> {
    let index = |day: civil::Date| {
        let months = (i32::from(day.year()) - year) * 12 + i32::from(day.month()) - 4;
        months.clamp(-1, i32::from(MONTHS))
    };
    let (from, to) = (index(period.start.start()), index(period.end.end()));
    let within = from < i32::from(MONTHS) && to >= 0;
    let (from, to) = (from.max(0), to.min(i32::from(MONTHS) - 1));
    within.then_some((u8::try_from(from).ok()?, u8::try_from(to).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_from_april() {
        for (text, months) in [
            ("R3年4月", Some((0, 0))),
            ("R3年4月～5月", Some((0, 1))),
            ("R4年2月", Some((10, 10))),
            ("2月～3月", Some((10, 11))),
            ("通年", Some((0, 11))),
            ("R2年10月～R3年6月", Some((0, 2))),
            ("R4年4月", None),
        ] {
            let period = Period::parse(text, Some(2021));
            assert_eq!(period.and_then(|period| months_of(&period, 2021)), months, "{text}");
        }
    }
}
