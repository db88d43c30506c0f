//! What files tell about counts, in whatever way: cells of tables, sentences, descriptions and widths of charts, CSV,
//! JSON, the ZIP, the feed. Each way is also shown a leak.

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};

use nenpo::text::csv::csv;
use nenpo::workbook::{CellStyle, Workbook, Worksheet, WorksheetCell, WorksheetRow};
use scraper::{ElementRef, Html};
use serde_json::Value;

use super::Files;
use super::town::{Cell, FIRST_YEAR, Sheet, Towns};
use crate::case::unzipped;
use crate::page::{css, fold, parse};
use crate::search::{packed, unpacked};

/// A sheet, as its place and year.
pub type Key = (usize, usize);

/// Something told about counts.
#[derive(Clone, Debug)]
pub enum Fact {
    /// A count is between two numbers.
    Count(Key, Cell, i64, i64),
    /// A count is such a share of the total, in per cent, give or take so much.
    Share(Key, Cell, f64, f64),
    /// A count is so much more than that of another year.
    More(Key, Cell, usize, i64),
}

/// Everything told by some files.
#[derive(Clone, Debug, Default)]
pub struct Facts(pub Vec<Fact>);

impl Facts {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Those that are not true: then they were misread, and would prove nothing.
    pub fn untrue(&self, towns: &Towns) -> Vec<&Fact> {
        let truth =
            |key: &Key, cell: &Cell| towns.sheets.iter().find(|sheet| sheet.key() == *key)?.cells.get(cell).copied();
        let untrue = |fact: &&Fact| match fact {
            Fact::Count(key, cell, low, high) => truth(key, cell).is_none_or(|count| !(*low..=*high).contains(&count)),
            Fact::Share(key, cell, share, about) => {
                let (part, whole) = (truth(key, cell), truth(key, &Cell::Total));
                let of_total = matches!(cell, Cell::Short | Cell::Middle | Cell::Long);
                let right = part
                    .zip(whole)
                    .is_some_and(|(part, whole)| (100.0 * part as f64 / whole as f64 - share).abs() <= about + 1e-6);
                of_total && !right
            }
            Fact::More(key, cell, year, by) => {
                truth(key, cell).zip(truth(&(key.0, *year), cell)).is_none_or(|(now, before)| now - before != *by)
            }
        };
        self.0.iter().filter(untrue).collect()
    }

    fn count(&mut self, key: Key, cell: Cell, count: i64) {
        self.0.push(Fact::Count(key, cell, count, count));
    }
}

/// The words of the form for each count, folded, longer ones first.
const LABELS: [(&str, Cell); 12] = [
    ("3か月以上1年未満", Cell::Middle),
    ("長期入院者数", Cell::LongStay),
    ("うち65歳以上", Cell::Old),
    ("うち65歳未満", Cell::Young),
    ("3か月未満", Cell::Short),
    ("入院者数", Cell::Total),
    ("1年以上", Cell::Long),
    ("現状値", Cell::Baseline),
    ("実績値", Cell::Actual),
    ("男性", Cell::Men),
    ("女性", Cell::Women),
    ("両方", Cell::All),
];

/// Ids in data, as field and part.
const IDS: [(&str, &str, Cell); 12] = [
    ("inpatients", "total", Cell::Total),
    ("inpatients", "short", Cell::Short),
    ("inpatients", "middle", Cell::Middle),
    ("inpatients", "long", Cell::Long),
    ("inpatients", "long／old", Cell::Old),
    ("inpatients", "long／young", Cell::Young),
    ("long_stay", "", Cell::LongStay),
    ("results", "baseline", Cell::Baseline),
    ("results", "actual", Cell::Actual),
    ("staff", "men", Cell::Men),
    ("staff", "women", Cell::Women),
    ("staff", "all", Cell::All),
];

/// Everything that all files tell.
pub fn all(files: &Files, towns: &Towns) -> Facts {
    Facts(files.iter().flat_map(|(path, bytes)| of_file(path, bytes, towns).0).collect())
}

/// The counts of a sheet that its own CSV shows.
pub fn shown(files: &Files, (place, year): &Key) -> BTreeSet<Cell> {
    let year = FIRST_YEAR + year;
    let csv = &files[&format!("data/{year}/p{place}/p{place}-{year}.csv")];
    rows(csv)
        .iter()
        .filter(|row| row.get("状態").is_some_and(|status| status == "数値"))
        .filter_map(|row| cell_of(&row["項目"], &row["内訳"]))
        .collect()
}

/// What one file tells.
pub fn of_file(path: &str, bytes: &[u8], towns: &Towns) -> Facts {
    let mut facts = Facts::default();
    match path.rsplit('.').next() {
        Some("csv") => of_csv(path, bytes, towns, &mut facts),
        Some("json") if path.contains('/') && !path.ends_with("datapackage.json") && !path.ends_with("schema.json") => {
            of_json(bytes, towns, &mut facts);
        }
        Some("zip") => {
            for (name, bytes) in unzipped(bytes).unwrap() {
                facts.0.extend(of_file(&format!("data/{name}"), &bytes, towns).0);
            }
        }
        Some("xlsx") => {
            for (title, rows) in crate::workbook::sheets(bytes) {
                let name = match title.rsplit_once(' ') {
                    Some((_, year)) => format!("data/sheets-{year}.csv"),
                    None => "data/figures.csv".to_owned(),
                };
                let Some((head, rows)) = rows.split_first().filter(|_| title != "説明") else { continue };
                facts.0.extend(of_file(&name, &csv(head, rows), towns).0);
            }
        }
        // A drawing says its figures in words, and by the widths of its bars.
        Some("html" | "svg") => of_html(path, &parse(bytes), towns, &mut facts),
        Some("js") => of_index(path, bytes, towns, &mut facts),
        Some("txt" | "xml") => of_text(path, &String::from_utf8_lossy(bytes), towns, &mut facts),
        _ => {}
    }
    facts
}

fn cell_of(field: &str, part: &str) -> Option<Cell> {
    IDS.iter().find(|(of, id, _)| *of == field && *id == part).map(|(.., cell)| *cell)
}

type Row = std::collections::BTreeMap<String, String>;

fn rows(bytes: &[u8]) -> Vec<Row> {
    let cells = crate::data::cells(bytes);
    let head = cells[0].clone();
    cells[1..].iter().map(|row| head.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

fn place_named(name: &str, towns: &Towns) -> Option<usize> {
    (0..towns.prefectures * towns.places).find(|place| towns.name(*place) == name)
}

fn of_csv(path: &str, bytes: &[u8], towns: &Towns, facts: &mut Facts) {
    for row in rows(bytes) {
        let key = row
            .get("自治体")
            .and_then(|name| Some((place_named(name, towns)?, row.get("年度")?.parse::<usize>().ok()? - FIRST_YEAR)));
        if let (Some(key), Some(field)) = (key, row.get("項目")) {
            let Some(cell) = cell_of(field, &row["内訳"]) else { continue };
            if let Ok(count) = row["値"].parse() {
                facts.count(key, cell, count);
            }
            sentence(&format!("{}{}", label(cell), row["記載"]), key, facts);
            sentence(&row["注記"], key, facts);
        } else if let (Some(key), Some(_)) = (key, row.get("ページ")) {
            for (head, value) in &row {
                let last = head.split('／').next_back().unwrap_or_default();
                let cell = if last == "合計" { Some(Cell::Total) } else { labelled(last) };
                if let (Some(cell), Ok(count)) = (cell, value.parse()) {
                    facts.count(key, cell, count);
                }
            }
        } else if let Some(key) = key_of(path, towns) {
            // The table of a chart: its first column names what the row is about.
            let name =
                row.get("区分").or(row.get("課題解決の達成度を測る指標")).map(String::as_str).unwrap_or_default();
            let cell = if name == "合計" { Some(Cell::Total) } else { labelled(name) };
            if let (Some(cell), Some(Ok(count))) =
                (cell, row.get("数（人）").map(|count| count.replace(',', "").parse()))
            {
                facts.count(key, cell, count);
            }
            if let (Some(cell), Some(Ok(share))) = (cell, row.get("割合（％）").map(|share| share.parse())) {
                facts.0.push(Fact::Share(key, cell, share, 0.05));
            }
            for (head, value) in &row {
                if let Some(cell) = labelled(head) {
                    sentence(&format!("{}{value}", label(cell)), key, facts);
                }
            }
        }
    }
}

fn of_json(bytes: &[u8], towns: &Towns, facts: &mut Facts) {
    let document: Value = serde_json::from_slice(bytes).unwrap();
    let Some(place) = document["place"]["name"].as_str().and_then(|name| place_named(name, towns)) else { return };
    let key = (place, usize::try_from(document["year"].as_u64().unwrap()).unwrap() - FIRST_YEAR);
    for answer in document["answers"].as_array().unwrap() {
        let part: Vec<&str> = answer["part"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let Some(cell) = cell_of(answer["field"].as_str().unwrap(), &part.join("／")) else { continue };
        let number = |name: &str| answer[name].as_f64();
        if let Some(count) = number("value") {
            facts.count(key, cell, count as i64);
        }
        if let Some(share) = number("share") {
            facts.0.push(Fact::Share(key, cell, share, 0.05));
        }
        for text in ["written", "note"] {
            sentence(&format!("{}{}", label(cell), answer[text].as_str().unwrap_or_default()), key, facts);
        }
    }
}

/// The sheet that an address is about.
fn key_of(path: &str, towns: &Towns) -> Option<Key> {
    let path = path.strip_prefix("data/").unwrap_or(path);
    let (year, place) = path.split_once('/')?;
    let place = place.split(['/', '.']).next()?.strip_prefix('p')?;
    Some((
        place.parse().ok().filter(|place| *place < towns.prefectures * towns.places)?,
        year.parse::<usize>().ok()?.checked_sub(FIRST_YEAR)?,
    ))
}

fn label(cell: Cell) -> &'static str {
    LABELS.iter().find(|(_, of)| *of == cell).map(|(label, _)| *label).unwrap()
}

/// The count that a head or caption names.
fn labelled(text: &str) -> Option<Cell> {
    let text = fold(text);
    LABELS.iter().find(|(label, _)| text.contains(label)).map(|(_, cell)| *cell)
}

/// The count that a path of words names, the inner ones last: 入院者数（1年以上）.
fn named_last(text: &str) -> Option<Cell> {
    let ends = LABELS.iter().filter_map(|(label, cell)| Some((text.rfind(label)? + label.len(), label.len(), *cell)));
    ends.max_by_key(|(end, length, _)| (*end, *length)).map(|(.., cell)| cell)
}

fn of_html(path: &str, page: &Html, towns: &Towns, facts: &mut Facts) {
    let own = key_of(path, towns);
    let place =
        own.map(|(place, _)| place).or_else(|| path.strip_prefix("places/p")?.strip_suffix(".html")?.parse().ok());
    let year = own
        .map(|(_, year)| year)
        .or_else(|| path.strip_suffix(".html")?.parse::<usize>().ok()?.checked_sub(FIRST_YEAR));
    for table in page.select(&css("table")) {
        of_table(table, (place, year), towns, facts);
    }
    for list in page.select(&css("dl.key-figures > div")) {
        let texts: Vec<String> = list.select(&css("dt, dd")).map(|part| part.text().collect::<String>()).collect();
        if let (Some(key), [name, value, ..]) = (own, &texts[..]) {
            sentence(&format!("{name}{value}"), key, facts);
            if let Some(cell) = labelled(name) {
                texts.iter().skip(2).for_each(|text| change(text, key, cell, facts));
            }
        }
    }
    // Sentences and descriptions; a chart over the years names the year before its counts.
    for text in page
        .select(&css("main, title, desc"))
        .flat_map(|element| element.text())
        .chain(page.select(&css("meta[content]")).filter_map(|meta| meta.attr("content")))
    {
        sentences(text, place, year, facts);
    }
    for chart in page.select(&css("svg.chart-composition")) {
        if let Some(key) = own {
            widths(chart, key, facts);
        }
    }
}

/// The shares that the widths of bars tell.
fn widths(chart: ElementRef<'_>, key: Key, facts: &mut Facts) {
    const WIDTH: f64 = 340.0;
    const GAP: f64 = 2.0;
    let groups: Vec<(Option<Cell>, f64)> = chart
        // What is missing is one outline for all that is missing: no more than the total less the rest.
        .select(&css("g[data-series]:not(.none)"))
        .filter_map(|group| {
            let width = group.select(&css("rect")).find_map(|rect| rect.attr("width")?.parse::<f64>().ok())?;
            Some((labelled(group.attr("data-series")?), width))
        })
        .collect();
    let gaps = GAP * (groups.len().max(3) - 1) as f64;
    for (cell, width) in groups {
        if let Some(cell) = cell {
            facts.0.push(Fact::Share(key, cell, 100.0 * width / (WIDTH - gaps), 2.0));
        }
    }
}

/// Every number of persons in a table, by the heads of its row and column, its caption and its page.
fn of_table(table: ElementRef<'_>, (place, year): (Option<usize>, Option<usize>), towns: &Towns, facts: &mut Facts) {
    let text = |element: ElementRef<'_>| fold(&element.text().collect::<String>());
    let caption = table.select(&css("caption")).map(text).collect::<String>();
    let heads: Vec<String> = table.select(&css("thead tr:last-child th")).map(text).collect();
    for row in table.select(&css("tbody tr")) {
        let cells: Vec<ElementRef<'_>> = row.select(&css("th, td")).collect();
        let head = cells.first().map(|cell| text(*cell)).unwrap_or_default();
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.value().name() == "td") {
            let column = heads.get(at).cloned().unwrap_or_default();
            // The nearest words that name a count; 合計 is the total of the patients.
            let named = |text: &String| if text.starts_with("合計") { Some(Cell::Total) } else { labelled(text) };
            let Some(about) = named(&head).or_else(|| named(&column)).or_else(|| labelled(&caption)) else { continue };
            let key_year = [&head, &column].into_iter().find_map(|text| year_in(text)).or(year);
            let key_place = [&head, &column].into_iter().find_map(|text| place_named(text, towns)).or(place);
            if let (Some(place), Some(year)) = (key_place, key_year) {
                let value = text(*cell);
                // How a ratio was calculated, of what its caption names.
                if let (Some((part, whole)), Some((above, below))) = (value.split_once('÷'), caption.split_once('÷'))
                {
                    for (about, count) in [(named_last(above), part), (named_last(below), whole)] {
                        // A share may stand behind it: 58人(46.4%).
                        let digits = count.chars().take_while(|c| c.is_ascii_digit() || *c == ',');
                        let digits: String = digits.filter(|c| *c != ',').collect();
                        if let (Some(about), Ok(count)) = (about, digits.parse()) {
                            facts.count((place, year), about, count);
                        }
                    }
                    continue;
                }
                let percent = column.contains('%') || head.contains('%') || value.contains('%');
                let number: String = value
                    .chars()
                    .skip_while(|c| !c.is_ascii_digit())
                    .take_while(|c| c.is_ascii_digit() || *c == '.' || *c == ',')
                    .filter(|c| *c != ',')
                    .collect();
                let counted = value.contains('人') || column.contains("(人)");
                match number.parse::<f64>() {
                    Ok(number) if percent && !value.contains('人') => {
                        facts.0.push(Fact::Share((place, year), about, number, 0.06));
                    }
                    Ok(number) if counted => facts.count((place, year), about, number as i64),
                    _ => {}
                }
                sentence(&format!("{}{value}", label(about)), (place, year), facts);
            }
        }
    }
}

/// A fiscal year named at the beginning of a text or anywhere in it: 令和3年度, (2021年度).
fn year_in(text: &str) -> Option<usize> {
    let at = text.find("年度")?;
    let before = &text[..at];
    let digits: String =
        before.chars().rev().take_while(char::is_ascii_digit).collect::<String>().chars().rev().collect();
    let number: usize = digits.parse().ok()?;
    let name = &before[..before.len() - digits.len()];
    let year = if name.ends_with("令和") {
        2018 + number
    } else if name.ends_with("平成") {
        1988 + number
    } else {
        number
    };
    year.checked_sub(FIRST_YEAR)
        .filter(|year| *year < 100)
        .or_else(|| text.ends_with("令和元年度").then_some(2019 - FIRST_YEAR))
}

fn of_text(path: &str, text: &str, towns: &Towns, facts: &mut Facts) {
    if path.ends_with(".xml") {
        for entry in text.split("<entry>").skip(1) {
            let place = (0..towns.prefectures * towns.places).find(|place| entry.contains(&format!("/p{place}.html")));
            let year = entry
                .split("term=\"")
                .nth(1)
                .and_then(|rest| rest.get(..4)?.parse::<usize>().ok())
                .and_then(|year| year.checked_sub(FIRST_YEAR));
            sentences(entry, place, year, facts);
        }
    } else if let Some(key) = key_of(path, towns) {
        text.lines().for_each(|line| sentence(line, key, facts));
    }
}

/// The texts of the search index: cells of tables stand in lines of their own, the number after its label.
fn of_index(path: &str, bytes: &[u8], towns: &Towns, facts: &mut Facts) {
    let Some(text) = unpacked(path, bytes).filter(|text| text.starts_with(b"[[")) else { return };
    let pages: Value = serde_json::from_slice(&text).unwrap();
    for page in pages.as_array().into_iter().flatten() {
        let Some(key) = page[0].as_str().and_then(|path| key_of(path, towns)) else { continue };
        for section in page[4].as_array().into_iter().flatten() {
            let lines: Vec<&str> = section[2].as_str().unwrap_or_default().lines().collect();
            lines.iter().for_each(|line| sentence(line, key, facts));
            for cells in lines.windows(2).filter(|cells| labelled(&fold(cells[0])).is_some()) {
                sentence(&cells.concat(), key, facts);
            }
        }
    }
}

/// Sentences of which some name a year before their counts.
fn sentences(text: &str, place: Option<usize>, year: Option<usize>, facts: &mut Facts) {
    let Some(place) = place else { return };
    let folded = fold(text);
    let mut pieces: Vec<&str> = Vec::new();
    let mut rest = folded.as_str();
    while let Some(at) = rest
        .char_indices()
        .skip(1)
        .map(|(at, _)| at)
        .find(|at| rest[*at..].starts_with("令和") || rest[*at..].starts_with("平成"))
    {
        pieces.push(&rest[..at]);
        rest = &rest[at..];
    }
    pieces.push(rest);
    let total = folded.contains("入院者数");
    for piece in pieces {
        let of_year = (piece.starts_with("令和") || piece.starts_with("平成")).then(|| year_in(piece)).flatten();
        let Some(year) = of_year.or(year) else { continue };
        // 入院者数は、令和3年度89人: the total follows the year.
        let after = piece.split_once("年度").map_or("", |(_, after)| after);
        if total && of_year.is_some() && after.starts_with(|c: char| c.is_ascii_digit()) && !piece.contains("年度から")
        {
            sentence(&format!("入院者数{after}"), (place, year), facts);
        } else {
            sentence(piece, (place, year), facts);
        }
    }
}

/// Labels followed by a number of persons, by a share, or by both.
fn sentence(text: &str, key: Key, facts: &mut Facts) {
    let folded = fold(text).replace(',', "");
    let mut covered = vec![false; folded.len()];
    for (label, cell) in LABELS {
        for (at, _) in folded.match_indices(label) {
            if covered[at] {
                continue;
            }
            covered[at..at + label.len()].fill(true);
            let rest = folded[at + label.len()..].trim_start_matches([':', '、', '。', 'は', 'が', '(', '人', ')']);
            add_fact(rest, key, cell, facts);
        }
    }
}

/// 5人, 5人(6.3%), 6.3%.
fn add_fact(rest: &str, key: Key, cell: Cell, facts: &mut Facts) {
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    let Ok(number) = number.parse::<f64>() else { return };
    if let Some(rest) = rest.strip_prefix('人') {
        facts.count(key, cell, number as i64);
        if let Some(rest) = rest.strip_prefix('(') {
            add_fact(rest, key, cell, facts);
        }
    } else if rest.starts_with('%') {
        facts.0.push(Fact::Share(key, cell, number, 0.06));
    }
}

/// 前回（令和3年度）より 12人 増
fn change(text: &str, key: Key, cell: Cell, facts: &mut Facts) {
    let folded = fold(text).replace(',', "");
    let Some((before, after)) = folded.split_once("より") else {
        if let (true, Some(year)) = (folded.contains("と同じ"), year_in(&folded)) {
            facts.0.push(Fact::More(key, cell, year, 0));
        }
        return;
    };
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    let sign = if after.ends_with('減') { -1 } else { 1 };
    if let (Some(year), Ok(number)) = (year_in(before), digits.parse::<i64>()) {
        facts.0.push(Fact::More(key, cell, year, sign * number));
    }
}

/// A leak: its name, the file and its bytes.
pub type Leak = (&'static str, String, Vec<u8>);

/// One leak in each channel, with the count that they betray, as the attack names it, and its place.
pub fn leaks(towns: &Towns, files: &Files) -> (String, usize, Vec<Leak>) {
    let fits = |sheet: &&Sheet| {
        let shown = shown(files, &sheet.key());
        let hidden =
            [Cell::Short, Cell::Middle].iter().all(|cell| sheet.cells.contains_key(cell) && !shown.contains(cell));
        // The next year reports the same survey again.
        let again =
            |next: &&Sheet| next.place == sheet.place && next.year == sheet.year + 1 && next.as_of == sheet.as_of;
        let again = towns.sheets.iter().find(again).is_some_and(|next| next.cells.contains_key(&Cell::Short));
        let known = shown.contains(&Cell::Total) && shown.contains(&Cell::Long);
        let small = towns.least(sheet.place).is_some()
            && towns.is_small(sheet.place, sheet.cells.get(&Cell::Short).copied().unwrap_or_default());
        !towns.is_prefecture(sheet.place) && hidden && again && known && small && sheet.cells[&Cell::Total] < 150
    };
    let sheet = towns.sheets.iter().find(fits).expect("a sheet to leak in");
    let (place, year) = (sheet.place, FIRST_YEAR + sheet.year);
    let [short, middle, total] = [Cell::Short, Cell::Middle, Cell::Total].map(|cell| sheet.cells[&cell]);
    let mut leaks: Vec<Leak> = Vec::new();
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap_or_else(|_| panic!("{path} is text"));
    let page = format!("{year}/p{place}.html");
    let html = text(&page);
    let csv = format!("data/{year}/p{place}/p{place}-{year}.csv");
    let replaced = |path: &str, from: &str, to: &str| {
        let old = text(path);
        assert!(old.contains(from), "{path} does not hold {from}");
        old.replacen(from, to, 1).into_bytes()
    };
    let in_row = |path: &str, starts: &str, from: &str, to: &str| {
        let old = text(path);
        let at = old.find(starts).unwrap_or_else(|| panic!("{path} has no {starts}"));
        let (head, tail) = old.split_at(at);
        assert!(tail.contains(from), "{path} does not hold {from} after {starts}");
        format!("{head}{}", tail.replacen(from, to, 1)).into_bytes()
    };
    let add = |path: &str, before: &str, more: &str| in_row(path, before, before, &format!("{more}{before}"));
    leaks.push(("a table", page.clone(), in_row(&page, "3か月未満", "非公表", &format!("{short}人"))));
    leaks.push((
        "a share",
        page.clone(),
        add(&page, "</main>", &format!("<p>３か月未満は{:.1}％</p>", 100.0 * short as f64 / total as f64)),
    ));
    leaks.push((
        "a chart's description",
        page.clone(),
        add(&page, "</main>", &format!("<svg><desc>内訳は、３か月未満{short}人。</desc></svg>")),
    ));
    let of_sheet = format!("data/{year}/p{place}/");
    let mut drawings = files.keys().filter(|path| path.starts_with(&of_sheet) && path.ends_with(".svg"));
    let drawing = drawings.next().unwrap_or_else(|| panic!("{page} has no drawing as a file"));
    leaks.push((
        "the description of a drawing",
        drawing.clone(),
        add(drawing, "</desc><style>", &format!("内訳は、３か月未満{short}人。")),
    ));
    let bar = |share: i64| 336.0 * share as f64 / total as f64;
    let drawn = format!(
        "<svg class=\"chart chart-composition\"><g data-series=\"３か月未満\"><rect width=\"{:.1}\"/></g></svg>",
        bar(short)
    );
    leaks.push(("a chart's geometry", page.clone(), add(&page, "</main>", &drawn)));
    leaks.push((
        "the count beside it",
        page.clone(),
        add(&page, "</main>", &format!("<p>３か月以上１年未満{middle}人</p>")),
    ));
    leaks.push((
        "the page's description",
        page.clone(),
        replaced(
            &page,
            "<meta name=\"description\" property=\"og:description\" content=\"",
            &format!("<meta name=\"description\" property=\"og:description\" content=\"３か月未満{short}人 "),
        ),
    ));
    assert!(html.contains("非公表"));
    let text_version = format!("{year}/p{place}.txt");
    leaks.push(("the text", text_version.clone(), in_row(&text_version, "3か月未満", "非公表", &format!("{short}人"))));
    let row = |path: &str| {
        let name = format!("{},{year},", towns.name(place));
        let mut rows: Vec<String> = text(path).split("\r\n").map(str::to_owned).collect();
        let at = rows.iter().position(|row| row.contains(&name) && row.contains(",short,")).unwrap();
        let mut cells: Vec<String> = rows[at].split(',').map(str::to_owned).collect();
        let value = rows[0].split(',').position(|head| head == "値").unwrap();
        cells[value] = short.to_string();
        rows[at] = cells.join(",");
        rows.join("\r\n").into_bytes()
    };
    for path in [csv.clone(), "data/figures.csv".to_owned(), format!("data/figures-{year}.csv")] {
        leaks.push(("a long table", path.clone(), row(&path)));
    }
    let (shard, index) = files
        .iter()
        .filter_map(|(path, bytes)| Some((path, unpacked(path, bytes)?)))
        .find(|(_, text)| text.starts_with(b"[[") && String::from_utf8_lossy(text).contains(&format!("\"{page}\"")))
        .expect("the page is in the index");
    let index = String::from_utf8(index).unwrap();
    let (head, tail) = index.split_at(index.find(&format!("\"{page}\"")).unwrap());
    for (name, from, to) in [
        ("a cell in the search index", "3か月未満\\n非公表", format!("3か月未満\\n{short}人")),
        ("a sentence in the search index", "\\n", format!("\\n３か月未満は{short}人。\\n")),
    ] {
        assert!(tail.contains(from), "{shard} does not hold {from}: {tail}");
        leaks.push((name, shard.clone(), packed(format!("{head}{}", tail.replacen(from, &to, 1)).as_bytes())));
    }
    let json = csv.replace(".csv", ".json");
    leaks.push((
        "the JSON",
        json.clone(),
        replaced(&json, "\"part\":[\"short\"]", &format!("\"part\":[\"short\"],\"value\":{short}")),
    ));
    leaks.push((
        "a share in the JSON",
        json.clone(),
        replaced(
            &json,
            "\"part\":[\"short\"]",
            &format!("\"part\":[\"short\"],\"share\":{:.1}", 100.0 * short as f64 / total as f64),
        ),
    ));
    leaks.push((
        "a remark in the JSON",
        json.clone(),
        in_row(&json, "\"part\":[\"short\"]", "うち新規非公表", &format!("３か月未満は{short}人")),
    ));
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    packed.start_file("figures.csv", zip::write::SimpleFileOptions::default()).unwrap();
    packed.write_all(&row("data/figures.csv")).unwrap();
    leaks.push(("the ZIP", "data/nenpo-data.zip".to_owned(), packed.finish().unwrap().into_inner()));
    let cells = |row: &Vec<String>| {
        let cells = (0..).zip(row).map(|(column, text)| WorksheetCell::new(column, text.as_str(), CellStyle::Plain));
        WorksheetRow { cells: cells.collect(), ..WorksheetRow::default() }
    };
    let rows = crate::data::cells(&row("data/figures.csv")).iter().map(cells).collect();
    let sheets = vec![Worksheet { title: "数値など".to_owned(), rows, ..Worksheet::default() }];
    let workbook = Workbook { sheets, ..Workbook::default() };
    leaks.push(("the workbook", "data/nenpo-data.xlsx".to_owned(), nenpo::workbook::pack(&workbook)));
    let wide = format!("data/sheets-{year}.csv");
    let rows: Vec<String> = text(&wide).split("\r\n").map(str::to_owned).collect();
    let column = rows[0].split(',').position(|head| head == "入院者数／３か月未満").unwrap();
    let leaked: Vec<String> = rows
        .iter()
        .map(|row| {
            let mut cells: Vec<String> = row.split(',').map(str::to_owned).collect();
            if cells.get(2) == Some(&towns.name(place)) {
                cells[column] = short.to_string();
            }
            cells.join(",")
        })
        .collect();
    leaks.push(("the wide table", wide, leaked.join("\r\n").into_bytes()));
    let next = format!("data/{0}/p{place}/p{place}-{0}.json", year + 1);
    leaks.push((
        "the next year's sheet",
        next.clone(),
        replaced(&next, "\"part\":[\"short\"]", &format!("\"part\":[\"short\"],\"value\":{short}")),
    ));
    let place_page = format!("places/p{place}.html");
    leaks.push(("the place's page", place_page.clone(), add(&place_page, "</main>", &format!("<table><thead><tr><th>年度</th><th>３か月未満（人）</th></tr></thead><tbody><tr><th>（{year}年度）</th><td>{short}</td></tr></tbody></table>"))));
    let year_page = format!("{year}.html");
    leaks.push(("the year's page", year_page.clone(), add(&year_page, "</main>", &format!("<table><thead><tr><th>自治体</th><th>３か月未満（人）</th></tr></thead><tbody><tr><th>{}</th><td>{short}</td></tr></tbody></table>", towns.name(place)))));
    leaks.push((
        "the years in a sentence",
        place_page.clone(),
        add(
            &place_page,
            "</main>",
            &format!("<svg><desc>令和{}年度{total}人（３か月未満{short}人）。</desc></svg>", year.saturating_sub(2018)),
        ),
    ));
    let feed = text("feed.xml");
    let entry = format!(
        "<entry><link href=\"https://example.jp/{year}/p{place}.html\"/><category term=\"{year}\"/><summary>３か月未満{short}人</summary></entry></feed>"
    );
    leaks.push(("the feed", "feed.xml".to_owned(), feed.replace("</feed>", &entry).into_bytes()));
    (format!("p{place} {year} Short"), place, leaks)
}
