//! The chart and the table of rates.

use crate::charts::rates;
use crate::charts::{ChartFrame, DrawnChart, Reason};
use crate::text::csv::csv;
use crate::value::Rates;

use super::columns::{FIGURE, figure};

/// The chart of rates, in the unit of their field.
pub fn draw(frame: &ChartFrame<'_>, answered: &Rates, unit: &str) -> Result<DrawnChart, Reason> {
    let points: Vec<_> = answered.points.iter().map(|point| (&point.label, point.quantity.among(unit))).collect();
    let points: Vec<rates::ChartPoint<'_>> =
        points.iter().map(|(label, quantity)| rates::ChartPoint { label, quantity }).collect();
    rates::rates(frame, &rates::RatesChart { points: &points, unit, earlier: &[], range: None, headline: None })
}

/// The rates at all points.
pub fn table(rates: &Rates) -> Vec<u8> {
    let head = std::iter::once("時点").chain(FIGURE);
    let rows = rates.points.iter().map(|point| std::iter::once(point.label.clone()).chain(figure(&point.quantity)));
    csv(&head.collect::<Vec<_>>(), rows)
}
