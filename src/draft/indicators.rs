//! Indicators from year to year: what was aimed at last year is what is to be answered now.

use std::collections::BTreeSet;

use crate::form::keys::{OF_INDICATORS, indicator_settings, of_indicators};
use crate::form::{Field, FormSection, IndicatorColumns};
use crate::source::words;
use crate::text::fold;
use crate::value::{Absence, Indicator, Indicators, indicators::IndicatorCell, number};

use super::field::PreviousAnswer;
use super::last::{Last, audience, with_circumstances, written};
use super::layout::{DraftLine, DraftValue};

/// The rows of a field of indicators. A field with 実績値 asks what became of last year's plan; one without is a plan.
pub fn block(
    columns: &IndicatorColumns,
    section: &FormSection,
    field: &Field,
    last: Option<&Last<'_>>,
    previous: PreviousAnswer<'_, '_>,
    above: &mut Vec<String>,
) -> DraftValue {
    let rows: Vec<DraftValue> = match last {
        Some(last) if columns.actual.is_some() => results(columns, section, field, last, above),
        Some(last) => plan(columns, last, previous),
        None => Vec::new(),
    };
    if rows.is_empty() {
        return DraftValue::List(vec![row(columns, None, &[])]);
    }
    above.extend(last.map(Last::to_check));
    DraftValue::List(rows)
}

/// Last year's plans, and what last year's results left open.
fn results(
    columns: &IndicatorColumns,
    section: &FormSection,
    field: &Field,
    last: &Last<'_>,
    above: &mut Vec<String>,
) -> Vec<DraftValue> {
    let mut continued = BTreeSet::new();
    let (mut rows, mut closed) = (Vec::new(), Vec::new());
    let readers = audience([section.audience, field.audience]);
    let old = last.answers().filter_map(|(old_section, old, answer)| {
        let (indicators, asked) = answer.indicators()?;
        let stays = last.may_stand(audience([old_section.audience, old.audience]), readers);
        stays.then_some((old, asked, indicators))
    });
    let old: Vec<(&Field, &IndicatorColumns, &Indicators)> = old.collect();
    // Plans first: their targets are newer than those of results that are still awaited.
    let plans = old.iter().filter(|(_, asked, _)| asked.actual.is_none());
    let before = old.iter().filter(|(_, asked, _)| asked.actual.is_some());
    for (field, asked, indicators) in plans.chain(before) {
        last.use_up(field);
        for indicator in &indicators.rows {
            if asked.actual.is_some() && !awaited(indicator) {
                closed.push(indicator);
            } else if continued.insert(identity(indicator)) {
                rows.push(row(columns, Some(indicator), &asked_now(columns, indicator, last)));
            }
        }
    }
    let closed: Vec<&str> =
        closed.iter().filter(|row| !continued.contains(&identity(row))).map(|row| row.name.as_str()).collect();
    if !closed.is_empty() {
        above.push(format!("{}のシートで実績が出ている指標は引き継いでいません: {}", last.when, closed.join("、")));
    }
    rows
}

/// The same indicators once more: where they stand is what the results say, and the target is new.
fn plan(columns: &IndicatorColumns, last: &Last<'_>, previous: PreviousAnswer<'_, '_>) -> Vec<DraftValue> {
    let Some((_, (_, answer))) = previous else { return Vec::new() };
    let Some(indicators) = answer.value.indicators() else { return Vec::new() };
    let comments = |indicator: &Indicator| {
        let target = indicator.target.as_ref().map(|cell| format!("{}の目標値: {}", last.when, shown(cell)));
        vec![
            ("baseline", DraftValue::Blank, Some(format!("{}の取組の実績値", last.when))),
            ("target", DraftValue::Blank, target),
            ("effect", effect(indicator, last), None),
        ]
    };
    indicators.rows.iter().map(|indicator| row(columns, Some(indicator), &comments(indicator))).collect()
}

/// A cell of a row by its column's id, with a comment.
type Filled = (&'static str, DraftValue, Option<String>);

/// What is known of an indicator whose result is asked for: its target; and what was said before of the rest.
fn asked_now(columns: &IndicatorColumns, indicator: &Indicator, last: &Last<'_>) -> Vec<Filled> {
    let cell_of = |cell: &Option<IndicatorCell>| cell.as_ref().map_or(DraftValue::Blank, block_of);
    let before = indicator.actual.as_ref().map(|cell| last.remark(&shown(cell)));
    let hoped = indicator.effect.as_ref().filter(|effect| written(&effect.text) != DraftValue::Blank);
    let hoped = hoped.map(|effect| last.remark(&effect.text));
    let mut cells = vec![
        ("target", cell_of(&indicator.target), None),
        ("actual", DraftValue::Blank, before),
        ("effect", DraftValue::Blank, hoped),
    ];
    if columns.baseline.is_some() {
        cells.insert(0, ("baseline", cell_of(&indicator.baseline), None));
    }
    if columns.target.is_none() && indicator.target.is_some() {
        last.leave(words!("指標「{}」の目標値", "the target of the indicator `{}`", indicator.name));
    }
    cells
}

fn effect(indicator: &Indicator, last: &Last<'_>) -> DraftValue {
    indicator.effect.as_ref().map_or(DraftValue::Blank, |effect| written(&last.moved(&effect.text)))
}

/// A row: the indicator's name and id, and the cells that are known; the others are to be answered.
fn row(columns: &IndicatorColumns, known: Option<&Indicator>, filled: &[Filled]) -> DraftValue {
    let names = of_indicators(columns);
    let mut lines = Vec::new();
    for (key, id) in names.keys(OF_INDICATORS).into_iter().zip(names.ids()) {
        if let (Some(indicator), "indicator") = (known, id) {
            lines.push(DraftLine::new(key, DraftValue::text(indicator.name.clone())));
            lines.extend(indicator.id.as_ref().map(|id| DraftLine::new("id", DraftValue::text(id.clone()))));
            lines.extend(settings(columns, indicator, filled));
            continue;
        }
        let cell = filled.iter().find(|(column, ..)| *column == id);
        let (value, comment) =
            cell.map_or((DraftValue::Blank, None), |(_, block, comment)| (block.clone(), comment.clone()));
        let as_of = head_time(columns, id).filter(|_| value == DraftValue::Blank);
        let comment: Vec<String> = as_of.into_iter().chain(comment).collect();
        lines.push(DraftLine::new(key, value).comment(comment.join("　")));
    }
    DraftValue::Map(lines)
}

/// What the row said of the indicator itself. The year of a target goes on with the target.
fn settings(columns: &IndicatorColumns, indicator: &Indicator, filled: &[Filled]) -> Vec<DraftLine> {
    let again = filled.iter().any(|(column, block, _)| *column == "target" && *block != DraftValue::Blank);
    let values = [
        indicator.better.map(|better| better.word().to_owned()),
        indicator.count.map(|count| count.word().to_owned()),
        indicator.due.as_ref().filter(|_| again).map(|due| due.written.clone()),
    ];
    let keys = indicator_settings(columns).into_iter().zip(values);
    keys.filter_map(|((id, word), value)| Some(DraftLine::new(word.unwrap_or(id), DraftValue::text(value?)))).collect()
}

fn head_time(columns: &IndicatorColumns, id: &str) -> Option<String> {
    let timed = |(own, _): &(&str, _)| *own == id && id != "effect";
    columns.heads().find(timed)?.1.as_of.clone()
}

fn block_of(cell: &IndicatorCell) -> DraftValue {
    let texts: Vec<DraftValue> = cell.quantities.iter().map(|quantity| written(&quantity.written)).collect();
    let block = if let [one] = texts.as_slice() { one.clone() } else { DraftValue::List(texts) };
    with_circumstances(block, &cell.circumstances)
}

fn shown(cell: &IndicatorCell) -> String {
    let quantities: Vec<String> = cell.quantities.iter().map(number::shown).collect();
    quantities.join("、")
}

/// Whether the result is still to come: nothing, or words that promise a number.
fn awaited(indicator: &Indicator) -> bool {
    indicator.actual.as_ref().is_none_or(|cell| {
        cell.quantities.iter().any(|quantity| {
            let absence = quantity.absence();
            matches!(absence, Some(Absence::Blank | Absence::NotReported | Absence::Pending | Absence::Unknown))
        })
    })
}

/// The same id is the same indicator; without one, the same name is.
fn identity(indicator: &Indicator) -> String {
    indicator.id.clone().unwrap_or_else(|| fold(&indicator.name))
}
