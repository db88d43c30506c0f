//! Every link of the site leads somewhere inside it, every page can be reached, and nothing is fetched from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use nenpo::text::page_path;
use scraper::Html;

use super::{SITE, pages};
use crate::ids;
use crate::page::css;

/// Attributes that name another file.
const ADDRESSES: [&str; 6] = ["href", "src", "action", "poster", "data", "xlink:href"];

#[test]
fn every_link_leads_somewhere() {
    let ids: BTreeMap<&str, BTreeSet<String>> =
        pages().map(|(path, page)| (path, ids::ids(&page).into_iter().collect())).collect();
    let mut broken = Vec::new();
    let mut count = 0;
    for (path, page) in pages() {
        for target in addresses(&page).into_iter().filter(|target| !is_elsewhere(target)) {
            count += 1;
            let (file, fragment) = page_path::split_fragment(&target);
            // What the page for searching is to look for is no part of its address.
            let file = file.split_once("?q=").map_or(file, |(page, _)| page);
            let file = if file.is_empty() { Some(path.to_owned()) } else { page_path::resolve(path, file) };
            let Some(bytes) = file.as_deref().and_then(|file| SITE.get(file).map(|_| file)) else {
                broken.push(format!("{path}: `{target}` leads nowhere"));
                continue;
            };
            let wanted = fragment.map(|fragment| page_path::decode(fragment).unwrap_or_default());
            if let Some(wanted) = wanted
                && !ids.get(bytes).is_some_and(|ids| ids.contains(&wanted))
            {
                broken.push(format!("{path}: `{target}`: no element of {bytes} has the id `{wanted}`"));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    assert!(count > 500, "only {count} links");
}

#[test]
fn every_page_and_table_can_be_reached_from_home() {
    let links: BTreeMap<&str, Vec<String>> = pages()
        .map(|(path, page)| {
            let files = addresses(&page).into_iter().filter(|target| !is_elsewhere(target));
            (path, files.filter_map(|target| page_path::resolve(path, page_path::split_fragment(&target).0)).collect())
        })
        .collect();
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(page) = open.pop() {
        for target in links.get(page.as_str()).into_iter().flatten() {
            if reached.insert(target.clone()) {
                open.push(target.clone());
            }
        }
    }
    let wanted = |path: &&str| (path.ends_with(".html") && *path != "404.html") || path.ends_with(".csv");
    let lost: Vec<&str> =
        SITE.iter().map(|(path, _)| path).filter(wanted).filter(|path| !reached.contains(*path)).collect();
    assert!(lost.is_empty(), "no way from index.html leads to {lost:?}");
}

#[test]
fn nothing_comes_from_another_host() {
    let mut found = Vec::new();
    for (path, page) in pages() {
        for element in page.select(&css("*")) {
            let (name, tag) = (element.value().name(), element.value());
            for (attribute, value) in tag.attrs() {
                let far = ["http:", "https:", "//"].iter().any(|start| value.trim_start().starts_with(start));
                let link = name == "a" && attribute == "href";
                // Addresses that only name: nothing is asked for there. `data-` holds what paper shows.
                let said = name == "link" && tag.attr("rel") == Some("canonical")
                    || name == "meta"
                    || attribute.starts_with("data-");
                if far && !link && !said || value.trim_start().starts_with("javascript:") || attribute.starts_with("on")
                {
                    found.push(format!("{path}: <{name} {attribute}=\"{value}\">"));
                }
            }
        }
    }
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.ends_with(".css") || path.ends_with(".js")) {
        let text = String::from_utf8_lossy(bytes);
        for word in ["url(http", "url(//", "@import", "fetch(", "XMLHttpRequest", "https://"] {
            if text.contains(word) {
                found.push(format!("{path}: {word}"));
            }
        }
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn ids_are_unique_and_references_meet_them() {
    let trouble = ids::trouble(SITE.iter());
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
}

fn addresses(page: &Html) -> Vec<String> {
    let all = css("*");
    let canonical = |name: &str, rel: Option<&str>| name == "link" && rel == Some("canonical");
    page.select(&all)
        .filter(|element| !canonical(element.value().name(), element.attr("rel")))
        .flat_map(|element| ADDRESSES.iter().filter_map(move |name| element.attr(name)).map(str::to_owned))
        .collect()
}

fn is_elsewhere(target: &str) -> bool {
    ["https:", "http:", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme))
}
