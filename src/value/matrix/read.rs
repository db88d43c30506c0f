//! Reading a matrix: from nested keys, or from a grid of cells under heads. Rows and columns may be exchanged.

use std::borrow::Cow;
use std::sync::Arc;

use crate::form::keys::{OF_ANSWERS, of_heads};
use crate::form::{HeadTime, MatrixHead};
use crate::record::{Content, Entry, Names, Node, nearest};
use crate::source::{Finding, Reporter, Span, words};
use crate::value::{Absence, AnswerReader, Quantity, circumstances, codes, number};

use super::grid::{Grid, GridCell, commas, grid};
use super::{Matrix, MatrixCell};

/// Reads the cells of a matrix whose heads are known.
pub fn read(node: &Node, label: &str, matrix: &mut Matrix, reader: &mut AnswerReader<'_>) {
    let before = reader.reporter.findings.iter().len();
    let rows: Vec<MatrixHead> = matrix.row_heads().cloned().collect();
    let columns = matrix.columns.clone();
    let heads = Heads { rows: HeadNames::of(&rows), columns: HeadNames::of(&columns) };
    let mut blank = Vec::new();
    match &node.content {
        Content::Text(scalar) if names_a_file(&scalar.text) => {
            read_file(scalar.text.trim(), node.span, matrix, &heads, reader);
        }
        Content::Text(scalar) => match grid(scalar) {
            Some((grid, others)) => {
                others.iter().for_each(|line| no_row(line, reader));
                let found = read_grid(&grid, node.span, matrix, &heads, reader);
                matrix.heads_at = grid.first().and_then(|row| Some(row.first()?.span.to(row.last()?.span)));
                if scalar.text.contains(['|', '｜']) && reader.reporter.findings.iter().len() == before {
                    cut_short(&grid, matrix, &heads, reader);
                    blank = found;
                }
            }
            None => no_table(node.span, &heads, reader),
        },
        Content::Map(_) => read_map(node, matrix, &heads, reader),
        Content::List(_) => no_table(node.span, &heads, reader),
        Content::Blank | Content::Broken => return,
    }
    // A head that is misspelt is not missing.
    if reader.reporter.findings.iter().len() == before {
        missing(label, node.span, matrix, reader);
    }
    blank_cells(label, &blank, matrix, reader);
}

/// Whether an answer is the name of a file, and no table.
fn names_a_file(text: &str) -> bool {
    let text = text.trim();
    let ends = text.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("csv"));
    ends && !text.contains(['\n', '\t', '|'])
}

/// Reads the file that a sheet names, which lies beside it; findings on its cells are findings on the file.
fn read_file(name: &str, named_at: Span, matrix: &mut Matrix, heads: &Heads<'_>, reader: &mut AnswerReader<'_>) {
    let file = name.strip_prefix("./").unwrap_or(name);
    let Some(source) = reader.tables.get(file) else {
        let message = words!(
            "「{file}」が、このシートのフォルダーにありません。",
            "There is no `{file}` in the folder of this sheet."
        );
        let near = nearest(file, reader.tables.keys().map(String::as_str));
        let hint = near.map_or_else(
            || {
                words(
                    "CSV をシートと同じフォルダーに置き、その名前を書いてください。",
                    "Put the CSV beside the sheet, and write its name.",
                )
            },
            |near| words!("「{near}」と書いてください。", "Write `{near}`."),
        );
        reader.reporter.report(&codes::MATRIX_FILE, named_at, message, hint);
        return;
    };
    let reporter = Reporter { source, findings: &mut *reader.reporter.findings };
    let mut of_file = AnswerReader { reporter, year: reader.year, tables: reader.tables };
    read_grid(&commas(source.text()), Span::at(0), matrix, heads, &mut of_file);
    matrix.file = Some(Arc::clone(source));
    for row in &mut matrix.rows {
        row.span = named_at;
        for cell in row.cells.iter_mut().filter(|cell| cell.is_given()) {
            (cell.span_in_file, cell.span) = (cell.span, named_at);
        }
    }
}

/// The heads of both directions.
struct Heads<'h> {
    rows: HeadNames<'h>,
    columns: HeadNames<'h>,
}

/// The heads of one direction, with their names.
struct HeadNames<'h> {
    heads: &'h [MatrixHead],
    names: Names<'h>,
}

impl<'h> HeadNames<'h> {
    fn of(heads: &'h [MatrixHead]) -> HeadNames<'h> {
        HeadNames { heads, names: of_heads(heads) }
    }

    fn is_grouped(&self) -> bool {
        self.heads.iter().any(|head| head.group.is_some())
    }

    /// The head that words name: the group first, where there are two.
    fn find(&self, words: &[&str]) -> Option<usize> {
        let words: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
        let [named, last] =
            [words.join("／").as_str(), words.last().copied().unwrap_or_default()].map(|name| self.names.named(name));
        if let ([at], _) | ([], [at]) = (named.as_slice(), last.as_slice()) {
            return Some(*at);
        }
        let (time, group) = (*words.last()?, words.len().checked_sub(2).and_then(|at| words.get(at)));
        let is = |head: &MatrixHead| {
            head.is_time(time) && group.is_none_or(|group| head.group.as_deref().is_none_or(|own| own == *group))
        };
        let mut times = self.heads.iter().enumerate().filter(|(_, head)| is(head));
        let first = times.next()?.0;
        times.next().is_none().then_some(first)
    }

    /// Whether a key of a map leads to one of them or more.
    fn knows(&self, key: &str) -> bool {
        self.find(&[key]).is_some() || !self.names.inside_of(&crate::text::fold(key)).is_empty()
    }

    fn labels(&self) -> Vec<String> {
        self.heads.iter().map(MatrixHead::full_label).collect()
    }
}

/// Years and months in any spelling become the words by which their heads are known.
fn with_known_times<'n>(node: &'n Node, heads: &Heads<'_>) -> Cow<'n, Node> {
    let has_times = [&heads.rows, &heads.columns].iter().any(|own| own.heads.iter().any(|head| head.time.is_some()));
    let Content::Map(entries) = &node.content else { return Cow::Borrowed(node) };
    if !has_times {
        return Cow::Borrowed(node);
    }
    let renamed = |entry: &Entry| {
        let is_known = [&heads.rows, &heads.columns].iter().any(|own| !own.names.named(&entry.key).is_empty());
        let time = [&heads.rows, &heads.columns].into_iter().find_map(|own| {
            let at = own.find(&[&entry.key])?;
            own.heads.get(at).map(|head| head.label.clone())
        });
        let key = if is_known { entry.key.clone() } else { time.unwrap_or_else(|| entry.key.clone()) };
        Entry { key, key_span: entry.key_span, value: with_known_times(&entry.value, heads).into_owned() }
    };
    Cow::Owned(Node { span: node.span, content: Content::Map(entries.iter().map(renamed).collect()) })
}

fn read_map(node: &Node, matrix: &mut Matrix, heads: &Heads<'_>, reader: &mut AnswerReader<'_>) {
    let node = with_known_times(node, heads);
    let count = |own: &HeadNames<'_>| node.as_map().iter().filter(|entry| own.knows(&entry.key)).count();
    let exchanged = count(&heads.columns) > count(&heads.rows);
    let (outer, inner) = if exchanged { (&heads.columns, &heads.rows) } else { (&heads.rows, &heads.columns) };
    let has_inner = |_: usize, key: &str| OF_ANSWERS.contains(&key) || inner.knows(key);
    let outer_names = of_heads(outer.heads).with_keys(has_inner);
    let inner_names = of_heads(inner.heads).with_keys(|_, key| OF_ANSWERS.contains(&key));
    let found = reader.parts(&node, &outer_names);
    for (outer_at, part) in found.into_iter().enumerate() {
        let Some(part) = part else { continue };
        // One head alone need not be named in every row; and 記載なし is said of all.
        let alone = inner.heads.len() == 1 && matches!(part.content, Content::Text(_));
        let cells = if alone || Absence::node(part).is_some() {
            vec![Some(part); inner.heads.len()]
        } else {
            reader.parts(part, &inner_names)
        };
        if !exchanged && let Some(row) = matrix.rows.get_mut(outer_at) {
            row.span = part.span;
        }
        for (inner_at, cell) in cells.into_iter().enumerate() {
            let (row, column) = if exchanged { (inner_at, outer_at) } else { (outer_at, inner_at) };
            let Some(node) = cell else { continue };
            let unit = matrix.unit_at(row, column).map(str::to_owned);
            let (circumstances, value) = circumstances::split(node, reader);
            let quantity = number::read(&value, unit.as_deref(), reader);
            let read =
                MatrixCell { quantity, is_computed: false, circumstances, span: node.span, ..MatrixCell::default() };
            if let Some(cell) = matrix.cell_mut(row, column) {
                *cell = read;
            }
        }
    }
}

/// How the heads of a form lie in a grid.
#[derive(Clone, Copy)]
struct GridLayout {
    /// Whether the columns of the form stand at the side.
    exchanged: bool,
    /// How many rows of heads are on top.
    top: usize,
    /// How many columns of heads are at the side.
    side: usize,
}

/// A cell by the numbers of its row and its column, and where it stands.
type BlankCell = ((usize, usize), Span);

/// Reads the cells of a grid; the blank ones of known heads are left.
fn read_grid(
    grid: &Grid,
    whole: Span,
    matrix: &mut Matrix,
    heads: &Heads<'_>,
    reader: &mut AnswerReader<'_>,
) -> Vec<BlankCell> {
    let direction =
        |exchanged: bool| if exchanged { (&heads.rows, &heads.columns) } else { (&heads.columns, &heads.rows) };
    let mut layouts = Vec::new();
    for exchanged in [false, true] {
        let (above, beside) = direction(exchanged);
        for top in 1..=1 + usize::from(above.is_grouped()) {
            for side in 1..=1 + usize::from(beside.is_grouped()) {
                layouts.push(GridLayout { exchanged, top, side });
            }
        }
    }
    let matches = |layout: &GridLayout| {
        let (above, beside) = direction(layout.exchanged);
        let known = |heads: Vec<GridHead<'_>>, own: &HeadNames<'_>| {
            heads.iter().filter(|head| own.find(&head.words).is_some()).count()
        };
        (known(top_heads(grid, layout), above), known(side_heads(grid, layout), beside))
    };
    let mut best: Option<(usize, GridLayout)> = None;
    for layout in layouts {
        let (above, beside) = matches(&layout);
        // Heads on one side alone may be those of another table.
        let score = if above == 0 || beside == 0 { 0 } else { above + beside };
        if score > best.map_or(0, |(best, _)| best) {
            best = Some((score, layout));
        }
    }
    let mut blank = Vec::new();
    let Some((_, layout)) = best else {
        no_table(whole, heads, reader);
        return blank;
    };
    let (above, beside) = direction(layout.exchanged);
    let tops = resolve(&top_heads(grid, &layout), above, grid, &layout, true, reader);
    let sides = resolve(&side_heads(grid, &layout), beside, grid, &layout, false, reader);
    for (row_at, side) in sides {
        let Some(row) = grid.get(row_at) else { continue };
        for (column_at, cell) in row.iter().enumerate().skip(layout.side) {
            let Some((_, top)) = tops.iter().find(|(at, _)| *at == column_at) else {
                if !cell.text.is_empty() {
                    beyond(cell, reader);
                }
                continue;
            };
            let (Some(top), Some(side)) = (*top, side) else { continue };
            let (row, column) = if layout.exchanged { (top, side) } else { (side, top) };
            if cell.text.is_empty() {
                blank.push(((row, column), cell.span));
                continue;
            }
            let quantity = Quantity::read(&cell.text, matrix.unit_at(row, column));
            if let Some(own) = matrix.cell_mut(row, column) {
                *own = MatrixCell { quantity, span: cell.span, ..MatrixCell::default() };
            }
        }
        if let (Some(side), false) = (side, layout.exchanged)
            && let (Some(row), Some(head)) = (matrix.rows.get_mut(side), row.first())
        {
            row.span = head.span;
        }
    }
    blank
}

/// Cells that are blank while others of their row and their column are not; what is computed may be blank, and what is of a later
/// year. A row or a column of which nothing is said is reported as a whole.
fn blank_cells(label: &str, blank: &[BlankCell], matrix: &Matrix, reader: &mut AnswerReader<'_>) {
    let is_given = |row: usize, column: usize| matrix.cell(row, column).is_some_and(MatrixCell::is_given);
    let is_asked = |head: Option<&MatrixHead>| {
        let year = |head: &MatrixHead| head.time.and_then(HeadTime::year);
        head.is_some_and(|head| head.computed.is_none() && year(head).is_none_or(|year| year <= matrix.year))
    };
    for ((row, column), span) in blank.iter().copied() {
        let (head, above) = (matrix.rows.get(row).map(|row| &row.head), matrix.columns.get(column));
        let others = (0..matrix.columns.len()).any(|other| is_given(row, other))
            && (0..matrix.rows.len()).any(|other| is_given(other, column));
        if !others || is_given(row, column) || !is_asked(head) || !is_asked(above) {
            continue;
        }
        let name = |head: Option<&MatrixHead>| head.map(MatrixHead::full_label).unwrap_or_default();
        let (row, column) = (name(head), name(above));
        let message = words!(
            "「{label}」の「{row}」「{column}」の欄が空です。",
            "The cell of `{row}` and `{column}` in `{label}` is blank."
        );
        let hint = words(
            "数を書いてください。数がなければ「記載なし」「不明」「－」（ない）などと書きます。",
            "Write the number; where there is none write 記載なし, 不明 or －.",
        );
        reader.reporter.report(&codes::MATRIX_MISSING, span, message, hint);
    }
}

/// Rows of a table with bars that have fewer cells than its first one: where one was left out, all numbers behind it stand in a
/// wrong column. Pasted cells may lack the blank ones at the end.
fn cut_short(grid: &Grid, matrix: &Matrix, heads: &Heads<'_>, reader: &mut AnswerReader<'_>) {
    let width = grid.first().map_or(0, Vec::len);
    for row in grid.iter().skip(1).filter(|row| row.len() > 1 && row.len() < width) {
        let Some(head) = row.first() else { continue };
        // What is computed may be left out.
        let own = heads.rows.find(&[&head.text]).and_then(|at| matrix.rows.get(at));
        let is_open = own.is_none_or(|row| {
            let plain = row.cells.iter().zip(&matrix.columns).filter(|(_, column)| column.computed.is_none());
            row.head.computed.is_none() && plain.into_iter().any(|(cell, _)| !cell.is_given())
        });
        if !is_open {
            continue;
        }
        let (cells, all) = (row.len() - 1, width - 1);
        let message = words!(
            "「{}」の行の欄は {cells} ですが、見出しは {all} あります。",
            "The row `{}` has {cells} cells, but there are {all} heads.",
            head.text
        );
        let hint = words(
            "抜けた欄を足し、後の数がずれていないか確かめてください。数がない欄には「記載なし」「－」などと書きます。",
            "Add the cell, and see whether the numbers behind it stand in their columns; where there is none write 記載なし or －.",
        );
        reader.reporter.report(&codes::MATRIX_MISSING, head.span, message, hint);
    }
}

/// A head in a grid: where it is, and its words.
struct GridHead<'g> {
    at: usize,
    words: Vec<&'g str>,
    span: Span,
}

fn top_heads<'g>(grid: &'g Grid, layout: &GridLayout) -> Vec<GridHead<'g>> {
    let rows: Vec<&Vec<GridCell>> = grid.iter().take(layout.top).collect();
    let width = rows.iter().map(|row| row.len()).max().unwrap_or_default();
    let mut over = vec![""; rows.len()];
    let mut heads = Vec::new();
    for at in layout.side..width {
        let mut span = None;
        for (level, row) in rows.iter().enumerate() {
            let cell = row.get(at).filter(|cell| !cell.text.is_empty());
            span = cell.map(|cell| cell.span).or(span);
            // A head over several columns stands over the first of them.
            let last = level + 1 == rows.len();
            if let (Some(own), true) = (over.get_mut(level), cell.is_some() || last) {
                *own = cell.map_or("", |cell| cell.text.as_str());
            }
        }
        heads.extend(span.map(|span| GridHead { at, words: over.clone(), span }));
    }
    heads
}

fn side_heads<'g>(grid: &'g Grid, layout: &GridLayout) -> Vec<GridHead<'g>> {
    let mut over = vec![""; layout.side];
    let mut heads = Vec::new();
    for (at, row) in grid.iter().enumerate().skip(layout.top) {
        let mut span = None;
        for level in 0..layout.side {
            let cell = row.get(level).filter(|cell| !cell.text.is_empty());
            span = cell.map(|cell| cell.span).or(span);
            let last = level + 1 == layout.side;
            if let (Some(own), true) = (over.get_mut(level), cell.is_some() || last) {
                *own = cell.map_or("", |cell| cell.text.as_str());
            }
        }
        let span = span.or_else(|| row.iter().find(|cell| !cell.text.is_empty()).map(|cell| cell.span));
        heads.extend(span.map(|span| GridHead { at, words: over.clone(), span }));
    }
    heads
}

/// Which head of the form each head of a grid is; one that is none, or one that was there before, is reported.
fn resolve(
    found: &[GridHead<'_>],
    own: &HeadNames<'_>,
    grid: &Grid,
    layout: &GridLayout,
    above: bool,
    reader: &mut AnswerReader<'_>,
) -> Vec<(usize, Option<usize>)> {
    let mut resolved: Vec<(usize, Option<usize>)> = Vec::new();
    for head in found {
        let at = own.find(&head.words);
        let written = head.words.iter().copied().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("／");
        let before = at.and_then(|at| resolved.iter().find(|(_, other)| *other == Some(at)).map(|(place, _)| *place));
        let position = reader.reporter.source.position(head.span);
        if let Some(before) = before {
            let message = words!("見出し「{written}」が二度あります。", "The head `{written}` is there twice.");
            let hint = words(
                "どちらかを消すか、見出しの写し間違いを直してください。",
                "Delete one of them, or correct the head.",
            );
            let first = found.iter().find(|head| head.at == before).map(|head| head.span);
            let first = first.map(|span| (reader.reporter.source.position(span), words("もう一つ", "the other one")));
            let finding = Finding::new(&codes::MATRIX_HEAD, position, message).hint(hint);
            let finding = first.into_iter().fold(finding, |finding, (at, why)| finding.related(at, why));
            reader.reporter.findings.push(finding);
            resolved.push((head.at, None));
            continue;
        }
        if at.is_none() {
            let empty = written.is_empty() && is_empty(grid, layout, head.at, above);
            if !empty {
                let labels = own.labels();
                let near = nearest(&written, labels.iter().map(String::as_str));
                let message = words!(
                    "見出し「{written}」は、様式のこの項目にありません。",
                    "The field has no row or column `{written}`."
                );
                let hint = near.map_or_else(
                    || {
                        words(
                            format!("様式の見出しは {} です。", labels.join("、")),
                            format!("The heads of the form are {}.", labels.join(", ")),
                        )
                    },
                    |near| words!("「{near}」と書いてください。", "Write `{near}`."),
                );
                reader.reporter.findings.push(Finding::new(&codes::MATRIX_HEAD, position, message).hint(hint));
            }
        }
        resolved.push((head.at, at));
    }
    resolved
}

/// Whether nothing stands under or beside a head.
fn is_empty(grid: &Grid, layout: &GridLayout, at: usize, above: bool) -> bool {
    let is_blank = |cell: Option<&GridCell>| cell.is_none_or(|cell| cell.text.is_empty());
    if above {
        return grid.iter().skip(layout.top).all(|row| is_blank(row.get(at)));
    }
    grid.get(at).is_none_or(|row| row.iter().skip(layout.side).all(|cell| cell.text.is_empty()))
}

fn beyond(cell: &GridCell, reader: &mut AnswerReader<'_>) {
    let message = words!("「{}」の列に見出しがありません。", "The column of `{}` has no head.", cell.text);
    let hint = words(
        "1行目に見出しを書くか、区切りの数を確かめてください。空の欄にも区切りが要ります。",
        "Write its head in the first row, or check how many cells the row has; an empty one is there, too.",
    );
    reader.reporter.report(&codes::MATRIX_CELLS, cell.span, message, hint);
}

fn no_row(line: &GridCell, reader: &mut AnswerReader<'_>) {
    let message = words!("「{}」は表の行ではありません。", "`{}` is no row of the table.", line.text);
    let hint = words(
        "表の行は「|」で始めます。説明は「値:」の下に表を移し、「注記:」に書いてください。",
        "Begin a row with `|`. For a remark, put the table under `値:` and the remark under `注記:`.",
    );
    reader.reporter.report(&codes::MATRIX_CELLS, line.span, message, hint);
}

fn no_table(span: Span, heads: &Heads<'_>, reader: &mut AnswerReader<'_>) {
    let message = words(
        "この項目の表として読めません。行と列の見出しが、様式のものと合いません。",
        "This is not read as the table of the field: its heads are not those of the form.",
    );
    let some = |own: &HeadNames<'_>| {
        let labels = own.labels();
        let more = if labels.len() > 4 { "、…" } else { "" };
        labels.into_iter().take(4).collect::<Vec<_>>().join("、") + more
    };
    let (columns, rows) = (some(&heads.columns), some(&heads.rows));
    let hint = words(
        format!("「|」の次の行から、1行目に「{columns}」、1列目に「{rows}」の見出しがある表を貼り付けてください。"),
        format!("Paste a table below `|`, with the heads {columns} in its first row and {rows} in its first column."),
    );
    reader.reporter.report(&codes::MATRIX_TABLE, span, message, hint);
}

/// Rows and columns of which the sheet says nothing, while it answers others. Those of later years are not known yet.
fn missing(label: &str, span: Span, matrix: &Matrix, reader: &mut AnswerReader<'_>) {
    let year = reader.year;
    let is_asked = |head: &MatrixHead| {
        let later = matches!(head.time, Some(HeadTime::FiscalYear(own) | HeadTime::Year(own)) if own > year);
        head.computed.is_none() && !later
    };
    if !matrix.cells().any(MatrixCell::is_given) {
        return;
    }
    let rows = matrix.rows.iter().filter(|row| is_asked(&row.head) && !row.cells.iter().any(MatrixCell::is_given));
    let rows: Vec<String> = rows.map(|row| row.head.full_label()).collect();
    let is_blank = |at: usize| !matrix.rows.iter().any(|row| row.cells.get(at).is_some_and(MatrixCell::is_given));
    let columns = matrix.columns.iter().enumerate().filter(|(at, head)| is_asked(head) && is_blank(*at));
    let columns: Vec<String> = columns.map(|(_, head)| head.full_label()).collect();
    for (what, en, names) in [("行", "rows", rows), ("列", "columns", columns)] {
        if names.is_empty() {
            continue;
        }
        let message = words(
            format!("「{label}」に、様式の{what}「{}」がありません。", names.join("」「")),
            format!("`{label}` lacks the {en} {} of the form.", names.join(", ")),
        );
        let hint = words(
            format!("{what}を足してください。数がないときは、欄に「記載なし」「不明」「－」などと書きます。"),
            format!("Add the {en}; where there is no number write 記載なし, 不明 or －."),
        );
        reader.reporter.report(&codes::MATRIX_MISSING, span, message, hint);
    }
}
