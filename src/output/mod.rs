//! Paths and bytes become the published folder, in one step. The only writer of the site.
//!
//! A [`Building`] takes the files of a site as they are made, from many threads, and writes those that changed beside the
//! old site; [`Building::finish`] exchanges the two in one rename, so that whoever looks, at any moment, sees the whole
//! old site or the whole new one. The folder it works in holds
//!
//! - `site/`, the published site, and nothing else in it is ever written in place;
//! - `site.manifest`, the SHA-256 of every file of the site, for `sha256sum -c`;
//! - `.nenpo.stamp`, what the site was made from, so that a build knows when there is nothing to do;
//! - `.nenpo.lock`, against two builds at once; it stays, because removing a lock file is a race;
//! - for the length of a build `site.new-…`, `site.old-…` and `site.manifest.new`, which the next
//!   build clears away when a build was killed.
//!
//! Whatever else lies in the folder (`archive/`, `shares/`) is never touched. A site that is not to be published is an
//! [`Output`]: a map from a path to bytes.

mod address;
mod addresses;
mod error;
pub mod file;
mod growing;
mod lock;
mod manifest;
mod memory;
mod place;
mod publish;
mod stamp;
mod swap;
mod tree;

pub use error::OutputError;
pub use memory::Output;
pub use place::apart;
pub use publish::{Building, Carried, Destination, Published, begin};
pub use stamp::{Sources, Stamp, as_published, sum_of_contents, sum_of_looks};

#[cfg(test)]
mod tests;
