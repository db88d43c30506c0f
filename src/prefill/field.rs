//! One field to be answered, with what the form says of it and what last year's sheet said.

use std::collections::BTreeMap;

use crate::form::keys::OF_ANSWERS;
use crate::form::{Audience, Condition, Field, FormSection, PresenceLevel, TOTAL};
use crate::value::{Answer, Circumstances, Item};

use super::layout::{PrefilledLine, PrefilledValue};
use super::previous::{PreviousDocument, around, figure};
use super::{indicators, matrix, records, rows};

/// The lines of a field.
pub fn line(
    key: &str,
    section: &FormSection,
    field: &Field,
    year: i32,
    last: Option<&PreviousDocument<'_>>,
) -> PrefilledLine {
    asked(key, section, field, year, last, last.and_then(|last| Some((last, last.answer(section, field)?))))
}

/// The lines of a field of which this was said before; `last` is for what is asked over several fields.
pub fn asked(
    key: &str,
    section: &FormSection,
    field: &Field,
    year: i32,
    last: Option<&PreviousDocument<'_>>,
    previous: PreviousAnswer<'_, '_>,
) -> PrefilledLine {
    let mut above = explanation(key, field);
    // What the section says holds for its fields, not for those of the records in them.
    let is_own = section.fields.iter().any(|own| own.id == field.id);
    above.extend(section.asked_if.as_ref().filter(|_| is_own).map(when_asked));
    let kind = &field.kind;
    let value = if let Some(columns) = kind.indicators() {
        indicators::block((columns, year), section, field, last, previous, &mut above)
    } else if let Some(settings) = kind.table() {
        rows::table(settings, previous, &mut above)
    } else if let Some(settings) = kind.matrix() {
        above.extend(field.unit.as_ref().map(|unit| format!("単位: {unit}")));
        let old = previous.and_then(|(last, (field, answer))| Some((last, field, answer.value.matrix()?)));
        matrix::matrix(settings, year, old, &mut above)
    } else if let Some(settings) = kind.records() {
        records::block(settings, section, year, previous, &mut above)
    } else if let Some(columns) = kind.schedule() {
        rows::schedule(columns, previous, &mut above)
    } else if kind.files().is_some() {
        // Those of last year lie in its folder, and are not this year's.
        let titles =
            previous.map(|(last, (_, answer))| (last, answer.value.files().map_or(&[][..], |value| &value.files)));
        let titles = titles.filter(|(_, files)| !files.is_empty());
        above.extend(titles.map(|(last, files)| {
            last.remark(&files.iter().map(|file| file.title.as_str()).collect::<Vec<_>>().join("、"))
        }));
        PrefilledValue::Blank
    } else if kind.is_figures() {
        let lines = if kind.names().is_empty() { number(field, &mut above, previous) } else { parts(field, previous) };
        figures(lines, previous, field)
    } else if let Some((last, (_, answer))) = previous {
        let anew = last.asked_anew(answer);
        let block = if anew.is_some() { PrefilledValue::Blank } else { last.answer_again(answer, field) };
        above.extend((block != PrefilledValue::Blank).then(|| last.to_check()));
        above.extend(anew.into_iter().chain(last.counts(answer)));
        block
    } else {
        let level = |(key, level): (String, &PresenceLevel)| {
            PrefilledLine::new(key, PrefilledValue::Blank).comment(level.unit.clone().unwrap_or_default())
        };
        let levels = kind.presence().map_or(&[][..], |asked| &asked.levels);
        let levels = kind.names().keys(OF_ANSWERS).into_iter().zip(levels);
        let lines: Vec<PrefilledLine> = levels.map(level).collect();
        if lines.is_empty() { PrefilledValue::Blank } else { PrefilledValue::Map(lines) }
    };
    let open = matches!(value, PrefilledValue::Blank | PrefilledValue::Map(_));
    let comment = if open { hint(field) } else { String::new() };
    PrefilledLine::new(key, value).above(above).comment(comment)
}

/// What the form says of a field.
fn explanation(key: &str, field: &Field) -> Vec<String> {
    let mut lines = Vec::new();
    if !key.ends_with(&field.label) {
        lines.push(field.label.clone());
    }
    if field.required {
        lines.push("［必須］".to_owned());
    }
    if field.audience == Audience::Advisors {
        lines.push("［非公開］アドバイザーだけが読みます。".to_owned());
    }
    lines.extend(field.asked_if.as_ref().map(when_asked));
    lines.extend(field.as_of.as_ref().map(|as_of| format!("時点: {as_of}")));
    lines.extend(field.note.as_ref().map(|note| format!("様式の注記: {note}")));
    lines
}

/// When something is to be answered.
pub fn when_asked(condition: &Condition) -> String {
    format!("［該当の場合のみ］{}のときに答えます。", condition.in_words().ja)
}

/// What an answer to a field of this kind looks like.
pub fn hint(field: &Field) -> String {
    if let Some(asked) = field.kind.choice() {
        let labels: Vec<&str> = asked.choices.iter().map(|choice| choice.label.as_str()).collect();
        let how = if asked.several { "（いくつでも。「、」で区切ります）" } else { "（一つ）" };
        return labels.join("｜") + how;
    }
    match field.kind.presence() {
        Some(asked) if !asked.yes.is_empty() || !asked.no.is_empty() => {
            format!("{}・{}・不明", asked.yes_word(), asked.no_word())
        }
        _ => field.kind.hint().to_owned(),
    }
}

/// The answer to a field in last year's document, with the field it answers there; none where there was none.
pub type PreviousAnswer<'l, 'a> = Option<(&'l PreviousDocument<'a>, (&'a Field, &'a Answer))>;

/// Figures are found out anew each year; their time comes first, as everything else depends on it.
fn figures(mut lines: Vec<PrefilledLine>, previous: PreviousAnswer<'_, '_>, field: &Field) -> PrefilledValue {
    if field.as_of.is_none() {
        let time = PrefilledLine::new("時点", PrefilledValue::Blank);
        let around = previous.map(|(last, (_, answer))| (last, around(&answer.circumstances)));
        let composed = !field.kind.names().is_empty();
        let remark = around.filter(|(_, around)| composed && !around.is_empty());
        let time = time.comment(remark.map(|(last, around)| last.remark(&around)).unwrap_or_default());
        lines.insert(if composed { 0 } else { lines.len() }, time);
    }
    PrefilledValue::Map(lines)
}

fn number(field: &Field, above: &mut Vec<String>, previous: PreviousAnswer<'_, '_>) -> Vec<PrefilledLine> {
    if let Some((last, (_, answer))) = previous
        && let Some(quantity) = answer.value.number()
    {
        above.push(last.remark(&figure(quantity, &answer.circumstances)));
    }
    vec![PrefilledLine::new("値", PrefilledValue::Blank).comment(field.unit.clone().unwrap_or_default())]
}

/// The total of a composition, and the parts or the points, each with what it was.
fn parts(field: &Field, previous: PreviousAnswer<'_, '_>) -> Vec<PrefilledLine> {
    let mut before = BTreeMap::new();
    if let Some((last, (_, answer))) = previous {
        answer.leaves(&mut |leaf| {
            if let (Item::Quantity(quantity), Some(step)) = (leaf.item, leaf.path.last()) {
                before.entry(step.id).or_insert_with(|| last.remark(&figure(quantity, Circumstances::none())));
            }
        });
    }
    let names = field.kind.names();
    let total = field.kind.composition().map(|_| ("合計".to_owned(), TOTAL));
    let keys = total.into_iter().chain(names.keys(OF_ANSWERS).into_iter().zip(names.ids()));
    keys.map(|(key, id)| blank(key, field, before.get(id).cloned())).collect()
}

/// A key to be filled in, with its unit and what was there before.
fn blank(key: String, field: &Field, before: Option<String>) -> PrefilledLine {
    let remarks: Vec<String> = field.unit.clone().into_iter().chain(before).collect();
    PrefilledLine::new(key, PrefilledValue::Blank).comment(remarks.join("　"))
}
