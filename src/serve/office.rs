//! Pages of the office, which no build writes: how far the sheets are, what is to be sent back to a place, and drafts
//! as they will be read.

use crate::error::Result;
use crate::office::{OfficeReport, SheetState, SheetStatus};
use crate::source::words;
use crate::text::SiteLanguage;

use super::Preview;

/// The address of the status page on the server of a preview.
pub const STATUS_PAGE: &str = "_nenpo/status";
/// The page of the newest year; behind a slash that of another year.
const STATUS: &str = "status";
/// What is to be sent back to a place, by its id.
const FINDINGS: &str = "findings/";
/// The site with its drafts, by the addresses that its pages will have.
const DRAFTS: &str = "drafts/";

/// The page or file at an address behind that of the preview's own pages, with its name.
///
/// # Errors
/// When the content cannot be read now, or a template has a mistake.
pub fn page(preview: &Preview, path: &str, own: &str) -> Result<Option<(String, Vec<u8>)>> {
    if let Some(page) = path.strip_prefix(DRAFTS) {
        let page = if page.is_empty() { "index.html" } else { page };
        let file = preview.with_drafts(|drafts| drafts.file(page))??;
        return Ok(file.map(|file| (page.to_owned(), file)));
    }
    let language = preview.language();
    let report = if let Some(place) = path.strip_prefix(FINDINGS) {
        preview
            .with_drafts(|drafts| drafts.returned(place))?
            .map(|(report, counts)| findings(report, counts, own, preview))
    } else {
        let year = path.strip_prefix(STATUS).and_then(|rest| rest.strip_prefix('/')).and_then(|year| year.parse().ok());
        if path != STATUS && year.is_none() {
            return Ok(None);
        }
        preview.with_drafts(|drafts| status(drafts, year, own))?
    };
    Ok(report.map(|report| ("office.html".to_owned(), report.html(language).into_bytes())))
}

/// The status of a year with links to its drafts and findings, and to the other years.
fn status(drafts: &Preview, year: Option<i32>, own: &str) -> Option<OfficeReport> {
    let links = |status: &SheetStatus<'_>| {
        let page = status.sheet.map(|sheet| match status.state {
            SheetState::Draft => format!("{own}{DRAFTS}{}", sheet.page),
            _ => format!("/{}", sheet.page),
        });
        let place = &status.expected.place.id;
        let findings = (status.errors + status.warnings > 0).then(|| format!("{own}{FINDINGS}{place}"));
        [page, findings]
    };
    let mut of_year = drafts.status(year, &links)?;
    let language = drafts.language();
    let years = of_year.years.iter().map(|year| (language.fiscal_year(*year), format!("{own}{STATUS}/{year}")));
    of_year.report.pages = years.chain([site(language)]).collect();
    Some(of_year.report)
}

/// What is to be sent back to a place, without the covering text.
fn findings(report: OfficeReport, [of_office, private]: [usize; 2], own: &str, preview: &Preview) -> OfficeReport {
    let language = preview.language();
    let asked = report.rows.len();
    let counts = words!(
        "送り返す {asked} 件、事務局で直す {of_office} 件、公開しない事柄 {private} 件。送り返す所見だけを示します。ほかは、端末の nenpo check で読めます。",
        "To send back: {asked}; for the office: {of_office}; not public: {private}. Only the first are shown; `nenpo check` on the terminal tells of all."
    );
    let back = words("シートの状況", "Status of sheets").in_language(language).to_owned();
    OfficeReport {
        lead: vec![counts.in_language(language).to_owned()],
        pages: vec![(back, format!("{own}{STATUS}")), site(language)],
        ..report
    }
}

/// The home page of the site.
fn site(language: SiteLanguage) -> (String, String) {
    (words("サイト", "The site").in_language(language).to_owned(), "/".to_owned())
}
