//! `tests/printed.tsv`: the walk sees each kind of fault that a page may have, put into pages that have none.

use std::collections::BTreeMap;
use std::fs;

use super::{Published, publish, walk};
use crate::case::repository;

#[test]
fn each_kind_of_fault_is_seen() {
    let faults = fs::read_to_string(repository("tests/printed.tsv")).unwrap();
    let mut sites: BTreeMap<&str, Published> = BTreeMap::new();
    let mut count = 0;
    for line in faults.lines().filter(|line| !line.starts_with('#')) {
        let [site, page, fault, right, wrong] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("printed.tsv: five columns are expected: {line}")
        };
        let root = if site.is_empty() { String::new() } else { format!("tests/sites/{site}") };
        let published = sites.entry(site).or_insert_with(|| publish(&repository(&root)));
        let html = published.pages[page].clone();
        assert!(html.contains(right), "printed.tsv: {page} does not say `{right}`");
        let mut trouble_with = |html: String| {
            let all = std::mem::replace(&mut published.pages, BTreeMap::from([(page.to_owned(), html)]));
            let trouble = walk(published).trouble;
            published.pages = all;
            trouble
        };
        assert_eq!(trouble_with(html.clone()), Vec::<String>::new(), "{page}");
        assert!(!trouble_with(html.replace(right, wrong)).is_empty(), "not seen: {fault} ({page})");
        count += 1;
    }
    assert!(count > 20, "only {count} faults");
}
