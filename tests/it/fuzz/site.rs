//! A site in memory, in which one sheet is read and checked again and again.

use std::sync::Arc;

use nenpo::form::{Form, FormFile, read_forms};
use nenpo::model::{Address, Document, Index, Place, Site, read_places};
use nenpo::prefill::PrefillRequest;
use nenpo::record;
use nenpo::source::{Findings, Reporter, Source, Span};
use nenpo::{catalogue, checks};

use crate::case::{files, repository};

/// Everything of a site but its sheets.
pub struct Bench {
    places: Vec<Arc<Place>>,
    forms: Vec<Arc<Form>>,
    /// A sheet without mistakes.
    sheet: Vec<u8>,
}

impl Bench {
    /// Reads the places and the forms of the repository.
    pub fn new() -> Bench {
        let mut findings = Findings::new();
        let mut read = |path: &str| {
            let text = std::fs::read_to_string(repository("content").join(path)).unwrap();
            let source = Source::new(format!("content/{path}"), text);
            let node = record::parse(&source, Span::new(0, source.text().len()), &mut findings);
            (source, node)
        };
        let (source, node) = read("places.yaml");
        let forms: Vec<FormFile> = files(&repository("content/forms"))
            .iter()
            .map(|file| {
                let (source, node) = read(&format!("forms/{file}"));
                FormFile { id: file.trim_end_matches(".yaml").to_owned(), source, node }
            })
            .collect();
        let places = read_places(&node, &mut Reporter::new(&source, &mut findings)).into_iter().map(Arc::new).collect();
        let sheet = std::fs::read(repository("content/2021/kawasaki/sheet.md")).unwrap();
        Bench { places, forms: read_forms(&forms, &mut findings), sheet }
    }

    /// All findings of a form that is these bytes, and of a sheet that answers it.
    pub fn check_form(&self, bytes: &[u8]) -> Findings {
        let mut findings = Findings::new();
        let Some(source) = record::decode("content/forms/sheet-2021.yaml", bytes, &mut findings) else {
            return findings;
        };
        let node = record::parse(&source, Span::new(0, source.text().len()), &mut findings);
        let forms = read_forms(&[FormFile { id: "sheet-2021".to_owned(), source, node }], &mut findings);
        for form in &forms {
            assert!(nenpo::schema::schema(form).is_object());
            let place = &self.places[0];
            let made = nenpo::prefill::prefill(&PrefillRequest {
                form,
                place,
                year: 2021,
                path: "2021/a/sheet.md",
                last: None,
            });
            assert!(made.text.starts_with("---\n"));
        }
        findings.extend(self.check_with(&self.sheet, &forms));
        findings
    }

    /// All findings of a site whose sheets of two years are these bytes.
    pub fn check(&self, bytes: &[u8]) -> Findings {
        self.check_with(bytes, &self.forms)
    }

    fn check_with(&self, bytes: &[u8], forms: &[Arc<Form>]) -> Findings {
        let mut findings = Findings::new();
        let mut documents = Vec::new();
        for year in [2021, 2022] {
            let path = format!("{year}/kawasaki/sheet.md");
            let Some(source) = record::decode(&format!("content/{path}"), bytes, &mut findings) else { continue };
            let split = record::split(&source, &mut findings);
            let front = record::parse(&source, split.front.unwrap_or_default(), &mut findings);
            let place = Arc::clone(self.places.iter().find(|place| place.id == "kawasaki").unwrap());
            let page = format!("{year}/kawasaki.html");
            let address = Address {
                path,
                page,
                year,
                place,
                name: "sheet".to_owned(),
                tables: Arc::default(),
                records: Vec::new(),
            };
            let mut reporter = Reporter::new(&source, &mut findings);
            documents.extend(Document::read(address, &front, split.body, forms, &mut reporter));
        }
        let index = Index::new(&documents);
        let site = Site { places: self.places.clone(), forms: forms.to_vec(), index, documents, ..Site::default() };
        findings.extend(checks::check(&site));
        let mut findings = catalogue::settle(findings, &site);
        findings.sort();
        findings
    }
}
