//! Values that break out of what they are written into: whatever a site says, every file of it is what it claims to be.

use std::path::Path;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use nenpo::text::hidden::{HiddenCharacter, hidden};

use crate::case::{in_memory, put};

/// In a double-quoted text of YAML: controls, what is no character, a turn of direction, and the marks of XML, JSON and CSV.
const VALUES: [&str; 6] = [
    r"\x01\x1b[2J\x7f\u0085",
    r"\uFFFE\uFFFF\U0001FFFE",
    r"\u202e\u2066\u200b",
    r#"<&>\"']]>--><!--<script>alert(1)</script>"#,
    r"]]><![CDATA[&#0;&amp;&unknown;",
    r#"=1+1,\",\"\r\n\t@SUM(A1)"#,
];

fn write(root: &Path, value: &str) {
    let content = |path: &str, text: String| put(&root.join("content").join(path), text);
    content(
        "site.yaml",
        format!(
            "title: \"年報{value}\"\npublisher: \"県{value}\"\nbase_url: https://example.jp/\ndescription: \"{value}\"\n"
        ),
    );
    content(
        "places.yaml",
        format!("a: {{ name: \"北浜市{value}\", reading: きたはまし, code: \"141003\", category: 政令指定都市 }}\n"),
    );
    content(
        "forms/f.yaml",
        format!(
            "title: \"様式{value}\"\nyears: 2020-2021\nsheet: true\nkey_figures: [people]\nsections:\n- id: s\n  heading: \"節{value}\"\n  fields:\n\
             \x20   people: {{ label: \"人数{value}\", kind: number, unit: 人 }}\n\
             \x20   parts: {{ label: \"内訳{value}\", kind: composition, unit: 人, parts: {{ one: \"甲{value}\", two: 乙 }} }}\n\
             \x20   goals: {{ label: 指標, kind: indicators, columns: {{ baseline: 現状, target: 目標, actual: 実績 }} }}\n\
             \x20   said: {{ label: 備考, kind: text }}\n"
        ),
    );
    for year in [2020, 2021] {
        content(
            &format!("{year}/a/sheet.md"),
            format!(
                "---\nform: f\ntitle: \"題{value}\"\nupdated: 2022-04-01\ncorrections: [{{ date: 2022-05-01, reason: \"{value}\" }}]\n\
                 people: {{ 値: {year}人, 注記: \"{value}\", 出典: \"{value}\" }}\nparts: {{ 合計: 100人, one: 60人, two: 40人 }}\n\
                 goals: [{{ 指標: \"回数{value}\", 現状: 1回, 目標: 3回, 実績: 2回 }}]\nsaid: \"{value}\"\n---\n\n## 節\n\n本文。\n"
            ),
        );
    }
}

#[test]
fn every_file_is_what_it_claims_to_be() {
    for value in VALUES {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), value);
        let (site, _) = pipeline::read(folder.path(), Options::default()).unwrap();
        assert_eq!(site.documents.len(), 2, "{value}");
        let output = in_memory(folder.path(), &restrict(site, Audience::Public)).unwrap();
        let mut seen = [0; 5];
        for (path, bytes) in output.iter() {
            let text = String::from_utf8_lossy(bytes);
            let kind = match path.rsplit('.').next().unwrap_or_default() {
                "xml" => {
                    let read = roxmltree::Document::parse(&text);
                    assert!(read.is_ok(), "{value}: {path}: {read:?}");
                    0
                }
                "html" => {
                    // Drawings stand in pages; browsers are patient, readers of SVG are not.
                    for drawing in text.split("<svg").skip(1) {
                        let drawing = drawing.split("</svg>").next().unwrap_or_default();
                        let drawing = format!("<svg{drawing}</svg>");
                        let read = roxmltree::Document::parse(&drawing);
                        assert!(read.is_ok(), "{value}: {path}: {read:?}: {drawing}");
                    }
                    assert!(!text.contains("<script>alert"), "{value}: {path}");
                    1
                }
                "json" => {
                    let read = serde_json::from_slice::<serde_json::Value>(bytes);
                    assert!(read.is_ok(), "{value}: {path}: {read:?}");
                    2
                }
                "csv" => {
                    let runs = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '@']);
                    assert!(!text.lines().any(|line| line.split(',').any(runs)), "{value}: {path}");
                    3
                }
                "txt" => 4,
                _ => continue,
            };
            seen[kind] += 1;
            let controls: Vec<char> = hidden(&text)
                .into_iter()
                .filter(|(_, _, kind)| *kind == HiddenCharacter::Control)
                .map(|(_, c, _)| c)
                .collect();
            assert!(kind == 2 || controls.is_empty(), "{value}: {path} has {controls:?}");
        }
        assert!(seen.iter().all(|count| *count > 0), "{value}: {seen:?}");
    }
}
