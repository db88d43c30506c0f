//! Workbooks that `nenpo form export` made and somebody filled in. They are read by the names of their cells alone: where a cell
//! stands, and what its sheet looks like, does not matter.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::identity::{BookIdentity, HEADS, NO_ROW, NamedRange, RangeSort, TITLE, digest, entry, short_digest};
use crate::export::tree::{AnswerTree, called, is_row, row_step, steps};
use crate::export::{EXTRA, HEAD, LEAD, NARRATIVE, SOURCE, TITLE as TITLE_OF_DOCUMENT};
use crate::form::keys::OF_DOCUMENTS;
use crate::prefill::layout::{PrefilledLine, PrefilledValue, yaml};
use crate::prefill::{heading_line, open_line, schema_path, section_head};
use crate::text::fold;
use crate::text::page_path::relative;
use crate::workbook::address;

use super::draft::{ImportRequest, Imported, add_doubt, doubted, head, one_line, values};
use super::fault::ImportFault;
use super::package::Package;
use super::workbook::{Corner, RawBook, RawSheet, range, raw};

/// What cells say that means no.
const NO: [&str; 8] = ["×", "✕", "✗", "x", "-", "0", "無", "いいえ"];

/// What cells say that means yes, and nothing else. Full-width letters and digits are folded before.
const YES: [&str; 22] = [
    "○", "◯", "〇", "◎", "●", "■", "☑", "☒", "✓", "✔", "✅", "レ", "v", "y", "o", "1", "true", "yes", "有", "あり",
    "はい", "該当",
];

/// A file that somebody filled in: a workbook, or a text of Word.
#[derive(Debug)]
pub struct FilledBook {
    /// The form, the place and the year it was made for.
    pub identity: BookIdentity,
    /// What its cells say.
    pub(super) tree: AnswerTree,
    /// Where the answers to each field stand, for people.
    pub(super) places: BTreeMap<String, String>,
    /// What speaks against the answers to a field.
    pub(super) doubts: Vec<(String, String)>,
    /// What stands where no answer is read from.
    pub(super) left: Vec<String>,
}

impl FilledBook {
    /// A file that says nothing yet.
    pub(super) fn new(identity: BookIdentity) -> FilledBook {
        FilledBook {
            identity,
            tree: AnswerTree::default(),
            places: BTreeMap::new(),
            doubts: Vec::new(),
            left: Vec::new(),
        }
    }

    /// Takes what stands in a cell for an answer, given what it becomes.
    pub(super) fn say(&mut self, sort: &RangeSort, steps: &[String], text: String) {
        match sort {
            RangeSort::Text | RangeSort::More => self.tree.put(steps, &text),
            RangeSort::Mark(label) if !NO.contains(&fold(&text).to_lowercase().trim()) => {
                // Words of one's own say more than a mark.
                self.choose(steps, label, &|own| own.starts_with(label.as_str()));
                let folded = fold(&text).to_lowercase();
                if !YES.contains(&folded.trim()) && text.trim() != label {
                    let field = steps.first().cloned().unwrap_or_default();
                    self.doubts.push((field, format!("「{label}」の印の欄に「{}」とあります", one_line(text.trim()))));
                }
            }
            RangeSort::Other(label) => {
                let words = if text.starts_with(label.as_str()) { text } else { format!("{label}（{text}）") };
                self.unchoose(steps, label);
                self.choose(steps, &words, &|own| own == words);
            }
            RangeSort::Mark(_) | RangeSort::Grid | RangeSort::Row(_) => {}
        }
    }

    /// Takes each line for an answer of its own.
    pub(super) fn lines(&mut self, steps: &[String], text: &str) {
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        if let [one] = lines.as_slice() {
            return self.tree.put(steps, one);
        }
        for (number, line) in lines.into_iter().enumerate() {
            let path: Vec<String> = steps.iter().cloned().chain([row_step(number)]).collect();
            self.tree.put(&path, line);
        }
    }

    /// Once all cells are read: tells what is said of a whole whose parts are said, too.
    pub(super) fn settle(&mut self) {
        for (steps, text) in self.tree.take_doubled() {
            let field = steps.first().cloned().unwrap_or_default();
            let what = steps.last().filter(|_| steps.len() > 1).map(|step| format!("「{}」の", called(step)));
            let (what, text) = (what.unwrap_or_default(), one_line(text.trim()));
            self.doubts.push((field, format!("内訳のほかに、{what}全体の欄に「{text}」とあります")));
        }
    }

    fn choose(&mut self, steps: &[String], words: &str, is_there: &dyn Fn(&str) -> bool) {
        let known = self.tree.at(steps).map_or(&[][..], |own| own.inner.as_slice());
        if known.iter().any(|(_, tree)| tree.text.as_deref().is_some_and(is_there)) {
            return;
        }
        let path: Vec<String> = steps.iter().cloned().chain([row_step(known.len())]).collect();
        self.tree.put(&path, words);
    }

    fn unchoose(&mut self, steps: &[String], label: &str) {
        let known = self.tree.at(steps).map_or(&[][..], |own| own.inner.as_slice());
        let own = known.iter().find(|(_, tree)| tree.text.as_deref() == Some(label)).map(|(step, _)| step.clone());
        if let Some(step) = own {
            let path: Vec<String> = steps.iter().cloned().chain([step]).collect();
            self.tree.take(&path, false);
        }
    }
}

/// Reads a workbook by its names; nothing where it is none that nenpo made.
///
/// # Errors
/// Why nothing can be read from it.
pub fn read(package: &mut Package<'_>) -> Result<Option<FilledBook>, ImportFault> {
    let Some(book) = raw(package, TITLE)? else { return Ok(None) };
    let hidden = book.sheets.iter().find(|sheet| sheet.title == TITLE);
    let rows = hidden.map(rows_of).unwrap_or_default();
    // The identity stands first; a field may be called as its keys are.
    let pairs: BTreeMap<&str, &str> = rows
        .iter()
        .take(BookIdentity::KEYS.len())
        .filter_map(|row| Some((row.first()?.as_str(), row.get(1)?.as_str())))
        .collect();
    let constant = |key: &str| {
        let named = book.names.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        named.map(|(_, value)| value.trim_matches('"').replace("\"\"", "\""))
    };
    let find = |key: &str| pairs.get(key).map(|value| (*value).to_owned()).or_else(|| constant(key));
    let Some(identity) = BookIdentity::of_pairs(&find) else { return Ok(None) };
    let entries: Vec<NamedRange> = rows.iter().filter_map(|row| entry(row)).collect();
    let mut reader = BookReader {
        names: book.names.iter().map(|(name, value)| (name.to_lowercase(), value.as_str())).collect(),
        book: &book,
        entries: &entries,
        read: BTreeSet::new(),
        filled: FilledBook::new(identity),
    };
    entries.iter().for_each(|entry| reader.entry(entry));
    let labels: BTreeSet<&str> = hidden
        .into_iter()
        .flat_map(|sheet| &sheet.cells)
        .filter(|((_, column), _)| *column == 4)
        .map(|(_, (text, _))| text.as_str())
        .collect();
    reader.leave(&labels);
    reader.filled.settle();
    Ok(Some(reader.filled))
}

/// The rows of the hidden sheet: four texts each.
fn rows_of(sheet: &RawSheet) -> Vec<Vec<String>> {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for ((row, column), (text, _)) in sheet.cells.range(..).filter(|((_, column), _)| *column < 4) {
        let own = rows.entry(*row).or_default();
        own.resize(*column as usize, String::new());
        own.push(text.clone());
    }
    rows.into_values().collect()
}

/// Reads a workbook, name by name.
struct BookReader<'b> {
    book: &'b RawBook,
    names: BTreeMap<String, &'b str>,
    entries: &'b [NamedRange],
    /// The cells that were read.
    read: BTreeSet<(usize, u32, u32)>,
    filled: FilledBook,
}

impl BookReader<'_> {
    fn entry(&mut self, entry: &NamedRange) {
        if matches!(entry.sort, RangeSort::Row(_)) {
            return;
        }
        let field = entry.steps.first().cloned().unwrap_or_default();
        let reference = self.names.get(&entry.name.to_lowercase()).copied().unwrap_or_default();
        let found = range(reference).and_then(|(title, first, last)| {
            let at = self.book.sheets.iter().position(|sheet| sheet.title == title)?;
            Some((at, first, last))
        });
        let Some((at, first, last)) = found else {
            let what = entry.steps.iter().map(|step| called(step)).collect::<Vec<_>>().join("／");
            self.filled.doubts.push((field, format!("記入用紙から「{what}」のセルが消されています")));
            return;
        };
        if entry.sort == RangeSort::Grid {
            return self.grid(entry, at, first, last);
        }
        let Some((text, place)) = self.text(at, first, &field) else { return };
        let steps = &entry.steps;
        self.filled.places.entry(field.clone()).or_insert(place);
        self.filled.say(&entry.sort, steps, text);
    }

    /// The text of a cell, and where it stands; nothing where it is empty.
    fn text(&mut self, at: usize, place: Corner, field: &str) -> Option<(String, String)> {
        self.read.insert((at, place.0, place.1));
        let sheet = self.book.sheets.get(at)?;
        let (text, doubt) = sheet.cells.get(&place)?;
        let told = format!("「{}」{}", sheet.title, address(place.0, place.1));
        if let Some(doubt) = doubt {
            self.filled.doubts.push((field.to_owned(), format!("{told}: {doubt}")));
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_end();
        (!text.trim().is_empty()).then(|| (text.to_owned(), told))
    }

    /// Rows and columns: a hidden row says what the columns are, and the heads or hidden keys what the rows are.
    fn grid(&mut self, entry: &NamedRange, at: usize, first: Corner, last: Corner) {
        let Some(sheet) = self.book.sheets.get(at) else { return };
        let field = entry.steps.first().cloned().unwrap_or_default();
        let within = |place: &Corner| (first.0..=last.0).contains(&place.0) && (first.1..=last.1).contains(&place.1);
        let cells: Vec<(Corner, String)> = sheet
            .cells
            .range((first.0, 0)..=(last.0, u32::MAX))
            .filter(|(place, _)| within(place))
            .map(|(place, (text, _))| (*place, text.clone()))
            .collect();
        let text = |place: Corner| sheet.cells.get(&place).map(|(text, _)| text.trim_end());
        let heads =
            cells.iter().find(|((_, column), text)| *column == first.1 && text == HEADS).map(|((row, _), _)| *row);
        let Some(heads) = heads else {
            self.filled.doubts.push((field, "記入用紙の表の、隠れた行が消されています".to_owned()));
            return;
        };
        let columns: BTreeMap<u32, (bool, Vec<String>)> = cells
            .iter()
            .filter(|((row, column), _)| *row == heads && *column > first.1)
            .filter_map(|((_, column), text)| {
                let (sort, path) = text.split_at_checked(1)?;
                Some((*column, (sort == "*", steps(path))))
            })
            .collect();
        let labels: BTreeMap<&str, &[String]> = self
            .entries
            .iter()
            .filter(|own| own.name == entry.name)
            .filter_map(|own| {
                if let RangeSort::Row(label) = &own.sort { Some((label.as_str(), own.steps.as_slice())) } else { None }
            })
            .collect();
        // A head that two rows have tells neither.
        let is_fixed = !labels.is_empty();
        let count = self.entries.iter().filter(|own| own.name == entry.name).count().saturating_sub(1);
        let by_label = labels.len() == count;
        let rows: BTreeSet<u32> = cells.iter().map(|((row, _), _)| *row).collect();
        let (mut own_rows, mut unknown) = (0, Vec::new());
        for row in rows.into_iter().filter(|row| *row != heads) {
            let key = text((row, first.1)).unwrap_or_default();
            if key == NO_ROW {
                continue;
            }
            let path: Option<Vec<String>> = if is_fixed {
                let label = text((row, first.1 + 1)).unwrap_or_default();
                let known = labels.get(label).filter(|_| by_label).map(|steps| steps.to_vec());
                known.or_else(|| (!key.is_empty()).then(|| steps(key)))
            } else {
                Some(vec![row_step(own_rows)])
            };
            let mut said = false;
            for (column, (by_lines, inner)) in &columns {
                let Some((answer, place)) = self.text(at, (row, *column), &field) else { continue };
                said = true;
                let Some(path) = &path else {
                    unknown.push(format!("{place}: {answer}"));
                    continue;
                };
                let path: Vec<String> = entry.steps.iter().chain(path).chain(inner).cloned().collect();
                self.filled.places.entry(field.clone()).or_insert(place);
                if *by_lines { self.filled.lines(&path, &answer) } else { self.filled.tree.put(&path, &answer) }
            }
            own_rows += usize::from(said);
        }
        self.filled.left.extend(unknown);
        // What stands in the range besides is labels, or is told.
        self.read.extend((first.0..=last.0).flat_map(|row| [(at, row, first.1)]));
    }

    /// What stands in cells that have no name, and was not there when the workbook was made.
    fn leave(&mut self, labels: &BTreeSet<&str>) {
        for (at, sheet) in self.book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden) {
            for ((row, column), (text, _)) in &sheet.cells {
                let is_label = || labels.contains(short_digest(text.replace("\r\n", "\n").trim_end()).as_str());
                if self.read.contains(&(at, *row, *column)) || text.trim().is_empty() || is_label() {
                    continue;
                }
                self.filled.left.push(format!("「{}」{}: {text}", sheet.title, address(*row, *column)));
            }
        }
    }
}

/// The draft of a sheet of what a workbook says.
#[must_use]
pub fn draft_of_book(asked: &ImportRequest<'_>, book: &FilledBook) -> Imported {
    let (form, place) = (asked.form, asked.place.name.as_str());
    let mut left = book.left.clone();
    let nothing = AnswerTree::default();
    let at = |step: &str| book.tree.at(&[step.to_owned()]).unwrap_or(&nothing);
    let mut front = head(asked, "答えの書かれていない欄は、空のままです。");
    for (line, step) in front.iter_mut().rev().zip([SOURCE, TITLE_OF_DOCUMENT]) {
        line.value = at(step).value();
    }
    if book.identity.digest != digest(form) {
        left.push("この記入用紙を作った後に、様式が変わっています。変わった項目を確かめてください".to_owned());
    }
    for (step, tree) in &at(HEAD).inner {
        front.push(PrefilledLine::new(called(step), tree.value()));
    }
    let mut answers = 0;
    let mut keys = form.names(place).keys(OF_DOCUMENTS).into_iter();
    for section in &form.sections {
        let mut above = section_head(section, place);
        for (field, key) in section.fields.iter().zip(keys.by_ref()) {
            let value = at(&field.id).answer();
            let doubts: Vec<&str> =
                book.doubts.iter().filter(|(own, _)| *own == field.id).map(|(_, doubt)| doubt.as_str()).collect();
            let mut line = if value == PrefilledValue::Blank {
                open_line(&key, section, field, asked.year)
            } else {
                answers += values(&value);
                let comment = book.places.get(&field.id).cloned().unwrap_or_default();
                doubted(asked, PrefilledLine::new(key, value).comment(comment))
            };
            if !doubts.is_empty() {
                line.comment = Some(add_doubt(&doubts.join("。"), line.comment.as_deref().unwrap_or_default()));
            }
            front.push(PrefilledLine { above: above.into_iter().chain(line.above).collect(), ..line });
            above = Vec::new();
        }
    }
    let body = body(asked, book, &mut answers);
    left.extend(unasked(asked, book));
    // What is said against running text, or against what the form does not ask, has no line of its own.
    let has_line = |step: &str| form.fields().any(|(_, field)| field.id == step);
    let doubts = book.doubts.iter().filter(|(step, _)| !has_line(step));
    left.extend(doubts.map(|(_, doubt)| format!("要確認: {doubt}")));
    let mut front = yaml(&front);
    if !left.is_empty() {
        front.push_str(&format!(
            "\n# ── 読み取れなかったところ（{}）。要るものを答えに写したら、この一覧は消してかまいません\n",
            left.len()
        ));
        left.iter().for_each(|line| front.push_str(&format!("# ・{}\n", one_line(line))));
    }
    let schema = relative(asked.path, &schema_path(&form.id));
    let text = format!("---\n# yaml-language-server: $schema={schema}\n{front}---\n{body}");
    let to_check = text.matches("要確認:").count();
    Imported { text, answers, to_check, left: left.len(), pictures: Vec::new() }
}

/// The running text of the sheet below its front matter, with comments on where it comes from.
fn body(asked: &ImportRequest<'_>, book: &FilledBook, answers: &mut usize) -> String {
    let text = |step: &str| book.tree.at(&[step.to_owned()]).and_then(|tree| tree.text.as_deref());
    let origin = |step: &str| book.places.get(step).map_or_else(String::new, |place| format!("<!-- {place} -->\n\n"));
    let mut out = text(LEAD).map_or_else(String::new, |lead| format!("{lead}\n"));
    for section in &asked.form.sections {
        let own = text(&format!("{NARRATIVE}{}", section.id));
        if !section.narrative && own.is_none() {
            continue;
        }
        *answers += usize::from(own.is_some());
        let heading = heading_line(asked.form, section, &asked.place.name);
        let own = own.map_or_else(
            || "<!-- ここに書いてください。原資料が空欄なら「記載なし」と書きます。 -->".to_owned(),
            |own| format!("{}{}", origin(&format!("{NARRATIVE}{}", section.id)), without_headings(own)),
        );
        out.push_str(&format!("\n## {heading}\n\n{own}\n"));
    }
    for (step, tree) in &book.tree.inner {
        if let (Some(heading), Some(text)) = (step.strip_prefix(EXTRA), &tree.text) {
            out.push_str(&format!("\n## {heading}\n\n{}\n", without_headings(text)));
        }
    }
    out
}

/// A text in which no line is taken for the heading of another section.
fn without_headings(text: &str) -> String {
    let line = |line: &str| {
        let is_heading = line.starts_with("# ") || line.starts_with("## ");
        if is_heading { format!("\\{line}") } else { line.to_owned() }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// What the workbook says and the form does not ask.
fn unasked(asked: &ImportRequest<'_>, book: &FilledBook) -> Vec<String> {
    let is_asked = |step: &str| {
        let of_section = |step: &str| asked.form.sections.iter().any(|section| section.id == step);
        [SOURCE, TITLE_OF_DOCUMENT, HEAD, LEAD].contains(&step)
            || step.starts_with(EXTRA)
            || step.strip_prefix(NARRATIVE).is_some_and(of_section)
            || asked.form.fields().any(|(_, field)| field.id == step)
    };
    let unknown = book.tree.inner.iter().filter(|(step, _)| !is_asked(step));
    let texts = unknown.flat_map(|(step, tree)| {
        tree.leaves().into_iter().map(move |(path, text)| {
            let names = std::iter::once(step).chain(&path).filter(|step| !is_row(step)).map(|step| called(step));
            format!("様式にない項目「{}」: {text}", names.collect::<Vec<_>>().join("／"))
        })
    });
    texts.collect()
}
