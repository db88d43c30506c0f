//! How often the rules that every site is checked by judged something that is published, and how often they found something there.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::checks::{self, RULES};
use crate::digest::ValueDigest;
use crate::error::{Error, Result};
use crate::model::{Place, SiteDigests};
use crate::restrict::{FindingCount, Restricted};
use crate::sink::{Sink, SitePart};
use crate::source::{Code, Severity};

use super::Scope;
use super::file::FOLDER;

/// How often a rule judged something, and found something, in the documents of a form.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuleCount {
    /// How many answers and texts it judged.
    pub applied: usize,
    /// How many findings of it there are.
    pub found: FindingCount,
}

/// By the names of the codes, then by the ids of the forms; of codes that are turned off, and that judged nothing, there is none.
pub type RuleCounts = BTreeMap<&'static str, BTreeMap<String, RuleCount>>;

/// How often each of [`counted_codes`] judged something in the documents of a place, by the ids of their forms.
type PlaceCounts = BTreeMap<String, Vec<usize>>;

/// Counts over all documents. A frozen year was checked when it was published: there are none.
#[must_use]
pub fn rule_counts(site: &Restricted) -> RuleCounts {
    let counted: Vec<PlaceCounts> = places(site).into_par_iter().map(|place| of_place(site, place)).collect();
    summed(site, counted)
}

/// The same; given digests of what they are made from, the counts of places are kept that were made from the same the last time.
///
/// # Errors
/// What the sink says.
pub(super) fn kept_counts(site: &Restricted, digests: Option<&SiteDigests<'_>>, sink: &dyn Sink) -> Result<RuleCounts> {
    let Some(digests) = digests else { return Ok(rule_counts(site)) };
    let counted: Vec<Result<PlaceCounts>> = places(site)
        .into_par_iter()
        .map(|place| {
            let of = |place: &str| site.documents_at(place).map(|one| digests.of_document(one)).collect::<Vec<_>>();
            let made_from = ValueDigest::of(&(digests.common, &place.id, place.related().map(of).collect::<Vec<_>>()));
            let name = format!("rules {}", place.id);
            let kept = sink.keep(&name, &made_from, FOLDER)?;
            if let Some(counts) = kept.and_then(|kept| serde_json::from_str(&kept.note).ok()) {
                return Ok(counts);
            }
            let counts = of_place(site, place);
            let note = serde_json::to_string(&counts).map_err(Error::other)?;
            sink.made(SitePart { name, made_from, files: Vec::new(), note });
            Ok(counts)
        })
        .collect();
    Ok(summed(site, counted.into_iter().collect::<Result<_>>()?))
}

/// The places with documents; none of a frozen year.
fn places(site: &Restricted) -> Vec<&Place> {
    let places = site.places.iter().map(|place| &**place).filter(|_| site.frozen.is_none());
    places.filter(|place| site.documents_at(&place.id).next().is_some()).collect()
}

/// The codes that are counted, in the order of the rules.
fn counted_codes() -> impl Iterator<Item = &'static Code> {
    RULES.iter().filter(|rule| rule.is_counted()).flat_map(|rule| rule.codes)
}

/// The counts of a place. The rules are handed what it is [related](Place::related) to and no more, and so depend on no more.
fn of_place(site: &Restricted, place: &Place) -> PlaceCounts {
    let known = site.with_documents_at(place.related());
    let mut counts = PlaceCounts::new();
    for document in known.documents_at(&place.id) {
        let times = checks::times_applied(document, &known);
        let times: HashMap<&str, usize> = times.into_iter().map(|(code, times)| (code.name, times)).collect();
        let sums = counts.entry(document.form.id.clone()).or_insert_with(|| vec![0; counted_codes().count()]);
        for (sum, code) in sums.iter_mut().zip(counted_codes()) {
            *sum += times.get(code.name).copied().unwrap_or_default();
        }
    }
    counts
}

fn summed(site: &Restricted, counted: Vec<PlaceCounts>) -> RuleCounts {
    let mut counts = RuleCounts::new();
    for (form, times) in counted.into_iter().flatten() {
        let judged = counted_codes().zip(times).filter(|(code, times)| *times > 0 && !site.is_unchecked(code.name));
        for (code, times) in judged {
            let count = counts.entry(code.name).or_default().entry(form.clone()).or_default();
            count.applied += times;
            count.found = site.found().of(&form, code.name);
        }
    }
    counts
}

/// The counts as JSON, in the order in which the rules run.
pub(super) fn values(scope: Scope<'_>, counts: &RuleCounts) -> Vec<Value> {
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
