//! BagIt (RFC 8493): a folder with a list of everything in it and its checksums. This room writes bags and proves them
//! whole, ours or anybody's; it knows no site.

mod hash;
mod manifest;
mod path;
mod tags;
mod verify;
mod write;

pub use hash::Algorithm;
pub use verify::{Fault, Progress, Report, verify};
pub use write::{BagError, write};
