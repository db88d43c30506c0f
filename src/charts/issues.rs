//! Issues by sector: which of them has a part in which issue.

use super::draw::{bar, lane, text};
use super::figure::{Canvas, Chart, ChartArea, ChartRow, ChartTable, DrawResult, DrawnChart, Reason, WIDTH, canvas};
use super::frame::ChartFrame;
use super::label::{shorten, width};
use super::role::{MarkRole, TextAnchor};
use super::units::count;
use super::words;
use crate::text::SiteLanguage;
use crate::text::width::wrap;
use crate::value::Absence;

/// The kind of this chart.
pub const CHART: Chart = Chart { name: "issues", class: "chart chart-issues" };

/// An issue, and for each sector whether something is written of its part.
#[derive(Clone, Debug)]
pub struct IssueRow<'a> {
    /// The issue in words.
    pub label: &'a str,
    /// In the order of the sectors.
    pub involved: Vec<SectorPart>,
}

/// Whether a sector has a part in an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectorPart {
    /// Something is written of it.
    Involved,
    /// Nothing is, and why.
    Absent(Absence),
}

/// The widest a sector's name may be: the rest of the width is for the squares.
const NAME: f64 = 92.0;
/// From one sector to the next.
const STEP: f64 = 28.0;
/// The side of the square of an issue.
const SQUARE: f64 = 22.0;
/// The height of the numbers of the issues over the squares.
const HEAD: f64 = 18.0;

/// Draws issues by sector: a square for each issue, or a bar where the issues are too many.
///
/// # Errors
/// When there is no issue or no sector.
pub fn issues(frame: &ChartFrame<'_>, sectors: &[&str], issues: &[IssueRow<'_>]) -> Result<DrawnChart, Reason> {
    let language = frame.language;
    if sectors.is_empty() || issues.is_empty() {
        return Err(Reason(words::no_numbers(language, frame.what)));
    }
    let rows: Vec<Sector<'_>> =
        sectors.iter().enumerate().map(|(index, name)| Sector::of(name, index, issues)).collect();
    let all = issues.len();
    let fewest = rows.iter().min_by_key(|row| row.part()).filter(|row| row.part() < all);
    let headline = match fewest {
        Some(row) => words::least_involved(language, row.name, row.part(), all),
        None => words::all_involved(language, rows.len(), all),
    };
    let texts: Vec<String> =
        rows.iter().map(|row| language.named(row.name, &words::of_issues(language, row.part(), all))).collect();
    let desc = words::issues_desc(language, &texts);
    let height = HEAD + STEP * count(rows.len());
    let outside = Canvas { frame, chart: CHART, unit: "", title: &headline, desc: &desc, height };
    let drawn = canvas(&outside, |area| draw(area, language, &rows, all))?;
    Ok(DrawnChart { table: table(frame, sectors, issues, &rows), ..drawn })
}

/// A sector and its part in each issue.
struct Sector<'a> {
    name: &'a str,
    involved: Vec<bool>,
}

impl<'a> Sector<'a> {
    fn of(name: &'a str, index: usize, issues: &[IssueRow<'_>]) -> Self {
        let involved = |issue: &IssueRow<'_>| issue.involved.get(index) == Some(&SectorPart::Involved);
        Self { name, involved: issues.iter().map(involved).collect() }
    }

    /// In how many issues it has a part.
    fn part(&self) -> usize {
        self.involved.iter().filter(|involved| **involved).count()
    }
}

fn draw(area: &ChartArea<'_>, language: SiteLanguage, rows: &[Sector<'_>], all: usize) -> DrawResult {
    let names = rows.iter().map(|row| width(row.name, MarkRole::Small)).fold(0.0, f64::max).min(NAME);
    let left = names + 10.0;
    let counts = rows
        .iter()
        .map(|row| width(&words::of_issues(language, row.part(), all), MarkRole::Strong))
        .fold(0.0, f64::max);
    let space = WIDTH - left - counts - 6.0;
    let squares = (SQUARE + 2.0) * count(all) <= space;
    if squares {
        text(area, words::ISSUE.in_language(language), left - 6.0, HEAD / 2.0, MarkRole::Small, TextAnchor::End)?;
        for issue in 0..all {
            let x = left + (SQUARE + 2.0) * (count(issue) + 0.5) - 1.0;
            text(area, &(issue + 1).to_string(), x, HEAD / 2.0, MarkRole::Small, TextAnchor::Middle)?;
        }
    }
    for (index, row) in rows.iter().enumerate() {
        let top = (if squares { HEAD } else { 2.0 }) + STEP * count(index);
        let center = top + SQUARE / 2.0;
        let lines = wrap(row.name, NAME / MarkRole::Small.size());
        match lines.as_slice() {
            [first, second, ..] => {
                text(area, first, 0.0, center - 7.0, MarkRole::Small, TextAnchor::Start)?;
                let rest = if lines.len() > 2 { format!("{second}…") } else { second.clone() };
                let rest = shorten(&rest, MarkRole::Small, NAME);
                text(area, &rest, 0.0, center + 7.0, MarkRole::Small, TextAnchor::Start)?;
            }
            _ => text(area, row.name, 0.0, center, MarkRole::Small, TextAnchor::Start)?,
        }
        text(area, &words::of_issues(language, row.part(), all), WIDTH, center, MarkRole::Strong, TextAnchor::End)?;
        if squares {
            for (issue, involved) in row.involved.iter().enumerate() {
                let x = left + (SQUARE + 2.0) * count(issue);
                let role = if *involved { MarkRole::Value } else { MarkRole::Missing };
                bar(&lane(area, x + 1.0, top + 1.0, SQUARE - 2.0, SQUARE - 2.0, 1.0), 0.0, 1.0, role)?;
            }
        } else {
            let lane = lane(area, left, top, space, SQUARE, count(all));
            bar(&lane, 0.0, count(all), MarkRole::Track)?;
            bar(&lane, 0.0, count(row.part()), MarkRole::Value)?;
        }
    }
    Ok(())
}

fn table(frame: &ChartFrame<'_>, sectors: &[&str], issues: &[IssueRow<'_>], rows: &[Sector<'_>]) -> ChartTable {
    let language = frame.language;
    let mut head = vec![words::ISSUE.in_language(language).to_owned()];
    head.extend(sectors.iter().map(|sector| (*sector).to_owned()));
    let cell = |part: &SectorPart| match part {
        SectorPart::Involved => words::INVOLVED.in_language(language).to_owned(),
        SectorPart::Absent(absence) => words::absence(language, *absence).to_owned(),
    };
    let mut body = Vec::new();
    for (index, issue) in issues.iter().enumerate() {
        let cells = issue.involved.iter().take(sectors.len()).map(cell).collect();
        body.push(ChartRow { head: format!("{} {}", index + 1, issue.label), cells });
    }
    let sums = rows.iter().map(|row| words::issue_count(language, row.part()));
    body.push(ChartRow { head: words::of_all_issues(language, issues.len()), cells: sums.collect() });
    ChartTable { caption: words::subtitle(frame, ""), head, rows: body }
}
