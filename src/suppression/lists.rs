//! The counts of a document as they stand together on its page: the lists in which `relations` looks for sums.

use std::collections::{BTreeMap, HashMap};

use crate::form::{self, TOTAL};
use crate::model::Document;
use crate::value::Answer;

use super::cells::{self, CountKey, MARK, is_in_record, top_field};
use super::constraints::Interval;
use super::relations::{KnownCount, Lists};

/// The numbers of a document as they stand together on its page.
pub fn lists(document: &Document, counts: &[(CountKey, usize)], reported: &dyn Fn(usize) -> Interval) -> Lists {
    let mut lists: BTreeMap<String, Vec<KnownCount>> = BTreeMap::new();
    let mut sections: Vec<Vec<KnownCount>> = vec![Vec::new(); document.form.sections.len()];
    let mut numbers_of_fields = Vec::new();
    let section_of_field = document.form.sections.iter().enumerate();
    let section_of_field: HashMap<&str, usize> = section_of_field
        .flat_map(|(at, section)| section.fields.iter().map(move |field| (field.id.as_str(), at)))
        .collect();
    let answers: HashMap<String, (&form::Field, &Answer)> =
        cells::answers(document).map(|(id, field, answer)| (id, (field, answer))).collect();
    for ((id, path), variable) in counts {
        let (Some(value), Some((field, answer)), Some(section)) = (
            reported(*variable).number().filter(|value| *value > 0),
            answers.get(id.as_str()),
            section_of_field.get(top_field(id)).copied(),
        ) else {
            continue;
        };
        let entry = KnownCount { variable: *variable, value };
        let in_words = path.last().is_some_and(|step| step.starts_with(MARK));
        // The same figure of all records, which their overview shows as a column.
        let of_records = (is_in_record(id) && !in_words)
            .then(|| format!("records {} {} {}", top_field(id), field.id, path.join(" ")));
        for list in list_names(id, path, in_words, (section, field, answer)).into_iter().chain(of_records) {
            lists.entry(list).or_default().push(entry);
        }
        if answer.value.number().is_some() || path.last().is_some_and(|step| step == TOTAL) {
            numbers_of_fields.push(entry);
        }
        if let Some(section) = sections.get_mut(section) {
            section.push(entry);
        }
    }
    Lists::new(lists.into_values().collect(), sections, numbers_of_fields)
}

/// The first part of a key without its field, where that is one of a record.
fn record_of(key: &str) -> Option<&str> {
    key.rsplit_once('.').map(|(record, _)| record)
}

/// The lists that a count stands in, by name: its answer, and what stands in a group, a row or a column with it.
fn list_names(
    id: &str,
    path: &[String],
    in_words: bool,
    (section, field, answer): (usize, &form::Field, &Answer),
) -> Vec<String> {
    let step = |at: usize| path.get(at).map_or("", String::as_str);
    if answer.value.number().is_some() {
        let group = field.group.as_deref().unwrap_or_default();
        let holder = record_of(id).map_or_else(|| section.to_string(), str::to_owned);
        let group = (!in_words).then(|| format!("group {holder} {group}"));
        return [format!("answer {id}")].into_iter().chain(group).collect();
    }
    let (row, column, sector) = (step(0), step(1), step(2));
    if answer.value.indicators().is_some() {
        let mut lists = vec![format!("cell {id} {row} {column}")];
        if !in_words {
            lists.extend([format!("row {id} {row}"), format!("column {id} {column}")]);
        }
        return lists;
    }
    if answer.value.matrix().is_some() {
        return vec![format!("row {id} {row}"), format!("column {id} {column}")];
    }
    if let Some(table) = answer.value.table() {
        let mut lists = vec![format!("cell {id} {row} {column} {sector}")];
        if !in_words {
            lists.extend([
                format!("row {id} {row}"),
                format!("sectors {id} {row} {column}"),
                format!("columns {id} {row} {sector}"),
                format!("column {id} {column} {sector}"),
            ]);
            // 男, 女, 小計 over and over: the men of all groups are a list, too.
            let words = row.parse().ok().and_then(|row: usize| Some(table.rows.get(row)?.first_words()));
            let words = words.filter(|words| !words.is_empty());
            lists.extend(words.map(|words| format!("like {id} {column} {sector} {words}")));
        }
        return lists;
    }
    vec![format!("answer {id}")]
}
