//! The cells of a file with what is known of them: which labels they may be, in which section they stand, what was made of them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::labels::{LabelReading, cuts, readings};
use super::received::{Received, ReceivedCell};

/// A cell that may be a certain label.
#[derive(Clone, Debug)]
pub struct LabelHit {
    /// The number of the cell among the cells of the file.
    pub cell: usize,
    /// The lines of it that are the label.
    pub lines: Range<usize>,
    /// How much was left out of the text, and 10 more where an answer follows in the same cell.
    pub rank: u8,
    /// What stood in brackets behind it.
    pub remark: Option<String>,
    /// What follows on the last of these lines.
    pub rest: Option<String>,
}

impl LabelHit {
    /// Whether the cell holds nothing but the label.
    pub fn is_whole(&self) -> bool {
        self.rank < 10
    }
}

/// Cells that are looked at.
#[derive(Clone, Debug)]
pub struct SearchScope {
    /// Those of this section; of the whole file where there is none.
    pub section: Option<usize>,
    /// Those of this grid.
    pub grid: Option<usize>,
    /// Those that begin in these rows.
    pub rows: Range<u32>,
    /// Those that begin in these columns.
    pub columns: Range<u32>,
    /// Those at these places of the order of reading.
    pub order: Range<usize>,
}

impl SearchScope {
    /// The whole file, or a section of it.
    pub fn of(section: Option<usize>) -> SearchScope {
        SearchScope { section, grid: None, rows: 0..u32::MAX, columns: 0..u32::MAX, order: 0..usize::MAX }
    }

    /// A part of a grid.
    #[must_use]
    pub fn part(&self, grid: usize, rows: Range<u32>, columns: Range<u32>) -> SearchScope {
        SearchScope { grid: Some(grid), rows, columns, ..self.clone() }
    }
}

/// The cells of a file.
pub struct Board<'r> {
    /// The file whose cells are searched.
    pub received: &'r Received,
    /// The cells of each row of each grid, from left to right, those that reach into it among them.
    rows: HashMap<(usize, u32), Vec<usize>>,
    /// The row below the last cell of each grid.
    ends: Vec<u32>,
    /// The cells by the letters of what they may be the label of.
    labels: HashMap<String, Vec<LabelHit>>,
    /// The section that each cell stands in.
    pub section: Vec<Option<usize>>,
    /// Whether a cell is the heading of a section.
    pub heading: Vec<bool>,
    /// Whether a cell is nothing but a label of the form.
    label: Vec<bool>,
    /// Whether a cell belongs to another place.
    pub foreign: Vec<bool>,
    /// The lines of cells that begin with a label of the form, by the numbers of the cell and of the line.
    pub line_labels: BTreeSet<(usize, usize)>,
    /// Of each line of each cell, whether something was made of it.
    used: RefCell<Vec<Vec<bool>>>,
}

impl<'r> Board<'r> {
    /// Puts the cells in order. `headings` are the letters of what the sections are called, `labels` those of all labels of each
    /// section, and of what belongs to none.
    pub fn new(received: &'r Received, headings: &[Vec<String>], labels: &[BTreeSet<String>]) -> Board<'r> {
        /// Rows that a joined cell is found in.
        const REACH: u32 = 2000;

        let mut rows: HashMap<(usize, u32), Vec<usize>> = HashMap::new();
        let mut hits: HashMap<String, Vec<LabelHit>> = HashMap::new();
        let mut ends = vec![0; received.grids.len()];
        let mut section = Vec::new();
        let mut heading = Vec::new();
        let mut label = Vec::new();
        let mut line_labels = BTreeSet::new();
        let mut current: Option<usize> = None;
        for (at, cell) in received.cells.iter().enumerate() {
            let end = cell.below().min(cell.row.saturating_add(REACH));
            ends.get_mut(cell.grid).into_iter().for_each(|own| *own = end.max(*own));
            for row in cell.row..end {
                rows.entry((cell.grid, row)).or_default().push(at);
            }
            let whole = readings(&cell.lines.join(" "));
            let first =
                cell.lines.first().filter(|_| cell.lines.len() > 1).map(|line| readings(line)).unwrap_or_default();
            let is_heading = |number: usize| {
                let names = headings.get(number).map_or(&[][..], Vec::as_slice);
                whole.iter().chain(&first).any(|own| names.contains(&own.letters))
            };
            // Where two sections are called the same, the next one begins.
            let after = current.map_or(0, |current| current + 1);
            let found = (after..headings.len()).chain(0..after).find(|number| !cell.drawn && is_heading(*number));
            // Once more the same words are the label of a field.
            let is_field = |number: &usize| {
                current == Some(*number)
                    && labels.get(*number).is_some_and(|own| whole.iter().any(|name| own.contains(&name.letters)))
            };
            let found = found.filter(|number| !is_field(number));
            current = found.or(current);
            section.push(current);
            heading.push(found.is_some());
            let own = current.and_then(|current| labels.get(current));
            let known = |letters: &String| match own {
                Some(own) => own.contains(letters),
                None => labels.iter().any(|own| own.contains(letters)),
            };
            label.push(found.is_some() || whole.iter().any(|own| known(&own.letters)));
            for (letters, hit) in all_hits(at, cell, whole, first) {
                if !hit.is_whole() && known(&letters) {
                    line_labels.insert((at, hit.lines.start));
                }
                hits.entry(letters).or_default().push(hit);
            }
        }
        for cells in rows.values_mut() {
            cells.sort_by_key(|at| received.cells.get(*at).map(|cell| cell.column));
        }
        let used = received.cells.iter().map(|cell| vec![false; cell.lines.len()]).collect();
        let foreign = vec![false; received.cells.len()];
        Board {
            received,
            rows,
            ends,
            labels: hits,
            section,
            heading,
            label,
            foreign,
            line_labels,
            used: RefCell::new(used),
        }
    }

    /// A cell by its number.
    pub fn cell(&self, at: usize) -> Option<&'r ReceivedCell> {
        self.received.cells.get(at)
    }

    /// The cells of a row, from left to right.
    pub fn row(&self, grid: usize, row: u32) -> &[usize] {
        self.rows.get(&(grid, row)).map_or(&[], Vec::as_slice)
    }

    /// The row below the last one of a grid in which there is a cell.
    pub fn last_row(&self, grid: usize) -> u32 {
        self.ends.get(grid).copied().unwrap_or(0)
    }

    /// Whether a cell is looked at within a scope.
    pub fn is_in(&self, at: usize, scope: &SearchScope) -> bool {
        let Some(cell) = self.cell(at) else { return false };
        let own = self.section.get(at).copied().flatten();
        scope.order.contains(&at)
            && scope.section.is_none_or(|section| own == Some(section))
            && scope.grid.is_none_or(|grid| cell.grid == grid)
            && scope.rows.contains(&cell.row)
            && scope.columns.contains(&cell.column)
    }

    /// The cells that may be a label with one of these letters, the surest first. What was made of already is none.
    pub fn hits(&self, names: &[String], scope: &SearchScope) -> Vec<LabelHit> {
        let mut found = self.all_hits(names, scope);
        found.retain(|hit| !hit.lines.clone().any(|line| self.is_used(hit.cell, line)));
        found.sort_by_key(|hit| (hit.rank, hit.cell, hit.lines.start));
        found
    }

    /// The cells that may be a label with one of these letters, in the order of reading, whatever was made of them.
    pub fn all_hits(&self, names: &[String], scope: &SearchScope) -> Vec<LabelHit> {
        let all = names.iter().filter_map(|name| self.labels.get(name)).flatten();
        let mut found: Vec<LabelHit> =
            all.filter(|hit| self.is_in(hit.cell, scope) && !self.is_foreign(hit.cell)).cloned().collect();
        found.sort_by_key(|hit| (hit.cell, hit.lines.start, hit.rank));
        found.dedup_by_key(|hit| (hit.cell, hit.lines.start));
        found
    }

    /// Whether a cell is nothing but a label of the form.
    pub fn is_label(&self, at: usize) -> bool {
        self.label.get(at).copied().unwrap_or(false)
    }

    /// Whether a cell is the heading of a section.
    pub fn is_heading(&self, at: usize) -> bool {
        self.heading.get(at).copied().unwrap_or(false)
    }

    /// The heading of a section that is the label of a field, too, where no other cell is its label.
    pub fn is_only_label(&self, at: usize, labels: &BTreeSet<String>, hit: &LabelHit) -> bool {
        let own: Vec<String> = self
            .cell(at)
            .map(|cell| readings(&cell.lines.join(" ")))
            .unwrap_or_default()
            .into_iter()
            .map(|own| own.letters)
            .collect();
        let scope = SearchScope::of(self.section.get(at).copied().flatten());
        hit.is_whole()
            && own.iter().any(|letters| labels.contains(letters))
            && self.all_hits(&own, &scope).iter().all(|other| other.cell == at)
    }

    /// Whether a cell belongs to another place.
    pub fn is_foreign(&self, at: usize) -> bool {
        self.foreign.get(at).copied().unwrap_or(false)
    }

    /// Whether something was made of a line of a cell.
    pub fn is_used(&self, at: usize, line: usize) -> bool {
        self.used.borrow().get(at).and_then(|lines| lines.get(line)).copied().unwrap_or(false)
    }

    /// Whether something was made of a part of a cell.
    pub fn is_touched(&self, at: usize) -> bool {
        self.used.borrow().get(at).is_some_and(|lines| lines.contains(&true))
    }

    /// Remembers that something was made of lines of a cell.
    pub fn take(&self, at: usize, lines: Range<usize>) {
        if let Some(own) = self.used.borrow_mut().get_mut(at) {
            let end = lines.end.min(own.len());
            own.get_mut(lines.start.min(end)..end).into_iter().for_each(|used| used.fill(true));
        }
    }

    /// Remembers that something was made of a whole cell.
    pub fn take_all(&self, at: usize) {
        let lines = self.cell(at).map_or(0, |cell| cell.lines.len());
        self.take(at, 0..lines);
    }

    /// The lines nothing was made of, by their cells in the order of reading.
    pub fn left(&self) -> BTreeMap<usize, String> {
        let used = self.used.borrow();
        let cells = self.received.cells.iter().zip(used.iter()).enumerate();
        let left = cells.filter_map(|(at, (cell, used))| {
            let lines = cell.lines.iter().zip(used).filter(|(line, used)| !**used && !line.trim().is_empty());
            let text = lines.map(|(line, _)| line.trim()).collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some((at, text))
        });
        left.collect()
    }
}

/// All labels that a cell may be or begin with.
fn all_hits(
    at: usize,
    cell: &ReceivedCell,
    whole: Vec<LabelReading>,
    first: Vec<LabelReading>,
) -> Vec<(String, LabelHit)> {
    /// Longer lines are sentences.
    const LONGEST: usize = 400;

    let count = cell.lines.len();
    let hit = |reading: LabelReading, lines: Range<usize>, more: u8, rest: Option<&str>| {
        let LabelReading { letters, rank, remark } = reading;
        (letters, LabelHit { cell: at, lines, rank: rank + more, remark, rest: rest.map(str::to_owned) })
    };
    if cell.drawn {
        return Vec::new();
    }
    let mut all: Vec<(String, LabelHit)> = whole.into_iter().map(|own| hit(own, 0..count, 0, None)).collect();
    all.extend(first.into_iter().map(|own| hit(own, 0..1, 10, None)));
    for (number, line) in cell.lines.iter().enumerate().filter(|(_, line)| line.len() <= LONGEST) {
        let is_framed = line.trim_start().starts_with(['【', '＜', '《', '［', '〔', '■', '●', '◆', '◎']);
        if number > 0 && is_framed {
            all.extend(readings(line).into_iter().map(|own| hit(own, number..number + 1, 12, None)));
        }
        for (end, begin) in cuts(line) {
            let (label, rest) = (line.get(..end).unwrap_or_default(), line.get(begin..).unwrap_or_default());
            all.extend(readings(label).into_iter().map(|own| hit(own, number..number + 1, 14, Some(rest.trim()))));
        }
    }
    all
}
