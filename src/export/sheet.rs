//! The sheets of a workbook to fill in: parts in cells, with a name for everything that is to be read again.

use std::collections::BTreeSet;

use crate::text::width::em;
use crate::workbook::{
    AllowedInput, CellStyle, InputRule, Worksheet, WorksheetCell, WorksheetRow, address, pieces, reference,
};

use super::identity::{BEGIN, BookIdentity, HEADS, NO_ROW, NamedRange, RangeSort};
use super::layout::{AnswerRule, FormGrid, FormGridColumn, FormLine, LineSort, SheetPart, Steps};
use super::tree::{AnswerTree, CIRCUMSTANCES, around_step, called, is_row, joined};

/// The columns of lines: keys of rows, what is asked, the answer, its unit, last year's, remarks, and four circumstances.
const WIDTHS: [f64; 10] = [0.0, 34.0, 46.0, 9.0, 24.0, 40.0, 14.0, 14.0, 16.0, 22.0];
/// The same where rows of records stand among lines.
const WIDTHS_OF_RECORDS: [f64; 10] = [0.0, 30.0, 36.0, 16.0, 22.0, 26.0, 14.0, 14.0, 16.0, 20.0];
/// The least lines of running text that a cell has room for.
const PROSE_LINES: usize = 4;
/// The height of a line, in points.
const LINE: f64 = 16.5;
/// The most that a row may be high.
const HIGHEST: f64 = 400.0;

/// So many characters are shown of a text of the year before that has no room in a cell.
const SHOWN: usize = 10_000;

/// The lists that cells are chosen from, each in a column of a hidden sheet.
#[derive(Default)]
pub struct ChoiceLists {
    all: Vec<Vec<String>>,
}

impl ChoiceLists {
    /// The name of their sheet.
    pub const TITLE: &'static str = "_choices";

    fn range(&mut self, words: &[String]) -> String {
        let at = self.all.iter().position(|own| own == words).unwrap_or_else(|| {
            self.all.push(words.to_vec());
            self.all.len() - 1
        });
        let (column, last) = (u32::try_from(at).unwrap_or_default(), words.len().saturating_sub(1));
        reference(Self::TITLE, (0, column), (u32::try_from(last).unwrap_or_default(), column))
    }

    /// The hidden sheet with a column for each list of choices.
    pub fn sheet(&self) -> Worksheet {
        let rows = self.all.iter().map(Vec::len).max().unwrap_or_default();
        let row = |at: usize| {
            let cells = (0..).zip(&self.all).filter_map(|(column, words)| {
                Some(WorksheetCell::new(column, words.get(at)?.as_str(), CellStyle::Plain))
            });
            WorksheetRow { cells: cells.collect(), ..WorksheetRow::default() }
        };
        Worksheet {
            title: Self::TITLE.to_owned(),
            hidden: true,
            protected: true,
            rows: (0..rows).map(row).collect(),
            ..Worksheet::default()
        }
    }
}

/// What all sheets of a workbook share.
pub struct BookToFillIn {
    /// What is said already, as far as no cell says it yet.
    pub tree: AnswerTree,
    /// Whether that is from another year.
    pub carried: bool,
    /// What was said the year before.
    pub last: AnswerTree,
    /// The names of cells, and what they mean.
    pub entries: Vec<NamedRange>,
    /// The names of ranges.
    pub names: Vec<(String, String)>,
    /// The names in small letters, since programs do not tell them apart.
    known: BTreeSet<String>,
    /// The lists to choose from.
    pub lists: ChoiceLists,
}

impl BookToFillIn {
    /// A workbook that says this.
    pub fn new(tree: AnswerTree, carried: bool, last: AnswerTree) -> BookToFillIn {
        BookToFillIn {
            tree,
            carried,
            last,
            entries: Vec::new(),
            names: Vec::new(),
            // The identity has names of its own.
            known: BookIdentity::default().pairs().map(|(name, _)| name).collect(),
            lists: ChoiceLists::default(),
        }
    }

    /// A name that no other range has.
    fn name(&mut self, steps: &Steps, end: &str) -> String {
        const LONGEST: usize = 180;

        let step = |step: &String| in_a_name(called(step).trim_start_matches('.'));
        let path = steps.iter().map(step).collect::<Vec<_>>().join(".");
        let path: String = path.chars().take(LONGEST).collect();
        let base = format!("{BEGIN}{path}{end}");
        let numbered = (2..).map(|number| format!("{base}.{number}"));
        let name =
            std::iter::once(base.clone()).chain(numbered).find(|name| !self.known.contains(&name.to_lowercase()));
        let name = name.unwrap_or(base);
        self.known.insert(name.to_lowercase());
        name
    }

    fn enter(
        &mut self,
        (title, first, last): (&str, (u32, u32), (u32, u32)),
        steps: &Steps,
        sort: RangeSort,
        end: &str,
    ) {
        let name = self.name(steps, end);
        self.names.push((name.clone(), reference(title, first, last)));
        self.entries.push(NamedRange { name, steps: steps.clone(), sort });
    }

    fn style(&self, text: &str) -> CellStyle {
        if self.carried && !text.is_empty() { CellStyle::Carried } else { CellStyle::Answer }
    }

    /// What was said the year before, as far as it is shown.
    pub fn previous(&self, steps: &Steps, by_lines: bool) -> String {
        const MORE: &str = "…（続きは昨年のシートにあります）";

        let own = self.last.at(steps).cloned();
        let text = own.and_then(|mut own| own.take(&[], by_lines)).unwrap_or_default();
        match pieces(&text).as_slice() {
            [_] => text,
            // It is only shown, and this is more than anybody reads in a cell.
            long => long.iter().flat_map(|piece| piece.chars()).take(SHOWN).chain(MORE.chars()).collect(),
        }
    }

    fn allowed(&mut self, rule: &AnswerRule, place: &str) -> (AllowedInput, String) {
        let absences = ["記載なし", "不明", "該当なし", "集計中", "非公表"].map(str::to_owned);
        match rule {
            AnswerRule::Words | AnswerRule::Prose => (AllowedInput::Anything, String::new()),
            AnswerRule::OneOf(words) => (
                AllowedInput::OneOf(self.lists.range(words)),
                "一覧にない答えです。このままでよければ「はい」を押してください。".to_owned(),
            ),
            AnswerRule::Mark => (
                AllowedInput::OneOf(self.lists.range(&["○".to_owned()])),
                "当てはまるときに「○」を付けます。".to_owned(),
            ),
            AnswerRule::Figure(unit) => {
                let absences = self.lists.range(&absences);
                let unit = unit.replace('"', "\"\"");
                let formula = format!(
                    "OR(ISNUMBER(VALUE(SUBSTITUTE(SUBSTITUTE(ASC({place}),\",\",\"\"),\"{unit}\",\"\"))),ISNUMBER(MATCH({place},{absences},0)))"
                );
                (
                    AllowedInput::Formula(formula),
                    "数だけではありません。「約30人」のような答えなら、このまま「はい」を押してください。".to_owned(),
                )
            }
        }
    }
}

/// A sheet in the making.
pub struct SheetInTheMaking {
    /// The sheet as far as it is made.
    pub sheet: Worksheet,
}

impl SheetInTheMaking {
    /// A sheet of lines.
    pub fn of_lines(title: String, of_records: bool) -> SheetInTheMaking {
        let widths = if of_records { WIDTHS_OF_RECORDS } else { WIDTHS };
        SheetInTheMaking {
            sheet: Worksheet { title, protected: true, widths: widths.to_vec(), ..Worksheet::default() },
        }
    }

    fn next(&self) -> u32 {
        u32::try_from(self.sheet.rows.len()).unwrap_or(u32::MAX)
    }

    /// A row of cells, as high as its texts need.
    fn row(&mut self, cells: Vec<WorksheetCell>, least: usize) {
        let lines = |cell: &WorksheetCell| {
            let width = self.sheet.widths.get(cell.column as usize).copied().unwrap_or(10.0).max(4.0);
            // A letter of Japanese is two digits wide.
            cell.text.lines().map(|line| (em(line) * 2.1 / width).ceil().max(1.0)).sum::<f64>()
        };
        let most = cells.iter().map(lines).fold(least.max(1) as f64, f64::max);
        let height = most.mul_add(LINE, 4.0).min(HIGHEST);
        self.sheet.rows.push(WorksheetRow { height: Some(height), hidden: false, cells });
    }

    /// A text over the whole sheet.
    pub fn text(&mut self, text: &str, style: CellStyle) {
        let cell = WorksheetCell::new(1, text, style);
        if style == CellStyle::Remark {
            // It runs over the cells beside it, which are empty.
            let lines = text.lines().map(|line| WorksheetCell::new(1, line, CellStyle::Plain));
            for cell in lines {
                self.sheet.rows.push(WorksheetRow { height: Some(LINE + 2.0), hidden: false, cells: vec![cell] });
            }
            return;
        }
        let height = if style == CellStyle::Title { 26.0 } else { 21.0 };
        self.sheet.rows.push(WorksheetRow { height: Some(height), hidden: false, cells: vec![cell] });
    }

    /// A heading over the columns of lines.
    pub fn heading(&mut self, text: &str) {
        let all =
            (1..10).map(|column| WorksheetCell::new(column, if column == 1 { text } else { "" }, CellStyle::Heading));
        self.sheet.rows.push(WorksheetRow { height: Some(22.0), hidden: false, cells: all.collect() });
    }

    /// The heads of the columns of lines.
    pub fn heads(&mut self) {
        let heads = ["項目", "答え", "単位", "昨年の答え", "説明"].into_iter().chain(CIRCUMSTANCES);
        let cells = (1..).zip(heads).map(|(column, head)| WorksheetCell::new(column, head, CellStyle::Head));
        self.row(cells.collect(), 1);
        self.sheet.frozen = self.next();
        self.sheet.head = self.sheet.frozen.checked_sub(1);
    }

    /// A line with its answer; a long one goes on below.
    pub fn line(&mut self, line: &FormLine, book: &mut BookToFillIn) {
        let text = taken(line, book);
        let mut pieces = pieces(&text).into_iter();
        self.one(line, pieces.next().unwrap_or_default(), true, book);
        for piece in pieces {
            self.one(
                &FormLine { label: format!("{}（続き）", line.label), around: None, ..line.clone() },
                piece,
                false,
                book,
            );
        }
    }

    fn one(&mut self, line: &FormLine, text: &str, is_first: bool, book: &mut BookToFillIn) {
        let row = self.next();
        let previous =
            if is_first && line.sort == LineSort::Text { book.previous(&line.steps, false) } else { String::new() };
        let label = "　".repeat(line.depth) + &line.label;
        let mut cells = vec![
            WorksheetCell::new(1, label, CellStyle::Label),
            WorksheetCell::new(2, text, book.style(text)),
            WorksheetCell::new(3, line.unit.as_str(), CellStyle::Label),
            WorksheetCell::new(4, previous, CellStyle::Previous),
            WorksheetCell::new(5, line.remarks.join("\n"), CellStyle::Label),
        ];
        let sort = match &line.sort {
            LineSort::Text if !is_first => RangeSort::More,
            LineSort::Text => RangeSort::Text,
            LineSort::Mark(label) => RangeSort::Mark(label.clone()),
            LineSort::Other(label) => RangeSort::Other(label.clone()),
        };
        let end = match &line.sort {
            LineSort::Mark(label) => {
                let label = in_a_name(label);
                format!(".{label}")
            }
            LineSort::Other(_) => ".other".to_owned(),
            LineSort::Text => String::new(),
        };
        let title = self.sheet.title.clone();
        book.enter((&title, (row, 2), (row, 2)), &line.steps, sort, &end);
        for (column, word) in (6..).zip(CIRCUMSTANCES) {
            let Some(around) = &line.around else {
                cells.push(WorksheetCell::new(column, "", CellStyle::Label));
                continue;
            };
            let steps: Steps = around.iter().cloned().chain([around_step(word)]).collect();
            let text = book.tree.take(&steps, false).unwrap_or_default();
            cells.push(WorksheetCell::new(column, text.as_str(), book.style(&text)));
            book.enter((&title, (row, column), (row, column)), &steps, RangeSort::Text, "");
        }
        self.rule(&line.rule, (row, row), 2, &line.label, &line.remarks.join("\n"), book);
        let least = if line.rule == AnswerRule::Prose { PROSE_LINES } else { 1 };
        self.row(cells, least);
    }

    fn rule(
        &mut self,
        rule: &AnswerRule,
        (first, last): (u32, u32),
        column: u32,
        title: &str,
        remark: &str,
        book: &mut BookToFillIn,
    ) {
        let place = address(first, column);
        let (allowed, warning) = book.allowed(rule, &place);
        if allowed == AllowedInput::Anything && remark.is_empty() {
            return;
        }
        let range = if first == last { place } else { format!("{place}:{}", address(last, column)) };
        self.sheet.rules.push(InputRule {
            range,
            allowed,
            title: title.to_owned(),
            remark: remark.to_owned(),
            warning,
        });
    }

    /// Rows and columns of answers. What the sheet says in rows besides has columns of its own.
    pub fn grid(&mut self, grid: &FormGrid, book: &mut BookToFillIn) {
        let is_fixed = !grid.rows.is_empty();
        let begin: u32 = if is_fixed { 2 } else { 1 };
        let own = book.tree.at(&grid.steps).cloned().unwrap_or_default();
        let rows = rows_of(grid, &own);
        let columns = with_what_is_said(&grid.columns, &rows, &own);
        self.remarks(&grid.remarks);
        let first = self.next();
        let specification =
            |column: &FormGridColumn| format!("{}{}", if column.by_lines { '*' } else { ':' }, joined(&column.steps));
        let cells =
            (begin..).zip(&columns).map(|(at, column)| WorksheetCell::new(at, specification(column), CellStyle::Plain));
        let cells = [WorksheetCell::new(0, HEADS, CellStyle::Plain)].into_iter().chain(cells).collect();
        self.sheet.rows.push(WorksheetRow { height: None, hidden: true, cells });
        self.grid_heads(grid, &columns, begin);
        let top = self.next();
        let least = if columns.iter().any(|column| column.rule == AnswerRule::Prose) { 2 } else { 1 };
        for (label, steps) in &rows {
            let mut cells =
                vec![WorksheetCell::new(0, if is_fixed { joined(steps) } else { String::new() }, CellStyle::Plain)];
            cells.extend(is_fixed.then(|| WorksheetCell::new(1, label.as_str(), CellStyle::Label)));
            let texts = answers_of_row(grid, steps, &columns, &own, book);
            cells.extend((begin..).zip(&texts).map(|(at, text)| WorksheetCell::new(at, &**text, book.style(text))));
            cells.retain(|cell| cell.column > 0 || !cell.text.is_empty());
            self.row(cells, least);
        }
        for _ in 0..grid.spare {
            let cells = (begin..).zip(&columns).map(|(at, _)| WorksheetCell::new(at, "", CellStyle::Answer));
            self.row(cells.collect(), least);
        }
        let bottom = self.next();
        for (at, column) in (begin..).zip(&columns).filter(|_| bottom > top) {
            self.rule(&column.rule, (top, bottom - 1), at, &column.label, &column.remark, book);
        }
        // Rows that are put in above this one belong to the grid, too.
        let more = if is_fixed { "" } else { "行を増やすときは、この行の上に挿入します。" };
        let cells =
            vec![WorksheetCell::new(0, NO_ROW, CellStyle::Plain), WorksheetCell::new(1, more, CellStyle::Plain)];
        self.sheet.rows.push(WorksheetRow { height: Some(LINE + 2.0), hidden: false, cells });
        let end = begin + u32::try_from(columns.len()).unwrap_or_default();
        let title = self.sheet.title.clone();
        book.enter((&title, (first, 0), (bottom, end.saturating_sub(1))), &grid.steps, RangeSort::Grid, ".rows");
        if is_fixed {
            let name = book.entries.last().map(|entry| entry.name.clone()).unwrap_or_default();
            book.entries.extend(grid.rows.iter().map(|row| NamedRange {
                name: name.clone(),
                steps: row.steps.clone(),
                sort: RangeSort::Row(row.label.clone()),
            }));
        }
        self.previous_rows(grid, &columns, begin, book);
    }

    fn remarks(&mut self, remarks: &[String]) {
        for remark in remarks {
            self.text(remark, CellStyle::Remark);
        }
    }

    fn grid_heads(&mut self, grid: &FormGrid, columns: &[FormGridColumn], begin: u32) {
        let no_row = || WorksheetCell::new(0, NO_ROW, CellStyle::Plain);
        let corner = |text: &str| (begin > 1).then(|| WorksheetCell::new(1, text, CellStyle::Head));
        if columns.iter().any(|column| !column.group.is_empty()) {
            let mut before = "";
            let mut cells = vec![no_row()];
            cells.extend(corner(""));
            for (at, column) in (begin..).zip(columns) {
                let text = if column.group == before { "" } else { column.group.as_str() };
                before = &column.group;
                cells.push(WorksheetCell::new(at, text, CellStyle::Head));
            }
            self.row(cells, 1);
        }
        let heads =
            (begin..).zip(columns).map(|(at, column)| WorksheetCell::new(at, column.label.as_str(), CellStyle::Head));
        let cells: Vec<WorksheetCell> = [no_row()].into_iter().chain(corner(&grid.corner)).chain(heads).collect();
        self.row(cells, 1);
    }

    /// What the rows of the year before said, for comparison.
    fn previous_rows(&mut self, grid: &FormGrid, columns: &[FormGridColumn], begin: u32, book: &BookToFillIn) {
        let Some(last) = book.last.at(&grid.steps).filter(|last| !last.is_empty()) else { return };
        let rows = rows_of(grid, last);
        let text = |steps: &Steps, column: &FormGridColumn| {
            let path: Steps = grid.steps.iter().chain(steps).chain(&column.steps).cloned().collect();
            book.previous(&path, column.by_lines)
        };
        if rows.iter().all(|(_, steps)| columns.iter().all(|column| text(steps, column).is_empty())) {
            return;
        }
        self.sheet.rows.push(WorksheetRow::default());
        self.text("昨年の答え", CellStyle::Remark);
        self.grid_heads(grid, columns, begin);
        for (label, steps) in &rows {
            let head = (begin > 1).then(|| WorksheetCell::new(1, label.as_str(), CellStyle::Previous));
            let cells = (begin..).zip(numbered(columns)).map(|(at, (column, number))| {
                let text = if number == 0 { text(steps, column) } else { String::new() };
                WorksheetCell::new(at, text, CellStyle::Previous)
            });
            self.row(head.into_iter().chain(cells).collect(), 1);
        }
    }
}

/// A text as a part of a name: letters and digits of which every program knows that they are some.
fn in_a_name(text: &str) -> String {
    let is_letter = |c: &char| {
        c.is_ascii_alphanumeric()
            || matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '々' | '一'..='\u{9FFF}' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
    };
    text.chars().map(|c| if is_letter(&c) { c } else { '_' }).collect()
}

/// Whether a row says something without letters: 記載なし.
fn is_said(own: &AnswerTree, steps: &Steps, column: &FormGridColumn) -> bool {
    let path: Steps = steps.iter().chain(&column.steps).cloned().collect();
    matches!(column.rule, AnswerRule::Figure(_)) && own.at(&path).is_some_and(|tree| tree.text.as_deref() == Some(""))
}

/// The rows of a grid, each with its head: those that the form sets, or those that are there.
pub fn rows_of(grid: &FormGrid, own: &AnswerTree) -> Vec<(String, Steps)> {
    if grid.rows.is_empty() {
        let rows = own.inner.iter().map(|(step, _)| step).filter(|step| is_row(step));
        return rows.map(|step| (String::new(), vec![step.clone()])).collect();
    }
    grid.rows.iter().map(|row| (row.label.clone(), row.steps.clone())).collect()
}

/// The texts of the cells of a row, which no other cell says then.
fn answers_of_row(
    grid: &FormGrid,
    steps: &Steps,
    columns: &[FormGridColumn],
    own: &AnswerTree,
    book: &mut BookToFillIn,
) -> Vec<String> {
    let mut texts = Vec::with_capacity(columns.len());
    for (column, number) in numbered(columns) {
        let text = said_in(own, steps, column);
        // Lines are not parted: a list without room in a cell is said at the end.
        if column.by_lines && pieces(&text).len() > 1 {
            texts.push(String::new());
            continue;
        }
        let path: Steps = grid.steps.iter().chain(steps).chain(&column.steps).cloned().collect();
        let taken = book.tree.take(&path, column.by_lines).is_some();
        texts.push(match pieces(&text).get(number) {
            Some(piece) if !piece.is_empty() => (*piece).to_owned(),
            _ if number == 0 && taken && is_said(own, steps, column) => "記載なし".to_owned(),
            _ => String::new(),
        });
    }
    texts
}

/// The text of a line, which no other cell says then.
pub fn taken(line: &FormLine, book: &mut BookToFillIn) -> String {
    match &line.sort {
        LineSort::Text => {
            let is_there = book.tree.at(&line.steps).is_some_and(|tree| tree.text.is_some());
            let text = book.tree.take(&line.steps, false).unwrap_or_default();
            let is_figure = matches!(line.rule, AnswerRule::Figure(_) | AnswerRule::OneOf(_));
            if is_there && text.is_empty() && is_figure { "記載なし".to_owned() } else { text }
        }
        LineSort::Mark(label) => {
            if choice(book, &line.steps, &|text| text == label).is_some() {
                "○".to_owned()
            } else {
                String::new()
            }
        }
        LineSort::Other(label) => {
            choice(book, &line.steps, &|text| text.starts_with(label.as_str())).unwrap_or_default()
        }
    }
}

/// The first of several choices of which something is true, which no other cell says then.
fn choice(book: &mut BookToFillIn, steps: &Steps, is: &dyn Fn(&str) -> bool) -> Option<String> {
    let own = book.tree.at(steps)?;
    let found = own.inner.iter().find(|(step, tree)| is_row(step) && tree.text.as_deref().is_some_and(is));
    let path: Steps = steps.iter().cloned().chain([found?.0.clone()]).collect();
    book.tree.take(&path, false)
}

/// The columns of a grid, and one for everything that its rows say besides: ids, remarks on a cell.
pub fn columns_said(columns: &[FormGridColumn], rows: &[(String, Steps)], own: &AnswerTree) -> Vec<FormGridColumn> {
    let mut all = columns.to_vec();
    let mut known: BTreeSet<Steps> = all.iter().map(|column| column.steps.clone()).collect();
    for (_, steps) in rows {
        let Some(row) = own.at(steps) else { continue };
        for (path, _) in row.leaves() {
            let of_lines = all.iter().any(|column| {
                column.by_lines
                    && path
                        .strip_prefix(column.steps.as_slice())
                        .is_some_and(|rest| matches!(rest, [step] if is_row(step)))
            });
            if of_lines || !known.insert(path.clone()) {
                continue;
            }
            let label = path.iter().map(|step| called(step)).collect::<Vec<_>>().join("／");
            // A row is known by it from year to year.
            let label =
                if ["id", "from"].contains(&label.as_str()) { format!("{label}（変えません）") } else { label };
            all.push(FormGridColumn {
                group: String::new(),
                label,
                steps: path,
                rule: AnswerRule::Words,
                by_lines: false,
                remark: String::new(),
            });
        }
    }
    all
}

/// The same for a workbook, with more of each that has a text without room in one cell: the cells of one row are read one behind the other.
fn with_what_is_said(columns: &[FormGridColumn], rows: &[(String, Steps)], own: &AnswerTree) -> Vec<FormGridColumn> {
    let mut all = Vec::with_capacity(columns.len());
    for column in columns_said(columns, rows, own) {
        let count = |(_, steps): &(String, Steps)| pieces(&said_in(own, steps, &column)).len();
        let most = if column.by_lines { 1 } else { rows.iter().map(count).max().unwrap_or(1) };
        let more = FormGridColumn { label: format!("{}（続き）", column.label), ..column.clone() };
        all.push(column);
        all.extend(std::iter::repeat_n(more, most - 1));
    }
    all
}

/// The columns, each with the number of its piece: those that go on with the one before have its steps.
fn numbered(columns: &[FormGridColumn]) -> impl Iterator<Item = (&FormGridColumn, usize)> {
    let (mut before, mut number) = (None, 0);
    columns.iter().map(move |column| {
        number = if before == Some(&column.steps) { number + 1 } else { 0 };
        before = Some(&column.steps);
        (column, number)
    })
}

/// The text of a cell.
fn said_in(own: &AnswerTree, steps: &Steps, column: &FormGridColumn) -> String {
    let path: Steps = steps.iter().chain(&column.steps).cloned().collect();
    own.at(&path).cloned().and_then(|mut own| own.take(&[], column.by_lines)).unwrap_or_default()
}

/// The widths of the columns of a sheet that holds a grid alone.
pub fn widths(grid: &FormGrid, own: &AnswerTree) -> Vec<f64> {
    let rows = rows_of(grid, own);
    let width = |column: &FormGridColumn| {
        let least: f64 = match column.rule {
            AnswerRule::Prose => 38.0,
            AnswerRule::Words => 22.0,
            AnswerRule::OneOf(_) => 16.0,
            AnswerRule::Figure(_) | AnswerRule::Mark => 13.0,
        };
        least.max((em(&column.label) * 1.2).min(26.0)).round()
    };
    let heads = (!grid.rows.is_empty()).then_some(26.0);
    let columns = with_what_is_said(&grid.columns, &rows, own);
    std::iter::once(0.0).chain(heads).chain(columns.iter().map(width)).collect()
}

/// What stands apart: a grid alone, or records.
pub fn is_grid(parts: &[SheetPart]) -> Option<&FormGrid> {
    match parts {
        [SheetPart::Grid(grid)] => Some(grid),
        _ => None,
    }
}
