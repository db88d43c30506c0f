//! One file per chart, and the SVG back end. The only room that knows plotters.

pub mod composition;
mod draw;
pub mod figure;
mod flags;
mod label;
mod number;
pub mod progress;
pub mod rates;
mod role;
mod svg;
mod width;
mod words;

/// The colours and weights of charts, for the theme's style sheet.
pub const STYLE: &str = include_str!("chart.css");

pub use figure::{Figure, Frame, Reason, Row, Table};
