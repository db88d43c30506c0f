//! The places of a form that have conditions, and the fields that each of them may look at.

use std::sync::Arc;

use crate::form::{Audience, Field, FormSection};
use crate::record::{Content, Node};

use super::Condition;

/// Which thing of a form a condition belongs to: a section, a field of it, a field of the records in that, a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ConditionPlace {
    pub(super) section: usize,
    pub(super) field: Option<usize>,
    pub(super) inner: Option<usize>,
    pub(super) column: Option<usize>,
}

/// Everything that has a condition, with the condition as this form's file has it; none where it was taken over.
pub(super) fn places<'n>(sections: &[FormSection], form: &'n Node) -> Vec<(ConditionPlace, Option<&'n Node>)> {
    let nodes = match form.get("sections").map(|node| &node.content) {
        Some(Content::List(nodes)) => nodes.as_slice(),
        _ => &[],
    };
    let mut all = Vec::new();
    let mut add = |place: ConditionPlace, own: Option<&'n Node>, known: bool| {
        let node = own.and_then(|own| own.get("asked_if"));
        if node.is_some() || known {
            all.push((place, node));
        }
    };
    for (at, section) in sections.iter().enumerate() {
        let is_own =
            |node: &&Node| node.get("id").and_then(Node::scalar).is_some_and(|id| id.text.trim() == section.id);
        let node = nodes.iter().find(is_own);
        let place = ConditionPlace { section: at, field: None, inner: None, column: None };
        add(place, node, section.asked_if.is_some());
        let fields = node.and_then(|node| node.get("fields"));
        for (at, field) in section.fields.iter().enumerate() {
            let node = fields.and_then(|fields| fields.get(&field.id));
            let place = ConditionPlace { field: Some(at), ..place };
            add(place, node, field.asked_if.is_some());
            let columns = |field: &Field,
                           node: Option<&'n Node>,
                           place: ConditionPlace,
                           add: &mut dyn FnMut(ConditionPlace, Option<&'n Node>, bool)| {
                let nodes = node.and_then(|node| node.get("columns"));
                for (at, column) in field.kind.table().into_iter().flat_map(|settings| &settings.columns).enumerate() {
                    let node = nodes.and_then(|nodes| nodes.get(&column.field.id));
                    add(ConditionPlace { column: Some(at), ..place }, node, column.field.asked_if.is_some());
                }
            };
            columns(field, node, place, &mut add);
            let inner = node.and_then(|node| node.get("fields"));
            for (at, own) in field.kind.records().into_iter().flat_map(|settings| &settings.fields).enumerate() {
                let node = inner.and_then(|inner| inner.get(&own.id));
                let place = ConditionPlace { inner: Some(at), ..place };
                add(place, node, own.asked_if.is_some());
                columns(own, node, place, &mut add);
            }
        }
    }
    all
}

/// The field that a place is, or the one that it is in.
pub(super) fn field_at(sections: &[FormSection], place: ConditionPlace) -> Option<&Arc<Field>> {
    let field = sections.get(place.section)?.fields.get(place.field?)?;
    let field = match place.inner {
        Some(inner) => field.kind.records()?.fields.get(inner)?,
        None => field,
    };
    match place.column {
        Some(column) => Some(&field.kind.table()?.columns.get(column)?.field),
        None => Some(field),
    }
}

pub(super) fn condition_at(sections: &[FormSection], place: ConditionPlace) -> Option<&Condition> {
    if place.field.is_none() {
        return sections.get(place.section)?.asked_if.as_ref();
    }
    field_at(sections, place)?.asked_if.as_ref()
}

pub(super) fn set(sections: &mut [FormSection], place: ConditionPlace, condition: Option<Condition>) {
    let Some(section) = sections.get_mut(place.section) else { return };
    let Some(field) = place.field else {
        section.asked_if = condition;
        return;
    };
    let Some(mut field) = section.fields.get_mut(field) else { return };
    if let Some(inner) = place.inner {
        let Some(own) = Arc::make_mut(field).kind.record_field_mut(inner) else { return };
        field = own;
    }
    if let Some(column) = place.column {
        let Some(own) = Arc::make_mut(field).kind.column_mut(column) else { return };
        field = own;
    }
    Arc::make_mut(field).asked_if = condition;
}

/// The fields that a condition may look at, the nearest first, each with its own place.
pub(super) fn reachable(sections: &[FormSection], place: ConditionPlace) -> Vec<(ConditionPlace, &Arc<Field>)> {
    let mut all = Vec::new();
    if place.column.is_some() {
        let table = field_at(sections, ConditionPlace { column: None, ..place });
        let columns = table.and_then(|table| table.kind.table()).into_iter().flat_map(|settings| &settings.columns);
        let columns = columns.enumerate().filter(|(_, column)| column.by.is_empty());
        all.extend(columns.map(|(at, column)| (ConditionPlace { column: Some(at), ..place }, &column.field)));
    }
    if place.inner.is_some() {
        let records = field_at(sections, ConditionPlace { inner: None, column: None, ..place });
        let fields =
            records.and_then(|records| records.kind.records()).into_iter().flat_map(|settings| &settings.fields);
        all.extend(
            fields.enumerate().map(|(at, field)| (ConditionPlace { inner: Some(at), column: None, ..place }, field)),
        );
    }
    for (section, own) in sections.iter().enumerate() {
        let place = |field| ConditionPlace { section, field: Some(field), inner: None, column: None };
        all.extend(own.fields.iter().enumerate().map(|(at, field)| (place(at), field)));
    }
    all
}

pub(super) fn is_known(condition: &Condition, sections: &[FormSection], place: ConditionPlace) -> bool {
    let fields = reachable(sections, place);
    condition.tests().iter().all(|test| fields.iter().any(|(_, field)| field.id == test.field))
}

/// The labels of a circle of conditions that leads from a place back to it.
pub(super) fn circle(sections: &[FormSection], start: ConditionPlace) -> Option<String> {
    /// The way from a place back to the start, the last step first.
    fn way_back(
        sections: &[FormSection],
        at: ConditionPlace,
        start: ConditionPlace,
        seen: &mut Vec<ConditionPlace>,
    ) -> Option<Vec<ConditionPlace>> {
        let fields = reachable(sections, at);
        let looked_at = condition_at(sections, at).map(Condition::tests).unwrap_or_default();
        let next = looked_at.into_iter().filter_map(|test| fields.iter().find(|(_, field)| field.id == test.field));
        for (field, _) in next {
            // A field is asked where its section is.
            let section = ConditionPlace { section: field.section, field: None, inner: None, column: None };
            for place in [*field, section] {
                if place == start {
                    return Some(vec![start, at]);
                }
                if !seen.contains(&place) {
                    seen.push(place);
                    if let Some(mut way) = way_back(sections, place, start, seen) {
                        way.push(at);
                        return Some(way);
                    }
                }
            }
        }
        None
    }
    let way = way_back(sections, start, start, &mut vec![start])?;
    let label = |place: &ConditionPlace| match place.field {
        Some(_) => field_at(sections, *place).map(|field| field.label.as_str()),
        None => sections.get(place.section).map(|section| section.heading.as_str()),
    };
    Some(way.iter().rev().filter_map(label).collect::<Vec<_>>().join("→"))
}

/// Who may read what stands at a place.
pub(super) fn audience(sections: &[FormSection], place: ConditionPlace) -> Audience {
    let section = sections.get(place.section).map_or(Audience::Public, |section| section.audience);
    let around =
        [ConditionPlace { inner: None, column: None, ..place }, ConditionPlace { column: None, ..place }, place];
    let fields = around.into_iter().filter_map(|place| field_at(sections, place));
    fields.fold(section, |outer, field| field.audience.within(outer))
}
