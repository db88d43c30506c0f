//! Safe remedies on sheets with slips: they heal, lose nothing, and make nothing worse.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Mutex;

use nenpo::fix::{FixFormat, fix, fix_site};
use nenpo::load::Options;
use nenpo::record::{Content, Node, decode, parse, split};
use nenpo::source::{Findings, Mending};
use nenpo::text::fold;
use nenpo::text::heading::bare_letters;
use nenpo::text::hidden::hidden;
use nenpo::{catalogue, pipeline};
use proptest::prelude::*;
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::case::{copy, put, repository, update};
use crate::sheets;

type Codes = BTreeMap<String, usize>;

fn codes(root: &std::path::Path) -> Codes {
    let mut codes = Codes::new();
    for finding in &pipeline::read(root, Options { drafts: true }).unwrap().1 {
        *codes.entry(finding.code.name.to_owned()).or_default() += 1;
    }
    codes
}

/// Codes whose mends put other words for the same: 有 for はい, the folder of a site for a page in it, the file for its page; or
/// take out what nobody sees, and is spelt with letters, as `\\e`, and the tags of HTML.
const OTHER_WORDS: [&str; 10] = [
    "presence",
    "base-url",
    "broken-link",
    "refused-link",
    "missing-image",
    "control-character",
    "direction-control",
    "invisible-character",
    "raw-html",
    "text-markup",
];

/// Every case of `tests/sheets/` is mended, and `tests/fixes.txt` says what came of it: a line for each, with the codes of the
/// findings that are gone and of those that are left for a person. Where nothing is mended and the manual says of all that is
/// left that it is not, there is no line.
#[test]
fn what_is_left_of_every_slip_is_known() {
    let trouble = Mutex::new(Vec::new());
    let lines: Vec<String> =
        sheets::cases().into_par_iter().map(|(code, name)| mend_case(&code, &name, &trouble)).collect();
    let trouble = trouble.into_inner().unwrap();
    assert!(trouble.is_empty(), "\n{}\n", trouble.join("\n"));
    let found = lines.concat();
    let snapshot = repository("tests/fixes.txt");
    if update() {
        put(&snapshot, &found);
        return;
    }
    let known = fs::read_to_string(&snapshot).unwrap();
    let new: Vec<&str> = found.lines().filter(|line| !known.lines().any(|known| known == *line)).collect();
    assert!(
        known == found,
        "tests/fixes.txt is not current; run UPDATE=1 cargo test --test it fixes\n{}",
        new.join("\n")
    );
}

/// Mends the site of a case, and says in a line what came of it.
fn mend_case(code: &str, name: &str, trouble: &Mutex<Vec<String>>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let complain = |what: String| trouble.lock().unwrap().push(format!("{code}/{name}: {what}"));
    sheets::lay_out(&repository("tests/sheets").join(code).join(name), root);
    let before = codes(root);
    let fixed = fix_site(root, &|_| true).unwrap().files;
    let nothing = fixed.is_empty();
    for (path, fixed) in fixed {
        if let Some(lost) = lost(&fixed.before, &fixed.after).filter(|_| !OTHER_WORDS.contains(&code)) {
            complain(format!("「{lost}」 is lost of\n{}\nin\n{}", fixed.before, fixed.after));
        }
        fs::write(path, &fixed.after).unwrap();
    }
    let again = if nothing { Vec::new() } else { fix_site(root, &|_| true).unwrap().files };
    for (path, fixed) in again {
        complain(format!("{} is not mended at once:\n{}\nand\n{}", path.display(), fixed.before, fixed.after));
    }
    let after = if nothing { before.clone() } else { codes(root) };
    let counts = before.keys().chain(after.keys()).collect::<BTreeSet<_>>();
    let (mut gone, mut left) = (Vec::new(), Vec::new());
    for found in counts {
        let count = |codes: &Codes| codes.get(found).copied().unwrap_or_default();
        if count(&after) > count(&before) {
            complain(format!("a new finding `{found}`"));
        }
        if count(&after) > 0 && catalogue::find(found).is_some_and(|code| code.mending == Mending::Always) {
            complain(format!("`{found}` is left, though it says that it is always mended"));
        }
        if count(&after) < count(&before) {
            gone.push(found.as_str());
        }
        if count(&after) > 0 {
            left.push(found.as_str());
        }
    }
    let by_hand = |code: &str| catalogue::find(code).is_some_and(|own| own.mending == Mending::ByHand);
    if gone.iter().all(|code| by_hand(code)) && !gone.is_empty() {
        complain(format!("{gone:?} are mended, but the manual says that they are not"));
    }
    let say = |codes: &[&str]| if codes.is_empty() { "nothing".to_owned() } else { codes.join(", ") };
    if gone.is_empty() && left.iter().all(|code| by_hand(code)) {
        return String::new();
    }
    format!("{code}/{name}: {} mended; {} left\n", say(&gone), say(&left))
}

/// The first letter or digit of a text that another does not have in its place; numbers of headings that became those of the
/// form are none.
fn lost(before: &str, after: &str) -> Option<char> {
    let headings: Vec<&str> = after.lines().filter(|line| line.starts_with("## ")).collect();
    // Fillers that nobody sees are letters by their properties alone.
    let seen = |text: &str| -> Vec<char> {
        let unseen: Vec<usize> = hidden(text).into_iter().map(|(at, ..)| at).collect();
        let seen: String = text.char_indices().filter(|(at, _)| !unseen.contains(at)).map(|(_, c)| c).collect();
        seen.nfkc().filter(|c| c.is_alphanumeric()).collect()
    };
    let mut rest = seen(after).into_iter();
    let mut text: Vec<char> = Vec::new();
    for line in before.lines() {
        let gone = !after.lines().any(|other| other == line);
        let heading = headings.iter().find(|heading| gone && bare_letters(heading) == bare_letters(line));
        text.extend(heading.unwrap_or(&line).chars());
    }
    seen(&text.into_iter().collect::<String>()).into_iter().find(|c| !rest.any(|own| own == *c))
}

#[test]
fn what_is_lost_is_seen() {
    for (before, after, expected) in [
        ("人口：1人", "人口: 1人", None),
        ("ｱ、㈱", "ア、(株)", None),
        ("人口: 12人", "人口: 1人", Some('2')),
        ("一二", "二一", Some('二')),
        ("（６）その他", "## その他", None),
        ("（６）アドバイス", "## アドバイス", None),
        ("（６）その他\n6月", "## その他\n月", Some('6')),
    ] {
        assert_eq!(lost(before, after), expected, "{before}");
    }
}

/// The first case of each code of which nothing is left, as far as it is one sheet: its code, and the text.
fn mendable() -> Vec<(String, String)> {
    let lines = fs::read_to_string(repository("tests/fixes.txt")).unwrap();
    let cases = lines.lines().filter_map(|line| line.strip_suffix("; nothing left")?.split_once(": "));
    let mut sheets: Vec<(String, String)> = Vec::new();
    for (code, name) in cases.filter_map(|(case, _)| case.split_once('/')).filter(|(_, name)| name.ends_with(".md")) {
        let folder = tempfile::tempdir().unwrap();
        sheets::lay_out(&repository("tests/sheets").join(code).join(name), folder.path());
        let text = fs::read_to_string(folder.path().join("content/2021/kitahama/sheet.md"));
        sheets.extend(text.ok().map(|text| (code.to_owned(), text)));
    }
    sheets
}

/// The key that a line of a front matter begins with, whatever colon follows.
fn key_of(line: &str) -> Option<String> {
    let key = line.split([':', '：']).next().filter(|key| key.len() < line.len())?;
    let key: String = key.chars().filter(|c| c.is_alphanumeric()).collect();
    (!line.starts_with([' ', '\t', '\u{3000}', '\u{A0}', '#', '＃']) && !key.is_empty()).then_some(key)
}

/// A sheet with a slip of every kind that can stand beside the others is mended at once, and `check` finds nothing any more.
#[test]
fn slips_of_all_kinds_in_one_sheet_are_mended() {
    let (mut codes_of_sheet, mut keys) = (BTreeSet::new(), BTreeSet::new());
    let (mut front, mut body) = (String::new(), String::new());
    // The encoding is that of a whole file.
    for (code, text) in mendable().into_iter().filter(|(code, _)| code != "encoding") {
        let parts = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n"));
        let Some((own, below)) = parts.filter(|(own, _)| own.lines().any(|line| line == "form: sheet")) else {
            continue;
        };
        let lines: Vec<&str> = own.lines().filter(|line| *line != "form: sheet").collect();
        let own_keys: Vec<String> = lines.iter().filter_map(|line| key_of(line)).collect();
        let below = below.trim();
        let Some(words) = below.strip_prefix("## 取組の経緯\n").or_else(|| below.is_empty().then_some("")) else {
            continue;
        };
        let alone = words.contains("\n## ") || own_keys.iter().any(|key| keys.contains(key));
        if alone || lines.is_empty() && words.is_empty() || !codes_of_sheet.insert(code) {
            continue;
        }
        keys.extend(own_keys);
        lines.iter().for_each(|line| front.push_str(&format!("{line}\n")));
        body.push_str(&format!("{words}\n\n"));
    }
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sheets/base"), folder.path());
    let sheet = format!("---\nform: sheet\n{front}---\n\n## 取組の経緯\n\n{body}");
    put(&folder.path().join("content/2021/kitahama/sheet.md"), &sheet);
    let before = codes(folder.path());
    assert!(
        codes_of_sheet.len() > 20 && codes_of_sheet.iter().all(|code| before.contains_key(code)),
        "{codes_of_sheet:?}\n{before:?}\n{sheet}"
    );
    for (path, fixed) in fix_site(folder.path(), &|_| true).unwrap().files {
        fs::write(path, fixed.after).unwrap();
    }
    let mended = fs::read_to_string(folder.path().join("content/2021/kitahama/sheet.md")).unwrap();
    assert_eq!(codes(folder.path()), Codes::new(), "\n{sheet}\nbecame\n{mended}");
}

#[test]
fn the_real_content_needs_nothing() {
    let fixed = fix_site(&repository("."), &|_| true).unwrap().files;
    assert!(fixed.is_empty(), "{:?}", fixed.iter().map(|(path, _)| path).collect::<Vec<_>>());
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
    let mut findings = Findings::new();
    let source = decode("a.md", text.as_bytes(), &mut findings).unwrap();
    let front = split(&source, &mut findings).front.unwrap_or_default();
    let mut out = String::new();
    write(&parse(&source, front, &mut findings), &mut out);
    out
}

/// Slips as people make them: what stands in a line, and what they type instead.
const SLIPS: [(&str, &str); 11] = [
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
