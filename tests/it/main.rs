//! Tests as documents: a case is a file, and adding one needs no Rust.
//!
//! `UPDATE=1 cargo test --test it` writes what the program does now over what was expected; a person reviews the diff.
//!
//! - `architecture`: the stairs and fences of `src/`.
//! - `sheets`: sheets in `tests/sheets/<code>/` with the findings they must give.
//! - `sites`: small sites in `tests/sites/<case>/` with what their pages must hold.
//! - `explained`: the catalogue of findings and `docs/findings.md`.
//! - `formats`: findings for other programs, and the options of `check`.
//! - `fuzz`: damaged sheets, made by a fixed seed.
//! - `commands`: transcripts in `tests/commands/`.
//! - `content`: the repository's own `content/`, page by page against `tests/facts.tsv`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that meets something unforeseen should fail there and then"
)]

mod architecture;
mod case;
mod content;
mod explained;
mod formats;
mod fuzz;
mod page;
mod sheets;
