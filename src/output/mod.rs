//! Paths and bytes become the published folder, in one step. The only writer of the site.
//!
//! A [`Building`] gets the files of a site as they are rendered, from many threads, and writes those that changed next to the
//! old site; [`Building::finish`] exchanges the two in one rename, so that whoever looks, at any moment, sees the whole
//! old site or the whole new one. The folder it works in holds
//!
//! - `site/`, the published site, and nothing else in it is ever written in place;
//! - `site.manifest`, the SHA-256 of every file of the site, for `sha256sum -c`;
//! - `.nenpo.stamp`, what the site was built from, so that a build knows when there is nothing to do, and `.nenpo.findings`, what
//!   there was to say of it;
//! - `.nenpo.summaries/`, what a build knows of documents that stayed as they were without reading them;
//! - `.nenpo.kept`, what each part of the site was made from, so that a build makes only what changed;
//! - `.nenpo.spare/`, the files of the site by second names, in which the next build makes its changes;
//! - `.nenpo.lock`, against two builds at once; it stays, because removing a lock file is a race;
//! - for the length of a build `site.new-…`, `site.old-…` and `site.manifest.new`, which the next
//!   build clears away when a build was killed.
//!
//! Whatever else lies in the folder (`archive/`, `shares/`, `pdf/`) is never touched. A site that is not to be published is an
//! [`Output`]: a map from a path to bytes.

mod address;
mod addresses;
mod checked;
mod error;
pub mod file;
mod held;
mod kept;
mod lock;
mod manifest;
mod memory;
mod metadata;
mod names;
mod output_dir;
mod publish;
mod sources;
mod spare;
mod stamp;
mod streamed;
mod summaries;
mod swap;
mod tree;
mod types;

pub use memory::Output;
pub use metadata::metadata_fingerprint;
pub use output_dir::apart;
pub use publish::{Building, begin};
pub use sources::{SourceFolder, SourceList};
pub use stamp::{BuildFingerprint, LastBuild};
pub use summaries::summaries;
pub use swap::{persist, rename};
pub use types::{CopiedFile, Destination, Published};

#[cfg(test)]
mod tests;
