//! A total and its parts: one bar, with the split of a part under it.

mod bars;
mod layout;
pub(super) mod whole;

pub(super) use self::layout::{repeats, stretch, texture};

use self::bars::Bars;
use self::layout::PartLayout;
use self::whole::DrawableComposition;
use super::figure::{Canvas, Chart, DrawnChart, Reason, canvas};
use super::frame::ChartFrame;
use super::role::CATEGORIES;
use super::words;
use crate::text::number::Decimal;
use crate::value::Quantity;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "composition", class: "chart chart-composition" };

/// A part of a total.
#[derive(Clone, Debug)]
pub struct ChartPart<'a> {
    /// ３か月未満
    pub label: &'a str,
    /// 452人
    pub quantity: &'a Quantity,
    /// 29.5, if the sheet prints a share.
    pub share: Option<Decimal>,
    /// Whether the form wants the headline to tell of it.
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
    /// 人
    pub unit: &'a str,
}

/// Draws a composition.
///
/// # Errors
/// When there is no whole to show parts of: no number at all, or no total while a part has no number.
pub fn composition(frame: &ChartFrame<'_>, input: &CompositionChart<'_>) -> Result<DrawnChart, Reason> {
    let whole = DrawableComposition::of(frame, input)?;
    let headline = whole.finding(frame);
    let apart = whole.segments.len() > CATEGORIES.len() && !whole.is_empty();
    let desc = whole.in_words(frame, apart);
    let svg = if apart {
        let bars = Bars::of(frame.language, &whole);
        let outside = Canvas { frame, chart: CHART, title: &headline, desc: &desc, height: bars.height() };
        canvas(&outside, |area| bars.draw(area))?
    } else {
        let layout = PartLayout::of(frame.language, &whole);
        let outside = Canvas { frame, chart: CHART, title: &headline, desc: &desc, height: layout.height };
        canvas(&outside, |area| layout.draw(area, &whole))?
    };
    Ok(DrawnChart {
        id: frame.id.to_owned(),
        headline,
        subtitle: words::subtitle(frame, input.unit),
        svg,
        table: whole.table(frame, input.unit),
        notes: whole.notes,
    })
}
