//! Backslashes that take the meaning from what follows.

/// Whether a backslash takes the meaning from the byte at `at`.
pub fn escaped(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}
