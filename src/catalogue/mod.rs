//! Every code of a finding, explained. Each is declared with the rule that gives it; here they are one list.

mod manual;
mod ruling;

use crate::source::{Code, Severity};
use crate::{checks, form, import, load, model, record, suppression, theme, value};

pub use manual::{explanation, manual};
pub use ruling::settle;

/// All codes: those of the rules first, then those of reading, each in the order of its module.
pub fn all() -> impl Iterator<Item = &'static Code> {
    let rules = checks::RULES.iter().flat_map(|rule| rule.codes).chain(suppression::CODES).chain(ruling::CODES);
    let reading =
        record::CODES.iter().copied().flatten().chain(form::CODES).chain(form::REVIEW_CODES).chain(value::CODES);
    rules.chain(model::CODES).chain(import::CODES).chain(load::CODES).chain(theme::CODES).chain(reading)
}

/// The entry of a code, or of one that was renamed.
pub fn find(code: &str) -> Option<&'static Code> {
    all().find(|entry| entry.name == code || entry.formerly.contains(&code))
}

/// The code most like what was written.
pub fn nearest(code: &str) -> Option<&'static str> {
    record::nearest(code, all().map(|entry| entry.name))
}

/// Whether a site may change how much a code weighs, and a sheet accept a finding of it.
///
/// Mistakes of reading lose values, so nobody can wave them through; what is only doubtful, and what the rules over
/// the whole site say, are for people to judge. Of what keeps private things private only a sheet may accept a finding: a site
/// would wave through those that nobody has seen yet.
pub fn is_adjustable(entry: &Code) -> bool {
    let rule = checks::RULES.iter().flat_map(|rule| rule.codes).any(|code| code == entry);
    let fixed = *entry == ruling::ACCEPT_UNUSED || is_review(entry);
    rule || entry.privacy || entry.severity == Severity::Warning && !fixed
}

/// Whether only `nenpo form check` gives it, which no sheet can accept and no site weaken.
pub fn is_review(entry: &Code) -> bool {
    form::REVIEW_CODES.contains(entry)
}
