//! The chart and the table of a composition.

use std::borrow::Cow;

use crate::charts::composition::{self, composition as chart};
use crate::charts::composition_years::YearComposition;
use crate::charts::{ChartFrame, DrawnChart, Reason};
use crate::text::Decimal;
use crate::text::csv::csv;
use crate::value::composition::Part;
use crate::value::{Composition, Quantity};

use super::FigureTime;
use super::columns::{FIGURE, figure};

/// Parts as charts take them.
fn composition_parts<'a>(parts: &'a [Part]) -> Vec<composition::ChartPart<'a>> {
    let part = |part: &'a Part| composition::ChartPart {
        label: &part.label,
        quantity: &part.quantity,
        share: part.quantity.share(),
        headline: part.headline,
        parts: composition_parts(&part.parts),
    };
    parts.iter().map(part).collect()
}

/// One of several compositions that stand below each other.
pub struct CompositionBar<'a> {
    /// Its year or place.
    pub label: String,
    /// Nothing where there is none.
    pub composition: Option<Cow<'a, Composition>>,
    /// Why it must not be compared with the one before.
    pub apart: Option<&'a str>,
    /// When it was true and for what area.
    pub time: FigureTime<'a>,
}

/// What draws several compositions.
type ChartOfBars = fn(&ChartFrame<'_>, &[YearComposition<'_>]) -> Result<DrawnChart, Reason>;

/// The chart of several compositions, all in one unit.
pub fn draw_bars(
    frame: &ChartFrame<'_>,
    bars: &[CompositionBar<'_>],
    unit: &str,
    chart: ChartOfBars,
) -> Option<DrawnChart> {
    let parts = bars.iter().map(|bar| Some(composition_parts(&bar.composition.as_ref()?.parts)));
    let parts: Vec<Option<Vec<composition::ChartPart<'_>>>> = parts.collect();
    let year = |(bar, parts)| {
        let CompositionBar { label, composition, apart, time }: &CompositionBar<'_> = bar;
        let parts: &Option<Vec<_>> = parts;
        let composition = composition.as_ref().zip(parts.as_ref()).map(|(composition, parts)| {
            let total = composition.total.as_ref().map(|(total, _)| total);
            composition::CompositionChart { total, parts, unit }
        });
        YearComposition { label, composition, apart: *apart, coverage: time.coverage() }
    };
    chart(frame, &bars.iter().zip(&parts).map(year).collect::<Vec<_>>()).ok()
}

/// The chart of a composition, in the unit of its field.
pub fn draw(frame: &ChartFrame<'_>, answered: &Composition, unit: &str) -> Result<DrawnChart, Reason> {
    let same = answered.among(unit);
    let parts = composition_parts(&same.parts);
    let total = same.total.as_ref().map(|(total, _)| total);
    let mut drawn = chart(frame, &composition::CompositionChart { total, parts: &parts, unit })?;
    let is_converted = |quantity: &&Quantity| matches!(quantity.among(unit), Cow::Owned(_));
    let total = answered.total.as_ref().map(|(total, _)| total).filter(is_converted);
    let parts = answered.all_parts().into_iter().map(|part| (part.label.as_str(), &part.quantity));
    let parts: Vec<(&str, &Quantity)> = parts.filter(|(_, quantity)| is_converted(quantity)).collect();
    drawn.notes.extend(composition::as_written(frame.language, total, &parts));
    Ok(drawn)
}

/// The total and all parts; a share that the sheet does not print is computed.
pub fn table(composition: &Composition) -> Vec<u8> {
    let total = composition.total.as_ref().map(|(total, _)| total);
    let share = |part: &Part| {
        let (total, unit) = (total?, total?.unit.as_deref().unwrap_or_default());
        part.quantity.share().or_else(|| part.quantity.in_unit(unit)?.number()?.percent_of(total.number()?, 1))
    };
    let row = |label: &str, quantity: &Quantity, share: Option<Decimal>| {
        let share = share.filter(|_| quantity.number().is_some()).map(Decimal::to_plain).unwrap_or_default();
        std::iter::once(label.to_owned()).chain(figure(quantity)).chain([share]).collect::<Vec<_>>()
    };
    let head = std::iter::once("区分").chain(FIGURE).chain(["割合（％）"]);
    let parts = composition.all_parts();
    let parts = parts.iter().map(|part| row(&part.label, &part.quantity, share(part)));
    csv(&head.collect::<Vec<_>>(), total.map(|total| row("合計", total, None)).into_iter().chain(parts))
}
