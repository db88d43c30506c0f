//! Makes of a site what `benches/zola` makes of the same sheets, and no more: the pages of the sheets with their answers and texts,
//! and lists by year and by place. No charts, terms, data, texts or search. `cargo run --release --example pages_only -- ROOT FOLDER`.
//!
//! Sheets are read and their small numbers withheld as in a build. Rules do not run, since other generators have none.

#![allow(missing_docs, clippy::unwrap_used, reason = "an example may stop where it fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use nenpo::compare::Figure;
use nenpo::form::Audience;
use nenpo::load::{self, Options};
use nenpo::model::{Document, address};
use nenpo::pages::{self, RenderContext};
use nenpo::restrict::restrict;
use nenpo::suppression::suppress_small_numbers;
use nenpo::theme::PageContext;
use nenpo::view;
use nenpo::view::View;
use rayon::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [root, folder] = arguments.as_slice() else { return };
    let (mut site, _) = load::load(root, Options::default()).unwrap();
    suppress_small_numbers(&mut site);
    let site = restrict(site, Audience::Public);
    let theme = pages::theme(Path::new("benches/pages"), &site).unwrap();
    let context = RenderContext::new(&site, &theme);
    for asset in theme.assets() {
        put(folder, &asset.path, &asset.bytes);
    }
    let page = |path: &str, template: &str, title: &str, mut seen: View| {
        let none = || View::List(Vec::new());
        let mut head = view! { "path" => path, "kind" => "document", "title" => title, "description" => title };
        head.set("above", none());
        head.set("aliases", none());
        seen.set("page", head);
        put(folder, path, &theme.render(template, &PageContext::new(path, seen)).unwrap());
    };
    let mut lists: BTreeMap<String, (String, Vec<&Document>)> = BTreeMap::new();
    for document in &site.documents {
        let year = (address::of_year(document.year), document.year.to_string());
        for (path, title) in [year, (document.place.page(), document.place.name.clone())] {
            lists.entry(path).or_insert_with(|| (title, Vec::new())).1.push(document);
        }
    }
    site.documents.par_iter().for_each(|document| {
        let mut seen = pages::document_without_charts(context, document);
        seen.set("figures", figures(document));
        seen.set("place", view! { "path" => document.place.page(), "name" => &document.place.name });
        let years = site.documents_at(&document.place.id);
        seen.set("years", View::list(years.map(|other| view! { "path" => &other.page, "name" => other.year })));
        let title = format!("{} {}", document.place.name, document.year);
        page(&document.page, "plain-sheet.html", &title, seen);
    });
    lists.par_iter().for_each(|(path, (title, documents))| {
        let rows = documents.iter().map(|document| {
            let name = format!("{} {}", document.place.name, document.year);
            view! { "path" => &document.page, "name" => name, "figures" => figures(document) }
        });
        page(path, "plain-list.html", title, view! { "lists" => View::List(Vec::new()), "rows" => View::list(rows) });
    });
    let all = lists.iter().map(|(path, (title, _))| view! { "path" => path, "name" => title });
    let home = view! { "lists" => View::List(vec![View::list(all)]), "rows" => View::None };
    page(address::HOME, "plain-list.html", &site.settings.title, home);
}

/// The key figures of a sheet.
fn figures(document: &Document) -> View {
    let figures = document.form.key_figures.iter().filter_map(|id| Figure::of(document, id));
    View::list(figures.map(|figure| view! { "label" => figure.label(), "text" => figure.quantity.written.as_str() }))
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}
