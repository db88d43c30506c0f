//! Records: a row for each, or a block for each that begins with its name.

use crate::form::keys::{OF_ROWS, of_records};
use crate::form::{FormSection, RecordSettings};
use crate::prefill::layout::{PrefilledLine, PrefilledValue};

use super::answers::{Finder, ImportedAnswer, line};
use super::board::{LabelHit, SearchScope};
use super::rows::{CellSort, WantedColumn, column_value};
use super::walk::WantedAnswer;

impl Finder<'_, '_> {
    /// Records: a row for each, or a block for each that begins with its name.
    pub fn records(
        &self,
        path: &str,
        section: &FormSection,
        settings: &RecordSettings,
        scope: &SearchScope,
    ) -> Option<ImportedAnswer> {
        let keys = of_records(settings).keys(OF_ROWS);
        let name_key = keys.first()?.clone();
        let names = self.names(&format!("{path}.name"), &settings.name);
        let fields = settings.fields.iter().zip(keys.iter().skip(1));
        let name_column = WantedColumn { key: name_key.clone(), names: names.clone(), cells: CellSort::Name };
        let columns: Vec<WantedColumn<'_>> = std::iter::once(name_column)
            .chain(fields.clone().filter(|(field, _)| field.kind.fits_a_cell()).map(|(field, key)| WantedColumn {
                key: key.clone(),
                names: self.names(&format!("{path}.{}", field.id), &field.label),
                cells: CellSort::Field(field),
            }))
            .collect();
        let starts: Vec<LabelHit> = self.board.hits(&names, scope);
        if starts.len() < 2
            && let Some(head) =
                self.head(&columns, scope, None).filter(|head| head.columns.first().is_some_and(Option::is_some))
        {
            let rows = self.read_rows(&columns, &head);
            if !rows.is_empty() {
                return Some(ImportedAnswer { value: PrefilledValue::List(rows), comment: String::new() });
            }
        }
        let mut starts: Vec<LabelHit> = starts.into_iter().filter(|hit| !self.board.is_touched(hit.cell)).collect();
        starts.sort_by_key(|hit| (hit.cell, hit.lines.start));
        starts.dedup_by_key(|hit| hit.cell);
        let mut records = Vec::new();
        for (at, start) in starts.iter().enumerate() {
            let Some(mut found) = self.board.answer(start, WantedAnswer::Words, None) else { continue };
            self.board.take_answer(start, &found);
            let end = starts.get(at + 1).map_or(scope.order.end, |next| next.cell);
            let inner = self.record_scope(start, starts.get(at + 1), scope, end);
            let mut lines = vec![line(name_key.as_str(), column_value(&CellSort::Name, &mut found), &found)];
            for (field, key) in fields.clone() {
                if let Some(answer) = self.field(&format!("{path}.{}", field.id), section, field, &inner) {
                    lines.push(PrefilledLine::new(key.as_str(), answer.value).comment(answer.comment));
                }
            }
            records.push(PrefilledValue::Map(lines));
        }
        (!records.is_empty()).then_some(ImportedAnswer { value: PrefilledValue::List(records), comment: String::new() })
    }

    /// The cells of a record: those up to the next one's name, in its grid or in those that follow.
    fn record_scope(&self, start: &LabelHit, next: Option<&LabelHit>, scope: &SearchScope, end: usize) -> SearchScope {
        let own = self.board.cell(start.cell);
        let beside = next
            .and_then(|next| self.board.cell(next.cell))
            .zip(own)
            .filter(|(next, own)| next.grid == own.grid && next.row == own.row);
        match (beside, own) {
            // Records side by side.
            (Some((next, own)), _) => scope.part(own.grid, own.row..u32::MAX, own.column..next.column),
            _ => SearchScope { order: start.cell..end, ..scope.clone() },
        }
    }
}
