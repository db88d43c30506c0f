//! Two hundred notes on a sheet of many rows that say much the same, then thirty edits of the sheet: every note is at its
//! row still, and a note on a row that went says so.

use std::collections::HashMap;

use scraper::{ElementRef, Html, Selector};
use serde_json::json;

use super::{Site, text_of};

const FORM: &str = "title: 試験の様式\nshort: 試験\nyears: 2021-2030\nsheet: true\nsections:\n\
    \x20 - { id: results, heading: 成果, fields: { results: { label: 成果, kind: indicators, indicator: 指標, columns: { target: 目標, actual: 実績, effect: 効果 } } } }\n\
    \x20 - { id: work, heading: 課題, fields: { issues: { label: 課題と方針, kind: table, columns: { issue: 課題, policy: 方針 } } } }\n\
    \x20 - { id: schedule, heading: 予定, fields: { schedule: { label: 予定, kind: schedule, columns: { period: 時期, item: 項目, detail: 内容 } } } }\n";
const SHARES: &str = "members: { for: 委員, places: [kitahama], years: 2021, until: 2027-03-31 }\n";
const SHEET: &str = "content/2021/kitahama/sheet.md";

/// Small random numbers, the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const WHO: [&str; 16] = [
    "保健所",
    "精神科病院",
    "相談支援事業所",
    "家族会",
    "市役所",
    "不動産業者",
    "訪問看護ステーション",
    "当事者会",
    "消防署",
    "民生委員",
    "薬剤師会",
    "大学の研究室",
    "居住支援法人",
    "救急病院",
    "自治会",
    "高齢介護課",
];
const WHAT: [&str; 16] = [
    "研修会",
    "個別支援会議",
    "退院後の支援計画",
    "住まいの相談会",
    "普及啓発のリーフレット",
    "事例検討",
    "家族教室",
    "意向調査",
    "夜間の電話相談",
    "外出の同行",
    "茶話会",
    "保証人の確保",
    "体験談の発表",
    "空床の確保",
    "動画の教材",
    "地域連携票",
];
const DOES: [&str; 12] = [
    "を開く",
    "を続ける",
    "を見直す",
    "を広げる",
    "を試みる",
    "を計画する",
    "を委託する",
    "を再開する",
    "を冊子にまとめる",
    "を年度内に終える",
    "を予算に計上する",
    "を関係者に配る",
];

/// A row, known by its number whatever becomes of it.
#[derive(Clone)]
struct Row {
    id: usize,
    words: [String; 2],
    number: usize,
}

struct Sheet {
    /// 成果, 課題, 予定.
    tables: [Vec<Row>; 3],
    next: usize,
}

impl Sheet {
    fn row(&mut self, random: &mut Random) -> Row {
        self.next += 1;
        let mut sentence = || format!("{}と{}{}", random.pick(&WHO), random.pick(&WHAT), random.pick(&DOES));
        let words = [sentence(), format!("{}。{}", sentence(), sentence())];
        Row { id: self.next, words, number: random.below(90) + 1 }
    }

    /// The file, and the line of each row.
    fn write(&self) -> (String, HashMap<usize, usize>) {
        let mut lines: Vec<String> = vec!["---".into(), "form: test".into()];
        let mut at = HashMap::new();
        for (table, key) in self.tables.iter().zip(["results", "issues", "schedule"]) {
            lines.push(format!("{key}:"));
            for row in table {
                at.insert(row.id, lines.len() + 1);
                let ([one, other], number) = (&row.words, row.number);
                match key {
                    "results" => {
                        lines.push(format!("  - {{ 指標: {one}, 目標: {number}件, 実績: {number}件, 効果: {other} }}"));
                    }
                    "issues" => lines.extend([format!("  - 課題: {one}"), format!("    方針: {other}")]),
                    _ => lines.extend([
                        format!("  - 時期: {}月", number % 12 + 1),
                        format!("    項目: {one}"),
                        format!("    内容: {other}"),
                    ]),
                }
            }
        }
        lines.push("---\n".into());
        (lines.join("\n"), at)
    }

    fn edit(&mut self, random: &mut Random) {
        let table = random.below(3);
        let at = random.below(self.tables[table].len());
        match random.below(6) {
            0 => {
                let row = self.row(random);
                self.tables[table].insert(at, row);
            }
            1 => drop(self.tables[table].remove(at)),
            2 => {
                let row = self.tables[table].remove(at);
                let to = random.below(self.tables[table].len());
                self.tables[table].insert(to, row);
            }
            3 => self.tables[table][at].words[1].push_str("。関係者に知らせる"),
            4 => self.tables[table][at].words[0] = format!("市の{}", self.tables[table][at].words[0]),
            _ => self.tables[table][at].number += 1,
        }
    }
}

/// Runs one round; how many notes moved to another row, and how many lost theirs.
pub fn run(seed: u64) -> (usize, usize) {
    let mut random = Random(seed);
    let mut sheet = Sheet { tables: [vec![], vec![], vec![]], next: 0 };
    for (table, rows) in [40, 30, 20].into_iter().enumerate() {
        for _ in 0..rows {
            let row = sheet.row(&mut random);
            sheet.tables[table].push(row);
        }
    }
    let site = Site::of("tests/commands/site");
    site.put("content/forms/test.yaml", FORM);
    site.put("content/shares.yaml", SHARES);
    site.put(SHEET, &sheet.write().0);
    let page = site.share(&["members", "--plain"]);
    let html = Html::parse_document(&page);

    let ids: Vec<(&str, Vec<usize>)> = ["results", "issues", "schedule"]
        .into_iter()
        .zip(&sheet.tables)
        .map(|(key, rows)| (key, rows.iter().map(|row| row.id).collect()))
        .collect();
    let (mut notes, mut rows) = (Vec::new(), Vec::new());
    for number in 0..200 {
        let (key, ids) = &ids[random.below(3)];
        let at = random.below(ids.len());
        let anchor = format!("{key}-{}", at + 1);
        let selector = Selector::parse(&format!("[id='2021/kitahama:{anchor}']")).unwrap();
        let row = html.select(&selector).next().unwrap_or_else(|| panic!("no {anchor}"));
        let cut = |text: String, length: usize| text.chars().take(length).collect::<String>();
        let beside = |row: Option<ElementRef<'_>>| row.map_or_else(String::new, |row| cut(text_of(row), 40));
        notes.push(json!({
            "id": format!("n{number}"), "date": "2026-11-21", "page": "2021/kitahama.html", "anchor": anchor,
            "quote": {
                "exact": cut(text_of(row), 300),
                "before": beside(row.prev_siblings().find_map(ElementRef::wrap)),
                "after": beside(row.next_siblings().find_map(ElementRef::wrap)),
            },
            "note": format!("note {number} on {}", ids[at]),
        }));
        rows.push(ids[at]);
    }
    let file = json!({ "format": "nenpo-notes", "version": 1, "share": "members", "name": "", "notes": notes });
    site.put("notes.json", &file.to_string());

    for _ in 0..30 {
        sheet.edit(&mut random);
    }
    let (text, lines) = sheet.write();
    site.put(SHEET, &text);
    let told = site.ok(&["notes", "notes.json"]);
    let mut wrong = Vec::new();
    let (mut placed, mut moved, mut gone) = (0, 0, 0);
    for block in told.split("\n\n").filter(|block| block.contains("note ")) {
        let number =
            block.split("  note ").nth(1).and_then(|rest| rest.split(' ').next()).and_then(|n| n.parse::<usize>().ok());
        let Some(number) = number else { panic!("{block}") };
        let line = block.split(':').nth(1).and_then(|line| line.parse::<usize>().ok());
        let is_gone = block.contains("the row is gone");
        let right = match lines.get(&rows[number]) {
            Some(expected) => line == Some(*expected) && !is_gone,
            None => is_gone,
        };
        placed += 1;
        moved += usize::from(block.contains("in another row"));
        gone += usize::from(is_gone);
        if !right {
            wrong.push(format!("expected {:?}\n{block}", lines.get(&rows[number])));
        }
    }
    assert!(wrong.is_empty(), "{} of {placed} notes are at another row:\n{}", wrong.len(), wrong.join("\n\n"));
    assert_eq!(placed, 200);
    let beside = std::fs::read_to_string(site.path("content/2021/kitahama/sheet.notes.md")).unwrap();
    assert_eq!(beside.matches("<!-- note ").count(), 200);
    // Read again, nothing is written twice, and what people added stays.
    site.put("content/2021/kitahama/sheet.notes.md", &beside.replacen("note 7 on", "対応済み note 7 on", 1));
    site.ok(&["notes", "notes.json"]);
    let again = std::fs::read_to_string(site.path("content/2021/kitahama/sheet.notes.md")).unwrap();
    assert!(again.len() > beside.len() && again.matches("<!-- note ").count() == 200);
    (moved, gone)
}
