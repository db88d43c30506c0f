//! Texts of Word that `nenpo form export` made and somebody filled in. They are read by their hidden words alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::identity::{BEGIN as NAME, BookIdentity, RangeSort, short_digest};
use crate::export::tree::{CIRCUMSTANCES, around_step, row_step, steps};
use crate::export::word::{
    AROUND, ASKED, BEGIN, BELOW, COLUMN, COLUMN_OF_LINES, HiddenWord, IDENTITY, LABELS, digest_of_label,
};

use super::fault::ImportFault;
use super::filled::FilledBook;
use super::package::Package;
use super::word::{RawBlock, RawTextCell, raw};

/// Reads a text by its hidden words; nothing where it is none that nenpo made.
///
/// # Errors
/// Why nothing can be read from it.
pub fn read(package: &mut Package<'_>) -> Result<Option<FilledBook>, ImportFault> {
    let Some(blocks) = raw(package, BEGIN)? else { return Ok(None) };
    let whole: Vec<HiddenWord> = blocks
        .iter()
        .filter_map(|block| if let RawBlock::Paragraph(_, hidden) = block { Some(hidden) } else { None })
        .flat_map(|hidden| HiddenWord::all(hidden))
        .collect();
    let path = |word: &str| whole.iter().find(|own| own.word == word).map(|own| own.path.as_str()).unwrap_or_default();
    let values: BTreeMap<&str, &str> = BookIdentity::KEYS.into_iter().zip(path(IDENTITY).split('/')).collect();
    let find = |key: &str| values.get(key.strip_prefix(NAME)?).map(|value| (*value).to_owned());
    let Some(identity) = BookIdentity::of_pairs(&find) else { return Ok(None) };
    let mut reader = FilledTextReader {
        labels: path(LABELS).split(' ').collect(),
        found: BTreeSet::new(),
        tables: 0,
        filled: FilledBook::new(identity),
    };
    for block in &blocks {
        match block {
            RawBlock::Paragraph(text, _) => reader.leave(text, "本文"),
            RawBlock::Table(rows) => reader.table(rows),
        }
    }
    let asked: Vec<&str> = path(ASKED).split(' ').filter(|digest| !digest.is_empty()).collect();
    let gone = asked.iter().filter(|digest| !reader.found.contains(**digest)).count();
    if gone > 0 {
        reader.filled.left.push(format!("記入用紙から、答えの欄が{gone}か所消されています"));
    }
    reader.filled.settle();
    Ok(Some(reader.filled))
}

/// Reads a text, table by table.
struct FilledTextReader<'t> {
    /// The digests of what was there before anybody filled in the text.
    labels: BTreeSet<&'t str>,
    /// The digests of the steps to the answers whose cells are there.
    found: BTreeSet<String>,
    tables: usize,
    filled: FilledBook,
}

/// What a grid is: the steps to it, and by the columns of its cells the steps from a row.
struct HeadOfGrid {
    steps: Vec<String>,
    columns: BTreeMap<usize, (bool, Vec<String>)>,
    /// How many rows said something.
    rows: usize,
}

impl FilledTextReader<'_> {
    /// Tells a text that was not there before, and is no answer.
    fn leave(&mut self, text: &str, place: &str) {
        if !text.trim().is_empty() && !self.labels.contains(digest_of_label(text).as_str()) {
            self.filled.left.push(format!("{place}: {}", text.trim()));
        }
    }

    fn table(&mut self, rows: &[Vec<RawTextCell>]) {
        self.tables += 1;
        let mut grid: Option<HeadOfGrid> = None;
        // The answer that the next row holds.
        let mut below: Option<HiddenWord> = None;
        for (at, row) in (1..).zip(rows) {
            let place = format!("表{} {at}行", self.tables);
            let words: Vec<Vec<HiddenWord>> = row.iter().map(|cell| HiddenWord::all(&cell.hidden)).collect();
            if let Some(word) = below.take()
                && words.iter().all(Vec::is_empty)
            {
                row.iter().take(1).for_each(|cell| self.answer(&word, &cell.text, &place));
                row.iter().skip(1).for_each(|cell| self.leave(&cell.text, &place));
                continue;
            }
            let of_grid = words.iter().flatten().find(|word| word.word == RangeSort::Grid.word());
            if let Some(word) = of_grid {
                grid = Some(head_of_grid(word, row, &words));
            } else if let Some(grid) = &mut grid {
                self.row_of_grid(grid, row, &words, &place);
                continue;
            }
            below = self.row_of_line(row, &words, &place);
        }
    }

    /// A row that asks for one answer; the word of it where its answer stands in the next row.
    fn row_of_line(&mut self, row: &[RawTextCell], words: &[Vec<HiddenWord>], place: &str) -> Option<HiddenWord> {
        let mut below = None;
        let mut is_answer = None;
        for (at, (cell, words)) in row.iter().zip(words).enumerate() {
            if let Some(word) = is_answer.take().filter(|_| words.is_empty()) {
                self.answer(word, &cell.text, place);
                continue;
            }
            let asked = words.iter().find(|word| RangeSort::parse(&word.word, String::new()).is_some());
            let asked = asked.filter(|word| word.word != RangeSort::Grid.word());
            match asked {
                Some(word) if words.iter().any(|word| word.word == BELOW) => below = Some(word.clone()),
                asked => is_answer = asked.filter(|_| at + 1 < row.len()),
            }
            if let Some(word) = words.iter().find(|word| word.word == AROUND) {
                self.around(&steps(&word.path), &cell.text, place);
            } else {
                self.leave(&cell.text, place);
            }
        }
        below
    }

    fn answer(&mut self, word: &HiddenWord, text: &str, place: &str) {
        self.found.insert(short_digest(&format!("{} {}", word.path, word.label)));
        let Some(sort) = RangeSort::parse(&word.word, word.label.clone()) else { return };
        let text = text.trim_end();
        if text.trim().is_empty() {
            return;
        }
        let path = steps(&word.path);
        let field = path.first().cloned().unwrap_or_default();
        self.filled.places.entry(field).or_insert_with(|| place.to_owned());
        self.filled.say(&sort, &path, text.to_owned());
    }

    /// The circumstances of an answer, each on a line that begins with its word; what has none is a remark.
    fn around(&mut self, path: &[String], text: &str, place: &str) {
        let mut found: Vec<(&str, String)> = Vec::new();
        for line in text.trim_end().lines() {
            let begins = |word: &&&str| {
                line.trim_start().strip_prefix(**word).is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
            };
            if let Some(word) = CIRCUMSTANCES.iter().find(begins) {
                let said = line.split_once([':', '：']).map_or("", |(_, said)| said.trim_start());
                found.push((word, said.to_owned()));
            } else if let Some((_, said)) = found.last_mut() {
                said.push('\n');
                said.push_str(line);
            } else {
                found.push(("注記", line.to_owned()));
            }
        }
        for (word, said) in found.iter().filter(|(_, said)| !said.trim().is_empty()) {
            let path: Vec<String> = path.iter().cloned().chain([around_step(word)]).collect();
            let field = path.first().cloned().unwrap_or_default();
            self.filled.places.entry(field).or_insert_with(|| place.to_owned());
            self.filled.tree.put(&path, said.trim_end());
        }
    }

    fn row_of_grid(&mut self, grid: &mut HeadOfGrid, row: &[RawTextCell], words: &[Vec<HiddenWord>], place: &str) {
        let key = words.iter().flatten().find(|word| word.word == RangeSort::Row(String::new()).word());
        let path = key.map_or_else(|| vec![row_step(grid.rows)], |word| steps(&word.path));
        let mut said = false;
        for cell in row {
            let text = cell.text.trim_end();
            let Some((by_lines, inner)) = grid.columns.get(&cell.column) else {
                self.leave(text, place);
                continue;
            };
            if text.trim().is_empty() {
                continue;
            }
            said = true;
            let path: Vec<String> = grid.steps.iter().chain(&path).chain(inner).cloned().collect();
            let field = path.first().cloned().unwrap_or_default();
            self.filled.places.entry(field).or_insert_with(|| place.to_owned());
            if *by_lines { self.filled.lines(&path, text) } else { self.filled.tree.put(&path, text) }
        }
        grid.rows += usize::from(said);
    }
}

fn head_of_grid(word: &HiddenWord, row: &[RawTextCell], words: &[Vec<HiddenWord>]) -> HeadOfGrid {
    let column = |(cell, words): (&RawTextCell, &Vec<HiddenWord>)| {
        let own = words.iter().find(|word| word.word == COLUMN || word.word == COLUMN_OF_LINES)?;
        Some((cell.column, (own.word == COLUMN_OF_LINES, steps(&own.path))))
    };
    HeadOfGrid { steps: steps(&word.path), columns: row.iter().zip(words).filter_map(column).collect(), rows: 0 }
}
