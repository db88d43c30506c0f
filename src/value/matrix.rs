//! Numbers over rows and columns. What a form says how to compute, and a sheet leaves blank, is computed.

mod compute;
mod grid;
mod read;

use std::borrow::Cow;
use std::sync::Arc;

use crate::form::keys::of_heads;
use crate::form::matrix::heads_of_year;
use crate::form::{Field, HeadTime, MatrixHead, MatrixSettings, ValuePath};
use crate::record::Node;
use crate::source::{Position, Source, Span};
use crate::text::SiteLanguage;
use crate::text::label_time::time_beside;
use crate::view;
use crate::view::View;

use super::kind::{FieldValue, FigureOf};
use super::leaf::{Step, leaves};
use super::{AnswerReader, Circumstances, Printed, Quantity, RowHead, Viewer};

pub use compute::Expected;

/// A matrix as answered.
#[derive(Clone, Debug, Hash)]
pub struct Matrix {
    /// The fiscal year of the sheet.
    pub year: i32,
    /// The unit of the field.
    pub unit: Option<Box<str>>,
    /// All rows that the form asks for, in its order.
    pub rows: Vec<MatrixRow>,
    /// The heads of the columns.
    pub columns: Vec<MatrixHead>,
    /// The file that holds the numbers, where the sheet names one.
    pub file: Option<Arc<Source>>,
    /// Where the heads on top of a table stand in the sheet.
    pub heads_at: Option<Span>,
}

/// A row of a matrix.
#[derive(Clone, Debug, Hash)]
pub struct MatrixRow {
    /// The head of the row: its id, label and time.
    pub head: MatrixHead,
    /// A cell for each column.
    pub cells: Vec<MatrixCell>,
    /// Where it stands in the sheet.
    pub span: Span,
}

/// A number of a matrix.
#[derive(Clone, Debug, Hash)]
pub struct MatrixCell {
    /// What the sheet says, or what follows from it; 未回答 where neither is there.
    pub quantity: Quantity,
    /// Whether the form says how to compute it and the sheet does not give it.
    pub is_computed: bool,
    /// When, from where, for what area, and a remark.
    pub circumstances: Circumstances,
    /// Where it stands in the sheet; nowhere when the sheet does not mention it.
    pub span: Span,
    /// Where it stands in the file that the sheet names.
    pub span_in_file: Span,
}

impl Default for MatrixCell {
    fn default() -> MatrixCell {
        MatrixCell {
            quantity: Quantity::unanswered(),
            is_computed: false,
            circumstances: Circumstances::default(),
            span: Span::default(),
            span_in_file: Span::default(),
        }
    }
}

impl MatrixCell {
    /// Whether the sheet gives it.
    #[must_use]
    pub fn is_given(&self) -> bool {
        !self.is_computed && !self.quantity.is_unanswered()
    }
}

impl FieldValue for Matrix {
    type Settings = MatrixSettings;

    fn read(node: &Node, settings: &MatrixSettings, field: &Field, reader: &mut AnswerReader<'_>) -> Matrix {
        let row = |head| MatrixRow { head, cells: Vec::new(), span: node.span };
        let mut matrix = Matrix {
            year: reader.year,
            unit: field.unit.as_deref().map(Box::from),
            rows: heads_of_year(&settings.rows, reader.year).into_iter().map(row).collect(),
            columns: heads_of_year(&settings.columns, reader.year),
            file: None,
            heads_at: None,
        };
        let columns = matrix.columns.len();
        matrix.rows.iter_mut().for_each(|row| row.cells = vec![MatrixCell::default(); columns]);
        read::read(node, &field.label, &mut matrix, reader);
        matrix.compute();
        matrix
    }

    fn node(&self, _: &MatrixSettings) -> Node {
        let columns = of_heads(&self.columns).keys(crate::form::keys::OF_ANSWERS);
        let heads: Vec<MatrixHead> = self.rows.iter().map(|row| row.head.clone()).collect();
        let rows = of_heads(&heads).keys(crate::form::keys::OF_ANSWERS).into_iter().zip(&self.rows);
        let row = |(key, row): (String, &MatrixRow)| {
            let given = columns.iter().zip(&row.cells).filter(|(_, cell)| cell.is_given());
            let cell = |(key, cell): (&String, &MatrixCell)| {
                (key.clone(), cell.circumstances.around(Node::from(cell.quantity.written.as_str())))
            };
            let cells: Vec<(String, Node)> = given.map(cell).collect();
            (!cells.is_empty()).then(|| (key, cells.into_iter().collect::<Node>()))
        };
        rows.filter_map(row).collect()
    }

    fn view(&self, settings: &MatrixSettings, viewer: &mut Viewer<'_>) -> View {
        let language = viewer.language;
        let anchors = std::mem::take(&mut viewer.rows);
        let columns = self.columns.iter().map(|column| {
            view! {
                "label" => label(column, language).into_owned(),
                "full_label" => full_label(column, language),
                "unit" => own_unit(column),
                "as_of" => time_beside_label(column),
                "total" => column.computed.is_some(),
            }
        });
        let mut rows = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| self.rows.get(before));
            let same_group = |other: &&MatrixRow| other.head.group == row.head.group;
            let first = !before.is_some_and(|before| same_group(&before));
            let spanned = self.rows.iter().skip(at).take_while(same_group).count();
            let cells = row.cells.iter().zip(&self.columns).enumerate().map(|(column_at, (cell, column))| {
                let place = format!("{}.{}.{}", viewer.at, row.head.id, column.id);
                let figure = Printed::alone(&cell.quantity, place, super::FigureNote::default());
                // It stands over the table, or in the head of the row or the column.
                let figure = figure.under_unit(self.unit_at(at, column_at).unwrap_or_default()).view(language);
                view! {
                    // What cannot be computed is neither a number nor work for the author.
                    "figure" => if cell.is_computed && cell.quantity.is_unanswered() { View::None } else { figure },
                    "computed" => cell.is_computed,
                    "circumstances" => cell.circumstances.view(language),
                    "total" => column.computed.is_some(),
                }
            });
            let cells: Vec<View> = cells.collect();
            rows.push(view! {
                "anchor" => anchors.get(at).copied(),
                "head" => label(&row.head, language).into_owned(),
                "full_head" => full_label(&row.head, language),
                "group" => row.head.group.clone(),
                // How many rows the group stands over; 0 where a row before has it.
                "group_rows" => if first { spanned } else { 0 },
                "unit" => own_unit(&row.head),
                "as_of" => time_beside_label(&row.head),
                "total" => row.head.computed.is_some(),
                "cells" => cells,
            });
        }
        let computed = || self.cells().filter(|cell| cell.is_computed);
        view! {
            "kind" => "matrix",
            "row" => settings.row.clone(),
            "unit" => self.unit.as_deref().filter(|_| self.rows.iter().any(|row| own_unit(&row.head).is_none())),
            "columns" => View::list(columns),
            "groups" => groups(self.columns.iter()),
            "grouped_rows" => self.rows.iter().any(|row| row.head.group.is_some()),
            "rows" => rows,
            "computed" => computed().any(|cell| !cell.quantity.is_unanswered()),
            "not_computed" => computed().any(|cell| cell.quantity.is_unanswered()),
        }
    }

    fn rows(&self) -> Option<Vec<RowHead<'_>>> {
        let head = |row| {
            let MatrixRow { head, span, .. }: &MatrixRow = row;
            RowHead { id: Some(&head.id), own_id: false, from: None, is_public: true, span: *span }
        };
        Some(self.rows.iter().map(head).collect())
    }

    fn row_name(&self, row: usize) -> Option<String> {
        Some(self.rows.get(row)?.head.full_label())
    }

    fn figure(&self, part: Option<&str>) -> Option<FigureOf<'_>> {
        let (row, column) = self.row_and_column(part?)?;
        match column {
            Some(column) => {
                let head = self.columns.get(column)?;
                let time = head.time.or(self.rows.get(row)?.head.time);
                let column_name = Some((head.id.as_str(), head.label.as_str()));
                Some(FigureOf { column: column_name, time, ..self.figure_at(row, column)? })
            }
            None => self.figure_at(row, self.standing_column()?),
        }
    }

    fn figures_by_year(&self, part: Option<&str>) -> Vec<(i32, FigureOf<'_>)> {
        let Some((row, None)) = part.and_then(|part| self.row_and_column(part)) else { return Vec::new() };
        let series = self.standing_column().and_then(|at| self.columns.get(at)?.member_of.as_deref());
        let of_series = |head: &&MatrixHead| series.is_some() && head.member_of.as_deref() == series;
        let columns = self.columns.iter().enumerate().filter(|(_, head)| of_series(head));
        columns.filter_map(|(column, head)| Some((head.time?.year()?, self.figure_at(row, column)?))).collect()
    }
}

leaves!(Matrix, &'a MatrixSettings, |Matrix { rows, columns, .. }, _, walk| {
    let columns: &'a [MatrixHead] = columns;
    for (at, MatrixRow { head, cells, span }) in (0..).zip(rows) {
        let head: &'a MatrixHead = head;
        walk.in_row(at, *span, |walk| {
            for (at, (column, cell)) in (0..).zip(columns.iter().zip(cells)) {
                let step = Step { at, id: &column.id, label: &column.label, group: column.group.as_deref() };
                let MatrixCell { quantity, is_computed, circumstances, span, .. } = cell;
                walk.inside(step, Some(*span), |walk| {
                    walk.asked(column.as_of.as_deref().or(head.as_of.as_deref()), false);
                    walk.circumstances(circumstances, quantity.unit.as_deref());
                    if !*is_computed {
                        walk.leaf(It::Quantity(quantity));
                    } else if !quantity.is_unanswered() {
                        walk.leaf(It::Computed(quantity));
                    }
                });
            }
        });
    }
});

impl Matrix {
    /// A cell by the numbers of its row and its column.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<&MatrixCell> {
        self.rows.get(row)?.cells.get(column)
    }

    /// The same numbers under other heads: `cell` gives each by its row and its column.
    #[must_use]
    pub fn with_heads(
        &self,
        rows: Vec<MatrixHead>,
        columns: Vec<MatrixHead>,
        mut cell: impl FnMut(usize, usize) -> MatrixCell,
    ) -> Matrix {
        let row = |(at, head): (usize, MatrixHead)| {
            let cells = (0..columns.len()).map(|column| cell(at, column)).collect();
            MatrixRow { head, cells, span: Span::default() }
        };
        let rows = rows.into_iter().enumerate().map(row).collect();
        Matrix { year: self.year, unit: self.unit.clone(), rows, columns, file: None, heads_at: None }
    }

    /// Where a cell stands in the file that the sheet names.
    #[must_use]
    pub fn position_in_file(&self, cell: &MatrixCell) -> Option<Position> {
        Some(self.file.as_ref()?.position(cell.span_in_file))
    }

    /// The percentages that the sheet gives though they follow from others, to be changed.
    pub(super) fn ratios_mut(&mut self) -> impl Iterator<Item = &mut Quantity> {
        let columns = &self.columns;
        self.rows.iter_mut().flat_map(move |MatrixRow { head, cells, .. }| {
            let of_row = head.is_ratio();
            let own = cells
                .iter_mut()
                .zip(columns)
                .filter(move |(cell, column)| (of_row || column.is_ratio()) && cell.is_given());
            own.map(|(cell, _)| &mut cell.quantity)
        })
    }

    /// All cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &MatrixCell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    /// The column that stands for a row: the year of the sheet, else one that adds others up, else the only one.
    #[must_use]
    pub fn standing_column(&self) -> Option<usize> {
        let is_year = |head: &MatrixHead| matches!(head.time, Some(HeadTime::FiscalYear(year) | HeadTime::Year(year)) if year == self.year);
        let of_year = self.columns.iter().rposition(is_year);
        let sum = || self.columns.iter().rposition(MatrixHead::is_sum);
        of_year.or_else(sum).or_else(|| (self.columns.len() == 1).then_some(0))
    }

    /// The row that a path inside the field names, and the column where it names one: `total`, `total.y2013`, `total.years.last`.
    fn row_and_column(&self, path: &str) -> Option<(usize, Option<usize>)> {
        let named = |heads: &[&MatrixHead], step: &str| {
            let step = ValuePath::step_in(step, self.year);
            heads.iter().position(|head| head.id == step)
        };
        let rows: Vec<&MatrixHead> = self.row_heads().collect();
        let columns: Vec<&MatrixHead> = self.columns.iter().collect();
        // An id, and the last of a series, may have a point in it.
        let mut ends = path.match_indices('.').map(|(at, _)| (at, at + 1)).chain([(path.len(), path.len())]);
        ends.find_map(|(end, next)| {
            let row = named(&rows, path.get(..end)?)?;
            let rest = path.get(next..).filter(|rest| !rest.is_empty());
            match rest {
                Some(rest) => Some((row, Some(named(&columns, rest)?))),
                None => Some((row, None)),
            }
        })
    }

    fn figure_at(&self, row: usize, column: usize) -> Option<FigureOf<'_>> {
        let (head, cell) = (&self.rows.get(row)?.head, self.cell(row, column)?);
        let own = Some(&cell.circumstances).filter(|own| own.given().is_some());
        let part = Some((head.id.as_str(), head.label.as_str()));
        Some(FigureOf { circumstances: own, is_computed: cell.is_computed, ..FigureOf::new(part, &cell.quantity) })
    }

    /// The unit in which a cell is asked for.
    #[must_use]
    pub fn unit_at(&self, row: usize, column: usize) -> Option<&str> {
        let (row, column) = (&self.rows.get(row)?.head, self.columns.get(column)?);
        // A share is a percentage, whatever its whole is counted in.
        let of_ratio = column.is_ratio() && !row.is_ratio();
        let own = if of_ratio { own_unit(column) } else { own_unit(row).or(own_unit(column)) };
        own.or(self.unit.as_deref())
    }

    /// The heads of the rows.
    pub fn row_heads(&self) -> impl Iterator<Item = &MatrixHead> + Clone {
        self.rows.iter().map(|row| &row.head)
    }
}

/// The unit of a head itself.
fn own_unit(head: &MatrixHead) -> Option<&str> {
    head.unit.as_deref().or(head.is_ratio().then_some("％"))
}

/// The label of a head: a year in the language of the site, other words as the form has them.
fn label(head: &MatrixHead, language: SiteLanguage) -> Cow<'_, str> {
    let time = head.time.filter(|_| head.member_of.is_some());
    time.map_or(head.label.as_str().into(), |time| time.label_in(language).into())
}

/// What a head tells of its time besides its label; a year of a series is its label.
fn time_beside_label(head: &MatrixHead) -> Option<String> {
    let as_of = head.as_of.as_deref().filter(|_| head.member_of.is_none())?;
    time_beside(&head.label, as_of).map(str::to_owned)
}

/// The label with what stands over it.
pub fn full_label(head: &MatrixHead, language: SiteLanguage) -> String {
    let label = label(head, language);
    head.group.as_ref().map_or_else(|| label.to_string(), |group| format!("{group}／{label}"))
}

/// What stands over heads, each with how many it stands over; nothing where no head has a group.
fn groups<'a>(heads: impl Iterator<Item = &'a MatrixHead> + Clone) -> View {
    if heads.clone().all(|head| head.group.is_none()) {
        return View::None;
    }
    let mut groups: Vec<(Option<&str>, usize)> = Vec::new();
    for head in heads {
        match groups.last_mut() {
            Some((group, count)) if *group == head.group.as_deref() => *count += 1,
            _ => groups.push((head.group.as_deref(), 1)),
        }
    }
    View::list(groups.into_iter().map(|(group, count)| view! { "label" => group, "columns" => count }))
}
