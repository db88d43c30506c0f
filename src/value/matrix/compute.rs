//! The arithmetic of a matrix: sums, differences, shares and changes.

use crate::form::matrix::{PREVIOUS, named_heads};
use crate::form::{Computation, MatrixHead, Operation};
use crate::text::Decimal;
use crate::text::number::DecimalSum;
use crate::value::quantity::{UnitOfMeasure, comparable_units};
use crate::value::{Absence, Amount, Meaning, Quantity};

use super::{Matrix, MatrixCell};

/// How often computed numbers may follow from computed ones: deeper than any table that is read by people.
const DEPTH: usize = 8;

/// What a number that a form says how to compute should be.
#[derive(Clone, Copy, Debug)]
pub enum Expected {
    /// A sum or a difference, and how far rounding may lead from it.
    Sum(DecimalSum, DecimalSum),
    /// A percentage, with more digits than are printed.
    Ratio(Decimal),
}

/// A cell by the numbers of its row and its column.
type CellAt = (usize, usize);

impl Matrix {
    /// Computes anew what the form says how to compute and the sheet does not give: from what the matrix holds now, so that
    /// nothing computed tells of a number that was taken out.
    pub fn compute(&mut self) {
        let mut computed = Vec::new();
        for row in 0..self.rows.len() {
            for column in 0..self.columns.len() {
                let asked = self.computation((row, column)).is_some();
                let given = self.cell(row, column).is_none_or(MatrixCell::is_given);
                if asked && !given {
                    computed.push((row, column));
                }
            }
        }
        for (row, column) in &computed {
            if let Some(cell) = self.cell_mut(*row, *column) {
                (cell.is_computed, cell.quantity) = (true, Quantity::unanswered());
            }
        }
        let numbers: Vec<Option<Quantity>> = computed.iter().map(|at| self.computed_quantity(*at)).collect();
        for ((row, column), quantity) in computed.into_iter().zip(numbers) {
            if let (Some(cell), Some(quantity)) = (self.cell_mut(row, column), quantity) {
                cell.quantity = quantity;
            }
        }
    }

    pub(super) fn cell_mut(&mut self, row: usize, column: usize) -> Option<&mut MatrixCell> {
        self.rows.get_mut(row)?.cells.get_mut(column)
    }

    fn computed_quantity(&self, at: CellAt) -> Option<Quantity> {
        let number = self.calculated(at, DEPTH)?;
        let unit = self.unit_at(at.0, at.1);
        Some(Quantity {
            written: format!("{number}{}", unit.unwrap_or_default()),
            meaning: Meaning::Amount(Amount::Exact(number)),
            unit: unit.map(Box::from),
            ..Quantity::unanswered()
        })
    }

    /// How a cell is computed, and whether along its column, from other rows. Where both its row and its column are computed,
    /// a percentage is one of the sums and no sum of percentages.
    fn computation(&self, (row, column): CellAt) -> Option<(&Computation, bool)> {
        let of_row = self.rows.get(row)?.head.computed.as_ref().map(|own| (own, true));
        let of_column = self.columns.get(column)?.computed.as_ref().map(|own| (own, false));
        let ratio = of_column.filter(|(own, _)| own.operation.is_ratio());
        match of_row {
            Some((own, _)) if !own.operation.is_ratio() && ratio.is_some() => ratio,
            None => of_column,
            own => own,
        }
    }

    /// The number of a cell in the unit in which it is asked for.
    fn number(&self, at: CellAt, depth: usize) -> Option<Decimal> {
        let cell = self.cell(at.0, at.1)?;
        if cell.is_computed {
            return self.calculated(at, depth.checked_sub(1)?);
        }
        match cell.quantity.meaning {
            Meaning::Amount(Amount::Exact(number)) => {
                self.converted(number, cell.quantity.unit.as_deref(), self.unit_at(at.0, at.1))
            }
            // 「－」 is what there is none of.
            Meaning::Absent(Absence::NotApplicable) => Some(Decimal::ZERO),
            _ => None,
        }
    }

    #[allow(clippy::unused_self, reason = "a rule of the numbers of a matrix")]
    fn converted(&self, number: Decimal, from: Option<&str>, to: Option<&str>) -> Option<Decimal> {
        match (from.filter(|unit| !unit.is_empty()), to.filter(|unit| !unit.is_empty())) {
            (Some(from), Some(to)) if !comparable_units(from, to) => {
                UnitOfMeasure::parse(from).convert(number, &UnitOfMeasure::parse(to))
            }
            _ => Some(number),
        }
    }

    /// The cells that a computation adds up or begins with, and the one that it subtracts or compares with.
    fn operands(&self, (row, column): CellAt) -> Option<(&Computation, Vec<CellAt>, Option<CellAt>)> {
        let (computation, along) = self.computation((row, column))?;
        let rows: Vec<&MatrixHead> = self.row_heads().collect();
        let columns: Vec<&MatrixHead> = self.columns.iter().collect();
        let (own, other) = if along { (&rows, &columns) } else { (&columns, &rows) };
        let place = |at: usize| if along { (at, column) } else { (row, at) };
        let mut of: Vec<usize> = computation.of.iter().flat_map(|name| named_heads(own, name)).collect();
        of.dedup();
        if computation.operation == Operation::Sum {
            return Some((computation, of.into_iter().map(place).collect(), None));
        }
        let first = *of.first()?;
        let across = if along { column } else { row };
        let before = |at: usize| if along { (first, at) } else { (at, first) };
        let to = if computation.to == PREVIOUS {
            let is_plain = |at: &usize| other.get(*at).is_some_and(|head| head.computed.is_none());
            (0..across).rev().find(is_plain).map(before)
        } else if let [at] = named_heads(own, &computation.to).as_slice() {
            Some(place(*at))
        } else {
            named_heads(other, &computation.to).first().map(|at| before(*at))
        };
        Some((computation, vec![place(first)], to))
    }

    /// What a computed cell comes to; nothing where anything it follows from is not known.
    fn calculated(&self, at: CellAt, depth: usize) -> Option<Decimal> {
        let (computation, of, to) = self.operands(at)?;
        let unit = self.unit_at(at.0, at.1);
        let in_unit =
            |operand: CellAt| self.converted(self.number(operand, depth)?, self.unit_at(operand.0, operand.1), unit);
        match computation.operation {
            Operation::Sum => {
                let first = of.first().map(|_| Decimal::ZERO);
                of.iter().try_fold(first?, |sum, operand| sum.checked_add(in_unit(*operand)?))
            }
            Operation::Difference => in_unit(*of.first()?)?.checked_sub(in_unit(to?)?),
            Operation::Share | Operation::Change => {
                let ratio = self.ratio(computation.operation, *of.first()?, to?, computation.decimals, depth)?;
                Some(ratio)
            }
        }
    }

    fn ratio(&self, operation: Operation, of: CellAt, to: CellAt, places: u8, depth: usize) -> Option<Decimal> {
        // A year is no change from itself.
        if operation == Operation::Change && of == to {
            return None;
        }
        let (one, other) = (self.number(of, depth)?, self.number(to, depth)?);
        let other = self.converted(other, self.unit_at(to.0, to.1), self.unit_at(of.0, of.1))?;
        if other.is_negative() {
            return None;
        }
        let one = if operation == Operation::Change { one.checked_sub(other)? } else { one };
        one.percent_of(other, places)
    }

    /// How far rounding may lead from a number.
    fn rounding(&self, at: CellAt, depth: usize, all: &mut Vec<Decimal>) {
        let Some(cell) = self.cell(at.0, at.1) else { return };
        if !cell.is_computed {
            all.push(cell.quantity.rounding());
        } else if let (Some((_, of, to)), Some(depth)) = (self.operands(at), depth.checked_sub(1)) {
            of.into_iter().chain(to).for_each(|operand| self.rounding(operand, depth, all));
        }
    }

    /// What a number that the sheet gives should be by the form; nothing where the form does not say it, or what it follows
    /// from is not known.
    #[must_use]
    pub fn expected(&self, row: usize, column: usize) -> Option<Expected> {
        let at = (row, column);
        let (computation, of, to) = self.operands(at)?;
        if computation.operation.is_ratio() {
            let exact = self.ratio(computation.operation, *of.first()?, to?, 6, DEPTH)?;
            return Some(Expected::Ratio(exact));
        }
        let unit = self.unit_at(row, column);
        let mut rounding = vec![self.cell(row, column)?.quantity.rounding()];
        let mut numbers = Vec::new();
        for operand in of {
            let number = self.number(operand, DEPTH)?;
            numbers.push(self.converted(number, self.unit_at(operand.0, operand.1), unit)?);
            self.rounding(operand, DEPTH, &mut rounding);
        }
        if let Some(to) = to {
            let number = self.converted(self.number(to, DEPTH)?, self.unit_at(to.0, to.1), unit)?;
            numbers.push(Decimal::ZERO.checked_sub(number)?);
            self.rounding(to, DEPTH, &mut rounding);
        } else if computation.operation == Operation::Difference || numbers.is_empty() {
            return None;
        }
        Some(Expected::Sum(numbers.into_iter().collect(), rounding.into_iter().collect()))
    }

    /// The number that a cell gives, in the unit in which it is asked for.
    #[must_use]
    pub fn given_number(&self, row: usize, column: usize) -> Option<Decimal> {
        let cell = self.cell(row, column).filter(|cell| cell.is_given())?;
        self.converted(cell.quantity.exact()?, cell.quantity.unit.as_deref(), self.unit_at(row, column))
    }
}
