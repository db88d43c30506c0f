//! The law under pasting: fragments at random, rendered alone, and published in documents with all their channels.
//!
//! The seed is fixed, so that every run is the same. `LAW_FRAGMENTS=100000 cargo test --test it law_of_pasting -- --ignored`
//! makes a long run, `LAW_SEED=7` another one. What fails is made small before it is shown.

use std::collections::BTreeSet;
use std::path::Path;

use nenpo::markdown::{self, HtmlLabels, Ids, IntendedMark, LinkTarget, Rendering};
use rayon::prelude::*;

use super::markdown::{Stream, streams};
use super::pieces::Paste;
use super::published::PageWords;
use super::runs::{Printed, is_number, is_solid, runs};
use super::{Held, hold};
use crate::case::{copy, put, repository};

/// Fragments in one document.
const EACH: usize = 24;

#[test]
fn pasted_fragments_are_kept() {
    published(240, 1);
}

#[test]
fn rendered_fragments_are_kept() {
    rendered(6_000, 1);
}

#[test]
#[ignore = "a long run, for people"]
fn the_law_of_pasting_holds_for_long() {
    let given =
        |name: &str, otherwise| std::env::var(name).ok().and_then(|given| given.parse().ok()).unwrap_or(otherwise);
    let (fragments, seed) = (given("LAW_FRAGMENTS", 100_000), given("LAW_SEED", 2) as u64);
    rendered(fragments, seed);
    published(fragments / 100, seed);
}

/// Fragments as the text of a body, without a site around it: quick.
fn rendered(fragments: usize, seed: u64) {
    let texts = (0..fragments.div_ceil(2)).into_par_iter().map(|number| {
        let mut paste = Paste::new(seed << 40 | number as u64);
        format!("{}\n\n{}", paste.of_body(), paste.of_body())
    });
    let lost: Vec<String> = texts.filter_map(|text| Some(format!("{}\n{text}", loss(&text)?))).collect();
    let shown: Vec<&str> = lost.iter().take(20).map(String::as_str).collect();
    assert!(lost.is_empty(), "{} of {fragments} fragments\n{}", lost.len(), shown.join("\n\n"));
    eprintln!("{fragments} fragments rendered");
}

/// What a text loses in its page, its text version or the search index, where no rule would point at the line.
fn loss(text: &str) -> Option<String> {
    // Comments go when a sheet is read, before anything else is done with it.
    let text = &markdown::uncommented(text);
    let ids = markdown::inspect(text).heading_ids(&mut Ids::default());
    let rendering = Rendering {
        heading_shift: 0,
        heading_ids: &ids,
        prefix: "",
        labels: HtmlLabels { note: "*", notes: "", back: "", table: "", external: "" },
        link: &|target| Some(target.to_owned()),
        about: &|_| None,
        terms: &|_| Vec::new(),
        image: &|_| None,
    };
    let html = format!("<body><main>{}</main>", markdown::to_html(text, &rendering));
    let found = markdown::inspect(text);
    let ranges = found.unused_notes.iter().map(|note| &note.range).chain(&found.surplus_cells);
    let ranges = ranges.chain(found.near_misses.iter().map(|miss| &miss.range)).chain(&found.raw_html);
    // Of what leads to no file, `broken-link` and `missing-image` tell.
    let links = found.links.iter().filter(|link| link.kind != LinkTarget::Web).map(|link| &link.range);
    let ranges = ranges.chain(links).chain(found.images.iter().map(|image| &image.range));
    let line = |at: usize| text[..at].matches('\n').count();
    let mut excused: BTreeSet<usize> = ranges.flat_map(|range| line(range.start)..=line(range.end)).collect();
    // What was meant for a table or for words, and is none, is told at its first line.
    let blocks =
        found.near_misses.iter().filter(|miss| matches!(miss.meant, IntendedMark::Table | IntendedMark::Indent));
    for block in blocks {
        let end = text[block.range.start..].find("\n\n").map_or(text.len(), |end| block.range.start + end);
        excused.extend(line(block.range.start)..=line(end));
    }
    // Where an item is none, back quotes may reach over it.
    if found.near_misses.iter().any(|miss| miss.meant == IntendedMark::List) {
        excused.extend(text.lines().enumerate().filter(|(_, line)| line.contains('`')).map(|(number, _)| number));
    }
    let sections = nenpo::search::sections(html.as_bytes());
    let search: String = sections.into_iter().map(|section| section.text + "\n").collect();
    let channels = [
        ("the page", Printed::new(&PageWords::read(html.as_bytes()).words)),
        ("the text version", Printed::new(&markdown::plain(text))),
        ("the search index", Printed::new(&search)),
    ];
    let lost = |text: &str| streams(text).iter().find_map(|stream| missing(stream, &excused, &channels));
    lost(text).filter(|_| lost(&without_bold_in_words(text)).is_some())
}

/// `marks`: where Japanese brackets stand beside `**`, or two spaces indent an item, the parser here does not know whether words
/// are bold. Within a Latin word they may be, and then leave it whole.
fn without_bold_in_words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("**") {
        let words = after.trim_start_matches('*');
        plain.push_str(before);
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_solid(c));
        if !(is_letter(before.chars().next_back()) && is_letter(words.chars().next())) {
            plain.push_str(&rest[before.len()..rest.len() - words.len()]);
        }
        rest = words;
    }
    plain + rest
}

/// The first words of a stream that a channel lacks, but for those of lines that a rule points at.
fn missing(stream: &Stream, excused: &BTreeSet<usize>, channels: &[(&str, Printed); 3]) -> Option<String> {
    let words = stream.lines.iter().flat_map(|(number, words)| runs(words).into_iter().map(|run| (*number, run)));
    let words: Vec<(usize, String)> = words.filter(|(number, _)| !excused.contains(number)).collect();
    channels.iter().find_map(|(channel, printed)| {
        let at = printed.first_missing(words.iter().map(|(_, run)| run))?;
        let (number, run) = &words[at];
        Some(format!("line {}: {channel} lacks `{run}`", number + 1))
    })
}

/// What is read of fragments leaves nothing out but addresses and labels: nearly every number in them is looked for.
#[test]
fn numbers_of_fragments_are_looked_for() {
    let (mut looked_for, mut all) = (0, 0);
    for number in 0..2_000 {
        let text = markdown::uncommented(&Paste::new(9 << 40 | number).of_body());
        let read = streams(&text).into_iter().flat_map(|stream| stream.lines).map(|(_, words)| words);
        let numbers = |text: &str| runs(text).iter().filter(|run| is_number(run)).count();
        looked_for += read.map(|words| numbers(&words)).sum::<usize>();
        all += numbers(&text);
    }
    assert!(looked_for * 100 > all * 97, "{looked_for} of {all} numbers are looked for");
}

/// Fragments in documents of a site.
fn published(fragments: usize, seed: u64) {
    let documents = fragments.div_ceil(EACH);
    let all: Vec<(Held, usize, usize)> = (0..documents)
        .into_par_iter()
        .map_init(site, |folder, number| {
            let mut paste = Paste::new(seed << 32 | number as u64);
            let front = number % 3 == 2;
            let pasted: Vec<String> = (0..EACH).map(|_| if front { String::new() } else { paste.of_body() }).collect();
            let pasted = if front { (0..EACH / 2).map(|_| paste.of_front("")).collect() } else { pasted };
            let (mut held, mut refused) = (Held::default(), 0);
            keep(folder.path(), &pasted, front, &mut held, &mut refused);
            (held, refused, pasted.len())
        })
        .collect();
    let (mut held, mut refused, mut pasted) = (Held::default(), 0, 0);
    for (own, own_refused, own_pasted) in all {
        held.add("", own);
        refused += own_refused;
        pasted += own_pasted;
    }
    eprintln!("{pasted} fragments, of which {refused} are not published");
    held.trouble.truncate(40);
    held.expect(1);
    assert!(refused * 2 < pasted, "{refused} of {pasted} fragments are not published");
}

/// A folder with a site whose one sheet changes.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository("tests/sheets/base"), folder.path());
    folder
}

/// Holds a document of fragments to the law. One that is not published, or that does not keep it, is halved until the fragment
/// is alone; what is not published has a finding, and so keeps the law.
fn keep(folder: &Path, pasted: &[String], front: bool, held: &mut Held, refused: &mut usize) {
    let sheet = sheet(pasted, front);
    put(&folder.join("content/2021/kitahama/sheet.md"), &sheet);
    let own = hold(folder);
    let whole = own.as_ref().is_some_and(|own| own.trouble.is_empty());
    match own {
        Some(own) if whole || pasted.len() == 1 => {
            held.documents += own.documents;
            held.runs += own.runs;
            held.trouble.extend(own.trouble.first().map(|first| format!("{first}\n{sheet}")));
        }
        None if pasted.len() == 1 => *refused += 1,
        broken => {
            let before = held.trouble.len();
            let (one, other) = pasted.split_at(pasted.len() / 2);
            keep(folder, one, front, held, refused);
            keep(folder, other, front, held, refused);
            // What only the two together do.
            if let Some(first) = broken.and_then(|own| own.trouble.into_iter().next())
                && held.trouble.len() == before
            {
                held.trouble.push(format!("{first}\n{sheet}"));
            }
        }
    }
}

fn sheet(pasted: &[String], front: bool) -> String {
    if front {
        // Rows of a table, since a field has one answer.
        let row = |row: &String| format!("  - 課題: 甲\n    取組方針{}", row.replace('\n', "\n    ").trim_end());
        let rows: Vec<String> = pasted.iter().map(row).collect();
        format!("---\nform: sheet\n課題:\n{}\n---\n", rows.join("\n"))
    } else {
        format!("---\nform: sheet\n---\n\n## 取組の経緯\n\n{}\n", pasted.join("\n\n"))
    }
}
