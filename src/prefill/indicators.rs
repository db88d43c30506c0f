//! Indicators from year to year: what was aimed at last year is what is to be answered now.

use std::collections::BTreeSet;

use crate::form::keys::{OF_INDICATORS, indicator_settings, of_indicators};
use crate::form::{Field, FormColumn, FormSection, HeadSeries, HeadTime, IndicatorColumns};
use crate::source::words;
use crate::text::fold;
use crate::value::{Absence, Indicator, Indicators, indicators::IndicatorCell, number};

use super::field::PreviousAnswer;
use super::layout::{PrefilledLine, PrefilledValue};
use super::previous::{PreviousDocument, audience, with_circumstances, written};
use super::rows;

/// The rows of a field of indicators. A field with 実績値 asks what became of last year's plan; one without is a plan.
pub fn block(
    (columns, year): (&IndicatorColumns, i32),
    section: &FormSection,
    field: &Field,
    last: Option<&PreviousDocument<'_>>,
    previous: PreviousAnswer<'_, '_>,
    above: &mut Vec<String>,
) -> PrefilledValue {
    let new = NewRows { columns, year, last };
    let found: Vec<PrefilledValue> = match last {
        Some(last) if columns.actual.is_some() => results(&new, section, field, last, above),
        Some(last) => plan(&new, last, previous),
        None => Vec::new(),
    };
    if found.is_empty() {
        return PrefilledValue::List(vec![new.row(None, &[])]);
    }
    above.extend(last.map(PreviousDocument::to_check));
    PrefilledValue::List(found)
}

/// The rows to be filled in.
struct NewRows<'n, 'a> {
    columns: &'n IndicatorColumns,
    year: i32,
    last: Option<&'n PreviousDocument<'a>>,
}

/// An indicator of last year's document, with the columns of its field.
type Known<'k> = (&'k Indicator, &'k IndicatorColumns);

/// Last year's plans, and what last year's results left open.
fn results(
    new: &NewRows<'_, '_>,
    section: &FormSection,
    field: &Field,
    last: &PreviousDocument<'_>,
    above: &mut Vec<String>,
) -> Vec<PrefilledValue> {
    let mut continued = BTreeSet::new();
    let (mut rows, mut closed) = (Vec::new(), Vec::new());
    let readers = audience([section.audience, field.audience]);
    // Indicators that are followed over years go on in their own field.
    let goes_on = new.columns.actual.as_ref().is_some_and(|head| head.years.is_some());
    let old = last.answers().filter_map(|(old_section, old, answer)| {
        let (indicators, asked) = answer.indicators()?;
        let stays = last.may_stand(audience([old_section.audience, old.audience]), readers);
        let is_own = !goes_on || asked.actual.is_none() || old.id == field.id;
        (stays && is_own).then_some((old, asked, indicators))
    });
    let old: Vec<(&Field, &IndicatorColumns, &Indicators)> = old.collect();
    // Plans first: their targets are newer than those of results that are still awaited.
    let plans = old.iter().filter(|(_, asked, _)| asked.actual.is_none());
    let before = old.iter().filter(|(_, asked, _)| asked.actual.is_some());
    for (field, asked, indicators) in plans.chain(before) {
        last.use_up(field);
        for indicator in &indicators.rows {
            if asked.actual.is_some() && !awaited(indicator) && !goes_on {
                closed.push(indicator);
            } else if continued.insert(identity(indicator)) {
                rows.push(new.row(Some((indicator, *asked)), &asked_now(new.columns, indicator, last)));
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

/// The indicators of last year once more, for a field that plans: where they stand is what the results say, and the target is new.
fn plan(new: &NewRows<'_, '_>, last: &PreviousDocument<'_>, previous: PreviousAnswer<'_, '_>) -> Vec<PrefilledValue> {
    let Some((_, (_, answer))) = previous else { return Vec::new() };
    let Some((indicators, asked)) = answer.indicators() else { return Vec::new() };
    let comments = |indicator: &Indicator| {
        let target = indicator.target.as_ref().map(|cell| format!("{}の目標値: {}", last.when, shown(cell)));
        vec![
            ("baseline", PrefilledValue::Blank, Some(format!("{}の取組の実績値", last.when))),
            ("target", PrefilledValue::Blank, target),
            ("effect", effect(indicator, last), None),
        ]
    };
    indicators.rows.iter().map(|indicator| new.row(Some((indicator, asked)), &comments(indicator))).collect()
}

/// A cell of a row by its column's id, with a comment.
type Filled = (&'static str, PrefilledValue, Option<String>);

/// What is known of an indicator whose result is asked for: its target; and what was said before of the rest.
fn asked_now(columns: &IndicatorColumns, indicator: &Indicator, last: &PreviousDocument<'_>) -> Vec<Filled> {
    let cell_of = |cell: &Option<IndicatorCell>| cell.as_ref().map_or(PrefilledValue::Blank, block_of);
    let before = indicator.actual.as_ref().map(|cell| last.remark(&shown(cell)));
    let hoped = indicator.effect.as_ref().filter(|effect| written(&effect.text) != PrefilledValue::Blank);
    let hoped = hoped.map(|effect| last.remark(&effect.text));
    let mut cells = vec![
        ("target", cell_of(&indicator.target), None),
        ("actual", PrefilledValue::Blank, before),
        ("effect", PrefilledValue::Blank, hoped),
    ];
    if columns.baseline.is_some() {
        cells.insert(0, ("baseline", cell_of(&indicator.baseline), None));
    }
    if columns.target.is_none() && indicator.target.is_some() {
        last.leave(words!("指標「{}」の目標値", "the target of the indicator `{}`", indicator.name));
    }
    cells
}

fn effect(indicator: &Indicator, last: &PreviousDocument<'_>) -> PrefilledValue {
    indicator.effect.as_ref().map_or(PrefilledValue::Blank, |effect| written(&last.moved(&effect.text)))
}

impl NewRows<'_, '_> {
    /// A row: the indicator's name and id, and the cells that are known; the others are to be answered.
    fn row(&self, known: Option<Known<'_>>, filled: &[Filled]) -> PrefilledValue {
        let columns = self.columns;
        let names = of_indicators(columns);
        let mut lines = Vec::new();
        for (key, id) in names.keys(OF_INDICATORS).into_iter().zip(names.ids()) {
            if let (Some((indicator, _)), "indicator") = (known, id) {
                lines.push(PrefilledLine::new(key, PrefilledValue::text(indicator.name.clone())));
                lines
                    .extend(indicator.id.as_ref().map(|id| PrefilledLine::new("id", PrefilledValue::text(id.clone()))));
                lines.extend(settings(columns, indicator, filled));
                continue;
            }
            if let Some(column) = columns.others.iter().find(|column| column.field.id == id) {
                lines.push(self.other(key, column, known));
                continue;
            }
            if let Some(series) = columns.heads().find(|head| head.id == id).and_then(|head| head.years) {
                lines.push(self.years(key, id, series, known.map(|(indicator, _)| indicator)));
                continue;
            }
            let cell = filled.iter().find(|(column, ..)| *column == id);
            let (value, comment) =
                cell.map_or((PrefilledValue::Blank, None), |(_, block, comment)| (block.clone(), comment.clone()));
            let as_of = head_time(columns, id).filter(|_| value == PrefilledValue::Blank);
            let comment: Vec<String> = as_of.into_iter().chain(comment).collect();
            lines.push(PrefilledLine::new(key, value).comment(comment.join("　")));
        }
        PrefilledValue::Map(lines)
    }

    /// What an indicator says in a column besides its figures.
    fn other(&self, key: String, column: &FormColumn, known: Option<Known<'_>>) -> PrefilledLine {
        let (Some(last), Some((indicator, asked))) = (self.last, known) else { return rows::blank(key, column) };
        rows::cell_again(last, asked.others.iter().zip(&indicator.others), (key, column), false)
    }

    /// The years of a series: what was reached before stays, and so do all targets. Results to come have no line yet.
    fn years(&self, key: String, id: &str, series: &HeadSeries, known: Option<&Indicator>) -> PrefilledLine {
        let is_target = id == "target";
        let is_asked = |time: &HeadTime| is_target || time.year().is_some_and(|year| year <= self.year);
        let line = |time: HeadTime| {
            let of_year = |cell: &&IndicatorCell| {
                let own = cell.year().or_else(|| Some(self.last?.document.year).filter(|_| !is_target));
                own == time.year()
            };
            let stays = is_target || time.year().is_some_and(|year| year < self.year);
            let cell = known.filter(|_| stays).and_then(|known| {
                if is_target { known.targets().find(of_year) } else { known.actuals().find(of_year) }
            });
            PrefilledLine::new(time.label(), cell.map_or(PrefilledValue::Blank, block_of))
        };
        let lines = series.years(self.year).into_iter().filter(is_asked).map(line).collect();
        PrefilledLine::new(key, PrefilledValue::Map(lines))
    }
}

/// What the row said of the indicator itself. The year of a target goes on with the target.
fn settings(columns: &IndicatorColumns, indicator: &Indicator, filled: &[Filled]) -> Vec<PrefilledLine> {
    let again = filled.iter().any(|(column, block, _)| *column == "target" && *block != PrefilledValue::Blank);
    let values = [
        indicator.better.map(|better| better.word().to_owned()),
        indicator.count.map(|count| count.word().to_owned()),
        indicator.due.as_ref().filter(|_| again).map(|due| due.written.clone()),
    ];
    let keys = indicator_settings(columns).into_iter().zip(values);
    keys.filter_map(|((id, word), value)| Some(PrefilledLine::new(word.unwrap_or(id), PrefilledValue::text(value?))))
        .collect()
}

/// The time that the form prints over a column, unless its label, which is the key here, tells it.
fn head_time(columns: &IndicatorColumns, id: &str) -> Option<String> {
    columns.heads().find(|head| head.id == id && id != "effect")?.time_beside().map(str::to_owned)
}

fn block_of(cell: &IndicatorCell) -> PrefilledValue {
    let texts: Vec<PrefilledValue> = cell.quantities.iter().map(|quantity| written(&quantity.written)).collect();
    let block = if let [one] = texts.as_slice() { one.clone() } else { PrefilledValue::List(texts) };
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

/// What an indicator is told by from year to year: its id; without one, its name.
fn identity(indicator: &Indicator) -> String {
    indicator.id.clone().unwrap_or_else(|| fold(&indicator.name))
}
