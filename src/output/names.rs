//! Names in the output folder.

use std::ffi::OsStr;

/// Begins the name of whatever a build in progress writes.
pub(super) const NEW: &str = "site.new-";
/// Begins the name of a site that was exchanged for a new one.
pub(super) const OLD: &str = "site.old-";
/// The manifest of the site that is about to be published.
pub(super) const NEXT_MANIFEST: &str = "site.manifest.new";

/// Whether something is what a build makes and takes away again.
pub(super) fn is_left_over(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(NEW) || name.starts_with(OLD) || name == NEXT_MANIFEST
}
