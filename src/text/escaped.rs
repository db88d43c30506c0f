//! Backslash escapes, as Markdown has them.

/// Whether the byte at `at` is escaped by a backslash.
#[must_use]
pub fn escaped(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}
