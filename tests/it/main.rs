//! Tests as documents: a case is a file, and adding one needs no Rust.
//!
//! `UPDATE=1 cargo test --test it` writes what the program does now over what was expected; a person reviews the diff.
//!
//! - `architecture`: the layers of `src/`, and what only one module may know.
//! - `sheets`: sheets in `tests/sheets/<code>/` with the findings they must give.
//! - `sites`: small sites in `tests/sites/<case>/` with what their pages must hold.
//! - `import`: received files of offices in `tests/import/files/`, and what their drafts say.
//! - `export`: workbooks to fill in, out and back.
//! - `explained`: the catalogue of findings and `docs/findings.md`.
//! - `formats`: findings for other programs, and the options of `check`.
//! - `folder`: files and folders that no repository can hold.
//! - `fuzz`: damaged sheets, made by a fixed seed.
//! - `links`: every link of every case that can be built.
//! - `booklet`: the booklets of years.
//! - `channels`: each kind of field in each channel, by the site in `tests/channels/`.
//! - `charts`: drawings in `tests/charts/`, beside what they are drawn from.
//! - `choices`: answers to lists in `tests/choices.tsv`.
//! - `numbers`: spellings of numbers in `tests/numbers.tsv`.
//! - `prefill`: sheets to fill in.
//! - `search`: the index of search, unpacked.
//! - `fixes`: safe remedies.
//! - `schemas`: forms as JSON Schema.
//! - `archive`: years frozen as bags.
//! - `bags`: folders that prove themselves whole, ours and those of the conformance suite.
//! - `publishing`: the lines of shell in `docs/publishing.md`.
//! - `shiomi`: the fictional prefecture in `examples/shiomi/`.
//! - `example_forms`: sites in `examples/forms/`, and what slips in them come to.
//! - `commands`: transcripts in `tests/commands/`.
//! - `data`: the files of `data/`.
//! - `private_files`: what lies beside the site, and who may read it.
//! - `terminal`: what reaches a terminal, and outputs that take no more.
//! - `suppression`: small numbers under attack.
//! - `theme`: the contract with themes, in `tests/theme/`.
//! - `written`: what is written from the model and read again.
//! - `edits`: edits at random, and what is made of them.
//! - `private_headings`: spellings of private headings, and innocent lines.
//! - `printed`: every figure on every page against its sheet.
//! - `conservation`: every word of an author against all that is published of it.
//! - `content`: the repository's own `content/`, page by page against `tests/facts.tsv`.

#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::from_iter_instead_of_collect,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

mod architecture;
mod archive;
mod bags;
mod booklet;
mod case;
mod channels;
#[path = "../charts/mod.rs"]
mod charts;
mod choices;
mod commands;
mod conservation;
mod content;
mod data;
mod edits;
mod example_forms;
mod explained;
mod export;
mod fixes;
mod folder;
mod formats;
mod fuzz;
mod hostile;
mod ids;
mod import;
mod kept;
mod links;
mod numbers;
mod page;
mod prefill;
mod printed;
mod private;
#[cfg(unix)]
mod private_files;
mod private_headings;
mod publishing;
mod schemas;
mod search;
mod seeded;
mod serve;
mod share;
mod sheets;
mod shiomi;
mod sites;
mod suppression;
#[cfg(target_os = "linux")]
mod terminal;
#[path = "../theme/mod.rs"]
mod theme;
mod workbook;
mod written;
mod zips;
