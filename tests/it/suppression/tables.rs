//! Cases in files: spellings of counts in `tests/suppression/spellings.tsv`, and sheets whose numbers add up in
//! `tests/suppression/subtractions/`. Both answer the form `tests/suppression/form.yaml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::model::Site;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use nenpo::source::Findings;

use super::town::check_digit;
use crate::case::{in_memory, names, put, repository};

const TIERS: &str = "title: 試験\npublisher: 試験\nbase_url: https://example.jp/\nsmall_numbers: { tiers: [{ shown_from: 10 }], except: [except] }\n";

/// A site in which each sheet is that of a place of its own.
fn site(root: &Path, sheets: &[String]) -> (Site, Findings) {
    let mut places = String::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let code = format!("{:05}{}", 1000 + at, check_digit(1000 + at));
        places.push_str(&format!("p{at}: {{ name: 架空{at}県, reading: ち, code: \"{code}\", category: 都道府県 }}\n"));
        put(&root.join(format!("content/2021/p{at}/sheet.md")), sheet);
    }
    put(&root.join("content/site.yaml"), TIERS);
    put(&root.join("content/places.yaml"), places);
    put(&root.join("content/forms/counts.yaml"), std::fs::read(repository("tests/suppression/form.yaml")).unwrap());
    pipeline::read(root, Options::default()).unwrap()
}

/// `\u{200B}` and its like are written by their numbers, or nobody would see them.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split("\\u{");
    let mut whole = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once('}').unwrap();
        whole.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        whole.push_str(rest);
    }
    whole
}

/// A spelling: where it stands, how it is written, and what is shown.
struct Spelling {
    at: String,
    written: String,
    shown: String,
}

impl Spelling {
    fn sheet(&self) -> String {
        let written: String = self
            .written
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || c.is_ascii_graphic() && c != '"' && c != '\\' {
                    c.to_string()
                } else {
                    format!("\\U{:08X}", u32::from(c))
                }
            })
            .collect();
        let answer = match self.at.as_str() {
            "asked" => format!("users: \"{written}\""),
            "unasked" => format!("plain: \"{written}\""),
            "note" | "source" => format!("users: {{ 値: 52人, {}: \"{written}\" }}", self.at),
            "row" => format!("results: [{{ 指標: 退院者の人数（人）, 実績: \"{written}\" }}]"),
            "share" => format!("results: [{{ 指標: 割合, 目標: 40％, 実績: \"{written}\" }}]"),
            "presence" => format!("present: \"{written}\""),
            other => panic!("no place is called {other}"),
        };
        format!("---\nform: counts\npopulation: 500000人\n{answer}\n---\n")
    }

    fn shown(&self, site: &Site, at: usize) -> String {
        let document = site.documents.iter().find(|document| document.place.id == format!("p{at}")).unwrap();
        let answer = |id: &str| document.answer(id).unwrap().1;
        match self.at.as_str() {
            "asked" | "unasked" => {
                let answer = answer(if self.at == "asked" { "users" } else { "plain" });
                answer.value.number().expect("a number").written.clone()
            }
            "note" => answer("users").circumstances.note().unwrap().to_owned(),
            "source" => answer("users").circumstances.source().unwrap().to_owned(),
            "row" | "share" => {
                let indicators = answer("results").value.indicators().expect("indicators");
                indicators.rows[0].actual.as_ref().unwrap().quantities[0].written.clone()
            }
            _ => answer("present").value.presence().expect("presence").levels[0].value.written.clone(),
        }
    }
}

#[test]
fn every_spelling_shows_what_it_may() {
    let text = std::fs::read_to_string(repository("tests/suppression/spellings.tsv")).unwrap();
    let spellings: Vec<Spelling> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<String> = line.split('\t').map(unescaped).collect();
            let [at, written, shown] = cells.try_into().unwrap_or_else(|_| panic!("{line}"));
            Spelling { at, written, shown }
        })
        .collect();
    assert!(spellings.len() > 100);
    let folder = tempfile::tempdir().unwrap();
    let sheets: Vec<String> = spellings.iter().map(Spelling::sheet).collect();
    let (site, findings) = site(folder.path(), &sheets);
    let stops: BTreeSet<&str> = findings
        .iter()
        .filter(|finding| finding.code.name == "count-unclear")
        .map(|finding| finding.position.source.path())
        .collect();
    let mut wrong = Vec::new();
    for (at, spelling) in spellings.iter().enumerate() {
        let stopped = stops.contains(format!("content/2021/p{at}/sheet.md").as_str());
        let shown = if stopped { "STOP".to_owned() } else { spelling.shown(&site, at) };
        let expected = if spelling.shown == "=" { &spelling.written } else { &spelling.shown };
        if shown.trim() != expected.trim() {
            wrong.push(format!("{} {:?}: {shown:?} for {expected:?}", spelling.at, spelling.written));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), spellings.len(), wrong.join("\n"));
}

/// What a sheet says of its numbers.
#[derive(Default)]
struct Scenario {
    /// A total and its parts.
    sums: Vec<(i64, Vec<i64>)>,
    shown: Vec<i64>,
    hidden: Vec<i64>,
}

impl Scenario {
    fn read(text: &str) -> Scenario {
        let mut scenario = Scenario::default();
        for mark in text.lines().filter_map(|line| line.strip_prefix("<!-- ")?.strip_suffix(" -->")) {
            let numbers = |text: &str| text.split_whitespace().map(|number| number.parse().unwrap()).collect();
            if let Some(shown) = mark.strip_prefix("shown ") {
                scenario.shown = numbers(shown);
            } else if let Some(hidden) = mark.strip_prefix("hidden ") {
                scenario.hidden = numbers(hidden);
            } else {
                let (whole, parts) = mark.split_once(" = ").unwrap_or_else(|| panic!("{mark}"));
                scenario.sums.push((whole.parse().unwrap(), numbers(&parts.replace('+', " "))));
            }
        }
        scenario
    }

    /// What is wrong, given the numbers that are published.
    fn wrong(&self, published: &BTreeSet<i64>) -> Vec<String> {
        const LEAST: i64 = 10;
        let mut wrong: Vec<String> = self
            .shown
            .iter()
            .filter(|number| !published.contains(number))
            .map(|number| format!("{number} is withheld without need"))
            .chain(
                self.hidden
                    .iter()
                    .filter(|number| published.contains(number))
                    .map(|number| format!("{number} is shown")),
            )
            .collect();
        let numbers: BTreeSet<i64> =
            self.sums.iter().flat_map(|(whole, parts)| parts.iter().chain([whole])).copied().collect();
        let mut known: BTreeMap<i64, (i64, i64)> = numbers
            .iter()
            .map(|number| (*number, if published.contains(number) { (*number, *number) } else { (1, 1_000_000) }))
            .collect();
        for _ in 0..100 {
            for (whole, parts) in &self.sums {
                let low: i64 = parts.iter().map(|part| known[part].0).sum();
                let high: i64 = parts.iter().map(|part| known[part].1).sum();
                let own = known[whole];
                let own = (own.0.max(low), own.1.min(high));
                known.insert(*whole, own);
                for part in parts {
                    let span = known[part];
                    known.insert(*part, (span.0.max(own.0 - (high - span.1)), span.1.min(own.1 - (low - span.0))));
                }
            }
        }
        for (number, (low, high)) in known.into_iter().filter(|(number, _)| *number < LEAST) {
            if low > 1 || high < LEAST - 1 {
                wrong.push(format!("{number} is known to be {low} to {high}"));
            }
        }
        wrong
    }
}

/// The numbers that the data of a sheet publish, in whatever column.
fn published(csv: &[u8]) -> BTreeSet<i64> {
    let rows = crate::data::cells(csv);
    let columns: Vec<usize> = ["値", "下限", "上限", "記載", "注記", "出典", "割合", "範囲"]
        .iter()
        .filter_map(|name| rows[0].iter().position(|head| head == name))
        .collect();
    assert!(columns.len() > 3, "{:?}", rows[0]);
    let mut numbers = BTreeSet::new();
    for row in &rows[1..] {
        for text in columns.iter().map(|column| nenpo::text::fold(&row[*column]).replace(',', "")) {
            let digits = text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|digits| !digits.is_empty());
            numbers.extend(digits.filter_map(|digits| digits.parse::<i64>().ok()));
        }
    }
    numbers
}

#[test]
fn nothing_follows_by_subtraction() {
    let folder = repository("tests/suppression/subtractions");
    let names = names(&folder);
    assert!(names.len() >= 40);
    let texts: Vec<String> = names.iter().map(|name| std::fs::read_to_string(folder.join(name)).unwrap()).collect();
    let sheets: Vec<String> = texts
        .iter()
        .map(|text| text.lines().filter(|line| !line.starts_with("<!--")).map(|line| format!("{line}\n")).collect())
        .collect();
    let root = tempfile::tempdir().unwrap();
    let (site, findings) = site(root.path(), &sheets);
    let errors: Vec<_> = findings.iter().filter(|finding| !finding.code.name.starts_with("withheld")).collect();
    assert!(errors.iter().all(|finding| finding.severity != nenpo::source::Severity::Error), "{errors:?}");
    let output = in_memory(root.path(), &restrict(site.clone(), Audience::Public)).unwrap();
    let mut wrong = Vec::new();
    for (at, (name, text)) in names.iter().zip(&texts).enumerate() {
        let numbers = published(output.get(&format!("data/2021/p{at}/p{at}-2021.csv")).unwrap());
        wrong.extend(Scenario::read(text).wrong(&numbers).into_iter().map(|wrong| format!("{name}: {wrong}")));
        // The page says no more than its data.
        let page = std::str::from_utf8(output.get(&format!("2021/p{at}.txt")).unwrap()).unwrap();
        let small = Scenario::read(text).sums.into_iter().flat_map(|(_, parts)| parts).filter(|part| *part < 10);
        let told = |small: &i64| {
            let words = format!("{small}人");
            page.match_indices(&words).any(|(at, _)| !page[..at].ends_with(|c: char| c.is_ascii_digit() || c == ','))
        };
        wrong.extend(small.filter(told).map(|small| format!("{name}: {small}人 on the page")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The attacker of this file finds what is left open on purpose.
#[test]
fn a_number_left_open_is_found() {
    let scenario = Scenario::read("<!-- 52 = 45 + 7 -->\n<!-- shown 80 -->\n<!-- hidden 12 -->");
    assert_eq!(scenario.wrong(&BTreeSet::from([52, 45, 80])), ["7 is known to be 7 to 7"]);
    assert_eq!(scenario.wrong(&BTreeSet::from([52, 12])), ["80 is withheld without need", "12 is shown"]);
    assert!(scenario.wrong(&BTreeSet::from([52, 80])).is_empty());
}
