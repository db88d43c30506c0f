//! What one year's document carries over, and what the document of the next year takes up: 残された課題 and the plan's issues.
//!
//! Which fields do so is said by the forms (`carry_over`), and which document goes on with which by the documents (`follows`).

use std::collections::{HashMap, VecDeque};

use crate::form::{CarryOver, Field};
use crate::model::Document;
use crate::restrict::Restricted;

/// A row that is carried over, or takes up one that was.
#[derive(Clone, Debug)]
pub struct CarriedRow<'a> {
    /// The field it stands in.
    pub field: &'a Field,
    /// Its id, where it has one.
    pub id: Option<&'a str>,
    /// The full anchor on the page of its document.
    pub fragment: String,
    /// Its first column as plain text, or what a record is called.
    pub text: String,
}

/// Two documents of which one goes on with the other.
#[derive(Clone, Debug)]
pub struct CarriedOver<'a> {
    /// The earlier document, from which rows are carried over.
    pub before: &'a Document,
    /// The later document, which says in `follows` that it goes on with the earlier one.
    pub now: &'a Document,
    /// What was carried over, each with what takes it up.
    pub carried: Vec<(CarriedRow<'a>, Option<CarriedRow<'a>>)>,
    /// What the later document takes up that was not carried over.
    pub added: Vec<CarriedRow<'a>>,
}

/// The document that this one says it follows, where it is in the site.
pub fn followed<'a>(now: &Document, site: &'a Restricted) -> Option<&'a Document> {
    // A document with a summary follows none.
    let (path, _) = if now.content.summary().is_some() { None } else { now.follows.as_ref() }?;
    site.document(path)
}

/// What was carried over from the document that this one follows; nothing where no row was.
pub fn carried_over<'a>(now: &'a Document, before: &'a Document) -> Option<CarriedOver<'a>> {
    let mut taken_up: Vec<Option<CarriedRow<'a>>> = items(now, CarryOver::FromLastYear).into_iter().map(Some).collect();
    let mut indices_by_id: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (at, item) in taken_up.iter().enumerate() {
        if let Some(id) = item.as_ref().and_then(|item| item.id) {
            indices_by_id.entry(id).or_default().push_back(at);
        }
    }
    let carried = items(before, CarryOver::ToNextYear).into_iter().map(|item| {
        let at = item.id.and_then(|id| indices_by_id.get_mut(id)?.pop_front());
        let answer = at.and_then(|at| taken_up.get_mut(at)?.take());
        (item, answer)
    });
    let carried: Vec<_> = carried.collect();
    let added: Vec<CarriedRow<'a>> = taken_up.into_iter().flatten().collect();
    (!carried.is_empty() || !added.is_empty()).then_some(CarriedOver { before, now, carried, added })
}

fn items(document: &Document, way: CarryOver) -> Vec<CarriedRow<'_>> {
    let mut items = Vec::new();
    for (_, field, answer) in document.answers() {
        if field.carry_over != Some(way) {
            continue;
        }
        let rows: Vec<(Option<&str>, String)> = match (answer.value.table(), answer.value.records()) {
            (Some(table), _) => table.rows.iter().map(|row| (row.id.as_deref(), row.first_words())).collect(),
            (_, Some(records)) => records.rows.iter().map(|row| (row.id.as_deref(), row.name.clone())).collect(),
            _ => continue,
        };
        for ((id, text), anchor) in rows.into_iter().zip(answer.row_anchors()) {
            items.push(CarriedRow { field, id, fragment: format!("{}-{anchor}", field.id), text });
        }
    }
    items
}
