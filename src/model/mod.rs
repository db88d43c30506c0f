//! Places, years, documents and the whole site. Each file holds a type and, under it, how it is read.

mod accept;
mod anchors;
mod check_setting;
mod codes;
mod document;
mod ending;
mod erratum;
mod frozen;
mod glossary;
mod history;
mod measure;
mod narrative;
mod page;
mod place;
mod redirect;
mod settings;
mod site;
mod small_numbers;

pub use accept::Accept;
pub use check_setting::CheckSetting;
pub use codes::CODES;
pub use document::{Address, Document, SectionAnswer, Withheld};
pub use ending::{Ending, Outcome};
pub use erratum::{Erratum, read_errata};
pub use frozen::{Archived, Frozen, Packed};
pub use glossary::{Glossary, Term, read_glossary};
pub use history::{Correction, History};
pub use measure::{Measure, Ratio, read_measures};
pub use narrative::Narrative;
pub use page::ContentPage;
pub use place::{Category, Place, read_places};
pub use redirect::{Redirect, read_redirects};
pub use settings::{Licence, Settings};
pub use site::{Image, Index, Site};
pub use small_numbers::{Least, SmallNumbers, Tier};
