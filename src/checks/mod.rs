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

use rayon::prelude::*;

use crate::model::{Document, Site};
use crate::source::{Findings, Words};

/// A rule: what it is called, why it is there, and how it looks.
pub struct Rule {
    /// Codes of the findings it gives.
    pub codes: &'static [&'static str],
    /// Why it is there.
    pub why: fn() -> Words,
    /// Looks.
    pub check: Check,
}

/// What a rule looks at.
pub enum Check {
    /// One document at a time, in the light of the site.
    Document(fn(&Document, &Site, &mut Findings)),
    /// The site as a whole.
    Site(fn(&Site, &mut Findings)),
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
    let found: Vec<Findings> = site
        .documents
        .par_iter()
        .map(|document| {
            let mut findings = Findings::new();
            for rule in RULES {
                if let Check::Document(look) = rule.check {
                    look(document, site, &mut findings);
                }
            }
            findings
        })
        .collect();
    found.into_iter().for_each(|findings| all.extend(findings));
    all
}
