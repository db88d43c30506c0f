//! From a label to its answer: on its right, else below it.

use std::ops::Range;

use crate::text::fold;
use crate::value::{Meaning, Quantity};

use super::board::{Board, LabelHit, SearchScope};
use super::labels::letters;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantedAnswer {
    /// A figure: words between it and its label explain it.
    Figure,
    /// A few words that stand in one cell.
    Words,
    /// Running text, which may go on in the cells below.
    Text,
}

/// What was found for a label.
#[derive(Clone, Debug, Default)]
pub struct FoundText {
    /// Its lines; none where its cell is empty.
    pub lines: Vec<String>,
    /// The cell it begins in.
    pub cell: Option<usize>,
    /// Where it stands, for people.
    pub address: String,
    /// What stands behind it and seems to be its unit.
    pub unit: Option<String>,
    /// Why it may not be what was meant.
    pub doubts: Vec<String>,
    /// The cells and lines it is made of.
    pub made_of: Vec<(usize, Range<usize>)>,
}

impl FoundText {
    /// Its text on one line.
    pub fn line(&self) -> String {
        self.lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
    }
}

/// Whether a text says a figure, or why there is none.
pub fn is_figure(text: &str) -> bool {
    !matches!(Quantity::read(text.trim(), None).meaning, Meaning::Words)
        || text.chars().any(|c| fold(&c.to_string()).chars().any(|c| c.is_ascii_digit()))
}

impl Board<'_> {
    /// The answer to a label. `unit` is that in which the form counts it.
    pub fn answer(&self, hit: &LabelHit, wanted: WantedAnswer, unit: Option<&str>) -> Option<FoundText> {
        let found = self.own(hit).or_else(|| {
            let beside = self.beside(hit, wanted, unit);
            if beside.as_ref().is_some_and(|found| !found.lines.is_empty()) {
                return beside;
            }
            let below = self.below(hit, wanted);
            match (beside, below) {
                // An empty cell on the right is an answer that was left out, unless there is one below.
                (Some(blank), Some(mut below)) if !below.lines.is_empty() => {
                    if wanted != WantedAnswer::Text && blank.cell.is_some() {
                        below.doubts.push("右の欄は空いていて、下の欄から読みました".to_owned());
                    }
                    Some(below)
                }
                (Some(blank), _) => Some(blank),
                (None, below) => below,
            }
        })?;
        Some(found)
    }

    /// Remembers a label and its answer.
    pub fn take_answer(&self, hit: &LabelHit, found: &FoundText) {
        self.take(hit.cell, hit.lines.clone());
        found.made_of.iter().for_each(|(cell, lines)| self.take(*cell, lines.clone()));
    }

    /// What follows the label in its own cell.
    fn own(&self, hit: &LabelHit) -> Option<FoundText> {
        if hit.is_whole() {
            return None;
        }
        let cell = self.cell(hit.cell)?;
        let mut lines: Vec<String> = hit.rest.iter().filter(|rest| !rest.is_empty()).cloned().collect();
        let mut end = hit.lines.end;
        for line in cell.lines.iter().skip(hit.lines.end) {
            let is_next = self.begins_label(hit.cell, end);
            // ＜取組内容＞ once more under 取組内容.
            let is_again = lines.is_empty()
                && letters(line) == letters(&cell.lines.get(hit.lines.clone()).unwrap_or_default().join(" "));
            if is_next && !is_again {
                break;
            }
            lines.extend((!is_again).then(|| line.clone()));
            end += 1;
        }
        if lines.iter().all(|line| line.trim().is_empty()) {
            // 医療： with nothing behind it, among other lines.
            if hit.rest.is_none() || cell.lines.len() < 2 {
                return None;
            }
            lines.clear();
        }
        let mut found = self.found(hit.cell, lines);
        found.made_of = vec![(hit.cell, hit.lines.start..end)];
        Some(found)
    }

    /// Whether a line of a cell begins with a label of the form.
    fn begins_label(&self, at: usize, line: usize) -> bool {
        self.line_labels.contains(&(at, line))
    }

    fn found(&self, at: usize, lines: Vec<String>) -> FoundText {
        let cell = self.cell(at);
        let end = cell.map_or(0, |cell| cell.lines.len());
        FoundText {
            lines,
            cell: Some(at),
            address: cell.map(|cell| cell.address.clone()).unwrap_or_default(),
            unit: None,
            doubts: cell.and_then(|cell| cell.doubt.clone()).into_iter().collect(),
            made_of: vec![(at, 0..end)],
        }
    }

    /// Whether a cell can be no answer, since it is something else.
    fn is_taken(&self, at: usize) -> bool {
        self.is_label(at) || self.is_heading(at) || self.is_touched(at)
    }

    /// The cells on the right of a label, up to the next label.
    pub fn right_of(&self, hit: &LabelHit, down: u32) -> Vec<usize> {
        let Some(label) = self.cell(hit.cell) else { return Vec::new() };
        let own = self.row(label.grid, label.row.saturating_add(down)).iter().copied();
        let right = own.filter(|at| self.cell(*at).is_some_and(|cell| cell.column >= label.beside()));
        let right = right.filter(|at| !self.is_foreign(*at) && self.cell(*at).is_some_and(|cell| !cell.drawn));
        right.take_while(|at| !self.is_taken(*at)).collect()
    }

    /// The answer on the right of a label: one without lines where its cell is empty.
    pub fn beside(&self, hit: &LabelHit, wanted: WantedAnswer, unit: Option<&str>) -> Option<FoundText> {
        self.in_row(&self.right_of(hit, 0), wanted, unit)
    }

    /// The answer among cells that stand side by side.
    pub fn in_row(&self, cells: &[usize], wanted: WantedAnswer, unit: Option<&str>) -> Option<FoundText> {
        let mut blank: Option<usize> = None;
        let mut explaining: Vec<usize> = Vec::new();
        let unit_letters = unit.map(letters).filter(|letters| !letters.is_empty());
        for (number, at) in cells.iter().copied().enumerate() {
            let cell = self.cell(at)?;
            let text = cell.lines.join(" ");
            if cell.is_blank() {
                if cell.doubt.is_some() {
                    return Some(self.found(at, Vec::new()));
                }
                blank = blank.or(Some(at));
                continue;
            }
            if wanted == WantedAnswer::Figure && !is_figure(&text) {
                if unit_letters.as_ref().is_some_and(|unit| *unit == letters(&text)) {
                    // The unit alone: nobody wrote a figure before it.
                    self.take_all(at);
                    break;
                }
                explaining.push(at);
                continue;
            }
            let mut found = self.found(at, cell.lines.clone());
            if wanted == WantedAnswer::Figure {
                // A unit may be called as a label is: 市町村.
                let row = self.row(cell.grid, cell.row);
                let next = row.iter().copied().find(|next| {
                    !self.is_foreign(*next) && self.cell(*next).is_some_and(|next| next.column >= cell.beside())
                });
                let is_free = |next: &usize| cells.get(number + 1) == Some(next) || !self.is_touched(*next);
                let next = next.filter(is_free).and_then(|next| Some((next, self.cell(next)?)));
                let is_unit = |next: usize, text: &str| {
                    let short = text.chars().count() <= 12 && !is_figure(text) && !self.is_label(next);
                    unit_letters.as_ref().is_some_and(|unit| *unit == letters(text)) || short
                };
                if let Some((next, text)) = next
                    .map(|(next, cell)| (next, cell.lines.join("")))
                    .filter(|(next, text)| !text.trim().is_empty() && is_unit(*next, text))
                {
                    found.unit = Some(text.trim().to_owned());
                    found.made_of.push((next, 0..usize::MAX));
                }
            }
            return Some(found);
        }
        if let Some(words) = explaining.first() {
            // Words where a figure is asked for are an answer, too, and to be looked at.
            let mut found = self.found(*words, self.cell(*words)?.lines.clone());
            found.doubts.push("数を尋ねる欄に、言葉があります".to_owned());
            return Some(found);
        }
        blank.map(|at| self.found(at, Vec::new()))
    }

    /// The cell below a label, or all that follow it where running text is asked for.
    fn below(&self, hit: &LabelHit, wanted: WantedAnswer) -> Option<FoundText> {
        let label = self.cell(hit.cell)?;
        let loose = self.received.grids.get(label.grid).is_some_and(|grid| grid.loose);
        let last = self.last_row(label.grid);
        let mut found: Option<FoundText> = None;
        let mut row = label.below();
        while row < last {
            let over = self.row(label.grid, row).iter().copied().filter(|at| {
                let Some(cell) = self.cell(*at) else { return false };
                let overlaps = cell.column < label.beside() && label.column < cell.beside();
                overlaps && !cell.drawn && !self.is_foreign(*at)
            });
            let over: Vec<usize> = over.collect();
            let Some(at) = over.first().copied() else {
                // On a slide and between paragraphs there is any space; in a table of another place its row.
                if loose || !self.row(label.grid, row).is_empty() && self.foreign_row(label.grid, row) {
                    row += 1;
                    continue;
                }
                break;
            };
            if self.is_taken(at) || self.section.get(at) != self.section.get(hit.cell) {
                break;
            }
            let cell = self.cell(at)?;
            let begins_label = self.begins_label(at, 0);
            if begins_label {
                break;
            }
            match &mut found {
                Some(all) => {
                    all.lines.extend(cell.lines.iter().cloned());
                    all.made_of.push((at, 0..cell.lines.len()));
                }
                None => found = Some(self.found(at, cell.lines.clone())),
            }
            if wanted != WantedAnswer::Text || cell.is_blank() && !loose {
                break;
            }
            row = cell.below().max(row + 1);
        }
        if wanted == WantedAnswer::Figure
            && found.as_ref().is_some_and(|found| !found.lines.is_empty() && !is_figure(&found.line()))
        {
            return None;
        }
        found
    }

    /// Whether a row belongs to another place.
    fn foreign_row(&self, grid: usize, row: u32) -> bool {
        self.row(grid, row).iter().any(|at| self.is_foreign(*at))
    }

    /// The part of a grid that belongs to a label: the rows that it covers, on its right; or what follows until the next label
    /// that is none of `own`.
    pub fn region(&self, hit: &LabelHit, own: &[String], scope: &SearchScope) -> SearchScope {
        let Some(label) = self.cell(hit.cell) else { return scope.clone() };
        if label.rows > 1 {
            return scope.part(label.grid, label.row..label.below(), label.beside()..u32::MAX);
        }
        let last = self.last_row(label.grid);
        let ends = |row: &u32| {
            let mut cells = self
                .row(label.grid, *row)
                .iter()
                .copied()
                .filter(|at| self.cell(*at).is_some_and(|cell| cell.row == *row));
            cells.any(|at| {
                let starts = self.cell(at).is_some_and(|cell| cell.column <= label.column);
                let names =
                    self.cell(at).map(|cell| super::labels::readings(&cell.lines.join(" "))).unwrap_or_default();
                let is_own = names.iter().any(|name| own.contains(&name.letters));
                self.is_heading(at) || starts && self.is_label(at) && !is_own
            })
        };
        let end = (label.below()..last).find(ends).unwrap_or(last);
        scope.part(label.grid, label.row..end.max(label.below()), label.column..u32::MAX)
    }
}
