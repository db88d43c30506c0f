//! Charts on the page of a document: which field gets which, and the CSV beside each.
//!
//! A chart belongs to a field kind, never to a certain field, so a new form gets its charts without any Rust.

use crate::charts::progress::Standing;
use crate::charts::{Figure, Frame, Reason, composition, progress, rates};
use crate::form::{Field, Head, IndicatorColumns, Kind};
use crate::markdown::plain;
use crate::model::Document;
use crate::text::csv::csv;
use crate::text::era;
use crate::value::indicators::{Cell, Indicator};
use crate::value::{Absence, Answer, Composition, Indicators, Quantity, Rates, Value, When, number};
use crate::view;
use crate::view::View;

/// The charts of an answer and the file with their figures.
#[derive(Default)]
pub struct Drawn {
    /// In the order of the page. An indicator in words has none.
    pub figures: Vec<Figure>,
    /// Where the CSV is: `data/2021/kawasaki/inpatients.csv`.
    pub csv_path: String,
    /// The table the figures belong to.
    pub csv: Vec<u8>,
}

/// Draws what the field's kind has a chart for; what cannot be drawn honestly stays a table.
pub fn draw(document: &Document, field: &Field, answer: &Answer) -> Drawn {
    let figures = figures_of(document, field, answer);
    let Some(first) = figures.first() else { return Drawn::default() };
    let csv = if let (Value::Indicators(indicators), Kind::Indicators(columns)) = (&answer.value, &field.kind) {
        indicators_csv(indicators, columns)
    } else {
        let rows = figures.iter().flat_map(|figure| &figure.table.rows);
        csv(&first.table.head, rows.map(|row| std::iter::once(&row.head).chain(&row.cells)))
    };
    let page = document.page.strip_suffix(".html").unwrap_or(&document.page);
    let csv_path = format!("data/{page}/{}.csv", field.id);
    Drawn { figures, csv_path, csv }
}

fn figures_of(document: &Document, field: &Field, answer: &Answer) -> Vec<Figure> {
    let year = era::fiscal_year_both(document.year);
    let circumstances = &answer.circumstances;
    let as_of = circumstances.as_of.as_ref().map(When::shown);
    let frame = Frame {
        id: &field.id,
        what: &field.label,
        place: &document.place.name,
        year: &year,
        as_of: as_of.as_deref(),
        scope: circumstances.scope.as_deref(),
        table: None,
    };
    let unit = field.unit.as_deref().unwrap_or_default();
    match (&answer.value, &field.kind) {
        (Value::Composition(composition), _) => of_composition(&frame, composition, unit).into_iter().collect(),
        (Value::Rates(rates), _) => of_rates(&frame, rates, unit).into_iter().collect(),
        (Value::Indicators(indicators), Kind::Indicators(columns)) => of_indicators(&frame, indicators, columns),
        _ => Vec::new(),
    }
}

/// Parts as charts take them.
pub fn composition_parts<'a>(parts: &'a [crate::value::composition::Part]) -> Vec<composition::Part<'a>> {
    let part = |part: &'a crate::value::composition::Part| composition::Part {
        label: &part.label,
        quantity: &part.quantity,
        share: part.share,
        parts: composition_parts(&part.parts),
    };
    parts.iter().map(part).collect()
}

/// What came of an indicator's target, as a name for templates and filters and in words; its three lists of figures are
/// where things stood, what is aimed at, what was reached.
pub fn standing(name: &str, [baseline, target, actual]: [&[Quantity]; 3]) -> (&'static str, String) {
    let judged = progress::outcome(&progress::Progress { name, baseline, target, actual, heads: [""; 3], unit: "" });
    let id = match judged.standing {
        Standing::Reached => "reached",
        Standing::Short => "short",
        Standing::Undecided => "undecided",
        Standing::Open => "open",
        Standing::NoTarget => "no_target",
        Standing::Incomparable => "incomparable",
    };
    (id, judged.words)
}

fn of_composition(frame: &Frame<'_>, answered: &Composition, unit: &str) -> Result<Figure, Reason> {
    let parts = composition_parts(&answered.parts);
    let total = answered.total.as_ref().map(|(total, _)| total);
    composition::composition(frame, &composition::Composition { total, parts: &parts, unit })
}

fn of_rates(frame: &Frame<'_>, answered: &Rates, unit: &str) -> Result<Figure, Reason> {
    let points: Vec<rates::Point<'_>> =
        answered.points.iter().map(|point| rates::Point { label: &point.label, quantity: &point.quantity }).collect();
    rates::rates(frame, &rates::Rates { points: &points, unit, earlier: &[], range: None })
}

fn of_indicators(frame: &Frame<'_>, indicators: &Indicators, columns: &IndicatorColumns) -> Vec<Figure> {
    let heads = [&columns.baseline, &columns.target, &columns.actual].map(|head| {
        head.as_ref().map_or_else(String::new, |head| match &head.as_of {
            Some(as_of) => format!("{}（{as_of}）", head.label),
            None => head.label.clone(),
        })
    });
    let heads = [heads[0].as_str(), heads[1].as_str(), heads[2].as_str()];
    // The field's own table holds the figures of all its indicators.
    let table = table_id(frame.id);
    let rows = indicators.rows.iter().enumerate();
    rows.filter_map(|(index, row)| {
        let anchor = row.id.clone().unwrap_or_else(|| (index + 1).to_string());
        let id = format!("{}-{anchor}", frame.id);
        of_indicator(&Frame { id: &id, what: &row.name, table: Some(&table), ..*frame }, row, heads).ok()
    })
    .collect()
}

fn of_indicator(frame: &Frame<'_>, row: &Indicator, heads: [&str; 3]) -> Result<Figure, Reason> {
    fn quantities(cell: Option<&Cell>) -> &[Quantity] {
        cell.map_or(&[], |cell| &cell.quantities)
    }
    let input = progress::Progress {
        name: &row.name,
        baseline: quantities(row.baseline.as_ref()),
        target: quantities(row.target.as_ref()),
        actual: quantities(row.actual.as_ref()),
        heads,
        unit: "",
    };
    progress::progress(frame, &input)
}

/// The whole table of a field's indicators as it stands on the page, those in words too.
fn indicators_csv(indicators: &Indicators, columns: &IndicatorColumns) -> Vec<u8> {
    let head =
        |head: &Head| head.as_of.as_ref().map_or(head.label.clone(), |as_of| format!("{}（{as_of}）", head.label));
    let asked = [&columns.baseline, &columns.target, &columns.actual, &columns.effect];
    let heads = asked.iter().filter_map(|column| column.as_ref().map(head));
    let heads: Vec<String> = std::iter::once(columns.indicator.clone()).chain(heads).collect();
    let rows = indicators.rows.iter().map(|row| {
        let effect =
            row.effect.as_ref().map(|effect| bulleted(&plain(&effect.text))).filter(|effect| !effect.is_empty());
        let [baseline, target, actual] = [&row.baseline, &row.target, &row.actual].map(|cell| cell.as_ref().map(words));
        let cells = asked.into_iter().zip([baseline, target, actual, effect]).filter(|(column, _)| column.is_some());
        let cells = cells.map(|(_, cell)| cell.unwrap_or_else(|| Absence::Blank.word().to_owned()));
        std::iter::once(row.name.clone()).chain(cells).collect::<Vec<_>>()
    });
    csv(&heads, rows)
}

/// A list with the bullets of a cell: a spreadsheet takes a hyphen at its start for a formula.
pub fn bulleted(text: &str) -> String {
    let lines = text.lines().map(|line| match line.trim_start().strip_prefix("- ") {
        Some(item) => format!("・{item}"),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A cell in one line: its quantities, and the remark on them in brackets.
fn words(cell: &Cell) -> String {
    let quantities: Vec<String> = cell.quantities.iter().map(number::shown).collect();
    let remark = cell.circumstances.note.as_ref().map_or(String::new(), |note| format!("（{note}）"));
    quantities.join("、") + &remark
}

/// The id of the table of a field's answer.
fn table_id(field: &str) -> String {
    format!("{field}-table")
}

impl Drawn {
    /// What templates see: the figures, and the file with all of them.
    pub fn view(&self, field: &Field) -> View {
        if self.figures.is_empty() {
            return View::None;
        }
        view! {
            "figures" => View::list(self.figures.iter().map(figure_view)),
            "table" => table_id(&field.id),
            "csv" => &self.csv_path,
            "csv_size" => size(self.csv.len()),
        }
    }
}

/// What templates see of a chart.
pub fn figure_view(figure: &Figure) -> View {
    let rows = figure.table.rows.iter().map(|row| view! { "head" => &row.head, "cells" => View::list(&row.cells) });
    view! {
        "id" => &figure.id,
        "headline" => &figure.headline,
        "subtitle" => &figure.subtitle,
        "svg" => View::Html(figure.svg.clone()),
        "caption" => &figure.table.caption,
        "head" => View::list(&figure.table.head),
        "rows" => View::list(rows),
        "notes" => View::list(&figure.notes),
    }
}

/// A size for people: a link to a file says how large it is.
pub fn size(bytes: usize) -> String {
    if bytes < 1000 { format!("{bytes} B") } else { format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100) }
}
