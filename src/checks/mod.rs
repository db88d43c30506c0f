//! One file per rule over the whole site. To add a rule: write its file, and one line in [`RULES`].

mod address_remedy;
mod advisors_repeated;
mod attachments;
mod composition_share;
mod composition_sum;
mod copies;
mod cumulative_fell;
mod dates;
mod era_year;
mod erratum_uncorrected;
mod figure_jump;
mod figure_of_two_values;
mod figure_unchanged;
mod figures;
mod form_year;
mod heads_exchanged;
mod image_words;
mod indicator_changed;
mod key_in_text;
mod limits;
mod links;
mod loose_mark;
pub mod made_page;
mod markup;
mod matrix_sum;
mod measure_indicator;
mod not_asked;
mod number_slip;
mod origins;
mod page_number;
mod personal;
mod place_code;
mod place_name;
mod private_heading;
mod rates;
mod raw_html;
mod record_pages;
mod records;
mod relations;
mod required;
mod row_id;
mod series_conflict;
mod suspicious_character;
mod target_direction;
mod target_without_actual;
mod text_markup;
mod text_unchanged;
mod title_year;
mod unfinished;
mod units;
mod vanished;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::form::Audience;
use crate::model::{Document, Site};
use crate::source::{Code, Finding, Findings, Position, Source};
use crate::value::Prose;

pub use links::DRAFT_LINK;
pub use relations::RELATION;
pub use unfinished::TO_BE_CHECKED;

/// A rule: the codes of its findings, and the function that checks.
pub struct Rule {
    /// The codes of the findings it gives, explained.
    pub codes: &'static [Code],
    /// What it is about.
    pub subject: Subject,
    /// The function, by what it is called with.
    pub check: Check,
}

/// What a rule is about, for readers who are told what was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whether what the form asks for is there, and in its place.
    Answers,
    /// Figures and times, within one document.
    Figures,
    /// What the document of the year before says.
    LastYear,
    /// Running text, links and images.
    Texts,
    /// What is kept from the public. How often it was met, or that it was, is kept, too.
    Private,
}

/// What a rule checks.
pub enum Check {
    /// One document at a time, in the light of the site.
    Document(fn(&Document, &Site, &mut Findings)),
    /// The text of every file, whatever it holds.
    Source(fn(&Arc<Source>, &Site, &mut Findings)),
    /// Every Markdown text of documents, pages, the glossary and the settings.
    Text(fn(&MarkdownText<'_>, &Site, &mut Findings)),
    /// The site, once for all its documents.
    Site(fn(&Site, &mut Findings)),
}

/// A Markdown text and where it stands.
pub struct MarkdownText<'a> {
    /// The text with its origin in the file.
    pub prose: &'a Prose,
    /// The file that it is in.
    pub source: &'a Arc<Source>,
    /// The file's path below `content/`; links are relative to it.
    pub path: &'a str,
    /// Anchors of the page it is on.
    pub anchors: &'a [String],
    /// The readers of the page it is on.
    pub audience: Audience,
}

impl Subject {
    /// Its name in data.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Subject::Answers => "answers",
            Subject::Figures => "figures",
            Subject::LastYear => "last-year",
            Subject::Texts => "texts",
            Subject::Private => "private",
        }
    }
}

impl Rule {
    /// Whether it tells how often it judges something in a document. What looks at whole files or at the whole site does not,
    /// and neither does what is about things that are kept from the public.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        matches!(self.check, Check::Document(_) | Check::Text(_)) && self.subject != Subject::Private
    }
}

impl MarkdownText<'_> {
    /// Adds a change of a range of the text to a finding, where the file has the same there: of a text with escapes or folded
    /// lines not every place is known.
    pub fn mend(&self, finding: Finding, range: Range<usize>, right: impl Into<String>) -> Finding {
        let span = self.prose.origin.offset_span(range.clone());
        match self.prose.text.get(range) {
            Some(written) => finding.mend_written(span, written, right),
            None => finding,
        }
    }

    /// A line end at a place of the text, with what its lines begin with in the file; nothing where the file has the words on the
    /// line of a key, or they are a heading.
    pub fn line_end(&self, at: usize) -> Option<String> {
        let place = self.prose.origin.offset_span(at..at).start();
        let before = self.source.text().get(..place)?.rsplit('\n').next()?;
        let own = self.prose.text.get(..at)?.rsplit('\n').next()?;
        let lead = before.strip_suffix(own)?;
        (lead.trim().is_empty() && !own.starts_with('#')).then(|| format!("\n{lead}"))
    }

    /// Where a range of the text stands in its file.
    pub fn position(&self, range: Range<usize>) -> Position {
        self.source.position(self.prose.origin.offset_span(range))
    }
}

/// All rules, in the order in which they run; findings are sorted afterwards.
pub const RULES: &[Rule] = &[
    place_code::RULE,
    place_name::RULE,
    form_year::RULE,
    title_year::RULE,
    copies::RULE,
    measure_indicator::RULE,
    required::RULE,
    not_asked::RULE,
    row_id::RULE,
    composition_sum::RULE,
    composition_share::RULE,
    relations::RULE,
    matrix_sum::RULE,
    series_conflict::RULE,
    heads_exchanged::RULE,
    rates::RULE,
    records::RULE,
    record_pages::RULE,
    number_slip::RULE,
    units::RULE,
    limits::RULE,
    key_in_text::RULE,
    dates::RULE,
    figure_unchanged::RULE,
    figure_of_two_values::RULE,
    text_unchanged::RULE,
    erratum_uncorrected::RULE,
    figure_jump::RULE,
    cumulative_fell::RULE,
    indicator_changed::RULE,
    target_direction::RULE,
    target_without_actual::RULE,
    vanished::RULE,
    origins::RULE,
    markup::RULE,
    raw_html::RULE,
    image_words::RULE,
    loose_mark::RULE,
    page_number::RULE,
    text_markup::RULE,
    links::RULE,
    attachments::RULE,
    suspicious_character::RULE,
    era_year::RULE,
    unfinished::RULE,
    personal::RULE,
    private_heading::RULE,
    advisors_repeated::RULE,
];

/// Whether findings of a code come of looking at one document, and at those of its place and the places that it is related to.
#[must_use]
pub fn is_of_document(code: &Code) -> bool {
    let of_site = |rule: &Rule| matches!(rule.check, Check::Site(_));
    let has_code = |rule: &&Rule| rule.codes.iter().any(|own| own.name == code.name);
    let mut rules = RULES.iter().filter(has_code).peekable();
    rules.peek().is_some() && !rules.any(of_site)
}

/// Applies all rules, documents in parallel; the findings keep the order of the documents.
pub fn check(site: &Site) -> Findings {
    check_while(site, &|| true).unwrap_or_default()
}

/// Like [`check`] for as long as somebody wants to know, which is asked before each document; nothing where nobody does any more.
pub fn check_while(site: &Site, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Findings> {
    let mut all = Findings::new();
    for rule in RULES {
        if let Check::Site(check) = rule.check {
            check(site, &mut all);
        }
    }
    for source in sources(site) {
        check_source(source, site, &mut all);
    }
    let pages = site.pages.iter().map(|page| (&page.body, &page.source, page.path.as_str(), page.anchors.as_slice()));
    let contact = site.settings.contact.iter().map(|contact| (&contact.text, &contact.source, "site.yaml", &[][..]));
    let terms = site.glossary.iter().map(|term| (&term.meaning, &term.source, "glossary.yaml", &[][..]));
    for (prose, source, path, anchors) in pages.chain(contact).chain(terms) {
        check_text(&MarkdownText { prose, source, path, anchors, audience: Audience::Public }, site, &mut all);
    }
    // In a document with a summary there is nothing to find.
    let unknown = site.documents.par_iter().filter(|document| document.content.summary().is_none());
    let found = unknown.map(|document| is_wanted().then(|| check_document(document, site)));
    found.collect::<Option<Vec<Findings>>>()?.into_iter().for_each(|findings| all.extend(findings));
    Some(all)
}

fn check_document(document: &Document, site: &Site) -> Findings {
    let mut findings = check_content(document, site);
    document.source.files().iter().for_each(|file| check_source(file, site, &mut findings));
    findings
}

/// How often each rule judged something of a document, by the names of the codes: also of one of which its readers know
/// only a part, and whose files are gone. Rules over whole files and the site are not among them, nor those on what is
/// kept from the public.
pub fn times_applied(document: &Document, site: &Site) -> Vec<(&'static Code, usize)> {
    let mut findings = check_answers(document, site);
    // A rule on texts judges each of them once, which need not be done to be known.
    document.each_prose(&mut |_, _| count_text(&mut findings));
    let times = findings.times_applied().iter().copied().collect::<HashMap<_, _>>();
    let codes = RULES.iter().filter(|rule| rule.is_counted()).flat_map(|rule| rule.codes);
    codes.filter_map(|code| Some((code, *times.get(code.name)?))).collect()
}

fn check_content(document: &Document, site: &Site) -> Findings {
    let mut findings = check_answers(document, site);
    let (source, anchors) = (&document.source, document.anchors.as_slice());
    document.each_prose(&mut |prose, audience| {
        let path = document.path_of(prose);
        check_text(&MarkdownText { prose, source, path, anchors, audience }, site, &mut findings);
    });
    findings
}

/// What the rules find that look at a document as a whole.
fn check_answers(document: &Document, site: &Site) -> Findings {
    let mut findings = Findings::new();
    for rule in RULES {
        if let Check::Document(check) = rule.check {
            check(document, site, &mut findings);
        }
    }
    findings
}

/// The files that are no documents, each once.
fn sources(site: &Site) -> Vec<&Arc<Source>> {
    let places = site.places.iter().map(|place| &place.position.source);
    let terms = site.glossary.iter().map(|term| &term.source);
    let forms = site.forms.iter().map(|form| &form.source);
    let mut sources: Vec<_> =
        places.chain(terms).chain(forms).chain(site.pages.iter().map(|page| &page.source)).collect();
    sources.dedup_by(|a, b| Arc::ptr_eq(a, b));
    sources
}

fn check_source(source: &Arc<Source>, site: &Site, findings: &mut Findings) {
    for rule in RULES {
        if let Check::Source(check) = rule.check {
            check(source, site, findings);
        }
    }
}

fn check_text(text: &MarkdownText<'_>, site: &Site, findings: &mut Findings) {
    count_text(findings);
    for rule in RULES {
        if let Check::Text(check) = rule.check {
            check(text, site, findings);
        }
    }
}

/// Notes that every rule on texts judged one more.
fn count_text(findings: &mut Findings) {
    let rules = RULES.iter().filter(|rule| matches!(rule.check, Check::Text(_)));
    rules.flat_map(|rule| rule.codes).for_each(|code| findings.applied(code));
}
