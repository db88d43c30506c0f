//! Tables: rows below a row of heads, or beside heads that the form prints.

use std::ops::Range;

use crate::form::keys::{OF_INDICATORS, OF_ROWS, of_choices, of_columns, of_indicators, of_schedule};
use crate::form::{Choice, Field, FormColumn, IndicatorColumns};
use crate::prefill::layout::{PrefilledLine, PrefilledValue};
use crate::text::era;

use super::answers::{BLANK, Finder, ImportedAnswer, cell_value, line, wanted};
use super::board::{LabelHit, SearchScope};
use super::labels::readings;
use super::walk::{FoundText, WantedAnswer};

/// A column that a table is asked for.
pub(super) struct WantedColumn<'a> {
    /// The key in sheets.
    pub key: String,
    /// What it is called.
    pub names: Vec<String>,
    /// How its cells are written.
    pub cells: CellSort<'a>,
}

/// How the cells of a column are written.
pub(super) enum CellSort<'a> {
    /// What a row is about.
    Name,
    /// A figure, or several.
    Figure,
    /// A time that may stand on two lines.
    Time,
    /// Running text, which is kept with its lines.
    Prose,
    /// As the field of a column.
    Field(&'a Field),
    /// A cell for each of several sectors.
    BySector(&'a FormColumn),
}

/// A row of heads.
pub(super) struct TableHead {
    grid: usize,
    /// The rows that the heads cover.
    rows: Range<u32>,
    /// The columns under each head; of a column that is not there, nothing.
    pub columns: Vec<Option<Range<u32>>>,
    cells: Vec<LabelHit>,
}

/// The cells of a row under a head, as one text.
struct RowText {
    found: FoundText,
}

impl Finder<'_, '_> {
    /// The rows of a table, of indicators or of a schedule.
    pub fn rows(&self, path: &str, field: &Field, scope: &SearchScope) -> Option<ImportedAnswer> {
        let mut columns = self.columns(path, field);
        let names = self.names(path, &field.label);
        let titles: Vec<LabelHit> = self.board.hits(&names, scope).into_iter().filter(LabelHit::is_whole).collect();
        // A table without a title may have a column of the same name.
        let is_head =
            titles.len() == 1 && columns.iter().any(|column| column.names.iter().any(|name| names.contains(name)));
        let title = titles.into_iter().min_by_key(|hit| (hit.rank, hit.cell)).filter(|_| !is_head);
        let fixed = field.kind.table().map_or(&[][..], |settings| settings.rows.as_slice());
        let mut head = self.head(&columns, scope, title.as_ref().map(|title| title.cell));
        if let (Some(head), Some(asked)) = (&mut head, field.kind.indicators()) {
            self.add_series(asked, head, &mut columns);
        }
        let value = if fixed.is_empty() {
            let head = head?;
            let rows = self.read_rows(&columns, &head);
            if rows.is_empty() {
                return None;
            }
            PrefilledValue::List(rows)
        } else {
            let lines = self.fixed_rows(path, field, fixed, &columns, head.as_ref(), scope);
            if lines.is_empty() {
                return None;
            }
            PrefilledValue::Map(lines)
        };
        if let Some(title) = title {
            self.board.take(title.cell, title.lines);
        }
        Some(ImportedAnswer { value, comment: String::new() })
    }

    fn columns<'a>(&self, path: &str, field: &'a Field) -> Vec<WantedColumn<'a>> {
        let wanted = |key: String, id: &str, label: &str, cells: CellSort<'a>| WantedColumn {
            key,
            names: self.names(&format!("{path}.{id}"), label),
            cells,
        };
        let kind = &field.kind;
        if let Some(settings) = kind.table() {
            let keys = of_columns(settings).keys(OF_ROWS);
            return keys
                .into_iter()
                .zip(&settings.columns)
                .map(|(key, column)| self.column(path, key, column))
                .collect();
        }
        if let Some(columns) = kind.indicators() {
            let names = of_indicators(columns);
            let keys = names.keys(OF_INDICATORS);
            let all = keys.into_iter().zip(names.ids().zip(names.labels()));
            return all
                .filter_map(|(key, (id, label))| {
                    let other = columns.others.iter().find(|column| column.field.id == id);
                    if let Some(column) = other {
                        return Some(self.column(path, key, column));
                    }
                    // The years of a series have a head each, which is its own key.
                    let is_series = columns.heads().any(|head| head.id == id && head.years.is_some());
                    let cells = match id {
                        "indicator" => CellSort::Name,
                        "effect" => CellSort::Prose,
                        _ => CellSort::Figure,
                    };
                    (!is_series).then(|| wanted(key, id, label, cells))
                })
                .collect();
        }
        let Some(columns) = kind.schedule() else { return Vec::new() };
        let names = of_schedule(columns);
        let keys = names.keys(&[]);
        let all = keys.into_iter().zip(names.ids().zip(names.labels()));
        all.map(|(key, (id, label))| {
            wanted(key, id, label, if id == "period" { CellSort::Time } else { CellSort::Prose })
        })
        .collect()
    }

    /// The columns of the years of a series: R2実績, or R2 under 実績値.
    fn add_series(&self, asked: &IndicatorColumns, head: &mut TableHead, columns: &mut Vec<WantedColumn<'_>>) {
        let series: Vec<(&str, Vec<String>)> =
            asked.heads().filter(|own| own.years.is_some()).map(|own| (own.label, self.names("", own.label))).collect();
        if series.is_empty() {
            return;
        }
        let known: Vec<usize> = head.cells.iter().map(|hit| hit.cell).collect();
        let rows = head.rows.start..head.rows.end.max(head.rows.start + 2);
        for row in rows {
            for at in self.board.row(head.grid, row).to_vec() {
                let Some(cell) =
                    self.board.cell(at).filter(|cell| cell.row == row && !cell.is_blank() && !known.contains(&at))
                else {
                    continue;
                };
                let text = cell.lines.join("");
                let pieces = text
                    .split(|c: char| !c.is_alphanumeric())
                    .flat_map(|piece| piece.char_indices().map(move |(from, _)| piece.get(from..).unwrap_or_default()));
                let is_year = pieces
                    .flat_map(|piece| {
                        piece.char_indices().map(move |(at, c)| piece.get(..at + c.len_utf8()).unwrap_or_default())
                    })
                    .any(|piece| era::parse_year(piece).is_some());
                if !is_year {
                    continue;
                }
                let own = super::labels::letters(&text);
                let over = || {
                    let mut above = row
                        .checked_sub(1)
                        .map(|above| self.board.row(head.grid, above))
                        .unwrap_or_default()
                        .iter()
                        .rev();
                    let over = above.find(|other| {
                        self.board.cell(**other).is_some_and(|other| other.column <= cell.column && !other.is_blank())
                    })?;
                    series
                        .iter()
                        .find(|(_, names)| self.is_one_of(*over, &names.iter().collect::<Vec<_>>()))
                        .map(|(label, _)| (*over, *label))
                };
                // 実績 of R2実績 is the beginning of 実績値.
                let within = series.iter().find(|(label, names)| {
                    names.iter().any(|name| own.contains(name.as_str())) || own.contains(label.trim_end_matches('値'))
                });
                let (key, group) = match (within, over()) {
                    (Some(_), _) => (text.clone(), None),
                    (None, Some((over, label))) => (format!("{label}（{text}）"), Some(over)),
                    (None, None) => continue,
                };
                head.rows.end = head.rows.end.max(cell.below());
                head.columns.push(Some(cell.column..cell.beside()));
                for at in std::iter::once(at).chain(group) {
                    let lines = 0..self.board.cell(at).map_or(0, |cell| cell.lines.len());
                    head.cells.push(LabelHit { cell: at, lines, rank: 0, remark: None, rest: None });
                }
                columns.push(WantedColumn { key, names: vec![own], cells: CellSort::Figure });
            }
        }
    }

    fn column<'a>(&self, path: &str, key: String, column: &'a FormColumn) -> WantedColumn<'a> {
        let id = &column.field.id;
        let cells = if column.by.is_empty() { CellSort::Field(&column.field) } else { CellSort::BySector(column) };
        WantedColumn { key, names: self.names(&format!("{path}.{id}"), &column.field.label), cells }
    }

    /// The row in which most of the heads stand; of several the first behind the title.
    pub(super) fn head(
        &self,
        columns: &[WantedColumn<'_>],
        scope: &SearchScope,
        title: Option<usize>,
    ) -> Option<TableHead> {
        let hits: Vec<Vec<LabelHit>> = columns
            .iter()
            .map(|column| {
                let own = self.board.hits(&column.names, scope).into_iter();
                own.filter(|hit| hit.is_whole() && Some(hit.cell) != title).collect()
            })
            .collect();
        let mut best: Option<(usize, bool, usize, TableHead)> = None;
        for first in hits.iter().flatten() {
            let Some(cell) = self.board.cell(first.cell) else { continue };
            let mut taken: Vec<usize> = Vec::new();
            let of_row: Vec<Option<&LabelHit>> = hits
                .iter()
                .map(|own| {
                    let near = own.iter().filter(|hit| !taken.contains(&hit.cell)).find(|hit| {
                        let other = self.board.cell(hit.cell);
                        other.is_some_and(|other| {
                            other.grid == cell.grid && (cell.row..cell.row + 2).contains(&other.row)
                        })
                    });
                    taken.extend(near.map(|hit| hit.cell));
                    near
                })
                .collect();
            let count = taken.len();
            let enough = count * 2 > columns.len() || count >= 3;
            if !enough {
                continue;
            }
            let follows = title.is_none_or(|title| first.cell >= title);
            let is_better = best.as_ref().is_none_or(|(most, after, at, _)| {
                (count, follows, std::cmp::Reverse(first.cell)) > (*most, *after, std::cmp::Reverse(*at))
            });
            if is_better {
                let cells: Vec<LabelHit> = of_row.iter().flatten().map(|hit| (*hit).clone()).collect();
                let heads = cells.iter().filter_map(|hit| self.board.cell(hit.cell));
                let below = heads.map(super::received::ReceivedCell::below).max().unwrap_or(cell.below());
                let range = |hit: Option<&LabelHit>| {
                    hit.and_then(|hit| self.board.cell(hit.cell)).map(|cell| cell.column..cell.beside())
                };
                let columns = of_row.into_iter().map(range).collect();
                best = Some((
                    count,
                    follows,
                    first.cell,
                    TableHead { grid: cell.grid, rows: cell.row..below, columns, cells },
                ));
            }
        }
        let (.., mut head) = best?;
        let split: Vec<bool> = columns.iter().map(|column| matches!(column.cells, CellSort::BySector(_))).collect();
        self.widen(&mut head, &split);
        Some(head)
    }

    /// A head over fewer columns than its cells goes on to the next head: the cells below tell where nothing else stands there.
    fn widen(&self, head: &mut TableHead, split: &[bool]) {
        let mut begins: Vec<u32> = head.columns.iter().flatten().map(|range| range.start).collect();
        begins.sort_unstable();
        // Heads nobody asks for end a column, too.
        let row = self.board.row(head.grid, head.rows.start).to_vec();
        let others: Vec<u32> = row
            .iter()
            .filter_map(|at| self.board.cell(*at))
            .filter(|cell| !cell.is_blank())
            .map(|cell| cell.column)
            .collect();
        for (range, is_split) in head.columns.iter_mut().zip(split) {
            let Some(range) = range else { continue };
            let next = begins.iter().chain(&others).copied().filter(|begin| *begin > range.start).min();
            match next {
                Some(next) => range.end = range.end.max(next),
                // Names of sectors with their cells on the right, under one narrow head.
                None if *is_split => range.end = range.end.max(range.start + 2),
                None => {}
            }
        }
    }

    /// The rows below the heads.
    pub(super) fn read_rows(&self, columns: &[WantedColumn<'_>], head: &TableHead) -> Vec<PrefilledValue> {
        head.cells.iter().for_each(|hit| self.board.take(hit.cell, hit.lines.clone()));
        let names: Vec<&String> = columns.iter().flat_map(|column| &column.names).collect();
        let last = self.board.last_row(head.grid);
        let first = head.columns.iter().flatten().next().cloned().unwrap_or(0..1);
        let mut rows: Vec<(Vec<Option<RowText>>, Range<u32>)> = Vec::new();
        let mut row = self.below_sectors(columns, head);
        while row < last {
            let own = self.board.row(head.grid, row);
            if own.is_empty() {
                break;
            }
            let cells: Vec<usize> =
                own.iter().copied().filter(|at| self.board.cell(*at).is_some_and(|cell| cell.row == row)).collect();
            let is_other = |at: &usize| self.board.is_heading(*at) || self.ends_table(*at, &names, head);
            if cells.iter().any(is_other) {
                break;
            }
            let repeated = cells.iter().filter(|at| self.board.is_label(**at) && self.is_one_of(**at, &names)).count();
            let anchor = own
                .iter()
                .find(|at| self.board.cell(**at).is_some_and(|cell| cell.row == row && first.contains(&cell.column)));
            let rows_of = anchor.and_then(|at| self.board.cell(*at)).map_or(1, |cell| cell.rows.max(1));
            let range = row..row.saturating_add(rows_of);
            row = range.end;
            if repeated > 1 {
                cells.iter().for_each(|at| self.board.take_all(*at));
                continue;
            }
            if cells.iter().any(|at| self.board.is_foreign(*at)) {
                continue;
            }
            let texts: Vec<Option<RowText>> = head
                .columns
                .iter()
                .map(|columns| {
                    let columns = columns.clone()?;
                    Some(RowText { found: self.gather(head.grid, &range, &columns) })
                })
                .collect();
            let says = |text: &Option<RowText>| text.as_ref().is_some_and(|text| !text.found.lines.is_empty());
            if !texts.iter().any(says) {
                continue;
            }
            let names_row = texts.first().is_some_and(says);
            match rows.last_mut() {
                // The rest of a row that goes on, as people write it on grid paper.
                Some((before, _)) if !names_row && head.columns.first().is_some_and(Option::is_some) => {
                    for (before, text) in before.iter_mut().zip(texts) {
                        if let (Some(before), Some(text)) = (before, text.filter(|text| !text.found.lines.is_empty())) {
                            before.found.lines.extend(text.found.lines);
                            before.found.made_of.extend(text.found.made_of);
                            before
                                .found
                                .doubts
                                .push("最初の列が空いている行を、上の行の続きとして読みました".to_owned());
                        }
                    }
                }
                _ => rows.push((texts, range)),
            }
        }
        let row = |(texts, range): (Vec<Option<RowText>>, Range<u32>)| self.row_value(columns, head, texts, &range);
        rows.into_iter().map(row).collect()
    }

    /// Whether a cell is a label of the form that is none of the table's own.
    fn ends_table(&self, at: usize, names: &[&String], head: &TableHead) -> bool {
        let Some(cell) = self.board.cell(at) else { return false };
        let first = head.columns.iter().flatten().map(|range| range.start).min().unwrap_or(0);
        self.board.is_label(at) && cell.column <= first && !self.is_one_of(at, names) && {
            // The label stands over the whole table, or its answer on its right.
            let end = head.columns.iter().flatten().map(|range| range.end).max().unwrap_or(0);
            cell.beside() >= end
                || self.board.row(cell.grid, cell.row).iter().all(|own| {
                    *own == at
                        || self.board.is_label(*own)
                        || self.board.cell(*own).is_some_and(super::received::ReceivedCell::is_blank)
                })
        }
    }

    pub(super) fn is_one_of(&self, at: usize, names: &[&String]) -> bool {
        let Some(cell) = self.board.cell(at) else { return false };
        readings(&cell.lines.join(" ")).iter().any(|own| names.iter().any(|name| **name == own.letters))
    }

    /// Where the rows begin: below the names of sectors where these are heads of their own.
    fn below_sectors(&self, columns: &[WantedColumn<'_>], head: &TableHead) -> u32 {
        let by = columns.iter().filter_map(|column| match &column.cells {
            CellSort::BySector(column) => Some(&column.by),
            _ => None,
        });
        let names: Vec<String> = by.flatten().flat_map(|sector| self.names("", &sector.label)).collect();
        let is_sector = |at: &usize| self.is_one_of(*at, &names.iter().collect::<Vec<_>>());
        let row = head.rows.end;
        let below = self.board.row(head.grid, row).iter().filter(|at| is_sector(at)).count();
        if names.is_empty() || below < 2 { row } else { row + 1 }
    }

    /// The text in the cells of some rows under a head.
    fn gather(&self, grid: usize, rows: &Range<u32>, columns: &Range<u32>) -> FoundText {
        let mut found = FoundText::default();
        for row in rows.clone() {
            for at in self.board.row(grid, row).iter().copied() {
                let Some(cell) = self.board.cell(at) else { continue };
                if cell.row != row || !columns.contains(&cell.column) || cell.drawn || self.board.is_touched(at) {
                    continue;
                }
                if found.address.is_empty() {
                    found.address.clone_from(&cell.address);
                    found.cell = Some(at);
                }
                found.lines.extend(cell.lines.iter().cloned());
                found.doubts.extend(cell.doubt.clone());
                found.made_of.push((at, 0..cell.lines.len()));
            }
        }
        found
    }

    fn row_value(
        &self,
        columns: &[WantedColumn<'_>],
        head: &TableHead,
        texts: Vec<Option<RowText>>,
        rows: &Range<u32>,
    ) -> PrefilledValue {
        let mut lines = Vec::new();
        for ((column, range), text) in columns.iter().zip(&head.columns).zip(texts) {
            let (Some(range), Some(RowText { mut found })) = (range, text) else { continue };
            if let CellSort::BySector(by) = &column.cells {
                let value = self.by_sector(by, head, rows, range, &mut found);
                lines.push(PrefilledLine::new(column.key.as_str(), value));
                continue;
            }
            found.made_of.iter().for_each(|(cell, lines)| self.board.take(*cell, lines.clone()));
            let value = column_value(&column.cells, &mut found);
            lines.push(line(column.key.as_str(), value, &found));
        }
        PrefilledValue::Map(lines)
    }

    /// The cells of a column that is split among sectors: each beside its name, below it, or behind it in one cell.
    fn by_sector(
        &self,
        column: &FormColumn,
        head: &TableHead,
        rows: &Range<u32>,
        range: &Range<u32>,
        whole: &mut FoundText,
    ) -> PrefilledValue {
        let scope = SearchScope::of(None).part(head.grid, rows.clone(), range.clone());
        let over = SearchScope::of(None).part(head.grid, head.rows.start..rows.start, range.clone());
        let keys = of_choices(&column.by).keys(&[]);
        let mut lines: Vec<PrefilledLine> = Vec::new();
        for (key, sector) in keys.into_iter().zip(&column.by) {
            let names = self.names("", &sector.label);
            let mut found = None;
            if let Some(hit) = self.board.hits(&names, &scope).into_iter().next() {
                let right = self
                    .board
                    .right_of(&hit, 0)
                    .into_iter()
                    .filter(|at| self.board.cell(*at).is_some_and(|cell| range.contains(&cell.column)));
                let beside = if hit.is_whole() {
                    self.board.in_row(&right.collect::<Vec<_>>(), WantedAnswer::Text, None)
                } else {
                    self.board.answer(&hit, WantedAnswer::Text, None)
                };
                // 医療： with nothing behind it.
                let mut own = beside.unwrap_or_else(|| {
                    let address = self.board.cell(hit.cell).map(|cell| cell.address.clone()).unwrap_or_default();
                    let doubts = vec!["答えの欄が見当たりません".to_owned()];
                    FoundText { address, doubts, ..FoundText::default() }
                });
                self.board.take_answer(&hit, &own);
                own.cell = own.cell.or(Some(hit.cell));
                found = Some(own);
            } else if let Some(hit) = self.heads_over(&names, &over).into_iter().next()
                && let Some(cell) = self.board.cell(hit.cell)
            {
                let own = self.gather(head.grid, rows, &(cell.column..cell.beside()));
                self.board.take(hit.cell, hit.lines.clone());
                own.made_of.iter().for_each(|(cell, lines)| self.board.take(*cell, lines.clone()));
                found = Some(own);
            }
            if let Some(mut own) = found {
                let value = cell_value(&column.field, &mut own);
                lines.push(line(key, value, &own));
            }
        }
        if lines.is_empty() {
            whole.made_of.iter().for_each(|(cell, lines)| self.board.take(*cell, lines.clone()));
            return PrefilledValue::text(if whole.lines.is_empty() { BLANK.to_owned() } else { whole.line() });
        }
        PrefilledValue::Map(lines)
    }

    /// Heads of sectors over the rows; the first row of a table uses them, and the others, too.
    fn heads_over(&self, names: &[String], scope: &SearchScope) -> Vec<LabelHit> {
        let cells = (scope.rows.clone()).flat_map(|row| self.board.row(scope.grid.unwrap_or(0), row).to_vec());
        let own =
            cells.filter(|at| self.board.is_in(*at, scope) && self.is_one_of(*at, &names.iter().collect::<Vec<_>>()));
        let hit = |cell: usize| LabelHit {
            cell,
            lines: 0..self.board.cell(cell).map_or(0, |cell| cell.lines.len()),
            rank: 0,
            remark: None,
            rest: None,
        };
        own.map(hit).collect()
    }

    /// Rows whose heads the form prints.
    fn fixed_rows(
        &self,
        path: &str,
        field: &Field,
        fixed: &[Choice],
        columns: &[WantedColumn<'_>],
        head: Option<&TableHead>,
        scope: &SearchScope,
    ) -> Vec<PrefilledLine> {
        let keys = of_choices(fixed).keys(&[]);
        let mut lines = Vec::new();
        for (key, row) in keys.into_iter().zip(fixed) {
            let names = self.names(&format!("{path}.{}", row.id), &row.label);
            let below = head.map(|head| scope.part(head.grid, head.rows.end..u32::MAX, 0..u32::MAX));
            let hit = below.and_then(|below| self.board.hits(&names, &below).into_iter().next());
            let hit = hit.or_else(|| self.board.hits(&names, scope).into_iter().next());
            let Some(hit) = hit else { continue };
            let Some(cell) = self.board.cell(hit.cell) else { continue };
            if let Some(head) = head.filter(|head| head.grid == cell.grid && cell.row >= head.rows.end) {
                self.board.take(hit.cell, hit.lines.clone());
                let rows = cell.row..cell.below();
                let texts = head.columns.iter().map(|columns| {
                    let columns = columns.clone()?;
                    Some(RowText { found: self.gather(head.grid, &rows, &columns) })
                });
                let value = self.row_value(columns, head, texts.collect(), &rows);
                lines.push(PrefilledLine::new(key, value));
                continue;
            }
            // One column needs no head.
            let Some(column) = columns.first().filter(|_| columns.len() == 1) else { continue };
            let (wanted, unit) = match &column.cells {
                CellSort::Field(own) => wanted(own),
                _ => (WantedAnswer::Text, None),
            };
            let Some(mut found) = self.board.answer(&hit, wanted, unit) else { continue };
            self.board.take_answer(&hit, &found);
            let value = column_value(&column.cells, &mut found);
            lines.push(PrefilledLine::new(key, PrefilledValue::Map(vec![line(column.key.as_str(), value, &found)])));
        }
        if let Some(head) = head.filter(|_| !lines.is_empty()) {
            head.cells.iter().for_each(|hit| self.board.take(hit.cell, hit.lines.clone()));
            let corner = field.kind.table().and_then(|settings| settings.row.as_ref());
            let corner = corner.map(|row| {
                self.board.hits(&self.names("", row), &scope.part(head.grid, head.rows.clone(), 0..u32::MAX))
            });
            corner.into_iter().flatten().for_each(|hit| self.board.take(hit.cell, hit.lines));
        }
        lines
    }
}

pub(super) fn column_value(cells: &CellSort<'_>, found: &mut FoundText) -> PrefilledValue {
    if found.lines.iter().all(|line| line.trim().is_empty()) {
        return PrefilledValue::text(BLANK);
    }
    match cells {
        CellSort::Name => {
            PrefilledValue::text(found.lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "))
        }
        CellSort::Figure => super::answers::figure_value(found),
        CellSort::Time => PrefilledValue::text(found.lines.iter().map(|line| line.trim()).collect::<String>()),
        CellSort::Prose => PrefilledValue::text(super::running::markdown(&found.lines)),
        CellSort::Field(field) => cell_value(field, found),
        CellSort::BySector(..) => PrefilledValue::text(found.line()),
    }
}
