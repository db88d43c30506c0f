//! What one year's document carries over, and what the document of the next year takes up: 残された課題 and the plan's issues.
//!
//! Which fields do so is said by the forms (`relay`), and which document goes on with which by the documents (`follows`).

use std::collections::{HashMap, VecDeque};

use crate::form::{Field, Relay};
use crate::model::Document;
use crate::restrict::Restricted;

/// A row that is handed on or taken up.
#[derive(Clone, Debug)]
pub struct CarriedRow<'a> {
    /// The field it stands in.
    pub field: &'a Field,
    /// Its id, where it has one.
    pub id: Option<&'a str>,
    /// The full anchor on the page of its document.
    pub fragment: String,
    /// Its first column, as plain text.
    pub text: String,
}

/// Two documents of which one goes on with the other.
#[derive(Clone, Debug)]
pub struct Handover<'a> {
    /// The earlier document.
    pub before: &'a Document,
    /// The later document.
    pub now: &'a Document,
    /// What was handed on, each with what takes it up.
    pub handed_on: Vec<(CarriedRow<'a>, Option<CarriedRow<'a>>)>,
    /// What the later document takes up besides.
    pub besides: Vec<CarriedRow<'a>>,
}

/// The handover from the document that this one says it follows.
pub fn handover<'a>(now: &'a Document, site: &'a Restricted) -> Option<Handover<'a>> {
    let (path, _) = now.follows.as_ref()?;
    let before = site.document(path)?;
    let mut taken_up: Vec<Option<CarriedRow<'a>>> = items(now, Relay::TakesUp).into_iter().map(Some).collect();
    let mut indices_by_id: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (at, item) in taken_up.iter().enumerate() {
        if let Some(id) = item.as_ref().and_then(|item| item.id) {
            indices_by_id.entry(id).or_default().push_back(at);
        }
    }
    let handed_on = items(before, Relay::HandsOn).into_iter().map(|item| {
        let at = item.id.and_then(|id| indices_by_id.get_mut(id)?.pop_front());
        let answer = at.and_then(|at| taken_up.get_mut(at)?.take());
        (item, answer)
    });
    let handed_on: Vec<_> = handed_on.collect();
    let besides: Vec<CarriedRow<'a>> = taken_up.into_iter().flatten().collect();
    (!handed_on.is_empty() || !besides.is_empty()).then_some(Handover { before, now, handed_on, besides })
}

fn items(document: &Document, relay: Relay) -> Vec<CarriedRow<'_>> {
    let mut items = Vec::new();
    for (_, field, answer) in document.answers() {
        let Some(table) = answer.value.table() else { continue };
        if field.relay != Some(relay) {
            continue;
        }
        for (row, anchor) in table.rows.iter().zip(answer.row_anchors()) {
            items.push(CarriedRow {
                field,
                id: row.id.as_deref(),
                fragment: format!("{}-{anchor}", field.id),
                text: row.first_words(),
            });
        }
    }
    items
}
