//! `checks.html`: what was checked, and with what result: the relations that forms state, year by year, and the rules
//! that every site is checked by. After the validation reports of the European Statistical System: the rule, how often
//! it was judged, how often it holds.

mod rules;

use std::collections::BTreeMap;

use crate::compare::relation::{Judgement, Tally, broken_words, rule_words};
use crate::data::{RelationTallies, RuleCounts, check_files, related, rule_counts, tallies};
use crate::model::{Document, address};
use crate::restrict::Restricted;
use crate::source::Severity;
use crate::view;
use crate::view::View;

use super::filters::Filters;
use super::layout::Layout;
use super::{Page, PageContent, RenderContext, download, newest_change, summary};

/// Whether there is a document: every one is checked. A frozen year was checked when it was published.
pub fn exists(site: &Restricted) -> bool {
    site.frozen.is_none() && !site.documents.is_empty()
}

/// The one page of the kind.
pub fn pages(context: RenderContext<'_>) -> Vec<Page<'_>> {
    let page = Page::new(address::CHECKS, "content/forms/", "checks.html", move || content(context));
    vec![page.changed(newest_change(&context.site.documents))]
}

fn content(context: RenderContext<'_>) -> PageContent {
    let language = context.language();
    let all = tallies(context.into());
    let mut forms: BTreeMap<&str, Vec<&RelationTallies<'_>>> = BTreeMap::new();
    all.iter().for_each(|one| forms.entry(one.form.id.as_str()).or_default().push(one));
    let mut filters = Filters::new(context);
    let forms = forms.into_values().filter_map(|relations| {
        let form = relations.first()?.form;
        // The newest year stands first, as everywhere.
        let mut years: Vec<i32> = relations.iter().flat_map(|one| one.years.keys().copied()).collect();
        years.sort_unstable_by(|one, other| other.cmp(one));
        years.dedup();
        filters.note_of(
            "subject",
            context.theme.word("checks_subject"),
            "relations",
            context.theme.word("checks_relations"),
        );
        filters.note_of("form", context.theme.word("form"), &form.id, &form.short);
        let rows = relations.iter().map(|one| {
            let found = one.years.values().any(|tally| tally.broken > 0);
            let cells = years.iter().map(|year| cell(context, one.years.get(year).copied().unwrap_or_default()));
            view! {
                "id" => format!("{}-{}", form.id, one.relation.id),
                "check" => &one.relation.id,
                "rule" => rule_words(one.relation, form).in_language(language),
                "severity" => context.theme.word(word(one.relation.severity)),
                "form" => &form.id,
                "result" => note_result(context, &mut filters, found),
                "cells" => View::list(cells),
            }
        });
        let rows: Vec<View> = rows.collect();
        Some(view! {
            "id" => &form.id,
            "title" => &form.title,
            "years" => View::list(years.iter().map(|year| summary::year_view(context, *year))),
            "rows" => rows,
        })
    });
    let forms: Vec<View> = forms.collect();
    // A page that is rendered alone counts, and makes its files.
    let counted = if context.data.is_none() { rule_counts(context.site) } else { RuleCounts::new() };
    let rules = rules::view(context, context.data.map_or(&counted, |data| &data.rules), &mut filters);
    let files: Vec<View> = if let Some(data) = context.data {
        data.checks.iter().map(|file| download::view(&file.path, file.length)).collect()
    } else {
        let files = check_files(context.into(), &counted);
        files.iter().map(|file| download::view(&file.path, file.bytes.len())).collect()
    };
    let accepted = accepted(context);
    let content = view! { "forms" => forms, "accepted" => accepted, "rules" => rules, "filters" => filters.view(), "files" => files };
    Layout::worded(context, address::CHECKS, "checks", ["checks", "checks_description"]).page(context, content)
}

/// What documents do not agree with, and rightly so, as their authors say: the newest year first. What is withheld is not judged, and so
/// is not told either.
fn accepted(context: RenderContext<'_>) -> Vec<View> {
    let language = context.language();
    let site = context.site;
    let mut rows: Vec<(&Document, View)> = Vec::new();
    for accepted in site.accepted() {
        let Some(document) = site.document(&accepted.document) else { continue };
        let Some(relation) = document.form.relations.iter().find(|own| own.id == accepted.relation) else { continue };
        for judgement in related(document, site).judge(relation) {
            let Judgement::Broken(broken) = judgement else { continue };
            if accepted.field.as_ref().is_some_and(|field| field != broken.value.field_id()) {
                continue;
            }
            let row = view! {
                "check" => &relation.id,
                "doc" => summary::document_view(context, document),
                "anchor" => document.anchor(broken.value.field_id()),
                "said" => broken_words(&broken, relation).in_language(language),
                "reason" => &accepted.reason,
            };
            rows.push((document, row));
        }
    }
    rows.sort_by_key(|(document, _)| std::cmp::Reverse(document.year));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The result of a year; words for what is more than nothing.
fn cell(context: RenderContext<'_>, tally: Tally) -> View {
    let judged = tally.holds + tally.broken;
    let count = |name: &str, n: usize| (n > 0).then(|| context.theme.sentence(name, &[("n", &n.to_string())]));
    let (judged_text, holds) = (judged.to_string(), tally.holds.to_string());
    let said = (judged > 0)
        .then(|| context.theme.sentence("checks_holds", &[("n", judged_text.as_str()), ("holds", holds.as_str())]));
    view! {
        "said" => said,
        "broken" => count("checks_broken", tally.broken),
        "not_judged" => count("checks_not_judged", tally.not_judged),
    }
}

/// Notes whether a row tells of anything that was found, as the value by which it is narrowed.
fn note_result(context: RenderContext<'_>, filters: &mut Filters<'_>, found: bool) -> &'static str {
    let (value, word) = if found { ("found", "checks_some_found") } else { ("none", "checks_none_found") };
    filters.note_of("result", context.theme.word("checks_result"), value, context.theme.word(word));
    value
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "checks_error",
        Severity::Warning => "checks_warning",
    }
}
