//! The single files of a site: settings, places, measures and the glossary.

use crate::model::{Glossary, Measure, Place, Settings, SmallNumbers, Term, Threshold, Tier};
use crate::record::{Node, to_yaml};
use crate::source::Severity;

use super::{map, text, texts, yes};

/// The text of `site.yaml`.
#[must_use]
pub fn settings(settings: &Settings) -> String {
    let licence = settings.licence.as_ref();
    let checks = settings.checks.iter().map(|check| {
        let severity = check.severity.map(|severity| match severity {
            None => "off",
            Some(Severity::Warning) => "warning",
            Some(Severity::Error) => "error",
        });
        let limit = check.limit.map(|limit| Node::from(limit.to_plain()));
        (&check.code, map([("severity", severity.map(Node::from)), ("limit", limit)]))
    });
    to_yaml(&map([
        ("title", Some(Node::from(&settings.title))),
        ("subtitle", text(settings.subtitle.as_ref())),
        ("description", text(settings.description.as_ref())),
        ("base_url", text(settings.base_url.as_ref())),
        ("publisher", Some(Node::from(&settings.publisher))),
        ("contact", settings.contact.as_ref().map(|contact| Node::from(&contact.text.text))),
        ("licence", licence.map(|own| map([("name", Some(Node::from(&own.name))), ("url", text(own.url.as_ref()))]))),
        ("theme", Some(Node::from(&settings.theme))),
        ("language", Some(Node::from(&settings.language))),
        ("checks", (!settings.checks.is_empty()).then(|| checks.collect())),
        ("small_numbers", settings.small_numbers.as_ref().map(small_numbers)),
    ]))
}

fn small_numbers(settings: &SmallNumbers) -> Node {
    let tier = |tier: &Tier| {
        let least = match tier.threshold {
            Threshold::Persons(persons) => persons.to_string(),
            Threshold::Never => "never".to_owned(),
        };
        let below = tier.residents_below.map(|below| Node::from(below.to_plain()));
        map([("residents_below", below), ("shown_from", Some(Node::from(least)))])
    };
    map([
        ("population", text(settings.population.as_ref())),
        ("except", texts(&settings.except)),
        ("tiers", Some(settings.tiers.iter().map(tier).collect())),
    ])
}

/// The text of `places.yaml` with these places.
#[must_use]
pub fn places<'p>(places: impl Iterator<Item = &'p Place>) -> String {
    let place = |place: &'p Place| {
        let node = map([
            ("name", Some(Node::from(&place.name))),
            ("reading", Some(Node::from(&place.reading))),
            ("code", Some(Node::from(&place.code)).filter(|_| !place.code.is_empty() || !place.category.is_body())),
            ("prefecture", text(place.prefecture.as_ref())),
            ("belongs_to", text(place.belongs_to.as_ref())),
            ("category", Some(Node::from(place.category.label()))),
            ("tile", place.tile.and_then(|(column, row)| texts(&[column.to_string(), row.to_string()]))),
        ]);
        (&place.id, node)
    };
    to_yaml(&places.map(place).collect())
}

/// The text of `measures.yaml`.
#[must_use]
pub fn measures(measures: &[Measure]) -> String {
    let measure = |measure: &Measure| {
        let ratio = measure.to.as_ref();
        map([
            ("label", Some(Node::from(&measure.label))),
            ("unit", text(measure.unit.as_ref())),
            ("of", Some(Node::from(&measure.of))),
            ("to", ratio.map(|ratio| Node::from(&ratio.to))),
            ("per", ratio.map(|ratio| Node::from(ratio.per.to_string()))),
            ("decimals", ratio.map(|ratio| Node::from(ratio.decimals.to_string()))),
            ("total", yes(measure.total)),
            ("note", text(measure.note.as_ref())),
        ])
    };
    to_yaml(&measures.iter().map(|own| (&own.id, measure(own))).collect())
}

/// The text of `glossary.yaml`.
#[must_use]
pub fn glossary(glossary: &Glossary) -> String {
    let term = |term: &Term| {
        map([
            ("word", Some(Node::from(&term.word))),
            ("reading", Some(Node::from(&term.reading))),
            ("also", texts(&term.also)),
            ("except", texts(&term.except)),
            ("meaning", Some(Node::from(&term.meaning.text))),
        ])
    };
    to_yaml(&glossary.iter().map(term).collect())
}
