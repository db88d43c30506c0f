//! The one step: the new site takes the old one's name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::names::{NEW, OLD};

/// Gives `new` the name `site`. Answers where the old site is now, if there was one.
///
/// Where the system can, this is a single rename that exchanges the two names. Elsewhere the old site is moved
/// aside first; for that moment there is no site, and when the second move fails the first is undone.
pub(super) fn swap(new: &Path, site: &Path) -> io::Result<Option<PathBuf>> {
    if !site.exists() {
        return fs::rename(new, site).map(|()| None);
    }
    match exchange(new, site) {
        Ok(()) => Ok(Some(new.to_owned())),
        Err(error) if cannot(&error) => aside(new, site).map(Some),
        Err(error) => Err(error),
    }
}

/// Old aside, new in.
fn aside(new: &Path, site: &Path) -> io::Result<PathBuf> {
    let name = new.file_name().unwrap_or_default().to_string_lossy();
    let old = new.with_file_name(name.replacen(NEW, OLD, 1));
    fs::rename(site, &old)?;
    if let Err(error) = fs::rename(new, site) {
        fs::rename(&old, site)?;
        return Err(error);
    }
    Ok(old)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: &Path, site: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, site, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether it was the file system that knows no exchange. Network drives answer that an argument is invalid.
fn cannot(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_end_alike() {
        for step in [swap, |new: &Path, site: &Path| aside(new, site).map(Some)] {
            let folder = tempfile::tempdir().expect("a folder");
            let (new, site) = (folder.path().join("site.new-1"), folder.path().join("site"));
            for (path, text) in [(&new, "new"), (&site, "old")] {
                fs::create_dir(path).expect("made");
                fs::write(path.join("index.html"), text).expect("written");
            }
            let old = step(&new, &site).expect("exchanged").expect("there was an old site");
            assert_eq!(fs::read_to_string(site.join("index.html")).expect("read"), "new");
            assert_eq!(fs::read_to_string(old.join("index.html")).expect("read"), "old");
            assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 2);
        }
    }

    #[test]
    fn a_failed_second_move_is_undone() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        fs::create_dir(&site).expect("made");
        assert!(aside(&folder.path().join("site.new-gone"), &site).is_err());
        assert!(site.is_dir());
    }
}
