//! Documents of which the last build left a summary, and whose files are as they were: they are read when somebody asks for what they
//! say.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::form::{Audience, Form};
use crate::model::{Document, DocumentSummary, History, LazyContent, Place, PlaceSummary, Site, Summaries};
use crate::text::{Date, page_path};

use super::role::ContentFile;

/// What is needed to read such documents.
#[derive(Default)]
pub(super) struct Summarized {
    root: PathBuf,
    forms: Arc<[Arc<Form>]>,
    /// The summaries with the number of the document in them, by its path.
    documents: HashMap<String, (Arc<Place>, Arc<PlaceSummary>, usize)>,
    failure: Arc<AtomicBool>,
}

/// Finds the documents of places that stayed as they were.
pub(super) fn find(root: &Path, site: &Site, summaries: &Summaries) -> Summarized {
    let places = site.places.iter().filter_map(|place| Some((place, summaries.of(place)?)));
    let documents = places.flat_map(|(place, summary)| {
        let documents = summary.documents.iter().enumerate();
        documents.map(|(at, one)| (one.path.clone(), (Arc::clone(place), Arc::clone(summary), at)))
    });
    Summarized {
        root: root.to_owned(),
        forms: site.forms.clone().into(),
        documents: documents.collect(),
        failure: summaries.failure(),
    }
}

impl Summarized {
    /// The document of a file, unread.
    pub fn document(&self, entry: &ContentFile, year: i32, name: &str) -> Option<Document> {
        let (place, summary, at) = self.documents.get(&entry.path)?;
        let DocumentSummary { path, form, title, updated, record_pages, .. } = summary.documents.get(*at)?;
        let form = self.forms.iter().find(|known| known.id == *form)?;
        let updated = match updated {
            Some(day) => Some(Date::Day(day.parse().ok()?)),
            None => None,
        };
        let reader = SummarizedReader {
            root: self.root.clone(),
            path: path.clone(),
            year,
            place: Arc::clone(place),
            name: name.to_owned(),
            form: form.id.clone(),
            forms: Arc::clone(&self.forms),
            failure: Arc::clone(&self.failure),
        };
        Some(Document {
            path: path.clone(),
            page: page_path::page_of(path)?,
            year,
            place: Arc::clone(place),
            name: name.to_owned(),
            form: Arc::clone(form),
            title: title.clone(),
            audience: Audience::Public,
            history: History { updated, corrections: Vec::new() },
            draft: false,
            record_pages: record_pages.clone(),
            content: LazyContent::unread(Arc::clone(summary), *at, move || reader.read()),
        })
    }
}

/// Reads a document again.
struct SummarizedReader {
    root: PathBuf,
    path: String,
    year: i32,
    place: Arc<Place>,
    name: String,
    form: String,
    forms: Arc<[Arc<Form>]>,
    failure: Arc<AtomicBool>,
}

impl SummarizedReader {
    /// The document; none, and a note of it, where it is no longer the one of the summary.
    fn read(&self) -> Option<Document> {
        let (document, _) =
            super::document_at(&self.root, &self.path, (self.year, &self.place, &self.name), &self.forms);
        let as_known = |document: &Document| {
            document.form.id == self.form && document.audience == Audience::Public && !document.draft
        };
        let document = document.filter(as_known);
        if document.is_none() {
            self.failure.store(true, Ordering::Relaxed);
        }
        document
    }
}
