//! A stand-in for the real widths, until they stand in `text`.

/// The width of a text in ems.
pub fn em(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.6 } else { 1.0 }).sum()
}
