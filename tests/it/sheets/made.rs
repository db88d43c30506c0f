//! Findings that no file in a repository can show: too large, unreadable, or clashing on some systems.

use std::fs;

use nenpo::load::Options;
use nenpo::pipeline;

use crate::case::{copy, put, repository};

/// The codes shown here.
pub const CODES: [&str; 5] = ["address-clash", "file-size", "site-settings", "unreadable-file", "yaml-size"];

/// The findings of the base with one more file, as `code path:line`.
fn findings(path: &str, bytes: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sheets/base"), folder.path());
    put(&folder.path().join("content").join(path), bytes);
    read(folder.path())
}

fn read(root: &std::path::Path) -> Vec<String> {
    let (_, findings) = pipeline::read(root, Options { drafts: true }).unwrap();
    let line = |f: &nenpo::source::Finding| {
        format!("{} {}:{}", f.code.name, f.position.source.path(), f.position.line_and_column().0)
    };
    findings.iter().map(line).collect()
}

#[test]
fn names_that_differ_only_in_case_clash() {
    let sheet = fs::read(repository("tests/sheets/base/content/2021/minami/sheet.md")).unwrap();
    let both = ["sheet-twice content/2021/minami/Sheet.md:1", "address-clash content/2021/minami/sheet.md:1"];
    assert_eq!(findings("2021/minami/Sheet.md", &sheet), both);
}

#[test]
fn a_site_without_settings_is_no_site() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sheets/base"), folder.path());
    fs::remove_file(folder.path().join("content/site.yaml")).unwrap();
    assert_eq!(read(folder.path()), ["site-settings content/site.yaml:1"]);
}

#[test]
fn what_is_larger_than_any_sheet_is_refused() {
    let huge = format!("---\nform: sheet\n---\n\n{}", "あ".repeat(2 << 20));
    assert_eq!(findings("2021/kitahama/sheet.md", huge.as_bytes()), ["file-size content/2021/kitahama/sheet.md:1"]);
}

#[test]
fn more_values_than_any_sheet_has_are_refused() {
    let many = format!("---\nform: sheet\n備考: [{}]\n---\n", "1, ".repeat(300_000));
    assert_eq!(findings("2021/kitahama/sheet.md", many.as_bytes()), ["yaml-size content/2021/kitahama/sheet.md:3"]);
}

#[cfg(unix)]
#[test]
fn what_nobody_may_read_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sheets/base"), folder.path());
    let sheet = folder.path().join("content/2021/kitahama/report.md");
    put(&sheet, "");
    fs::set_permissions(&sheet, fs::Permissions::from_mode(0o000)).unwrap();
    // Some users may read everything; for them there is nothing to report.
    if fs::read(&sheet).is_err() {
        assert_eq!(read(folder.path()), ["unreadable-file content/2021/kitahama/report.md:1"]);
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sheets/base"), folder.path());
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("content/2021/kitahama/report.md")).unwrap();
    assert_eq!(read(folder.path()), ["stray-file content/2021/kitahama/report.md:1"]);
}
