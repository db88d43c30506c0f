//! What is published of a site, read as a reader of each channel reads it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use nenpo::source::Severity;
use scraper::{ElementRef, Node};
use serde_json::Value;

use crate::case::in_memory;
use crate::page::{self, css};
use crate::search;

/// A site as it is published.
pub struct Published {
    /// Its files by path; those of the search index unpacked.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The lines that findings point at, by file.
    pub found: BTreeMap<String, BTreeSet<usize>>,
}

/// Builds a site in memory; nothing where it has errors, since such a site is not published.
pub fn publish(root: &Path) -> Option<Published> {
    let (site, findings) = pipeline::read(root, Options::default()).unwrap();
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return None;
    }
    let output = in_memory(root, &restrict(site, Audience::Public)).ok()?;
    let bytes = |path: &str, bytes: &[u8]| search::unpacked(path, bytes).unwrap_or_else(|| bytes.to_vec());
    let files = output.iter().map(|(path, packed)| (path.to_owned(), bytes(path, packed))).collect();
    let mut found: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for finding in &findings {
        for position in finding.related.iter().map(|(position, _)| position).chain([&finding.position]) {
            let line = |at: usize| position.source.text()[..at].matches('\n').count() + 1;
            let lines = line(position.span.start())..=line(position.span.end());
            found.entry(position.source.path().to_owned()).or_default().extend(lines);
        }
    }
    Some(Published { files, found })
}

/// A page: its words, and where its ids are in them.
#[derive(Default)]
pub struct PageWords {
    pub words: String,
    ids: Vec<(String, usize)>,
}

impl PageWords {
    pub fn read(bytes: &[u8]) -> PageWords {
        let page = page::parse(bytes);
        let mut read = PageWords::default();
        if let Some(main) = page.select(&css("main")).next() {
            read.gather(main, None);
        }
        read
    }

    /// The words from an id to the next one of some ids; all where there is no such id.
    pub fn region(&self, id: &str, others: &BTreeSet<&str>) -> &str {
        let Some(at) = self.ids.iter().position(|(own, _)| own == id) else { return &self.words };
        let end = self.ids[at + 1..].iter().find(|(other, _)| others.contains(other.as_str()));
        &self.words[self.ids[at].1..end.map_or(self.words.len(), |(_, end)| *end)]
    }

    fn gather(&mut self, element: ElementRef<'_>, number: Option<i64>) {
        let (name, mut classes) = (element.value().name(), element.value().classes());
        let hidden = matches!(name, "script" | "style" | "template" | "rt" | "rp" | "title" | "desc" | "input")
            || element.attr("hidden").is_some()
            || classes.any(|class| matches!(class, "visually-hidden" | "skip-link" | "anchor" | "order"));
        if hidden {
            return;
        }
        if let Some(id) = element.attr("id") {
            self.ids.push((id.to_owned(), self.words.len()));
        }
        // Words beside an element of running text are one with it.
        let runs_on =
            matches!(name, "a" | "strong" | "code" | "span" | "data" | "small" | "b" | "ruby" | "label" | "ins");
        if !runs_on {
            self.words.push('\n');
        }
        if let Some(number) = number {
            // The style of the theme shows numbers such as 01 by this attribute.
            let written = element.attr("data-number").map(str::to_owned);
            self.words.push_str(&format!("{} ", written.unwrap_or_else(|| number.to_string())));
        }
        // Titles are read out, and shown where one points at them.
        for attribute in ["alt", "title"] {
            self.words.push_str(&element.attr(attribute).map_or_else(String::new, |words| format!("\n{words}\n")));
        }
        let mut next = element.attr("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        for child in element.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (Node::Text(words), _) => self.words.push_str(words),
                (_, Some(child)) => {
                    let own = child.attr("value").and_then(|value| value.parse().ok()).unwrap_or(next);
                    let item = child.value().name() == "li";
                    self.gather(child, (name == "ol" && item).then_some(own));
                    next = if item { own + 1 } else { next };
                }
                _ => {}
            }
        }
        if !runs_on {
            self.words.push('\n');
        }
    }
}

/// All words of a JSON file.
pub fn json_words(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text}\n"),
        Value::Number(number) => format!("{number}\n"),
        Value::Array(items) => items.iter().map(json_words).collect(),
        Value::Object(entries) => entries.values().map(json_words).collect(),
        _ => String::new(),
    }
}

/// What the search index says of each page, by its path.
pub fn search_words(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let texts = files.iter().filter(|(path, _)| path.starts_with("data/search/t"));
    let pages = texts.flat_map(|(_, text)| serde_json::from_slice::<Vec<Value>>(text).unwrap_or_default());
    pages.map(|page| (page[0].as_str().unwrap_or_default().to_owned(), json_words(&page))).collect()
}

#[test]
fn numbers_of_lists_are_those_of_a_browser() {
    let html = "<body><main><ol start=2><li>甲<li value=5>乙<li>丙</ol><ol><li data-number=01>丁</ol><p id=a>戊<b>己</b><p id=b>庚</main>";
    let page = PageWords::read(html.as_bytes());
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(&page.words), "2 甲 5 乙 6 丙 01 丁 戊己 庚");
    assert_eq!(words(page.region("a", &BTreeSet::from(["b"]))), "戊己");
    assert_eq!(words(page.region("c", &BTreeSet::new())), words(&page.words));
}
