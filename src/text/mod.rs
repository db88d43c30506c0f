//! Strings only: folding, widths, numbers, dates and eras, page paths.

pub mod number;
