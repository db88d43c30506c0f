//! Ids of pages: each is there once, and what names one meets it. Asked of every page of the repository's sites, of the
//! sheets without errors, of a site made for measuring, and of sheets to fill in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use nenpo::text::page_path;
use scraper::Html;

use crate::case::repository;
use crate::page::{self, css};

/// Attributes that name ids of the same page.
const REFERENCES: [&str; 5] = ["aria-labelledby", "aria-describedby", "aria-details", "headers", "for"];

/// The ids of a page in its order.
pub fn ids(page: &Html) -> Vec<String> {
    page.select(&css("[id]")).filter_map(|element| element.attr("id").map(str::to_owned)).collect()
}

/// Ids that are there twice, and references, links too, to ids that are not there.
pub fn trouble<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>) -> Vec<String> {
    let html = files.filter(|(path, _)| path.ends_with(".html"));
    let pages: Vec<(&str, Html)> = html.map(|(path, bytes)| (path, page::parse(bytes))).collect();
    let mut trouble = Vec::new();
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, page) in &pages {
        let seen = known.entry(path).or_default();
        let again = ids(page).into_iter().filter(|id| !seen.insert(id.clone()));
        trouble.extend(again.map(|id| format!("{path}: id `{id}` twice")));
    }
    for (path, page) in &pages {
        for element in page.select(&css("*")) {
            for (attribute, value) in element.value().attrs().filter(|(name, _)| REFERENCES.contains(name)) {
                let lost = value.split_whitespace().filter(|id| !known[path].contains(*id));
                trouble.extend(lost.map(|id| format!("{path}: {attribute} names `{id}`, which is not there")));
            }
        }
        for link in page.select(&css("a[href*='#']")).filter_map(|link| link.attr("href")) {
            let (file, fragment) = page_path::split_fragment(link);
            let file = if file.is_empty() { Some((*path).to_owned()) } else { page_path::resolve(path, file) };
            let wanted = fragment.and_then(page_path::decode).unwrap_or_default();
            // Where a page lies beyond these files, nothing can be said of it.
            if let Some(ids) = file.and_then(|file| known.get(file.as_str()))
                // `compare.html#a,b` names several places.
                && !wanted.split(',').all(|id| ids.contains(id))
            {
                trouble.push(format!("{path}: `{link}` leads to no element"));
            }
        }
    }
    trouble
}

/// Sections, fields and records have the ids that forms and sheets give them; the style of the theme means none of these.
#[test]
fn the_style_selects_no_id_that_a_form_may_give() {
    for name in ["site.css", "lists.css", "booklet.css"] {
        let style = fs::read_to_string(repository("themes/default/static").join(name)).unwrap();
        let heads = style.split('{').filter_map(|before| before.rsplit(['}', ';']).next());
        let foreign = heads.filter(|head| head.match_indices('#').any(|(at, _)| !head[at + 1..].starts_with('_')));
        assert_eq!(foreign.collect::<Vec<_>>(), [""; 0], "{name}");
    }
}

#[test]
fn what_is_wrong_is_seen() {
    let files = [
        ("a.html", "<p id=x></p><p id=y></p><p id=x></p><svg aria-labelledby='y z'></svg><a href='b.html#n'>1</a>"),
        ("b.html", "<p id=m></p><a href='#m'>1</a><a href='a.html#q'>2</a><a href='c.html#q'>3</a>"),
    ];
    let found = trouble(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let expected = [
        "a.html: id `x` twice",
        "a.html: aria-labelledby names `z`, which is not there",
        "a.html: `b.html#n` leads to no element",
        "b.html: `a.html#q` leads to no element",
    ];
    assert_eq!(found, expected);
}
