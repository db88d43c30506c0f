//! The file of a list of records: a row for each.

use std::collections::{BTreeMap, HashMap};

use crate::form::{RecordSettings, TOTAL};
use crate::markdown::plain;
use crate::text::Decimal;
use crate::text::csv::{bulleted, csv};
use crate::value::{Absence, Answer, Item, Records};

/// The steps to a column, each by its number and its id; a total stands before the parts.
type ColumnKey = Vec<(usize, bool, String)>;

/// A row for each record: what it is called, and every line, word and figure of it that stands in no rows.
pub(super) fn table(answer: &Answer, records: &Records, settings: &RecordSettings) -> Vec<u8> {
    // The columns in the order of the form, by the steps to them.
    let mut heads: BTreeMap<ColumnKey, String> = BTreeMap::new();
    let mut cells: Vec<HashMap<ColumnKey, String>> = vec![HashMap::new(); records.rows.len()];
    answer.leaves(&mut |leaf| {
        let (Some(row), None, false) = (leaf.row, leaf.inner_row, leaf.path.is_empty()) else { return };
        let unit = leaf.field.unit.as_deref().unwrap_or_default();
        let cell = match leaf.item {
            Item::Quantity(quantity) => {
                let number = quantity.in_unit(unit).and_then(|quantity| quantity.number()).map(Decimal::to_plain);
                let written =
                    || quantity.absence().map_or_else(|| quantity.written.clone(), |absence| absence.word().to_owned());
                number.unwrap_or_else(written)
            }
            Item::Level(level) => level.written.clone(),
            Item::Chosen(chosen) => {
                leaf.field.kind.choice().map_or_else(String::new, |settings| chosen.in_words(settings))
            }
            Item::Line(line) => line.clone(),
            Item::Prose(prose) => bulleted(&plain(&prose.text)),
            Item::Date(when) => when.written.clone(),
            Item::Unanswered => Absence::Unanswered.word().to_owned(),
            // What travels with a figure is in the table of the document; names, rows and what is computed are none of its columns.
            Item::Circumstances(..)
            | Item::Absent(_)
            | Item::Period(_)
            | Item::Due(_)
            | Item::Name(_)
            | Item::Computed(_) => return,
        };
        let at: ColumnKey = leaf.path.iter().map(|step| (step.at, step.id != TOTAL, step.id.to_owned())).collect();
        let is_quantity = matches!(leaf.item, Item::Quantity(_));
        heads.entry(at.clone()).or_insert_with(|| {
            let labels: Vec<&str> = leaf.path.iter().map(|step| step.label).filter(|label| !label.is_empty()).collect();
            let unit = if unit.is_empty() || !is_quantity { String::new() } else { format!("（{unit}）") };
            labels.join("／") + &unit
        });
        if let Some(cells) = cells.get_mut(row) {
            cells.insert(at, cell);
        }
    });
    let head = ["id".to_owned(), settings.name.clone()].into_iter().chain(heads.values().cloned());
    let rows = records.rows.iter().zip(&cells).map(|(record, cells)| {
        let own = [record.id.clone().unwrap_or_default(), record.name.clone()];
        let cells = heads.keys().map(|at| cells.get(at).cloned().unwrap_or_default());
        own.into_iter().chain(cells).collect::<Vec<_>>()
    });
    csv(&head.collect::<Vec<_>>(), rows)
}
