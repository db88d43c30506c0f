//! A year that is kept as it is: what its pages say of that, and what the living site says of it.

use crate::text::{Date, SiteLanguage};
use crate::view;
use crate::view::View;

/// That this site is one frozen year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// The fiscal year that was frozen, by the Gregorian year of its April.
    pub year: i32,
    /// The day it was frozen.
    pub date: Date,
    /// The address of the living site, with a final slash.
    pub living: String,
}

impl Frozen {
    /// The values that templates get.
    pub fn view(&self, language: SiteLanguage) -> View {
        view! { "date" => language.date(self.date), "iso" => self.date.iso(), "living" => &self.living }
    }
}

/// A frozen year that the living site links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// The fiscal year that was frozen, by the Gregorian year of its April.
    pub year: i32,
    /// The day it was frozen, as its bag says.
    pub date: String,
    /// How many files the bag holds.
    pub files: usize,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// The SHA-256 of its list of checksums: who knows it knows every file.
    pub sum: String,
    /// The year packed into one ZIP file, where there is one.
    pub zip: Option<PackedYear>,
}

/// A frozen year as one ZIP file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedYear {
    /// How many bytes it has.
    pub bytes: u64,
    /// The SHA-256 of the file, in hexadecimal.
    pub sum: String,
}

impl Archived {
    /// Where its pages begin in the living site.
    pub fn page(&self) -> String {
        format!("archive/{}/index.html", self.year)
    }

    /// Where its ZIP is in the living site.
    pub fn zip_page(&self) -> String {
        format!("archive/{}.zip", self.year)
    }
}
