//! Markdown: what it refers to, and its HTML. The only module that knows pulldown-cmark.
//!
//! Pure functions over strings. [`inspect`] says what a text holds and where, for the checks at load
//! time; [`to_html`], [`inline_html`] and [`plain`] show it. What a link or an image leads to is the
//! caller's knowledge and comes in as a function, and so do all words a reader sees.
//!
//! What is accepted is CommonMark with tables, footnotes, definition lists, task lists, `~~` and `{#id}`
//! on headings. Only `**` makes emphasis, and what officials write as words stays so: see `literal`, `lists` and `tables`. Raw HTML is not: it is listed, and shown as the text it is, so no sanitiser is needed.
//! The cases in `tests/markdown/` are the description of all this.

mod barred;
mod comments;
mod emphasis;
mod events;
mod flow;
mod heading;
mod html;
mod kept_lines;
mod lines;
mod lists;
mod literal;
mod near_miss;
mod near_miss_dialect;
mod near_miss_link;
mod outline;
mod padded;
mod parse;
mod pasted;
mod plain;
mod tables;
mod target;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod properties;

pub use barred::barred_table;
pub use comments::{comments, uncommented};
pub use heading::{Ids, heading_id};
pub use html::{HtmlLabels, ImageFile, Mention, Rendering, inline_html, to_html, to_html_and_plain};
pub use lines::{TextLine, lines};
pub use near_miss::{IntendedMark, NearMiss, pasted_table};
pub use near_miss_link::{destination, written_address};
pub use outline::{FootnoteLabel, Link, Outline, OutlineHeading, OutlineImage, Spelt, inspect};
pub use plain::{begin_differently, inline_plain, plain, says_nothing};
pub use target::LinkTarget;
