//! nenpo (年報): municipal sheets become a static report site.
//!
//! A *form* (様式) says what is asked, a *sheet* (シート) answers it, a *page* shows the answer.
//! Forms are data: a new year's form is a new YAML file and needs no Rust.
//!
//! Layers, lowest first: a module may use those above its line, never those below.
//! `tests/it/architecture.rs` reads this list and every `crate::` path.
//! The blank lines and comments between the lines keep the formatter from sorting them.
//!
//! Only `cli` reads the clock, the environment and the terminal, so the same content gives the same bytes everywhere.
//! Only `output` writes the site.

/// Functions on strings: folding, widths, numbers, dates and eras, page paths.
pub mod text;

/// A text file and positions in it; findings, which are what an author can repair.
pub mod source;

/// Errors in both languages: what stops a command and is no finding about the content.
pub mod error;

/// The stages of a build, for spans and timings.
pub mod stage;

/// Locks that outlive a panic of their holder.
pub mod sync;

/// A digest of values, by which a build knows what it made before.
pub mod digest;

/// Images without the metadata in their files about persons and locations.
pub mod image;

/// Attachments: what their bytes are, and whether they may be published.
pub mod attachment;

/// Front matter as nodes with positions. The only module that knows YAML.
pub mod record;

/// Markdown: what it refers to, and its HTML. The only module that knows pulldown-cmark.
pub mod markdown;

/// The data of templates: a small tree that knows no template engine.
pub mod view;

/// The content of a file of the site, shared without copies.
pub mod bytes;

/// HTML as browsers read it. Knows no page of the site.
pub mod html;

/// Where files of a site are written as they are rendered.
pub mod sink;

/// Forms as data: sections, fields, and the settings of each field kind.
pub mod form;

/// One file per field kind: how a value is read and written, what templates see, what its leaves are.
pub mod value;

/// Places, years, documents and the whole site.
pub mod model;

/// The site as certain readers may see it: the one step between the content and what is published.
pub mod restrict;

/// The model as files again: reading them gives the same pages.
pub mod write;

/// Comparisons of documents: over years and between municipalities.
pub mod compare;

/// Forms as JSON Schema, for editors.
pub mod schema;

/// A sheet to fill in: from its form, and from last year's sheet.
pub mod prefill;

/// Workbooks of Excel, as far as they are written.
pub mod workbook;

/// Forms as workbooks to fill in.
pub mod export;

/// Files of Excel, Word and PowerPoint, and CSV, become drafts of sheets by the labels of a form.
pub mod import;

/// A folder becomes a site and findings, in parallel and in a fixed order.
pub mod load;

/// One file per rule over the whole site.
pub mod checks;

/// Suppression of small numbers of persons in the model, before any page is rendered.
pub mod suppression;

/// One file per chart, and the SVG back end. The only module that knows plotters.
pub mod charts;

/// Open data: CSV, JSON, a Data Package, and all of it in one ZIP file. This module and `workbook` write ZIP, `archive` reads it, too, and `attachment` and `import` read it.
pub mod data;

/// Templates, their translations and static files. The only module that knows Tera.
pub mod theme;

/// All codes of findings with their explanations; the manual and `check --explain` print them.
pub mod catalogue;

/// Full-text search by any two characters or more. Knows published HTML, and neither sheets nor templates.
pub mod search;

/// One file per kind of page.
pub mod pages;

/// What a form makes, told before there is a sheet: its fields, charts, measures and relations.
pub mod form_outline;

/// Publishes files as a folder in one step. The only module that writes the site.
pub mod output;

/// BagIt: writing and verifying bags. Knows no site.
pub mod bag;

/// A year preserved for a long time, as a bag of its pages, sources and data.
pub mod archive;

/// Chosen documents with what only advisors may read, in one encrypted page; and the notes of advisors on it.
pub mod share;

/// The steps of a build: load, check, suppress small numbers, restrict, render, publish.
pub mod pipeline;

/// The booklet of a year as a PDF, printed by an installed browser. The only module that runs another program.
pub mod pdf;

/// What findings say to write, written: `nenpo fix`.
pub mod fix;

/// The office's own work: who has sent a sheet, what to send back, figures for a meeting; as tables and workbooks.
pub mod office;

/// A preview that follows the author's edits: pages are rendered when they are requested.
pub mod serve;

/// Commands. Only this module reads arguments, the terminal and the environment.
pub mod cli;
