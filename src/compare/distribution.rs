//! How many documents chose what of a list.

use std::collections::BTreeMap;

use crate::form::{Choice, ChoiceSettings};
use crate::model::Document;
use crate::value::{Absence, Chosen};

/// What a document's form asks in a field of choices, and what the document says; nothing where the form asks for none.
pub fn choice_of<'a>(document: &'a Document, field: &str) -> Option<(&'a ChoiceSettings, Option<&'a Chosen>)> {
    let (_, asked) = document.form.fields().find(|(_, own)| own.id == field)?;
    let answer = document.answer(field).and_then(|(_, answer)| answer.value.choice());
    Some((asked.kind.choice()?, answer))
}

/// What could be chosen in the forms of these documents: as the newest form has it, and then what only older ones had.
pub fn choices_of<'a>(documents: impl Iterator<Item = &'a Document>, field: &str) -> Vec<&'a Choice> {
    let mut documents: Vec<&Document> = documents.collect();
    documents.sort_by_key(|document| std::cmp::Reverse(document.year));
    let mut choices: Vec<&Choice> = Vec::new();
    for (asked, _) in documents.into_iter().filter_map(|document| choice_of(document, field)) {
        let new = asked.choices.iter().filter(|one| choices.iter().all(|known| known.id != one.id));
        choices.extend(new.collect::<Vec<_>>());
    }
    choices
}

/// The answers of documents to one choice, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// How many chose each, in the order of the list; where several may be chosen, together more than answered.
    pub counts: Vec<usize>,
    /// How many chose anything.
    pub answered: usize,
    /// How many say why they chose nothing, or have not answered.
    pub absent: BTreeMap<Absence, usize>,
}

impl Distribution {
    /// Counts the answers of these documents to a field.
    pub fn of<'a>(documents: impl Iterator<Item = &'a Document>, field: &str, choices: &[&Choice]) -> Distribution {
        let mut distribution = Distribution { counts: vec![0; choices.len()], ..Distribution::default() };
        for (asked, chosen) in documents.filter_map(|document| choice_of(document, field)) {
            let absence = chosen.map_or(Some(Absence::Unanswered), Chosen::absence);
            if let Some(absence) = absence {
                *distribution.absent.entry(absence).or_default() += 1;
                continue;
            }
            distribution.answered += 1;
            for choice in chosen.into_iter().flat_map(|chosen| chosen.choices(asked)) {
                let at = choices.iter().position(|known| known.id == choice.id);
                at.and_then(|at| distribution.counts.get_mut(at)).into_iter().for_each(|count| *count += 1);
            }
        }
        distribution
    }
}
