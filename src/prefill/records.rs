//! Records: last year's names and ids with everything in them to be answered anew, or one record to fill in.

use crate::form::keys::{OF_INDICATORS, OF_ROWS, of_indicators, of_records};
use crate::form::{Field, FormSection, RecordSettings};
use crate::value::{Answer, RecordRow};

use super::field::{self, PreviousAnswer};
use super::layout::{self, PrefilledLine, PrefilledValue};
use super::previous::PreviousDocument;

/// The file of a record, in a folder beside its sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordToFillIn {
    /// Its path below `content/`.
    pub path: String,
    /// The text of the new file.
    pub text: String,
}

/// The files of the records that had files of their own last year, under the sheet at this path.
pub fn files(
    (section, field): (&FormSection, &Field),
    path: &str,
    year: i32,
    last: &PreviousDocument<'_>,
) -> Vec<RecordToFillIn> {
    let (Some(settings), Some((_, answer))) = (field.kind.records(), last.answer(section, field)) else {
        return Vec::new();
    };
    let folder = format!("{}/{}", path.trim_end_matches(".md"), field.id);
    let records = answer.records().map_or(&[][..], |(records, _)| &records.rows);
    let file = |record| {
        let name = RecordRow::file_name(record)?;
        let mut lines = self::record(settings, section, year, Some((last, record)), true);
        // The name of the file is its id.
        lines.retain(|line| line.key != "id");
        if let Some(first) = lines.first_mut() {
            first.above.insert(0, last.to_check());
        }
        let text = format!("---\n{}---\n", layout::yaml(&lines));
        Some(RecordToFillIn { path: format!("{folder}/{name}"), text })
    };
    records.iter().filter_map(file).collect()
}

/// The records of a field, each with all its fields; those that had files of their own have them again.
pub fn block(
    settings: &RecordSettings,
    section: &FormSection,
    year: i32,
    previous: PreviousAnswer<'_, '_>,
    above: &mut Vec<String>,
) -> PrefilledValue {
    let old = previous.and_then(|(last, (_, answer))| Some((last, answer.records()?.0)));
    let Some((last, records)) = old.filter(|(_, records)| !records.rows.is_empty()) else {
        return PrefilledValue::List(vec![PrefilledValue::Map(record(settings, section, year, None, true))]);
    };
    let (apart, rows): (Vec<&RecordRow>, Vec<&RecordRow>) =
        records.rows.iter().partition(|row| last.records_in_files && row.file.is_some());
    if !apart.is_empty() {
        above.push("一つずつのファイルに書きます。ファイルは、このシートと同じ名前のフォルダーにあります。".to_owned());
    }
    if rows.is_empty() {
        return PrefilledValue::Blank;
    }
    above.push(last.to_check());
    let rows = rows.into_iter().enumerate();
    let rows = rows.map(|(at, row)| record(settings, section, year, Some((last, row)), at == 0));
    PrefilledValue::List(rows.map(PrefilledValue::Map).collect())
}

/// A record. What the form says of its fields stands in the first: five hundred times would be a sheet of comments.
fn record(
    settings: &RecordSettings,
    section: &FormSection,
    year: i32,
    old: Option<(&PreviousDocument<'_>, &RecordRow)>,
    is_first: bool,
) -> Vec<PrefilledLine> {
    let mut keys = of_records(settings).keys(OF_ROWS).into_iter();
    let name = old.map_or(PrefilledValue::Blank, |(_, record)| PrefilledValue::text(record.name.clone()));
    let name = keys.next().map(|key| PrefilledLine::new(key, name));
    let id = old.and_then(|(_, record)| record.id.clone());
    let id = id.map(|id| PrefilledLine::new("id", PrefilledValue::text(id)));
    let mut group: Option<&String> = None;
    let lines = settings.fields.iter().zip(keys).map(|(own, key)| {
        let heading = own.group.as_ref().filter(|own| Some(*own) != group).map(|group| format!("［{group}］"));
        group = own.group.as_ref();
        let before = old.and_then(|(last, record)| same(last, record, section, own));
        let mut line = field::asked(&key, section, own, year, None, before.filter(|_| own.kind.is_figures()));
        if let (Some((_, (_, answer))), Some(rows)) = (before, own.kind.indicators().map(of_indicators)) {
            // The same indicators are asked for again, and their figures anew.
            let keys = rows.keys(OF_INDICATORS);
            let known = answer.indicators().map_or(&[][..], |(indicators, _)| &indicators.rows);
            let row = |indicator: &crate::value::Indicator| {
                let id = indicator.id.iter().map(|id| PrefilledLine::new("id", PrefilledValue::text(id.clone())));
                let cells = keys.iter().enumerate().map(|(at, key)| {
                    let name =
                        if at == 0 { PrefilledValue::text(indicator.name.clone()) } else { PrefilledValue::Blank };
                    PrefilledLine::new(key, name)
                });
                let mut cells: Vec<PrefilledLine> = cells.collect();
                id.for_each(|id| cells.insert(1, id));
                PrefilledValue::Map(cells)
            };
            if !known.is_empty() {
                line.value = PrefilledValue::List(known.iter().map(row).collect());
            }
        }
        if !is_first {
            line.above.clear();
        }
        line.above.splice(0..0, heading);
        line
    });
    name.into_iter().chain(id).chain(lines).collect()
}

/// What last year's record said in the same field, as far as who reads the new one may know it.
fn same<'l, 'a>(
    last: &'l PreviousDocument<'a>,
    record: &'a RecordRow,
    section: &FormSection,
    field: &Field,
) -> PreviousAnswer<'l, 'a> {
    let answer: &Answer = record.answer(&field.id).filter(|answer| !answer.is_open() && !record.is_missing(answer))?;
    let old = answer.field.as_ref();
    let kind = std::mem::discriminant(&old.kind) == std::mem::discriminant(&field.kind);
    let new = super::previous::audience([section.audience, field.audience]);
    (kind && last.may_stand(old.audience, new)).then_some((last, (old, answer)))
}
