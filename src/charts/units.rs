//! Units of the `viewBox`, and the pixels that plotters counts in.

/// How many of plotters' pixels are one unit of the `viewBox`: plotters works in whole numbers, and a tenth of a unit is as fine as the eye needs.
pub const PIXELS: i32 = 10;

/// Units as plotters' pixels.
#[expect(clippy::cast_possible_truncation, reason = "a place in a chart is a small number")]
pub fn pixels(units: f64) -> i32 {
    (units * f64::from(PIXELS)).round() as i32
}

/// How many, as a length.
pub fn count(things: usize) -> f64 {
    u32::try_from(things).map_or(f64::MAX, f64::from)
}
