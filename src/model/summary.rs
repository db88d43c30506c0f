//! What is known of the documents of a place that stayed as they were, without reading them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::digest::ValueDigest;
use crate::sink::ValuesDigest;
use crate::text::Decimal;
use crate::value::Quantity;
use crate::view::View;

use super::Place;

/// The documents of a place that lead to no file of another place: whatever the rules and the pages see in them depends on the files that
/// `made_from` is a digest of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlaceSummary {
    /// The id of the place.
    pub place: String,
    /// The digest of all that is read with these documents; see [`PlaceDigests::of`].
    pub made_from: ValuesDigest,
    /// The documents, as the site has them.
    pub documents: Vec<DocumentSummary>,
    /// What the rules found in them.
    #[serde(skip)]
    pub findings: Vec<FindingSummary>,
    /// All images and attachments that they show, link to or name, also where readers may not know it. None of them is published for that.
    #[serde(skip)]
    pub named_files: Vec<String>,
    /// The digest of the measures that `figures` are of.
    pub measures: ValuesDigest,
    /// What the place gives of each of these measures.
    pub figures: Vec<MeasureSummary>,
    /// What it says of each measure of the site, in their order.
    pub said: Vec<SaidOfMeasure>,
    /// How many residents it has, where a document says so.
    pub population: Option<PopulationSummary>,
    /// What came of its targets, by fiscal year: how many were reached, were missed, and are pending.
    pub outcomes: BTreeMap<i32, [usize; 3]>,
    /// Its issues.
    pub issues: Arc<IssueSummaries>,
}

/// The issues of a place. Most pages need to know no more than whether they are as they were.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct IssueSummaries {
    /// The first and the last fiscal year in which any is named.
    pub span: Option<(i32, i32)>,
    /// The digests of those that are named last in a fiscal year.
    digests: BTreeMap<i32, ValuesDigest>,
    /// The issues, in the same form as the whole.
    encoded: Vec<u8>,
}

impl IssueSummaries {
    /// Keeps issues.
    #[must_use]
    pub fn new(issues: &[IssueSummary]) -> IssueSummaries {
        let years = issues.iter().flat_map(|issue| &issue.years).filter(|year| year.is_named).map(|year| year.year);
        let mut by_year: BTreeMap<i32, Vec<&IssueSummary>> = BTreeMap::new();
        for issue in issues {
            by_year.entry(issue.newest).or_default().push(issue);
        }
        IssueSummaries {
            span: years.clone().min().zip(years.max()),
            digests: by_year.into_iter().map(|(year, issues)| (year, ValueDigest::of(&issues))).collect(),
            encoded: postcard::to_stdvec(issues).unwrap_or_default(),
        }
    }

    /// The digest of the issues that are named last in a fiscal year; none where there are none.
    #[must_use]
    pub fn digest_of(&self, year: i32) -> Option<ValuesDigest> {
        self.digests.get(&year).copied()
    }

    /// The issues.
    #[must_use]
    pub fn read(&self) -> Vec<IssueSummary> {
        postcard::from_bytes(&self.encoded).unwrap_or_default()
    }
}

/// A finding of a rule that nobody accepted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FindingSummary {
    /// The name of its code.
    pub code: String,
    /// Whether it stops the build.
    pub is_error: bool,
    /// Where it is.
    pub position: PositionSummary,
    /// What is wrong, in Japanese and in English.
    pub message: [String; 2],
    /// What to write instead.
    pub hint: Option<[String; 2]>,
    /// The same as changes: where each begins and ends, in bytes, and what is to stand there.
    pub mends: Vec<(usize, usize, String)>,
    /// Other places that belong to it, each with a word on why.
    pub related: Vec<(PositionSummary, [String; 2])>,
    /// The id of the field it is about.
    pub field: Option<String>,
    /// The id of the relation of the form that does not hold.
    pub check: Option<String>,
}

/// A range in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PositionSummary {
    /// The path of the file in the site.
    pub path: String,
    /// Where the range begins and ends, in bytes.
    pub span: (usize, usize),
    /// How many bytes stand before the file in the text that it was read with.
    pub offset: usize,
}

/// What a place gives of a measure.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MeasureSummary {
    /// The figures of its own by fiscal year, where one document says so, the oldest first.
    pub figures: Vec<(i32, Quantity)>,
    /// Whether several documents of any year give one, none of which stands for the place.
    pub is_of_several: bool,
    /// The fiscal year whose figure `changes` and `shown` are of: the newest of the site.
    pub year: i32,
    /// How the figure of the year compares with each earlier one that it can be compared with.
    pub changes: Vec<ChangeSummary>,
    /// That its page tells its course over the years, where it does.
    pub course: Option<CourseSummary>,
    /// What is shown of the year, where one document says something.
    pub shown: Option<ShownFigure>,
}

/// The course of a measure over the years.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CourseSummary {
    /// The fiscal year of its newest figure.
    pub newest: Option<i32>,
}

/// A figure as a page shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShownFigure {
    /// The figure.
    pub quantity: Quantity,
    /// Whether it is a number of the place itself.
    pub is_own: bool,
    /// How it is printed.
    pub view: View,
}

/// What the documents of a place say of a measure.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SaidOfMeasure {
    /// The digest of all their answers to it.
    pub digest: ValuesDigest,
    /// Whether there is any.
    pub is_answered: bool,
}

/// How a figure compares with an earlier one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeSummary {
    /// The fiscal year of the earlier one.
    pub from: i32,
    /// Whether the later one is less (-1), the same (0) or more (1).
    pub sign: i8,
    /// The change in proportion to the earlier figure, as the bits of a number.
    pub relative: u64,
}

/// How many residents a place has.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PopulationSummary {
    /// The number, by which places are ordered.
    pub number: Decimal,
    /// The path of the document that says so.
    pub document: String,
    /// The digest of how pages show it.
    pub shown: ValuesDigest,
}

/// An issue through the sheets of a place.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
pub struct IssueSummary {
    /// The fiscal year of the newest sheet that names it.
    pub newest: i32,
    /// The sectors that have a part in it, with their labels.
    pub sectors: Vec<(String, String)>,
    /// What became of it: a name for templates, the interface word for it, and the author's words on it.
    pub state: Option<(String, String, Option<String>)>,
    /// Whether it ended.
    pub ended: bool,
    /// The years of which something is to be shown.
    pub years: Vec<IssueYear>,
    /// What earlier sheets say of it.
    pub earlier: View,
    /// What the row shows beside all this.
    pub row: View,
}

/// What is to be shown of an issue in a year.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
pub struct IssueYear {
    /// The fiscal year.
    pub year: i32,
    /// Whether it is named as before, with other words, or ended: a name for templates.
    pub mark: String,
    /// Whether a sheet of the year names it.
    pub is_named: bool,
    /// Where that stands: a page, and a place on it.
    pub page: String,
    /// The id on the page, where it is named.
    pub fragment: Option<String>,
}

/// A summary as it is written down. All summaries of a large site are many times as large in memory.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EncodedSummary {
    /// The id of the place.
    pub place: String,
    encoded: Vec<u8>,
    /// What the rules found in the documents, and the files that they name, which is known before the rest.
    pub findings: Vec<FindingSummary>,
    /// See [`PlaceSummary::named_files`].
    pub named_files: Vec<String>,
}

/// How many files summaries are kept in: each has about a sixtieth of all.
pub const SUMMARY_FILES: usize = 64;

/// The number of the file that the summary of a place is kept in.
#[must_use]
pub fn file_of(place: &str) -> usize {
    ValueDigest::of(place).first().map_or(0, |byte| usize::from(*byte) % SUMMARY_FILES)
}

impl EncodedSummary {
    /// Encodes a summary.
    #[must_use]
    pub fn of(summary: &PlaceSummary) -> EncodedSummary {
        let encoded = postcard::to_stdvec(summary).unwrap_or_default();
        EncodedSummary { place: summary.place.clone(), encoded, findings: Vec::new(), named_files: Vec::new() }
    }

    /// The number of the file that it is kept in, below [`SUMMARY_FILES`].
    #[must_use]
    pub fn file(&self) -> usize {
        file_of(&self.place)
    }

    fn read(self) -> Option<PlaceSummary> {
        let summary: PlaceSummary = postcard::from_bytes(&self.encoded).ok()?;
        Some(PlaceSummary { findings: self.findings, named_files: self.named_files, ..summary })
    }
}

/// What lists and digests need of a document, as far as readers may know it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DocumentSummary {
    /// Its path below `content/`.
    pub path: String,
    /// The id of its form.
    pub form: String,
    /// Its own title.
    pub title: Option<String>,
    /// The day on which it was changed, in ISO 8601. A document that was corrected has no summary.
    pub updated: Option<String>,
    /// The pages of its records.
    pub record_pages: BTreeMap<String, String>,
    /// The digest of all that it says.
    pub digest: ValuesDigest,
    /// The digest of what its links, images and attachments come to.
    pub links: ValuesDigest,
    /// Which terms of the glossary its texts may mention, by their place in it.
    pub terms: Vec<usize>,
    /// How often each relation of its form holds in it, does not, and cannot be judged.
    pub relations: Vec<[usize; 3]>,
    /// Whether it says of anything that it is withheld.
    pub withholds: bool,
    /// How many indicators it has.
    pub indicators: usize,
    /// How many issues it has.
    pub issues: usize,
    /// Which of the long tables have a row of it, in their order.
    pub tables: Vec<bool>,
    /// The images and attachments that it shows, links to or names, as paths below `content/`.
    pub files: Vec<String>,
}

/// Digests of the files of a site, by which a summary is known to be of just these.
#[derive(Clone, Debug, Default)]
pub struct PlaceDigests {
    /// Of all that belongs to no document.
    pub common: ValuesDigest,
    /// Of the files in the folders of each place, by its id.
    pub places: BTreeMap<String, ValuesDigest>,
}

impl PlaceDigests {
    /// The digest of all that is read with the documents of a place, and that rules compare them with: those of the place, of its
    /// prefecture and of the place that it belongs to. None of a place without documents.
    #[must_use]
    pub fn of(&self, place: &Place) -> Option<ValuesDigest> {
        let own = self.places.get(&place.id)?;
        let related: Vec<_> = place.related().map(|id| (id, self.places.get(id))).collect();
        Some(ValueDigest::of(&(self.common, own, related)))
    }
}

/// The summaries that the last build left.
#[derive(Clone, Debug, Default)]
pub struct Summaries {
    /// By the ids of the places.
    places: HashMap<String, Arc<PlaceSummary>>,
    /// The digests of the files as they are now.
    digests: PlaceDigests,
    /// Whether a document could not be read again.
    failed: Arc<AtomicBool>,
}

impl Summaries {
    /// Those of some places, and the digests of the files as they are now.
    #[must_use]
    pub fn new(places: Vec<EncodedSummary>, digests: PlaceDigests) -> Summaries {
        let places = places.into_par_iter().filter_map(EncodedSummary::read);
        let places = places.map(|one| (one.place.clone(), Arc::new(one))).collect();
        Summaries { places, digests, failed: Arc::default() }
    }

    /// The digests of the files as they are now.
    #[must_use]
    pub fn digests(&self) -> &PlaceDigests {
        &self.digests
    }

    /// The summary of a place, where all its files and those that it depends on are as they were.
    #[must_use]
    pub fn of(&self, place: &Place) -> Option<&Arc<PlaceSummary>> {
        self.places.get(&place.id).filter(|summary| Some(summary.made_from) == self.digests.of(place))
    }

    /// All whose files are as they were, given the places of the site.
    pub fn of_all<'s>(&'s self, places: &'s [Arc<Place>]) -> impl Iterator<Item = &'s PlaceSummary> {
        places.iter().filter_map(|place| self.of(place)).map(AsRef::as_ref)
    }

    /// Where it is noted that a document could not be read as its summary says.
    #[must_use]
    pub fn failure(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.failed)
    }

    /// Whether all documents that were asked for could be read as their summaries say.
    #[must_use]
    pub fn hold(&self) -> bool {
        !self.failed.load(Ordering::Relaxed)
    }
}
