//! The contract with themes: what templates receive, that one file may be replaced, and that no field is forgotten.
//!
//! `UPDATE=1 cargo test --test theme` writes what templates receive now over `context.txt`; read the difference as a
//! theme's author would, and tell them in `docs/theme-contract.md`.

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

mod context;
mod marked;
mod site;
mod tiny;
mod unused;
