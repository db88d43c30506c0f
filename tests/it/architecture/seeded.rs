//! Each rule of the architecture finds a seeded violation.

use std::collections::BTreeMap;

use super::{has_module_comment, layers, restricted_uses, test_folders, upward_imports};

#[test]
fn upward_imports_are_found() {
    let layers =
        layers("/// Strings.\npub mod text;\n\n/// Macro.\npub mod view;\n\n/// Top.\npub mod cli;\nmod own;\n");
    assert_eq!(layers, ["text", "view", "cli"]);
    let cases: [(&str, &str, &[&str]); 14] = [
        ("view.rs", "use crate::text::fold;\nuse crate::view::View;", &[]),
        ("cli/mod.rs", "crate::view! { \"a\" => 1 }", &[]),
        (
            "text/era.rs",
            "let v = crate::view! { \"a\" => 1 };",
            &["src/text/era.rs:1: `crate::view` is a higher layer than `text`"],
        ),
        ("view.rs", "\nuse crate::cli;", &["src/view.rs:2: `crate::cli` is a higher layer than `view`"]),
        ("text/era.rs", "use crate::{text::fold, view::{View, self}, cli};", &["`crate::view`", "`crate::cli`"]),
        ("text/era.rs", "use crate::{\n    text,\n    view::View,\n};", &["src/text/era.rs:1: `crate::view`"]),
        ("text/era.rs", "$crate::view::View::None", &["`crate::view`"]),
        ("text/era.rs", "fn f(a: &crate::cli::A) {}", &["`crate::cli`"]),
        ("text/era.rs", "/// See [`run`](crate::cli::run).", &["`crate::cli`"]),
        ("text/era.rs", "use super::super::cli::run;", &["src/text/era.rs:1: `crate::cli`"]),
        (
            "text/era.rs",
            "use super::fold;\nmod tests {\n    use super::super::fold;\n}\nuse super::super::cli;",
            &[":5: "],
        ),
        ("text/mod.rs", "use super::{view, text};", &["`crate::view`"]),
        ("view.rs", "use crate::nowhere::A;", &["`crate::nowhere` is no module of src/lib.rs"]),
        ("lib.rs", "pub use crate::cli::run;", &[]),
    ];
    for (path, text, expected) in cases {
        let found = upward_imports(path, text, &layers);
        let right = found.len() == expected.len() && found.iter().zip(expected).all(|(is, part)| is.contains(part));
        assert!(right, "{path}: {text:?}: {found:?}");
    }
}

#[test]
fn uses_of_restricted_names_are_found() {
    for (path, text, violates) in [
        ("model/place.rs", "use saphyr_parser::Event;", true),
        ("record/yaml.rs", "use saphyr_parser::Event;", false),
        ("pages/home.rs", "let html = pulldown_cmark::html::push_html;", true),
        ("pages/home.rs", "let text = number::shown(figure.quantity);", true),
        ("value/printed.rs", "number::shown(self.quantity)", false),
        ("pages/home.rs", "use plotters::prelude::*;", true),
        ("pages/home.rs", "use tera::Value;", true),
        ("load/mod.rs", "serde_yaml::from_slice(b)", true),
        ("theme/options.rs", "serde_yaml::from_slice(b)", false),
        ("load/mod.rs", "    println!(\"{x}\");", true),
        ("load/mod.rs", "    // println!(\"{x}\");", false),
        ("load/mod.rs", "#[cfg(test)]\nmod tests {\n    #[test]\n    fn a() {\n        println!();\n    }\n}", false),
        ("load/mod.rs", "#[cfg(test)]\nmod tests {\n    fn a() {}\n}\nfn b() { println!() }", true),
        ("load/mod.rs", "#[cfg(test)]\nmod tests;\nfn b() { println!() }", true),
        ("cli/build.rs", "anstream::println!()", true),
        ("cli/print/mod.rs", "anstream::stdout()", false),
        ("checks/links.rs", "anstream::println!()", true),
        ("pages/home.rs", "use crate::model::{Document, Site};", true),
        ("data/json.rs", "fn all(site: &Site) {}", true),
        ("compare/issues.rs", "field.audience.visible_in(edition)", true),
        ("restrict.rs", "field.audience.visible_in(audience)", false),
        ("pages/home.rs", "std::env::var(\"LANG\")", true),
        ("pages/home.rs", "use std::{env, fmt};", true),
        ("pages/home.rs", "use std::time::{Duration, Instant};", true),
        ("pages/home.rs", "let environment = enveloped;", false),
        ("theme/files.rs", "std::fs::write(path, bytes)", true),
        ("load/mod.rs", "std::fs::rename(a, b)", true),
        ("output/tree.rs", "File::create(path)", false),
        ("load/mod.rs", "std::fs::read(path)", false),
        ("theme/mod.rs", "std::fs::read(path)", true),
        ("pages/home.rs", "use std::{fs, io};", true),
        ("pages/home.rs", "if root.join(name).is_dir() {}", true),
        ("markdown/target.rs", "Target::File => text.rename_all()", false),
    ] {
        assert_eq!(!restricted_uses(path, text).is_empty(), violates, "{path}: {text}");
    }
}

#[test]
fn files_without_comment_and_test_folders_are_found() {
    for (text, expected) in [
        ("//! What it is.\n", true),
        ("// What it is.\n", false),
        ("use std::fmt;\n//! What it is.\n", false),
        ("//!\n", false),
        ("", false),
    ] {
        assert_eq!(has_module_comment(text), expected, "{text:?}");
    }
    let sources = BTreeMap::from([
        ("output/mod.rs".to_owned(), "#[cfg(test)]\nmod tests;\nmod tree;".to_owned()),
        ("text/era.rs".to_owned(), "#[cfg(test)]\nmod cases;".to_owned()),
    ]);
    let folders = ["output/tests.rs", "output/tests/", "text/era/cases.rs", "text/era/cases/"];
    assert_eq!(test_folders(&sources), folders);
}

#[test]
fn names_of_types_are_read() {
    let lines = [
        ("pub struct Place {", Some("Place")),
        ("    pub(super) type Read<'t> = u8;", Some("Read")),
        ("enum Kind<T> {", Some("Kind")),
        ("let type_name = 1;", None),
        ("fn structure() {}", None),
    ];
    for (line, name) in lines {
        assert_eq!(super::type_name(line), name, "{line}");
    }
}
