//! What a chart hands to a page: the finding, the drawing, and the table of exactly the figures drawn.

use std::fmt;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};

use super::frame::ChartFrame;
use super::svg::{Svg, escape, tenths};
use super::units::pixels;
use super::words;
use crate::source::StaticWords;
use crate::text::SiteLanguage;

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it is called: `composition-years`.
    pub name: &'static str,
    /// The classes of its `svg` element, for style sheets.
    pub class: &'static str,
}

impl fmt::Display for Chart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name)
    }
}

/// How wide every chart is, in units: on a 360 px phone one unit is about one pixel.
pub const WIDTH: f64 = 340.0;

/// When one of the figures of a chart was true and for what area, where that differs from figure to figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage<'a> {
    /// The time as shown, without 時点: R2年4月
    pub as_of: Option<&'a str>,
    /// The area in the sheet's words, where it is not the place: 埼玉県全体
    pub scope: Option<&'a str>,
}

impl Coverage<'_> {
    /// After a figure in a sentence: （R2年4月、埼玉県全体）.
    pub fn brackets(self, language: SiteLanguage) -> String {
        words::brackets(language, &[self.as_of, self.scope])
    }
}

/// A chart with its words and its table.
#[derive(Clone, Debug, Default)]
pub struct DrawnChart {
    /// The id of the figure; the ids inside the drawing start with it.
    pub id: String,
    /// The finding in words, composed from the figures.
    pub headline: String,
    /// What, in which unit, where, when.
    pub subtitle: String,
    /// The drawing: inline SVG.
    pub svg: String,
    /// The id of the page's table that holds the same figures, where the chart is shown without its own.
    pub page_table: Option<String>,
    /// Exactly the figures drawn.
    pub table: ChartTable,
    /// What a reader must know to read it rightly.
    pub notes: Vec<String>,
    /// Where the mark of each row of the input stands, in units from the left, in a chart whose marks name no row; nothing for a row
    /// without a mark, and no rows in other charts.
    pub spots: Vec<Option<f64>>,
}

impl DrawnChart {
    /// The drawing without what it says to those who hear it, for a place where they hear the table with all its figures.
    #[must_use]
    pub fn marks(&self) -> String {
        let marks = self.svg.split_once(ROLE).zip(self.svg.split_once(END_OF_WORDS));
        marks.map_or_else(|| self.svg.clone(), |((begin, _), (_, marks))| [begin, ">", marks].concat())
    }
}

/// A table whose first column heads its rows. No cell is empty.
#[derive(Clone, Debug, Default)]
pub struct ChartTable {
    /// The statistical subtitle: what, in which unit, where, when.
    pub caption: String,
    /// The heads of all columns, the first one above the heads of the rows.
    pub head: Vec<String>,
    /// The rows in the order of the drawing.
    pub rows: Vec<ChartRow>,
}

impl ChartTable {
    /// Adds a column for the times and one for the areas, where any figure has one; one coverage for each row.
    pub fn cover(&mut self, language: SiteLanguage, rows: &[Coverage<'_>]) {
        let mut column = |head: StaticWords, text_of: fn(&Coverage<'_>) -> Option<String>| {
            let cells: Vec<Option<String>> = rows.iter().map(text_of).collect();
            if cells.iter().any(Option::is_some) {
                self.head.push(head.in_language(language).to_owned());
                let cells = cells
                    .into_iter()
                    .map(|cell| cell.unwrap_or_else(|| words::NOTHING.in_language(language).to_owned()));
                self.rows.iter_mut().zip(cells).for_each(|(row, cell)| row.cells.push(cell));
            }
        };
        column(words::AS_OF, |one| one.as_of.map(str::to_owned));
        column(words::SCOPE, |one| one.scope.map(str::to_owned));
    }
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct ChartRow {
    /// What the row is about.
    pub head: String,
    /// Its cells, one for each further column.
    pub cells: Vec<String>,
}

/// Why no chart can be drawn honestly; the page says so in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(pub String);

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Reason {}

/// The area a chart is drawn on, in pixels of a tenth of a unit.
pub type ChartArea<'a> = DrawingArea<Svg<'a>, Shift>;

/// The outcome of drawing.
pub type DrawResult = Result<(), DrawingAreaErrorKind<std::convert::Infallible>>;

impl From<DrawingAreaErrorKind<std::convert::Infallible>> for Reason {
    /// Our back end only appends to a string, so this never happens; if it did, the page would say so.
    fn from(error: DrawingAreaErrorKind<std::convert::Infallible>) -> Self {
        Self(error.to_string())
    }
}

/// The outside of a drawing: what it is, how high it is, what it says to those who hear it.
pub struct Canvas<'a> {
    /// What stands around it.
    pub frame: &'a ChartFrame<'a>,
    /// The kind of chart.
    pub chart: Chart,
    /// The unit that its subtitle names; empty where it has none.
    pub unit: &'a str,
    /// The finding in words, for `title`.
    pub title: &'a str,
    /// All figures in words.
    pub desc: &'a str,
    /// The height of the drawing, in units.
    pub height: f64,
}

/// Draws inside an `svg` element that has a role, a title and a description. The chart has no table and no notes yet.
pub fn canvas(outside: &Canvas<'_>, draw: impl FnOnce(&ChartArea<'_>) -> DrawResult) -> Result<DrawnChart, Reason> {
    let Canvas { frame, chart, unit, title: headline, desc, height } = *outside;
    let height = height.ceil();
    let mut svg = String::with_capacity(4096);
    begin(&mut svg, chart, (WIDTH, height));
    let (id, title, desc) = (escaped(frame.id), escaped(headline), escaped(desc));
    svg += &[" aria-labelledby=\"", &id, "-t\""].concat();
    if let Some(table) = frame.table {
        svg += &[" aria-details=\"", &escaped(table), "\""].concat();
    }
    svg += &["><title id=\"", &id, "-t\">", &title, "</title><desc id=\"", &id, "-d\">", &desc, END_OF_WORDS].concat();
    let size = (pixels(WIDTH).unsigned_abs(), pixels(height).unsigned_abs());
    draw(&Svg::new(&mut svg, size).into_drawing_area())?;
    svg.push_str("</svg>");
    Ok(DrawnChart {
        id: frame.id.to_owned(),
        headline: headline.to_owned(),
        subtitle: words::subtitle(frame, unit),
        svg,
        page_table: frame.table.map(str::to_owned),
        ..DrawnChart::default()
    })
}

/// What the element of a drawing says of itself begins with its role, and ends with the description.
const ROLE: &str = " role=\"img\"";
const END_OF_WORDS: &str = "</desc>";

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

/// Begins the start tag of the `svg` element of a chart, of this size in units.
pub fn begin(svg: &mut String, chart: Chart, (width, height): (f64, f64)) {
    svg.push_str("<svg class=\"");
    svg.push_str(chart.class);
    svg.push_str("\" viewBox=\"0 0 ");
    tenths(svg, pixels(width));
    svg.push(' ');
    tenths(svg, pixels(height));
    svg.push('"');
    svg.push_str(ROLE);
}
