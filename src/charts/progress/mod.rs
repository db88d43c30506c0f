//! The progress of one indicator: where things stood, where they are to be, where they are, on one line.

#[cfg(test)]
mod cases;
pub mod judge;
mod layout;
mod reckon;

pub use self::judge::{Judgement, Standing};

use self::judge::Figures;
use self::layout::Line;
use super::figure::{Canvas, Figure, Frame, Reason, Row, Table, canvas};
use super::words;
use crate::value::{Meaning, Quantity};

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// ①重層的な支援による個別支援の取り組み
    pub name: &'a str,
    /// The figures of the three columns; empty where the form has no such column.
    pub baseline: &'a [Quantity],
    /// The target.
    pub target: &'a [Quantity],
    /// What was reached.
    pub actual: &'a [Quantity],
    /// The form's heads of the three columns: 現状値（今年度当初）.
    pub heads: [&'a str; 3],
    /// The unit of a figure that has none.
    pub unit: &'a str,
}

/// Draws the progress of an indicator: one line for each thing counted.
///
/// # Errors
/// When no figure can be drawn, with the words that say why.
pub fn progress(frame: &Frame<'_>, input: &Progress<'_>) -> Result<Figure, Reason> {
    let lines: Vec<Line<'_>> = pair(input).into_iter().map(|(label, figures)| Line::of(label, figures)).collect();
    let headline = headline(input, &lines);
    if lines.iter().all(|line| !line.has_marks()) {
        return Err(Reason(headline));
    }
    let said: Vec<String> = lines.iter().map(Line::say).collect();
    let desc = words::progress::desc(input.name, &said);
    let outside = Canvas { frame, kind: "progress", title: &headline, desc: &desc, height: layout::height(&lines) };
    let svg = canvas(&outside, |area| layout::draw(area, &lines))?;
    Ok(Figure {
        id: frame.id.to_owned(),
        headline,
        subtitle: words::subtitle(frame, ""),
        svg,
        table: table(input, &lines),
        notes: Vec::new(),
    })
}

/// What came of the whole indicator, without drawing it: of the one thing counted, or of several together.
pub fn outcome(input: &Progress<'_>) -> Judgement {
    let judged: Vec<Judgement> = pair(input).iter().map(|(_, figures)| figures.judge()).collect();
    match judged.as_slice() {
        [] => Judgement { standing: Standing::NoTarget, words: words::no_numbers(input.name) },
        [only] => only.clone(),
        several => {
            let count = |standing| several.iter().filter(|one| one.standing == standing).count();
            let all = |standing| count(standing) == several.len();
            let each = [Standing::Reached, Standing::Open, Standing::NoTarget, Standing::Incomparable];
            let standing = match each.into_iter().find(|standing| all(*standing)) {
                Some(standing) => standing,
                // One that fell short is enough to say that not all is reached.
                None if count(Standing::Short) > 0 => Standing::Short,
                None => Standing::Undecided,
            };
            let words = match (standing, several) {
                // Nothing was counted, so there is nothing to count.
                (Standing::Incomparable | Standing::NoTarget, [first, ..]) => first.words.clone(),
                _ => words::progress::several(several.len(), count(Standing::Reached), count(Standing::Open)),
            };
            Judgement { standing, words }
        }
    }
}

/// One line: the label of what is counted, if any, and its figures.
type Paired<'a> = (Option<&'a str>, Figures<'a>);

/// What stands for a figure that a list of several does not have.
static UNANSWERED: Quantity = Quantity::unanswered();

/// Puts together what belongs together: by label, else by order. Words alone in their cell (前年度増) are for all.
fn pair<'a>(input: &Progress<'a>) -> Vec<Paired<'a>> {
    let columns = [input.baseline, input.target, input.actual];
    let mut labels: Vec<Option<&str>> = Vec::new();
    for label in columns.iter().flat_map(|column| column.iter()).filter_map(|quantity| quantity.label.as_deref()) {
        if !labels.contains(&Some(label)) {
            labels.push(Some(label));
        }
    }
    if labels.is_empty() {
        labels = vec![None; columns.iter().map(|column| column.len()).max().unwrap_or(0)];
    }
    let pick = |column: &'a [Quantity], index: usize, label: Option<&str>| match column {
        [] => None,
        [only] if only.label.is_none() && !matches!(only.meaning, Meaning::Amount(_)) => Some(only),
        _ if label.is_some() && column.iter().any(|quantity| quantity.label.is_some()) => {
            Some(column.iter().find(|quantity| quantity.label.as_deref() == label).unwrap_or(&UNANSWERED))
        }
        _ => Some(column.get(index).unwrap_or(&UNANSWERED)),
    };
    let figures = |index: usize, label: Option<&str>| Figures {
        baseline: pick(input.baseline, index, label),
        target: pick(input.target, index, label),
        actual: pick(input.actual, index, label),
        unit: input.unit,
    };
    labels.iter().enumerate().map(|(index, label)| (*label, figures(index, *label))).collect()
}

fn headline(input: &Progress<'_>, lines: &[Line<'_>]) -> String {
    match lines {
        [] => words::no_numbers(input.name),
        [only] => only.headline(),
        several => {
            let reached = several.iter().filter(|line| line.judgement.standing == Standing::Reached).count();
            let open = several.iter().filter(|line| line.judgement.standing == Standing::Open).count();
            words::progress::several(several.len(), reached, open)
        }
    }
}

fn table(input: &Progress<'_>, lines: &[Line<'_>]) -> Table {
    let mut head = vec![words::PART.to_owned()];
    let columns = [!input.baseline.is_empty(), !input.target.is_empty(), !input.actual.is_empty()];
    head.extend(input.heads.iter().zip(columns).filter(|(_, used)| *used).map(|(head, _)| (*head).to_owned()));
    head.push(words::progress::HEAD.to_owned());
    let rows = lines.iter().map(|line| {
        let figures = [line.figures.baseline, line.figures.target, line.figures.actual];
        let mut cells: Vec<String> = figures
            .iter()
            .zip(columns)
            .filter(|(_, used)| *used)
            .map(|(quantity, _)| quantity.map_or(words::NOTHING.to_owned(), words::written))
            .collect();
        cells.push(line.judgement.words.clone());
        Row { head: line.label.unwrap_or(input.name).to_owned(), cells }
    });
    Table { caption: input.name.to_owned(), head, rows: rows.collect() }
}

impl Line<'_> {
    fn headline(&self) -> String {
        let Judgement { standing, words } = &self.judgement;
        // A target without a number has its finding in the words.
        if self.direction().is_some() && *standing != Standing::Open {
            return words.clone();
        }
        words::progress::headline(*standing, [self.baseline_text(), self.target_text(), self.actual_text()], words)
    }
}
