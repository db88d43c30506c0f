//! Front matter as nodes with positions. The only module that knows YAML.
//!
//! 1. [`decode`] turns the bytes of a file into a [`Source`](crate::source::Source),
//! 2. [`split`] finds the front matter and the body,
//! 3. [`parse`] repairs the typos of a Japanese keyboard line by line, then reads YAML into a [`Node`],
//! 4. [`Fields`] takes a node apart key by key,
//! 5. [`cut`] cuts the body at its headings.
//!
//! Every step says what is wrong and goes on with what it could make of the rest.

mod ask;
mod brackets;
pub mod codes;
mod continued;
mod decode;
mod fields;
mod front_matter;
mod indentation;
mod key_findings;
#[cfg(test)]
mod limits;
mod line;
mod lint;
mod marks;
mod mixed_rows;
mod names;
mod narrative;
mod node;
mod open_rows;
mod origin;
mod pasted;
mod patch;
mod quoting;
mod read;
mod recover;
mod rows;
mod syntax;
#[cfg(test)]
mod tests;
mod typo;
mod unseen;
mod write;
mod yaml;
mod yaml_codes;

pub use decode::{BYTES, decode, decode_surely, utf8};
pub use fields::{Elsewhere, Fields};
pub use front_matter::{Split, split};
pub use key_findings::{did_you_mean, nearest};
pub use names::{Names, unclear};
pub use narrative::{Chunk, CutBody, cut, heading, is_sentence, underlined};
pub use node::{Content, Entry, Node, Scalar, ScalarLines, TextStyle};
pub use origin::SourceMap;
pub use pasted::rows;
pub use patch::Patched;
pub use unseen::unseen_spelt;
pub use write::to_yaml;
pub use yaml::parse;

/// The codes of the findings of reading.
pub const CODES: &[&[crate::source::Code]] = &[codes::CODES, unseen::CODES, typo::CODES, yaml_codes::CODES];
