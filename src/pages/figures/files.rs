//! The CSV beside a chart: every figure as a number, with its unit, its state and the words of the sheet in columns of their
//! own, as `docs/data.md` says.

use crate::data::Entry;
use crate::form::{Head, IndicatorColumns, ScheduleColumns};
use crate::markdown::plain;
use crate::text::Decimal;
use crate::text::csv::{bulleted, csv};
use crate::value::composition::Part;
use crate::value::indicators::Cell;
use crate::value::{Absence, Composition, Indicators, Prose, Quantity, Rates, Schedule};

/// The columns of a figure.
pub const FIGURE: [&str; 7] = ["値", "下限", "上限", "単位", "当たり", "状態", "記載"];

/// What they say of a quantity.
pub fn figure(quantity: &Quantity) -> [String; 7] {
    let entry = Entry::default().quantity(quantity);
    let number = |number: Option<Decimal>| number.map(Decimal::to_plain).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        number(entry.value),
        number(entry.low),
        number(entry.high),
        text(entry.unit),
        text(entry.per),
        entry.status.word().to_owned(),
        entry.written,
    ]
}

/// The total and all parts; a share that the sheet does not print is reckoned.
pub fn composition(composition: &Composition) -> Vec<u8> {
    let total = composition.total.as_ref().map(|(total, _)| total);
    let share = |part: &Part| {
        let (total, unit) = (total?, total?.unit.as_deref().unwrap_or_default());
        part.quantity.share().or_else(|| part.quantity.in_unit(unit)?.number()?.percent_of(total.number()?, 1))
    };
    let row = |label: &str, quantity: &Quantity, share: Option<Decimal>| {
        let share = share.filter(|_| quantity.number().is_some()).map(Decimal::to_plain).unwrap_or_default();
        std::iter::once(label.to_owned()).chain(figure(quantity)).chain([share]).collect::<Vec<_>>()
    };
    let head = std::iter::once("区分").chain(FIGURE).chain(["割合（％）"]);
    let parts = composition.all_parts();
    let parts = parts.iter().map(|part| row(&part.label, &part.quantity, share(part)));
    csv(&head.collect::<Vec<_>>(), total.map(|total| row("合計", total, None)).into_iter().chain(parts))
}

/// The rates at all points.
pub fn rates(rates: &Rates) -> Vec<u8> {
    let head = std::iter::once("時点").chain(FIGURE);
    let rows = rates.points.iter().map(|point| std::iter::once(point.label.clone()).chain(figure(&point.quantity)));
    csv(&head.collect::<Vec<_>>(), rows)
}

/// The whole schedule as it stands on the page.
pub fn schedule(schedule: &Schedule, columns: &ScheduleColumns) -> Vec<u8> {
    let cell = |text: &Option<Prose>| {
        text.as_ref().map_or_else(|| Absence::Unanswered.word().to_owned(), |text| bulleted(&plain(&text.text)))
    };
    let rows = schedule.entries.iter().map(|entry| [entry.period.shown(), cell(&entry.item), cell(&entry.detail)]);
    csv(&[&columns.period, &columns.item, &columns.detail], rows)
}

/// The whole table of a field's indicators, those in words too: a row for each figure that stands beside others in its cells.
pub fn indicators(indicators: &Indicators, columns: &IndicatorColumns) -> Vec<u8> {
    let head =
        |head: &Head| head.as_of.as_ref().map_or(head.label.clone(), |as_of| format!("{}（{as_of}）", head.label));
    let asked = [&columns.baseline, &columns.target, &columns.actual];
    let figures = asked.iter().filter_map(|column| column.as_ref().map(head));
    let figures = figures.flat_map(|head| FIGURE.map(|column| format!("{head}：{column}")));
    let remarks = asked.iter().filter_map(|column| column.as_ref().map(head)).map(|head| format!("{head}：注記"));
    let effect = columns.effect.as_ref().map(head);
    let heads: Vec<String> =
        std::iter::once(columns.indicator.clone()).chain(figures).chain(remarks).chain(effect).collect();
    let rows = indicators.rows.iter().flat_map(|row| {
        let cells: Vec<Option<&Cell>> = asked
            .into_iter()
            .zip([&row.baseline, &row.target, &row.actual])
            .filter(|(column, _)| column.is_some())
            .map(|(_, cell)| cell.as_ref())
            .collect();
        let several = cells.iter().flatten().map(|cell| cell.quantities.len()).max().unwrap_or(1).max(1);
        (0..several).map(move |at| {
            let figures = cells.iter().flat_map(|cell| match cell {
                Some(cell) => cell.quantities.get(at).map(figure).unwrap_or_default(),
                None if at == 0 => figure(&Quantity::unanswered()),
                None => Default::default(),
            });
            let remark =
                |cell: Option<&Cell>| cell.and_then(|cell| cell.circumstances.note.clone()).unwrap_or_default();
            let shown = |effect: String| if effect.is_empty() { Absence::Blank.word().to_owned() } else { effect };
            let effect = columns.effect.as_ref().map(|_| match &row.effect {
                _ if at > 0 => String::new(),
                Some(effect) => shown(bulleted(&plain(&effect.text))),
                None => Absence::Unanswered.word().to_owned(),
            });
            let name = std::iter::once(row.name.clone());
            name.chain(figures).chain(cells.iter().copied().map(remark)).chain(effect).collect::<Vec<String>>()
        })
    });
    csv(&heads, rows)
}
