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

/// Servers of Windows and of others send the same: kinds of files, and headers.
#[test]
fn the_settings_of_iis_say_what_those_of_nginx_say() {
    let read = |name: &str| fs::read_to_string(repository("docs/publishing").join(name)).unwrap();
    let (nginx, iis) = (read("nginx.conf"), read("web.config"));
    let document = roxmltree::Document::parse(&iis).unwrap();
    let pairs = |element: &str, name: &str, value: &str| -> Vec<(String, String)> {
        // What is said for one folder or file is said beside this.
        let whole = |node: &roxmltree::Node<'_, '_>| !node.ancestors().any(|outer| outer.has_tag_name("location"));
        let elements = document.descendants().filter(|node| node.has_tag_name(element) && whole(node));
        elements
            .filter_map(|node| Some((node.attribute(name)?.to_owned(), node.attribute(value)?.to_owned())))
            .collect()
    };
    let kinds = pairs("mimeMap", "fileExtension", "mimeType");
    let types = nginx.split("    types {\n").nth(1).unwrap().split('}').next().unwrap();
    let charset = nginx.lines().find(|line| line.contains("charset_types")).unwrap();
    for line in types.lines().filter(|line| line.contains(';')) {
        let mut words = line.trim().trim_end_matches(';').split(' ');
        let kind = words.next().unwrap();
        for end in words {
            let text =
                kind == "text/html" || charset.contains(&format!("{kind} ")) || charset.contains(&format!("{kind};"));
            let wanted = if text { format!("{kind}; charset=utf-8") } else { kind.to_owned() };
            assert!(kinds.contains(&(format!(".{end}"), wanted.clone())), ".{end} is not {wanted}");
        }
    }
    let headers = pairs("add", "name", "value");
    for line in nginx.lines().filter_map(|line| line.trim().strip_prefix("add_header ")) {
        let (name, value) = line.split_once(' ').unwrap();
        let value = value.trim_end_matches(';').trim_end_matches(" always").trim_matches('"');
        // What nginx decides by the address, IIS is told for a folder, and for all by `clientCache`.
        if !value.starts_with('$') {
            assert!(headers.contains(&(name.to_owned(), value.to_owned())), "{name}: {value}");
        }
    }
    // IIS answers 500 for a page whose settings name one thing twice.
    for names in [kinds, headers] {
        let once: std::collections::BTreeSet<_> = names.iter().map(|(name, _)| name.to_lowercase()).collect();
        assert_eq!(once.len(), names.len());
    }
}
