//! A matrix whose rows or columns are years or months, joined over the sheets of a place: one matrix with all times
//! that any sheet gives.
//!
//! What a newer sheet says of a time holds, also where it withholds a number that an older one gave: the joined matrix shows
//! nothing that the newest sheet keeps back.

use std::collections::BTreeMap;

use crate::form::{Field, HeadTime, MatrixHead};
use crate::model::Document;
use crate::text::fold;
use crate::value::matrix::MatrixCell;
use crate::value::{Answer, Matrix, Quantity};

use super::NotComparable;
use super::agreement::differs;

/// A matrix over all times that the sheets of a place give.
#[derive(Debug)]
pub struct MatrixSeries<'a> {
    /// The field, as the newest form has it.
    pub field: &'a Field,
    /// The answer of the newest sheet.
    pub newest: &'a Answer,
    /// The numbers; its heads are those of the newest sheet, and among them every time that any sheet gives. What is computed of
    /// times, such as the sum of several years, is not in it.
    pub matrix: Matrix,
    /// Whether the times are its rows, and not its columns.
    pub times_are_rows: bool,
    /// The document of each number by its row and its column; nothing of those that no sheet gives.
    pub origins: BTreeMap<(usize, usize), &'a Document>,
    /// Numbers that an older sheet gives in another way.
    pub revisions: Vec<Revision<'a>>,
    /// Sheets that are not in it, because what they count cannot be compared with what the newest one counts.
    pub left_out: Vec<(&'a Document, NotComparable)>,
}

/// A number of a time that two sheets give differently.
#[derive(Clone, Copy, Debug)]
pub struct Revision<'a> {
    /// The place of the number in the joined matrix: its row and its column.
    pub at: (usize, usize),
    /// The newer sheet, whose number is in the joined matrix.
    pub now: &'a Document,
    /// The older sheet, whose number the newer one replaces.
    pub before: &'a Document,
    /// What the older sheet says.
    pub was: &'a Quantity,
}

/// A time of a matrix, with what stands over it.
type TimeKey<'a> = (Option<&'a str>, HeadTime);

/// The matrix that a sheet answers, and where the times of its sheet are among its heads.
struct SheetMatrix<'a> {
    document: &'a Document,
    matrix: &'a Matrix,
    times: Vec<(TimeKey<'a>, usize)>,
}

/// The matrices of a field in the sheets of one name, the oldest first, as one; nothing where fewer than two sheets answer it, or
/// it has no years or months.
#[must_use]
pub fn matrix_series<'a>(sheets: &[&'a Document], field: &str) -> Option<MatrixSeries<'a>> {
    join(sheets.iter().filter_map(|document| Some((*document, document.answer(field)?.1))))
}

/// The same of answers to one question, each with its document: those of one record.
#[must_use]
pub fn join<'a>(answers: impl Iterator<Item = (&'a Document, &'a Answer)>) -> Option<MatrixSeries<'a>> {
    let answered = |(document, answer): (&'a Document, &'a Answer)| {
        Some((document, answer.field.as_ref(), answer, answer.value.matrix()?))
    };
    let answered: Vec<_> = answers.filter_map(answered).collect();
    let (newest_sheet, field, newest, shape) = answered.last().copied()?;
    let times_are_rows = times_are_rows(shape)?;
    let place = &newest_sheet.place.name;
    let mut left_out = Vec::new();
    let mut all: Vec<SheetMatrix<'a>> = Vec::new();
    // The newest first, since what it says holds.
    for (document, own, answer, matrix) in answered.into_iter().rev() {
        let same = |one: Option<&str>, other: Option<&str>| one.map(fold) == other.map(fold);
        let scopes = [newest, answer].map(|answer| answer.circumstances.scope_other_than(place));
        if !same(scopes[0], scopes[1]) {
            left_out.push((document, NotComparable::Scope));
        } else if !same(field.definition.as_deref(), own.definition.as_deref()) {
            left_out.push((document, NotComparable::Definition));
        } else {
            let heads = if times_are_rows { heads_of_rows(matrix) } else { matrix.columns.iter().collect() };
            let times = heads.into_iter().enumerate();
            let times = times.filter_map(|(at, head)| Some(((head.group.as_deref(), time_of(head, matrix.year)?), at)));
            all.push(SheetMatrix { document, matrix, times: times.collect() });
        }
    }
    if all.len() < 2 {
        return None;
    }
    let mut heads: BTreeMap<TimeKey<'a>, MatrixHead> = BTreeMap::new();
    for sheet in &all {
        for (key, at) in &sheet.times {
            heads.entry(*key).or_insert_with(|| joined_head(sheet, times_are_rows, *at, key.1));
        }
    }
    // What stands over the times is in the order of the newest sheet.
    let own = all.first().map_or(&[][..], |sheet| sheet.times.as_slice());
    let group = |key: &TimeKey<'_>| own.iter().position(|((group, _), _)| *group == key.0).unwrap_or(own.len());
    let mut heads: Vec<(TimeKey<'a>, MatrixHead)> = heads.into_iter().collect();
    heads.sort_by_key(|(key, _)| group(key));
    let (keys, times): (Vec<TimeKey<'a>>, Vec<MatrixHead>) = heads.into_iter().unzip();
    let beside: Vec<MatrixHead> =
        if times_are_rows { shape.columns.clone() } else { shape.row_heads().cloned().collect() };
    let mut joined = Joined { times_are_rows, sheets: &all, origins: BTreeMap::new(), revisions: Vec::new() };
    let (rows, columns) = if times_are_rows { (times, beside.clone()) } else { (beside.clone(), times) };
    let matrix = shape.with_heads(rows, columns, |row, column| {
        let (time, other) = if times_are_rows { (row, column) } else { (column, row) };
        let found = keys.get(time).zip(beside.get(other));
        found.map_or_else(MatrixCell::default, |(key, head)| joined.cell(key, head, (row, column)))
    });
    let Joined { origins, revisions, .. } = joined;
    Some(MatrixSeries { field, newest, matrix, times_are_rows, origins, revisions, left_out })
}

/// What is found while the numbers are joined.
struct Joined<'s, 'a> {
    times_are_rows: bool,
    /// The sheets that are joined, the newest first: what it says goes before what older ones say.
    sheets: &'s [SheetMatrix<'a>],
    origins: BTreeMap<(usize, usize), &'a Document>,
    revisions: Vec<Revision<'a>>,
}

impl Joined<'_, '_> {
    /// What the newest sheet that says anything of a number says of it; the others are looked at for what they say differently.
    fn cell(&mut self, key: &TimeKey<'_>, head: &MatrixHead, at: (usize, usize)) -> MatrixCell {
        let mut found = None;
        for sheet in self.sheets {
            let Some((_, time)) = sheet.times.iter().find(|(own, _)| own == key) else { continue };
            let Some(cell) = sheet.cell(self.times_are_rows, *time, &head.id) else { continue };
            if let Some((now, known)) = found {
                let known: &MatrixCell = known;
                if known.is_given() && cell.is_given() && differs(&known.quantity, &cell.quantity) == Some(true) {
                    self.revisions.push(Revision { at, now, before: sheet.document, was: &cell.quantity });
                }
            } else if !cell.quantity.is_unanswered()
                // Where a sum cannot be computed, a number that it adds up may be withheld.
                || cell.is_computed && sheet.says_something(self.times_are_rows, *time)
            {
                found = Some((sheet.document, cell));
            }
        }
        found.map_or_else(MatrixCell::default, |(document, cell)| {
            self.origins.insert(at, document);
            cell.clone()
        })
    }
}

impl MatrixSeries<'_> {
    /// The heads of its times, in their order.
    pub fn times(&self) -> impl Iterator<Item = &MatrixHead> {
        let (rows, columns) = (self.matrix.row_heads(), self.matrix.columns.iter());
        rows.filter(|_| self.times_are_rows).chain(columns.filter(|_| !self.times_are_rows))
    }

    /// The head of the time of a number, and the other one.
    #[must_use]
    pub fn heads_at(&self, (row, column): (usize, usize)) -> Option<(&MatrixHead, &MatrixHead)> {
        let (row, column) = (&self.matrix.rows.get(row)?.head, self.matrix.columns.get(column)?);
        Some(if self.times_are_rows { (row, column) } else { (column, row) })
    }
}

impl<'a> SheetMatrix<'a> {
    /// The number of a time and of another head, by its id.
    fn cell(&self, times_are_rows: bool, time: usize, id: &str) -> Option<&'a MatrixCell> {
        if times_are_rows {
            self.matrix.cell(time, self.matrix.columns.iter().position(|head| head.id == id)?)
        } else {
            self.matrix.cell(self.matrix.row_heads().position(|head| head.id == id)?, time)
        }
    }

    /// Whether it gives any number of a time.
    fn says_something(&self, times_are_rows: bool, time: usize) -> bool {
        let matrix = self.matrix;
        let is_said = |cell: Option<&MatrixCell>| cell.is_some_and(MatrixCell::is_given);
        if times_are_rows {
            (0..matrix.columns.len()).any(|column| is_said(matrix.cell(time, column)))
        } else {
            (0..matrix.rows.len()).any(|row| is_said(matrix.cell(row, time)))
        }
    }
}

fn heads_of_rows(matrix: &Matrix) -> Vec<&MatrixHead> {
    matrix.row_heads().collect()
}

/// Whether the times that go on from sheet to sheet are the rows: years before months, columns before rows. Nothing where there are no times.
fn times_are_rows(matrix: &Matrix) -> Option<bool> {
    let [rows, columns] = [heads_of_rows(matrix), matrix.columns.iter().collect()];
    let has = |heads: &[&MatrixHead], years: bool| {
        let mut times = heads.iter().filter_map(|head| time_of(head, matrix.year).and(head.time));
        times.any(|time| time.year().is_some() == years)
    };
    let order = [(&columns, true, false), (&rows, true, true), (&columns, false, false), (&rows, false, true)];
    order.into_iter().find(|(heads, years, _)| has(heads, *years)).map(|(_, _, are_rows)| are_rows)
}

/// The time of a head on the sheet of a fiscal year, as it is told from those of other sheets.
fn time_of(head: &MatrixHead, year: i32) -> Option<HeadTime> {
    let time = head.time.filter(|_| head.member_of.is_some() || head.is_called_by_time())?;
    Some(match time {
        HeadTime::Month(month) if head.is_of_calendar_year() || month >= FIRST_MONTH => HeadTime::MonthOf(year, month),
        HeadTime::Month(month) => HeadTime::MonthOf(year + 1, month),
        time => time,
    })
}

/// The month with which a fiscal year begins.
const FIRST_MONTH: i8 = 4;

/// The head of a time, called as the newest sheet that gives it calls it; a month by its year, too.
fn joined_head(sheet: &SheetMatrix<'_>, times_are_rows: bool, at: usize, time: HeadTime) -> MatrixHead {
    let head =
        if times_are_rows { sheet.matrix.rows.get(at).map(|row| &row.head) } else { sheet.matrix.columns.get(at) };
    let head = head.cloned().unwrap_or_default();
    match time {
        HeadTime::MonthOf(..) => {
            MatrixHead { id: time.id(), label: time.label(), time: Some(time), as_of: None, ..head }
        }
        _ => head,
    }
}
