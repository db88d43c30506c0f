//! The chart of a matrix that is joined over the sheets of several years, and what a reader must know of it.

use crate::charts::{ChartFrame, DrawnChart};
use crate::compare::matrix_series::{MatrixSeries, Revision};
use crate::form::HeadTime;
use crate::pages::{RenderContext, change};
use crate::text::SiteLanguage;
use crate::value::matrix::full_label;

use super::matrix::draw;

/// So many revised numbers are named one by one.
const NAMED: usize = 3;

/// All years or months that the sheets give; nothing where there is no chart of it. The frame gets its span and its scope here.
pub fn draw_series(
    context: RenderContext<'_>,
    frame: &ChartFrame<'_>,
    joined: &MatrixSeries<'_>,
) -> Option<DrawnChart> {
    let (language, theme) = (context.language(), context.theme);
    let (_, settings) = joined.newest.matrix()?;
    let scope = joined.newest.circumstances.scope_other_than(frame.place);
    let span = span_of_times(joined, language);
    let frame = ChartFrame { scope, year: &span, ..*frame };
    let mut figure = draw(&frame, &joined.matrix, settings)?;
    figure.notes.push(theme.word("series_joined").to_owned());
    for Revision { at, now, before, was } in joined.revisions.iter().take(NAMED) {
        let Some((time, other)) = joined.heads_at(*at) else { continue };
        let is = joined.matrix.cell(at.0, at.1).map(|cell| change::figure_text(&cell.quantity)).unwrap_or_default();
        let values = [
            ("what", full_label(other, language)),
            ("time", full_label(time, language)),
            ("now", language.fiscal_year(now.year)),
            ("figure", is),
            ("before", language.fiscal_year(before.year)),
            ("was", change::figure_text(was)),
        ];
        let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
        figure.notes.push(theme.sentence("series_revised", &values));
    }
    let more = joined.revisions.len().saturating_sub(NAMED);
    if more > 0 {
        figure.notes.push(theme.sentence("series_revised_more", &[("n", &more.to_string())]));
    }
    for (document, reason) in &joined.left_out {
        let year = language.fiscal_year(document.year);
        let reason = change::apart_word(*reason).map_or("", |word| theme.word(word));
        figure.notes.push(theme.sentence("series_left_out", &[("year", &year), ("reason", reason)]));
    }
    Some(figure)
}

/// From which time to which a joined matrix goes.
fn span_of_times(joined: &MatrixSeries<'_>, language: SiteLanguage) -> String {
    let times: Vec<HeadTime> = joined.times().filter_map(|head| head.time).collect();
    let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else { return String::new() };
    match (first, last) {
        (HeadTime::FiscalYear(first), HeadTime::FiscalYear(last)) => language.fiscal_years(*first, *last),
        _ => language.span(&first.label_in(language), &last.label_in(language)),
    }
}
