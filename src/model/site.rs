//! The whole site, as read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::attachment::AttachmentKind;
use crate::form::{Audience, Form, PlaceElsewhere, ValueElsewhere};
use crate::image::Record;

use crate::text::page_path;

use super::{
    Archived, ContentPage, Document, Erratum, Frozen, Glossary, Measure, Place, PlaceSummary, Redirect, Reported,
    Settings, Share,
};

/// Everything that `content/` says.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// What `site.yaml` sets for the whole site: title, publisher, language, theme.
    pub settings: Settings,
    /// The places of `places.yaml`, in the order of their codes.
    pub places: Vec<Arc<Place>>,
    /// The forms of `forms/`, by id.
    pub forms: Vec<Arc<Form>>,
    /// All documents by year, place and name; a place's sheet before its other documents.
    pub documents: Vec<Document>,
    /// Paths of drafts that are left out of this edition, each with the line that makes it one.
    pub drafts: BTreeMap<String, String>,
    /// Paths of documents that could not be read, each of which has a finding of its own.
    pub unread: BTreeSet<String>,
    /// Where to find documents without walking the whole list.
    pub index: Index,
    /// `measures.yaml`, in its order.
    pub measures: Vec<Measure>,
    /// `redirects.yaml`, in its order.
    pub redirects: Vec<Redirect>,
    /// `errata.yaml`, the newest first.
    pub errata: Vec<Erratum>,
    /// `shares.yaml`, in its order.
    pub shares: Vec<Share>,
    /// The words of `glossary.yaml`, by their reading.
    pub glossary: Glossary,
    /// `pages/`, in the order of the navigation.
    pub pages: Vec<ContentPage>,
    /// That this is one frozen year, where it is.
    pub frozen: Option<Frozen>,
    /// Frozen years that this site links to, newest first.
    pub archives: Vec<Archived>,
    /// What the rules found in it, after they ran.
    pub reported: Vec<Reported>,
    /// Images in the folders of documents and pages, by path below `content/`.
    pub images: BTreeMap<String, Arc<Image>>,
    /// Attachments in the same folders, by path below `content/`.
    pub attachments: BTreeMap<String, Arc<Attachment>>,
}

/// Where documents stand in the list, by what one looks for.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// By path below `content/`.
    paths: HashMap<String, usize>,
    /// By id of the place, oldest year first.
    places: HashMap<String, Vec<usize>>,
    /// By id of the place and name, oldest year first.
    series: HashMap<(String, String), Vec<usize>>,
    /// Sheets by year and id of the prefecture, in the order of the list.
    sheets: HashMap<(i32, String), Vec<usize>>,
}

impl Index {
    /// Notes where each document stands.
    pub fn new(documents: &[Document]) -> Index {
        let mut index = Index::default();
        for (at, document) in documents.iter().enumerate() {
            index.paths.insert(document.path.clone(), at);
            index.places.entry(document.place.id.clone()).or_default().push(at);
            let series = (document.place.id.clone(), document.name.clone());
            index.series.entry(series).or_default().push(at);
            if document.is_sheet() {
                let prefecture = document.place.prefecture_id().to_owned();
                index.sheets.entry((document.year, prefecture)).or_default().push(at);
            }
        }
        index
    }
}

/// An image as it is published.
#[derive(Debug)]
pub struct Image {
    /// Its bytes, without what its file tells besides the picture; none where it cannot be read.
    pub bytes: Vec<u8>,
    /// Width and height in pixels; `None` when they cannot be told.
    pub size: Option<(usize, usize)>,
    /// What was taken out of the file.
    pub records: BTreeSet<Record>,
}

/// A file beside a document that is published byte for byte.
#[derive(Debug)]
pub struct Attachment {
    /// Its bytes; none where it may not be published.
    pub bytes: Vec<u8>,
    /// What it is; nothing where it may not be published.
    pub kind: Option<AttachmentKind>,
    /// Whom it names as its authors.
    pub authors: Vec<String>,
}

impl Site {
    /// Fiscal years with documents, newest first.
    pub fn years(&self) -> Vec<i32> {
        let mut years = Vec::new();
        let mut rest = self.documents.as_slice();
        while let Some(last) = rest.last() {
            years.push(last.year);
            rest = rest.split_at(rest.partition_point(|document| document.year < last.year)).0;
        }
        years
    }

    /// The documents of a year: a slice, since documents are ordered by year.
    pub fn documents_of(&self, year: i32) -> &[Document] {
        let from = self.documents.partition_point(|document| document.year < year);
        let to = self.documents.partition_point(|document| document.year <= year);
        self.documents.get(from..to).unwrap_or_default()
    }

    /// The place with this id.
    pub fn place(&self, id: &str) -> Option<&Arc<Place>> {
        self.places.iter().find(|place| place.id == id)
    }

    /// The documents of a place, oldest year first.
    pub fn documents_at(&self, place: &str) -> impl Iterator<Item = &Document> + Clone {
        self.places_of_documents(place).iter().filter_map(|at| self.documents.get(*at))
    }

    /// The summary of the documents of a place, where they need not be read to be known.
    pub fn summary_at(&self, place: &str) -> Option<&PlaceSummary> {
        self.documents_at(place).next()?.content.place_summary()
    }

    /// Where the documents of a place stand in the list, oldest year first.
    pub fn places_of_documents(&self, place: &str) -> &[usize] {
        self.index.places.get(place).map_or(&[][..], Vec::as_slice)
    }

    /// The documents of a place with this name, oldest year first.
    pub fn series(&self, place: &str, name: &str) -> impl DoubleEndedIterator<Item = &Document> + Clone {
        let places = self.index.series.get(&(place.to_owned(), name.to_owned())).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| self.documents.get(*at))
    }

    /// The sheets of a year in a prefecture, its own and those of its cities.
    pub fn sheets_in(&self, year: i32, prefecture: &str) -> impl Iterator<Item = &Document> + Clone {
        let places = self.index.sheets.get(&(year, prefecture.to_owned())).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| self.documents.get(*at))
    }

    /// The document made from this file below `content/`.
    pub fn document(&self, path: &str) -> Option<&Document> {
        self.index.paths.get(path).and_then(|at| self.documents.get(*at))
    }

    /// The same, to be changed. Its path, year, place and name must stay.
    pub fn document_mut(&mut self, path: &str) -> Option<&mut Document> {
        self.index.paths.get(path).and_then(|at| self.documents.get_mut(*at))
    }

    /// The path of the document to which the file of a record belongs, given the path of that; none for a file of another sort.
    pub fn owner_of_record(&self, path: &str) -> Option<String> {
        let owner = page_path::document_of_record(path)?;
        let known = self.document(&owner).is_some_and(|document| document.record_of_file(path).is_some());
        (known || self.drafts.contains_key(&owner)).then_some(owner)
    }

    /// Whether the document made from a file of `content/` waits to be published.
    pub fn is_draft(&self, path: &str) -> bool {
        self.drafts.contains_key(path) || self.document(path).is_some_and(|document| document.draft)
    }

    /// The document of the same place and name in the last year before, in which the place has one.
    pub fn previous(&self, document: &Document) -> Option<&Document> {
        self.series(&document.place.id, &document.name).rfind(|other| other.year < document.year)
    }

    /// The documents in which a relation of a document's form finds a value of another form, or of another place.
    pub fn documents_elsewhere(&self, document: &Document, other: &ValueElsewhere) -> Vec<&Document> {
        let place = match other.place {
            PlaceElsewhere::Same => Some(&document.place.id),
            PlaceElsewhere::Prefecture => document.place.prefecture.as_ref(),
            PlaceElsewhere::Owner => document.place.belongs_to.as_ref(),
        };
        let year = document.year - i32::from(other.last_year);
        let is_meant = |one: &&Document| {
            let form = &one.form.id;
            one.year == year && one.path != document.path && other.forms(&document.form.id).any(|id| id == form)
        };
        place.into_iter().flat_map(|place| self.documents_at(place)).filter(is_meant).collect()
    }

    /// Who may read the page made from a file of `content/`, and the anchors on it.
    pub fn anchors_of(&self, path: &str) -> Option<(Audience, &[String])> {
        if let Some(document) = self.document(path) {
            return Some((document.audience, &document.anchors));
        }
        self.pages.iter().find(|page| page.path == path).map(|page| (Audience::Public, page.anchors.as_slice()))
    }
}
