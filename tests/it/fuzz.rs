//! Damaged files: no bytes make the program panic, point outside a text, take long, or fill the memory.
//!
//! Most are sheets; every eighth is a form that the sheets answer, and every fourth sheet is mended, too.
//!
//! The seed is fixed, so that every run is the same. `NENPO_FUZZ=1000000 cargo test --release --test it fuzz -- --ignored`
//! makes a long run; it says which file was under way when something failed, and `NENPO_FILE=7` repeats that one alone.

use std::time::Duration;

use rayon::prelude::*;

use nenpo::fix::{FixFormat, fix};
use nenpo::source::Findings;

use crate::case::repository;

mod damage;
mod site;

use damage::Damage;
use site::Bench;

/// No damaged sheet may take longer than this, in any build.
const LONGEST: Duration = Duration::from_secs(5);
/// All of them together may not hold more than this, in MiB.
const MOST_MEMORY: u64 = 512;

#[test]
fn damaged_sheets_are_read_and_checked() {
    run(1_000, 1);
}

#[test]
#[ignore = "a long run, for people"]
fn damaged_sheets_are_read_and_checked_for_long() {
    let count = std::env::var("NENPO_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let seed = std::env::var("NENPO_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(2);
    run(count, seed);
}

fn run(count: u64, seed: u64) {
    let (sheets, forms) = (originals("20"), originals("forms/sheet"));
    let bench = Bench::new();
    let before = peak_memory();
    let one: Option<u64> = std::env::var("NENPO_FILE").ok().and_then(|number| number.parse().ok());
    let numbers = one.map_or(0..count, |number| number..number + 1);
    let slowest = numbers.into_par_iter().map(|number| {
        let mut damage = Damage::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number);
        let form = number % 8 == 7;
        let (bytes, name) = (damage.file(if form { &forms } else { &sheets }), format!("seed {seed}, file {number}"));
        let start = spent_so_far();
        let findings = std::panic::catch_unwind(|| {
            let findings = if form { bench.check_form(&bytes) } else { bench.check(&bytes) };
            if number % 4 == 0 {
                repair(&bytes);
            }
            findings
        });
        let spent = spent_so_far().saturating_sub(start);
        let findings = findings.unwrap_or_else(|_| panic!("{name} made a panic:\n{}", shown(&bytes)));
        assert!(spent < LONGEST, "{name} took {spent:?}:\n{}", shown(&bytes));
        check_findings(&findings, &bytes, &name);
        spent
    });
    let slowest = slowest.max().unwrap_or_default();
    let grown = peak_memory().zip(before).map_or(0, |(after, before)| after - before) >> 20;
    eprintln!("{count} files, the slowest in {slowest:?}, {grown} MiB of memory");
    assert!(grown < MOST_MEMORY, "{grown} MiB of memory");
}

/// The time that this thread has worked: other work on the machine does not count.
#[cfg(target_os = "linux")]
fn spent_so_far() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

#[cfg(not(target_os = "linux"))]
fn spent_so_far() -> Duration {
    static BEGIN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    BEGIN.elapsed()
}

/// Repairs end, and what they give needs none.
fn repair(bytes: &[u8]) {
    if let Some(fixed) = fix(bytes, FixFormat::Document) {
        let again = fix(fixed.after.as_bytes(), FixFormat::Document);
        assert!(again.is_none_or(|again| again.after.len() < fixed.after.len() * 2));
    }
}

/// What only becomes slow when there is much of it: one piece, over and over.
#[test]
fn long_rows_of_one_piece_end_soon() {
    rows(2 << 10);
}

#[test]
#[ignore = "a long run, for people"]
fn long_rows_of_one_piece_end_soon_for_long() {
    rows(512 << 10);
}

fn rows(length: usize) {
    let bench = Bench::new();
    let slowest = damage::rows(length).into_par_iter().map(|(name, bytes)| {
        let start = spent_so_far();
        bench.check(&bytes);
        repair(&bytes);
        let spent = spent_so_far().saturating_sub(start);
        assert!(spent < LONGEST * 2, "{name} took {spent:?}");
        (spent, name)
    });
    eprintln!("rows of {length} bytes, the slowest {:?}", slowest.max());
}

/// The most memory this process has held, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? << 10)
}

/// Findings point into their texts and are of bounded number.
fn check_findings(findings: &Findings, bytes: &[u8], name: &str) {
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

/// The repository's own files below a folder, to be damaged.
fn originals(below: &str) -> Vec<Vec<u8>> {
    let root = repository("content");
    let files = crate::case::files(&root);
    let texts = files.iter().filter(|file| file.ends_with(".md") || file.ends_with(".yaml"));
    texts.filter(|file| file.starts_with(below)).map(|file| std::fs::read(root.join(file)).unwrap()).collect()
}
