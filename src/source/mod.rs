//! A text file and places in it, and findings: what an author can mend.
//!
//! Findings are data, not errors. Reading and checking return what they could make of the input
//! *and* the findings; they never stop at the first one. Trouble with the world (a full disk, an
//! unreadable folder) is an error and lives at the edges.

mod code;
mod finding;
mod short;
mod span;

pub use code::{Code, Example, Limit};
/// Pairs two texts with the same values in them, as [`format!`] writes them: `words!("{n} 件", "{n} files")`.
#[macro_export]
macro_rules! words {
    ($ja:literal, $en:literal $(, $value:expr)* $(,)?) => {
        $crate::source::words(format!($ja $(, $value)*), format!($en $(, $value)*))
    };
}

pub use crate::words;
pub use finding::{Finding, Findings, Severity, StaticWords, Words, words};
pub use short::shortened;
pub use span::{Position, Source, Span};
