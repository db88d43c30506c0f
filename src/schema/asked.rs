//! What is not asked because of another answer: an editor then says that a key needs no answer there.

use serde_json::{Value, json};

use crate::form::{AnswerTest, Condition, Field, NO, YES};

use super::reference;

/// A field in a map, under all its keys, and the conditions under which it is asked.
pub struct ConditionalKeys<'a> {
    pub keys: Vec<String>,
    pub field: &'a Field,
    pub conditions: Vec<&'a Condition>,
}

/// A rule for each condition that looks at words in the same map. Numbers are written in too many ways to be told apart here.
pub fn rules(fields: &[ConditionalKeys<'_>]) -> Vec<Value> {
    let rule = |of: &ConditionalKeys<'_>, condition: &Condition| {
        let nothing = json!({ "anyOf": [reference("absence"), { "type": "null" }] });
        let then: serde_json::Map<String, Value> = of.keys.iter().map(|key| (key.clone(), nothing.clone())).collect();
        Some(json!({ "if": fails(condition, fields)?, "then": { "properties": then } }))
    };
    fields.iter().flat_map(|of| of.conditions.iter().filter_map(move |condition| rule(of, condition))).collect()
}

/// The schema of a map with answers for which a condition does not hold; nothing where a schema cannot tell.
fn fails(condition: &Condition, fields: &[ConditionalKeys<'_>]) -> Option<Value> {
    match condition {
        Condition::Answer(test) => answer_fails(test, fields),
        Condition::All(inner) => {
            let any: Vec<Value> = inner.iter().filter_map(|one| fails(one, fields)).collect();
            (!any.is_empty()).then(|| json!({ "anyOf": any }))
        }
        Condition::Any(inner) => {
            let all: Option<Vec<Value>> = inner.iter().map(|one| fails(one, fields)).collect();
            Some(json!({ "allOf": all? }))
        }
    }
}

fn answer_fails(test: &AnswerTest, fields: &[ConditionalKeys<'_>]) -> Option<Value> {
    let deciding = fields.iter().find(|of| of.field.id == test.field)?;
    let bounded = test.bounds.named().iter().any(|(_, bound)| bound.is_some());
    if bounded || test.part.is_some() {
        return None;
    }
    let words = words(deciding.field)?;
    let fails = |id: &str| {
        let among = |ids: &[String]| ids.iter().any(|own| own == id);
        !test.is.is_empty() && !among(&test.is) || among(&test.is_not)
    };
    let failing: Vec<String> = words.into_iter().filter(|(id, _)| fails(id)).flat_map(|(_, words)| words).collect();
    let bare = json!({ "enum": failing });
    let around = |key: &str| {
        let value = json!({ "type": "object", "required": [key], "properties": { key: &bare } });
        value
    };
    let value = json!({ "anyOf": [&bare, around("値"), around("value")] });
    let any = deciding.keys.iter().map(|key| json!({ "required": [key], "properties": { key: &value } }));
    Some(json!({ "anyOf": any.collect::<Vec<_>>() }))
}

/// All that may be written for each answer of a field, by what a condition calls it; nothing where several may be chosen.
fn words(field: &Field) -> Option<Vec<(String, Vec<String>)>> {
    if let Some(asked) = field.kind.choice().filter(|asked| !asked.several) {
        let ids = asked.choices.iter().map(|choice| choice.id.clone());
        return Some(ids.zip(asked.spellings()).collect());
    }
    let asked = field.kind.presence().filter(|asked| asked.levels.is_empty())?;
    let all = |own: &[String], words: [&str; 3]| own.iter().cloned().chain(words.map(str::to_owned)).collect();
    Some(vec![
        (YES.to_owned(), all(&asked.yes, ["有", "有り", "あり"])),
        (NO.to_owned(), all(&asked.no, ["無", "無し", "なし"])),
    ])
}
