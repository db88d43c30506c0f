//! The repository's own content as a site: what it says, where its links lead, and whether its figures agree.

mod digits;
mod facts;
mod figures;
mod links;
mod repeat;

use std::sync::LazyLock;

use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::output::Output;
use nenpo::pipeline;
use nenpo::restrict::restrict;
use scraper::Html;

use crate::case::{in_memory, repository};
use crate::page;

/// The public edition of the repository's content, made once.
pub static SITE: LazyLock<Output> = LazyLock::new(|| {
    let root = repository("");
    let (site, _) = pipeline::read(&root, Options::default()).unwrap();
    in_memory(&root, &restrict(site.clone(), Audience::Public)).unwrap()
});

/// All its pages, parsed.
fn pages() -> impl Iterator<Item = (&'static str, Html)> {
    let pages = SITE.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path, page::parse(bytes)))
}

#[test]
fn the_content_gives_no_findings() {
    let (site, findings) = pipeline::read(&repository(""), Options { drafts: true }).unwrap();
    let list: Vec<String> =
        findings.iter().map(|f| format!("{}: {}: {}", f.position.source.path(), f.code.name, f.message.ja)).collect();
    assert!(list.is_empty(), "\n{}\n", list.join("\n"));
    assert!(site.documents.len() >= 13, "only {} documents", site.documents.len());
}
