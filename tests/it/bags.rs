//! Bags: the conformance suite in `tests/bags/`, and every way to alter a bag of our own.

use std::fs;
use std::path::{Path, PathBuf};

use nenpo::bag::{self, Report, VerifyProgress};
use tempfile::TempDir;

use crate::case::{names, repository};

fn verify(folder: &Path) -> Report {
    bag::verify(folder, &VerifyProgress::default())
}

fn kinds(report: &Report) -> Vec<&'static str> {
    let mut kinds: Vec<_> = report.faults.iter().filter(|fault| !fault.warning).map(|fault| fault.kind).collect();
    kinds.dedup();
    kinds
}

/// The fault by which each invalid bag of the suite is known.
const INVALID: &[(&str, &str)] = &[
    ("baginfo-missing-encoding", "bagit.txt"),
    ("bom-in-bagit.txt", "bagit.txt"),
    ("corrupt-data-file", "changed"),
    ("corrupt-tag-file", "changed"),
    ("extra-file-in-bag", "extra"),
    ("invalid-version-number", "bagit.txt"),
    ("missing-baginfo", "missing"),
    ("missing-bagit.txt", "bagit.txt"),
    ("out-of-scope", "outside"),
    ("same-filename-listed-twice-with-different-hashes", "contradiction"),
    ("same-filename-listed-twice-with-the-same-hash", "twice"),
    ("bagit-with-invalid-whitespace", "bagit.txt"),
    ("notAllManifestsListAllFiles", "extra"),
];

#[test]
fn the_conformance_suite_is_judged_rightly() {
    let root = repository("tests/bags");
    let (mut trouble, mut count) = (Vec::new(), 0);
    for version in names(&root).into_iter().filter(|name| name.starts_with('v')) {
        for group in names(&root.join(&version)) {
            for case in names(&root.join(&version).join(&group)) {
                count += 1;
                let report = verify(&root.join(&version).join(&group).join(&case));
                let faults = kinds(&report);
                let right = match group.as_str() {
                    "valid" => report.is_valid(),
                    "warning" => report.is_valid() && !report.faults.is_empty(),
                    _ => INVALID.iter().any(|(name, kind)| case.starts_with(name) && faults.contains(kind)),
                };
                if !right {
                    let said: Vec<_> = report.faults.iter().map(|fault| fault.message.en.clone()).collect();
                    trouble.push(format!("{version}/{group}/{case}: {said:?}"));
                }
            }
        }
    }
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    assert!(count > 50, "only {count} bags");
}

/// A bag of our own with names that are easily spoilt.
fn own() -> (TempDir, PathBuf) {
    let temporary = TempDir::new().unwrap();
    let folder = temporary.path().join("2021");
    for (path, text) in [
        ("data/site/2021.html", "令和3年度"),
        ("data/site/100%.html", "percent"),
        ("data/content/が.md", "decomposed or not"),
        ("data/data/figures.csv", ""),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let info = [("Source-Organization".to_owned(), "試しの\n編集室".to_owned())];
    bag::write(&folder, &info).unwrap();
    (temporary, folder)
}

#[test]
fn our_bags_are_valid_and_the_same_each_time() {
    let (_one, folder) = own();
    let (_two, other) = own();
    let report = verify(&folder);
    assert!(report.is_valid() && report.faults.is_empty(), "{:?}", report.faults);
    assert_eq!((report.files, report.bytes), (4, 37));
    for name in ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"] {
        assert_eq!(fs::read(folder.join(name)).unwrap(), fs::read(other.join(name)).unwrap(), "{name}");
    }
    let info = fs::read_to_string(folder.join("bag-info.txt")).unwrap();
    assert_eq!(info, "Source-Organization: 試しの 編集室\nPayload-Oxum: 37.4\n");
    assert!(fs::read_to_string(folder.join("manifest-sha256.txt")).unwrap().contains("data/site/100%25.html"));
}

#[test]
fn every_alteration_of_a_bag_is_found() {
    let (_keep, folder) = own();
    let files: Vec<PathBuf> = walkdir::WalkDir::new(&folder)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    assert!(files.len() > 9);
    for file in &files {
        let bytes = fs::read(file).unwrap();
        let name = file.strip_prefix(&folder).unwrap().display();
        // Nothing vouches for the last manifests but their own lines.
        let last = file.file_name().unwrap().to_string_lossy().starts_with("tagmanifest-");
        for at in [0, bytes.len() / 2, bytes.len().saturating_sub(1)] {
            let mut other = bytes.clone();
            match other.get_mut(at) {
                Some(byte) => *byte ^= 1,
                None => other.push(b'x'),
            }
            fs::write(file, &other).unwrap();
            assert!(!verify(&folder).is_valid(), "byte {at} of {name}");
        }
        fs::write(file, &bytes).unwrap();
        let moved = file.with_extension("moved");
        fs::rename(file, &moved).unwrap();
        assert!(last || !verify(&folder).is_valid(), "{name} renamed");
        fs::rename(&moved, file).unwrap();
        fs::remove_file(file).unwrap();
        assert!(last || !verify(&folder).is_valid(), "{name} removed");
        fs::write(file, &bytes).unwrap();
        assert!(verify(&folder).is_valid(), "{name} restored");
    }
    fs::write(folder.join("data/site/new.html"), "new").unwrap();
    assert_eq!(kinds(&verify(&folder)), ["extra", "oxum"]);
}

#[test]
fn a_name_in_another_normal_form_is_the_same_file() {
    let (_keep, folder) = own();
    let (composed, decomposed) =
        (folder.join("data/content/\u{304C}.md"), folder.join("data/content/\u{304B}\u{3099}.md"));
    fs::rename(composed, decomposed).unwrap();
    assert!(verify(&folder).is_valid(), "{:?}", verify(&folder).faults);
}

/// Writes the declaration and a manifest of what lies in `data/` now, so that only what comes after is a fault.
#[cfg(unix)]
fn small(folder: &Path) {
    fs::create_dir_all(folder.join("data/site")).unwrap();
    fs::write(folder.join("data/site/a.html"), "x").unwrap();
    bag::write(folder, &[]).unwrap();
    assert!(verify(folder).is_valid());
}

#[cfg(unix)]
type Make<'m> = &'m dyn Fn(&Path);

/// What stands in for a file and is none: how it is made, at which name, and the fault it is told by.
#[cfg(unix)]
#[test]
fn only_regular_files_are_opened() {
    let pipe = |at: &Path| {
        assert!(std::process::Command::new("mkfifo").arg(at).status().unwrap().success());
    };
    let socket = |at: &Path| drop(std::os::unix::net::UnixListener::bind(at).unwrap());
    let link = |to: &'static str| move |at: &Path| std::os::unix::fs::symlink(to, at).unwrap();
    let (zero, outside, folder, dangling) = (link("/dev/zero"), link("/etc/passwd"), link("/etc"), link("nowhere"));
    let makes: [(&str, Make<'_>); 6] = [
        ("a pipe", &pipe),
        ("a socket", &socket),
        ("a link to a device", &zero),
        ("a link to a file", &outside),
        ("a link to a folder", &folder),
        ("a link to nothing", &dangling),
    ];
    for (what, make) in makes {
        for name in [
            "bagit.txt",
            "bag-info.txt",
            "manifest-sha256.txt",
            "tagmanifest-sha512.txt",
            "fetch.txt",
            "manifest-md5.txt",
            "data/site/a.html",
            "data/site",
            "data",
            "data/new.html",
        ] {
            // A link is made within a bag of its own: what it leads to must not be of the bag.
            let keep = TempDir::new().unwrap();
            let folder = keep.path().join("bag");
            small(&folder);
            let at = folder.join(name);
            match fs::symlink_metadata(&at) {
                Ok(found) if found.is_dir() => fs::remove_dir_all(&at).unwrap(),
                Ok(_) => fs::remove_file(&at).unwrap(),
                Err(_) => {}
            }
            make(&at);
            // In a thread: one that waits for a pipe would wait for ever.
            let (tell, told) = std::sync::mpsc::channel();
            std::thread::spawn(move || drop(tell.send(verify(&folder))));
            let report = told.recv_timeout(std::time::Duration::from_secs(20));
            let report = report.unwrap_or_else(|_| panic!("{what} at {name} is waited for"));
            assert!(kinds(&report).contains(&"no-file"), "{what} at {name}: {:?}", report.faults);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_told() {
    use std::os::unix::ffi::OsStrExt as _;
    let keep = TempDir::new().unwrap();
    let folder = keep.path().join("bag");
    fs::create_dir_all(folder.join("data")).unwrap();
    // Shown, the two names are alike.
    fs::write(folder.join("data/\u{FFFD}.html"), "x").unwrap();
    bag::write(&folder, &[]).unwrap();
    assert!(verify(&folder).is_valid());
    fs::write(folder.join("data").join(std::ffi::OsStr::from_bytes(b"\xFF.html")), "EVIL").unwrap();
    assert_eq!(kinds(&verify(&folder)), ["name"]);
}

#[test]
fn what_systems_leave_behind_is_told_and_no_fault() {
    let (_keep, folder) = own();
    for name in ["data/.DS_Store", "data/site/._2021.html", "data/Thumbs.db", "data/content/Desktop.ini", ".DS_Store"] {
        fs::write(folder.join(name), "left").unwrap();
    }
    let report = verify(&folder);
    assert!(report.is_valid(), "{:?}", report.faults);
    assert_eq!(report.faults.iter().filter(|fault| fault.kind == "system-file").count(), 5);
    assert_eq!((report.files, report.bytes), (4, 37));
    fs::write(folder.join("data/DS_Store"), "left").unwrap();
    assert!(!verify(&folder).is_valid());
}

#[test]
fn a_tag_file_without_end_is_not_read_to_it() {
    let (_keep, folder) = own();
    let file = fs::File::options().write(true).open(folder.join("bag-info.txt")).unwrap();
    // It takes no room on the disk.
    file.set_len(400 << 20).unwrap();
    let report = verify(&folder);
    assert!(kinds(&report).contains(&"unreadable"), "{:?}", report.faults);
}

#[test]
fn a_bag_takes_as_long_as_it_is_large() {
    use std::fmt::Write as _;
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    // Listed and there, there and not listed, listed and gone; and names that must be brought to one normal form.
    let keep = TempDir::new().unwrap();
    let folder = keep.path().join("bag");
    fs::create_dir_all(folder.join("data")).unwrap();
    let mut manifest = String::new();
    for at in 0..8000 {
        fs::write(folder.join(format!("data/か\u{3099}{at}")), "").unwrap();
        fs::write(folder.join(format!("data/extra{at}")), "").unwrap();
        writeln!(manifest, "{empty}  data/が{at}\n{empty}  data/gone{at}").unwrap();
    }
    fs::write(folder.join("manifest-sha256.txt"), manifest).unwrap();
    fs::write(folder.join("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n").unwrap();
    let begin = std::time::Instant::now();
    let report = verify(&folder);
    // Comparing every file with every line took minutes here.
    assert!(begin.elapsed() < std::time::Duration::from_secs(30), "{:?}", begin.elapsed());
    assert_eq!(report.faults.iter().filter(|fault| fault.kind == "extra").count(), 8000);
    assert_eq!(report.faults.iter().filter(|fault| fault.kind == "missing").count(), 8000);
}
