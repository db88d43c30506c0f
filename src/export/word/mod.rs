//! Forms as texts of Word to fill in (.docx). They come back by hidden words alone: every cell that asks for an answer, or says what
//! the cells of a row or column are, says so in letters that nobody is shown, which Word and LibreOffice keep.

mod parts;

use std::collections::BTreeSet;

use super::identity::{BookIdentity, RangeSort, short_digest};
use super::layout::{self, AnswerRule, FormGrid, FormGridColumn, FormLine, LineSort, SheetPart, Steps};
use super::outside::left_lines;
use super::sheet::{BookToFillIn, columns_said, rows_of, taken};
use super::tree::{CIRCUMSTANCES, around_step, joined};
use parts::{TextCell, TextLook, TextRow, package, paragraph, table};

/// Begins every hidden word.
pub const BEGIN: &str = "nenpo|";
/// The hidden words on the whole text: whose it is, what it asked for, and the digests of what nobody is to answer.
pub const IDENTITY: &str = "identity";
/// See [`IDENTITY`].
pub const ASKED: &str = "asked";
/// See [`IDENTITY`].
pub const LABELS: &str = "labels";
/// The cell of the circumstances of an answer.
pub const AROUND: &str = "around";
/// The head of a column of a grid; the other word says that its lines are answers of their own.
pub const COLUMN: &str = "column";
/// See [`COLUMN`].
pub const COLUMN_OF_LINES: &str = "lines";
/// Whether the answer stands in the row below, over the whole width.
pub const BELOW: &str = "below";

/// The widths of the columns of lines in twentieths of a point: what is asked, the answer, its unit, last year's, circumstances.
const WIDTHS: [usize; 5] = [2600, 3400, 700, 1400, 1500];
/// The width of all of them.
const WIDTH: usize = 9600;

/// The hidden words of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenWord {
    /// What is in the cell: a word of [`RangeSort`] or one of this module.
    pub word: String,
    /// The steps to the answer, or from a row to its cell.
    pub path: String,
    /// The label of a choice.
    pub label: String,
}

impl HiddenWord {
    fn new(word: &str, steps: &[String], label: &str) -> HiddenWord {
        HiddenWord { word: word.to_owned(), path: joined(steps), label: label.to_owned() }
    }

    /// As it stands in the text.
    fn written(&self) -> String {
        let bare = |text: &str| text.replace('|', "~2");
        format!("{BEGIN}{}|{}|{}", self.word, bare(&self.path), bare(&self.label.replace('~', "~0")))
    }

    /// The words of a text, of which one cell may have several.
    #[must_use]
    pub fn all(text: &str) -> Vec<HiddenWord> {
        let one = |text: &str| {
            let mut pieces = text.split('|').map(|piece| piece.trim().replace("~2", "|"));
            let word = pieces.next()?;
            let (path, label) = (pieces.next()?, pieces.next().unwrap_or_default().replace("~0", "~"));
            Some(HiddenWord { word, path, label })
        };
        text.split(BEGIN).skip(1).filter_map(one).collect()
    }
}

/// The letters of a text that tell whether somebody changed it.
#[must_use]
pub fn digest_of_label(text: &str) -> String {
    short_digest(&text.split_whitespace().collect::<String>())
}

/// The bytes of the text, given its title for programs, and what stands first in it: its title for people, and remarks.
pub fn export(
    (title, head): (String, &[String]),
    identity: &BookIdentity,
    parts: &[SheetPart],
    mut book: BookToFillIn,
) -> Vec<u8> {
    let mut text =
        TextInTheMaking { body: String::new(), rows: Vec::new(), labels: BTreeSet::new(), asked: Vec::new() };
    for (at, line) in head.iter().enumerate() {
        text.words(line, if at == 0 { TextLook::Title } else { TextLook::Small });
    }
    text.parts(parts, &mut book);
    let rest = left_lines(&book.tree);
    if !rest.is_empty() {
        text.heading("様式に欄のないもの");
        rest.iter().for_each(|line| text.line(line, &mut book));
    }
    text.end_of_lines();
    let labels: Vec<&str> = text.labels.iter().map(String::as_str).collect();
    let hidden = [
        HiddenWord { word: IDENTITY.to_owned(), path: identity.values().join("/"), label: String::new() },
        HiddenWord { word: ASKED.to_owned(), path: text.asked.join(" "), label: String::new() },
        HiddenWord { word: LABELS.to_owned(), path: labels.join(" "), label: String::new() },
    ];
    let hidden: String = hidden.iter().map(HiddenWord::written).collect();
    let body = paragraph(&[], TextLook::Plain, Some(&hidden)) + &text.body;
    package(title, identity, &body)
}

/// A text in the making.
struct TextInTheMaking {
    /// What is there already, as XML.
    body: String,
    /// The rows of the table under way.
    rows: Vec<TextRow>,
    /// The digests of what nobody is to answer.
    labels: BTreeSet<String>,
    /// The digests of the steps to all answers that have a cell of their own.
    asked: Vec<String>,
}

impl TextInTheMaking {
    fn label(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.labels.insert(digest_of_label(text));
        }
    }

    /// A paragraph of words that nobody answers.
    fn words(&mut self, text: &str, look: TextLook) {
        self.end_of_lines();
        self.label(text);
        self.body.push_str(&paragraph(&[text], look, None));
    }

    fn heading(&mut self, text: &str) {
        self.words(text, TextLook::Heading);
    }

    fn end_of_lines(&mut self) {
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.body.push_str(&table(&WIDTHS, &rows));
        }
    }

    fn parts(&mut self, parts: &[SheetPart], book: &mut BookToFillIn) {
        for part in parts {
            match part {
                SheetPart::Heading(text) => self.heading(text),
                SheetPart::Line(line) => self.line(line, book),
                SheetPart::Grid(grid) => self.grid(grid, book),
                SheetPart::Apart(label, inner) => {
                    // A grid says what it is by itself.
                    if !matches!(inner.as_slice(), [SheetPart::Grid(_)]) {
                        self.heading(label);
                    }
                    self.parts(inner, book);
                }
            }
        }
    }

    /// A cell that nobody answers.
    fn cell(&mut self, columns: usize, texts: &[&str], hidden: Option<HiddenWord>) -> TextCell {
        let texts: Vec<String> = texts.iter().filter(|text| !text.is_empty()).map(|text| (*text).to_owned()).collect();
        self.label(&texts.join("\n"));
        TextCell { columns, texts, hidden: hidden.map(|hidden| hidden.written()), look: TextLook::Label }
    }

    fn line(&mut self, line: &FormLine, book: &mut BookToFillIn) {
        if self.rows.is_empty() {
            let heads = ["項目", "答え", "単位", "昨年の答え", "時点・範囲・出典・注記"];
            let cells = heads.map(|head| self.cell(1, &[head], None));
            self.rows.push(TextRow { cells: cells.into(), is_head: true, is_tall: false });
        }
        let text = taken(line, book);
        let (word, label) = match &line.sort {
            LineSort::Text => (RangeSort::Text.word(), ""),
            LineSort::Mark(label) => (RangeSort::Mark(String::new()).word(), label.as_str()),
            LineSort::Other(label) => (RangeSort::Other(String::new()).word(), label.as_str()),
        };
        let is_below = line.rule == AnswerRule::Prose;
        let hidden = HiddenWord::new(word, &line.steps, label);
        self.asked.push(short_digest(&format!("{} {}", hidden.path, hidden.label)));
        let previous = if line.sort == LineSort::Text { book.previous(&line.steps, false) } else { String::new() };
        let around = self.around(line, book);
        let asked = "　".repeat(line.depth) + &line.label;
        let listed = match &line.rule {
            AnswerRule::OneOf(words) => words.join("｜"),
            AnswerRule::Mark => "当てはまるときに○".to_owned(),
            AnswerRule::Words | AnswerRule::Prose | AnswerRule::Figure(_) => String::new(),
        };
        let mut texts = vec![asked.as_str(), listed.as_str()];
        // A text of Word has no sheets.
        let remarks = line.remarks.iter().map(String::as_str);
        texts.extend(remarks.map(|remark| if remark == layout::APART { layout::BELOW } else { remark }));
        if !is_below {
            let cells = vec![
                self.cell(1, &texts, Some(hidden)),
                answer(1, &text, book),
                self.cell(1, &[&line.unit], None),
                self.cell(1, &[&previous], None),
                around,
            ];
            self.rows.push(TextRow { cells, is_head: false, is_tall: false });
            return;
        }
        let last = if previous.is_empty() { String::new() } else { format!("昨年の答え: {previous}") };
        texts.push(&last);
        let mut above = self.cell(4, &texts, Some(hidden));
        if let Some(hidden) = &mut above.hidden {
            hidden.push_str(&HiddenWord::new(BELOW, &[], "").written());
        }
        self.rows.push(TextRow { cells: vec![above, around], is_head: false, is_tall: false });
        self.rows.push(TextRow { cells: vec![answer(5, &text, book)], is_head: false, is_tall: true });
    }

    /// The cell of the circumstances of an answer, a line for each that is said.
    fn around(&mut self, line: &FormLine, book: &mut BookToFillIn) -> TextCell {
        let Some(around) = &line.around else { return self.cell(1, &[], None) };
        let mut lines = Vec::new();
        for word in CIRCUMSTANCES {
            let steps: Steps = around.iter().cloned().chain([around_step(word)]).collect();
            let text = book.tree.take(&steps, false).unwrap_or_default();
            lines.extend((!text.is_empty()).then(|| format!("{word}: {text}")));
        }
        let hidden = HiddenWord::new(AROUND, around, "").written();
        TextCell { hidden: Some(hidden), ..answer(1, &lines.join("\n"), book) }
    }

    fn grid(&mut self, grid: &FormGrid, book: &mut BookToFillIn) {
        self.words(&grid.label, TextLook::Strong);
        grid.remarks.iter().for_each(|remark| self.words(remark, TextLook::Small));
        let own = book.tree.at(&grid.steps).cloned().unwrap_or_default();
        let is_fixed = !grid.rows.is_empty();
        let rows = rows_of(grid, &own);
        let columns = columns_said(&grid.columns, &rows, &own);
        let mut all = self.heads(grid, &columns);
        for (label, steps) in &rows {
            let mut cells = Vec::new();
            if is_fixed {
                let hidden = HiddenWord::new(RangeSort::Row(String::new()).word(), steps, "");
                cells.push(self.cell(1, &[label], Some(hidden)));
            }
            for column in &columns {
                let path: Steps = grid.steps.iter().chain(steps).chain(&column.steps).cloned().collect();
                let said = book.tree.at(&path).is_some_and(|tree| tree.text.as_deref() == Some(""));
                let text = book.tree.take(&path, column.by_lines).unwrap_or_default();
                let is_blank = said && matches!(column.rule, AnswerRule::Figure(_));
                cells.push(answer(1, if is_blank { "記載なし" } else { &text }, book));
            }
            all.push(TextRow { cells, is_head: false, is_tall: false });
        }
        for _ in 0..grid.spare.min(SPARE) {
            let cells = columns.iter().map(|_| answer(1, "", book)).collect();
            all.push(TextRow { cells, is_head: false, is_tall: false });
        }
        let count = columns.len() + usize::from(is_fixed);
        let widths = vec![WIDTH / count.max(1); count];
        self.body.push_str(&table(&widths, &all));
        self.previous_rows(grid, &columns, book);
    }

    /// The heads of a grid, which say what its columns are.
    fn heads(&mut self, grid: &FormGrid, columns: &[FormGridColumn]) -> Vec<TextRow> {
        let is_fixed = !grid.rows.is_empty();
        let mut all = Vec::new();
        if columns.iter().any(|column| !column.group.is_empty()) {
            let mut cells: Vec<TextCell> = is_fixed.then(|| self.cell(1, &[], None)).into_iter().collect();
            cells.extend(columns.iter().map(|column| self.cell(1, &[&column.group], None)));
            all.push(TextRow { cells, is_head: true, is_tall: false });
        }
        let of_grid = HiddenWord::new(RangeSort::Grid.word(), &grid.steps, "").written();
        let mut cells: Vec<TextCell> = is_fixed.then(|| self.cell(1, &[&grid.corner], None)).into_iter().collect();
        for column in columns {
            let word = if column.by_lines { COLUMN_OF_LINES } else { COLUMN };
            cells.push(self.cell(1, &[&column.label, &column.remark], Some(HiddenWord::new(word, &column.steps, ""))));
        }
        if let Some(first) = cells.first_mut() {
            first.hidden = Some(of_grid + first.hidden.as_deref().unwrap_or_default());
        }
        all.push(TextRow { cells, is_head: true, is_tall: false });
        all
    }

    /// What the rows of the year before said, for comparison.
    fn previous_rows(&mut self, grid: &FormGrid, columns: &[FormGridColumn], book: &BookToFillIn) {
        let Some(last) = book.last.at(&grid.steps).filter(|last| !last.is_empty()) else { return };
        let said = |(label, steps): &(String, Steps)| {
            let text = |column: &FormGridColumn| {
                let path: Steps = grid.steps.iter().chain(steps).chain(&column.steps).cloned().collect();
                let text = book.previous(&path, column.by_lines);
                (!text.is_empty()).then(|| format!("{}: {text}", column.label))
            };
            let texts: Vec<String> = columns.iter().filter_map(text).collect();
            let label = if label.is_empty() { String::new() } else { format!("{label}　") };
            (!texts.is_empty()).then(|| label + &texts.join("　"))
        };
        let rows: Vec<String> = rows_of(grid, last).iter().filter_map(said).collect();
        if !rows.is_empty() {
            self.words("昨年の答え", TextLook::Small);
            rows.iter().for_each(|row| self.words(row, TextLook::Small));
        }
    }
}

/// Empty rows of a grid: a table of Word gets another by the tabulator.
const SPARE: usize = 4;

/// A cell for an answer.
fn answer(columns: usize, text: &str, book: &BookToFillIn) -> TextCell {
    let look = if book.carried && !text.is_empty() { TextLook::Carried } else { TextLook::Plain };
    TextCell { columns, texts: text.split('\n').map(str::to_owned).collect(), hidden: None, look }
}
