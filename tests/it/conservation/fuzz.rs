//! The law under pasting: documents of fragments at random, published whole, with all their channels.
//!
//! The seed is fixed, so that every run is the same. `LAW_FRAGMENTS=100000 cargo test --test it law_of_pasting -- --ignored`
//! makes a long run, `LAW_SEED=7` another one. What fails is made small before it is shown.

use std::path::Path;

use rayon::prelude::*;

use super::pieces::Paste;
use super::{Held, hold};
use crate::case::{copy, put, repository};

/// Fragments in one document.
const EACH: usize = 24;

#[test]
fn pasted_fragments_are_kept() {
    run(1_200, 1);
}

#[test]
#[ignore = "a long run, for people"]
fn the_law_of_pasting_holds_for_long() {
    let given =
        |name: &str, otherwise| std::env::var(name).ok().and_then(|given| given.parse().ok()).unwrap_or(otherwise);
    run(given("LAW_FRAGMENTS", 100_000), given("LAW_SEED", 2) as u64);
}

fn run(fragments: usize, seed: u64) {
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
