//! How much of its form a document answers, what nobody has answered, and what is blank.

use std::sync::Arc;

use crate::form::Field;
use crate::model::{AnswerScope, Document};
use crate::value::{Absence, Answer};

/// How much a document answers.
#[derive(Clone, Debug)]
pub struct Completeness<'a> {
    /// How many fields its form asks: not those that do not apply because of another answer, nor those of which nobody
    /// can tell it yet.
    pub asked: usize,
    /// Those that nobody has answered, in the order of the form.
    pub unanswered: Vec<&'a Field>,
    /// Those that say 記載なし, in the order of the form.
    pub blank: Vec<&'a Field>,
}

impl<'a> Completeness<'a> {
    /// Looks at every field of the form; running text is no field.
    pub fn of(document: &'a Document) -> Completeness<'a> {
        let mut completeness = Completeness { asked: 0, unanswered: Vec::new(), blank: Vec::new() };
        for (section, answered) in document.form.sections.iter().zip(&document.sections) {
            for field in &section.fields {
                if AnswerScope::new(document).is_asked(Some(section), field) != Some(true) {
                    continue;
                }
                completeness.asked += 1;
                let answer = answered.answers.iter().find(|answer| Arc::ptr_eq(&answer.field, field));
                if answer.is_none_or(|answer| is_all(answer, Absence::Unanswered)) {
                    completeness.unanswered.push(field);
                } else if answer.is_some_and(|answer| is_all(answer, Absence::Blank)) {
                    completeness.blank.push(field);
                }
            }
        }
        completeness
    }
}

/// Whether an answer says nothing, for this reason alone.
fn is_all(answer: &Answer, absence: Absence) -> bool {
    // Rows say something, whatever is in them; and a list without rows is no answer.
    if let Some(rows) = answer.rows() {
        return absence == Absence::Unanswered && rows.is_empty();
    }
    let mut all = true;
    answer.leaves(&mut |leaf| all &= leaf.item.absence().is_none_or(|found| found == Some(absence)));
    all
}
