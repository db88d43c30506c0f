//! Numbers over rows and columns: the part of a grid between its heads.

use std::ops::Range;

use crate::form::matrix::heads_of_year;
use crate::form::{Field, MatrixHead, MatrixSettings};
use crate::prefill::layout::PrefilledValue;

use super::answers::{Finder, ImportedAnswer, comment};
use super::board::{LabelHit, SearchScope};
use super::labels::readings;

impl Finder<'_, '_> {
    /// Numbers over rows and columns: the part of the grid between its heads, as it stands there.
    pub fn matrix(
        &self,
        path: &str,
        field: &Field,
        settings: &MatrixSettings,
        scope: &SearchScope,
    ) -> Option<ImportedAnswer> {
        let title = self.board.hits(&self.names(path, &field.label), scope).into_iter().find(LabelHit::is_whole);
        let groups: Vec<String> = settings
            .rows
            .iter()
            .chain(&settings.columns)
            .filter_map(|head| head.group.as_ref())
            .flat_map(|group| self.names("", group))
            .collect();
        let mut own: Vec<String> = super::settings::inner(field)
            .iter()
            .flat_map(|(id, label)| self.names(&format!("{path}.{id}"), label))
            .collect();
        own.extend(groups.iter().cloned());
        let region = title.as_ref().map(|title| self.board.region(title, &own, scope));
        let scope = region.as_ref().unwrap_or(scope);
        let [rows, columns] = [&settings.rows, &settings.columns].map(|heads| heads_of_year(heads, self.year));
        let hits = |heads: &[MatrixHead]| -> Vec<usize> {
            let names: Vec<Vec<String>> =
                heads.iter().map(|head| self.names(&format!("{path}.{}", head.id), &head.label)).collect();
            let cells = self.board.received.cells.iter().enumerate().filter(|(at, cell)| {
                self.board.is_in(*at, scope)
                    && title.as_ref().is_none_or(|title| title.cell != *at)
                    && !cell.is_blank()
                    && !cell.drawn
                    && !self.board.is_touched(*at)
            });
            let is_head = |text: &str| {
                let own = readings(text);
                heads
                    .iter()
                    .zip(&names)
                    .any(|(head, names)| head.is_time(text) || own.iter().any(|own| names.contains(&own.letters)))
            };
            cells.filter(|(_, cell)| is_head(&cell.lines.join(" "))).map(|(at, _)| at).collect()
        };
        let (rows, columns) = (hits(&rows), hits(&columns));
        // Heads of rows stand in one column, those of columns in one row; or the other way round.
        let found = self.between(&rows, &columns, &groups).or_else(|| self.between(&columns, &rows, &groups))?;
        let (grid, area_rows, area_columns) = found;
        let mut text: Vec<Vec<String>> = Vec::new();
        let mut taken = Vec::new();
        let mut doubts = Vec::new();
        let mut address = String::new();
        for row in area_rows.clone() {
            let own = self.board.row(grid, row).to_vec();
            let mut cells: Vec<String> = Vec::new();
            let mut column = area_columns.start;
            while column < area_columns.end {
                let at = own
                    .iter()
                    .copied()
                    .find(|at| self.board.cell(*at).is_some_and(|cell| (cell.column..cell.beside()).contains(&column)));
                let cell = at.and_then(|at| self.board.cell(at));
                let begins = cell.is_some_and(|cell| cell.row == row && cell.column == column);
                cells.push(cell.filter(|_| begins).map(|cell| cell.lines.join(" ")).unwrap_or_default());
                if let (Some(at), Some(cell)) = (at, cell) {
                    taken.push(at);
                    doubts.extend(cell.doubt.clone());
                    if address.is_empty() {
                        address.clone_from(&cell.address);
                    }
                }
                column += 1;
            }
            text.push(cells);
        }
        // Columns that are joined everywhere are one.
        let width = text.first().map_or(0, Vec::len);
        let kept: Vec<usize> = (0..width)
            .filter(|at| text.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.trim().is_empty())))
            .collect();
        let text: Vec<Vec<String>> = text
            .iter()
            .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
            .map(|row| kept.iter().filter_map(|at| row.get(*at).cloned()).collect())
            .collect();
        taken.into_iter().for_each(|at| self.board.take_all(at));
        if let Some(title) = title {
            self.board.take(title.cell, title.lines);
        }
        doubts.dedup();
        Some(ImportedAnswer {
            value: PrefilledValue::Text(super::running::table(&text)),
            comment: comment(&address, &doubts),
        })
    }

    /// The part of a grid between heads: of `down` that stand below each other, and of `across` side by side.
    fn between(&self, down: &[usize], across: &[usize], groups: &[String]) -> Option<(usize, Range<u32>, Range<u32>)> {
        let cell = |at: &usize| self.board.cell(*at);
        let most = |cells: &[usize], line: &dyn Fn(&usize) -> Option<(usize, u32)>| {
            let mut lines: Vec<(usize, u32)> = cells.iter().filter_map(line).collect();
            lines.sort_unstable();
            let count = |own: &(usize, u32)| lines.iter().filter(|other| *other == own).count();
            let best = lines.iter().max_by_key(|own| (count(own), std::cmp::Reverse(**own))).copied()?;
            Some((best, count(&best)))
        };
        let ((grid, column), many) = most(down, &|at| cell(at).map(|cell| (cell.grid, cell.column)))?;
        let in_grid: Vec<usize> = across
            .iter()
            .copied()
            .filter(|at| cell(at).is_some_and(|cell| cell.grid == grid && cell.column > column))
            .collect();
        let ((_, row), wide) = most(&in_grid, &|at| cell(at).map(|cell| (cell.grid, cell.row)))?;
        if many < 2 && wide < 2 || many + wide < 3 {
            return None;
        }
        let rows = down.iter().filter_map(cell).filter(|own| own.grid == grid && own.column == column && own.row > row);
        let columns = in_grid.iter().filter_map(cell).filter(|own| own.row == row);
        // A head over several heads stands one row or column before them.
        let is_group = |at: &usize| self.is_one_of(*at, &groups.iter().collect::<Vec<_>>());
        let upper =
            |at: &usize| self.board.cell(*at).is_some_and(|own| own.row + own.rows <= row && own.column > column);
        let has_upper = row > 0 && self.board.row(grid, row - 1).iter().any(|at| upper(at) && is_group(at));
        let left = |at: &usize| {
            self.board.cell(*at).is_some_and(|group| group.beside() <= column && group.column + 1 >= column)
        };
        let before = column > 0
            && rows.clone().any(|own| self.board.row(grid, own.row).iter().any(|at| left(at) && is_group(at)));
        let end_row = rows.map(super::received::ReceivedCell::below).max()?;
        let end_column = columns.map(super::received::ReceivedCell::beside).max()?;
        Some((grid, row - u32::from(has_upper)..end_row, column - u32::from(before)..end_column))
    }
}
