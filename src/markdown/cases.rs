//! Runs the documents in `tests/markdown/`: each `###` there is a case, a fenced text and what becomes of it.
//!
//! The first fence is the input. Those after it are expectations, and their info word says of what: `html`,
//! `inline`, `plain` or `outline`. `UPDATE=1 cargo test` writes what came out; read it before you keep it.

use std::fmt::Write;
use std::path::Path;

use super::*;

#[test]
fn documents() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let document = std::fs::read_to_string(&path).unwrap();
        let mut updated = String::new();
        for part in parts(&document) {
            let CasePart::Expectation { name, kind, input, written } = part else {
                updated.push_str(part.text());
                continue;
            };
            count += 1;
            let actual = produce(kind, input);
            if actual != written {
                writeln!(wrong, "{}: {name}\n--- written\n{written}--- made\n{actual}", path.display()).unwrap();
            }
            updated.push_str(&actual);
        }
        if update {
            std::fs::write(&path, updated).unwrap();
        }
    }
    assert!(count > 0, "no case in {}", folder.display());
    assert!(update || wrong.is_empty(), "{wrong}");
}

/// A piece of a document of cases.
enum CasePart<'a> {
    Other(&'a str),
    Expectation { name: &'a str, kind: &'a str, input: &'a str, written: &'a str },
}

impl<'a> CasePart<'a> {
    fn text(&self) -> &'a str {
        match self {
            CasePart::Other(text) | CasePart::Expectation { written: text, .. } => text,
        }
    }
}

fn parts(document: &str) -> Vec<CasePart<'_>> {
    let mut parts = Vec::new();
    let (mut name, mut input, mut fence) = ("", None, None);
    let (mut start, mut at) = (0, 0);
    for line in document.split_inclusive('\n') {
        let next = at + line.len();
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if ticks >= 3 => {
                parts.push(CasePart::Other(&document[start..next]));
                fence = Some((ticks, line.trim().trim_start_matches('`')));
                start = next;
            }
            Some((opened, kind)) if ticks == opened && line.trim_end().len() == ticks => {
                let text = &document[start..at];
                parts.push(match input {
                    None => CasePart::Other(text),
                    Some(input) => CasePart::Expectation { name, kind, input, written: text },
                });
                input = input.or(Some(text));
                (fence, start) = (None, at);
            }
            None => {
                if let Some(heading) = line.strip_prefix("### ") {
                    (name, input) = (heading.trim(), None);
                }
            }
            Some(_) => {}
        }
        at = next;
    }
    parts.push(CasePart::Other(&document[start..]));
    parts
}

fn produce(kind: &str, input: &str) -> String {
    let input = input.strip_suffix('\n').unwrap_or(input);
    let ids = inspect(input).heading_ids(&mut Ids::default());
    let rendering = rendering(&ids);
    let mut actual = match kind {
        "html" => to_html(input, &rendering),
        "inline" => inline_html(input, &rendering),
        "plain" => plain(input),
        "outline" => outline(input),
        other => panic!("no such expectation: {other}"),
    };
    if !actual.is_empty() {
        actual.push('\n');
    }
    actual
}

/// A page that has every `.md` and `.png` but those called `missing`, and explains 用語.
pub(super) fn rendering(heading_ids: &[String]) -> Rendering<'_> {
    Rendering {
        heading_shift: 1,
        heading_ids,
        prefix: "a-",
        labels: HtmlLabels {
            note: "注{n}",
            notes: "注",
            back: "本文の注{n}へ戻る",
            table: "表（{columns}）",
            external: "（外部）",
        },
        link: &|target| (!target.contains("missing")).then(|| target.replace(".md", ".html")),
        about: &|target| target.ends_with(".pdf").then(|| "（PDF、1.2 MB）".to_owned()),
        terms: &|text| {
            text.match_indices("用語")
                .map(|(at, word)| Mention { range: at..at + word.len(), id: "term-用語".to_owned() })
                .collect()
        },
        image: &|target| {
            (!target.contains("missing")).then(|| ImageFile { src: target.to_owned(), width: 640, height: 480 })
        },
    }
}

fn outline(text: &str) -> String {
    let found = inspect(text);
    let mut lines = Vec::new();
    let mut add = |range: &std::ops::Range<usize>, what: String| {
        lines.push((range.start, format!("{what} at {}", text[range.clone()].replace('\n', "⏎"))));
    };
    for heading in &found.headings {
        add(&heading.range, format!("heading {} {:?} {:?}", heading.level, heading.text, heading.id));
    }
    found.empty_headings().for_each(|heading| add(&heading.range, "empty heading".to_owned()));
    let jumps = found.headings.windows(2).filter(|pair| pair[1].level > pair[0].level + 1).map(|pair| &pair[1]);
    jumps.for_each(|heading| add(&heading.range, format!("jump to level {}", heading.level)));
    for link in &found.links {
        add(&link.range, format!("{:?} link {:?} {:?}", link.kind, link.target, link.text));
    }
    for image in &found.images {
        add(&image.range, format!("{:?} image {:?} {:?}", image.kind, image.target, image.alt));
    }
    found.raw_html.iter().for_each(|range| add(range, "raw HTML".to_owned()));
    found.undefined_notes.iter().for_each(|note| add(&note.range, format!("undefined note {:?}", note.label)));
    found.unused_notes.iter().for_each(|note| add(&note.range, format!("unused note {:?}", note.label)));
    found.surplus_cells.iter().for_each(|range| add(range, "surplus cells".to_owned()));
    found.near_misses.iter().for_each(|miss| add(&miss.range, format!("near miss {:?}", miss.meant)));
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}
