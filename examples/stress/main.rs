//! Writes a large site in the format of real ones: `cargo run --example stress -- DIR PLACES YEARS`.
//!
//! The same arguments give the same bytes. Sheets differ in length and figures; the sums hold, so that the site has
//! no findings. Used to measure, and by the checks in real browsers (longest names, empty sheets, many indicators).

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::from_iter_instead_of_collect,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "an example speaks to its caller and may stop where it fails"
)]

mod sentences;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sentences::sentence;

const SITE: &str = "title: 大規模な年報\npublisher: 試験用\nbase_url: https://nenpo.example.jp/stress/\n\
                    description: 速さと大きさを確かめるための、架空の自治体の年報です。実在の自治体や人とは関係がありません。\n\
                    contact: 試験用の窓口\n\
                    licence: { name: クリエイティブ・コモンズ 表示 4.0 国際, url: https://creativecommons.org/licenses/by/4.0/deed.ja }\n";
const FORM: &str = include_str!("../../content/forms/sheet-2021.yaml");
const GLOSSARY: &str = include_str!("../../content/glossary.yaml");
/// Words that no line can break by itself, and addresses as people paste them.
const LONG: &str = "Pneumonoultramicroscopicsilicovolcanoconiosis（じん肺）については \
                    <https://www.example.jp/departments/health-and-welfare/mental-health/community-based-integrated-care/2021/index.html?year=2021&form=sheet> \
                    を見る。アアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアア。";

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(folder), places, years) = (
        arguments.next().map(PathBuf::from),
        arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1200),
        arguments.next().and_then(|n| n.parse().ok()).unwrap_or(10),
    ) else {
        eprintln!("usage: stress DIR [PLACES] [YEARS]");
        return Ok(());
    };
    write(&folder.join("content"), places, years)
}

pub fn write(content: &Path, places: usize, years: usize) -> io::Result<()> {
    let last = 2025;
    fs::create_dir_all(content.join("forms"))?;
    fs::write(content.join("site.yaml"), SITE)?;
    fs::write(content.join("glossary.yaml"), GLOSSARY)?;
    fs::write(content.join("forms/sheet.yaml"), FORM.replace("years: 2021\n", "years: 1990-2100\n"))?;
    let mut list = String::new();
    for prefecture in 1..=47 {
        let code = with_check_digit(prefecture * 1000);
        let _ = writeln!(
            list,
            "pref-{prefecture}: {{ name: 第{prefecture}県, reading: だい{prefecture}けん, code: \"{code}\", category: 都道府県 }}"
        );
    }
    for place in 0..places {
        let (prefecture, number) = (place % 47 + 1, place / 47 + 100);
        let (code, name, category) = (with_check_digit(prefecture * 1000 + number), name(place), category(place));
        let _ = writeln!(
            list,
            "place-{place}: {{ name: {name}, reading: ち{place}, code: \"{code}\", prefecture: pref-{prefecture}, category: {category} }}"
        );
    }
    fs::write(content.join("places.yaml"), list)?;
    for year in (last + 1 - years)..=last {
        for place in 0..places {
            let folder = content.join(format!("{year}/place-{place}"));
            fs::create_dir_all(&folder)?;
            fs::write(folder.join("sheet.md"), sheet(place, year))?;
        }
    }
    Ok(())
}

/// The longest municipal names have six characters before their 町 or 村; some here are longer still.
fn name(place: usize) -> String {
    let kind = category(place).strip_prefix("中核").unwrap_or(category(place));
    let kind = kind.strip_prefix("指定都").unwrap_or(kind);
    match place % 50 {
        LARGEST => {
            format!("南アルプスとなみ野うつくしが丘まちづくり広域連合いちばん長い名前をもつ架空の{place}号{kind}")
        }
        0 | 17 | 34 => format!("いちばん長い名前をもつ架空の{place}号{kind}"),
        _ => format!("架空{place}{kind}"),
    }
}

fn category(place: usize) -> &'static str {
    ["市", "町", "村", "中核市", "指定都市"][place % 5]
}

/// The last digit of a local government's code follows from the first five.
fn with_check_digit(five: usize) -> String {
    let digits = format!("{five:05}");
    let sum: u32 =
        digits.chars().filter_map(|c| c.to_digit(10)).zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    format!("{digits}{}", (11 - sum % 11) % 10)
}

/// A number that looks random and is always the same for the same place, year and question.
fn draw(place: usize, year: usize, question: usize, below: usize) -> usize {
    let mut x =
        (place as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (year as u64).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^= (question as u64 + 7).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^= x >> 31;
    x = x.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    ((x ^ (x >> 29)) % below.max(1) as u64) as usize
}

/// Of fifty places one has a sheet with everything that is hard to set, and one a sheet of blanks.
const LARGEST: usize = 3;
const EMPTY: usize = 5;

/// What a municipality sends that has nothing to say yet: every section that the form requires, blank.
fn empty_sheet() -> String {
    let mut sheet = "---\nform: sheet\n人口: 記載なし\n特徴（強み）: 記載なし\n---\n".to_owned();
    for heading in HEADINGS.iter().chain(&BLANK) {
        let _ = writeln!(sheet, "## {heading}\n\n記載なし\n");
    }
    sheet
}

/// A table wider than any phone and any paper.
fn wide_table(place: usize, year: usize) -> String {
    let row = |cell: &dyn Fn(usize) -> String| format!("|{}|\n", (1..=14).map(cell).collect::<Vec<_>>().join("|"));
    let mut table =
        row(&|column| if column == 1 { "圏域".to_owned() } else { format!("{column}月の相談件数") });
    table.push_str(&row(&|_| "---".to_owned()));
    for area in 1..=12 {
        table.push_str(&row(&|column| match column {
            1 => format!("第{area}障害保健福祉圏域"),
            _ => (draw(place, year, area * 20 + column, 90_000)).to_string(),
        }));
    }
    table
}

const HEADINGS: [&str; 2] = [
    "精神障害にも対応した地域包括ケアシステムの構築に向けた取組概要（全体）",
    "精神障害にも対応した地域包括ケアシステムの構築に向けた取組の経緯",
];

const BLANK: [&str; 2] = [
    "精神障害にも対応した地域包括ケアシステム構築に資する取組の成果・効果",
    "精神障害にも対応した地域包括ケアシステムの構築に向けた今年度の取組スケジュール",
];

fn sheet(place: usize, year: usize) -> String {
    if place % 50 == EMPTY {
        return empty_sheet();
    }
    let large = place % 50 == LARGEST;
    let pick = |question, below| draw(place, year, question, below);
    let near = |question, below| draw(place, 0, question, below) + below + pick(question, below / 5);
    let (short, middle, old, young) = (near(1, 400), near(2, 300), near(3, 400), near(4, 300));
    let (long, total) = (old + young, short + middle + old + young);
    let rates = [pick(5, 30) + 50, pick(5, 30) + 62, pick(5, 30) + 68];
    let mut sheet = format!(
        "---\nform: sheet\ntitle: {year}年度の取組\n人口: {{ 値: {}人, 時点: {year}年4月 }}\n精神科病床数: {{ 値: {}床, 時点: {year}年4月 }}\n\
         入院精神障害者数:\n  時点: {year}年6月\n  合計: {total}人\n  ３か月未満: {short}人\n  ３か月以上１年未満: {middle}人\n  １年以上: {long}人\n\
         \x20 うち６５歳以上: {old}人\n  うち６５歳未満: {young}人\n退院率:\n  入院後３か月時点: {}％\n  入院後６か月時点: {}％\n  入院後１年時点: {}％\n",
        // Much the same every year, as places are.
        draw(place, 0, 6, 2_000_000) + 900 + year % 100 * 7 + pick(6, 6),
        total + draw(place, 0, 7, 900),
        rates[0],
        rates[1],
        rates[2],
    );
    sheet.push_str("results:\n");
    let indicators = if large { 40 } else { 3 };
    for indicator in 0..indicators {
        let target = pick(20 + indicator, 60) + 1;
        let actual = match pick(90 + indicator, 9) {
            0 => "調査中".to_owned(),
            1 => "記載なし".to_owned(),
            _ => format!("{}件", pick(50 + indicator, 70)),
        };
        let effect = if large { LONG.to_owned() } else { sentence(place, year, 800 + indicator) };
        let _ = writeln!(
            sheet,
            "  - {{ indicator: 指標その{indicator}の実施件数, id: item-{indicator}, target: {target}件, actual: {actual}, effect: \"{effect}\" }}"
        );
    }
    sheet.push_str("strengths: 相談支援の体制が重なり合っている。\nissues:\n");
    for issue in 0..3 {
        let policy = sentence(place, year, 900 + issue);
        let _ = writeln!(
            sheet,
            "  - issue: 課題その{issue}（{year}年度）\n    policy: {policy}\n    roles: {{ 行政: 会議の開催, 医療: 会議への参加, 福祉: 講師の協力, その他関係機関・住民等: 記載なし }}"
        );
    }
    sheet.push_str("schedule:\n  - { period: 4月, item: 会議, detail: 計画をつくる }\n  - { period: 10月～11月, item: 研修, detail: 中間のまとめ }\n---\n");
    for heading in HEADINGS {
        let _ = writeln!(sheet, "## {heading}\n");
        if large {
            let _ = writeln!(sheet, "{LONG}\n\n### 圏域ごとの相談件数\n\n{}", wide_table(place, year));
        }
        for paragraph in 0..=pick(11, 5) {
            let question = if heading == HEADINGS[0] { 100 } else { 400 } + paragraph * 3;
            let _ = writeln!(
                sheet,
                "{}\n{}\n\n- 協議の場を{}回\n- 研修会を{}回\n- 訪問を{}件\n",
                sentence(place, year, question),
                sentence(place, year, question + 1),
                pick(30 + paragraph, 12) + 1,
                pick(40 + paragraph, 9) + 1,
                pick(60 + paragraph, 300)
            );
        }
    }
    sheet
}
