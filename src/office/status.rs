//! How far the sheet of every place is: not received, a draft, with something to mend, ready, published, archived.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::ArchivedYear;
use crate::compare::completeness::Completeness;
use crate::model::{Document, Site};
use crate::source::{Findings, Severity, StaticWords, words};
use crate::text::SiteLanguage;

use super::report::{columns, said};
use super::{ExpectedSheet, OfficeCell, OfficeReport, OfficeRow, expected};

/// How far a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetState {
    /// No file of the place has come for the year.
    NotReceived,
    /// There is a file that cannot be read.
    Unreadable,
    /// It waits for somebody to look at it.
    Draft,
    /// It has errors, and so nothing is published.
    Findings,
    /// It is published by the next build.
    Ready,
    /// Its page is in the site that was built last.
    Published,
    /// Its page is in an archived year.
    Archived,
}

impl SheetState {
    /// All states, from the first to the last.
    pub const ALL: [SheetState; 7] = [
        SheetState::NotReceived,
        SheetState::Unreadable,
        SheetState::Draft,
        SheetState::Findings,
        SheetState::Ready,
        SheetState::Published,
        SheetState::Archived,
    ];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> StaticWords {
        match self {
            SheetState::NotReceived => StaticWords::new("未提出", "not received"),
            SheetState::Unreadable => StaticWords::new("読めない", "unreadable"),
            SheetState::Draft => StaticWords::new("下書き", "draft"),
            SheetState::Findings => StaticWords::new("誤りあり", "with errors"),
            SheetState::Ready => StaticWords::new("公開できる", "ready"),
            SheetState::Published => StaticWords::new("公開済み", "published"),
            SheetState::Archived => StaticWords::new("保存済み", "archived"),
        }
    }
}

/// The sheet of a place, and how far it is.
#[derive(Clone, Debug)]
pub struct SheetStatus<'a> {
    /// The place and its forms.
    pub expected: ExpectedSheet<'a>,
    /// The sheet, where there is one that can be read.
    pub sheet: Option<&'a Document>,
    /// How far it is.
    pub state: SheetState,
    /// How many errors there are in its files.
    pub errors: usize,
    /// How many warnings there are in its files.
    pub warnings: usize,
}

/// What the status of a year is told from.
#[derive(Clone, Copy)]
pub struct StatusRequest<'a> {
    /// The site with its drafts.
    pub site: &'a Site,
    /// All findings of it.
    pub findings: &'a Findings,
    /// The archived years, which show what was frozen.
    pub archives: &'a [ArchivedYear],
    /// The fiscal year whose sheets are looked at.
    pub year: i32,
    /// Whether the site that was built last has a page.
    pub is_published: &'a dyn Fn(&str) -> bool,
}

/// How far the sheets of a year are: of each place one row, or one for each of its sheets.
#[must_use]
pub fn statuses<'a>(request: &StatusRequest<'a>) -> Vec<SheetStatus<'a>> {
    let counts = counts(request);
    let mut all = Vec::new();
    for expected in expected(request.site, request.year) {
        let folder = format!("{}/{}", request.year, expected.place.id);
        if expected.sheets.is_empty() {
            // What cannot be read is no document, and has findings.
            let unread = counts.iter().find(|(path, [errors, _])| {
                let is_here = path.rsplit_once('/').is_some_and(|(own, _)| own == folder);
                is_here && *errors > 0 && path.ends_with(".md") && request.site.document(path).is_none()
            });
            let [errors, warnings] = unread.map(|(_, counts)| *counts).unwrap_or_default();
            let state = if unread.is_some() { SheetState::Unreadable } else { SheetState::NotReceived };
            all.push(SheetStatus { expected, sheet: None, state, errors, warnings });
            continue;
        }
        for sheet in expected.sheets.clone() {
            let records = format!("{}/", sheet.path.trim_end_matches(".md"));
            let own = counts.iter().filter(|(path, _)| *path == &sheet.path || path.starts_with(&records));
            let [errors, warnings] =
                own.fold([0, 0], |sum, (_, [errors, warnings])| [sum[0] + errors, sum[1] + warnings]);
            let state = state(request, sheet, errors);
            all.push(SheetStatus { expected: expected.clone(), sheet: Some(sheet), state, errors, warnings });
        }
    }
    all
}

fn state(request: &StatusRequest<'_>, sheet: &Document, errors: usize) -> SheetState {
    let is_archived = || {
        let year = request.archives.iter().find(|archive| archive.archived.year == request.year);
        year.is_some_and(|archive| archive.addresses.contains(&sheet.page))
    };
    if sheet.draft {
        SheetState::Draft
    } else if errors > 0 {
        SheetState::Findings
    } else if is_archived() {
        SheetState::Archived
    } else if (request.is_published)(&sheet.page) {
        SheetState::Published
    } else {
        SheetState::Ready
    }
}

/// The errors and the warnings of every file of the year, by its path below `content/`.
fn counts(request: &StatusRequest<'_>) -> BTreeMap<String, [usize; 2]> {
    let year = format!("{}/", request.year);
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for finding in request.findings.iter().filter(|finding| finding.accepted.is_none()) {
        let path = finding.position.source.path();
        let Some(path) = path.strip_prefix("content/").filter(|path| path.starts_with(&year)) else { continue };
        let [errors, warnings] = counts.entry(path.to_owned()).or_default();
        *(if finding.severity == Severity::Error { errors } else { warnings }) += 1;
    }
    counts
}

/// The status of a year as a table; `links` tells where a page leads from the name of a place and from the state of its sheet.
#[must_use]
pub fn status_report(
    request: &StatusRequest<'_>,
    language: SiteLanguage,
    links: &dyn Fn(&SheetStatus<'_>) -> [Option<String>; 2],
) -> OfficeReport {
    let all = statuses(request);
    let groups: BTreeSet<&str> = all.iter().filter_map(|own| Some(own.expected.forms.first()?.id.as_str())).collect();
    let several = groups.len() > 1;
    let mut heads = vec![("place", "自治体", "place"), ("code", "団体コード", "code")];
    heads.extend(several.then_some(("form", "様式", "form")));
    heads.extend([
        ("state", "状態", "state"),
        ("errors", "誤り", "errors"),
        ("warnings", "注意", "warnings"),
        ("answered", "答えた項目", "answered"),
        ("asked", "尋ねた項目", "asked"),
        ("file", "ファイル", "file"),
    ]);
    let row = |status: &SheetStatus<'_>| {
        let name = |state: SheetState| said(language, state.name().into());
        let forms: Vec<&str> = match status.sheet {
            Some(sheet) => vec![sheet.form.short.as_str()],
            None => status.expected.forms.iter().map(|form| form.short.as_str()).collect(),
        };
        let of_file = |count: usize| match status.state {
            SheetState::NotReceived => "".into(),
            _ => OfficeCell::count(count),
        };
        let complete = status.sheet.map(Completeness::of);
        let answered = complete.as_ref().map(|complete| complete.asked.saturating_sub(complete.unanswered.len()));
        let or_blank = |count: Option<usize>| count.map_or_else(|| "".into(), OfficeCell::count);
        let place = status.expected.place;
        let mut cells: Vec<OfficeCell> = vec![place.name.as_str().into(), place.code.as_str().into()];
        cells.extend(several.then(|| language.list(&forms).into()));
        cells.extend([
            name(status.state).into(),
            of_file(status.errors),
            of_file(status.warnings),
            or_blank(answered),
            or_blank(complete.map(|complete| complete.asked)),
            status.sheet.map(|sheet| format!("content/{}", sheet.path)).unwrap_or_default().into(),
        ]);
        let [from_name, from_state] = links(status);
        let state_at = 2 + usize::from(several);
        let links = from_name.map(|to| (0, to)).into_iter().chain(from_state.map(|to| (state_at, to)));
        OfficeRow { cells, is_total: false, links: links.collect() }
    };
    let tally = SheetState::ALL.iter().filter_map(|state| {
        let count = all.iter().filter(|status| status.state == *state).count();
        (count > 0).then(|| format!("{} {count}", said(language, state.name().into())))
    });
    let year = language.fiscal_year_both(request.year);
    let count = all.len();
    OfficeReport {
        title: said(language, words!("{year}のシートの状況", "Sheets of {year}")),
        lead: vec![if all.is_empty() {
            said(
                language,
                words!(
                    "{year}のシートの様式か、自治体の一覧（places.yaml）がありません。",
                    "There is no form of sheets for {year}, or no place in places.yaml."
                ),
            )
        } else {
            let tally = language.list(&tally.collect::<Vec<_>>());
            said(language, words!("{count} 件：{tally}", "{count} in all: {tally}"))
        }],
        columns: columns(language, &heads),
        rows: all.iter().map(row).collect(),
        ..OfficeReport::default()
    }
}
