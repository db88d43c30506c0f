//! What findings say to write, written into their files, where there is one right way to write it.
//!
//! 1. Encoding: Shift_JIS, EUC-JP and UTF-16 become UTF-8; a byte order mark goes; a lone carriage return ends a line.
//! 2. Typos of the keyboard in YAML: a file is read alone, and its values stay as they were read.
//! 3. All other findings: the site is read as it would be.
//!
//! A change that gives a new finding, or that would publish what is not public, is not made, and stops no other.

mod alone;
mod site;

pub use alone::fix;
pub use site::{FixedSite, fix_site};

/// A file with its repairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text as it was, decoded.
    pub before: String,
    /// The text as it should be; the file holds it as UTF-8.
    pub after: String,
    /// The encoding the file had, where that was not UTF-8.
    pub encoding: Option<&'static str>,
    /// Whether the file began with a byte order mark.
    pub mark: bool,
}

impl Fixed {
    fn changes(&self) -> bool {
        self.before != self.after || self.encoding.is_some() || self.mark
    }
}

/// What kind of file it is: repairs depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixFormat {
    /// Front matter and Markdown.
    Document,
    /// A file of nothing but YAML, such as `places.yaml`.
    Yaml,
}

impl FixFormat {
    /// Told by the name of the file; nothing for files that are no text of ours.
    #[must_use]
    pub fn from_path(path: &str) -> Option<FixFormat> {
        match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "md" => Some(FixFormat::Document),
            "yaml" | "yml" => Some(FixFormat::Yaml),
            _ => None,
        }
    }
}

/// Whether a list of codes has none that the other has not as often.
fn none_new(old: &[&str], new: &[&str]) -> bool {
    let mut left = old.to_vec();
    new.iter().all(|code| left.iter().position(|other| other == code).map(|at| left.swap_remove(at)).is_some())
}
