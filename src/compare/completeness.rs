//! How much of its form a document answers, and what is still blank.

use std::sync::Arc;

use crate::form::Field;
use crate::model::Document;
use crate::value::{Absence, Answer, Value};

/// How much a document answers.
#[derive(Clone, Debug)]
pub struct Completeness<'a> {
    /// How many fields its form asks.
    pub asked: usize,
    /// Those without an answer, or with 記載なし, in the order of the form.
    pub blank: Vec<&'a Field>,
}

impl<'a> Completeness<'a> {
    /// Looks at every field of the form; running text is no field.
    pub fn of(document: &'a Document) -> Completeness<'a> {
        let mut completeness = Completeness { asked: 0, blank: Vec::new() };
        for (section, said) in document.form.sections.iter().zip(&document.sections) {
            for field in &section.fields {
                completeness.asked += 1;
                let answer = said.answers.iter().find(|answer| Arc::ptr_eq(&answer.field, field));
                if answer.is_none_or(is_blank) {
                    completeness.blank.push(field);
                }
            }
        }
        completeness
    }
}

fn is_blank(answer: &Answer) -> bool {
    let blank = |text: &str| text.trim().is_empty() || Absence::parse(text.trim()) == Some(Absence::Blank);
    match &answer.value {
        Value::Open => true,
        Value::Number(quantity) => quantity.is_blank(),
        Value::Composition(composition) => {
            let total = composition.total.as_ref().is_none_or(|(total, _)| total.is_blank());
            total && composition.all_parts().iter().all(|part| part.quantity.is_blank())
        }
        Value::Rates(rates) => rates.points.iter().all(|point| point.quantity.is_blank()),
        Value::Text(line) => blank(line),
        Value::Prose(prose) => blank(&prose.text),
        Value::Date(when) => blank(&when.written),
        Value::Indicators(indicators) => indicators.rows.is_empty(),
        Value::Table(table) => table.rows.is_empty(),
        Value::Schedule(schedule) => schedule.entries.is_empty(),
        Value::Presence(presence) => presence.is_blank(),
    }
}
