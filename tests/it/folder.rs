//! Files and folders that no repository can hold, and the names a site must not use.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use nenpo::edition;
use nenpo::form::Audience;
use nenpo::load::{Options, TAKEN};
use nenpo::restrict::restrict;

use crate::case::{copy, put, repository};

/// The findings of the small site, changed, as `code path`.
fn findings(change: impl FnOnce(&Path)) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/findings"), folder.path());
    change(&folder.path().join("content"));
    let (_, findings) = edition::read(folder.path(), Options { drafts: true }).unwrap();
    findings.iter().map(|f| format!("{} {}", f.code, f.position.source.path())).collect()
}

#[test]
fn fifty_megabytes_are_refused_at_once() {
    let start = Instant::now();
    let huge = vec![b'a'; 50 << 20];
    let found = findings(|content| {
        put(&content.join("2021/kitahama/sheet.md"), &huge);
        put(&content.join("2021/kitahama/photo.png"), &huge);
    });
    assert_eq!(found, ["file-size content/2021/kitahama/photo.png", "file-size content/2021/kitahama/sheet.md"]);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn two_spellings_of_one_name_clash() {
    let page = "---\ntitle: 題\n---\n\n文。\n";
    let found = findings(|content| {
        put(&content.join("pages/か\u{3099}いど.md"), page);
        put(&content.join("pages/がいど.md"), page.replace("題", "別の題").replace("文", "別の文"));
    });
    // Systems that keep one of the two have nothing to report.
    assert!(found.len() < 2 && found.iter().all(|f| f.starts_with("address-clash content/pages/")), "{found:?}");
}

#[cfg(unix)]
#[test]
fn links_that_loop_are_not_followed() {
    use std::os::unix::fs::symlink;
    let found = findings(|content| {
        symlink("..", content.join("2021/loop")).unwrap();
        symlink("sheet.md", content.join("2021/kitahama/sheet.md")).unwrap();
        symlink("/", content.join("2021/kitahama/root")).unwrap();
    });
    let all = ["2021/kitahama/root", "2021/kitahama/sheet.md", "2021/loop"];
    assert_eq!(found, all.map(|path| format!("stray-file content/{path}")));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_opened() {
    let found = findings(|content| {
        // Reading a socket or a pipe could wait for ever.
        std::os::unix::net::UnixListener::bind(content.join("2021/kitahama/sheet.md")).unwrap();
    });
    assert_eq!(found, ["stray-file content/2021/kitahama/sheet.md"]);
}

#[cfg(unix)]
#[test]
fn a_closed_folder_hides_nothing_of_the_others() {
    use std::os::unix::fs::PermissionsExt;
    let found = findings(|content| {
        let closed = content.join("2021/closed");
        put(&closed.join("sheet.md"), "");
        put(&content.join("2021/kitahama/sheet.md"), "---\nform: sheet\n人口：1人\n---\n");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
        if fs::read_dir(&closed).is_ok() {
            // Some users may read everything; for them there is nothing to report.
            fs::remove_dir_all(&closed).unwrap();
        }
    });
    assert!(found.contains(&"yaml-fullwidth-colon content/2021/kitahama/sheet.md".to_owned()), "{found:?}");
    assert!(found.iter().all(|f| f.starts_with("yaml") || f == "unreadable-file content/2021/closed"), "{found:?}");
}

#[test]
fn pages_of_the_program_are_taken_names() {
    let root = repository("");
    let (site, _) = edition::read(&root, Options { drafts: false }).unwrap();
    let output = edition::in_memory(&root, &restrict(site.clone(), Audience::Public)).unwrap();
    let own: Vec<&str> = site.pages.iter().map(|page| page.page.as_str()).collect();
    let stems = output.iter().filter_map(|(path, _)| path.strip_suffix(".html").filter(|stem| !stem.contains('/')));
    let free: Vec<&str> = stems
        .filter(|stem| !own.contains(&format!("{stem}.html").as_str()))
        .filter(|stem| !TAKEN.contains(stem) && stem.parse::<u16>().is_err())
        .collect();
    assert!(free.is_empty(), "load::TAKEN lacks {free:?}; it has {TAKEN:?}");
}
