//! What a chart says, its table says too, and the CSV beside it has the rows and numbers of that table.

use std::collections::BTreeSet;

use nenpo::text::page_path;
use scraper::{ElementRef, Html};

use super::{SITE, pages};
use crate::page::{css, first, fold, words};

#[test]
fn every_csv_has_what_the_table_above_it_says() {
    let (mut trouble, mut count) = (Vec::new(), 0);
    for (path, page) in pages() {
        let mut table = None;
        for element in page.select(&css("table, .chart-foot a[href$='.csv']:not([data-over-years])")) {
            if element.value().name() == "table" {
                table = Some(element);
                continue;
            }
            count += 1;
            let file = page_path::resolve(path, element.attr("href").unwrap_or_default()).unwrap();
            let rows = csv(SITE.get(&file).unwrap_or_else(|| panic!("{path}: no file {file}")));
            let shown = grid(table.unwrap_or_else(|| panic!("{path}: no table above {file}")));
            trouble.extend(differences(&rows, &shown).into_iter().map(|difference| format!("{file}: {difference}")));
        }
    }
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    assert!(count > 9, "only {count} tables");
}

#[test]
fn every_list_has_the_values_of_its_year_as_csv() {
    let mut kinds = BTreeSet::new();
    for (path, page) in pages() {
        let year_of = |id: &str| id.strip_prefix('y').and_then(|year| year.parse::<i32>().ok());
        let own_year = path.strip_suffix(".html").and_then(|year| year.parse::<i32>().ok());
        for (kind, part) in [("indicators", "section[id^='y']"), ("issues", "section[id^='y']"), ("sheets", "#_sheets")]
        {
            if !(path.starts_with(kind) || kind == "sheets" && own_year.is_some()) {
                continue;
            }
            for section in page.select(&css(part)) {
                let year = own_year.or_else(|| year_of(section.attr("id")?)).expect("a year");
                let file = format!("data/{kind}-{year}.csv");
                let link = format!("a[href$='{file}']");
                assert!(section.select(&css(&link)).next().is_some(), "{path}: no link to {file}");
                assert!(SITE.get(&file).is_some(), "{path}: no file {file}");
                kinds.insert(kind);
            }
        }
    }
    assert_eq!(kinds.len(), 3, "{kinds:?}");
}

/// Where a CSV and a table on a page do not say the same: the heads of their rows, and the numbers in each. A cell with
/// several figures has a row for each of them in the CSV, and the share of the whole is said on the page alone.
fn differences(csv: &[Vec<String>], table: &[Vec<String>]) -> Vec<String> {
    let heads = |rows: &[Vec<String>]| {
        let mut heads: Vec<String> = rows.iter().filter_map(|row| row.first().cloned()).collect();
        heads.dedup();
        heads
    };
    let mut found = Vec::new();
    if csv.is_empty() || heads(csv) != heads(table) {
        found.push(format!("rows of {:?}, but of {:?} on the page", heads(csv), heads(table)));
    }
    for row in table {
        let same: Vec<String> = csv.iter().filter(|other| other.first() == row.first()).flatten().cloned().collect();
        let said = numbers(&same.join("|"));
        let missing = numbers(&row.join("|")).into_iter().filter(|number| !said.contains(number) && number != "100");
        found.extend(missing.map(|number| format!("{number} of {row:?} is not in {same:?}")));
    }
    found
}

#[test]
fn numbers_of_a_chart_stand_in_its_table() {
    let (mut trouble, mut count) = (Vec::new(), 0);
    for (path, page) in pages() {
        for figure in page.select(&css("figure")) {
            if figure.select(&css("svg.chart")).next().is_none() {
                continue;
            }
            count += 1;
            let drawn = css("text:not(.axis):not(.axis *)");
            let said = numbers(&figure.select(&drawn).map(words).collect::<Vec<_>>().join("|"));
            let table = table_of(&page, figure).unwrap_or_else(|| panic!("{path}: a chart without a table"));
            let known = numbers(&table.text().collect::<Vec<_>>().join("|"));
            let name = figure.attr("id").unwrap_or_default();
            let unknown = said.difference(&known).filter(|number| !is_share(number, &known));
            trouble.extend(unknown.map(|number| format!("{path}: {name}: {number} is in no cell")));
        }
    }
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    assert!(count > 9, "only {count} charts");
}

#[test]
fn numbers_of_a_chart_stand_in_its_sheet() {
    let (mut trouble, mut count) = (Vec::new(), 0);
    // What stands in a booklet stands on the page of its document, too.
    let of_document = |path: &str| path.starts_with(|c: char| c.is_ascii_digit()) && path.contains('/');
    for (path, page) in pages().filter(|(path, _)| of_document(path) && !path.ends_with("/booklet.html")) {
        let document = path.strip_suffix(".html").unwrap_or(path);
        let sheet = [format!("content/{document}.md"), format!("content/{document}/sheet.md")];
        let sheet = sheet.iter().find_map(|file| std::fs::read_to_string(file).ok()).expect("what a page is made of");
        let written = numbers(&sheet);
        for svg in page.select(&css("figure svg.chart")) {
            count += 1;
            let said: String =
                svg.select(&css("desc, text:not(.axis):not(.axis *)")).map(words).collect::<Vec<_>>().join("|");
            // What is reckoned is a share of what is written; beside a target it may be a difference.
            let beside = svg.attr("class").is_some_and(|class| class.contains("progress"));
            let known = |number: &String| {
                written.contains(number) || is_share(number, &written) || (beside && is_gap(number, &written))
            };
            trouble.extend(numbers(&said).into_iter().filter(|number| !known(number)).map(|n| format!("{path}: {n}")));
        }
    }
    assert!(trouble.is_empty(), "no sheet says:\n{}\n", trouble.join("\n"));
    assert!(count > 9, "only {count} charts");
}

/// The table of a chart: inside its figure, or where the chart points.
fn table_of<'h>(page: &'h Html, figure: ElementRef<'h>) -> Option<ElementRef<'h>> {
    figure.select(&css("table")).next().or_else(|| {
        let details = figure.attr("aria-details")?;
        first(page, &format!("[id='{details}']"))
    })
}

/// Rows of folded cells.
fn grid(table: ElementRef<'_>) -> Vec<Vec<String>> {
    let (rows, cells) = (css("tr"), css("th, td"));
    table.select(&rows).map(|row| row.select(&cells).map(|cell| bare(&words(cell))).collect()).collect()
}

fn csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("a mark for Excel")).unwrap();
    assert!(text.ends_with("\r\n"), "lines end for Excel");
    let (mut rows, mut cell, mut row, mut quoted) = (Vec::new(), String::new(), Vec::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(bare(&std::mem::take(&mut cell))),
            '\n' if !quoted => {
                row.push(bare(&std::mem::take(&mut cell)));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            c => cell.push(c),
        }
    }
    rows
}

/// Folded, without what only separates: brackets around a time, bullets, marks between several quantities.
fn bare(cell: &str) -> String {
    let items: String = cell.lines().map(|line| line.trim_start_matches('・')).collect();
    fold(&items).replace(['(', ')', '、', ',', ';', '/'], "")
}

fn numbers(text: &str) -> BTreeSet<String> {
    let folded = fold(text).replace(',', "");
    let parts = folded.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.map(|part| part.trim_matches('.').to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Whether a number is what one of the others is of another, in per cent: 27.3 where 3 of 11 were reached.
fn is_share(number: &str, known: &BTreeSet<String>) -> bool {
    let amounts: Vec<f64> = known.iter().filter_map(|number| number.parse().ok()).collect();
    let share = |part: f64, whole: f64| format!("{:.1}", 100.0 * part / whole) == number;
    number.contains('.') && amounts.iter().any(|part| amounts.iter().any(|whole| share(*part, *whole)))
}

/// Whether a number is the difference of two others.
fn is_gap(number: &str, known: &BTreeSet<String>) -> bool {
    let amounts: Vec<f64> = known.iter().filter_map(|number| number.parse().ok()).collect();
    let Ok(gap) = number.parse::<f64>() else { return false };
    amounts.iter().any(|one| amounts.iter().any(|other| (one - other - gap).abs() < 0.001))
}

#[test]
fn differences_are_seen() {
    let rows = |text: &str| csv(format!("\u{FEFF}{}\r\n", text.replace('\n', "\r\n")).as_bytes());
    let table = rows("区分,数（人）\n合計,\"1,530人\"");
    assert_eq!(table, [["区分", "数人"], ["合計", "1530人"]]);
    assert!(differences(&table, &table).is_empty());
    for other in
        ["区分,数（人）\n合計,\"1,531人\"", "区分,数（人）", "区分,割合\n合計,1", "時点,数（人）\n合計,\"1,530人\""]
    {
        assert!(!differences(&rows(other), &table).is_empty(), "{other}");
    }
    assert_eq!(numbers("合計1,530人の22.5％。"), BTreeSet::from(["1530".to_owned(), "22.5".to_owned()]));
}
