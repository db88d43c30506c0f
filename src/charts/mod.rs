//! One file per chart, and the SVG back end. The only module that knows plotters. To add a chart: write its file, and
//! one line in [`CHARTS`].
//!
//! A chart is a function from values to a `Figure`: the finding in words, the drawing, and the table of exactly
//! the figures drawn. Where nothing can be drawn honestly it is a `Reason`, in words for the page.

pub mod attainment;
pub mod composition;
pub mod composition_years;
pub mod dumbbell;
pub mod heat;
pub mod issues;
pub mod lines;
pub mod need_supply;
pub mod number_grid;
pub mod places;
pub mod position;
pub mod progress;
pub mod pyramid;
pub mod rates;
pub mod schedule;
pub mod stacked;
pub mod standalone;
pub mod svg;
pub mod target_path;
pub mod trend;

mod draw;
mod figure;
mod frame;
mod label;
mod label_placement;
mod role;
mod scale;
mod units;
mod words;

pub use figure::{Chart, ChartRow, ChartTable, Coverage, DrawnChart, Reason};
pub use frame::ChartFrame;
pub use role::CATEGORIES;
pub use scale::class_bounds;

/// All kinds of charts, in the order of the gallery. The cases of each are in `tests/charts/<name>.yaml`.
pub const CHARTS: &[Chart] = &[
    composition::CHART,
    composition_years::CHART,
    composition_years::CHART_OF_PLACES,
    rates::CHART,
    progress::CHART,
    target_path::CHART,
    places::CHART,
    dumbbell::CHART,
    lines::CHART,
    need_supply::CHART,
    stacked::CHART,
    pyramid::CHART,
    heat::CHART,
    issues::CHART,
    schedule::CHART,
    trend::CHART,
    position::CHART,
    attainment::CHART,
];

/// The colours and weights of charts, for the theme's style sheet.
pub const STYLE: &str = include_str!("chart.css");

/// The rest of it: that of the charts of many places or years and of tables of numbers, for pages that have such.
pub const LISTS_STYLE: &str = include_str!("lists.css");
