//! Charts on the page of a document: which field gets which, and the CSV of each.
//!
//! A chart belongs to a field kind, never to a certain field, so a new form gets its charts without any Rust. One file for
//! each kind says what is drawn of its answers, and what stands in the CSV.

mod asked;
mod columns;
mod composition;
mod indicators;
mod matrix;
mod rates;
mod saved;
mod schedule;
mod sectors;
mod series;

pub use asked::asked_chart;
pub use columns::{FIGURE, figure};
pub use composition::{CompositionBar, draw_bars};
pub use indicators::draw_years;
pub use saved::{SavedCharts, has_drawings};
pub use series::draw_series;

use std::collections::HashMap;

use crate::charts::{ChartFrame, Coverage, DrawnChart};
use crate::compare::indicators::indicators_of_answer;
use crate::form::Field;
use crate::markdown::plain;
use crate::model::Document;
use crate::text::SiteLanguage;
use crate::value::{Answer, FigureNote, Prose, When};
use crate::view;
use crate::view::View;

use super::download::size;

/// The charts of an answer and the file with their figures.
#[derive(Default)]
pub struct FieldCharts {
    /// In the order of the page. An indicator in words has none.
    pub figures: Vec<DrawnChart>,
    /// Where the CSV is: `data/2021/kawasaki/inpatients.csv`.
    pub csv_path: String,
    /// The table the figures belong to.
    pub csv: Vec<u8>,
    /// Each figure as a file of its own, in their order: path and bytes. None on a site of very many sheets.
    pub drawings: Vec<(String, Vec<u8>)>,
}

/// Draws what the field's kind has a chart for; what cannot be drawn honestly stays a table. `id` is that of the field on the
/// page, `what` the words for it in the charts.
pub fn draw(
    language: SiteLanguage,
    document: &Document,
    (field, id, what): (&Field, &str, &str),
    answer: &Answer,
) -> FieldCharts {
    let year = language.fiscal_year_both(document.year);
    let asked = field.as_of.as_deref().map(|asked| When::parse(asked, document.year));
    let time = FigureTime::of(language, FigureNote::of(&[&answer.circumstances], asked, &document.place.name));
    let frame = ChartFrame {
        id: &chart_id(id),
        what,
        place: &document.place.name,
        year: &year,
        as_of: time.as_of.as_deref(),
        scope: time.scope,
        language,
        table: None,
    };
    let unit = field.unit.as_deref().unwrap_or_default();
    let drawn: Option<(Vec<DrawnChart>, Vec<u8>)> = if let Some(value) = answer.value.composition() {
        composition::draw(&frame, value, unit).ok().map(|figure| (vec![figure], composition::table(value)))
    } else if let Some(value) = answer.value.rates() {
        rates::draw(&frame, value, unit).ok().map(|figure| (vec![figure], rates::table(value)))
    } else if let Some((value, columns)) = answer.indicators() {
        let entries = indicators_of_answer(document, (field, None), answer, id);
        let figures = indicators::draw(&frame, id, &entries);
        (!figures.is_empty()).then(|| (figures, indicators::table(value, columns)))
    } else if let Some((value, settings)) = answer.matrix() {
        let frame = ChartFrame { table: Some(&table_id(id)), ..frame };
        matrix::draw(&frame, value, settings).map(|figure| (vec![figure], matrix::table(value)))
    } else if let Some((value, columns)) = answer.schedule() {
        let figure = schedule::draw(&frame, id, value, document.year);
        figure.map(|figure| (vec![figure], schedule::table(value, columns)))
    } else if let Some((value, settings)) = answer.table() {
        sectors::draw(&frame, value, settings).map(|figure| {
            let table = sectors::table(&figure);
            (vec![figure], table)
        })
    } else {
        None
    };
    let Some((figures, csv)) = drawn else { return FieldCharts::default() };
    FieldCharts { figures, csv_path: csv_path(document, id), csv, drawings: Vec::new() }
}

/// Where the file with the figures of a field is: `data/2021/kawasaki/inpatients.csv`.
pub fn csv_path(document: &Document, field: &str) -> String {
    let page = document.page.strip_suffix(".html").unwrap_or(&document.page);
    format!("data/{page}/{field}.csv")
}

/// A text in one line.
fn one_line(prose: Option<&Prose>) -> String {
    let text = prose.map(|prose| plain(&prose.text)).unwrap_or_default();
    let lines = text.lines().map(|line| line.trim().trim_start_matches("- ")).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("、")
}

/// The id of the table of a field's answer.
pub fn table_id(field: &str) -> String {
    format!("_table_{field}")
}

/// The id of a chart of something that has an id on its page.
pub fn chart_id(of: &str) -> String {
    format!("_chart_{of}")
}

/// The time of a figure in words, and its area, for charts.
#[derive(Clone, Default)]
pub struct FigureTime<'a> {
    /// The time in the site's language: R2年4月
    pub as_of: Option<String>,
    /// The area in the sheet's words, where it is not the place: 埼玉県全体
    pub scope: Option<&'a str>,
}

impl<'a> FigureTime<'a> {
    /// Of what travels with it.
    pub fn of(language: SiteLanguage, note: FigureNote<'a>) -> FigureTime<'a> {
        FigureTime { as_of: note.time(language), scope: note.scope }
    }

    /// Time and scope, as a chart borrows them.
    pub fn coverage(&self) -> Coverage<'_> {
        Coverage { as_of: self.as_of.as_deref(), scope: self.scope }
    }
}

impl FieldCharts {
    /// The chart of each row, given what follows in the id of its chart; none for rows that have none.
    pub fn of_rows(&self, rows: impl Iterator<Item = String>) -> Vec<Option<&DrawnChart>> {
        let by_id: HashMap<&str, &DrawnChart> =
            self.figures.iter().map(|figure| (figure.id.as_str(), figure)).collect();
        rows.map(|row| by_id.get(chart_id(&row).as_str()).copied()).collect()
    }

    /// With a file for each figure, which says whose figures they are.
    pub fn with_drawings(self, source: Vec<String>) -> FieldCharts {
        let stem = self.csv_path.strip_suffix(".csv").map(str::to_owned);
        let mut saved = SavedCharts::new(stem, source);
        for figure in &self.figures {
            saved.figure(figure);
        }
        FieldCharts { drawings: saved.files, ..self }
    }

    /// Without the file: what is in a record is in the table of the document, and a file for each would be many.
    pub fn without_file(self) -> FieldCharts {
        FieldCharts { figures: self.figures, ..FieldCharts::default() }
    }

    /// The view for templates: the figures, and the file with all of them; `id` is that of the field on the page.
    pub fn view(&self, id: &str) -> View {
        if self.figures.is_empty() {
            return View::None;
        }
        view! {
            "figures" => View::list(self.figures.iter().map(figure_view)),
            "table" => table_id(id),
            "csv" => Some(&self.csv_path).filter(|path| !path.is_empty()),
            "csv_size" => size(self.csv.len()),
            "drawings" => saved::drawings_view(&self.drawings),
        }
    }
}

/// The view for templates of a chart.
pub fn figure_view(figure: &DrawnChart) -> View {
    let rows = figure.table.rows.iter().map(|row| view! { "head" => &row.head, "cells" => View::list(&row.cells) });
    view! {
        "id" => &figure.id,
        "headline" => &figure.headline,
        "subtitle" => &figure.subtitle,
        "svg" => View::Html(figure.svg.clone()),
        // What hears the table needs no words in the drawing.
        "marks" => View::Html(figure.marks()),
        "page_table" => figure.page_table.as_deref(),
        "caption" => &figure.table.caption,
        "head" => View::list(&figure.table.head),
        "rows" => View::list(rows),
        "notes" => View::list(&figure.notes),
    }
}
