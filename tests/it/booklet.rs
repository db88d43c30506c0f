//! Booklets: which documents are bound together, what a booklet says of them, and where its links lead.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use nenpo::bytes::Bytes;
use nenpo::compare::volumes::{LONGEST, volumes, volumes_of_prefecture};
use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::pages::{self, RenderContext};
use nenpo::pipeline;
use nenpo::restrict::{Restricted, restrict};
use scraper::Html;

use crate::case::repository;
use crate::page::{css, parse, words};
use crate::written::stress;

fn site(root: &str) -> Restricted {
    let (site, _) = pipeline::read(&repository(root), Options::default()).unwrap();
    restrict(site, Audience::Public)
}

/// The booklet of 2021 as the site has it, and as it leaves the site.
fn booklets(site: &Restricted) -> [String; 2] {
    let theme = pages::theme(&repository(""), site).unwrap();
    let context = RenderContext::new(site, &theme);
    let volume = volumes(&site.places, 2021, site.documents.iter()).remove(0);
    [pages::find(context, "2021/booklet.html").unwrap(), pages::booklet(context, volume)].map(|page| {
        let html = Mutex::new(String::new());
        let keep = |_: &str, bytes: Bytes, _: &str| {
            *html.lock().unwrap() = String::from_utf8(bytes.into_vec()).unwrap();
            Ok(())
        };
        pages::render_page(context, &page, &keep).unwrap();
        html.into_inner().unwrap()
    })
}

#[test]
fn a_long_year_has_a_volume_for_each_prefecture() {
    let folder = tempfile::tempdir().unwrap();
    stress::write(&folder.path().join("content"), 260, 1).unwrap();
    let (site, _) = pipeline::read(folder.path(), Options::default()).unwrap();
    let site = restrict(site, Audience::Public);
    let year = site.years()[0];
    let bound = volumes(&site.places, year, site.documents.iter());
    let mut all = BTreeSet::new();
    let mut pages = BTreeSet::new();
    for volume in &bound {
        assert!(!volume.documents.is_empty() && volume.documents.len() <= LONGEST);
        assert!(pages.insert(volume.page()), "{} twice", volume.page());
        let prefecture = &volume.prefecture.unwrap().id;
        for document in &volume.documents {
            assert_eq!(document.place.prefecture_id(), prefecture);
            assert!(all.insert(&document.path), "{} is bound twice", document.path);
        }
    }
    assert_eq!(all.len(), site.documents_of(year).len());
    // However few there are, those of one prefecture can be asked for.
    let first = bound[0].prefecture.unwrap();
    let few = site.documents.iter().filter(|document| document.place.id == first.id);
    let own = volumes_of_prefecture(&site.places, year, &first.id, few);
    assert!(own.iter().all(|volume| volume.page() == format!("{year}/booklet/{}.html", first.id)));
    assert!(volumes(&site.places, year + 50, site.documents.iter()).is_empty());
}

#[test]
fn headings_stand_in_order_below_one_title() {
    let [html, _] = booklets(&site(""));
    let page = parse(html.as_bytes());
    let levels: Vec<u32> = page
        .select(&css("main :is(h1, h2, h3, h4, h5, h6)"))
        .map(|heading| heading.value().name()[1..].parse().unwrap())
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.len() > 40 && levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    assert!(page.select(&css("article ruby")).next().is_none(), "bookmarks would tell readings as words");
}

#[test]
fn a_booklet_says_what_its_documents_say() {
    let site = site("");
    let [html, _] = booklets(&site);
    let page = parse(html.as_bytes());
    let theme = pages::theme(&repository(""), &site).unwrap();
    let context = RenderContext::new(&site, &theme);
    for document in site.documents_of(2021) {
        let own = Mutex::new(Vec::new());
        let keep = |path: &str, bytes: Bytes, _: &str| {
            if path == document.page {
                *own.lock().unwrap() = bytes.into_vec();
            }
            Ok(())
        };
        pages::render_page(context, &pages::find(context, &document.page).unwrap(), &keep).unwrap();
        let own = parse(&own.into_inner().unwrap());
        let id = format!("_{}", document.page.trim_end_matches(".html").replace('/', "."));
        let sections = |page: &Html, selector: &str| -> Vec<String> {
            page.select(&css(selector)).map(|part| words(part).replace(char::is_whitespace, "")).collect()
        };
        let there = sections(&own, ".content .section:not(.no-print)");
        let here = sections(&page, &format!("article[id=\"{id}\"] .section"));
        assert!(here.len() > 3 && here == there, "{id}");
    }
}

#[test]
fn links_lead_into_the_booklet_or_to_the_site() {
    let site = site("");
    let [on_site, alone] = booklets(&site).map(|html| parse(html.as_bytes()));
    let links = |page: &Html, within: &str| -> Vec<String> {
        page.select(&css(within)).filter_map(|link| link.attr("href").map(str::to_owned)).collect()
    };
    let ids: BTreeSet<&str> = alone.select(&css("[id]")).filter_map(|element| element.attr("id")).collect();
    let (mut inside, mut outside) = (0, 0);
    for link in links(&alone, "article a[href], nav.booklet-contents a[href], .booklet-part a[href]") {
        if let Some(id) = link.strip_prefix('#') {
            let id = nenpo::text::page_path::decode(id).unwrap();
            assert!(ids.contains(id.as_str()), "{link} leads nowhere");
            inside += 1;
        } else {
            assert!(link.starts_with("http"), "{link} leads into a folder of whoever prints");
            outside += 1;
        }
    }
    assert!(inside > 50 && outside > 0, "{inside} inside, {outside} outside");
    // On the site, what is not in the booklet is beside it.
    assert!(links(&on_site, "article a[href]").iter().any(|link| link.starts_with("../")));
    assert!(on_site.select(&css("meta[name=robots][content=noindex]")).next().is_some());
}

#[test]
fn without_an_address_links_out_of_a_printed_booklet_are_left_out() {
    let (mut site, _) = pipeline::read(&repository(""), Options::default()).unwrap();
    site.settings.base_url = None;
    let [_, alone] = booklets(&restrict(site, Audience::Public));
    let page = parse(alone.as_bytes());
    let selector = css("article a[href]");
    let links = page.select(&selector).filter_map(|link| link.attr("href"));
    let lost: Vec<&str> = links.filter(|link| !link.starts_with('#') && !link.contains(':')).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn contents_get_the_numbers_of_their_pages() {
    let [html, _] = booklets(&site(""));
    let entries = pages::booklet_entries(&html);
    assert!(entries.len() > 10 && entries.contains(&"_2021.kawasaki".to_owned()), "{entries:?}");
    // A PDF calls places by their ids, in no more than 127 bytes.
    let long = |id: &&String| nenpo::text::page_path::encode_ascii(id).len() > 127;
    assert_eq!(entries.iter().find(long), None);
    let numbers: BTreeMap<String, usize> = entries.iter().cloned().zip(3..).collect();
    let numbered = parse(pages::numbered_booklet(&html, &numbers).as_bytes());
    assert_eq!(numbered.select(&css("[data-entry][data-page]")).count(), entries.len());
    assert_eq!(pages::numbered_booklet(&html, &BTreeMap::new()), html);
}
