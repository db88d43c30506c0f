//! The guide to publishing: the lines of shell it gives do what it says.

use std::fs;
use std::process::Command;

use crate::case::{put, repository};

/// The first block of shell in the guide with some word in it.
fn block(word: &str) -> String {
    let guide = fs::read_to_string(repository("docs/publishing.md")).unwrap();
    let blocks = guide.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
    blocks.into_iter().find(|block| block.contains(word)).expect("the guide has such a block")
}

#[cfg(unix)]
#[test]
fn two_manifests_tell_what_goes_up_and_what_goes_away() {
    let folder = tempfile::tempdir().unwrap();
    let sum = |digit: &str| digit.repeat(64);
    let manifest = |files: &[(&str, &str)]| -> String {
        files.iter().map(|(digit, path)| format!("{}  site/{path}\n", sum(digit))).collect()
    };
    let old = [
        ("1", "2021.html"),
        ("2", "assets/site-0a.css"),
        ("3", "gone.html"),
        ("4", "旧い ページ.html"),
        ("5", "same.csv"),
    ];
    let new = [("9", "2021.html"), ("2", "assets/site-0b.css"), ("5", "same.csv"), ("6", "新しい ページ.html")];
    let lines = block("comm ");
    let run = || {
        let mut shell = Command::new("bash");
        shell.args(["-euo", "pipefail", "-c", &lines]).current_dir(folder.path()).env("LC_ALL", "ja_JP.UTF-8");
        assert!(shell.status().unwrap().success());
        let read = |name: &str| fs::read_to_string(folder.path().join("output").join(name)).unwrap();
        [read("first.txt"), read("then.txt"), read("remove.txt")]
    };
    // Nothing was published yet: everything goes up.
    put(&folder.path().join("output/site.manifest"), manifest(&old));
    let [first, then, remove] = run();
    assert_eq!((first.lines().count(), then.lines().count(), remove.as_str()), (2, 3, ""));
    put(&folder.path().join("output/published.manifest"), manifest(&old));
    put(&folder.path().join("output/site.manifest"), manifest(&new));
    let [first, then, remove] = run();
    assert_eq!(first, "assets/site-0b.css\n");
    assert_eq!(then, "2021.html\n新しい ページ.html\n");
    assert_eq!(remove, "assets/site-0a.css\ngone.html\n旧い ページ.html\n");
    // Nothing changed.
    put(&folder.path().join("output/published.manifest"), manifest(&new));
    assert_eq!(run(), ["", "", ""]);
}
