//! The contract with themes: what templates receive, that one file may be replaced, and that no field is forgotten.
//!
//! `UPDATE=1 cargo test --test theme` writes what templates receive now over `context.txt`; read the difference as a
//! theme's author would, and tell them in `docs/theme-contract.md`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets something unforeseen should fail there and then"
)]

mod context;
mod marked;
mod site;
mod tiny;
mod unused;
