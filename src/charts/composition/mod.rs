//! A total and its parts: one bar, with the split of a part under it.

mod bars;
pub(super) mod drawable;
mod layout;

pub(super) use self::layout::{repeats, stretch, texture};

use self::bars::Bars;
use self::drawable::DrawableComposition;
use self::layout::PartLayout;
use super::figure::{Canvas, Chart, DrawnChart, Reason, canvas};
use super::frame::ChartFrame;
use super::role::CATEGORIES;
use super::words;
use crate::text::SiteLanguage;
use crate::text::number::Decimal;
use crate::value::Quantity;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "composition", class: "chart chart-composition" };

/// A part of a total.
#[derive(Clone, Debug)]
pub struct ChartPart<'a> {
    /// The form's words for the part: ３か月未満
    pub label: &'a str,
    /// Its number, or why there is none: 452人
    pub quantity: &'a Quantity,
    /// 29.5, if the sheet prints a share.
    pub share: Option<Decimal>,
    /// Whether the form names it as the part for the headline.
    pub headline: bool,
    /// What the part is split into: うち６５歳以上, うち６５歳未満.
    pub parts: Vec<ChartPart<'a>>,
}

/// A total and its parts, in the form's order.
#[derive(Clone, Debug)]
pub struct CompositionChart<'a> {
    /// The total, if the sheet gives one.
    pub total: Option<&'a Quantity>,
    /// The parts. Up to five are one bar in as many colours; more are a bar each.
    pub parts: &'a [ChartPart<'a>],
    /// The unit of figures that name none: 人
    pub unit: &'a str,
}

/// Draws a composition.
///
/// # Errors
/// When there is no whole to show parts of: no number at all, or no total while a part has no number.
pub fn composition(frame: &ChartFrame<'_>, input: &CompositionChart<'_>) -> Result<DrawnChart, Reason> {
    let drawable = DrawableComposition::of(frame, input)?;
    let headline = drawable.finding(frame);
    let apart = drawable.segments.len() > CATEGORIES.len() && !drawable.is_empty();
    let desc = drawable.description(frame, apart);
    let drawn = if apart {
        let bars = Bars::of(frame.language, &drawable);
        let outside =
            Canvas { frame, chart: CHART, unit: input.unit, title: &headline, desc: &desc, height: bars.height() };
        canvas(&outside, |area| bars.draw(area))?
    } else {
        let layout = PartLayout::of(frame.language, &drawable);
        let outside =
            Canvas { frame, chart: CHART, unit: input.unit, title: &headline, desc: &desc, height: layout.height };
        canvas(&outside, |area| layout.draw(area, &drawable))?
    };
    Ok(DrawnChart { table: drawable.table(frame, input.unit), notes: drawable.notes, ..drawn })
}

/// A note on figures that stand in another unit in the sheet than in the table of the chart, as they are written: the total, and
/// parts with their names. Nothing where there are none.
pub fn as_written(language: SiteLanguage, total: Option<&Quantity>, parts: &[(&str, &Quantity)]) -> Option<String> {
    let total = total.map(|total| (words::TOTAL.in_language(language), total));
    let all = total.into_iter().chain(parts.iter().copied());
    let figures: Vec<String> = all.map(|(label, quantity)| format!("{label} {}", quantity.written)).collect();
    (!figures.is_empty()).then(|| words::as_written(language, &figures))
}
