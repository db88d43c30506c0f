//! What every document is checked for, besides the relations of its form: how often each rule judged something that is published,
//! and how often it found something there.

use std::collections::BTreeMap;

use crate::checks::{RELATION, RULES, Rule, Subject};
use crate::data::{RuleCount, RuleCounts};
use crate::pages::RenderContext;
use crate::pages::filters::Filters;
use crate::restrict::FindingCount;
use crate::source::{Code, Severity};
use crate::text::Decimal;
use crate::view;
use crate::view::View;

/// The subjects of what is counted, in the order of the page, with their interface words.
const SUBJECTS: [(Subject, &str); 4] = [
    (Subject::Figures, "checks_of_figures"),
    (Subject::LastYear, "checks_of_last_year"),
    (Subject::Answers, "checks_of_answers"),
    (Subject::Texts, "checks_of_texts"),
];

/// The rules by their subject: those that judged something as rows, and the titles of the others.
pub fn view(context: RenderContext<'_>, counts: &RuleCounts, filters: &mut Filters<'_>) -> View {
    let groups = SUBJECTS.iter().filter_map(|(subject, word)| {
        let id = subject.id();
        let rows = codes(|rule| rule.subject == *subject && rule.is_counted());
        let rows: Vec<View> = rows.filter_map(|code| row(context, code, id, counts.get(code.name)?, filters)).collect();
        let title = context.theme.word(word);
        (!rows.is_empty()).then(|| {
            filters.note_of("subject", context.theme.word("checks_subject"), id, title);
            view! { "id" => id, "title" => title, "rows" => rows }
        })
    });
    let groups: Vec<View> = groups.collect();
    let is_off = |code: &&Code| context.site.is_unchecked(code.name);
    let is_idle = |code: &&Code| !counts.contains_key(code.name) && !is_off(code);
    view! {
        "groups" => groups,
        "idle" => titles(context, codes(Rule::is_counted).filter(is_idle)),
        "before" => titles(context, codes(|rule| !rule.is_counted()).filter(|code| !is_off(code))),
        "off" => titles(context, codes(|_| true).filter(is_off)),
    }
}

/// The codes of some rules, in the order in which they run. How relations of forms hold is told for each of them.
fn codes(of: impl Fn(&Rule) -> bool) -> impl Iterator<Item = &'static Code> {
    let rules = RULES.iter().filter(move |rule| of(rule));
    rules.flat_map(|rule| rule.codes).filter(|code| **code != RELATION)
}

fn row(
    context: RenderContext<'_>,
    code: &Code,
    subject: &str,
    forms: &BTreeMap<String, RuleCount>,
    filters: &mut Filters<'_>,
) -> Option<View> {
    let shown = context.site.forms.iter().filter_map(|form| Some((form, forms.get(form.id.as_str())?)));
    let shown: Vec<_> = shown.collect();
    let applied: usize = shown.iter().map(|(_, count)| count.applied).sum();
    let found = shown.iter().fold(FindingCount::default(), |sum, (_, count)| sum.and(count.found));
    let ids: Vec<&str> = shown.iter().map(|(form, _)| form.id.as_str()).collect();
    for (form, _) in &shown {
        filters.note_of("form", context.theme.word("form"), &form.id, &form.short);
    }
    let by_form = shown.iter().map(|(form, count)| {
        let more = view! { "applied" => number(count.applied), "found" => said(context, count.found) };
        view! { "title" => &form.short, "counts" => more }
    });
    // Where nothing was found, every form would say the same.
    let by_form: Vec<View> = if shown.len() > 1 && !found.is_empty() { by_form.collect() } else { Vec::new() };
    (applied > 0).then(|| {
        view! {
            "code" => code.name,
            "title" => code.title.in_language(context.language()),
            "severity" => context.theme.word(super::word(code.severity)),
            "subject" => subject,
            "forms" => ids.join(" "),
            "result" => super::note_result(context, filters, !found.is_empty()),
            "applied" => number(applied),
            "found" => said(context, found),
            "by_form" => by_form,
        }
    })
}

/// How many findings there are, in words; nothing where there are none.
fn said(context: RenderContext<'_>, found: FindingCount) -> Vec<String> {
    let counts = [
        (super::word(Severity::Error), found.errors),
        (super::word(Severity::Warning), found.warnings),
        ("checks_confirmed", found.accepted),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    counts
        .map(|(word, count)| {
            let (word, count) = (context.theme.word(word), number(count));
            context.theme.sentence("checks_findings", &[("what", word), ("n", &count)])
        })
        .collect()
}

fn number(count: usize) -> String {
    Decimal::from(i64::try_from(count).unwrap_or(i64::MAX)).to_string()
}

fn titles<'c>(context: RenderContext<'_>, codes: impl Iterator<Item = &'c Code>) -> Vec<View> {
    codes.map(|code| view! { "code" => code.name, "title" => code.title.in_language(context.language()) }).collect()
}
