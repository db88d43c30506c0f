//! How long the parts of a build take that are met most often: reading a figure, front matter and Markdown, and making a page.
//!
//! `cargo bench --bench parts`.
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot run should stop")]

use std::path::Path;

use divan::{Bencher, black_box};
use nenpo::bytes::Bytes;
use nenpo::form::Audience;
use nenpo::load::Options;
use nenpo::markdown::{self, HtmlLabels, Rendering};
use nenpo::pages::{self, RenderContext};
use nenpo::pipeline;
use nenpo::record;
use nenpo::restrict::restrict;
use nenpo::source::{Findings, Source};
use nenpo::value::Quantity;

fn main() {
    divan::main();
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sheet() -> String {
    std::fs::read_to_string(root().join("content/2021/kawasaki/sheet.md")).unwrap()
}

/// Figures as people write them.
#[divan::bench(args = ["1,539,946人", "５３件（R１年度）", "2～3回", "1回／年", "前年度増", "関係者と協議のうえで決める"])]
fn quantity(text: &str) -> Quantity {
    Quantity::read(black_box(text), Some("人"))
}

/// The front matter of a sheet as nodes with their places.
#[divan::bench]
fn front_matter(bencher: Bencher<'_, '_>) {
    let source = Source::new("content/2021/kawasaki/sheet.md", sheet());
    bencher.bench(|| {
        let mut findings = Findings::new();
        let split = record::split(&source, &mut findings);
        record::parse(&source, split.front.unwrap(), &mut findings)
    });
}

const RENDERING: Rendering<'_> = Rendering {
    heading_shift: 0,
    heading_ids: &[],
    prefix: "t1-",
    labels: HtmlLabels { note: "", notes: "", back: "", table: "", external: "" },
    link: &|_| None,
    about: &|_| None,
    terms: &|_| Vec::new(),
    image: &|_| None,
};

/// The narrative of a sheet as HTML.
#[divan::bench]
fn markdown_to_html(bencher: Bencher<'_, '_>) {
    let sheet = sheet();
    let narrative = sheet.rsplit_once("\n---\n").unwrap().1;
    bencher.bench(|| markdown::to_html(black_box(narrative), &RENDERING));
}

/// The same as plain text.
#[divan::bench]
fn markdown_to_text(bencher: Bencher<'_, '_>) {
    let sheet = sheet();
    let narrative = sheet.rsplit_once("\n---\n").unwrap().1;
    bencher.bench(|| markdown::plain(black_box(narrative)));
}

/// The theme of a site that was read for the first time.
#[divan::bench]
fn theme(bencher: Bencher<'_, '_>) {
    let (site, _) = pipeline::read(root(), Options::default()).unwrap();
    let site = restrict(site, Audience::Public);
    bencher.bench_local(|| pages::theme(root(), &site).unwrap());
}

/// The same after a sheet was edited, as the preview does it.
#[divan::bench]
fn theme_after_an_edit(bencher: Bencher<'_, '_>) {
    let (site, _) = pipeline::read(root(), Options::default()).unwrap();
    let site = restrict(site, Audience::Public);
    let theme = pages::theme(root(), &site).unwrap();
    bencher.bench_local(|| pages::for_site(&theme, &site));
}

/// A page with its charts, data and text, made from a site that was read.
#[divan::bench(args = ["2021/kawasaki.html", "2021.html", "places/kawasaki.html", "measures/beds.html", "index.html"])]
fn page(bencher: Bencher<'_, '_>, path: &str) {
    let (site, _) = pipeline::read(root(), Options::default()).unwrap();
    let site = restrict(site, Audience::Public);
    let theme = pages::theme(root(), &site).unwrap();
    let edition = RenderContext::new(&site, &theme);
    let page = pages::find(edition, path).unwrap();
    let discard = |_: &str, bytes: Bytes, _: &str| {
        black_box(bytes);
        Ok(())
    };
    bencher.bench_local(|| pages::render_page(edition, &page, &discard));
}
