//! The contract with themes: what templates receive, that one file may be replaced, and that no field is forgotten.
//!
//! `UPDATE=1 cargo test --test it theme` writes what templates receive now over `context.txt`; read the difference as a
//! theme's author would, and tell them in `docs/theme-contract.md`.

mod context;
mod marked;
mod site;
mod tiny;
mod unused;
