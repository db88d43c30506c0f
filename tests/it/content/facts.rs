//! `tests/facts.tsv`: what the source documents say is on its page, and what is for the advisors is nowhere.

use std::collections::BTreeMap;
use std::fs;

use super::SITE;
use crate::case::repository;
use crate::page::{fold, parse, visible};

#[test]
fn every_fact_is_on_its_page() {
    let facts = fs::read_to_string(repository("tests/facts.tsv")).unwrap();
    let mut pages: BTreeMap<&str, String> = BTreeMap::new();
    let (mut misses, mut count) = (Vec::new(), 0);
    for (number, line) in facts.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let (page, fact) = line.split_once('\t').unwrap_or_else(|| panic!("facts.tsv:{}: no tab", number + 1));
        count += 1;
        if page == "!" {
            let told = site_files().filter(|(_, text)| text.contains(&fold(fact))).map(|(path, _)| path);
            misses
                .extend(told.map(|path| format!("facts.tsv:{}: in {path}, but for advisors only: {fact}", number + 1)));
            continue;
        }
        let text = pages.entry(page).or_insert_with(|| {
            let bytes = SITE.get(page).unwrap_or_else(|| panic!("facts.tsv:{}: there is no page {page}", number + 1));
            fold(&visible(&parse(bytes)))
        });
        if !text.contains(&fold(fact)) {
            misses.push(format!("facts.tsv:{}: not on {page}: {fact}", number + 1));
        }
    }
    assert!(misses.is_empty(), "\n{}\n{} of {count} facts\n", misses.join("\n"), misses.len());
    assert!(count > 1000, "only {count} facts");
}

/// Every file of the site with its folded text: the markup too, so that no attribute tells what a page does not.
fn site_files() -> impl Iterator<Item = (&'static str, &'static String)> {
    static TEXTS: std::sync::LazyLock<Vec<(&str, String)>> = std::sync::LazyLock::new(|| {
        SITE.iter().map(|(path, bytes)| (path, fold(&String::from_utf8_lossy(bytes)))).collect()
    });
    TEXTS.iter().map(|(path, text)| (*path, text))
}
