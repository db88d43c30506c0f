//! Builds that fail on the way: the site, its manifest and whatever else is there stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;

use super::{Destination, Folder, contents, publish};

/// A build into `folder` that fails: the error, after making sure that nothing else came of it.
fn failed(folder: &Path, files: &[(&str, &str)]) -> Error {
    let before = contents(folder);
    assert!(before.contains_key("site/index.html"), "there is a site to lose");
    let error = publish(files, &Destination { folder, sources: &[], clean: false }).expect_err("fails");
    assert_eq!(contents(folder), before, "{error}");
    error
}

#[test]
fn the_path_becomes_too_long() {
    let outer = Folder::new();
    // Linux takes paths of 4096 bytes: the folder fits, and a file in it with a short name.
    let mut folder = outer.path("");
    while folder.as_os_str().len() < 3700 {
        folder.push("d".repeat(200));
    }
    folder.push("e".repeat(4000 - folder.as_os_str().len()));
    let to = Destination { folder: &folder, sources: &[], clean: false };
    if publish(&[("index.html", "1")], &to).is_err() {
        return; // A system with shorter paths.
    }
    let long = "f".repeat(150);
    let error = failed(&folder, &[("index.html", "2"), (&long, "new")]);
    assert!(error.message.ja.contains("長すぎる"), "{error}");
}

#[test]
fn names_of_our_own_are_taken_by_folders() {
    for name in ["site.manifest", "site.manifest.new", ".nenpo.lock"] {
        let folder = Folder::new();
        folder.build(&[("index.html", "1")]).expect("published");
        drop(fs::remove_file(folder.path(name)));
        fs::create_dir(folder.path(name)).expect("made");
        failed(&folder.path(""), &[("index.html", "2")]);
    }
}

#[test]
fn the_output_is_a_file() {
    let folder = Folder::new();
    folder.put("output", "a file");
    folder.put("other/site", "a file");
    for name in ["output", "other"] {
        let at = folder.path(name);
        let to = Destination { folder: &at, sources: &[], clean: false };
        let error = publish(&[("index.html", "1")], &to).expect_err("no folder");
        assert!(error.message.ja.contains("フォルダーではありません"), "{error}");
    }
    assert_eq!(folder.texts().len(), 2, "both files are still there");
}

#[cfg(unix)]
#[test]
fn the_site_is_a_link() {
    let folder = Folder::new();
    folder.put("elsewhere/index.html", "1");
    std::os::unix::fs::symlink(folder.path("elsewhere"), folder.path("site")).expect("linked");
    let error = folder.build(&[("index.html", "2")]).expect_err("a link is no folder");
    assert!(error.message.en.contains("not a folder"), "{error}");
    assert_eq!(folder.texts(), [("elsewhere/index.html".to_owned(), "1".to_owned())]);
}

/// A small file system of our own in a folder; none where mounting is not allowed.
struct Mounted(PathBuf);

impl Mounted {
    fn new(at: &Path, options: &str) -> Option<Mounted> {
        fs::create_dir_all(at).expect("made");
        mount(&["-t", "tmpfs", "-o", options, "none"], at).then(|| Mounted(at.to_owned()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(&self.0).status());
    }
}

fn mount(arguments: &[&str], at: &Path) -> bool {
    Command::new("mount").args(arguments).arg(at).output().is_ok_and(|done| done.status.success())
}

#[test]
fn the_disk_is_full() {
    let folder = Folder::new();
    let at = folder.path("disk");
    let Some(_disk) = Mounted::new(&at, "size=256k") else { return };
    let to = Destination { folder: &at, sources: &[], clean: false };
    publish(&[("index.html", "1"), ("a.html", "a")], &to).expect("published");
    let large = "x".repeat(100_000);
    let error = failed(&at, &[("index.html", "2"), ("a.html", &large), ("b.html", &large), ("c.html", &large)]);
    assert!(error.message.ja.contains("空き"), "{error}");
    assert_eq!(publish(&[("index.html", "2")], &to).expect("there is room for this").files, 1);
}

#[test]
fn the_disk_is_read_only() {
    let folder = Folder::new();
    let at = folder.path("disk");
    let Some(_disk) = Mounted::new(&at, "size=256k") else { return };
    let to = Destination { folder: &at, sources: &[], clean: false };
    publish(&[("index.html", "1")], &to).expect("published");
    assert!(mount(&["-o", "remount,ro"], &at));
    let error = failed(&at, &[("index.html", "2")]);
    assert!(error.message.ja.contains("読み取り専用"), "{error}");
}

#[test]
fn the_site_cannot_be_exchanged() {
    let folder = Folder::new();
    // Another file system at the site's own place cannot change names with a folder beside it.
    let Some(_disk) = Mounted::new(&folder.path("site"), "size=256k") else { return };
    folder.put("site/index.html", "1");
    let error = failed(&folder.path(""), &[("index.html", "1"), ("new.html", "2")]);
    assert!(error.message.en.contains("still there"), "{error}");
}
