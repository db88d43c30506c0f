//! How often the rules that every site is checked by judged something that is published, and how often they found something there.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::checks::{self, RULES};
use crate::restrict::{FindingCount, Restricted};
use crate::source::Severity;

use super::Scope;

/// How often a rule judged something, and found something, in the documents of a form.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuleCount {
    /// How many answers and texts it judged.
    pub applied: usize,
    /// How many findings of it there are.
    pub found: FindingCount,
}

/// By the names of the codes, then by the ids of the forms; of codes that are turned off, and that judged nothing, there is none.
pub type RuleCounts<'a> = BTreeMap<&'static str, BTreeMap<&'a str, RuleCount>>;

/// Counts over all documents. A frozen year was checked when it was published: there are none.
#[must_use]
pub fn rule_counts(site: &Restricted) -> RuleCounts<'_> {
    let mut counts = RuleCounts::new();
    if site.frozen.is_some() {
        return counts;
    }
    let of_documents: Vec<_> =
        site.documents.par_iter().map(|document| checks::times_applied(document, site)).collect();
    for (document, times) in site.documents.iter().zip(of_documents) {
        for (code, times) in times.into_iter().filter(|(code, _)| !site.is_unchecked(code.name)) {
            let form = document.form.id.as_str();
            let count = counts.entry(code.name).or_default().entry(form).or_default();
            count.applied += times;
            count.found = site.found().of(form, code.name);
        }
    }
    counts
}

/// The counts as JSON, in the order in which the rules run.
pub(super) fn values(scope: Scope<'_>, counts: &RuleCounts<'_>) -> Vec<Value> {
    let codes = RULES.iter().flat_map(|rule| rule.codes.iter().map(move |code| (rule.subject, code)));
    let counted = codes.filter_map(|(subject, code)| Some((subject, code, counts.get(code.name)?)));
    let values = counted.map(|(subject, code, forms)| {
        let forms = forms.iter().map(|(form, RuleCount { applied, found })| {
            json!({
                "form": form,
                "applied": applied,
                "errors": found.errors,
                "warnings": found.warnings,
                "accepted": found.accepted,
            })
        });
        json!({
            "rule": code.name,
            "title": code.title.in_language(scope.language()),
            "subject": subject.id(),
            "severity": match code.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "forms": forms.collect::<Vec<_>>(),
        })
    });
    values.collect()
}
