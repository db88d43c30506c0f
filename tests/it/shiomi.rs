//! The fictional prefecture in `examples/shiomi/`: what its script writes is what is in the repository, and it is clean.

#[path = "../../examples/shiomi/made.rs"]
mod made;

use std::fs;

use nenpo::load::Options;
use nenpo::pipeline;

use crate::case::repository;

#[test]
fn the_files_are_those_of_the_script() {
    let content = repository("examples/shiomi/content");
    for (path, text) in made::files() {
        let kept = fs::read_to_string(content.join(&path)).unwrap_or_default();
        assert!(kept == text, "{path} is not what `cargo run --example shiomi` makes");
    }
}

#[test]
fn the_site_gives_no_findings() {
    let (site, findings) = pipeline::read(&repository("examples/shiomi"), Options { drafts: true }).unwrap();
    let list: Vec<String> =
        findings.iter().map(|f| format!("{}: {}: {}", f.position.source.path(), f.code.name, f.message.ja)).collect();
    assert!(list.is_empty(), "\n{}\n", list.join("\n"));
    assert!(site.documents.len() > 55, "only {} documents", site.documents.len());
}
