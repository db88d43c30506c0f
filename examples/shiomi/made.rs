//! The files that the script makes, by their path in `content/`.
//!
//! Figures move a little each year, by numbers that look random and are always the same; texts say what the figures say.
//! Life is uneven: sheets are missing, small towns have small numbers, a village joins a city, a way of counting changes,
//! an answer comes late, a figure is corrected.

mod topics;
mod towns;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use topics::{TOPICS, Topic};
use towns::{PREFECTURE, TOWNS, Town};

/// The forms of the repository's own site; those of the years between differ in the years they print.
const FORMS: [(&str, &str); 5] = [
    ("sheet-2021", include_str!("../../content/forms/sheet-2021.yaml")),
    ("sheet-2021-prefecture", include_str!("../../content/forms/sheet-2021-prefecture.yaml")),
    ("sheet-2023", include_str!("../../content/forms/sheet-2023.yaml")),
    ("committee-report", include_str!("../../content/forms/committee-report.yaml")),
    ("committee-plan", include_str!("../../content/forms/committee-plan.yaml")),
];
const MEASURES: &str = include_str!("../../content/measures.yaml");
const GLOSSARY: &str = include_str!("../../content/glossary.yaml");

/// The village that became a part of a city in the year.
const MERGED: (&str, &str, i32) = ("hotate", "aose", 2023);

pub fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for (name, form) in FORMS {
        files.insert(format!("forms/{name}.yaml"), form.to_owned());
    }
    for year in [2022, 2024] {
        files.insert(format!("forms/sheet-{year}.yaml"), later_form(year));
    }
    files.insert("measures.yaml".to_owned(), MEASURES.to_owned());
    files.insert("glossary.yaml".to_owned(), GLOSSARY.to_owned());
    files.insert("places.yaml".to_owned(), places());
    for town in TOWNS.iter().chain([&PREFECTURE]) {
        for &year in town.years {
            files.insert(format!("{year}/{}/sheet.md", town.id), sheet(town, year));
        }
    }
    files
}

/// The form of the year before with its own times.
fn later_form(year: i32) -> String {
    let (before, era) = (year - 1, year - 2018);
    let form = FORMS.iter().find(|(name, _)| *name == format!("sheet-{before}")).map_or("", |(_, form)| form);
    let mut lines = format!(
        "# 令和{era}年度のシートの様式。時点のほかは、前の年度の様式と同じ\n\
         title: 精神障害にも対応した地域包括ケアシステムの構築に関するシート\n\
         short: 構築状況シート\n\
         extends: sheet-{before}\n\
         years: {year}\n\
         sheet: true\n\
         sections:\n"
    );
    for section in form.split("\n  - id: ").skip(1) {
        let id = section.lines().next().unwrap_or_default();
        match id {
            "results" | "strengths-and-issues" => {
                let _ = writeln!(lines, "  - id: {}", section.trim_end());
            }
            // These two ask for the years of the form of 2021.
            "special-matters" | "rollout" => {}
            _ => {
                let _ = writeln!(lines, "  - id: {id}");
            }
        }
    }
    // The years as the two papers print them.
    for (from, to) in [
        ("令和２年度まで", format!("令和{}年度まで", era - 1)),
        ("令和4年度まで", format!("令和{}年度まで", era - 1)),
        ("R2年度", format!("R{}年度", era - 1)),
        ("R4年度", format!("R{}年度", era - 1)),
        ("令和３年度末", format!("令和{era}年度末")),
        ("令和5年度末", format!("令和{era}年度末")),
    ] {
        lines = lines.replace(from, &to);
    }
    lines
}

fn places() -> String {
    let mut lines = String::from("# 架空の県と市町村。番号48の都道府県はない。code の末尾は検査数字\n");
    for town in [&PREFECTURE].into_iter().chain(&TOWNS) {
        let prefecture = if town.id == PREFECTURE.id { "" } else { "prefecture: shiomi, " };
        let _ = writeln!(
            lines,
            "{}: {{ name: {}, reading: {}, code: \"{}\", {prefecture}category: {} }}",
            town.id,
            town.name,
            town.reading,
            with_check_digit(town.code),
            town.category
        );
    }
    lines
}

/// The last digit of a local government's code follows from the first five.
fn with_check_digit(five: u32) -> String {
    let digits = format!("{five:05}");
    let sum: u32 =
        digits.chars().filter_map(|c| c.to_digit(10)).zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    format!("{digits}{}", (11 - sum % 11) % 10)
}

/// A number from 0 up to `below` that looks random and is always the same for a place, a year and a question.
fn draw(town: &Town, year: i32, question: &str, below: u32) -> u32 {
    let mut x = 0xCBF2_9CE4_8422_2325_u64;
    for byte in format!("{} {year} {question}", town.id).bytes() {
        x = (x ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    x = (x ^ (x >> 31)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    u32::try_from((x ^ (x >> 29)) % u64::from(below.max(1))).unwrap_or(0)
}

/// What a sheet says of its place in numbers.
struct Figures {
    population: i32,
    hospitals: u32,
    beds: u32,
    /// In hospital for less than three months, for less than a year, for longer: below 65 and above.
    inpatients: [u32; 4],
    offices: [u32; 3],
}

fn figures(town: &Town, year: i32) -> Figures {
    if town.id == PREFECTURE.id {
        return TOWNS.iter().map(|town| figures(town, year)).fold(
            Figures { population: 0, hospitals: 0, beds: 0, inpatients: [0; 4], offices: [0; 3] },
            |mut sum, one| {
                sum.population += one.population;
                sum.hospitals += one.hospitals;
                sum.beds += one.beds;
                for (sum, one) in sum.inpatients.iter_mut().zip(one.inpatients) {
                    *sum += one;
                }
                for (sum, one) in sum.offices.iter_mut().zip(one.offices) {
                    *sum += one;
                }
                sum
            },
        );
    }
    let (village, city, merger) = MERGED;
    let gone = town.id == village && year >= merger;
    let since = year - 2021;
    let mut population = town.population;
    for later in 1..=since {
        let noise = i32::try_from(draw(town, later, "population", 5)).unwrap_or(0) - 2;
        population += population * (town.per_mille + noise) / 1000;
    }
    if town.id == city && year >= merger {
        population +=
            TOWNS.iter().filter(|other| other.id == village).map(|other| figures_of_village(other, year)).sum::<i32>();
    }
    // A hospital gives up a ward now and then; 鳴砂市 counts the beds that are not in use from 2023 on.
    let fewer = |beds: u32| beds - beds * 3 / 100 * u32::try_from(since).unwrap_or(0) / 2;
    let mut beds = fewer(town.beds);
    if town.id == "narusuna" && year >= 2023 {
        beds += 24;
    }
    // What is in use of the beds, and how long: the share of long stays falls by a little more than one point a year.
    let all = fewer(town.beds) * (890 + draw(town, year, "in use", 40)) / 1000;
    let per_mille = |question: &str, from: u32, range: u32| all * (from + draw(town, year, question, range)) / 1000;
    let years = u32::try_from(since).unwrap_or(0);
    let below_3 = per_mille("3", 225 + 8 * years, 30);
    let below_12 = per_mille("12", 165 + 5 * years, 25);
    let longer = all - below_3 - below_12;
    let old = longer * (590 + draw(town, year, "65", 50) + 6 * years) / 1000;
    let more = |offices: u32, question: &str| offices + (offices * years + draw(town, 0, question, 6)) / 12;
    Figures {
        population: if gone { 0 } else { population },
        hospitals: town.hospitals,
        beds,
        inpatients: [below_3, below_12, longer - old, old],
        offices: if gone {
            [0; 3]
        } else {
            [town.offices[0], more(town.offices[1], "general"), more(town.offices[2], "specified")]
        },
    }
}

/// Those who lived in the village go on living there.
fn figures_of_village(village: &Town, year: i32) -> i32 {
    (2022..=year).fold(village.population, |population, _| population + population * village.per_mille / 1000)
}

fn topic(id: &str) -> &'static Topic {
    TOPICS.iter().find(|topic| topic.id == id).expect("a topic of the list")
}

fn topics(town: &Town, year: i32) -> Vec<&'static Topic> {
    town.topics.iter().filter(|(_, from, to)| (*from..=*to).contains(&year)).map(|(id, ..)| topic(id)).collect()
}

/// What an indicator has grown by in a year, as planned.
fn step(town: &Town, topic: &Topic) -> u32 {
    if topic.grows { (topic.step * size(town) / 100).max(1) } else { topic.step }
}

/// The size of a place, in hundredths of 50,000 inhabitants; that of the largest is told down, as its offices are busy.
fn size(town: &Town) -> u32 {
    let population = if town.id == PREFECTURE.id { 500_000 } else { town.population };
    (u32::try_from(population).unwrap_or(0) / 500).clamp(4, 400)
}

/// What an indicator came to in a fiscal year.
fn actual(town: &Town, topic: &Topic, year: i32) -> u32 {
    let base = if topic.grows { (topic.base * size(town) / 100).max(3) } else { topic.base };
    (2021..=year).fold(base + draw(town, 0, topic.id, base / 3 + 1), |value, year| {
        // In a bad year there is less than the year before; the first is that of the epidemic.
        let bad = draw(town, year, topic.id, 10) < if year == 2021 { 5 } else { 3 };
        let step = step(town, topic);
        if bad {
            (value - (step / 2).min(value)).max(base.min(3))
        } else {
            value + step * (100 + draw(town, year, topic.unit, 60)) / 100
        }
    })
}

/// What was planned for a fiscal year.
fn target(town: &Town, topic: &Topic, year: i32) -> u32 {
    actual(town, topic, year - 1) + step(town, topic)
}

/// The value of a year for running text, where small numbers of persons are not told.
fn told(town: &Town, topic: &Topic, year: i32) -> String {
    let value = actual(town, topic, year);
    if is_small(town, topic, value) { "少数".to_owned() } else { format!("{}{}", grouped(value), topic.unit) }
}

/// Whether the site withholds a number: a little more than `site.yaml` asks for.
fn is_small(town: &Town, topic: &Topic, value: u32) -> bool {
    topic.unit == "人" && (value < 10 || (0..2500).contains(&town.population) && town.id != PREFECTURE.id)
}

/// A number with commas.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn share(part: u32, all: u32) -> String {
    let tenths = (part * 2000 + all) / (2 * all.max(1));
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The counting word of small numbers in running text.
fn words(number: usize) -> &'static str {
    ["なし", "一つ", "二つ", "三つ", "四つ"].get(number).copied().unwrap_or("多く")
}

fn sheet(town: &Town, year: i32) -> String {
    let era = year - 2018;
    let form = match (year, town.id == PREFECTURE.id) {
        (2021, true) => "sheet-2021-prefecture".to_owned(),
        _ => format!("sheet-{year}"),
    };
    let mut sheet = format!("---\nform: {form}\n");
    if let Some(title) = title(town, year) {
        let _ = writeln!(sheet, "title: {title}");
    }
    let _ = writeln!(sheet, "source: 構築状況シート（{}、令和{era}年度。架空の資料）", town.name);
    sheet.push_str(&history_of_page(town, year));
    sheet.push_str(&base(town, year));
    sheet.push_str(&results(town, year));
    sheet.push_str(&issues(town, year));
    if year >= 2023 {
        sheet.push_str(&cooperation(town, year));
    }
    sheet.push_str(&schedule(town, year));
    sheet.push_str("---\n");
    sheet.push_str(&lead(town, year));
    sheet.push_str(&narrative(town, year));
    sheet
}

/// A motto stands for the year in which it was chosen.
fn title(town: &Town, year: i32) -> Option<&'static str> {
    let at = town.years.iter().position(|&one| one == year)?;
    town.titles.get(at / 2).copied().filter(|title| at % 2 == 0 && !title.is_empty())
}

/// When a page was changed, and why: some places send corrections.
fn history_of_page(town: &Town, year: i32) -> String {
    let corrected = match (town.id, year) {
        ("kitahama", 2022) => Some(("2023-05-18", "精神科病床数を、休止中の病棟を除いた数に直した")),
        ("minamiura", 2023) => Some(("2024-06-03", "夜間と休日の相談に応じる事業所の数に、廃止した事業所が入っていた")),
        _ => None,
    };
    let mut lines = if let Some((date, reason)) = corrected {
        format!("updated: {date}\ncorrections:\n  - {{ date: {date}, reason: {reason} }}\n")
    } else {
        let (month, day) = (9 + draw(town, year, "month", 3), 1 + draw(town, year, "day", 27));
        format!("updated: {year}-{month:02}-{day:02}\n")
    };
    let note = match (town.id, year) {
        ("aose", 2023) => "令和5年4月1日に帆立村を編入した。令和4年度までの数は、編入する前の青瀬市のものである。",
        ("narusuna", 2023) => "精神科病床数は、令和5年度から休止中の病床を含む。令和4年度までの数とは続かない。",
        ("shiosaki", 2024) => "入院精神障害者数は、病院の回答が締切りに間に合わなかったため、調査中とした。",
        _ => return lines,
    };
    let _ = write!(lines, "notes:\n  - {note}\n");
    lines
}

fn number(label: &str, value: &str, when: &str, note: Option<&str>) -> String {
    let mut lines = format!("{label}:\n  値: {value}\n  時点: {when}\n");
    if let Some(note) = note {
        let _ = writeln!(lines, "  注記: {note}");
    }
    lines
}

/// Section 1.
fn base(town: &Town, year: i32) -> String {
    let (era, figures) = (year - 2018, figures(town, year));
    let (april, june) = (format!("R{era}年4月"), format!("R{}年6月", era - 1));
    let prefecture = town.id == PREFECTURE.id;
    let mut lines = String::from("取組内容: |\n");
    for topic in topics(town, year) {
        let _ = writeln!(
            lines,
            "  - {}（令和{era}年度の目標 {}{}）",
            topic.indicator,
            grouped(target(town, topic, year)),
            topic.unit
        );
    }
    let places = if year >= MERGED.2 { 15 } else { 16 };
    lines.push_str(&number("障害保健福祉圏域数", if prefecture { "3か所" } else { "1か所" }, &april, None));
    lines.push_str(&number("市町村数", &format!("{}市町村", if prefecture { places } else { 1 }), &april, None));
    let population = grouped(u32::try_from(figures.population).unwrap_or(0));
    let merged = (town.id == MERGED.1 && year == MERGED.2).then_some("令和5年4月1日に帆立村を編入した");
    lines.push_str(&number("人口", &format!("{population}人"), &april, merged));
    lines.push_str(&number("精神科病院の数", &format!("{}病院", figures.hospitals), &april, None));
    if figures.hospitals == 0 {
        lines.push_str("精神科病床数: 該当なし\n入院精神障害者数: 該当なし\n");
    } else {
        let counted = (town.id == "narusuna" && year >= 2023).then_some("休止中の病床を含む");
        lines.push_str(&number("精神科病床数", &format!("{}床", grouped(figures.beds)), &april, counted));
        lines.push_str(&inpatients(town, year, &june, &figures));
    }
    lines.push_str(&discharge(town, year));
    for (label, value) in
        ["基幹相談支援センター数", "一般相談支援事業所数", "特定相談支援事業所数"].into_iter().zip(figures.offices)
    {
        lines.push_str(&number(label, &format!("{value}か所"), &april, None));
    }
    let centers = match town.id {
        "shiomi" => "4か所",
        "shiomi-shi" => "1か所",
        _ => "0か所",
    };
    lines.push_str(&number("保健所数", centers, &april, None));
    let meetings = match draw(town, year, "council", 7) {
        0 => "記載なし".to_owned(),
        some => format!("{}回／年", 1 + some / 2),
    };
    lines.push_str(&number("（自立支援）協議会の開催頻度", &meetings, &format!("R{era}年度"), None));
    let section = if town.population > 30_000 || prefecture { "有" } else { "無" };
    lines.push_str(&number("精神領域に関する議論を行う部会の有無", section, &format!("R{era}年度"), None));
    let municipality = if prefecture || town.population > 9_000 || year > 2022 { "有" } else { "無" };
    let _ = write!(
        lines,
        "consultation_forums:\n  時点: {april}\n  都道府県: 有\n  障害保健福祉圏域: 有\n  市町村: {municipality}\n"
    );
    lines
}

fn inpatients(town: &Town, year: i32, when: &str, figures: &Figures) -> String {
    if (town.id, year) == ("shiosaki", 2024) {
        return "入院精神障害者数: 調査中\n".to_owned();
    }
    let [below_3, below_12, young, old] = figures.inpatients;
    let longer = young + old;
    let all = below_3 + below_12 + longer;
    let mut lines = format!("入院精神障害者数:\n  時点: {when}\n  出典: 630調査\n  合計: {}人\n", grouped(all));
    for (label, part) in [("3か月未満", below_3), ("3か月以上1年未満", below_12), ("1年以上", longer)] {
        let _ = writeln!(lines, "  {label}: {}人（{}％）", grouped(part), share(part, all));
    }
    let _ = writeln!(lines, "  うち65歳未満: {}人\n  うち65歳以上: {}人", grouped(young), grouped(old));
    lines
}

/// Places without a large hospital give the rates of the prefecture, which has those of two years before.
fn discharge(town: &Town, year: i32) -> String {
    let era = year - 2018;
    let own = town.hospitals >= 2;
    let of = if own { town } else { &PREFECTURE };
    let rate = |from: u32, per_year: u32, question: &str| {
        let tenths = from + per_year * u32::try_from(year - 2021).unwrap_or(0) + draw(of, year, question, 12);
        format!("{}.{}％", tenths / 10, tenths % 10)
    };
    let scope = if own || town.id == PREFECTURE.id { "" } else { "  範囲: 潮見県全体\n" };
    let when = if era == 3 { "R元年".to_owned() } else { format!("R{}年", era - 2) };
    format!(
        "退院率:\n  時点: {when}\n{scope}  入院後3か月時点: {}\n  入院後6か月時点: {}\n  入院後1年時点: {}\n",
        rate(612, 5, "at 3"),
        rate(788, 6, "at 6"),
        rate(862, 7, "at 12")
    )
}

/// Section 4: what became of the plan of the year before.
fn results(town: &Town, year: i32) -> String {
    let before = topics(town, year - 1);
    if before.is_empty() {
        return "results: 該当なし\n".to_owned();
    }
    let mut lines = String::from("results:\n");
    for topic in before {
        let (planned, came) = (target(town, topic, year - 1), actual(town, topic, year - 1));
        let late = (town.id, year, topic.id) == ("shiosaki", 2024, "awareness");
        let texts = if came >= planned { topic.reached } else { topic.missed };
        let text = texts.get(usize::try_from(year % 2).unwrap_or(0)).copied().unwrap_or_default();
        let came = if late { "調査中".to_owned() } else { format!("{}{}", grouped(came), topic.unit) };
        let text = if late { "記載なし" } else { text };
        let _ = write!(
            lines,
            "  - indicator: {}\n    id: {}\n    target: {}{}\n    actual: {came}\n    effect: {text}\n",
            topic.indicator,
            topic.id,
            grouped(planned),
            topic.unit
        );
    }
    lines
}

/// Section 5: strengths, issues, and the plan.
fn issues(town: &Town, year: i32) -> String {
    let era = year - 2018;
    let now = topics(town, year);
    let mut lines = String::from("strengths: |\n");
    let at = town.years.iter().position(|&one| one == year).unwrap_or(0);
    for strength in town.strengths {
        let _ = writeln!(lines, "  - {strength}");
    }
    let latest = topics(town, year - 1).into_iter().find(|topic| !is_small(town, topic, actual(town, topic, year - 1)));
    if let Some(latest) = latest {
        let _ = writeln!(
            lines,
            "  - 「{}」は、令和{}年度に{}{}になった。",
            latest.indicator,
            era - 1,
            grouped(actual(town, latest, year - 1)),
            latest.unit
        );
    }
    lines.push_str("issues:\n");
    for topic in &now {
        let _ = write!(
            lines,
            "  - id: {}\n    issue: {}\n    policy: {}\n    roles:\n",
            topic.id, topic.issue, topic.policy
        );
        for (sector, role) in ["行政", "医療", "福祉", "その他関係機関・住民等"].into_iter().zip(topic.roles)
        {
            let role = if sector == "医療" && town.hospitals == 0 && town.population < 10_000 {
                "記載なし"
            } else {
                role
            };
            let _ = writeln!(lines, "      {sector}: {role}");
        }
    }
    // What was an issue in the sheet before and is none now has come to an end.
    if let Some(before) = at.checked_sub(1).and_then(|at| town.years.get(at)) {
        let ended: Vec<_> =
            topics(town, *before).into_iter().filter(|old| now.iter().all(|topic| topic.id != old.id)).collect();
        if !ended.is_empty() {
            lines.push_str("終えた課題:\n");
        }
        for topic in ended {
            let _ =
                writeln!(lines, "  - {{ 課題: {before}#{}, 結果: 解決, 注記: 毎年の業務として続ける。 }}", topic.id);
        }
    }
    lines.push_str("plan:\n");
    for topic in now {
        let late = (town.id, year, topic.id) == ("shiosaki", 2024, "awareness");
        let baseline = if late {
            "調査中".to_owned()
        } else {
            format!("{}{}", grouped(actual(town, topic, year - 1)), topic.unit)
        };
        let _ = write!(
            lines,
            "  - indicator: {}\n    id: {}\n    baseline: {baseline}\n    target: {}{}\n    effect: {}\n",
            topic.indicator,
            topic.id,
            grouped(target(town, topic, year)),
            topic.unit,
            topic.policy
        );
    }
    lines
}

/// Sections 6 and 7 of the later forms.
fn cooperation(town: &Town, year: i32) -> String {
    let era = year - 2018;
    let (office, members) = match town.category {
        "都道府県" => ("障害福祉課", "保健所、病院協会、相談支援専門員協会、家族会連合会、市町村の代表"),
        "中核市" => ("保健所保健予防課", "精神科病院、診療所、訪問看護ステーション、相談支援事業所、家族会"),
        "市" => ("福祉課", "精神科病院、相談支援事業所、訪問看護ステーション、民生委員、家族会"),
        _ => ("健康福祉課", "保健所、相談支援事業所、社会福祉協議会、民生委員"),
    };
    let mut lines = format!(
        "organization: 令和{era}年度は、{office}が事務局となり、{members}とともに協議の場を運営している。\nresponsible_departments:\n  \
         - id: office\n    department: {office}\n    duties: 協議の場の事務局、相談支援、関係機関との調整\npartner_departments:\n"
    );
    let partners: &[(&str, &str)] = if town.population > 30_000 || town.id == PREFECTURE.id {
        &[("住宅課", "公営住宅、居住支援協議会"), ("高齢福祉課", "地域包括支援センター、介護との連携")]
    } else {
        &[("総務課", "消防、防災との連絡")]
    };
    for (at, (department, duties)) in partners.iter().enumerate() {
        let _ = write!(lines, "  - id: partner-{}\n    department: {department}\n    duties: {duties}\n", at + 1);
    }
    lines.push_str("sector_cooperation:\n");
    let first = topics(town, year).first().copied().expect("each place works on something");
    for (sector, role) in ["保健", "医療", "福祉", "その他関係機関・住民等"].into_iter().zip(first.roles)
    {
        let _ = write!(lines, "  {sector}:\n    cooperation: {role}\n    strengths_and_issues: 記載なし\n");
    }
    let times = 1 + draw(town, year, "forum", 3);
    let _ = write!(
        lines,
        "forums:\n  - id: forum\n    name: {}精神保健福祉協議の場\n    members: {members}\n    frequency: {times}回／年\n    content: 指標の達成の確認、次の年度の計画\n    remarks: 記載なし\n",
        town.name
    );
    if town.population > 30_000 || town.id == PREFECTURE.id {
        let _ = write!(
            lines,
            "  - id: working\n    name: 実務者の部会\n    members: 病院の地域連携室、相談支援専門員、保健師\n    frequency: {}回／年\n    content: 進まない事例の検討\n    remarks: 事例をもつ担当者が、会議の前に連携票を送ることにしている。\n",
            4 + draw(town, year, "working", 4)
        );
    }
    lines
}

/// The last section.
fn schedule(town: &Town, year: i32) -> String {
    let mut items: Vec<_> = topics(town, year).into_iter().flat_map(|topic| topic.schedule).collect();
    items.sort_by_key(|(month, ..)| (month + 8) % 12);
    let mut lines = String::from("schedule:\n");
    for (month, item, detail) in items {
        let era = if month < 4 { year - 2017 } else { year - 2018 };
        let _ = write!(lines, "  - period: R{era}年{month}月\n    item: {item}\n    detail: {detail}\n");
    }
    lines
}

/// The lead says what came of the plan.
fn lead(town: &Town, year: i32) -> String {
    let (era, before) = (year - 2018, topics(town, year - 1));
    let missed: Vec<_> =
        before.iter().filter(|topic| actual(town, topic, year - 1) < target(town, topic, year - 1)).collect();
    let now: Vec<_> = topics(town, year).into_iter().map(|topic| format!("「{}」", topic.indicator)).collect();
    let mut text = String::new();
    if town.years.first() == Some(&year) {
        text.push_str(town.about);
    } else if missed.is_empty() {
        let _ = write!(text, "令和{}年度に定めた{}の指標は、いずれも目標に届きました。", era - 1, words(before.len()));
    } else {
        let names: Vec<_> = missed.iter().map(|topic| format!("「{}」", topic.indicator)).collect();
        let _ = write!(
            text,
            "令和{}年度に定めた{}の指標のうち、{}は目標に届きませんでした。",
            era - 1,
            words(before.len()),
            names.join("と")
        );
    }
    if (town.id, year) == ("hotate", 2022) {
        text.push_str("村の取組は、令和5年4月から青瀬市が引き継ぎます。");
    }
    if (town.id, year) == ("aose", 2023) {
        text.push_str("帆立村を編入したことから、旧村の訪問と診療所の取組を市全体の計画に加えました。");
    }
    let _ = writeln!(text, "令和{era}年度は、{}を指標として取り組みます。", now.join("と"));
    text
}

fn narrative(town: &Town, year: i32) -> String {
    let era = year - 2018;
    let stage = usize::try_from(year - 2021).unwrap_or(0);
    let subject = "精神障害にも対応した地域包括ケアシステムの";
    let mut text = format!("\n## {subject}構築に向けた取組概要（全体）\n\n{}\n", town.about);
    for topic in topics(town, year) {
        let latest = told(town, topic, year - 1);
        let told = topic.told.get(stage).copied().unwrap_or_default().replace("{n}", &latest);
        let _ =
            write!(text, "\n### {}\n\n{told}\n", topic.indicator.trim_end_matches("の数").trim_end_matches("の回数"));
    }
    let issues = if year < 2023 { "" } else { "（地域課題）" };
    let _ = write!(
        text,
        "\n## {subject}構築に向けた取組の経緯{issues}\n\n平成29年度\n: 保健所の圏域ごとの協議の場に参加\n"
    );
    for (at, past) in (2021..=year).enumerate() {
        let events: Vec<_> =
            topics(town, past).into_iter().filter_map(|topic| topic.history.get(at).copied()).collect();
        let _ = write!(text, "\n令和{}年度\n", past - 2018);
        for event in events {
            let _ = writeln!(text, ": {event}");
        }
        if past == MERGED.2 && town.id == MERGED.1 {
            text.push_str(": 帆立村を編入し、訪問の担当を旧村の区域にも置く\n");
        }
    }
    if year >= 2023 {
        let _ = write!(
            text,
            "\n## {subject}構築のための連携状況\n\n令和{era}年度は、{}について、担当者が毎月、進み具合を確かめています。\n",
            topics(town, year).iter().map(|topic| format!("「{}」", topic.indicator)).collect::<Vec<_>>().join("と")
        );
        let asked = if draw(town, year, "asks", 3) == 0 {
            "目標に届かなかった指標の立て方について、ほかの市町村の例を教えていただきたい。"
        } else {
            "記載なし"
        };
        let _ = write!(text, "\n## その他事項\n\n{asked}\n");
    }
    text
}
