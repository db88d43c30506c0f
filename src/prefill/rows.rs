//! Tables and schedules: rows that stay, or one row to fill in.

use crate::form::keys::{OF_ROWS, of_choices, of_columns, of_schedule};
use crate::form::{FormColumn, ScheduleColumns, TableSettings};
use crate::source::words;
use crate::value::Answer;
use crate::value::table::{TableCell, TableRow};

use super::field::{PreviousAnswer, hint, when_asked};
use super::layout::{PrefilledLine, PrefilledValue};
use super::previous::PreviousDocument;

/// A table. Its words stay until somebody looks at them: departments, partners, issues. Its figures are asked anew.
pub fn table(settings: &TableSettings, previous: PreviousAnswer<'_, '_>, above: &mut Vec<String>) -> PrefilledValue {
    let old = previous.and_then(|(last, (field, answer))| {
        let (table, old) = answer.table().filter(|(table, _)| !table.rows.is_empty())?;
        Some(PreviousRows { last, label: &field.label, settings: old, rows: &table.rows })
    });
    if let Some(old) = &old {
        above.push(old.last.to_check());
        old.leave_what_has_no_place(settings);
    }
    if settings.rows.is_empty() {
        let rows: Vec<PrefilledValue> =
            old.iter().flat_map(|old| old.rows.iter().map(|row| old.row(row, settings, row.id.as_deref()))).collect();
        return PrefilledValue::List(if rows.is_empty() { vec![blank_row(settings)] } else { rows });
    }
    let heads = of_choices(&settings.rows).keys(&[]);
    let entry = |(key, head): (String, &crate::form::Choice)| {
        let same = old.iter().flat_map(|old| old.rows.iter().map(move |row| (old, row)));
        let same = same.filter(|(_, row)| row.id.as_deref() == Some(&*head.id));
        let mut rows: Vec<PrefilledValue> = same.map(|(old, row)| old.row(row, settings, None)).collect();
        let value = match rows.len() {
            0 => blank_row(settings),
            1 => rows.remove(0),
            _ => PrefilledValue::List(rows),
        };
        PrefilledLine::new(key, value)
    };
    PrefilledValue::Map(heads.into_iter().zip(&settings.rows).map(entry).collect())
}

/// The rows of last year's table.
struct PreviousRows<'l, 'a> {
    last: &'l PreviousDocument<'a>,
    label: &'a str,
    settings: &'a TableSettings,
    rows: &'a [TableRow],
}

impl PreviousRows<'_, '_> {
    fn row(&self, row: &TableRow, settings: &TableSettings, id: Option<&str>) -> PrefilledValue {
        let id = id.map(|id| PrefilledLine::new("id", PrefilledValue::text(id)));
        let cells = of_columns(settings).keys(OF_ROWS).into_iter().zip(&settings.columns);
        let cells = cells.enumerate().map(|(at, (key, column))| {
            // What a row is about names it, even where it looks like a figure: 3か月未満.
            let names = at == 0 && self.settings.rows.is_empty() && !column.field.kind.is_figures();
            self.cell(key, row, column, names)
        });
        PrefilledValue::Map(id.into_iter().chain(cells).collect())
    }

    fn cell(&self, key: String, row: &TableRow, column: &FormColumn, names_row: bool) -> PrefilledLine {
        let old = self.settings.columns.iter().zip(&row.cells);
        cell_again(self.last, old, (key, column), names_row)
    }

    fn leave_what_has_no_place(&self, settings: &TableSettings) {
        let leave = |what: &str, label: &str| {
            self.last.leave(words!("項目「{}」の{what}「{label}」", "`{label}` of the field `{}`", self.label));
        };
        for (at, old) in self.settings.columns.iter().enumerate() {
            let cells = self.rows.iter().filter_map(|row| row.cells.get(at));
            let new = settings.columns.iter().find(|new| fits(self.last, old, new));
            let lost = |cell: &TableCell| match cell {
                TableCell::One(answer) => answer.is_some() && new.is_none(),
                TableCell::BySector(answers) => answers.iter().flatten().next().is_some() && new.is_none(),
            };
            if cells.clone().any(lost) {
                leave("列", &old.field.label);
            }
            let sectors = old
                .by
                .iter()
                .enumerate()
                .filter(|(_, sector)| new.is_some_and(|new| new.by.iter().all(|other| other.id != sector.id)));
            for (index, sector) in sectors {
                let is_answered = |cell: &TableCell| matches!(cell, TableCell::BySector(all) if all.get(index).is_some_and(Option::is_some));
                if self.rows.iter().filter_map(|row| row.cells.get(at)).any(is_answered) {
                    leave("部門", &sector.label);
                }
            }
        }
        for row in self.rows {
            let head = row.head.as_ref().zip(row.id.as_ref());
            if let Some((head, _)) = head.filter(|(_, id)| settings.rows.iter().all(|new| new.id != **id)) {
                leave("行", head);
            } else if row.head.is_none() && !settings.rows.is_empty() {
                leave("行", row.id.as_deref().unwrap_or("?"));
            }
        }
    }
}

/// A cell of a column, given what last year's row said in its columns.
pub fn cell_again<'o>(
    last: &PreviousDocument<'_>,
    mut old: impl Iterator<Item = (&'o FormColumn, &'o TableCell)>,
    (key, column): (String, &FormColumn),
    names_row: bool,
) -> PrefilledLine {
    let field = &column.field;
    let line = |key: String, cell: Option<&Answer>| {
        let anew = cell.filter(|_| !names_row).and_then(|cell| last.asked_anew(cell));
        let counts = cell.and_then(|cell| last.counts(cell));
        let value = cell.filter(|_| anew.is_none()).map(|cell| last.answer_again(cell, field));
        let list = field.kind.choice().filter(|_| value.is_none()).map(|_| hint(field));
        let when = field.asked_if.as_ref().map(when_asked);
        let remarks: Vec<String> =
            field.unit.iter().cloned().chain(list).chain(when).chain(anew).chain(counts).collect();
        PrefilledLine::new(key, value.unwrap_or_default()).comment(remarks.join("　"))
    };
    match old.find(|(old, _)| fits(last, old, column)) {
        Some((_, TableCell::One(answer))) if column.by.is_empty() => line(key, answer.as_deref()),
        Some((old, TableCell::BySector(answers))) if !column.by.is_empty() => {
            let lines = of_choices(&column.by).keys(&[]).into_iter().zip(&column.by).map(|(key, sector)| {
                let before = old.by.iter().zip(answers).find(|(before, _)| before.id == sector.id);
                line(key, before.and_then(|(_, answer)| answer.as_ref()))
            });
            PrefilledLine::new(key, PrefilledValue::Map(lines.collect())).comment(unit(column))
        }
        _ => blank(key, column),
    }
}

/// A cell of a column to fill in.
pub fn blank(key: String, column: &FormColumn) -> PrefilledLine {
    PrefilledLine::new(key, blank_cell(column)).comment(unit(column))
}

/// Whether a column may take what another said: the same id, and nobody reads it who could not before.
fn fits(last: &PreviousDocument<'_>, old: &FormColumn, new: &FormColumn) -> bool {
    old.field.id == new.field.id
        && old.by.is_empty() == new.by.is_empty()
        && std::mem::discriminant(&old.field.kind) == std::mem::discriminant(&new.field.kind)
        && last.may_stand(old.field.audience, new.field.audience)
}

fn blank_row(settings: &TableSettings) -> PrefilledValue {
    let cells = of_columns(settings).keys(OF_ROWS).into_iter().zip(&settings.columns);
    PrefilledValue::Map(cells.map(|(key, column)| blank(key, column)).collect())
}

fn blank_cell(column: &FormColumn) -> PrefilledValue {
    if column.by.is_empty() {
        return PrefilledValue::Blank;
    }
    PrefilledValue::Map(
        of_choices(&column.by)
            .keys(&[])
            .into_iter()
            .map(|key| PrefilledLine::new(key, PrefilledValue::Blank))
            .collect(),
    )
}

/// The unit of a column, or what can be chosen there; and when it is asked.
fn unit(column: &FormColumn) -> String {
    let list = || column.field.kind.choice().map(|_| hint(&column.field));
    let remarks = [column.field.unit.clone().or_else(list), column.field.asked_if.as_ref().map(when_asked)];
    remarks.into_iter().flatten().collect::<Vec<_>>().join("　")
}

/// A schedule is made anew each year; last year's stands above it for comparison.
pub fn schedule(
    columns: &ScheduleColumns,
    previous: PreviousAnswer<'_, '_>,
    above: &mut Vec<String>,
) -> PrefilledValue {
    if let Some((last, (_, answer))) = previous
        && let Some(schedule) = answer.value.schedule()
    {
        for entry in &schedule.entries {
            let texts = [&entry.item, &entry.detail].into_iter().flatten().map(|text| text.text.trim());
            let texts: Vec<&str> = std::iter::once(entry.period.written.as_str()).chain(texts).collect();
            above.push(last.remark(&texts.join("　").replace('\n', " ")));
        }
    }
    let mut lines: Vec<PrefilledLine> =
        of_schedule(columns).keys(&[]).into_iter().map(|key| PrefilledLine::new(key, PrefilledValue::Blank)).collect();
    if let Some(first) = lines.first_mut() {
        first.comment = Some("例: R6年6月、6月～8月、通年".to_owned());
    }
    PrefilledValue::List(vec![PrefilledValue::Map(lines)])
}
