//! The default theme keeps its own rules: every word of the interface is in both languages, used, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use walkdir::WalkDir;

use super::{files, options};
use crate::source::Findings;
use crate::view::View;

fn words(language: &str) -> BTreeMap<String, String> {
    let files = files::gather(Path::new("."), "default").unwrap();
    let View::Map(words) = options::words(&files, language, &mut Findings::new()).unwrap() else {
        panic!("words are a map")
    };
    words
        .into_iter()
        .map(|(key, word)| match word {
            View::Text(word) => (key.into_owned(), word),
            other => panic!("{key}: {other:?}"),
        })
        .collect()
}

/// Names in braces: {n}, {label}.
fn placeholders(word: &str) -> BTreeSet<&str> {
    word.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

fn templates() -> Vec<(String, String)> {
    files::gather(Path::new("."), "default").unwrap().templates()
}

#[test]
fn both_languages_have_the_same_words_with_the_same_values() {
    let (ja, en) = (words("ja"), words("en"));
    assert_eq!(ja.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, word) in &ja {
        assert_eq!(placeholders(word), placeholders(&en[key]), "{key}");
        assert!(!word.is_empty() && !en[key].is_empty(), "{key} is empty");
    }
}

#[test]
fn every_word_is_used_and_every_used_word_exists() {
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (_, text) in templates() {
        used.extend(text.split("t.").skip(1).zip(text.split("t.")).filter_map(|(rest, before)| {
            // The end of another name, as in `text.` or `it.`, is no word of the interface.
            let name: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let whole = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            (whole && !name.is_empty()).then_some(name)
        }));
    }
    let ja = words("ja");
    let unknown: Vec<&String> = used.iter().filter(|name| !ja.contains_key(*name)).collect();
    assert!(unknown.is_empty(), "templates use words that no language has: {unknown:?}");
    // The modules above name words too, in quotes.
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages");
    let sources: String = WalkDir::new(pages)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect();
    for call in [".word(", ".sentence("] {
        for rest in sources.split(call).skip(1) {
            let name = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            assert!(name.is_none_or(|name| ja.contains_key(name)), "a page uses `{name:?}`, which no language has");
        }
    }
    let unused: Vec<&String> =
        ja.keys().filter(|name| !used.contains(*name) && !sources.contains(&format!("\"{name}\""))).collect();
    assert!(unused.is_empty(), "words that nothing uses: {unused:?}");
}

#[test]
fn no_template_carries_words_of_its_own() {
    // What robots.txt says is the language of search engines.
    for (name, text) in templates().iter().filter(|(name, _)| !name.ends_with("robots.txt")) {
        // What scripts call, and what is to be copied as code, are no words.
        let code = text.split("<code>").map(|part| part.split_once("</code>").map_or(part, |(_, after)| after));
        let found = literals(&code.collect::<String>().replace("nenpoPlace(", ""));
        assert!(found.is_empty(), "{name}: {found:?} belongs into i18n/");
    }
}

#[test]
fn literals_are_found() {
    for (template, expected) in [
        ("<p>{{ t.home }}（{{ n }}）%</p>{# 注記 note #}<!-- 注記 -->", vec![]),
        ("<p>目次</p>", vec!["目次"]),
        ("<p>Contents</p>{{ t.home }}items", vec!["Contents", "items"]),
        ("<p title=\"Contents\" class=\"a\">", vec!["Contents"]),
        ("{{ t.a | fill(n=\"件\") }}", vec!["件"]),
        ("<a aria-label=\"{{ t.a }} x\">", vec!["x"]),
    ] {
        assert_eq!(literals(template), expected, "{template}");
    }
}

/// Words a reader would see or hear: Japanese anywhere, and any letters between tags or in attributes for people.
fn literals(template: &str) -> Vec<String> {
    let template = without(&without(template, "{#", "#}"), "<!--", "-->");
    let mut found: Vec<String> = words_in(&template, |c| !c.is_ascii() && c.is_alphabetic());
    let bare = without(&without(&template, "{{", "}}"), "{%", "%}");
    let mut seen = without(&bare, "<", ">");
    for attribute in ["aria-label=\"", "title=\"", "alt=\"", "data-label=\""] {
        seen.extend(bare.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()).flat_map(|v| [" ", v]));
    }
    found.extend(words_in(&seen, |c| c.is_ascii_alphabetic()));
    found
}

fn words_in(text: &str, letter: fn(char) -> bool) -> Vec<String> {
    text.split(|c| !letter(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push(' ');
        kept.push_str(part.split_once(close).map_or("", |(_, after)| after));
    }
    kept
}
