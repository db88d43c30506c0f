//! A text file and places in it, and findings: what an author can mend.
//!
//! Findings are data, not errors. Reading and checking return what they could make of the input
//! *and* the findings; they never stop at the first one. Trouble with the world (a full disk, an
//! unreadable folder) is an error and lives at the edges.

mod code;
mod finding;
mod pair;
mod short;
mod span;

pub use code::{Code, Example, Limit};
pub use finding::{Finding, Findings, Severity, StaticWords, Words, words};
pub(crate) use pair::words;
pub use short::shortened;
pub use span::{Position, Source, Span};
