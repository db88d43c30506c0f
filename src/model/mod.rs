//! Places, years, documents and the whole site. Each file holds a type and, under it, how it is read.

mod accept;
pub mod address;
pub mod anchors;
mod asked;
mod base_url;
mod body;
mod check_setting;
pub mod codes;
mod digests;
mod document;
mod ending;
mod erratum;
mod frozen;
mod glossary;
mod history;
mod lazy_content;
mod measure;
mod narrative;
mod page;
mod page_id;
mod place;
mod reading;
mod record_file;
mod redirect;
mod reported;
mod settings;
mod share;
mod site;
mod small_numbers;
mod summary;

pub use accept::Accept;
pub use anchors::in_record;
pub use asked::{AnswerScope, Decided, apply_conditions, decisions};
pub use check_setting::CheckSetting;
pub use codes::CODES;
pub use digests::SiteDigests;
pub use document::{AnswerInDocument, Document, DocumentAnswers, DocumentContent, RecordOfAnswer, SectionAnswer};
pub use ending::{Ending, Outcome};
pub use erratum::{Erratum, read_errata};
pub use frozen::{Archived, Frozen, PackedYear};
pub use glossary::{Glossary, Term, read_glossary};
pub use history::{Correction, History};
pub use lazy_content::LazyContent;
pub use measure::{Measure, Ratio, read_measures};
pub use narrative::Narrative;
pub use page::ContentPage;
pub use place::{Category, Place, PlaceGroup, read_places};
pub use reading::Address;
pub use record_file::RecordFile;
pub use redirect::{Redirect, read_redirects};
pub use reported::Reported;
pub use settings::{Contact, Licence, Settings};
pub use share::{Share, read_shares};
pub use site::{Attachment, Image, Index, Site};
pub use small_numbers::{SmallNumbers, Threshold, Tier};
pub use summary::{
    ChangeSummary, CourseSummary, DocumentSummary, EncodedSummary, FindingSummary, IssueSummaries, IssueSummary,
    IssueYear, MeasureSummary, PlaceDigests, PlaceSummary, PopulationSummary, PositionSummary, SUMMARY_FILES,
    SaidOfMeasure, ShownFigure, Summaries, file_of,
};
