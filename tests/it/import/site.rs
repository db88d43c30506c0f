//! The site that received files are taken into.

use std::path::Path;

use nenpo::export::{ExportFormat, ExportRequest, export};
use nenpo::import::{self, FilledBook, ImportFault, ImportRequest, ImportSettings, Imported, Received, ReceivedFile};
use nenpo::load::{self, Options};
use nenpo::model::Site;
use nenpo::prefill::PrefillRequest;
use nenpo::text::fold;

use crate::case::{copy, put, repository};
use crate::export::read_draft;

/// What anybody reads in a file that was not made by `nenpo form export`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Received, ImportFault> {
    match import::read(name, bytes)? {
        ReceivedFile::Other(received) => Ok(received),
        ReceivedFile::Filled(book) => panic!("{name} is a workbook of nenpo: {book:?}"),
    }
}

/// The site of `tests/import/content`, with a form of the repository's own.
pub struct ImportSite {
    site: Site,
}

impl ImportSite {
    pub fn new() -> ImportSite {
        let folder = tempfile::tempdir().unwrap();
        copy(&repository("tests/import/content"), &folder.path().join("content"));
        let form = std::fs::read(repository("content/forms/sheet-2021.yaml")).unwrap();
        put(&folder.path().join("content/forms/sheet-2021.yaml"), form);
        let (site, findings) = load::load(folder.path(), Options { drafts: true }).unwrap();
        assert!(!findings.stop(), "{findings:?}");
        ImportSite { site }
    }

    /// The draft of a file: of the second place, where it holds several.
    pub fn draft(&self, file: &str, received: &Received) -> Imported {
        let own = file.starts_with("hamakaze");
        let id = if own { "sheet-2021" } else { "survey" };
        let form = self.site.forms.iter().find(|form| form.id == id).unwrap();
        let named = import::named_places(received, &self.site.places);
        let place =
            named.tabs.get(1).or(named.heads.get(1)).or(named.anywhere.first()).or(self.site.places.first()).unwrap();
        let path = format!("{}/{}/sheet.md", form.years.0, place.id);
        import::draft(
            &ImportRequest {
                form,
                settings: &ImportSettings::default(),
                place,
                places: &self.site.places,
                year: form.years.0,
                path: Path::new(&path).to_str().unwrap(),
                file,
                mark: "取り込み元: 試験",
            },
            received,
        )
    }

    /// The form of `tests/import/content` to fill in for 北浜市, in which nothing is said yet.
    pub fn to_fill_in(&self, format: ExportFormat) -> Vec<u8> {
        let form = self.site.forms.iter().find(|form| form.id == "survey").unwrap();
        let place = self.site.place("kitahama").unwrap();
        let sheet = PrefillRequest { form, place, year: 2024, path: "2024/kitahama/sheet.md", last: None };
        export(&ExportRequest { sheet, document: None }, format)
    }

    /// The same with what a draft says.
    pub fn to_fill_in_again(&self, draft: &str, format: ExportFormat) -> Vec<u8> {
        let form = self.site.forms.iter().find(|form| form.id == "survey").unwrap();
        let place = self.site.places.iter().find(|place| place.id == "kitahama").unwrap();
        let document = read_draft(draft, ("2024/kitahama/sheet.md", 2024, "sheet"), place, form);
        let sheet = PrefillRequest { form, place, year: 2024, path: "2024/kitahama/sheet.md", last: None };
        export(&ExportRequest { sheet, document: Some(&document) }, format)
    }

    /// The draft of a workbook that was filled in for 北浜市.
    pub fn draft_of_book(&self, book: &FilledBook) -> Imported {
        let form = self.site.forms.iter().find(|form| form.id == book.identity.form).unwrap();
        let place = self.site.place(&book.identity.place).unwrap();
        let request = ImportRequest {
            form,
            settings: &ImportSettings::default(),
            place,
            places: &self.site.places,
            year: 2024,
            path: "2024/kitahama/sheet.md",
            file: "記入用紙.xlsx",
            mark: "取り込み元: 試験",
        };
        import::draft_of_book(&request, book)
    }

    /// The letters of all that the forms print.
    pub fn labels(&self) -> Vec<String> {
        let letters = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let mut all = Vec::new();
        for form in &self.site.forms {
            all.push(letters(&form.title));
            all.push(letters(&form.short));
            all.extend(form.sections.iter().map(|section| letters(&section.heading)));
            for (_, field) in form.fields() {
                all.push(letters(&field.label));
                all.extend(field.group.iter().map(|group| letters(group)));
                all.extend(field.kind.names().labels().map(letters));
                all.extend(field.unit.iter().map(|unit| letters(unit)));
                let levels = field.kind.presence().into_iter().flat_map(|asked| &asked.levels);
                all.extend(levels.filter_map(|level| level.unit.as_ref()).map(|unit| letters(unit)));
                let columns =
                    field.kind.indicators().into_iter().flat_map(|columns| columns.heads().collect::<Vec<_>>());
                all.extend(columns.flat_map(|head| [Some(head.label), head.as_of]).flatten().map(letters));
            }
        }
        all.extend(self.site.places.iter().map(|place| letters(&place.name)));
        all.extend(["合計", "自治体名", "市町村名南浜市"].map(letters));
        all
    }
}
