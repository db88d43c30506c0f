//! Import cycles inside a module of `src/`: files that can only be read together.
//!
//! An edge is a path from one file to another of its module, by `crate::`, `super::` or the name of a child; a name that a
//! `mod.rs` passes on counts as that of the file it comes from. What a `mod.rs` declares itself is its children's to use.

use std::collections::{BTreeMap, BTreeSet};

use super::{is_word, product_lines, sources, starts_word, test_folders};

/// Cycles that stay, as module and files, and why.
const NATURAL: &[(&str, &[&str], &str)] = &[
    ("prefill", &["field", "indicators", "records", "rows"], "a row of a table and a record are filled with fields"),
    ("form", &["field", "kind", "settings"], "a column of a table is a field"),
    ("model", &["document", "lazy_content"], "the content of a document is read with the document"),
    ("record", &["recover", "yaml"], "what is recovered is read again"),
    ("schema", &["answer", "rows"], "a row of a table holds answers"),
    (
        "value",
        &[
            "choice",
            "circumstances",
            "composition",
            "date",
            "files",
            "indicators",
            "indicators/read",
            "indicators/template",
            "kind",
            "leaf",
            "matrix",
            "matrix/read",
            "number",
            "presence",
            "printed",
            "prose",
            "rates",
            "records",
            "schedule",
            "table",
            "text",
        ],
        "tables and records hold answers of all kinds",
    ),
    ("value", &["quantity/amount", "quantity/compound", "quantity/read"], "a figure of two units holds figures"),
];

#[test]
fn files_of_a_module_form_no_cycle() {
    let sources = sources();
    let tests = test_folders(&sources);
    let modules: BTreeMap<Vec<String>, String> = sources
        .iter()
        .filter(|(path, _)| !tests.iter().any(|test| path.starts_with(test)))
        .map(|(path, text)| {
            (module(path), product_lines(text).into_iter().map(|(_, line)| [line, "\n"].concat()).collect())
        })
        .collect();
    let found = cycles(&edges(&modules));
    let cycle = |module: &str, files: &[&str]| -> BTreeSet<String> {
        files.iter().map(|file| format!("{module}/{file}")).collect()
    };
    let natural: BTreeSet<_> = NATURAL.iter().map(|(module, files, _)| cycle(module, files)).collect();
    let new: Vec<_> = found.iter().filter(|cycle| !natural.contains(*cycle)).collect();
    let gone: Vec<_> = natural.difference(&found).collect();
    assert!(new.is_empty(), "these files use each other; move what they share below them:\n{new:#?}");
    assert!(gone.is_empty(), "these cycles are gone; take them off the list:\n{gone:#?}");
}

#[test]
fn cycles_are_found() {
    let file = |path: &str, text: &str| (module(path), text.to_owned());
    let modules: BTreeMap<Vec<String>, String> = [
        file("a/mod.rs", "mod b;\nmod c;\npub mod d;\npub use c::{Name, deeper::Other};\npub struct Own;\n"),
        file("a/b.rs", "use super::{Own, Name};\n"),
        file("a/c/mod.rs", "use crate::a::d;\n"),
        file("a/c/deeper.rs", "use super::super::b::{self, x};\n"),
        file("a/d.rs", "fn f() { super::b::g() }\n"),
        file("e.rs", "use crate::a::Name;\n"),
    ]
    .into();
    let edges = edges(&modules);
    let names = |file: &str| edges[file].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(names("a/b"), ["a/c"]);
    assert_eq!(names("a/c"), ["a/d"]);
    assert_eq!(names("a/d"), ["a/b"]);
    assert_eq!(names("a/c/deeper"), ["a/b"]);
    assert_eq!(cycles(&edges), [BTreeSet::from(["a/b", "a/c", "a/d"].map(str::to_owned))].into());
}

/// The path of a module: `pages/place/mod.rs` is `pages`, `place`.
fn module(path: &str) -> Vec<String> {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    path.strip_suffix("/mod").unwrap_or(path).split('/').map(str::to_owned).collect()
}

/// Which files of its own top module each file uses.
fn edges(modules: &BTreeMap<Vec<String>, String>) -> BTreeMap<String, BTreeSet<String>> {
    let passed_on = passed_on(modules);
    let mut edges = BTreeMap::new();
    for (file, text) in modules {
        let used = paths(file, text, modules).into_iter().filter_map(|path| resolve(&path, modules, &passed_on));
        // A child uses what its parents declare.
        let used = used.filter(|used| used[0] == file[0] && !file.starts_with(used));
        edges.insert(file.join("/"), used.map(|used| used.join("/")).collect());
    }
    edges
}

/// The names that modules pass on, each with where it comes from.
fn passed_on(modules: &BTreeMap<Vec<String>, String>) -> BTreeMap<Vec<String>, Vec<String>> {
    let mut names = BTreeMap::new();
    for (file, text) in modules {
        for (at, _) in text.match_indices("pub ") {
            let rest = text[at + 4..].trim_start_matches(|c: char| c != 'u' && c != '\n');
            let Some(rest) = rest.strip_prefix("use ") else { continue };
            for path in expand(rest) {
                let last = path.last().cloned().unwrap_or_default();
                names.insert([file.as_slice(), &[last]].concat(), absolute(file, &path));
            }
        }
    }
    names
}

/// All paths in a file that lead to modules of ours.
fn paths(file: &[String], text: &str, modules: &BTreeMap<Vec<String>, String>) -> Vec<Vec<String>> {
    let children = modules.keys().filter(|other| other.len() == file.len() + 1 && other.starts_with(file));
    let children: Vec<&str> = children.filter_map(|child| child.last()).map(String::as_str).collect();
    let mut paths = Vec::new();
    for start in ["crate", "super", "self"].iter().chain(&children) {
        let start = format!("{start}::");
        for (at, _) in text.match_indices(&start) {
            if starts_word(text, at) && !text[..at].ends_with("::") {
                paths.extend(expand(&text[at..]).iter().map(|path| absolute(file, path)));
            }
        }
    }
    paths
}

/// A path from the root, given one as a file writes it.
fn absolute(file: &[String], path: &[String]) -> Vec<String> {
    let mut from = file.to_vec();
    let mut rest = path;
    while let [first, others @ ..] = rest {
        match first.as_str() {
            "crate" => from.clear(),
            "super" => _ = from.pop(),
            "self" => {}
            _ => break,
        }
        rest = others;
    }
    [from.as_slice(), rest].concat()
}

/// The module that a path leads to.
fn resolve(
    path: &[String],
    modules: &BTreeMap<Vec<String>, String>,
    passed_on: &BTreeMap<Vec<String>, Vec<String>>,
) -> Option<Vec<String>> {
    let known = (1..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
    match path.get(..=known).and_then(|name| passed_on.get(name)) {
        Some(origin) if origin.as_slice() != path => {
            resolve(&[origin.as_slice(), &path[known + 1..]].concat(), modules, passed_on)
        }
        _ => Some(path[..known].to_vec()),
    }
}

/// The paths that a text begins with: one, or those of groups `a::{b, c::d}`.
fn expand(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start();
    if let Some(group) = text.strip_prefix('{') {
        let (mut depth, mut start, mut paths) = (0_usize, 0, Vec::new());
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    paths.extend(expand(&group[start..at]));
                    start = at + 1;
                    if c == '}' {
                        break;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        return paths;
    }
    let name: String = text.chars().take_while(|c| is_word(*c)).collect();
    if name.is_empty() {
        return Vec::new();
    }
    match text[name.len()..].strip_prefix("::") {
        Some(rest) if rest.starts_with('{') || rest.starts_with(is_word) => {
            expand(rest).into_iter().map(|path| [vec![name.clone()], path].concat()).collect()
        }
        _ => vec![vec![name]],
    }
}

/// The sets of files that all lead to each other.
fn cycles(edges: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<BTreeSet<String>> {
    let reached = |from: &String| {
        let mut reached: BTreeSet<&String> = BTreeSet::new();
        let mut open: Vec<&String> = edges[from].iter().collect();
        while let Some(file) = open.pop() {
            if reached.insert(file) {
                open.extend(&edges[file]);
            }
        }
        reached
    };
    let reached: BTreeMap<&String, BTreeSet<&String>> = edges.keys().map(|file| (file, reached(file))).collect();
    let cycle = |file: &&String| -> BTreeSet<String> {
        reached[*file].iter().filter(|other| reached[**other].contains(*file)).map(|other| (*other).clone()).collect()
    };
    edges.keys().map(|file| cycle(&file)).filter(|cycle| cycle.len() > 1).collect()
}
