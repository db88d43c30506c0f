//! The progress of one indicator: the baseline, the target and the result, on one line.

#[cfg(test)]
mod cases;
mod layout;

use self::layout::ProgressLine;
use super::figure::{Canvas, Chart, ChartRow, ChartTable, DrawnChart, Reason, canvas};
use super::frame::ChartFrame;
use super::words;
use crate::compare::progress::{Progress, TargetDirection};
use crate::text::SiteLanguage;
use crate::value::Meaning;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "progress", class: "chart chart-progress" };

/// An indicator with the figures of all that it counts.
#[derive(Clone, Copy, Debug)]
pub struct ProgressChart<'a> {
    /// The name of the indicator: ①重層的な支援による個別支援の取り組み
    pub name: &'a str,
    /// The form's heads of the columns of baseline, target and actual: 現状値（今年度当初）.
    pub heads: [&'a str; 3],
    /// What came of each thing counted.
    pub lines: &'a [Progress<'a>],
}

/// Draws the progress of an indicator: one line for each thing counted.
///
/// # Errors
/// When no figure can be drawn, with the words that say why.
pub fn progress(frame: &ChartFrame<'_>, input: &ProgressChart<'_>) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    let lines: Vec<ProgressLine<'_>> = input.lines.iter().map(|line| ProgressLine::of(language, line)).collect();
    let headline = match input.lines {
        [] => words::no_numbers(language, input.name),
        [only] => words::progress::headline(language, only),
        several => words::progress::several(language, several),
    };
    if lines.iter().all(|line| !line.has_marks()) {
        return Err(Reason(headline));
    }
    let texts: Vec<String> = input.lines.iter().map(|line| words::progress::line(language, line)).collect();
    let desc = words::progress::desc(language, input.name, &texts);
    let outside =
        Canvas { frame, chart: CHART, unit: "", title: &headline, desc: &desc, height: layout::height(&lines) };
    let drawn = canvas(&outside, |area| layout::draw(area, &lines))?;
    Ok(DrawnChart { table: table(language, input), ..drawn })
}

/// What came of an indicator, in words with the arithmetic.
#[must_use]
pub fn outcome(language: SiteLanguage, name: &str, lines: &[Progress<'_>]) -> String {
    words::progress::outcome_of_all(language, name, lines)
}

/// Which way is better, and what says so. Nothing where several things are counted and the ways differ.
#[must_use]
pub fn aim(language: SiteLanguage, lines: &[Progress<'_>]) -> Option<String> {
    let first: TargetDirection = lines.first()?.aim?;
    lines.iter().all(|line| line.aim == Some(first)).then(|| words::progress::aim(language, first))
}

fn table(language: SiteLanguage, input: &ProgressChart<'_>) -> ChartTable {
    let used = |of: fn(&Progress<'_>) -> bool| input.lines.iter().any(of);
    let columns = [
        used(|line| line.figures.baseline.is_some()),
        used(|line| line.figures.target.is_some()),
        used(|line| line.figures.actual.is_some()),
    ];
    let mut head = vec![words::PART.in_language(language).to_owned()];
    head.extend(input.heads.iter().zip(columns).filter(|(_, used)| *used).map(|(head, _)| (*head).to_owned()));
    head.push(words::progress::HEAD.in_language(language).to_owned());
    let rows = input.lines.iter().map(|line| {
        let figures = [line.figures.baseline, line.figures.target, line.figures.actual];
        let shown = figures.into_iter().zip(columns).filter(|(_, used)| *used);
        let cells = shown.map(|(figure, _)| words::progress::cell(language, figure));
        let cells = cells.chain([words::progress::outcome(language, line)]).collect();
        ChartRow { head: line.label.unwrap_or(input.name).to_owned(), cells }
    });
    ChartTable { caption: input.name.to_owned(), head, rows: rows.collect() }
}

/// Whether there is anything to show progress to: without a target a bar would fill its track, and look like success.
fn has_goal(line: &Progress<'_>) -> bool {
    let target = line.figures.target.map(|target| &target.meaning);
    matches!(target, Some(Meaning::Amount(_) | Meaning::Direction(_)))
}
