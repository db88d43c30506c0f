//! The promises of publishing, tested with real folders.

mod failures;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::bytes::Bytes;
use crate::error::Result;
use crate::sink::Sink as _;
use crate::source::words;
use crate::text::hexadecimal;

use super::{
    BuildFingerprint, Destination, LastBuild, Published, SourceFolder, SourceList, begin, metadata_fingerprint,
};

/// An output folder that is removed at the end.
struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn new() -> Folder {
        Folder { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Published> {
        let to = Destination { folder: self.folder.path(), sources: &[], clean: false };
        publish(files, &to)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }

    /// Every file with its text and time; the lock is no content.
    fn contents(&self) -> BTreeMap<String, (String, SystemTime)> {
        contents(self.folder.path())
    }

    fn texts(&self) -> Vec<(String, String)> {
        self.contents().into_iter().map(|(path, (text, _))| (path, text)).collect()
    }
}

fn publish(files: &[(&str, &str)], to: &Destination<'_>) -> Result<Published> {
    let building = begin(to)?;
    files.iter().try_for_each(|(path, text)| building.put(path, (*text).to_owned().into(), "content/a.md"))?;
    building.finish()
}

/// Whether a file of the output folder is what a build keeps for the next.
fn is_own(path: &Path) -> bool {
    path.iter().any(|part| part.to_string_lossy().starts_with(".nenpo"))
}

fn contents(folder: &Path) -> BTreeMap<String, (String, SystemTime)> {
    WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file() && !is_own(entry.path().strip_prefix(folder).expect("inside")))
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("inside").display().to_string();
            let time = entry.metadata().expect("metadata").modified().expect("a time");
            (path, (fs::read_to_string(entry.path()).expect("text"), time))
        })
        .collect()
}

#[test]
fn the_new_site_takes_the_place_of_the_old() {
    let folder = Folder::new();
    folder.put("archive/2021/index.html", "frozen");
    folder.put("shares/a.html", "shared");
    let first =
        folder.build(&[("index.html", "1"), ("2021/kawasaki.html", "a"), ("old.html", "x")]).expect("published");
    assert_eq!(first, Published { files: 3, bytes: 3, ..Published::default() });
    let time = folder.contents().get("site/2021/kawasaki.html").expect("published").1;
    let second = folder.build(&[("index.html", "22"), ("2021/kawasaki.html", "a")]).expect("published");
    assert_eq!(second, Published { files: 2, unchanged: 1, kept: 0, removed: 1, bytes: 3, foreign: vec![] });

    let contents = folder.contents();
    let (text, unchanged) = contents.get("site/2021/kawasaki.html").expect("published");
    assert_eq!((text.as_str(), *unchanged), ("a", time), "an unchanged file keeps its time");
    let names: Vec<&str> = contents.keys().map(String::as_str).collect();
    let expected =
        ["archive/2021/index.html", "shares/a.html", "site/2021/kawasaki.html", "site/index.html", "site.manifest"];
    assert_eq!(names.len(), expected.len(), "{names:?}");
    assert!(expected.iter().all(|name| names.contains(name)), "{names:?}");
}

#[test]
fn nothing_changed_touches_nothing() {
    let folder = Folder::new();
    let files = [("index.html", "1"), ("2021/kawasaki.html", "a")];
    folder.build(&files).expect("published");
    let before = folder.contents();
    assert_eq!(folder.build(&files).expect("published").unchanged, 2);
    assert_eq!(folder.contents(), before);
    fs::remove_file(folder.path("site.manifest")).expect("removed");
    folder.build(&files).expect("a lost manifest is written again");
    assert_eq!(folder.texts(), before.into_iter().map(|(path, (text, _))| (path, text)).collect::<Vec<_>>());
}

#[test]
fn the_manifest_is_what_sha256sum_checks() {
    let folder = Folder::new();
    folder.build(&[("index.html", "1"), ("places/川崎 市.html", "a")]).expect("published");
    let check = || {
        Command::new("sha256sum").args(["--check", "--strict", "site.manifest"]).current_dir(folder.path("")).output()
    };
    let Ok(checked) = check() else { return };
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    folder.put("site/index.html", "2");
    assert!(!check().expect("run").status.success());
}

#[cfg(unix)]
#[test]
fn everyone_may_read_the_site_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.build(&[("2021/kawasaki.html", "a")]).expect("published");
    for (path, mode) in
        [("site", 0o755), ("site/2021", 0o755), ("site/2021/kawasaki.html", 0o644), ("site.manifest", 0o644)]
    {
        assert_eq!(fs::metadata(folder.path(path)).expect("there").permissions().mode() & 0o777, mode, "{path}");
    }
}

#[test]
fn files_that_no_build_wrote_are_reported_and_kept() {
    let folder = Folder::new();
    folder.build(&[("index.html", "1")]).expect("published");
    folder.put("site/own/note.txt", "mine");
    let published = folder.build(&[("index.html", "2")]).expect("published");
    assert_eq!(published.foreign, ["own/note.txt"]);
    assert_eq!(fs::read_to_string(folder.path("site/own/note.txt")).expect("kept"), "mine");
    assert_eq!(folder.build(&[("index.html", "2")]).expect("published").foreign, ["own/note.txt"]);

    for path in ["own/note.txt", "own"] {
        let error = folder.build(&[("index.html", "3"), (path, "a page")]).expect_err("somebody's file is in the way");
        assert!(error.message.ja.contains("own/note.txt"), "{}", error.message.ja);
    }
    let to = Destination { folder: folder.folder.path(), sources: &[], clean: true };
    publish(&[("index.html", "2")], &to).expect("published");
    assert!(!folder.path("site/own").exists());
}

/// Where the system tells which file is which: the spare has the files of the site and no others, takes its place with the next
/// build, and is made anew whatever becomes of it.
#[cfg(unix)]
#[test]
fn the_spare_has_the_files_of_the_site() {
    use std::os::unix::fs::MetadataExt;
    let folder = Folder::new();
    let inode = |path: PathBuf| fs::symlink_metadata(path).expect("there").ino();
    let files = |tree: &str| -> BTreeMap<String, u64> {
        let tree = folder.path(tree);
        let files = WalkDir::new(&tree).into_iter().flatten().filter(|entry| !entry.file_type().is_dir());
        let own = |path: &Path| path.strip_prefix(&tree).expect("inside").display().to_string();
        files.map(|entry| (own(entry.path()), inode(entry.path().to_owned()))).collect()
    };
    let published = |page: &str, others: &[(&str, &str)]| {
        let before = folder.path(".nenpo.spare").is_dir().then(|| inode(folder.path(".nenpo.spare")));
        let all: Vec<(&str, &str)> = [("index.html", page)].into_iter().chain(others.iter().copied()).collect();
        folder.build(&all).expect("published");
        assert_eq!(fs::read_to_string(folder.path("site/index.html")).expect("published"), page);
        let names: Vec<String> = files("site").into_keys().collect();
        let mut expected: Vec<&str> = all.iter().map(|(path, _)| *path).chain(["own/note.txt"]).collect();
        expected.retain(|path| *path != "own/note.txt" || folder.path("site/own").exists());
        expected.sort_unstable();
        assert_eq!(names, expected, "{page}");
        before.is_some_and(|before| before == inode(folder.path("site")))
    };
    let deep = [("2021/kawasaki/a.html", "a"), ("2021/kawasaki/b.html", "b")];
    assert!(!published("1", &deep) && !folder.path(".nenpo.spare").exists());
    assert!(!published("2", &deep), "the first spare is the old site");
    assert_eq!(files(".nenpo.spare"), files("site"));
    // A file takes the place of a folder, and a folder that of a file; what is withdrawn is nowhere.
    let turns: [&[(&str, &str)]; 4] = [
        &deep,
        &[("2021/kawasaki", "c")],
        &[("2021", "d"), ("e", "e")],
        &[("2021/kawasaki/a.html", "f"), ("e/f", "e")],
    ];
    for (number, others) in turns.into_iter().enumerate() {
        assert!(published(&format!("turn {number}"), others), "{number}");
        assert_eq!(files(".nenpo.spare"), files("site"), "{number}");
        assert!(!folder.path(".nenpo.spare/2021/kawasaki/b.html").exists() || number == 0);
    }
    folder.put("site/own/note.txt", "mine");
    assert!(!published("with a file of somebody's own", &deep), "the site has a file that the spare has not");
    assert_eq!(files(".nenpo.spare"), files("site"));
    assert!(published("once more with it", &deep));
    let spare = |path: &str| folder.path(".nenpo.spare").join(path);
    let disturb: [&dyn Fn(); 7] = [
        &|| fs::remove_file(spare("index.html")).expect("removed"),
        &|| fs::write(spare("other.html"), "1").expect("written"),
        // Written in place it is the page of the site, too.
        &|| fs::write(spare("index.html"), "another").expect("written"),
        &|| {
            fs::copy(spare("index.html"), spare("copy")).expect("copied");
            fs::rename(spare("copy"), spare("index.html")).expect("renamed");
        },
        &|| fs::remove_dir_all(spare("")).expect("removed"),
        &|| {
            fs::remove_dir_all(spare("")).expect("removed");
            std::os::unix::fs::symlink(folder.path("site"), folder.path(".nenpo.spare")).expect("linked");
        },
        &|| {
            fs::remove_dir_all(spare("")).expect("removed");
            fs::write(folder.path(".nenpo.spare"), "a file").expect("written");
        },
    ];
    for (number, disturb) in disturb.into_iter().enumerate() {
        disturb();
        assert_eq!(published(&format!("disturbed {number}"), &deep), number == 2, "{number}");
        assert_eq!(files(".nenpo.spare"), files("site"), "{number}");
    }
    // A build that fails leaves both as they were.
    let before = (files("site"), files(".nenpo.spare"));
    folder.build(&[("index.html", "3"), ("own", "a page")]).expect_err("somebody's file is in the way");
    assert_eq!((files("site"), files(".nenpo.spare")), before);
}

#[test]
fn two_builds_do_not_meet() {
    let folder = Folder::new();
    folder.build(&[("index.html", "1")]).expect("published");
    let lock = super::lock::lock(folder.folder.path()).expect("free");
    let error = folder.build(&[("index.html", "2")]).expect_err("locked");
    assert!(error.message.ja.contains("別のビルド") && error.message.en.contains("Another build"), "{error}");
    drop(lock);
    folder.build(&[("index.html", "2")]).expect("free again");
}

#[test]
fn what_killed_builds_left_is_put_right() {
    let folder = Folder::new();
    folder.build(&[("index.html", "1")]).expect("published");
    let manifest = fs::read_to_string(folder.path("site.manifest")).expect("read");
    folder.put("site.new-a1/index.html", "half");
    folder.put("site.new-c3", "half a manifest");
    folder.put("site.manifest.new", "half");
    // Killed between the two moves of a file system without exchange.
    fs::rename(folder.path("site"), folder.path("site.old-b2")).expect("moved");
    folder.build(&[("index.html", "1")]).expect("published");
    let expected = [("site.manifest", manifest.as_str()), ("site/index.html", "1")];
    assert_eq!(folder.texts(), expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
    // Killed after the exchange, before its manifest took its name: the page it brought is nobody else's.
    folder.put("site/new.html", "2");
    folder.put("site.manifest.new", &format!("{manifest}{}  site/new.html\n", hexadecimal(&Sha256::digest(b"2"))));
    let published = folder.build(&[("index.html", "1")]).expect("published");
    assert_eq!((published.removed, published.foreign.len()), (1, 0));
}

#[test]
fn the_output_folder_lies_apart_from_the_sources() {
    let folder = Folder::new();
    folder.put("content/2021/kawasaki/sheet.md", "---\n---\n");
    let content = folder.path("content");
    for (output_folder, fine) in [
        ("output", true),
        ("content", false),
        ("content/2021", false),
        ("content/new", false),
        ("", false),
        ("content/../x", true),
    ] {
        let at = folder.path(output_folder);
        let to = Destination { folder: &at, sources: &[&content], clean: false };
        assert_eq!(publish(&[("index.html", "1")], &to).is_ok(), fine, "{output_folder}");
    }
}

#[test]
fn a_file_may_come_in_pieces() {
    let folder = Folder::new();
    let to = Destination { folder: &folder.path(""), sources: &[], clean: false };
    let build = |pieces: &[&str]| {
        let building = begin(&to).expect("begun");
        let mut writer = building.stream("data/all.csv", "content/a.md").expect("begun");
        pieces.iter().for_each(|text| writer.write_all(text.as_bytes()).expect("written"));
        building.put("index.html", "1".to_owned().into(), "content/a.md").expect("put");
        writer.finish().expect("complete");
        assert_eq!(building.read("data/all.csv").expect("read"), pieces.concat().as_bytes());
        assert!(building.put("data/all.csv", Bytes::default(), "content/a.md").is_err(), "it was complete");
        building.finish().expect("published")
    };
    let read = || fs::read_to_string(folder.path("site/data/all.csv")).expect("there");
    let first = build(&["a,b\r\n", "1,2\r\n"]);
    assert_eq!((first.files, first.unchanged, first.bytes, read().as_str()), (2, 0, 11, "a,b\r\n1,2\r\n"));
    let manifest = folder.texts().into_iter().find(|(path, _)| path == "site.manifest").expect("a manifest").1;
    let sum = hexadecimal(&Bytes::from("a,b\r\n1,2\r\n".to_owned()).sha256());
    assert!(manifest.contains(&format!("{sum}  site/data/all.csv\n")), "{manifest}");
    // However it is cut, the same bytes are the same file.
    assert_eq!(build(&["a,", "b\r\n1,2\r\n"]).unchanged, 2);
    assert_eq!((build(&["a,b\r\n", "1,3\r\n"]).unchanged, read().as_str()), (1, "a,b\r\n1,3\r\n"));
    assert_eq!((build(&["a"]).unchanged, read().as_str()), (1, "a"));
}

#[test]
fn a_site_that_stands_as_published_is_known() {
    let folder = Folder::new();
    let to = Destination { folder: &folder.path(""), sources: &[], clean: false };
    let files = [("index.html", "1"), ("2021/kawasaki.html", "a")];
    let stamped = || {
        let mut building = begin(&to).expect("begun");
        let (made_from, sources) = ("this".to_owned(), SourceList::default());
        building.remember(BuildFingerprint { made_from, sources, findings: words("所見", "findings") });
        files.iter().for_each(|(path, text)| {
            building.put(path, (*text).to_owned().into(), "content/a.md").expect("put");
        });
        building.finish().expect("published")
    };
    let known = |made_from: &str| LastBuild::read(&folder.path(""))?.up_to_date(made_from);
    assert_eq!(known("this"), None, "nothing is there");
    let first = stamped();
    assert_eq!((first.files, first.unchanged), (2, 0));
    let again = Published { unchanged: 2, ..first };
    assert_eq!(known("this"), Some((again.clone(), words("所見", "findings"))));
    assert_eq!(known("that"), None);
    // Whatever somebody does to the site, it is then not as it was published.
    let page = folder.path("site/index.html");
    let time = fs::metadata(&page).expect("there").modified().expect("a time");
    let findings = folder.path(".nenpo.findings");
    let disturb: [&dyn Fn(); 10] = [
        &|| fs::write(&page, "22").expect("written"),
        &|| {
            fs::write(&page, "2").expect("written");
            let file = fs::File::options().write(true).open(&page).expect("opened");
            file.set_modified(time).expect("set");
        },
        &|| fs::remove_file(&page).expect("removed"),
        &|| folder.put("site/other.html", "1"),
        &|| fs::remove_file(folder.path("site.manifest")).expect("removed"),
        &|| fs::write(folder.path(".nenpo.stamp"), "{}").expect("written"),
        &|| folder.put("site.new-killed/index.html", "half"),
        &|| fs::remove_file(&findings).expect("removed"),
        &|| {
            fs::write(&findings, fs::read_to_string(&findings).expect("read").replace("所見", "意見"))
                .expect("written");
        },
        &|| fs::write(&findings, &fs::read(&findings).expect("read")[..70]).expect("written"),
    ];
    for (number, disturb) in disturb.into_iter().enumerate() {
        disturb();
        // Only systems that record when a file was really changed know the second.
        assert!(known("this").is_none() || (cfg!(not(unix)) && number == 1), "{number}");
        drop(fs::remove_file(folder.path("site/other.html")));
        stamped();
        assert_eq!(known("this").expect("mended").0, again, "{number}");
    }
    // A link leads to the very files, but no build wrote it.
    #[cfg(unix)]
    {
        fs::rename(folder.path("site"), folder.path("moved")).expect("moved");
        std::os::unix::fs::symlink(folder.path("moved"), folder.path("site")).expect("linked");
        assert_eq!(known("this"), None);
        fs::remove_file(folder.path("site")).expect("removed");
        fs::rename(folder.path("moved"), folder.path("site")).expect("moved back");
        assert_eq!(known("this").expect("as it was").0, again);
    }
    // Another build, which says nothing of what it is made from.
    folder.build(&[("index.html", "1"), ("2021/kawasaki.html", "b")]).expect("published");
    assert_eq!(known("this"), None);
}

#[test]
fn digests_tell_contents_and_metadata() {
    let folder = Folder::new();
    let folders = [folder.path("a"), folder.path("none"), folder.path("b")];
    let list = |known: &SourceList| {
        let sources =
            folders.each_ref().map(|folder| SourceFolder { folder, is_source: &|path| !path.starts_with("unread") });
        SourceList::read(&sources, known).expect("read")
    };
    let contents = || list(&SourceList::default()).digest(|_, _| true);
    let looks = || metadata_fingerprint(&folders).expect("walked");
    let nothing = contents();
    folder.put("a/x", "1");
    folder.put("b/deep/y", "2");
    let (before, looked) = (contents(), looks());
    assert_ne!(before, nothing);
    assert_eq!((&contents(), &looks()), (&before, &looked));
    let rename = |from: &str, to: &str| fs::rename(folder.path(from), folder.path(to)).expect("renamed");
    rename("a/x", "a/z");
    assert!(contents() != before && looks() != looked, "another name");
    rename("a/z", "b/x");
    assert_ne!(contents(), before, "another folder");
    rename("b/x", "a/x");
    assert_eq!(contents(), before);
    fs::write(folder.path("a/x"), "3").expect("written");
    assert!(contents() != before && looks() != looked, "another content");
    let (before, first) = (contents(), list(&SourceList::default()));
    assert!(first.digest(|folder, _| folder == 0) != before && first.digest(|_, path| path != "deep/y") != before);
    folder.put("a/.git/objects/1", "1");
    folder.put("a/x.bak", "1");
    assert_eq!(contents(), before, "what nobody wrote on purpose");
    folder.put("a/unread.zip", "1");
    let with = contents();
    assert_ne!(with, before, "another file");
    folder.put("a/unread.zip", "22");
    assert_eq!(contents(), with, "what is in a file that is not read");
    // A file may itself be asked about, by a link, too: a program is found by one.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path("b/y"), folder.path("link")).expect("linked");
        let of_link = || metadata_fingerprint(&[folder.path("link")]).expect("looked at");
        let before = of_link();
        fs::write(folder.path("b/y"), "44").expect("written");
        assert_ne!(of_link(), before, "the file behind a link");
    }
}

/// A list of another time saves reading, and never hides a change.
#[cfg(unix)]
#[test]
fn sources_that_look_the_same_are_not_read_again() {
    let folder = Folder::new();
    let (at, file) = (folder.path("a"), folder.path("a/x"));
    let list = |known: &SourceList| {
        SourceList::read(&[SourceFolder { folder: &at, is_source: &|_| true }], known).expect("read")
    };
    let digest = |list: &SourceList| list.digest(|_, _| true);
    folder.put("a/x", "1");
    let changed = fs::metadata(&file).expect("there").modified().expect("a time");
    let changed = changed.duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs().cast_signed();
    let first = list(&SourceList::default());
    // What was changed just before it was read may have been changed again.
    for (began, kept) in [(changed - 1, 0), (changed, 0), (changed + 2, 0), (changed + 3, 1)] {
        let settled = first.settled(began);
        assert_eq!(settled == first, kept == 1, "{began}");
        assert_eq!(settled == SourceList::default(), kept == 0, "{began}");
    }
    // The list says of a file what it never said: it was not read.
    let said = serde_json::to_string(&first).expect("written").replace("6b86b273", "00000000");
    let known: SourceList = serde_json::from_str(&said).expect("read");
    assert_eq!(digest(&list(&known)), digest(&known));
    assert_ne!(digest(&known), digest(&first));
    // Whatever is done to it, with the same length and the old time given back, it is read.
    let time = fs::metadata(&file).expect("there").modified().expect("a time");
    let give_back =
        |file: &Path| fs::File::options().write(true).open(file).expect("opened").set_modified(time).expect("set");
    let changes: [&dyn Fn(); 4] = [
        &|| fs::write(&file, "2").expect("written"),
        &|| {
            fs::write(&file, "3").expect("written");
            give_back(&file);
        },
        &|| {
            folder.put("b", "4");
            give_back(&folder.path("b"));
            fs::rename(folder.path("b"), &file).expect("renamed");
        },
        &|| {
            fs::remove_file(&file).expect("removed");
            std::os::unix::fs::symlink("elsewhere", &file).expect("linked");
        },
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let before = list(&SourceList::default());
        std::thread::sleep(std::time::Duration::from_millis(20));
        change();
        let now = list(&before);
        assert!(now == list(&SourceList::default()) && digest(&now) != digest(&before), "{number}");
    }
}
