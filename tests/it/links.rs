//! Every link and image of every case with links leads to a file of its site, by an address that is one (RFC 3986, RFC 3987).

use std::collections::{BTreeMap, BTreeSet};

use nenpo::checks::made_page;
use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use nenpo::serve::Preview;
use nenpo::text::page_path;
use rayon::prelude::*;
use scraper::Html;
use unicode_normalization::is_nfc;

use crate::case::{files, in_memory, names, put, repository};
use crate::page::{css, parse};
use crate::sheets::{cases, lay_out};

/// The files of a site by their address.
type Files = BTreeMap<String, Vec<u8>>;

#[test]
fn every_link_of_every_case_leads_to_a_file() {
    let root = repository("tests/sheets");
    let with_links = |case: &std::path::Path| {
        let texts = if case.is_dir() {
            files(case).into_iter().map(|file| case.join(file)).collect()
        } else {
            vec![case.to_owned()]
        };
        let holds = |text: &std::path::PathBuf| {
            text.extension().is_some_and(|ending| ending == "md")
                && String::from_utf8_lossy(&std::fs::read(text).unwrap()).contains("](")
        };
        texts.iter().any(holds)
    };
    let cases: Vec<_> =
        cases().into_iter().map(|(code, name)| root.join(code).join(name)).filter(|case| with_links(case)).collect();
    assert!(cases.len() > 60, "only {} cases have links", cases.len());
    let sheets = cases.par_iter().flat_map_iter(|case| {
        let folder = tempfile::tempdir().unwrap();
        lay_out(case, folder.path());
        let site = built(folder.path()).unwrap_or_default();
        faults(&site).into_iter().map(|fault| format!("{}: {fault}", case.display()))
    });
    let mut found: Vec<String> = sheets.collect();
    for name in names(&repository("tests/sites")) {
        let root = repository("tests/sites").join(&name);
        let site = built(&root).unwrap_or_default();
        found.extend(faults(&site).into_iter().map(|fault| format!("tests/sites/{name}: {fault}")));
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Links from each of many places to each would grow with the square.
#[test]
fn pages_of_many_places_lead_to_those_around_them() {
    const CITIES: usize = 205;
    let folder = tempfile::tempdir().unwrap();
    let put = |path: String, text: &str| put(&folder.path().join("content").join(path), text);
    put("site.yaml".to_owned(), "title: 年報\npublisher: 県\n");
    put(
        "forms/f.yaml".to_owned(),
        "title: 様式\nshort: 様式\nyears: 2021\nsheet: true\nsections:\n  - id: a\n    heading: 節\n    fields:\n      n: { label: 数, kind: number, unit: 人 }\n",
    );
    let prefecture = "pref: { name: 北県, reading: きたけん, code: \"010006\", category: 都道府県 }\n".to_owned();
    let city = |at: usize| {
        let digits = format!("01{at:03}");
        let sum: usize =
            digits.bytes().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
        let code = format!("{digits}{}", (11 - sum % 11) % 10);
        format!("p{at}: {{ name: 第{at}市, reading: だいし, code: \"{code}\", prefecture: pref, category: 市 }}\n")
    };
    put("places.yaml".to_owned(), &(prefecture + &(100..100 + CITIES).map(city).collect::<String>()));
    let places = (100..100 + CITIES).map(|at| format!("p{at}")).chain(["pref".to_owned()]);
    places.for_each(|place| put(format!("2021/{place}/sheet.md"), "---\nform: f\n数: 5人\n---\n"));
    let preview = Preview::open(folder.path(), &folder.path().join("archive"), Options::default()).unwrap();
    let links = |page: &str, list: &str| {
        let page = parse(&preview.file(page).unwrap().unwrap());
        let selector = css(&format!("{list} a[href]"));
        let links = page.select(&selector);
        links.map(|link| link.attr("href").unwrap().to_owned()).collect::<Vec<_>>()
    };
    let around =
        |at: usize| (at - 20..=at + 20).filter(move |other| *other != at).map(|other| format!("p{other}.html"));
    assert_eq!(links("2021/p200.html", "#_documents .places"), around(200).collect::<Vec<_>>());
    assert_eq!(links("2021/p200.html", "#_documents .section-note"), ["../2021.html"]);
    assert_eq!(links("places/p200.html", "#_neighbours .places"), around(200).collect::<Vec<_>>());
    assert_eq!(links("places/p200.html", "#_neighbours .section-note"), ["../index.html#_places"]);
    // The page of the prefecture leads to all, and so do those of the year and of the site.
    assert_eq!(links("places/pref.html", "#_neighbours .places").len(), CITIES);
    assert!(links("places/pref.html", "#_neighbours .section-note").is_empty());
    assert!(links("2021.html", "main").contains(&"2021/p304.html".to_owned()));
    assert!(links("index.html", "#_places").contains(&"places/p304.html".to_owned()));
}

/// What may be linked to without a file of its own is what a site has without one.
#[test]
fn pages_of_the_whole_site_are_known() {
    let mut addresses: BTreeSet<String> =
        nenpo::model::address::RESERVED.iter().map(|name| (*name).to_owned()).collect();
    let sites = ["links", "two-yearly-forms", "relations", "years", "totals", "records-pages", "corrections"];
    let built: Vec<_> = sites
        .iter()
        .map(|name| {
            let root = repository("tests/sites").join(name);
            let site = restrict(pipeline::read(&root, Options::default()).unwrap().0, Audience::Public);
            let output = pipeline::in_memory(&root, &site).unwrap();
            let pages: BTreeSet<String> = output.iter().map(|(path, _)| path.to_owned()).collect();
            (name, site, pages)
        })
        .collect();
    addresses.extend(built.iter().flat_map(|(.., pages)| pages).filter(|path| path.ends_with(".html")).cloned());
    for (name, site, pages) in &built {
        let of_a_file = |path: &str| {
            let documents = site
                .documents
                .iter()
                .any(|document| document.page == path || document.record_pages.values().any(|page| page == path));
            documents || site.pages.iter().any(|page| page.page == path)
        };
        for address in &addresses {
            let is_page = address.ends_with(".html") && address != "404.html" || address == "feed.xml";
            let wanted = is_page && pages.contains(address) && !of_a_file(address);
            assert_eq!(made_page::is_made(site, address), wanted, "{name}: {address}");
        }
    }
}

/// The files of a site; nothing where an error stops its build.
fn built(root: &std::path::Path) -> Option<Files> {
    let (site, findings) = pipeline::read(root, Options { drafts: true }).unwrap();
    if findings.stop() {
        return None;
    }
    let output = in_memory(root, &restrict(site, Audience::Public)).unwrap();
    Some(output.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect())
}

/// The links that lead nowhere, and the addresses that are none.
fn faults(site: &Files) -> Vec<String> {
    let pages: BTreeMap<&str, Html> = site
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), parse(bytes)))
        .collect();
    let names = site.keys().filter(|path| !is_nfc(path));
    let mut faults: Vec<String> = names.map(|path| format!("{path}: letters and their marks are apart")).collect();
    for (path, page) in &pages {
        let ids: BTreeSet<&str> = page.select(&css("[id]")).filter_map(|element| element.attr("id")).collect();
        for element in page.select(&css(".prose a[href], .prose img[src], td a[href], td img[src]")) {
            let address = element.attr("href").or(element.attr("src")).unwrap_or_default();
            if !is_valid(address) {
                faults.push(format!("{path}: `{address}` is no address"));
            }
            if page_path::has_scheme(address) {
                continue;
            }
            let (file, fragment) = page_path::split_fragment(address);
            let target = page_path::resolve(path, &page_path::decode(file).unwrap_or_default());
            let image = element.value().name() == "img";
            match target.filter(|target| site.contains_key(target)) {
                None if image => faults.push(format!("{path}: the image `{address}` is not there")),
                None => faults.push(format!("{path}: `{address}` leads nowhere")),
                Some(target) if target == *path => {
                    let id = fragment.and_then(page_path::decode).unwrap_or_default();
                    if !id.is_empty() && !ids.contains(id.as_str()) {
                        faults.push(format!("{path}: there is no #{id}"));
                    }
                }
                Some(_) => {}
            }
        }
    }
    faults
}

/// Whether every character may stand in an address.
fn is_valid(address: &str) -> bool {
    let bytes = address.as_bytes();
    let escape = |at: usize| bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    !address.is_empty()
        && address.char_indices().all(|(at, c)| match c {
            '%' => escape(at),
            _ if c.is_ascii() => c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=".contains(c),
            _ => !c.is_control() && !c.is_whitespace(),
        })
        && address.matches('#').count() < 2
}

#[test]
fn addresses_that_are_none_are_known() {
    for (address, valid) in [
        ("図%201.png", true),
        ("../a.html#課題", true),
        ("https://example.jp/?a=1&b=2", true),
        ("図 1.png", false),
        ("図#1#2", false),
        ("100%.png", false),
        ("図[1].png", false),
        ("", false),
    ] {
        assert_eq!(is_valid(address), valid, "{address}");
    }
    let site = Files::from([
        (
            "a.html".to_owned(),
            "<div class=prose><a href=b.html>1</a><a href=c.html>2</a><img src='d e.png'><a href='#x'>3</a></div>"
                .as_bytes()
                .to_vec(),
        ),
        ("b.html".to_owned(), b"<p>b</p>".to_vec()),
        ("か\u{3099}.png".to_owned(), Vec::new()),
    ]);
    assert_eq!(faults(&site).len(), 5);
}
