//! A preview that follows the author's edits. Nothing is written: the site is kept in memory, and a page is rendered when a
//! browser asks for it, by the functions that render it for publishing. So its bytes are those of a build, and after a
//! sheet was edited no more is done than reading that sheet and making the page that is looked at.
//!
//! - [`preview`]: the site as last read, and the bytes at an address;
//! - [`office`]: pages of the office, which no build writes;
//! - [`guard`]: who may ask;
//! - [`http`]: the server on this machine's own address, and the news for open pages;
//! - [`watch`]: which files of the sources changed.

mod guard;
pub mod http;
mod mime;
mod news;
mod office;
pub mod preview;
pub mod watch;

pub use guard::{address, may_ask};
pub use office::STATUS_PAGE;
pub use preview::{Preview, PreviewStatus};
