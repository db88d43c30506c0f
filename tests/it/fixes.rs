//! Safe remedies on sheets with slips: they heal, lose nothing, and make nothing worse.

use std::collections::BTreeMap;
use std::fs;

use nenpo::fix::{FixFormat, fix};
use nenpo::load::Options;
use nenpo::pipeline;
use nenpo::record::{Content, Node, parse, split};
use nenpo::source::{Findings, Source};
use nenpo::text::fold;
use proptest::prelude::*;

use crate::case::{copy, files, names, put, repository};

/// Codes of findings which the remedies take away, wherever they can stand.
const HEALED: [&str; 10] = [
    "encoding",
    "yaml-colon-space",
    "yaml-curly-quotes",
    "yaml-dash-space",
    "yaml-fullwidth-comment",
    "yaml-fullwidth-dash",
    "yaml-ideographic-indent",
    "yaml-ideographic-space",
    "yaml-no-break-indent",
    "yaml-tab-indent",
];

type Codes = BTreeMap<String, usize>;

fn codes(root: &std::path::Path) -> Codes {
    let mut codes = Codes::new();
    for finding in &pipeline::read(root, Options { drafts: true }).unwrap().1 {
        *codes.entry(finding.code.name.to_owned()).or_default() += 1;
    }
    codes
}

#[test]
fn the_cases_are_healed_or_left_alone() {
    let root = repository("tests/sheets");
    let mut healed = std::collections::BTreeSet::new();
    for code in names(&root).iter().filter(|code| *code != "base") {
        for case in names(&root.join(code)).iter().filter(|case| case.ends_with(".md")) {
            let bytes = fs::read(root.join(code).join(case)).unwrap();
            let Some(fixed) = fix(&bytes, FixFormat::Document) else { continue };
            assert_eq!(fix(fixed.after.as_bytes(), FixFormat::Document), None, "{code}/{case} is not fixed at once");
            let folder = tempfile::tempdir().unwrap();
            copy(&root.join("base"), folder.path());
            let sheet = folder.path().join("content/2021/kitahama/sheet.md");
            put(&sheet, &bytes);
            let before = codes(folder.path());
            put(&sheet, &fixed.after);
            let after = codes(folder.path());
            let new = after.iter().find(|(code, count)| before.get(*code).is_none_or(|before| before < count));
            assert_eq!(new, None, "{code}/{case}:\n{}", fixed.after);
            if HEALED.contains(&code.as_str()) {
                assert!(!after.contains_key(code), "{code}/{case}:\n{}", fixed.after);
                healed.insert(code.clone());
            }
        }
    }
    assert_eq!(healed.iter().map(String::as_str).collect::<Vec<_>>(), HEALED);
}

#[test]
fn the_real_content_needs_nothing() {
    for file in files(&repository("content")) {
        if let Some(format) = FixFormat::from_path(&file) {
            assert_eq!(fix(&fs::read(repository("content").join(&file)).unwrap(), format), None, "{file}");
        }
    }
}

/// What the front matter says, folded.
fn values(text: &str) -> String {
    fn write(node: &Node, out: &mut String) {
        match &node.content {
            Content::Text(scalar) => out.push_str(&fold(&scalar.text)),
            Content::List(items) => items.iter().for_each(|item| {
                out.push_str("\n- ");
                write(item, out);
            }),
            Content::Map(entries) => entries.iter().for_each(|entry| {
                out.push_str(&format!("\n{}: ", fold(&entry.key)));
                write(&entry.value, out);
            }),
            Content::Blank => out.push('~'),
            Content::Broken => out.push('?'),
        }
    }
    let source = Source::new("a.md", text);
    let mut findings = Findings::new();
    let front = split(&source, &mut findings).front.unwrap_or_default();
    let mut out = String::new();
    write(&parse(&source, front, &mut findings), &mut out);
    out
}

/// Slips as people make them: what stands in a line, and what they type instead.
const SLIPS: [(&str, &str); 14] = [
    (": ", "："),
    (": ", ":"),
    (": ", ":　"),
    ("  ", "　"),
    ("  ", "\t"),
    ("  ", "\u{A0}\u{A0}"),
    ("- ", "－"),
    ("- ", "-"),
    ("# ", "＃"),
    ("\"", "“"),
    ("が", "か\u{3099}"),
    ("セ", "ｾ"),
    ("ピ", "ﾋﾟ"),
    ("\n", "\r\n"),
];

fn with_typos(text: &str, typos: &[(usize, usize)]) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let count = lines.len();
    for (line, slip) in typos {
        let (right, wrong) = SLIPS[slip % SLIPS.len()];
        let line = &mut lines[line % count];
        *line = line.replacen(right, wrong, 1);
    }
    lines.concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn sheets_with_slips_say_the_same_afterwards(
        sheet in 0..3_usize,
        typos in prop::collection::vec((any::<usize>(), any::<usize>()), 1..12),
    ) {
        let sheet = ["2021/kawasaki/sheet.md", "2021/kanagawa/sheet.md", "2023/kawaguchi/sheet.md"][sheet];
        let text = with_typos(&fs::read_to_string(repository("content").join(sheet)).unwrap(), &typos);
        let Some(fixed) = fix(text.as_bytes(), FixFormat::Document) else { return Ok(()) };
        prop_assert_eq!(&fixed.before, &text);
        prop_assert_eq!(values(&fixed.after), values(&text));
        prop_assert_eq!(fix(fixed.after.as_bytes(), FixFormat::Document), None);
        let bare = |text: &str| -> String {
            fold(&text.replace(['：', ':', '－', '-', '＃', '#', '“', '"', '”', '\''], "")).replace(' ', "")
        };
        prop_assert_eq!(bare(&fixed.after), bare(&text), "something was lost");
    }
}
