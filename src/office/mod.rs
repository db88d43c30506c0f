//! The office's own work with the sheets of all places: who has sent one, what to send back to whom, whether a sheet says what the
//! file said that it was made of, and figures over places and years for a meeting.
//!
//! Each makes an [`OfficeReport`]: a table with a text before it, which is printed, written as CSV, JSON and HTML,
//! or as a workbook.

mod comparison;
mod expected;
mod figures;
mod listed;
mod page;
mod report;
mod returned;
mod status;
mod workbook;

pub use comparison::{DifferentAnswer, compare, compare_report};
pub use expected::{ExpectedSheet, expected};
pub use figures::{FiguresRequest, figures};
pub use listed::findings_report;
pub use report::{OfficeCell, OfficeColumn, OfficeReport, OfficeRow, aligned};
pub use returned::{ReturnedFindings, returned};
pub use status::{SheetState, SheetStatus, StatusRequest, status_report, statuses};
