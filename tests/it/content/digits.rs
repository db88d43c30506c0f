//! A slip in any digit of a composition is found, with the line and both figures.

use std::fs;
use std::path::Path;

use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::source::Finding;

use crate::case::{copy, put, repository};

const SHEET: &str = "content/2021/kawasaki/sheet.md";
/// The lines of 入院精神障害者数: the total, three parts, and the two parts of the third.
const LINES: [&str; 6] =
    ["合計: ", "３か月未満: ", "３か月以上１年未満: ", "１年以上: ", "うち６５歳以上: ", "うち６５歳未満: "];

#[test]
fn any_changed_digit_of_the_counts_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let content = Path::new("content");
    copy(&repository("content/forms"), &folder.path().join(content).join("forms"));
    for file in ["content/site.yaml", "content/places.yaml"] {
        put(&folder.path().join(file), fs::read(repository(file)).unwrap());
    }
    let sheet = fs::read_to_string(repository(SHEET)).unwrap();
    let mut changes = 0;
    for (line, text) in counts(&sheet) {
        let count_ends = text.find('人').expect("a count is of 人");
        for (at, digit) in text[..count_ends].char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            for other in ('0'..='9').filter(|other| *other != digit) {
                let changed = format!("{}{other}{}", &text[..at], &text[at + 1..]);
                let slipped: Vec<&str> = sheet
                    .lines()
                    .enumerate()
                    .map(|(number, old)| if number + 1 == line { changed.as_str() } else { old })
                    .collect();
                let slipped = slipped.join("\n");
                put(&folder.path().join(SHEET), &slipped);
                let (_, findings) = pipeline::read(folder.path(), Options::default()).unwrap();
                let sums: Vec<&Finding> =
                    findings.iter().filter(|finding| finding.code.name == "composition-sum").collect();
                assert_told(&slipped, line, &sums);
                changes += 1;
            }
        }
    }
    assert_eq!(changes, 19 * 9, "the sheet has nineteen digits");
}

/// The lines of the composition with their numbers.
fn counts(sheet: &str) -> Vec<(usize, &str)> {
    let lines = sheet.lines().enumerate().skip_while(|(_, line)| !line.starts_with("入院精神障害者数:"));
    let found: Vec<_> =
        lines.filter(|(_, line)| LINES.iter().any(|key| line.trim_start().starts_with(key))).take(6).collect();
    assert_eq!(found.len(), 6);
    found.into_iter().map(|(index, line)| (index + 1, line)).collect()
}

/// Every sum that is now wrong is told once, with the line of the slip and both figures.
fn assert_told(sheet: &str, line: usize, sums: &[&Finding]) {
    let amount = |(_, text): &(usize, &str)| -> u32 {
        let count = text.rsplit(": ").next().and_then(|value| value.split('人').next()).unwrap();
        count.replace(',', "").parse().unwrap()
    };
    let figures: Vec<u32> = counts(sheet).iter().map(amount).collect();
    let [total, first, second, third, older, younger] = figures[..] else { panic!("{figures:?}") };
    let wrong: Vec<(u32, u32)> = [(total, first + second + third), (third, older + younger)]
        .into_iter()
        .filter(|(whole, sum)| whole != sum)
        .collect();
    assert_eq!(sums.len(), wrong.len(), "{figures:?}: {sums:?}");
    for (whole, sum) in wrong {
        let told = |finding: &&&Finding| {
            let said = finding.message.ja.replace(',', "");
            let places = std::iter::once(&finding.position).chain(finding.related.iter().map(|(position, _)| position));
            said.contains(&whole.to_string())
                && said.contains(&sum.to_string())
                && places.into_iter().any(|place| place.line_and_column().0 == line)
        };
        assert!(sums.iter().any(|finding| told(&finding)), "line {line}, {whole} and {sum}: {sums:?}");
    }
}
