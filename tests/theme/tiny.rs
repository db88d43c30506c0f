//! A tiny theme that shares nothing with the default: a layout and a document template of its own, and everything else from the default.

use std::path::{Path, PathBuf};

use nenpo::form::Audience;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use scraper::{Html, Selector};

use super::site;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/theme/tiny")
}

#[test]
fn a_theme_replaces_files_and_keeps_the_rest() {
    let read = site::read(&root());
    let files = site::render(&read, &site::theme(&root(), "tiny", "ja", &read));
    let sheet = &files["2023/kitahama.html"];
    // Its own layout, also around the default theme's year page.
    for page in [sheet, &files["2023.html"]] {
        assert!(page.contains("<p class=\"tiny\">小さなテーマ</p>"));
        assert_eq!(site::visible_text(page, "footer"), "北浜県の年報です。");
    }
    assert!(site::visible_text(sheet, "h1").contains("北浜市"));
    assert!(site::visible_text(sheet, "main").contains("病床数 340床"));
    assert!(files["2023.html"].contains("class=\"matrix stack by-place\""), "the default theme's year page");
    // Interface words: its own before the default theme's.
    assert!(site::visible_text(sheet, "main").contains("北浜の数値"));
    assert!(site::visible_text(&files["index.html"], "main").contains("年度から探す"));
}

#[test]
fn options_reach_pages_and_the_style_sheet() {
    let read = site::read(&root());
    let output = pipeline::in_memory(&root(), &read).unwrap();
    let text = |path: &str| String::from_utf8_lossy(output.get(path).unwrap()).into_owned();
    let page = text("2023/kitahama.html");
    let html = Html::parse_document(&page);
    let logo = html.select(&Selector::parse("img").unwrap()).next().unwrap();
    let attribute = |name| logo.value().attr(name);
    assert_eq!(attribute("src"), Some("../assets/mark.svg"));
    assert_eq!((attribute("width"), attribute("height")), (Some("64"), Some("32")));
    let style = html.select(&Selector::parse("link[rel=stylesheet]").unwrap()).next().unwrap();
    let css = text(style.value().attr("href").unwrap().trim_start_matches("../"));
    assert!(css.trim_end().ends_with("@media screen and (prefers-color-scheme:dark){:root{--key:#8fd6a4}}"));
    assert!(!page.contains("style="), "no styles in pages");
}

#[test]
fn key_figures_tell_their_change() {
    let read = site::read(&root());
    let files = site::render(&read, &site::theme(&root(), "default", "ja", &read));
    let changes_on = |page: &str| {
        let html = Html::parse_document(&files[page]);
        let change = Selector::parse(".key-figures .change").unwrap();
        html.select(&change).map(|element| element.text().collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(changes_on("2021/kitahama.html"), [""; 0], "the first sheet has nothing to compare with");
    assert_eq!(
        changes_on("2023/kitahama.html"),
        [
            "前回（令和3年度）より 12床 減",
            "前回（令和3年度）より 1.5ポイント 増",
            "前回（令和3年度）とは範囲が異なるため、増減は示していません",
            "前回（令和3年度）は数値がないため、増減は示していません",
        ]
    );
    assert!(files["2023/kitahama.txt"].contains("病床数：340床 前回（令和3年度）より 12床 減\n"));
}

#[test]
fn days_and_addresses_come_from_the_content() {
    let read = site::read(&root());
    let files = site::render(&read, &site::theme(&root(), "default", "ja", &read));
    let feed = &files["feed.xml"];
    assert!(feed.contains("/2023/kitahama.html</id>"));
    assert!(!feed.contains("/2021/kitahama.html</id>"), "nobody wrote a day");
    assert!(feed.contains("<updated>2024-06-03T00:00:00+09:00</updated>\n<author>"));
    assert!(feed.contains("病床数の誤りを直した"));
    // Of a sheet without a day none is told, nor of the pages that list it.
    let map = &files["sitemap.xml"];
    for (page, day) in [
        ("2023/kitahama.html", "<lastmod>2024-06-03</lastmod>"),
        ("2021/kitahama.html", ""),
        ("2023.html", "<lastmod>2024-06-03</lastmod>"),
        ("index.html", ""),
    ] {
        let line = format!("<loc>https://example.jp/年報/{page}</loc>{day}</url>");
        let line = line.replace("年報", "nenpo");
        assert!(map.contains(&line), "{line}\n{map}");
    }
    let sheet = &files["2023/kitahama.html"];
    assert!(site::visible_text(sheet, "#_notes").contains("令和6年6月3日 病床数の誤りを直した"));
    assert!(sheet.contains(r#"<link rel="alternate" type="application/atom+xml" href="../feed.xml""#));
    // Words of the glossary: the first mention leads to the foot of the page, and the list there to the glossary.
    let html = Html::parse_document(sheet);
    let select = |selector: &str| html.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
    let links: Vec<_> = select("a.term").iter().filter_map(|link| link.value().attr("href")).collect();
    assert_eq!(links, ["#_term_家族会", "#_term_ピアサポーター"]);
    assert_eq!(select(".terms + p a")[0].value().attr("href"), Some("../glossary.html"));
    assert!(files["2023/kitahama.txt"].contains("家族会（かぞくかい）："));
    // The data set of the sheet.
    let data: Vec<serde_json::Value> = select("script[type='application/ld+json']")
        .iter()
        .map(|script| serde_json::from_str(&script.text().collect::<String>()).unwrap())
        .collect();
    assert_eq!(data[0]["itemListElement"][3]["item"], "https://example.jp/nenpo/2023/kitahama.html");
    assert_eq!(data[1]["temporalCoverage"], "2023-04-01/2024-03-31");
    assert_eq!(data[1]["spatialCoverage"]["identifier"]["value"], "022021");
    assert!(data[1]["description"].as_str().unwrap().chars().count() >= 50);
    let csv = data[1]["distribution"][0]["contentUrl"].as_str().unwrap().strip_prefix("https://example.jp/nenpo/");
    assert!(files.contains_key(csv.unwrap()));
}

#[test]
fn without_an_address_there_is_nothing_that_needs_one() {
    let mut whole = site::whole(&root());
    whole.settings.base_url = None;
    let read = restrict(whole, Audience::Public);
    let files = site::render(&read, &site::theme(&root(), "default", "ja", &read));
    for path in ["feed.xml", "sitemap.xml", "robots.txt"] {
        assert!(!files.contains_key(path), "{path}");
    }
    let sheet = &files["2023/kitahama.html"];
    for sign in ["ld+json", "canonical", "atom+xml", "feed.xml"] {
        assert!(!sheet.contains(sign), "{sign}");
    }
}
