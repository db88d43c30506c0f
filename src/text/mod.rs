//! Strings only: folding, widths, numbers, dates and eras, page paths.

pub mod era;
pub mod fold;
pub mod japanese;
pub mod number;

pub use fold::fold;
pub use number::Decimal;
