//! The one step: the new site takes the old one's name.
//!
//! Linux and macOS exchange two folders in one rename. Windows has no such call, and refuses to rename a folder while
//! any file in it is open: virus scanners and indexers hold files for moments, viewers for as long as they show them.
//! There, and on network drives, the old site is moved aside and the new one in, and each move is tried again for some
//! seconds. A build that is killed between the two leaves no site but the old one under its other name, which the next
//! build gives back (`OutputDir::recover`).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tempfile::TempPath;

use crate::error::is_held;

use super::names::{NEW, OLD};

/// The pauses between attempts to rename what another program holds, in milliseconds: a scanner needs some of the first; after
/// the last, about nine seconds, it is a person who looks at the site.
const PAUSES: [u64; 12] = [10, 20, 50, 100, 200, 400, 800, 1000, 1500, 1500, 1500, 1500];

/// How many of them a single file is waited for, which nobody looks at for long: about two seconds.
const OF_A_FILE: usize = 7;

/// Gives `new` the name `site`. Answers where the old site is now, if there was one.
///
/// Where the system can, this is a single rename that exchanges the two names. Elsewhere the old site is moved
/// aside first; for that moment there is no site, and when the second move fails the first is undone.
pub(super) fn swap(new: &Path, site: &Path) -> io::Result<Option<PathBuf>> {
    if !site.exists() {
        return rename(new, site).map(|()| None);
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
    rename(site, &old)?;
    if let Err(error) = rename(new, site) {
        rename(&old, site)?;
        return Err(error);
    }
    Ok(old)
}

/// A rename that waits some seconds for other programs to let go of what is renamed, where the system refuses it until then.
///
/// # Errors
/// As of the rename, after the last attempt.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(PAUSES, || fs::rename(from, to), sleep)
}

/// Gives a temporary file its name, in place of the file that may have it. Scanners look at what was just written.
///
/// # Errors
/// As of the rename, after the last attempt.
pub fn persist(file: TempPath, to: &Path) -> io::Result<()> {
    let mut file = Some(file);
    let step = || {
        let Some(named) = file.take() else { return Ok(()) };
        named.persist(to).map_err(|failed| {
            file = Some(failed.path);
            failed.error
        })
    };
    patiently(PAUSES.into_iter().take(OF_A_FILE), step, sleep)
}

fn sleep(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}

/// Tries something until no other program is in its way, or all pauses are over, in milliseconds.
fn patiently(
    pauses: impl IntoIterator<Item = u64>,
    mut step: impl FnMut() -> io::Result<()>,
    pause: impl Fn(u64),
) -> io::Result<()> {
    for milliseconds in pauses {
        match step() {
            Err(error) if is_held(&error) => pause(milliseconds),
            result => return result,
        }
    }
    step()
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
    fn what_another_program_holds_is_tried_again() {
        // 5 is another error elsewhere, and no reason to wait.
        let held = |times: usize| {
            let tries = std::cell::Cell::new(0);
            let step = || {
                tries.set(tries.get() + 1);
                if tries.get() > times { Ok(()) } else { Err(io::Error::from_raw_os_error(5)) }
            };
            let waited = std::cell::Cell::new(0);
            let done = patiently(PAUSES, step, |milliseconds| waited.set(waited.get() + milliseconds)).is_ok();
            (done, tries.get(), waited.get())
        };
        assert_eq!(held(0), (true, 1, 0));
        let all = PAUSES.iter().sum();
        if cfg!(windows) {
            assert_eq!(held(3), (true, 4, 80));
            assert_eq!(held(PAUSES.len()), (true, PAUSES.len() + 1, all));
            assert_eq!(held(1000), (false, PAUSES.len() + 1, all));
        } else {
            assert_eq!(held(1), (false, 1, 0));
        }
    }

    #[test]
    fn a_file_takes_its_name_or_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let written = |text: &str| {
            let mut file = tempfile::NamedTempFile::new_in(folder.path()).expect("made");
            io::Write::write_all(&mut file, text.as_bytes()).expect("written");
            file.into_temp_path()
        };
        let target = folder.path().join("site.manifest");
        for text in ["one", "two"] {
            persist(written(text), &target).expect("named");
            assert_eq!(fs::read_to_string(&target).expect("read"), text);
        }
        assert!(persist(written("three"), &folder.path().join("none/site.manifest")).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
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
