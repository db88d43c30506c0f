//! Sheets to fill in: what `nenpo new` writes is read back, and waits for nothing but answers.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use nenpo::form::Form;
use nenpo::load::Options;
use nenpo::markdown::plain;
use nenpo::model::{Document, Site};
use nenpo::pipeline;
use nenpo::prefill::{PrefillRequest, Prefilled, prefill};
use nenpo::source::Finding;
use nenpo::value::{Indicator, Item};

use crate::case::{copy, put, repository};

/// The repository's own content, with the forms of 2021 also meant for 2022.
fn site() -> (tempfile::TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("content"), &folder.path().join("content"));
    for name in ["sheet-2021", "sheet-2021-prefecture", "sheet-2021-area"] {
        let path = folder.path().join(format!("content/forms/{name}.yaml"));
        put(&path, fs::read_to_string(&path).unwrap().replace("\nyears: 2021\n", "\nyears: 2021-2022\n"));
    }
    let site = read(folder.path()).0;
    (folder, site)
}

fn read(root: &Path) -> (Site, Vec<Finding>) {
    let (site, findings) = pipeline::read(root, Options { drafts: true }).unwrap();
    (site, findings.iter().cloned().collect())
}

fn document<'s>(site: &'s Site, path: &str) -> &'s Document {
    site.documents.iter().find(|document| document.path == path).unwrap_or_else(|| panic!("{path} is not there"))
}

fn form<'s>(site: &'s Site, id: &str) -> &'s Form {
    site.forms.iter().find(|form| form.id == id).unwrap()
}

/// Writes the sheet that follows `from` and returns it as it is read again, with the codes of its findings.
fn follow(from: &str, year: i32, form_id: &str) -> (Prefilled, Site, BTreeSet<String>, String) {
    let (folder, site) = site();
    let last = document(&site, from);
    let path = format!("{year}/{}/{}.md", last.place.id, last.name);
    let made = prefill(&PrefillRequest {
        form: form(&site, form_id),
        place: &last.place,
        year,
        path: &path,
        last: Some(last),
    });
    put(&folder.path().join("content").join(&path), &made.text);
    let (again, findings) = read(folder.path());
    let own = format!("content/{path}");
    let codes = findings.iter().filter(|f| f.position.source.path() == own).map(|f| f.code.name.to_owned()).collect();
    (made, again, codes, path)
}

fn indicators(document: &Document, with_results: bool) -> Vec<&Indicator> {
    let rows = document.answers().filter_map(|(_, _, answer)| {
        let (indicators, columns) = answer.indicators()?;
        (columns.actual.is_some() == with_results).then_some(indicators.rows.iter())
    });
    rows.flatten().collect()
}

fn ids(rows: &[&Indicator]) -> BTreeSet<String> {
    rows.iter().map(|row| row.id.clone().unwrap()).collect()
}

fn issues(document: &Document) -> BTreeSet<String> {
    let table = document.answer("issues").and_then(|(_, answer)| answer.value.table());
    table.into_iter().flat_map(|table| &table.rows).map(|row| row.id.clone().unwrap()).collect()
}

fn target(row: &Indicator) -> Vec<String> {
    row.target.iter().flat_map(|cell| &cell.quantities).map(|quantity| quantity.written.clone()).collect()
}

/// A sheet of 2021, the indicators whose results it still awaits, and the forms that may follow with their years.
struct Sheet {
    path: &'static str,
    awaited: &'static [&'static str],
    followers: [(i32, &'static str); 2],
}

const SHEETS: [Sheet; 3] = [
    Sheet {
        path: "2021/kawasaki/sheet.md",
        awaited: &["individual-support-new-offices"],
        followers: [(2022, "sheet-2021"), (2023, "sheet-2023")],
    },
    Sheet {
        path: "2021/kanagawa/sheet.md",
        awaited: &[],
        followers: [(2022, "sheet-2021-prefecture"), (2023, "sheet-2023")],
    },
    Sheet {
        path: "2021/kawasaki/model-area.md",
        awaited: &["individual-support-new-offices"],
        followers: [(2022, "sheet-2021-area"), (2022, "sheet-2021")],
    },
];

#[test]
fn all_documents_of_2021_are_followed() {
    let (_folder, site) = site();
    let all: BTreeSet<&str> = site.documents_of(2021).iter().map(|document| document.path.as_str()).collect();
    assert_eq!(all, SHEETS.iter().map(|sheet| sheet.path).collect());
    let open: usize = site.documents_of(2021).iter().map(|d| issues(d).len() + indicators(d, false).len()).sum();
    assert!(open > 7, "only {open} issues and indicators are open");
}

#[test]
fn open_issues_and_indicators_are_taken_over() {
    for Sheet { path: from, awaited, followers } in SHEETS {
        for (year, form) in &followers {
            let (made, site, codes, path) = follow(from, *year, form);
            let (old, new) = (document(&site, from), document(&site, &path));
            let expected = ["to-be-answered", "to-be-checked"].map(str::to_owned);
            assert_eq!(codes, BTreeSet::from(expected), "{path} by {form}:\n{}", made.text);
            assert_eq!(issues(new), issues(old), "{path}");
            let (plan, results) = (indicators(old, false), indicators(new, true));
            let expected: BTreeSet<String> =
                ids(&plan).into_iter().chain(awaited.iter().map(|id| (*id).to_owned())).collect();
            assert_eq!(ids(&results), expected, "{path}");
            assert_eq!(ids(&indicators(new, false)), ids(&plan), "{path}");
            for row in &results {
                assert!(row.actual.is_none(), "{path}: {}", row.name);
                if let Some(planned) = plan.iter().find(|planned| planned.id == row.id) {
                    assert_eq!((target(row), &row.name), (target(planned), &planned.name), "{path}");
                }
            }
            assert!(indicators(new, false).iter().all(|row| row.baseline.is_none() && row.target.is_none()));
        }
    }
}

#[test]
fn figures_are_asked_anew_and_shown_as_comments() {
    let (made, site, _, path) = follow("2021/kawasaki/sheet.md", 2022, "sheet-2021");
    let new = document(&site, &path);
    for figure in ["population", "inpatients", "discharge_rates", "core_consultation_centers"] {
        assert!(new.answer(figure).unwrap().1.is_open(), "{figure}");
    }
    for comment in [
        "# 前年度: 1,539,946人（令和3年4月）\n人口:\n  値: # 人\n  時点:\n",
        "  ３か月未満: # 人　前年度: 452人（29.5％）\n",
        "    目標値: ６１件\n    実績値: # R2年度末\n",
        "# 要確認: 前年度から引き継ぎました",
        "[モデル圏域](../../2021/kawasaki/model-area.md)",
    ] {
        assert!(made.text.contains(comment), "{comment}\n{}", made.text);
    }
    let left: Vec<&str> = made.left.iter().map(|left| left.ja.as_str()).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn what_stays_reads_the_same() {
    let words = |document: &Document| {
        let mut all = Vec::new();
        for id in ["efforts", "strengths", "issues", "special_matters"] {
            if let Some((_, answer)) = document.answer(id) {
                answer.leaves(&mut |leaf| {
                    if let Item::Prose(prose) = leaf.item {
                        all.push(prose.text.clone());
                    }
                });
            }
        }
        let sections = document.sections.iter().filter_map(|said| said.narrative.as_ref());
        all.extend(sections.map(|narrative| plain(&narrative.text.text)));
        all.retain(|text| text.trim() != "記載なし");
        all
    };
    for (from, form) in [("2021/kawasaki/sheet.md", "sheet-2021"), ("2021/kanagawa/sheet.md", "sheet-2021-prefecture")]
    {
        let (_, site, _, path) = follow(from, 2022, form);
        let old = words(document(&site, from));
        assert!(old.len() > 8, "{from} says too little for this test");
        assert_eq!(words(document(&site, &path)), old, "{from}");
    }
}

#[test]
fn what_has_no_place_is_named() {
    for (from, lost) in [
        (
            "2021/kawasaki/sheet.md",
            vec![
                "項目「図の凡例」",
                "項目「自治体全体への展開に向けた方向性」",
                "項目「自治体全体への展開に向けた具体的な取組方針」",
            ],
        ),
        ("2021/kanagawa/sheet.md", vec!["項目「特別に考える必要がある事項」"]),
    ] {
        let made = follow(from, 2023, "sheet-2023").0;
        assert_eq!(made.left.iter().map(|left| left.ja.as_str()).collect::<Vec<_>>(), lost, "{from}");
    }
}

#[test]
fn words_for_advisors_stay_with_advisors() {
    let (folder, _) = site();
    let form = folder.path().join("content/forms/sheet-2023.yaml");
    let text = fs::read_to_string(&form).unwrap();
    let next = text.replace("\nyears: 2023\n", "\nyears: 2024\n").replace("    audience: advisors\n", "");
    put(&folder.path().join("content/forms/sheet-2024.yaml"), next);
    let (site, _) = read(folder.path());
    let last = document(&site, "2023/kawaguchi/sheet.md");
    let path = "2024/kawaguchi/sheet.md";
    let asked = |form| PrefillRequest { form, place: &last.place, year: 2024, path, last: Some(last) };
    let secret = "誰もが受け取りやすい情報の周知";
    assert!(prefill(&asked(crate::prefill::form(&site, "sheet-2023"))).text.contains(secret));
    let made = prefill(&asked(crate::prefill::form(&site, "sheet-2024")));
    assert!(!made.text.contains(secret));
    assert_eq!(made.left.iter().map(|left| left.ja.as_str()).collect::<Vec<_>>(), ["節「その他事項」の文章"]);
}

/// A section that is not public may stand in the front matter; the next sheet has it under its heading again.
#[test]
fn a_private_section_is_there_whatever_last_year_was_like() {
    let (folder, _) = site();
    let form = folder.path().join("content/forms/sheet-2023.yaml");
    let text = fs::read_to_string(&form).unwrap();
    put(&folder.path().join("content/forms/sheet-2024.yaml"), text.replace("\nyears: 2023\n", "\nyears: 2024\n"));
    let sheet = folder.path().join("content/2023/kawaguchi/sheet.md");
    let text = fs::read_to_string(&sheet).unwrap();
    let before = text.split("## その他事項").next().unwrap();
    for (front, said) in [("", ""), ("その他事項: |\n  住民の声をどう聞くか。\n", "住民の声をどう聞くか。")]
    {
        put(&sheet, before.replacen("---\n", &format!("---\n{front}"), 1));
        let (site, findings) = read(folder.path());
        assert_eq!(findings.iter().any(|f| f.code.name == "private-section-missing"), front.is_empty());
        let last = document(&site, "2023/kawaguchi/sheet.md");
        let path = "2024/kawaguchi/sheet.md";
        let form = crate::prefill::form(&site, "sheet-2024");
        let made = prefill(&PrefillRequest { form, place: &last.place, year: 2024, path, last: Some(last) });
        let private = made.text.split("\n## その他事項\n").nth(1).unwrap().split("\n## ").next().unwrap();
        assert!(private.contains("アドバイザーだけが読みます") && private.contains(said), "{private}");
        assert!(said.is_empty() || !made.text.split("\n## その他事項\n").next().unwrap().contains(said));
        put(&folder.path().join("content").join(path), &made.text);
        let (_, findings) = read(folder.path());
        let found: Vec<_> =
            findings.iter().filter(|f| f.position.source.path().ends_with(path)).map(|f| f.code.name).collect();
        assert!(found.iter().all(|code| ["to-be-answered", "to-be-checked"].contains(code)), "{found:?}");
        fs::remove_file(folder.path().join("content").join(path)).unwrap();
    }
}

#[test]
fn every_form_gives_a_sheet_that_only_waits_for_answers() {
    let (folder, site) = site();
    let place = site.place("saitama").unwrap();
    for form in &site.forms {
        let year = form.years.1;
        let path = format!("{year}/saitama/{}.md", form.id);
        let made = prefill(&PrefillRequest { form, place, year, path: &path, last: None });
        put(&folder.path().join("content").join(&path), &made.text);
        // Another parser must agree on what the front matter says.
        let front = made.text.split("---\n").nth(1).unwrap();
        let other: serde_yaml::Value = serde_yaml::from_str(front).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(other.get("様式").and_then(serde_yaml::Value::as_str), Some(form.id.as_str()));
        for (_, field) in form.fields() {
            assert!(other.get(&field.label).is_some() || other.get(&field.id).is_some(), "{path}: {}", field.label);
        }
    }
    let (again, findings) = read(folder.path());
    let codes: BTreeSet<&str> = findings.iter().map(|finding| finding.code.name).collect();
    assert_eq!(codes, BTreeSet::from(["to-be-answered"]), "{findings:?}");
    for form in &site.forms {
        let path = format!("{}/saitama/{}.md", form.years.1, form.id);
        let new = document(&again, &path);
        assert_eq!(new.answers().count(), form.fields().count(), "{path}");
        assert!(new.answers().all(|(_, _, answer)| answer.is_open()) && new.draft, "{path}");
    }
}
