//! Records: last year's names and ids with everything in them to be answered anew, or one record to fill in.

use crate::form::keys::{OF_INDICATORS, OF_ROWS, of_indicators, of_records};
use crate::form::{Field, FormSection, RecordSettings};
use crate::value::{Answer, RecordRow};

use super::field::{self, PreviousAnswer};
use super::layout::{PrefilledLine, PrefilledValue};
use super::previous::PreviousDocument;

/// The records of a field, each with all its fields.
pub fn block(
    settings: &RecordSettings,
    section: &FormSection,
    year: i32,
    previous: PreviousAnswer<'_, '_>,
    above: &mut Vec<String>,
) -> PrefilledValue {
    let old = previous.and_then(|(last, (_, answer))| Some((last, answer.records()?.0)));
    let Some((last, records)) = old.filter(|(_, records)| !records.rows.is_empty()) else {
        return PrefilledValue::List(vec![record(settings, section, year, None, true)]);
    };
    above.push(last.to_check());
    let rows = records.rows.iter().enumerate();
    PrefilledValue::List(rows.map(|(at, row)| record(settings, section, year, Some((last, row)), at == 0)).collect())
}

/// A record. What the form says of its fields stands in the first: five hundred times would be a sheet of comments.
fn record(
    settings: &RecordSettings,
    section: &FormSection,
    year: i32,
    old: Option<(&PreviousDocument<'_>, &RecordRow)>,
    is_first: bool,
) -> PrefilledValue {
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
    PrefilledValue::Map(name.into_iter().chain(id).chain(lines).collect())
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
