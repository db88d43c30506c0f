//! Comparison of documents: what changed, what goes on, which places are peers, and what must not be compared.
//!
//! Everything here is found by ids (of fields, indicators, issues) and never by how words look, and says with each
//! comparison what it is computed from, so that a page can cite it.

pub mod agreement;
pub mod carry_over;
pub mod change;
pub mod completeness;
pub mod distribution;
pub mod figure;
pub mod form_groups;
pub mod indicators;
pub mod issues;
pub mod matrix_series;
pub mod measure;
pub mod movement;
pub mod pagination;
pub mod peers;
pub mod place_figures;
pub mod progress;
pub mod records;
pub mod relation;
pub mod rows;
pub mod total;
pub mod volumes;

pub use change::{Change, ComparedFigure, NotComparable};
pub use figure::Figure;
pub use measure::{Measured, NoRatio};
pub use movement::Movement;
pub use place_figures::{GroupFigures, PlaceFigures};
pub use total::unit_of;
pub use volumes::{Volume, volumes};
