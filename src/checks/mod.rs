//! One file per rule over the whole site. To add a rule: write its file, and one line in [`RULES`].

mod composition_share;
mod composition_sum;
mod form_year;
mod links;
mod markup;
mod place_code;
mod rates;
mod required;
mod row_id;

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::form::Audience;
use crate::model::{Document, Site};
use crate::source::{Explained, Findings, Position, Source};
use crate::value::Prose;

/// A rule: the findings it gives, and how it looks.
pub struct Rule {
    /// The codes of the findings it gives, explained.
    pub codes: &'static [Explained],
    /// Looks.
    pub check: Check,
}

/// What a rule looks at.
pub enum Check {
    /// One document at a time, in the light of the site.
    Document(fn(&Document, &Site, &mut Findings)),
    /// Every Markdown text of documents, pages and the glossary.
    Text(fn(&Text<'_>, &Site, &mut Findings)),
    /// The site as a whole.
    Site(fn(&Site, &mut Findings)),
}

/// A Markdown text and where it stands.
pub struct Text<'a> {
    /// The text.
    pub prose: &'a Prose,
    /// Its file.
    pub source: &'a Arc<Source>,
    /// The file's path below `content/`; links are relative to it.
    pub path: &'a str,
    /// Anchors of the page it is on.
    pub anchors: &'a [String],
    /// Who may read it.
    pub audience: Audience,
}

impl Text<'_> {
    /// Where a range of the text stands in its file.
    pub fn position(&self, range: Range<usize>) -> Position {
        self.source.position(self.prose.origin.offset_span(range))
    }
}

/// All rules.
pub const RULES: &[Rule] = &[
    place_code::RULE,
    form_year::RULE,
    required::RULE,
    row_id::RULE,
    composition_sum::RULE,
    composition_share::RULE,
    rates::RULE,
    markup::RULE,
    links::RULE,
];

/// Applies all rules, documents in parallel; the findings keep the order of the documents.
pub fn check(site: &Site) -> Findings {
    let mut all = Findings::new();
    for rule in RULES {
        if let Check::Site(look) = rule.check {
            look(site, &mut all);
        }
    }
    for page in &site.pages {
        let (source, path) = (&page.source, page.path.as_str());
        let text = Text { prose: &page.body, source, path, anchors: &page.anchors, audience: Audience::Public };
        check_text(&text, site, &mut all);
    }
    for term in &site.glossary {
        let (source, path) = (&term.source, "glossary.yaml");
        check_text(
            &Text { prose: &term.meaning, source, path, anchors: &[], audience: Audience::Public },
            site,
            &mut all,
        );
    }
    let found: Vec<Findings> = site.documents.par_iter().map(|document| check_document(document, site)).collect();
    found.into_iter().for_each(|findings| all.extend(findings));
    all
}

fn check_document(document: &Document, site: &Site) -> Findings {
    let mut findings = Findings::new();
    for rule in RULES {
        if let Check::Document(look) = rule.check {
            look(document, site, &mut findings);
        }
    }
    let (source, path, anchors) = (&document.source, document.path.as_str(), document.anchors.as_slice());
    document.each_prose(&mut |prose, audience| {
        check_text(&Text { prose, source, path, anchors, audience }, site, &mut findings);
    });
    findings
}

fn check_text(text: &Text<'_>, site: &Site, findings: &mut Findings) {
    for rule in RULES {
        if let Check::Text(look) = rule.check {
            look(text, site, findings);
        }
    }
}
