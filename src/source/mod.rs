//! A text file and positions in it, and findings: what an author can correct.
//!
//! Findings are data, not errors. Reading and checking return what they could make of the input
//! *and* the findings; they never stop at the first one. Trouble with the world (a full disk, an
//! unreadable folder) is an error and lives at the edges.

mod code;
mod finding;
mod mend;
mod pair;
mod reporter;
mod short;
mod span;
mod words;

pub use code::{Code, Example, Limit, Severity};
pub use finding::{Finding, Findings};
pub use mend::{Mend, Mending, WhyByHand, mended};
pub(crate) use pair::words;
pub use reporter::Reporter;
pub use short::shortened;
pub use span::{Position, Source, Span};
pub use words::{StaticWords, Words, words};
