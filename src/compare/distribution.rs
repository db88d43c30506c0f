//! How many documents answered what of a list: choices, and whether there is something (有／無).

use std::collections::BTreeMap;

use crate::form::{Field, NO, YES, split_path};
use crate::model::Document;
use crate::value::presence::PresenceState;
use crate::value::{Absence, Answer, Chosen, Quantity};

/// One of the answers that a form lists, by its id and in the form's words.
pub type ListedOption<'a> = (&'a str, &'a str);

/// What a document's form asks in a field with listed answers, and what the document says.
#[derive(Clone, Debug)]
pub struct ListedAnswer<'a> {
    /// What can be answered, in the order of the form.
    pub options: Vec<ListedOption<'a>>,
    /// Whether several may be.
    pub several: bool,
    /// Whether the options go from the best or the most to the worst or the least.
    pub ordered: bool,
    /// The ids of what is answered; empty where nothing is.
    pub chosen: Vec<&'a str>,
    /// Why nothing is answered.
    pub absence: Option<Absence>,
}

impl<'a> ListedAnswer<'a> {
    /// What is answered, or why nothing is, each with its id and in words.
    pub fn in_words<'w>(&self, absence_word: impl Fn(Absence) -> &'w str) -> Vec<(&'a str, &'w str)>
    where
        'a: 'w,
    {
        let label = |id: &&'a str| -> Option<(&'a str, &'w str)> {
            let (id, label) = self.options.iter().find(|(known, _)| known == id)?;
            Some((id, label))
        };
        let absence = self.absence.map(|absence| (absence.id(), absence_word(absence)));
        self.chosen.iter().filter_map(label).chain(absence).collect()
    }
}

/// What a document says at a path: the id of a choice, of presence, or of a level of it. Nothing where its form
/// asks no such thing.
pub fn listed_answer<'a>(document: &'a Document, path: &str) -> Option<ListedAnswer<'a>> {
    let (id, part) = split_path(path);
    let (_, asked) = document.form.fields().find(|(_, own)| own.id == id)?;
    // Most figures are none, for which no document need be looked at.
    if !is_listed(asked, part) && asked.kind.choice().is_none() {
        return None;
    }
    let answer = document.answer(id).map(|(_, answer)| answer);
    let unsaid = || Some(answer.and_then(Answer::absent).and_then(Quantity::absence).unwrap_or(Absence::Unanswered));
    if let Some(settings) = asked.kind.choice().filter(|_| part.is_none()) {
        let options = settings.choices.iter().map(|choice| (choice.id.as_str(), choice.label.as_str())).collect();
        let chosen = answer.and_then(|answer| answer.value.choice());
        let ids = chosen.into_iter().flat_map(|chosen| chosen.choices(settings)).map(|choice| choice.id.as_str());
        let absence = chosen.map_or_else(unsaid, Chosen::absence);
        let (several, ordered) = (settings.several, settings.ordered);
        return Some(ListedAnswer { options, several, ordered, chosen: ids.collect(), absence });
    }
    let settings = asked.kind.presence().filter(|_| is_listed(asked, part))?;
    let presence = answer.and_then(|answer| answer.value.presence());
    let level = presence.and_then(|all| all.levels.iter().find(|level| level.id == part.unwrap_or_default()));
    let (chosen, absence) = match level.map(|level| level.value.state) {
        Some(PresenceState::Yes) => (vec![YES], None),
        Some(PresenceState::No) => (vec![NO], None),
        Some(PresenceState::Absent(absence)) => (Vec::new(), Some(absence)),
        None => (Vec::new(), unsaid()),
    };
    let options = vec![(YES, settings.yes_word()), (NO, settings.no_word())];
    Some(ListedAnswer { options, several: false, ordered: false, chosen, absence })
}

/// Whether a field lists the answers to what a part of its path names.
#[must_use]
pub fn is_listed(field: &Field, part: Option<&str>) -> bool {
    let is_level = |levels: &[crate::form::PresenceLevel]| match part {
        Some(part) => levels.iter().any(|level| level.id == part),
        None => levels.is_empty(),
    };
    field.kind.choice().is_some() && part.is_none()
        || field.kind.presence().is_some_and(|asked| is_level(&asked.levels))
}

/// What could be answered in the forms of these documents: as the newest form has it, and then what only older ones had.
pub fn options_of<'a>(documents: impl Iterator<Item = &'a Document>, path: &str) -> Vec<ListedOption<'a>> {
    let mut documents: Vec<&Document> = documents.collect();
    documents.sort_by_key(|document| std::cmp::Reverse(document.year));
    let mut options: Vec<ListedOption<'a>> = Vec::new();
    for asked in documents.into_iter().filter_map(|document| listed_answer(document, path)) {
        let new = asked.options.into_iter().filter(|(id, _)| options.iter().all(|(known, _)| known != id));
        options.extend(new.collect::<Vec<_>>());
    }
    options
}

/// The answers of documents to one question, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// How many answered each, in the order of the list; where several may be chosen, together more than answered.
    pub counts: Vec<usize>,
    /// How many answered anything.
    pub answered: usize,
    /// How many say why they answered nothing, or have not answered.
    pub absent: BTreeMap<Absence, usize>,
}

impl Distribution {
    /// Counts the answers of these documents.
    pub fn of<'a>(
        documents: impl Iterator<Item = &'a Document>,
        path: &str,
        options: &[ListedOption<'_>],
    ) -> Distribution {
        let mut distribution = Distribution { counts: vec![0; options.len()], ..Distribution::default() };
        for answer in documents.filter_map(|document| listed_answer(document, path)) {
            if let Some(absence) = answer.absence {
                *distribution.absent.entry(absence).or_default() += 1;
                continue;
            }
            distribution.answered += 1;
            for chosen in answer.chosen {
                let at = options.iter().position(|(known, _)| *known == chosen);
                at.and_then(|at| distribution.counts.get_mut(at)).into_iter().for_each(|count| *count += 1);
            }
        }
        distribution
    }
}
