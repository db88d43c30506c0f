//! nenpo (年報): municipal sheets become a static report site.
//!
//! A *form* (様式) says what is asked, a *sheet* (シート) answers it, a *page* shows the answer.
//! Forms are data: a new year's form is a new YAML file and needs no Rust.
//!
//! The order of the modules below, ground to roof, is the rule of the house: a module may use
//! those above its line, never those below. `tests/it/architecture.rs` reads this list and every
//! `crate::` path. A blank line and a sentence between the lines keep the formatter from sorting them.
//!
//! Absent on purpose: no module below `cli` reads the clock, the environment or the terminal, so
//! the same content gives the same bytes everywhere; nothing but `output` writes the site.

/// Strings only: folding, widths, numbers, dates and eras, page paths.
pub mod text;

/// A text file and places in it; findings, which are what an author can mend.
pub mod source;

/// Trouble with the world, in both languages: what authors cannot mend.
pub mod error;

/// The stages of a build, for spans and timings.
pub mod stage;

/// Locks that outlive a panic of their holder.
pub mod sync;

/// Images without what their files tell about persons and places.
pub mod image;

/// Front matter as nodes with positions. The only room that knows YAML.
pub mod record;

/// Markdown: what it refers to, and its HTML. The only room that knows pulldown-cmark.
pub mod markdown;

/// What templates see: a small tree that knows no template engine.
pub mod view;

/// What is in a file of the site.
pub mod bytes;

/// HTML as browsers read it. Knows no page of ours.
pub mod html;

/// Where files of a site go as they are made.
pub mod sink;

/// Forms as data: sections, fields, and the settings of each field kind.
pub mod form;

/// One file per field kind: how a value is read, what is wrong in it, what templates see.
pub mod value;

/// Places, years, documents and the whole site.
pub mod model;

/// The site as certain readers may know it: the one step between what is written and what is made public.
pub mod restrict;
/// The model as files again: reading them gives the same pages.
pub mod write;

/// Several documents beside each other: what changed, what goes on, who is alike.
pub mod compare;

/// Forms as JSON Schema, for editors.
pub mod schema;

/// Safe remedies of a file's encoding, of slips of the keyboard, and of spellings of characters.
pub mod fix;

/// A sheet to fill in: from its form, and from what last year's sheet said.
pub mod draft;

/// A folder becomes a site and findings, in parallel and in a fixed order.
pub mod load;

/// One file per rule over the whole site.
pub mod checks;

/// Small numbers of persons: taken out of the model before any page is made.
pub mod suppression;

/// Every code of a finding, explained; docs and `check --explain` print it.
pub mod catalogue;

/// One file per chart, and the SVG back end. The only room that knows plotters.
pub mod charts;

/// What sheets say as data: CSV, JSON, a description for machines, and all of it in one file. Of the rooms that know ZIP, one; the other is `archive`.
pub mod data;

/// Templates, their words and static files. The only room that knows Tera.
pub mod theme;

/// What pages say, found by any two letters or more of it. Knows published HTML, and neither sheets nor templates.
pub mod search;

/// One file per kind of page.
pub mod pages;

/// Paths and bytes become the published folder, in one step. The only writer of the site.
pub mod output;

/// BagIt: writing bags and proving them whole. Knows no site.
pub mod bag;

/// A year frozen for a long time, as a bag of its pages, sources and data.
pub mod archive;

/// Chosen documents with what only advisors may read, in one page under a cipher; and what advisors note on it.
pub mod share;

/// The story of a build: load, check, suppress small numbers, restrict, render, publish.
pub mod pipeline;

/// A preview that follows the author's typing: pages are made when they are asked for.
pub mod serve;

/// Commands. Arguments, terminal and environment live here and nowhere below.
pub mod cli;
