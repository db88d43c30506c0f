//! Damaged sheets: no bytes make the program panic, point outside a text, or take long.
//!
//! The seed is fixed, so that every run is the same. `NENPO_FUZZ=1000000 cargo test --release --test it fuzz -- --ignored`
//! makes a long run; it says which sheet was under way when something failed.

use std::time::{Duration, Instant};

use rayon::prelude::*;

use nenpo::source::Findings;

use crate::case::repository;

mod damage;
mod site;

use damage::Damage;
use site::Bench;

/// No damaged sheet may take longer than this, in any build and on a busy machine.
const LONGEST: Duration = Duration::from_secs(5);

#[test]
fn damaged_sheets_are_read_and_checked() {
    run(2_000, 1);
}

#[test]
#[ignore = "a long run, for people"]
fn damaged_sheets_are_read_and_checked_for_long() {
    let count = std::env::var("NENPO_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let seed = std::env::var("NENPO_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(2);
    run(count, seed);
}

fn run(count: u64, seed: u64) {
    let originals = originals();
    let bench = Bench::new();
    let slowest = (0..count).into_par_iter().map(|number| {
        let mut damage = Damage::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number);
        let (bytes, name) = (damage.sheet(&originals), format!("seed {seed}, sheet {number}"));
        let start = Instant::now();
        let findings = std::panic::catch_unwind(|| bench.check(&bytes));
        let spent = start.elapsed();
        let findings = findings.unwrap_or_else(|_| panic!("{name} made a panic:\n{}", shown(&bytes)));
        assert!(spent < LONGEST, "{name} took {spent:?}:\n{}", shown(&bytes));
        look(&findings, &bytes, &name);
        spent
    });
    let slowest = slowest.max().unwrap_or_default();
    eprintln!("{count} sheets, the slowest in {slowest:?}");
}

/// Findings point into their texts and are of bounded number.
fn look(findings: &Findings, bytes: &[u8], name: &str) {
    for finding in findings {
        let positions = finding.related.iter().map(|(position, _)| position).chain([&finding.position]);
        for position in positions {
            let (text, span) = (position.source.text(), position.span);
            assert!(text.get(span.start()..span.end()).is_some(), "{name}: {finding:?}\n{}", shown(bytes));
        }
    }
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).escape_debug().collect()
}

/// The repository's own documents, to be damaged.
fn originals() -> Vec<Vec<u8>> {
    let root = repository("content");
    let files = crate::case::files(&root);
    let documents = files.iter().filter(|file| file.ends_with(".md") && file.starts_with("20"));
    documents.map(|file| std::fs::read(root.join(file)).unwrap()).collect()
}
