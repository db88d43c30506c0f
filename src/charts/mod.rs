//! One file per chart, and the SVG back end. The only room that knows plotters.
//!
//! A chart is a function from values to a `Figure`: the finding in words, the drawing, and the table of exactly
//! the figures drawn. Where nothing can be drawn honestly it is a `Reason`, in words for the page.

pub mod composition;
pub mod composition_years;
pub mod issues;
pub mod places;
pub mod progress;
pub mod rates;
pub mod schedule;
pub mod sparkline;
pub mod svg;
pub mod years;

mod draw;
mod figure;
mod flags;
mod label;
mod role;
mod scale;
mod words;

pub use figure::{Coverage, Figure, Frame, Reason, Row, Table};

/// The colours and weights of charts, for the theme's style sheet.
pub const STYLE: &str = include_str!("chart.css");
