//! How long checking takes: one sheet alone, the repository's own site, and a place over ten years.
//!
//! `cargo bench --bench check`. For 12,000 sheets: `cargo run --release --example stress -- /tmp/stress 1200 10`, then
//! `time nenpo check --root /tmp/stress`.
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot run should stop")]

use std::path::Path;

use nenpo::load::Options;
use nenpo::pipeline;

fn main() {
    divan::main();
}

/// A site with one sheet, with its forms and places: what an author waits for.
#[divan::bench]
fn one_sheet(bencher: divan::Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for file in ["site.yaml", "places.yaml", "forms/sheet-2021.yaml", "2021/kanagawa/sheet.md"] {
        let to = folder.path().join("content").join(file);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(root.join(file), to).unwrap();
    }
    bencher.bench(|| pipeline::read(folder.path(), Options { drafts: true }).unwrap());
}

/// All documents of the repository.
#[divan::bench]
fn whole_site(bencher: divan::Bencher<'_, '_>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    bencher.bench(|| pipeline::read(root, Options { drafts: true }).unwrap());
}
