//! What `small_numbers` in site.yaml says: which counts of persons are too small to be shown.

use super::codes;

use crate::form::Form;
use crate::record::{Fields, Node};
use crate::source::{Reporter, words};
use crate::text::number::Decimal;

/// The settings. Without them every count is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallNumbers {
    /// Id of the field that tells how many residents a place has, where it is not the one to which the form gives that role.
    pub population: Option<String>,
    /// Ids of fields that count no persons whom a small number could betray.
    pub except: Vec<String>,
    /// By population, the smallest first.
    pub tiers: Vec<Tier>,
}

/// What may be shown of places of one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The places have fewer residents than this; none for all others.
    pub residents_below: Option<Decimal>,
    /// The least count that is shown.
    pub threshold: Threshold,
}

/// The least count that is shown, zero excepted; the order is from the mildest to the strictest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Threshold {
    /// The least number of persons that is shown.
    Persons(i64),
    /// No count is shown.
    Never,
}

impl SmallNumbers {
    /// Reads `small_numbers`; nothing where the tiers are wrong, which is reported.
    pub fn read(node: &Node, reporter: &mut Reporter<'_>) -> Option<SmallNumbers> {
        let mut fields = Fields::new(node, reporter);
        let population = fields.text(&["population"]);
        let except = fields.texts(&["except"]);
        let tiers = fields.required(&["tiers"]).cloned();
        fields.finish();
        let tiers = tiers?;
        let items = tiers.list(reporter)?;
        let read: Vec<Tier> = items.iter().filter_map(|item| tier(item, reporter)).collect();
        let (last, others) = read.split_last()?;
        let rising =
            others.windows(2).all(|two| two.first().map(|t| t.residents_below) < two.last().map(|t| t.residents_below));
        if last.residents_below.is_some() || others.iter().any(|tier| tier.residents_below.is_none()) || !rising {
            let message =
                words("人口の段が順に並んでいません。", "The tiers are not in the order of their populations.");
            let hint = words(
                "residents_below の小さいものから並べ、最後の段には residents_below を書かないでください。",
                "Begin with the smallest `residents_below`, and end with a tier that has none.",
            );
            reporter.report(&codes::SMALL_NUMBERS, tiers.span, message, hint);
            return None;
        }
        Some(SmallNumbers { population, except, tiers: read })
    }

    /// Id of the field of a form that tells how many residents a place has.
    pub fn population<'a>(&'a self, form: &'a Form) -> Option<&'a str> {
        self.population.as_deref().or_else(|| form.population().map(|field| field.id.as_str()))
    }

    /// Whether every number of a field of a form is shown: the population, and what is excepted.
    pub fn shows_all(&self, form: &Form, field: &str) -> bool {
        self.population(form) == Some(field) || self.except.iter().any(|other| other == field)
    }

    /// The least count that is shown of a place; of one whose population nobody knows, the strictest of all.
    pub fn threshold(&self, population: Option<Decimal>) -> Threshold {
        let fits = |tier: &&Tier| match (tier.residents_below, population) {
            (Some(below), Some(population)) => population < below,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        let strictest = || self.tiers.iter().map(|tier| tier.threshold).max();
        self.tiers.iter().find(fits).map(|tier| tier.threshold).or_else(strictest).unwrap_or(Threshold::Never)
    }
}

fn tier(node: &Node, reporter: &mut Reporter<'_>) -> Option<Tier> {
    let mut fields = Fields::new(node, reporter);
    let below = fields.optional(&["residents_below"]).cloned();
    let least = fields.required(&["shown_from"]).cloned();
    fields.finish();
    let mut number = |node: &Node| {
        let written = &node.text(reporter)?.text;
        let number = Decimal::parse(written).filter(|number| number.places() == 0 && *number > Decimal::from(0));
        if number.is_none() {
            let message =
                words!("「{written}」は1以上の整数ではありません。", "`{written}` is no whole number above zero.");
            let hint = words(
                "「10」のように書いてください。全く示さない段は never と書きます。",
                "Write it as in `10`; `never` shows none.",
            );
            reporter.report(&codes::SMALL_NUMBERS, node.span, message, hint);
        }
        number
    };
    let residents_below = match &below {
        Some(node) => Some(number(node)?),
        None => None,
    };
    let least = least?;
    if least.scalar().is_some_and(|written| written.text.trim() == "never") {
        return Some(Tier { residents_below, threshold: Threshold::Never });
    }
    let persons = number(&least)?.to_plain().parse().ok()?;
    Some(Tier { residents_below, threshold: Threshold::Persons(persons) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::parse;
    use crate::source::{Findings, Source, Span};

    const MINISTRY: &str = "tiers:\n  - { residents_below: 2,000, shown_from: never }\n  - { residents_below: 25000, shown_from: 20 }\n  - { shown_from: 10 }\n";

    fn read(text: &str) -> (Option<SmallNumbers>, usize) {
        let source = Source::new("content/site.yaml", text);
        let mut findings = Findings::new();
        let node = parse(&source, Span::new(0, text.len()), &mut findings);
        let read = SmallNumbers::read(&node, &mut Reporter::new(&source, &mut findings));
        (read, findings.iter().count())
    }

    #[test]
    fn tiers_go_by_population() {
        let text = MINISTRY.replace("2,000", "2000");
        let (settings, findings) = read(&text);
        let settings = settings.expect("the ministry's tiers");
        assert_eq!(findings, 0);
        for (population, least) in [
            (Some(0), Threshold::Never),
            (Some(1_999), Threshold::Never),
            (Some(2_000), Threshold::Persons(20)),
            (Some(24_999), Threshold::Persons(20)),
            (Some(25_000), Threshold::Persons(10)),
            (None, Threshold::Never),
        ] {
            assert_eq!(settings.threshold(population.map(Decimal::from)), least, "{population:?}");
        }
    }

    #[test]
    fn tiers_that_leave_a_gap_are_refused() {
        for text in [
            "tiers: [{ residents_below: 2000, shown_from: 10 }]",
            "tiers: [{ shown_from: 10 }, { shown_from: 20 }]",
            "tiers: [{ residents_below: 5000, shown_from: 20 }, { residents_below: 2000, shown_from: 10 }, { shown_from: 1 }]",
            "tiers: [{ shown_from: 0 }]",
            "tiers: [{ shown_from: 1.5 }]",
            "tiers: [{ shown_from: 少し }]",
            "tiers: [{ residents_below: 2000 }]",
            "population: population",
        ] {
            let (settings, findings) = read(text);
            assert!(settings.is_none() && findings > 0, "{text}: {settings:?}, {findings} findings");
        }
    }
}
