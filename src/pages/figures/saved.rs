//! Charts as files of their own, which leave the page.

use crate::charts::DrawnChart;
use crate::charts::standalone::standalone;
use crate::compare::volumes::MOST_PUBLISHED;
use crate::restrict::Restricted;
use crate::view;
use crate::view::View;

use super::super::RenderContext;
use super::super::cite::Citation;
use super::super::download::size;
use super::figure_view;

/// Whether the charts of documents and places are files, too: on a site of very many documents these would be as many again.
#[must_use]
pub fn has_drawings(site: &Restricted) -> bool {
    site.documents.len() <= MOST_PUBLISHED
}

/// The charts of a part of a page, as files of their own.
pub struct SavedCharts {
    /// What the path of each begins with, in the folder of its page: `data/places/kawasaki/figures`. None where no files are made.
    stem: Option<String>,
    /// Whose figures they are, in lines.
    source: Vec<String>,
    /// Path and bytes of each, in the order of the page.
    pub files: Vec<(String, Vec<u8>)>,
}

impl SavedCharts {
    /// Nothing yet; without `stem` there will be no files.
    pub fn new(stem: Option<String>, source: Vec<String>) -> SavedCharts {
        SavedCharts { stem, source, files: Vec::new() }
    }

    /// Adds the file of a chart, and gives the view of the chart for templates.
    pub fn figure(&mut self, chart: &DrawnChart) -> View {
        if let Some(stem) = &self.stem {
            let path = format!("{stem}-figure-{}.svg", self.files.len() + 1);
            self.files.push((path, standalone(chart, &self.source).into_bytes()));
        }
        figure_view(chart)
    }

    /// The view for templates of what leaves the page: the file with the numbers as its path and length in bytes, the charts, and the
    /// words to cite them by; nothing where there is no file.
    pub fn view(&self, context: RenderContext<'_>, citation: &Citation<'_>, csv: Option<(&str, usize)>) -> View {
        if csv.is_none() && self.files.is_empty() {
            return View::None;
        }
        view! {
            "csv" => csv.map(|(path, _)| path),
            "csv_size" => csv.map(|(_, length)| size(length)),
            "drawings" => drawings_view(&self.files),
            "cite" => citation.view(context),
        }
    }
}

/// The view for templates of charts as files.
pub fn drawings_view(files: &[(String, Vec<u8>)]) -> View {
    View::list(files.iter().map(|(path, bytes)| view! { "path" => path, "size" => size(bytes.len()) }))
}
